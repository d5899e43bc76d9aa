package plots

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	plotfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// M PLUS 1p, SIL Open Font License 1.1, in fonts/OFL.txt.
var (
	//go:embed fonts/MPLUS1p-Regular.ttf
	regularTTF []byte
	//go:embed fonts/MPLUS1p-Bold.ttf
	boldTTF []byte
)

const typeface = "M PLUS 1p"

// fontFamilies is what an SVG asks for, in the syntax of a font-family
// attribute: "1p" begins with a digit and would be invalid without quotes.
const fontFamilies = "'M PLUS 1p', 'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif"

// faces parses the fonts and registers them with gonum/plot. It runs with the
// first chart, not at start-up, which most commands never leave for a chart.
var faces = sync.OnceValue(func() *plotfont.Cache {
	parse := func(weight font.Weight, ttf []byte) plotfont.Face {
		f, err := opentype.Parse(ttf)
		if err != nil {
			panic(fmt.Sprintf("plots: embedded font: %v", err)) // damaged at build time
		}
		return plotfont.Face{Font: plotfont.Font{Typeface: typeface, Weight: weight}, Face: f}
	}
	plotfont.DefaultCache.Add(plotfont.Collection{
		parse(font.WeightNormal, regularTTF),
		parse(font.WeightBold, boldTTF),
	})
	return plotfont.DefaultCache
})

func face(bold bool, size vg.Length) plotfont.Face {
	f := plotfont.Font{Typeface: typeface, Weight: font.WeightNormal}
	if bold {
		f.Weight = font.WeightBold
	}
	return faces().Lookup(f, size)
}

// visible replaces what a reader sees as a character by a box where the font
// cannot draw all of it: the font's own sign for a missing glyph is empty.
func visible(f *opentype.Font, s string) string {
	if hasGlyphs(f, s) {
		return s
	}
	parts := clusters(s)
	for i, c := range parts {
		if !hasGlyphs(f, c) {
			parts[i] = "□"
		}
	}
	return strings.Join(parts, "")
}

// hasGlyphs reports whether the font has a glyph for every character of s.
func hasGlyphs(f *opentype.Font, s string) bool {
	var buf sfnt.Buffer
	for _, r := range s {
		if i, err := f.GlyphIndex(&buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}
