package sim

import (
	"math"

	"holdfast/sim/variate"
)

// lane is one segment in one scenario: its cohorts and what they earned, month
// by month, in the current trial. Cohort c joined in month seg.joined[c].
type lane struct {
	*laneProgram
	w    *worker
	base *segmentDraw // the segment's inputs in this trial

	live   int       // cohorts that have joined
	n      []float64 // customers
	unit   []float64 // mean MRR per customer at price factor 1
	factor []float64 // price factor f that their own MRR has gone through
	kept   []float64 // share of MRR that contractions left since 12 months before the end
	pool   []float64 // customers lost in month s who have not come back, [s-1]

	// Contracts, where terms change: ages of the last and the next renewal.
	last, next []int

	prices   priceState
	mix      mixState
	hazards  *hazardTable
	inputs   laneInputs
	after    laneInputs // of the months after the horizon
	before   []float64  // MRR by cohort before the month, for billing
	yearAgo  snapshot
	survival survivalCount

	months [NumMeasures][]float64 // [measure][t-1]
	life   lifetime
	equity float64
	perNew acquisition // expectations in the LTV month
	// counted are initiative costs that count in CAC: of the LTV month, and of
	// the horizon; spent is what was spent on the customers of the horizon.
	countedMonth, countedTotal, spentTotal float64
	capped                                 [numLevers]bool
}

// laneInputs are a lane's inputs in one month, by age class.
type laneInputs struct {
	class []classInputs
	price []float64 // ratio of each price change, [change*classes + class]
	list  float64   // product of the ratios at age 0
	term  int
	size  [2]float64 // uplift of an expansion, drop of a contraction
}

// classInputs are the inputs of customers of one age class.
type classInputs struct {
	margin, serve, orderRate, orderValue, up, down float64
	leave                                          float64 // failed payments, per month
	churn                                          float64 // product of the relative churn changes
}

// snapshot holds the cohorts as they were 12 months before the end.
type snapshot struct {
	taken        bool
	live         int
	n, unit, fac []float64
}

// survivalCount counts, by age, customers at risk of churning and those who did.
type survivalCount struct {
	atRisk, lost []float64
}

func newLane(w *worker, p *laneProgram, base *segmentDraw) *lane {
	c := len(p.seg.joined)
	months := w.p.m.Months
	k := len(p.bounds)
	prices := len(p.effects[LeverPrice])
	l := &lane{
		laneProgram: p, w: w, base: base,
		n: make([]float64, c), unit: make([]float64, c), factor: make([]float64, c), kept: make([]float64, c),
		pool: make([]float64, months),
	}
	newInputs := func() laneInputs {
		return laneInputs{class: make([]classInputs, k), price: make([]float64, k*prices)}
	}
	l.inputs, l.after = newInputs(), newInputs()
	if p.changesTerm {
		l.last, l.next = make([]int, c), make([]int, c)
	}
	if p.seg.UpfrontBills {
		l.before = make([]float64, c)
	}
	l.yearAgo = snapshot{n: make([]float64, c), unit: make([]float64, c), fac: make([]float64, c)}
	l.survival = survivalCount{make([]float64, p.tableAges()), make([]float64, p.tableAges())}
	l.prices = newPriceState(prices, c)
	l.mix = newMixState(p, c)
	l.hazards = newHazardTable(p.tableAges())
	for i := range l.months {
		l.months[i] = make([]float64, months)
	}
	l.life = newLifetime(lifetimeAges)
	return l
}

// reset puts the lane at t = 0 of a trial.
func (l *lane) reset() {
	g := l.seg
	l.live = len(g.opening)
	price := l.base.openingPrice
	for c, n := range g.opening {
		l.n[c], l.unit[c], l.factor[c], l.kept[c] = n, price, 1, 1
		if l.changesTerm {
			age := -g.joined[c]
			l.last[c] = age / g.Term * g.Term
			l.next[c] = l.last[c] + g.Term
		}
	}
	clear(l.pool)
	clear(l.survival.atRisk)
	clear(l.survival.lost)
	l.prices.reset(l.live)
	l.mix.reset()
	l.countedMonth, l.countedTotal, l.spentTotal, l.equity = 0, 0, 0, 0
	l.yearAgo.taken = false
	l.perNew = acquisition{}
	if l.w.p.m.Months == 12 {
		l.takeSnapshot()
	}
}

// month moves the lane from the end of month t-1 to the end of month t.
func (l *lane) month(t int) {
	if t == 1 || l.changedAt(t) {
		l.setInputs(&l.inputs, t, false)
		l.mix.active = l.mix.active || l.seg.carried && l.multiplies()
		if !l.sharesHazards || l.w.first {
			l.hazards.stamp++
		}
	}
	var s step
	s.t = t
	if l.before != nil {
		for c := range l.live {
			l.before[c] = l.n[c] * l.unit[c] * l.factor[c]
		}
	}
	l.prices.decide(l, t)
	l.renewals(&s)
	l.prices.apply(l, &s)
	l.moves(&s)
	l.join(&s)
	l.settle(&s)
	if t == l.w.p.m.Months-12 {
		l.takeSnapshot()
	}
}

