package analysis

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mat"

	"holdfast/sim"
)

// Decision is the choice that flips are about: the scenario of the best expected
// metric, among all of the plan's where no scenario was compared, otherwise
// between the two.
type Decision struct {
	Among []string // names, in the plan's order
	// Best has the best mean; "" where there is no choice, or the metric is
	// infinite or does not exist in some trial.
	Best string
	// Next is the second best, Lead its mean distance from the best, at least 0,
	// and SE that distance's standard error. Told: the lead is larger than two of
	// them.
	Next     string
	Lead, SE float64
	Told     bool
}

// Flip is what would have to be true of one input for the choice to change: with
// the input in the region, another scenario has the better expected metric, the
// other inputs as they are distributed (those that correlate with it moving
// along), luck averaged out.
type Flip struct {
	// At is the value nearest to the median at which the best scenario changes;
	// of a discrete input the nearest value at which another is best; 0 for what
	// fails or does not happen, 1 for what works or happens. Low and High bound
	// it by two standard errors of the difference there.
	At, Low, High float64
	Below         bool    // the nearest region lies below At
	To            string  // the scenario that is best there
	Probability   float64 // that another scenario than the best is best, over all regions
}

const (
	flipGrid    = 400 // quantiles of an input at which the choice is looked at
	fewestCases = 30  // trials of a discrete value from which a mean is taken
)

// decisionTrials is the number of draws, without customers' luck, that the
// choice and its flips are found from.
const decisionTrials = 4096

// decide finds the best scenario and where the choice flips. The expected
// difference between two scenarios given one input is regressed on a natural
// cubic spline of it; of a discrete input it is the mean by value.
func (r *sensitivityRun) decide() error {
	for _, s := range r.among {
		r.out.Decision.Among = append(r.out.Decision.Among, r.m.Scenarios[s].Name)
	}
	if len(r.among) < 2 {
		return nil
	}
	m := *r.m
	m.Noise, m.Trials = sim.NoiseNone, decisionTrials
	m.Scenarios = r.m.Scenarios[:1:1]
	var at []int // indexes into m.Scenarios of what can be chosen
	for _, s := range r.among {
		if s > 0 {
			m.Scenarios = append(m.Scenarios, r.m.Scenarios[s])
			at = append(at, len(m.Scenarios)-1)
		} else {
			at = append(at, 0)
		}
	}
	known := r.features(m.Trials)
	y := make([][]float64, len(at)) // the larger, the better
	for k := range y {
		y[k] = make([]float64, m.Trials)
	}
	sign := 1.0
	if r.o.Metric.LowerIsBetter() {
		sign = -1
	}
	finite := true
	err := r.evaluate(&m, m.Trials, func(e *sim.Evaluator, i int, d *sim.Draw) {
		e.Drawn(i, d)
		r.record(known, i, d)
	}, func(i int, v *sim.Valuation) {
		for k, s := range at {
			x := sign * v.Metrics[s][0]
			y[k][i] = x
			finite = finite && x-x == 0
		}
	})
	if err != nil {
		return err
	}
	if !finite {
		r.warn("no_choice", "", "%s is infinite or does not exist in some futures, so that expectations cannot rank the scenarios", r.o.Metric)
		return nil
	}
	best := r.rank(y)
	for _, x := range known {
		x.entry.Flip = r.flip(x, y, best)
	}
	return nil
}

// rank sets the decision from the outcomes by scenario and returns the best.
func (r *sensitivityRun) rank(y [][]float64) int {
	order := make([]int, len(y))
	means := make([]float64, len(y))
	for k := range y {
		order[k], means[k] = k, meanValue(y[k])
	}
	sort.SliceStable(order, func(a, b int) bool { return means[order[a]] > means[order[b]] })
	d := &r.out.Decision
	best, next := order[0], order[1]
	d.Best, d.Next, d.Lead = d.Among[best], d.Among[next], means[best]-means[next]
	n := float64(len(y[best]))
	square := 0.0
	for i := range y[best] {
		e := y[best][i] - y[next][i] - d.Lead
		square += e * e
	}
	if n > 1 {
		d.SE = math.Sqrt(square / (n - 1) / n)
	}
	d.Told = d.Lead > 2*d.SE
	return best
}

