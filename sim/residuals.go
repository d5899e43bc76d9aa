package sim

import (
	"math"
	"slices"

	"holdfast/sim/retention"
)

// residual is the discounted sum, over the months after the one in which a
// customer is of some age, of survival times MRR at price factor 1 (recurring),
// times its unit cost (unit) and of survival times what doesn't grow (flat).
// MRR is 1 at the age.
type residual struct {
	recurring, unit, flat float64
}

func (r *residual) step(x *residual, stay, spread, margin, flat float64) {
	grow := stay * spread
	r.recurring = times(grow, 1+x.recurring)
	r.unit = times(grow, 1-margin+x.unit)
	r.flat = times(stay, flat+x.flat)
}

// residuals are the tables of residual values that a lane's cohorts share: by
// age, for one phase of renewals and one effect of price on churn.
type residuals struct {
	l     *lane
	term  int
	least int // age from which values may be closed
	used  int
	table [residualTables]residualTable
	nodes []float64
	pair  [2][retention.MaxNodes]residual
}

const residualTables = 12

type residualTable struct {
	phase  int
	pull   float64
	closed []residual // by age, from the curve itself
	// nodes' own values at the multiplier and at 1, [age*nodes+i]
	changed, unchanged []residual
	hasNodes           bool
}

// reset makes r the tables of lane l. Those of the lane before, if it is the
// same segment in another scenario of the trial, stay where all that they depend
// on is alike: most changes end at the horizon.
func (r *residuals) reset(l *lane) {
	before, term, least := r.l, r.term, r.least
	r.l, r.term = l, l.after.term
	r.least = r.beyond()
	alike := before != nil && l.base == before.base && r.term == term && r.least == least &&
		l.after.same(&before.after) && slices.Equal(l.bounds, before.bounds) && l.changesTerm == before.changesTerm
	if !alike {
		r.used = 0
	}
}

// forget drops the tables, which are of another trial.
func (r *residuals) forget() { r.l, r.used = nil, 0 }

// decision is a renewal after the horizon, at the end of the contract of ages
// from..at, whose hazard the price multiplies by pull.
type decision struct {
	from, at int
	pull     float64
}

// leading lists cohort c's decisions that are not as the table has them: a first
// one after a contract of another term, and those within the months in which
// a price moves churn. pull is that of all later ones.
func (r *residuals) leading(c, from, next int, pull float64) []decision {
	l := r.l
	list := l.w.decisions[:0]
	for at := next; ; from, at = at, at+r.term {
		x := pull
		if l.prices.elastic && l.seg.Elasticity.ChurnMonths > 0 {
			x = l.clockedPull(c, next, at)
		}
		if x == pull && at-from == r.term {
			break
		}
		list = append(list, decision{from, at, x})
	}
	l.w.decisions = list
	return list
}

// clockedPull is what the price multiplies cohort c's hazard by in a decision
// after the horizon, the first of which comes at age next, where the elasticity
// acts for some months.
func (l *lane) clockedPull(c, next, at int) float64 {
	month := func(age int) int { return l.seg.joined[c] + age }
	x := 1.0
	for j := range l.prices.ratio {
		r, began := l.laterRatio(c, j), l.prices.began[j][c]
		if r == 1 || began < 0 {
			continue
		}
		if began == 0 {
			began = month(next)
		}
		if month(at)-began < l.seg.Elasticity.ChurnMonths {
			x *= math.Pow(r, l.base.churnElasticity)
		}
	}
	return x
}

// at is the residual value of cohort c at an age, whose contract runs from..next.
func (r *residuals) at(c, from, next, age int, pull float64) residual {
	l := r.l
	t := r.find(next%r.term, pull)
	lead := r.leading(c, from, next, pull)
	v := r.closedAt(t, lead, next, age)
	pulled := slices.ContainsFunc(lead, func(d decision) bool { return d.pull != 1 })
	if !l.seg.carried || !pulled && !l.mix.cohorts[c].disturbed && !r.multiplied(pull) {
		return v
	}
	if r.stepwise() {
		return r.forward(t, lead, c, from, next, age, pull)
	}
	changed, unchanged := r.nodesAt(t, lead, c, from, next, age)
	return scaled(v, changed, unchanged, 1)
}

