package variate

import "math"

// Chance is a probability prepared for many binomial draws.
type Chance struct {
	p      float64 // at most 1/2: of the event, or of its opposite
	mirror bool    // p is the opposite's probability
	logQ   float64 // -log(1-p)
	odds   float64 // p/(1-p)
	whole  float64 // the probability as given
}

// Prepare returns the Chance of an event of probability p. p <= 0 never
// happens, p >= 1 always, and NaN gives NaN counts.
func Prepare(p float64) Chance {
	c := Chance{p: p, whole: p}
	if p > 0.5 {
		c.p = 1 - p
		c.mirror = true
	}
	if c.p > 0 {
		c.logQ = -log1mp(c.p)
		c.odds = c.p / (1 - c.p)
	}
	return c
}

// Binomial returns the number of events among n independent ones of probability
// p: the smallest k with P(X <= k) >= U. It is 0 for n <= 0 or p <= 0, n for
// p >= 1, and NaN if n or p is NaN. n is a whole number up to 2^53.
func Binomial(n, p float64, at *Point) float64 {
	c := Prepare(p)
	return c.Binomial(n, at)
}

// Binomial is the draw of the function of that name, at c's probability.
func (c *Chance) Binomial(n float64, at *Point) float64 {
	mean := n * c.p
	if !(mean > 0) {
		return c.certain(n)
	}
	if c.mirror {
		return n - c.mirrored(n, mean, at)
	}
	if mean < climbMean {
		if at.U < climbTop {
			return math.Min(c.climb(n, at.U), n)
		}
	} else if k, sure := nearest(mean, mean*(1-c.p), 1-2*c.p, at.Z(), n, 1); sure {
		return k
	}
	return c.settle(n, mean, target{u: at.U, v: 1 - at.U}, at.Z())
}

// mirrored counts the opposite events: n minus the smallest k with F(k) >= U is
// the smallest j with G(j) > 1 - U, G being the opposite's distribution.
func (c *Chance) mirrored(n, mean float64, at *Point) float64 {
	u := 1 - at.U
	if mean < climbMean {
		if u < climbTop {
			return math.Min(c.climb(n, math.Nextafter(u, 2)), n)
		}
	} else if k, sure := nearest(mean, mean*(1-c.p), 1-2*c.p, -at.Z(), n, 1); sure {
		return k
	}
	return c.settle(n, mean, target{u: u, v: at.U, strict: true}, -at.Z())
}

func (c *Chance) climb(n, u float64) float64 {
	return climb(expNeg(n*c.logQ), -c.odds, (n+1)*c.odds, u)
}

func (c *Chance) settle(n, mean float64, t target, w float64) float64 {
	if mean < climbExactMean && t.u < climbTop {
		u := t.u
		if t.strict {
			u = math.Nextafter(u, 2)
		}
		if k := c.climb(n, u); k >= 0 {
			return math.Min(k, n)
		}
	}
	l := binomialLaw(n, c.p)
	return l.settle(t, expand(mean, mean*(1-c.p), 1-2*c.p, w))
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
