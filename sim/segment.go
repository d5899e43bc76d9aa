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
	tails    tailCache
	ages     int // that the tables cover
}

// nodeMonths is the age up to which the nodes of carried propensities are made
// to be faithful at least: what comes later weighs little in a lifetime.
const nodeMonths = 720

// channelDraw holds a channel's inputs in one trial.
type channelDraw struct {
	spend, cac, saturation, customers, growth, rate, dispersion float64
}

func newSegmentDraw(p *program, g *segmentProgram, ages int) *segmentDraw {
	d := &segmentDraw{g: g, ages: ages, channels: make([]channelDraw, len(g.Channels))}
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
		Alpha: r.Alpha.value(in, RangeBeta),
		Beta:  r.Beta.value(in, RangeBeta),
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
	d.tails.used = 0
	d.curve.Hazards(d.hazards)
	d.survival = retention.NewSurvival(d.scratch, d.hazards)
	if d.g.carried {
		d.mix.FillTo(d.curve.Alpha, d.curve.Beta, d.curve.Position(float64(max(d.ages, nodeMonths))/float64(d.g.per)))
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
	if d.oneStep(from, age) {
		if r := age / per; r <= len(d.hazards) {
			return d.hazards[r-1]
		}
		return d.curve.Hazard(age / per)
	}
	if x := float64(age) / float64(per); x <= float64(len(d.hazards)) {
		return d.survival.Hazard(float64(from)/float64(per), x)
	}
	return d.curve.HazardBetween(float64(from)/float64(per), float64(age)/float64(per))
}