// walkedMonths are walked one by one where the nodes' values do not add up to
// the cohort's; what is left then is right to about 1e-5 of the whole, and to 1e-3
// where scale and changes are both far from 1.
// curvedMonths are those, after the ages that occur, in which the table follows
// the nodes of a bdw curve, which go on changing.
const (
	walkedMonths = 120
	curvedMonths = 240
)

// stepwise reports whether a disturbed cohort has to be walked through its
// renewals: a scale acts on the mean hazard, not on the nodes.
func (r *residuals) stepwise() bool { return r.l.seg.carried && r.l.base.curve.Scale != 1 }

// forward is the value of cohort c at an age: month by month for a long time,
// and then, of the little that is left, the closed value times what the nodes
// make of the change.
func (r *residuals) forward(t *residualTable, lead []decision, c, from, next, age int, pull float64) residual {
	l, d := r.l, r.l.base
	if !t.hasNodes {
		r.fillNodes(t)
	}
	n := len(d.mix.P)
	w := l.w.lifeWeights[:n]
	clear(w)
	if x := &l.mix.cohorts[c]; x.disturbed {
		copy(w, x.weights)
	} else {
		d.mix.StartAt(w, d.curve.Position(float64(from)/float64(d.g.per)))
	}
	var v residual
	alive, grown := 1.0, 1.0
	last := age + walkedMonths
	for a := age + 1; a <= last; a++ {
		stay := r.staying(a)
		if a == next {
			p := pull
			if len(lead) > 0 {
				p, lead = lead[0].pull, lead[1:]
			}
			stay *= 1 - d.renewNodes(l.w, w, from, a, r.multiplier(from, a, p))
			from, next = a, a+r.term
		}
		spread, margin, flat := r.flow(a)
		alive *= stay
		grown *= stay * spread
		v.recurring += grown
		v.unit += grown * (1 - margin)
		v.flat += alive * flat
	}
	start := l.w.start[:n]
	d.mix.StartAt(start, d.curve.Position(float64(from)/float64(d.g.per)))
	at := last * n
	rest := scaled(t.closed[last], mixed(w, t.changed[at:at+n]), mixed(start, t.unchanged[at:at+n]), d.curve.Scale)
	v.recurring += times(grown, rest.recurring)
	v.unit += times(grown, rest.unit)
	v.flat += times(alive, rest.flat)
	return v
}

// closedAt is the closed value at an age: from the table, back through the
// leading decisions and the months between.
func (r *residuals) closedAt(t *residualTable, lead []decision, next, age int) residual {
	var v residual
	from := next - 1
	if n := len(lead); n == 0 {
		v = t.closed[from]
	} else {
		from = lead[n-1].at
		v = t.closed[from]
	}
	for a := from; a > age; a-- {
		stay := r.staying(a)
		if n := len(lead); n > 0 && lead[n-1].at == a {
			stay *= 1 - r.hazardOver(lead[n-1].from, a, lead[n-1].pull)
			lead = lead[:n-1]
		}
		spread, margin, flat := r.flow(a)
		at := v
		v.step(&at, stay, spread, margin, flat)
	}
	return v
}

// endless is the value of a customer whose months never end, or grow faster than
// they are discounted: infinite, with the sign of what is earned in the long
// run.
func (r *residuals) endless(unit, keep, cg float64) float64 {
	spread, margin, flat := r.flow(r.least)
	x := unit * (keep - (1-margin)*cg)
	if spread == 1 {
		x += flat
	}
	return times(x, math.Inf(1))
}

