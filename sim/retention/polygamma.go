package retention

import "math"

// polygamma returns the first and the second derivative of log Gamma at y+a, and
// what each is there more than at y, for a, y > 0. The values are good to 1e-14
// of themselves or 1; the differences to 1e-13 of themselves, however small they
// are, for their leading terms are combined by hand. Both come from asymptotic
// series for y >= 10, below which y is raised by f(y+1) = f(y) + 1/y and
// f(y+1) = f(y) - 1/y^2.
func polygamma(a, y float64) (digamma, trigamma, digammaRise, trigammaRise float64) {
	for y < 10 {
		low, high := 1/y, 1/(y+a)
		step := a * low * high
		digamma -= high
		trigamma += high * high
		digammaRise += step
		trigammaRise -= step * (low + high)
		y++
	}
	low, high := 1/y, 1/(y+a)
	step := a * low * high
	digammaLow, trigammaLow := polygammaRest(low)
	digammaHigh, trigammaHigh := polygammaRest(high)
	digamma += math.Log(y+a) - high/2 - digammaHigh
	trigamma += high + high*high/2 + trigammaHigh
	digammaRise += math.Log1p(a/y) + step/2 - (digammaHigh - digammaLow)
	trigammaRise += -step - step*(low+high)/2 + (trigammaHigh - trigammaLow)
	return digamma, trigamma, digammaRise, trigammaRise
}

// polygammaRest is what the asymptotic series of the two have after their first
// two terms, by u = 1/x, the first one negative.
func polygammaRest(u float64) (digamma, trigamma float64) {
	v := u * u
	digamma = v * (1./12 - v*(1./120-v*(1./252-v*(1./240-v*(1./132-v*(691./32760))))))
	trigamma = u * v * (1./6 - v*(1./30-v*(1./42-v*(1./30-v*(5./66-v*(691./2730))))))
	return digamma, trigamma
}
