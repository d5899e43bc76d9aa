package calibrate

import (
	"fmt"
	"math"

	"holdfast/sim"
	"holdfast/sim/retention"
)

// warning is a sim.Warning in the making.
type warning struct{ code, message, where string }

func (r *Result) warn(code, where, format string, args ...any) {
	r.Warnings = append(r.Warnings, sim.Warning{Code: code, Message: fmt.Sprintf(format, args...), Where: where})
}

const (
	// fewEvents is the number of losses below which a fit says little.
	fewEvents = 30
	// planMonths is the horizon of the plan that is written.
	planMonths = 36
	// pileRatio and pileLeast are how many times the usual losses of a month, and
	// how many at least, make the last one look like the end of the extract.
	pileRatio, pileLeast = 3, 10
	// cappedShare is the share of all customers who are there at exactly the
	// longest tenure from which on it looks like a limit of the column.
	cappedShare = 0.02
	// youngShare is the share of active customers without a whole month from which
	// on leaving them out matters.
	youngShare = 0.1
	// driftLevel is the level of the test of early against late cohorts.
	driftLevel = 0.001
	// driftLeast is the difference of log losses from which on a drift matters.
	driftLeast = 0.1
)

// doubts adds the warnings about one segment's retention.
func (r *Result) doubts(s *Segment, g *group) {
	for model, why := range s.Failed {
		r.warn("no_convergence", s.Name, "%s has no figures: %s", model, why)
	}
	switch {
	case s.N == 0:
		r.warn("no_customers", s.Name, "nobody was observed for a whole month")
		return
	case s.Events == 0:
		r.warn("no_events", s.Name, "nobody of %s left: there is no curve to fit", count(s.N, "customer"))
		return
	case s.Events < fewEvents:
		r.warn("few_events", s.Name, "only %s: the fit says little, and the interval is what the bootstrap makes of so few", count(s.Events, "loss"))
	}
	if out := g.leftOut[leftOutTenure]; s.Events > 0 && float64(out) > youngShare*float64(s.N+out) {
		r.warn("young_left_out", s.Name, "%s of less than a whole month are in no fit, and those who left so early are: churn is overstated", count(out, "active customer"))
	}
	fit := s.ChosenFit()
	if !fit.Identified {
		r.warn("not_identified", s.Name, "%s: %s", fit.Kind.Model(), fit.Warning)
	}
	for _, f := range s.Fits {
		if !f.Identified && f.Kind != fit.Kind {
			r.warn("not_identified", s.Name, "%s is not identified: %s", f.Kind.Model(), f.Warning)
		}
	}
	oldest := 0
	for age := range s.Opening {
		oldest = max(oldest, age)
	}
	if longest := len(s.KM) * s.Term; oldest+planMonths > longest {
		r.warn("beyond_observed", s.Name, "the plan follows customers to an age of %d months; nobody was observed beyond %d, so what comes later is the curve's extrapolation%s",
			oldest+planMonths, longest, s.rise((oldest+planMonths)/s.Term))
	}
	curve := fit.Curve
	if math.IsInf(curve.Tail(0, 1, 1, 1), 1) {
		r.warn("infinite_lifetime", s.Name, "the undiscounted lifetime of a new customer is infinite under %s: the value of a customer exists only with a discount rate or ltv_months", fit.Kind.Model())
	}
	r.doubtFit(s)
	r.doubtEnds(s, g)
	r.doubtDrift(s, g)
}

// rise says how far the hazard rises from the last age observed to that of term n,
// where it becomes half as much again or more.
func (s *Segment) rise(n int) string {
	curve := s.ChosenFit().Curve
	seen, later := curve.Hazard(len(s.KM)), curve.Hazard(max(n, 1))
	if !(later >= 1.5*seen) {
		return ""
	}
	unit := "month"
	if s.Term > 1 {
		unit = "term"
	}
	return fmt.Sprintf(": its losses rise from %s a %s to %s there; where that is not to be believed, give it a scale", percent(seen), unit, percent(later))
}

// doubtFit says where even the best model misses what was observed, which no
// interval of its own knows of: by two points and beyond what three standard errors
// allow, at an age that one in twenty customers was seen at.
func (r *Result) doubtFit(s *Segment) {
	worst, at := 0.0, 0
	for _, p := range s.KM {
		if p.AtRisk < 0.05*float64(s.N) {
			break
		}
		if d := s.Survival[p.T] - p.Survival; math.Abs(d) > 0.02 && beyondLuck(s.Survival[p.T], p) && math.Abs(d) > math.Abs(worst) {
			worst, at = d, p.T
		}
	}
	if at == 0 {
		return
	}
	r.warn("misfit", s.Name, "no model follows the data closely: after %s the %s has %.1f %% still there, observed were %.1f %%; the interval does not know of that",
		terms(at, s.Term), s.ChosenFit().Kind.Model(), 100*s.Survival[at], 100*s.KM[at-1].Survival)
}