// step gathers what happens in one month.
type step struct {
	t                                    int
	churned, fresh, back                 float64
	mrrChurned, mrrPrice, mrrUp, mrrDown float64
	acquisitionCost                      float64
}

// changedAt reports whether any input may differ from the month before.
func (l *lane) changedAt(t int) bool {
	for _, i := range l.inits {
		if l.w.future.changed[i][t-1] {
			return true
		}
	}
	return l.hasShock(LeverChurn)
}

func (l *lane) hasShock(lv Lever) bool { return len(l.seg.shocks[lv]) > 0 }

func (l *lane) takeSnapshot() {
	y := &l.yearAgo
	y.taken, y.live = true, l.live
	copy(y.n, l.n[:l.live])
	copy(y.unit, l.unit[:l.live])
	copy(y.fac, l.factor[:l.live])
	for c := range l.live {
		l.kept[c] = 1
	}
}

// renewalDue reports whether cohort c, of the given age, decides now.
func (l *lane) renewalDue(c, age int) bool {
	if l.changesTerm {
		return age == l.next[c]
	}
	return age%l.seg.Term == 0
}

// renewals lets the customers of the opening decide, and payments fail.
func (l *lane) renewals(s *step) {
	cells := l.w.renewal
	joined := l.seg.joined
	luck := l.w.p.m.Noise == NoiseCustomers
	first := l.w.first
	perCohort := l.prices.elastic || l.changesTerm || l.mix.active
	for c := range l.live {
		n := l.n[c]
		if n == 0 {
			continue
		}
		age := s.t - joined[c]
		var chance *odds
		if perCohort {
			chance = l.cohortChance(c, age, s.t)
		} else {
			chance = l.hazards.at(l, age, s.t)
		}
		var lost float64
		if luck {
			lost = cells[c].draw(n, chance, first)
		} else {
			lost = n * chance.p
		}
		l.survival.atRisk[age] += n
		l.survival.lost[age] += lost
		l.n[c] = n - lost
		s.churned += lost
		s.mrrChurned += lost * l.unit[c] * l.factor[c]
	}
	l.pool[s.t-1] = s.churned
}

// cell is the luck of one cohort in one month, shared by all scenarios, and
// what the first of them made of it.
type cell struct {
	at      variate.Point
	n, p, k float64
}

// draw is the Binomial(n, chance) count of the cell.
func (x *cell) draw(n float64, chance *odds, first bool) float64 {
	p := chance.p
	if first {
		x.n, x.p = n, p
		x.k = chance.Binomial(n, &x.at)
		return x.k
	}
	if n == x.n && p == x.p {
		return x.k
	}
	return chance.Binomial(n, &x.at)
}

// moves lets those who stay upgrade or downgrade.
func (l *lane) moves(s *step) {
	if l.seg.Expansion == nil && l.seg.Contraction == nil {
		return
	}
	in := &l.inputs
	luck := l.w.p.m.Noise == NoiseCustomers
	for c := range l.live {
		n := l.n[c]
		if n == 0 {
			continue
		}
		x := &in.class[l.class(s.t-l.seg.joined[c])]
		ups, downs := n*x.up, n*x.down
		if luck {
			ups = variate.Binomial(n, x.up, &l.w.expansion[c].at)
			downs = 0
			if x.down > 0 && x.up < 1 {
				downs = variate.Binomial(n-ups, min(1, x.down/(1-x.up)), &l.w.contraction[c].at)
			}
		}
		if ups == 0 && downs == 0 {
			continue
		}
		mrr := l.unit[c] * l.factor[c]
		s.mrrUp += mrr * ups * in.size[0]
		s.mrrDown += mrr * downs * in.size[1]
		l.unit[c] *= 1 + (ups*in.size[0]-downs*in.size[1])/n
		l.kept[c] *= 1 - downs*in.size[1]/n
	}
}

// join adds the cohort of the month: new customers and those who come back.
func (l *lane) join(s *step) {
	s.back = l.winbacks(s.t)
	s.fresh = l.acquire(s)
	c := l.live
	l.live++
	l.n[c] = s.fresh + s.back
	l.unit[c] = l.base.price
	l.kept[c] = 1
	l.factor[c] = l.inputs.list
	l.prices.join(l, c)
	if l.changesTerm {
		l.last[c], l.next[c] = 0, l.inputs.term
	}
	l.mix.join(c)
}

