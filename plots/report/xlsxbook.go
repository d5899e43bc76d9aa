package report

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"holdfast/sim"
)

// book is a workbook that is being written. The first error stays, and what
// comes after it does nothing.
type book struct {
	file   *excelize.File
	report *Report
	words  vocabulary
	style  *Style
	looks  map[look]int
	sheets int
	err    error
}

// A numberFormat says how Excel shows a number.
type numberFormat int

const (
	asText numberFormat = iota
	asMoney
	asCount
	asRate
	asShare // a probability, or a return
	asRatio
	asMonths
	asDate
	asWhole
	asPlain
)

func formatOf(kind sim.Kind) numberFormat {
	return map[sim.Kind]numberFormat{sim.KindMoney: asMoney, sim.KindCount: asCount, sim.KindRate: asRate, sim.KindRatio: asRatio, sim.KindMonths: asMonths}[kind]
}

// look is a style of cells.
type look struct {
	format             numberFormat
	bold, header, wrap bool
	large, right       bool
}

// code is Excel's code of a number format.
func (b *book) code(format numberFormat) string {
	switch format {
	case asMoney:
		return b.moneyCode()
	case asCount, asMonths, asWhole:
		return "#,##0"
	case asRate:
		return "0.00%"
	case asShare:
		return "0.0%"
	case asRatio:
		return "0.00"
	case asDate:
		if b.words.Japanese() {
			return `yyyy"年"m"月"`
		}
		return "yyyy-mm"
	case asPlain:
		return "#,##0.####"
	}
	return "General"
}

// moneyCode writes the currency before the number, with the decimals that it
// has.
func (b *book) moneyCode() string {
	currency := b.style.currency(b.report.Result.Plan.Currency)
	number := "#,##0"
	if currency.Decimals > 0 {
		number += "." + strings.Repeat("0", currency.Decimals)
	}
	const longest = 20 // of the 255 characters that a format may have
	symbol := strings.Map(func(r rune) rune {
		if r == '"' || r == '\\' || r == ';' {
			return -1
		}
		return r
	}, Shorten(Clean(currency.Symbol), longest))
	if symbol == "" {
		return number
	}
	if strings.HasSuffix(currency.Symbol, " ") {
		symbol = strings.TrimRight(symbol, " ") + " "
	}
	symbol = `"` + symbol + `"`
	return symbol + number + ";-" + symbol + number
}

// styleOf is the number of a style, which is made where it is new.
func (b *book) styleOf(l look) int {
	if id, known := b.looks[l]; known || b.err != nil {
		return id
	}
	style := &excelize.Style{Font: &excelize.Font{Bold: l.bold || l.header}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap || l.header}}
	if l.format != asText {
		code := b.code(l.format)
		style.CustomNumFmt = &code
		style.Alignment.Horizontal = "right"
	} else {
		style.NumFmt = 49 // text
	}
	if l.right {
		style.Alignment.Horizontal = "right"
	}
	if l.large {
		style.Font.Size = 16
	}
	if l.header {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6E9ED"}}
		style.Border = []excelize.Border{{Type: "bottom", Color: "5B6773", Style: 1}}
		style.Alignment.Vertical = "center"
	}
	id, err := b.file.NewStyle(style)
	b.fail(err)
	b.looks[l] = id
	return id
}

func (b *book) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// sheet is a sheet of the workbook.
type sheet struct {
	*book
	name string
}

// sheet adds a sheet; the words of its name are ours, never a plan's.
func (b *book) sheet(key string) *sheet {
	s := &sheet{b, b.words.Say("sheet." + key)}
	if b.sheets++; b.sheets == 1 {
		b.fail(b.file.SetSheetName(b.file.GetSheetName(0), s.name))
	} else {
		_, err := b.file.NewSheet(s.name)
		b.fail(err)
	}
	landscape, a4, wide, high := "landscape", 9, 1, 0
	b.fail(b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	s.fitPage()
	return s
}

// cell names a cell; columns and rows count from 1.
func cell(column, row int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return "XFE1" // past the last column, so that writing to it fails
	}
	return fmt.Sprintf("%s%d", name, row)
}

// area is an absolute reference to cells of the sheet, for charts.
func (s *sheet) area(fromColumn, fromRow, toColumn, toRow int) string {
	absolute := func(column, row int) string {
		name, _ := excelize.ColumnNumberToName(column)
		return fmt.Sprintf("$%s$%d", name, row)
	}
	return fmt.Sprintf("'%s'!%s:%s", s.name, absolute(fromColumn, fromRow), absolute(toColumn, toRow))
}

// escapes are what Excel would read as a character of that code.
var escapes = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// text writes a text, which is never a formula.
func (s *sheet) text(column, row int, text string) { s.lookText(column, row, text, look{}) }

