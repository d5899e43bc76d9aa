package purchase

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// BGNBD is a fitted BG/NBD model of repeat purchases; see the package comment.
type BGNBD struct {
	R, Alpha float64 // purchase rates while alive: Gamma(shape R, rate Alpha), Alpha in the summaries' time unit
	A, B     float64 // drop-out after a repeat purchase: Beta(A, B)

	// StdErr are the standard errors of R, Alpha, A, B from the observed
	// information; NaN where a parameter is not identified.
	StdErr [4]float64

	LogLik    float64
	AIC, BIC  float64 // BIC takes the number of customers as the sample size
	Customers float64 // sum of Count
	Repeats   float64 // their repeat purchases

	// Identified is false where the data do not tell the parameters apart or the
	// likelihood rises up to a limit of the search; Warning says what that means.
	// The expectations hold all the same.
	Identified bool
	Warning    string
}

// ErrNoRepeats is returned where nobody bought twice: neither a rate nor a
// drop-out can be told from such data.
var ErrNoRepeats = errors.New("no customer has a repeat purchase")

// FitBGNBD fits the model by maximum likelihood. The log-likelihood of one
// customer is
//
//	ln G(r+x) - ln G(r) + r ln alpha + ln B(a, b+x) - ln B(a, b)
//	+ ln[ (alpha+T)^-(r+x) + [x > 0] a/(b+x-1) (alpha+t_x)^-(r+x) ]
//
// with the last sum taken in logarithms, so that neither many purchases nor long
// times overflow. Equal summaries are worth one with their counts added up, and
// summaries with Count 0 do nothing.
//
// start, where not nil, is where the search begins (a fit of similar data, for
// bootstrap replicates); otherwise, or where it fails from there, several places
// are tried and the best maximum is taken. Shapes are sought from 1e-3 to 1e4.
//
// Errors: *RowError for an impossible summary, ErrNoRepeats, ErrNotConverged.
func FitBGNBD(summaries []Summary, start *BGNBD) (BGNBD, error) {
	data, err := newHistories(summaries)
	if err != nil {
		return BGNBD{}, err
	}
	longest := 0.0
	for _, t := range data.times.values {
		longest = max(longest, t)
	}
	box := limits{n: 4,
		lo: vector{1e-3, 1e-7 * longest, 1e-3, 1e-3},
		hi: vector{1e4, 1e9 * longest, 1e4, 1e4}}
	best, err := searches(data, data.starts(start), start != nil, box)
	if err != nil {
		return BGNBD{}, fmt.Errorf("BG/NBD on %v customers with %v repeat purchases: %w", data.customers, data.repeats, err)
	}
	m := BGNBD{
		R: best.params[0], Alpha: best.params[1], A: best.params[2], B: best.params[3],
		StdErr: best.stdErr, LogLik: best.value,
		AIC: 8 - 2*best.value, BIC: 4*math.Log(data.customers) - 2*best.value,
		Customers: data.customers, Repeats: data.repeats,
	}
	m.Warning = bgnbdDoubts(best)
	m.Identified = m.Warning == ""
	return m, nil
}

// searches climbs from the starts and returns the best maximum; with trusted, the
// first start's is taken if it lies inside the box.
func searches(f likelihood, starts []vector, trusted bool, box limits) (best optimum, err error) {
	best.value = math.Inf(-1)
	for i, start := range starts {
		found, failed := maximise(f, start, box)
		if failed != nil {
			continue
		}
		if found.value > best.value {
			best = found
		}
		if i == 0 && trusted && found.side == [maxParams]int{} {
			break
		}
	}
	if math.IsInf(best.value, -1) {
		return best, ErrNotConverged
	}
	return best, nil
}

