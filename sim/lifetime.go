package sim

import (
	"math"
	"slices"
)

// Ages that lifetime sums walk through one by one before the rest is closed
// analytically: the 60 months of ltv_60; and, where no closed form exists or a
// payback takes longer, a hundred years.
const (
	lifetimeAges = 61
	lifetimeLong = 1200
)

// lifetime is what one customer of a segment, joining in the LTV month with
// every input frozen, is expected to bring. Money is in the plan's currency.
type lifetime struct {
	ltv, ltv60, revenue float64
	after12, after36    float64   // survival
	first               float64   // gross profit of the first payment
	stream              []float64 // expected gross profit by age, undiscounted
	survival            []float64 // by age, below lifetimeAges
}

func newLifetime(ages int) lifetime {
	return lifetime{stream: make([]float64, ages), survival: make([]float64, lifetimeAges)}
}

// add adds k times another lifetime.
func (x *lifetime) add(o *lifetime, k float64) {
	if k == 0 {
		return
	}
	x.ltv += k * o.ltv
	x.ltv60 += k * o.ltv60
	x.revenue += k * o.revenue
	x.after12 += k * o.after12
	x.after36 += k * o.after36
	x.first += k * o.first
	for i, v := range o.stream {
		x.stream[i] += k * v
	}
	for i, v := range o.survival {
		x.survival[i] += k * v
	}
}

func (x *lifetime) clear() {
	clear(x.stream)
	clear(x.survival)
	*x = lifetime{stream: x.stream, survival: x.survival}
}

// lifetime sets l.life for a customer who joins in month t:
//
//	LTV = sum over a >= 0 of S(a) x profit(a) / (1+d)^(a/12)
//
// in expectation. Where propensities are carried under a change it is the
// closed form without the change plus what the change makes of the quadrature.
func (l *lane) lifetime(t int) {
	if b := l.w.lanes[0][l.index]; l != b && !l.w.idle(0, l.index, t) && l.livesAs(b, t) {
		l.life.copy(&b.life)
		l.capped[LeverChurn] = l.capped[LeverChurn] || b.capped[LeverChurn]
		return
	}
	l.life.clear()
	l.lifetimeInto(&l.life, t, lifetimeAges)
}

// livesAs reports whether nothing that a lifetime depends on in month t differs
// from b, the same segment in another scenario.
func (l *lane) livesAs(b *lane, t int) bool {
	if len(l.effects[LeverPrice])+len(b.effects[LeverPrice]) > 0 || !l.inputs.same(&b.inputs) || !slices.Equal(l.bounds, b.bounds) {
		return false
	}
	return l.customerCosts(t) == b.customerCosts(t)
}

// same reports whether both have the same inputs at every age, none of which a
// change moves by points.
func (x *laneInputs) same(y *laneInputs) bool {
	return !x.points && !y.points && x.term == y.term && x.size == y.size && slices.Equal(x.class, y.class)
}

func (l *lane) lifetimeInto(out *lifetime, t, ages int) {
	pass := &lifetimePass{l: l, t: t, ages: ages, stream: out.stream[:ages], costs: l.customerCosts(t),
		elastic: l.base.churnElasticity, clock: l.seg.Elasticity.ChurnMonths}
	if !l.seg.carried {
		pass.run(out)
		return
	}
	pass.mode = undisturbed
	pass.run(out)
	if !pass.multiplied(l) {
		return
	}
	for _, q := range [...]struct {
		mode passMode
		sign float64
	}{{nodesChanged, 1}, {nodesUnchanged, -1}} {
		part := &l.w.part
		part.stream = part.stream[:ages]
		part.clear()
		pass.mode, pass.stream = q.mode, part.stream
		pass.run(part)
		infinite := math.IsInf(out.ltv, 0) || math.IsInf(out.revenue, 0)
		ltv, revenue := out.ltv, out.revenue
		out.add(part, q.sign)
		if infinite {
			out.ltv, out.revenue = ltv, revenue
		}
	}
}

// passMode says which hazards a lifetime sum uses.
type passMode int

const (
	average        passMode = iota // the curve's, changes acting on it
	undisturbed                    // the curve's, no change
	nodesChanged                   // the nodes', changes acting on each
	nodesUnchanged                 // the nodes', no change
)

// lifetimePass walks one customer through the ages of a lifetime.
type lifetimePass struct {
	l       *lane
	t, ages int
	mode    passMode
	stream  []float64
	elastic float64
	costs   customerCosts
	clock   int // months that the elasticity acts after a first decision at a new price; 0: for good

	term                      int
	factor                    float64
	survival, spread, present float64 // S(a), MRR multiplier, discount factor
	weights                   []float64
}

