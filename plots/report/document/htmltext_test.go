package document

import (
	"strings"
	"testing"
)

func TestPageText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{`<b> & "q" 'r'`, "&lt;b&gt; &amp; &#34;q&#34; &#39;r&#39;"},
		{"two\nlines\tand\rmore", "two\nlines\tandmore"},
		{"nul\x00 bell\x07 \xff", "nul\uFFFD bell  \uFFFD"},
		{"Fund \u202Etfel\u202C it\u2067x\u2069\u200F", "Fund tfel itx"},
		{"مرحبا pays back", "<bdi>مرحبا</bdi> pays back"},
		{"Fund مرحبا، بالعالم (83 %) in 2027", "Fund <bdi>مرحبا، بالعالم</bdi> (83 %) in 2027"},
		{"שלום & <b> שלום, then مرحبا", "<bdi>שלום</bdi> &amp; &lt;b&gt; <bdi>שלום</bdi>, then <bdi>مرحبا</bdi>"},
		{"مرحبا & مرحبا", "<bdi>مرحبا &amp; مرحبا</bdi>"},
		{"解約 😀 👩‍👩‍👧", "解約 😀 👩‍👩‍👧"},
	} {
		if got := string(pageText(c.text)); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

// FuzzPageText takes the tags away again: what is left is the text.
func FuzzPageText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		page := string(pageText(s))
		bare := strings.NewReplacer("<bdi>", "", "</bdi>", "", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(page)
		if bare != harmlessText(s) {
			t.Errorf("%q became %q", s, page)
		}
		if strings.Count(page, "<") != strings.Count(page, "<bdi>")+strings.Count(page, "</bdi>") || strings.Count(page, "<bdi>") != strings.Count(page, "</bdi>") {
			t.Errorf("%q became mark-up: %q", s, page)
		}
	})
}