// beyondLuck reports whether an estimate of survival is further than three standard
// errors from what a curve says. The error is that of the curve's own survival among
// as many customers as bear the estimate out: Wilson's bound, which is no certainty
// where nobody, or everybody, has left. As many are those of a binomial share with
// Greenwood's error, and not more than were at risk where that error is 0.
//
// Source: Wilson (1927); the effective number: Dorey & Korn (1987).
func beyondLuck(curve float64, p retention.SurvivalPoint) bool {
	n := p.AtRisk
	if p.StdErr > 0 {
		n = math.Max(n, p.Survival*(1-p.Survival)/(p.StdErr*p.StdErr))
	}
	return math.Abs(curve-p.Survival) > 3*math.Sqrt(curve*(1-curve)/n)
}

// terms names a number of terms of k months.
func terms(n, k int) string { return count(n*k, "month") }

// doubtEnds looks for traces of the extract's end in what looks like tenures.
func (r *Result) doubtEnds(s *Segment, g *group) {
	if n := len(s.KM); n >= 12 {
		censored := 0.0
		for c, count := range g.cells {
			if !c.left && c.at == n*s.Term {
				censored += count
			}
		}
		if r.Snapshot && censored > cappedShare*float64(s.N) {
			r.warn("heavy_censoring", s.Name, "%.0f of %d customers are there at exactly the longest tenure, %d months: the column seems to end there, and the true tenures may be longer", censored, s.N, n*s.Term)
		}
	}
	if len(g.ends) < 4 {
		return
	}
	last, sum, months := Month(math.MinInt32), 0, 0
	for m := range g.ends {
		last = max(last, m)
	}
	for m := last - 12; m < last; m++ {
		if g.starts != nil && m >= g.firstStart() {
			sum += g.ends[m]
			months++
		}
	}
	if usual := float64(sum) / math.Max(float64(months), 1); g.ends[last] >= pileLeast && float64(g.ends[last]) > pileRatio*math.Max(usual, 1) {
		r.warn("ends_pile_up", s.Name, "%d customers end in %v, %.1f a month did before: the extract's end may have been written as theirs, which looks like churn", g.ends[last], last, usual)
	}
}

// doubtDrift compares those who started in the first half with those of the
// second over the tenures that both were seen at, by the log-rank test.
func (r *Result) doubtDrift(s *Segment, g *group) {
	z, ratio, ok := logRank(g.halves[0], g.halves[1])
	if !ok || math.Abs(math.Log(ratio)) < driftLeast {
		return
	}
	if p := math.Erfc(math.Abs(z) / math.Sqrt2); p < driftLevel {
		r.warn("drift", s.Name, "later cohorts lose %.2f times as many as earlier ones at the same tenures (log-rank test, p = %.1g): one curve for both may mislead; --since DATE leaves old months out",
			ratio, p)
	}
}

// logRank returns the log-rank statistic of two tallies and the losses of b over
// those of a, each as a multiple of what is expected of it at its tenures if both
// were alike; ok is false where there is too little to compare.
//
// Source: Mantel (1966); Peto & Peto (1972).
func logRank(a, b tally) (z, ratio float64, ok bool) {
	ta, tb := totals(a), totals(b)
	variance, expectedA, expectedB, lostA, lostB := 0.0, 0.0, 0.0, 0.0, 0.0
	for t := range min(len(ta), len(tb)) {
		x, y := ta[t], tb[t]
		n, d := x.n+y.n, x.d+y.d
		if x.n == 0 || y.n == 0 || n < 2 {
			continue
		}
		lostA += x.d
		lostB += y.d
		expectedA += d * x.n / n
		expectedB += d * y.n / n
		variance += d * (x.n / n) * (y.n / n) * (n - d) / (n - 1)
	}
	if lostA+lostB < fewEvents || variance <= 0 || lostA == 0 || lostB == 0 {
		return 0, 0, false
	}
	return (lostB - expectedB) / math.Sqrt(variance), lostB / expectedB / (lostA / expectedA), true
}

type atRisk struct{ n, d float64 }

func totals(t tally) []atRisk {
	longest := 0
	for c := range t {
		longest = max(longest, c.at)
	}
	change := make([]float64, longest+2)
	sums := make([]atRisk, longest)
	for c, n := range t {
		change[c.entry] += n
		change[c.at] -= n
		if c.left {
			sums[c.at-1].d += n
		}
	}
	n := 0.0
	for i := range sums {
		n += change[i]
		sums[i].n = n
	}
	return sums
}

// doubtSnapshot prints both readings of a flag without a date.
func (r *Result) doubtSnapshot(g *group, covers int) {
	losses, months, customers := 0.0, 0.0, 0.0
	for c, n := range g.cells {
		customers += n
		months += n * float64(c.at)
		if c.left {
			losses += n
		}
	}
	if losses == 0 || months == 0 {
		return
	}
	whole, literal := losses/months, losses/customers
	if covers == 0 {
		r.warn("snapshot", "", "the flag has no date. Taken to cover whole histories, as here (--flag-covers all), %s of customer months end with a loss; taken literally as the last month alone (--flag-covers 1), %s would. Make sure which one it is",
			fraction(whole), fraction(literal))
		return
	}
	r.warn("snapshot", "", "the flag is taken to cover the last %s (--flag-covers); over whole histories %s of customer months would end with a loss, over the last month alone %s",
		count(covers, "month"), fraction(whole), fraction(literal))
}
