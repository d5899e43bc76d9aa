package sim

import "math"

// refCurve is a segment's retention curve under a trial's inputs: hazards by
// the curve's own renewals, scale included, and survival between them.
type refCurve struct {
	*Retention
	alpha, beta, theta, c float64
	rates                 []float64 // per renewal
	scale                 float64
	per                   float64 // months between the curve's renewals
	carried               bool    // customers differ, and changes act on each one's own hazard
	survival              []float64
	contracts             map[[2]int]refContract // by the ages at which they begin and end
}

// refContract is what a curve says of a contract.
type refContract struct {
	hazard, exponent, correction float64
}

func (c *refCurve) contract(from, to int) refContract {
	k, known := c.contracts[[2]int{from, to}]
	if !known {
		k = refContract{c.over(from, to), 1, 1}
		if c.carried {
			k.exponent, k.correction = c.exponent(from, to), c.correction(from, to)
		}
		if math.Abs(k.exponent-1) < 1e-9 {
			k.exponent = 1
		}
		c.contracts[[2]int{from, to}] = k
	}
	return k
}

func newRefCurve(s *Segment, inputs []float64) *refCurve {
	r := &s.Retention
	c := &refCurve{
		Retention: r, scale: 1, per: float64(s.Term), survival: []float64{1}, contracts: make(map[[2]int]refContract),
		alpha: r.Alpha.value(inputs, RangeBeta), beta: r.Beta.value(inputs, RangeBeta),
		theta: r.Theta.value(inputs, RangeProbability), c: 1,
		carried: (r.Model == "sbg" || r.Model == "bdw") && !s.LikeAverage,
	}
	if r.Per > 0 {
		c.per = float64(r.Per)
	}
	if r.HasScale {
		c.scale = r.Scale.value(inputs, RangeAmount)
	}
	if r.Model == "weibull" || r.Model == "bdw" {
		c.c = r.C.value(inputs, RangePositive)
	}
	switch r.Model {
	case "constant":
		rate := r.Rate.value(inputs, RangeProbability)
		if r.Rate.Unit.Kind != UnitNone { // without a unit: per renewal
			rate = perMonths(rate, c.per)
		}
		c.rates = []float64{rate}
	case "table":
		for _, q := range r.Rates {
			c.rates = append(c.rates, q.value(inputs, RangeProbability))
		}
	}
	return c
}

// hazard of the curve's renewal r, as the plan states it.
func (c *refCurve) hazard(r int) float64 {
	x := math.Pow(float64(r), c.c)
	before := math.Pow(float64(r-1), c.c)
	h := 0.0
	switch c.Model {
	case "sbg":
		h = c.alpha / (c.alpha + c.beta + float64(r) - 1)
	case "weibull":
		h = 1 - math.Pow(1-c.theta, x-before)
	case "bdw":
		h = 1 - math.Exp(refLogBeta(c.alpha, c.beta+x)-refLogBeta(c.alpha, c.beta+before))
	default:
		h = c.rates[min(r, len(c.rates))-1]
	}
	return math.Min(1, c.scale*h)
}

// position of an age on the curve, in its renewals.
func (c *refCurve) position(age int) float64 { return float64(age) / c.per }

// at is the survival at a position, geometric between the curve's renewals.
func (c *refCurve) at(position float64) float64 {
	r := int(math.Floor(position))
	for len(c.survival) <= r+1 {
		n := len(c.survival)
		c.survival = append(c.survival, c.survival[n-1]*(1-c.hazard(n)))
	}
	if position == float64(r) {
		return c.survival[r]
	}
	between := position - float64(r)
	return math.Pow(c.survival[r], 1-between) * math.Pow(c.survival[r+1], between)
}

// over is the curve's hazard of a contract from one age to another.
func (c *refCurve) over(from, to int) float64 {
	x, before := c.position(to), c.position(from)
	if x == before+1 && x == math.Floor(x) {
		return c.hazard(int(x))
	}
	return 1 - c.at(x)/c.at(before)
}

// exponent is how often a customer's own propensity is put to the test between
// two ages: their hazard is 1 - (1-p)^exponent.
func (c *refCurve) exponent(from, to int) float64 {
	return math.Pow(c.position(to), c.c) - math.Pow(c.position(from), c.c)
}

