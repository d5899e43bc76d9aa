package sim

import (
	"math"
	"math/rand/v2"
)

// The reference simulator is the engine's oracle: the same model read straight
// from its words, one customer at a time, each with an own propensity to leave,
// own price and own contract. It is slow, and shares no simulation code with the
// engine: only the numbers of a plan and their units.

// refFuture is what every scenario of a trial has in common: the drawn inputs,
// which initiatives work, which events happen and when, and the shocks.
type refFuture struct {
	inputs []float64
	works  []bool                 // [initiative]
	starts []int                  // [event] month; 0: it does not happen
	shocks [numLevers][][]float64 // [lever][segment][month-1]; nil: 1
}

func newRefFuture(m *Model, rng *rand.Rand) *refFuture {
	f := &refFuture{inputs: refInputs(m, rng)}
	for i := range m.Initiatives {
		in := &m.Initiatives[i]
		p := in.Success.value(f.inputs, RangeProbability)
		f.works = append(f.works, in.Certain || rng.Float64() < p)
	}
	for i := range m.Events {
		ev := &m.Events[i]
		p := ev.Success.value(f.inputs, RangeProbability)
		start := ev.Starts + rng.IntN(ev.StartsTo-ev.Starts+1)
		if !ev.Certain && rng.Float64() >= p {
			start = 0
		}
		f.starts = append(f.starts, start)
	}
	for i := range m.Shocks {
		f.addShock(m, &m.Shocks[i], rng)
	}
	return f
}

// refInputs draws every input once: rows of tables, and the others by a
// Gaussian copula where correlated.
func refInputs(m *Model, rng *rand.Rand) []float64 {
	n := len(m.Inputs)
	lower := refCholesky(m)
	normals := make([]float64, n)
	for i := range normals {
		normals[i] = rng.NormFloat64()
	}
	rows := make([]int, len(m.Tables))
	for i := range rows {
		rows[i] = rng.IntN(len(m.Tables[i].Columns[0]))
	}
	inputs := make([]float64, n)
	for i := range inputs {
		in := &m.Inputs[i]
		if in.Table > 0 {
			inputs[i] = m.Tables[in.Table-1].Columns[in.Column][rows[in.Table-1]]
			continue
		}
		z := 0.0
		for j := 0; j <= i; j++ {
			z += lower[i][j] * normals[j]
		}
		inputs[i] = in.Dist.Quantile(math.Erfc(-z/math.Sqrt2) / 2)
	}
	return inputs
}

// refCholesky factors the Pearson correlations of the copula, 2 sin(pi rho / 6).
func refCholesky(m *Model) [][]float64 {
	n := len(m.Inputs)
	r := make([][]float64, n)
	lower := make([][]float64, n)
	for i := range r {
		r[i] = make([]float64, n)
		lower[i] = make([]float64, n)
		r[i][i] = 1
	}
	for _, c := range m.Correlations {
		r[c.A][c.B] = 2 * math.Sin(math.Pi*c.Rho/6)
		r[c.B][c.A] = r[c.A][c.B]
	}
	for i := range r {
		for j := 0; j <= i; j++ {
			sum := r[i][j]
			for k := 0; k < j; k++ {
				sum -= lower[i][k] * lower[j][k]
			}
			if i == j {
				lower[i][i] = math.Sqrt(sum)
			} else {
				lower[i][j] = sum / lower[j][j]
			}
		}
	}
	return lower
}

func (f *refFuture) addShock(m *Model, s *Shock, rng *rand.Rand) {
	sd := s.SD.value(f.inputs, RangeAmount)
	rho := s.Persistence.value(f.inputs, RangePersistence)
	spread := math.Sqrt(math.Log(1 + sd*sd))
	path := make([]float64, m.Months)
	g := spread * rng.NormFloat64()
	for t := range path {
		if t > 0 {
			g = rho*g + math.Sqrt(1-rho*rho)*spread*rng.NormFloat64()
		}
		path[t] = math.Exp(g - spread*spread/2)
	}
	if f.shocks[s.Lever] == nil {
		f.shocks[s.Lever] = make([][]float64, len(m.Segments))
	}
	for _, seg := range s.Segments {
		if f.shocks[s.Lever][seg] == nil {
			f.shocks[s.Lever][seg] = make([]float64, m.Months)
			for t := range path {
				f.shocks[s.Lever][seg][t] = 1
			}
		}
		for t := range path {
			f.shocks[s.Lever][seg][t] *= path[t]
		}
	}
}

// refEffect is an initiative of the scenario, or an event that happens.
type refEffect struct {
	*Initiative
	start int
	works bool
	event bool
}

func (e *refEffect) touches(seg int) bool {
	for _, s := range e.Segments {
		if s == seg {
			return true
		}
	}
	return false
}

func (e *refEffect) running(t int) bool {
	return t >= e.start && (e.Months == 0 || t < e.start+e.Months)
}

// refWorld is one scenario of one future.
type refWorld struct {
	m       *Model
	future  *refFuture
	inputs  []float64
	effects []*refEffect
	changes [numLevers]bool // whether any effect has a change of a lever
	// ended: after the horizon, where of every initiative only prices and terms
	// go on.
	ended bool
	calm  bool // shocks stand at 1
}

// shock is the factor on a segment's lever in month t.
func (w *refWorld) shock(l Lever, seg, t int) float64 {
	if paths := w.future.shocks[l]; paths != nil && paths[seg] != nil && !w.calm {
		return paths[seg][t-1]
	}
	return 1
}

