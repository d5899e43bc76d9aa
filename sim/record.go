package sim

import (
	"math"

	"holdfast/sim/metric"
)

// block is what a run of consecutive trials gave: values by column, and sums.
type block struct {
	index  int
	trials int
	values []float64 // [column*blockTrials + trial]
	sums   []float64
	capped []string // inputs that were cut to their natural range
	err    error
}

// record writes trial i of the block from the worker's outcomes.
func (b *block) record(l *layout, w *worker, i int) {
	put := func(quantity int, x float64) { b.values[l.column[quantity]*blockTrials+i] = x }
	npv := bestNPV(w.outcome)
	against := &w.outcome[l.against]
	for s := range w.outcome {
		o, c := &w.outcome[s], &l.scenarios[s]
		for m, x := range o.metrics {
			put(c.metrics+m, x)
		}
		for j := range l.p.m.Targets {
			put(c.targets+j, hit(l, w, o, &l.p.m.Targets[j]))
		}
		regret := 0.0 // of an infinite NPV that is the best, too
		if o.metrics[MetricNPV] != npv.best {
			regret = npv.best - o.metrics[MetricNPV]
		}
		share := 0.0
		if regret == 0 {
			share = 1 / float64(npv.ties)
		}
		put(c.best, share)
		put(c.regret, regret)
		b.recordMonths(l, &o.months, &c.monthly, i)
		b.recordYears(l, &o.months, c.yearly, i)
		if s != l.against {
			b.recordVersus(l, w, s, o, against, i)
		}
		for g := range o.segments {
			for m, x := range o.segments[g] {
				put(c.segments[g].metrics+m, x)
			}
			b.recordSegment(l, w.lanes[s][g], &c.segments[g], i)
		}
	}
}

type bestOf struct {
	best float64
	ties int
}

func bestNPV(outcomes []outcome) bestOf {
	b := bestOf{best: math.Inf(-1)}
	for s := range outcomes {
		switch x := outcomes[s].metrics[MetricNPV]; {
		case x > b.best:
			b = bestOf{x, 1}
		case x == b.best:
			b.ties++
		}
	}
	return b
}

func (b *block) recordMonths(l *layout, values *[NumMeasures][]float64, x *months, i int) {
	n := l.p.m.Months
	b.values[l.column[x.first+int(MeasureOpening)*n]*blockTrials+i] = values[MeasureOpening][0]
	for _, m := range x.own {
		at := l.column[x.first+int(m)*n]*blockTrials + i // columns of a measure follow each other
		for _, v := range values[m] {
			b.values[at] = v
			at += blockTrials
		}
	}
}

func (b *block) recordYears(l *layout, months *[NumMeasures][]float64, first, i int) {
	n := len(l.years.labels)
	for m := range months {
		stock := Measure(m).Stock()
		sum, t := 0.0, 0
		for y := range n {
			for sum = 0; t < len(months[m]) && l.years.year[t] == y; t++ {
				if stock {
					sum = 0
				}
				sum += months[m][t]
			}
			b.values[l.column[first+m*n+y]*blockTrials+i] = sum
		}
	}
	// A year opens with the opening of its first month, and its churn is what
	// left over what its months opened with.
	sum := func(k Measure, y int) (s float64) {
		for t, x := range months[k] {
			if l.years.year[t] == y {
				s += x
			}
		}
		return s
	}
	for y := range n {
		at := func(k Measure) *float64 { return &b.values[l.column[first+int(k)*n+y]*blockTrials+i] }
		for t := range months[MeasureOpening] {
			if l.years.year[t] == y {
				*at(MeasureOpening) = months[MeasureOpening][t]
				break
			}
		}
		*at(MeasureCustomerChurn) = metric.Ratio(sum(MeasureChurned, y), sum(MeasureOpening, y))
	}
}

func (b *block) recordVersus(l *layout, w *worker, s int, o, against *outcome, i int) {
	c := &l.scenarios[s]
	put := func(quantity int, x float64) { b.values[l.column[quantity]*blockTrials+i] = x }
	for j, m := range differences {
		put(c.differences+j, o.metrics[m]-against.metrics[m])
	}
	extra := 0.0
	if l.p.buysCustomers(s) {
		extra = o.acquired - against.acquired
	}
	invested := metric.Investment(o.invested-against.invested, extra)
	put(c.investment, invested)
	put(c.roi, metric.ROI(o.metrics[MetricNPV]-against.metrics[MetricNPV], invested))
	var sum, discounted float64
	cumulative := w.months[:l.p.m.Months]
	for t := range cumulative {
		discounted += o.months[MeasureDiscountedContribution][t] - against.months[MeasureDiscountedContribution][t]
		cumulative[t] = discounted
		put(c.cumulative+t, discounted)
	}
	put(c.breakeven, metric.Breakeven(cumulative))
	for t := range cumulative {
		sum += o.months[MeasureContribution][t] - against.months[MeasureContribution][t]
		cumulative[t] = sum
	}
	put(c.undiscounted, metric.Breakeven(cumulative))
}

// buysCustomers reports whether an initiative of scenario s changes what is
// spent on new customers.
func (p *program) buysCustomers(s int) bool {
	for _, i := range p.m.Scenarios[s].Initiatives {
		for _, c := range p.inits[i].Changes {
			if c.Lever == LeverSpend || c.Lever == LeverCustomers || c.Lever == LeverCAC {
				return true
			}
		}
	}
	return false
}

func (b *block) recordSegment(l *layout, x *lane, c *segmentColumns, i int) {
	at := c.sums
	for m := range x.months {
		addTo(b.sums[at:at+l.p.m.Months], x.months[m])
		at += l.p.m.Months
	}
	addTo(b.sums[at:at+c.ages], x.survival.atRisk)
	at += c.ages
	addTo(b.sums[at:at+c.ages], x.survival.lost)
	at += c.ages
	addTo(b.sums[at:at+lifetimeAges], x.life.survival)
	if c.monthly != nil {
		b.recordMonths(l, &x.months, c.monthly, i)
	}
}

// hit is 1 where the outcome meets a target, else 0; NaN where the metric does
// not exist.
func hit(l *layout, w *worker, o *outcome, target *Target) float64 {
	x := 0.0
	m, monthly := targetMeasure(target.Metric)
	switch {
	case target.By == 0 || !monthly:
		k, _ := ParseMetric(target.Metric)
		x = o.metrics[k]
	case m.Stock() || m == MeasureCustomerChurn:
		x = o.months[m][target.By-1]
	default:
		first := 1
		if target.FiscalYear {
			first = l.years.first(target.By)
		}
		for t := first; t <= target.By; t++ {
			x += o.months[m][t-1]
		}
	}
	want := target.Value.value(w.future.inputs, RangeAny)
	if math.IsNaN(x) {
		return x
	}
	if target.AtMost && x <= want || !target.AtMost && x >= want {
		return 1
	}
	return 0
}

// targetMeasure is the monthly measure that a target's metric follows.
func targetMeasure(name string) (Measure, bool) {
	switch name {
	case "new_customers":
		return MeasureNew, true
	case "churned_customers":
		return MeasureChurned, true
	case "reactivated_customers":
		return MeasureReactivated, true
	case "closing_customers":
		return MeasureClosing, true
	case "closing_mrr":
		return MeasureMRR, true
	case "npv":
		return MeasureDiscountedContribution, true
	}
	return ParseMeasure(name)
}
