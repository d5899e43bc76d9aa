package sim

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"holdfast/sim/metric"
	"holdfast/sim/summary"
)

// result turns the columns into the answer. It uses up the store.
func (s *store) result(o Options) *Result {
	l := s.layout
	m := l.p.m
	r := &Result{
		Plan: PlanInfo{Name: m.Name, Currency: m.Currency, Months: m.Months, Start: m.Start, FiscalYearStart: m.FiscalYearStart},
		Run: RunInfo{
			Trials: m.Trials, Seed: m.Seed, Platform: runtime.GOOS + "/" + runtime.GOARCH,
			Sampling: m.Sampling.String(), Noise: m.Noise.String(),
		},
		Against: m.Scenarios[l.against].Name,
	}
	a := &assembly{store: s, replicates: s.replicates()}
	if n := a.replicates.count(); n > 1 {
		r.Run.Replicates = n
	}
	a.sums = s.sums.total()
	pairs := a.pairs() // before quantiles reorder the columns
	a.describe(o)
	for i := range m.Scenarios {
		r.Scenarios = append(r.Scenarios, a.scenario(i, pairs))
	}
	r.Run.RankError = a.rankError()
	r.Warnings = warnings(r, m, s.capped)
	return r
}

// assembly is a store whose columns have been described.
type assembly struct {
	store      *store
	replicates replicates
	stats      []Stat
	sums       []float64
}

// describe computes the statistics of every column, on all processors.
func (a *assembly) describe(o Options) {
	s := a.store
	a.stats = make([]Stat, len(s.columns))
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(s.columns) {
					return
				}
				a.stats[i] = s.columns[i].describe(s, i < s.layout.headline, a.replicates)
			}
		})
	}
	wg.Wait()
}

// at is the statistics of a quantity.
func (a *assembly) at(quantity int) *Stat { return &a.stats[a.store.layout.column[quantity]] }

func (a *assembly) series(first, n int) Series {
	s := Series{Mean: make([]float64, n)}
	for i := range s.Q {
		s.Q[i] = make([]float64, n)
	}
	for t := range n {
		x := a.at(first + t)
		s.Mean[t] = x.Mean
		for i := range s.Q {
			s.Q[i][t] = x.Q[i]
		}
	}
	return s
}

// monthly is the series of a measure.
func (a *assembly) monthly(x *months, m Measure) Series {
	l := a.store.layout
	n := l.p.m.Months
	s := a.series(x.first+int(m)*n, n)
	if m == MeasureDiscountedContribution && l.discount != nil {
		for t, d := range l.discount {
			s.Mean[t] *= d
			for i := range s.Q {
				s.Q[i][t] *= d
			}
		}
	}
	return s
}

func (a *assembly) scenario(i int, pairs []pair) ScenarioResult {
	l := a.store.layout
	m := l.p.m
	sc, c := &m.Scenarios[i], &l.scenarios[i]
	r := ScenarioResult{ID: sc.Name, Title: sc.Title}
	for _, j := range sc.Initiatives {
		title := m.Initiatives[j].Title
		if title == "" {
			title = m.Initiatives[j].Name
		}
		r.Initiatives = append(r.Initiatives, title)
	}
	a.metrics(&r.Metrics, c.metrics)
	for k := range r.Monthly {
		r.Monthly[k] = a.monthly(&c.monthly, Measure(k))
	}
	r.Yearly.Labels, r.Yearly.Months = l.years.labels, l.years.months
	for k := range r.Yearly.Measures {
		r.Yearly.Measures[k] = a.series(c.yearly+k*len(l.years.labels), len(l.years.labels))
	}
	for g := range c.segments {
		r.Segments = append(r.Segments, a.segment(i, g))
	}
	for j, t := range m.Targets {
		r.Targets = append(r.Targets, TargetResult{t, a.share(c.targets+j, 0.5, true)})
	}
	r.ProbabilityBest = a.bestShare(c.best)
	regret := a.at(c.regret)
	r.ExpectedRegret, r.RegretMCSE = regret.Mean, regret.MCSE
	if c.differences >= 0 {
		r.Versus = a.versus(i, pairs[i])
	}
	return r
}

