package report

import (
	"math"
	"slices"

	"holdfast/sim"
)

// AnswerKind says what a run found about its best scenario: the one of the
// highest mean NPV difference among those whose gain is resolved, or, where no
// gain is, among all.
type AnswerKind int

const (
	// Alone: there is no scenario besides the one compared against.
	Alone AnswerKind = iota
	// Gains: it earns more on average than the scenario compared against.
	Gains
	// Loses: it earns less on average, and so do all others.
	Loses
	// Unresolved: its mean difference is within two of its standard errors;
	// so many trials cannot tell.
	Unresolved
	// Same: the difference is exactly zero in every future.
	Same
	// Incomparable: no scenario's mean difference is a finite number.
	Incomparable
)

// Answer is what the first line of a report says.
type Answer struct {
	Kind     AnswerKind
	Against  *sim.ScenarioResult
	Scenario *sim.ScenarioResult   // the best one; nil where Kind is Alone or Incomparable
	Tied     []*sim.ScenarioResult // others with exactly the same difference
	Higher   *sim.ScenarioResult   // one of a higher mean that is not resolved; nil where there is none
	Near     *sim.ScenarioResult   // the one next below it, where their errors leave the order open; nil where there is none
	Oftener  *sim.ScenarioResult   // the one that is best in more futures than the best on average; nil where there is none
	Compared int                   // scenarios compared, that one included
}

// Difference is the NPV difference of the answer's scenario.
func (a *Answer) Difference() *sim.Difference {
	return a.Scenario.Versus.Differences[sim.MetricNPV]
}

// Always reports whether the difference is the same in every future, so that
// no luck decides.
func (a *Answer) Always() bool { return always(a.Difference()) }

func always(d *sim.Difference) bool { return d.N > 1 && d.SD == 0 }

func answer(result *sim.Result) Answer {
	var a Answer
	for i := range result.Scenarios {
		scenario := &result.Scenarios[i]
		if scenario.ID == result.Against {
			a.Against = scenario
		}
		if scenario.Versus != nil {
			a.Compared++
		}
	}
	a.Scenario = best(result, Gains)
	if a.Scenario == nil {
		a.Scenario = best(result, Loses, Unresolved, Same)
	}
	switch {
	case a.Compared == 0:
		a.Kind = Alone
		return a
	case a.Scenario == nil:
		a.Kind = Incomparable
		return a
	}
	a.Kind = verdict(a.Difference())
	a.Oftener = a.oftener(result)
	for i := range result.Scenarios {
		scenario := &result.Scenarios[i]
		d, comparable := npvDifference(scenario)
		switch {
		case !comparable || scenario == a.Scenario:
		case d.Mean == a.Difference().Mean && d.SD == a.Difference().SD && d.Better.P == a.Difference().Better.P:
			a.Tied = append(a.Tied, scenario)
		case d.Mean > a.Difference().Mean && a.Higher == nil:
			a.Higher = scenario
		}
	}
	a.Near = a.near(result)
	return a
}

// near is the scenario of the highest mean below a's, if it is no further below
// than the sum of their errors: how both vary together is not known, and that
// sum is what the error of their difference cannot exceed.
func (a *Answer) near(result *sim.Result) *sim.ScenarioResult {
	if a.Kind != Gains || a.Higher != nil || len(a.Tied) > 0 {
		return nil
	}
	var next *sim.ScenarioResult
	highest := math.Inf(-1)
	for i := range result.Scenarios {
		scenario := &result.Scenarios[i]
		if d, comparable := npvDifference(scenario); comparable && scenario != a.Scenario && d.Mean > highest {
			next, highest = scenario, d.Mean
		}
	}
	if next == nil {
		return nil
	}
	errors := halfWidth(&a.Difference().Stat) + halfWidth(&next.Versus.Differences[sim.MetricNPV].Stat)
	if resolved(a.Difference().Mean-highest, errors) {
		return nil
	}
	return next
}

// oftener is the scenario that is best of all most often, where that is not a's.
func (a *Answer) oftener(result *sim.Result) *sim.ScenarioResult {
	var found *sim.ScenarioResult
	highest := a.Scenario.ProbabilityBest.P
	for i := range result.Scenarios {
		if p := result.Scenarios[i].ProbabilityBest.P; p > highest {
			found, highest = &result.Scenarios[i], p
		}
	}
	return found
}

// npvDifference is a scenario's NPV difference, where its mean is finite.
func npvDifference(scenario *sim.ScenarioResult) (*sim.Difference, bool) {
	if scenario.Versus == nil {
		return nil, false
	}
	d := scenario.Versus.Differences[sim.MetricNPV]
	return d, d != nil && d.Exists() && !math.IsNaN(d.Mean) && !math.IsInf(d.Mean, 0)
}

// best is the scenario of the highest mean difference among those of the given
// verdicts, the first one where several are equal.
func best(result *sim.Result, kinds ...AnswerKind) *sim.ScenarioResult {
	var found *sim.ScenarioResult
	highest := math.Inf(-1)
	for i := range result.Scenarios {
		d, comparable := npvDifference(&result.Scenarios[i])
		if comparable && d.Mean > highest && slices.Contains(kinds, verdict(d)) {
			found, highest = &result.Scenarios[i], d.Mean
		}
	}
	return found
}

func verdict(d *sim.Difference) AnswerKind {
	switch {
	case d.Mean == 0 && d.SD == 0 && d.N > 1:
		return Same
	// One trial has no error and settles nothing.
	case d.N == 1, !resolved(d.Mean, halfWidth(&d.Stat)):
		return Unresolved
	case d.Mean > 0:
		return Gains
	}
	return Loses
}
