package analysis

import (
	"math"
	"sort"
	"sync"

	"holdfast/sim"
)

// curveQuantiles are those of an input at which the outcome is looked at;
// curveP10 and curveP90 are the places of P10 and P90 among them.
var curveQuantiles = [...]float64{0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}

const curveP10, curveP90 = 1, len(curveQuantiles) - 2

const (
	mostRowsMoved  = 200 // of a table in the tornado
	mostStarts     = 24  // months of an event's start there
	turnTolerance  = 1e-3
	roundTolerance = 1e-9 // of the outcome's size
)

// tornadoCurve is the outcome of one entry along its values.
type tornadoCurve struct {
	entry   *SensitivityEntry
	draws   []*sim.Draw
	values  []float64 // of what is discrete
	chances []float64
	y       []float64
}

// tornado moves one entry at a time, the others in the middle, without shocks
// and luck.
func (r *sensitivityRun) tornado() error {
	curves := []*tornadoCurve{{draws: []*sim.Draw{r.middle}}}
	for i := range r.out.Entries {
		if c := r.curve(&r.out.Entries[i]); c != nil {
			curves = append(curves, c)
		}
	}
	var draws []*sim.Draw
	var to []*tornadoCurve
	for _, c := range curves {
		draws = append(draws, c.draws...)
		for range c.draws {
			to = append(to, c)
		}
	}
	err := r.evaluate(r.calm, len(draws), func(_ *sim.Evaluator, i int, d *sim.Draw) { copyDraw(d, draws[i]) },
		func(i int, v *sim.Valuation) { to[i].y = append(to[i].y, r.outcome(v)) })
	if err != nil {
		return err
	}
	r.out.Middle = curves[0].y[0]
	for _, c := range curves[1:] {
		c.measure()
	}
	r.warnAboutMiddle()
	return nil
}

// curve lists the draws of an entry; nil where it has no values to go through.
func (r *sensitivityRun) curve(e *SensitivityEntry) *tornadoCurve {
	c := &tornadoCurve{entry: e}
	f := &r.out.Factors[e.Factor]
	add := func(value, chance float64, set func(d *sim.Draw)) {
		d := r.middle.Clone()
		set(d)
		c.draws = append(c.draws, d)
		if !math.IsNaN(chance) {
			c.values, c.chances = append(c.values, value), append(c.chances, chance)
		}
	}
	switch e.Kind {
	case FactorInput:
		law := r.m.Inputs[e.Input].Dist
		for _, a := range Atoms(law) {
			add(a.Value, a.Probability, func(d *sim.Draw) { d.Inputs[e.Input] = a.Value })
		}
		if c.draws == nil {
			for _, u := range curveQuantiles {
				add(u, math.NaN(), func(d *sim.Draw) { d.Inputs[e.Input] = law.Quantile(u) })
			}
		}
	case FactorTable:
		space := &factorSpace{m: r.m}
		t := &r.m.Tables[f.Index]
		rows := make([]int, len(t.Columns[0]))
		for k := range rows {
			rows[k] = k
		}
		sort.SliceStable(rows, func(a, b int) bool { return rowBefore(t, rows[a], rows[b]) })
		shown := min(len(rows), mostRowsMoved)
		for k := range shown {
			add(0, math.NaN(), func(d *sim.Draw) { space.row(f, rows[k*len(rows)/shown], d) })
		}
	case FactorSuccess:
		p := chanceOf(&r.m.Initiatives[f.Index], r.middle.Inputs)
		add(0, 1-p, func(d *sim.Draw) { d.Success[f.Index] = 1 })
		add(1, p, func(d *sim.Draw) { d.Success[f.Index] = 0 })
	case FactorEvent:
		r.eventCurve(f, add)
	default:
		return nil
	}
	return c
}

// eventCurve adds the event not happening and its starts; the last one stands
// for its happening in the middle.
func (r *sensitivityRun) eventCurve(f *Factor, add func(value, chance float64, set func(d *sim.Draw))) {
	x := &r.m.Events[f.Index]
	p := chanceOf(x, r.middle.Inputs)
	add(0, 1-p, func(d *sim.Draw) { d.Happens[f.Index] = 1 })
	starts := min(max(1, x.StartsTo-x.Starts+1), mostStarts)
	for k := range starts {
		add(1, p/float64(starts), func(d *sim.Draw) {
			d.Happens[f.Index], d.Starts[f.Index] = 0, (float64(k)+0.5)/float64(starts)
		})
	}
}

