package analysis

import (
	"slices"

	"holdfast/sim"
)

// climbStarts is the number of starts of the search among many sets.
const climbStarts = 3

// climbTrials is the number of trials by which the search compares sets.
const climbTrials = 200

// climb fills the race with the sets that a local search looks at, where there
// are too many to look at all. It starts from nothing, from the greedy set by
// value and from the greedy set by value over cost, and moves to the best of
// all sets that differ by one initiative added, left out, exchanged for another
// or scaled by one step, that fit the budget and the limit, while there is a
// better one.
func (r *race) climb() error {
	known := map[string]*contender{}
	trials := min(r.m.Trials, max(climbTrials, r.firstTrials()))
	noise := r.m.Noise
	if r.o.Objective == ObjectiveMean && r.o.MaxLoss >= 1 {
		noise = sim.NoiseNone
	}
	look := func(all [][]uint8) ([]*contender, error) {
		var found, fresh []*contender
		for _, levels := range all {
			s := known[string(levels)]
			if s == nil {
				s = &contender{levels: slices.Clone(levels)}
				known[string(levels)] = s
				r.sets = append(r.sets, s)
				fresh = append(fresh, s)
			}
			found = append(found, s)
		}
		r.expected = r.done + 4*len(fresh)*trials
		err := r.simulate(fresh, trials, noise)
		for _, s := range fresh {
			r.estimate(s)
		}
		return found, err
	}
	fits := func(s *contender) bool { return s.cost <= r.o.Budget && s.loss.P <= r.o.MaxLoss }
	empty, err := look([][]uint8{make([]uint8, r.space.n)})
	if err != nil {
		return err
	}
	for start := range climbStarts {
		at := empty[0]
		if start > 0 {
			if at, err = r.greedy(at, look, fits, start == 2); err != nil {
				return err
			}
		}
		for {
			around, err := look(r.space.neighbours(at.levels, true))
			if err != nil {
				return err
			}
			next := at
			for _, s := range around {
				if fits(s) && s.value > next.value {
					next = s
				}
			}
			if next == at {
				break
			}
			at = next
		}
	}
	return nil
}

// greedy adds the initiative that brings most, in all or for its cost, while
// one brings anything.
func (r *race) greedy(at *contender, look func([][]uint8) ([]*contender, error), fits func(*contender) bool, byCost bool) (*contender, error) {
	for {
		around, err := look(r.space.neighbours(at.levels, false))
		if err != nil {
			return nil, err
		}
		next, most := at, 0.0
		for _, s := range around {
			gain := s.value - at.value
			if !fits(s) || gain <= 0 {
				continue
			}
			if byCost {
				gain /= max(s.cost-at.cost, 1e-9*(1+s.cost))
			}
			if gain > most {
				next, most = s, gain
			}
		}
		if next == at {
			return at, nil
		}
		at = next
	}
}

// neighbours are the sets that keep the rules and differ from one by an
// initiative added (with what it needs), or also left out (with what needs it),
// exchanged, or scaled by a step.
func (s *space) neighbours(levels []uint8, all bool) [][]uint8 {
	var found [][]uint8
	seen := map[string]bool{string(levels): true}
	keep := func(l []uint8) {
		if s.allowed(l) && !seen[string(l)] {
			seen[string(l)] = true
			found = append(found, l)
		}
	}
	for i := range s.n {
		for level := range len(s.scales[i]) {
			if uint8(level) == levels[i] || !all && levels[i] != 0 {
				continue
			}
			one := s.with(levels, i, uint8(level))
			keep(one)
			if !all || levels[i] == 0 || level != 0 {
				continue
			}
			for j := range s.n {
				if one[j] == 0 && j != i {
					for other := 1; other < len(s.scales[j]); other++ {
						keep(s.with(one, j, uint8(other)))
					}
				}
			}
		}
	}
	return found
}

// with sets the level of an initiative, and adds what it needs or leaves out
// what needs it.
func (s *space) with(levels []uint8, i int, level uint8) []uint8 {
	c := slices.Clone(levels)
	c[i] = level
	for changed := true; changed; {
		changed = false
		for k := range s.n {
			if c[k] == 0 {
				continue
			}
			for _, need := range s.m.Initiatives[k].Needs {
				if c[need] != 0 {
					continue
				}
				if level != 0 && need != i {
					c[need] = uint8(len(s.scales[need]) - 1)
					if one := slices.Index(s.scales[need], 1); one > 0 {
						c[need] = uint8(one)
					}
				} else {
					c[k] = 0
				}
				changed = true
			}
		}
	}
	return c
}
