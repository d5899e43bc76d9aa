package analysis

import (
	"math"

	"holdfast/sim"
	"holdfast/sim/summary"
)

// pairedTrials is how many of the run's trials are run again with other luck.
const pairedTrials = 1024

// feature is what is known of an entry in each of many trials: its value, or
// whether it works or happens.
type feature struct {
	entry  *SensitivityEntry
	values []float64
}

// features lists what rank correlations and flips are found for.
func (r *sensitivityRun) features(trials int) []feature {
	var all []feature
	for i := range r.out.Entries {
		e := &r.out.Entries[i]
		switch e.Kind {
		case FactorInput, FactorSuccess, FactorEvent:
			all = append(all, feature{e, make([]float64, trials)})
		}
		for j := range e.Columns {
			all = append(all, feature{&e.Columns[j], make([]float64, trials)})
		}
	}
	return all
}

func (r *sensitivityRun) record(features []feature, i int, d *sim.Draw) {
	for _, x := range features {
		index := r.out.Factors[x.entry.Factor].Index
		switch x.entry.Kind {
		case FactorSuccess:
			x.values[i] = indicator(d.Success[index] < chanceOf(&r.m.Initiatives[index], d.Inputs))
		case FactorEvent:
			x.values[i] = indicator(d.Happens[index] < chanceOf(&r.m.Events[index], d.Inputs))
		default:
			x.values[i] = d.Inputs[x.entry.Input]
		}
	}
}

func indicator(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// ownTrials runs the run's trials as they are: the distribution of the outcome
// and the rank correlations.
func (r *sensitivityRun) ownTrials() error {
	known := r.features(r.trials)
	r.own = make([]float64, r.trials)
	err := r.evaluate(r.pair, r.trials, func(e *sim.Evaluator, i int, d *sim.Draw) {
		e.Drawn(i, d)
		r.record(known, i, d)
	}, func(i int, v *sim.Valuation) { r.own[i] = r.outcome(v) })
	if err != nil {
		return err
	}
	var m summary.Moments
	m.AddAll(r.own)
	out := r.out
	out.Mean, out.SD = m.Mean(), m.SD()
	out.MCSE = out.SD / math.Sqrt(float64(m.N()))
	for _, y := range r.own {
		switch {
		case math.IsNaN(y):
			out.Nulls++
		case math.IsInf(y, 0):
			out.Infinite++
		}
	}
	if low, high := m.Infinite(); low+high > 0 || m.N() == 0 {
		out.Mean, out.SD, out.MCSE = math.NaN(), math.NaN(), math.NaN()
	}
	q := make([]float64, 2)
	summary.Quantiles(summary.Compact(append([]float64(nil), r.own...)), []float64{0.1, 0.9}, q)
	out.P10, out.P90 = q[0], q[1]
	for _, x := range known {
		x.entry.RankCorrelation = rankCorrelation(x.values, r.own)
	}
	return nil
}

// rankCorrelation is Spearman's, ties sharing their mean rank, over the trials
// in which y exists; NaN where either does not vary.
func rankCorrelation(x, y []float64) float64 {
	var a, b []float64
	for i, v := range y {
		if !math.IsNaN(v) {
			a, b = append(a, x[i]), append(b, v)
		}
	}
	a, b = averageRanks(a), averageRanks(b)
	middle := float64(len(a)-1) / 2
	var ab, aa, bb float64
	for i := range a {
		p, q := a[i]-middle, b[i]-middle
		ab, aa, bb = ab+p*q, aa+p*p, bb+q*q
	}
	if !(aa > 0 && bb > 0) {
		return math.NaN()
	}
	return ab / math.Sqrt(aa*bb)
}

// luck estimates which share of the variance is left where all else is known,
// by running trials again with other luck (and other shocks and events): by
// Jansen's formula mean (y - y')^2 / 2V it is the total index of luck.
func (r *sensitivityRun) luck() error {
	nan := math.NaN()
	r.out.LuckShare, r.out.ChanceShare = Index{nan, nan, nan}, Index{nan, nan, nan}
	lucky := r.pair.Noise == sim.NoiseCustomers
	chancy := false
	for i := range r.out.Factors {
		k := r.out.Factors[i].Kind
		chancy = chancy || k == FactorShocks || k == FactorEvent
	}
	again := func(change func(e *sim.Evaluator, i int, d *sim.Draw)) (Index, error) {
		n := min(r.trials, pairedTrials)
		halves := make([]float64, n)
		err := r.evaluate(r.pair, n, func(e *sim.Evaluator, i int, d *sim.Draw) {
			change(e, i, d)
			d.Luck = uint64(r.m.Trials + i)
		}, func(i int, v *sim.Valuation) {
			d := r.own[i] - r.outcome(v)
			halves[i] = d * d / 2
		})
		return shareOf(halves, r.own), err
	}
	var err error
	if lucky {
		r.out.LuckShare, err = again(func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(i, d) })
		r.out.ChanceShare = r.out.LuckShare
	}
	if chancy && err == nil {
		r.out.ChanceShare, err = again(func(e *sim.Evaluator, i int, d *sim.Draw) {
			e.Drawn((i+1)%r.m.Trials, d)
			happens, starts := append([]float64(nil), d.Happens...), append([]float64(nil), d.Starts...)
			e.Drawn(i, d)
			copy(d.Happens, happens)
			copy(d.Starts, starts)
			d.Shocks = uint64(r.m.Trials + i)
		})
	}
	return err
}

// shareOf is the mean of parts over the variance of y, with a 95 % interval by
// the delta method, the errors of both taken as independent.
func shareOf(parts, y []float64) Index {
	var part, whole, squares summary.Moments
	part.AddAll(parts)
	whole.AddAll(y)
	for _, v := range y {
		d := v - whole.Mean()
		squares.Add(d * d)
	}
	variance := whole.SD() * whole.SD()
	low, high := part.Infinite()
	if part.Nulls()+low+high > 0 || !(variance > negligibleVariety*whole.Mean()*whole.Mean()) {
		nan := math.NaN()
		return Index{nan, nan, nan}
	}
	share := part.Mean() / variance
	a := part.SD() / math.Sqrt(float64(part.N())) / variance
	b := share * squares.SD() / math.Sqrt(float64(squares.N())) / variance
	half := 1.96 * math.Hypot(a, b)
	return Index{share, max(0, share-half), share + half}
}
