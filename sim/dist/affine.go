package dist

import (
	"fmt"
	"math"
)

// affine is the law of scale * X + shift, scale not 0, X without atoms.
type affine struct {
	inner        law
	scale, shift float64
}

// Affine returns the law of scale * X + shift, X having the law d. A negative
// scale turns the law round: its quantile stays non-decreasing. Scale 0 gives
// the constant shift.
func Affine(d Dist, scale, shift float64) (Dist, error) {
	if !finite(scale, shift) {
		return nil, fmt.Errorf("a multiple needs finite numbers, found %v and %v", scale, shift)
	}
	if scale == 0 {
		return constant{shift}, nil
	}
	if scale == 1 && shift == 0 {
		return d, nil
	}
	l, err := newAffine(asLaw(d), scale, shift)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// newAffine keeps laws with atoms, and laws closed under the transform, in
// their own type, so that affine never meets an atom.
func newAffine(l law, scale, shift float64) (law, error) {
	move := func(values []float64) ([]float64, error) {
		moved := make([]float64, len(values))
		for i, x := range values {
			moved[i] = scale*x + shift
			if !finite(moved[i]) {
				return nil, fmt.Errorf("%v * %v + %v is too large to calculate with", scale, x, shift)
			}
		}
		return moved, nil
	}
	switch d := l.(type) {
	case constant:
		moved, err := move([]float64{d.value})
		if err != nil {
			return nil, err
		}
		return constant{moved[0]}, nil
	case empirical:
		moved, err := move(d.values)
		if err != nil {
			return nil, err
		}
		return newEmpirical(moved), nil
	case *discrete:
		moved, err := move(d.values)
		if err != nil {
			return nil, err
		}
		p := make([]float64, len(d.values))
		for i := range p {
			p[i] = d.probability(i)
		}
		return newDiscrete(moved, p), nil
	case affine:
		return newAffine(d.inner, scale*d.scale, scale*d.shift+shift)
	}
	d := affine{l, scale, shift}
	if lo, hi := d.Support(); !finite(scale, shift) || scale == 0 || !(lo < hi) || !drawable(d) {
		return nil, fmt.Errorf("a multiple of %v is too large or too small to calculate with", scale)
	}
	return d, nil
}

func (d affine) Quantile(u float64) float64 {
	if d.scale < 0 {
		return d.scale*d.inner.upper(u) + d.shift
	}
	return d.scale*d.inner.Quantile(u) + d.shift
}

func (d affine) upper(v float64) float64 {
	if d.scale < 0 {
		return d.scale*d.inner.Quantile(v) + d.shift
	}
	return d.scale*d.inner.upper(v) + d.shift
}

func (d affine) CDF(x float64) float64 { return d.below(x) }

func (d affine) below(x float64) float64 {
	if d.scale < 0 {
		return d.inner.above((x - d.shift) / d.scale)
	}
	return d.inner.below((x - d.shift) / d.scale)
}

func (d affine) above(x float64) float64 {
	if d.scale < 0 {
		return d.inner.below((x - d.shift) / d.scale)
	}
	return d.inner.above((x - d.shift) / d.scale)
}

func (d affine) Mean() float64 { return d.scale*d.inner.Mean() + d.shift }
func (d affine) SD() float64   { return math.Abs(d.scale) * d.inner.SD() }

func (d affine) Support() (lo, hi float64) {
	lo, hi = d.inner.Support()
	lo, hi = d.scale*lo+d.shift, d.scale*hi+d.shift
	if d.scale < 0 {
		lo, hi = hi, lo
	}
	return lo, hi
}
