package purchase

import (
	"errors"
	"math"
	"testing"
)

// surface is a likelihood given as a function of two parameters, with its
// derivatives by differences.
type surface func(x, y float64) float64

func (f surface) at(p vector, gradient *vector, hessian *matrix) float64 {
	const e = 1e-4
	x, y := p[0], p[1]
	hx, hy := e*x, e*y
	middle := f(x, y)
	*gradient = vector{(f(x+hx, y) - f(x-hx, y)) / (2 * hx), (f(x, y+hy) - f(x, y-hy)) / (2 * hy)}
	cross := (f(x+hx, y+hy) - f(x+hx, y-hy) - f(x-hx, y+hy) + f(x-hx, y-hy)) / (4 * hx * hy)
	*hessian = matrix{
		{(f(x+hx, y) - 2*middle + f(x-hx, y)) / (hx * hx), cross},
		{cross, (f(x, y+hy) - 2*middle + f(x, y-hy)) / (hy * hy)}}
	return middle
}

var square = limits{n: 2, lo: vector{1e-3, 1e-3}, hi: vector{1e3, 1e3}}

func TestMaximiseFindsMaxima(t *testing.T) {
	for _, c := range []struct {
		name string
		f    surface
		want vector
		side [maxParams]int
	}{
		{"a hill", func(x, y float64) float64 { return -(x-2)*(x-2) - 3*(y-5)*(y-5) }, vector{2, 5}, [maxParams]int{}},
		{"a banana", func(x, y float64) float64 { return -(1-x)*(1-x) - 100*(y-x*x)*(y-x*x) }, vector{1, 1}, [maxParams]int{}},
		{"a slope to a limit", func(x, y float64) float64 { return math.Log(x) - (y-5)*(y-5) }, vector{1e3, 5}, [maxParams]int{1, 0}},
		{"a slope to a lower limit", func(x, y float64) float64 { return -x - (y-5)*(y-5) }, vector{1e-3, 5}, [maxParams]int{-1, 0}},
	} {
		for _, start := range []vector{{.1, .1}, {50, 2}, {1e9, 300}} {
			o, err := maximise(c.f, start, square)
			if err != nil {
				t.Errorf("%s from %v: %v", c.name, start, err)
				continue
			}
			near(t, c.name+", x", o.params[0], c.want[0], 1e-3)
			near(t, c.name+", y", o.params[1], c.want[1], 1e-3)
			if o.side != c.side {
				t.Errorf("%s: sides %v", c.name, o.side)
			}
		}
	}
}

func TestMaximiseSaysThatItFailed(t *testing.T) {
	for name, f := range map[string]surface{
		"undefined":    func(x, y float64) float64 { return math.NaN() },
		"infinite":     func(x, y float64) float64 { return math.Inf(1) },
		"a sharp edge": func(x, y float64) float64 { return -math.Abs(x-2) - math.Abs(y-3*x) },
	} {
		if o, err := maximise(f, vector{1, 1}, square); !errors.Is(err, ErrNotConverged) {
			t.Errorf("%s: %v, %v", name, o.params, err)
		}
	}
}
