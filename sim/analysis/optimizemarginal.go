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
	MarginalInitiative MarginalKind = iota // one more, or one of the set (what it brings there)
	MarginalChannel                        // a tenth more spend
	MarginalPrice                          // one percent more
)

var marginalNames = [...]string{"initiative", "channel", "price"}

func (k MarginalKind) String() string { return marginalNames[k] }

// Marginal is what one step more brings on top of the chosen set.
type Marginal struct {
	Kind             MarginalKind
	Initiative       int  // of MarginalInitiative
	InSet            bool // it is chosen: what leaving it out would lose
	Segment, Channel int  // of the others

	Gain, SE float64 // mean difference of NPV
	Cost     float64 // mean discounted investment of the step; 0: it is free
	// PerUnit is the NPV of the next Unit of money put into it; NaN where the
	// step takes no money, or saves some.
	PerUnit, PerUnitSE float64
	Blocked            string // the rule that keeps it out, "" where none does
}

// Delay is what waiting costs: the mean difference of NPV when an initiative of
// the set starts so many months later, against its own start.
type Delay struct {
	Initiative int
	Months     []int
	Loss       []float64 // positive: waiting costs
	SE         []float64
}

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

// initiatives adds those that are not in the set, with what they need, and
// leaves out each that is.
func (g *margins) initiatives(m *sim.Model) {
	for i := range m.Initiatives {
		x := Marginal{Kind: MarginalInitiative, Initiative: i, InSet: g.set[i] > 0}
		if x.InSet {
			without := slices.Clone(g.set)
			without[i] = 0
			g.add(x, g.own, g.scenario(without))
			continue
		}
		with := slices.Clone(g.set)
		g.include(m, with, i)
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
			g.add(Marginal{Kind: MarginalChannel, Segment: s, Channel: c}, g.more(channel.Name, s, change), g.own)
		}
	}
}

func (g *margins) prices(m *sim.Model) {
	for s := range m.Segments {
		if m.Segments[s].HasPrice {
			change := sim.Change{Lever: sim.LeverPrice, Op: sim.OpIncrease, Value: sim.Const(0.01)}
			g.add(Marginal{Kind: MarginalPrice, Segment: s}, g.more("price", s, change), g.own)
		}
	}
}

func (g *margins) delays(m *sim.Model) {
	for i, scale := range g.set {
		if scale == 0 {
			continue
		}
		d := Delay{Initiative: i, Months: append([]int{0}, delayMonths...), Loss: make([]float64, len(delayMonths)+1), SE: make([]float64, len(delayMonths)+1)}
		var scenarios []int
		for _, months := range delayMonths {
			late := Scaled(&m.Initiatives[i], scale)
			if scale == 1 {
				late = m.Initiatives[i]
			}
			late.Starts += months
			late.StartsTo = late.Starts
			g.m.Initiatives = append(g.m.Initiatives, late)
			place := len(g.m.Initiatives) - 1
			rest := slices.Clone(g.set)
			rest[i] = 0
			scenarios = append(scenarios, g.scenario(rest, place))
		}
		g.waits, g.wait = append(g.waits, d), append(g.wait, scenarios)
	}
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
		x.Gain, x.SE, x.Cost = gains[k].Mean(), orZero(gains[k].StdErr()), costs[k].Mean()
		if x.Cost > 0 {
			x.PerUnit = x.Gain / x.Cost * g.unit
			var residuals summary.Moments
			for i := 0; i < len(pairs[k]); i += 2 {
				residuals.Add(pairs[k][i] - x.Gain/x.Cost*pairs[k][i+1])
			}
			x.PerUnitSE = orZero(residuals.StdErr()) / x.Cost * g.unit
		}
	}
	for i := range g.waits {
		for j := range losses[i] {
			g.waits[i].Loss[j+1], g.waits[i].SE[j+1] = losses[i][j].Mean(), orZero(losses[i][j].StdErr())
		}
	}
	return nil
}

func orZero(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}
