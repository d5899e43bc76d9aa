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
		end, mode := side(u/left, (v-right)/left)
		return math.Min(nearer(d.low, d.mode, end, mode), d.mode)
	}
	end, mode := side(v/right, (u-left)/right)
	return math.Max(nearer(d.high, d.mode, end, mode), d.mode)
}

// side returns how far the point that splits one side of the triangle into the
// fractions p (at the end) and q = 1-p (at the mode) is from the end and from
// the mode, as fractions of the side: sqrt(p) and 1 - sqrt(p).
func side(p, q float64) (end, mode float64) {
	root := math.Sqrt(p)
	return root, q / (1 + root)
}

// nearer measures a point between an end and the mode from the one it is
// nearer to.
func nearer(end, top, fromEnd, fromTop float64) float64 {
	if fromEnd <= fromTop {
		return end + (top-end)*fromEnd
	}
	return top + (end-top)*fromTop
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
	return (d.mode-d.low)/w + (x-d.mode)/w*(((d.high-x)+(d.high-d.mode))/(d.high-d.mode))
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
	return (d.high-d.mode)/w + (d.mode-x)/w*(((x-d.low)+(d.mode-d.low))/(d.mode-d.low))
}
