package document

import (
	"image/color"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

// A text is how lines of text are set below one another.
type text struct {
	style   plots.PDFStyle
	leading vg.Length
}

var (
	plainText = text{style: plots.PDFStyle{Size: 9.5, Colour: plots.Ink}, leading: 15}
	leadText  = text{style: plots.PDFStyle{Size: 14, Colour: plots.Ink}, leading: 22}
	noteText  = text{style: plots.PDFStyle{Size: 7.8, Colour: plots.Grey}, leading: 11.8}
	codeText  = text{style: plots.PDFStyle{Size: 8.2, Colour: plots.Ink}, leading: 12.5}
)

var (
	tintColour    = color.NRGBA{0xF4, 0xF6, 0xF8, 0xFF} // behind cards, heads and code
	strongColour  = color.NRGBA{0xE9, 0xF2, 0xF8, 0xFF} // behind the row that matters
	warningColour = color.NRGBA{0xFD, 0xF1, 0xE7, 0xFF}
)

func nothing(*pen, vg.Length, vg.Length) {}

func space(height vg.Length) item { return item{height: height, draw: nothing} }

// after is room behind a block.
func after(height vg.Length) item { return item{height: height, blank: true, draw: nothing} }

func both(a, b func(*pen, vg.Length, vg.Length)) func(*pen, vg.Length, vg.Length) {
	return func(p *pen, top, height vg.Length) { a(p, top, height); b(p, top, height) }
}

// baseline is where the letters of a line stand: capitals are in its middle.
func (t text) baseline(top vg.Length) vg.Length { return top + t.leading/2 + 0.36*t.style.Size }

// line is an item of one line.
func (t text) line(x vg.Length, line string) item {
	return item{height: t.leading, draw: func(p *pen, top, _ vg.Length) {
		p.text(t.style, x, t.baseline(top), line)
	}}
}

// lines breaks a text into items of a line each, at most so many; below 1, as
// many as it takes.
func (c *composer) lines(t text, s string, most int) []item {
	var items []item
	for _, line := range t.style.Wrap(s, c.width, most) {
		items = append(items, t.line(c.x, line))
	}
	return items
}

// indented composes with the left edge moved in.
func (c *composer) indented(by vg.Length) *composer {
	inner := *c
	inner.x, inner.width, inner.items = c.x+by, c.width-by, nil
	return &inner
}

func (c *composer) paragraph(b Paragraph) {
	switch b.Tone {
	case Lead:
		c.prose(leadText, b.Text, 6)
	case Note:
		c.prose(noteText, b.Text, 5)
	case Warning:
		c.warnings([]string{b.Text})
	default:
		c.prose(plainText, b.Text, 7)
	}
}

func (c *composer) prose(t text, s string, above vg.Length) {
	lines := withoutWidows(c.lines(t, s, 0))
	if len(lines) > 0 {
		lines[0].above = above
		c.add(lines...)
	}
}

func (c *composer) list(b List) {
	switch b.Tone {
	case Warning:
		c.warnings(b.Items)
	case Note:
		c.points(noteText, b)
	default:
		c.points(plainText, b)
	}
}

// points composes the items of a list, each behind its number or bullet.
func (c *composer) points(t text, b List) {
	indent := 1.4 * t.style.Size
	if b.Ordered {
		indent = t.style.Width(strconv.Itoa(len(b.Items))+".") + 0.6*t.style.Size
	}
	inner := c.indented(indent)
	for i, s := range b.Items {
		lines := withoutWidows(inner.lines(t, s, 0))
		if len(lines) == 0 {
			continue
		}
		lines[0].above = 3
		if i == 0 {
			lines[0].above = 6
		}
		lines[0].draw = both(lines[0].draw, func(p *pen, top, height vg.Length) {
			if b.Ordered {
				number := strconv.Itoa(i+1) + "."
				p.text(t.style, inner.x-0.6*t.style.Size-t.style.Width(number), t.baseline(top), number)
				return
			}
			p.disc(plots.Gain, c.x+0.45*t.style.Size, top+height/2, 0.17*t.style.Size)
		})
		c.add(lines...)
	}
}

const padding = vg.Length(9) // within boxes

// warnings composes a box with a sign, the word for it, and the texts.
func (c *composer) warnings(texts []string) {
	inner := c.indented(30)
	inner.width -= padding
	var lines []item
	for _, s := range texts {
		of := withoutWidows(inner.lines(plainText, s, 0))
		if len(of) > 0 && len(lines) > 0 {
			of[0].above = 3
		}
		lines = append(lines, of...)
	}
	if len(lines) == 0 {
		return
	}
	label := plainText
	label.style.Bold, label.style.Colour = true, warningInk
	lines = append(inner.lines(label, c.doc.Labels.Warning, 1), lines...)
	lines[0].keep = true
	lines[0].draw = both(lines[0].draw, func(p *pen, top, height vg.Length) {
		p.warningSign(c.x+padding+2, top+height/2, 9)
	})
	c.add(c.box(lines, warningColour, plots.Loss)...)
}

// warningInk is the colour of warnings, dark enough for text.
var warningInk = color.NRGBA{0x9A, 0x42, 0x00, 0xFF}

// code composes a text as it is; the font has one width only for digits.
func (c *composer) code(b Code) {
	inner := c.indented(padding)
	inner.width -= padding
	var lines []item
	for _, line := range strings.Split(strings.ReplaceAll(strings.TrimRight(b.Text, "\r\n"), "\r\n", "\n"), "\n") {
		set := inner.lines(codeText, withIndent(line), 0)
		if len(set) == 0 {
			set = []item{space(codeText.leading)}
		}
		lines = append(lines, set...)
	}
	if b.Text != "" {
		c.add(c.box(lines, tintColour, nil)...)
	}
}

// withIndent keeps the spaces at the start of a line, which a text otherwise
// loses.
func withIndent(line string) string {
	line = strings.ReplaceAll(line, "\t", "    ")
	bare := strings.TrimLeft(line, " ")
	return strings.Repeat("\u00A0", len(line)-len(bare)) + bare
}

// box puts lines on a coloured ground, with a bar at the left unless it is nil.
func (c *composer) box(lines []item, ground, bar color.Color) []item {
	first, last := space(6), space(6)
	first.keep = true
	lines[len(lines)-1].keep = true
	lines = append(append([]item{first}, lines...), last)
	for i := range lines {
		draw, above := lines[i].draw, lines[i].above
		lines[i].above = 0
		lines[i].height += above
		overlap := vg.Length(0.4) // with the item before, so that no seam shows
		if i == 0 {
			overlap = 0
		}
		lines[i].draw = func(p *pen, top, height vg.Length) {
			p.fill(ground, c.x, top-overlap, c.width, height+overlap)
			if bar != nil {
				p.fill(bar, c.x, top-overlap, 3, height+overlap)
			}
			draw(p, top+above, height-above)
		}
	}
	lines[0].above = 8
	return append(lines, after(3))
}
