package retention

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/optimize"
)

// truths are curves of each kind that can be fitted, hazards rising and falling.
var truths = []Curve{
	{Kind: Constant, Rate: .04, Scale: 1},
	{Kind: Constant, Rate: .4, Scale: 1},
	sbg(.7, 4), sbg(2, 30), sbg(.3, .4), sbg(15, 300),
	{Kind: Weibull, Theta: .1, C: .5, Scale: 1},
	{Kind: Weibull, Theta: .002, C: 1.9, Scale: 1},
	{Kind: Weibull, Theta: .3, C: 1.1, Scale: 1},
	bdw(.9, 11, 1.4), bdw(.5, 2, .7), bdw(.26, 1.72, 1.58), bdw(3, 60, 1.8),
}

func parameters(c Curve) []float64 {
	switch c.Kind {
	case Constant:
		return []float64{c.Rate}
	case SBG:
		return []float64{c.Alpha, c.Beta}
	case Weibull:
		return []float64{c.Theta, c.C}
	}
	return []float64{c.Alpha, c.Beta, c.C}
}

// expected are n customers who leave as c has them leave, in fractions, a
// fiftieth of those left going out of sight in every period, and as many again
// who came into sight at tenure 7.
func expected(c Curve, n float64, periods int) []Observed {
	hazards := make([]float64, periods)
	c.Hazards(hazards)
	var obs []Observed
	early, late := n, 0.0
	for i, h := range hazards {
		at := i + 1
		if i == 7 {
			late = n
		}
		for _, group := range []struct {
			entry int
			there *float64
		}{{0, &early}, {7, &late}} {
			if *group.there == 0 {
				continue
			}
			out := *group.there * (1 - h) / 50
			if at == periods {
				out = *group.there * (1 - h)
			}
			obs = append(obs,
				Observed{Entry: group.entry, At: at, Left: true, Count: *group.there * h},
				Observed{Entry: group.entry, At: at, Count: out})
			*group.there -= *group.there*h + out
		}
	}
	return obs
}

// Where exactly the expected numbers leave, the truth is the maximum.
func TestFitOfWhatIsExpectedIsTheTruth(t *testing.T) {
	for _, truth := range truths {
		tally, err := NewTally(expected(truth, 1e4, 36))
		if err != nil {
			t.Fatal(err)
		}
		f, err := tally.Fit(truth.Kind, nil)
		if err != nil {
			t.Errorf("%+v: %v", truth, err)
			continue
		}
		if want := tally.LogLikelihood(&truth); !f.Identified || !(math.Abs(f.LogLik-want) <= 1e-9*math.Abs(want)) {
			t.Errorf("%+v: log-likelihood %v, of the truth %v; %s", truth, f.LogLik, want, f.Warning)
		}
		for i, want := range parameters(truth) {
			if !(math.Abs(f.Params[i]-want) <= 1e-3*f.StdErr[i]) {
				t.Errorf("%+v: %s is %v, error %v", truth, ParamNames(truth.Kind)[i], f.Params[i], f.StdErr[i])
			}
		}
	}
}

// On random data of growing size the log-likelihood at the estimate is never
// below that at the truth, and estimates come as near as their errors say. An
// estimate is off by 5.3 errors in one of ten million; at the smallest size the
// sample is still large enough for the normal approximation to be off in the tail
// by less than what 6.5 allows on top.
func TestFitsConverge(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, truth := range truths {
		var before []float64
		for _, n := range []int{5_000, 80_000} {
			tally, err := NewTally(observed(r, truth, n, 36, true, false))
			if err != nil {
				t.Fatal(err)
			}
			fits, err := tally.FitAll(nil)
			if err != nil {
				t.Fatalf("%+v: %v", truth, err)
			}
			atTruth := tally.LogLikelihood(&truth)
			for _, f := range fits {
				if contains(f.Kind, truth.Kind) && !(f.LogLik >= atTruth-1e-9*math.Abs(atTruth)) {
					t.Errorf("%v of %+v, %d customers: log-likelihood %v, at the truth %v", f.Kind, truth, n, f.LogLik, atTruth)
				}
				if f.Kind != truth.Kind || !f.Identified {
					continue
				}
				for i, want := range parameters(truth) {
					if !(math.Abs(f.Params[i]-want) <= 6.5*f.StdErr[i]) {
						t.Errorf("%+v, %d customers: %s is %v, error %v", truth, n, ParamNames(f.Kind)[i], f.Params[i], f.StdErr[i])
					}
					if before != nil && !(f.StdErr[i] < before[i]*.6) {
						t.Errorf("%+v: error of %s %v with 16 times the customers, %v before", truth, ParamNames(f.Kind)[i], f.StdErr[i], before[i])
					}
				}
				before = f.StdErr
			}
			checkNesting(t, truth, fits)
		}
	}
}

// contains reports whether every curve of kind b is one of kind a.
func contains(a, b Kind) bool { return a == b || b == Constant || a == BDW }

