package plots

import (
	"slices"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
)

func TestJapaneseBreaksBehindMarks(t *testing.T) {
	measure := func(s string) vg.Length { return vg.Length(utf8.RuneCountInString(s)) }
	for _, c := range []struct {
		text  string
		width vg.Length
		count int
		want  []string
	}{
		{"新規獲得が成長を支え、解約が打ち消している。", 20, 2, []string{"新規獲得が成長を支え、", "解約が打ち消している。"}},
		{"一二三四五。六七八九十、一二三四五。", 8, 3, []string{"一二三四五。", "六七八九十、", "一二三四五。"}},
		{"売上（見込み）。次の行の文章です", 20, 2, []string{"売上（見込み）。", "次の行の文章です"}},
		{"新規獲得が成長を支え、解約が打ち消している。", 10, 2, nil},                // neither part fits
		{"新、規獲得が成長を支えて解約が打ち消している", 25, 2, nil},                // a line of two characters
		{"Growth, and churn: both. Nothing else", 30, 2, nil}, // no marks of Japanese
		{"解約率。", 2, 2, nil},
	} {
		if got := brokenAtMarks(c.text, measure, c.width, c.count); !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
