package plots

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"  a \t b\n\nc ", "a b c"},
		{"か\u3099", "が"},
		{"a\u202Eb\u200Bc\uFE0F\u2066d", "abcd"},
		{"\xff\xfe", "\uFFFD"},
		{"x\uFFFE\U0001FFFFy", "xy"},
		{"17\u00A0%", "17\u00A0%"},
		{"全角　空白", "全角　空白"},
		{"\x00\x1f", ""},
	} {
		if got := clean(c.in); got != c.want {
			t.Errorf("clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := clean(strings.Repeat("長", 100_000)); len(got) > maxTextBytes+10 || !utf8.ValidString(got) {
		t.Errorf("a long name is %d bytes, valid %v", len(got), utf8.ValidString(got))
	}
}

// perCluster measures each character as 10 points wide, kanji as 20.
func perCluster(s string) vg.Length {
	w := vg.Length(0)
	for _, c := range clusters(s) {
		if c[0] < 0x80 || c == ellipsis {
			w += 10
		} else {
			w += 20
		}
	}
	return w
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width vg.Length
		most  int
		want  []string
	}{
		{"one two three", 80, 3, []string{"one two", "three"}},
		{"one two three", 80, 1, []string{"one two…"}},
		{"one two three", 70, 1, []string{"one tw…"}},
		{"extraordinary", 50, 3, []string{"extra", "ordin", "ary"}},
		{"契約更新、継続", 60, 2, []string{"契約更", "新、…"}},
		{"契約更新、継続", 80, 3, []string{"契約更", "新、継続"}},
		{"（株）契約", 80, 2, []string{"（株）契", "約"}},
		{"most: 45 % of", 80, 3, []string{"most:", "45 % of"}},
		{"a", 5, 2, []string{"…"}},
		{"", 50, 2, nil},
		{"a", 50, 0, nil},
	} {
		if got := wrap(c.text, perCluster, c.width, c.most); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %v, %d) = %q, want %q", c.text, c.width, c.most, got, c.want)
		}
	}
}

func TestWrapLaws(t *testing.T) {
	f := face(false, 9)
	measure := func(s string) vg.Length { return f.Width(s) }
	rapid.Check(t, func(t *rapid.T) {
		text := clean(rapid.String().Draw(t, "text"))
		width := vg.Length(rapid.Float64Range(15, 300).Draw(t, "width"))
		most := rapid.IntRange(1, 4).Draw(t, "most")
		lines := wrap(text, measure, width, most)
		if len(lines) > most {
			t.Fatalf("%d lines, at most %d wanted", len(lines), most)
		}
		for _, l := range lines {
			if measure(l) > width && l != ellipsis {
				t.Fatalf("%q is %v wide, more than %v", l, measure(l), width)
			}
		}
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		whole, drawn := squeeze(text), squeeze(strings.Join(lines, ""))
		if drawn != whole && !strings.Contains(drawn, ellipsis) {
			t.Fatalf("%q was drawn as %q", whole, drawn)
		}
		if again := clean(text); again != text {
			t.Fatalf("cleaning twice changes %q to %q", text, again)
		}
	})
}
