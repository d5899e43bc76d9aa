package calibrate

import (
	"strings"
	"testing"

	"holdfast/sim/retention"
)

// Where nobody has left yet Greenwood's error is 0, which is no certainty.
func TestLuckKnowsTheNumberAtRisk(t *testing.T) {
	for _, c := range []struct {
		curve float64
		p     retention.SurvivalPoint
		want  bool
	}{
		{0.97, retention.SurvivalPoint{AtRisk: 40, Survival: 1}, false},  // nobody of 40: chance .30
		{0.97, retention.SurvivalPoint{AtRisk: 4000, Survival: 1}, true}, // nobody of 4000: chance 1e-53
		{0.4, retention.SurvivalPoint{AtRisk: 100, Survival: 0.5, StdErr: 0.05}, false},
		{0.3, retention.SurvivalPoint{AtRisk: 100, Survival: 0.5, StdErr: 0.05}, true},
	} {
		if got := beyondLuck(c.curve, c.p); got != c.want {
			t.Errorf("%v against %+v: %v", c.curve, c.p, got)
		}
	}
}

// Rows in no fit are told where people read.
func TestPlansSayWhatIsInNoFit(t *testing.T) {
	r := calibrated(t, plain(), file(t, "x.csv", tenureRows()+"a,0,no\nb,0,no\n"))
	if plan := string(r.Plan("d.csv")); !strings.Contains(plan, "# 2 rows are left out of the fits: active customers of less than a whole month.\n") {
		t.Error(plan[:2000])
	}
}
