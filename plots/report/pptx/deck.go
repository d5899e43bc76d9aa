// Package pptx writes presentations: a [Deck] of slides with a title, text, a
// table or one picture, and speaker's notes, as Office Open XML (ECMA-376,
// transitional) that PowerPoint, Keynote and LibreOffice open and edit.
//
// Titles, text and tables stand in placeholders and shapes of their own, so
// that they can be edited, restyled through the master, and read aloud in
// order. Every text is data: it is escaped, and what XML cannot hold is left
// out. A text that is too long for its place gets a smaller size and, at the
// smallest, is cut with an ellipsis; nothing runs off a slide.
//
// The package reads no clock and no file: the same deck gives the same bytes.
package pptx

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
)

// Deck is a presentation of 16:9 slides.
type Deck struct {
	Title    string // document property
	Author   string // document property
	Language string // BCP 47, such as "en-GB" or "ja-JP"; empty: "en-GB"
	// Latin and EastAsian are the fonts of the theme, which a reader's program
	// replaces where it lacks them; empty: Arial and Yu Gothic.
	Latin, EastAsian string
	Slides           []Slide
}

// Slide is one slide. What is empty is left out, and the rest takes its room: a
// picture alone, or text alone, has the whole width; beside each other they
// take three fifths and two fifths. A slide has a table or a picture, not both.
type Slide struct {
	Title   string
	Cover   bool // the title stands large in the middle, the body below it, and nothing else
	Body    []Paragraph
	Table   *Table
	Picture *Picture
	Notes   string // speaker's notes; lines are paragraphs
}

// Paragraph is a paragraph of a slide's body.
type Paragraph struct {
	Text   string
	Bullet bool
	Strong bool
	Small  bool // small print, in grey
}

// Table is a table of text with a header row.
type Table struct {
	Columns []Column
	Rows    [][]string // as many cells as there are columns
}

// Column is a column of a table.
type Column struct {
	Title  string
	Weight float64 // share of the width; not above 0: 1
	Right  bool    // numbers are flush right
}

// Picture is a PNG file with the text that stands for it where it cannot be
// seen.
type Picture struct {
	PNG []byte
	Alt string
}

// Write writes the presentation. It fails where there is no slide, a picture is
// no PNG file, a table's row has another number of cells than its header, a
// slide has both a table and a picture, a cover has either, or w fails.
func (d *Deck) Write(w io.Writer) error {
	if len(d.Slides) == 0 {
		return fmt.Errorf("pptx: a presentation needs a slide")
	}
	b := &builder{deck: d, pictures: map[string]string{}}
	for i := range d.Slides {
		if err := b.slide(i + 1); err != nil {
			return fmt.Errorf("pptx: slide %d: %w", i+1, err)
		}
	}
	b.fixedParts()
	_, err := w.Write(b.archive())
	return err
}

// builder collects the parts of a package.
type builder struct {
	deck     *Deck
	parts    []part
	pictures map[string]string // name of the part by content
}

// part is a file of the package.
type part struct {
	name        string // without leading slash
	contentType string // empty: by its ending
	content     []byte
}

func (b *builder) add(name, contentType, content string) {
	b.parts = append(b.parts, part{name, contentType, []byte(xmlDeclaration + content)})
}

// picture adds a picture once and returns the name of its part and its size in
// pixels.
func (b *builder) picture(p *Picture) (name string, width, height int, err error) {
	config, err := png.DecodeConfig(bytes.NewReader(p.PNG))
	if err != nil {
		return "", 0, 0, fmt.Errorf("picture: %w", err)
	}
	if config.Width < 1 || config.Height < 1 {
		return "", 0, 0, fmt.Errorf("picture of %d x %d pixels", config.Width, config.Height)
	}
	name, known := b.pictures[string(p.PNG)]
	if !known {
		name = fmt.Sprintf("ppt/media/image%d.png", len(b.pictures)+1)
		b.pictures[string(p.PNG)] = name
		b.parts = append(b.parts, part{name: name, content: p.PNG})
	}
	return name, config.Width, config.Height, nil
}
