package plots

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/png"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// A Chart is anything that draws itself on a canvas: a [Figure], or a
// gonum/plot Plot.
//
// One that also has Size() (width, height vg.Length) is drawn at that size
// where the caller names none, and one that has Description() (title, detail
// string) hands them to screen readers in SVG.
type Chart interface {
	Draw(draw.Canvas)
}

// A Size says how large a chart is drawn. Zeros stand for the chart's own
// width and height and 144 dots per inch. SVG has no DPI.
type Size struct {
	Width, Height vg.Length
	DPI           int
}

const (
	defaultDPI = 144
	mostPoints = 20_000
	mostPixels = 100_000_000
)

// of fills in what the size leaves to the chart, and checks it.
func (z Size) of(c Chart) (Size, error) {
	width, height := vg.Length(defaultWidth), vg.Length(defaultHeight)
	if sized, ok := c.(interface{ Size() (w, h vg.Length) }); ok {
		width, height = sized.Size()
	}
	if z.Width == 0 {
		z.Width = width
	}
	if z.Height == 0 {
		z.Height = height
	}
	if z.DPI == 0 {
		z.DPI = defaultDPI
	}
	if !(z.Width >= 1 && z.Width <= mostPoints && z.Height >= 1 && z.Height <= mostPoints) {
		return z, fmt.Errorf("chart size %gx%g points is outside 1 to %d", z.Width.Points(), z.Height.Points(), mostPoints)
	}
	if z.DPI < 1 {
		return z, fmt.Errorf("chart resolution of %d dots per inch is not positive", z.DPI)
	}
	return z, nil
}

// PNG draws a chart and writes it as a PNG picture that knows its resolution.
func PNG(w io.Writer, c Chart, size Size) error {
	z, err := size.of(c)
	if err != nil {
		return err
	}
	if pixels := z.Width.Dots(float64(z.DPI)) * z.Height.Dots(float64(z.DPI)); !(pixels <= mostPixels) || math.Min(float64(z.Width), float64(z.Height))*float64(z.DPI) < 72 {
		return fmt.Errorf("chart of %gx%g points at %d dots per inch has %.3g pixels; at most %d", z.Width.Points(), z.Height.Points(), z.DPI, pixels, mostPixels)
	}
	canvas := vgimg.NewWith(vgimg.UseWH(z.Width, z.Height), vgimg.UseDPI(z.DPI))
	c.Draw(draw.New(canvas))
	var out bytes.Buffer
	if err := png.Encode(&out, canvas.Image()); err != nil {
		return err
	}
	_, err = w.Write(withResolution(out.Bytes(), z.DPI))
	return err
}

// withResolution inserts the pHYs chunk, which makes a slide program show the
// picture at its intended size, behind the header of a PNG file.
func withResolution(file []byte, dpi int) []byte {
	const header = 8 + 4 + 4 + 13 + 4 // signature; IHDR's length, name, data, checksum
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	chunk := []byte("pHYs")
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // unit: metre
	out := append([]byte(nil), file[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, file[header:]...)
}

// SVG draws a chart and writes it as an SVG document without XML declaration,
// so that it can also stand inside a page.
func SVG(w io.Writer, c Chart, size Size) error {
	z, err := size.of(c)
	if err != nil {
		return err
	}
	canvas := newSVGCanvas(z.Width, z.Height)
	if d, ok := c.(interface{ Description() (title, detail string) }); ok {
		canvas.title, canvas.detail = d.Description()
	}
	c.Draw(draw.New(canvas))
	_, err = canvas.WriteTo(w)
	return err
}
