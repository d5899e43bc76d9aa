package retention

import (
	"fmt"
	"math"
)

// longestTenure bounds the periods of a [Tally], whose memory grows with them.
const longestTenure = 1 << 20

// Observed is Count customers who were first under observation at tenure Entry
// and left at the end of period At (Left) or were still there after it.
//
// Entry is 0 for customers followed from their start. Otherwise they are at risk
// in the periods Entry+1 .. At alone: that they had stayed until Entry is known
// from their being there, and says nothing (delayed entry). At is above Entry; a
// customer seen for no whole period at all is the caller's to leave out. Count
// may be a fraction (grouped data, bootstrap weights), and 0.
type Observed struct {
	Entry, At int
	Left      bool
	Count     float64
}

// Tally is what the likelihood of a hazard by period needs to know of observed
// tenures. Index t-1 is period t.
type Tally struct {
	Events    []float64 // customers who left at the end of the period
	AtRisk    []float64 // customers who might have left then
	Customers float64   // all, for BIC
}

// NewTally adds up observations. An observation that is none (At not above
// Entry, a negative Entry or Count, a Count that is no number, a tenure above
// a million periods) is an error that says which, counted from 0.
func NewTally(obs []Observed) (Tally, error) {
	periods := 0
	for i, o := range obs {
		switch {
		case o.Entry < 0:
			return Tally{}, fmt.Errorf("observation %d: entry %d is below 0", i, o.Entry)
		case o.At <= o.Entry:
			return Tally{}, fmt.Errorf("observation %d: end %d is not after entry %d", i, o.At, o.Entry)
		case o.At > longestTenure:
			return Tally{}, fmt.Errorf("observation %d: end %d is above %d", i, o.At, longestTenure)
		case !(o.Count >= 0 && o.Count <= math.MaxFloat64):
			return Tally{}, fmt.Errorf("observation %d: count %v is not 0 or more", i, o.Count)
		}
		if o.Count > 0 {
			periods = max(periods, o.At)
		}
	}
	t := Tally{Events: make([]float64, periods), AtRisk: make([]float64, periods)}
	ends, entries := t.AtRisk, make([]float64, periods)
	for _, o := range obs {
		if o.Count == 0 {
			continue
		}
		ends[o.At-1] += o.Count
		if o.Left {
			t.Events[o.At-1] += o.Count
		}
		if o.Entry > 0 {
			entries[o.Entry-1] += o.Count
		}
		t.Customers += o.Count
	}
	// At risk in a period: those who end in it or later and entered before it.
	// Those who end in it are a lower bound, which rounding must not undercut.
	left, notYet := 0.0, 0.0
	for i := periods - 1; i >= 0; i-- {
		end := ends[i]
		left += end
		notYet += entries[i]
		risk := left - notYet
		if risk < 1e-12*t.Customers {
			risk = 0
		}
		ends[i] = max(risk, end)
	}
	return t, nil
}

// events returns how many customers left in all, how many customer periods
// there were, and in how many different periods somebody left.
func (t *Tally) events() (left, periods float64, ages int) {
	for i, d := range t.Events {
		left += d
		periods += t.AtRisk[i]
		if d > 0 {
			ages++
		}
	}
	return left, periods, ages
}

// LogLikelihood returns the log-likelihood of the tallied tenures under c,
//
//	sum over t of Events log h(t) + (AtRisk - Events) log(1 - h(t))
//
// given entry where it was delayed. It is -Inf where c rules out what was seen.
func (t *Tally) LogLikelihood(c *Curve) float64 {
	hazards := make([]float64, len(t.Events))
	c.Hazards(hazards)
	sum := 0.0
	for i, h := range hazards {
		if d := t.Events[i]; d > 0 {
			sum += d * math.Log(h)
		}
		if stayed := t.AtRisk[i] - t.Events[i]; stayed > 0 {
			sum += stayed * math.Log1p(-h)
		}
	}
	return sum
}
