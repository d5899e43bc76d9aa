package scenarios

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

func TestSnippet(t *testing.T) {
	long := strings.Repeat("0123456789", 30)
	for _, c := range []struct {
		text      string
		line, col int
		want      string
	}{
		{"months: 0\n", 1, 9, "\tmonths: 0\n\t        ^"},
		{"a\r\nb: c\r\n", 2, 4, "\tb: c\n\t   ^"},
		{"plan: 解約率: x\n", 1, 12, "\tplan: 解約率: x\n\t              ^"},
		{"\tx:\ty", 1, 5, "\t\tx:\ty\n\t\t  \t^"},
		{"e\u0301: x", 1, 5, "\te\u0301: x\n\t   ^"},
		{"months:", 1, 8, "\tmonths:\n\t       ^"},
		{"a\x1b[31mb", 1, 2, "\ta\ufffd[31mb\n\t ^"},
		{"a\u202eb", 1, 3, "\ta\ufffdb\n\t  ^"},
		{"a\n\nb", 2, 1, ""},
		{"a", 7, 1, ""},
		{"", 1, 1, ""},
	} {
		p := place{&document{text: c.text}, c.line, c.col}
		if got := p.snippet(); got != c.want {
			t.Errorf("%q %d:%d: found %q, expected %q", c.text, c.line, c.col, got, c.want)
		}
	}
	for _, text := range []string{long, strings.Repeat("解約", 150), strings.Repeat("a解", 150)} {
		runes := []rune(text)
		for _, col := range []int{1, 20, 99, 100, 101, 150, len(runes), len(runes) + 1} {
			source, caret, _ := strings.Cut((place{&document{text: text}, 1, col}).snippet(), "\n")
			if w := uniseg.StringWidth(source); w > snippetColumns+5 {
				t.Errorf("column %d: the snippet is %d wide", col, w)
			}
			before := uniseg.StringWidth(caret) - 1
			shown := []rune(strings.TrimPrefix(source, "\t"))
			at := 0
			for width := 0; width < before && at < len(shown); at++ {
				width += uniseg.StringWidth(string(shown[at]))
			}
			if col <= len(runes) && (at >= len(shown) || shown[at] != runes[col-1]) {
				t.Errorf("column %d: the caret stands at %d of %s", col, at, source)
			}
		}
	}
}

// TestCaretInsideText: an offset in a scalar is a column where the text stands
// in its line as it is.
func TestCaretInsideText(t *testing.T) {
	for text, want := range map[string]string{
		"fixed_cost: 3/mnth\n":                   "plan.yaml:8:15: ",
		"fixed_cost: '3/mnth'\n":                 "plan.yaml:8:16: ",
		"fixed_cost: \"3/mnth\"\n":               "plan.yaml:8:16: ",
		"fixed_cost: \"3\\x2fmnth\"\n":           "plan.yaml:8:13: ", // an escape: the scalar's own place
		"fixed_cost:\n  3\n  /mnth\n":            "plan.yaml:9:3: ",  // two lines
		"fixed_cost: >-\n  3/mnth\n":             "plan.yaml:8:13: ",
		"shocks: [{lever: churn, sd: 3/mnth}]\n": "plan.yaml:8:31: ",
		"fixed_cost: &x 3/mnth\n":                "plan.yaml:8:13: ", // YAML places a value at its anchor
	} {
		_, err := loadText(minimal + text)
		if got := firstProblem(err); !strings.HasPrefix(got, want) {
			t.Errorf("%q: found %s, expected %s", text, got, want)
		}
	}
}
