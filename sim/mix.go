package sim

import "holdfast/sim/retention"

// nodeTable caches what the nodes of the carried propensities do over one
// contract, by the age at its end.
type nodeTable struct {
	stride int
	haz    []float64 // [age*stride+i] node hazards
	mean   []float64 // by age: mean node hazard of those who got there undisturbed
	known  []bool
}

func (n *nodeTable) reset(stride int) {
	n.stride = stride
	clear(n.known)
}

// oneStep reports whether the contract of ages from..age is one step of the
// curve.
func (d *segmentDraw) oneStep(from, age int) bool {
	return age-from == d.g.per && from%d.g.per == 0
}

// over returns the nodes' own hazards at the renewal that ends the contract of
// ages from..age and, where that is not one step of the curve, their mean among
// those who got there undisturbed. kept is set where the slice stays as it is
// for the rest of the trial.
func (d *segmentDraw) over(w *worker, from, age int) (nodes []float64, mean float64, kept bool) {
	step := d.oneStep(from, age)
	if step && d.curve.Kind == retention.SBG {
		return d.mix.P, 0, true
	}
	n := &d.nodes
	kept = age-from == d.g.Term
	if kept && age < len(n.known) && n.known[age] {
		return n.haz[age*n.stride : (age+1)*n.stride], n.mean[age], true
	}
	nodes = w.nodes[:n.stride]
	if kept {
		n.grow(age)
		nodes = n.haz[age*n.stride : (age+1)*n.stride]
	}
	per := float64(d.g.per)
	at := d.curve.Position(float64(from) / per)
	d.mix.Hazards(nodes, d.curve.Position(float64(age)/per)-at)
	if !step {
		weights := w.weights[:n.stride]
		d.mix.StartAt(weights, at)
		for i, q := range nodes {
			mean += weights[i] * q
		}
	}
	if kept {
		n.known[age], n.mean[age] = true, mean
	}
	return nodes, mean, kept
}

// grow makes room for an age.
func (n *nodeTable) grow(age int) {
	for len(n.known) <= age {
		n.known = append(n.known, false)
		n.mean = append(n.mean, 0)
	}
	for len(n.haz) < (age+1)*n.stride {
		n.haz = append(n.haz, make([]float64, n.stride)...)
	}
}

// renewNodes takes weights through the renewal at the end of the contract of
// ages from..age, own hazards multiplied by m, and returns the mean hazard,
// scale in it.
func (d *segmentDraw) renewNodes(w *worker, weights []float64, from, age int, m float64) float64 {
	nodes, undisturbed, _ := d.over(w, from, age)
	return d.scaleNodes(d.mix.Renew(weights, m, nodes), undisturbed, from, age)
}

// scaleNodes turns the mean of the nodes' hazards into the cohort's: by the
// curve's scale, or, where the contract is not one step of the curve, by what
// the interpolated curve says over what the nodes say undisturbed.
func (d *segmentDraw) scaleNodes(mean, undisturbed float64, from, age int) float64 {
	if d.oneStep(from, age) {
		return min(1, d.curve.Scale*mean)
	}
	if undisturbed == 0 {
		return 0
	}
	return min(1, d.hazardOver(from, age)*mean/undisturbed)
}

// mixState carries the distribution of churn propensities of every cohort that
// a change has reached.
type mixState struct {
	active  bool // some change has begun in this trial
	cohorts []mixCohort
	stay    []float64 // what nodes keep, for the multiplier and nodes below
	m       float64
	nodes   *float64
	monthly bool    // decisions of the month are one step of the curve, under relative changes alone
	shock   float64 // on them
}

// mixCohort is one cohort's mix: shares of the nodes below len(weights).
type mixCohort struct {
	disturbed bool
	weights   []float64
	sum       float64 // of the weights
}

// leastSum is the sum of weights below which they are scaled up again.
const leastSum = 1e-90