// winbacks draws the customers lost in earlier months who return in month t.
func (l *lane) winbacks(t int) float64 {
	wb := l.seg.Winback
	if wb == nil {
		return 0
	}
	rate := l.lever(LeverWinback, l.base.winback, 0, t, -1)
	if rate == 0 {
		return 0
	}
	chance := variate.Prepare(rate)
	total := 0.0
	for from := max(1, t-wb.Within); from < t; from++ {
		n := l.pool[from-1]
		if n == 0 {
			continue
		}
		k := n * rate
		if l.w.p.m.Noise == NoiseCustomers {
			at := l.w.winback[from-1].At(uint64(t))
			k = chance.Binomial(n, &at)
		}
		l.pool[from-1] = n - k
		total += k
	}
	return total
}

// odds is a probability and what its binomial draws share.
type odds struct {
	p float64
	variate.Chance
}

func newOdds(p float64) odds { return odds{p, variate.Prepare(p)} }

// hazardTable holds the hazards of a lane by age, filled as they are asked for.
// Entries of an older stamp are void.
type hazardTable struct {
	stamp  uint64
	stamps []uint64
	chance []odds
}

func newHazardTable(ages int) *hazardTable {
	return &hazardTable{stamps: make([]uint64, ages), chance: make([]odds, ages)}
}

// at is the chance that a customer of the age leaves in month t, where it
// depends on nothing else.
func (h *hazardTable) at(l *lane, age, t int) *odds {
	if h.stamps[age] != h.stamp {
		h.stamps[age] = h.stamp
		h.chance[age] = newOdds(l.ageHazard(age, t))
	}
	return &h.chance[age]
}

// ageHazard is the probability of leaving at an age by decision or failed
// payment while propensities are undisturbed and terms unchanged.
func (l *lane) ageHazard(age, t int) float64 {
	x := &l.inputs.class[l.class(age)]
	hv := 0.0
	if age%l.seg.Term == 0 {
		hv = l.average(l.base.hazard(age), age, t, l.seg.Term)
		hv = min(1, hv*l.w.future.shock(l.seg, LeverChurn, t))
	}
	return either(hv, x.leave)
}

// either is the probability of at least one of two independent events.
func either(a, b float64) float64 {
	if b == 0 {
		return a
	}
	return 1 - (1-a)*(1-b)
}

// average is the hazard that changes of month t make of the hazard h of a
// contract of term months at an age.
func (l *lane) average(h float64, age, t, term int) float64 {
	x := &l.inputs.class[l.class(age)]
	if !l.churnPoints {
		return min(1, h*x.churn)
	}
	return l.changedHazard(h, age, t, term, false)
}

// ratio is what changes of month t multiply the hazard h at an age by.
func (l *lane) ratio(h float64, age, t, term int) float64 {
	if !l.churnPoints || h == 0 {
		return l.inputs.class[l.class(age)].churn
	}
	return l.changedHazard(h, age, t, term, false) / h
}

// cohortChance is the chance of leaving of cohort c, whose price, contract or
// mix of propensities is its own.
func (l *lane) cohortChance(c, age, t int) *odds {
	x := &l.inputs.class[l.class(age)]
	hv := 0.0
	if l.renewalDue(c, age) {
		from, term := age-l.seg.Term, l.seg.Term
		if l.changesTerm {
			from = l.last[c]
			term = age - from
			l.last[c], l.next[c] = age, age+l.inputs.term
		}
		hv = l.cohortHazard(c, from, age, t, term)
		hv = min(1, hv*l.w.future.shock(l.seg, LeverChurn, t))
	} else if !l.changesTerm {
		return l.hazards.at(l, age, t)
	}
	l.w.chance = newOdds(either(hv, x.leave))
	return &l.w.chance
}

// cohortHazard is the voluntary hazard of cohort c at a renewal that ends the
// contract of ages from..age, without shocks.
func (l *lane) cohortHazard(c, from, age, t, term int) float64 {
	h := l.base.hazardOver(from, age)
	elastic := l.prices.hazardFactor(l, c, t)
	if !l.seg.carried {
		return min(1, l.average(h, age, t, term)*elastic)
	}
	m := l.ratio(h, age, t, term) * elastic
	if m == 1 && !l.mix.disturbed[c] {
		return h
	}
	return l.mix.renew(l, c, from, age, m)
}

// multiplies reports whether a churn change acts in the current month.
func (l *lane) multiplies() bool {
	if l.churnPoints {
		return true
	}
	for i := range l.inputs.class {
		if l.inputs.class[i].churn != 1 {
			return true
		}
	}
	return false
}

// lever lets the changes of month t act on an input's value.
func (l *lane) lever(lv Lever, v float64, age, t, channel int) float64 {
	return l.apply(l.effects[lv], lv, v, age, t, channel, false)
}

