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
	rows   []float64 // of the latest trials, [trial%rowTrials*columns + column]
	sums   []float64
	capped []string // inputs that were cut to their natural range
	err    error
}

// rowTrials is the number of trials that are gathered in rows before they go to
// their columns: as many values as a cache line holds.
const rowTrials = 8

func newBlock(l *layout) *block {
	return &block{
		values: make([]float64, l.columns*blockTrials),
		rows:   make([]float64, l.columns*rowTrials),
		sums:   make([]float64, l.sums),
	}
}

// record writes trial i of the block from the worker's outcomes.
func (b *block) record(l *layout, w *worker, i int) {
	r := row{l, b.rows[i%rowTrials*l.columns:][:l.columns]}
	r.record(w)
	for s := range w.lanes {
		for g, x := range w.lanes[s] {
			b.addSegment(l, x, &l.scenarios[s].segments[g])
		}
	}
	if i%rowTrials == rowTrials-1 || i == b.trials-1 {
		b.fillColumns(l.columns, i/rowTrials*rowTrials, i+1)
	}
}

// fillColumns takes trials first to last-1 from their rows to their columns.
func (b *block) fillColumns(columns, first, last int) {
	for c := range columns {
		to := b.values[c*blockTrials+first : c*blockTrials+last]
		for i := range to {
			to[i] = b.rows[i*columns+c]
		}
	}
}

// row is what one trial gave, by column.
type row struct {
	l      *layout
	values []float64
}

func (r row) put(quantity int, x float64) { r.values[r.l.column[quantity]] = x }

func (r row) record(w *worker) {
	l, put := r.l, r.put
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
		r.months(&o.months, &c.monthly)
		r.years(&o.months, c.yearly)
		if s != l.against {
			r.versus(w, s, o, against)
		}
		for g := range o.segments {
			for m, x := range o.segments[g] {
				put(c.segments[g].metrics+m, x)
			}
			if monthly := c.segments[g].monthly; monthly != nil {
				r.months(&w.lanes[s][g].months, monthly)
			}
			for _, x := range c.segments[g].bands {
				copy(r.values[l.column[x.first]:], w.lanes[s][g].months[x.measure])
			}
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

func (r row) months(values *[NumMeasures][]float64, x *months) {
	n := r.l.p.m.Months
	r.put(x.first+int(MeasureOpening)*n, values[MeasureOpening][0])
	for _, m := range x.own { // columns of a measure follow each other
		copy(r.values[r.l.column[x.first+int(m)*n]:], values[m])
	}
}

// years writes the figures of fiscal years: sums of flows, the last month of
// stocks. A year opens with the opening of its first month, and its churn is
// what left over what its months opened with.
func (r row) years(months *[NumMeasures][]float64, first int) {
	n := len(r.l.years.labels)
	from := 0
	for y, length := range r.l.years.months {
		until := from + length
		sum := func(m Measure) (total float64) {
			for _, x := range months[m][from:until] {
				total += x
			}
			return total
		}
		for m := range NumMeasures {
			x := 0.0
			switch {
			case m == MeasureOpening:
				x = months[m][from]
			case m == MeasureCustomerChurn:
				x = metric.Ratio(sum(MeasureChurned), sum(MeasureOpening))
			case m.Stock():
				x = months[m][until-1]
			default:
				x = sum(m)
			}
			r.put(first+int(m)*n+y, x)
		}
		from = until
	}
}

func (r row) versus(w *worker, s int, o, against *outcome) {
	l, put := r.l, r.put
	c := &l.scenarios[s]
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

// addSegment adds the months and survival of a lane to the sums of its segment.
func (b *block) addSegment(l *layout, x *lane, c *segmentColumns) {
	at := c.sums
	for _, values := range [...][]float64{x.allMonths, x.survival.atRisk[:c.ages], x.survival.lost[:c.ages], x.life.survival[:lifetimeAges]} {
		addTo(b.sums[at:at+len(values)], values)
		at += len(values)
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