func newMixState(p *laneProgram, cohorts int) mixState {
	s := mixState{cohorts: make([]mixCohort, cohorts)}
	if p.seg.carried && p.movesChurn() {
		buf := make([]float64, cohorts*retention.MaxNodes)
		for c := range s.cohorts {
			s.cohorts[c].weights = buf[c*retention.MaxNodes : c*retention.MaxNodes : (c+1)*retention.MaxNodes]
		}
		s.stay = make([]float64, retention.MaxNodes)
	}
	return s
}

// movesChurn reports whether anything in the lane multiplies hazards.
func (p *laneProgram) movesChurn() bool {
	return len(p.effects[LeverChurn]) > 0 || p.seg.elastic && len(p.effects[LeverPrice]) > 0
}

func (s *mixState) reset() {
	s.active, s.nodes = false, nil
	for c := range s.cohorts {
		s.cohorts[c].disturbed = false
	}
}

// begin sets what the renewals of month t have in common.
func (s *mixState) begin(l *lane, t int) {
	s.monthly = s.active && l.seg.per == 1 && l.seg.Term == 1 &&
		!l.changesTerm && !l.prices.elastic && !l.inputs.points
	if s.monthly {
		s.shock = l.w.future.shock(l.seg, LeverChurn, t)
	}
}

// chance is the chance of leaving of cohort c where s.monthly is set, reached
// without what other terms and changes of the price need.
func (s *mixState) chance(l *lane, c, age, t int) *odds {
	x := &l.inputs.class[l.class(age)]
	if x.churn == 1 && !s.cohorts[c].disturbed {
		return l.hazards.at(l, age, t, 1)
	}
	d := l.base
	nodes := d.mix.P
	if d.curve.Kind != retention.SBG {
		nodes, _, _ = d.over(l.w, age-1, age)
	}
	h := min(1, d.curve.Scale*s.leave(d, s.cohort(d, c, age-1), nodes, true, x.churn))
	l.w.chance = newOdds(either(min(1, h*s.shock), x.leave))
	return &l.w.chance
}

// renew lets cohort c decide at the end of the contract of ages from..age, its
// customers' own hazards multiplied by m, and returns the cohort's hazard.
func (s *mixState) renew(l *lane, c, from, age int, m float64) float64 {
	d := l.base
	nodes, undisturbed, fixed := d.over(l.w, from, age)
	mean := s.leave(d, s.cohort(d, c, from), nodes, fixed, m)
	return d.scaleNodes(mean, undisturbed, from, age)
}

// cohort returns the mix of cohort c, whose last renewal was at the age from.
func (s *mixState) cohort(d *segmentDraw, c, from int) *mixCohort {
	x := &s.cohorts[c]
	if x.disturbed {
		return x
	}
	x.disturbed = true
	x.weights = x.weights[:len(d.mix.P)]
	_, high := d.mix.StartAt(x.weights, d.curve.Position(float64(from)/float64(d.g.per)))
	x.weights = x.weights[:high]
	x.sum = 0
	for _, w := range x.weights {
		x.sum += w
	}
	return x
}

// leave takes a cohort's mix through a decision with the nodes' own hazards,
// multiplied by m, and returns the mean hazard. fixed is set where nodes stays
// as it is for the rest of the trial.
func (s *mixState) leave(d *segmentDraw, x *mixCohort, nodes []float64, fixed bool, m float64) float64 {
	if !fixed || s.nodes != &nodes[0] || s.m != m {
		s.nodes, s.m = &nodes[0], m
		s.stay = s.stay[:len(nodes)]
		d.mix.Stay(s.stay, m, nodes)
	}
	if x.sum == 0 {
		return 1
	}
	kept := retention.Keep(x.weights, s.stay[:len(x.weights)])
	mean := max(0, 1-kept/x.sum)
	if x.sum = kept; kept < leastSum && kept > 0 {
		for i := range x.weights {
			x.weights[i] /= kept
		}
		x.sum = 1
	}
	return mean
}
