package export

import (
	"fmt"
	"strconv"
	"strings"
)

// Problem is one reason why a file cannot be used. No message holds the content
// of a cell, but for numbers and dates whose form is in doubt.
type Problem struct {
	File    string // as the user named it
	Line    int    // from 1; 0 for the file as a whole
	Col     int    // in characters, from 1; 0 for the whole line
	Message string // what was found, what is wanted, how to mend it
}

// Error returns the problem as file:line:col: message, without the parts that
// are not known.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	for _, n := range []int{p.Line, p.Col} {
		if n <= 0 {
			break
		}
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(n))
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	return b.String()
}

// Problems are all that were found in one file, in order. [Open] returns either
// Problems or the error of the context.
type Problems []*Problem

// Error joins the problems, one a line.
func (ps Problems) Error() string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.Error()
	}
	return strings.Join(texts, "\n")
}

// one returns a single problem as an error.
func one(file string, line, col int, format string, args ...any) error {
	return Problems{{File: file, Line: line, Col: col, Message: fmt.Sprintf(format, args...)}}
}

// quoted returns a name in double quotes, control characters escaped, cut to a
// length that fits a message.
func quoted(name string) string {
	const most = 60
	if runes := []rune(name); len(runes) > most {
		return strconv.Quote(string(runes[:most])) + "..."
	}
	return strconv.Quote(name)
}

// counted returns n with its noun, grouped by thousands.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// grouped writes n with a comma between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
