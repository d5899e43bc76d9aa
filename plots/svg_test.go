package plots

import (
	"bytes"
	"errors"
	"image/color"
	"math"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestSVGKeepsNamesAsText(t *testing.T) {
	names := []string{"継続率改善", `<script>alert("x")</script>`, `A & B's "best"`, "bell\x07 nul\x00 tab\tend", "مرحبا بالعالم", "😀 party"}
	d := ltvCACOf([]string{"中小企業"}, names)
	d.Title = `Title <b> & "quotes"`
	svg := svgOf(t, LTVCAC(d), Size{})
	all := ""
	for _, text := range svgTexts(t, svg) {
		all += text.text + "\n"
	}
	for _, want := range []string{"中小企業", "継続率改善", `<script>alert("x")</script>`, `A & B's "best"`, "bell nul tab end", "مرحبا بالعالم", "😀 party", d.Title} {
		if !strings.Contains(all, want+"\n") {
			t.Errorf("no text %q in\n%s", want, all)
		}
	}
	for _, bad := range []string{"<script", "<b>", "\x07", "\x00"} {
		if bytes.Contains(svg, []byte(bad)) {
			t.Errorf("SVG contains %q", bad)
		}
	}
}

func TestSVGSuitsAPage(t *testing.T) {
	for _, e := range gallery() {
		svg := string(svgOf(t, e.chart, Size{}))
		for _, bad := range []string{" style=", " id=", "<style", "<?xml", "NaN", "Inf", "xlink"} {
			if strings.Contains(svg, bad) {
				t.Errorf("%s: SVG contains %q", e.name, bad)
			}
		}
	}
	svg := string(svgOf(t, Fan(fanOf(shortNames[:1], 12, Month{})), Size{}))
	for _, want := range []string{`role="img"`, "font-family=\"'M PLUS 1p', 'Noto Sans JP'", "sans-serif\"", "<title>Onboarding and the price rise", "<desc>Monthly revenue"} {
		if !strings.Contains(svg, want) {
			t.Errorf("SVG lacks %q", want)
		}
	}
}

func TestSVGFitsTextToItsMeasuredWidth(t *testing.T) {
	svg := string(svgOf(t, Fan(FanData{Head: Head{Title: "解約率の改善"}}), Size{}))
	f := face(true, vg.Length(titleStyle.size))
	want := `textLength="` + number(f.Width("解約率の改善").Points()) + `"`
	if !strings.Contains(svg, want) {
		t.Errorf("no %s in\n%s", want, svg)
	}
	svg = string(svgOf(t, Fan(FanData{Head: Head{Title: "مرحبا"}}), Size{}))
	if regexp.MustCompile(`textLength[^>]*>مرحبا`).MatchString(svg) {
		t.Error("text whose width is not known is forced into one")
	}
}

// TestSVGCanvasTransforms compares with coordinates worked out by hand: y runs
// down from the top, a rotated text gets a matrix.
func TestSVGCanvasTransforms(t *testing.T) {
	c := newSVGCanvas(100, 50)
	c.Push()
	c.Translate(vg.Point{X: 10, Y: 20})
	c.Scale(2, 2)
	var p vg.Path
	p.Move(vg.Point{X: 1, Y: 1})
	p.Line(vg.Point{X: 2, Y: 3})
	c.SetColor(color.NRGBA{R: 255, A: 51})
	c.Fill(p)
	c.Pop()
	c.Push()
	c.Rotate(math.Pi / 2)
	c.FillString(face(false, 10), vg.Point{X: 5, Y: -7}, "up")
	c.Pop()
	var circle vg.Path
	circle.Move(vg.Point{X: 60, Y: 25})
	circle.Arc(vg.Point{X: 50, Y: 25}, 10, 0, 2*math.Pi)
	c.SetColor(color.Black)
	c.Fill(circle)
	got := c.body.String()
	for _, want := range []string{
		`<path d="M12,28L14,24" fill="#FF0000" fill-opacity="0.2"/>`,
		`transform="matrix(0 -1 1 0 7 45)"`,
		`M60,25L60,25C60,19.48 55.52,15 50,15C44.48,15 40,19.48 40,25C40,30.52 44.48,35 50,35C55.52,35 60,30.52 60,25`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

// TestSameFigureSameBytes draws figures built twice, and one of them from
// several goroutines at once.
func TestSameFigureSameBytes(t *testing.T) {
	build := func() map[string]*Figure {
		figures := map[string]*Figure{}
		for _, e := range gallery() {
			figures[e.name] = e.chart
		}
		return figures
	}
	first, second := build(), build()
	for _, name := range []string{"fan_4_ja", "fan_12", "distribution_4", "ltvcac_3x4", "bridge_ja"} {
		draw := func(f *Figure) []byte {
			var out bytes.Buffer
			if err := errors.Join(SVG(&out, f, Size{}), PNG(&out, f, Size{DPI: 72})); err != nil {
				t.Error(err)
			}
			return out.Bytes()
		}
		want := draw(first[name])
		var wait sync.WaitGroup
		for range 3 {
			wait.Go(func() {
				if !bytes.Equal(draw(second[name]), want) {
					t.Errorf("%s: two drawings differ", name)
				}
			})
		}
		wait.Wait()
	}
}
