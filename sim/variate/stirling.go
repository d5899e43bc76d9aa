package variate

import "math"

// stirlingError returns log(x!) - [log(2 pi x)/2 + x log x - x] for x > 0, to an
// absolute accuracy of 1e-16: 1/(12x) - 1/(360x^3) + ...; 0 at +Inf.
func stirlingError(x float64) float64 {
	shift := 0.0
	for x < 16 {
		// error(x) - error(x+1) = (x + 1/2) log(1 + 1/x) - 1
		shift += logGap(x)
		x++
	}
	r := 1 / x
	rr := r * r
	return shift + r*(1.0/12-rr*(1.0/360-rr*(1.0/1260-rr*(1.0/1680-rr*(1.0/1188-rr*(691.0/360360-rr*(1.0/156)))))))
}

// logGap returns (x + 1/2) log(1 + 1/x) - 1 without cancellation: with
// z = 1/(2x+1) it is artanh(z)/z - 1.
func logGap(x float64) float64 {
	if x < 1 {
		return (x+0.5)*math.Log1p(1/x) - 1
	}
	z := 1 / (2*x + 1)
	return artanhRest(z*z) * z * z
}

// artanhRest returns (artanh(z)/z - 1)/z^2 = 1/3 + t/5 + t^2/7 + ... at t = z^2
// <= 1/9.
func artanhRest(t float64) float64 {
	sum := 0.0
	for i := 37.0; i >= 3; i -= 2 {
		sum = sum*t + 1/i
	}
	return sum
}

// logExcess returns x - log(1+x) for x > -1 to nearly full relative accuracy.
// ratio is 1+x, from a formula that does not lose it where x is near -1.
func logExcess(x, ratio float64) float64 {
	if x < -0.4 || x > 0.9 {
		return x - math.Log(ratio)
	}
	r := x / (x + 2)
	t := r * r
	terms := artanhSeries[:]
	if t < 1e-3 {
		terms = artanhSeries[len(artanhSeries)-6:]
	}
	sum := 0.0
	for _, c := range terms {
		sum = sum*t + c
	}
	return 2 * t * (1/(1-r) - r*sum)
}

// artanhSeries holds 1/(2i+3) in falling order of i.
var artanhSeries = func() (c [18]float64) {
	for i := range c {
		c[len(c)-1-i] = 1 / float64(2*i+3)
	}
	return c
}()

// split is a division of a whole a+b that is to be compared with the expected
// one, (a+b) x and (a+b) y with x + y = 1. b may be +Inf, with (a+b) x a finite
// mean: the limit from binomial to Poisson.
type split struct {
	a, b   float64
	lambda float64 // a - (a+b) x, free of cancellation
	ratioA float64 // (a+b) x / a, likewise
	ratioB float64 // (a+b) y / b, likewise
}

// deviance returns log of the ratio of the maximum of x^a y^b, which is at x =
// a/(a+b), to its value.
func (s *split) deviance() float64 {
	d := s.a * logExcess(-s.lambda/s.a, s.ratioA)
	if !math.IsInf(s.b, 1) {
		d += s.b * logExcess(s.lambda/s.b, s.ratioB)
	}
	return d
}

// bell returns x^a y^b Gamma(a+b+1)/(Gamma(a+1) Gamma(b+1)) for positive a and
// b: the binomial probability of a among a+b, or for b = +Inf the Poisson
// probability of a.
//
// Source: Loader, "Fast and Accurate Computation of Binomial Probabilities"
// (2000), with the deviance written in lambda.
func (s *split) bell() float64 {
	width := s.a
	corr := -stirlingError(s.a)
	if !math.IsInf(s.b, 1) {
		width = s.a * (s.b / (s.a + s.b))
		corr += stirlingError(s.a+s.b) - stirlingError(s.b)
	}
	return math.Exp(corr-s.deviance()) / math.Sqrt(2*math.Pi*width)
}
