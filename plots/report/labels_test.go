package report

import (
	"math"
	"testing"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

func TestHeadlineCallsScenariosByTheirTitles(t *testing.T) {
	r := fixture()
	r.Scenarios[1].Title = "Welcome calls"
	if got, want := New(r, nil).Headline(words.English()), "Welcome calls beats baseline in 83 % of futures; mean NPV +¥41.3M"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLossBeyondAndBetterAddUp(t *testing.T) {
	r := fixture()
	v := r.Scenarios[1].Versus
	v.Differences[sim.MetricNPV].Better = share(0.825, 10000)
	v.NPVHistogram.LossShare, v.Breakeven.Never.P = 0.175, 0.175
	p := New(r, nil).in(words.English())
	better, loss, beyond := p.better(v.Differences[sim.MetricNPV]), p.lossShare(v), p.beyond(v)
	if better != "83 %" || loss != "17 %" || beyond != "17 %" {
		t.Errorf("better %s, loss %s, beyond %s", better, loss, beyond)
	}
	v.NPVHistogram.LossShare = 0.1 // and nothing gained in some futures
	if got := p.lossShare(v); got != "10 %" {
		t.Errorf("got %s", got)
	}
	v.NPVHistogram.LossShare = math.NaN()
	if got := p.lossShare(v); got != "–" {
		t.Errorf("got %s", got)
	}
}

func TestAmountsHaveOneUnit(t *testing.T) {
	p := New(fixture(), nil).in(words.English())
	if got, want := p.measured(sim.KindMoney, -5123, 12_345, 31_234), [3]string{"-5k", "12.3k", "31k"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := p.measured(sim.KindMoney, 31_234, 31_234, 31_234), [3]string{"31.2k", "31.2k", "31.2k"}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
