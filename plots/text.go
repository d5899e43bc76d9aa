package plots

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/vg"
)

// maxTextBytes is where a name is cut before it is measured: far beyond what
// any chart can show, short enough that an absurd name costs nothing.
const maxTextBytes = 2000

const ellipsis = "…"

// clean makes a name safe to draw.
func clean(s string) string { return Clean(s, maxTextBytes, ellipsis) }

// Clean makes a name or message of a plan safe to draw or print: composed (names
// typed on a Mac often arrive decomposed), on one line, valid UTF-8, without
// control characters (XML forbids most, terminals obey some), direction marks
// (they could turn what stands beside them) and other characters that draw
// nothing. What is longer than most bytes is cut and ends with more.
func Clean(s string, most int, more string) string {
	if len(s) > most {
		cut := most
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + more
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && r != '\u00A0' && r != '\u3000' || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r), r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "))
}

// wrap breaks s into at most maxLines lines no wider than width, at the places
// where Unicode allows a break (UAX #14, so also between kanji, but never
// before a closing bracket), inside a word only where it alone is too wide, and
// not between a number and its unit. What does not fit is cut, and the last line
// ends with an ellipsis. Precondition: s is clean.
func wrap(s string, measure func(string) vg.Length, width vg.Length, maxLines int) []string {
	joined := withUnits(s)
	if joined == s {
		return wrapped(s, measure, width, maxLines)
	}
	lines := wrapped(joined, func(s string) vg.Length { return measure(strings.ReplaceAll(s, string(wordJoiner), "")) }, width, maxLines)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], string(wordJoiner), "")
	}
	return lines
}

func wrapped(s string, measure func(string) vg.Length, width vg.Length, maxLines int) []string {
	if s == "" || maxLines < 1 {
		return nil
	}
	var lines []string
	line := ""
	flush := func() { lines = append(lines, strings.TrimRight(line, " ")); line = "" }
	fits := func(t string) bool { return measure(strings.TrimRight(t, " ")) <= width }
	rest, state := s, -1
	for rest != "" && len(lines) <= maxLines {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if fits(line + segment) {
			line += segment
			continue
		}
		if line != "" {
			flush()
		}
		if fits(segment) {
			line = segment
			continue
		}
		for _, cluster := range clusters(segment) {
			if len(lines) > maxLines {
				break
			}
			if line != "" && !fits(line+cluster) {
				flush()
			}
			line += cluster
		}
	}
	if line != "" {
		flush()
	}
	if len(lines) > maxLines {
		last := shorten(lines[maxLines-1]+ellipsis, measure, width)
		lines = append(lines[:maxLines-1:maxLines-1], last)
	}
	for i, l := range lines {
		lines[i] = shorten(l, measure, width)
	}
	return lines
}

// shorten cuts s to width, its end replaced by an ellipsis. It returns at
// least the ellipsis.
func shorten(s string, measure func(string) vg.Length, width vg.Length) string {
	if measure(s) <= width {
		return s
	}
	parts := clusters(strings.TrimSuffix(s, ellipsis))
	low, high := 0, len(parts)
	for low < high {
		mid := (low + high + 1) / 2
		if measure(strings.TrimRight(strings.Join(parts[:mid], ""), " ")+ellipsis) <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return strings.TrimRight(strings.Join(parts[:low], ""), " ") + ellipsis
}

// clusters splits s into what a reader sees as characters.
func clusters(s string) []string {
	var out []string
	state := -1
	for s != "" {
		var c string
		c, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		out = append(out, c)
	}
	return out
}
