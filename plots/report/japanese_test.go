package report

import "testing"

// What trials leave open is said in words that read within a sentence.
func TestJapaneseSharesNearTheEnds(t *testing.T) {
	s := Japanese()
	for got, want := range map[string]string{
		s.Share(1, 0.9972, 1):      "99.7%超",
		s.Share(0, 0, 0.00128):     "0.2%未満",
		s.Share(0.9996, 0.999, 1):  "99.9%超",
		s.Share(0.0004, 0, 0.001):  "0.1%未満",
		s.Share(0.83, 0.825, 0.84): "83%",
		s.Rate(1.47e6, 0):          "99,999%超",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
