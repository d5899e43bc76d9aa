package dist

import (
	"fmt"
	"math"
)

// normal is the Gaussian law, Q(u) = mean + sd * Z(u).
type normal struct{ mean, sd float64 }

// Normal returns the normal law with a mean and a standard deviation above 0.
func Normal(mean, sd float64) (Dist, error) {
	if !finite(mean, sd) || !(sd > 0) {
		return nil, fmt.Errorf("normal needs a mean and a standard deviation above 0, found %v, %v", mean, sd)
	}
	d := normal{mean, sd}
	if !drawable(d) {
		return nil, fmt.Errorf("normal of %v, %v has values too large to calculate with", mean, sd)
	}
	return d, nil
}

func (d normal) Quantile(u float64) float64 { return d.mean + d.sd*Z(u) }
func (d normal) upper(v float64) float64    { return d.mean - d.sd*Z(v) }
func (d normal) CDF(x float64) float64      { return Phi((x - d.mean) / d.sd) }
func (d normal) below(x float64) float64    { return Phi((x - d.mean) / d.sd) }
func (d normal) above(x float64) float64    { return Phi((d.mean - x) / d.sd) }
func (d normal) Mean() float64              { return d.mean }
func (d normal) SD() float64                { return d.sd }

func (d normal) Support() (lo, hi float64) { return math.Inf(-1), math.Inf(1) }
