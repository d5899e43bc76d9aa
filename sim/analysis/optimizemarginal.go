package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"

	"holdfast/sim"
	"holdfast/sim/dist"
	"holdfast/sim/metric"
	"holdfast/sim/summary"
)

// MarginalKind says what a margin is of.
type MarginalKind int

// What the next money can be put in.
const (
	MarginalInitiative MarginalKind = iota // one more, one step of scale, or one of the set (what it brings there)
	MarginalChannel                        // a tenth more spend
	MarginalPrice                          // one percent more
)

var marginalNames = [...]string{"initiative", "channel", "price"}

func (k MarginalKind) String() string { return marginalNames[k] }

// Marginal is what one step more brings on top of the chosen set.
type Marginal struct {
	Kind             MarginalKind
	Initiative       int  // of MarginalInitiative
	InSet            bool // it is chosen
	Segment, Channel int  // of the others

	// Base and Scale are the scales of an initiative before and after the step;
	// 0: it is not done. For one of the set the step leads to the set where it
	// cannot grow, and from the set one step of its scale up where it can.
	Base, Scale float64
	OnTop       bool  // the step leads on from the set, not to it
	Also        []int // initiatives that come or go with it, by what needs what

	Gain, SE float64 // mean difference of NPV
	Cost     float64 // mean discounted investment of the step; 0: it is free; NaN: of a price, which is none
	// PerUnit is the NPV of the next Unit of money put into it; NaN for a price
	// and where the step takes next to no money (less than a thousandth of the
	// unit, or than twice its standard error), or saves some.
	PerUnit, PerUnitSE float64
	Blocked            string // the rule that keeps it out, "" where none does
}

// Delay is what waiting costs: the mean difference of NPV when an initiative of
// the set, and those of the set that need it, start so many months later,
// against their own starts.
type Delay struct {
	Initiative int
	Also       []int // initiatives of the set that need it
	Months     []int
	Loss       []float64 // positive: waiting costs
	SE         []float64
}

// leastStep is the share of the unit below which what a step takes is not worth
// a figure for the unit.
const leastStep = 1e-3

// delayMonths are the waits that are looked at.
var delayMonths = []int{3, 6}

// Margins says what the next unit of money brings on top of a set, in every
// initiative, channel and price, and what waiting costs each initiative of it;
// all in the same futures, by NPV.
func Margins(ctx context.Context, m *sim.Model, set []Pick, unit float64, o OptimizeOptions) ([]Marginal, []Delay, error) {
	g := &margins{m: *m, unit: unit, trials: min(m.Trials, freshTrials/2)}
	g.m.Sampling = dist.Random
	g.m.Initiatives = slices.Clone(m.Initiatives)
	g.m.Scenarios = []sim.Scenario{m.Scenarios[0]}
	g.set = make([]float64, len(m.Initiatives))
	for _, p := range set {
		g.set[p.Initiative] = p.Scale
	}
	g.own = g.scenario(g.set)
	g.initiatives(m)
	g.channels(m)
	g.prices(m)
	g.delays(m)
	if err := g.run(ctx, o); err != nil {
		return nil, nil, err
	}
	return g.marginals, g.waits, nil
}

// margins builds one model in which every step is a scenario.
type margins struct {
	m      sim.Model
	set    []float64 // scale of each initiative, 0: not in the set
	own    int       // scenario of the set
	unit   float64
	trials int

	marginals []Marginal
	step      []int // scenario of each marginal, -1: none
	against   []int // and the one below it
	waits     []Delay
	wait      [][]int // scenarios of each wait
}

// place is the initiative at a scale, by its index in the model.
func (g *margins) place(i int, scale float64) int {
	if scale == 1 {
		return i
	}
	g.m.Initiatives = append(g.m.Initiatives, Scaled(&g.m.Initiatives[i], scale))
	return len(g.m.Initiatives) - 1
}

func (g *margins) scenario(set []float64, more ...int) int {
	x := sim.Scenario{Name: fmt.Sprintf("step %d", len(g.m.Scenarios))}
	for i, scale := range set {
		if scale > 0 {
			x.Initiatives = append(x.Initiatives, g.place(i, scale))
		}
	}
	x.Initiatives = append(x.Initiatives, more...)
	g.m.Scenarios = append(g.m.Scenarios, x)
	return len(g.m.Scenarios) - 1
}

