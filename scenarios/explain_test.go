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
		{Path: "discount", Written: "8%/year", Unit: "/year", Where: file + "12", Numeric: true, P5: 0.00643403, P50: 0.00643403, P95: 0.00643403},
		{Path: "segments.smb.price", Written: "117600/year", Unit: "/year", Where: file + "42", Numeric: true, P5: 9800, P50: 9800, P95: 9800},
		{Path: "assumptions.churn", Written: "2.4%/month to 3.6%/month", Unit: "/month", Source: "CRM", Where: file + "25",
			Numeric: true, Uncertain: true, P5: 0.024, P50: 0.02941225, P95: 0.036},
		{Path: "segments.smb.retention.rate", Written: "churn", Unit: "/month", Source: "CRM", Where: file + "47",
			Numeric: true, Uncertain: true, P5: 0.024, P50: 0.02941225, P95: 0.036},
		{Path: "segments.enterprise.term", Written: "1", Where: "default"},
		{Path: "segments.enterprise.payment_fee", Written: "0%", Where: "default", Numeric: true},
		{Path: "segments.enterprise.cost_to_serve", Written: "0/month", Unit: "/month", Where: "default", Numeric: true},
		{Path: "initiatives.longer.starts", Written: "1", Where: "default"},
		{Path: "initiatives.longer.success", Written: "100%", Where: "default", Numeric: true, P5: 1, P50: 1, P95: 1},
		{Path: "scenarios.both", Written: "[onboarding, later]", Where: file + "137"},
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
