package sim

import (
	"math"
	"math/rand/v2"
)

// refCustomer is one customer.
type refCustomer struct {
	joined int     // month; -tau where they had been there for tau months at t = 0
	p      float64 // own churn propensity, where customers differ
	base   float64 // price per month at joining, price changes left out
	growth float64 // what upgrades and downgrades have made of it

	paid     refFactors // price factors paid, by price change
	joinedAt refFactors // those paid at joining
	first    [4]int     // month of the first decision at a changed price; 0: none yet

	last, next int // ages of the renewal passed last and of the next

	was float64 // MRR at the start of the month

	yearAgo     float64 // MRR twelve months before the horizon; 0: not there
	yearAgoPaid float64 // price factor then
	downgrades  float64 // what downgrades have made of the MRR since
}

// refSegmentSim is one segment of one scenario and trial, month by month.
type refSegmentSim struct {
	*refWorld
	rng     *rand.Rand
	seg     int
	s       *Segment
	curve   *refCurve
	prices  []refPriceChange
	list    float64 // price
	base    float64 // MRR at the start
	fee     float64
	active  []refCustomer
	lost    []int                  // month in which each lost customer left
	now     [NumMeasures][]float64 // by month
	costs   []refMonthCosts        // what running costs of initiatives go by, by month
	paidFor float64                // cost of the joiners of all months, whenever it was spent
}

// refMonthCosts are the counts that running costs go by.
type refMonthCosts struct {
	closing, joined, reactivated, orders float64
	revenue                              float64
}

func newRefSegmentSim(w *refWorld, seg int, rng *rand.Rand, known *refKnown) *refSegmentSim {
	s := &w.m.Segments[seg]
	sim := &refSegmentSim{refWorld: w, rng: rng, seg: seg, s: s, prices: w.prices(seg)}
	sim.curve = known.curve(w, seg)
	sim.list = s.Price.value(w.inputs, RangeAmount)
	sim.fee = s.PaymentFee.value(w.inputs, RangeProbability)
	for i := range sim.now {
		sim.now[i] = make([]float64, w.m.Months)
	}
	base := sim.list
	if s.Opening.HasPrice {
		base = s.Opening.Price.value(w.inputs, RangeAmount)
	}
	for _, g := range s.Opening.Groups {
		for range int(g.Customers) {
			c := refCustomer{joined: -g.Months, base: base, growth: 1, paid: refUnchanged, joinedAt: refUnchanged}
			c.last = g.Months / s.Term * s.Term
			c.next = c.last + s.Term
			if sim.curve.carried {
				c.p = refBeta(rng, sim.curve.alpha, sim.curve.beta+math.Pow(sim.curve.position(c.last), sim.curve.c))
			}
			sim.base += sim.mrr(&c)
			if w.m.Months == 12 {
				sim.remember(&c)
			}
			sim.active = append(sim.active, c)
		}
	}
	return sim
}

var refUnchanged = refFactors{1, 1, 1, 1}

// mrr is what a customer pays per month.
func (sim *refSegmentSim) mrr(c *refCustomer) float64 {
	return c.base * c.growth * c.paid.product(len(sim.prices))
}

// term is the length of contracts that start in month t.
func (sim *refSegmentSim) term(t int) int {
	term := sim.s.Term
	for _, a := range sim.acting(sim.seg, LeverTerm, "", 0, t) {
		term = int(a.Value.raw(sim.inputs))
	}
	return term
}

// facing returns the price factors that a customer will pay if they stay: those
// of the month, where they have renewed or the change spares nobody.
func (sim *refSegmentSim) facing(c *refCustomer, f refFactors, renewing bool) refFactors {
	paid := c.paid
	for j, p := range sim.prices {
		if p.change.Existing == ExistingAtOnce || (p.change.Existing == ExistingAtRenewal && renewing) {
			paid[j] = f[j]
		}
	}
	return paid
}

// elasticity is what prices do to the hazard of a decision of a customer who
// will pay the factors paid if they stay. now is the month on the clock of a
// limited effect, which starts at the first such decision.
func (sim *refSegmentSim) elasticity(c *refCustomer, paid refFactors, now int) float64 {
	e := sim.s.Elasticity.Churn.value(sim.inputs, RangeElasticity)
	months := sim.s.Elasticity.ChurnMonths
	if e == 0 {
		return 1
	}
	multiple := 1.0
	for j := range sim.prices {
		if paid[j] == 1 {
			continue
		}
		if months > 0 {
			if c.joinedAt[j] != 1 {
				continue
			}
			if c.first[j] == 0 {
				c.first[j] = now
			}
			if now >= c.first[j]+months {
				continue
			}
		}
		multiple *= math.Pow(paid[j], e)
	}
	return multiple
}

func (sim *refSegmentSim) add(m Measure, t int, x float64) { sim.now[m][t-1] += x }

