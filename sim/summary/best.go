package summary

import "math"

// Best compares several scenarios in the same futures: how often each one is
// the best of all, and how far it falls short of the best. More is better.
type Best struct {
	scenarios int
	// ties[i*scenarios+k-1] counts the trials in which scenario i is one of k
	// equally good best ones: whole numbers, so that merging is exact.
	ties          []int
	regret        []Moments
	trials, nulls int
}

// NewBest returns an empty comparison of that many scenarios.
func NewBest(scenarios int) *Best {
	return &Best{scenarios: scenarios, ties: make([]int, scenarios*scenarios), regret: make([]Moments, scenarios)}
}

// Add counts one trial in: values[i] is scenario i's. A trial in which one of
// them is NaN is left out and counted. It panics where the number of values is
// not that of the scenarios.
func (b *Best) Add(values []float64) {
	if len(values) != b.scenarios {
		panic("summary: number of values differs from number of scenarios")
	}
	best, tied := math.Inf(-1), 0
	for _, x := range values {
		switch {
		case math.IsNaN(x):
			b.nulls++
			return
		case x > best:
			best, tied = x, 1
		case x == best:
			tied++
		}
	}
	b.trials++
	for i, x := range values {
		if x == best {
			b.ties[i*b.scenarios+tied-1]++
			b.regret[i].Add(0)
		} else {
			b.regret[i].Add(best - x)
		}
	}
}

// Merge counts in what o has counted; both must compare the same scenarios.
func (b *Best) Merge(o *Best) {
	if o.scenarios != b.scenarios {
		panic("summary: merging comparisons of different scenarios")
	}
	b.trials += o.trials
	b.nulls += o.nulls
	for i, k := range o.ties {
		b.ties[i] += k
	}
	for i := range o.regret {
		b.regret[i].Merge(&o.regret[i])
	}
}

// N returns the number of trials compared, Nulls of those left out.
func (b *Best) N() int { return b.trials }

// Nulls returns the number of trials left out because a value did not exist.
func (b *Best) Nulls() int { return b.nulls }

// Wins returns in how many trials scenario i was the best, a trial with k equal
// bests counting 1/k for each of them. Over all scenarios they add up to N.
func (b *Best) Wins(i int) float64 {
	var wins float64
	for k, trials := range b.ties[i*b.scenarios : (i+1)*b.scenarios] {
		wins += float64(trials) / float64(k+1)
	}
	return wins
}

// P returns the probability that scenario i is the best, NaN without trials.
func (b *Best) P(i int) float64 { return b.Wins(i) / float64(b.trials) }

// Wilson returns the score interval of P(i).
func (b *Best) Wilson(i int, conf float64) (lo, hi float64) {
	return Wilson(b.Wins(i), float64(b.trials), conf)
}

// Regret returns the moments of scenario i's shortfall against the best
// scenario of the same future, never negative: its mean is the expected regret.
func (b *Best) Regret(i int) *Moments { return &b.regret[i] }
