package purchase

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestCDNOW(t *testing.T) {
	data := summaries(cdnow(t))
	m, err := FitBGNBD(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !(math.Abs(m.LogLik+9582.429) < .01) {
		t.Errorf("log-likelihood %v, published -9582.429", m.LogLik)
	}
	near(t, "r", m.R, .2426, 1e-3)
	near(t, "alpha", m.Alpha, 4.4136, 1e-3)
	near(t, "a", m.A, .7929, 1e-3)
	near(t, "b", m.B, 2.4259, 1e-3)
	near(t, "purchases by week 32", m.ExpectedPurchases(32), 1.0437, 5e-4)
	near(t, "purchases by week 78", m.ExpectedPurchases(78), 1.8576, 5e-4)
	// Fader, Hardie & Lee's example: the customer with x = 2, t_x = 30.43, T = 38.86.
	near(t, "purchases of customer 1 in 39 weeks", m.ConditionalPurchases(data[0], 39), 1.226, 1e-3)
	if !m.Identified || m.Warning != "" {
		t.Errorf("said to be not identified: %q", m.Warning)
	}
	again, err := FitBGNBD(data, &m)
	if err != nil || math.Abs(again.LogLik-m.LogLik) > 1e-7 {
		t.Errorf("from its own maximum: %v, %v", again.LogLik, err)
	}
}

// Reference values are mpmath's, from the gamma and beta functions of eq. 6.
func TestLikelihoodAndPAliveAreThoseOfReference(t *testing.T) {
	for _, c := range []struct {
		m             BGNBD
		s             Summary
		logLik, alive float64
	}{
		{BGNBD{R: .2426, Alpha: 4.4136, A: .7929, B: 2.4259}, Summary{X: 0, Tx: 0, T: 38.86, Count: 1}, -0.55381991128943085, 1},
		{BGNBD{R: .2426, Alpha: 4.4136, A: .7929, B: 2.4259}, Summary{X: 2, Tx: 30.43, T: 38.86, Count: 1}, -9.4596734501159921, 0.72661404485424713},
		{BGNBD{R: 2.5, Alpha: 7, A: 1.3, B: .4}, Summary{X: 1, Tx: .5, T: 1000, Count: 1}, -1.53935844300963, 1.0970537573119785e-8},
		{BGNBD{R: .7, Alpha: .01, A: 30, B: 1e-2}, Summary{X: 29, Tx: 25.5, T: 39, Count: 1}, -75.255337338404404, 3.101454424251285e-6},
		{BGNBD{R: 4, Alpha: 100, A: 2, B: 3}, Summary{X: 5000, Tx: 900, T: 4000, Count: 1}, 3044.5424682550571, 0},
		{BGNBD{R: 9000, Alpha: 4000, A: 9000, B: 8000}, Summary{X: 3, Tx: 5, T: 7, Count: 1}, -10.947302076718723, 0.0098314278707491226},
	} {
		near(t, fmt.Sprint("P(alive) ", c.s), c.m.PAlive(c.s), c.alive, 1e-12)
		// A second customer makes rows without repeats acceptable; it is taken off again.
		other := Summary{X: 1, Tx: 2, T: 4, Count: 1}
		params := vector{c.m.R, c.m.Alpha, c.m.A, c.m.B}
		got := logLik(t, params, c.s, other) - logLik(t, params, other)
		if math.Abs(got-c.logLik) > 1e-9*(1+math.Abs(c.logLik)) {
			t.Errorf("log-likelihood of %v is %.17g, want %.17g", c.s, got, c.logLik)
		}
	}
}

func logLik(t *testing.T, params vector, rows ...Summary) float64 {
	t.Helper()
	data, err := newHistories(rows)
	if err != nil {
		t.Fatal(err)
	}
	return data.at(params, &vector{}, &matrix{})
}

var someHistories = []Summary{
	{X: 0, T: 30, Count: 40, Mean: 0}, {X: 0, T: 12, Count: 7.5}, {X: 1, Tx: 3, T: 30, Count: 11, Mean: 12},
	{X: 3, Tx: 25, T: 30, Count: 6, Mean: 31}, {X: 25, Tx: 11, T: 12, Count: 2, Mean: 8}, {X: 4, Tx: 3, T: 30, Count: 3, Mean: 55.5},
}

// derivatives compares the analytic gradient and Hessian with central
// differences.
func derivatives(t *testing.T, f likelihood, n int, params vector) {
	t.Helper()
	var g, gu, gd vector
	var h, scrap matrix
	f.at(params, &g, &h)
	for i := range n {
		step := 1e-5 * params[i]
		up, down := params, params
		up[i] += step
		down[i] -= step
		slope := (f.at(up, &gu, &scrap) - f.at(down, &gd, &scrap)) / (2 * step)
		if math.Abs(g[i]-slope) > 1e-5*(1+math.Abs(slope)) {
			t.Errorf("gradient %d at %v is %v, differences %v", i, params, g[i], slope)
		}
		for j := range n {
			curve := (gu[j] - gd[j]) / (2 * step)
			if math.Abs(h[i][j]-curve) > 1e-5*(1+math.Abs(curve)) {
				t.Errorf("Hessian %d,%d at %v is %v, differences %v", i, j, params, h[i][j], curve)
			}
		}
	}
}

func TestDerivatives(t *testing.T) {
	data, err := newHistories(someHistories)
	if err != nil {
		t.Fatal(err)
	}
	derivatives(t, data, 4, vector{.3, 5, .8, 2.4})
	derivatives(t, data, 4, vector{7, 40, 20, .6})
	spent, err := newSpends(someHistories)
	if err != nil {
		t.Fatal(err)
	}
	derivatives(t, spent, 3, vector{6, 3.7, 15})
	derivatives(t, spent, 3, vector{.4, .8, 2})
}

func TestFitRecoversParameters(t *testing.T) {
	truth := BGNBD{R: .6, Alpha: 7, A: .9, B: 2.6}
	random := rand.New(rand.NewPCG(5, 6))
	rows := make([]Summary, 40000)
	for i := range rows {
		length := 20 + 40*random.Float64()
		rows[i] = shop(truth, length, random).seenUntil(length)
	}
	m, err := FitBGNBD(rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, want := [4]float64{m.R, m.Alpha, m.A, m.B}, [4]float64{truth.R, truth.Alpha, truth.A, truth.B}
	for i := range got {
		if !(math.Abs(got[i]-want[i]) <= sigmas*m.StdErr[i]) || !(m.StdErr[i] < .1*want[i]) {
			t.Errorf("parameter %d is %v +- %v, true %v", i, got[i], m.StdErr[i], want[i])
		}
	}
}

// Standard errors mean what they say: over data sets their square is the mean
// squared error. With 200 of them the ratio has a standard deviation of about .1.
func TestStandardErrorsAreTheSpreadOfEstimates(t *testing.T) {
	truth := BGNBD{R: .6, Alpha: 7, A: .9, B: 2.6}
	random := rand.New(rand.NewPCG(7, 8))
	const sets = 200
	var squared float64
	for range sets {
		rows := make([]Summary, 3000)
		for i := range rows {
			rows[i] = shop(truth, 50, random).seenUntil(50)
		}
		m, err := FitBGNBD(rows, nil)
		if err != nil {
			t.Fatal(err)
		}
		z := (m.R - truth.R) / m.StdErr[0]
		squared += z * z / sets
	}
	if squared < .5 || squared > 1.7 {
		t.Errorf("mean squared z of r is %v over %d data sets", squared, sets)
	}
}

func TestCountsAreRepeatedRows(t *testing.T) {
	var spread []Summary
	var grouped []Summary
	for _, s := range someHistories {
		s.Count = math.Ceil(s.Count)
		grouped = append(grouped, s, Summary{X: 9, Tx: 1, T: 30, Count: 0})
		for range int(s.Count) {
			one := s
			one.Count = 1
			spread = append(spread, one)
		}
	}
	a, errA := FitBGNBD(grouped, nil)
	b, errB := FitBGNBD(spread, nil)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	near(t, "r", a.R, b.R, 1e-6)
	near(t, "log-likelihood", a.LogLik, b.LogLik, 1e-12)
	g, errG := FitGammaGamma(grouped, nil)
	h, errH := FitGammaGamma(spread, nil)
	if errG != nil || errH != nil {
		t.Fatal(errG, errH)
	}
	near(t, "p", g.P, h.P, 1e-6)
}

// Another unit of time changes alpha in proportion and nothing else.
func TestUnitOfTime(t *testing.T) {
	var days []Summary
	for _, s := range someHistories {
		s.Tx *= 7
		s.T *= 7
		days = append(days, s)
	}
	w, errW := FitBGNBD(someHistories, nil)
	d, errD := FitBGNBD(days, nil)
	if errW != nil || errD != nil {
		t.Fatal(errW, errD)
	}
	near(t, "alpha", d.Alpha, 7*w.Alpha, 1e-3)
	near(t, "expectation", d.ExpectedPurchases(70), w.ExpectedPurchases(10), 1e-5)
}

func TestImpossibleHistories(t *testing.T) {
	for _, c := range []struct {
		s    Summary
		want string
	}{
		{Summary{X: 1.5, Tx: 1, T: 2, Count: 1}, "x = 1.5 is not a number of repeat purchases"},
		{Summary{X: math.NaN(), Tx: 1, T: 2, Count: 1}, "x = NaN"},
		{Summary{X: -1, T: 2, Count: 1}, "x = -1"},
		{Summary{X: 1, Tx: 3, T: 2, Count: 1}, "t_x = 3 is outside 0 to T = 2"},
		{Summary{X: 0, Tx: 1, T: 2, Count: 1}, "t_x = 1 without a repeat purchase"},
		{Summary{X: 2, Tx: 0, T: 2, Count: 1}, "2 repeat purchases at t_x = 0"},
		{Summary{X: 0, T: math.Inf(1), Count: 1}, "T = +Inf"},
		{Summary{X: 0, T: 1, Count: -1}, "count = -1"},
		{Summary{X: 0, T: 1, Count: math.NaN()}, "count = NaN"},
	} {
		_, err := FitBGNBD([]Summary{{X: 1, Tx: 1, T: 2, Count: 1}, c.s}, nil)
		var row *RowError
		if !errors.As(err, &row) || row.Row != 1 || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q at row 1", c.s, err, c.want)
		}
	}
}

func TestWithoutRepeats(t *testing.T) {
	for _, rows := range [][]Summary{nil, {{T: 10, Count: 5}}, {{X: 1, Tx: 1, T: 2, Count: 0}}} {
		if _, err := FitBGNBD(rows, nil); !errors.Is(err, ErrNoRepeats) {
			t.Errorf("%v: %v", rows, err)
		}
	}
}

// Data at an edge of the model say so; what they imply for purchases still holds.
func TestEdgesAreNamed(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	simulate := func(m BGNBD) []Summary {
		rows := make([]Summary, 3000)
		for i := range rows {
			rows[i] = shop(m, 40, random).seenUntil(40)
		}
		return rows
	}
	for _, c := range []struct {
		name  string
		truth BGNBD
		want  string
	}{
		{"nobody leaves", BGNBD{R: 1, Alpha: 5, A: 1e-9, B: 1}, "do not determine a, b"},
		{"one rate", BGNBD{R: 1e9, Alpha: 6e9, A: 1, B: 3}, "do not determine r, alpha"},
	} {
		rows := simulate(c.truth)
		m, err := FitBGNBD(rows, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if m.Identified || !strings.Contains(m.Warning, c.want) {
			t.Errorf("%s: %+v", c.name, m)
		}
		bought := 0.0
		for _, s := range rows {
			bought += s.X / float64(len(rows))
		}
		near(t, c.name+": purchases by 40", m.ExpectedPurchases(40), bought, .02)
	}
	steady := []Summary{{X: 1, Tx: 28, T: 30, Count: 30}, {X: 3, Tx: 29, T: 30, Count: 20}, {X: 9, Tx: 29.5, T: 30, Count: 10}, {T: 30, Count: 10}}
	if m, err := FitBGNBD(steady, nil); err != nil || m.Identified || !strings.Contains(m.Warning, "no customer is seen to stop") {
		t.Errorf("customers who all bought lately: %+v, %v", m, err)
	}
	one := []Summary{{X: 2, Tx: 20, T: 30, Count: 1}}
	if m, err := FitBGNBD(one, nil); err == nil && m.Identified {
		t.Errorf("one customer identifies %+v", m)
	}
}

func BenchmarkFitBGNBD(b *testing.B) {
	data := summaries(cdnow(b))
	for b.Loop() {
		if _, err := FitBGNBD(data, nil); err != nil {
			b.Fatal(err)
		}
	}
}