func meanValue(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// flip returns where the choice flips in one input; nil where it does nowhere,
// or nowhere by more than two standard errors.
func (r *sensitivityRun) flip(x feature, y [][]float64, best int) *Flip {
	if atoms := r.atoms(x); atoms != nil {
		return r.flipAmong(atoms, x, y, best)
	}
	fit := fitSpline(x.values, y, best)
	if fit == nil {
		return nil
	}
	law := r.m.Inputs[x.entry.Input].Dist
	at := make([]float64, flipGrid)
	rival := make([]int, flipGrid) // the best scenario's index at each
	resolved := false
	for g := range at {
		at[g] = law.Quantile((float64(g) + 0.5) / flipGrid)
		gain, se, k := fit.best(at[g])
		rival[g] = best
		if gain > 0 {
			rival[g] = k
			resolved = resolved || gain > 2*se
		}
	}
	if !resolved {
		return nil
	}
	f := &Flip{At: math.NaN()}
	nearest := math.Inf(1)
	for g := range at {
		if rival[g] != best {
			f.Probability += 1.0 / flipGrid
		}
		if g == 0 || (rival[g] == best) == (rival[g-1] == best) {
			continue
		}
		if away := math.Abs(float64(g)/flipGrid - 0.5); away < nearest {
			nearest = away
			f.Below = rival[g] == best
			f.To = r.out.Decision.Among[rival[g]]
			if f.Below {
				f.To = r.out.Decision.Among[rival[g-1]]
			}
			f.At = bisect(at[g-1], at[g], func(v float64) bool { gain, _, _ := fit.best(v); return (gain > 0) == f.Below })
		}
	}
	if math.IsNaN(f.At) { // another is best throughout: the choice does not turn on this input
		return nil
	}
	f.Low, f.High = fit.around(f.At, at)
	return f
}

// bisect returns the value between low, where holds is true, and high, where it
// is not, at which that changes.
func bisect(low, high float64, holds func(v float64) bool) float64 {
	for range 50 {
		middle := low + (high-low)/2
		if holds(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low + (high-low)/2
}

// atoms lists the values of what is discrete, nil where it is continuous.
func (r *sensitivityRun) atoms(x feature) []Atom {
	if x.entry.Kind == FactorInput {
		if in := &r.m.Inputs[x.entry.Input]; in.Table == 0 {
			return Atoms(in.Dist)
		}
		return nil
	}
	index := r.out.Factors[x.entry.Factor].Index
	of := &r.m.Initiatives
	if x.entry.Kind == FactorEvent {
		of = &r.m.Events
	}
	p := chanceOf(&(*of)[index], r.middle.Inputs)
	if (*of)[index].Success.Input > 0 { // an uncertain chance: as often as it was so
		p = meanValue(x.values)
	}
	return []Atom{{0, 1 - p}, {1, p}}
}

// flipAmong looks at the values of a discrete input one by one.
func (r *sensitivityRun) flipAmong(atoms []Atom, x feature, y [][]float64, best int) *Flip {
	sorted := slices.Clone(x.values)
	slices.Sort(sorted)
	median := sorted[len(sorted)/2]
	var f *Flip
	nearest := math.Inf(1)
	probability := 0.0
	resolved := false
	for _, a := range atoms {
		gain, se, k, n := 0.0, 0.0, best, 0
		for s := range y {
			if s == best {
				continue
			}
			var sum, square float64
			n = 0
			for i, v := range x.values {
				if v == a.Value {
					d := y[s][i] - y[best][i]
					sum, square, n = sum+d, square+d*d, n+1
				}
			}
			mean := sum / float64(n)
			if n >= fewestCases && mean > gain {
				gain, k = mean, s
				se = math.Sqrt(math.Max(0, square/float64(n)-mean*mean) / float64(n-1))
			}
		}
		if k == best {
			continue
		}
		probability += a.Probability
		resolved = resolved || gain > 2*se
		if away := math.Abs(a.Value - median); away < nearest {
			nearest = away
			f = &Flip{At: a.Value, Low: a.Value, High: a.Value, Below: a.Value < median, To: r.out.Decision.Among[k]}
		}
	}
	if !resolved || probability > 1-1e-9 {
		return nil
	}
	f.Probability = probability
	return f
}

// splineFit is a regression of every scenario's advantage over the best one on a
// natural cubic spline of one input.
type splineFit struct {
	knots    []float64
	inverse  mat.SymDense // of X'X
	beta     [][]float64  // by scenario; nil for the best one
	variance []float64    // of the residuals
}

// splineShares are the quantiles of the input at which knots lie.
var splineShares = [...]float64{0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98}

// fitSpline returns nil where the input takes too few values to fit.
func fitSpline(x []float64, y [][]float64, best int) *splineFit {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	f := &splineFit{beta: make([][]float64, len(y)), variance: make([]float64, len(y))}
	for _, p := range splineShares {
		k := sorted[int(p*float64(len(sorted)-1))]
		if n := len(f.knots); n == 0 || k > f.knots[n-1] {
			f.knots = append(f.knots, k)
		}
	}
	if len(f.knots) < 2 || len(x) < 10*len(splineShares) {
		return nil
	}
	p := len(f.knots)
	rows := make([][]float64, len(x))
	gram := mat.NewSymDense(p, nil)
	for i, v := range x {
		rows[i] = f.row(v)
		gram.SymRankOne(gram, 1, mat.NewVecDense(p, rows[i]))
	}
	var c mat.Cholesky
	if !c.Factorize(gram) || c.InverseTo(&f.inverse) != nil {
		return nil
	}
	for s := range y {
		if s == best {
			continue
		}
		right := mat.NewVecDense(p, nil)
		for i, row := range rows {
			right.AddScaledVec(right, y[s][i]-y[best][i], mat.NewVecDense(p, row))
		}
		beta := mat.NewVecDense(p, nil)
		if err := c.SolveVecTo(beta, right); err != nil {
			return nil
		}
		f.beta[s] = beta.RawVector().Data
		for i, row := range rows {
			e := y[s][i] - y[best][i] - dot(row, f.beta[s])
			f.variance[s] += e * e / float64(len(x)-p)
		}
	}
	return f
}

// row is the basis at v: 1, v and the natural cubic terms of Hastie, Tibshirani
// & Friedman, "The Elements of Statistical Learning", eq. 5.4 and 5.5, with v
// measured in distances between the outer knots.
func (f *splineFit) row(v float64) []float64 {
	p := len(f.knots)
	low, width := f.knots[0], f.knots[p-1]-f.knots[0]
	t := func(k int) float64 { return (f.knots[k] - low) / width }
	x := (v - low) / width
	cube := func(k int) float64 { c := math.Max(0, x-t(k)); return c * c * c }
	d := func(k int) float64 { return (cube(k) - cube(p-1)) / (t(p-1) - t(k)) }
	row := make([]float64, p)
	row[0], row[1] = 1, x
	for k := range p - 2 {
		row[2+k] = d(k) - d(p-2)
	}
	return row
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// best is the largest advantage of another scenario at v, its standard error and
// whose it is.
func (f *splineFit) best(v float64) (gain, se float64, scenario int) {
	row := f.row(v)
	gain = math.Inf(-1)
	for s, beta := range f.beta {
		if beta == nil {
			continue
		}
		if g := dot(row, beta); g > gain {
			gain, scenario = g, s
		}
	}
	x := mat.NewVecDense(len(row), row)
	return gain, math.Sqrt(f.variance[scenario] * math.Max(0, mat.Inner(x, &f.inverse, x))), scenario
}

// around returns the interval about a crossing, among ascending values, within
// which the advantage is less than two standard errors from zero.
func (f *splineFit) around(at float64, values []float64) (low, high float64) {
	unsure := func(v float64) bool {
		gain, se, _ := f.best(v)
		return math.Abs(gain) <= 2*se
	}
	low, high = at, at
	from := sort.SearchFloat64s(values, at)
	for g := from - 1; g >= 0 && unsure(values[g]); g-- {
		low = values[g]
	}
	for g := from; g < len(values) && unsure(values[g]); g++ {
		high = values[g]
	}
	return low, high
}
