package words

import "testing"

func TestPhrasesOfBothLanguages(t *testing.T) {
	for _, test := range []struct {
		language string
		n        int
		want     string
	}{{"en", 1, "1 month"}, {"en", 12_000, "12,000 months"}, {"ja", 1, "1か月"}, {"ja", 12_000, "12,000か月"}} {
		c, err := In(test.language)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Say("months", test.n); got != test.want {
			t.Errorf("%s, %d: %q, want %q", test.language, test.n, got, test.want)
		}
	}
}

func TestLanguageWithoutTexts(t *testing.T) {
	if _, err := In("tlh"); err == nil {
		t.Error("a language without texts was taken")
	}
}
