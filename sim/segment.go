package sim

import (
	"holdfast/sim/retention"
)

// segmentDraw holds a segment's inputs before any change, in one trial.
type segmentDraw struct {
	g               *segmentProgram
	price           float64
	openingPrice    float64
	fee             float64
	margin, serve   steps
	orderRate       steps
	orderValue      float64
	orderCV         float64
	up, down        steps
	uplift, drop    float64
	failure         float64
	recovery        float64
	winback         float64
	acquire         float64 // elasticity of acquisition
	churnElasticity float64
	channels        []channelDraw

	curve    retention.Curve
	rates    []float64
	fixed    bool // the curve is the same in every trial
	filled   bool
	hazards  []float64 // by renewal, scale in them
	survival retention.Survival
	scratch  []float64
	mix      retention.Mixture
	nodes    nodeTable
}

// channelDraw holds a channel's inputs in one trial.
type channelDraw struct {
	spend, cac, saturation, customers, growth, rate, dispersion float64
}

func newSegmentDraw(p *program, g *segmentProgram, ages int) *segmentDraw {
	d := &segmentDraw{g: g, channels: make([]channelDraw, len(g.Channels))}
	d.margin, d.serve = newSteps(g.GrossMargin), newSteps(g.CostToServe)
	if g.Orders != nil {
		d.orderRate = newSteps(g.Orders.Rate)
	}
	if g.Expansion != nil {
		d.up = newSteps(g.Expansion.Customers)
	}
	if g.Contraction != nil {
		d.down = newSteps(g.Contraction.Customers)
	}
	d.rates = make([]float64, len(g.Retention.Rates))
	n := ages/g.per + 2
	d.hazards = make([]float64, n)
	d.scratch = make([]float64, n+1)
	r := &g.Retention
	d.fixed = r.Rate.Input == 0 && r.Alpha.Input == 0 && r.Beta.Input == 0 && r.Theta.Input == 0 &&
		r.C.Input == 0 && r.Scale.Input == 0
	for _, q := range r.Rates {
		d.fixed = d.fixed && q.Input == 0
	}
	return d
}

// set evaluates the segment's inputs for a trial.
func (d *segmentDraw) set(in []float64) {
	g := d.g
	d.price = g.Price.value(in, RangeAmount)
	d.openingPrice = d.price
	if g.Opening.HasPrice {
		d.openingPrice = g.Opening.Price.value(in, RangeAmount)
	}
	d.fee = g.PaymentFee.value(in, RangeProbability)
	d.margin.set(g.GrossMargin, in, RangeMargin)
	d.serve.set(g.CostToServe, in, RangeAmount)
	if o := g.Orders; o != nil {
		d.orderRate.set(o.Rate, in, RangeAmount)
		d.orderValue = o.Value.value(in, RangeAmount)
		d.orderCV = o.CV.value(in, RangeAmount)
	}
	if x := g.Expansion; x != nil {
		d.up.set(x.Customers, in, RangeProbability)
		d.uplift = x.Size.value(in, RangeAmount)
	}
	if x := g.Contraction; x != nil {
		d.down.set(x.Customers, in, RangeProbability)
		d.drop = x.Size.value(in, RangeProbability)
	}
	if x := g.Involuntary; x != nil {
		d.failure = x.Failure.value(in, RangeProbability)
		d.recovery = x.Recovery.value(in, RangeProbability)
	}
	if x := g.Winback; x != nil {
		d.winback = x.Rate.value(in, RangeProbability)
	}
	d.acquire = g.Elasticity.Acquisition.value(in, RangeElasticity)
	d.churnElasticity = g.Elasticity.Churn.value(in, RangeElasticity)
	for i := range g.Channels {
		c := &g.Channels[i]
		d.channels[i] = channelDraw{
			spend:      c.Spend.value(in, RangeAmount),
			cac:        c.CAC.value(in, RangeAmount),
			saturation: c.Saturation.value(in, RangeSaturation),
			customers:  c.Customers.value(in, RangeAmount),
			growth:     c.Growth.value(in, RangeGrowth),
			rate:       c.Rate.value(in, RangeProbability),
			dispersion: c.Dispersion.value(in, RangeDispersion),
		}
	}
	d.setCurve(in)
}

