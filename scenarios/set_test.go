package scenarios

import (
	"errors"
	"strings"
	"testing"

	"holdfast/sim"
)

func TestSet(t *testing.T) {
	const path = "testdata/good/every-key.yaml"
	for _, c := range []struct {
		path, value string
		get         func(m *sim.Model) any
		want        any
	}{
		{"months", "48", func(m *sim.Model) any { return m.Months }, 48},
		{"segments.smb.price", "10800/month", func(m *sim.Model) any { return m.Segments[0].Price.Factor }, 10800.0},
		{"segments.bdw.term", "6", func(m *sim.Model) any { return m.Segments[3].Term }, 6},
		{"segments.bdw.involuntary.failure", "2%/month", func(m *sim.Model) any { return m.Segments[3].Involuntary.Failure.Factor }, 0.02},
		{"segments.bdw.involuntary", "{failure: 2%/month}", func(m *sim.Model) any { return m.Segments[3].Involuntary.Failure.Factor }, 0.02},
		{"assumptions.margin", "80%", func(m *sim.Model) any { return m.Segments[0].GrossMargin[0].Value.Factor }, 0.8},
		{"assumptions.churn.value", "5%/month", func(m *sim.Model) any { return m.Segments[0].Retention.Rate.Factor }, 0.05},
		{"correlations", "[]", func(m *sim.Model) any { return len(m.Correlations) }, 0},
		{"shocks.0.sd", "20%", func(m *sim.Model) any { return m.Shocks[0].SD.Factor }, 0.2},
		{"initiatives.longer.changes.0.to", "36", func(m *sim.Model) any { return m.Initiatives[2].Changes[0].Value.Factor }, 36.0},
		{"segments.smb.opening.tenure.0", "200", func(m *sim.Model) any { return len(m.Segments[0].Opening.Groups) }, 3},
		{"segments.smb.gross_margin", "{by_age: {0: 1%}}", func(m *sim.Model) any { return m.Segments[0].GrossMargin[0].Value.Factor }, 0.01},
		{"segments.smb.orders.rate.by_age.24", "1/month", func(m *sim.Model) any { return len(m.Segments[0].Orders.Rate) }, 3},
		{"scenarios.new", "[longer, later]", func(m *sim.Model) any { return m.Scenarios[3].Initiatives[1] }, 1},
		{`"segments"."smb".title`, "S", func(m *sim.Model) any { return m.Segments[0].Title }, "S"},
		// "later" merges the keys of "onboarding", and must keep its own.
		{"initiatives.onboarding.cost.upfront", "1", func(m *sim.Model) any { return m.Initiatives[1].Cost.Upfront.Factor }, 12e6},
		{"initiatives.later.cost.upfront", "1", func(m *sim.Model) any { return m.Initiatives[0].Cost.Upfront.Factor }, 12e6},
		{"initiatives.later.cost.upfront", "1", func(m *sim.Model) any { return m.Initiatives[1].Cost.Upfront.Factor }, 1.0},
	} {
		set := []sim.Setting{{Path: c.path, Value: c.value}}
		if strings.HasPrefix(c.path, "assumptions.churn") {
			set = append(set, sim.Setting{Path: "correlations", Value: "[]"})
		}
		plan, err := load(t, path, set...)
		if err != nil {
			t.Errorf("%s=%s: %s", c.path, c.value, err)
			continue
		}
		if got := c.get(plan.Model); got != c.want {
			t.Errorf("%s=%s: found %v, expected %v", c.path, c.value, got, c.want)
		}
	}
}

func TestSetLastWins(t *testing.T) {
	plan, err := load(t, "testdata/good/every-key.yaml", sim.Setting{Path: "months", Value: "40"}, sim.Setting{Path: "months", Value: "50"})
	if err != nil || plan.Model.Months != 50 {
		t.Errorf("found %v, %v", plan, err)
	}
}

