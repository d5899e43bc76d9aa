package sim

import "holdfast/sim/variate"

// renewalDue reports whether cohort c, of the given age, decides now.
func (l *lane) renewalDue(c, age int) bool {
	if l.changesTerm {
		return age == l.next[c]
	}
	return renewsAt(age, l.seg.Term)
}

// renewsAt reports whether a contract of term months, from age 0 on, ends at an
// age. Most are of one month, and a division costs more than a draw's guess.
func renewsAt(age, term int) bool { return term == 1 || age%term == 0 }

// renewals lets the customers of the opening decide, and payments fail.
func (l *lane) renewals(s *step) {
	live := l.live
	customers, unit, factor := l.n[:live], l.unit[:live], l.factor[:live]
	joined, cells := l.seg.joined[:live], l.w.renewal[:live]
	atRisk, left := l.survival.atRisk, l.survival.lost
	hazards, stamp := l.hazards.entries, l.hazards.stamp
	keys, month := l.w.keys.renewal[:live], uint64(s.t)
	luck, first, alone := l.w.p.m.Noise == NoiseCustomers, l.w.first, l.w.alone()
	perCohort := l.prices.elastic || l.changesTerm || l.mix.active
	l.mix.begin(l, s.t)
	var churned, mrrChurned, unitKept float64
	for c, n := range customers {
		if n == 0 {
			continue
		}
		age := s.t - joined[c]
		chance := &hazards[age].chance
		if l.mix.monthly {
			chance = l.mix.chance(l, c, age, s.t)
		} else if perCohort {
			chance = l.cohortChance(c, age, s.t)
		} else if !hazards[age].valid(stamp, 1) {
			chance = l.hazards.at(l, age, s.t, 1)
		}
		lost := n * chance.p
		switch {
		case !luck || n > maxCount: // above it the trial is given up
		case alone:
			at := keys[c].At(month)
			lost = chance.Binomial(n, &at)
		case n == cells[c].n && chance.p == cells[c].p:
			lost = cells[c].k
		default:
			lost = chance.Binomial(n, &cells[c].at)
			if first {
				cells[c].n, cells[c].p, cells[c].k = n, chance.p, lost
			}
		}
		atRisk[age] += n
		left[age] += lost
		customers[c] = n - lost
		unitKept += (n - lost) * unit[c]
		churned += lost
		mrrChurned += lost * unit[c] * factor[c]
	}
	s.churned, s.mrrChurned, s.unitKept = churned, mrrChurned, unitKept
	l.pool[s.t-1] = churned
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
	if n > maxCount { // the trial is given up
		return n * p
	}
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

// odds is a probability and what its binomial draws share.
type odds struct {
	p float64
	variate.Chance
}

func newOdds(p float64) odds { return odds{p, variate.Prepare(p)} }

// hazardTable holds the hazards of a lane by age, filled as they are asked for.
// Entries of an older stamp, or for another effect of the price, are void.
type hazardTable struct {
	stamp   uint64
	entries []hazardEntry
}

type hazardEntry struct {
	stamp  uint64
	pull   float64
	chance odds
}

func (e *hazardEntry) valid(stamp uint64, pull float64) bool {
	return e.stamp == stamp && e.pull == pull
}

func newHazardTable(ages int) *hazardTable {
	return &hazardTable{entries: make([]hazardEntry, ages)}
}

// at is the chance that a customer of the age leaves in month t, where nothing
// but the price, which multiplies the hazard by pull, is the cohort's own.
func (h *hazardTable) at(l *lane, age, t int, pull float64) *odds {
	e := &h.entries[age]
	if !e.valid(h.stamp, pull) {
		e.stamp, e.pull = h.stamp, pull
		p := l.ageHazard(age, t, pull)
		if own := &l.w.baseline(l).entries[age].chance; p > 0 && own.p == p {
			e.chance = *own // prepared already, whatever month it was for
		} else {
			e.chance = newOdds(p)
		}
	}
	return &e.chance
}

// ageHazard is the probability of leaving at an age by decision or failed
// payment while propensities are undisturbed and terms unchanged.
func (l *lane) ageHazard(age, t int, pull float64) float64 {
	x := &l.inputs.class[l.class(age)]
	hv := 0.0
	if renewsAt(age, l.seg.Term) {
		hv = min(1, l.average(l.base.hazard(age), age, t, l.seg.Term)*pull)
		if l.hasShock(LeverChurn) {
			hv = min(1, hv*l.w.future.shock(l.seg, LeverChurn, t))
		}
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
// contract of term months at an age; the price and shocks follow, and then the
// cap at 1.
func (l *lane) average(h float64, age, t, term int) float64 {
	if l.inputs.points {
		return l.changedHazard(h, age, t, term, false)
	}
	h *= l.inputs.class[l.class(age)].churn
	if h > 1 {
		l.capped[LeverChurn] = true
	}
	return h
}

// ratio is what changes of month t multiply the hazard h at an age by.
func (l *lane) ratio(h float64, age, t, term int) float64 {
	if !l.inputs.points || h == 0 {
		return l.inputs.class[l.class(age)].churn
	}
	return l.changedHazard(h, age, t, term, false) / h
}

// cohortChance is the chance of leaving of cohort c, whose price, contract or
// mix of propensities is its own.
func (l *lane) cohortChance(c, age, t int) *odds {
	x := &l.inputs.class[l.class(age)]
	due := l.renewalDue(c, age)
	if !l.changesTerm && !(due && l.seg.carried) {
		pull := 1.0
		if due {
			pull = l.prices.hazardFactor(l, c, t)
		}
		return l.hazards.at(l, age, t, pull)
	}
	hv := 0.0
	if due {
		from := age - l.seg.Term
		if l.changesTerm {
			from = l.last[c]
			l.last[c], l.next[c] = age, age+l.inputs.term
		}
		hv = l.cohortHazard(c, from, age, t)
		hv = min(1, hv*l.w.future.shock(l.seg, LeverChurn, t))
	}
	l.w.chance = newOdds(either(hv, x.leave))
	return &l.w.chance
}

// cohortHazard is the voluntary hazard of cohort c at a renewal that ends the
// contract of ages from..age, without shocks.
func (l *lane) cohortHazard(c, from, age, t int) float64 {
	term := age - from
	h := l.base.hazardOver(from, age)
	elastic := l.prices.hazardFactor(l, c, t)
	if !l.seg.carried {
		return min(1, l.average(h, age, t, term)*elastic)
	}
	m := l.ratio(h, age, t, term) * elastic
	if m == 1 && !l.mix.cohorts[c].disturbed {
		return h
	}
	return l.mix.renew(l, c, from, age, m)
}