func newRefWorld(m *Model, f *refFuture, scenario *Scenario) *refWorld {
	w := &refWorld{m: m, future: f, inputs: f.inputs}
	for _, i := range scenario.Initiatives {
		w.effects = append(w.effects, &refEffect{&m.Initiatives[i], m.Initiatives[i].Starts, f.works[i], false})
	}
	for i := range m.Events {
		if f.starts[i] > 0 {
			w.effects = append(w.effects, &refEffect{&m.Events[i], f.starts[i], true, true})
		}
	}
	for _, e := range w.effects {
		for _, c := range e.Changes {
			w.changes[c.Lever] = true
		}
	}
	return w
}

// weight is ramp x fade x reach of an effect on a lever in month t.
func (w *refWorld) weight(e *refEffect, l Lever, t int) float64 {
	if !e.works || !e.running(t) || (w.ended && !e.event && l != LeverPrice && l != LeverTerm) {
		return 0
	}
	month, ramp := t-e.start+1, max(e.Ramp, 1)
	weight := 1.0
	if month < ramp {
		weight = float64(month) / float64(ramp)
	} else {
		weight = math.Pow(1-e.Fade.value(w.inputs, RangeProbability), float64(month-ramp))
	}
	if e.HasReach && l == LeverChurn {
		weight *= e.ReachChurners.value(w.inputs, RangeProbability)
	} else if e.HasReach {
		weight *= e.ReachCustomers.value(w.inputs, RangeProbability)
	}
	return weight
}

// refAct is one change that acts now, with its weight.
type refAct struct {
	*Change
	weight float64
}

// acting lists what acts on a lever in month t at an age, in the order in which
// it acts.
func (w *refWorld) acting(seg int, l Lever, channel string, age, t int) []refAct {
	if !w.changes[l] {
		return nil
	}
	var acts []refAct
	for op := OpTo; op <= OpAdd; op++ {
		for _, e := range w.effects {
			for i := range e.Changes {
				c := &e.Changes[i]
				if c.Lever != l || c.Op != op || !e.touches(seg) || (c.Channel != "" && c.Channel != channel) || !c.Ages.Has(age) {
					continue
				}
				if weight := w.weight(e, l, t); weight != 0 {
					acts = append(acts, refAct{c, weight})
				}
			}
		}
	}
	return acts
}

// changed is an input after the changes of month t.
func (w *refWorld) changed(v float64, r Range, seg int, l Lever, channel string, age, t int) float64 {
	for _, a := range w.acting(seg, l, channel, age, t) {
		x := a.Value.value(w.inputs, RangeAny)
		u := a.Value.Unit
		switch {
		case a.Op == OpTo:
			v += a.weight * (x - v)
		case a.Op == OpReduce:
			v *= 1 - a.weight*x
		case a.Op == OpIncrease:
			v *= 1 + a.weight*x
		case u.Kind == UnitPoints && u.Months > 0:
			points := perMonths(r.clip(v), u.Months) + a.weight*x
			v = perMonths(RangeProbability.clip(points), 1/u.Months)
		default:
			v += a.weight * x
		}
	}
	return r.clip(v)
}

// byAge is a stepped input at an age.
func (w *refWorld) byAge(steps ByAge, r Range, age int) float64 {
	v := 0.0
	for _, s := range steps {
		if age >= s.From {
			v = s.Value.value(w.inputs, r)
		}
	}
	return v
}

// priceFactors sets f[j] to the ratio that the j-th price change makes of the
// price of month t for an age; order is the list of all of a segment's.
func (w *refWorld) priceFactors(seg, age, t int, prices []refPriceChange) (f refFactors) {
	list := w.m.Segments[seg].Price.value(w.inputs, RangeAmount)
	now := list
	for j, p := range prices {
		f[j] = 1
		weight := 0.0
		if p.change.Ages.Has(age) {
			weight = w.weight(p.effect, LeverPrice, t)
		}
		x := p.change.Value.value(w.inputs, RangeAny)
		if weight == 0 || list == 0 {
			continue
		}
		switch p.change.Op {
		case OpTo:
			f[j] = 1 + weight*(x/list-1)
		case OpReduce:
			f[j] = 1 - weight*x
		case OpIncrease:
			f[j] = 1 + weight*x
		case OpAdd:
			f[j] = (now + weight*x) / now
		}
		now *= f[j]
	}
	return f
}

// refFactors are the price factors that a customer pays, one for each price
// change of the scenario.
type refFactors [4]float64

func (f refFactors) product(n int) float64 {
	p := 1.0
	for j := 0; j < n; j++ {
		p *= f[j]
	}
	return p
}

type refPriceChange struct {
	effect *refEffect
	change *Change
}

// prices lists a segment's price changes in the order in which they act.
func (w *refWorld) prices(seg int) []refPriceChange {
	var list []refPriceChange
	for op := OpTo; op <= OpAdd; op++ {
		for _, e := range w.effects {
			for i := range e.Changes {
				if e.Changes[i].Lever == LeverPrice && e.Changes[i].Op == op && e.touches(seg) && e.works {
					list = append(list, refPriceChange{e, &e.Changes[i]})
				}
			}
		}
	}
	if len(list) > len(refFactors{}) {
		panic("reference: too many price changes")
	}
	return list
}
