package plots

import (
	"strings"

	"gonum.org/v1/plot/vg"
)

// balanced breaks a text anew into as many lines: behind Japanese marks where
// that suits, otherwise so that they are of about the same width and no word is
// left alone. A text that was cut stays as it is.
func (s *sheet) balanced(st textStyle, lines []string, text string, width vg.Length) []string {
	if len(lines) < 2 || strings.HasSuffix(lines[len(lines)-1], ellipsis) {
		return lines
	}
	measure, count := s.measure(st), len(lines)
	if marked := brokenAtMarks(text, measure, width, count); marked != nil {
		return marked
	}
	low, high := width/vg.Length(count+1), width
	for range 12 {
		middle := (low + high) / 2
		tried := wrap(text, measure, middle, count)
		if len(tried) == count && !strings.HasSuffix(tried[count-1], ellipsis) {
			high, lines = middle, tried
		} else {
			low = middle
		}
	}
	return lines
}

// japaneseMarks are what a line of Japanese had better end with: between two
// kana a break is allowed anywhere, also within a word.
const japaneseMarks = "。、：）"

// brokenAtMarks breaks a text behind Japanese marks into that many lines, the
// widest of which is as narrow as can be. It returns nil where none of that fits,
// or a line would be shorter than a third of the widest.
func brokenAtMarks(text string, measure func(string) vg.Length, width vg.Length, count int) []string {
	var pieces []string
	start := 0
	for i, r := range text {
		if end := i + len(string(r)); strings.ContainsRune(japaneseMarks, r) && end < len(text) && !strings.ContainsAny(text[end:end+1], " ") {
			if next := []rune(text[end:])[0]; !strings.ContainsRune(japaneseMarks, next) {
				pieces, start = append(pieces, text[start:end]), end
			}
		}
	}
	pieces = append(pieces, text[start:])
	best, widest := []string(nil), width
	var split func(lines []string, from int)
	split = func(lines []string, from int) {
		if len(lines) == count-1 {
			lines = append(lines[:len(lines):len(lines)], strings.Join(pieces[from:], ""))
			most, least := measure(lines[0]), measure(lines[0])
			for _, line := range lines {
				most, least = max(most, measure(line)), min(least, measure(line))
			}
			if most <= widest && least >= most/3 {
				best, widest = lines, most
			}
			return
		}
		for to := from + 1; to < len(pieces); to++ {
			split(append(lines[:len(lines):len(lines)], strings.Join(pieces[from:to], "")), to)
		}
	}
	if len(pieces) >= count && len(pieces) <= mostPieces {
		split(nil, 0)
	}
	return best
}

// mostPieces bounds how long a text is looked at for the best marks to break it
// behind.
const mostPieces = 40
