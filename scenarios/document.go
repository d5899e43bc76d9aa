package scenarios

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// document is a text with lines: the plan file, or the value of a setting.
type document struct {
	name  string
	order int // 0: the plan; n: the n-th setting
	text  string
	lines []int // byte offset of each line; nil until asked for

	last      int // the line that was asked for last, and its characters:
	lastRunes []rune
}

// place is a character of a document.
type place struct {
	doc       *document
	line, col int // from 1
}

func (p place) before(q place) bool {
	switch {
	case p.doc.order != q.doc.order:
		return p.doc.order < q.doc.order
	case p.line != q.line:
		return p.line < q.line
	}
	return p.col < q.col
}

// line returns line n, from 1, without its line break; "" beyond the end.
// Lines end where YAML 1.1 ends them: at CR, LF, CR LF, NEL, LS and PS.
func (d *document) line(n int) string {
	if d.lines == nil {
		d.lines = lineStarts(d.text)
	}
	if n < 1 || n > len(d.lines) {
		return ""
	}
	text := d.text[d.lines[n-1]:]
	if n < len(d.lines) {
		text = d.text[d.lines[n-1]:d.lines[n]]
	}
	return strings.TrimRight(text, "\r\n\u0085\u2028\u2029")
}

// runes returns the characters of line n, which are not to be changed.
func (d *document) runes(n int) []rune {
	if d.last != n {
		d.last, d.lastRunes = n, []rune(d.line(n))
	}
	return d.lastRunes
}

// lastLine returns the number of the last line that holds anything, at least 1.
func (d *document) lastLine() int {
	d.line(1)
	n := len(d.lines)
	if n > 1 && d.lines[n-1] == len(d.text) {
		n--
	}
	return n
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch r {
		case '\r':
			if i < len(text) && text[i] == '\n' {
				i++
			}
			starts = append(starts, i)
		case '\n', '\u0085', '\u2028', '\u2029':
			starts = append(starts, i)
		}
	}
	return starts
}

// snippetColumns is the width in terminal columns beyond which a source line
// is cut to the surroundings of its caret.
const snippetColumns = 100

// snippet returns the source line and, below the place, a caret. Tabs are kept
// in both, and wide characters count as the two columns that they take, so that
// the caret stands below its character in a terminal.
func (p place) snippet() string {
	line := p.doc.runes(p.line)
	at := min(p.col-1, len(line))
	from, to := window(line, at)
	if strings.TrimSpace(string(line[from:to])) == "" {
		return ""
	}
	prefix, suffix := "", ""
	if from > 0 {
		prefix = "… "
	}
	if to < len(line) {
		suffix = " …"
	}
	var b strings.Builder
	b.WriteString("\t" + prefix + strings.Map(visible, string(line[from:to])) + suffix + "\n\t")
	for _, part := range splitTabs(prefix + strings.Map(visible, string(line[from:at]))) {
		if part == "\t" {
			b.WriteByte('\t')
			continue
		}
		b.WriteString(strings.Repeat(" ", uniseg.StringWidth(part)))
	}
	b.WriteByte('^')
	return b.String()
}

// window returns the part of a line around a character that fits into
// snippetColumns: all of it, its beginning, or what surrounds the character.
func window(line []rune, at int) (from, to int) {
	width := func(from, to int) int { return uniseg.StringWidth(string(line[from:to])) }
	if len(line) <= snippetColumns && width(0, len(line)) <= snippetColumns {
		return 0, len(line)
	}
	const before = snippetColumns * 2 / 3
	for from = max(0, at-before); from < at && width(from, at) > before; from++ {
	}
	for to = min(len(line), from+snippetColumns); to > at && width(from, to) > snippetColumns; to-- {
	}
	return from, to
}

// visible returns r, or a mark in place of what a terminal does not print.
func visible(r rune) rune {
	if r != '\t' && !unicode.IsPrint(r) && !unicode.Is(unicode.Cf, r) || isBidi(r) {
		return unicode.ReplacementChar
	}
	return r
}

// isBidi reports whether r turns the direction of text, which would show a
// line in another order than it is read.
func isBidi(r rune) bool {
	return r == '\u061c' || r == '\u200e' || r == '\u200f' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// splitTabs cuts s into tabs and the runs between them.
func splitTabs(s string) []string {
	var parts []string
	for s != "" {
		i := strings.IndexByte(s, '\t')
		switch {
		case i < 0:
			return append(parts, s)
		case i > 0:
			parts = append(parts, s[:i])
		}
		parts = append(parts, "\t")
		s = s[i+1:]
	}
	return parts
}
