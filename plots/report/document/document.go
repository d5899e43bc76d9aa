// Package document is a report as a reader meets it: sections of paragraphs,
// key figures, tables, charts and definitions, without a word on how they look.
// Its writers make one self-contained HTML page, a Markdown text and a PDF out
// of it. The package knows no plan and no result, chooses nothing and rounds
// nothing: every text comes ready for its reader, and is data, which a writer
// escapes.
package document

import "holdfast/plots"

// A Document is a title with sections.
type Document struct {
	Title    string
	Subtitle string // what was run: span, trials, seed
	Language string // of the texts, for readers' machines: "en" or "ja"
	Labels   Labels
	Sections []Section
}

// Labels are the words that writers themselves put on a page.
type Labels struct {
	Contents    string                    // heads the table of contents
	Skip        string                    // the link that skips to the text
	Page        func(page, of int) string // at the foot of a PDF page
	Show        string                    // of the choices: "Show"
	All         string                    // all of the choices
	Figure      string                    // what a chart is called in a text without pictures: "Chart"
	Warning     string                    // before a warning, for those who see no colour
	TableScroll string                    // names the region of a table that is wider than the page
}

// A Section has a heading, blocks and sections of its own. Sections nest two
// deep.
type Section struct {
	ID       string // for links: lower-case letters, digits and hyphens, unique in the document
	Title    string
	Short    string // for the table of contents; empty: Title
	Blocks   []Block
	Sections []Section
	// Break: on paper, it starts a new page.
	Break bool
}

// A Block is a part of a section.
type Block interface{ block() }

// Tone says how a paragraph is meant.
type Tone int

const (
	Plain   Tone = iota
	Lead         // the answer: large
	Note         // small print
	Warning      // something that the reader must know
)

// Paragraph is running text; line breaks in it are spaces.
type Paragraph struct {
	Text string
	Tone Tone
}

// List is short texts below one another.
type List struct {
	Items   []string
	Ordered bool
	Tone    Tone // Plain, Note or Warning
}

// Figures are the few numbers that matter most, in large type side by side.
type Figures struct{ Items []KeyFigure }

// KeyFigure is a number with its name, and what else is known of it.
type KeyFigure struct{ Label, Value, Detail string }

// Table is rows of cells under a header. The cells of the first column name
// their rows.
type Table struct {
	Caption string
	Columns []Column
	Rows    []Row
	Notes   []string // below the table
}

// Column is a header cell.
type Column struct {
	Title  string
	Number bool // its cells align as numbers do
}

// Row is a line of a table; it has a cell for each column.
type Row struct {
	Cells  []Cell
	Strong bool // the one that matters, or a total
	Head   bool // a heading within the table: the first cell spans all columns
}

// Cell is a text or a small picture.
type Cell struct {
	Text    string
	Picture *plots.Figure // small, drawn without title and note; nil: none
	Colour  int           // index for plots.Colour of a mark before the text; 0: no mark
	Code    bool          // a path or key, in the fixed-width type
}

// Chart is a figure; its title says the finding, and its description is the
// text for those who do not see it.
type Chart struct{ Figure *plots.Figure }

// Choices are blocks of which a reader may show one or all: one for each
// scenario. Where nothing can be chosen, on paper or without scripts, all are
// shown one after the other. Every Choices of a document with the same Group
// follows the same choice.
type Choices struct {
	Group string
	Items []Choice
}

// Choice is one of several.
type Choice struct {
	ID     string
	Title  string // a heading, one level below the section's
	Colour int    // index for plots.Colour
	Blocks []Block
}

// Steps are the stations of a calculation, each with its figure.
type Steps struct{ Items []Step }

// Step is one station.
type Step struct {
	Title   string // "Improved churn"
	Value   string // "2.1 %/month"
	Detail  string // the interval, and what the value means
	Formula string // how it follows from the steps before; may be empty
}

// Definitions explain terms.
type Definitions struct{ Items []Definition }

// Definition is a term, what it means, and its formula.
type Definition struct{ Term, Text, Formula string }

// Code is a text to be copied as it is, such as a command.
type Code struct{ Text string }

func (Paragraph) block()   {}
func (List) block()        {}
func (Figures) block()     {}
func (Table) block()       {}
func (Chart) block()       {}
func (Choices) block()     {}
func (Steps) block()       {}
func (Definitions) block() {}
func (Code) block()        {}
