package sim

import "math"

// priceState follows, for every cohort, the price changes that its own MRR has
// gone through, and the churn that they cause.
type priceState struct {
	count   int         // price changes of the lane
	live    bool        // some price change has begun in this trial
	elastic bool        // and it moves churn
	ratio   [][]float64 // [change][cohort] gone through
	began   [][]int     // [change][cohort] month of the first decision at a new price; -1: joined at it
	target  []float64   // factor that cohort c pays after this month's decision
	effect  []float64   // factor^elasticity of it, where the effect lasts
	cached  []float64   // factor that effect was computed from
}

func newPriceState(changes, cohorts int) priceState {
	s := priceState{count: changes}
	if changes == 0 {
		return s
	}
	for range changes {
		s.ratio = append(s.ratio, make([]float64, cohorts))
		s.began = append(s.began, make([]int, cohorts))
	}
	s.target, s.effect, s.cached = make([]float64, cohorts), make([]float64, cohorts), make([]float64, cohorts)
	return s
}

func (s *priceState) reset(live int) {
	s.live, s.elastic = false, false
	for c := range live {
		s.start(c)
	}
}

func (s *priceState) start(c int) {
	for j := range s.ratio {
		s.ratio[j][c], s.began[j][c] = 1, 0
	}
	if s.count > 0 {
		s.effect[c], s.cached[c] = 1, 1
	}
}

// decide sets what every cohort would pay after this month's renewal.
func (s *priceState) decide(l *lane, t int) {
	if s.count == 0 {
		return
	}
	in := &l.inputs
	if !s.live {
		for _, r := range in.price {
			if r != 1 {
				s.live = true
				s.elastic = l.base.churnElasticity != 0
			}
		}
		if !s.live {
			return
		}
	}
	k := len(in.class)
	list := l.effects[LeverPrice]
	for c := range l.live {
		age := t - l.seg.joined[c]
		class := l.class(age)
		due := l.renewalDue(c, age)
		factor := 1.0
		for j := range list {
			switch list[j].Existing {
			case ExistingAtOnce:
				s.ratio[j][c] = in.price[j*k+class]
			case ExistingAtRenewal:
				if due {
					s.ratio[j][c] = in.price[j*k+class]
				}
			}
			factor *= s.ratio[j][c]
		}
		s.target[c] = factor
	}
}

// join sets the price of the cohort that joins: the list price of the month.
func (s *priceState) join(l *lane, c int) {
	s.start(c)
	if !s.live {
		return
	}
	k := len(l.inputs.class)
	for j := range s.ratio {
		r := l.inputs.price[j*k]
		s.ratio[j][c] = r
		if r != 1 {
			s.began[j][c] = -1
		}
	}
}

// apply lets those who stayed pay their new price.
func (s *priceState) apply(l *lane, st *step) {
	if !s.live {
		return
	}
	for c := range l.live {
		if d := s.target[c] - l.factor[c]; d != 0 {
			st.mrrPrice += l.n[c] * l.unit[c] * d
			l.factor[c] = s.target[c]
		}
	}
}

// hazardFactor is what the price that cohort c would pay multiplies its hazard
// by in the decision of month t.
func (s *priceState) hazardFactor(l *lane, c, t int) float64 {
	if !s.elastic {
		return 1
	}
	e := l.base.churnElasticity
	months := l.seg.Elasticity.ChurnMonths
	if months == 0 {
		if f := s.target[c]; f != s.cached[c] {
			s.cached[c], s.effect[c] = f, math.Pow(f, e)
		}
		return s.effect[c]
	}
	x := 1.0
	for j := range s.ratio {
		r := s.ratio[j][c]
		if r == 1 || s.began[j][c] < 0 {
			continue
		}
		if s.began[j][c] == 0 {
			s.began[j][c] = t
		}
		if t-s.began[j][c] < months {
			x *= math.Pow(r, e)
		}
	}
	return x
}
