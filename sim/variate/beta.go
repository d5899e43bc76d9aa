package variate

import "math"

// betaTail returns the incomplete beta function I_x(a, b) of large a and b for
// lambda = a - (a+b) x >= 0 (x at or below the mean), and whether the expansion
// has converged to 1e-15. b = +Inf is the incomplete gamma function P(a, x) with
// lambda = a - x; a = +Inf is Q(b, y) with lambda = y - b.
//
// Source: Didonato & Morris, "Algorithm 708: Significant Digit Computation of
// the Incomplete Beta Function Ratios", ACM TOMS 18 (1992), routine BASYM, an
// asymptotic expansion in 1/sqrt(min(a, b)) that is uniform in x.
func betaTail(a, b, lambda float64) (value float64, ok bool) {
	const (
		terms = 20
		e0    = 2 / math.SqrtPi
		e1    = 1 / (2 * math.Sqrt2)
	)
	var a0, b0, c, d [terms + 1]float64
	at := split{a: a, b: b, lambda: lambda, ratioA: 1 - lambda/a, ratioB: 1 + lambda/b}
	if math.IsInf(a, 1) {
		at = split{a: b, b: a, lambda: -lambda, ratioA: 1 + lambda/b, ratioB: 1}
	}
	f := at.deviance()
	if f > 700 {
		return 0, true // below the smallest number
	}
	corr := stirlingError(a) + stirlingError(b) - stirlingError(a+b)
	z0 := math.Sqrt(f)
	z := z0 * math.Sqrt2
	z2 := 2 * f

	small, r1 := a, 1.0
	h := a / b
	if a >= b {
		small, h = b, b/a
		r1 = -1
	}
	r1 *= 1 - h
	r0 := 1 / (1 + h)
	w0 := 1 / math.Sqrt(small*(1+h))

	a0[0] = r1 * (2.0 / 3)
	c[0] = -a0[0] / 2
	d[0] = -c[0]
	j0 := math.Exp(f) * math.Erfc(z0) / (2 * e0)
	j1 := e1
	sum := j0 + d[0]*w0*j1
	s, h2, hn, w := 1.0, h*h, 1.0, w0
	zn1, zn := z, z2
	for n := 2; n <= terms; n += 2 {
		hn *= h2
		a0[n-1] = 2 * r0 * (1 + h*hn) / float64(n+2)
		s += hn
		a0[n] = 2 * r1 * s / float64(n+3)
		for i := n; i <= n+1; i++ {
			r := -0.5 * float64(i+1)
			b0[0] = r * a0[0]
			for m := 2; m <= i; m++ {
				inner := 0.0
				for j := 1; j < m; j++ {
					inner += (float64(j)*r - float64(m-j)) * a0[j-1] * b0[m-j-1]
				}
				b0[m-1] = r*a0[m-1] + inner/float64(m)
			}
			c[i-1] = b0[i-1] / float64(i+1)
			inner := 0.0
			for j := 1; j < i; j++ {
				inner += d[i-j-1] * c[j-1]
			}
			d[i-1] = -(inner + c[i-1])
		}
		j0 = e1*zn1 + float64(n-1)*j0
		j1 = e1*zn + float64(n)*j1
		zn1 *= z2
		zn *= z2
		w *= w0
		t0 := d[n-1] * w * j0
		w *= w0
		t1 := d[n] * w * j1
		sum += t0 + t1
		if math.Abs(t0)+math.Abs(t1) <= 1e-16*sum {
			return e0 * math.Exp(-f-corr) * sum, true
		}
	}
	return 0, false
}

// betaFraction returns I_x(a, b) a B(a, b) / (x^a y^b), fast for x < (a+1) /
// (a+b+2), from the continued fraction of Abramowitz & Stegun 26.5.8, evaluated
// with Lentz's method.
func betaFraction(a, b, x float64) float64 {
	const tiny = 1e-300
	guard := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c := 1.0
	d := 1 / guard(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < 1e6; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / guard(1+even*d)
		c = guard(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / guard(1+odd*d)
		c = guard(1 + odd/c)
		step := d * c
		h *= step
		if math.Abs(step-1) < 2e-16 {
			break
		}
	}
	return h
}
