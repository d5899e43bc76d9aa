package plots

import (
	"image/color"
	"math"
	"testing"
)

func TestNamesAreReadableInEveryColour(t *testing.T) {
	for i := range len(palette) {
		if c := contrastOnWhite(readable(Colour(i))); c < 4.5 {
			t.Errorf("colour %d has a contrast of %.2f", i, c)
		}
	}
	for name, c := range map[string]color.NRGBA{"ink": inkColour, "grey": greyColour} {
		if contrastOnWhite(c) < 4.5 {
			t.Errorf("%s has a contrast of %.2f", name, contrastOnWhite(c))
		}
	}
	if got := contrastOnWhite(color.NRGBA{A: 255}); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white has a contrast of %v, want 21", got)
	}
}

func TestColoursRepeatAndTakeAnyIndex(t *testing.T) {
	if Colour(12) != Colour(0) || Colour(-1) != Colour(11) || Colour(0) == Colour(1) {
		t.Error("colours do not repeat after twelve")
	}
}

// colourBlind holds what a person without red, green or blue cones sees, as
// linear RGB. Source: Machado, Oliveira & Fernandes (2009), severity 1.
var colourBlind = map[string][9]float64{
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
}

// lab converts linear RGB to CIE L*a*b* (D65).
func lab(r, g, b float64) [3]float64 {
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x := f((0.4124*r + 0.3576*g + 0.1805*b) / 0.95047)
	y := f(0.2126*r + 0.7152*g + 0.0722*b)
	z := f((0.0193*r + 0.1192*g + 0.9505*b) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func seen(c color.NRGBA, m [9]float64) [3]float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	cut := func(v float64) float64 { return math.Min(math.Max(v, 0), 1) }
	return lab(cut(m[0]*r+m[1]*g+m[2]*b), cut(m[3]*r+m[4]*g+m[5]*b), cut(m[6]*r+m[7]*g+m[8]*b))
}

// TestColourBlindReadersTellSeriesApart checks the series that can share a
// panel (baseline and three others), and gains against losses: a difference of
// 12 in L*a*b* is seen at a glance (2.3 is just noticeable).
func TestColourBlindReadersTellSeriesApart(t *testing.T) {
	for kind, m := range colourBlind {
		for i := range mostOverlaid {
			for j := range i {
				a, b := seen(Colour(i), m), seen(Colour(j), m)
				if d := math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2])); d < 12 {
					t.Errorf("%s: colours %d and %d differ by %.1f", kind, j, i, d)
				}
			}
		}
	}
}
