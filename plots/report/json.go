package report

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"holdfast/sim"
)

// JSONSchema names the layout of the document that JSON writes.
const JSONSchema = "holdfast.result/1"

var quantileNames = [sim.NumQuantiles]string{"p5", "p10", "p25", "p50", "p75", "p90", "p95"}

// JSON writes the result as one document, in the plan's units, rates as
// fractions, an infinite value as "inf", one that does not exist as null. The
// same result gives the same bytes.
func (r *Report) JSON(w io.Writer) error {
	s := newJSONStream(w)
	s.enclose('{', '}', false, func() {
		s.text("schema", JSONSchema)
		writePlan(s, &r.Result.Plan)
		writeRun(s, &r.Result.Run)
		s.list("warnings", func() {
			for _, warning := range r.Result.Warnings {
				s.inlineElement(func() {
					s.text("code", warning.Code)
					s.text("message", warning.Message)
					s.text("where", warning.Where)
				})
			}
		})
		s.list("scenarios", func() {
			for i := range r.Result.Scenarios {
				s.element(func() { writeScenario(s, &r.Result.Plan, &r.Result.Scenarios[i]) })
			}
		})
	})
	s.w.WriteByte('\n')
	return s.w.Flush()
}

func writePlan(s *jsonStream, plan *sim.PlanInfo) {
	s.inlineObject("plan", func() {
		s.text("name", plan.Name)
		s.text("file", plan.File)
		s.text("sha256", plan.SHA256)
		s.optional("currency", plan.Currency)
		s.integer("months", plan.Months)
		s.optional("start", calendar(plan.Start, 1))
	})
}

func writeRun(s *jsonStream, run *sim.RunInfo) {
	s.inlineObject("run", func() {
		s.integer("trials", run.Trials)
		s.member("seed")
		s.w.WriteString(strconv.FormatUint(run.Seed, 10))
		s.text("version", run.Version)
		s.text("platform", run.Platform)
		s.text("sampling", run.Sampling)
		s.text("noise", run.Noise)
		s.inlineObject("set", func() {
			for i, setting := range run.Set {
				if !setAgain(run.Set[i+1:], setting.Path) {
					s.text(setting.Path, setting.Value)
				}
			}
		})
		s.integer("replicates", run.Replicates)
		s.number("rank_error", run.RankError)
	})
}

// setAgain reports whether a later setting replaces that of path.
func setAgain(later []sim.Setting, path string) bool {
	for _, setting := range later {
		if setting.Path == path {
			return true
		}
	}
	return false
}

func writeScenario(s *jsonStream, plan *sim.PlanInfo, scenario *sim.ScenarioResult) {
	s.text("id", scenario.ID)
	s.text("title", scenario.Title)
	s.member("initiatives")
	s.enclose('[', ']', true, func() {
		for _, title := range scenario.Initiatives {
			s.item()
			s.quote(title)
		}
	})
	s.object("metrics", func() { writeMetrics(s, &scenario.Metrics) })
	s.object("monthly", func() { writeMonthly(s, &scenario.Monthly) })
	s.object("yearly", func() { writeYearly(s, &scenario.Yearly) })
	s.object("segments", func() {
		for i := range scenario.Segments {
			segment := &scenario.Segments[i]
			s.object(segment.ID, func() {
				s.text("title", segment.Title)
				s.object("metrics", func() { writeMetrics(s, &segment.Metrics) })
				s.object("monthly", func() { writeMonthly(s, &segment.Monthly) })
			})
		}
	})
	s.list("targets", func() {
		for i := range scenario.Targets {
			s.inlineElement(func() { writeTarget(s, plan, &scenario.Targets[i]) })
		}
	})
	s.object("versus", func() {
		if scenario.Versus != nil {
			s.object(scenario.Versus.Against, func() { writeVersus(s, scenario.Versus) })
		}
	})
	writeShare(s, "probability_best", scenario.ProbabilityBest)
	s.number("expected_regret", scenario.ExpectedRegret)
	s.number("expected_regret_mcse", scenario.RegretMCSE)
}

func writeMetrics(s *jsonStream, metrics *[sim.NumMetrics]sim.Stat) {
	for m := range sim.NumMetrics {
		stat := &metrics[m]
		if !stat.Exists() {
			s.null(m.String())
			continue
		}
		s.inlineObject(m.String(), func() { writeStat(s, m, stat) })
	}
}

// writeStat writes the statistics of a metric: payback has no moments, and
// only money has the mean of its lowest twentieth.
func writeStat(s *jsonStream, metric sim.Metric, stat *sim.Stat) {
	if !metric.Payback() {
		writeMoments(s, stat)
	}
	writeQuantiles(s, stat)
	if metric.Kind() == sim.KindMoney {
		s.number("cvar5", stat.CVaR5)
	}
	if metric.Payback() {
		s.number("probability_within_12", stat.Within12)
		s.number("probability_within_24", stat.Within24)
		s.number("probability_never", stat.Never)
	}
	s.integer("null_trials", stat.Nulls)
}

