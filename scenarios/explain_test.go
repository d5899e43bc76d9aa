package scenarios

import (
	"math"
	"testing"
)

func TestExplained(t *testing.T) {
	plan, err := load(t, "testdata/good/every-key.yaml")
	if err != nil {
		t.Fatal(err)
	}
	byPath := map[string]Explained{}
	for _, e := range plan.Explained {
		if _, twice := byPath[e.Path]; twice {
			t.Errorf("%s is listed twice", e.Path)
		}
		byPath[e.Path] = e
	}
	const file = "testdata/good/every-key.yaml:"
	for _, want := range []Explained{
		{Path: "months", Written: "36", Where: file + "6"},
		{Path: "discount", Written: "8%/year", Unit: "/year", Where: file + "12", Numeric: true, P5: 0.00643403, P50: 0.00643403, P95: 0.00643403, Per: "month", Percent: true},
		{Path: "segments.smb.price", Written: "117600/year", Unit: "/year", Where: file + "42", Numeric: true, P5: 9800, P50: 9800, P95: 9800, Per: "customer and month"},
		{Path: "assumptions.churn", Written: "2.4%/month to 3.6%/month", Unit: "/month", Source: "CRM", Where: file + "25",
			Numeric: true, Uncertain: true, P5: 0.024, P50: 0.02941225, P95: 0.036, Law: "logit-normal 90 % interval", Per: "month", Percent: true},
		{Path: "segments.smb.retention.rate", Written: "churn", Unit: "/month", Source: "CRM", Where: file + "47",
			Numeric: true, Uncertain: true, P5: 0.024, P50: 0.02941225, P95: 0.036, Law: "logit-normal 90 % interval", Per: "month", Percent: true},
		{Path: "segments.enterprise.term", Written: "1", Where: "default"},
		{Path: "segments.enterprise.payment_fee", Written: "0%", Where: "default", Numeric: true, Percent: true},
		{Path: "segments.enterprise.cost_to_serve", Written: "0/month", Unit: "/month", Where: "default", Numeric: true, Per: "customer and month"},
		{Path: "initiatives.longer.starts", Written: "1", Where: "default"},
		{Path: "initiatives.longer.success", Written: "100%", Where: "default", Numeric: true, P5: 1, P50: 1, P95: 1, Percent: true},
		{Path: "scenarios.both", Written: "[onboarding, later]", Where: file + "142"},
	} {
		got, ok := byPath[want.Path]
		close := func(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Abs(b) }
		same := close(got.P5, want.P5) && close(got.P50, want.P50) && close(got.P95, want.P95)
		got.P5, got.P50, got.P95 = want.P5, want.P50, want.P95
		if !ok || !same || got != want {
			t.Errorf("%s: found %+v, expected %+v", want.Path, byPath[want.Path], want)
		}
	}
	if _, ok := byPath["segments.smb.acquisition.referral.lag"]; ok {
		t.Error("a default is listed for a key that a channel of this kind does not have")
	}
}

