package dist

import "math"

// logitNormal is the law of 1/(1 + exp(-(mu + sigma Z))) on (0, 1): a
// probability whose log-odds are normal. It is made by Interval.
type logitNormal struct{ mu, sigma float64 }

// logit returns ln(p / (1-p)).
func logit(p float64) float64 { return math.Log(p) - math.Log1p(-p) }

// logistic returns 1 / (1 + exp(-y)).
func logistic(y float64) float64 { return 1 / (1 + math.Exp(-y)) }

func (d logitNormal) Quantile(u float64) float64 { return logistic(d.mu + d.sigma*Z(u)) }
func (d logitNormal) upper(v float64) float64    { return logistic(d.mu - d.sigma*Z(v)) }
func (d logitNormal) CDF(x float64) float64      { return d.below(x) }
func (d logitNormal) Support() (lo, hi float64)  { return 0, 1 }

// Mean and SD have no closed form; both are integrals over the quantile.
func (d logitNormal) Mean() float64 { return numericMean(d) }
func (d logitNormal) SD() float64   { return numericSD(d) }

func (d logitNormal) below(x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	return Phi((logit(x) - d.mu) / d.sigma)
}

func (d logitNormal) above(x float64) float64 {
	switch {
	case x <= 0:
		return 1
	case x >= 1:
		return 0
	}
	return Phi((d.mu - logit(x)) / d.sigma)
}
