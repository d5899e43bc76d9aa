package summary

import "math"

// Moments accumulates the count, mean, variance and range of the finite values
// it is given, one pass and without keeping them. Infinite values and NaN (a
// value that does not exist: null) are counted apart and enter no other
// figure. The zero value is empty and ready.
//
// The mean and the sum of squared deviations are updated, and merged, as in
//
//	d = mean_b - mean_a
//	mean = mean_a + d * n_b / n
//	M2 = M2_a + M2_b + d^2 * n_a * n_b / n
//
// which loses no digits where the mean is large against the spread. The result
// is a pure function of the values, their order and the order of merging;
// another order may change the last bits. Values beyond about 1e154 can make
// the variance overflow to +Inf.
//
// Source: Welford (1962); Chan, Golub & LeVeque, "Updating Formulae and a
// Pairwise Algorithm for Computing Sample Variances" (1979), eq. 2.1.
type Moments struct {
	n, negInf, posInf, nulls int
	mean, m2                 float64
	min, max                 float64
}

// Add counts one value in.
func (m *Moments) Add(x float64) {
	if m.countedApart(x) {
		return
	}
	if m.n == 0 {
		m.n, m.mean, m.min, m.max = 1, x, x, x
		return
	}
	m.n++
	d := x - m.mean
	m.mean += d / float64(m.n)
	m.m2 += d * (x - m.mean)
	m.min = min(m.min, x)
	m.max = max(m.max, x)
}

// countedApart counts x if it is infinite or NaN, and says whether it was.
func (m *Moments) countedApart(x float64) bool {
	switch {
	case x-x == 0:
		return false
	case math.IsNaN(x):
		m.nulls++
	case x > 0:
		m.posInf++
	default:
		m.negInf++
	}
	return true
}

// AddAll counts a block of values in: their own mean first, then squared
// deviations from it, then a Merge. It is faster than Add one by one and at
// least as accurate, but its last bits may differ from it.
func (m *Moments) AddAll(values []float64) {
	sum, low, high := total(values)
	if sum-sum == 0 && len(values) > 0 { // all of them are finite
		b := finite(values, sum, low, high)
		m.Merge(&b)
		return
	}
	for _, x := range values {
		m.Add(x)
	}
}

// total returns the sum and the range of the values, four sums at a time for
// speed. The sum is not finite if any value isn't. Each value is compared with
// the range so far, which few extend, rather than with its neighbour, which half
// do: a branch that is guessed right costs next to nothing.
func total(values []float64) (sum, low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	var s0, s1, s2, s3 float64
	for ; len(values) >= 4; values = values[4:] {
		a, b, c, d := values[0], values[1], values[2], values[3]
		s0, s1, s2, s3 = s0+a, s1+b, s2+c, s3+d
		if a < low || b < low || c < low || d < low {
			low = min(low, a, b, c, d)
		}
		if a > high || b > high || c > high || d > high {
			high = max(high, a, b, c, d)
		}
	}
	sum = (s0 + s1) + (s2 + s3)
	for _, x := range values {
		sum += x
		low, high = min(low, x), max(high, x)
	}
	return sum, low, high
}

// finite returns the moments of finite values, given their sum and range.
func finite(values []float64, sum, low, high float64) Moments {
	n := float64(len(values))
	// Rounding can put a mean outside the values' range.
	mean := min(max(sum/n, low), high)
	var f0, f1, g0, g1 float64
	rest := values
	for ; len(rest) >= 2; rest = rest[2:] {
		a, b := rest[0]-mean, rest[1]-mean
		f0, f1 = f0+a, f1+b
		g0, g1 = g0+a*a, g1+b*b
	}
	for _, x := range rest {
		f0 += x - mean
		g0 += (x - mean) * (x - mean)
	}
	first, second := f0+f1, g0+g1
	return Moments{
		n: len(values), min: low, max: high,
		mean: min(max(mean+first/n, low), high),
		m2:   max(second-first*first/n, 0),
	}
}

// Merge counts in everything that o has counted; o is left as it is.
func (m *Moments) Merge(o *Moments) {
	m.negInf += o.negInf
	m.posInf += o.posInf
	m.nulls += o.nulls
	if o.n == 0 {
		return
	}
	if m.n == 0 {
		m.n, m.mean, m.m2, m.min, m.max = o.n, o.mean, o.m2, o.min, o.max
		return
	}
	a, b := float64(m.n), float64(o.n)
	d := o.mean - m.mean
	m.n += o.n
	m.mean += d * (b / (a + b))
	m.m2 += o.m2 + d*d*(a*(b/(a+b)))
	m.min = min(m.min, o.min)
	m.max = max(m.max, o.max)
}

// N returns the number of finite values.
func (m *Moments) N() int { return m.n }

// Infinite returns how many values were -Inf and +Inf.
func (m *Moments) Infinite() (neg, pos int) { return m.negInf, m.posInf }

// Nulls returns how many values were NaN.
func (m *Moments) Nulls() int { return m.nulls }

// Mean returns the mean of the finite values, NaN if there are none. Where
// infinite values occur, Expectation is the mean of all.
func (m *Moments) Mean() float64 {
	if m.n == 0 {
		return math.NaN()
	}
	return m.mean
}

// Expectation returns the mean of all values but nulls: Mean where all are
// finite, infinite where infinite values of one sign occur, NaN where both
// occur or there are no values.
func (m *Moments) Expectation() float64 {
	switch {
	case m.posInf > 0 && m.negInf > 0:
		return math.NaN()
	case m.posInf > 0:
		return math.Inf(1)
	case m.negInf > 0:
		return math.Inf(-1)
	}
	return m.Mean()
}

// Variance returns the sample variance (divisor n-1) of the finite values, NaN
// for fewer than two.
func (m *Moments) Variance() float64 {
	if m.n < 2 {
		return math.NaN()
	}
	return m.m2 / float64(m.n-1)
}

// SD returns the sample standard deviation (divisor n-1) of the finite values,
// NaN for fewer than two.
func (m *Moments) SD() float64 { return math.Sqrt(m.Variance()) }

// StdErr returns the Monte Carlo standard error of the mean, SD / sqrt(n), of
// independent values; NaN for fewer than two. Latin hypercube and Sobol trials
// are not independent: use Between there.
func (m *Moments) StdErr() float64 { return m.SD() / math.Sqrt(float64(m.n)) }

// Min returns the smallest finite value, NaN if there are none.
func (m *Moments) Min() float64 {
	if m.n == 0 {
		return math.NaN()
	}
	return m.min
}

// Max returns the largest finite value, NaN if there are none.
func (m *Moments) Max() float64 {
	if m.n == 0 {
		return math.NaN()
	}
	return m.max
}

// lowest returns the smallest value, infinite ones included.
func (m *Moments) lowest() float64 {
	switch {
	case m.negInf > 0:
		return math.Inf(-1)
	case m.n == 0 && m.posInf > 0:
		return math.Inf(1)
	}
	return m.Min()
}

// highest returns the largest value, infinite ones included.
func (m *Moments) highest() float64 {
	switch {
	case m.posInf > 0:
		return math.Inf(1)
	case m.n == 0 && m.negInf > 0:
		return math.Inf(-1)
	}
	return m.Max()
}
