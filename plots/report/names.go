package report

import (
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"

	"holdfast/plots"
)

const ellipsis = "..."

// longestClean bounds what is looked at of a name or message.
const longestClean = 4000

// Clean makes a name or message of a plan safe to print on a terminal: as
// [plots.Clean] does, and with plain spaces for those that do not break.
func Clean(s string) string {
	return plots.Clean(strings.ReplaceAll(s, "\u00A0", " "), longestClean, ellipsis)
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