// correction is what geometric interpolation of the curve makes of the hazard
// of customers that nothing was done to, over what their propensities say: 1
// at the curve's own renewals.
func (c *refCurve) correction(from, to int) float64 {
	if before, x := c.position(from), c.position(to); before == math.Floor(before) && x == math.Floor(x) {
		return 1
	}
	b := c.beta + math.Pow(c.position(from), c.c)
	mixed := 1 - math.Exp(refLogBeta(c.alpha, b+c.exponent(from, to))-refLogBeta(c.alpha, b))
	return c.over(from, to) / mixed
}

func refLogBeta(a, b float64) float64 {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return la + lb - lab
}

// refRenewal is the decision of one contract's end: what the plan makes of the
// curve's hazard, the same for all whose contracts started and end together.
type refRenewal struct {
	hazard     float64 // the curve's
	multiple   float64 // of the hazard, by changes and elasticity
	exponent   float64 // carried: of the customer's own propensity
	correction float64
	shock      float64
	carried    bool
}

// own is the chance that a customer of propensity p leaves.
func (r *refRenewal) own(p float64) float64 {
	if !r.carried {
		return math.Min(1, r.shock*math.Min(1, r.multiple*r.hazard))
	}
	q := p
	if r.exponent != 1 {
		q = 1 - math.Pow(1-p, r.exponent)
	}
	q = math.Min(1, r.multiple*q)
	if r.correction != 1 {
		q = math.Min(1, r.correction*q)
	}
	return q
}

// renewal is the decision at an age of a contract that began at another, with
// the inputs of month t and elasticity the effect of prices on the hazard.
func (w *refWorld) renewal(seg int, c *refCurve, from, age, t int, elasticity float64) refRenewal {
	k := c.contract(from, age)
	changed := w.changedChurn(seg, k.hazard, float64(age-from), age, t)
	r := refRenewal{hazard: k.hazard, multiple: elasticity, exponent: k.exponent, correction: k.correction, carried: c.carried}
	if changed != k.hazard {
		r.multiple *= changed / k.hazard
	}
	r.shock = w.shock(LeverChurn, seg, t)
	if c.carried && (r.shock != 1 || c.scale != 1) {
		panic("reference: scale and shocks act on the average of carried propensities")
	}
	return r
}

// changedChurn is a hazard per renewal of k months after the churn changes of
// month t: `to`, relative ones on the whole and on reasons, then `add`.
func (w *refWorld) changedChurn(seg int, h, k float64, age, t int) float64 {
	s := &w.m.Segments[seg]
	acts := w.acting(seg, LeverChurn, "", age, t)
	for _, a := range acts {
		if a.Op == OpTo {
			h = inUnit(h, k, a.Value.Unit.Months, func(v float64) float64 { return v + a.weight*(a.Value.raw(w.inputs)-v) })
		}
	}
	relative := func(reason string) float64 {
		product := 1.0
		for _, a := range acts {
			if a.Reason != reason || (a.Op != OpReduce && a.Op != OpIncrease) {
				continue
			}
			x := a.weight * a.Value.value(w.inputs, RangeEffect)
			if a.Op == OpReduce {
				x = -x
			}
			product *= 1 + x
		}
		return math.Max(0, product)
	}
	h *= relative("")
	if len(s.Reasons) > 0 {
		sum := 0.0
		for _, r := range s.Reasons {
			sum += r.Share * relative(r.Name)
		}
		h *= sum
	}
	for _, a := range acts {
		if a.Op == OpAdd {
			h = inUnit(h, k, a.Value.Unit.Months, func(v float64) float64 { return v + a.weight*a.Value.raw(w.inputs) })
		}
	}
	return h
}

// inUnit changes a hazard per k months in the unit that a change is written in:
// per u months, or per renewal where it has none.
func inUnit(h, k, u float64, change func(float64) float64) float64 {
	if u == 0 {
		u = k
	}
	v := perMonths(math.Min(1, h), u/k)
	return perMonths(RangeProbability.clip(change(v)), k/u)
}

// failure is the chance of a failed payment that is not recovered.
func (w *refWorld) failure(seg, age, t int) float64 {
	in := w.m.Segments[seg].Involuntary
	if in == nil {
		return 0
	}
	failure := w.changed(in.Failure.value(w.inputs, RangeProbability), RangeProbability, seg, LeverInvoluntary, "", age, t)
	recovery := w.changed(in.Recovery.value(w.inputs, RangeProbability), RangeProbability, seg, LeverRecovery, "", age, t)
	return failure * (1 - recovery)
}
