package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"holdfast/sim"
)

// SensitivityOptions say what is asked of the model and how.
type SensitivityOptions struct {
	Metric   sim.Metric
	Scenario string // "" is the baseline
	Against  string // the metric less that of this scenario in the same future; "": the metric itself
	// Levers is the share by which the levers are made better, 0.01 for 1 %; 0
	// leaves them out.
	Levers float64
	// Luck makes customers' luck one of the factors of the variance shares. The
	// model must simulate it.
	Luck bool
	// Precision and MaxRows are those of [SobolOptions].
	Precision float64
	MaxRows   int
	Workers   int                   // 0: GOMAXPROCS; changes no number
	Progress  func(done, total int) // trials; called from one goroutine at a time; may be nil
}

// Sensitivity says what drives a metric of a scenario, or its difference from
// another in the same future. Numbers that do not exist are NaN.
type Sensitivity struct {
	Metric            sim.Metric
	Scenario, Against string // Against "": the metric itself
	// Trials is the number of the run's own trials that distribution, rank
	// correlations and shares of luck are from: at most 4,096.
	Trials int
	// Nulls of these trials lack the outcome, and in Infinite of them it is
	// infinite; where there is nothing else, nothing can be said.
	Nulls, Infinite int

	// Middle is the outcome with every input at its median, what is rather
	// likely than not working or happening, without shocks and luck: where the
	// bars of the tornado start.
	Middle float64
	// Mean, its standard error, SD, P10 and P90 of the outcome in the run's own
	// trials, luck included unless the model has none.
	Mean, MCSE, SD, P10, P90 float64

	Entries []SensitivityEntry // by swing, the largest first
	Shares  []VarianceShare    // by total share, the largest first
	Indices Indices            // how the shares were found; its First and Total are of the factors that can bear on the outcome
	Factors []Factor

	// LuckShare is the share of the outcome's variance, luck included, that is
	// left where all but customers' luck is known: nothing takes it away. Chance
	// is the same where shocks and events, which nobody knows beforehand, are
	// left open too. NaN where the model simulates no luck, or has none of them.
	LuckShare, ChanceShare Index

	Decision Decision
	Levers   []Lever
	Warnings []sim.Warning
}

// SensitivityEntry is a bar of the tornado: one uncertain input, or what is not a
// number. An input of a group is moved alone.
type SensitivityEntry struct {
	Kind        FactorKind // FactorInput for members of a group, too
	Title, Path string
	Factor      int // index into Factors
	Input       int // index into Model.Inputs; -1 where it is none

	P10, P90 float64 // of the input, in its unit
	// Low and High are the outcomes with the input at P10 and P90; a discrete
	// one at its least and greatest value; if it fails, and works; if it does
	// not happen, and happens. Of a table, P10 and P90 of the outcome over its
	// rows.
	Low, High float64
	// Lowest and Highest are the outcomes between which it moves from P10 to
	// P90, or through all its values; Swing is their distance.
	Lowest, Highest, Swing float64
	Values                 []ValueOutcome // of what is discrete

	RankCorrelation float64 // Spearman, in the run's own trials
	// Monotone: from P5 to P95 the outcome never turns by more than a
	// thousandth of its swing. It is true of what does not move it.
	Monotone bool
	Flip     *Flip // nil where the choice never flips, or cannot be told
	Columns  []SensitivityEntry
}

// ValueOutcome is the outcome at one value of a discrete input.
type ValueOutcome struct {
	Value, Probability, Outcome float64
}

// VarianceShare is what a factor explains of the variance without luck.
type VarianceShare struct {
	Factor
	First, Total Index
}

// mostOwnTrials bounds the trials of the run that are looked at one by one.
const mostOwnTrials = 4096

// AnalyseSensitivity answers what drives the metric. It stops early with ctx's
// error. The numbers depend on m and the options alone, whatever the workers.
func AnalyseSensitivity(ctx context.Context, m *sim.Model, o SensitivityOptions) (*Sensitivity, error) {
	r, err := newSensitivityRun(ctx, m, o)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{r.tornado, r.ownTrials, r.luck, r.decide, r.levers, r.shares} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	r.arrange()
	return r.out, nil
}

