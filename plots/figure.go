package plots

import (
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Head is the text around a chart; every part may be empty.
type Head struct {
	Title    string    // the finding: what the reader should take away
	Subtitle string    // what is drawn
	Note     string    // small print below: trials, seed, source
	Language *Language // nil: English
}

func (h Head) language() *Language {
	if h.Language == nil {
		return English()
	}
	return h.Language
}

// A Figure is a finished chart: a headline, one or more panels, a note. It is
// laid out anew for each canvas it is drawn on, and may be drawn any number
// of times.
type Figure struct {
	head          Head
	width, height vg.Length
	body          func(s *sheet, area vg.Rectangle)
	bare          bool // the body has all of the canvas, on whatever is there
}

const (
	defaultWidth  = 720 * vg.Length(1)
	defaultHeight = 405 * vg.Length(1)
)

func newFigure(head Head, remarks []string, body func(s *sheet, area vg.Rectangle)) *Figure {
	head.Language = head.language()
	head.Title, head.Note = clean(head.Title), clean(head.Note)
	parts := []string{clean(head.Subtitle)}
	for _, r := range remarks {
		parts = append(parts, clean(r))
	}
	head.Subtitle = head.Language.sentences(parts)
	return &Figure{head: head, width: defaultWidth, height: defaultHeight, body: body}
}

// sentences sets texts one after the other, with a full stop between those that
// bring none along.
func (l *Language) sentences(parts []string) string {
	joined := ""
	for _, p := range parts {
		switch {
		case p == "":
		case joined == "":
			joined = p
		case strings.HasSuffix(joined, "。"):
			joined += p
		case strings.HasSuffix(joined, "."), strings.HasSuffix(joined, "!"), strings.HasSuffix(joined, "?"):
			joined += " " + p
		default:
			joined += l.FullStop + p
		}
	}
	return joined
}

// Size returns the size at which the figure looks best: it grows with the
// number of rows and panels.
func (f *Figure) Size() (width, height vg.Length) { return f.width, f.height }

// Description returns what a screen reader should say first, the title, and
// the subtitle with the note.
func (f *Figure) Description() (title, detail string) {
	return f.head.Title, f.head.Language.sentences([]string{f.head.Subtitle, f.head.Note})
}

var (
	titleStyle    = textStyle{size: 15, bold: true, colour: inkColour}
	subtitleStyle = textStyle{size: 9, colour: greyColour}
	noteStyle     = textStyle{size: 7.5, colour: greyColour}
	axisStyle     = textStyle{size: 8.5, colour: greyColour}
	nameStyle     = textStyle{size: 9.5, bold: true, colour: inkColour}
	detailStyle   = textStyle{size: 8.5, colour: greyColour}
)

// Draw lays the figure out on the whole of c.
func (f *Figure) Draw(c draw.Canvas) {
	s := newSheet(c, f.head.Language, f.width, f.height)
	if f.bare {
		f.body(s, c.Rectangle)
		return
	}
	c.SetColor(white)
	c.Fill(c.Rectangle.Path())
	area := vg.Rectangle{
		Min: c.Min.Add(vg.Point{X: s.pt(24), Y: s.pt(18)}),
		Max: c.Max.Sub(vg.Point{X: s.pt(24), Y: s.pt(20)}),
	}
	width := area.Max.X - area.Min.X
	height := c.Max.Y - c.Min.Y
	top := s.block(titleStyle, area.Min.X, area.Max.Y, s.balanced(titleStyle, s.lines(titleStyle, f.head.Title, width, height/4), f.head.Title, width))
	if f.head.Title != "" {
		top -= s.pt(3)
	}
	top = s.block(subtitleStyle, area.Min.X, top, s.balanced(subtitleStyle, s.lines(subtitleStyle, f.head.Subtitle, width, height/5), f.head.Subtitle, width))
	if top != area.Max.Y {
		top -= s.pt(10)
	}
	note := s.lines(noteStyle, f.head.Note, width, height/8)
	bottom := area.Min.Y
	if len(note) > 0 {
		bottom += vg.Length(len(note)) * s.leading(noteStyle)
		s.block(noteStyle, area.Min.X, bottom, note)
		bottom += s.pt(6)
	}
	area.Min.Y, area.Max.Y = bottom, top
	if area.Max.Y-area.Min.Y > s.pt(30) && width > s.pt(60) {
		f.body(s, area)
	}
}

// lines breaks the text of the head into three lines or, on a low picture, as
// many as fit into the given height.
func (s *sheet) lines(st textStyle, text string, width, height vg.Length) []string {
	return wrap(text, s.measure(st), width, min(int(height/s.leading(st)), 3))
}
