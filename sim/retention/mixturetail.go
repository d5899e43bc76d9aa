package retention

import "math"

const (
	pathDense = 32 // renewals taken one by one before the strides
	// pathRising is how many times as many are while hazards still rise, as those of
	// customers nearly alike do: strides are for falling hazards.
	pathRising = 30
	pathFolds  = 4 // bound on the fall of the summand within a stride, as a power of e
)

// Tail is [Curve.Tail] for a cohort that carries its own mix: the sum over
// j >= 0 of g^j S_j for customers with shares w (in any sum) of the nodes low,
// low+1, .., as [Mixture.StartAt] and [Mixture.Renew] leave them, who have
// outlasted x0 renewals of c, an sbg or bdw curve, decide again every step
// renewals, and whose own hazards are multiplied by m from now on.
//
// The cohort's hazard is the mean of min(1, m n_i) times the curve's interpolated
// and scaled hazard over that of the propensities alone, 1 - S(to)/S(from) with
// S by position and without scale: for a whole step, m = 1 and shares as the
// curve has them, the curve's own hazard.
//
// It is good to about 1e-5 for m <= 1; a difference between two m to the same
// order of the difference, for which purpose it exists: at m = 1 Curve.Tail is
// better. Renewals up to a few times 1/(1-g) should be within the reach the
// nodes were made for. +Inf where Curve.Tail is for m = 1, and for g > 1.
func (x *Mixture) Tail(c *Curve, w []float64, low int, x0, step, m, g float64) float64 {
	exponent := c.Scale * x.bottomAlpha(c) // of the power law that S falls with
	if g <= 0 {
		return 1
	}
	if m*c.Scale == 0 {
		return geometric(0, m, g)
	}
	if g > 1 || g == 1 && exponent <= 1 {
		return math.Inf(1)
	}
	whole := step == 1 && x0 == math.Floor(x0)
	linear := c.Scale == 1 && step == math.Floor(step) && x0 == math.Floor(x0)
	if linear && (c.Kind == SBG || c.C == 1) {
		return x.closedTail(w, low, step, m, g)
	}
	p := path{
		x: x, c: c, w: x.memory.weight[:len(w)], logStay: x.logStay[low : low+len(w)],
		node: x.memory.node[:len(w)], f: x.memory.f[:len(w)],
		x0: x0, step: step, m: m, g: g, logG: math.Log(g), whole: whole, linear: linear, exponent: exponent,
		constant: c.Kind == SBG || c.C == 1,
		// Nearly alike customers stay as the nodes have them for much longer: until
		// outlasting others has moved their propensities by half of the spread.
		reach: max(.3*x.reach, .5*c.Beta/math.Sqrt(c.Alpha)),
		dense: min(math.Ceil(pathDense*max(1, 1/step)), 12*pathDense),
	}
	copy(p.w, w)
	return p.tail()
}

func (x *Mixture) bottomAlpha(c *Curve) float64 {
	if c.Kind == BDW {
		return c.Alpha * c.C
	}
	return c.Alpha
}

// closedTail adds up w/(1 - g(1-q)) over the nodes, q being the same at every
// decision.
func (x *Mixture) closedTail(w []float64, low int, step, m, g float64) float64 {
	node := x.memory.node[:len(x.P)]
	x.Hazards(node, step)
	node = node[low : low+len(w)]
	all, sum := 0.0, 0.0
	capped := m*node[len(node)-1] > 1
	first := len(w)
	for i, v := range w {
		q := m * node[i]
		if q >= 1 {
			q = 1
			first = min(first, i)
		}
		all += v
		sum += v / ((1 - g) + g*q)
	}
	if all == 0 {
		return 1
	}
	if capped && first < len(w) {
		below, above := kink(m, node, first)
		if first > 0 {
			sum -= g * w[first-1] * below / ((1 - g) + g*m*node[first-1])
		}
		sum -= g * w[first] * above
	}
	if low == 0 && x.bottom.nodes == 2 && len(w) > 2 && 1-g < 10*m*node[2] {
		for i := range 2 {
			sum -= w[i] / ((1 - g) + g*m*node[i])
		}
		sum += x.bottom.closed(w, node, m, g)
	}
	return sum / all
}

// closed adds up w/(1-g+g m n) over the lattice that the first two nodes stand
// for. What became of their shares w, by (1-p)^pos or the like, is exponential in
// p; their hazards n, a/n = 1/u + b.
func (b *bottom) closed(w, node []float64, m, g float64) float64 {
	u0, u1 := b.u[0], b.u[1]
	v0, v1 := w[0]/b.weights[0], w[1]/b.weights[1]
	if !(v0 > 0 && v1 > 0) {
		return w[0]/((1-g)+g*m*node[0]) + w[1]/((1-g)+g*m*node[1])
	}
	fall := math.Log(v0/v1) / (u1 - u0)
	share := v0 * math.Exp(fall*u0) // of the lattice's points, at p = 0
	a := (1/u0 - 1/u1) / (1/node[0] - 1/node[1])
	bend := a/node[1] - 1/u1
	left, slope := 1-g, g*m*a
	sum, weight, u := 0.0, 1.0, 1.0
	thinner, smaller := math.Exp(-b.alpha*b.step), math.Exp(-b.step)
	for range 400 {
		curved := u * (math.Abs(fall) + math.Abs(bend))
		if curved+u*slope/left < 1e-7 {
			return share * (sum + weight/(1-thinner)/left)
		}
		if left == 0 && curved < 1e-7 {
			return share * (sum + weight/u/(1-thinner/smaller)/slope)
		}
		sum += weight * math.Exp(-fall*u) / (left + slope*u/(1+bend*u))
		weight *= thinner
		u *= smaller
	}
	return share * sum
}
