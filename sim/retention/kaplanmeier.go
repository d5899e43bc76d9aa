package retention

import "math"

// SurvivalPoint is the Kaplan-Meier estimate at the end of one period.
type SurvivalPoint struct {
	T              int     // period
	AtRisk, Events float64 // customers who might have left at its end, who did
	Hazard         float64 // Events / AtRisk; 0 where nobody was at risk
	Survival       float64 // product of 1 - Hazard up to and with T
	StdErr         float64 // Greenwood's, of Survival
}

// KaplanMeier returns the product-limit estimate of survival for periods 1 to
// the longest tenure observed, with delayed entry:
//
//	S(t) = prod over i <= t of (1 - d_i/n_i)
//	Var S(t) = S(t)^2 sum over i <= t of d_i / (n_i (n_i - d_i))     (Greenwood)
//
// where d_i left at the end of period i of the n_i then under observation. A
// period without anybody at risk changes nothing. With delayed entry, and nobody
// at risk in the first periods, S is survival given the tenure at which somebody
// is. Where S is 0 Greenwood's formula has no value, and StdErr is 0. Errors are
// those of [NewTally].
//
// Source: Kaplan & Meier (1958); Greenwood (1926).
func KaplanMeier(obs []Observed) ([]SurvivalPoint, error) {
	t, err := NewTally(obs)
	if err != nil {
		return nil, err
	}
	return t.KaplanMeier(), nil
}

// KaplanMeier is [KaplanMeier] of observations already added up.
func (t *Tally) KaplanMeier() []SurvivalPoint {
	points := make([]SurvivalPoint, len(t.Events))
	survival, variance := 1.0, 0.0 // of log S
	for i, d := range t.Events {
		n := t.AtRisk[i]
		p := SurvivalPoint{T: i + 1, AtRisk: n, Events: d}
		if d > 0 {
			p.Hazard = d / n
			survival *= (n - d) / n
			if n > d {
				variance += d / (n * (n - d))
			}
		}
		p.Survival, p.StdErr = survival, survival*math.Sqrt(variance)
		points[i] = p
	}
	return points
}
