package plots

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

// wild draws numbers that no one should send.
var wild = rapid.OneOf(
	rapid.Float64(), rapid.Float64Range(-1e7, 1e7), rapid.Float64Range(0, 1),
	rapid.SampledFrom([]float64{0, 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 1e99, -1e99, 1e-300}),
)

func wildSlice(t *rapid.T, most int) []float64 {
	return rapid.SliceOfN(wild, 0, most).Draw(t, "values")
}

func wildChart(t *rapid.T) *Figure {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom(append([]string{"", strings.Repeat("長い名前", 3000)}, longNames...)))
	name := func() string { return text.Draw(t, "text") }
	number := func() float64 { return wild.Draw(t, "number") }
	colour := func() int { return rapid.IntRange(-100, 100).Draw(t, "colour") }
	head := Head{Title: name(), Subtitle: name(), Note: name()}
	start := rapid.SampledFrom([]Month{{}, {2027, 1}, {-3, 40}, {9999, 12}}).Draw(t, "start")
	n := rapid.SampledFrom([]int{0, 1, 2, 4, 5, 12, 40}).Draw(t, "n")
	slice := func() []float64 { return wildSlice(t, 12) }
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		d := FanData{Head: head, Start: start, Unit: name()}
		for range n {
			d.Series = append(d.Series, FanSeries{name(), colour(), slice(), slice(), slice(), slice(), slice(), slice(), slice(), ""})
		}
		return Fan(d)
	case 1:
		d := DistributionData{Head: head, Unit: name()}
		for range n {
			d.Series = append(d.Series, DistributionSeries{name(), colour(), slice(), number(), number(), number(), number(), "", [3]string{}})
		}
		return Distribution(d)
	case 2:
		d := CumulativeData{Head: head, Start: start, Unit: name()}
		for range n {
			d.Series = append(d.Series, CumulativeSeries{name(), colour(), slice(), slice(), slice(), number()})
		}
		return Cumulative(d)
	case 3:
		d := LTVCACData{Head: head, Unit: name(), Line: number()}
		for range n {
			d.Rows = append(d.Rows, LTVCACRow{name(), name(), colour(), number(), number(), number()})
		}
		return LTVCAC(d)
	case 4:
		d := RetentionData{Head: head, Unit: name()}
		for range n {
			d.Series = append(d.Series, RetentionSeries{name(), colour(), slice(), slice(), slice(), slice()})
		}
		return Retention(d)
	case 5, 6:
		fits := []FittedCurve{}
		for range n {
			fits = append(fits, FittedCurve{name(), name(), colour(), rapid.Bool().Draw(t, "chosen"), slice()})
		}
		if rapid.Bool().Draw(t, "hazard") {
			return Hazard(HazardData{head, name(), name(), slice(), slice(), slice(), fits, name()})
		}
		return KaplanMeier(KaplanMeierData{head, name(), name(), slice(), slice(), slice(), fits, name(), name()})
	case 7:
		d := TriangleData{Head: head, AgeAxis: name(), First: colour(), Step: colour()}
		for range n {
			d.Rows = append(d.Rows, TriangleRow{name(), name(), slice()})
		}
		return Triangle(d)
	case 8:
		d := RFMData{Head: head, RecencyAxis: name(), FrequencyAxis: name()}
		for range n {
			d.Cells = append(d.Cells, RFMCell{rapid.IntRange(-1, 7).Draw(t, "recency"), rapid.IntRange(-1, 7).Draw(t, "frequency"), name(), number()})
		}
		return RFM(d)
	}
	return Bridge(BridgeData{
		Head: head, Unit: name(), Opening: number(), New: number(), Reactivated: number(), Expansion: number(),
		Price: number(), Contraction: number(), Churned: number(), Closing: number(), OpeningLabel: name(), ClosingLabel: name(),
	})
}

func TestNoDataMakesABuilderPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chart := wildChart(t)
		size := Size{
			Width:  vg.Length(rapid.SampledFrom([]float64{0, 1, 40, 200, 720, 1500}).Draw(t, "width")),
			Height: vg.Length(rapid.SampledFrom([]float64{0, 1, 40, 200, 405}).Draw(t, "height")),
			DPI:    72,
		}
		svg := svgOf(t, chart, size)
		svgTexts(t, svg)
		for _, bad := range []string{`"NaN`, `"+Inf`, `"-Inf`, ",NaN", ",+Inf", ",-Inf", "LNaN", "MNaN"} {
			if bytes.Contains(svg, []byte(bad)) {
				t.Fatalf("SVG has a coordinate %s", bad)
			}
		}
		if rapid.IntRange(0, 9).Draw(t, "png") == 0 {
			if err := PNG(&bytes.Buffer{}, chart, size); err != nil {
				t.Fatal(err)
			}
		}
	})
}
