package dist

import (
	"math"
	"sort"
	"testing"
)

type batteryCase struct {
	name  string
	d     Dist
	atoms bool // single values have a probability
}

// batteryCases are the laws that every test of the battery runs on.
func batteryCases(t testing.TB) []batteryCase {
	t.Helper()
	var cases []batteryCase
	var first Dist
	add := func(name string, atoms bool) func(Dist, error) {
		return func(d Dist, err error) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if first == nil {
				first = d
			}
			cases = append(cases, batteryCase{name, d, atoms})
		}
	}
	last := func() Dist { return cases[len(cases)-1].d }
	add("normal", false)(Normal(3, 2))
	add("truncated_normal", false)(Truncated(last(), 0, 4))
	add("truncated_normal_tail", false)(Truncated(first, 14, math.Inf(1)))
	add("truncated_normal_low_tail", false)(Truncated(first, math.Inf(-1), -9.5))
	add("truncated_normal_narrow", false)(Truncated(first, 3, 3.0001))
	add("lognormal", false)(Lognormal(50, 5))
	add("lognormal_wide", false)(Lognormal(1, 3))
	add("negative_lognormal", false)(Affine(last(), -2, 1))
	add("truncated_negative_lognormal", false)(Truncated(last(), -10, 0.5))
	add("interval_normal", false)(Interval(-1, 4, NormalInterval))
	add("interval_lognormal", false)(Interval(2, 9, LognormalInterval))
	add("interval_logitnormal", false)(Interval(0.024, 0.036, LogitNormalInterval))
	add("interval_logitnormal_wide", false)(Interval(0.0001, 0.97, LogitNormalInterval))
	add("pert", false)(PERT(1, 2, 4))
	add("truncated_pert", false)(Truncated(last(), 1.5, 9))
	add("negative_pert", false)(Affine(last(), -3, 0))
	add("pert_low", false)(PERT(0, 0, 1))
	add("pert_high", false)(PERT(-2, 5, 5))
	add("pert_around_0", false)(PERT(-1, 0, 2))
	add("triangular", false)(Triangular(1, 2, 4))
	add("triangular_low", false)(Triangular(1, 1, 4))
	add("triangular_high", false)(Triangular(-4, -1, -1))
	add("truncated_triangular", false)(Truncated(last(), -3, -2))
	add("uniform", false)(Uniform(-1, 2))
	add("beta", false)(Beta(0.03, 0.004))
	add("beta_u", false)(Beta(0.3, 0.4))
	add("beta_ends", false)(Beta(0.3, 0.458257))
	add("beta_narrow", false)(Beta(0.3, 1e-7))
	add("gamma", false)(Gamma(3, 2))
	add("gamma_tiny_shape", false)(Gamma(1, 100))
	add("gamma_large_shape", false)(Gamma(1, 1e-6))
	add("truncated_gamma", false)(Truncated(cases[len(cases)-3].d, 0.5, 7))
	add("constant", true)(Constant(7))
	add("bernoulli", true)(Bernoulli(0.3))
	add("bernoulli_0", true)(Bernoulli(0))
	add("bernoulli_rare", true)(Bernoulli(1e-9))
	add("discrete", true)(Discrete([]float64{5, 0, 2}, []float64{0.3, 0.5, 0.2}))
	add("negative_discrete", true)(Affine(last(), -1, 0))
	add("truncated_discrete", true)(Truncated(last(), -2, 0))
	add("empirical", true)(Empirical([]float64{3, 1, 2, 2, 10, -4, 3.5}))
	add("truncated_empirical", true)(Truncated(last(), 1, 3))
	return cases
}

const ulp = 0x1p-53

// probes are uniforms from end to end, dense in both tails.
func probes() []float64 {
	var us []float64
	for e := 53; e > 2; e-- {
		us = append(us, math.Ldexp(1, -e))
	}
	for i := 1; i < 100; i++ {
		us = append(us, float64(i)/100)
	}
	for e := 3; e <= 53; e++ {
		us = append(us, 1-math.Ldexp(1, -e))
	}
	return us
}

