package report

import (
	"slices"
	"testing"

	"holdfast/sim"
	"holdfast/sim/analysis"
)

// The sentence says what the search wants: at least the target where more is
// better, at most it where less is.
func TestAims(t *testing.T) {
	for _, c := range []struct {
		metric   sim.Metric
		against  string
		target   float64
		relative bool
		want     string
	}{
		{sim.MetricNPV, "baseline", 0, false, "the NPV of keep is above that of baseline"},
		{sim.MetricNPV, "baseline", 5e6, false, "the NPV of keep is at least $5M above that of baseline"},
		{sim.MetricNPV, "baseline", -5e6, false, "the NPV of keep is at most $5M below that of baseline"},
		{sim.MetricNPV, "baseline", -0.1, true, "the NPV of keep is at most 10 % less than that of baseline"},
		{sim.MetricNPV, "", -5e6, false, "the NPV of keep is at least -$5M"},
		{sim.MetricCustomerChurn, "baseline", 0, false, "the customer churn of keep is below that of baseline"},
		{sim.MetricCustomerChurn, "baseline", -0.0001, false, "the customer churn of keep is at least 0.01 pt below that of baseline"},
		{sim.MetricCustomerChurn, "baseline", 0.01, false, "the customer churn of keep is at most 1 pt above that of baseline"},
		{sim.MetricCustomerChurn, "baseline", -0.25, true, "the customer churn of keep is at least 25 % less than that of baseline"},
		{sim.MetricCustomerChurn, "baseline", 0.25, true, "the customer churn of keep is at most 25 % more than that of baseline"},
		{sim.MetricCustomerChurn, "", 0.03, false, "the customer churn of keep is at most 3 %"},
	} {
		if got := aim(c.metric, "keep", c.against, c.target, c.relative, "USD"); got != c.want {
			t.Errorf("%v, target %v of %q:\n%s, want\n%s", c.metric, c.target, c.against, got, c.want)
		}
	}
}

// TestFrontierHeadlineSaysItsPeak wants a turn beyond both ends of a frontier to
// be said where it is beyond them by more than its error.
func TestFrontierHeadlineSaysItsPeak(t *testing.T) {
	turn := func(a, b, half float64) analysis.FrontierTurn {
		return analysis.FrontierTurn{A: a, Found: true, B: b, Bracket: [2]float64{b - half, b + half}}
	}
	frontier := &BreakevenFrontier{
		Goal:   Goal{Scenario: "x", Against: "baseline", Metric: sim.MetricNPV, Confidence: 0.8},
		Varied: [2]Varied{{Title: "a", Low: 0, High: 3}, {Title: "b", Low: 0, High: 9}},
		Result: &analysis.Frontier{Turns: []analysis.FrontierTurn{turn(0, 2, 0.1), turn(1, 5, 0.1), turn(2, 4, 0.1), turn(3, 3, 0.1)}},
	}
	const aim = "So that the NPV of x is above that of baseline in at least 80 % of futures, b must be at most "
	if got, want := frontier.Headline(), aim+"2 (a at 0) by way of 5 (at 1) to 3 (at 3)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	frontier.Result.Turns[1], frontier.Result.Turns[2] = turn(1, 3.5, 0.6), turn(2, 2.5, 0.1)
	if got, want := frontier.Headline(), aim+"2 (a at 0) to 3 (at 3)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A turn right beside a value of the grid is not a row of its own, and is
// written as the value that it cannot be told from.
func TestGridTakesEachPlaceOnce(t *testing.T) {
	b := &Breakeven{Varied: Varied{Low: 0, High: 1.2, Percent: true}, Result: &analysis.Breakeven{}}
	for _, x := range []float64{0, 1e-12, 4e-9, 0.1, 0.15, 0.3, 1.2} {
		b.Result.Curve = append(b.Result.Curve, analysis.BreakevenPoint{X: x})
	}
	var got []float64
	for _, c := range b.Grid() {
		got = append(got, c.X)
	}
	if want := []float64{0, 0.15, 0.3, 1.2}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := b.Varied.Text(4e-9, 0); got != "0%" {
		t.Errorf("%q", got)
	}
}
