package scenarios

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holdfast/sim/dist"
)

func TestConstants(t *testing.T) {
	for _, c := range []struct {
		text    string
		value   float64
		months  int
		writing writing
	}{
		{"0.03", 0.03, 0, plain},
		{"3%", 0.03, 0, percent},
		{"3%/month", 0.03, 1, percent},
		{"12000", 12000, 0, plain},
		{"3.2M", 3.2e6, 0, plain},
		{"-0.5pt", -0.005, 0, points},
		{"-2pt/year", -0.02, 12, points},
		{"800k", 800e3, 0, plain},
		{"1.1k", 1100, 0, plain},
		{"12.68250301319698%/year", 0.1268250301319698, 12, percent},
		{"1e3", 1000, 0, plain},
		{"1.5e-3", 0.0015, 0, plain},
		{"1E+2%", 1, 0, percent},
		{"+5", 5, 0, plain},
		{"- 5", -5, 0, plain},
		{".5", 0.5, 0, plain},
		{"0", 0, 0, plain},
		{"-0.0", 0, 0, plain},
		{"  3 % / month ", 0.03, 1, percent},
		{"1.2B", 1.2e9, 0, plain},
		{"３％／ｍｏｎｔｈ", 0.03, 1, percent},
		{"－０．５ｐｔ", -0.005, 0, points},
		{"９８００", 9800, 0, plain},
	} {
		e, err := parseExpression(c.text, nil)
		if err != nil {
			t.Errorf("%s: %s", c.text, err)
			continue
		}
		if e.form != constant || e.value != c.value || e.months != c.months || e.writing != c.writing {
			t.Errorf("%s: found %+v", c.text, e)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, c := range []struct {
		text, name string
		factor     float64
		months     int
	}{
		{"churn", "churn", 1, 0},
		{"-churn", "churn", -1, 0},
		{"- churn", "churn", -1, 0},
		{"churn * 2", "churn", 2, 0},
		{"-churn * -0.5", "churn", 0.5, 0},
		{"churn*50%", "churn", 0.5, 0},
		{"1.2 * churn", "churn", 1.2, 0},
		{"churn/month", "churn", 1, 1},
		{"churn * 2/year", "churn", 2, 12},
		{"2 * churn/year", "churn", 2, 12},
		{"解約率", "解約率", 1, 0},
		{"解約率 × 2", "解約率", 2, 0},
		{"beta", "beta", 1, 0},
		{"a-b_1", "a-b_1", 1, 0},
		{"price%", "price", 0.01, 0},
		{"price k", "price", 1000, 0},
	} {
		e, err := parseExpression(c.text, nil)
		if err != nil {
			t.Errorf("%s: %s", c.text, err)
			continue
		}
		if e.form != reference || e.name != c.name || e.factor != c.factor || e.months != c.months {
			t.Errorf("%s: found %+v", c.text, e)
		}
	}
}

func TestDistributions(t *testing.T) {
	read := func(file, column string) ([]float64, error) {
		if file != "f x.csv" && file != "f.csv" || column != "c" {
			return nil, fmt.Errorf("%s %s", file, column)
		}
		return []float64{1, 2}, nil
	}
	for _, c := range []struct {
		text   string
		law    dist.Dist
		months int
	}{
		{"2.4% to 3.6%", must(dist.Interval(0.024, 0.036, dist.LogitNormalInterval)), 0},
		{"2.4%/month to 3.6%/month", must(dist.Interval(0.024, 0.036, dist.LogitNormalInterval)), 1},
		{"2.4% to 3.6%/year", must(dist.Interval(0.024, 0.036, dist.LogitNormalInterval)), 12},
		{"２．４％～３．６％", must(dist.Interval(0.024, 0.036, dist.LogitNormalInterval)), 0},
		{"2.4%〜3.6%", must(dist.Interval(0.024, 0.036, dist.LogitNormalInterval)), 0},
		{"2.4%~3.6%", must(dist.Interval(0.024, 0.036, dist.LogitNormalInterval)), 0},
		{"0.024 to 0.036", must(dist.Interval(0.024, 0.036, dist.LognormalInterval)), 0},
		{"50% to 150%", must(dist.Interval(0.5, 1.5, dist.LognormalInterval)), 0},
		{"900 to 1.1k", must(dist.Interval(900, 1100, dist.LognormalInterval)), 0},
		{"-2% to 12%", must(dist.Interval(-0.02, 0.12, dist.NormalInterval)), 0},
		{"0 to 12%", must(dist.Interval(0, 0.12, dist.NormalInterval)), 0},
		{"normal(3%, 0.4%)", must(dist.Normal(0.03, 0.004)), 0},
		{"normal(3% 0.4%)/month", must(dist.Normal(0.03, 0.004)), 1},
		{"normal(3 0.4)%/month", must(dist.Affine(must(dist.Normal(3, 0.4)), 0.01, 0)), 1},
		{"normal（3％、0.4％）", must(dist.Normal(0.03, 0.004)), 0},
		{"lognormal(50, 5)", must(dist.Lognormal(50, 5)), 0},
		{"pert(1, 2, 4)", must(dist.PERT(1, 2, 4)), 0},
		{"pert(1 2 4)k", must(dist.PERT(1000, 2000, 4000)), 0},
		{"pert( -2%  0  5% )", must(dist.PERT(-0.02, 0, 0.05)), 0},
		{"pert(1/month, 2/month, 4/month)", must(dist.PERT(1, 2, 4)), 1},
		{"triangular(1, 2, 4)", must(dist.Triangular(1, 2, 4)), 0},
		{"uniform(1, 2)", must(dist.Uniform(1, 2)), 0},
		{"beta(0.3, 0.1)", must(dist.Beta(0.3, 0.1)), 0},
		{"gamma(3, 1)", must(dist.Gamma(3, 1)), 0},
		{"bernoulli(30%)", must(dist.Bernoulli(0.3)), 0},
		{"discrete(0 = 70%, 5% = 30%)", must(dist.Discrete([]float64{0, 0.05}, []float64{0.7, 0.3})), 0},
		{"discrete(0=70% 5%=30%)/year", must(dist.Discrete([]float64{0, 0.05}, []float64{0.7, 0.3})), 12},
		{"truncated(normal(3% 0.4%), 0, 1)", must(dist.Truncated(must(dist.Normal(0.03, 0.004)), 0, 1)), 0},
		{"truncated(normal(3% 0.4%)/month, 0, 1)", must(dist.Truncated(must(dist.Normal(0.03, 0.004)), 0, 1)), 1},
		{"truncated(-2% to 12% 0 1)", must(dist.Truncated(must(dist.Interval(-0.02, 0.12, dist.NormalInterval)), 0, 1)), 0},
		{"-pert(1 2 4)", must(dist.Affine(must(dist.PERT(1, 2, 4)), -1, 0)), 0},
		{"empirical(f.csv, c)", must(dist.Empirical([]float64{1, 2})), 0},
		{"empirical(f.csv c)", must(dist.Empirical([]float64{1, 2})), 0},
		{"empirical(f x.csv, c)%", must(dist.Empirical([]float64{0.01, 0.02})), 0},
	} {
		e, err := parseExpression(c.text, read)
		if err != nil {
			t.Errorf("%s: %s", c.text, err)
			continue
		}
		if e.form != distribution || e.months != c.months || !sameLaw(e.law, c.law) {
			t.Errorf("%s: found %+v", c.text, e)
		}
	}
}

// TestExactDecimals: a number is the float nearest to its decimal text.
func TestExactDecimals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`(0|[1-9][0-9]{0,12})(\.[0-9]{1,8})?`).Draw(t, "digits")
		scale := rapid.SampledFrom([]string{"", "%", "pt", "k", "M", "B"}).Draw(t, "scale")
		e, err := parseExpression(digits+scale, nil)
		if err != nil {
			t.Fatalf("%s", err)
		}
		power := map[string]string{"": "e0", "%": "e-2", "pt": "e-2", "k": "e3", "M": "e6", "B": "e9"}[scale]
		var want float64
		fmt.Sscan(digits+power, &want)
		if e.value != want {
			t.Fatalf("found %v, expected %v", e.value, want)
		}
	})
}

