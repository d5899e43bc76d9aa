package variate

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// drawU draws the uniform of a Point, odd multiples of 2^-53, with the tails
// over-represented.
func drawU(t *rapid.T) float64 {
	x := rapid.Uint64Range(0, 1<<52-1).Draw(t, "u") >> rapid.IntRange(0, 52).Draw(t, "tail")
	u := (float64(x) + 0.5) * 0x1p-52
	if rapid.Bool().Draw(t, "upper") {
		return 1 - u
	}
	return u
}

func drawLog(t *rapid.T, low, high float64, label string) float64 {
	return math.Exp(rapid.Float64Range(math.Log(low), math.Log(high)).Draw(t, label))
}

func drawP(t *rapid.T) float64 {
	p := drawLog(t, 1e-12, 0.5, "p")
	if rapid.Bool().Draw(t, "likely") {
		return 1 - p
	}
	return p
}

func TestBinomialIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := math.Floor(drawLog(t, 1, 1e10, "n"))
		p, u := drawP(t), drawU(t)
		k := Binomial(n, p, &Point{U: u})
		if !(k >= 0 && k <= n) || k != math.Trunc(k) {
			t.Fatalf("Binomial(%v, %v) at %v = %v", n, p, u, k)
		}
		more := n + math.Floor(drawLog(t, 1, 100, "more"))
		if got := Binomial(more, p, &Point{U: u}); got < k || got > k+(more-n) {
			t.Fatalf("at %v: %v of %v, but %v of %v (p = %v)", u, k, n, got, more, p)
		}
		likelier := math.Min(1, p*(1+drawLog(t, 1e-9, 1, "likelier")))
		if got := Binomial(n, likelier, &Point{U: u}); got < k {
			t.Fatalf("at %v of %v: %v with p = %v, %v with p = %v", u, n, k, p, got, likelier)
		}
		later := math.Min(1-0x1p-53, u+drawLog(t, 1e-12, 0.5, "later")*(1-u))
		if got := Binomial(n, p, &Point{U: later}); got < k {
			t.Fatalf("Binomial(%v, %v): %v at %v, %v at %v", n, p, k, u, got, later)
		}
	})
}

// TestBinomialIsSymmetric: away from the steps, the others are counted at 1 - U.
func TestBinomialIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := math.Floor(drawLog(t, 1, 1e10, "n"))
		p := math.Ceil(drawLog(t, 1, 1<<29, "p")) * 0x1p-30
		u := drawU(t)
		k := Binomial(n, p, &Point{U: u})
		if got := n - Binomial(n, 1-p, &Point{U: 1 - u}); got != k {
			t.Fatalf("Binomial(%v, %v) at %v = %v, by the others %v", n, p, u, k, got)
		}
	})
}

// TestTies: at U = F(k) exactly the answer is k, from both sides of p = 1/2.
func TestTies(t *testing.T) {
	for _, c := range []struct{ n, p, u, want float64 }{
		{1, 0.5, 0.5, 0}, {1, 0.25, 0.75, 0}, {1, 0.75, 0.25, 0}, {2, 0.75, 0.0625, 0}, {2, 0.75, 0.4375, 1},
		{2, 0.25, 0.5625, 0}, {2, 0.25, 0.9375, 1}, {3, 0.875, 1.0 / 512, 0}, {3, 0.875, 22.0 / 512, 1},
	} {
		if got := Binomial(c.n, c.p, &Point{U: c.u}); got != c.want {
			t.Errorf("Binomial(%v, %v) at %v = %v, want %v", c.n, c.p, c.u, got, c.want)
		}
		if got := Binomial(c.n, c.p, &Point{U: c.u + 0x1p-53}); got != c.want+1 {
			t.Errorf("Binomial(%v, %v) past %v = %v, want %v", c.n, c.p, c.u, got, c.want+1)
		}
	}
}

func TestCountsAreMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mean, u := drawLog(t, 1e-6, 1e9, "mean"), drawU(t)
		d := 1 + drawLog(t, 1e-6, 100, "extra")
		higher := mean * (1 + drawLog(t, 1e-9, 1, "higher"))
		later := math.Min(1-0x1p-53, u+drawLog(t, 1e-12, 0.5, "later")*(1-u))
		for name, f := range map[string]func(mean, u float64) float64{
			"Poisson":     func(mean, u float64) float64 { return Poisson(mean, &Point{U: u}) },
			"NegBinomial": func(mean, u float64) float64 { return NegBinomial(mean, d, &Point{U: u}) },
			"Gamma":       func(mean, u float64) float64 { return Gamma(mean, &Point{U: u}) * (1 + 1e-9) },
		} {
			x := f(mean, u)
			if name == "Gamma" {
				x /= 1 + 2e-9
			}
			if got := f(higher, u); !(got >= x) {
				t.Fatalf("%s at %v: %v for mean %v, %v for mean %v (dispersion %v)", name, u, x, mean, got, higher, d)
			}
			if got := f(mean, later); !(got >= x) {
				t.Fatalf("%s of %v: %v at %v, %v at %v (dispersion %v)", name, mean, x, u, got, later, d)
			}
		}
	})
}

