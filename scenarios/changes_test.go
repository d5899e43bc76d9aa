package scenarios

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"holdfast/sim"
)

// everything is a segment on which every lever acts, under a curve per time (a)
// and one per renewal (b).
const everything = `plan: p
months: 12
assumptions:
  points: normal(-2pt 0.5pt)/year
  share: 20%
segments:
  a: &a
    opening: {customers: 10, tenure: 3}
    price: 10/month
    orders: {rate: 1/month, value: 100}
    gross_margin: 80%
    cost_to_serve: 1/month
    retention: {model: constant, rate: 3%/month}
    involuntary: {failure: 1%/month, recovery: 50%}
    expansion: {customers: 1%/month, uplift: 20%}
    contraction: {customers: 1%/month, drop: 20%}
    winback: {rate: 1%/month, within: 3}
    acquisition: {ads: {spend: 100/month, cac: 10}, organic: {customers: 5/month}, friends: {rate: 1%/month, cac: 3}}
  b:
    <<: *a
    retention: {model: sbg, alpha: 1, beta: 9}
initiatives:
  x: {segments: [SEGMENT], changes: [{CHANGE}]}
scenarios: {x: [x]}
`

func loadChange(segment, change string) (*Plan, error) {
	return loadText(strings.NewReplacer("SEGMENT", segment, "CHANGE", change).Replace(everything))
}

// TestChangeUnits: what a change adds or sets, in the unit of its lever.
func TestChangeUnits(t *testing.T) {
	c := sim.Const
	points := func(x, months float64) sim.Quantity { return c(x).Per(sim.UnitPoints, months) }
	chance := func(x, months float64) sim.Quantity { return c(x).Per(sim.UnitProbability, months) }
	amount := func(x, months float64) sim.Quantity { return c(x).Per(sim.UnitAmount, months) }
	for _, x := range []struct {
		segment, change string
		op              sim.Op
		want            sim.Quantity
	}{
		{"a", "lever: churn, add: -2pt/year", sim.OpAdd, points(-0.02, 12)},
		{"a", "lever: churn, add: points", sim.OpAdd, sim.Quantity{Input: 1, Factor: 1}.Per(sim.UnitPoints, 12)},
		{"a", "lever: churn, add: points * -0.5", sim.OpAdd, sim.Quantity{Input: 1, Factor: -0.5}.Per(sim.UnitPoints, 12)},
		{"a", "lever: churn, to: 2%/month", sim.OpTo, chance(0.02, 1)},
		{"b", "lever: churn, add: -2pt", sim.OpAdd, c(-0.02)},
		{"b", "lever: churn, add: -2pt/month", sim.OpAdd, points(-0.02, 1)},
		{"b", "lever: churn, to: 2%", sim.OpTo, c(0.02)},
		{"b", "lever: churn, to: 2%/year", sim.OpTo, chance(0.02, 12)},
		{"a, b", "lever: churn, to: 2%/year", sim.OpTo, chance(0.02, 12)},
		{"a", "lever: involuntary, add: -0.1pt/month", sim.OpAdd, points(-0.001, 1)},
		{"a", "lever: involuntary, to: 0.1%/month", sim.OpTo, chance(0.001, 1)},
		{"a", "lever: recovery, add: 5pt", sim.OpAdd, c(0.05)},
		{"a", "lever: recovery, to: 70%", sim.OpTo, c(0.7)},
		{"a", "lever: expansion, add: 1pt/month", sim.OpAdd, points(0.01, 1)},
		{"a", "lever: contraction, to: 1%/year", sim.OpTo, chance(0.01, 12)},
		{"a", "lever: winback, add: 1pt/month", sim.OpAdd, points(0.01, 1)},
		{"a", "lever: referral, add: 1pt/year", sim.OpAdd, amount(0.01, 12)},
		{"a", "lever: referral, to: 2%/month", sim.OpTo, amount(0.02, 1)},
		{"a", "lever: price, add: -1/month", sim.OpAdd, amount(-1, 1)},
		{"a", "lever: price, to: 120/year", sim.OpTo, amount(120, 12)},
		{"a", "lever: order_value, add: 10", sim.OpAdd, c(10)},
		{"a", "lever: order_rate, to: 12/year", sim.OpTo, amount(12, 12)},
		{"a", "lever: cac, add: -1", sim.OpAdd, c(-1)},
		{"a", "lever: cac, to: 9", sim.OpTo, c(9)},
		{"a", "lever: cac, channel: friends, to: 0", sim.OpTo, c(0)},
		{"a", "lever: cac, channel: ads, to: share * 50", sim.OpTo, c(10)},
		{"a", "lever: spend, to: 0/month", sim.OpTo, amount(0, 1)},
		{"a", "lever: customers, add: 3/month", sim.OpAdd, amount(3, 1)},
		{"a", "lever: gross_margin, add: -2pt", sim.OpAdd, c(-0.02)},
		{"a", "lever: cost_to_serve, to: 0/month", sim.OpTo, amount(0, 1)},
		{"a", "lever: term, to: 12", sim.OpTo, c(12)},
		{"a", "lever: churn, reduce: share", sim.OpReduce, c(0.2)},
		{"a", "lever: churn, reduce: -2%", sim.OpReduce, c(-0.02)},
		{"a", "lever: price, increase: 0.08", sim.OpIncrease, c(0.08)},
	} {
		plan, err := loadChange(x.segment, x.change)
		if err != nil {
			t.Errorf("%s: %s", x.change, err)
			continue
		}
		got := plan.Model.Initiatives[0].Changes[0]
		if diff := cmp.Diff(x.want, got.Value); diff != "" || got.Op != x.op {
			t.Errorf("%s: op %d, value (-want +got):\n%s", x.change, got.Op, diff)
		}
	}
}

