package plots

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

// failer is what a test, a benchmark and a rapid check have in common.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// A drawnText is one text element of an SVG with the box that it fills.
type drawnText struct {
	text                     string
	left, top, right, bottom float64
	size                     float64
}

// svgTexts parses an SVG strictly and returns its texts in drawing order.
func svgTexts(t failer, svg []byte) []drawnText {
	t.Helper()
	var out []drawnText
	var open *drawnText
	bold := false
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatalf("SVG is not XML: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local != "text" {
				continue
			}
			out = append(out, drawnText{})
			open, bold = &out[len(out)-1], false
			for _, a := range token.Attr {
				switch v, _ := strconv.ParseFloat(a.Value, 64); a.Name.Local {
				case "x":
					open.left = v
				case "y":
					open.bottom = v
				case "font-size":
					open.size = v
				case "textLength":
					open.right = v
				case "font-weight":
					bold = true
				}
			}
		case xml.CharData:
			if open != nil {
				open.text += string(token)
			}
		case xml.EndElement:
			if open == nil {
				continue
			}
			if open.right == 0 {
				f := face(bold, vg.Length(open.size))
				open.right = f.Width(visible(f.Face, open.text)).Points()
			}
			open.right += open.left
			open.top, open.bottom = open.bottom-0.8*open.size, open.bottom+0.2*open.size
			open = nil
		}
	}
}

func svgOf(t failer, c Chart, size Size) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := SVG(&out, c, size); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// clashes lists texts that touch each other or leave the picture.
func clashes(texts []drawnText, width, height float64) []string {
	var found []string
	const slack = 0.3
	for i, a := range texts {
		if a.left < 0 || a.right > width || a.top < 0 || a.bottom > height {
			found = append(found, fmt.Sprintf("%q leaves the picture: %.1f..%.1f, %.1f..%.1f", a.text, a.left, a.right, a.top, a.bottom))
		}
		for _, b := range texts[i+1:] {
			if a.left < b.right-slack && b.left < a.right-slack && a.top < b.bottom-slack && b.top < a.bottom-slack {
				found = append(found, fmt.Sprintf("%q and %q overlap", a.text, b.text))
			}
		}
	}
	return found
}

func TestNoTextOverlapsOrIsCut(t *testing.T) {
	sizes := []Size{{}, {Width: 480, Height: 270}, {Width: 360, Height: 240}, {Width: 300, Height: 420}, {Width: 1200, Height: 400}, {Width: 1600, Height: 900}}
	for _, e := range gallery() {
		for _, size := range sizes {
			z, err := size.of(e.chart)
			if err != nil {
				t.Fatal(err)
			}
			for _, clash := range clashes(svgTexts(t, svgOf(t, e.chart, size)), z.Width.Points(), z.Height.Points()) {
				t.Errorf("%s at %gx%g: %s", e.name, z.Width.Points(), z.Height.Points(), clash)
			}
		}
	}
}

func TestEverySeriesIsNamed(t *testing.T) {
	for _, c := range []struct {
		kind  string
		chart *Figure
	}{
		{"fan", Fan(fanOf(shortNames[:4], 36, Month{}))},
		{"fan of twelve", Fan(fanOf(shortNames, 36, Month{}))},
		{"distribution", Distribution(distributionOf(shortNames, 200))},
		{"cumulative", Cumulative(cumulativeOf(shortNames, 36, Month{}))},
		{"ltvcac", LTVCAC(ltvCACOf([]string{"A", "B"}, shortNames))},
		{"retention", Retention(retentionOf(shortNames, 36))},
	} {
		all := ""
		for _, d := range svgTexts(t, svgOf(t, c.chart, Size{})) {
			all += d.text + "\n"
		}
		want := shortNames
		if c.kind == "fan" {
			want = want[:4]
		}
		for _, name := range want {
			if !strings.Contains(all, name+"\n") {
				t.Errorf("%s: %q is not in the picture", c.kind, name)
			}
		}
	}
}
