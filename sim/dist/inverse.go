package dist

import (
	"math"
	"sort"
)

// inverse gives t by the logarithm w of a tail's probability, piece by piece.
type inverse struct {
	ends   []float64 // of w, rising; one more than pieces
	pieces []polynomial
	bounds []float64 // t at ends: no piece leaves its own
}

// at returns t at w, within the table's ends.
func (v *inverse) at(w float64) float64 {
	i := clampIndex(sort.SearchFloat64s(v.ends, w)-1, len(v.pieces))
	t, a, b := v.pieces[i].at(w), v.bounds[i], v.bounds[i+1]
	if a > b {
		a, b = b, a
	}
	return clamp(t, a, b)
}

// invert fills both inverses, each from its far tail to the median.
func (b *bell) invert() {
	n := len(b.panels)
	for i := 0; i < n && b.lower[i] < 0.5; i++ {
		tail := func(t float64) float64 { return b.lower[i] + b.panels[i].at(t) }
		b.atLower.start(b.knots[i], b.lower[i])
		b.fit(&b.atLower, tail, b.knots[i], b.knots[i+1], b.lower[i+1], 8)
	}
	for i := n - 1; i >= 0 && b.upper[i+1] < 0.5; i-- {
		whole := b.panels[i].at(b.knots[i+1])
		tail := func(t float64) float64 { return b.upper[i+1] + (whole - b.panels[i].at(t)) }
		b.atUpper.start(b.knots[i+1], b.upper[i+1])
		b.fit(&b.atUpper, tail, b.knots[i+1], b.knots[i], b.upper[i], 8)
	}
}

// start sets the far end of an inverse that has none yet.
func (v *inverse) start(t, probability float64) {
	if len(v.ends) == 0 {
		v.ends, v.bounds = []float64{math.Log(probability)}, []float64{t}
	}
}

// fit appends pieces from the last end of v at t = from to the probability
// last at t = to, within one panel, halving until a piece has converged.
func (b *bell) fit(v *inverse, tail func(float64) float64, from, to, last float64, halvings int) {
	w0, w1 := v.ends[len(v.ends)-1], math.Log(last)
	if !(w1 > w0) || from == to {
		return
	}
	density := func(t float64) float64 { return math.Exp(b.shape.logDensity(t)) / b.total }
	var values [degree + 1]float64
	nearest := from
	for j, x := range chebyshevNodes {
		values[j] = solve(tail, density, w0/2+w1/2+(w1/2-w0/2)*x, nearest, to)
		nearest = values[j]
	}
	p := interpolate(w0, w1, &values)
	// A relative error e of the tail or of w moves t by e * tail/density.
	moved := math.Max(math.Exp(w0)/density(from), last/density(to))
	tolerance := 3e-16 * (math.Max(math.Abs(from), math.Abs(to)) + (2-w0)*moved)
	if mid := from/2 + to/2; p.rest() > 4*tolerance && halvings > 0 {
		b.fit(v, tail, from, mid, tail(mid), halvings-1)
		b.fit(v, tail, mid, to, last, halvings-1)
		return
	}
	v.pieces = append(v.pieces, p.trimmed(tolerance))
	v.ends, v.bounds = append(v.ends, w1), append(v.bounds, to)
}

// solve returns the t between from and to whose tail has the logarithm w, by
// Newton's method on the logarithm from from on, kept between its bounds by
// bisection. The tail grows from from to to.
func solve(tail, density func(float64) float64, w, from, to float64) float64 {
	sign := 1.0
	if to < from {
		sign = -1
	}
	t := from
	for range 100 {
		p := tail(t)
		off := math.Log(p) - w
		if off > 0 {
			to = t
		} else {
			from = t
		}
		next := t - sign*off*p/density(t)
		if math.Abs(next-t) <= 4e-16*math.Abs(t) || math.Abs(off) <= 1e-16*(2-w) {
			return next
		}
		if !((next-from)*(next-to) <= 0) {
			next = from/2 + to/2
		}
		t = next
	}
	return t
}