func writeMoments(s *jsonStream, stat *sim.Stat) {
	s.number("mean", stat.Mean)
	s.number("sd", stat.SD)
	s.number("mcse", stat.MCSE)
}

func writeQuantiles(s *jsonStream, stat *sim.Stat) {
	for q, name := range quantileNames {
		s.number(name, stat.Q[q])
	}
	for _, q := range intervalQuantiles {
		s.interval(quantileNames[q]+"_interval", stat.Low[q], stat.High[q])
	}
}

// intervalQuantiles are those that have a confidence interval.
var intervalQuantiles = [...]int{sim.P10, sim.P50, sim.P90}

func writeMonthly(s *jsonStream, monthly *[sim.NumMeasures]sim.Series) {
	for m := range sim.NumMeasures {
		s.inlineObject(m.String(), func() {
			s.numbers("mean", monthly[m].Mean)
			for q, name := range quantileNames {
				if monthly[m].Q[q] != nil {
					s.numbers(name, monthly[m].Q[q])
				}
			}
		})
	}
}

// yearlyQuantiles are those reported by fiscal year.
var yearlyQuantiles = [...]int{sim.P10, sim.P50, sim.P90}

func writeYearly(s *jsonStream, yearly *sim.Yearly) {
	s.member("labels")
	s.enclose('[', ']', true, func() {
		for _, label := range yearly.Labels {
			s.item()
			s.quote(label)
		}
	})
	s.member("months")
	s.enclose('[', ']', true, func() {
		for _, months := range yearly.Months {
			s.item()
			s.w.WriteString(strconv.Itoa(months))
		}
	})
	for m := range sim.NumMeasures {
		s.inlineObject(m.String(), func() {
			s.numbers("mean", yearly.Measures[m].Mean)
			for _, q := range yearlyQuantiles {
				if yearly.Measures[m].Q[q] != nil {
					s.numbers(quantileNames[q], yearly.Measures[m].Q[q])
				}
			}
		})
	}
}

func writeTarget(s *jsonStream, plan *sim.PlanInfo, target *sim.TargetResult) {
	s.text("metric", target.Metric)
	s.text("label", target.Label)
	if target.By > 0 {
		if date := calendar(plan.Start, target.By); date != "" {
			s.text("by", date)
		} else {
			s.integer("by", target.By)
		}
	}
	if target.FiscalYear {
		s.text("within", "fiscal_year")
	}
	s.number(targetBound(target), targetValue(target))
	writeShare(s, "probability", target.Probability)
}

func targetBound(target *sim.TargetResult) string {
	if target.AtMost {
		return "at_most"
	}
	return "at_least"
}

// targetValue is the bound, NaN where it is an uncertain input.
func targetValue(target *sim.TargetResult) float64 {
	if target.Value.Input != 0 {
		return math.NaN()
	}
	return target.Value.Factor
}

func writeShare(s *jsonStream, key string, share sim.Share) {
	s.number(key, share.P)
	s.interval(key+"_interval", share.Low, share.High)
}

func writeVersus(s *jsonStream, versus *sim.Versus) {
	for _, m := range sim.Differences() {
		d := versus.Differences[m]
		if d == nil || !d.Exists() {
			s.null(m.String())
			continue
		}
		s.inlineObject(m.String(), func() {
			writeStat(s, m, &d.Stat)
			writeShare(s, "probability_better", d.Better)
		})
	}
	s.inlineObject("investment", func() { writeStat(s, sim.MetricInitiativeCost, &versus.Investment) })
	if math.IsNaN(versus.ROI.Ratio) {
		s.null("roi")
	} else {
		s.inlineObject("roi", func() {
			s.number("ratio", versus.ROI.Ratio)
			s.number("se", versus.ROI.SE)
			for q, name := range quantileNames {
				s.number(name, versus.ROI.Q[q])
			}
		})
	}
	writeBreakeven(s, "breakeven_month", &versus.Breakeven)
	writeBreakeven(s, "breakeven_month_undiscounted", &versus.BreakevenUndiscounted)
	s.number("cost_per_customer_saved", versus.CostPerCustomerSaved)
}

func writeBreakeven(s *jsonStream, key string, b *sim.Breakeven) {
	s.inlineObject(key, func() {
		for q, name := range quantileNames {
			s.number(name, b.Q[q])
		}
		writeShare(s, "probability_never", b.Never)
	})
}

// calendar writes the plan's t-th month as 2027-04; empty where the plan
// names no start.
func calendar(start sim.YearMonth, t int) string {
	if start == (sim.YearMonth{}) {
		return ""
	}
	months := start.Year*12 + start.Month - 1 + t - 1
	return fmt.Sprintf("%04d-%02d", months/12, months%12+1)
}