func TestChangeUnitMistakes(t *testing.T) {
	for _, x := range []struct{ segment, change, want string }{
		{"a, b", "lever: churn, to: 2%", "found 2%, without a unit, but the churn of segment \"a\" is per time; write 2%/month or 2%/year"},
		{"a", "lever: recovery, to: 2%/month", "a number without a unit of time is expected: leave out /month"},
		{"a", "lever: churn, add: 200pt/month", "200pt/month is outside -100% to 100%"},
		{"a", "lever: spend, to: -1/month", "-1/month is outside the range from 0 up"},
		{"a", "lever: cac, to: 0", "0 is outside the range above 0"},
		{"a", "lever: cac, to: share", "found \"share\"; expected a number, such as 12000 or 12k, not a percentage"},
		{"a", "lever: term, to: 0", "found 0; expected a whole number from 1 to 600"},
		{"a", "lever: churn, reduce: points", "a number without a unit of time is expected: leave out /year"},
		{"a", "lever: churn, to: points", "pt is for changes that add"},
	} {
		_, err := loadChange(x.segment, x.change)
		if err == nil || !strings.Contains(err.Error(), x.want) || strings.Count(err.Error(), "plan.yaml:") != 1 {
			t.Errorf("%s: found %v, expected %s", x.change, err, x.want)
		}
	}
}

// TestSetThroughAnchors: a list that two initiatives share through an anchor is
// changed for one of them alone.
func TestSetThroughAnchors(t *testing.T) {
	text := strings.Replace(everything, "x: {segments: [SEGMENT], changes: [{CHANGE}]}",
		"x: {changes: &c [{lever: churn, reduce: 3%}]}\n  y: {changes: *c}", 1)
	plan, err := Load(Source{Name: "plan.yaml", Data: []byte(text)}, []sim.Setting{{Path: "initiatives.y.changes.0.reduce", Value: "5%"}})
	if err != nil {
		t.Fatal(err)
	}
	x, y := plan.Model.Initiatives[0].Changes[0].Value.Factor, plan.Model.Initiatives[1].Changes[0].Value.Factor
	if x != 0.03 || y != 0.05 {
		t.Errorf("found %v and %v, expected 0.03 and 0.05", x, y)
	}
}

func TestExplainedMultiple(t *testing.T) {
	plan, err := loadChange("a", "lever: churn, add: points * -0.5")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range plan.Explained {
		if e.Path == "initiatives.x.changes.0.add" {
			if !(e.P5 < 0.01 && e.P50 == 0.01 && e.P95 > 0.01 && e.Uncertain) {
				t.Errorf("found %+v", e)
			}
			return
		}
	}
	t.Error("not listed")
}
