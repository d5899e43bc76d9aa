package document

import (
	"strconv"

	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

// An entry is a line of the table of contents.
type entry struct {
	text  string
	level int
	at    *place
}

// enter lists a section and those in it, for the contents and the outline.
func (c *composer) enter(s *Section, level int) {
	e := entry{text: s.Title, level: level, at: new(place)}
	if s.Short != "" {
		e.text = s.Short
	}
	c.entries = append(c.entries, e)
	if level < 2 {
		c.bookmarks[e.at] = bookmark{text: e.text, level: level}
	}
	for i := range s.Sections {
		c.enter(&s.Sections[i], level+1)
	}
}

// A document of fewer sections needs no contents; one with more entries lists
// the outermost sections only.
const (
	fewestSections = 4
	mostEntries    = 24
)

var (
	entryTexts = [...]text{
		{style: plots.PDFStyle{Size: 9, Colour: plots.Ink}, leading: 15},
		{style: plots.PDFStyle{Size: 8.5, Colour: plots.Grey}, leading: 13.5},
	}
	contentsText = text{style: plots.PDFStyle{Size: 9, Bold: true, Colour: plots.Ink}, leading: 16}
)

// contents composes the table of contents in two columns.
func (c *composer) contents() {
	if len(c.doc.Sections) < fewestSections {
		return
	}
	deepest := 1
	if len(c.entries) > mostEntries {
		deepest = 0
	}
	var listed []entry
	for _, e := range c.entries {
		if e.level <= deepest && e.text != "" {
			listed = append(listed, e)
		}
	}
	if len(listed) == 0 {
		return
	}
	lines := c.indented(padding).lines(contentsText, c.doc.Labels.Contents, 1)
	half := halved(listed)
	width := (c.width - 2*padding - 24) / 2
	for i := range max(half, len(listed)-half) {
		var columns [2]*entry
		if i < half {
			columns[0] = &listed[i]
		}
		if i+half < len(listed) {
			columns[1] = &listed[i+half]
		}
		lines = append(lines, item{height: 15, draw: func(p *pen, top, _ vg.Length) {
			for k, one := range columns {
				if one != nil {
					p.entry(one, c.x+padding+vg.Length(k)*(width+24), width, top)
				}
			}
		}})
	}
	boxed := c.box(together(lines), tintColour, nil)
	boxed[0].above = 18
	c.add(boxed...)
}

// halved is where the second of two columns begins: with an outermost section,
// as near to the middle as there is one.
func halved(listed []entry) int {
	half := len(listed)
	for i, e := range listed {
		if e.level == 0 && max(i, len(listed)-i) < max(half, len(listed)-half) {
			half = i
		}
	}
	return half
}

// entry draws an entry with its page.
func (p *pen) entry(e *entry, x, width, top vg.Length) {
	t := entryTexts[min(e.level, 1)]
	t.leading = 15
	number := strconv.Itoa(e.at.page)
	room := t.style.Width(number)
	indent := vg.Length(11 * e.level)
	for _, line := range t.style.Wrap(e.text, width-indent-room-14, 1) {
		p.text(t.style, x+indent, t.baseline(top), line)
		p.dots(plots.Faint, x+indent+t.style.Width(line)+5, x+width-room-5, t.baseline(top)-0.5)
	}
	p.text(t.style, x+width-room, t.baseline(top), number)
	p.link(x, top, width, t.leading, e.at)
}
