package purchase

import "math"

// histories are summaries as the likelihood wants them: times are numbered, so
// that a logarithm is taken once for each distinct time, and gamma functions once
// for each number of purchases.
type histories struct {
	times     interner  // all values of T and t_x
	xs        interner  // all values of x
	byX       []float64 // customers by index of x
	customers float64
	repeats   float64
	exposure  float64   // sum of T
	once      []float64 // customers with x = 0, by index of T
	returned  []history // those with x > 0

	logs, reciprocals []float64 // scratch: ln(alpha + time), 1/(alpha + time)
}

type history struct {
	x, last, end int32 // indices
	count        float64
}

func newHistories(summaries []Summary) (*histories, error) {
	d := &histories{times: newInterner(), xs: newInterner()}
	position := map[[3]int32]int32{}
	for row, s := range summaries {
		if err := s.check(); err != nil {
			return nil, &RowError{Row: row, Err: err}
		}
		if s.Count == 0 {
			continue
		}
		h := history{x: d.xs.of(s.X), last: d.times.of(s.Tx), end: d.times.of(s.T), count: s.Count}
		for len(d.byX) < len(d.xs.values) {
			d.byX = append(d.byX, 0)
		}
		d.byX[h.x] += s.Count
		d.customers += s.Count
		d.repeats += s.Count * s.X
		d.exposure += s.Count * s.T
		if s.X == 0 {
			for len(d.once) <= int(h.end) {
				d.once = append(d.once, 0)
			}
			d.once[h.end] += s.Count
			continue
		}
		key := [3]int32{h.x, h.last, h.end}
		if at, seen := position[key]; seen {
			d.returned[at].count += s.Count
			continue
		}
		position[key] = int32(len(d.returned))
		d.returned = append(d.returned, h)
	}
	if d.repeats == 0 {
		return nil, ErrNoRepeats
	}
	d.logs = make([]float64, len(d.times.values))
	d.reciprocals = make([]float64, len(d.times.values))
	return d, nil
}

// starts are places to begin at, in the scale of the data's mean purchase rate.
func (d *histories) starts(given *BGNBD) (list []vector) {
	if given != nil {
		list = append(list, vector{given.R, given.Alpha, given.A, given.B})
	}
	gap := d.exposure / d.repeats
	return append(list,
		vector{.5, .3 * gap, .8, 2.5},
		vector{3, 2 * gap, .2, 5},
		vector{.1, .05 * gap, 3, 3})
}

// at implements likelihood for r, alpha, a, b.
func (d *histories) at(params vector, gradient *vector, hessian *matrix) float64 {
	for i, t := range d.times.values {
		d.logs[i] = math.Log(params[1] + t)
		d.reciprocals[i] = 1 / (params[1] + t)
	}
	*gradient, *hessian = vector{}, matrix{}
	sum := d.counts(params, gradient, hessian) +
		d.waits(params[0], gradient, hessian) +
		d.returns(params, gradient, hessian)
	for i := range 4 {
		for j := range i {
			hessian[i][j] = hessian[j][i]
		}
	}
	return sum
}

// waits is ln of (alpha+T)^-r over the customers with x = 0.
func (d *histories) waits(r float64, gradient *vector, hessian *matrix) (sum float64) {
	for end, n := range d.once {
		inverse := d.reciprocals[end]
		sum -= n * r * d.logs[end]
		gradient[0] -= n * d.logs[end]
		gradient[1] -= n * r * inverse
		hessian[0][1] -= n * inverse
		hessian[1][1] += n * r * inverse * inverse
	}
	return sum
}

// returns is the log of the sum of two terms, alive and gone, over the customers
// with x > 0. Its gradient is the terms' own, weighted by their shares of the sum,
// and its Hessian likewise, plus the spread of the two gradients. Of the Hessian
// only the upper triangle is written.
func (d *histories) returns(params vector, gradient *vector, hessian *matrix) (sum float64) {
	r, a, b := params[0], params[2], params[3]
	logA := math.Log(a)
	logB := make([]float64, len(d.xs.values))
	for i, x := range d.xs.values {
		logB[i] = math.Log(b + x - 1)
	}
	var g vector
	var h matrix
	for _, c := range d.returned {
		n, x := c.count, d.xs.values[c.x]
		rx := r + x
		logEnd, logLast := d.logs[c.end], d.logs[c.last]
		end, last := d.reciprocals[c.end], d.reciprocals[c.last]
		gone, extra := logistic(logA - logB[c.x] + rx*(logEnd-logLast))
		alive := 1 - gone
		sum += n * (extra - rx*logEnd)

		dA, dB := 1/a, -1/(b+x-1)
		g[0] -= n * (alive*logEnd + gone*logLast)
		g[1] -= n * rx * (alive*end + gone*last)
		g[2] += n * gone * dA
		g[3] += n * gone * dB

		spread := n * gone * alive
		difference := vector{logEnd - logLast, rx * (end - last), dA, dB}
		for i := range 4 {
			for j := i; j < 4; j++ {
				h[i][j] += spread * difference[i] * difference[j]
			}
		}
		h[0][1] -= n * (alive*end + gone*last)
		h[1][1] += n * rx * (alive*end*end + gone*last*last)
		h[2][2] -= n * gone * dA * dA
		h[3][3] += n * gone * dB * dB
	}
	for i := range 4 {
		gradient[i] += g[i]
		for j := i; j < 4; j++ {
			hessian[i][j] += h[i][j]
		}
	}
	return sum
}

// logistic returns 1/(1+exp(-y)) and ln(1+exp(y)).
func logistic(y float64) (share, logSum float64) {
	if y > 0 {
		e := math.Exp(-y)
		return 1 / (1 + e), y + math.Log1p(e)
	}
	e := math.Exp(y)
	return e / (1 + e), math.Log1p(e)
}

// counts is the part of the likelihood that depends on a customer by x alone. Of
// the Hessian it writes the upper triangle.
func (d *histories) counts(params vector, gradient *vector, hessian *matrix) (sum float64) {
	r, alpha, a, b := params[0], params[1], params[2], params[3]
	for i, x := range d.xs.values {
		n := d.byX[i]
		sum += n * (logRise(r, x) + r*math.Log(alpha) - logRise(a+b, x) + logRise(b, x))
		gradient[0] += n * (digammaRise(r, x) + math.Log(alpha))
		gradient[1] += n * r / alpha
		both := digammaRise(a+b, x)
		gradient[2] -= n * both
		gradient[3] += n * (digammaRise(b, x) - both)

		hessian[0][0] += n * trigammaRise(r, x)
		hessian[0][1] += n / alpha
		hessian[1][1] -= n * r / (alpha * alpha)
		curve := trigammaRise(a+b, x)
		hessian[2][2] -= n * curve
		hessian[2][3] -= n * curve
		hessian[3][3] += n * (trigammaRise(b, x) - curve)
	}
	return sum
}
