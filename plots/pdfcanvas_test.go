package plots

import (
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

func drawn(t *testing.T, draw func(c *pdfCanvas)) string {
	t.Helper()
	d := newPage(t, 100, 50)
	d.SetCompression(false)
	if err := d.draw(func(vg.Length) { draw(newPDFCanvas(d, 100, 50, affine{1, 0, 0, 1, 0, 0})) }); err != nil {
		t.Fatal(err)
	}
	content := contents(t, written(t, d))[0]
	checkContent(t, "canvas", content)
	return content
}

// TestPDFCanvasTransforms compares with coordinates worked out by hand: y runs
// up from the bottom, and the matrix of a text has its size.
func TestPDFCanvasTransforms(t *testing.T) {
	got := drawn(t, func(c *pdfCanvas) {
		c.Push()
		c.Translate(vg.Point{X: 10, Y: 20})
		c.Scale(2, 2)
		var p vg.Path
		p.Move(vg.Point{X: 1, Y: 1})
		p.QuadTo(vg.Point{X: 4, Y: 1}, vg.Point{X: 4, Y: 4})
		p.Close()
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
		c.Fill(circle)
	})
	for _, want := range []string{
		"12 22 m\n16 22 18 24 18 28 c\nh\nf\n",
		"BT 0 10 -10 0 7 5 Tm [<00750070>] TJ ET\n",
		"60 25 m\n60 25 l\n60 30.52 55.52 35 50 35 c\n",
		"1 0 0 rg\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Count(got, "0 0 0 rg") != 1 { // text and circles are all black
		t.Errorf("colours are set more or less than needed:\n%s", got)
	}
}

func TestPDFCanvasStrokes(t *testing.T) {
	got := drawn(t, func(c *pdfCanvas) {
		line := vg.Path{}
		line.Move(vg.Point{X: 1, Y: 2})
		line.Line(vg.Point{X: 3, Y: 4})
		c.SetColor(color.NRGBA{B: 255, A: 255})
		c.SetLineWidth(1.5)
		c.SetLineDash([]vg.Length{2, 3}, 1)
		c.Stroke(line)
		c.SetLineDash(nil, 0)
		c.Stroke(line)
		c.SetLineWidth(0)
		c.Stroke(line)
		c.SetLineWidth(1)
		c.Stroke(nil)
		for _, at := range []vg.Point{{X: vg.Length(math.NaN())}, {Y: vg.Length(math.NaN())}, {X: -1e30}, {Y: 1e30}, {Y: vg.Length(math.Inf(-1))}} {
			bad := vg.Path{}
			bad.Move(vg.Point{X: 1, Y: 1})
			bad.Line(at)
			c.Stroke(bad)
			c.Fill(bad)
		}
		c.FillString(face(false, 10), vg.Point{X: vg.Length(math.Inf(1))}, "nowhere")
	})
	for _, want := range []string{"0 0 1 RG\n1.5 w\n[2 3] 1 d\n1 2 m\n3 4 l\nS\n[] 0 d\n1 2 m\n3 4 l\nS\nQ"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestPDFCanvasText(t *testing.T) {
	got := drawn(t, func(c *pdfCanvas) {
		f := face(true, 20)
		c.FillString(f, vg.Point{}, "AV")
		c.FillString(f, vg.Point{X: 1}, "x😀م")
		c.FillString(f, vg.Point{X: 2}, "𠮷")
		c.FillString(f, vg.Point{X: 3}, "")
		c.FillString(face(true, 0), vg.Point{X: 4}, "none")
	})
	kern := pieces(face(true, 20).Face, "AV")[0].glyphs[1].kern
	if kern >= 0 {
		t.Fatalf("A and V have a kern of %g", kern)
	}
	for _, want := range []string{
		"BT 20 0 0 20 0 0 Tm [<0041>" + decimals(-1000*kern, 1) + "<0056>] TJ ET\n",
		"/Span <</ActualText <FEFFD83DDE000645>>> BDC\nBT",
		"<25A125A1>", "/Span <</ActualText <FEFFD842DFB7>>> BDC\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Count(got, " Tf ET") != 2 { // at its first use; by fpdf, afterwards
		t.Errorf("the font is set more or less than needed:\n%s", got)
	}
}

func TestPDFCanvasImages(t *testing.T) {
	d := newPage(t, 100, 50)
	d.SetCompression(false)
	img := image.NewNRGBA64(image.Rect(3, 3, 5, 4))
	img.Set(3, 3, color.NRGBA{R: 255, A: 128})
	err := d.draw(func(vg.Length) {
		c := newPDFCanvas(d, 100, 50, affine{1, 0, 0, 1, 0, 0})
		for range 2 {
			c.DrawImage(vg.Rectangle{Min: vg.Point{X: 10, Y: 20}, Max: vg.Point{X: 30, Y: 30}}, img)
		}
		c.DrawImage(vg.Rectangle{}, img)
		c.DrawImage(vg.Rectangle{Max: vg.Point{X: 1, Y: 1}}, image.NewGray(image.Rectangle{}))
	})
	if err != nil {
		t.Fatal(err)
	}
	file := written(t, d)
	content := contents(t, file)[0]
	if want := "q 1 0 0 1 10 20 cm\nq 20.00000 0 0 10.00000 0.00000 0.00000 cm /I"; strings.Count(content, want) != 2 {
		t.Errorf("no two %q in\n%s", want, content)
	}
	if n := strings.Count(string(file), "/Subtype /Image"); n != 2 { // it, once, and its mask
		t.Errorf("%d images", n)
	}
}
