package sim

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
)

// refPart is what one trial says about a scenario as a whole or a segment.
type refPart struct {
	monthly [NumMeasures][]float64
	metrics [NumMetrics]float64
}

// refRun simulates a scenario trials times. Part 0 is the scenario, then come
// the segments. It depends on the arguments alone, not on the machine.
func refRun(m *Model, scenario *Scenario, trials int, seed uint64, ask refQuestions) [][]refPart {
	out := make([][]refPart, trials)
	workers := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for k := range workers {
		wait.Go(func() {
			known := &refKnown{make(map[string]*refLifetime), make(map[int]*refCurve)}
			for i := k; i < trials; i += workers {
				rng := rand.New(rand.NewPCG(seed, uint64(i)))
				w := newRefWorld(m, newRefFuture(m, rng), scenario)
				here := ask
				if ask.equityOneIn > 0 && i%ask.equityOneIn > 0 {
					here.equityMonths = 0
				}
				out[i] = refTrial(w, rng, here, known)
			}
		})
	}
	wait.Wait()
	return out
}

// refQuestions says which of the costly figures are wanted.
type refQuestions struct {
	lifetime     bool // ltv, cac, payback, retention
	nodes        int  // of the propensities' integration
	equityMonths int  // months to follow survivors after the horizon; 0: no customer equity
	equityOneIn  int  // only in one of so many trials: elsewhere it does not exist; 0: in all
}

// refTrial simulates one trial of one scenario.
func refTrial(w *refWorld, rng *rand.Rand, ask refQuestions, known *refKnown) []refPart {
	m := w.m
	parts := make([]refPart, 1+len(m.Segments))
	total := &parts[0]
	for i := range total.monthly {
		total.monthly[i] = make([]float64, m.Months)
	}
	var year refYear
	inCAC := make([]float64, len(parts)) // spent on the joiners of all months
	equity := 0.0
	sims := make([]*refSegmentSim, len(m.Segments))
	for seg := range m.Segments {
		sim := newRefSegmentSim(w, seg, rng, known)
		for t := 1; t <= m.Months; t++ {
			sim.month(t)
		}
		sims[seg] = sim
		part := &parts[1+seg]
		part.monthly = sim.now
		inCAC[1+seg] = sim.paidFor
		for i := range total.monthly {
			for t := range total.monthly[i] {
				total.monthly[i][t] += sim.now[i][t]
			}
		}
		for _, e := range w.effects {
			for t := 1; t <= m.Months; t++ {
				if e.CountsInCAC && e.touches(seg) && e.running(t) {
					inCAC[1+seg] += w.runningCost(e, sim.costs[t-1])
				}
			}
		}
		inCAC[0] += inCAC[1+seg]
		w.finish(part, false)
		own := sim.year()
		part.ratios(own, inCAC[1+seg])
		year.add(own)
		part.metrics[MetricCustomerEquity] = math.NaN()
		if ask.equityMonths > 0 {
			part.metrics[MetricCustomerEquity] = sim.equity(ask.equityMonths)
		}
		equity += part.metrics[MetricCustomerEquity]
	}
	for _, e := range w.effects {
		for t := 1; t <= m.Months; t++ {
			total.monthly[MeasureInitiativeCost][t-1] += w.fixedCost(e, t)
			if e.CountsInCAC {
				inCAC[0] += w.fixedCost(e, t)
			}
		}
	}
	w.finish(total, true)
	total.ratios(year, inCAC[0])
	total.metrics[MetricCustomerEquity] = equity
	if m.TerminalValue {
		for i := range parts {
			parts[i].metrics[MetricNPV] += parts[i].metrics[MetricCustomerEquity]
		}
	}
	if ask.lifetime {
		w.lifetimes(parts, sims, ask, known)
	}
	return parts
}

// discount is the factor of month t.
func (w *refWorld) discount(t int) float64 {
	if !w.m.Discounted {
		return 1
	}
	return math.Pow(1+w.m.Discount.value(w.inputs, RangeGrowth), -float64(t-1))
}

