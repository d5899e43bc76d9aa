package report

import (
	"io"

	"holdfast/sim"
)

// CSV writes the result as one long table for programs: scenario, segment,
// metric, month, statistic, value. segment is empty for a whole scenario,
// month for a figure of the whole run. Figures of the comparison with another
// scenario have metrics that start with "versus."; targets, with "target.".
// Each warning is a row without scenario: metric "warning", its code for the
// statistic, its text for the value. The figures of fiscal years are a file of their own, [Report.YearlyCSV].
func (r *Report) CSV(w io.Writer) error {
	l := &longTable{csvTable: newCSVTable(w, "scenario", "segment", "metric", "month", "statistic", "value")}
	for i := range r.Result.Scenarios {
		scenario := &r.Result.Scenarios[i]
		l.scenario, l.segment = scenario.ID, ""
		l.metrics(&scenario.Metrics)
		l.share("npv", "probability_best", scenario.ProbabilityBest)
		l.add("npv", 0, "expected_regret", scenario.ExpectedRegret)
		l.versus(scenario.Versus)
		for t := range scenario.Targets {
			target := &scenario.Targets[t]
			bound := targetBound(target) + "_" + string(appendNumber(nil, targetValue(target)))
			if target.Value.Input != 0 {
				bound = target.Label
			}
			if target.FiscalYear {
				bound += "_within_fiscal_year"
			}
			l.add("target."+target.Metric, target.By, "probability_"+bound, target.Probability.P)
		}
		l.monthly(&scenario.Monthly)
		for j := range scenario.Segments {
			segment := &scenario.Segments[j]
			l.segment = segment.ID
			l.metrics(&segment.Metrics)
			l.monthly(&segment.Monthly)
		}
		if l.err != nil {
			break
		}
	}
	for _, warning := range r.Result.Warnings {
		l.text("", "", "warning", "", warning.Code, WarningText(warning))
		l.end()
	}
	return l.flush()
}

// longTable writes one statistic a row.
type longTable struct {
	*csvTable
	scenario, segment string
}

func (l *longTable) add(metric string, month int, statistic string, value float64) {
	l.text(l.scenario, l.segment, metric)
	if month > 0 {
		l.integer(month)
	} else {
		l.empty(1)
	}
	l.text(statistic)
	l.number(value)
	l.end()
}

func (l *longTable) share(metric, statistic string, share sim.Share) {
	l.add(metric, 0, statistic, share.P)
	l.add(metric, 0, statistic+"_low", share.Low)
	l.add(metric, 0, statistic+"_high", share.High)
}

func (l *longTable) metrics(metrics *[sim.NumMetrics]sim.Stat) {
	for m := range sim.NumMetrics {
		l.stat(m.String(), m, &metrics[m])
	}
}

func (l *longTable) stat(name string, metric sim.Metric, stat *sim.Stat) {
	if !metric.Payback() {
		l.add(name, 0, "mean", stat.Mean)
		l.add(name, 0, "sd", stat.SD)
		l.add(name, 0, "mcse", stat.MCSE)
	}
	l.quantiles(name, &stat.Q)
	for _, q := range intervalQuantiles {
		l.add(name, 0, quantileNames[q]+"_low", stat.Low[q])
		l.add(name, 0, quantileNames[q]+"_high", stat.High[q])
	}
	if metric.Kind() == sim.KindMoney {
		l.add(name, 0, "cvar5", stat.CVaR5)
	}
	if metric.Payback() {
		l.add(name, 0, "probability_within_12", stat.Within12)
		l.add(name, 0, "probability_within_24", stat.Within24)
		l.add(name, 0, "probability_never", stat.Never)
	}
	l.add(name, 0, "null_trials", float64(stat.Nulls))
}

func (l *longTable) quantiles(name string, q *[sim.NumQuantiles]float64) {
	for i, quantile := range quantileNames {
		l.add(name, 0, quantile, q[i])
	}
}

func (l *longTable) versus(versus *sim.Versus) {
	if versus == nil {
		return
	}
	prefix := "versus." + versus.Against + "."
	for _, m := range sim.Differences() {
		if d := versus.Differences[m]; d != nil {
			l.stat(prefix+m.String(), m, &d.Stat)
			l.share(prefix+m.String(), "probability_better", d.Better)
		}
	}
	l.stat(prefix+"investment", sim.MetricInitiativeCost, &versus.Investment)
	l.add(prefix+"roi", 0, "ratio", versus.ROI.Ratio)
	l.add(prefix+"roi", 0, "se", versus.ROI.SE)
	l.quantiles(prefix+"roi", &versus.ROI.Q)
	l.quantiles(prefix+"breakeven_month", &versus.Breakeven.Q)
	l.share(prefix+"breakeven_month", "probability_never", versus.Breakeven.Never)
	l.quantiles(prefix+"breakeven_month_undiscounted", &versus.BreakevenUndiscounted.Q)
	l.share(prefix+"breakeven_month_undiscounted", "probability_never", versus.BreakevenUndiscounted.Never)
	l.add(prefix+"cost_per_customer_saved", 0, "value", versus.CostPerCustomerSaved)
}

func (l *longTable) monthly(monthly *[sim.NumMeasures]sim.Series) {
	for m := range sim.NumMeasures {
		l.series(m.String(), "mean", monthly[m].Mean)
		for q, name := range quantileNames {
			l.series(m.String(), name, monthly[m].Q[q])
		}
	}
}

func (l *longTable) series(metric, statistic string, values []float64) {
	for i, v := range values {
		l.add(metric, i+1, statistic, v)
	}
}
