package document

import (
	"io"
	"strings"

	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

// The page is A4 (ISO 216), in points.
const (
	pageWidth    = 595.28
	pageHeight   = 841.89
	sideMargin   = 54
	topMargin    = 54
	bottomMargin = 66 // the foot stands in it
	textWidth    = pageWidth - 2*sideMargin
)

// PDF writes the document as A4 pages: vector charts, text that can be copied,
// bookmarks two deep, a foot with the title and the page's number. The same
// document gives the same bytes.
//
// Charts and rows of tables are never cut by the end of a page; the head of a
// table stands on each of its pages. A table too wide for the page even in the
// smallest type is parted into bands of columns, each with the first column.
// Names and cells of more than 2,000 bytes are cut.
func (d *Document) PDF(w io.Writer) error {
	pages, bookmarks := d.pages()
	pdf, err := plots.NewPDF(pageWidth, pageHeight)
	if err != nil {
		return err
	}
	pdf.Describe(d.Title, d.Subtitle)
	pdf.SetLang(languageTag(d.Language))
	p := &pen{pdf: pdf, bookmarks: bookmarks}
	foot := footStyle.Wrap(d.Title, 0.75*textWidth, 1)
	for i, page := range pages {
		pdf.AddPage()
		for _, it := range page {
			p.bookmark(it)
			it.draw(p, it.top, it.height)
		}
		p.foot(foot, d.Labels.Page, i+1, len(pages))
	}
	if p.err != nil {
		return p.err
	}
	return pdf.Output(w)
}

// pages composes the document and puts it on pages.
func (d *Document) pages() ([][]placed, map[*place]bookmark) {
	c := &composer{doc: d, x: sideMargin, width: textWidth}
	c.document()
	return paginate(c.items, topMargin, pageHeight-bottomMargin), c.bookmarks
}

// languageTag keeps of a language what the syntax of tags and of PDF allows.
func languageTag(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, s)
}

// A composer makes items of blocks, between x and x+width.
type composer struct {
	doc       *Document
	x, width  vg.Length
	paired    bool // charts stand in pairs
	items     []item
	bookmarks map[*place]bookmark
	entries   []entry // of the table of contents
}

type bookmark struct {
	text  string
	level int
}

func (c *composer) add(items ...item) { c.items = append(c.items, items...) }

// document composes the title, the sections and, behind the first section, the
// contents.
func (c *composer) document() {
	c.bookmarks = map[*place]bookmark{}
	for i := range c.doc.Sections {
		c.enter(&c.doc.Sections[i], 0)
	}
	c.title()
	next := 0
	for i := range c.doc.Sections {
		next = c.section(&c.doc.Sections[i], 0, next)
		if i == 0 {
			c.contents()
		}
	}
	c.items = atLeastOne(c.items)
}

// atLeastOne gives a document without anything an empty page.
func atLeastOne(items []item) []item {
	if len(items) > 0 {
		return items
	}
	return []item{space(1)}
}

var (
	titleText    = text{style: plots.PDFStyle{Size: 24, Bold: true, Colour: plots.Ink}, leading: 31}
	subtitleText = text{style: plots.PDFStyle{Size: 9.5, Colour: plots.Grey}, leading: 14}
)

// title composes the head of the first page.
func (c *composer) title() {
	if c.doc.Title == "" && c.doc.Subtitle == "" {
		return
	}
	bar := item{height: 14, keep: true, draw: func(p *pen, top, _ vg.Length) {
		p.fill(plots.Gain, c.x, top, 42, 4)
	}}
	c.add(bar)
	c.add(together(c.lines(titleText, c.doc.Title, 5))...)
	if subtitle := c.lines(subtitleText, c.doc.Subtitle, 8); len(subtitle) > 0 {
		subtitle[0].above = 5
		c.add(subtitle...)
	}
}

