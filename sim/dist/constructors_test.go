package dist

import (
	"math"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestConstructorErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	uniform01 := must(t)(Uniform(0, 1))
	check := func(want string) func(Dist, error) {
		return func(d Dist, err error) {
			t.Helper()
			if err == nil || d != nil {
				t.Errorf("no error, want %q (law %v)", want, d)
			} else if err.Error() != want {
				t.Errorf("error %q, want %q", err, want)
			}
		}
	}
	check("normal needs a mean and a standard deviation above 0, found 1, 0")(Normal(1, 0))
	check("normal needs a mean and a standard deviation above 0, found NaN, 1")(Normal(nan, 1))
	check("lognormal needs a mean and a standard deviation above 0, found -1, 2")(Lognormal(-1, 2))
	check("lognormal needs a standard deviation of a size like its mean, found 1, 1e-300")(Lognormal(1, 1e-300))
	check("pert needs low <= mode <= high and low < high, found 5, 3, 9")(PERT(5, 3, 9))
	check("pert needs low <= mode <= high and low < high, found 5, 5, 5")(PERT(5, 5, 5))
	check("triangular needs low <= mode <= high and low < high, found 1, 2, +Inf")(Triangular(1, 2, inf))
	check("uniform needs low < high, found 2, 1")(Uniform(2, 1))
	check("uniform needs low < high, found -1e+308, 1e+308")(Uniform(-1e308, 1e308))
	check("normal of 1e+300, 1e+300 has values too large to calculate with")(Normal(1e300, 1e300))
	check("lognormal of 1e+298, 1e+300 has values too large to calculate with")(Lognormal(1e298, 1e300))
	check("beta needs a mean above 0 and below 1 and a standard deviation above 0, found 3, 1")(Beta(3, 1))
	check("beta with mean 0.5 needs a standard deviation below 0.5, found 0.5")(Beta(0.5, 0.5))
	check("beta with mean 0.5 and standard deviation 1e-14: the spread is too small to calculate with; write the number itself")(Beta(0.5, 1e-14))
	check("gamma needs a mean and a standard deviation above 0, found 1, NaN")(Gamma(1, nan))
	check("gamma needs a standard deviation of a size like its mean, found 1, 1e+07")(Gamma(1, 1e7))
	check("bernoulli needs a probability from 0 to 1, found 1.5")(Bernoulli(1.5))
	check("bernoulli needs a probability from 0 to 1, found NaN")(Bernoulli(nan))
	check("discrete needs probabilities that add up to 1, found a sum of 0.8")(Discrete([]float64{1, 2}, []float64{0.3, 0.5}))
	check("discrete needs probabilities from 0 to 1, found -0.5 for the value 2")(Discrete([]float64{1, 2}, []float64{1, -0.5}))
	check("discrete needs a probability for each value, found 2 values and 1 probabilities")(Discrete([]float64{1, 2}, []float64{1}))
	check("empirical needs at least one value, found none")(Empirical(nil))
	check("empirical needs finite values, found NaN as number 2")(Empirical([]float64{1, nan}))
	check("a constant needs a finite number, found -Inf")(Constant(-inf))
	check("a 90 % interval needs low < high, found 4 to 4")(Interval(4, 4, NormalInterval))
	check("a lognormal 90 % interval needs both ends above 0, found -1 to 4")(Interval(-1, 4, LognormalInterval))
	check("a logit-normal 90 % interval needs both ends above 0 and below 1, found 0.1 to 1")(Interval(0.1, 1, LogitNormalInterval))
	check("truncated needs low < high, found 2, 1")(Truncated(uniform01, 2, 1))
	check("truncated to 2 to 3 keeps a probability of 0 of its distribution, and needs 1e-12 or more")(Truncated(uniform01, 2, 3))
	check("a multiple needs finite numbers, found NaN and 0")(Affine(uniform01, nan, 0))
}

func TestDiscreteSumMayBeOffByRounding(t *testing.T) {
	third := 0.333333333333
	d, err := Discrete([]float64{1, 2, 3}, []float64{third, third, third})
	if err != nil {
		t.Fatal(err)
	}
	if d.CDF(3) != 1 || d.Quantile(1-ulp) != 3 {
		t.Errorf("CDF at the end %v", d.CDF(3))
	}
}