// multiplied reports whether any change multiplies hazards.
func (p *lifetimePass) multiplied(l *lane) bool {
	if p.elastic != 0 {
		for _, r := range l.inputs.price {
			if r != 1 {
				return true
			}
		}
	}
	return l.multiplies()
}

func (p *lifetimePass) run(out *lifetime) {
	l := p.l
	p.term = l.inputs.term
	p.survival, p.spread, p.present = 1, 1, 1
	p.startPrices()
	if p.mode >= nodesChanged {
		p.weights = l.w.lifeWeights[:len(l.base.mix.P)]
		copy(p.weights, l.base.mix.W)
	}
	last := p.last()
	for a := 0; a <= last; a++ {
		if a > 0 {
			p.age(a)
		}
		if a < lifetimeAges {
			out.survival[a] = p.survival
		}
		if a == last {
			break
		}
		profit, revenue := p.profit(a)
		if a < p.ages {
			p.stream[a] = p.survival * profit
		}
		if a == 0 {
			out.first = profit
			p.stream[0] -= p.costs.perNew
			profit -= p.costs.perNew
		}
		x := p.survival * p.present
		if n := l.w.p.m.LTVMonths; n == 0 || a < n {
			out.ltv += x * profit
			out.revenue += x * revenue
			if a < 60 {
				out.ltv60 += x * profit
			}
		}
	}
	out.after12, out.after36 = out.survival[12], out.survival[36]
	if l.w.p.m.LTVMonths == 0 {
		p.close(out, last)
	}
}

// last is the age from which the sum is closed: a renewal, beyond every age at
// which an input changes.
func (p *lifetimePass) last() int {
	l := p.l
	n := max(p.ages, l.bounds[len(l.bounds)-1]+1)
	if p.clock > 0 && p.elastic != 0 && len(l.effects[LeverPrice]) > 0 {
		n += p.clock + p.term // clocks have run out
	}
	if l.inputs.points {
		n = max(n, lifetimeLong)
	}
	if m := l.w.p.m.LTVMonths; m > 0 {
		return max(n, m)
	}
	return (n + p.term - 1) / p.term * p.term
}

// age takes the survivors from age a-1 to a.
func (p *lifetimePass) age(a int) {
	l := p.l
	renews := renewsAt(a, p.term)
	p.reprice(a, renews)
	x := &l.inputs.class[l.class(a)]
	hv := 0.0
	if renews {
		hv = p.hazard(a)
	}
	p.survival *= (1 - hv) * (1 - x.leave)
	p.spread *= 1 + x.up*l.inputs.size[0] - x.down*l.inputs.size[1]
	p.present *= l.w.future.monthly
}

// hazard is that of the renewal at age a.
func (p *lifetimePass) hazard(a int) float64 {
	l, d := p.l, p.l.base
	from := a - p.term
	h := d.hazardOver(from, a)
	switch p.mode {
	case average:
		return min(1, l.average(h, a, p.t, p.term)*p.pull(a))
	case undisturbed:
		return h
	}
	m := 1.0
	if p.mode == nodesChanged {
		m = l.ratio(h, a, p.t, p.term) * p.pull(a)
	}
	return d.renewNodes(l.w, p.weights, from, a, m)
}

// pull is what the price multiplies the hazard of the decision at age a by.
func (p *lifetimePass) pull(a int) float64 {
	if p.elastic == 0 {
		return 1
	}
	if p.clock == 0 {
		if p.factor == 1 {
			return 1
		}
		return math.Pow(p.factor, p.elastic)
	}
	x := 1.0
	for j := range p.l.effects[LeverPrice] {
		c := &p.l.w.clocks[j]
		if c.ratio == 1 || c.began < 0 {
			continue
		}
		if c.began == 0 {
			c.began = a
		}
		if a-c.began < p.clock {
			x *= math.Pow(c.ratio, p.elastic)
		}
	}
	return x
}

// priceClock is the ratio of one price change that a customer has gone through
// and the age of their first decision at it; -1 where they joined at it.
type priceClock struct {
	ratio float64
	began int
}

func (p *lifetimePass) startPrices() {
	p.factor = p.l.inputs.list
	k := len(p.l.inputs.class)
	for j := range p.l.effects[LeverPrice] {
		c := priceClock{ratio: p.l.inputs.price[j*k]}
		if c.ratio != 1 {
			c.began = -1
		}
		p.l.w.clocks[j] = c
	}
}

