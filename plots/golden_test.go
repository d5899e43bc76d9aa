package plots

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden images in testdata")

// Two pictures count as the same while at most this share of their pixels
// differs by more than this much in some channel: room for another
// architecture's rounding along edges, not for a moved or missing digit.
const (
	goldenDifference = 40
	goldenShare      = 0.0001
)

func TestGolden(t *testing.T) {
	golden := map[string]bool{
		"fan_1": true, "fan_4_ja": true, "fan_12": true, "distribution_4": true, "cumulative_3": true,
		"ltvcac_3x4": true, "retention_3": true, "bridge": true, "bridge_ja": true, "deg_fan_gaps": true,
		"breakeven": true, "heatmap": true, "frontier": true, "marginal": true, "tornado_ja": true,
		"kaplanmeier": true, "hazard": true, "density": true, "density_discrete": true, "triangle_12": true, "rfm_ja": true,
	}
	for _, e := range gallery() {
		if !golden[e.name] {
			continue
		}
		t.Run(e.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := PNG(&out, e.chart, Size{DPI: 72}); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", e.name+".png")
			if *update {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v (go test ./plots -run Golden -update makes it)", err)
			}
			if why := difference(t, want, out.Bytes()); why != "" {
				t.Errorf("%s %s; new picture: %s", file, why, keep(t, e.name, out.Bytes()))
			}
		})
	}
}

// keep writes a picture to where it outlives the test: it is wanted after a
// failure only.
func keep(t *testing.T, name string, picture []byte) (file string) {
	t.Helper()
	f, err := os.CreateTemp("", name+"-*.png")
	if err != nil {
		t.Error(err)
		return ""
	}
	_, err = f.Write(picture)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Error(err)
	}
	return f.Name()
}

// difference says in what two PNG files differ as pictures, "" if in nothing
// that counts.
func difference(t *testing.T, want, got []byte) string {
	t.Helper()
	a, b := decode(t, want), decode(t, got)
	if a.Bounds() != b.Bounds() {
		return fmt.Sprintf("is %v, the new picture %v", a.Bounds().Size(), b.Bounds().Size())
	}
	differing, all := 0, a.Bounds().Dx()*a.Bounds().Dy()
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if channelDifference(a, b, x, y) > goldenDifference {
				differing++
			}
		}
	}
	if float64(differing) > goldenShare*float64(all) {
		return fmt.Sprintf("differs in %d of %d pixels", differing, all)
	}
	return ""
}

func decode(t *testing.T, file []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func channelDifference(a, b image.Image, x, y int) int {
	r, g, u, _ := a.At(x, y).RGBA()
	r2, g2, u2, _ := b.At(x, y).RGBA()
	most := 0
	for _, d := range []int{int(r>>8) - int(r2>>8), int(g>>8) - int(g2>>8), int(u>>8) - int(u2>>8)} {
		most = max(most, d, -d)
	}
	return most
}

func TestGoldenComparisonSeesOneDigit(t *testing.T) {
	draw := func(closing float64) []byte {
		d := bridgeOf()
		d.Closing = closing
		var out bytes.Buffer
		if err := PNG(&out, Bridge(d), Size{DPI: 72}); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	if difference(t, draw(21.22e6), draw(21.22e6)) != "" {
		t.Error("a picture differs from itself")
	}
	if difference(t, draw(21.22e6), draw(21.32e6)) == "" {
		t.Error("21.2M and 21.3M count as the same picture")
	}
}