func (g *margins) add(x Marginal, step, against int) {
	g.marginals, g.step, g.against = append(g.marginals, x), append(g.step, step), append(g.against, against)
}

// initiatives adds those that are not in the set, with what they need; of those
// that are, it takes a scalable one a step of its scale up, or down where it is
// at its highest, and leaves any other out, with those that need it.
func (g *margins) initiatives(m *sim.Model) {
	for i := range m.Initiatives {
		x := Marginal{Kind: MarginalInitiative, Initiative: i, InSet: g.set[i] > 0, OnTop: true}
		if x.InSet {
			g.chosen(m, x)
			continue
		}
		with := slices.Clone(g.set)
		g.include(m, with, i)
		x.Scale, x.Also = with[i], g.changed(with, i)
		for j, scale := range with {
			if scale == 0 {
				continue
			}
			for _, k := range m.Initiatives[j].Excludes {
				if with[k] > 0 {
					x.Blocked = fmt.Sprintf("%s excludes %s", m.Initiatives[j].Name, m.Initiatives[k].Name)
				}
			}
		}
		if x.Blocked != "" {
			g.add(x, -1, -1)
			continue
		}
		g.add(x, g.scenario(with), g.own)
	}
}

// chosen adds the step of an initiative of the set.
func (g *margins) chosen(m *sim.Model, x Marginal) {
	i := x.Initiative
	scales := scalesOf(m.Initiatives[i].Scalable)
	at := 0
	for k, scale := range scales {
		if math.Abs(scale-g.set[i]) < math.Abs(scales[at]-g.set[i]) {
			at = k
		}
	}
	other := slices.Clone(g.set)
	if at < len(scales)-1 {
		x.Base, x.Scale = g.set[i], scales[at+1]
		other[i] = x.Scale
		g.add(x, g.scenario(other), g.own)
		return
	}
	x.Scale, x.OnTop = g.set[i], false
	if at > 0 {
		x.Base = scales[at-1]
		other[i] = x.Base
	} else {
		leaveOut(m, other, i)
	}
	x.Also = g.changed(other, i)
	g.add(x, g.own, g.scenario(other))
}

// changed lists the initiatives but i that a set has and the chosen one has not,
// or the other way round.
func (g *margins) changed(set []float64, i int) []int {
	var others []int
	for j := range set {
		if j != i && (set[j] > 0) != (g.set[j] > 0) {
			others = append(others, j)
		}
	}
	return others
}

// leaveOut takes an initiative and those that need it out of a set.
func leaveOut(m *sim.Model, set []float64, i int) {
	set[i] = 0
	for j := range set {
		if set[j] > 0 && slices.Contains(m.Initiatives[j].Needs, i) {
			leaveOut(m, set, j)
		}
	}
}

// include puts an initiative and what it needs into a set.
func (g *margins) include(m *sim.Model, set []float64, i int) {
	if set[i] > 0 {
		return
	}
	set[i] = 1
	if s := m.Initiatives[i].Scalable; s != nil && (s.From > 1 || s.To < 1) {
		set[i] = scalesOf(s)[0]
	}
	for _, j := range m.Initiatives[i].Needs {
		g.include(m, set, j)
	}
}

// more adds an initiative that is not the plan's to the set.
func (g *margins) more(name string, segment int, c sim.Change) int {
	g.m.Initiatives = append(g.m.Initiatives, sim.Initiative{Name: "more of " + name, Segments: []int{segment}, Starts: 1, StartsTo: 1, Certain: true, Changes: []sim.Change{c}})
	return g.scenario(g.set, len(g.m.Initiatives)-1)
}

func (g *margins) channels(m *sim.Model) {
	for s := range m.Segments {
		for c := range m.Segments[s].Channels {
			channel := &m.Segments[s].Channels[c]
			if channel.Kind != sim.ChannelSpend {
				continue
			}
			change := sim.Change{Lever: sim.LeverSpend, Channel: channel.Name, Op: sim.OpIncrease, Value: sim.Const(0.1)}
			g.add(Marginal{Kind: MarginalChannel, Segment: s, Channel: c, OnTop: true}, g.more(channel.Name, s, change), g.own)
		}
	}
}

