package sim

import (
	"math"

	"holdfast/sim/metric"
)

// outcome is what a trial gave for one scenario.
type outcome struct {
	months    [NumMeasures][]float64 // totals, [t-1]
	allMonths []float64              // the same, one measure after the other
	metrics   [NumMetrics]float64
	segments  [][NumMetrics]float64
	invested  float64  // discounted initiative cost
	acquired  float64  // discounted acquisition cost
	mix       lifetime // of the customers who join in the LTV month
	long      lifetime // the same over a hundred years
}

func newOutcome(months int) outcome {
	var o outcome
	o.months, o.allMonths = newMonths(months)
	o.mix, o.long = newLifetime(lifetimeAges), newLifetime(lifetimeLong)
	return o
}

// close adds up scenario s of a trial whose segments have been simulated.
func (o *outcome) close(w *worker, s int) {
	lanes := w.lanes[s]
	if o.segments == nil {
		o.segments = make([][NumMetrics]float64, len(lanes))
	}
	clear(o.allMonths)
	for g, l := range lanes {
		shared := s > 0 && l == w.lanes[0][g] && !w.leads
		if !shared {
			l.finish()
		}
		addTo(o.allMonths, l.allMonths)
		if shared {
			o.segments[g] = w.outcome[0].segments[g]
		} else {
			l.measure(&o.segments[g])
		}
	}
	counted := o.wholeCosts(w, s)
	deriveMonths(&o.months, w.future.discount)
	o.measure(w, lanes, counted)
}

func addTo(sum, x []float64) {
	for len(x) >= 4 && len(sum) >= 4 {
		sum[0] += x[0]
		sum[1] += x[1]
		sum[2] += x[2]
		sum[3] += x[3]
		sum, x = sum[4:], x[4:]
	}
	for i, v := range x {
		sum[i] += v
	}
}

// counted are initiative costs of the scenario as a whole that count in CAC.
type counted struct{ month, total float64 }

// wholeCosts adds the costs that no segment bears: upfront, monthly, fixed.
func (o *outcome) wholeCosts(w *worker, s int) counted {
	var sum counted
	f := w.future
	book := func(i, t int, x float64) {
		o.months[MeasureInitiativeCost][t-1] += x
		if w.p.inits[i].CountsInCAC {
			sum.total += x
			if t == w.p.ltvMonth {
				sum.month += x
			}
		}
	}
	pay := func(i int) {
		c := &f.costs[i]
		if c.first >= 1 && c.first <= w.p.m.Months && c.upfront != 0 {
			book(i, c.first, c.upfront)
		}
		if c.monthly != 0 {
			for t := max(1, c.first); t <= c.last; t++ {
				book(i, t, c.monthly)
			}
		}
	}
	for _, i := range w.p.m.Scenarios[s].Initiatives {
		pay(i)
	}
	for i := range w.p.inits {
		if w.p.inits[i].event {
			pay(i)
		}
	}
	for t := range o.months[MeasureContribution] {
		o.months[MeasureContribution][t] = o.months[MeasureGrossProfit][t] -
			o.months[MeasureAcquisitionCost][t] - o.months[MeasureInitiativeCost][t] - f.fixed
	}
	return sum
}

// deriveMonths sets cash, cumulative and discounted contribution and churn from
// contribution, revenue, billings, churned and opening.
func deriveMonths(m *[NumMeasures][]float64, discount []float64) {
	sum := 0.0
	for t, x := range m[MeasureContribution] {
		sum += x
		m[MeasureCumulativeContribution][t] = sum
		m[MeasureDiscountedContribution][t] = x * discount[t]
		m[MeasureCash][t] = x + (m[MeasureBillings][t] - m[MeasureRevenue][t])
		m[MeasureCustomerChurn][t] = metric.Ratio(m[MeasureChurned][t], m[MeasureOpening][t])
	}
}

// finish sets the lane's measures that follow from the others.
func (l *lane) finish() {
	m := &l.months
	for t := range m[MeasureContribution] {
		m[MeasureContribution][t] = m[MeasureGrossProfit][t] - m[MeasureAcquisitionCost][t] - m[MeasureInitiativeCost][t]
	}
	deriveMonths(m, l.w.future.discount)
}