// reprice moves the price factor of the customer with age, where price changes
// are limited to ages.
func (p *lifetimePass) reprice(a int, renews bool) {
	l := p.l
	list := l.effects[LeverPrice]
	if len(list) == 0 {
		return
	}
	k := len(l.inputs.class)
	class := l.class(a)
	p.factor = 1
	for j := range list {
		if e := list[j].Existing; e == ExistingAtOnce || e == ExistingAtRenewal && renews {
			l.w.clocks[j].ratio = l.inputs.price[j*k+class]
		}
		p.factor *= l.w.clocks[j].ratio
	}
}

// profit is the gross profit, net of running initiative costs, and the revenue
// of a customer of age a who is there.
func (p *lifetimePass) profit(a int) (profit, revenue float64) {
	growing, flat := p.rates(a)
	x := &p.l.inputs.class[p.l.class(a)]
	return growing*p.spread + flat, p.l.base.price*p.factor*p.spread + x.orderRate*x.orderValue
}

// rates splits the profit at age a into the part that grows with expansion and
// the part that doesn't.
func (p *lifetimePass) rates(a int) (growing, flat float64) {
	l := p.l
	x := &l.inputs.class[l.class(a)]
	cg := l.w.future.growth[p.t-1]
	keep := 1 - l.base.fee - p.costs.percent
	growing = l.base.price * (p.factor*keep - (1-x.margin)*cg)
	flat = x.orderRate*(x.orderValue*(keep-(1-x.margin)*cg)-p.costs.perOrder) - x.serve*cg - p.costs.perCustomer
	return growing, flat
}

// customerCosts are initiative costs that come with a customer: for joining, a
// month, an order, and as a share of revenue.
type customerCosts struct{ perNew, perCustomer, perOrder, percent float64 }

// customerCosts are those of month t that do not count in CAC.
func (l *lane) customerCosts(t int) customerCosts {
	var x customerCosts
	for _, i := range l.inits {
		c := &l.w.future.costs[i]
		if c.runs(t) && !l.w.p.inits[i].CountsInCAC {
			x.perNew += c.perNew
			x.perCustomer += c.perCustomer
			x.perOrder += c.perOrder
			x.percent += c.percent
		}
	}
	return x
}

// close adds what comes from age a on, a renewal age after whose decision the
// pass stands.
func (p *lifetimePass) close(out *lifetime, a int) {
	l := p.l
	x := &l.inputs.class[l.class(a)]
	growing, flat := p.rates(a)
	net := 1 + x.up*l.inputs.size[0] - x.down*l.inputs.size[1]
	flow := (1 - x.leave) * l.w.future.monthly
	at := p.survival * p.present
	if at == 0 {
		return
	}
	sales := x.orderRate * x.orderValue
	mrr := l.base.price * p.factor * p.spread
	growing *= p.spread
	if net == 1 {
		k := p.months(a, flow)
		out.ltv += times(at*(growing+flat), k)
		out.revenue += times(at*(mrr+sales), k)
		return
	}
	grown, level := p.months(a, flow*net), p.months(a, flow)
	out.ltv += times(at*growing, grown) + times(at*flat, level)
	out.revenue += times(at*mrr, grown) + times(at*sales, level)
}

// times is x*k, 0 where x is 0 even if k is infinite.
func times(x, k float64) float64 {
	if x == 0 {
		return 0
	}
	return x * k
}

// months is the sum over j >= 0 of g^j S(a+j)/S(a), leaving apart what g holds.
func (p *lifetimePass) months(a int, g float64) float64 {
	block, power := contract(p.term, g)
	return block * p.renewals(a, power)
}

// contract is the sum of g^j over the months of a contract, 1 + g + .. + g^(term-1),
// and what they make of a payment, g^term.
func contract(term int, g float64) (block, power float64) {
	power = 1
	for range term {
		block += power
		power *= g
	}
	return block, power
}

// renewals is the sum over whole contracts from age a on.
func (p *lifetimePass) renewals(a int, g float64) float64 {
	l, d := p.l, p.l.base
	per := float64(d.g.per)
	x0, step := float64(a)/per, float64(p.term)/per
	if l.inputs.points && p.mode != undisturbed && p.mode != nodesUnchanged {
		return geometric(g * (1 - p.hazard(a)))
	}
	m := l.inputs.class[l.class(a)].churn * p.pull(a)
	switch p.mode {
	case average:
		return d.tail(x0, step, m, g)
	case undisturbed:
		return d.tail(x0, step, 1, g)
	case nodesUnchanged:
		m = 1
	}
	return d.mix.Tail(&d.curve, p.weights, 0, x0, step, m, g)
}

// geometric is 1/(1-g), infinite from g = 1 on.
func geometric(g float64) float64 {
	if g >= 1 {
		return math.Inf(1)
	}
	return 1 / (1 - g)
}
