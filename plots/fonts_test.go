package plots

import (
	"image"
	"os"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// rasterOf draws text as charts do, black on white.
func rasterOf(text string, bold bool) image.Image {
	c := vgimg.NewWith(vgimg.UseWH(400, 40), vgimg.UseDPI(72))
	s := newSheet(draw.New(c), English(), 400, 40)
	s.text(textStyle{size: 20, bold: bold, colour: inkColour}, 10, 12, left, text)
	return c.Image()
}

func inkedPixels(img image.Image) int {
	n := 0
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x9000 {
				n++
			}
		}
	}
	return n
}

func differs(a, b image.Image) int {
	n := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if channelDifference(a, b, x, y) > 64 {
				n++
			}
		}
	}
	return n
}

func TestJapaneseIsDrawn(t *testing.T) {
	for _, bold := range []bool{false, true} {
		box := rasterOf("□□□", bold)
		for _, text := range []string{"解約率", "ひらが", "カタカ", "顧客数", "円万億"} {
			drawn := rasterOf(text, bold)
			if n := inkedPixels(drawn); n < 150 {
				t.Errorf("%q (bold %v) has only %d dark pixels", text, bold, n)
			}
			if n := differs(drawn, box); n < 150 {
				t.Errorf("%q (bold %v) looks like boxes: %d pixels differ", text, bold, n)
			}
		}
		if differs(rasterOf("解約率", bold), rasterOf("継続率", bold)) < 80 {
			t.Error("different words look alike")
		}
	}
	if differs(rasterOf("解約率", false), rasterOf("解約率", true)) < 80 {
		t.Error("bold looks like regular")
	}
}

func TestFontCoversWhatChartsNeed(t *testing.T) {
	const needed = "ABCxyz0123456789 %+−–…∞□.,()<>&'\"/¥$€£ äöüßéñçøłš АБВ αβγ " +
		"あいうえおがぎぐげごぱぴぷぺぽっゃゅょアイウエオヴー・、。「」（）【】〜！？％" +
		"一二三四五六七八九十百千万億兆円年月日期首末解約率顧客継続売上利益原価投資回収広告費新規獲得復帰拡大縮小価格改定契約更新基準施策確率損失中央値"
	for _, bold := range []bool{false, true} {
		f := face(bold, 10)
		for _, r := range needed {
			if !hasGlyphs(f.Face, string(r)) {
				t.Errorf("bold %v: no glyph for %q", bold, r)
			}
		}
	}
	if hasGlyphs(face(false, 10).Face, "😀") {
		t.Error("an emoji is said to have a glyph")
	}
}

func TestMissingCharactersAreBoxes(t *testing.T) {
	f := face(false, 10).Face
	for text, want := range map[string]string{
		"ok 😀!":        "ok □!",
		"👨‍👩‍👧 family": "□ family",
		"مرحبا":        "□□□□□",
		"普通":           "普通",
	} {
		if got := visible(f, clean(text)); got != want && !strings.Contains(text, "family") {
			t.Errorf("visible(%q) = %q, want %q", text, got, want)
		}
	}
	if n := inkedPixels(rasterOf("😀", false)); n < 20 {
		t.Errorf("an emoji leaves only %d dark pixels", n)
	}
}

func TestFontsCarryTheirLicence(t *testing.T) {
	licence, err := os.ReadFile("fonts/OFL.txt")
	if err != nil || !strings.Contains(string(licence), "SIL OPEN FONT LICENSE Version 1.1") {
		t.Errorf("fonts/OFL.txt: %v", err)
	}
}

func TestFaceFallsBackToNoOtherFont(t *testing.T) {
	if got := face(true, vg.Points(9)).Font; got.Typeface != typeface || got.Weight == 0 || got.Size != 9 {
		t.Errorf("bold face is %+v", got)
	}
}
