package calibrate

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"holdfast/sim/retention"
)

func fitOf(t *testing.T, s *Segment, kind retention.Kind) *retention.Fit {
	t.Helper()
	for i := range s.Fits {
		if s.Fits[i].Kind == kind {
			return &s.Fits[i]
		}
	}
	t.Fatalf("no %v", kind.Model())
	return nil
}

// Fader & Hardie (2007), and Fader et al. (2018), from files of customers.
func TestPublishedFits(t *testing.T) {
	regular := []int{1000, 631, 468, 382, 326, 289, 262, 241}
	highEnd := []int{1000, 869, 743, 653, 593, 551, 517, 491}
	for _, c := range []struct {
		survivors []int
		kind      retention.Kind
		logLik    float64
		params    []float64
		within    float64
	}{
		{regular, retention.SBG, -1680.265, []float64{.704077, 1.182043}, .005},
		{highEnd, retention.SBG, -1611.158, []float64{.668088, 3.806095}, .005},
		{regular[:5], retention.BDW, -1401.3831, []float64{.523029, .894282, 1.196399}, .01},
		{highEnd[:5], retention.BDW, -1222.7493, []float64{.259336, 1.722552, 1.584361}, .01},
	} {
		s := calibrated(t, plain(), file(t, "cohort.csv", cohort(c.survivors))).Segments[0]
		f := fitOf(t, &s, c.kind)
		if math.Abs(f.LogLik-c.logLik) > .01 {
			t.Errorf("%s: log-likelihood %.4f, want %.4f", f.Kind.Model(), f.LogLik, c.logLik)
		}
		for i, want := range c.params {
			if math.Abs(f.Params[i]/want-1) > c.within {
				t.Errorf("%s: %s %.6f, want %.6f", f.Kind.Model(), retention.ParamNames(f.Kind)[i], f.Params[i], want)
			}
		}
	}
}

// reference is Kaplan and Meier's estimate straight from the definition.
func reference(tenure []int, left []bool) []float64 {
	longest := 0
	for _, t := range tenure {
		longest = max(longest, t)
	}
	survival := make([]float64, longest)
	s := 1.0
	for t := 1; t <= longest; t++ {
		n, d := 0.0, 0.0
		for i := range tenure {
			if tenure[i] >= t {
				n++
				if left[i] && tenure[i] == t {
					d++
				}
			}
		}
		s *= 1 - d/n
		survival[t-1] = s
	}
	return survival
}

func TestTelco(t *testing.T) {
	path := shared(t, "telco_churn.csv")
	tenure, left := map[string][]int{}, map[string][]bool{}
	for _, row := range records(t, path) {
		n := int(number64(t, row["tenure"]))
		for _, name := range []string{row["Contract"], AllName} {
			tenure[name], left[name] = append(tenure[name], n), append(left[name], row["Churn"] == "Yes")
		}
	}
	o := plain()
	o.Segment = "Contract"
	r := calibrated(t, o, path)
	for _, s := range append([]Segment{r.Overall}, r.Segments...) {
		want := reference(tenure[s.Name], left[s.Name])
		if len(want) != len(s.KM) {
			t.Fatalf("%s: %d months, want %d", s.Name, len(s.KM), len(want))
		}
		for i, p := range s.KM {
			if math.Abs(p.Survival-want[i]) > 1e-9 {
				t.Errorf("%s: S(%d) = %v, want %v", s.Name, p.T, p.Survival, want[i])
			}
		}
	}
	for month, want := range map[int]float64{1: .9019, 6: .7858, 12: .7031, 24: .5859, 36: .4911, 48: .3973, 60: .2972, 72: .1290} {
		if got := r.Segments[0].KM[month-1].Survival; math.Abs(got-want) > .00005 {
			t.Errorf("month-to-month after %d months: %.5f, want %.4f", month, got, want)
		}
	}
	if f := r.Overall.ChosenFit(); f.Kind != retention.Weibull || math.Abs(f.LogLik+10309.65) > .01 {
		t.Errorf("all customers: %s, %.3f", f.Kind.Model(), f.LogLik)
	}
	if r.Rows.Used != 7043 || r.Overall.N != 7032 || r.Rows.LeftOut[leftOutTenure] != 11 {
		t.Errorf("rows %+v, in the fit %d", r.Rows, r.Overall.N)
	}
	if w := warned(r, "snapshot"); !strings.Contains(w, " .0082 ") || !strings.Contains(w, " .27 ") {
		t.Errorf("both readings: %s", w)
	}
	if w := warned(r, "contract_term_denied"); !strings.Contains(w, "16 of 166") {
		t.Errorf("contract: %s", w)
	}
	for _, code := range []string{"contract_not_cause", "beyond_observed", "heavy_censoring", "misfit"} {
		if warned(r, code) == "" {
			t.Errorf("no warning %s", code)
		}
	}
	loaded(t, r)
}

func TestCDNOW(t *testing.T) {
	r := calibrated(t, plain(), shared(t, "cdnow_summary_monetary.csv"))
	s := &r.Shops[0]
	if math.Abs(s.BGNBD.LogLik+9582.43) > .05 {
		t.Errorf("BG/NBD: log-likelihood %.3f", s.BGNBD.LogLik)
	}
	for i, pair := range [][2]float64{{s.GammaGamma.P, 6.25}, {s.GammaGamma.Q, 3.74}, {s.GammaGamma.V, 15.44}} {
		if math.Abs(pair[0]/pair[1]-1) > .01 {
			t.Errorf("Gamma-Gamma parameter %d: %.4f, want %.4f", i, pair[0], pair[1])
		}
	}
	loaded(t, r)
	_, err := Check(context.Background(), []string{shared(t, "cdnow_summary_monetary.csv")}, plain(), Holdout{Months: 3, Date: NoDay})
	var mistake *Mistake
	if !errors.As(err, &mistake) || !strings.Contains(err.Error(), "has no dates") {
		t.Errorf("a backtest of a summary: %v", err)
	}
}