// TestSettleAgrees: the quick ways and the exact one give the same count.
func TestSettleAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := math.Floor(drawLog(t, 1, 1e12, "n"))
		p, u := drawLog(t, 1e-12, 0.5, "p"), drawU(t)
		l := binomialLaw(n, p)
		want := l.settle(target{u: u, v: 1 - u}, n*p)
		if got := Binomial(n, p, &Point{U: u}); got != want {
			t.Fatalf("Binomial(%v, %v) at %v = %v, exactly %v", n, p, u, got, want)
		}
	})
}

// TestPreparedIsTheSame: a Chance gives what Binomial gives.
func TestPreparedIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := math.Floor(drawLog(t, 1, 1e10, "n"))
		p, u := drawP(t), drawU(t)
		c := Prepare(p)
		if a, b := c.Binomial(n, &Point{U: u}), Binomial(n, p, &Point{U: u}); a != b {
			t.Fatalf("n %v p %v U %v: %v prepared, %v at once", n, p, u, a, b)
		}
	})
}

func TestEdges(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	mid := func() *Point { return &Point{U: 0.3} }
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"Binomial(0, .5)", Binomial(0, 0.5, mid()), 0},
		{"Binomial(-3, .5)", Binomial(-3, 0.5, mid()), 0},
		{"Binomial(0, 1)", Binomial(0, 1, mid()), 0},
		{"Binomial(-3, 1)", Binomial(-3, 1, mid()), 0},
		{"Binomial(9, 0)", Binomial(9, 0, mid()), 0},
		{"Binomial(9, -1)", Binomial(9, -1, mid()), 0},
		{"Binomial(9, 1)", Binomial(9, 1, mid()), 9},
		{"Binomial(9, 1.5)", Binomial(9, 1.5, mid()), 9},
		{"Binomial(9, inf)", Binomial(9, inf, mid()), 9},
		{"Binomial(9, -inf)", Binomial(9, -inf, mid()), 0},
		{"Binomial(9, NaN)", Binomial(9, nan, mid()), nan},
		{"Binomial(NaN, .5)", Binomial(nan, 0.5, mid()), nan},
		{"Binomial(NaN, .9)", Binomial(nan, 0.9, mid()), nan},
		{"Binomial(NaN, 0)", Binomial(nan, 0, mid()), nan},
		{"Binomial(NaN, 1)", Binomial(nan, 1, mid()), nan},
		{"Binomial(9, 5e-324)", Binomial(9, 5e-324, mid()), 0},
		{"Poisson(0)", Poisson(0, mid()), 0},
		{"Poisson(-1)", Poisson(-1, mid()), 0},
		{"Poisson(NaN)", Poisson(nan, mid()), nan},
		{"Poisson(inf)", Poisson(inf, mid()), inf},
		{"Poisson(2^60)", Poisson(0x1p60, mid()), 0x1p60},
		{"NegBinomial(0, 2)", NegBinomial(0, 2, mid()), 0},
		{"NegBinomial(NaN, 2)", NegBinomial(nan, 2, mid()), nan},
		{"NegBinomial(5, NaN)", NegBinomial(5, nan, mid()), nan},
		{"NegBinomial(5, inf)", NegBinomial(5, inf, mid()), nan},
		{"NegBinomial(5, 1)", NegBinomial(5, 1, mid()), Poisson(5, mid())},
		{"NegBinomial(5, .2)", NegBinomial(5, 0.2, mid()), Poisson(5, mid())},
		{"Gamma(0)", Gamma(0, mid()), 0},
		{"Gamma(inf)", Gamma(inf, mid()), inf},
		{"Gamma(NaN)", Gamma(nan, mid()), nan},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("%s = %v, want %v", c.what, c.got, c.want)
		}
	}
}

// TestHugeCounts: at n = 1e15 the expansion is never sure, and the exact way
// still agrees with the normal quantile to the width of the lattice.
func TestHugeCounts(t *testing.T) {
	for _, u := range []float64{0x1p-53, 1e-9, 0.01, 0.4, 0.9, 1 - 1e-9, 1 - 0x1p-53} {
		for _, n := range []float64{1e13, 1e15, 0x1p53} {
			for _, p := range []float64{1e-12, 0.03, 0.5, 0.97} {
				v := n * p * (1 - p)
				if v < 100 {
					continue
				}
				w := Normal(u)
				want := n*p + math.Sqrt(v)*w + (1-2*p)*(w*w-1)/6
				if got := Binomial(n, p, &Point{U: u}); math.Abs(got-want) > 1+10/math.Sqrt(v)+1e-15*n {
					t.Errorf("Binomial(%v, %v) at %v = %v, about %v", n, p, u, got, want)
				}
			}
		}
	}
}

func TestNothingIsAllocated(t *testing.T) {
	key := Root(*seed)
	i := uint64(0)
	allocs := testing.AllocsPerRun(2000, func() {
		i++
		at := key.With(i).With(Name("x")).At(i)
		c := Prepare(0.03)
		for _, n := range []float64{3, 100, 1e4, 1e9, 1e15} {
			sink += c.Binomial(n, &at) + Binomial(n, 0.8, &at)
		}
		sink += Poisson(300, &at) + NegBinomial(20, 3, &at) + NegBinomial(3e4, 9, &at) + Gamma(3, &at) + Gamma(1e6, &at)
	})
	if allocs != 0 {
		t.Errorf("%v allocations per run", allocs)
	}
}
