package sim

// moves lets those who stay upgrade or downgrade.
func (l *lane) moves(s *step) {
	if !l.seg.moves() {
		return
	}
	in := &l.inputs
	luck := l.w.p.m.Noise == NoiseCustomers
	for c := range l.live {
		n := l.n[c]
		if n == 0 {
			continue
		}
		k := l.class(s.t - l.seg.joined[c])
		ups, downs := n*in.class[k].up, n*in.class[k].down
		if luck {
			ups = l.w.expansion[c].draw(n, &in.moves[k][0], l.w.first)
			downs = l.w.contraction[c].draw(n-ups, &in.moves[k][1], l.w.first)
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

// ofOthers is the probability of an event, of probability p in all, among those
// to whom another that excludes it, of probability q, does not happen.
func ofOthers(p, q float64) float64 {
	if q >= 1 {
		return 0
	}
	return min(1, p/(1-q))
}