func (g *margins) prices(m *sim.Model) {
	for s := range m.Segments {
		if m.Segments[s].HasPrice {
			change := sim.Change{Lever: sim.LeverPrice, Op: sim.OpIncrease, Value: sim.Const(0.01)}
			g.add(Marginal{Kind: MarginalPrice, Segment: s, OnTop: true}, g.more("price", s, change), g.own)
		}
	}
}

func (g *margins) delays(m *sim.Model) {
	for i, scale := range g.set {
		if scale == 0 {
			continue
		}
		d := Delay{Initiative: i, Months: append([]int{0}, delayMonths...), Loss: make([]float64, len(delayMonths)+1), SE: make([]float64, len(delayMonths)+1)}
		rest := slices.Clone(g.set)
		leaveOut(m, rest, i)
		d.Also = g.changed(rest, i)
		var scenarios []int
		for _, months := range delayMonths {
			var late []int
			for _, j := range append([]int{i}, d.Also...) {
				late = append(late, g.later(m, j, months))
			}
			scenarios = append(scenarios, g.scenario(rest, late...))
		}
		g.waits, g.wait = append(g.waits, d), append(g.wait, scenarios)
	}
}

// later is an initiative of the set that starts so many months later.
func (g *margins) later(m *sim.Model, i, months int) int {
	x := m.Initiatives[i]
	if g.set[i] != 1 {
		x = Scaled(&x, g.set[i])
	}
	x.Starts += months
	x.StartsTo += months
	g.m.Initiatives = append(g.m.Initiatives, x)
	return len(g.m.Initiatives) - 1
}

func (g *margins) run(ctx context.Context, o OptimizeOptions) error {
	gains, costs := make([]summary.Moments, len(g.marginals)), make([]summary.Moments, len(g.marginals))
	losses := make([][]summary.Moments, len(g.waits))
	for i := range losses {
		losses[i] = make([]summary.Moments, len(g.wait[i]))
	}
	buys := make([]bool, len(g.m.Scenarios))
	for s, x := range g.m.Scenarios {
		buys[s] = slices.ContainsFunc(x.Initiatives, func(i int) bool { return BuysCustomers(&g.m.Initiatives[i]) })
	}
	pairs := make([][]float64, len(g.marginals)) // of gain and cost, for the error of their ratio
	err := sim.EvaluateAll(ctx, &g.m, []sim.Metric{sim.MetricNPV}, g.trials, sim.EvaluateOptions{Workers: o.Workers, Progress: o.Progress},
		func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(i, d) },
		func(_ int, v *sim.Valuation) {
			for k := range g.marginals {
				if g.step[k] < 0 {
					continue
				}
				a, b := g.step[k], g.against[k]
				gain := v.Metrics[a][0] - v.Metrics[b][0]
				extra := 0.0
				if buys[a] || buys[b] {
					extra = v.Acquired[a] - v.Acquired[b]
				}
				cost := metric.Investment(v.Invested[a]-v.Invested[b], extra)
				gains[k].Add(gain)
				costs[k].Add(cost)
				pairs[k] = append(pairs[k], gain, cost)
			}
			for i, list := range g.wait {
				for j, s := range list {
					losses[i][j].Add(v.Metrics[g.own][0] - v.Metrics[s][0])
				}
			}
		})
	if err != nil {
		return err
	}
	for k := range g.marginals {
		x := &g.marginals[k]
		x.Gain, x.SE, x.Cost, x.PerUnit, x.PerUnitSE = math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()
		if g.step[k] < 0 {
			continue
		}
		x.Gain, x.SE = gains[k].Mean(), gains[k].StdErr()
		if x.Kind == MarginalPrice {
			continue
		}
		x.Cost = costs[k].Mean()
		if x.Cost >= leastStep*g.unit && x.Cost > 2*costs[k].StdErr() {
			x.PerUnit = x.Gain / x.Cost * g.unit
			var residuals summary.Moments
			for i := 0; i < len(pairs[k]); i += 2 {
				residuals.Add(pairs[k][i] - x.Gain/x.Cost*pairs[k][i+1])
			}
			x.PerUnitSE = residuals.StdErr() / x.Cost * g.unit
		}
	}
	for i := range g.waits {
		for j := range losses[i] {
			g.waits[i].Loss[j+1], g.waits[i].SE[j+1] = losses[i][j].Mean(), losses[i][j].StdErr()
		}
	}
	return nil
}