// metrics copies the statistics of all metrics, each as its kind allows.
func (a *assembly) metrics(to *[NumMetrics]Stat, first int) {
	for k := range to {
		m := Metric(k)
		to[k] = *a.at(first + k)
		x := &to[k]
		if m.Kind() != KindMoney {
			x.CVaR5 = math.NaN()
		}
		x.Within12, x.Within24, x.Never = math.NaN(), math.NaN(), math.NaN()
		if m.Payback() {
			c := &a.store.columns[a.store.layout.column[first+k]]
			if x.N > 0 {
				x.Within12, x.Within24 = c.below(a.store, 12), c.below(a.store, 24)
				x.Never = 1 - c.below(a.store, math.MaxFloat64)
			}
			x.Mean, x.SD, x.MCSE = math.NaN(), math.NaN(), math.NaN()
		}
	}
}

func (a *assembly) segment(i, g int) SegmentResult {
	l := a.store.layout
	m := l.p.m
	c := &l.scenarios[i].segments[g]
	r := SegmentResult{ID: m.Segments[g].Name, Title: m.Segments[g].Title}
	a.metrics(&r.Metrics, c.metrics)
	trials := float64(m.Trials)
	at := c.sums
	for k := range r.Monthly {
		if c.monthly != nil {
			r.Monthly[k] = a.monthly(c.monthly, Measure(k))
			continue
		}
		means := make([]float64, m.Months)
		for t := range means {
			means[t] = a.sums[at+k*m.Months+t] / trials
		}
		r.Monthly[k].Mean = means
	}
	for _, x := range c.bands {
		r.Monthly[x.measure].Q = a.series(x.first, m.Months).Q
	}
	at += int(NumMeasures) * m.Months
	r.Retention = survivalCurve(a.sums[at:at+c.ages], a.sums[at+c.ages:at+2*c.ages], a.sums[at+2*c.ages:at+2*c.ages+lifetimeAges], trials)
	return r
}

// survivalCurve sets what was put in beside what was simulated: the product of
// 1 - lost/at risk over ages, as far as anybody was at risk.
func survivalCurve(atRisk, lost, input []float64, trials float64) Curve {
	c := Curve{Simulated: []float64{1}}
	for _, x := range input {
		c.Input = append(c.Input, x/trials)
	}
	s := 1.0
	for a := 1; a < min(len(atRisk), len(input)); a++ {
		if atRisk[a] == 0 {
			s = math.NaN()
		} else {
			s *= 1 - lost[a]/atRisk[a]
		}
		c.Simulated = append(c.Simulated, s)
	}
	return c
}

func (a *assembly) versus(i int, p pair) *Versus {
	l := a.store.layout
	c := &l.scenarios[i]
	v := &Versus{Against: l.p.m.Scenarios[l.against].Name}
	for j, m := range differences {
		d := &Difference{Stat: *a.at(c.differences + j)}
		if m.Kind() != KindMoney {
			d.CVaR5 = math.NaN()
		}
		d.Better = a.better(c.differences+j, m.LowerIsBetter())
		v.Differences[m] = d
	}
	v.Investment = *a.at(c.investment)
	npv := v.Differences[MetricNPV]
	v.ROI = ROI{Ratio: math.NaN(), SE: math.NaN(), Q: a.at(c.roi).Q}
	if v.Investment.Mean > 0 {
		v.ROI.Ratio, v.ROI.SE = npv.Mean/v.Investment.Mean, p.roiSE
	}
	breakeven := func(quantity int) Breakeven {
		return Breakeven{Q: a.at(quantity).Q, Never: a.share(quantity, math.MaxFloat64, true)}
	}
	v.Breakeven, v.BreakevenUndiscounted = breakeven(c.breakeven), breakeven(c.undiscounted)
	v.CostPerCustomerSaved = math.NaN()
	if v.Investment.Mean > 0 {
		v.CostPerCustomerSaved = metric.CostPerSaved(v.Investment.Mean, v.Differences[MetricClosingCustomers].Mean)
	}
	v.CumulativeDiscounted = a.series(c.cumulative, l.p.m.Months)
	v.NPVHistogram = a.histogram(c.differences, npv)
	return v
}

// better is the share of trials in which a difference is an improvement.
func (a *assembly) better(quantity int, lower bool) Share {
	if lower {
		return a.share(quantity, math.Nextafter(0, -1), false)
	}
	return a.share(quantity, 0, true)
}

