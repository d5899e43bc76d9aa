package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"holdfast/sim"
)

func jsonOf(t *testing.T, r *sim.Result) (map[string]any, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := New(r, nil).JSON(&b); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, b.Bytes())
	}
	return doc, b.Bytes()
}

// at walks a document by keys and list positions.
func at(t *testing.T, doc any, path ...any) any {
	t.Helper()
	for i, step := range path {
		switch step := step.(type) {
		case string:
			object, is := doc.(map[string]any)
			value, has := object[step]
			if !is || !has {
				t.Fatalf("no %v (at %v)", path, path[:i+1])
			}
			doc = value
		case int:
			doc = doc.([]any)[step]
		}
	}
	return doc
}

func TestJSONValues(t *testing.T) {
	doc, _ := jsonOf(t, fixture())
	for _, test := range []struct {
		want any
		path []any
	}{
		{"holdfast.result/1", []any{"schema"}},
		{"2027-01", []any{"plan", "start"}},
		{20270101.0, []any{"run", "seed"}},
		{"10800/month", []any{"run", "set", "segments.smb.price"}},
		{"undiscounted", []any{"warnings", 0, "code"}},
		{1.234e9, []any{"scenarios", 0, "metrics", "npv", "mean"}},
		{0.0, []any{"scenarios", 0, "metrics", "npv", "null_trials"}},
		{14000.0, []any{"scenarios", 0, "monthly", "revenue", "mean", 0}},
		{14020.0, []any{"scenarios", 0, "monthly", "revenue", "p90", 0}},
		{"FY2026", []any{"scenarios", 0, "yearly", "labels", 0}},
		{3.0, []any{"scenarios", 0, "yearly", "months", 0}},
		{980.0, []any{"scenarios", 0, "yearly", "opening", "p10", 0}},
		{nil, []any{"scenarios", 0, "segments", "smb", "metrics", "cac"}},
		{"inf", []any{"scenarios", 0, "segments", "smb", "metrics", "ltv", "mean"}},
		{nil, []any{"scenarios", 0, "segments", "smb", "monthly", "customer_churn", "mean", 2}},
		{"inf", []any{"scenarios", 0, "metrics", "cac_payback_months", "p95"}},
		{0.04, []any{"scenarios", 0, "metrics", "cac_payback_months", "probability_never"}},
		{0.25, []any{"scenarios", 0, "metrics", "payback_simple", "probability_within_12"}},
		{"revenue", []any{"scenarios", 1, "targets", 0, "metric"}},
		{"2028-03", []any{"scenarios", 1, "targets", 0, "by"}},
		{1.2e9, []any{"scenarios", 1, "targets", 0, "at_least"}},
		{0.02, []any{"scenarios", 1, "targets", 1, "at_most"}},
		{0.62, []any{"scenarios", 1, "targets", 0, "probability"}},
		{41.3e6, []any{"scenarios", 1, "versus", "baseline", "npv", "mean"}},
		{0.83, []any{"scenarios", 1, "versus", "baseline", "npv", "probability_better"}},
		{20e6, []any{"scenarios", 1, "versus", "baseline", "investment", "mean"}},
		{41.3e6 / 20e6, []any{"scenarios", 1, "versus", "baseline", "roi", "ratio"}},
		{"inf", []any{"scenarios", 1, "versus", "baseline", "breakeven_month", "p90"}},
		{0.17, []any{"scenarios", 1, "versus", "baseline", "breakeven_month_undiscounted", "probability_never"}},
		{45210.0, []any{"scenarios", 1, "versus", "baseline", "cost_per_customer_saved"}},
		{0.61, []any{"scenarios", 1, "probability_best"}},
		{12.3e6, []any{"scenarios", 1, "expected_regret"}},
		{"値上げと解約防止", []any{"scenarios", 2, "id"}},
	} {
		if got := at(t, doc, test.path...); got != test.want {
			t.Errorf("%v = %v, want %v", test.path, got, test.want)
		}
	}
	has := func(key string, path ...any) bool {
		_, has := at(t, doc, path...).(map[string]any)[key]
		return has
	}
	if has("mean", "scenarios", 0, "metrics", "cac_payback_months") || has("mean", "scenarios", 1, "versus", "baseline", "roi") {
		t.Error("payback or ROI has a mean")
	}
	if has("cvar5", "scenarios", 0, "metrics", "ltv_cac") || !has("cvar5", "scenarios", 0, "metrics", "cac") {
		t.Error("cvar5 belongs to money alone")
	}
	if has("p50", "scenarios", 0, "segments", "smb", "monthly", "revenue") {
		t.Error("a segment has monthly quantiles that were not kept")
	}
	if len(at(t, doc, "scenarios", 0, "versus").(map[string]any)) != 0 {
		t.Error("the scenario compared against has a comparison")
	}
	if metrics := at(t, doc, "scenarios", 0, "metrics").(map[string]any); len(metrics) != int(sim.NumMetrics) {
		t.Errorf("%d metrics, want %d", len(metrics), sim.NumMetrics)
	}
}

