package purchase

import (
	"errors"
	"math"
)

// ErrNotConverged is returned by fits whose search found no maximum: there are no
// parameters to report.
var ErrNotConverged = errors.New("the likelihood's maximum was not found")

// maxParams is the most parameters a likelihood of this package has.
const maxParams = 4

type vector [maxParams]float64
type matrix [maxParams][maxParams]float64

// likelihood is a log-likelihood of n positive parameters; at writes its gradient
// and Hessian.
type likelihood interface {
	at(params vector, gradient *vector, hessian *matrix) float64
}

// limits are the box in which a search goes on; lower ones are above 0.
type limits struct {
	n      int
	lo, hi vector
}

// optimum is a maximum within limits. side is -1 or 1 for a parameter that stands
// at its lower or upper limit because the likelihood rises beyond it.
type optimum struct {
	params vector
	value  float64
	stdErr vector // NaN where the information is singular or the parameter at a limit
	side   [maxParams]int
}

// maximise climbs to the maximum of f from start: Newton steps in the logarithms
// of the parameters with Levenberg's damping, parameters at a limit being held
// there while the gradient points outwards. It has converged where a further
// step would gain less than 1e-8 (and 1e-14 of the value, about what rounding of
// the sum leaves): parameters are then within 1e-3 standard errors.
func maximise(f likelihood, start vector, box limits) (optimum, error) {
	at := point{f: f, box: box}
	for i := range box.n {
		at.logs[i] = math.Log(min(max(start[i], box.lo[i]), box.hi[i]))
	}
	at.evaluate()
	damping := 1e-3
	for range 500 {
		if math.IsNaN(at.value) || math.IsInf(at.value, 0) {
			return optimum{}, ErrNotConverged
		}
		if gain, ok := at.promise(); ok && gain <= 1e-8+1e-14*math.Abs(at.value) {
			return at.optimum(), nil
		}
		next, ok := at.step(damping)
		if ok && next.value > at.value {
			at = next
			damping = max(damping/10, 1e-12)
			continue
		}
		if damping *= 10; damping > 1e12 {
			return optimum{}, ErrNotConverged
		}
	}
	return optimum{}, ErrNotConverged
}

// point is a place of the search with the derivatives in the logarithms.
type point struct {
	f        likelihood
	box      limits
	logs     vector
	params   vector
	value    float64
	gradient vector
	hessian  matrix
}

func (p *point) evaluate() {
	for i := range p.box.n {
		p.params[i] = min(max(math.Exp(p.logs[i]), p.box.lo[i]), p.box.hi[i])
	}
	var g vector
	var h matrix
	p.value = p.f.at(p.params, &g, &h)
	for i := range p.box.n {
		p.gradient[i] = g[i] * p.params[i]
		for j := range p.box.n {
			p.hessian[i][j] = h[i][j] * p.params[i] * p.params[j]
		}
		p.hessian[i][i] += p.gradient[i]
	}
}

// side says whether parameter i is at a limit that its gradient points beyond.
func (p *point) side(i int) int {
	switch {
	case p.logs[i] <= math.Log(p.box.lo[i]) && p.gradient[i] < 0:
		return -1
	case p.logs[i] >= math.Log(p.box.hi[i]) && p.gradient[i] > 0:
		return 1
	}
	return 0
}

func (p *point) free() (list []int) {
	for i := range p.box.n {
		if p.side(i) == 0 {
			list = append(list, i)
		}
	}
	return list
}

// promise returns what an undamped Newton step would gain by the quadratic model.
// It is not ok where the surface is not concave and its gradient not flat.
func (p *point) promise() (gain float64, ok bool) {
	free := p.free()
	steep := 0.0
	for _, i := range free {
		steep = max(steep, math.Abs(p.gradient[i]))
	}
	if steep == 0 {
		return 0, true
	}
	lower, ok := cholesky(p, free, 0)
	if !ok {
		return steep, steep <= 1e-9
	}
	d := lower.solve(p.gradient, free)
	for k, i := range free {
		gain += p.gradient[i] * d[k] / 2
	}
	return gain, true
}

// step returns the point after a damped step; moves are at most e^2-fold.
func (p *point) step(damping float64) (point, bool) {
	free := p.free()
	lower, ok := cholesky(p, free, damping)
	if !ok {
		return point{}, false
	}
	d := lower.solve(p.gradient, free)
	longest := 0.0
	for k := range free {
		longest = max(longest, math.Abs(d[k]))
	}
	shrink := min(1, 2/longest)
	next := point{f: p.f, box: p.box, logs: p.logs}
	for k, i := range free {
		lo, hi := math.Log(p.box.lo[i]), math.Log(p.box.hi[i])
		next.logs[i] = min(max(p.logs[i]+shrink*d[k], lo), hi)
	}
	next.evaluate()
	return next, !math.IsNaN(next.value)
}

func (p *point) optimum() optimum {
	o := optimum{params: p.params, value: p.value}
	for i := range p.box.n {
		o.side[i] = p.side(i)
		o.stdErr[i] = math.NaN()
	}
	free := p.free()
	lower, ok := cholesky(p, free, 0)
	if !ok {
		return o
	}
	for k, i := range free {
		var unit vector
		unit[i] = 1
		if variance := lower.solve(unit, free)[k]; variance < 1e8 {
			o.stdErr[i] = math.Sqrt(variance) * p.params[i]
		}
	}
	return o
}

// factor is the Cholesky factor of a small matrix.
type factor struct {
	n int
	l matrix
}

// cholesky factors -hessian over the free parameters, its diagonal raised by
// damping times (itself + 1). It is not ok where that is not positive definite
// to rounding.
func cholesky(p *point, free []int, damping float64) (factor, bool) {
	f := factor{n: len(free)}
	for i := range free {
		for j := range i + 1 {
			sum := -p.hessian[free[i]][free[j]]
			diagonal := sum
			if i == j {
				diagonal = sum + damping*(math.Abs(sum)+1)
				sum = diagonal
			}
			for k := range j {
				sum -= f.l[i][k] * f.l[j][k]
			}
			if i != j {
				f.l[i][j] = sum / f.l[j][j]
				continue
			}
			if !(sum > 1e-13*diagonal) {
				return factor{}, false
			}
			f.l[i][i] = math.Sqrt(sum)
		}
	}
	return f, true
}

// solve returns the solution for the right-hand side's free entries, by their
// position in free.
func (f factor) solve(right vector, free []int) (x vector) {
	for i := range f.n {
		sum := right[free[i]]
		for k := range i {
			sum -= f.l[i][k] * x[k]
		}
		x[i] = sum / f.l[i][i]
	}
	for i := f.n - 1; i >= 0; i-- {
		sum := x[i]
		for k := i + 1; k < f.n; k++ {
			sum -= f.l[k][i] * x[k]
		}
		x[i] = sum / f.l[i][i]
	}
	return x
}