// TestExpressionNeverPanics: any text gives a value or a mistake inside of it.
func TestExpressionNeverPanics(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"1", "2.5", "%", "pt", "k", "/month", "/", "pert", "truncated", "discrete", "empirical",
		"normal", "(", ")", ",", " ", "to", "~", "-", "+", "*", "=", "a", "解", "e", ".", "0", "x", "１", "（", "\n", "\t", "\x00", "É"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 20).Draw(t, "pieces"), "")
		e, err := parseExpression(text, func(file, column string) ([]float64, error) { return []float64{1}, nil })
		switch {
		case err != nil && (err.offset < 0 || err.offset > len([]rune(text)) || err.message == ""):
			t.Fatalf("%q: %+v", text, err)
		case err == nil && e.form == distribution && e.law == nil:
			t.Fatalf("%q: no law", text)
		case err == nil && e.form == constant && (math.IsNaN(e.value) || math.IsInf(e.value, 0)):
			t.Fatalf("%q: %v", text, e.value)
		}
	})
}

func TestNearest(t *testing.T) {
	known := []string{"starts", "segments", "months", "title", "term", "to"}
	for found, want := range map[string]string{
		"start": "starts", "Segments": "segments", "segemnts": "segments", "month": "months", "titel": "title",
		"colour": "", "x": "", "tos": "to", "terms": "term", "": "", "ｔｉｔｌｅ": "title", "segs": "", "seg": "segments",
	} {
		if got := nearest(found, known); got != want {
			t.Errorf("%s: found %q, expected %q", found, got, want)
		}
	}
}