// setCurve evaluates the retention curve and its tables; once, where nothing in
// it is uncertain.
func (d *segmentDraw) setCurve(in []float64) {
	if d.fixed && d.filled {
		return
	}
	d.filled = true
	r := &d.g.Retention
	for i, q := range r.Rates {
		d.rates[i] = q.value(in, RangeProbability)
	}
	d.curve = retention.Curve{
		Kind:  d.g.kind,
		Rate:  r.Rate.value(in, RangeProbability),
		Alpha: r.Alpha.value(in, RangePositive),
		Beta:  r.Beta.value(in, RangePositive),
		Theta: r.Theta.value(in, RangeProbability),
		C:     r.C.value(in, RangePositive),
		Rates: d.rates,
		Scale: 1,
	}
	if r.Rate.Unit.Kind == UnitProbability {
		d.curve.Rate = perMonths(d.curve.Rate, float64(d.g.per))
	}
	if r.HasScale {
		d.curve.Scale = r.Scale.value(in, RangeAmount)
	}
	d.curve.Hazards(d.hazards)
	d.survival = retention.NewSurvival(d.scratch, d.hazards)
	if d.g.carried {
		d.mix.Fill(d.curve.Alpha, d.curve.Beta)
		d.nodes.reset(len(d.mix.P))
	}
}

// hazard is the curve's hazard at the renewal at an age, under the segment's
// own term.
func (d *segmentDraw) hazard(age int) float64 {
	return d.hazardOver(age-d.g.Term, age)
}

// hazardOver is the curve's hazard at a renewal that ends the contract of ages
// from..age.
func (d *segmentDraw) hazardOver(from, age int) float64 {
	per := d.g.per
	if age-from == per && from%per == 0 {
		if r := age / per; r <= len(d.hazards) {
			return d.hazards[r-1]
		}
		return d.curve.Hazard(age / per)
	}
	return d.survival.Hazard(float64(from)/float64(per), float64(age)/float64(per))
}

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

// over returns the nodes' own hazards at the renewal that ends the contract of
// ages from..age, and their mean among those who got there undisturbed.
func (d *segmentDraw) over(w *worker, from, age int) (nodes []float64, mean float64) {
	n := &d.nodes
	own := age-from == d.g.Term
	if own && age < len(n.known) && n.known[age] {
		return n.haz[age*n.stride : (age+1)*n.stride], n.mean[age]
	}
	if own {
		n.grow(age)
		nodes = n.haz[age*n.stride : (age+1)*n.stride]
	} else {
		nodes = w.nodes[:n.stride]
	}
	per := float64(d.g.per)
	at := d.curve.Position(float64(from) / per)
	d.mix.Hazards(nodes, d.curve.Position(float64(age)/per)-at)
	weights := w.weights[:n.stride]
	d.mix.StartAt(weights, at)
	for i, q := range nodes {
		mean += weights[i] * q
	}
	if own {
		n.known[age], n.mean[age] = true, mean
	}
	return nodes, mean
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

// mixState carries the distribution of churn propensities of every cohort that
// a change has reached.
type mixState struct {
	active    bool // some change has begun in this trial
	disturbed []bool
	weights   [][]float64
}

func newMixState(p *laneProgram, cohorts int) mixState {
	s := mixState{disturbed: make([]bool, cohorts)}
	if p.seg.carried && p.movesChurn() {
		s.weights = make([][]float64, cohorts)
		buf := make([]float64, cohorts*retention.MaxNodes)
		for c := range s.weights {
			s.weights[c] = buf[c*retention.MaxNodes : (c+1)*retention.MaxNodes]
		}
	}
	return s
}

// movesChurn reports whether anything in the lane multiplies hazards.
func (p *laneProgram) movesChurn() bool {
	return len(p.effects[LeverChurn]) > 0 || p.seg.elastic && len(p.effects[LeverPrice]) > 0
}

func (s *mixState) reset() {
	s.active = false
	clear(s.disturbed)
}

func (s *mixState) join(c int) { s.disturbed[c] = false }

// renew lets cohort c decide at the end of the contract of ages from..age, its
// customers' own hazards multiplied by m, and returns the cohort's hazard.
func (s *mixState) renew(l *lane, c, from, age int, m float64) float64 {
	d := l.base
	w := s.weights[c][:len(d.mix.P)]
	if !s.disturbed[c] {
		s.disturbed[c] = true
		d.mix.StartAt(w, d.curve.Position(float64(from)/float64(d.g.per)))
	}
	return d.renewNodes(l.w, w, from, age, m)
}

// renewNodes takes weights w through the renewal at the end of the contract of
// ages from..age, own hazards multiplied by m, and returns the mean hazard,
// scale in it.
func (d *segmentDraw) renewNodes(w *worker, weights []float64, from, age int, m float64) float64 {
	nodes, undisturbed := d.over(w, from, age)
	mean := d.mix.Renew(weights, m, nodes)
	if age-from == d.g.per && from%d.g.per == 0 {
		return min(1, d.curve.Scale*mean)
	}
	if undisturbed == 0 {
		return 0
	}
	return min(1, d.hazardOver(from, age)*mean/undisturbed)
}
