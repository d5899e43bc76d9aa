package document

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"holdfast/plots"
)

// hostile are texts that a plan may bring along.
var hostile = []string{
	"", " ", strings.Repeat("x", 10_000), strings.Repeat("解約", 3_000), strings.Repeat("long words ", 1_000),
	`<script>alert("x")</script>`, "=1+1", "مرحبا بالعالم", "😀👩‍👩‍👧 party 𠮷野家", "nul\x00 bell\x07 \xff\xfe", "(paren) \\ ) >> endobj", "{nb}", "\u202Eturned", "a\nb\tc", "\u00A0",
}

// hostileDocument has every kind of block, every text of it the given one.
func hostileDocument(s string) *Document {
	table := Table{Caption: s, Columns: []Column{{Title: s}, {Title: s, Number: true}, {Title: s}}, Notes: []string{s, s}}
	picture := plots.Bridge(plots.BridgeData{Head: plots.Head{Title: s}}).Sized(60, 20)
	table.Rows = append(table.Rows,
		Row{Head: true, Cells: []Cell{{Text: s}}}, Row{Head: true}, Row{},
		Row{Strong: true, Cells: []Cell{{Text: s, Colour: 99}, {Text: s, Code: true}, {Text: s, Colour: -1, Picture: picture}, {Text: s}, {Text: s}}})
	chart := Chart{plots.Bridge(plots.BridgeData{Head: plots.Head{Title: s, Subtitle: s, Note: s}, Opening: 3, Churned: math.NaN(), Closing: 2, Unit: s})}
	blocks := []Block{
		Figures{Items: []KeyFigure{{s, s, s}, {s, s, s}, {s, s, s}, {s, s, s}, {s, s, s}}}, Figures{},
		List{Items: []string{s, s}}, List{Items: []string{s, s}, Ordered: true}, List{Items: []string{s}, Tone: Warning}, List{Tone: Warning}, List{Items: []string{s}, Tone: Note},
		table, Table{}, Table{Caption: s}, Table{Columns: []Column{{Title: s}}}, Table{Rows: []Row{{Cells: []Cell{{Text: s}}}}},
		chart, Chart{}, chart, Choices{}, Choices{Group: s, Items: []Choice{{ID: s, Title: s, Colour: -7, Blocks: []Block{chart, chart, Chart{}}}, {}}},
		Steps{Items: []Step{{s, s, s, s}, {}, {s, "", s, ""}}}, Steps{}, Definitions{Items: []Definition{{s, s, s}, {}, {"", s, ""}, {s, "", ""}}}, Definitions{},
		Code{Text: s}, Code{}, nil,
	}
	for tone := Plain; tone <= Warning+1; tone++ {
		blocks = append(blocks, Paragraph{Text: s, Tone: tone})
	}
	return &Document{
		Title: s, Subtitle: s, Language: s,
		Labels: Labels{Contents: s, Warning: s, Page: func(page, of int) string { return s[:min(len(s), 30)] }},
		Sections: []Section{
			{ID: s, Title: s, Short: s, Blocks: blocks, Sections: []Section{{Title: s, Sections: []Section{{Title: s, Blocks: blocks[:1]}}}}},
			{Title: s, Break: true}, {Title: s, Break: true, Blocks: blocks[7:9]}, {}, {Title: s},
		},
	}
}

func TestPDFSurvivesAnyText(t *testing.T) {
	for i, s := range hostile {
		d := hostileDocument(s)
		file := pdfOf(t, d)
		if !bytes.HasSuffix(file, []byte("%%EOF\n")) || len(file) > 600_000 {
			t.Errorf("text %d: %d bytes", i, len(file))
		}
		if bytes.Contains(file, []byte("/Lang (")) && strings.ContainsAny(languageTag(s), "() \\<>") {
			t.Errorf("text %d: in the catalogue as it is", i)
		}
		pages, _ := d.pages()
		checkLayout(t, fmt.Sprint("text ", i), pages)
	}
}

func TestPDFOfNothing(t *testing.T) {
	for i, d := range []*Document{{}, {Sections: []Section{{}}}, {Title: "Only a title"}, {Sections: []Section{{Blocks: []Block{Table{}, Figures{}, Chart{}}}}}} {
		if file := pdfOf(t, d); !bytes.Contains(file, []byte("/Count 1\n")) {
			t.Errorf("document %d is not one page", i)
		}
	}
	if err := (&Document{}).PDF(full{}); err == nil {
		t.Error("a write error is lost")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("no room") }

// wide is a table of so many rows and columns.
func wide(rows, columns int) Table {
	table := Table{Caption: "Wide"}
	for k := range columns {
		table.Columns = append(table.Columns, Column{Title: fmt.Sprint("Column ", k), Number: k > 0})
	}
	for i := range rows {
		row := Row{}
		for k := range columns {
			row.Cells = append(row.Cells, Cell{Text: fmt.Sprintf("%d.%02d", i, k)})
		}
		row.Cells[0].Text = fmt.Sprint("Row ", i)
		table.Rows = append(table.Rows, row)
	}
	return table
}

func TestPDFPartsWideTables(t *testing.T) {
	for _, columns := range []int{1, 2, 5, 9, 15, 23, 60} {
		table := wide(3, columns)
		size, bands := fit(&table, textWidth)
		seen := map[int]int{}
		for i, b := range bands {
			sum := 0.0
			for k, column := range b.columns {
				seen[column]++
				sum += b.widths[k].Points()
				if b.widths[k] < 2*padOf(size)+size {
					t.Errorf("%d columns: column %d has %g points", columns, column, b.widths[k])
				}
			}
			if b.columns[0] != 0 || math.Abs(sum-textWidth) > 0.1 {
				t.Errorf("%d columns: band %d begins with column %d and is %g wide", columns, i, b.columns[0], sum)
			}
		}
		for k := 1; k < columns; k++ {
			if seen[k] != 1 {
				t.Errorf("%d columns: column %d stands in %d bands", columns, k, seen[k])
			}
		}
		if columns <= 9 && len(bands) != 1 || columns == 60 && len(bands) < 3 {
			t.Errorf("%d columns: %d bands of %g points", columns, len(bands), size)
		}
	}
}

func TestPDFRepeatsHeadsOfLongTables(t *testing.T) {
	d := &Document{Sections: []Section{{Title: "Rows", Blocks: []Block{wide(300, 8)}}}}
	pages, _ := d.pages()
	checkLayout(t, "rows", pages)
	rows := 0
	for n, page := range pages {
		heads := 0
		for _, it := range page {
			switch it.kind {
			case tableHeadItem:
				heads++
			case tableRowItem:
				rows++
			}
		}
		if heads != 1 {
			t.Errorf("page %d has %d heads", n+1, heads)
		}
	}
	if rows != 300 || len(pages) < 5 {
		t.Errorf("%d rows on %d pages", rows, len(pages))
	}
	text := poppler(t, pdfOf(t, d), "pdftotext", "-layout")
	if n := strings.Count(text, "Column 7"); n != len(pages) {
		t.Errorf("%d heads on %d pages", n, len(pages))
	}
	for _, want := range []string{"299.07", "Row 150 "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
}

func BenchmarkPDFRows(b *testing.B) {
	d := &Document{Sections: []Section{{Title: "Rows", Blocks: []Block{wide(2000, 10)}}}}
	for b.Loop() {
		pdfOf(b, d)
	}
}