var (
	headings = [...]struct {
		text
		above, below vg.Length
	}{
		{text{style: plots.PDFStyle{Size: 16, Bold: true, Colour: plots.Ink}, leading: 22}, 26, 7},
		{text{style: plots.PDFStyle{Size: 12.5, Bold: true, Colour: plots.Ink}, leading: 18}, 20, 4},
		{text{style: plots.PDFStyle{Size: 10.5, Bold: true, Colour: plots.Ink}, leading: 16}, 15, 2},
	}
	ruleAbove = vg.Length(9) // from the rule over a section to its heading
)

// section composes a section whose entry in the contents is the given one, and
// returns the entry of the one behind it.
func (c *composer) section(s *Section, level, next int) int {
	h := headings[min(level, len(headings)-1)]
	lines := together(c.lines(h.text, s.Title, 6))
	if len(lines) == 0 {
		lines = []item{space(1)}
	}
	if level == 0 {
		lines = append([]item{{height: ruleAbove, keep: true, draw: func(p *pen, top, _ vg.Length) {
			p.fill(plots.Grid, c.x, top, c.width, 0.8)
			p.fill(plots.Gain, c.x, top-0.4, 42, 1.6)
		}}}, lines...)
	}
	lines[0].above = h.above
	lines[0].fresh = s.Break
	lines[0].mark = c.entries[next].at
	for i := range lines {
		lines[i].kind, lines[i].keep = headingItem, true
	}
	lines = append(lines, item{kind: headingItem, height: h.below, keep: true, draw: nothing})
	next++
	c.add(lines...)
	c.blocks(s.Blocks)
	for i := range s.Sections {
		next = c.section(&s.Sections[i], level+1, next)
	}
	return next
}

func (c *composer) blocks(blocks []Block) {
	start := len(c.items)
	for i := 0; i < len(blocks); i++ {
		if i == 1 {
			c.keepOpening(blocks[0], start)
		}
		switch b := blocks[i].(type) {
		case Paragraph:
			c.paragraph(b)
		case List:
			c.list(b)
		case Figures:
			c.cards(b)
		case Table:
			c.table(b)
		case Chart:
			if i+1 < len(blocks) && c.pair(blocks[i], blocks[i+1]) {
				i++
			} else {
				c.chart(b)
			}
		case Choices:
			c.choices(b)
		case Steps:
			c.steps(b)
		case Definitions:
			c.definitions(b)
		case Code:
			c.code(b)
		}
	}
}

// keepOpening keeps a short paragraph, the items from start on, with what
// follows it: it stands under a heading, and they would be alone at the end of a
// page.
func (c *composer) keepOpening(b Block, start int) {
	paragraph, ok := b.(Paragraph)
	if !ok || paragraph.Tone == Warning || len(c.items)-start > shortOpening {
		return
	}
	for i := start; i < len(c.items); i++ {
		c.items[i].keep = true
	}
}

// shortOpening is the most lines of a short paragraph.
const shortOpening = 3

// choices composes the choices one after the other, their charts in pairs, for
// they are details of which there are many.
func (c *composer) choices(b Choices) {
	h := headings[2]
	for _, choice := range b.Items {
		start := len(c.items)
		lines := c.indented(16).lines(h.text, choice.Title, 4)
		if len(lines) > 0 {
			lines[0].above = h.above
			lines[0].draw = both(lines[0].draw, func(p *pen, top, height vg.Length) {
				p.fill(plots.Colour(choice.Colour), c.x, top+height/2-4.5, 9, 9)
			})
			lines = append(lines, item{height: h.below, draw: nothing})
		}
		for i := range lines {
			lines[i].kind, lines[i].keep = headingItem, true
		}
		c.add(lines...)
		c.paired = true
		c.blocks(choice.Blocks)
		c.paired = false
		if height, give := stacked(c.items[start:]); height-give <= pageHeight-topMargin-bottomMargin {
			together(c.items[start:])
		}
	}
}