// share is the share of trials with a value above x, or at most x.
func (a *assembly) share(quantity int, x float64, above bool) Share {
	s := a.store
	column := s.layout.column[quantity]
	n := a.stats[column].N
	r := Share{P: math.NaN(), Low: math.NaN(), High: math.NaN(), N: n}
	if n == 0 {
		return r
	}
	of := func(p float64) float64 {
		if above {
			return 1 - p
		}
		return p
	}
	r.P = of(s.columns[column].below(s, x))
	r.Low, r.High = summary.Wilson(r.P*float64(n), float64(n), 0.95)
	if parts := a.stats[column].shares(s, column, x, a.replicates); parts != nil {
		e := summary.Between(parts, 0.95)
		half := (e.Hi - e.Lo) / 2
		r.Low, r.High = max(0, r.P-half), min(1, r.P+half)
	}
	return r
}

// bestShare is the mean of the shares of being best.
func (a *assembly) bestShare(quantity int) Share {
	x := a.at(quantity)
	r := Share{P: x.Mean, N: x.N}
	r.Low, r.High = summary.Wilson(x.Mean*float64(x.N), float64(x.N), 0.95)
	if a.replicates.count() > 1 {
		half := x.MCSE * 1.96
		r.Low, r.High = max(0, r.P-half), min(1, r.P+half)
	}
	return r
}

// histogram counts the NPV differences in at most 60 bins.
func (a *assembly) histogram(quantity int, d *Difference) Histogram {
	s := a.store
	c := &s.columns[s.layout.column[quantity]]
	lo, hi := c.bounds(s)
	h := Histogram{Low: lo, LossShare: math.NaN()}
	if d.N == 0 || math.IsInf(lo, 0) || math.IsInf(hi, 0) {
		return h
	}
	n := float64(d.N)
	h.LossShare = c.below(s, math.Nextafter(0, -1))
	if lo == hi {
		h.Counts = []float64{n}
		return h
	}
	width := 2 * (d.Q[P75] - d.Q[P25]) / math.Cbrt(n)
	bins := 60
	if width > 0 {
		bins = int(min(60, max(1, math.Ceil((hi-lo)/width))))
	}
	h.Width = (hi - lo) / float64(bins)
	h.Counts = make([]float64, bins)
	before := 0.0
	for i := range h.Counts {
		upTo := c.below(s, lo+h.Width*float64(i+1))
		if i == bins-1 {
			upTo = 1
		}
		h.Counts[i] = (upTo - before) * n
		before = upTo
	}
	return h
}

// pair holds what is formed from two columns trial by trial.
type pair struct{ roiSE float64 }

// pairs computes the standard error of every scenario's ROI, a ratio of means,
// by the delta method.
func (a *assembly) pairs() []pair {
	s := a.store
	l := s.layout
	all := make([]pair, len(l.scenarios))
	for i := range l.scenarios {
		c := &l.scenarios[i]
		all[i].roiSE = math.NaN()
		if c.differences < 0 || !s.headlineExact {
			continue
		}
		gain, cost := s.values(l.column[c.differences]), s.values(l.column[c.investment])
		all[i].roiSE = ratioError(gain, cost, a.replicates)
	}
	return all
}

// ratioError is the standard error of mean(x)/mean(y).
func ratioError(x, y func(int) float64, r replicates) float64 {
	n := r.trials
	var sx, sy float64
	for i := range n {
		sx += x(i)
		sy += y(i)
	}
	if !(sy > 0) {
		return math.NaN()
	}
	ratio := sx / sy
	var residuals summary.Moments
	for i := range n {
		residuals.Add(x(i) - ratio*y(i))
	}
	mean := sy / float64(n)
	if r.count() <= 1 {
		return residuals.StdErr() / mean
	}
	parts := make([]float64, r.count())
	for j := range parts {
		first, last := r.design.Bounds(j)
		for i := first; i < last; i++ {
			parts[j] += (x(i) - ratio*y(i)) / float64(last-first)
		}
	}
	return summary.Between(parts, 0.95).StdErr / mean
}

// rankError is the largest of all sketches.
func (a *assembly) rankError() float64 {
	worst := 0.0
	for i := range a.store.columns {
		if c := &a.store.columns[i]; c.sample != nil {
			worst = max(worst, c.sample.RankError())
		}
	}
	return worst
}
