package document

import (
	"fmt"
	"image/color"
	"strings"

	"holdfast/plots"
)

// palette is the part of the page's style that colours charts on a dark ground,
// and the marks of series on both.
func palette() string {
	var s strings.Builder
	rules := func(on func(color.NRGBA) color.NRGBA) {
		for i := range plots.Colours {
			fmt.Fprintf(&s, ".c%d{--mark:%s}\n", i, web(on(plots.Colour(i))))
		}
	}
	rules(func(c color.NRGBA) color.NRGBA { return c })
	s.WriteString("@media screen and (prefers-color-scheme:dark){\n")
	rules(plots.OnDark)
	for _, c := range plots.ThemeColours() {
		for _, attribute := range [...]string{"fill", "stroke"} {
			fmt.Fprintf(&s, "svg [%s=%q]{%s:%s}\n", attribute, web(c), attribute, web(plots.OnDark(c)))
		}
	}
	s.WriteString("}\n")
	return s.String()
}

// web writes a colour as plots.SVG does.
func web(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }
