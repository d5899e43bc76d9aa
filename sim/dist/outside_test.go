package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func must(t testing.TB) func(Dist, error) Dist {
	return func(d Dist, err error) Dist {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

// TestOutside compares with values computed with 50 digits (mpmath).
func TestOutside(t *testing.T) {
	ok := must(t)
	inf := math.Inf(1)
	for _, c := range []struct {
		name   string
		d      Dist
		lo, hi float64
		want   float64
	}{
		{"normal below 0", ok(Normal(0.03, 0.004)), 0, 1, 3.190891672910907e-14},
		{"normal both sides", ok(Normal(3, 2)), -10, 14, 1.9029722471726310562e-08},
		{"lognormal above", ok(Lognormal(50, 5)), 0, 100, 1.2924252615047510404e-12},
		{"logit-normal above", ok(Interval(0.024, 0.036, LogitNormalInterval)), 0, 0.06, 2.2432619279081104310e-9},
		{"gamma above", ok(Gamma(3, 2)), 0, 40, 6.0423530631121260336e-12},
		{"beta above", ok(Beta(0.03, 0.004)), 0, 0.1, 3.2419465670091525871e-31},
		{"pert below", ok(PERT(1, 2, 4)), 1.001, 4, 8.2887364955292211263e-8},
		{"pert above", ok(PERT(1, 2, 4)), 1, 3.999, 1.2194123560269729348e-12},
		{"turned pert", ok(Affine(ok(PERT(1, 2, 4)), -1, 0)), -3.999, -1, 1.2194123560269729348e-12},
		{"triangular above", ok(Triangular(0, 1, 2)), 0, 1.9999, 4.9999999999988986588e-9},
		{"truncated normal above", ok(Truncated(ok(Normal(0, 1)), 0, inf)), 0, 8, 1.2441921148543568247e-15},
		{"uniform", ok(Uniform(0, 1)), 1e-9, 2, 1e-9},
		{"inside", ok(Uniform(0, 1)), 0, 1, 0},
		{"nothing allowed", ok(Uniform(0, 1)), 1, 0, 1},
		{"all outside", ok(Uniform(0, 1)), 2, 3, 1},
		{"ends are inside", ok(Bernoulli(0.3)), 0, 1, 0},
		{"atom outside", ok(Bernoulli(1e-9)), -1, 0.5, 1e-9},
		{"atom at the end", ok(Bernoulli(0.25)), 1, 2, 0.75},
		{"empirical", ok(Empirical([]float64{1, 2, 3, 4, 5})), 2, 4, 0.4},
		{"constant", ok(Constant(2)), 0, 1, 1},
		{"turned discrete", ok(Affine(ok(Bernoulli(0.25)), -1, 0)), -0.5, 1, 0.25},
		{"foreign", exponential{}, 0, 2, math.Exp(-2)},
	} {
		if got := Outside(c.d, c.lo, c.hi); !(math.Abs(got-c.want) <= 1e-11*c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := Outside(ok(Uniform(0, 1)), math.NaN(), 1); !math.IsNaN(got) {
		t.Errorf("NaN bound: %v", got)
	}
}

// exponential is a law from outside the package.
type exponential struct{}

func (exponential) Quantile(u float64) float64 { return -math.Log1p(-u) }
func (exponential) CDF(x float64) float64      { return -math.Expm1(-x) }
func (exponential) Mean() float64              { return 1 }
func (exponential) SD() float64                { return 1 }
func (exponential) Support() (lo, hi float64)  { return 0, math.Inf(1) }

func TestForeignLawIsAccepted(t *testing.T) {
	d := must(t)(Truncated(exponential{}, 1, 2))
	if got, want := d.CDF(1.5), (math.Exp(-1)-math.Exp(-1.5))/(math.Exp(-1)-math.Exp(-2)); math.Abs(got-want) > 1e-14 {
		t.Errorf("truncated foreign law: %v, want %v", got, want)
	}
	turned := must(t)(Affine(exponential{}, -2, 1))
	if got := turned.Quantile(0.5); math.Abs(got-(1-2*math.Ln2)) > 1e-15 {
		t.Errorf("turned foreign law: %v", got)
	}
}

// TestMomentsWithoutClosedForm compares with values computed with 50 digits.
func TestMomentsWithoutClosedForm(t *testing.T) {
	ok := must(t)
	for _, c := range []struct {
		name     string
		d        Dist
		mean, sd float64
	}{
		{"logit-normal", ok(Interval(0.0001, 0.97, LogitNormalInterval)), 0.24974808067832861722, 0.33564487853080717353},
		{"truncated normal", ok(Truncated(ok(Normal(3, 2)), 0, 4)), 2.2874542316458804812, 1.0587693802735798762},
	} {
		if m, s := c.d.Mean(), c.d.SD(); math.Abs(m-c.mean) > 1e-13 || math.Abs(s-c.sd) > 1e-13 {
			t.Errorf("%s: mean %v, sd %v, want %v, %v", c.name, m, s, c.mean, c.sd)
		}
	}
}

func TestIntervalHitsItsEnds(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		kind   IntervalKind
	}{
		{-0.02, 0.12, NormalInterval}, {-5, 0, NormalInterval}, {1e6, 3e6, NormalInterval},
		{38000, 70000, LognormalInterval}, {1e-9, 1e9, LognormalInterval},
		{0.024, 0.036, LogitNormalInterval}, {1e-7, 1 - 1e-7, LogitNormalInterval}, {0.97, 0.999, LogitNormalInterval},
	} {
		d := must(t)(Interval(c.lo, c.hi, c.kind))
		slack := 1e-14 * math.Max(math.Abs(c.lo), math.Abs(c.hi))
		if c.kind == LognormalInterval {
			slack = 5e-14 * c.lo
		}
		p5, p95 := d.Quantile(0.05), asLaw(d).upper(0.05)
		if math.Abs(p5-c.lo) > slack || math.Abs(p95-c.hi) > 1e-13*math.Abs(c.hi)+slack {
			t.Errorf("%v %v to %v: P5 %v, P95 %v", c.kind, c.lo, c.hi, p5, p95)
		}
	}
}

// TestAgainstGonum compares CDF and moments with gonum's laws, parameters
// converted by hand.
func TestAgainstGonum(t *testing.T) {
	ok := must(t)
	type reference interface {
		CDF(float64) float64
		Mean() float64
		StdDev() float64
	}
	for _, c := range []struct {
		name string
		d    Dist
		ref  reference
	}{
		{"normal", ok(Normal(3, 2)), distuv.Normal{Mu: 3, Sigma: 2}},
		{"lognormal", ok(Lognormal(50, 5)), distuv.LogNormal{Mu: math.Log(50) - math.Log(1.01)/2, Sigma: math.Sqrt(math.Log(1.01))}},
		{"uniform", ok(Uniform(-1, 2)), distuv.Uniform{Min: -1, Max: 2}},
		{"triangular", ok(Triangular(1, 2, 4)), distuv.NewTriangle(1, 4, 2, nil)},
		{"beta", ok(Beta(0.2, 0.1)), distuv.Beta{Alpha: 3, Beta: 12}},
		{"beta u", ok(Beta(0.5, math.Sqrt(0.125))), distuv.Beta{Alpha: 0.5, Beta: 0.5}},
		{"pert", ok(PERT(0, 0.25, 1)), distuv.Beta{Alpha: 2, Beta: 4}},
		{"gamma", ok(Gamma(3, 2)), distuv.Gamma{Alpha: 2.25, Beta: 0.75}},
		{"bernoulli", ok(Bernoulli(0.3)), distuv.Bernoulli{P: 0.3}},
	} {
		if math.Abs(c.d.Mean()-c.ref.Mean()) > 1e-13*c.ref.Mean() || math.Abs(c.d.SD()-c.ref.StdDev()) > 1e-12*c.ref.StdDev() {
			t.Errorf("%s: mean %v, sd %v, gonum %v, %v", c.name, c.d.Mean(), c.d.SD(), c.ref.Mean(), c.ref.StdDev())
		}
		for i := 1; i < 200; i++ {
			x := c.d.Quantile(float64(i) / 200)
			if got, want := c.d.CDF(x), c.ref.CDF(x); math.Abs(got-want) > 1e-12 {
				t.Errorf("%s: CDF at %v is %v, gonum %v", c.name, x, got, want)
			}
		}
	}
}
