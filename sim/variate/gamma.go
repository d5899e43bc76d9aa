package variate

import "math"

// Gamma returns the quantile at U of the gamma distribution of the given shape
// and scale 1, to a relative accuracy of 1e-10 or better. It is 0 for shape <=
// 0 and where the quantile is below the smallest number, +Inf for +Inf, and NaN
// for NaN.
//
// A Cornish-Fisher expansion to eight terms gives the quantile of a large shape
// outright and a start for others; from there on it is Newton's iteration on
// the logarithm of the smaller tail over the logarithm of the quantile, with
// Halley's correction.
func Gamma(shape float64, at *Point) float64 {
	if !(shape > 0 && shape < math.Inf(1)) {
		return extremeMean(shape)
	}
	w := at.Z()
	if shape >= 1 {
		x, sure := gammaExpand(shape, w)
		if sure {
			return x
		}
		if !(x > 0.01*shape) {
			x = gammaCorner(shape, at.U)
		}
		return gammaRefine(shape, at.U, x)
	}
	return gammaRefine(shape, at.U, gammaStart(shape, at.U))
}

// gammaExpand returns the Cornish-Fisher quantile and whether it is within 1e-10
// of the true one, relative to it.
func gammaExpand(shape, w float64) (x float64, sure bool) {
	ww := w * w
	e := 1 / shape
	root := math.Sqrt(shape)
	odd := 1 + e*((ww-7)*(1.0/36)+
		e*((ww*(1.0/4320)+8.0/1215)*ww-433.0/38880+
			e*(((-ww*(139.0/5443200)-1451.0/48988800)*ww+289517.0/146966400)*ww+289717.0/146966400)))
	even := (ww-1)*(1.0/3) +
		e*((-ww*(1.0/270)-7.0/810)*ww+8.0/405+
			e*(((ww*(1.0/17010)-1.0/840)*ww-923.0/204120)*ww+184.0/25515))
	x = shape + (root*w*odd + even)
	// The first term left out is of order w^8/shape^3.
	margin := (0.01 + 1e-5*ww*ww*ww*ww) * e * e * e
	return x, margin < 1e-10*x
}

// gammaCorner returns the quantile by the leading term of the distribution
// function, x^shape/Gamma(shape+1), which is below the true one.
func gammaCorner(shape, u float64) float64 {
	lg, _ := math.Lgamma(shape + 1)
	return math.Exp((math.Log(u) + lg) / shape)
}

// gammaStart returns a first guess for shape < 1.
func gammaStart(shape, u float64) float64 {
	x := gammaCorner(shape, u)
	if x < 0.5 {
		return x
	}
	// The upper tail is near x^(shape-1) exp(-x)/Gamma(shape).
	lg, _ := math.Lgamma(shape)
	y := -math.Log1p(-u) - lg
	if y > 1 {
		return y - (1-shape)*math.Log(y)
	}
	return 1
}

// gammaRefine improves x > 0 until a further step would change it by less than
// 1e-12 of itself.
func gammaRefine(shape, u, x float64) float64 {
	v := 1 - u
	lo, hi := 0.0, math.Inf(1)
	for range 100 {
		if x == 0 {
			return 0
		}
		lower, upper, density := gammaTails(shape, x)
		// density is x f(x), the derivative over log x.
		var step float64
		if lower < upper {
			g := density / lower
			step = newton(math.Log(u/lower), g, shape-x-g)
		} else {
			g := density / upper
			step = newton(math.Log(v/upper), -g, shape-x+g)
		}
		if math.Abs(step) <= 1e-6 {
			return x + x*step // the error of Halley's step is of the third order
		}
		if step > 0 {
			lo = x
		} else {
			hi = x
		}
		next := x * math.Exp(step)
		if !(next > lo && next < hi) {
			switch {
			case math.IsInf(hi, 1):
				next = 2 * x
			case lo == 0:
				next = x / 1024
			default:
				next = lo + (hi-lo)/2
			}
		}
		x = next
	}
	return x
}

// newton returns the step to take from a distance to go, a slope, and the
// logarithmic derivative of the slope, which corrects it to Halley's step.
func newton(distance, slope, bend float64) float64 {
	step := distance / slope
	return step / (1 + math.Max(-0.5, math.Min(0.5, step*bend/2)))
}

// gammaTails returns P(shape, x), Q(shape, x) and x f(x). The smaller of the
// tails is accurate relative to itself.
func gammaTails(shape, x float64) (lower, upper, density float64) {
	inf := math.Inf(1)
	lambda := shape - x
	at := split{a: shape, b: inf, lambda: lambda, ratioA: x / shape}
	peak := at.bell() // x^shape exp(-x)/Gamma(shape+1)
	density = shape * peak
	if shape >= 100 && math.Abs(lambda) <= 0.1*shape {
		if lambda >= 0 {
			if p, ok := betaTail(shape, inf, lambda); ok {
				return p, 1 - p, density
			}
		} else if q, ok := betaTail(inf, shape, -lambda); ok {
			return 1 - q, q, density
		}
	}
	if x < shape+1 {
		term, sum := 1.0, 1.0
		for n := 1.0; term > 1e-17*sum; n++ {
			term *= x / (shape + n)
			sum += term
		}
		p := peak * sum
		return p, 1 - p, density
	}
	q := density * gammaFraction(shape, x)
	return 1 - q, q, density
}

// gammaFraction returns Q(shape, x)/(x f(x)) for x >= shape + 1 by Legendre's
// continued fraction, evaluated with Lentz's method.
func gammaFraction(shape, x float64) float64 {
	const tiny = 1e-300
	b := x + 1 - shape
	c := 1 / tiny
	d := 1 / b
	h := d
	for i := 1.0; i < 100000; i++ {
		an := -i * (i - shape)
		b += 2
		d = an*d + b
		if math.Abs(d) < tiny {
			d = tiny
		}
		c = b + an/c
		if math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		delta := d * c
		h *= delta
		if math.Abs(delta-1) < 1e-16*2 {
			break
		}
	}
	return h
}