func checkNesting(t *testing.T, truth Curve, fits []Fit) {
	t.Helper()
	for _, a := range fits {
		for _, b := range fits {
			if contains(a.Kind, b.Kind) && a.LogLik < b.LogLik-1e-9*math.Abs(b.LogLik)-1e-9 {
				t.Errorf("of %+v: %v has log-likelihood %v, %v within it %v", truth, a.Kind, a.LogLik, b.Kind, b.LogLik)
			}
		}
	}
}

// randomTally is a small or large data set of a random curve.
func randomTally(t *testing.T, r *rand.Rand) (Tally, Curve) {
	c := bdw(math.Exp(-3+5*r.Float64()), math.Exp(-2+6*r.Float64()), math.Exp(-1+2*r.Float64()))
	switch r.IntN(3) {
	case 0:
		c = Curve{Kind: Weibull, Theta: .6 * math.Exp(-6*r.Float64()), C: math.Exp(-1 + 2*r.Float64()), Scale: 1}
	case 1:
		c = Curve{Kind: Constant, Rate: .6 * math.Exp(-4*r.Float64()), Scale: 1}
	}
	n, periods := []int{5, 30, 200, 2000}[r.IntN(4)], []int{1, 2, 3, 5, 12, 36, 72}[r.IntN(7)]
	tally, err := NewTally(append(observed(r, c, n, periods, r.IntN(3) == 0, false), Observed{At: 1, Count: 1}))
	if err != nil {
		t.Fatal(err)
	}
	return tally, c
}

// doubled is a tally in which the customers of two periods count twice.
func doubled(t Tally, i int) *Tally {
	other := Tally{slices.Clone(t.Events), slices.Clone(t.AtRisk), t.Customers}
	for _, k := range []int{i % len(t.Events), (7 * i) % len(t.Events)} {
		other.Events[k] *= 2
		other.AtRisk[k] *= 2
	}
	return &other
}

// However small and odd the data: every kind has a fit, from scratch and from
// another fit the same one, that no simplex search from anywhere can beat.
func TestFitsOfAnyData(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for i := range 400 {
		tally, truth := randomTally(t, r)
		fits, err := tally.FitAll(nil)
		if err != nil {
			t.Errorf("sample %d, %+v: %v", i, truth, err)
		}
		checkNesting(t, truth, fits)
		start, err := doubled(tally, i).FitAll(nil)
		if err != nil {
			t.Errorf("sample %d, other: %v", i, err)
		}
		for _, f := range fits {
			if problems := f.Curve.Problems(); problems != nil || len(f.Params) != len(ParamNames(f.Kind)) || len(f.StdErr) != len(f.Params) {
				t.Errorf("sample %d: %+v has problems %v", i, f, problems)
			}
			if !f.Identified && f.Warning == "" {
				t.Errorf("sample %d: %v is not identified without a reason", i, f.Kind)
			}
			for _, from := range [][]Fit{fits, start} {
				again, err := tally.FitAll(from)
				if err != nil {
					t.Errorf("sample %d, from another: %v", i, err)
					continue
				}
				for _, a := range again {
					if a.Kind == f.Kind && (a.Identified != f.Identified || !(math.Abs(a.LogLik-f.LogLik) <= 1e-6+1e-9*math.Abs(f.LogLik))) {
						t.Errorf("sample %d of %+v: %v has %v %v from scratch, %v %v from another fit", i, truth, f.Kind, f.LogLik, f.Identified, a.LogLik, a.Identified)
					}
				}
			}
			if i < 60 && f.Kind != Constant {
				if best := simplex(r, &tally, f.Kind); best > f.LogLik+1e-5 {
					t.Errorf("sample %d of %+v: %v has log-likelihood %v, a simplex search found %v", i, truth, f.Kind, f.LogLik, best)
				}
			}
		}
	}
}

// simplex returns the highest log-likelihood that Nelder and Mead find from a few
// random places, by hazards alone.
func simplex(r *rand.Rand, t *Tally, kind Kind) float64 {
	curve := func(x []float64) Curve {
		switch kind {
		case SBG:
			return sbgAt(vector{x[0], x[1]})
		case Weibull:
			return Curve{Kind: Weibull, Theta: -math.Expm1(-math.Exp(x[0])), C: math.Exp(x[1]), Scale: 1}
		}
		return bdwAt(vector{x[0], x[1], x[2]}, 2)
	}
	problem := optimize.Problem{Func: func(x []float64) float64 {
		c := curve(x)
		value := t.LogLikelihood(&c)
		if math.Abs(x[1]) > 9 || c.C > 40 || !(value > -1e100) {
			return 1e100
		}
		return -value
	}}
	best := math.Inf(-1)
	for range 4 {
		x := []float64{-6 + 6*r.Float64(), -5 + 6*r.Float64(), -1 + 2*r.Float64()}
		switch kind {
		case SBG:
			x = x[:2]
		case Weibull:
			x = []float64{x[0], x[2]}
		}
		if result, err := optimize.Minimize(problem, x, nil, &optimize.NelderMead{}); err == nil {
			best = max(best, -result.F)
		}
	}
	return best
}