// measure sets the segment's metrics.
func (l *lane) measure(x *[NumMetrics]float64) {
	flows(x, &l.months, l.w.future.discount, l.equity, l.w.p.m.TerminalValue)
	a := l.perNew
	lifetimes(x, &l.life, true)
	acquired(x, a, l.countedMonth)
	x[MetricCACHorizon] = metric.Ratio(l.spentTotal+l.countedTotal, x[MetricNewCustomers])
	payback(x, &l.life, func() *lifetime {
		long := &l.w.long
		long.clear()
		l.lifetimeInto(long, l.w.p.ltvMonth, lifetimeLong)
		return long
	})
	then, now, kept := l.yearMRR()
	x[MetricGRR], x[MetricNRR] = metric.Ratio(kept, then), metric.Ratio(now, then)
	if !l.yearAgo.taken {
		x[MetricGRR], x[MetricNRR] = math.NaN(), math.NaN()
	}
}

// flows sets the metrics that are sums over months or their last value.
func flows(x *[NumMetrics]float64, m *[NumMeasures][]float64, discount []float64, equity float64, terminal bool) {
	total := func(k Measure) float64 {
		sum := 0.0
		for _, v := range m[k] {
			sum += v
		}
		return sum
	}
	last := len(m[MeasureClosing]) - 1
	x[MetricRevenue] = total(MeasureRevenue)
	x[MetricGrossProfit] = total(MeasureGrossProfit)
	x[MetricContribution] = total(MeasureContribution)
	x[MetricNPV] = total(MeasureDiscountedContribution)
	x[MetricCustomerEquity] = equity
	if terminal {
		x[MetricNPV] += equity
	}
	x[MetricAcquisitionCost] = total(MeasureAcquisitionCost)
	x[MetricInitiativeCost] = total(MeasureInitiativeCost)
	x[MetricNewCustomers] = total(MeasureNew)
	x[MetricChurnedCustomers] = total(MeasureChurned)
	x[MetricReactivatedCustomers] = total(MeasureReactivated)
	x[MetricOrders] = total(MeasureOrders)
	x[MetricClosingCustomers] = m[MeasureClosing][last]
	x[MetricClosingMRR] = m[MeasureMRR][last]
	x[MetricARPU] = metric.Ratio(x[MetricRevenue], total(MeasureClosing))
	x[MetricLowestCash], x[MetricLowestCashMonth] = metric.Lowest(m[MeasureCash])
	lastYear(x, m)
}

// lastYear sets the churn metrics of the last 12 months: none on a shorter
// horizon.
func lastYear(x *[NumMetrics]float64, m *[NumMeasures][]float64) {
	for _, k := range [...]Metric{MetricCustomerChurn, MetricAnnualChurn, MetricRevenueChurn, MetricNetRevenueChurn} {
		x[k] = math.NaN()
	}
	n := len(m[MeasureClosing])
	if n < 12 {
		return
	}
	sum := func(k Measure) float64 {
		s := 0.0
		for _, v := range m[k][n-12:] {
			s += v
		}
		return s
	}
	x[MetricCustomerChurn] = metric.Ratio(sum(MeasureChurned), sum(MeasureOpening))
	x[MetricAnnualChurn] = metric.AnnualChurn(m[MeasureChurned][n-12:], m[MeasureOpening][n-12:])
	opening := 0.0
	for t := n - 12; t < n; t++ {
		opening += m[MeasureMRR][t] - (m[MeasureMRRNew][t] + m[MeasureMRRExpansion][t] + m[MeasureMRRContraction][t] +
			m[MeasureMRRPrice][t] + m[MeasureMRRChurned][t] + m[MeasureMRRReactivated][t])
	}
	lost := -sum(MeasureMRRChurned) - sum(MeasureMRRContraction)
	x[MetricRevenueChurn] = metric.Ratio(lost, opening)
	x[MetricNetRevenueChurn] = metric.Ratio(lost-sum(MeasureMRRExpansion), opening)
}

// lifetimes sets the metrics of one new customer.
func lifetimes(x *[NumMetrics]float64, life *lifetime, exists bool) {
	x[MetricLTV], x[MetricLTV60], x[MetricLTVRevenue] = life.ltv, life.ltv60, life.revenue
	x[MetricRetention12], x[MetricRetention36] = life.after12, life.after36
	if !exists {
		for _, k := range [...]Metric{MetricLTV, MetricLTV60, MetricLTVRevenue, MetricRetention12, MetricRetention36} {
			x[k] = math.NaN()
		}
	}
}

