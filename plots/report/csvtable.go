package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// byteOrderMark makes Excel read a CSV file as UTF-8 whatever its locale;
// without it, Japanese names arrive as mojibake.
const byteOrderMark = "\ufeff"

// csvTable writes rows of text and numbers as RFC 4180 has them, with line
// feeds between rows. The first error stays and is returned by flush.
type csvTable struct {
	w   *csv.Writer
	row []string
	err error
}

func newCSVTable(w io.Writer, header ...string) *csvTable {
	t := &csvTable{w: csv.NewWriter(w)}
	t.row = append(t.row, header...)
	t.end()
	return t
}

// text adds a cell that a spreadsheet must not take for a formula.
func (t *csvTable) text(cells ...string) {
	for _, s := range cells {
		t.row = append(t.row, inert(s))
	}
}

// number adds a cell: empty where the value does not exist, inf where it is
// infinite.
func (t *csvTable) number(values ...float64) {
	for _, v := range values {
		t.row = append(t.row, string(appendNumber(nil, v)))
	}
}

func (t *csvTable) integer(v int) { t.row = append(t.row, strconv.Itoa(v)) }

func (t *csvTable) empty(cells int) {
	for range cells {
		t.row = append(t.row, "")
	}
}

func (t *csvTable) end() {
	if t.err == nil {
		t.err = t.w.Write(t.row)
	}
	t.row = t.row[:0]
}

func (t *csvTable) flush() error {
	t.w.Flush()
	if t.err == nil {
		t.err = t.w.Error()
	}
	return t.err
}

// inert puts an apostrophe before a text that a spreadsheet would run as a
// formula, also where the sign is of full width, and makes it valid UTF-8.
func inert(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	trimmed := strings.TrimLeft(s, " \t\r\n\u3000")
	first, _ := utf8.DecodeRuneInString(trimmed)
	if trimmed != "" && strings.ContainsRune("=+-@＝＋－＠", first) || strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + s
	}
	return s
}
