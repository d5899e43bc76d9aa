package report

import (
	"math"
	"testing"

	"holdfast/sim"
)

func TestHeadlineCallsScenariosByTheirTitles(t *testing.T) {
	r := fixture()
	r.Scenarios[1].Title = "Welcome calls"
	if got, want := New(r, nil).Headline(), "Welcome calls beats baseline in 83 % of futures; mean NPV +¥41.3M"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLossBeyondAndBetterAddUp(t *testing.T) {
	r := fixture()
	v := r.Scenarios[1].Versus
	v.Differences[sim.MetricNPV].Better = share(0.825, 10000)
	v.NPVHistogram.LossShare, v.Breakeven.Never.P = 0.175, 0.175
	rep := New(r, nil)
	better, loss, beyond := rep.english().better(v.Differences[sim.MetricNPV]), rep.LossShare(v), rep.BeyondShare(v)
	if better != "83 %" || loss != "17 %" || beyond != "17 %" {
		t.Errorf("better %s, loss %s, beyond %s", better, loss, beyond)
	}
	v.NPVHistogram.LossShare = 0.1 // and nothing gained in some futures
	if got := rep.LossShare(v); got != "10 %" {
		t.Errorf("got %s", got)
	}
	v.NPVHistogram.LossShare = math.NaN()
	if got := rep.LossShare(v); got != "–" {
		t.Errorf("got %s", got)
	}
}

func TestAmountsHaveOneUnit(t *testing.T) {
	rep := New(fixture(), nil)
	if got, want := rep.Measured(sim.KindMoney, -5123, 12_345, 31_234), [3]string{"-5k", "12.3k", "31k"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := rep.Measured(sim.KindMoney, 31_234, 31_234, 31_234), [3]string{"31.2k", "31.2k", "31.2k"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
