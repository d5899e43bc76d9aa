package plots

import "testing"

// Text and series can be told from a dark ground as they can from a white one.
func TestColoursOnDark(t *testing.T) {
	contrast := func(i, j int) float64 {
		a, b := contrastOnWhite(OnDark(ThemeColours()[i])), contrastOnWhite(OnDark(ThemeColours()[j]))
		return max(a/b, b/a)
	}
	for i, c := range ThemeColours() {
		switch c {
		case white, faintColour, gridColour:
			continue
		}
		if x := contrast(i, 0); x < 4.5 {
			t.Errorf("%v becomes %v, whose contrast against the ground is %.2f", c, OnDark(c), x)
		}
	}
	if n := len(ThemeColours()); n < Colours+5 {
		t.Errorf("only %d colours", n)
	}
}
