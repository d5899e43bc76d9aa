package report

import (
	"math"

	"holdfast/sim"
)

// stat is a metric with a normal shape around mean.
func stat(mean, sd float64, n int) sim.Stat {
	s := sim.Stat{N: n, Mean: mean, SD: sd, MCSE: sd / math.Sqrt(float64(n)), CVaR5: mean - 2.06*sd}
	for i, z := range [...]float64{-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645} {
		s.Q[i] = mean + z*sd
		s.Low[i], s.High[i] = math.NaN(), math.NaN()
	}
	for _, q := range intervalQuantiles {
		s.Low[q], s.High[q] = s.Q[q]-3*s.MCSE, s.Q[q]+3*s.MCSE
	}
	return s
}

// absent is a metric that no trial has.
func absent(n int) sim.Stat {
	s := stat(math.NaN(), math.NaN(), 1)
	s.N, s.Nulls, s.CVaR5 = 0, n, math.NaN()
	return s
}

func paybackStat(n int, never float64, quantiles ...float64) sim.Stat {
	s := absent(0)
	s.N = n
	copy(s.Q[:], quantiles)
	s.Within12, s.Within24, s.Never = 0.25, 0.75, never
	return s
}

func share(p float64, n int) sim.Share {
	half := 1.96 * math.Sqrt(p*(1-p)/float64(n)+1/(4*float64(n)*float64(n)))
	return sim.Share{P: p, Low: max(0, p-half), High: min(1, p+half), N: n}
}

func monthly(months int, quantiles bool) (all [sim.NumMeasures]sim.Series) {
	for m := range all {
		for t := range months {
			v := float64((m+1)*1000 + t)
			all[m].Mean = append(all[m].Mean, v)
			if quantiles {
				for q := range sim.NumQuantiles {
					all[m].Q[q] = append(all[m].Q[q], v+float64(10*(q-3)))
				}
			}
		}
	}
	return all
}

func metricsOf(npv, sd float64, n int) (all [sim.NumMetrics]sim.Stat) {
	for m := range sim.NumMetrics {
		switch {
		case m.Payback():
			all[m] = paybackStat(n, 0.04, 9, 10, 12, 14, 17, 22, math.Inf(1))
		case m.Kind() == sim.KindRate:
			all[m] = stat(0.024, 0.003, n)
		case m.Kind() == sim.KindRatio:
			all[m] = stat(3.4, 0.8, n)
		case m.Kind() == sim.KindCount:
			all[m] = stat(12340, 321, n)
		default:
			all[m] = stat(npv/10, sd/10, n)
		}
	}
	all[sim.MetricNPV] = stat(npv, sd, n)
	return all
}

func versus(against string, difference, sd, better float64, n int) *sim.Versus {
	v := &sim.Versus{Against: against, Investment: stat(20e6, 1e6, n), CostPerCustomerSaved: 45210}
	for _, m := range sim.Differences() {
		v.Differences[m] = &sim.Difference{Stat: stat(difference, sd, n), Better: share(better, n)}
	}
	v.ROI = sim.ROI{Ratio: difference / 20e6, SE: sd / 20e6 / math.Sqrt(float64(n))}
	for q := range sim.NumQuantiles {
		v.ROI.Q[q] = v.Differences[sim.MetricNPV].Q[q] / 20e6
	}
	v.Breakeven = sim.Breakeven{Q: [sim.NumQuantiles]float64{8, 9, 11, 14.5, 20, math.Inf(1), math.Inf(1)}, Never: share(0.17, n)}
	v.BreakevenUndiscounted = v.Breakeven
	return v
}

// fixture is a result of three scenarios with a Japanese name and the odd
// values that occur: no CAC, infinite payback, an unresolved difference.
func fixture() *sim.Result {
	const n, months = 10000, 15
	r := &sim.Result{
		Against: "baseline",
		Plan: sim.PlanInfo{Name: "Retention investments 2027", File: "plan.yaml", SHA256: "3f2a99c0deadbeef3f2a99c0deadbeef3f2a99c0deadbeef3f2a99c0deadbeef",
			Currency: "JPY", Months: months, Start: sim.YearMonth{Year: 2027, Month: 1}, FiscalYearStart: 4},
		Run: sim.RunInfo{Trials: n, Seed: 20270101, Version: "v0.1.0", Platform: "linux/amd64", Sampling: "random", Noise: "customers",
			Set: []sim.Setting{{Path: "segments.smb.price", Value: "9800/month"}, {Path: "segments.smb.price", Value: "10800/month"}}},
		Warnings: []sim.Warning{{Code: "undiscounted", Message: "NPV is undiscounted: the plan states no discount", Where: ""}},
	}
	build := func(id string, npv float64, v *sim.Versus, initiatives ...string) sim.ScenarioResult {
		s := sim.ScenarioResult{ID: id, Initiatives: initiatives, Metrics: metricsOf(npv, 210e6, n), Monthly: monthly(months, true),
			Versus: v, ProbabilityBest: share(0.31, n), ExpectedRegret: 12.3e6, RegretMCSE: 1e5}
		s.Yearly = sim.Yearly{Labels: []string{"FY2026", "FY2027"}, Months: []int{3, 12}, Measures: monthly(2, true)}
		for m := range s.Yearly.Measures {
			for i := range s.Yearly.Measures[m].Mean {
				s.Yearly.Measures[m].Mean[i] *= 4321
			}
		}
		s.Segments = []sim.SegmentResult{{ID: "smb", Title: "Small businesses", Metrics: metricsOf(npv, 210e6, n), Monthly: monthly(months, false)}}
		s.Segments[0].Metrics[sim.MetricCAC] = absent(n)
		s.Segments[0].Metrics[sim.MetricLTV].Mean = math.Inf(1)
		s.Segments[0].Monthly[sim.MeasureCustomerChurn].Mean[2] = math.NaN()
		s.Targets = []sim.TargetResult{
			{Target: sim.Target{Metric: "revenue", By: 15, Value: sim.Const(1.2e9), Label: "revenue by 2028-03 at least 1.2B"}, Probability: share(0.62, n)},
			{Target: sim.Target{Metric: "customer_churn", AtMost: true, Value: sim.Const(0.02), Label: "customer_churn at most 2%"}, Probability: sim.Share{P: 0, Low: 0, High: 0.0003, N: n}}}
		return s
	}
	r.Scenarios = []sim.ScenarioResult{
		build("baseline", 1.234e9, nil),
		build("onboarding", 1.275e9, versus("baseline", 41.3e6, 31e6, 0.83, n), "Onboarding redesign"),
		build("値上げと解約防止", 1.2345e9, versus("baseline", 0.2e6, 31e6, 0.49, n), "値上げ", "解約防止プログラム"),
	}
	r.Scenarios[1].ProbabilityBest = share(0.61, n)
	r.Scenarios[2].Metrics[sim.MetricLTVCAC] = absent(n)
	r.Scenarios[2].Metrics[sim.MetricCACPayback] = paybackStat(n, 0.6, 30, 40, 50, math.Inf(1), math.Inf(1), math.Inf(1), math.Inf(1))
	return r
}
