package report

import (
	"io"

	"holdfast/sim"
)

// MonthlyCSV writes one row for each scenario, segment (empty for the whole
// scenario), month and statistic, with a column for each monthly measure:
// filter statistic = mean and draw. Quantiles are of each month alone.
func (r *Report) MonthlyCSV(w io.Writer) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	t := newCSVTable(w, append([]string{"scenario", "segment", "month", "date", "statistic"}, measureNames()...)...)
	for i := range r.Result.Scenarios {
		scenario := &r.Result.Scenarios[i]
		r.monthlyRows(t, scenario.ID, "", &scenario.Monthly)
		for j := range scenario.Segments {
			r.monthlyRows(t, scenario.ID, scenario.Segments[j].ID, &scenario.Segments[j].Monthly)
		}
		if t.err != nil {
			break
		}
	}
	return t.flush()
}

func (r *Report) monthlyRows(t *csvTable, scenario, segment string, monthly *[sim.NumMeasures]sim.Series) {
	for month := 1; month <= r.Result.Plan.Months; month++ {
		date := calendar(r.Result.Plan.Start, month)
		for statistic := -1; statistic < sim.NumQuantiles; statistic++ {
			if series(&monthly[sim.MeasureRevenue], statistic) == nil {
				continue
			}
			t.text(scenario, segment)
			t.integer(month)
			t.text(date, statisticName(statistic))
			measureCells(t, monthly, statistic, month-1)
			t.end()
		}
	}
}

// YearlyCSV writes one row for each scenario, fiscal year and statistic, with
// a column for each measure: sums of flows, year-end values of stocks. months
// is how much of the year lies within the horizon.
func (r *Report) YearlyCSV(w io.Writer) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	t := newCSVTable(w, append([]string{"scenario", "fiscal_year", "months", "statistic"}, measureNames()...)...)
	for i := range r.Result.Scenarios {
		scenario := &r.Result.Scenarios[i]
		for year, label := range scenario.Yearly.Labels {
			for _, statistic := range [...]int{mean, sim.P10, sim.P50, sim.P90} {
				if series(&scenario.Yearly.Measures[sim.MeasureRevenue], statistic) == nil {
					continue
				}
				t.text(scenario.ID, label)
				t.integer(scenario.Yearly.Months[year])
				t.text(statisticName(statistic))
				measureCells(t, &scenario.Yearly.Measures, statistic, year)
				t.end()
			}
		}
	}
	return t.flush()
}

// mean stands for the mean where a quantile's index is expected.
const mean = -1

func series(s *sim.Series, statistic int) []float64 {
	if statistic == mean {
		return s.Mean
	}
	return s.Q[statistic]
}

func statisticName(statistic int) string {
	if statistic == mean {
		return "mean"
	}
	return quantileNames[statistic]
}

func measureCells(t *csvTable, measures *[sim.NumMeasures]sim.Series, statistic, index int) {
	for m := range sim.NumMeasures {
		if values := series(&measures[m], statistic); index < len(values) {
			t.number(values[index])
		} else {
			t.empty(1)
		}
	}
}

func measureNames() []string {
	names := make([]string, sim.NumMeasures)
	for m := range sim.NumMeasures {
		names[m] = m.String()
	}
	return names
}

var summaryColumns = []string{
	"scenario", "title", "segment", "versus", "metric", "unit", "value", "mean", "sd", "mcse",
	"p5", "p10", "p25", "p50", "p75", "p90", "p95", "cvar5",
	"probability", "probability_low", "probability_high", "within_12", "within_24", "never", "null_trials",
}

// SummaryCSV writes one row for each figure of the whole run. versus is the
// scenario that a difference is taken from, empty for a figure itself;
// probability is that of being better (differences), of being best
// (probability_best), of meeting a target (target.*). value holds what is one number over all trials:
// ROI as mean NPV difference over mean investment, the cost per customer
// saved, the expected regret, the bound of a target.
func (r *Report) SummaryCSV(w io.Writer) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	s := &summaryTable{csvTable: newCSVTable(w, summaryColumns...), currency: r.Result.Plan.Currency}
	for i := range r.Result.Scenarios {
		scenario := &r.Result.Scenarios[i]
		s.scenario, s.title, s.segment, s.against = scenario.ID, scenario.Title, "", ""
		for m := range sim.NumMetrics {
			s.write(summaryRow{metric: m.String(), unit: s.unit(m.Kind()), value: nan, stat: &scenario.Metrics[m], payback: m.Payback()})
		}
		s.write(summaryRow{metric: "probability_best", value: nan, share: &scenario.ProbabilityBest})
		s.write(summaryRow{metric: "expected_regret", unit: s.unit(sim.KindMoney), value: scenario.ExpectedRegret})
		for t := range scenario.Targets {
			target := &scenario.Targets[t]
			s.write(summaryRow{metric: "target." + target.Label, value: targetValue(target), share: &target.Probability})
		}
		s.versus(scenario.Versus)
		s.against = ""
		for j := range scenario.Segments {
			s.segment, s.title = scenario.Segments[j].ID, scenario.Segments[j].Title
			for m := range sim.NumMetrics {
				s.write(summaryRow{metric: m.String(), unit: s.unit(m.Kind()), value: nan, stat: &scenario.Segments[j].Metrics[m], payback: m.Payback()})
			}
		}
	}
	return s.flush()
}
