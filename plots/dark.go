package plots

import "image/color"

// darkGround is what charts stand on where a page is dark.
var darkGround = color.NRGBA{0x17, 0x1B, 0x21, 0xFF}

// Colours is the number of colours that [Colour] has.
const Colours = len(palette)

// ThemeColours are the colours that charts are drawn in, shades of tiles left
// out: those of the theme, those of series, and what these become in text.
func ThemeColours() []color.NRGBA {
	colours := []color.NRGBA{white, inkColour, greyColour, faintColour, gridColour}
	seen := map[color.NRGBA]bool{}
	for _, c := range colours {
		seen[c] = true
	}
	for i := range palette {
		for _, c := range [...]color.NRGBA{palette[i], readable(palette[i])} {
			if !seen[c] {
				seen[c] = true
				colours = append(colours, c)
			}
		}
	}
	return colours
}

// OnDark is what an opaque colour of the theme becomes where the page is dark:
// white is the ground, the greys change places, and colours grow lighter until
// they have a contrast of 4.5 against the ground (WCAG 2.1, AA).
func OnDark(c color.NRGBA) color.NRGBA {
	switch c {
	case white:
		return darkGround
	case inkColour:
		return color.NRGBA{0xE8, 0xEC, 0xF1, 0xFF}
	case greyColour:
		return color.NRGBA{0xA9, 0xB4, 0xC0, 0xFF}
	case faintColour:
		return color.NRGBA{0x5A, 0x65, 0x70, 0xFF}
	case gridColour:
		return color.NRGBA{0x2B, 0x32, 0x3A, 0xFF}
	}
	lighter := func(v uint8) uint8 { return 0xFF - uint8(float64(0xFF-v)*0.95) }
	for contrastOnWhite(darkGround)/contrastOnWhite(c) < 4.5 {
		c.R, c.G, c.B = lighter(c.R), lighter(c.G), lighter(c.B)
	}
	return c
}