// sensitivityRun is an analysis under way.
type sensitivityRun struct {
	ctx context.Context
	m   *sim.Model // all scenarios
	o   SensitivityOptions
	out *Sensitivity

	pair, calm        *sim.Model // the scenarios compared; the same without luck
	compared          sim.Model  // pair without the baseline, where that is not compared
	scenario, against int        // indexes into pair.Scenarios; against -1: the level
	among             []int      // indexes into m.Scenarios of what can be chosen
	trials            int
	middle            *sim.Draw
	finished          int       // trials of the steps before
	own               []float64 // outcomes of the run's own trials
}

func newSensitivityRun(ctx context.Context, m *sim.Model, o SensitivityOptions) (*sensitivityRun, error) {
	if err := m.Validate(); err != nil {
		return nil, err
	}
	if o.Metric < 0 || o.Metric >= sim.NumMetrics {
		return nil, fmt.Errorf("unknown metric %d", o.Metric)
	}
	if !(o.Levers >= 0 && o.Levers < 1) {
		return nil, fmt.Errorf("levers of %v, want 0 to below 1", o.Levers)
	}
	if o.MaxRows != 0 && o.MaxRows < leastRows {
		return nil, fmt.Errorf("%d rows, want at least %d", o.MaxRows, leastRows)
	}
	if o.Luck && m.Noise == sim.NoiseNone {
		return nil, fmt.Errorf("luck cannot be a factor of a model without it")
	}
	find := func(name string) (int, error) {
		i := slices.IndexFunc(m.Scenarios, func(s sim.Scenario) bool { return s.Name == name })
		if i < 0 {
			return 0, fmt.Errorf("unknown scenario %q", name)
		}
		return i, nil
	}
	name := o.Scenario
	if name == "" {
		name = m.Scenarios[0].Name
	}
	scenario, err := find(name)
	if err != nil {
		return nil, err
	}
	against := -1
	if o.Against != "" {
		if against, err = find(o.Against); err != nil {
			return nil, err
		}
		if against == scenario {
			return nil, fmt.Errorf("scenario %q is compared with itself", name)
		}
	}
	r := &sensitivityRun{ctx: ctx, m: m, o: o, trials: min(m.Trials, mostOwnTrials), middle: middleDraw(m), against: -1}
	pair := *m
	pair.Scenarios = m.Scenarios[:1:1]
	add := func(i int) int {
		if i == 0 {
			return 0
		}
		pair.Scenarios = append(pair.Scenarios, m.Scenarios[i])
		return len(pair.Scenarios) - 1
	}
	r.scenario = add(scenario)
	for i := range m.Scenarios {
		if against < 0 || i == scenario || i == against {
			r.among = append(r.among, i)
		}
	}
	if against >= 0 {
		r.against = add(against)
	}
	calm := pair
	calm.Noise = sim.NoiseNone
	r.pair, r.calm = &pair, &calm
	r.out = &Sensitivity{Metric: o.Metric, Scenario: name, Against: o.Against, Trials: r.trials}
	r.setFactors()
	return r, nil
}

// setFactors lists the factors of what is compared, and an entry for each input
// and each factor that is none.
func (r *sensitivityRun) setFactors() {
	compared := &r.compared
	*compared = *r.pair
	if r.scenario != 0 && r.against != 0 {
		compared.Scenarios = compared.Scenarios[1:] // the baseline has no initiative
	}
	if !r.o.Luck {
		compared.Noise = sim.NoiseNone
	}
	r.out.Factors = Factors(compared)
	nan := math.NaN()
	blank := SensitivityEntry{Input: -1, P10: nan, P90: nan, Low: nan, High: nan, Lowest: nan, Highest: nan, Swing: nan,
		RankCorrelation: nan, Monotone: true}
	single := func(k, i int) SensitivityEntry {
		e := blank
		e.Kind, e.Factor, e.Input = FactorInput, k, i
		e.Title, e.Path = InputTitle(r.m, i), InputPath(r.m, i)
		e.P10, e.P90 = r.m.Inputs[i].Dist.Quantile(0.1), r.m.Inputs[i].Dist.Quantile(0.9)
		return e
	}
	for k := range r.out.Factors {
		f := &r.out.Factors[k]
		switch f.Kind {
		case FactorInput, FactorGroup:
			for _, i := range f.Inputs {
				if !singleValued(r.m.Inputs[i].Dist) {
					r.out.Entries = append(r.out.Entries, single(k, i))
				}
			}
			continue
		}
		e := blank
		e.Kind, e.Factor, e.Title, e.Path = f.Kind, k, f.Title, f.Path
		if f.Kind == FactorTable {
			for _, i := range f.Inputs {
				e.Columns = append(e.Columns, single(k, i))
			}
		}
		r.out.Entries = append(r.out.Entries, e)
	}
}