// staying is what failed payments leave, discounted, from one month to the next.
func (r *residuals) staying(age int) float64 {
	return (1 - r.l.after.class[r.l.class(age)].leave) * r.l.w.future.monthly
}

// nodesAt is the nodes' mean value at an age: for cohort c as it is, changes
// acting on it; and for one that nothing has changed.
func (r *residuals) nodesAt(t *residualTable, lead []decision, c, contract, next, age int) (changed, unchanged residual) {
	l, d := r.l, r.l.base
	if !t.hasNodes {
		r.fillNodes(t)
	}
	n := len(d.mix.P)
	start := l.w.start[:n]
	d.mix.StartAt(start, d.curve.Position(float64(contract)/float64(d.g.per)))
	now := start
	if x := &l.mix.cohorts[c]; x.disturbed {
		now = x.weights
	}
	from := next - 1
	if k := len(lead); k > 0 {
		from = lead[k-1].at
	}
	if from == age {
		return mixed(now, t.changed[from*n:(from+1)*n]), mixed(start, t.unchanged[from*n:(from+1)*n])
	}
	x, y := r.pair[0][:n], r.pair[1][:n]
	copy(x, t.changed[from*n:])
	copy(y, t.unchanged[from*n:])
	for a := from; a > age; a-- {
		m := 0.0
		if k := len(lead); k > 0 && lead[k-1].at == a {
			m = r.multiplier(lead[k-1].from, a, lead[k-1].pull)
			nodes, _, _ := d.over(l.w, lead[k-1].from, a)
			copy(r.nodes, nodes)
			lead = lead[:k-1]
		} else {
			clear(r.nodes)
		}
		r.stepNodes(x, y, x, y, a, m)
	}
	return mixed(now, x), mixed(start, y)
}

// stepNodes takes the nodes' values at age a, changed and not, to the age
// before. r.nodes holds the nodes' own hazards at a, 0 where it is no renewal.
func (r *residuals) stepNodes(toChanged, toUnchanged, changed, unchanged []residual, a int, m float64) {
	spread, margin, flat := r.flow(a)
	stay := r.staying(a)
	for i, q := range r.nodes {
		x, y := changed[i], unchanged[i]
		toChanged[i].step(&x, stay*(1-min(1, m*q)), spread, margin, flat)
		toUnchanged[i].step(&y, stay*(1-q), spread, margin, flat)
	}
}

// mixed is the mean of the nodes' values under weights.
func mixed(weights []float64, values []residual) residual {
	var sum residual
	whole := 0.0
	for i, w := range weights {
		v := &values[i]
		whole += w
		sum.recurring += w * v.recurring
		sum.unit += w * v.unit
		sum.flat += w * v.flat
	}
	if whole == 0 {
		return residual{}
	}
	return residual{sum.recurring / whole, sum.unit / whole, sum.flat / whole}
}

// scaled is the closed form times what the nodes make of the change, under a
// scale of the mean hazard: survival goes about with its power.
func scaled(closed, changed, unchanged residual, scale float64) residual {
	part := func(c, x, y float64) float64 {
		switch {
		case y == 0 || math.IsInf(c, 0):
			return c
		case scale != 1 && x/y > 0:
			return c * math.Pow(x/y, scale)
		}
		return c * x / y
	}
	return residual{
		part(closed.recurring, changed.recurring, unchanged.recurring),
		part(closed.unit, changed.unit, unchanged.unit),
		part(closed.flat, changed.flat, unchanged.flat),
	}
}

// multiplied reports whether hazards after the horizon differ from the curve's.
func (r *residuals) multiplied(pull float64) bool {
	if pull != 1 {
		return true
	}
	for i := range r.l.after.class {
		if r.l.after.class[i].churn != 1 {
			return true
		}
	}
	return r.l.after.points
}

