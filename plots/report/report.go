package report

import "holdfast/sim"

// Report is a result with what is said about it. It is complete before a
// writer runs, so that text, JSON and CSV cannot disagree; writers choose,
// round and arrange, and compute no statistic.
type Report struct {
	Result  *sim.Result
	Answer  Answer
	Command []string // arguments of holdfast that repeat the run
	Folder  string   // where charts and tables are, for the text; may be empty
}

// New builds the report of a result. scenarios are the names that the run was
// limited to, nil where every scenario of the plan was run; they only matter
// for the command that repeats it.
func New(result *sim.Result, scenarios []string) *Report {
	return &Report{
		Result:  result,
		Answer:  answer(result),
		Command: command(result, scenarios),
	}
}

// halfWidth is two standard errors of a mean; NaN where none is known.
func halfWidth(s *sim.Stat) float64 { return 2 * s.MCSE }

// resolved reports whether an estimate lies more than two standard errors
// from zero. An estimate without error (nothing is random) is resolved unless
// it is zero.
func resolved(estimate, margin float64) bool {
	return estimate > margin || estimate < -margin
}
