package sim

import (
	"fmt"
	"math"
)

// refPath is what a customer who stays goes through from one age on, with every
// input frozen: the same for all propensities.
type refPath struct {
	renewals []*refRenewal // by month; nil: no decision
	fails    []float64     // chance of a failed payment
	margin   []float64     // gross profit of a month in which they are there
	costs    []float64     // running costs of initiatives in it
	revenue  []float64
	discount float64 // factor of one month
}

// walk follows a customer for months, starting with the month now in which
// they have the age t - joined, with the inputs of month t. Where they have just
// joined (now = joined) the first month brings no decision.
func (sim *refSegmentSim) walk(c refCustomer, t, now, months int) *refPath {
	p := &refPath{discount: sim.discount(2)}
	level := sim.costLevel(t)
	for end := now + months; now < end; now++ {
		age := now - c.joined
		fails := 0.0
		var decision *refRenewal
		if age > 0 {
			fails = sim.failure(sim.seg, age, t)
			renewing := age == c.next
			f := sim.priceFactors(sim.seg, age, t, sim.prices)
			paid := sim.facing(&c, f, renewing)
			if renewing {
				r := sim.renewal(sim.seg, sim.curve, c.last, age, t, sim.elasticity(&c, paid, now))
				decision = &r
				c.last, c.next = age, age+sim.term(t)
			}
			c.paid = paid
			up, uplift := sim.moving(sim.s.Expansion, LeverExpansion, age, t)
			down, drop := sim.moving(sim.s.Contraction, LeverContraction, age, t)
			c.growth *= 1 + up*uplift - math.Min(down, 1-up)*drop
		}
		in := sim.ageInputs(sim.seg, age, t)
		ordered := in.orders * in.value
		revenue := sim.mrr(&c) + ordered
		unit := (c.base*c.growth + ordered) * (1 - in.margin)
		p.renewals = append(p.renewals, decision)
		p.fails = append(p.fails, fails)
		p.revenue = append(p.revenue, revenue)
		p.margin = append(p.margin, revenue*(1-sim.fee)-unit*level-in.service*level)
		p.costs = append(p.costs, sim.lifetimeCosts(t, age, in.orders, revenue))
	}
	return p
}

// lifetimeCosts are the running costs of a month of one customer, save those
// that count in CAC.
func (sim *refSegmentSim) lifetimeCosts(t, age int, orders, revenue float64) float64 {
	sum := 0.0
	for _, e := range sim.effects {
		if !e.touches(sim.seg) || !e.running(t) || e.CountsInCAC {
			continue
		}
		n := refMonthCosts{closing: 1, revenue: revenue}
		if age == 0 {
			n.joined = 1
		}
		cost := sim.runningCost(e, n)
		perOrder := e.Cost.PerOrder.value(sim.inputs, RangeAmount) * orders
		if e.HasReach {
			perOrder *= e.ReachCustomers.value(sim.inputs, RangeProbability)
		}
		sum += cost + perOrder
	}
	return sum
}

// joiningCosts are the one-off costs of a new customer, save those that count
// in CAC.
func (sim *refSegmentSim) joiningCosts(t int) float64 {
	sum := 0.0
	for _, e := range sim.effects {
		if e.touches(sim.seg) && e.running(t) && !e.CountsInCAC {
			sum += sim.runningCost(e, refMonthCosts{joined: 1})
		}
	}
	return sum
}

// survival is the chance that a customer of propensity p is there in each
// month of the path, given that they were before its first.
func (path *refPath) survival(p float64) []float64 {
	s := make([]float64, len(path.fails))
	alive := 1.0
	for i := range s {
		if path.renewals[i] != nil {
			alive *= 1 - path.renewals[i].own(p)
		}
		alive *= 1 - path.fails[i]
		s[i] = alive
	}
	return s
}

// cohort is the chance that any of many customers is there in each month. The
// correction between a curve's renewals acts on the hazard of them all and
// leaves their mix alone; without it this is the mean of their own survivals.
func (path *refPath) cohort(nodes []refNode) []float64 {
	s := make([]float64, len(path.fails))
	alive := 1.0
	weights := make([]float64, len(nodes))
	for k, n := range nodes {
		weights[k] = n.weight
	}
	for i := range s {
		if path.renewals[i] != nil {
			decision := *path.renewals[i]
			correction := decision.correction
			decision.correction = 1
			leave, all := 0.0, 0.0
			for k, n := range nodes {
				q := decision.own(n.p)
				leave += weights[k] * q
				all += weights[k]
				weights[k] *= 1 - q
			}
			alive *= 1 - math.Min(1, correction*leave/all)
		}
		alive *= 1 - path.fails[i]
		s[i] = alive
	}
	return s
}

