package scenarios

import (
	"strings"
	"testing"
)

// TestVanishing: a change that takes what divides to 0 is an error at its
// amount, as far as it is certain; nothing else is.
func TestVanishing(t *testing.T) {
	const cac, price = `takes the cac of channel "ads" of segment "a" to 0 or below`, `takes the price of segment "a" to 0 or below`
	for _, x := range []struct{ initiative, want string }{
		{"changes: [{lever: cac, reduce: 100%}]", "initiatives.x.changes.0.reduce: " + cac},
		{"changes: [{lever: cac, increase: -100%}]", "initiatives.x.changes.0.increase: " + cac},
		{"changes: [{lever: cac, add: -10}]", "initiatives.x.changes.0.add: " + cac},
		{"success: 30%, changes: [{lever: churn, reduce: 3%}, {lever: cac, channel: ads, add: -11}]", "initiatives.x.changes.1.add: " + cac},
		{"ramp: 12, changes: [{lever: cac, reduce: 100%}]", cac},
		{"changes: [{lever: cac, reduce: 99%}]", ""},
		{"changes: [{lever: cac, reduce: pert(0% 50% 100%)}]", ""},
		{"changes: [{lever: cac, add: -9.99}]", ""},
		{"changes: [{lever: cac, add: -5 to -3}]", ""},
		{"changes: [{lever: cac, channel: friends, reduce: 100%}]", ""},
		{"reach: 50%, changes: [{lever: cac, reduce: 100%}]", ""},
		{"ramp: 12, starts: 2, changes: [{lever: cac, reduce: 100%}]", ""},
		{"ramp: 3, months: 2, changes: [{lever: cac, reduce: 100%}]", ""},
		{"changes: [{lever: cac, to: 30}, {lever: cac, add: -11}]", ""},
		{"changes: [{lever: price, to: 0/month}]", "initiatives.x.changes.0.to: " + price},
		{"changes: [{lever: price, reduce: 100%}]", price},
		{"changes: [{lever: price, add: -120/year}]", price},
		{"changes: [{lever: price, add: -119/year}]", ""},
		{"segments: [b], changes: [{lever: price, reduce: 100%}]", ""},
	} {
		text := strings.NewReplacer("segments: [SEGMENT], changes: [{CHANGE}]", x.initiative,
			"    opening", "    elasticity: {acquisition: -0.5}\n    opening",
			"    retention: {model: sbg", "    elasticity: {acquisition: 0.5}\n    retention: {model: sbg").Replace(everything)
		checkProblem(t, x.initiative, text, x.want)
	}
}

// TestMovesTogether: upgrades and downgrades of more than everyone.
func TestMovesTogether(t *testing.T) {
	for _, x := range []struct{ up, down, want string }{
		{"60%/month", "50%/month", "segments.a.contraction.customers: expansion of 60% and contraction of 50% of the customers a month add up to 110%; expected at most 100%"},
		{"{by_age: {0: 1%/month, 6: 60%/month}}", "50%/month", "add up to 110%"},
		{"50%/month", "50%/month", ""},
		{"60%/year", "50%/month", ""},
		{"55% to 65%/month", "50%/month", ""},
		{"60%/month", "uniform(50% 60%)/month", ""},
	} {
		checkProblem(t, x.up+" and "+x.down, minimal+"    expansion: {customers: "+x.up+", uplift: 10%}\n    contraction: {customers: \""+x.down+"\", drop: 10%}\n", x.want)
	}
}

// TestTooLarge: a number beyond a technical limit is told the limit.
func TestTooLarge(t *testing.T) {
	for _, x := range []struct{ setting, want string }{
		{"    acquisition: {x: {customers: 1e18/month}}\n", ""},
		{"    acquisition: {x: {customers: 1e19/month}}\n", "1e19/month is too large: at most 1e18"},
		{"    acquisition: {x: {customers: 1/month, dispersion: 1e9}}\n", "1e9 is too large: at most 1000000"},
		{"    orders: {rate: 1/month, value: 1e30}\n", "1e30 is too large: at most 1e18"},
		{"    orders: {rate: 1/month, value: 1e30 to 2e30}\n", "1e30 to 2e30 is too large with a probability of 100%: at most 1e18"},
		{"initiatives: {x: {cost: {upfront: 1e25}}}\n", "upfront: 1e25 is too large: at most 1e18"},
		{"initiatives: {x: {changes: [{lever: churn, increase: 1e9}]}}\n", "1e9 is too large: at most"},
		{"initiatives: {x: {changes: [{lever: churn, increase: -1e9}]}}\n", "-1e9 is too small: at least"},
	} {
		checkProblem(t, x.setting, minimal+x.setting, x.want)
	}
}

// TestIdle: an initiative with nothing in it is refused however that is written.
func TestIdle(t *testing.T) {
	const want = "initiatives.x: does nothing: expected changes, a cost or both"
	for initiative, want := range map[string]string{"{}": want, "{changes: []}": want, "{changes: [], cost: {}}": want,
		"{cost: {}}": want, "{changes: , title: a}": want, "{changes: [], cost: {upfront: 3}}": ""} {
		checkProblem(t, initiative, minimal+"initiatives: {x: "+initiative+"}\n", want)
	}
}

// checkProblem loads a plan that has one problem, or none.
func checkProblem(t *testing.T, name, text, want string) {
	t.Helper()
	_, err := loadText(text)
	switch {
	case want == "" && err != nil:
		t.Errorf("%s: %s", name, err)
	case want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "plan.yaml:") != 1):
		t.Errorf("%s: found %v, expected %s", name, err, want)
	}
}

// TestLongTexts: messages about texts that are too long, or about one of many
// words, stay short and say what is allowed.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, x := range []struct{ name, text, want string }{
		{"name", minimal + "initiatives: {" + long[:150] + ": {cost: {upfront: 1}}}\n", "of 150 characters; expected one of 1 to 100 printable characters"},
		{"title", minimal + "    title: " + long + "\n", "found a text of 100000 bytes; expected a title of at most 10000"},
		{"metric", minimal + "targets: [{metric: qqqqqqqqqq, at_least: 1}]\n", "; the nearest known name is "},
		{"months", strings.Replace(minimal, "12", ".inf", 1), `found ".inf"; expected a whole number from 1 to 600`},
	} {
		_, err := loadText(x.text)
		if err == nil || !strings.Contains(err.Error(), x.want) || strings.Count(err.Error(), "expected") > 1 || len(err.Error()) > 1000 {
			t.Errorf("%s: found %v, expected %s", x.name, err, x.want)
		}
	}
}
