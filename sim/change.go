package sim

import "math"

// multiplies reports whether a churn change acts in the current month.
func (l *lane) multiplies() bool {
	if l.inputs.points {
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
		l.capped[LeverChurn] = l.capped[LeverChurn] || !(sum >= 0 && sum <= 1)
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
