package retention

import "math"

// logBetaRatio returns log(B(a, y) / B(a, y+d)) for a, y > 0 and d >= 0:
//
//	log [ Gamma(y) Gamma(y+a+d) / (Gamma(y+a) Gamma(y+d)) ]
//
// It is never negative, and precise to a few units in the last place however
// small it is beside the four log-gammas: their leading terms are combined by
// hand into terms of the result's own size. Small y are raised by
// Gamma(y+1) = y Gamma(y) until Stirling's series holds.
func logBetaRatio(a, y, d float64) float64 {
	if d > a {
		a, d = d, a // the function is symmetric in them
	}
	if a > math.MaxFloat64 {
		return math.Inf(1)
	}
	raised := 0.0 // product of the factors 1 + t, less 1
	for y < 10 {
		t := a / y * (d / (y + d + a))
		raised += t + raised*t
		y++
	}
	ya, yd, yad := y+a, y+d, y+a+d
	sum := d*math.Log1p(a/y) + a*math.Log1p(d/ya)
	if share := a / ya * (d / yd); share < .5 {
		sum += (yd - .5) * math.Log1p(-share)
	} else {
		sum += (yd - .5) * math.Log(y/yd*(yad/ya))
	}
	sum += a / ya * (d / yd) * ((y + yad) / y / yad) / 12
	sum += stirlingRest(yad) - stirlingRest(ya) - stirlingRest(yd) + stirlingRest(y)
	if raised > 0 {
		sum += math.Log1p(raised)
	}
	return sum
}

// logGammaRise returns log(Gamma(y+a) / Gamma(y)) for a, y > 0, to a few units
// in the last place of itself or 1. Its differences are what logBetaRatio says
// precisely, at a third of the price.
func logGammaRise(a, y float64) float64 {
	above, below := 1.0, 1.0
	for y < 10 {
		above *= y + a
		below *= y
		y++
	}
	rise := (y+a-.5)*math.Log1p(a/y) + a*(math.Log(y)-1) + stirling(y+a) - stirling(y)
	if below != 1 {
		rise -= math.Log(above / below)
	}
	return rise
}

// stirling is Stirling's series for log Gamma(z) from its z^-1 term on.
func stirling(z float64) float64 { return 1/(12*z) + stirlingRest(z) }

// stirlingRest is Stirling's series for log Gamma(z) from its z^-3 term on,
// to 1e-16 for z >= 10.
func stirlingRest(z float64) float64 {
	u := 1 / z
	v := u * u
	return u * v * (-1./360 + v*(1./1260+v*(-1./1680+v*(1./1188+v*(-691./360360)))))
}
