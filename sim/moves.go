package sim

import "holdfast/sim/variate"

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