func (s *sheet) lookText(column, row int, text string, l look) {
	s.clean(column, row, Clean(text), l)
}

// heading writes the head of a column: clean texts, one a line.
func (s *sheet) heading(column, row int, text string) { s.clean(column, row, text, look{header: true}) }

// numberHeading is the head of a column of numbers.
func (s *sheet) numberHeading(column, row int, text string) {
	s.clean(column, row, text, look{header: true, right: true})
}

func (s *sheet) clean(column, row int, text string, l look) {
	if s.err != nil {
		return
	}
	if text != "" {
		text = escapes.ReplaceAllStringFunc(text, func(code string) string { return "_x005F" + code })
		s.fail(s.file.SetCellStr(s.name, cell(column, row), text))
	}
	s.fail(s.file.SetCellStyle(s.name, cell(column, row), cell(column, row), s.styleOf(l)))
}

// number writes a number: nothing where it does not exist, a word where it is
// infinite.
func (s *sheet) number(column, row int, v float64, format numberFormat) {
	if s.err != nil {
		return
	}
	at := cell(column, row)
	switch {
	case math.IsNaN(v):
	case math.IsInf(v, 0):
		text := s.words.Say("infinite")
		if format == asMonths {
			text = s.words.Say("never")
		}
		if v < 0 {
			text = "-" + text
		}
		s.fail(s.file.SetCellStr(s.name, at, text))
	default:
		s.fail(s.file.SetCellFloat(s.name, at, v, -1, 64))
	}
	s.fail(s.file.SetCellStyle(s.name, at, at, s.styleOf(look{format: format})))
}

// formula writes a number as the formula that gives it. by is what the formula
// gives: where that is not the number to within rounding, of parts of the given
// size, the number stands alone.
func (s *sheet) formula(column, row int, v float64, format numberFormat, formula string, by, size float64) {
	s.number(column, row, v, format)
	const rounding = 1e-9
	if s.err != nil || !(math.Abs(by-v) <= rounding*size) || math.IsInf(v, 0) || math.IsInf(size, 0) {
		return
	}
	s.fail(s.file.SetCellFormula(s.name, cell(column, row), formula))
}

// date writes a month of the calendar, or nothing where the plan has no start
// or Excel cannot name it.
func (s *sheet) date(column, row, month int) {
	start := s.report.Result.Plan.Start
	v := math.NaN()
	if start != (sim.YearMonth{}) {
		day := time.Date(start.Year, time.Month(start.Month+month-1), 1, 0, 0, 0, 0, time.UTC)
		if day.Year() > 1900 && day.Year() < 10_000 {
			v = math.Round(day.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
		}
	}
	s.number(column, row, v, asDate)
}

// header writes the first row of a table, whose first columns are text and the
// others numbers, and keeps it, and the given columns, in sight.
func (s *sheet) header(columns, texts int, titles ...string) {
	lines := 1
	for i, title := range titles {
		s.clean(i+1, 1, title, look{header: true, right: i >= texts})
		lines = max(lines, 1+strings.Count(title, "\n"))
	}
	s.height(1, float64(max(lines, 2)))
	if s.err != nil {
		return
	}
	s.fail(s.file.SetPanes(s.name, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: 1, TopLeftCell: cell(columns+1, 2), ActivePane: "bottomRight"}))
	s.fail(s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", s.name), Scope: s.name}))
}

// filter lets the reader choose rows of a table that has no formula: sorting
// would tear those apart.
func (s *sheet) filter(columns, rows int) {
	if s.err == nil && rows > 1 {
		s.fail(s.file.AutoFilter(s.name, "A1:"+cell(columns, rows), nil))
		s.fitPage() // which excelize forgets with a filter
	}
}

// fitPage prints the sheet on the width of a page.
func (s *sheet) fitPage() {
	fit := true
	s.fail(s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// height sets the height of a row in lines.
func (s *sheet) height(row int, lines float64) {
	const line, above = 15.0, 2.0 // points
	if s.err == nil {
		s.fail(s.file.SetRowHeight(s.name, row, min(line*lines+above, excelize.MaxRowHeight)))
	}
}

// width sets the width of columns, in characters.
func (s *sheet) width(from, to int, characters float64) {
	if s.err != nil || to < from {
		return
	}
	first, err := excelize.ColumnNumberToName(from)
	s.fail(err)
	last, err := excelize.ColumnNumberToName(to)
	s.fail(err)
	if s.err == nil {
		s.fail(s.file.SetColWidth(s.name, first, last, characters))
	}
}

// rows checks that Excel has so many.
func (s *sheet) rows(n int) bool {
	if n > excelize.TotalRows {
		s.fail(fmt.Errorf("sheet %s needs %d rows; Excel has %d", s.name, n, excelize.TotalRows))
	}
	return s.err == nil
}
