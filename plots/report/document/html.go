package document

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"holdfast/plots"
)

//go:embed page
var page embed.FS

var (
	pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{
		"text": pageText,     // between tags
		"safe": harmlessText, // in an attribute or the title
	}).ParseFS(page, "page/page.html", "page/blocks.html"))
	pageScript = asset("page/page.js")
	pageStyle  = asset("page/page.css") + palette()
)

func asset(name string) string {
	text, err := page.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(text)
}

// HTML writes the document as one self-contained page: it asks nothing of any
// server, has its charts inline with their texts as text, and forbids itself by
// a Content-Security-Policy whatever it does not bring along. A script lets
// readers choose among [Choices]; without it, and on paper, all are there. The
// same document gives the same bytes.
func (d *Document) HTML(w io.Writer) error {
	h := &htmlPage{Document: d, Style: template.CSS(pageStyle), Script: template.JS(pageScript)}
	h.Policy = "default-src 'none'; style-src " + hash(pageStyle) + "; script-src " + hash(pageScript) +
		"; img-src data:; base-uri 'none'; form-action 'none'"
	h.Tag = languageTag(d.Language)
	for i := range d.Sections {
		h.Parts = append(h.Parts, h.part(&d.Sections[i], 2))
	}
	if h.err != nil {
		return h.err
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, h); err != nil {
		return err
	}
	_, err := out.WriteTo(w)
	return err
}

// hash is the source expression of a Content-Security-Policy that lets a text
// through.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// htmlPage is what the page's template fills in.
type htmlPage struct {
	*Document
	Tag    string // of the language
	Policy string
	Style  template.CSS
	Script template.JS
	Parts  []htmlPart
	serial int // of ids
	err    error
}

// htmlPart is a section with its heading's level.
type htmlPart struct {
	*Section
	Level  int
	Blocks []htmlBlock
	Parts  []htmlPart
}

// Entry is the section in the table of contents.
func (p htmlPart) Entry() string {
	if p.Short != "" {
		return p.Short
	}
	return p.Title
}

func (h *htmlPage) part(s *Section, level int) htmlPart {
	p := htmlPart{Section: s, Level: level, Blocks: h.blocks(s.Blocks, level, false)}
	for i := range s.Sections {
		p.Parts = append(p.Parts, h.part(&s.Sections[i], level+1))
	}
	return p
}

// htmlBlock is a block as its template takes it.
type htmlBlock struct {
	Block
	Kind         string
	Labels       *Labels
	Class        string        // of its tone
	Wide, Narrow template.HTML // of a chart: for the width of the page, if it is ever shown so; for half of it, or a phone
	Rows         [][]htmlCell
	Row          []Row
	ID           string // unique in the page
	Items        []htmlChoice
}

type htmlCell struct {
	Cell
	Number  bool
	Span    int // columns of a heading; 0: none
	Picture template.HTML
}

type htmlChoice struct {
	Choice
	Level  int
	ID     string
	Blocks []htmlBlock
}

// blocks readies the blocks under a heading of a level, paired where charts
// stand in pairs.
func (h *htmlPage) blocks(blocks []Block, level int, paired bool) []htmlBlock {
	var all []htmlBlock
	for _, block := range blocks {
		if b, any := h.block(block, level, paired); any {
			all = append(all, b)
		}
	}
	return all
}

// block readies a block; one without anything to show is left out.
func (h *htmlPage) block(block Block, level int, paired bool) (b htmlBlock, any bool) {
	b = htmlBlock{Block: block, Labels: &h.Labels, Kind: strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", block), "document."))}
	switch x := block.(type) {
	case Paragraph:
		b.Class = x.Tone.class()
		return b, x.Text != ""
	case List:
		b.Class = x.Tone.class()
		return b, len(x.Items) > 0
	case Chart:
		if x.Figure == nil {
			return b, false
		}
		if b.Narrow = h.svg(narrow(x.Figure)); !paired {
			b.Wide = h.svg(x.Figure)
		}
		return b, true
	case Table:
		h.table(&b, &x)
		return b, len(x.Columns) > 0
	case Choices:
		h.serial++
		b.ID = fmt.Sprintf("choices-%d", h.serial)
		for i, choice := range x.Items {
			b.Items = append(b.Items, htmlChoice{choice, level + 1, fmt.Sprintf("%s-%d", b.ID, i+1), h.blocks(choice.Blocks, level+1, true)})
		}
		return b, len(x.Items) > 0
	case Figures:
		return b, len(x.Items) > 0
	case Steps:
		return b, len(x.Items) > 0
	case Definitions:
		return b, len(x.Items) > 0
	case Code:
		return b, x.Text != ""
	}
	return b, false
}

func (t Tone) class() string {
	return map[Tone]string{Lead: "lead", Note: "note", Warning: "warning"}[t]
}

func (h *htmlPage) table(b *htmlBlock, table *Table) {
	b.Row = table.Rows
	for _, row := range table.Rows {
		var cells []htmlCell
		for i, cell := range row.Cells {
			c := htmlCell{Cell: cell, Number: i < len(table.Columns) && table.Columns[i].Number}
			if cell.Picture != nil {
				c.Picture = h.svg(cell.Picture)
			}
			if row.Head {
				c.Span = len(table.Columns)
			}
			cells = append(cells, c)
			if row.Head {
				break
			}
		}
		b.Rows = append(b.Rows, cells)
	}
}

// svg draws a figure. The document escapes nothing of it: what a figure writes is
// text or markup of its own.
func (h *htmlPage) svg(figure *plots.Figure) template.HTML {
	var out bytes.Buffer
	if err := plots.SVG(&out, figure, plots.Size{}); err != nil && h.err == nil {
		h.err = err
	}
	return template.HTML(out.String())
}

// narrow lays a figure out for half a page or a phone, its type as large as on a
// whole one.
func narrow(figure *plots.Figure) *plots.Figure {
	const width, shape = 360, 0.8
	w, height := figure.Size()
	return figure.Sized(width, max(shape*width, height*min(1, 1.6*width/w)))
}
