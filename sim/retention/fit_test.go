package retention

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"strconv"
	"testing"
)

// cohort are the observations of a published table of survivors by period.
func cohort(survivors []float64) []Observed {
	var obs []Observed
	last := len(survivors) - 1
	for t := 1; t <= last; t++ {
		obs = append(obs, Observed{At: t, Left: true, Count: survivors[t-1] - survivors[t]})
	}
	return append(obs, Observed{At: last, Count: survivors[last]})
}

func TestFitsAsPublished(t *testing.T) {
	for _, published := range []struct {
		name      string
		kind      Kind
		survivors []float64
		logLik    float64
		params    []float64
		relative  float64
	}{
		// Fader & Hardie (2007), years 0-7; the fourth digit and beyond are not printed
		// there, but are of the same maximum.
		{"Regular", SBG, regular[:8], -1680.265, []float64{.704077, 1.182043}, 1e-5},
		{"High-End", SBG, highEnd[:8], -1611.158, []float64{.668088, 3.806095}, 1e-5},
		// Fader et al. (2018), years 0-4.
		{"Regular", BDW, regular[:5], -1401.3831, []float64{.523029, .894282, 1.196399}, 1e-3},
		{"High-End", BDW, highEnd[:5], -1222.7493, []float64{.259336, 1.722552, 1.584361}, 1e-3},
	} {
		f, err := FitCurve(published.kind, cohort(published.survivors), nil)
		if err != nil {
			t.Errorf("%v %s: %v", published.kind, published.name, err)
			continue
		}
		if !f.Identified || !(math.Abs(f.LogLik-published.logLik) <= 1e-3) {
			t.Errorf("%v %s: log-likelihood %.4f, published %v; %+v", published.kind, published.name, f.LogLik, published.logLik, f)
		}
		for i, want := range published.params {
			if !(math.Abs(f.Params[i]-want) <= published.relative*want) {
				t.Errorf("%v %s: %s %.6f, published %v", published.kind, published.name, ParamNames(f.Kind)[i], f.Params[i], want)
			}
		}
		t.Logf("%v %s: %.6v se %.3v log-likelihood %.4f %s", published.kind, published.name, f.Params, f.StdErr, f.LogLik, f.Warning)
	}
}

// telco are the customers of the telco file, tenure 0 left out.
func telco(t testing.TB, keep func(contract string) bool) []Observed {
	file, err := os.Open("../../../shared/data/telco_churn.csv")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no telco_churn.csv")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var obs []Observed
	for _, row := range rows[1:] {
		tenure, err := strconv.Atoi(row[column["tenure"]])
		if err != nil {
			t.Fatal(err)
		}
		if tenure > 0 && keep(row[column["Contract"]]) {
			obs = append(obs, Observed{At: tenure, Left: row[column["Churn"]] == "Yes", Count: 1})
		}
	}
	return obs
}

func everybody(string) bool { return true }

func TestTelco(t *testing.T) {
	points, err := KaplanMeier(telco(t, func(c string) bool { return c == "Month-to-month" }))
	if err != nil {
		t.Fatal(err)
	}
	for _, published := range []struct {
		month    int
		survival float64
	}{{1, .9019}, {6, .7858}, {12, .7031}, {24, .5859}, {36, .4911}, {48, .3973}, {60, .2972}, {72, .1290}} {
		if got := points[published.month-1].Survival; !(math.Abs(got-published.survival) <= 5e-5) {
			t.Errorf("month-to-month, month %d: %.5f, want %v", published.month, got, published.survival)
		}
	}
	all, err := NewTally(telco(t, everybody))
	if err != nil {
		t.Fatal(err)
	}
	fits, err := all.FitAll(nil)
	if err != nil {
		t.Fatal(err)
	}
	choice, err := Choose(fits)
	if err != nil {
		t.Fatal(err)
	}
	if choice.Fit.Kind != Weibull || !(math.Abs(choice.Fit.LogLik - -10309.65) <= .005) {
		t.Errorf("chosen: %v with log-likelihood %.4f", choice.Fit.Kind, choice.Fit.LogLik)
	}
	t.Log(choice.Reason)
	for _, f := range fits {
		t.Logf("%v %.6v se %.3v log-likelihood %.4f AIC %.2f %v %s", f.Kind, f.Params, f.StdErr, f.LogLik, f.AIC, f.Identified, f.Warning)
	}
}
