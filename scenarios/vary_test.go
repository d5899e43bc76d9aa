package scenarios

import (
	"math"
	"strings"
	"testing"
)

func source(t *testing.T, file string) Source {
	t.Helper()
	src, err := Read(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// Every number of the plan that has every key can be varied, and setting a
// certain one to the value that it has changes nothing.
func TestEveryNumberCanBeVaried(t *testing.T) {
	src := source(t, "testdata/good/every-key.yaml")
	plan, err := Load(src, nil)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, e := range plan.Explained {
		if !e.Numeric || e.Where == "default" || strings.HasPrefix(e.Law, "rows") {
			continue
		}
		d, err := Vary(src, nil, e.Path)
		if err != nil {
			t.Errorf("%s: %v", e.Path, err)
			continue
		}
		tried++
		if d.Uncertain != e.Uncertain || d.Unit != e.Unit {
			t.Errorf("%s: found %+v, the plan has %+v", e.Path, d, e)
		}
		varied, err := Load(src, d.Setting(d.Value))
		if err != nil {
			t.Errorf("%s set to its own value: %v", e.Path, err)
			continue
		}
		for _, now := range varied.Explained {
			if now.Path != e.Path {
				continue
			}
			if now.Uncertain || math.Abs(now.P50-e.P50) > 1e-12*math.Abs(e.P50) || now.Unit != e.Unit {
				t.Errorf("%s: was %v%s, set to %v%s", e.Path, e.P50, e.Unit, now.P50, now.Unit)
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d numbers were tried", tried)
	}
}

func TestVary(t *testing.T) {
	src := source(t, "testdata/good/every-key.yaml")
	for _, c := range []struct {
		path    string
		value   float64
		setting string
		at      float64
	}{
		{"initiatives.onboarding.cost.upfront", 12e6, "3500000", 3.5e6},
		{"assumptions.churn", math.NaN(), "0.025/month", 0.025},
		{"discount", 0.08, "0.05/year", 0.05},
		{"segments.smb.price", 117600, "120000/year", 120000},
		{"segments.smb.orders.rate.by_age.12", 0.9, "1.5/month", 1.5},
		{"initiatives.onboarding.changes.2.add", -0.02, "-1pt/year", -0.01},
		{"segments.smb.term", 12, "6", 6},
		{"segments.bdw.term", 1, "6", 6},
		{"initiatives.onboarding.starts", 4, "9", 9},
		{"initiatives.onboarding.ramp", 3, "5", 5},
		{"segments.smb.acquisition.organic.seasonality.11", 2, "1.25", 1.25},
		{"correlations.0.2", 0.3, "0.1", 0.1},
		{"segments.bdw.involuntary.failure", math.NaN(), "0.01/month", 0.01},
	} {
		d, err := Vary(src, nil, c.path)
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		if !math.IsNaN(c.value) && math.Abs(d.Value-c.value) > 1e-12*math.Abs(c.value) {
			t.Errorf("%s: the value is %v, found %v", c.path, c.value, d.Value)
		}
		set := d.Setting(c.at)
		if got := set[len(set)-1].Value; got != c.setting {
			t.Errorf("%s at %v: set to %s, found %s", c.path, c.at, c.setting, got)
		}
		if _, err := Load(src, set); err != nil {
			t.Errorf("%s at %v: %v", c.path, c.at, err)
		}
	}
}

func TestVaryMistakes(t *testing.T) {
	src := source(t, "testdata/good/every-key.yaml")
	for path, want := range map[string]string{
		"segments.smb.prize":          `--vary:1:21: segments.smb has no "prize"; did you mean "price"?`,
		"segments.smb.title":          "segments.smb.title is not a number: it takes a title",
		"segments.smb":                "segments.smb is not a number but has keys",
		"segments.smb.orders.rate":    "is not a number but has keys",
		"scenarios.both":              "is not a number",
		"start":                       "is not a number",
		"initiatives.onboarding.cost": "is not a number but has keys",
		"":                            "the path is empty",
	} {
		_, err := Vary(src, nil, path)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: expected %q, found %v", path, want, err)
		}
	}
	if _, err := Vary(Source{Name: "x", Data: []byte("plan: [")}, nil, "months"); err == nil {
		t.Error("a torn plan has dials")
	}
}

func TestDialParses(t *testing.T) {
	d := &Dial{Unit: "/month", Percent: true, Lowest: 0, Highest: 1}
	for text, want := range map[string]float64{"3%": 0.03, "3%/month": 0.03, "0.5": 0.5} {
		if x, err := d.Parse(text); err != nil || x != want {
			t.Errorf("%s: %v, %v", text, x, err)
		}
	}
	for _, text := range []string{"3%/year", "x", "", "120%", "1% to 2%"} {
		if _, err := d.Parse(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
