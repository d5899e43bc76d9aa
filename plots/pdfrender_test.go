package plots

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// poppler runs one of Poppler's programs over a document and returns what it
// writes; the test is skipped where there is none.
func poppler(t *testing.T, file []byte, program string, args ...string) []byte {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed", program)
	}
	in := filepath.Join(t.TempDir(), "in.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, complaints bytes.Buffer
	args = append(args, in)
	if program == "pdftotext" {
		args = append(args, "-")
	}
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) || complaints.Len() > 0 {
		t.Errorf("%s: %v %s", program, err, complaints.String())
	} else if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPDFTextCanBeCopied(t *testing.T) {
	names := []string{"継続率改善", `<script>alert("x")</script>`, `A & B's "best" \n (1)`, "bell\x07 nul\x00 tab\tend", "مرحبا", "😀 party", "𠮷野家", "=1+1", "AVATAR To Wave", "{nb}"}
	d := ltvCACOf([]string{"中小企業"}, names)
	d.Title = `Title <b> & "quotes" 解約率の改善`
	text := string(poppler(t, pdfOf(t, LTVCAC(d), Size{}), "pdftotext", "-layout"))
	for _, want := range []string{
		"中小企業", "継続率改善", `<script>alert("x")</script>`, `A & B's "best" \n (1)`, "bell nul tab end", "😀 party", "𠮷野家", "=1+1",
		"AVATAR To Wave", "{nb}", d.Title,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	turned := []rune("مرحبا") // pdftotext gives right-to-left text in the order that it sees
	for i := range turned {
		if !strings.ContainsRune(text, turned[i]) {
			t.Errorf("no %c in\n%s", turned[i], text)
		}
	}
}

// Two pictures from different programs count as the same while the means of
// cells of this many pixels differ by at most this much in all but this share
// of the cells: room for other antialiasing of edges and small text, not for a
// moved label, another colour or a lost transparency.
const (
	cellSize       = 8
	cellDifference = 28
	cellShare      = 0.004
)

// cellsApart returns the share of cells that differ.
func cellsApart(a, b image.Image) float64 {
	size := a.Bounds().Size()
	apart, cells := 0, 0
	for y := 0; y+cellSize <= size.Y; y += cellSize {
		for x := 0; x+cellSize <= size.X; x += cellSize {
			cells++
			p, q := cellMean(a, x, y), cellMean(b, x, y)
			for k := range p {
				if math.Abs(p[k]-q[k]) > cellDifference {
					apart++
					break
				}
			}
		}
	}
	return float64(apart) / float64(cells)
}

func cellMean(img image.Image, x, y int) (mean [3]float64) {
	for dy := range cellSize {
		for dx := range cellSize {
			r, g, b, _ := img.At(img.Bounds().Min.X+x+dx, img.Bounds().Min.Y+y+dy).RGBA()
			for k, v := range []uint32{r, g, b} {
				mean[k] += float64(v) / 257 / (cellSize * cellSize)
			}
		}
	}
	return mean
}

func rasterised(t *testing.T, file []byte, dpi string) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(poppler(t, file, "pdftoppm", "-png", "-r", dpi)))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestPDFLooksLikePNG(t *testing.T) {
	looked := map[string]bool{"fan_4_ja": true, "distribution_4": true, "ltvcac_3x12_ja": true, "bridge_ja": true, "triangle_12": true, "rfm_ja": true}
	for _, e := range gallery() {
		if !looked[e.name] {
			continue
		}
		t.Run(e.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := PNG(&out, e.chart, Size{DPI: 96}); err != nil {
				t.Fatal(err)
			}
			file := pdfOf(t, e.chart, Size{})
			got, want := rasterised(t, file, "96"), decode(t, out.Bytes())
			if d := got.Bounds().Size().Sub(want.Bounds().Size()); d.X < 0 || d.X > 1 || d.Y < 0 || d.Y > 1 {
				t.Fatalf("PDF gives %v, PNG %v", got.Bounds().Size(), want.Bounds().Size())
			}
			apart := cellsApart(want, got)
			t.Logf("%.5f of the cells differ", apart)
			if apart > cellShare {
				t.Errorf("%.4f of the cells differ; see %s", apart, keep(t, e.name, reencoded(t, got)))
			}
		})
	}
}

func reencoded(t *testing.T, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPDFComparisonSeesLostTransparency draws the same chart without it.
func TestPDFComparisonSeesLostTransparency(t *testing.T) {
	chart := Fan(fanOf(shortNames[:4], 36, Month{}))
	draw := func(spoil func(string) string) image.Image {
		d := newPage(t, 720, 405)
		d.SetCompression(false)
		if err := d.DrawChart(chart, 0, 0, 720, 405); err != nil {
			t.Fatal(err)
		}
		return rasterised(t, []byte(spoil(string(written(t, d)))), "96")
	}
	good := draw(func(file string) string { return file })
	opaque := draw(func(file string) string { return strings.ReplaceAll(file, "/ca 0.", "/ca 1.") })
	if apart := cellsApart(good, opaque); apart < 10*cellShare {
		t.Errorf("only %.4f of the cells differ without transparency", apart)
	}
	if apart := cellsApart(good, good); apart != 0 {
		t.Errorf("%.4f of a picture differ from itself", apart)
	}
}

func TestPDFPageHoldsSeveralCharts(t *testing.T) {
	d := newPage(t, 595, 842)
	if err := d.Print(PDFStyle{Size: 20, Bold: true, Colour: inkColour}, 50, 60, "取締役会向け報告"); err != nil {
		t.Fatal(err)
	}
	for i, c := range []Chart{Fan(fanOf(longNames[:3], 36, Month{2027, 1})), Bridge(bridgeOf())} {
		if err := d.DrawChart(c, 50, 80+vg.Length(i)*360, 495, 340); err != nil {
			t.Fatal(err)
		}
	}
	d.AddPage()
	if err := d.DrawChart(Distribution(distributionOf(longNames[:3], 500)), 50, 80, 495, 340); err != nil {
		t.Fatal(err)
	}
	file := written(t, d)
	if n := strings.Count(string(file), "/FontFile2"); n != 2 {
		t.Errorf("%d fonts are embedded", n)
	}
	if len(file) > 80_000 {
		t.Errorf("%d bytes", len(file))
	}
	text := string(poppler(t, file, "pdftotext"))
	for _, want := range []string{"取締役会向け報告", "New customers carry growth", "Onboarding pays", "現状維持"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