func TestJSONMissingValues(t *testing.T) {
	r := fixture()
	r.Plan.Start = sim.YearMonth{}
	r.Scenarios[1].Versus.ROI.Ratio = math.NaN()
	r.Scenarios[1].Versus.CostPerCustomerSaved = math.NaN()
	r.Scenarios[1].Versus.Differences[sim.MetricLTVCAC] = nil
	r.Scenarios[1].Metrics[sim.MetricNPV].Low[sim.P10] = math.NaN()
	r.Scenarios[1].Title = `<b>"値上げ" & more</b>`
	doc, raw := jsonOf(t, r)
	if !bytes.Contains(raw, []byte(`<b>\"値上げ\" & more</b>`)) {
		t.Error("text is escaped beyond need")
	}
	for _, path := range [][]any{
		{"plan", "start"},
		{"scenarios", 1, "versus", "baseline", "roi"},
		{"scenarios", 1, "versus", "baseline", "cost_per_customer_saved"},
		{"scenarios", 1, "versus", "baseline", "ltv_cac"},
		{"scenarios", 1, "metrics", "npv", "p10_interval"},
	} {
		if got := at(t, doc, path...); got != nil {
			t.Errorf("%v = %v, want null", path, got)
		}
	}
	if got := at(t, doc, "scenarios", 1, "targets", 0, "by"); got != 15.0 {
		t.Errorf("by = %v, want the month number", got)
	}
}

func TestNumbersReadBack(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "0", 1e6: "1000000", 0.1: "0.1", 1.0 / 3: "0.3333333333333333",
		1e20: "100000000000000000000", 1e21: "1e+21", 1e-6: "0.000001", 1.5e-7: "1.5e-07", -2.5: "-2.5", inf: "inf", math.Inf(-1): "-inf",
	} {
		if got := string(appendNumber(nil, v)); got != want {
			t.Errorf("appendNumber(%v) = %q, want %q", v, got, want)
		}
	}
}

// failAfter fails once n bytes are written.
type failAfter struct{ n int }

var errFull = errors.New("no space left on device")

func (w *failAfter) Write(b []byte) (int, error) {
	if w.n -= len(b); w.n < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestWriteErrorsAreReturned(t *testing.T) {
	report := New(fixture(), nil)
	for name, write := range map[string]func(io.Writer) error{
		"text": report.Text, "json": report.JSON, "csv": report.CSV,
		"monthly": report.MonthlyCSV, "yearly": report.YearlyCSV, "summary": report.SummaryCSV,
	} {
		for _, n := range []int{0, 1000} {
			if err := write(&failAfter{n}); !errors.Is(err, errFull) {
				t.Errorf("%s after %d bytes: %v", name, n, err)
			}
		}
	}
}

func TestTheSameResultGivesTheSameBytes(t *testing.T) {
	_, first := jsonOf(t, fixture())
	_, second := jsonOf(t, fixture())
	if !bytes.Equal(first, second) {
		t.Error("JSON differs")
	}
	if strings.Contains(string(first), "NaN") || slices.Contains(first, 0) {
		t.Error("not JSON numbers")
	}
}