// find returns the table of a phase and price effect, made if need be.
func (r *residuals) find(phase int, pull float64) *residualTable {
	for i := range min(r.used, residualTables) {
		if t := &r.table[i]; t.phase == phase && t.pull == pull {
			return t
		}
	}
	t := &r.table[r.used%residualTables]
	r.used++
	t.phase, t.pull, t.hasNodes = phase, pull, false
	r.fill(t)
	return t
}

// last is the age from which values are closed: a renewal of the phase, beyond
// every cohort's age and every age at which an input changes.
func (r *residuals) last(phase int) int {
	n := r.least
	return n + ((phase-n)%r.term+r.term)%r.term
}

// beyond is the least age from which values may be closed.
func (r *residuals) beyond() int {
	l := r.l
	n := max(l.seg.ages+max(r.term, l.longestTerm()), l.bounds[len(l.bounds)-1]+1)
	if l.prices.elastic {
		n += l.seg.Elasticity.ChurnMonths + r.term
	}
	if l.changesTerm {
		n = max(n, 10*r.term) // old enough for the parabola of months
	}
	if l.seg.carried && l.movesChurn() {
		switch {
		case l.base.curve.Kind == retention.BDW:
			n += curvedMonths
		case r.stepwise():
			n += walkedMonths
		}
	}
	if l.after.points {
		n = max(n, lifetimeLong)
	}
	return n
}

// longestTerm is the longest contract that a cohort can be in at the horizon.
func (l *lane) longestTerm() int {
	n := l.seg.Term
	if l.changesTerm {
		for c := range l.live {
			n = max(n, l.next[c]-l.last[c])
		}
	}
	return n
}

// hazardOver is the hazard of the renewal at the end of the contract of ages
// from..age under the inputs after the horizon; where propensities are carried,
// without the changes, which act on the nodes.
func (r *residuals) hazardOver(from, age int, pull float64) float64 {
	l := r.l
	h := l.base.hazardOver(from, age)
	if l.seg.carried {
		return h
	}
	if l.after.points {
		h = l.changedHazard(h, age, l.w.p.m.Months, age-from, true)
	} else {
		h *= l.after.class[l.class(age)].churn
	}
	return min(1, h*pull)
}

// flow gives what the values at an age are made of.
func (r *residuals) flow(age int) (spread, margin, flat float64) {
	l := r.l
	x := &l.after.class[l.class(age)]
	cg := l.w.future.growth[l.w.p.m.Months-1]
	spread = 1 + x.up*l.after.size[0] - x.down*l.after.size[1]
	flat = x.orderRate*x.orderValue*(1-l.base.fee-(1-x.margin)*cg) - x.serve*cg
	return spread, x.margin, flat
}

// fill computes the table from its last age down.
func (r *residuals) fill(t *residualTable) {
	last := r.last(t.phase)
	t.closed = grown(t.closed, last+1)
	spread, margin, flat := r.flow(last)
	r.tail(&t.closed[last], spread, margin, flat, func(g float64) float64 {
		return r.months(last, g, t.pull)
	}, r.staying(last))
	for a := last; a > 0; a-- {
		hv := 0.0
		if renewsAt(a-t.phase, r.term) {
			hv = r.hazardOver(max(0, a-r.term), a, t.pull)
		}
		spread, margin, flat := r.flow(a)
		stay := (1 - hv) * r.staying(a)
		t.closed[a-1].step(&t.closed[a], stay, spread, margin, flat)
	}
}

// tail closes a value whose inputs stay as they are; months is the sum of g^j
// S(a+j)/S(a) over j >= 0.
func (r *residuals) tail(v *residual, spread, margin, flat float64, months func(g float64) float64, stay float64) {
	level := months(stay) - 1
	expanding := level
	if spread != 1 {
		expanding = months(stay*spread) - 1
	}
	*v = residual{expanding, times(1-margin, expanding), times(flat, level)}
}

