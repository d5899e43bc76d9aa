package calibrate

import (
	"context"
	"errors"
	"math"
	"slices"

	"holdfast/sim/retention"
)

// shownMonths is how far curves are listed at least.
const shownMonths = 60

// bootstrapSeed is the root of all resampling: the same data give the same draws.
const bootstrapSeed = 20270101

// fit fills in everything that follows from the tally: the estimate, the fits,
// the choice, the replicates and their band.
func (s *Segment) fit(ctx context.Context, t tally, replicates int) error {
	obs := t.observed()
	s.Chosen = -1
	for _, o := range obs {
		s.N += int(o.Count)
		if o.Left {
			s.Events += int(o.Count)
		}
	}
	if len(obs) == 0 {
		return nil
	}
	sums, err := retention.NewTally(obs)
	if err != nil {
		return err
	}
	s.KM = sums.KaplanMeier()
	if s.Events == 0 {
		return nil
	}
	fits, failed := sums.FitAll(nil)
	s.Fits = fits
	s.Failed = failures(fits, failed)
	choice, err := retention.Choose(fits)
	if err != nil {
		return errors.Join(err, failed)
	}
	s.Reason = choice.Reason
	s.Chosen = slices.IndexFunc(fits, func(f retention.Fit) bool { return f.Kind == choice.Fit.Kind })
	if replicates > 0 {
		if s.Draws, err = bootstrap(ctx, obs, fits, replicates, keyOf(s.Name)); err != nil {
			return err
		}
	}
	s.survive(max(len(s.KM), (shownMonths+s.Term-1)/s.Term))
	return nil
}

// failures names the kinds that are not among the fits.
func failures(fits []retention.Fit, err error) map[string]string {
	if err == nil {
		return nil
	}
	missing := map[string]string{}
	for _, kind := range retention.FitKinds() {
		if !slices.ContainsFunc(fits, func(f retention.Fit) bool { return f.Kind == kind }) {
			missing[kind.Model()] = err.Error()
		}
	}
	return missing
}

// ChosenFit returns the fit that was chosen, nil where there is none.
func (s *Segment) ChosenFit() *retention.Fit {
	if s.Chosen < 0 {
		return nil
	}
	return &s.Fits[s.Chosen]
}

// survivalOf returns S(0) to S(n).
func survivalOf(c *retention.Curve, n int) []float64 {
	hazards := make([]float64, n)
	c.Hazards(hazards)
	all := make([]float64, n+1)
	all[0] = 1
	for i, h := range hazards {
		all[i+1] = all[i] * (1 - h)
	}
	return all
}

// survive fills in the chosen curve up to n terms and the band around it, that of
// the draws as the plan's file has them.
func (s *Segment) survive(n int) {
	curve := s.Fits[s.Chosen].Curve
	s.Survival = survivalOf(&curve, n)
	if len(s.Draws) == 0 {
		return
	}
	at := make([][]float64, n+1)
	kind := s.drawnAs()
	for _, d := range s.Draws {
		c := d.written(kind).curve()
		for i, v := range survivalOf(&c, n) {
			at[i] = append(at[i], v)
		}
	}
	s.Low, s.High = make([]float64, n+1), make([]float64, n+1)
	for i := range at {
		slices.Sort(at[i])
		s.Low[i], s.High[i] = quantile(at[i], 0.05), quantile(at[i], 0.95)
	}
}

// quantile is Hyndman & Fan's type 7 of sorted values, NaN without any.
func quantile(sorted []float64, p float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := p * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// Votes counts the replicates that chose each kind of model, in the order of
// [retention.FitKinds].
func (s *Segment) Votes() []int {
	kinds := retention.FitKinds()
	votes := make([]int, len(kinds))
	for _, d := range s.Draws {
		votes[slices.Index(kinds, d.Kind)]++
	}
	return votes
}

// byTerm counts the tenures of a tally in terms of k months: a loss falls on the
// end of the term in which it happened, others have the terms that are complete.
func (t tally) byTerm(k int) tally {
	if k <= 1 {
		return t
	}
	up := func(months int) int { return (months + k - 1) / k }
	terms := tally{}
	for c, n := range t {
		s := cell{entry: up(c.entry), at: c.at / k, left: c.left}
		if c.left {
			s.at = up(c.at)
		}
		if s.at > s.entry {
			terms[s] += n
		}
	}
	return terms
}
