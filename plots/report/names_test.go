package report

import (
	"strings"
	"testing"
)

func TestWidthDoesNotDependOnTheLocale(t *testing.T) {
	for s, want := range map[string]int{
		"baseline": 8, "値上げ": 6, "ﾊﾝｶｸ": 4, "¥41M": 4, "±–−": 3, "€1": 2, "₩1": 2, "é": 1, "Ａ": 2, "한국": 4, "": 0,
	} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestCleanLeavesNothingThatMovesATerminal(t *testing.T) {
	for s, want := range map[string]string{
		"a\x1b[31mred":     "a [31mred",
		"two\nlines\r\n":   "two lines",
		"\u202eright":      "right",
		"e\u0301":          "é",
		"bad\xff":          "bad\uFFFD",
		"👩\u200d💻":         "👩💻",
		"  値上げ\u3000案 ":    "値上げ\u3000案",
		"\u009b31m":        "31m",
		"tab\tbed\u2028by": "tab bed by",
	} {
		if got := Clean(s); got != want {
			t.Errorf("Clean(%q) = %q, want %q", s, got, want)
		}
	}
	if n := len(Clean(strings.Repeat("解", 1e6))); n > longestClean+len(ellipsis) {
		t.Errorf("an absurd name keeps %d bytes", n)
	}
}

func TestShortenKeepsToItsCells(t *testing.T) {
	for _, s := range []string{"short", strings.Repeat("解約", 40), "mixed 解約 " + strings.Repeat("x", 90)} {
		for cells := 4; cells < 60; cells++ {
			if got := Shorten(s, cells); Width(got) > cells {
				t.Errorf("Shorten(%q, %d) = %q is %d wide", s, cells, got, Width(got))
			}
		}
	}
	if got := Shorten("値上げと解約防止", 10); got != "値上げ..." {
		t.Errorf("got %q", got)
	}
}
