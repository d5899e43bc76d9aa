package plots

import (
	"sync"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"

	xfont "golang.org/x/image/font"
)

// A ruler measures texts in ems, and remembers what it learnt of the font:
// breaking a long text into lines measures each of its characters many times.
type ruler struct {
	mutex   sync.Mutex
	font    *opentype.Font
	glyphs  map[rune]rulerGlyph
	kerning map[[2]sfnt.GlyphIndex]fixed.Int26_6
}

type rulerGlyph struct {
	index   sfnt.GlyphIndex // 0: the font has none
	advance fixed.Int26_6
}

// mostKerningPairs is where a ruler forgets what it learnt of pairs.
const mostKerningPairs = 1 << 16

// rulers are those of the regular and the bold font.
var rulers = sync.OnceValue(func() map[bool]*ruler {
	all := map[bool]*ruler{}
	for _, bold := range []bool{false, true} {
		all[bold] = &ruler{font: face(bold, 1).Face, glyphs: map[rune]rulerGlyph{}, kerning: map[[2]sfnt.GlyphIndex]fixed.Int26_6{}}
	}
	return all
})

// ems measures a text as gonum does; not ok where the font lacks a character.
func (r *ruler) ems(text string) (width vg.Length, ok bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var sum fixed.Int26_6
	var before sfnt.GlyphIndex
	for i, char := range text {
		g := r.glyph(char)
		if g.index == 0 {
			return 0, false
		}
		if i > 0 {
			sum += r.kern(before, g.index)
		}
		sum += g.advance
		before = g.index
	}
	return vg.Length(sum) / vg.Length(r.font.UnitsPerEm()), true
}

func (r *ruler) glyph(char rune) rulerGlyph {
	g, known := r.glyphs[char]
	if known {
		return g
	}
	var buf sfnt.Buffer
	if index, err := r.font.GlyphIndex(&buf, char); err == nil && index != 0 {
		g.index = index
		g.advance, _ = r.font.GlyphAdvance(&buf, index, r.unit(), xfont.HintingNone) // a glyph has an advance
	}
	r.glyphs[char] = g
	return g
}

func (r *ruler) kern(before, after sfnt.GlyphIndex) fixed.Int26_6 {
	pair := [2]sfnt.GlyphIndex{before, after}
	k, known := r.kerning[pair]
	if known {
		return k
	}
	var buf sfnt.Buffer
	if found, err := r.font.Kern(&buf, before, after, r.unit(), xfont.HintingNone); err == nil {
		k = found
	}
	if len(r.kerning) >= mostKerningPairs {
		clear(r.kerning)
	}
	r.kerning[pair] = k
	return k
}

// unit makes lengths units of the font.
func (r *ruler) unit() fixed.Int26_6 { return fixed.Int26_6(r.font.UnitsPerEm()) }
