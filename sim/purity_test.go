package sim

import "testing"

// A trial is a pure function of the model, the seed and its number: what the
// worker simulated before leaves no trace. Small cohorts that die out in one
// scenario and live on in another are where a remembered draw would show.
func TestTrialForgetsTheOneBefore(t *testing.T) {
	s := base(0.2, 3)
	s.Channels = []Channel{volume(0.5, 10)}
	s.Orders = &Orders{Rate: flat(0.3), Value: Const(10), CV: Const(0.5)}
	m := withScenario(testPlan(24, s), "keep", Initiative{Months: 6, Changes: []Change{change(LeverChurn, OpReduce, 0.9)}})
	m.Trials = 300
	inOrder := simulated(t, m, m.Trials)
	for i := range m.Trials {
		fresh := prepared(t, m)
		fresh.trial(m.Seed, uint64(i))
		if d := apart(fresh.seen(), inOrder[i]); d != "" {
			t.Fatalf("trial %d by a fresh worker and by one that has run others: %s", i, d)
		}
	}
}
