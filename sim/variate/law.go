package variate

import "math"

type family uint8

const (
	binomial family = iota
	poisson
	negBinomial
)

// law is one distribution of the Panjer class, for the exact path. It knows its
// probabilities and both of its tails to a relative accuracy of about 1e-13.
type law struct {
	family family
	size   float64 // binomial: n; negative binomial: mean/(dispersion-1)
	p      float64 // binomial: 0 < p <= 1/2
	mean   float64
	spread float64 // variance / mean
	a, b   float64 // f(k)/f(k-1) = a + b/k
	last   float64 // the largest possible count
}

func binomialLaw(n, p float64) law {
	q := 1 - p
	return law{family: binomial, size: n, p: p, mean: n * p, spread: q, a: -p / q, b: (n + 1) * p / q, last: n}
}

func poissonLaw(mean float64) law {
	return law{family: poisson, mean: mean, spread: 1, b: mean, last: math.Inf(1)}
}

func negBinomialLaw(mean, dispersion float64) law {
	r := mean / (dispersion - 1)
	theta := (dispersion - 1) / dispersion
	return law{family: negBinomial, size: r, mean: mean, spread: dispersion,
		a: theta, b: (r - 1) * theta, last: math.Inf(1)}
}

// probability returns f(k).
func (l *law) probability(k float64) float64 {
	switch l.family {
	case binomial:
		switch k {
		case 0:
			return math.Exp(l.size * math.Log1p(-l.p))
		case l.size:
			return math.Exp(l.size * math.Log(l.p))
		}
		n := l.size
		at := split{a: k, b: n - k, lambda: excess(k, n, l.p), ratioA: l.mean / k, ratioB: n * (1 - l.p) / (n - k)}
		return at.bell()
	case poisson:
		if k == 0 {
			return math.Exp(-l.mean)
		}
		at := split{a: k, b: math.Inf(1), lambda: k - l.mean, ratioA: l.mean / k}
		return at.bell()
	default:
		if k == 0 {
			return math.Exp(-l.size * math.Log1p(l.spread-1))
		}
		r := l.size
		at := split{a: r, b: k, lambda: (l.mean - k) / l.spread,
			ratioA: (r + k) / r / l.spread, ratioB: l.a * (r + k) / k}
		return r / (r + k) * at.bell()
	}
}

// excess returns k - n p with the rounding error of the product taken back.
func excess(k, n, p float64) float64 {
	hi := n * p
	return (k - hi) - math.FMA(n, p, -hi)
}

// around holds what a decision about k and about k-1 needs: the tails on both
// sides of k and the probability between them, each by itself and not as a
// difference.
type around struct {
	below, at, above float64 // P(X < k), P(X = k), P(X > k)
}

// around returns the tails beside k. The smaller of the two is accurate
// relative to itself, the other one relative to 1.
func (l *law) around(k float64) around {
	f := l.probability(k)
	if tail, upper, ok := l.fromBeta(k); ok {
		if upper {
			return around{1 - tail, f, max(tail-f, 0)}
		}
		return around{tail, f, max(1-tail-f, 0)}
	}
	if l.family == negBinomial && l.spread > longTail {
		return l.fromFraction(k, f)
	}
	rising := (k+1)*(1-l.a) <= l.b // f(k+1) >= f(k)
	s := around{below: -1, at: f, above: -1}
	if rising || k <= 64 {
		s.below = f * l.sumDown(k)
	}
	if !rising {
		s.above = f * l.sumUp(k)
	}
	if s.below < 0 {
		s.below = max(1-s.above-f, 0)
	}
	if s.above < 0 {
		s.above = max(1-s.below-f, 0)
	}
	return s
}

// fromBeta returns the smaller of P(X >= k) (upper true) and P(X < k) from the
// uniform expansion, where that converges.
func (l *law) fromBeta(k float64) (tail float64, upper, ok bool) {
	const (
		leastSize = 100
		farthest  = 0.1
	)
	var a, b, lambda float64 // P(X >= k) = I_x(a, b)
	switch l.family {
	case binomial:
		a, b = k, l.size-k+1
		lambda = excess(k, l.size+1, l.p)
	case poisson:
		a, b = k, math.Inf(1)
		lambda = k - l.mean
	default:
		a, b = k, l.size
		lambda = (k - l.mean) / l.spread
	}
	small := math.Min(a, b)
	if small < leastSize || math.Abs(lambda) > farthest*small {
		return 0, false, false
	}
	if lambda >= 0 {
		tail, ok = betaTail(a, b, lambda)
		return tail, true, ok
	}
	tail, ok = betaTail(b, a, -lambda)
	return tail, false, ok
}

// longTail is the dispersion from which adding up the tail of a negative binomial
// takes longer than its continued fraction.
const longTail = 50

// fromFraction returns the tails of a negative binomial, P(X < k) = I_x(r, k) and
// P(X > k) = I_y(k+1, r) with x = 1/dispersion, from the one whose continued
// fraction converges fast, unless the other is so small that it is wanted itself.
func (l *law) fromFraction(k, f float64) around {
	r, x, y := l.size, 1/l.spread, l.a
	below, above := 0.0, -1.0
	quick := x*(r+k+2) < r+1
	if quick && k > 0 {
		// x^r y^k / (r B(r, k)) = f(k) k/r
		below = f * k / r * betaFraction(r, k, x)
	}
	if !quick || below+f > 0.9 {
		above = f * betaFraction(k+1, r, y) * y * (r + k) / (k + 1)
		return around{max(1-above-f, 0), f, above}
	}
	return around{below, f, max(1-below-f, 0)}
}

// sumUp returns P(X > k)/f(k), for k at or above the mode.
func (l *law) sumUp(k float64) float64 {
	term, sum := 1.0, 0.0
	for j := k + 1; j <= l.last; j++ {
		term *= l.a + l.b/j
		sum += term
		if term < 1e-17*sum {
			break
		}
	}
	return sum
}

// sumDown returns P(X < k)/f(k), for k at or below the mode.
func (l *law) sumDown(k float64) float64 {
	term, sum := 1.0, 0.0
	for j := k; j >= 1; j-- {
		term *= j / (l.a*j + l.b)
		sum += term
		if term < 1e-17*sum {
			break
		}
	}
	return sum
}
