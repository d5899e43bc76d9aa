package summary

import (
	"math"
	"testing"
)

// binomialTerms returns the probabilities P(B = k), B ~ Binomial(n, p), summed
// up one by one from the mode, where the terms are scaled to add up to 1.
func binomialTerms(n int, p float64) []float64 {
	terms := make([]float64, n+1)
	mode := min(n, int(float64(n+1)*p))
	terms[mode] = 1
	for k := mode + 1; k <= n; k++ {
		terms[k] = terms[k-1] * float64(n-k+1) / float64(k) * p / (1 - p)
	}
	for k := mode - 1; k >= 0; k-- {
		terms[k] = terms[k+1] * float64(k+1) / float64(n-k) * (1 - p) / p
	}
	var sum float64
	for _, x := range terms {
		sum += x
	}
	for k := range terms {
		terms[k] /= sum
	}
	return terms
}

func TestOrderIntervalPublished(t *testing.T) {
	tests := []struct {
		n       int
		p, conf float64
		lo, hi  int
		ok      bool
	}{
		// Conover, table of confidence intervals for the median.
		{6, 0.5, 0.95, 1, 6, true},
		{10, 0.5, 0.95, 2, 9, true},
		{20, 0.5, 0.95, 6, 15, true},
		{5, 0.5, 0.95, 0, 6, false},
		{100, 0.5, 0.95, 40, 61, true},
		{1, 0.5, 0.95, 0, 2, false},
		{0, 0.5, 0.95, 0, 0, false},
		{10, 0, 0.95, 0, 0, false},
		{10, 0.5, 1, 0, 0, false},
	}
	for _, test := range tests {
		lo, hi, ok := OrderInterval(test.n, test.p, test.conf)
		if lo != test.lo || hi != test.hi || ok != test.ok {
			t.Errorf("OrderInterval(%d, %v, %v) = %d, %d, %v; want %d, %d, %v",
				test.n, test.p, test.conf, lo, hi, ok, test.lo, test.hi, test.ok)
		}
	}
}

// TestOrderIntervalCoverage has every end miss with no more than half of
// 1-conf, and with more if it were one rank further in.
func TestOrderIntervalCoverage(t *testing.T) {
	for _, n := range []int{2, 5, 17, 60, 999, 10_000, 100_000} {
		for _, p := range []float64{0.01, 0.1, 0.5, 0.9, 0.975} {
			terms := binomialTerms(n, p)
			for _, conf := range []float64{0.5, 0.9, 0.95, 0.99} {
				lo, hi, ok := OrderInterval(n, p, conf)
				var below, above float64
				for k := range max(0, lo) {
					below += terms[k]
				}
				for k := n; k >= max(0, hi); k-- {
					above += terms[k]
				}
				tail := (1 - conf) / 2
				slack := tail * 1e-9
				if below > tail+slack || above > tail+slack {
					t.Errorf("n %d p %v conf %v: ends %d, %d miss with %v and %v", n, p, conf, lo, hi, below, above)
				}
				if lo < n && below+terms[max(0, lo)] < tail-slack || hi >= 1 && above+terms[hi-1] < tail-slack {
					t.Errorf("n %d p %v conf %v: ends %d, %d could be closer", n, p, conf, lo, hi)
				}
				if ok != (lo >= 1 && hi <= n) {
					t.Errorf("n %d p %v conf %v: ok %v for %d, %d", n, p, conf, ok, lo, hi)
				}
			}
		}
	}
}

func TestRankShare(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 49, 1000, 10_007} {
		values := make([]float64, n)
		for rank := 1; rank <= n; rank += 1 + n/50 {
			for i := range values {
				values[i] = float64(i + 1)
			}
			if got := quantiles(values, RankShare(rank, n)); got[0] != float64(rank) {
				t.Fatalf("rank %d of %d: %v", rank, n, got[0])
			}
		}
	}
}

// TestWilsonPublished uses the examples of Newcombe, "Two-sided confidence
// intervals for the single proportion" (1998), table I, method 3.
func TestWilsonPublished(t *testing.T) {
	tests := []struct{ k, n, lo, hi float64 }{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	}
	for _, test := range tests {
		lo, hi := Wilson(test.k, test.n, 0.95)
		if math.Abs(lo-test.lo) > 5e-5 || math.Abs(hi-test.hi) > 5e-5 {
			t.Errorf("Wilson(%v, %v) = %.4f, %.4f; want %v, %v", test.k, test.n, lo, hi, test.lo, test.hi)
		}
	}
}

// TestWilsonEnds solves |q - P| = z sqrt(P(1-P)/n) at both ends, the definition.
func TestWilsonEnds(t *testing.T) {
	const z = 1.959963984540054
	for _, n := range []float64{1, 7, 100, 1e6} {
		for _, q := range []float64{0.001, 0.25, 1.0 / 3, 0.5, 0.999} {
			lo, hi := Wilson(q*n, n, 0.95)
			for _, end := range []float64{lo, hi} {
				if got := math.Abs(q-end) / math.Sqrt(end*(1-end)/n); !near(got, z, 1e-6) {
					t.Errorf("Wilson(%v of %v): end %v lies %v standard errors off", q*n, n, end, got)
				}
			}
			if mirrorLo, mirrorHi := Wilson(n-q*n, n, 0.95); !near(1-mirrorHi, lo, 1e-9) || !near(1-mirrorLo, hi, 1e-9) {
				t.Errorf("Wilson(%v of %v) is not symmetric", q*n, n)
			}
		}
	}
	for _, n := range []float64{1, 20, 12345} {
		if lo, _ := Wilson(0, n, 0.95); lo != 0 {
			t.Errorf("0 of %v starts at %v", n, lo)
		}
		if _, hi := Wilson(n, n, 0.95); hi != 1 {
			t.Errorf("%v of %v ends at %v", n, n, hi)
		}
	}
	if lo, hi := Wilson(0, 0, 0.95); lo != 0 || hi != 1 {
		t.Errorf("no trials: %v, %v", lo, hi)
	}
}

func TestBetween(t *testing.T) {
	e := Between([]float64{1, 2, 3, 4, math.NaN()}, 0.95)
	se := math.Sqrt(5.0 / 3 / 4)
	const t3 = 3.182446305284263 // Student's t, 3 degrees of freedom, 0.975
	if e.Mean != 2.5 || e.Replicates != 4 || !near(e.StdErr, se, 1e-14) || !near(e.Lo, 2.5-t3*se, 1e-8) || !near(e.Hi, 2.5+t3*se, 1e-8) {
		t.Errorf("got %+v", e)
	}
	sixteen := make([]float64, 16)
	for i := range sixteen {
		sixteen[i] = float64(i % 2)
	}
	e = Between(sixteen, 0.95)
	const t15 = 2.131449545559323
	if want := 0.5 + t15*math.Sqrt(4.0/15/16); !near(e.Hi, want, 1e-8) {
		t.Errorf("16 replicates: upper end %v, want %v", e.Hi, want)
	}
	e = Between([]float64{1, inf}, 0.95)
	if !math.IsInf(e.Mean, 1) || !math.IsNaN(e.StdErr) || !math.IsNaN(e.Lo) {
		t.Errorf("infinite replicate: %+v", e)
	}
	e = Between([]float64{1}, 0.95)
	if e.Mean != 1 || !math.IsNaN(e.StdErr) {
		t.Errorf("one replicate: %+v", e)
	}
}