// apply lets effects act on v: to, then relative changes, then add, then the
// cap at the lever's natural range. lasting leaves out what ends at the horizon.
func (l *lane) apply(list []effect, lv Lever, v float64, age, t, channel int, lasting bool) float64 {
	if len(list) == 0 {
		return v
	}
	f := l.w.future
	for i := range list {
		e := &list[i]
		if !e.Ages.Has(age) || e.channel >= 0 && e.channel != channel || lasting && !e.event {
			continue
		}
		w := f.weights[e.init][t-1]
		if w == 0 {
			continue
		}
		x := f.values[e.id]
		switch e.Op {
		case OpTo:
			v += w * (x - v)
		case OpReduce:
			v *= 1 - w*x
		case OpIncrease:
			v *= 1 + w*x
		case OpAdd:
			v = addPoints(v, w*x, e.Value.Unit)
		}
	}
	r := leverRanges[lv]
	if !(v >= r.Lo && v <= r.Hi) {
		l.capped[lv] = true
		v = r.clip(v)
	}
	return v
}

// addPoints adds x to a monthly value, in the unit that x is written in.
func addPoints(v, x float64, u Unit) float64 {
	if u.Kind != UnitPoints || u.Months <= 1 {
		return v + x
	}
	sum := perMonths(v, u.Months) + x
	if sum >= 1 || sum <= 0 {
		return sum
	}
	return perMonths(sum, 1/u.Months)
}

// changedHazard lets the churn effects of month t act on a hazard h per renewal
// of term months: to, relative ones by reason, add, cap.
func (l *lane) changedHazard(h float64, age, t, term int, lasting bool) float64 {
	f := l.w.future
	v := h
	list := l.effects[LeverChurn]
	for i := range list {
		e := &list[i]
		w := f.churners[e.init][t-1]
		if e.Op == OpTo && w != 0 && e.Ages.Has(age) && (!lasting || e.event) {
			v += w * (perRenewal(f.values[e.id], e.Value.Unit, term) - v)
		}
	}
	v *= l.relativeChurn(age, t, lasting)
	for i := range list {
		e := &list[i]
		w := f.churners[e.init][t-1]
		if e.Op != OpAdd || w == 0 || !e.Ages.Has(age) || lasting && !e.event {
			continue
		}
		u := e.Value.Unit
		if u.Months == 0 {
			v += w * f.values[e.id]
			continue
		}
		k := u.Months / float64(term)
		sum := perMonths(min(1, v), k) + w*f.values[e.id]
		v = perMonths(min(1, max(0, sum)), 1/k)
	}
	if !(v >= 0 && v <= 1) {
		l.capped[LeverChurn] = true
		v = min(1, max(0, v))
	}
	return v
}

// perRenewal turns a churn value that the plan gives per month (after
// conversion) into one per renewal; without a unit it is one already.
func perRenewal(x float64, u Unit, term int) float64 {
	if u.Months == 0 {
		return x
	}
	return perMonths(x, float64(term))
}

// relativeChurn is the product of the relative churn changes: those without a
// reason on the whole, the others on their reason's share.
func (l *lane) relativeChurn(age, t int, lasting bool) float64 {
	list := l.effects[LeverChurn]
	if len(list) == 0 {
		return 1
	}
	f := l.w.future
	whole := 1.0
	parts := l.w.reasons[:len(l.seg.Reasons)]
	for i := range parts {
		parts[i] = 1
	}
	byReason := false
	for i := range list {
		e := &list[i]
		w := f.churners[e.init][t-1]
		if w == 0 || !e.Ages.Has(age) || lasting && !e.event {
			continue
		}
		x := w * f.values[e.id]
		switch e.Op {
		case OpReduce:
			x = 1 - x
		case OpIncrease:
			x = 1 + x
		default:
			continue
		}
		if e.reason < 0 {
			whole *= max(0, x)
		} else {
			parts[e.reason] *= max(0, x)
			byReason = true
		}
	}
	if !byReason {
		return whole
	}
	sum := 0.0
	for i, r := range l.seg.Reasons {
		sum += r.Share * parts[i]
	}
	return whole * sum
}

var leverRanges = [numLevers]Range{
	LeverChurn:       RangeProbability,
	LeverInvoluntary: RangeProbability,
	LeverPrice:       RangeAmount,
	LeverOrderValue:  RangeAmount,
	LeverOrderRate:   RangeAmount,
	LeverExpansion:   RangeProbability,
	LeverContraction: RangeProbability,
	LeverCAC:         RangeAmount,
	LeverSpend:       RangeAmount,
	LeverCustomers:   RangeAmount,
	LeverReferral:    RangeProbability,
	LeverWinback:     RangeProbability,
	LeverGrossMargin: RangeMargin,
	LeverCostToServe: RangeAmount,
	LeverTerm:        {1, math.MaxInt32},
	LeverRecovery:    RangeProbability,
}