func TestQuantileMonotoneWithinSupport(t *testing.T) {
	for _, c := range batteryCases(t) {
		lo, hi := c.d.Support()
		if !(lo <= hi) {
			t.Errorf("%s: support %v to %v", c.name, lo, hi)
		}
		us := probes()
		for i := range 20000 {
			us = append(us, (float64(i)+0.5)/20000)
		}
		sort.Float64s(us)
		before, sd := math.Inf(-1), c.d.SD()
		for _, u := range us {
			x := c.d.Quantile(u)
			// Neighbouring pieces of a table meet within rounding.
			slack := 1e-13 * math.Max(math.Abs(x), sd)
			if !(x >= before-slack) || !(x >= lo && x <= hi) || (math.IsInf(x, 0) && x != lo && x != hi) {
				t.Errorf("%s: quantile %v at %v after %v, support %v to %v", c.name, x, u, before, lo, hi)
				break
			}
			before = x
		}
		for u, want := range map[float64]float64{0: lo, 1: hi} {
			if got := c.d.Quantile(u); got != want {
				t.Errorf("%s: quantile %v at %v, want %v", c.name, got, u, want)
			}
		}
		if c.name != "constant" && !math.IsNaN(c.d.Quantile(math.NaN())) {
			t.Errorf("%s: quantile at NaN is %v", c.name, c.d.Quantile(math.NaN()))
		}
	}
}

// TestQuantileInvertsCDF allows a relative error of 1e-11 in the nearer tail
// beyond what two units in the last place of x make of it.
func TestQuantileInvertsCDF(t *testing.T) {
	for _, c := range batteryCases(t) {
		l := asLaw(c.d)
		check := func(u float64, x float64, tail func(float64) float64, which string) {
			p := tail(x)
			near := math.Abs(tail(math.Nextafter(x, math.Inf(1)))-p) + math.Abs(tail(math.Nextafter(x, math.Inf(-1)))-p)
			if _, ok := c.d.(affine); ok {
				shifted := x + 2e-16*math.Max(1, math.Abs(x))
				near += math.Abs(tail(shifted) - p)
			}
			if cut, ok := c.d.(truncated); ok {
				near += 1e-15 * math.Max(math.Min(cut.under, 0.5), math.Min(cut.over, 0.5)) / cut.mass
			}
			if !(math.Abs(p-u) <= 1e-11*u+4*near+1e-300) && x > 0x1p-1000 {
				t.Errorf("%s: %s tail of %v is %v, want %v", c.name, which, x, p, u)
			}
		}
		for _, u := range probes() {
			if c.atoms {
				x := c.d.Quantile(u)
				if !(c.d.CDF(x) >= u-2*ulp && l.below(x) <= u+2*ulp) {
					t.Errorf("%s: %v at %v has CDF %v, below %v", c.name, x, u, c.d.CDF(x), l.below(x))
				}
				x = l.upper(u)
				if !(1-l.below(x) >= u-2*ulp && l.above(x) <= u+2*ulp) {
					t.Errorf("%s: upper %v at %v", c.name, x, u)
				}
				continue
			}
			if u <= 0.5 {
				check(u, l.Quantile(u), l.below, "lower")
				check(u, l.upper(u), l.above, "upper")
			}
		}
	}
}

func TestTailsAddUp(t *testing.T) {
	for _, c := range batteryCases(t) {
		l := asLaw(c.d)
		for _, u := range probes() {
			x := l.Quantile(u)
			for _, y := range []float64{x, math.Nextafter(x, math.Inf(-1)), x + 0.1, x - 0.1} {
				if sum := c.d.CDF(y) + l.above(y); !(math.Abs(sum-1) <= 1e-13) {
					t.Errorf("%s: tails at %v add up to %v", c.name, y, sum)
				}
				if !c.atoms && c.d.CDF(y) != l.below(y) {
					t.Errorf("%s: CDF and below differ at %v", c.name, y)
				}
			}
		}
		lo, hi := c.d.Support()
		if l.below(lo) != 0 || l.above(hi) != 0 || c.d.CDF(hi) != 1 {
			t.Errorf("%s: probability outside the support: %v, %v", c.name, l.below(lo), l.above(hi))
		}
		if c.d.CDF(math.Inf(1)) != 1 || c.d.CDF(math.Inf(-1)) != 0 {
			t.Errorf("%s: CDF at infinity", c.name)
		}
	}
}