func TestSetMistakes(t *testing.T) {
	for _, c := range []struct{ path, value, want string }{
		{"segments.smb.price", "-3/month", `--set segments.smb.price:1:1: segments.smb.price: -3/month is outside the range from 0 up`},
		{"segments.smb.price", "3/mnth", `--set segments.smb.price:1:3: segments.smb.price: unknown unit "/mnth"; did you mean "/month"?`},
		{"segments.smb.prize", "3/month", `--set:1:20: segments.smb has no "prize"; did you mean "price"?`},
		{"segments.sbm.price", "3/month", `--set:1:16: segments has no "sbm"; did you mean "smb"?`},
		{"segments.new", "{}", `--set:1:16: segments has no "new"; known segments: smb, enterprise, weibull, bdw, table`},
		{"segment.smb.price", "3/month", `--set:1:7: the plan has no "segment"; did you mean "segments"?`},
		{"assumptions.chrun", "3%", `--set:1:19: assumptions has no "chrun"; did you mean "churn"?`},
		{"initiatives.longer.changes.1.to", "3", `--set:1:34: initiatives.longer.changes is a list of one item, 0; found "1"`},
		{"months.x", "3", `--set:1:14: months is a value and has no keys`},
		{"segments.smb.payment_fee.x", "3", `--set:1:32: segments.smb.payment_fee is a value and has no keys`},
		{"segments.enterprise.gross_margin.by_age", "3", `--set:1:40: segments.enterprise.gross_margin is a single value and has no key "by_age"; set the whole of it: --set 'segments.enterprise.gross_margin={...}'`},
		{"", "3", `--set:1:7: the path is empty; write --set PATH=VALUE, such as segments.smb.price=9800/month`},
		{"months", "", `--set months:1:1: the value is empty; write --set PATH=VALUE`},
		{"months", "  [", `--set months:1:1: not valid YAML: did not find expected node content`},
		{"months", "~", `--set months:1:1: months: found nothing; expected a whole number from 1 to 600`},
		{"months", "[a", `--set months:1:1: not valid YAML: did not find expected ',' or ']'`},
		{"segments..price", "3", `--set:1:16: the path "segments..price" has an empty key`},
		{`"segments.price`, "3", `--set:1:7: the path "\"segments.price" has an open double quote`},
		{`"segments"price`, "3", `--set:1:17: the path "\"segments\"price" has no dot between "segments" and "price"`},
		{"scenarios.baseline", "[]", `--set scenarios.baseline:1:1: scenarios.baseline: baseline is the scenario without initiatives and always exists; it may not be defined`},
		{"initiatives.longer.changes.0.too", "3", `--set:1:36: initiatives.longer.changes.0 has no "too"; did you mean "to"?`},
		{"segments.smb.acquisition.ads", "{spend: 3/month, cac: 0}", `--set segments.smb.acquisition.ads:1:23: segments.smb.acquisition.ads.cac: 0 is outside the range above 0`},
	} {
		plan, err := load(t, "testdata/good/every-key.yaml", sim.Setting{Path: c.path, Value: c.value})
		if plan != nil || err == nil {
			t.Errorf("%s=%s: loads", c.path, c.value)
			continue
		}
		if got := firstProblem(err); got != c.want {
			t.Errorf("%s=%s:\nfound    %s\nexpected %s", c.path, c.value, got, c.want)
		}
	}
}

func TestSetProblemsFollowTheFile(t *testing.T) {
	_, err := Load(Source{Name: "plan.yaml", Data: []byte(strings.Replace(minimal, "12", "0", 1))},
		[]sim.Setting{{Path: "trials", Value: "0"}, {Path: "seed", Value: "x"}})
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 3 ||
		problems[0].File != "plan.yaml" || problems[1].File != "--set trials" || problems[2].File != "--set seed" {
		t.Errorf("found %v", err)
	}
}

// TestSetPathCaret shows the path with a caret below its wrong part.
func TestSetPathCaret(t *testing.T) {
	for _, c := range []struct{ path, value, want string }{
		{"segments.smb.prize", "3/month", "\t--set segments.smb.prize\n\t                   ^"},
		{"segments.smb..price", "3/month", "\t--set segments.smb..price\n\t                   ^"},
		{`segments."顧客".prize`, "3", "\t--set segments.\"顧客\".prize\n\t               ^"},
		{"segments.smb.price", "-3/month", "\t-3/month\n\t^"},
	} {
		_, err := load(t, "testdata/good/every-key.yaml", sim.Setting{Path: c.path, Value: c.value})
		var problems Problems
		if !errors.As(err, &problems) || problems[0].Snippet != c.want {
			t.Errorf("%s=%s: found %v, expected %q", c.path, c.value, err, c.want)
		}
	}
}

// TestLongSetting: a path of any length leaves the message readable.
func TestLongSetting(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, s := range []sim.Setting{
		{Path: long, Value: "1"}, {Path: "segments." + long + ".price", Value: "1"}, {Path: "scenarios." + long, Value: "[]"},
		{Path: strings.Repeat("segments.a.price.", 5), Value: "1"}, {Path: "months", Value: long}, {Path: `"` + long, Value: "1"},
	} {
		_, err := Load(Source{Name: "plan.yaml", Data: []byte(minimal)}, []sim.Setting{s})
		if err == nil || len(err.Error()) > 2000 {
			t.Errorf("%.30s: found %.3000v", s.Path, err)
		}
	}
}
