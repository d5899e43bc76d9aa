package scenarios

import (
	"strconv"
	"strings"
	"unicode"
)

// narrow returns the ASCII form of a full-width character, as a Japanese
// keyboard types them, and r itself otherwise.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000' || r == '\u00a0':
		return ' '
	case r == '〜':
		return '~'
	case r == '−' || r == '－':
		return '-'
	case r == '×':
		return '*'
	case r == '、':
		return ','
	}
	return r
}

// narrowed returns s with every full-width character in its ASCII form.
func narrowed(s string) string { return strings.Map(narrow, s) }

// quote returns s in double quotes with control characters escaped.
func quote(s string) string { return strconv.Quote(s) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func startsWord(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func inWord(r rune) bool {
	return startsWord(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '-' || r == '.'
}

// isName reports whether an assumption may be called s, so that it can be told
// from a number in a text and from a path.
func isName(s string) bool {
	for i, r := range s {
		if i == 0 && !startsWord(r) || !inWord(r) || r == '.' {
			return false
		}
	}
	return s != "" && s != "to"
}