// outcome is what the analysis is about.
func (r *sensitivityRun) outcome(v *sim.Valuation) float64 {
	y := v.Metrics[r.scenario][0]
	if r.against >= 0 {
		y -= v.Metrics[r.against][0]
	}
	return y
}

// evaluate evaluates n draws of one of the run's models.
func (r *sensitivityRun) evaluate(m *sim.Model, n int, draw func(e *sim.Evaluator, i int, d *sim.Draw), take func(i int, v *sim.Valuation)) error {
	options := sim.EvaluateOptions{Workers: r.o.Workers}
	if r.o.Progress != nil {
		options.Progress = func(done, total int) { r.o.Progress(r.finished+done, r.finished+total) }
	}
	err := sim.EvaluateAll(r.ctx, m, []sim.Metric{r.o.Metric}, n, options, draw, take)
	r.finished += n
	return err
}

// shares estimates the variance shares of the factors. Those whose inputs
// nothing in the compared scenarios is made of have none, and cost no
// evaluation.
func (r *sensitivityRun) shares() error {
	m := r.calm
	if r.o.Luck {
		m = r.pair
	}
	used := usedInputs(&r.compared)
	var bearing []Factor
	for _, f := range r.out.Factors {
		if f.bears(used) {
			bearing = append(bearing, f)
		}
	}
	indices := &Indices{Mean: r.out.Middle, Reached: true}
	if len(bearing) > 0 {
		space, err := newFactorSpace(m, bearing)
		if err != nil {
			return err
		}
		if indices, err = r.indices(m, space); err != nil {
			return err
		}
	}
	next := 0
	for _, f := range r.out.Factors {
		x := VarianceShare{Factor: f}
		if f.bears(used) {
			x.First, x.Total = indices.First[next], indices.Total[next]
			next++
		}
		r.out.Shares = append(r.out.Shares, x)
	}
	r.out.Indices = *indices
	r.warnAboutShares()
	return nil
}

func (r *sensitivityRun) indices(m *sim.Model, space *factorSpace) (*Indices, error) {
	points := newScratch(space.size)
	return estimateSobol(space.dims, SobolOptions{Seed: m.Seed, Precision: r.o.Precision, MaxRows: r.o.MaxRows},
		func(n int, at func(i int, u []float64), put func(i int, y float64)) error {
			return r.evaluate(m, n, func(_ *sim.Evaluator, i int, d *sim.Draw) {
				u := points.get()
				at(i, u)
				space.draw(u, d)
				points.put(u)
			}, func(i int, v *sim.Valuation) { put(i, r.outcome(v)) })
		})
}

func (r *sensitivityRun) warnAboutShares() {
	x := &r.out.Indices
	switch {
	case x.Undefined > 0:
		r.warn("no_variance", "", "%s is infinite or does not exist in %d of %d futures: its variance cannot be shared out", r.o.Metric, x.Undefined, x.Evaluations)
	case !x.Reached && !math.IsNaN(x.HalfWidth):
		r.warn("shares_imprecise", "", "the widest interval of the variance shares is +-%.1f points after %d rows", 100*x.HalfWidth, x.Rows)
	}
	if x.Padded > 0 {
		r.warn("shares_padded", "", "%d of the design's dimensions lie beyond those of the Sobol sequence and are spread as in a Latin hypercube", x.Padded)
	}
}

func (r *sensitivityRun) warn(code, where, format string, args ...any) {
	r.out.Warnings = append(r.out.Warnings, sim.NewWarning(code, where, format, args...))
}

// arrange puts bars and shares in order.
func (r *sensitivityRun) arrange() {
	larger := func(a, b float64) bool { return a > b || math.IsNaN(b) && !math.IsNaN(a) }
	sort.SliceStable(r.out.Entries, func(i, j int) bool { return larger(r.out.Entries[i].Swing, r.out.Entries[j].Swing) })
	sort.SliceStable(r.out.Shares, func(i, j int) bool { return larger(r.out.Shares[i].Total.Value, r.out.Shares[j].Total.Value) })
}