// finish forms the measures that follow from others, and the metrics that are
// sums over the horizon.
func (w *refWorld) finish(p *refPart, whole bool) {
	cumulative, cash := 0.0, 0.0
	p.metrics[MetricLowestCash] = math.Inf(1)
	for t := 1; t <= w.m.Months; t++ {
		at := func(m Measure) *float64 { return &p.monthly[m][t-1] }
		contribution := *at(MeasureGrossProfit) - *at(MeasureAcquisitionCost) - *at(MeasureInitiativeCost)
		if whole {
			contribution -= w.m.FixedCost.value(w.inputs, RangeAny)
		}
		cumulative += contribution
		*at(MeasureContribution) = contribution
		*at(MeasureCumulativeContribution) = cumulative
		*at(MeasureDiscountedContribution) = contribution * w.discount(t)
		*at(MeasureCash) = contribution - *at(MeasureRevenue) + *at(MeasureBillings)
		*at(MeasureCustomerChurn) = *at(MeasureChurned) / *at(MeasureOpening)
		cash += *at(MeasureCash)
		if cash < p.metrics[MetricLowestCash] {
			p.metrics[MetricLowestCash] = cash
			p.metrics[MetricLowestCashMonth] = float64(t)
		}
		p.metrics[MetricNPV] += *at(MeasureDiscountedContribution)
	}
	for metric, measure := range refSums {
		p.metrics[metric] = p.sum(measure, 0)
	}
	p.metrics[MetricClosingCustomers] = p.monthly[MeasureClosing][w.m.Months-1]
	p.metrics[MetricClosingMRR] = p.monthly[MeasureMRR][w.m.Months-1]
	p.metrics[MetricARPU] = p.metrics[MetricRevenue] / p.sum(MeasureClosing, 0)
}

// refSums are the metrics that are sums of a measure over the horizon.
var refSums = map[Metric]Measure{
	MetricRevenue: MeasureRevenue, MetricGrossProfit: MeasureGrossProfit, MetricContribution: MeasureContribution,
	MetricAcquisitionCost: MeasureAcquisitionCost, MetricInitiativeCost: MeasureInitiativeCost,
	MetricNewCustomers: MeasureNew, MetricChurnedCustomers: MeasureChurned,
	MetricReactivatedCustomers: MeasureReactivated, MetricOrders: MeasureOrders,
}

// sum adds up a measure from a month on, counting from 0.
func (p *refPart) sum(m Measure, from int) float64 {
	sum := 0.0
	for _, x := range p.monthly[m][from:] {
		sum += x
	}
	return sum
}

// refYear follows the customers of twelve months before the horizon.
type refYear struct {
	then, gross, net float64 // MRR then; kept of it; now
}

func (y *refYear) add(o refYear) {
	y.then += o.then
	y.gross += o.gross
	y.net += o.net
}

func (sim *refSegmentSim) year() (y refYear) {
	if sim.m.Months < 12 {
		return y
	}
	y.then = sim.base
	if sim.m.Months > 12 {
		y.then = sim.now[MeasureMRR][sim.m.Months-13]
	}
	for i := range sim.active {
		c := &sim.active[i]
		if c.yearAgo == 0 {
			continue
		}
		price := c.paid.product(len(sim.prices)) / c.yearAgoPaid
		y.gross += c.yearAgo * c.downgrades * math.Min(1, price)
		y.net += sim.mrr(c)
	}
	return y
}

// ratios forms the metrics of the last twelve months, and CAC over the horizon.
func (p *refPart) ratios(y refYear, inCAC float64) {
	p.metrics[MetricCACHorizon] = inCAC / p.metrics[MetricNewCustomers]
	from := len(p.monthly[MeasureMRR]) - 12
	if from < 0 {
		for _, m := range []Metric{MetricCustomerChurn, MetricAnnualChurn, MetricRevenueChurn, MetricNetRevenueChurn, MetricGRR, MetricNRR} {
			p.metrics[m] = math.NaN()
		}
		return
	}
	kept := 1.0
	opening := 0.0 // MRR at the start of each month
	for t := from; t < from+12; t++ {
		kept *= 1 - p.monthly[MeasureChurned][t]/p.monthly[MeasureOpening][t]
		if t > 0 {
			opening += p.monthly[MeasureMRR][t-1]
		} else {
			opening += y.then
		}
	}
	p.metrics[MetricCustomerChurn] = p.sum(MeasureChurned, from) / p.sum(MeasureOpening, from)
	p.metrics[MetricAnnualChurn] = 1 - kept
	gone := -p.sum(MeasureMRRChurned, from) - p.sum(MeasureMRRContraction, from)
	p.metrics[MetricRevenueChurn] = gone / opening
	p.metrics[MetricNetRevenueChurn] = (gone - p.sum(MeasureMRRExpansion, from)) / opening
	p.metrics[MetricGRR] = y.gross / y.then
	p.metrics[MetricNRR] = y.net / y.then
}
