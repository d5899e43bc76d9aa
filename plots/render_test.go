package plots

import (
	"bytes"
	"errors"
	"image/png"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

func TestPNGSizeAndResolution(t *testing.T) {
	var out bytes.Buffer
	if err := PNG(&out, Bridge(bridgeOf()), Size{Width: 360, Height: 180, DPI: 144}); err != nil {
		t.Fatal(err)
	}
	c, err := png.DecodeConfig(bytes.NewReader(out.Bytes()))
	if err != nil || c.Width != 720 || c.Height != 360 {
		t.Errorf("PNG is %dx%d, %v", c.Width, c.Height, err)
	}
	if !bytes.Contains(out.Bytes()[:60], []byte("pHYs\x00\x00\x16\x25\x00\x00\x16\x25\x01")) { // 5669 dots a metre
		t.Error("PNG does not say 144 dpi")
	}
}

func TestSizesAreChecked(t *testing.T) {
	for _, z := range []Size{{Width: -1}, {Height: vg.Length(math.NaN())}, {Width: vg.Length(math.Inf(1))}, {DPI: -3}, {Width: 1e5}, {Width: 2e4, Height: 2e4, DPI: 600}, {Width: 1, Height: 1, DPI: 1}} {
		if err := PNG(&bytes.Buffer{}, Bridge(bridgeOf()), z); err == nil {
			t.Errorf("size %+v is accepted", z)
		}
	}
	if err := SVG(&bytes.Buffer{}, Bridge(bridgeOf()), Size{Width: -1}); err == nil || !strings.Contains(err.Error(), "size") {
		t.Errorf("SVG of a negative width: %v", err)
	}
}

type full struct{}

var errFull = errors.New("disk full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorsAreReported(t *testing.T) {
	if err := PNG(full{}, Bridge(bridgeOf()), Size{DPI: 72}); !errors.Is(err, errFull) {
		t.Errorf("PNG: %v", err)
	}
	if err := SVG(full{}, Bridge(bridgeOf()), Size{}); !errors.Is(err, errFull) {
		t.Errorf("SVG: %v", err)
	}
}

func TestAnyPlotCanBeRendered(t *testing.T) {
	p := plot.New()
	p.Title.Text = "plain gonum"
	p.Y.Label.Text = "turned"
	if svg := string(svgOf(t, p, Size{Width: 200, Height: 100})); !strings.Contains(svg, "plain gonum") || !strings.Contains(svg, "matrix(") {
		t.Error(svg)
	}
}

func BenchmarkPNG(b *testing.B) {
	for _, e := range gallery() {
		if e.name == "fan_4" || e.name == "ltvcac_3x12_ja" {
			b.Run("chart="+e.name, func(b *testing.B) {
				for b.Loop() {
					if err := PNG(&bytes.Buffer{}, e.chart, Size{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