// refNode is a propensity and its share of customers.
type refNode struct{ p, weight float64 }

// refBetaNodes integrates over Beta(alpha, beta) by the trapezium rule in the
// log odds of p, whose error falls off exponentially with the step.
func refBetaNodes(alpha, beta float64, n int) []refNode {
	lo, hi := -46/math.Min(alpha, 1), 46/math.Min(beta, 1)
	nodes := make([]refNode, n)
	total := 0.0
	for i := range nodes {
		y := lo + (hi-lo)*float64(i)/float64(n-1)
		p := 1 / (1 + math.Exp(-y))
		logP, logQ := -math.Log1p(math.Exp(-y)), -math.Log1p(math.Exp(y))
		if y < -700 {
			logP = y
		}
		nodes[i] = refNode{p, math.Exp(alpha*logP + beta*logQ - refLogBeta(alpha, beta))}
		total += nodes[i].weight
	}
	for i := range nodes {
		nodes[i].weight /= total
	}
	return nodes
}

// refLifetime is the expectation of a customer joining in the LTV month.
type refLifetime struct {
	survival              []float64
	profit                []float64 // by age, while there, before CAC
	joining               float64   // one-off cost of joining, in profit[0]
	ltv, ltv60, inRevenue float64
}

// refKnown keeps what trials have in common: lifetimes by what they depend on,
// and the curves of segments where no input is uncertain.
type refKnown struct {
	lifetimes map[string]*refLifetime
	curves    map[int]*refCurve
}

func (known *refKnown) curve(w *refWorld, seg int) *refCurve {
	c := known.curves[seg]
	if c == nil || len(w.inputs) > 0 {
		c = newRefCurve(&w.m.Segments[seg], w.inputs)
		known.curves[seg] = c
	}
	return c
}

// lifetime sums a customer's expected months over the customers' propensities.
func (sim *refSegmentSim) lifetime(ask refQuestions, known *refKnown) *refLifetime {
	t := sim.ltvMonth()
	key := fmt.Sprint(sim.seg, sim.inputs, sim.future.works, sim.future.starts)
	if l := known.lifetimes[key]; l != nil {
		return l
	}
	months := sim.m.LTVMonths
	if months == 0 {
		months = refForever
	}
	c := refCustomer{joined: t, base: sim.list, growth: 1, next: sim.term(t)}
	c.paid = sim.priceFactors(sim.seg, 0, t, sim.prices)
	c.joinedAt = c.paid
	path := sim.walk(c, t, t, max(months, 61))
	nodes := []refNode{{0, 1}}
	if sim.curve.carried {
		nodes = refBetaNodes(sim.curve.alpha, sim.curve.beta, ask.nodes)
	}
	l := &refLifetime{survival: path.cohort(nodes), joining: sim.joiningCosts(t)}
	d := 1.0
	for a, s := range l.survival {
		profit := path.margin[a] - path.costs[a]
		l.profit = append(l.profit, profit)
		if a < 60 {
			l.ltv60 += s * profit * d
		}
		if a < months {
			l.ltv += s * profit * d
			l.inRevenue += s * path.revenue[a] * d
		}
		d *= path.discount
	}
	known.lifetimes[key] = l
	return l
}

// refForever is long enough for what comes later not to matter, in months.
const refForever = 1500

func (w *refWorld) ltvMonth() int {
	if w.m.LTVMonth > 0 {
		return w.m.LTVMonth
	}
	return w.m.Months
}

// lifetimes fills in the metrics of a customer joining in the LTV month: each
// segment's, and the scenario's by the mix of segments expected to join.
func (w *refWorld) lifetimes(parts []refPart, sims []*refSegmentSim, ask refQuestions, known *refKnown) {
	w.calm = true
	defer func() { w.calm = false }()
	t := w.ltvMonth()
	all := make([]*refLifetime, len(sims))
	var total refJoining
	joining := make([]refJoining, len(sims))
	for seg, sim := range sims {
		all[seg] = sim.lifetime(ask, known)
		joining[seg] = w.joining(seg, t, parts[1+seg].monthly[MeasureOpening][t-1])
		for _, e := range w.effects {
			if e.CountsInCAC && e.touches(seg) && e.running(t) {
				n := sim.costs[t-1]
				n.joined = joining[seg].customers
				joining[seg].initiative(w.runningCost(e, n))
			}
		}
		parts[1+seg].lifetime(all[seg:seg+1], []float64{1}, joining[seg])
		total.add(joining[seg])
	}
	for _, e := range w.effects {
		if e.CountsInCAC {
			total.initiative(w.fixedCost(e, t))
		}
	}
	weights := make([]float64, len(sims))
	for seg := range sims {
		weights[seg] = joining[seg].customers / total.customers
	}
	parts[0].lifetime(all, weights, total)
}

