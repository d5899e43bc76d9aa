package retention

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func withParameters(kind Kind, p []float64) Curve {
	switch kind {
	case Constant:
		return Curve{Kind: kind, Rate: p[0], Scale: 1}
	case SBG:
		return sbg(p[0], p[1])
	case Weibull:
		return Curve{Kind: kind, Theta: p[0], C: p[1], Scale: 1}
	}
	return bdw(p[0], p[1], p[2])
}

// Standard errors are those of the inverse of the log-likelihood's second
// differences by the parameters themselves.
func TestStandardErrors(t *testing.T) {
	for _, truth := range truths {
		tally, err := NewTally(expected(truth, 1e4, 36))
		if err != nil {
			t.Fatal(err)
		}
		f, err := tally.Fit(truth.Kind, nil)
		if err != nil {
			t.Fatal(err)
		}
		n := len(f.Params)
		at := func(i, j int, di, dj float64) float64 {
			p := append([]float64(nil), f.Params...)
			p[i] += di * .002 * f.StdErr[i]
			p[j] += dj * .002 * f.StdErr[j]
			c := withParameters(f.Kind, p)
			return tally.LogLikelihood(&c)
		}
		information := mat.NewDense(n, n, nil)
		for i := range n {
			for j := range n {
				unit := .002 * .002 * f.StdErr[i] * f.StdErr[j]
				information.Set(i, j, -(at(i, j, 1, 1)-at(i, j, 1, -1)-at(i, j, -1, 1)+at(i, j, -1, -1))/(4*unit))
			}
		}
		var covariance mat.Dense
		if err := covariance.Inverse(information); err != nil {
			t.Errorf("%+v: %v", truth, err)
			continue
		}
		for i, se := range f.StdErr {
			if want := math.Sqrt(covariance.At(i, i)); !(math.Abs(se/want-1) <= .02) {
				t.Errorf("%+v: error of %s %v, by differences %v", truth, ParamNames(f.Kind)[i], se, want)
			}
		}
	}
}
