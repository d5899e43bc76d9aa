package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
	"golang.org/x/text/unicode/norm"
)

const ellipsis = "..."

// longestClean bounds what is looked at of a name or message.
const longestClean = 4000

// Clean makes a name or message of a plan safe to print on a terminal: on one
// line, composed, valid UTF-8, without control characters (and so without
// escape sequences), direction marks, joiners and variation selectors, whose
// width terminals do not agree on.
func Clean(s string) string {
	if len(s) > longestClean {
		cut := longestClean
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + ellipsis
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u3000' || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "))
}

// Tables must line up the same whatever the locale of the terminal: of the
// characters of ambiguous width only those of a name can occur in one, and
// terminals draw them in one cell unless told otherwise.
func init() { text.OverrideRuneWidthEastAsianWidth(false) }

// Width is the number of terminal cells that a clean string takes: two for
// East Asian wide characters, one for those of ambiguous width.
func Width(s string) int { return text.StringWidthWithoutEscSequences(s) }

// Shorten cuts a clean string to at most cells terminal cells, its end
// replaced by three dots.
func Shorten(s string, cells int) string {
	if Width(s) <= cells {
		return s
	}
	room := cells - len(ellipsis)
	end, used := 0, 0
	for i, r := range s {
		width := text.RuneWidth(r)
		if used+width > room {
			break
		}
		used += width
		end = i + utf8.RuneLen(r)
	}
	return strings.TrimRight(s[:end], " ") + ellipsis
}
