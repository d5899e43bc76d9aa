package sim

import "testing"

// A trial allocates nothing once its worker has seen the longest of everything.
func TestTrialsDoNotAllocate(t *testing.T) {
	for _, noise := range []Noise{NoiseCustomers, NoiseNone} {
		m := fullPlan(t, 26)
		m.Noise, m.Trials = noise, 1000
		w := prepared(t, m)
		for i := range uint64(30) {
			w.trial(m.Seed, i)
		}
		i := uint64(0)
		if n := testing.AllocsPerRun(20, func() {
			w.trial(m.Seed, i%30)
			i++
		}); n != 0 {
			t.Errorf("%v: %v allocations a trial", noise, n)
		}
	}
}
