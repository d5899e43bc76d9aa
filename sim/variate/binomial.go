package variate

import "math"

// Chance is a probability prepared for many binomial draws.
type Chance struct {
	p     float64 // at most 1/2: of the event, or of its opposite
	whole float64 // the probability as given; p is the opposite's if above 1/2
	decay float64 // -log(1-p), and
	odds  float64 // p/(1-p): 0 until they are asked for
}

// Prepare returns the Chance of an event of probability p. p <= 0 never
// happens, p >= 1 always, and NaN gives NaN counts.
func Prepare(p float64) Chance {
	small := p
	if p > 0.5 {
		small = 1 - p
	}
	return Chance{p: small, whole: p}
}

// climb is climb for the less likely outcome among n.
func (c *Chance) climb(n, u float64) float64 {
	if c.decay == 0 {
		c.decay, c.odds = -log1mp(c.p), c.p/(1-c.p)
	}
	return climb(expNeg(n*c.decay), -c.odds, (n+1)*c.odds, u)
}

// Binomial returns the number of events among n independent ones of probability
// p: the smallest k with P(X <= k) >= U. It is 0 for n <= 0 or p <= 0, n for
// p >= 1, and NaN if n or p is NaN. n is a whole number up to 2^53.
func Binomial(n, p float64, at *Point) float64 {
	if p <= 0.5 && n*p >= climbMean {
		// The expansion needs nothing of what Prepare computes.
		if k, sure := quick(n*p, n*p*(1-p), 1-2*p, at.Z()); sure {
			return within(k, n)
		}
	}
	c := Prepare(p)
	return c.Binomial(n, at)
}

// Binomial is the draw of the function of that name, at c's probability.
func (c *Chance) Binomial(n float64, at *Point) float64 {
	mean := n * c.p
	if !(mean > 0) {
		return c.certain(n)
	}
	if c.whole > 0.5 {
		return n - c.opposite(n, mean, at)
	}
	if mean < climbMean {
		if at.U < climbTop {
			return within(c.climb(n, at.U), n)
		}
	} else if k, sure := quick(mean, mean*(1-c.p), 1-2*c.p, at.Z()); sure {
		return within(k, n)
	}
	return c.settle(n, mean, target{u: at.U, v: 1 - at.U}, at.Z())
}

// opposite counts the opposite events: n minus the smallest k with F(k) >= U is
// the smallest j with G(j) > 1 - U, G being the opposite's distribution.
func (c *Chance) opposite(n, mean float64, at *Point) float64 {
	t := target{u: 1 - at.U, v: at.U, strict: true}
	if mean < climbMean {
		if t.u < climbTop {
			return within(c.climb(n, t.least()), n)
		}
	} else if k, sure := quick(mean, mean*(1-c.p), 1-2*c.p, -at.Z()); sure {
		return within(k, n)
	}
	return c.settle(n, mean, t, -at.Z())
}

// settle decides what the quick ways could not.
func (c *Chance) settle(n, mean float64, t target, w float64) float64 {
	x, margin := smoother(mean, mean*(1-c.p), 1-2*c.p, w)
	if mean >= climbMean {
		if k, sure := nearest(x, margin, w); sure {
			return within(k, n)
		}
		if mean < climbExactMean && t.u < climbTop {
			if k := c.climb(n, t.least()); k >= 0 {
				return within(k, n)
			}
		}
	}
	l := binomialLaw(n, c.p)
	return l.settle(t, x)
}

// within returns k confined to 0..n, for expansions that end beside them.
func within(k, n float64) float64 {
	if k < 0 {
		return 0
	}
	if k > n {
		return n
	}
	return k
}

// certain returns the count where chance has no part in it.
func (c *Chance) certain(n float64) float64 {
	switch {
	case math.IsNaN(n) || math.IsNaN(c.whole):
		return math.NaN()
	case n <= 0 || c.whole <= 0:
		return 0
	case c.whole >= 1:
		return n
	}
	return 0 // n p is below the smallest number
}