// TestMoments integrates the quantile, which knows nothing of the closed forms.
func TestMoments(t *testing.T) {
	for _, c := range batteryCases(t) {
		if c.atoms {
			continue // their quantile has jumps; see TestDiscreteMoments
		}
		l := asLaw(c.d)
		mean, sd := c.d.Mean(), c.d.SD()
		if got := numericMean(l); !(math.Abs(got-mean) <= 1e-11*(math.Abs(mean)+sd)) {
			t.Errorf("%s: mean %v, integral %v", c.name, mean, got)
		}
		// A narrow law loses digits of its SD to the rounding of its values.
		if got := numericSD(l); !(math.Abs(got-sd) <= 1e-10*sd+1e-15*math.Abs(mean)) {
			t.Errorf("%s: sd %v, integral %v", c.name, sd, got)
		}
		if lo, hi := c.d.Support(); !(mean > lo && mean < hi) {
			t.Errorf("%s: mean %v outside %v to %v", c.name, mean, lo, hi)
		}
	}
}

func TestDiscreteMoments(t *testing.T) {
	d, _ := Discrete([]float64{5, 0, 2, 5}, []float64{0.1, 0.5, 0.2, 0.2})
	if math.Abs(d.Mean()-1.9) > 1e-15 || math.Abs(d.SD()-math.Sqrt(0.3*25+0.2*4-1.9*1.9)) > 1e-14 {
		t.Errorf("discrete: mean %v, sd %v", d.Mean(), d.SD())
	}
	e, _ := Empirical([]float64{1, 2, 3, 6})
	if e.Mean() != 3 || math.Abs(e.SD()-math.Sqrt(14.0/4)) > 1e-15 {
		t.Errorf("empirical: mean %v, sd %v", e.Mean(), e.SD())
	}
	b, _ := Bernoulli(0.3)
	if b.Mean() != 0.3 || math.Abs(b.SD()-math.Sqrt(0.21)) > 1e-15 {
		t.Errorf("bernoulli: mean %v, sd %v", b.Mean(), b.SD())
	}
}

// TestTruncatedIsConditional compares with the ratio that defines it.
func TestTruncatedIsConditional(t *testing.T) {
	for _, c := range batteryCases(t) {
		l := asLaw(c.d)
		lo, hi := l.Quantile(0.2), l.Quantile(0.9)
		if lo == hi {
			continue
		}
		d, err := Truncated(c.d, lo, hi)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		mass := c.d.CDF(hi) - l.below(lo)
		for i := 0; i <= 50; i++ {
			x := lo + (hi-lo)*float64(i)/50
			want := clamp((c.d.CDF(x)-l.below(lo))/mass, 0, 1)
			if got := d.CDF(x); !(math.Abs(got-want) <= 1e-12) {
				t.Errorf("%s: CDF of truncated at %v is %v, want %v", c.name, x, got, want)
			}
		}
		whole, err := Truncated(c.d, math.Inf(-1), math.Inf(1))
		if err != nil || whole.Quantile(0.37) != c.d.Quantile(0.37) {
			t.Errorf("%s: truncation to everything changed it: %v", c.name, err)
		}
	}
}

// TestAffineTurnsRound: -X at u is -(X at 1-u), and twice turned is X.
func TestAffineTurnsRound(t *testing.T) {
	for _, c := range batteryCases(t) {
		minus, err := Affine(c.d, -1, 0)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		plus, err := Affine(minus, -1, 0)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		for i := range 64 {
			u := (float64(i) + 0.5) / 64
			if plus.Quantile(u) != c.d.Quantile(u) {
				t.Errorf("%s: twice turned at %v: %v, want %v", c.name, u, plus.Quantile(u), c.d.Quantile(u))
			}
			if got, want := minus.Quantile(u), -asLaw(c.d).upper(u); got != want {
				t.Errorf("%s: turned at %v: %v, want %v", c.name, u, got, want)
			}
		}
	}
}
