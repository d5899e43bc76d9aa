package scenarios

import (
	"testing"

	"holdfast/sim"
)

func TestDoubts(t *testing.T) {
	const path = "testdata/good/every-key.yaml"
	const acquisition, churn = "segments.smb.elasticity.acquisition", "segments.smb.elasticity.churn"
	for _, c := range []struct{ path, value, code, want string }{
		{acquisition, "0.8", "elasticity_sign", "is 0.8: a price rise would bring more customers; the usual sign is minus, such as -0.8"},
		{acquisition, "-0.2 to 0.6", "elasticity_sign", "is 0.2: a price rise would bring more customers; the usual sign is minus, such as -0.8"},
		{acquisition, "-0.6 to 0.2", "elasticity_sign", ""},
		{acquisition, "0", "elasticity_sign", ""},
		{churn, "-0.5", "elasticity_sign", "is -0.5: a price rise would make fewer customers leave; the usual sign is plus, such as 0.5"},
		{churn, "{value: -0.5, months: 3}", "elasticity_sign", "is -0.5: a price rise would make fewer customers leave; the usual sign is plus, such as 0.5"},
		{churn, "-0.2 to 0.6", "elasticity_sign", ""},
		{"currency", "USD", "unknown_currency", ""},
		{"currency", "SLE", "unknown_currency", ""},
		{"currency", "usd", "unknown_currency", `"usd" is no three-letter code of ISO 4217 in use, such as USD; did you mean USD?`},
		{"currency", "円", "unknown_currency", `"円" is no three-letter code of ISO 4217 in use, such as USD; did you mean JPY?`},
		{"currency", "DEM", "unknown_currency", `"DEM" is no three-letter code of ISO 4217 in use, such as USD`},
		{"currency", "XYZ", "unknown_currency", `"XYZ" is no three-letter code of ISO 4217 in use, such as USD`},
	} {
		plan, err := load(t, path, sim.Setting{Path: c.path, Value: c.value})
		if err != nil {
			t.Errorf("%s=%s: %s", c.path, c.value, err)
			continue
		}
		found := ""
		for _, w := range plan.Warnings {
			if w.Code == c.code && w.Where == c.path {
				found += w.Message
			}
		}
		if found != c.want {
			t.Errorf("%s=%s:\nfound    %s\nexpected %s", c.path, c.value, found, c.want)
		}
	}
}