// acquired sets the CAC metrics of the LTV month and what is formed from them.
func acquired(x *[NumMetrics]float64, a acquisition, counted float64) {
	x[MetricCAC] = metric.Ratio(a.cost+counted, a.new)
	x[MetricPaidCAC] = metric.Ratio(a.paidCost+counted, a.paid)
	x[MetricMarginalCAC] = metric.Ratio(a.spend, a.marginal)
	x[MetricLTVCAC] = metric.LTVtoCAC(x[MetricLTV], x[MetricCAC])
	x[MetricLTVPaidCAC] = metric.LTVtoCAC(x[MetricLTV], x[MetricPaidCAC])
}

// payback sets the paybacks; long gives the stream of a hundred years where the
// CAC is not covered before.
func payback(x *[NumMetrics]float64, life *lifetime, long func() *lifetime) {
	cac := x[MetricCAC]
	x[MetricCACPayback], x[MetricPaybackSimple] = math.NaN(), math.NaN()
	if math.IsNaN(cac) {
		return
	}
	x[MetricPaybackSimple] = metric.PaybackSimple(cac, life.first)
	months := metric.Payback(life.stream, cac)
	if math.IsInf(months, 1) {
		months = metric.Payback(long().stream, cac)
	}
	x[MetricCACPayback] = months
}

// yearMRR is the MRR of the customers of 12 months before the end: then, now,
// and what is kept of it counting neither expansion nor price rises.
func (l *lane) yearMRR() (then, now, kept float64) {
	y := &l.yearAgo
	if !y.taken {
		return
	}
	for c := range y.live {
		if y.n[c] == 0 {
			continue
		}
		then += y.n[c] * y.unit[c] * y.fac[c]
		now += l.n[c] * l.unit[c] * l.factor[c]
		kept += l.n[c] * y.unit[c] * min(y.fac[c], l.factor[c]) * l.kept[c]
	}
	return then, now, kept
}

// measure sets the scenario's metrics.
func (o *outcome) measure(w *worker, lanes []*lane, whole counted) {
	x := &o.metrics
	equity := 0.0
	var then, now, kept, spent float64
	var a acquisition
	cost := whole.month
	taken := false
	for _, l := range lanes {
		equity += l.equity
		t, n, k := l.yearMRR()
		then, now, kept = then+t, now+n, kept+k
		a.add(&l.perNew)
		cost += l.countedMonth
		spent += l.spentTotal + l.countedTotal
		taken = taken || l.yearAgo.taken
	}
	flows(x, &o.months, w.future.discount, equity, w.p.m.TerminalValue)
	weigh, known := weights(lanes, a.joining, w.p.ltvMonth)
	blend(&o.mix, lanes, weigh, func(l *lane) *lifetime { return &l.life })
	lifetimes(x, &o.mix, known)
	acquired(x, a, cost)
	if a.joining == 0 {
		x[MetricCAC], x[MetricLTVCAC] = math.NaN(), math.NaN()
	}
	x[MetricCACHorizon] = metric.Ratio(spent+whole.total, x[MetricNewCustomers])
	payback(x, &o.mix, func() *lifetime {
		blend(&o.long, lanes, weigh, func(l *lane) *lifetime {
			long := &w.long
			long.clear()
			l.lifetimeInto(long, w.p.ltvMonth, lifetimeLong)
			return long
		})
		return &o.long
	})
	x[MetricGRR], x[MetricNRR] = metric.Ratio(kept, then), metric.Ratio(now, then)
	if !taken {
		x[MetricGRR], x[MetricNRR] = math.NaN(), math.NaN()
	}
	o.invested = metric.NPV(o.months[MeasureInitiativeCost], w.future.discount)
	o.acquired = metric.NPV(o.months[MeasureAcquisitionCost], w.future.discount)
}

// weights gives a segment's share in the mix of customers expected to join in
// the LTV month, or of those who are there if nobody joins.
func weights(lanes []*lane, joining float64, month int) (share func(*lane) float64, known bool) {
	if joining > 0 {
		return func(l *lane) float64 { return l.perNew.joining / joining }, true
	}
	there := 0.0
	for _, l := range lanes {
		there += l.months[MeasureClosing][month-1]
	}
	return func(l *lane) float64 { return l.months[MeasureClosing][month-1] / there }, there > 0
}

func blend(out *lifetime, lanes []*lane, share func(*lane) float64, life func(*lane) *lifetime) {
	out.clear()
	for _, l := range lanes {
		if k := share(l); k > 0 {
			out.add(life(l), k)
		}
	}
}
