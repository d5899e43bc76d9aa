package dist

import (
	"math"
	"sort"
)

// shape is a log-concave density on the real line without its constant.
type shape interface {
	logDensity(t float64) float64 // 0 at t = 0, its maximum, and falling on both sides
	slope(t float64) float64      // the derivative of logDensity
	width() float64               // 1/sqrt of minus the second derivative at 0
}

// bell is the law of a log-concave shape, tabulated once so that both of its
// tails and its quantile cost a polynomial each.
//
// The line is cut into panels on which the density falls by e^4 or less; on
// each, a Chebyshev polynomial stands for the density, whose integrals, added
// from either end, give both tails with their full relative precision down to
// 1e-40. The inverse is a second set of polynomials, t by the logarithm of the
// nearer tail, through points solved by Newton's method on the first. Beyond the
// table a log-concave tail is all but exponential, and
// P(T > t) = density / -slope up to a factor that is taken as constant.
//
// Beta and gamma laws are such bells in log-odds and logarithms for all of
// their parameters, however small or large, without special functions.
type bell struct {
	shape   shape
	total   float64      // integral of exp(logDensity)
	panels  []polynomial // integral of the density from the panel's lower end
	knots   []float64    // ends of the panels, rising
	lower   []float64    // P(T <= knot)
	upper   []float64    // P(T > knot)
	atLower inverse      // t by ln P(T <= t), up to the median or just beyond
	atUpper inverse      // t by ln P(T > t), from the median or just before
}

const (
	farTail   = 1e-40 // probability at which the table ends
	panelDrop = 4     // largest change of the log density within a panel
)

// newBell tabulates a shape.
func newBell(s shape) *bell {
	b := &bell{shape: s}
	rightPanels, rightKnots := march(s, +1)
	leftPanels, leftKnots := march(s, -1)
	for i := len(leftPanels) - 1; i >= 0; i-- {
		b.panels = append(b.panels, leftPanels[i])
		b.knots = append(b.knots, leftKnots[i])
	}
	b.panels = append(b.panels, rightPanels...)
	b.knots = append(append(b.knots, 0), rightKnots...)
	b.accumulate()
	b.invert()
	return b
}

// march cuts one side of the line into panels, from 0 outwards, and returns the
// polynomial of the density on each and their outer ends.
func march(s shape, side float64) (panels []polynomial, ends []float64) {
	natural := math.Min(1, s.width())
	mass, t, step := 0.0, 0.0, natural
	for {
		next := t + side*step
		if !(math.Abs(s.logDensity(next)-s.logDensity(t)) <= panelDrop) {
			step /= 2
			continue
		}
		p, ok := densityPanel(s, math.Min(t, next), math.Max(t, next))
		if !ok && step > natural/64 {
			step /= 2
			continue
		}
		panels, ends = append(panels, p), append(ends, next)
		t = next
		mass += math.Abs(step) * p.c[0]
		tail := math.Exp(s.logDensity(t)) / math.Abs(s.slope(t))
		if tail <= farTail*mass {
			return panels, ends
		}
		step *= 2
	}
}

// densityPanel returns the polynomial of the density on [lo, hi] and whether
// it is good to rounding.
func densityPanel(s shape, lo, hi float64) (polynomial, bool) {
	var values [degree + 1]float64
	peak := 0.0
	for j, x := range chebyshevNodes {
		values[j] = math.Exp(s.logDensity(lo/2 + hi/2 + (hi/2-lo/2)*x))
		peak = math.Max(peak, values[j])
	}
	p := interpolate(lo, hi, &values)
	rounding := 1 + math.Abs(s.logDensity(lo)) + math.Abs(s.logDensity(hi))
	return p, p.rest() <= 1e-15*rounding*peak
}

