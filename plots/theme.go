package plots

import (
	"image/color"
	"math"
)

var (
	inkColour   = color.NRGBA{0x1F, 0x29, 0x33, 0xFF}
	greyColour  = color.NRGBA{0x5B, 0x67, 0x73, 0xFF}
	faintColour = color.NRGBA{0xB4, 0xBD, 0xC6, 0xFF}
	gridColour  = color.NRGBA{0xE6, 0xE9, 0xED, 0xFF}
	gainColour  = color.NRGBA{0x00, 0x72, 0xB2, 0xFF}
	lossColour  = color.NRGBA{0xD5, 0x5E, 0x00, 0xFF}
)

// A Shade is a colour of the theme that stands for no series: of text, of lines
// and of what is good or bad. It is a color.Color.
type Shade int

const (
	Ink   Shade = iota // headings and text
	Grey               // what is said beside them
	Faint              // axes
	Grid               // lines between rows
	Gain               // what is better than the baseline
	Loss               // what is worse, and warnings
)

// RGBA implements color.Color.
func (s Shade) RGBA() (r, g, b, a uint32) {
	return [...]color.NRGBA{inkColour, greyColour, faintColour, gridColour, gainColour, lossColour}[s].RGBA()
}

// The palette starts with a neutral grey for the baseline, goes on with
// Okabe & Ito's colours (their yellow left out: too pale on white) and ends
// with the darker ones of Paul Tol's "muted" scheme. Both are made for
// colour-blind readers.
//
// Source: Okabe & Ito, "Color Universal Design" (2008); Tol, SRON/EPS/TN/09-002.
var palette = [...]color.NRGBA{
	{0x5F, 0x6B, 0x7A, 0xFF}, // grey
	{0x00, 0x72, 0xB2, 0xFF}, // blue
	{0xD5, 0x5E, 0x00, 0xFF}, // vermilion
	{0x00, 0x9E, 0x73, 0xFF}, // bluish green
	{0xCC, 0x79, 0xA7, 0xFF}, // reddish purple
	{0xE6, 0x9F, 0x00, 0xFF}, // orange
	{0x56, 0xB4, 0xE9, 0xFF}, // sky blue
	{0x88, 0x22, 0x55, 0xFF}, // wine
	{0x99, 0x99, 0x33, 0xFF}, // olive
	{0x33, 0x22, 0x88, 0xFF}, // indigo
	{0x44, 0xAA, 0x99, 0xFF}, // teal
	{0x8C, 0x51, 0x0A, 0xFF}, // brown
}

// Colour returns the colour of the scenario, or other series, with the given
// index in the plan; index 0, the baseline, is grey. There are twelve colours,
// and they repeat from there on.
func Colour(index int) color.NRGBA {
	n := len(palette)
	return palette[((index%n)+n)%n]
}

func withAlpha(c color.NRGBA, alpha float64) color.NRGBA {
	c.A = uint8(math.Round(255 * alpha))
	return c
}

// readable returns c, darkened until text in it has a contrast of at least
// 4.5 against white (WCAG 2.1, AA).
func readable(c color.NRGBA) color.NRGBA {
	for contrastOnWhite(c) < 4.5 {
		c.R, c.G, c.B = darker(c.R), darker(c.G), darker(c.B)
	}
	return c
}

func darker(v uint8) uint8 { return uint8(float64(v) * 0.95) }

// contrastOnWhite is WCAG's contrast ratio, 1 to 21, of an opaque colour.
func contrastOnWhite(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	luminance := 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	return 1.05 / (luminance + 0.05)
}
