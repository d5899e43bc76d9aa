package analysis

import (
	"math"
	"slices"

	"holdfast/sim"
)

// screen decides whether the first rounds may run without luck in customers:
// for the mean of a plan that has luck and no loss limit. It measures on the
// single initiatives and on all that go together by how much luck moves the
// mean of a set, and from then on a lead counts beyond twice that alone. Where
// that is more than a tenth of what the sets differ by, luck stays in.
func (r *race) screen(trials int) error {
	if r.o.Objective != ObjectiveMean || r.o.MaxLoss < 1 || r.m.Noise != sim.NoiseCustomers || len(r.sets) < chunkSets {
		return nil
	}
	var levels [][]uint8
	full := make([]uint8, r.space.n)
	for i := range r.space.n {
		one := make([]uint8, r.space.n)
		one[i] = 1
		levels = append(levels, one)
		full[i] = 1
		if !r.space.allowed(full) {
			full[i] = 0
		}
	}
	levels = append(levels, full)
	calm, lucky := make([]*contender, len(levels)), make([]*contender, len(levels))
	for i, l := range levels {
		calm[i], lucky[i] = &contender{levels: l}, &contender{levels: slices.Clone(l)}
	}
	sample := min(r.m.Trials, 16*trials)
	r.expected = 2*sample*len(levels) + trials*len(r.sets)
	if err := r.simulate(calm, sample, sim.NoiseNone); err != nil {
		return err
	}
	if err := r.simulate(lucky, sample, r.m.Noise); err != nil {
		return err
	}
	low, high := 0.0, 0.0
	for i := range calm {
		r.estimate(calm[i])
		r.estimate(lucky[i])
		shift, se := r.lead(lucky[i], calm[i])
		r.tolerance = math.Max(r.tolerance, 2*(math.Abs(shift)+2*se))
		low, high = math.Min(low, calm[i].value), math.Max(high, calm[i].value)
	}
	if !(r.tolerance <= (high-low)/10) {
		r.tolerance = 0
		return nil
	}
	r.noise, r.screened = sim.NoiseNone, trials
	return nil
}
