package plots

import (
	"image/color"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"gonum.org/v1/plot/vg"
)

// A PDFStyle is how a line of text is set.
type PDFStyle struct {
	Size   vg.Length
	Bold   bool
	Colour color.Color // nil: black
}

// maxProseBytes is where running text is cut: a paragraph of many pages.
const maxProseBytes = 100_000

// Width measures a line of text as [PDFDocument.Print] sets it. It grows in
// proportion to the size.
func (t PDFStyle) Width(text string) vg.Length { return t.measure(clean(text)) }

// measure measures a text that is clean.
func (t PDFStyle) measure(text string) vg.Length {
	if width, ok := rulers()[t.Bold].ems(text); ok {
		return width * t.Size
	}
	f := face(t.Bold, t.Size)
	return f.Width(visible(f.Face, text))
}

// Wrap breaks a text into at most mostLines lines no wider than width; what
// does not fit is cut, with an ellipsis. With mostLines below 1 it breaks into
// as many as it takes, of the first 100,000 bytes.
//
// Lines end where Unicode allows it (UAX #14, so also between kanji), but not
// between a number and its sign or unit: −¥3, 3 % and 1,234万 stay whole. Paths
// and keys also break behind their points, slashes and underscores.
func (t PDFStyle) Wrap(text string, width vg.Length, mostLines int) []string {
	if mostLines < 1 {
		mostLines = math.MaxInt
	}
	text = Clean(text, maxProseBytes, ellipsis)
	if t.measure(text) <= width && text != "" {
		return []string{text}
	}
	lines := wrap(withBreaks(withUnits(text)), func(s string) vg.Length { return t.measure(unjoined(s)) }, width, mostLines)
	for i := range lines {
		lines[i] = unjoined(lines[i])
	}
	return lines
}

// Longest measures the widest part of a text that [PDFStyle.Wrap] breaks only
// where there is not even room for it alone.
func (t PDFStyle) Longest(text string) vg.Length {
	var longest vg.Length
	rest, state := withBreaks(withUnits(clean(text))), -1
	for rest != "" {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		longest = max(longest, t.measure(strings.TrimRight(unjoined(segment), " ")))
	}
	return longest
}

const wordJoiner = '\u2060'

// withUnits forbids line breaks between digits, the sign before and the unit
// behind them.
func withUnits(s string) string {
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return s
	}
	var out strings.Builder
	var before, last rune
	number := false // last is a digit, or a power of ten behind one, as in 2億5,000万円
	for _, r := range s {
		digit := unicode.IsDigit(r)
		switch {
		case number && (digit || unicode.Is(unicode.Han, r)),
			unicode.IsDigit(before) && last == ' ' && r == '%',
			strings.ContainsRune("+-−±", last) && unicode.Is(unicode.Sc, r):
			out.WriteRune(wordJoiner)
		}
		out.WriteRune(r)
		number = digit || number && strings.ContainsRune("百千万億兆", r)
		before, last = last, r
	}
	return out.String()
}

// withBreaks allows line breaks within paths and keys: long words in Latin
// letters with points, slashes or the like within them.
func withBreaks(s string) string {
	if len(s) < longWord || !strings.ContainsAny(s, wordJoints) {
		return s
	}
	var out strings.Builder
	for s != "" {
		end := strings.IndexFunc(s, func(r rune) bool { return r == ' ' || r > 0x7F })
		if end == 0 {
			_, end = utf8.DecodeRuneInString(s)
		} else if end < 0 {
			end = len(s)
		}
		word := s[:end]
		s = s[end:]
		if len(word) < longWord || !strings.ContainsFunc(word, unicode.IsLetter) {
			out.WriteString(word)
			continue
		}
		for i, r := range word {
			out.WriteRune(r)
			if strings.ContainsRune(wordJoints, r) && i+1 < len(word) && !strings.ContainsRune(wordJoints, rune(word[i+1])) {
				out.WriteRune(zeroWidthSpace)
			}
		}
	}
	return out.String()
}

const (
	longWord       = 14 // bytes
	wordJoints     = "./_:"
	zeroWidthSpace = '\u200B'
)

func unjoined(s string) string { return unjoiner.Replace(s) }

var unjoiner = strings.NewReplacer(string(wordJoiner), "", string(zeroWidthSpace), "")
