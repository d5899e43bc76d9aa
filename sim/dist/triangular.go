package dist

import (
	"fmt"
	"math"
)

// triangular has a density that rises in a straight line from low to mode and
// falls in a straight line to high.
type triangular struct{ low, mode, high float64 }

// Triangular returns the triangular law, low <= mode <= high and low < high.
// With w = high - low and c = (mode - low)/w,
//
//	Q(u) = low + w sqrt(u c)               for u <= c
//	Q(u) = high - w sqrt((1-u)(1-c))       beyond
func Triangular(low, mode, high float64) (Dist, error) {
	if err := checkThreePoint("triangular", low, mode, high); err != nil {
		return nil, err
	}
	return triangular{low, mode, high}, nil
}

// checkThreePoint returns an error unless low <= mode <= high and low < high.
func checkThreePoint(law string, low, mode, high float64) error {
	if !finite(low, mode, high, high-low) || !(low <= mode && mode <= high && low < high) {
		return fmt.Errorf("%s needs low <= mode <= high and low < high, found %v, %v, %v", law, low, mode, high)
	}
	return nil
}

func (d triangular) Quantile(u float64) float64 { return d.at(u, 1-u) }
func (d triangular) upper(v float64) float64    { return d.at(1-v, v) }
func (d triangular) CDF(x float64) float64      { return d.below(x) }
func (d triangular) Mean() float64              { return d.low/3 + d.mode/3 + d.high/3 }
func (d triangular) Support() (lo, hi float64)  { return d.low, d.high }

// at returns the quantile at u = 1-v.
func (d triangular) at(u, v float64) float64 {
	w := d.high - d.low
	left, right := (d.mode-d.low)/w, (d.high-d.mode)/w
	switch {
	case math.IsNaN(u):
		return u
	case u <= 0:
		return d.low
	case v <= 0:
		return d.high
	case u <= left:
		return math.Min(d.low+w*math.Sqrt(u*left), d.mode)
	}
	return math.Max(d.high-w*math.Sqrt(v*right), d.mode)
}

func (d triangular) SD() float64 {
	w := d.high - d.low
	c := (d.mode - d.low) / w
	return w * math.Sqrt((1-c+c*c)/18)
}

func (d triangular) below(x float64) float64 {
	w := d.high - d.low
	switch {
	case x <= d.low:
		return 0
	case x >= d.high:
		return 1
	case x <= d.mode:
		return (x - d.low) / w * ((x - d.low) / (d.mode - d.low))
	}
	return 1 - d.above(x)
}

func (d triangular) above(x float64) float64 {
	w := d.high - d.low
	switch {
	case x <= d.low:
		return 1
	case x >= d.high:
		return 0
	case x >= d.mode:
		return (d.high - x) / w * ((d.high - x) / (d.high - d.mode))
	}
	return 1 - d.below(x)
}
