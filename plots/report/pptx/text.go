package pptx

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape makes a text fit to stand in XML, between tags or in an attribute.
// Line breaks and tabs become spaces; characters that XML 1.0 cannot hold, and
// those that turn the direction of the text around them, are left out.
func escape(s string) string {
	var b strings.Builder
	for _, r := range clean(s) {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&quot;")
		case '\'':
			b.WriteString("&#39;")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// clean leaves what can be shown on a line.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\v', r == '\f', r == '\u2028', r == '\u2029', r == '\u0085':
			return ' '
		case r == '\uFFFE', r == '\uFFFF', unicode.IsControl(r), direction(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD")))
}

// direction reports whether r overrides or embeds a direction of writing.
func direction(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

const ellipsis = "…"

// em estimates the width of a character in units of the size of the font, a
// little on the safe side.
func em(r rune) float64 {
	switch {
	case r == ' ', r == '.', r == ',', r == ':', r == ';', r == '\'', r == '|', r == '!', r == 'i', r == 'j', r == 'l', r == 't', r == 'f', r == 'I', r == '(', r == ')':
		return 0.34
	case r == 'm', r == 'w', r == 'M', r == 'W', r == '%', r == '@':
		return 0.9
	case unicode.Is(unicode.Mn, r), r == '\u200B', r == '\u200D':
		return 0
	case r < 0x80 && unicode.IsUpper(r):
		return 0.7
	case r < 0x1100:
		return 0.57
	}
	return 1.02
}

func width(s string) float64 {
	total := 0.0
	for _, r := range s {
		total += em(r)
	}
	return total
}

// breakable reports whether a line may end before r: beside wide characters,
// which have no spaces between them.
func breakable(r rune) bool { return r >= 0x2E80 }

// lines is how many lines of a width, in units of the size of the font, a text
// takes.
func lines(s string, room float64) int {
	count, used, word := 1, 0.0, 0.0
	place := func() {
		if used > 0 && used+word > room {
			count++
			used = 0
		}
		for word > room { // a word longer than a line is broken
			count++
			word -= room
		}
		used += word
		word = 0
	}
	for _, r := range s {
		if breakable(r) {
			place()
		}
		word += em(r)
		if r == ' ' || breakable(r) {
			place()
		}
	}
	place()
	return count
}

// cut shortens a text until it takes at most n lines.
func cut(s string, room float64, n int) string {
	if lines(s, room) <= n {
		return s
	}
	low, high := 0, len(s)
	for low < high {
		middle := (low + high + 1) / 2
		if lines(strings.TrimSpace(whole(s, middle))+ellipsis, room) <= n {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return strings.TrimSpace(whole(s, low)) + ellipsis
}

// whole is the first n bytes of s without a part of a character at their end.
func whole(s string, n int) string {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