func TestOrderOfValuesDoesNotMatter(t *testing.T) {
	values := []float64{3, 1, 2, 2, 10, -4, 3.5, 0.1, 0.2, 0.3}
	weights := []float64{.1, .05, .15, .1, .1, .1, .1, .1, .1, .1}
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).Draw(t, "order")
		var v, w []float64
		for _, i := range order {
			v, w = append(v, values[i]), append(w, weights[i])
		}
		e1, _ := Empirical(values)
		e2, _ := Empirical(v)
		d1, _ := Discrete(values, weights)
		d2, _ := Discrete(v, w)
		for i := range 100 {
			u := (float64(i) + 0.5) / 100
			if e1.Quantile(u) != e2.Quantile(u) || d1.Quantile(u) != d2.Quantile(u) {
				t.Fatalf("quantile at %v depends on the order", u)
			}
		}
		if e1.Mean() != e2.Mean() || d1.Mean() != d2.Mean() || d1.SD() != d2.SD() {
			t.Fatalf("moments depend on the order")
		}
	})
}

func TestEmpiricalCopiesItsValues(t *testing.T) {
	values := []float64{3, 1, 2}
	d := must(t)(Empirical(values))
	if values[0] != 3 {
		t.Error("the caller's slice was sorted")
	}
	values[0] = 100
	if _, hi := d.Support(); hi != 3 {
		t.Error("the law follows the caller's slice")
	}
}

// TestWildParameters: whatever the numbers, there is an error or a law whose
// draws are monotone numbers within its support.
func TestWildParameters(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), 1, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64,
		math.SmallestNonzeroFloat64, 0x1p-1022, 1 - ulp, 0.5, 1e-12, 1e-6, 1e6, 1e300}
	number := rapid.OneOf(rapid.SampledFrom(special), rapid.Float64(), rapid.Float64Range(0, 1), rapid.Float64Range(-100, 100))
	constructors := map[string]func(a, b, c float64) (Dist, error){
		"normal":     func(a, b, _ float64) (Dist, error) { return Normal(a, b) },
		"lognormal":  func(a, b, _ float64) (Dist, error) { return Lognormal(a, b) },
		"interval 0": func(a, b, _ float64) (Dist, error) { return Interval(a, b, NormalInterval) },
		"interval 1": func(a, b, _ float64) (Dist, error) { return Interval(a, b, LognormalInterval) },
		"interval 2": func(a, b, _ float64) (Dist, error) { return Interval(a, b, LogitNormalInterval) },
		"pert":       PERT,
		"triangular": Triangular,
		"uniform":    func(a, b, _ float64) (Dist, error) { return Uniform(a, b) },
		"beta":       func(a, b, _ float64) (Dist, error) { return Beta(a, b) },
		"gamma":      func(a, b, _ float64) (Dist, error) { return Gamma(a, b) },
		"bernoulli":  func(a, _, _ float64) (Dist, error) { return Bernoulli(a) },
		"discrete":   func(a, b, c float64) (Dist, error) { return Discrete([]float64{a, b}, []float64{c, 1 - c}) },
		"empirical":  func(a, b, c float64) (Dist, error) { return Empirical([]float64{a, b, c}) },
		"constant":   func(a, _, _ float64) (Dist, error) { return Constant(a) },
		"truncated": func(a, b, c float64) (Dist, error) {
			d, err := Normal(c, 1)
			if err != nil {
				return nil, err
			}
			return Truncated(d, a, b)
		},
		"affine": func(a, b, c float64) (Dist, error) {
			d, err := Uniform(c, c+1)
			if err != nil {
				return nil, err
			}
			return Affine(d, a, b)
		},
	}
	names := make([]string, 0, len(constructors))
	for name := range constructors {
		names = append(names, name)
	}
	sort.Strings(names)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "law")
		a, b, c := number.Draw(t, "a"), number.Draw(t, "b"), number.Draw(t, "c")
		d, err := constructors[name](a, b, c)
		if err != nil {
			if d != nil || strings.Contains(err.Error(), "%!") {
				t.Fatalf("error %q with law %v", err, d)
			}
			return
		}
		lo, hi := d.Support()
		before := lo
		for _, u := range []float64{0, ulp, 1e-6, 0.05, 0.3, 0.5, 0.7, 0.95, 1 - 1e-6, 1 - ulp, 1} {
			x := d.Quantile(u)
			if !(x >= before || x >= before-1e-12*math.Abs(before)) || !(x >= lo && x <= hi) {
				t.Fatalf("quantile %v at %v after %v, support %v to %v", x, u, before, lo, hi)
			}
			if u > 0 && u < 1 && !finite(x) {
				t.Fatalf("quantile %v at %v", x, u)
			}
			before = x
			if p := d.CDF(x); !(p >= 0 && p <= 1) {
				t.Fatalf("CDF %v at %v", p, x)
			}
		}
		d.Mean()
		d.SD()
		if p := Outside(d, 0, 1); !(p >= 0 && p <= 1) {
			t.Fatalf("outside 0 to 1: %v", p)
		}
	})
}
