package retention

import (
	"math"
	"strings"
	"testing"
)

// Data at the edges of the models: what is not identified says so, and the
// curves are usable all the same.
func TestNotIdentified(t *testing.T) {
	falling := Curve{Kind: Weibull, Theta: .1, C: .6, Scale: 1}
	rising := Curve{Kind: Weibull, Theta: .01, C: 1.6, Scale: 1}
	for _, test := range []struct {
		name     string
		obs      []Observed
		kind     Kind
		identify bool
		warning  string
	}{
		{"nobody left", []Observed{{At: 9, Count: 40}}, Constant, false, "nobody left: with 95 % confidence the rate is below 0.0083"},
		{"nobody left", []Observed{{At: 9, Count: 40}}, SBG, false, "nobody left"},
		{"nobody left", []Observed{{At: 9, Count: 40}}, Weibull, false, "nobody left"},
		{"nobody left", []Observed{{At: 9, Count: 40}}, BDW, false, "nobody left"},
		{"all left", []Observed{{At: 1, Left: true, Count: 40}}, Constant, false, "everybody left"},
		{"all left", []Observed{{At: 1, Left: true, Count: 40}}, SBG, false, "everybody left"},
		{"all left", []Observed{{At: 1, Left: true, Count: 40}}, Weibull, false, "everybody left"},
		{"all left", []Observed{{At: 1, Left: true, Count: 40}}, BDW, false, "everybody left"},
		{"annual", []Observed{{At: 12, Left: true, Count: 20}, {At: 15, Count: 80}}, Constant, true, ""},
		{"annual", []Observed{{At: 12, Left: true, Count: 20}, {At: 12, Count: 80}}, SBG, false, "the hazard rises with tenure"},
		{"annual", []Observed{{At: 12, Left: true, Count: 20}, {At: 12, Count: 80}}, Weibull, false, "at one age"},
		{"annual", []Observed{{At: 12, Left: true, Count: 20}, {At: 12, Count: 80}}, BDW, false, ""},
		{"at once or never", []Observed{{At: 1, Left: true, Count: 20}, {At: 12, Count: 80}}, SBG, false, "nobody later"},
		{"at once or never", []Observed{{At: 1, Left: true, Count: 20}, {At: 12, Count: 80}}, Weibull, false, "at one age"},
		{"at once or never", []Observed{{At: 1, Left: true, Count: 20}, {At: 12, Count: 80}}, BDW, false, "at one age"},
		{"rising", expected(rising, 1000, 24), SBG, false, "sbg collapses to the geometric, which is its edge: the hazard rises with tenure"},
		{"rising", expected(rising, 1000, 24), Weibull, true, "the hazard rises with tenure"},
		{"falling", expected(falling, 1000, 24), Weibull, true, ""},
		{"alike", expected(Curve{Kind: Weibull, Theta: .1, C: .5, Scale: 1}, 1000, 24), BDW, false, "bdw collapses to weibull, which is its edge"},
		{"constant", expected(Curve{Kind: Constant, Rate: .05, Scale: 1}, 1000, 24), SBG, false, "sbg collapses to the geometric"},
		{"sbg", expected(sbg(.9, 11), 1000, 24), BDW, true, "sbg explains the data as well"},
		{"nearly alike", expected(sbg(30, 600), 300, 24), SBG, true, "hardly identified"},
	} {
		f, err := FitCurve(test.kind, test.obs, nil)
		if err != nil {
			t.Errorf("%s, %v: %v", test.name, test.kind, err)
			continue
		}
		if f.Identified != test.identify || !strings.Contains(f.Warning, test.warning) || test.identify && test.warning == "" && f.Warning != "" {
			t.Errorf("%s, %v: identified %v, %q", test.name, test.kind, f.Identified, f.Warning)
		}
		if problems := f.Curve.Problems(); problems != nil {
			t.Errorf("%s, %v: %v", test.name, test.kind, problems)
		}
		for i, se := range f.StdErr {
			if math.IsNaN(se) && f.Identified {
				t.Errorf("%s, %v: identified, but %s has no error", test.name, test.kind, ParamNames(test.kind)[i])
			}
		}
		// As a bdw it is the same curve.
		alpha, beta, c := f.AsBDW()
		heavy := bdw(alpha, beta, c)
		if problems := heavy.Problems(); problems != nil {
			t.Errorf("%s, %v as bdw: %v", test.name, test.kind, problems)
			continue
		}
		s, want := 1.0, 1.0
		for r := 1; r <= 60; r++ {
			s *= 1 - heavy.Hazard(r)
			want *= 1 - f.Curve.Hazard(r)
			if !(math.Abs(s-want) <= 1e-6) {
				t.Errorf("%s, %v as bdw: survival to %d %v, want %v", test.name, test.kind, r, s, want)
				break
			}
		}
	}
}

func TestPropensities(t *testing.T) {
	for _, test := range []struct {
		fit                Fit
		mean, polarisation float64
	}{
		{Fit{Kind: SBG, Curve: sbg(1, 3)}, .25, .2},
		{Fit{Kind: BDW, Curve: bdw(1, 3, 2)}, .25, .2},
		{Fit{Kind: BDW, Curve: bdw(tight, 3*tight, 2)}, .25, 0},
		{Fit{Kind: Weibull, Curve: Curve{Theta: .1, C: 2}}, .1, 0},
		{Fit{Kind: Constant, Curve: Curve{Rate: .1}}, .1, 0},
	} {
		if mean, polarisation := test.fit.Propensities(); math.Abs(mean-test.mean) > 1e-15 || math.Abs(polarisation-test.polarisation) > 1e-15 {
			t.Errorf("%+v: mean %v polarisation %v", test.fit, mean, polarisation)
		}
	}
}

func TestChoose(t *testing.T) {
	fit := func(kind Kind, aic float64, identified bool) Fit {
		return Fit{Kind: kind, AIC: aic, Identified: identified, Params: make([]float64, len(ParamNames(kind)))}
	}
	for _, test := range []struct {
		fits   []Fit
		want   Kind
		reason string
	}{
		{[]Fit{fit(Constant, 30, true), fit(SBG, 20, true), fit(Weibull, 10, true), fit(BDW, 12, false)}, Weibull,
			"weibull: lowest AIC, 10.00; next sbg, 10.00 more; not identified: bdw"},
		{[]Fit{fit(BDW, 10, true), fit(SBG, 10, true), fit(Constant, 11.5, true)}, SBG,
			"sbg: AIC 10.00, as bdw, with fewer parameters"},
		{[]Fit{fit(Constant, 30, true), fit(SBG, 32, false)}, Constant, "geometric: the only model that is identified"},
		{[]Fit{fit(SBG, 2, false), fit(Constant, 3, false)}, Constant, "geometric: no model is identified, and it has the fewest parameters"},
	} {
		choice, err := Choose(test.fits)
		if err != nil || choice.Fit.Kind != test.want || choice.Reason != test.reason {
			t.Errorf("%v %q %v, want %v %q", choice.Fit.Kind, choice.Reason, err, test.want, test.reason)
		}
	}
	if _, err := Choose(nil); err == nil {
		t.Error("chosen from nothing")
	}
}