func (sim *refSegmentSim) month(t int) {
	opening := len(sim.active)
	sim.add(MeasureOpening, t, float64(opening))
	for i := range sim.active {
		sim.active[i].was = sim.mrr(&sim.active[i])
	}
	sim.renew(t)
	sim.move(t)
	for i := range sim.active {
		c := &sim.active[i]
		is := sim.mrr(c)
		if c.last == t-c.joined {
			sim.add(MeasureBillings, t, float64(c.next-c.last)*is)
		} else {
			sim.add(MeasureBillings, t, float64(c.next-(t-c.joined))*(is-c.was))
		}
	}
	joined := sim.acquire(t, opening)
	back := sim.winBack(t)
	sim.add(MeasureNew, t, float64(joined))
	sim.add(MeasureReactivated, t, float64(back))
	for i := range joined + back {
		c := sim.newcomer(t)
		mrr := sim.mrr(&c)
		if i < joined {
			sim.add(MeasureMRRNew, t, mrr)
		} else {
			sim.add(MeasureMRRReactivated, t, mrr)
		}
		sim.add(MeasureBillings, t, float64(c.next)*mrr)
		sim.active = append(sim.active, c)
	}
	sim.add(MeasureClosing, t, float64(len(sim.active)))
	sim.add(MeasureCustomerChurn, t, float64(opening-len(sim.active)+joined+back)/float64(opening))
	sim.money(t, joined, back)
	if t == sim.m.Months-12 {
		for i := range sim.active {
			sim.remember(&sim.active[i])
		}
	}
}

func (sim *refSegmentSim) remember(c *refCustomer) {
	c.yearAgo, c.yearAgoPaid, c.downgrades = sim.mrr(c), c.paid.product(len(sim.prices)), 1
}

// renew decides who stays, and changes the price of those who do.
func (sim *refSegmentSim) renew(t int) {
	stay := make([]refCustomer, 0, len(sim.active)+8)
	cohort := 0
	var f refFactors
	var decision refRenewal
	var failure float64
	for i, c := range sim.active {
		age := t - c.joined
		renewing := age == c.next
		alike := i > 0 && c.joined == cohort // customers of a cohort stand side by side
		cohort = c.joined
		if !alike {
			f = sim.priceFactors(sim.seg, age, t, sim.prices)
			failure = sim.failure(sim.seg, age, t)
		}
		paid := sim.facing(&c, f, renewing)
		leaves := sim.rng.Float64() < failure
		refunded := 0.0
		if leaves && !renewing {
			refunded = float64(c.next-age) * c.was
		}
		if renewing {
			elasticity := sim.elasticity(&c, paid, t)
			if !alike {
				decision = sim.renewal(sim.seg, sim.curve, c.last, age, t, elasticity)
			}
			leaves = sim.rng.Float64() < decision.own(c.p) || leaves
			c.last, c.next = age, age+sim.term(t)
		}
		if leaves {
			sim.add(MeasureChurned, t, 1)
			sim.add(MeasureMRRChurned, t, -c.was)
			sim.add(MeasureBillings, t, -refunded)
			sim.lost = append(sim.lost, t)
			continue
		}
		c.paid = paid
		if len(sim.prices) > 0 {
			sim.add(MeasureMRRPrice, t, sim.mrr(&c)-c.was)
		}
		stay = append(stay, c)
	}
	sim.active = stay
}

// move upgrades and downgrades those who stay. A cohort's mean MRR moves with
// its upgrades, so that those who leave later take the mean with them.
func (sim *refSegmentSim) move(t int) {
	for from := 0; from < len(sim.active); {
		to := from
		for to < len(sim.active) && sim.active[to].joined == sim.active[from].joined {
			to++
		}
		sim.moveCohort(sim.active[from:to], t)
		from = to
	}
}

func (sim *refSegmentSim) moveCohort(cohort []refCustomer, t int) {
	up, uplift := sim.moving(sim.s.Expansion, LeverExpansion, t-cohort[0].joined, t)
	down, drop := sim.moving(sim.s.Contraction, LeverContraction, t-cohort[0].joined, t)
	down = math.Min(down, 1-up)
	if up == 0 && down == 0 {
		return
	}
	ups, downs := 0, 0
	for range cohort {
		u := sim.rng.Float64()
		if u < up {
			ups++
		} else if u < up+down {
			downs++
		}
	}
	gain := float64(ups) * uplift / float64(len(cohort))
	loss := float64(downs) * drop / float64(len(cohort))
	for i := range cohort {
		c := &cohort[i]
		sim.add(MeasureMRRExpansion, t, gain*sim.mrr(c))
		sim.add(MeasureMRRContraction, t, -loss*sim.mrr(c))
		c.growth *= 1 + gain - loss
		c.downgrades *= 1 - loss
	}
}

func (sim *refSegmentSim) moving(m *Move, l Lever, age, t int) (chance, size float64) {
	if m == nil {
		return 0, 0
	}
	chance = sim.changed(sim.byAge(m.Customers, RangeProbability, age), RangeProbability, sim.seg, l, "", age, t)
	return chance, m.Size.value(sim.inputs, RangeAmount)
}

// newcomer is a customer of month t.
func (sim *refSegmentSim) newcomer(t int) refCustomer {
	f := sim.priceFactors(sim.seg, 0, t, sim.prices)
	c := refCustomer{joined: t, base: sim.list, growth: 1, paid: f, joinedAt: f, next: sim.term(t)}
	if sim.curve.carried {
		c.p = refBeta(sim.rng, sim.curve.alpha, sim.curve.beta)
	}
	return c
}

// winBack tries to bring back everyone lost in the months before.
func (sim *refSegmentSim) winBack(t int) int {
	if sim.s.Winback == nil {
		return 0
	}
	rate := sim.changed(sim.s.Winback.Rate.value(sim.inputs, RangeProbability), RangeProbability, sim.seg, LeverWinback, "", 0, t)
	back := 0
	var still []int
	for _, left := range sim.lost {
		if left < t && t <= left+sim.s.Winback.Within && sim.rng.Float64() < rate {
			back++
		} else {
			still = append(still, left)
		}
	}
	sim.lost = still
	return back
}