// chanceOf is an initiative's probability of success, an event's of happening.
func chanceOf(x *sim.Initiative, inputs []float64) float64 {
	if x.Certain {
		return 1
	}
	p := x.Success.Factor
	if x.Success.Input > 0 {
		p *= inputs[x.Success.Input-1]
	}
	return min(1, max(0, p))
}

// measure sets the entry's numbers from the curve.
func (c *tornadoCurve) measure() {
	e, y := c.entry, c.y
	last := len(y) - 1
	e.Low, e.High = y[0], y[last]
	inner := y
	switch {
	case e.Kind == FactorTable:
		sorted := append([]float64(nil), y...)
		sort.Float64s(sorted)
		e.Low, e.High = sorted[last/10], sorted[last-last/10]
		inner = []float64{e.Low, e.High}
	case e.Kind == FactorEvent:
		e.High = y[1+(last-1)/2]
		e.Values = c.outcomes()
		for i := 2; i <= last; i++ { // one value for each start: those between are the same event
			e.Values[1].Probability += e.Values[i].Probability
		}
		e.Values = e.Values[:2]
		e.Values[1].Outcome = e.High
		e.Monotone = true
	case c.values != nil:
		e.Values = c.outcomes()
		e.Monotone = neverTurns(y)
	default:
		e.Low, e.High = y[curveP10], y[curveP90]
		inner = y[curveP10 : curveP90+1]
		e.Monotone = neverTurns(y)
	}
	e.Lowest, e.Highest = math.Inf(1), math.Inf(-1)
	for _, v := range inner {
		e.Lowest, e.Highest = math.Min(e.Lowest, v), math.Max(e.Highest, v)
	}
	e.Swing = e.Highest - e.Lowest
	if e.Lowest == e.Highest {
		e.Swing = 0 // both may be infinite
	}
}

func (c *tornadoCurve) outcomes() []ValueOutcome {
	out := make([]ValueOutcome, len(c.y))
	for i, y := range c.y {
		out[i] = ValueOutcome{c.values[i], c.chances[i], y}
	}
	return out
}

// neverTurns reports whether y rises or falls throughout, but for turns of a
// thousandth of its range or of rounding.
func neverTurns(y []float64) bool {
	lowest, highest, size := math.Inf(1), math.Inf(-1), 0.0
	for _, v := range y {
		lowest, highest = math.Min(lowest, v), math.Max(highest, v)
		size = math.Max(size, math.Abs(v))
	}
	tolerance := math.Max(turnTolerance*(highest-lowest), roundTolerance*size)
	var up, down, top, bottom float64
	top, bottom = y[0], y[0]
	for _, v := range y[1:] {
		top, bottom = math.Max(top, v), math.Min(bottom, v)
		down, up = math.Max(down, top-v), math.Max(up, v-bottom)
	}
	return !(up > tolerance && down > tolerance)
}

// warnAboutMiddle says which initiatives of the outcome do not work in the
// middle, where bars of what only they change have no length.
func (r *sensitivityRun) warnAboutMiddle() {
	for k := range r.out.Factors {
		f := &r.out.Factors[k]
		if f.Kind != FactorSuccess {
			continue
		}
		if p := chanceOf(&r.m.Initiatives[f.Index], r.middle.Inputs); !(r.middle.Success[f.Index] < p) {
			r.warn("fails_in_the_middle", f.Path, "with a chance of %.3g %% it does not work where all others stand at their medians, so the bars of what it alone changes have no length; the shares of variance count its successes", 100*p)
		}
	}
}

// scratch lends slices of one length to goroutines.
type scratch struct{ pool sync.Pool }

func newScratch(n int) *scratch {
	return &scratch{sync.Pool{New: func() any { s := make([]float64, n); return &s }}}
}

func (s *scratch) get() []float64  { return *s.pool.Get().(*[]float64) }
func (s *scratch) put(u []float64) { s.pool.Put(&u) }
