package variate

import (
	"fmt"
	"math"
	"testing"
)

// laws are distributions of every size; sum says whether adding all of them up
// is cheap enough.
func laws() map[string]law {
	all := map[string]law{}
	for _, n := range []float64{1, 7, 40, 300, 5e3, 2e5, 1e7, 1e9} {
		for _, p := range []float64{1e-8, 1e-3, 0.03, 0.3, 0.5} {
			all[fmt.Sprintf("Binomial(%v, %v)", n, p)] = binomialLaw(n, p)
		}
	}
	for _, m := range []float64{1e-9, 0.3, 8, 150, 2e4, 1e6, 3e8} {
		all[fmt.Sprintf("Poisson(%v)", m)] = poissonLaw(m)
		for _, d := range []float64{1 + 1e-9, 1.5, 4, 30} {
			all[fmt.Sprintf("NegBinomial(%v, %v)", m, d)] = negBinomialLaw(m, d)
		}
	}
	return all
}

// TestLawsAddUpToOne multiplies the probability of one count, from Stirling's
// series, by the sum of all ratios to it, from the recurrence: an absolute check
// of both that needs no other implementation, up to n = 1e9. A relative error of
// 1e-11 in a probability or a term left out is caught.
func TestLawsAddUpToOne(t *testing.T) {
	for name, l := range laws() {
		sd := math.Sqrt(l.mean * l.spread)
		for _, z := range []float64{-1, 0, 0.3} {
			k := math.Min(math.Max(0, math.Floor(l.mean+z*sd)), l.last)
			total := l.probability(k) * (1 + wholeSum(&l, k, +1) + wholeSum(&l, k, -1))
			if math.Abs(total-1) > 1e-11 {
				t.Errorf("%s from k = %v: adds up to 1 %+.2g", name, k, total-1)
			}
		}
	}
}

// wholeSum adds the ratios f(j)/f(k) above or below k until they vanish.
func wholeSum(l *law, k, direction float64) float64 {
	term, sum, lost := 1.0, 0.0, 0.0
	for j := k; ; j += direction {
		if direction > 0 {
			if j >= l.last {
				return sum
			}
			term *= l.a + l.b/(j+1)
		} else {
			if j < 1 {
				return sum
			}
			term /= l.a + l.b/j
		}
		y := term - lost
		s := sum + y
		lost = (s - sum) - y
		sum = s
		if term < 1e-20*sum && math.Abs(j-l.mean) > 3*math.Sqrt(l.mean*l.spread) {
			return sum
		}
	}
}

// TestExpansionMeetsTheSum compares the uniform expansion of the tails with
// the sum of the probabilities.
func TestExpansionMeetsTheSum(t *testing.T) {
	met := 0
	for name, l := range laws() {
		sd := math.Sqrt(l.mean * l.spread)
		for _, z := range []float64{-8, -5, -3, -1, -0.2, 0, 0.01, 0.5, 2, 4, 7} {
			k := math.Floor(l.mean + z*sd)
			if !(k >= 1 && k < l.last) {
				continue
			}
			tail, upper, ok := l.fromBeta(k)
			if !ok {
				continue
			}
			met++
			f := l.probability(k)
			want := f * wholeSum(&l, k, -1)
			if upper {
				want = f + f*wholeSum(&l, k, +1)
			}
			if math.Abs(tail/want-1) > 1e-11 { // rounding of up to 1e5 terms
				t.Errorf("%s at %v sd: %v by expansion, %v by sum, %.2g", name, z, tail, want, tail/want-1)
			}
		}
	}
	if met < 150 {
		t.Errorf("the expansion applied %d times only", met)
	}
}