// refJoining is what is expected to join in a month, and its cost.
type refJoining struct {
	customers, cost         float64
	paidCustomers, paidCost float64
	spend, marginal         float64 // of spend channels: new x (1 - saturation)
}

func (j *refJoining) add(o refJoining) {
	j.customers += o.customers
	j.cost += o.cost
	j.paidCustomers += o.paidCustomers
	j.paidCost += o.paidCost
	j.spend += o.spend
	j.marginal += o.marginal
}

// initiative adds an initiative's cost that counts in CAC.
func (j *refJoining) initiative(cost float64) {
	j.cost += cost
	j.paidCost += cost
}

// joining is the expectation of month t's acquisition: each channel's customers
// and what was spent on them, in the months before where there is a lag.
func (w *refWorld) joining(seg, t int, opening float64) (j refJoining) {
	s := &w.m.Segments[seg]
	for i := range s.Channels {
		ch := &s.Channels[i]
		n := w.arrivals(seg, ch, t, opening)
		cost, cac := w.spending(seg, ch, t-ch.Lag)
		if ch.Kind != ChannelSpend {
			cost = cac * n
		} else {
			j.spend += cost
			j.marginal += n * (1 - ch.Saturation.value(w.inputs, RangeSaturation))
		}
		j.customers += n
		j.cost += cost
		if cost > 0 {
			j.paidCustomers += n
			j.paidCost += cost
		}
	}
	return j
}

func (p *refPart) lifetime(all []*refLifetime, weights []float64, j refJoining) {
	mix := func(f func(*refLifetime) float64) float64 {
		sum := 0.0
		for i, l := range all {
			sum += weights[i] * f(l)
		}
		return sum
	}
	m := &p.metrics
	cac := j.cost / j.customers
	m[MetricLTV] = mix(func(l *refLifetime) float64 { return l.ltv })
	m[MetricLTV60] = mix(func(l *refLifetime) float64 { return l.ltv60 })
	m[MetricLTVRevenue] = mix(func(l *refLifetime) float64 { return l.inRevenue })
	m[MetricRetention12] = mix(func(l *refLifetime) float64 { return l.survival[12] })
	m[MetricRetention36] = mix(func(l *refLifetime) float64 { return l.survival[36] })
	m[MetricCAC] = cac
	m[MetricPaidCAC] = j.paidCost / j.paidCustomers
	m[MetricMarginalCAC] = j.spend / j.marginal
	m[MetricLTVCAC] = m[MetricLTV] / cac
	m[MetricLTVPaidCAC] = m[MetricLTV] / m[MetricPaidCAC]
	m[MetricPaybackSimple] = cac / mix(func(l *refLifetime) float64 { return l.profit[0] + l.joining })
	m[MetricCACPayback] = math.Inf(1)
	earned := 0.0
	for n := 1; n <= len(all[0].survival); n++ {
		earned += mix(func(l *refLifetime) float64 { return l.survival[n-1] * l.profit[n-1] })
		if earned >= cac {
			m[MetricCACPayback] = float64(n)
			break
		}
	}
}

// equity is the expected discounted gross profit of the customers there at the
// horizon, from the month after it: each customer's own expectation.
func (sim *refSegmentSim) equity(months int) float64 {
	sim.ended, sim.calm = true, true
	defer func() { sim.ended, sim.calm = false, false }()
	t := sim.m.Months
	sum := 0.0
	var path *refPath
	worth := 0.0
	for i, c := range sim.active {
		same := i > 0 && c.joined == sim.active[i-1].joined
		if !same {
			path = sim.walk(c, t, t+1, months)
		}
		if !same || sim.curve.carried {
			worth = 0
			d := sim.discount(t + 1)
			for k, s := range path.survival(c.p) {
				worth += s * path.margin[k] * d
				d *= path.discount
			}
		}
		sum += worth
	}
	return sum
}