// TestExplainedForPeople checks what a reader is shown: value, unit and law.
func TestExplainedForPeople(t *testing.T) {
	text := `plan: p
months: 12
assumptions:
  cut: pert(-5% 10% 20%)
  cac: 450 to 700
  churn: truncated(normal(36% 4%), 0, 1)/year
segments:
  a:
    orders: {rate: 0.8/month, value: 52.123456}
    gross_margin: 0.41
    cost_to_serve: 12/year
    retention: {model: constant, rate: churn}
    acquisition: {ads: {spend: 3M/year, cac: cac}, friends: {rate: 0.4%/month}}
  b:
    price: 3/month
    gross_margin: {by_age: {0: 30% to 50%}}
    retention: {model: table, rates: [5%, 0.02], scale: 1.1}
initiatives:
  i:
    changes:
      - {lever: churn, add: -2pt/year}
      - {lever: churn, reduce: -1 * cut}
      - {lever: gross_margin, add: -1pt to 2pt}
      - {lever: order_value, to: 60}
    cost: {per_customer: 12/year, per_order: 2, percent_of_revenue: 1%, monthly: 3k}
`
	plan, err := Load(Source{Name: "plan.yaml", Data: []byte(text)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	byPath := map[string]Explained{}
	for _, e := range plan.Explained {
		byPath[e.Path] = e
	}
	for _, want := range [][4]string{
		{"months", "", "", ""},
		{"assumptions.cut", "9.3632% (1.1387% to 16.518%)", "", "pert"},
		{"assumptions.cac", "561.25 (450 to 700)", "", "lognormal 90 % interval"},
		{"assumptions.churn", "36% (29.421% to 42.579%)", "year", "truncated normal"},
		{"segments.a.orders.rate", "0.8", "customer and month", ""},
		{"segments.a.orders.value", "52.123", "order", ""},
		{"segments.a.orders.value_cv", "0", "", ""},
		{"segments.a.gross_margin", "41%", "", ""},
		{"segments.a.cost_to_serve", "1", "customer and month", ""},
		{"segments.a.retention.rate", "3.6508% (2.8618% to 4.5178%)", "month", "truncated normal"},
		{"segments.a.acquisition.ads.spend", "250000", "month", ""},
		{"segments.a.acquisition.ads.cac", "561.25 (450 to 700)", "new customer", "lognormal 90 % interval"},
		{"segments.a.acquisition.friends.rate", "0.4%", "opening customer and month", ""},
		{"segments.b.gross_margin.by_age.0", "39.564% (30% to 50%)", "", "logit-normal 90 % interval"},
		{"segments.b.retention.rates.1", "2%", "renewal", ""},
		{"segments.b.retention.scale", "1.1", "", ""},
		{"initiatives.i.fade", "0%", "month", ""},
		{"initiatives.i.changes.0.add", "-2pt", "year", ""},
		{"initiatives.i.changes.1.reduce", "-9.3632% (-16.518% to -1.1387%)", "", "pert"},
		{"initiatives.i.changes.2.add", "0.5pt (-1pt to 2pt)", "", "normal 90 % interval"},
		{"initiatives.i.changes.3.to", "60", "order", ""},
		{"initiatives.i.cost.per_customer", "1", "customer and month", ""},
		{"initiatives.i.cost.per_order", "2", "order", ""},
		{"initiatives.i.cost.percent_of_revenue", "1%", "", ""},
		{"initiatives.i.cost.monthly", "3000", "month", ""},
	} {
		e := byPath[want[0]]
		if e.Path == "" || e.Value() != want[1] || e.Per != want[2] || e.Law != want[3] {
			t.Errorf("%s: found %q per %q, %q; expected %q", want[0], e.Value(), e.Per, e.Law, want[1:])
		}
	}
}

// TestExplainedDefaults: every default of the manual is listed.
func TestExplainedDefaults(t *testing.T) {
	plan, err := loadText(minimal + "initiatives: {x: {changes: [{lever: churn, reduce: 3%}]}}\nscenarios: {x: [x]}\n")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, e := range plan.Explained {
		if e.Where == "default" {
			found[e.Path] = e.Written
		}
	}
	for path, want := range map[string]string{
		"trials": "10000", "seed": "1", "discount": "none", "sampling": "random", "noise": "customers", "currency": "none",
		"start": "none", "ltv_month": "the last month", "ltv_months": "no limit", "terminal_value": "none",
		"segments.a.term": "1", "segments.a.opening": "empty", "segments.a.retention.per": "the segment's term",
		"initiatives.x.segments": "all", "initiatives.x.starts": "1", "initiatives.x.months": "to the horizon",
		"initiatives.x.success": "100%",
	} {
		if found[path] != want {
			t.Errorf("%s: found %q, expected %q", path, found[path], want)
		}
	}
}
