package retention

import (
	"fmt"
	"math"
	"testing"
)

// legendre8 are the nodes and weights of 8-point Gauss-Legendre on [-1, 1].
var legendre8 = [8][2]float64{
	{-.9602898564975363, .1012285362903763}, {-.7966664774136267, .2223810344533745},
	{-.5255324099163290, .3137066458778873}, {-.1834346424956498, .3626837833783620},
	{.1834346424956498, .3626837833783620}, {.5255324099163290, .3137066458778873},
	{.7966664774136267, .2223810344533745}, {.9602898564975363, .1012285362903763},
}

// population is the beta distribution of propensities by brute force: thousands
// of points of composite Gauss-Legendre in logit p, for what nodes must match.
type population struct{ p, logStay, w []float64 }

func newPopulation(alpha, beta float64) population {
	var x population
	mode := math.Log(alpha / beta)
	sd := math.Sqrt(1/alpha + 1/(alpha*alpha) + 1/beta + 1/(beta*beta))
	width := min(.1, sd/10)
	total := 0.0
	add := func(from, to float64) {
		mid, half := (from+to)/2, (to-from)/2
		for _, g := range legendre8 {
			z := mid + half*g[0]
			logStay := -math.Log1p(math.Exp(z))
			if z > 0 {
				logStay = -z - math.Log1p(math.Exp(-z))
			}
			w := half * g[1] * math.Exp(alpha*(z-mode)+(alpha+beta)*(logStay+math.Log1p(alpha/beta)))
			x.p, x.logStay = append(x.p, math.Exp(z+logStay)), append(x.logStay, logStay)
			x.w = append(x.w, w)
			total += w
		}
	}
	up, down := mode+32/min(beta, 1.6/sd), mode-32/min(alpha, 1.6/sd)
	for z := mode; z < up; {
		step := width
		if z > 10 {
			step = max(width, min(1, .05/beta))
		}
		add(z, z+step)
		z += step
	}
	for z := mode; z > down; {
		step := width
		if z < -25 {
			step = max(width, .05/alpha)
		}
		add(z-step, z)
		z -= step
	}
	for i := range x.w {
		x.w[i] /= total
	}
	return x
}

// renew is the definition: every customer's own hazard times m, capped.
func (x population) renew(m, step float64) {
	for i := range x.w {
		x.w[i] *= 1 - min(1, m*-math.Expm1(step*x.logStay[i]))
	}
}

func (x population) survival() float64 {
	sum := 0.0
	for _, w := range x.w {
		sum += w
	}
	return sum
}

func TestScan(t *testing.T) {
	for _, m := range []float64{.2, .5, .85, .95, 1, 1.15, 1.5, 2, 3} {
		worst, where, nodes := 0.0, "", 0
		for _, alpha := range []float64{.05, .2, .5, .9, 1.5, 3, 8, 20} {
			for _, beta := range []float64{.1, .4, 1, 3, 11, 50, 200} {
				for _, c := range []float64{1, .4, .7, 1.5, 2.5} {
					curve := Curve{Kind: BDW, Alpha: alpha, Beta: beta, C: c, Scale: 1}
					pop := newPopulation(alpha, beta)
					var x Mixture
					x.FillTo(alpha, beta, curve.Position(120))
					nodes = max(nodes, len(x.P))
					w := make([]float64, len(x.P))
					node := make([]float64, len(x.P))
					lo, hi := x.StartAt(w, 0)
					s := 1.0
					for r := 1; r <= 120; r++ {
						step := powerStep(float64(r), c)
						x.Hazards(node, step)
						s *= 1 - x.Renew(w[lo:hi], m, node[lo:hi])
						pop.renew(m, step)
						if e := math.Abs(s - pop.survival()); e > worst {
							worst, where = e, fmt.Sprint(alpha, beta, c, r, s, len(x.P), hi-lo)
						}
						if s < 1e-7 {
							break
						}
					}
				}
			}
		}
		t.Log(m, worst, where, nodes)
	}
}
