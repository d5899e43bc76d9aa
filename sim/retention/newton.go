package retention

import "math"

const (
	mostParameters = 3
	mostSteps      = 400
	longestStep    = 2 // of one transformed parameter: a factor of 7
)

type (
	vector [mostParameters]float64
	matrix [mostParameters]vector
)

// summit is where a log-likelihood was evaluated or is largest.
type summit struct {
	x      vector
	value  float64
	slope  vector
	bend   matrix // second derivatives, the lower triangle
	atEdge [mostParameters]int
}

// climb is a log-likelihood of n transformed parameters in a box. evaluate sets
// value, slope and bend from x; a value that is no number or infinite is a place
// not to go.
type climb struct {
	n         int
	low, high vector
	evaluate  func(*summit)
}

// from climbs to a maximum by Newton's method, damped where the log-likelihood
// is not concave or a step does not rise (Levenberg and Marquardt), and kept in
// the box: a parameter whose slope leads out of it stays at the edge, and
// atEdge is then -1 or 1. It reports whether it got there: until another step
// promises less than 1e-12 of the log-likelihood, and that step taken.
func (c *climb) from(x vector) (top summit, ok bool) {
	for i := range c.n {
		x[i] = min(max(x[i], c.low[i]), c.high[i])
	}
	top.x = x
	c.evaluate(&top)
	if !finite(top.value) {
		return top, false
	}
	damping, promised := 0.0, math.Inf(1)
	for range mostSteps {
		c.findEdges(&top)
		step, used := c.step(&top, damping)
		gain := 0.0
		longest := 0.0
		for i := range c.n {
			gain += step[i] * top.slope[i]
			longest = max(longest, math.Abs(step[i]))
		}
		promised = gain / 2
		if longest > longestStep {
			for i := range c.n {
				step[i] *= longestStep / longest
			}
		}
		next := summit{}
		for i := range c.n {
			next.x[i] = min(max(top.x[i]+step[i], c.low[i]), c.high[i])
		}
		c.evaluate(&next)
		noise := 1e-14 * math.Abs(top.value)
		if done := promised <= 1e-12*math.Abs(top.value)+1e-300; done && used < 1e-2 {
			if finite(next.value) && next.value >= top.value-noise {
				top = next
				c.findEdges(&top)
			}
			return top, true
		}
		if finite(next.value) && next.value >= top.value-noise {
			top = next
			if damping = used / 10; damping < 1e-9 {
				damping = 0
			}
			continue
		}
		if damping = max(10*used, 1e-4); damping > 1e12 {
			return top, promised <= 1e-9*math.Abs(top.value)
		}
	}
	return top, promised <= 1e-9*math.Abs(top.value)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// findEdges marks the parameters that are kept at an edge of the box.
func (c *climb) findEdges(s *summit) {
	for i := range c.n {
		s.atEdge[i] = 0
		switch {
		case s.x[i] <= c.low[i] && s.slope[i] <= 0:
			s.atEdge[i] = -1
		case s.x[i] >= c.high[i] && s.slope[i] >= 0:
			s.atEdge[i] = 1
		}
		if c.low[i] == c.high[i] {
			s.atEdge[i] = 1
		}
	}
}

// step solves (D - bend) step = slope over the parameters that are free, with D
// the diagonal times the damping, raised until the matrix is positive definite.
func (c *climb) step(s *summit, damping float64) (step vector, used float64) {
	largest := 0.0
	for i := range c.n {
		largest = max(largest, math.Abs(s.bend[i][i]))
	}
	for used = damping; used < 1e15; used = max(10*used, 1e-9) {
		a, b := matrix{}, s.slope
		for i := range c.n {
			for j := range i {
				a[i][j] = -s.bend[i][j]
			}
			a[i][i] = -s.bend[i][i] + used*(math.Abs(s.bend[i][i])+1e-6*largest)
		}
		for i := range c.n {
			if s.atEdge[i] == 0 {
				continue
			}
			for j := range c.n {
				a[i][j], a[j][i] = 0, 0
			}
			a[i][i], b[i] = 1, 0
		}
		if c.factor(&a) {
			return c.solve(&a, b), used
		}
	}
	return vector{}, used
}

// factor replaces the lower triangle of a by its Cholesky factor.
func (c *climb) factor(a *matrix) bool {
	for i := range c.n {
		for j := range i + 1 {
			sum := a[i][j]
			for k := range j {
				sum -= a[i][k] * a[j][k]
			}
			if i > j {
				a[i][j] = sum / a[j][j]
				continue
			}
			if !(sum > 1e-14*math.Abs(a[i][i])) {
				return false
			}
			a[i][i] = math.Sqrt(sum)
		}
	}
	return true
}

func (c *climb) solve(factor *matrix, b vector) vector {
	for i := range c.n {
		for k := range i {
			b[i] -= factor[i][k] * b[k]
		}
		b[i] /= factor[i][i]
	}
	for i := c.n - 1; i >= 0; i-- {
		for k := i + 1; k < c.n; k++ {
			b[i] -= factor[k][i] * b[k]
		}
		b[i] /= factor[i][i]
	}
	return b
}

// covariance inverts the observed information at a maximum. It reports whether
// there is one: no parameter at an edge, and none of which the logarithm would
// have an error above 30, which is what a flat log-likelihood says.
func (c *climb) covariance(top *summit) (cov matrix, ok bool) {
	a := matrix{}
	for i := range c.n {
		if top.atEdge[i] != 0 {
			return cov, false
		}
		for j := range i + 1 {
			a[i][j] = -top.bend[i][j]
		}
	}
	if !c.factor(&a) {
		return cov, false
	}
	for j := range c.n {
		var unit vector
		unit[j] = 1
		column := c.solve(&a, unit)
		for i := range c.n {
			cov[i][j] = column[i]
		}
		if !(cov[j][j] < 1000) {
			return cov, false
		}
	}
	return cov, true
}

// stdErrs are the standard errors of functions of the parameters, whose
// derivatives are the rows of jacobian.
func (c *climb) stdErrs(cov *matrix, jacobian matrix) []float64 {
	errs := make([]float64, c.n)
	for k := range c.n {
		sum := 0.0
		for i := range c.n {
			for j := range c.n {
				sum += jacobian[k][i] * cov[i][j] * jacobian[k][j]
			}
		}
		errs[k] = math.Sqrt(max(0, sum))
	}
	return errs
}
