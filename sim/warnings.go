package sim

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// warnings are what a reader must know before using the result.
func warnings(r *Result, m *Model, capped map[string]bool) []Warning {
	var all []Warning
	warn := func(code, where, format string, args ...any) {
		all = append(all, NewWarning(code, where, format, args...))
	}
	if !m.Discounted {
		warn("undiscounted", "discount", "the plan has no discount rate: NPV is the undiscounted sum of contribution")
	}
	for _, key := range sortedKeys(capped) {
		part := strings.Split(key, "\x00")
		lever, _ := ParseLever(part[2])
		warn("capped", part[0]+", "+part[1], "%s reaches past its natural range in some trials and is cut to it", lever)
	}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		warnInfinite(s, warn)
		warnVersus(s, warn)
	}
	warnRanking(r, m, warn)
	if r.Run.RankError > 0 {
		warn("sketch", "", "with %d trials, quantiles by month come from a sketch: their ranks are right to ±%.2g %% of the trials",
			m.Trials, 100*r.Run.RankError)
	}
	switch {
	case m.Trials == 1:
		warn("few_trials", "", "one trial tells nothing of the spread: P5, P95 and small probabilities rest on a handful of them")
	case m.Trials < 1000:
		warn("few_trials", "", "%d trials are few: P5, P95 and small probabilities rest on a handful of them", m.Trials)
	}
	return all
}

func sortedKeys(set map[string]bool) []string {
	var keys []string
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

type warner func(code, where, format string, args ...any)

// warnInfinite warns of lifetimes without end.
func warnInfinite(s *ScenarioResult, warn warner) {
	endless := func(x *Stat) bool { return math.IsInf(x.Mean, 0) || math.IsInf(x.Q[P95], 0) || math.IsInf(x.Q[P5], 0) }
	if endless(&s.Metrics[MetricCustomerEquity]) {
		warn("infinite_equity", s.ID, "customer equity is infinite in some trials: customers stay, or grow, faster than money is discounted")
	}
	for i := range s.Segments {
		if endless(&s.Segments[i].Metrics[MetricLTV]) {
			warn("infinite_ltv", s.ID+", "+s.Segments[i].ID,
				"the lifetime value is infinite in some trials: customers stay, or grow, faster than money is discounted; give a discount rate or ltv_months")
		}
	}
}

// warnVersus warns where a comparison is less sure than it looks.
func warnVersus(s *ScenarioResult, warn warner) {
	v := s.Versus
	if v == nil {
		return
	}
	npv := v.Differences[MetricNPV]
	if npv.MCSE > 0 && math.Abs(npv.Mean) < 2*npv.MCSE {
		warn("unresolved", s.ID, "the NPV difference is within two Monte Carlo standard errors of zero: these trials cannot tell its sign; run more")
	}
	inv := &v.Investment
	if inv.Mean > 0 && inv.Q[P5] >= 0 && inv.Q[P5] < 0.05*inv.Mean {
		warn("thin_investment", s.ID, "the investment nearly vanishes in some trials: the per-trial ROI quantiles are unstable there")
	}
	cac := &s.Metrics[MetricCAC]
	if cac.N > 0 && cac.Q[P50] > 0 && cac.Q[P5] < 0.05*cac.Q[P50] {
		warn("thin_cac", s.ID, "the CAC nearly vanishes in some trials: upper quantiles of LTV/CAC are unstable")
	}
}

// warnRanking warns where the value after the horizon turns the ranking around,
// or the sign of a difference.
func warnRanking(r *Result, m *Model, warn warner) {
	without := func(s *ScenarioResult) float64 { return s.Metrics[MetricNPV].Mean }
	with := func(s *ScenarioResult) float64 { return without(s) + s.Metrics[MetricCustomerEquity].Mean }
	if m.TerminalValue {
		with = without
		without = func(s *ScenarioResult) float64 { return with(s) - s.Metrics[MetricCustomerEquity].Mean }
	}
	best, bestWith, against := &r.Scenarios[0], &r.Scenarios[0], &r.Scenarios[0]
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		if math.IsNaN(with(s)) || math.IsInf(with(s), 0) {
			return // there is no ranking with it
		}
		if without(s) > without(best) {
			best = s
		}
		if with(s) > with(bestWith) {
			bestWith = s
		}
		if s.ID == r.Against {
			against = s
		}
	}
	var turned Turns
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		a, b := without(s)-without(against), with(s)-with(against)
		if a*b < 0 && resolved(s, a) {
			turned = append(turned, Turn{s.ID, a, b})
		}
	}
	const code = "equity_ranking"
	switch {
	case best != bestWith && len(turned) > 0:
		warn(code, "", "what customers bring after the horizon decides: %s is best without customer equity, %s with it; with it the mean NPV difference turns for %s", best.ID, bestWith.ID, turned)
	case best != bestWith:
		warn(code, "", "what customers bring after the horizon decides: %s is best without customer equity, %s with it", best.ID, bestWith.ID)
	case len(turned) > 0:
		warn(code, "", "what customers bring after the horizon decides: with it the mean NPV difference turns for %s", turned)
	}
}

// Turns are the scenarios whose mean NPV difference has another sign with
// customer equity than without it.
type Turns []Turn

// Turn is one of them, with its difference without and with customer equity.
type Turn struct {
	Scenario      string
	Without, With float64
}

// String writes the scenarios with their differences, in English.
func (t Turns) String() string {
	var texts []string
	for _, turn := range t {
		texts = append(texts, fmt.Sprintf("%s from %s to %s", turn.Scenario, signed(turn.Without), signed(turn.With)))
	}
	return strings.Join(texts, ", ")
}

// resolved reports whether a mean NPV difference is told from 0 by the trials.
func resolved(s *ScenarioResult, difference float64) bool {
	return s.Versus != nil && math.Abs(difference) > 2*s.Versus.Differences[MetricNPV].MCSE
}

// signed writes an amount as people do: to two digits, with its sign.
func signed(x float64) string {
	unit, suffix := 1.0, ""
	for _, u := range []struct {
		size float64
		name string
	}{{1e3, "k"}, {1e6, "M"}, {1e9, "B"}} {
		if math.Abs(x) >= u.size {
			unit, suffix = u.size, u.name
		}
	}
	x /= unit
	digits := 0
	if math.Abs(x) < 9.95 {
		digits = 1
	}
	return fmt.Sprintf("%+.*f%s", digits, x, suffix)
}
