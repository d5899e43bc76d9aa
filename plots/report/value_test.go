package report

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"holdfast/sim"
	"holdfast/sim/analysis"
)

func valueFixture() *Value {
	return &Value{
		Manifest: Manifest{
			Plan: sim.PlanInfo{Name: "Mails", File: "plan.yaml", Currency: "JPY", Months: 12},
			Run:  sim.RunInfo{Trials: 1000, Seed: 3, Noise: "customers"}, Arguments: []string{"value", "--metric", "npv"},
		},
		Result: &analysis.ValueResult{
			Metric: sim.MetricNPV, Trials: 1000, Best: 1,
			Options: []analysis.Option{{ID: "baseline", Mean: 8e6, Best: 0.3}, {ID: "mails", Title: "Mails to\tall", Mean: 9e6, Gain: 1e6, SE: 5e4, Best: 0.7}},
			EVPI:    analysis.Worth{Value: 4e5, SE: 1e4},
			Learnings: []analysis.Learning{
				{Kind: "event", Title: "Rival", Path: "events.rival", Worth: analysis.Worth{Value: 3e5, SE: 1e4}},
				{Kind: "input", Title: "Effect", Path: "assumptions.effect", Studied: true, Worth: analysis.Worth{Value: 2e5, SE: 1e4}},
				{Kind: "input", Title: "Other", Path: "assumptions.other", Studied: true, Worth: analysis.Worth{Value: 1e3, SE: 1e4}},
			},
			Test: &analysis.Test{
				Initiative: "mails", Title: "Mails", Months: 6, Delay: 3, Control: 0.8, Treated: 0.82, Available: 3000, Best: 0, Threshold: 0.005,
				Curve: []analysis.TestSize{
					{N: 1000, EVSI: analysis.Worth{Value: 1e5, SE: 5e3}, DelayCost: 2e4, Cost: 1e4, Net: 7e4, SE: 6e3},
					{N: 5000, EVSI: analysis.Worth{Value: 1.5e5, SE: 5e3}, DelayCost: 3e4, Cost: 5e4, Net: 7e4, SE: 6e3},
				},
				Power: analysis.Power{Alpha: 0.05, Power: 0.8, N: 6036},
			},
		},
	}
}

// TestValueSentences: the first line answers, whatever was found.
func TestValueSentences(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *analysis.ValueResult)
		want   []string
	}{
		{"a study", func(*analysis.ValueResult) {}, []string{
			"With what is known today take Mails to all; of all numbers, “Effect” is most worth a study: up to ¥200k,", "Roll it out if the difference shown is at least +0.5 points",
			"is best with 1,000 customers per arm: worth ¥70k net", "asks for 6,036 customers", "waits 3 months", "1 more cannot be told"}},
		{"no study", func(r *analysis.ValueResult) { r.Learnings = r.Learnings[:1] }, []string{"but no single number is worth a study."}},
		{"unresolved", func(r *analysis.ValueResult) { r.EVPI.SE = 1e6 }, []string{"cannot be told by so many trials"}},
		{"dominated", func(r *analysis.ValueResult) { r.EVPI, r.Learnings, r.Best = analysis.Worth{}, nil, 0 }, []string{"stay with baseline: it is the best whatever"}},
		{"alone", func(r *analysis.ValueResult) { r.Options, r.Best, r.Test = r.Options[:1], 0, nil }, []string{"Nothing is worth finding out"}},
		{"no test", func(r *analysis.ValueResult) { r.Test, r.NoTest = nil, "none was asked for" }, []string{"No test before the roll-out: none was asked for."}},
		{"no gain", func(r *analysis.ValueResult) {
			r.Test.Best, r.Test.Threshold, r.Test.Power.N = -1, math.Inf(1), math.Inf(1)
		}, []string{
			"can be told to pay", "No result of such a test would lead to it", "no size shows a difference"}},
	} {
		v := valueFixture()
		c.change(v.Result)
		var text, document bytes.Buffer
		if err := v.Text(&text); err != nil {
			t.Fatal(err)
		}
		joined := strings.Join(strings.Fields(text.String()), " ")
		for _, want := range c.want {
			if !strings.Contains(joined, want) {
				t.Errorf("%s: %q is not in\n%s", c.name, want, text.String())
			}
		}
		for _, line := range strings.Split(text.String(), "\n") {
			if Width(line) > pageWidth {
				t.Errorf("%s: %d cells: %s", c.name, Width(line), line)
			}
		}
		if err := v.JSON(&document); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(document.Bytes()) {
			t.Errorf("%s: no JSON:\n%s", c.name, document.String())
		}
	}
}