// bgnbdDoubts says what a maximum at a limit, or on a ridge, means.
func bgnbdDoubts(o optimum) string {
	var doubts []string
	say := func(at bool, what string) {
		if at {
			doubts = append(doubts, what)
		}
	}
	say(o.side[0] > 0 || o.side[1] > 0, "purchase rates do not differ measurably between customers (r at its limit)")
	say(o.side[0] < 0 || o.side[1] < 0, "nearly all purchases are those of a few customers (r at its lower limit)")
	say(o.side[2] < 0 || (o.side[3] > 0 && o.side[2] <= 0), "no customer is seen to stop buying (drop-out a/(a+b) at its lower limit)")
	say(o.side[2] > 0 && o.side[3] <= 0 || o.side[3] < 0, "drop-out is at its limit: customers stop after the first repeat purchase or stay")
	say(o.side[2] > 0 && o.side[3] > 0, "drop-out does not differ measurably between customers (a, b at their limits)")
	if len(doubts) == 0 {
		say(true, undetermined(o, "r", "alpha", "a", "b"))
	}
	return strings.Join(doubts, "; ")
}

// undetermined names the parameters whose standard error exceeds them or does not
// exist; "" where there are none.
func undetermined(o optimum, names ...string) string {
	var loose []string
	for i, name := range names {
		if !(o.stdErr[i] <= o.params[i]) {
			loose = append(loose, name)
		}
	}
	if len(loose) == 0 {
		return ""
	}
	return "the data do not determine " + strings.Join(loose, ", ") + " (standard error above the estimate)"
}

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
	r, alpha, a, b := params[0], params[1], params[2], params[3]
	*gradient, *hessian = vector{}, matrix{}
	sum := d.counts(params, gradient, hessian)
	for i, t := range d.times.values {
		d.logs[i] = math.Log(alpha + t)
		d.reciprocals[i] = 1 / (alpha + t)
	}
	var gr, ga, gA, gB, hrr, hra, haa, hrA, hrB, haA, haB, hAA, hAB, hBB float64
	for end, n := range d.once {
		if n == 0 {
			continue
		}
		inverse := d.reciprocals[end]
		sum -= n * r * d.logs[end]
		gr -= n * d.logs[end]
		ga -= n * r * inverse
		hra -= n * inverse
		haa += n * r * inverse * inverse
	}
	logA := math.Log(a)
	logB := make([]float64, len(d.xs.values))
	for i, x := range d.xs.values {
		logB[i] = math.Log(b + x - 1)
	}
	for _, h := range d.returned {
		n, x := h.count, d.xs.values[h.x]
		rx, bx := r+x, 1/(b+x-1)
		logEnd, logLast := d.logs[h.end], d.logs[h.last]
		end, last := d.reciprocals[h.end], d.reciprocals[h.last]

		// gone is the posterior probability of having dropped out at t_x.
		logOdds := logA - logB[h.x] + rx*(logEnd-logLast)
		var gone, extra float64
		if logOdds > 0 {
			e := math.Exp(-logOdds)
			gone, extra = 1/(1+e), logOdds+math.Log1p(e)
		} else {
			e := math.Exp(logOdds)
			gone, extra = e/(1+e), math.Log1p(e)
		}
		sum += n * (extra - rx*logEnd)
		alive := 1 - gone
		gr -= n * (alive*logEnd + gone*logLast)
		ga -= n * rx * (alive*end + gone*last)
		gA += n * gone / a
		gB -= n * gone * bx

		// The Hessian of a log of two terms: their own, weighted, and the spread of
		// their gradients.
		both := n * gone * alive
		dr, da, dA, dB := logEnd-logLast, rx*(end-last), 1/a, -bx
		hrr += both * dr * dr
		hra += both*dr*da - n*(alive*end+gone*last)
		haa += both*da*da + n*rx*(alive*end*end+gone*last*last)
		hrA += both * dr * dA
		hrB += both * dr * dB
		haA += both * da * dA
		haB += both * da * dB
		hAA += both*dA*dA - n*gone*dA*dA
		hAB += both * dA * dB
		hBB += both*dB*dB + n*gone*dB*dB
	}
	for i, g := range [4]float64{gr, ga, gA, gB} {
		gradient[i] += g
	}
	for i, row := range [4][4]float64{
		{hrr, hra, hrA, hrB}, {hra, haa, haA, haB}, {hrA, haA, hAA, hAB}, {hrB, haB, hAB, hBB}} {
		for j, h := range row {
			hessian[i][j] += h
		}
	}
	return sum
}

// counts is the part of the likelihood that depends on a customer by x alone.
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
	hessian[1][0], hessian[3][2] = hessian[0][1], hessian[2][3]
	return sum
}
