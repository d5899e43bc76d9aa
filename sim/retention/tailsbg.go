package retention

import "math"

// sbgTail is the tail of an sBG curve over whole renewals. A multiplied sBG
// hazard is an sBG hazard again: with a = m scale alpha and n = alpha + beta + x0
// the i-th hazard is a/(n+i-1), and the sum is 2F1(1, n-a; n; g). Hazards fall,
// so that only the first can be 1, and then nothing follows it.
func sbgTail(c *Curve, x0, m, g float64) float64 {
	n := c.Alpha + c.Beta + x0
	before, weight := 0.0, 1.0
	for ; c.Scale*c.Alpha > n; n++ { // capped before m acts
		before += weight
		weight *= g * (1 - min(1, m))
		if weight < 1e-17*before {
			return before
		}
	}
	a := m * c.Scale * c.Alpha
	if a >= n {
		return before + weight
	}
	if c.diverges(1, m, g) {
		return math.Inf(1)
	}
	if sum, ok := hyper(a, n-a, n, g); ok {
		return before + weight*sum
	}
	return before + weight*smoothTail(c, n-c.Alpha-c.Beta, 1, m, g)
}

// hyper returns 2F1(1, b; c; g) for a = c-b > 0, b > 0, 0 < g <= 1, where it
// converges, and whether it is sure of a relative 1e-10. It is not where a is
// near a whole number and g near 1.
func hyper(a, b, c, g float64) (sum float64, ok bool) {
	if g == 1 {
		return (c - 1) / (a - 1), true // Gauss
	}
	left := 1 - g
	switch {
	case left > .1:
		return hyperSeries(b, c, g)
	case left*c > 8:
		return hyperFraction(a, b, c, g)
	}
	return hyperNearOne(a, b, c, g)
}

// hyperSeries adds up the definition.
func hyperSeries(b, c, g float64) (sum float64, ok bool) {
	term := 1.0
	for range 1000 {
		sum += term
		term *= g * (b / c)
		b++
		c++
		if term < 1e-12*(1-g)*sum {
			return sum + term/(1-g*b/c), true
		}
	}
	return 0, false
}

// hyperFraction is Gauss's continued fraction by the modified method of Lentz
// (Thompson & Barnett).
func hyperFraction(a, b, c, g float64) (sum float64, ok bool) {
	f, numerator, denominator := 1.0, 1.0, 0.0
	for k := 0.0; k < 300; k++ {
		var t float64
		if i := math.Floor(k / 2); k == 2*i {
			t = -(b + i) * (c - 1 + i) / ((c - 1 + k) * (c + k)) * g
		} else {
			t = -(i + 1) * (a + i) / ((c - 1 + k) * (c + k)) * g
		}
		denominator = 1 / (1 + t*denominator)
		numerator = 1 + t/numerator
		change := numerator * denominator
		f *= change
		if math.Abs(change-1) < 1e-14 {
			return 1 / f, true
		}
	}
	return 0, false
}

// hyperNearOne is the connection formula to 1-g, Abramowitz & Stegun 15.3.6, of
// which the second function is elementary here:
//
//	(c-1)/(a-1) 2F1(1, b; 2-a; 1-g)
//	  + (1-g)^(a-1) g^(1-c) Gamma(c) Gamma(1-a) / Gamma(b)
//
// Both parts grow without bound as a nears a whole number.
func hyperNearOne(a, b, c, g float64) (sum float64, ok bool) {
	left := 1 - g
	term, series, largest := 1.0, 0.0, 1.0
	for k := 0.0; ; k++ {
		series += term
		term *= (b + k) / (2 - a + k) * left
		size := math.Abs(term)
		if k+2 > a && size < 1e-17*math.Abs(series) {
			break
		}
		if !(size < 1e12) || k > 200 {
			return 0, false
		}
		largest = max(largest, size)
	}
	gammaC, _ := math.Lgamma(c)
	gammaB, _ := math.Lgamma(b)
	gammaA, sign := math.Lgamma(1 - a)
	factor := (c - 1) / (a - 1)
	other := float64(sign) * math.Exp((a-1)*math.Log(left)+(1-c)*math.Log(g)+gammaC-gammaB+gammaA)
	sum = factor*series + other
	const unit = 4e-16
	slack := unit * (math.Abs(factor)*largest*(1+1/math.Abs(a-math.Round(a))) +
		math.Abs(other)*(4+math.Abs(gammaC)+math.Abs(gammaB)+1/math.Abs(a-math.Round(a))))
	return sum, slack < 1e-10*sum
}
