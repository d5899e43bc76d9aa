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
		all = append(all, Warning{Code: code, Where: where, Message: fmt.Sprintf(format, args...)})
	}
	if !m.Discounted {
		warn("undiscounted", "discount", "the plan has no discount rate: NPV is the undiscounted sum of contribution")
	}
	for _, key := range sortedKeys(capped) {
		part := strings.Split(key, "\x00")
		warn("capped", part[0]+", "+part[1], "changes of %s reach past its natural range in some trials and are cut to it", part[2])
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
	if m.Trials < 1000 {
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
	for i := range s.Segments {
		if math.IsInf(s.Segments[i].Metrics[MetricLTV].Q[P95], 0) || math.IsInf(s.Segments[i].Metrics[MetricLTV].Mean, 0) {
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

// warnRanking warns where the value after the horizon turns the ranking around.
func warnRanking(r *Result, m *Model, warn warner) {
	best := func(value func(*ScenarioResult) float64) int {
		k := 0
		for i := range r.Scenarios {
			if value(&r.Scenarios[i]) > value(&r.Scenarios[k]) {
				k = i
			}
		}
		return k
	}
	npv := func(s *ScenarioResult) float64 { return s.Metrics[MetricNPV].Mean }
	equity := func(s *ScenarioResult) float64 { return s.Metrics[MetricCustomerEquity].Mean }
	other := func(s *ScenarioResult) float64 { return npv(s) + equity(s) }
	if m.TerminalValue {
		other = func(s *ScenarioResult) float64 { return npv(s) - equity(s) }
	}
	a, b := best(npv), best(other)
	if a != b && !math.IsNaN(other(&r.Scenarios[b])) {
		with, without := r.Scenarios[b].ID, r.Scenarios[a].ID
		if m.TerminalValue {
			with, without = without, with
		}
		warn("equity_ranking", "", "the best scenario changes with the value after the horizon: %s with customer equity, %s without", with, without)
	}
}