// months is the sum over j >= 0 of g^j S(a+j)/S(a), a being a renewal.
func (r *residuals) months(a int, g, pull float64) float64 {
	l := r.l
	block, power := contract(r.term, g)
	if l.after.points && !l.seg.carried {
		return block * geometric(power*(1-r.hazardOver(max(0, a-r.term), a, pull)))
	}
	per := float64(l.seg.per)
	m := 1.0
	if !l.seg.carried {
		m = l.after.class[l.class(a)].churn * pull
	}
	step := float64(r.term) / per
	if !l.changesTerm || l.seg.kind == retention.Table || r.term < 3 {
		return block * l.base.tail(float64(a)/per, step, m, power)
	}
	// Renewals of a changed term fall on any month: the phases share three
	// sums, between which the parabola through them is right to about 1e-6.
	n := r.least
	half := (r.term + 1) / 2
	var sums [3]float64
	for i := range sums {
		sums[i] = l.base.tail(float64(n+i*half)/per, step, m, power)
	}
	if math.IsInf(sums[0], 1) {
		return sums[0]
	}
	x := float64(a-n) / float64(half)
	return block * (sums[0]*(x-1)*(x-2)/2 - sums[1]*x*(x-2) + sums[2]*x*(x-1)/2)
}

// fillNodes computes the nodes' own values, changed and unchanged.
func (r *residuals) fillNodes(t *residualTable) {
	l, d := r.l, r.l.base
	n := len(d.mix.P)
	last := r.last(t.phase)
	t.changed, t.unchanged = grown(t.changed, (last+1)*n), grown(t.unchanged, (last+1)*n)
	t.hasNodes = true
	r.nodes = grown(r.nodes, n)
	r.closeNodes(t, last, n)
	for a := last; a > 0; a-- {
		renews := renewsAt(a-t.phase, r.term)
		m := 0.0
		if renews {
			m = r.multiplier(max(0, a-r.term), a, t.pull)
			nodes, _, _ := d.over(l.w, max(0, a-r.term), a)
			copy(r.nodes, nodes)
		} else {
			clear(r.nodes)
		}
		r.stepNodes(t.changed[(a-1)*n:], t.unchanged[(a-1)*n:], t.changed[a*n:], t.unchanged[a*n:], a, m)
	}
}

// multiplier is what the nodes' hazards at an age are multiplied by after the
// horizon.
func (r *residuals) multiplier(from, age int, pull float64) float64 {
	l := r.l
	if !l.after.points {
		return l.after.class[l.class(age)].churn * pull
	}
	h := l.base.hazardOver(from, age)
	if h == 0 {
		return pull
	}
	return l.changedHazard(h, age, l.w.p.m.Months, age-from, true) / h * pull
}

// closeNodes closes the nodes' values at their last age, each with the hazard
// that it has there: what that leaves out cancels between changed and unchanged.
func (r *residuals) closeNodes(t *residualTable, last, n int) {
	l, d := r.l, r.l.base
	m := r.multiplier(max(0, last-r.term), last, t.pull)
	nodes, _, _ := d.over(l.w, max(0, last-r.term), last)
	spread, margin, flat := r.flow(last)
	stay := r.staying(last)
	for i := range n {
		at := func(q float64) func(float64) float64 {
			return func(g float64) float64 {
				block, power := contract(r.term, g)
				return block * min(1e12, geometric(power*(1-q)))
			}
		}
		r.tail(&t.changed[last*n+i], spread, margin, flat, at(min(1, m*nodes[i])), stay)
		r.tail(&t.unchanged[last*n+i], spread, margin, flat, at(nodes[i]), stay)
	}
}

// untilRenewal is the part of recurring that comes before the next renewal.
func (r *residuals) untilRenewal(age, next int) float64 {
	sum, x := 0.0, 1.0
	for a := age + 1; a < next; a++ {
		spread, _, _ := r.flow(a)
		x *= r.staying(a) * spread
		sum += x
	}
	return sum
}

// grown returns s with length n, its memory kept where it suffices.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
