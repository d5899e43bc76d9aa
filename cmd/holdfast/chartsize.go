package main

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"holdfast/plots"
)

// Bounds of the sizes of a chart, in points, and of a PNG, in pixels.
const (
	smallestChart = 36
	largestChart  = 14_400
	mostPixels    = 100_000_000
)

// checkSize refuses sizes that are out of bounds whatever the chart.
func (o *chartOptions) checkSize() error {
	for _, side := range []struct {
		flag  string
		given lengthFlag
	}{{"--width", o.width}, {"--height", o.height}} {
		if points := side.given.points(o.pixelsPerInch()); side.given.text != "" && !(points >= smallestChart && points <= largestChart) {
			return usagef("chart: %s %s: want %d to %d points, which is half an inch to 200", side.flag, side.given.text, smallestChart, largestChart)
		}
	}
	return nil
}

// size completes what the flags say. One side alone keeps the proportions.
func (o *chartOptions) size(figure *plots.Figure) (plots.Size, error) {
	w, h := figure.Size()
	width, height := o.width.points(o.pixelsPerInch()), o.height.points(o.pixelsPerInch())
	switch {
	case width == 0 && height == 0:
		width, height = w.Points(), h.Points()
	case height == 0:
		height = min(max(width*float64(h/w), smallestChart), largestChart)
	case width == 0:
		width = min(max(height*float64(w/h), smallestChart), largestChart)
	}
	if dots := o.dots() / 72; o.format.value == "png" && !(width*dots*height*dots <= mostPixels) {
		return plots.Size{}, usagef("chart: %.0f by %.0f points at %g dots per inch are more than %d million pixels; give less --width, --height or --dpi",
			width, height, o.dots(), mostPixels/1_000_000)
	}
	return plots.Size{Width: vg.Length(width), Height: vg.Length(height), DPI: o.dpi.value}, nil
}

// dots are the dots per inch of a PNG.
func (o *chartOptions) dots() float64 {
	if o.dpi.given {
		return float64(o.dpi.value)
	}
	return 144
}

// pixelsPerInch says how large a pixel is: a dot of a PNG, CSS's in the others.
func (o *chartOptions) pixelsPerInch() float64 {
	if o.format.value == "png" {
		return o.dots()
	}
	return 96
}

// lengthFlag takes a length such as 720, 25cm or 1280px.
type lengthFlag struct {
	text  string
	value float64 // in units
	unit  string
}

// perInch is how many of a unit make an inch; pixels depend on the picture.
var perInch = map[string]float64{"pt": 72, "mm": 25.4, "cm": 2.54, "in": 1, "px": 0}

func (f *lengthFlag) Type() string   { return "LENGTH" }
func (f *lengthFlag) String() string { return f.text }

func (f *lengthFlag) Set(text string) error {
	number, unit := strings.TrimSpace(text), "pt"
	for name := range perInch {
		if rest, has := strings.CutSuffix(number, name); has {
			number, unit = strings.TrimSpace(rest), name
			break
		}
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || !(v > 0) || math.IsInf(v, 0) {
		return errors.New("want a length such as 720 (points), 25cm, 250mm, 10in or 1280px")
	}
	*f = lengthFlag{text, v, unit}
	return nil
}

// points converts to 1/72 inch; 0 where nothing was given.
func (f lengthFlag) points(pixelsPerInch float64) float64 {
	if f.text == "" {
		return 0
	}
	units := perInch[f.unit]
	if units == 0 {
		units = pixelsPerInch
	}
	return f.value * 72 / units
}
