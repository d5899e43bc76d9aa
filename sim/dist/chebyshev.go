package dist

import "math"

// degree is that of the polynomials of a piecewise approximation.
const degree = 17

var chebyshevNodes, chebyshevCosines = chebyshevTables()

// chebyshevTables returns the roots x_j of T_(degree+1), rising, and T_k(x_j).
func chebyshevTables() (nodes [degree + 1]float64, cosines [degree + 1][degree + 1]float64) {
	const n = degree + 1
	for j := range nodes {
		for k := range cosines {
			quarter := (2*(n-1-j) + 1) * k % (4 * n) // the angle in units of pi/2n, within a turn
			cosines[k][j] = math.Cos(float64(quarter) * (math.Pi / (2 * n)))
		}
		nodes[j] = cosines[1][j]
	}
	return nodes, cosines
}

// polynomial holds Chebyshev coefficients on [mid-half, mid+half].
type polynomial struct {
	mid, half float64
	c         []float64
}

// interpolate returns the polynomial through the values at the Chebyshev
// nodes of [lo, hi].
func interpolate(lo, hi float64, values *[degree + 1]float64) polynomial {
	p := polynomial{mid: lo/2 + hi/2, half: hi/2 - lo/2, c: make([]float64, degree+1)}
	for k := range p.c {
		sum := 0.0
		for j, v := range values {
			sum += v * chebyshevCosines[k][j]
		}
		p.c[k] = 2 * sum / (degree + 1)
	}
	p.c[0] /= 2
	return p
}

// rest returns the size of the last two coefficients, which tells how well the
// polynomial has converged.
func (p polynomial) rest() float64 {
	n := len(p.c)
	return math.Abs(p.c[n-1]) + math.Abs(p.c[n-2])
}

// trimmed drops the trailing coefficients that together stay within tolerance.
func (p polynomial) trimmed(tolerance float64) polynomial {
	n := len(p.c)
	for dropped := 0.0; n > 2; n-- {
		if dropped += math.Abs(p.c[n-1]); dropped > tolerance {
			break
		}
	}
	p.c = append([]float64(nil), p.c[:n]...)
	return p
}

// at evaluates the polynomial by Clenshaw's recurrence.
func (p *polynomial) at(x float64) float64 {
	x = (x - p.mid) / p.half
	twice := 2 * x
	var b1, b2 float64
	for k := len(p.c) - 1; k > 0; k-- {
		b1, b2 = p.c[k]+twice*b1-b2, b1
	}
	return p.c[0] + x*b1 - b2
}

// integral returns the antiderivative that is 0 at the lower end.
func (p polynomial) integral() polynomial {
	n := len(p.c)
	q := polynomial{mid: p.mid, half: p.half, c: make([]float64, n+1)}
	at := func(k int) float64 {
		if k < n {
			return p.c[k]
		}
		return 0
	}
	sign, start := -1.0, 0.0
	for k := 1; k <= n; k++ {
		before := at(k - 1)
		if k == 1 {
			before *= 2
		}
		q.c[k] = p.half * (before - at(k+1)) / (2 * float64(k))
		start += sign * q.c[k]
		sign = -sign
	}
	q.c[0] = -start
	return q
}