// accumulate turns the densities in panels into integrals and adds them up
// from both ends.
func (b *bell) accumulate() {
	n := len(b.panels)
	b.lower, b.upper = make([]float64, n+1), make([]float64, n+1)
	outer := func(t float64) float64 {
		return math.Exp(b.shape.logDensity(t)) / math.Abs(b.shape.slope(t))
	}
	b.lower[0], b.upper[n] = outer(b.knots[0]), outer(b.knots[n])
	for i := range b.panels {
		b.panels[i] = b.panels[i].integral()
		b.lower[i+1] = b.lower[i] + b.panels[i].at(b.knots[i+1])
	}
	total := b.lower[n] + b.upper[n]
	b.total = total
	for i := n - 1; i >= 0; i-- {
		b.upper[i] = b.upper[i+1] + b.panels[i].at(b.knots[i+1])
	}
	for i := range b.knots {
		b.lower[i] /= total
		b.upper[i] /= total
	}
	for i := range b.panels {
		for k := range b.panels[i].c {
			b.panels[i].c[k] /= total
		}
	}
}

// below returns P(T <= t) with its relative precision in the lower tail.
func (b *bell) below(t float64) float64 {
	n := len(b.panels)
	switch {
	case math.IsNaN(t):
		return t
	case t <= b.knots[0]:
		return b.lower[0] * b.beyond(b.knots[0], t)
	case t >= b.knots[n]:
		return 1 - b.above(t)
	}
	i := b.panel(t)
	if b.lower[i] > 0.75 {
		return 1 - b.above(t)
	}
	return b.lower[i] + b.panels[i].at(t)
}

// above returns P(T > t) with its relative precision in the upper tail.
func (b *bell) above(t float64) float64 {
	n := len(b.panels)
	switch {
	case math.IsNaN(t):
		return t
	case t <= b.knots[0]:
		return 1 - b.below(t)
	case t >= b.knots[n]:
		return b.upper[n] * b.beyond(b.knots[n], t)
	}
	i := b.panel(t)
	if b.upper[i+1] > 0.75 {
		return 1 - b.below(t)
	}
	return b.upper[i+1] + (b.panels[i].at(b.knots[i+1]) - b.panels[i].at(t))
}

// panel returns the index of the panel that holds t, which is inside the table.
func (b *bell) panel(t float64) int {
	return clampIndex(sort.SearchFloat64s(b.knots, t)-1, len(b.panels))
}

// clampIndex returns i within 0 to n-1.
func clampIndex(i, n int) int { return max(0, min(i, n-1)) }

// beyond returns the ratio of the tail at t to the tail at the end of the table.
func (b *bell) beyond(end, t float64) float64 {
	if math.IsInf(t, 0) {
		return 0
	}
	return math.Exp(b.shape.logDensity(t)-b.shape.logDensity(end)) * (b.shape.slope(end) / b.shape.slope(t))
}

// quantile returns the t with P(T <= t) = u.
func (b *bell) quantile(u float64) float64 {
	switch {
	case u <= 0:
		return math.Inf(-1)
	case u >= 1:
		return math.Inf(1)
	case u <= 0.5:
		return b.byLower(math.Log(u))
	}
	return b.byUpper(math.Log(1 - u))
}

// quantileAbove returns the t with P(T > t) = v.
func (b *bell) quantileAbove(v float64) float64 {
	switch {
	case v <= 0:
		return math.Inf(1)
	case v >= 1:
		return math.Inf(-1)
	case v <= 0.5:
		return b.byUpper(math.Log(v))
	}
	return b.byLower(math.Log(1 - v))
}

func (b *bell) byLower(w float64) float64 {
	if first := b.atLower.ends[0]; w < first {
		return b.solveBeyond(b.knots[0], w-first)
	}
	return b.atLower.at(w)
}

func (b *bell) byUpper(w float64) float64 {
	if first := b.atUpper.ends[0]; w < first {
		return b.solveBeyond(b.knots[len(b.panels)], w-first)
	}
	return b.atUpper.at(w)
}

// solveBeyond returns the t outside the table at which the tail is e^drop of
// that at the end of the table.
func (b *bell) solveBeyond(end, drop float64) float64 {
	t := end + drop/b.shape.slope(end)
	for range 60 {
		ratio := b.shape.logDensity(t) - b.shape.logDensity(end) + math.Log(b.shape.slope(end)/b.shape.slope(t))
		step := (ratio - drop) / b.shape.slope(t)
		t -= step
		if !(math.Abs(step) > 1e-15*math.Abs(t)) {
			break
		}
	}
	return t
}
