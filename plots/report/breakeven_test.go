package report

import (
	"testing"

	"holdfast/sim"
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
