package retention

import "math"

// polygamma returns the first and the second derivative of log Gamma at x > 0,
// to 1e-14 of themselves or 1: their asymptotic series, from x >= 10 on, below
// which they are raised by f(x+1) = f(x) + 1/x and f(x+1) = f(x) - 1/x^2.
func polygamma(x float64) (digamma, trigamma float64) {
	for x < 10 {
		u := 1 / x
		digamma -= u
		trigamma += u * u
		x++
	}
	u := 1 / x
	v := u * u
	digamma += math.Log(x) - u/2 - v*(1./12-v*(1./120-v*(1./252-v*(1./240-v*(1./132-v*(691./32760))))))
	trigamma += u + v/2 + u*v*(1./6-v*(1./30-v*(1./42-v*(1./30-v*(5./66-v*(691./2730))))))
	return digamma, trigamma
}
