package calibrate

import (
	"encoding/json"
	"fmt"
	"io"
)

// BacktestSchema names the layout of the document that [Backtest.JSON] writes.
const BacktestSchema = "holdfast.backtest/1"

// JSON writes the backtest as one document.
func (b *Backtest) JSON(w io.Writer) error {
	list := func(outcomes []Outcome, name string) []object {
		all := []object{}
		for _, o := range outcomes {
			x := object{{name, o.Name}, {"actual", real(o.Actual)}, {"p5", real(o.P5)}, {"p25", real(o.P25)}, {"p50", real(o.P50)}, {"p75", real(o.P75)}, {"p95", real(o.P95)}}
			if o.CustomersAtCut > 0 {
				x = append(x, member{"customers_at_cut", o.CustomersAtCut})
			}
			all = append(all, x)
		}
		return all
	}
	doc := object{
		{"schema", BacktestSchema}, {"sentence", b.Sentence()}, {"measure", b.Measure}, {"cut", nil}, {"months", b.Months},
		{"monthly", list(b.Monthly, "month")}, {"cohorts", list(b.Cohorts, "cohort")},
		{"mape", real(b.MAPE)}, {"bias", real(b.Bias)}, {"margin", real(b.Margin)}, {"margin_total", real(b.TotalMargin)},
		{"coverage", object{{"scored", b.Scored}, {"on_cohorts", b.OnCohorts}, {"held_50", b.Held50}, {"held_90", b.Held90}}},
		{"rows", b.Fitted.Rows.json()}, {"files", b.Fitted.filesJSON()}, {"warnings", b.Fitted.warningsJSON()},
	}
	if b.Cut != NoDay {
		doc[3].value = b.Cut.String()
	} else {
		doc[3].value = fmt.Sprintf("tenure %d", b.Age)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(doc)
}

// Sentence says what a planner should take from it.
func (b *Backtest) Sentence() string {
	what := "months"
	if b.OnCohorts {
		what = "cohorts"
		if b.Measure == "orders" {
			what = "classes"
		}
	}
	held := fmt.Sprintf("The 90 %% band held %d of %d %s; do not plan on less than ±%s", b.Held90, b.Scored, what, margin(b.Margin))
	if !b.OnCohorts {
		return held + ". Months of one path are not independent tests."
	}
	return fmt.Sprintf("%s of the forecast of one of them, ±%s of that of all together.", held, margin(b.TotalMargin))
}

// margin rounds a share up to whole percents.
func margin(share float64) string {
	n := int(100*share) + 1
	if float64(n-1) == 100*share {
		n--
	}
	return fmt.Sprintf("%d %%", n)
}
