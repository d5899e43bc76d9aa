package report

import (
	"math"
	"slices"

	"holdfast/sim"
)

// Report is a result with what is said about it. It is complete before a
// writer runs, so that text, JSON and CSV cannot disagree; writers choose,
// round and arrange, and compute no statistic.
type Report struct {
	Result  *sim.Result
	Answer  Answer
	Command []string // arguments of holdfast that repeat the run
	Folder  string   // where charts and tables are, for the text; may be empty
	// Places of the result's scenarios in the plan, counted from 0, for their
	// colours; nil where all of the plan's scenarios were run.
	Places []int
	// Certain: nothing is uncertain, so that all trials are alike.
	Certain bool
	// TerminalValue: NPV includes customer equity.
	TerminalValue bool
}

// New builds the report of a result. scenarios are the names that the run was
// limited to, nil where every scenario of the plan was run; they only matter
// for the command that repeats it.
func New(result *sim.Result, scenarios []string) *Report {
	return &Report{
		Result:  result,
		Answer:  answer(result),
		Command: command(result, scenarios),
		Certain: certain(result),
	}
}

// halfWidth is two standard errors of a mean; NaN where none is known.
func halfWidth(s *sim.Stat) float64 { return 2 * s.MCSE }

// discounting is the key of a text that says an amount is discounted, or that of
// the one for plans without a discount rate.
func (r *Report) discounting(key string) string {
	if slices.ContainsFunc(r.Result.Warnings, func(w sim.Warning) bool { return w.Code == undiscountedCode }) {
		return key + ".undiscounted"
	}
	return key
}

// undiscountedCode is that of the warning that a plan has no discount rate.
const undiscountedCode = "undiscounted"

// resolved reports whether an estimate lies more than two standard errors
// from zero. An estimate without error (nothing is random) is resolved unless
// it is zero.
func resolved(estimate, margin float64) bool {
	return estimate > margin || estimate < -margin
}

// certain reports whether no metric of any scenario varies over several trials.
func certain(result *sim.Result) bool {
	if result.Run.Trials < 2 || len(result.Scenarios) == 0 {
		return false
	}
	for i := range result.Scenarios {
		for m := range result.Scenarios[i].Metrics {
			if stat := &result.Scenarios[i].Metrics[m]; stat.Exists() && !constant(stat) {
				return false
			}
		}
	}
	return true
}

// constant reports whether a metric has the same value in every trial.
func constant(stat *sim.Stat) bool {
	return stat.Nulls == 0 && (stat.SD == 0 || math.IsNaN(stat.SD)) && stat.Q[sim.P5] == stat.Q[sim.P95]
}
