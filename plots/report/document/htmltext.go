package document

import (
	"html/template"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// pageText is a text as it stands between tags: escaped, and with each part that
// runs from right to left set apart, so that an Arabic name in an English
// sentence turns neither its neighbours nor the sentence.
func pageText(s string) template.HTML {
	s = harmlessText(s)
	var out strings.Builder
	for {
		from, to := rightToLeft(s)
		if from < 0 {
			out.WriteString(template.HTMLEscapeString(s))
			return template.HTML(out.String())
		}
		out.WriteString(template.HTMLEscapeString(s[:from]))
		out.WriteString("<bdi>" + template.HTMLEscapeString(s[from:to]) + "</bdi>")
		s = s[to:]
	}
}

// harmlessText makes a text fit for a page: valid UTF-8 without what HTML forbids,
// and without the marks that turn the direction of all that follows. Lines stay.
func harmlessText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r == 0:
			return unicode.ReplacementChar
		case r == '\r', unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Noncharacter_Code_Point, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
}

// rightToLeft finds the first part of s that runs from right to left: from its
// first such letter to the last one before a letter that runs the other way.
// from is -1 if there is none.
func rightToLeft(s string) (from, to int) {
	const hebrew = 0x590 // where letters that run from right to left begin
	from = -1
	for i, r := range s {
		if from < 0 && r < hebrew {
			continue
		}
		p, size := bidi.LookupString(s[i:])
		switch p.Class() {
		case bidi.R, bidi.AL:
			if from < 0 {
				from = i
			}
			to = i + size
		case bidi.L:
			if from >= 0 {
				return from, to
			}
		}
	}
	return from, to
}
