package sim

import "holdfast/sim/variate"

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
	l.mix.cohorts[c].disturbed = false
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
		if l.w.p.m.Noise == NoiseCustomers && n <= maxCount {
			at := l.w.winback[from-1].At(uint64(t))
			k = chance.Binomial(n, &at)
		}
		l.pool[from-1] = n - k
		total += k
	}
	return total
}
