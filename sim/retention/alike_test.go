package retention

import (
	"fmt"
	"math"
	"testing"
)

// alike are a curve of customers who are all alike and the beta-discrete-Weibull
// that stands for it.
type alike struct {
	name         string
	plain, heavy Curve
}

func alikes() []alike {
	var list []alike
	for _, p := range []float64{1e-6, 1e-4, 1e-3, .01, .05, .3, .9, .999} {
		for _, total := range []float64{1e5, 1e6} {
			if p*total < 2000 || (1-p)*total < 100 {
				continue
			}
			list = append(list, alike{
				fmt.Sprintf("geometric %v, alpha+beta %v", p, total), Curve{Kind: Constant, Rate: p, Scale: 1}, bdw(p*total, (1-p)*total, 1),
			})
		}
		geometric := Fit{Kind: Constant, Curve: Curve{Kind: Constant, Rate: p, Scale: 1}}
		list = append(list, alike{fmt.Sprintf("geometric %v", p), geometric.Curve, bdw(geometric.AsBDW())})
		for _, c := range []float64{.3, .5, .8, 1.3, 2, 3, 4} {
			f := Fit{Kind: Weibull, Curve: Curve{Kind: Weibull, Theta: p, C: c, Scale: 1}}
			list = append(list, alike{fmt.Sprintf("weibull %v %v", p, c), f.Curve, bdw(f.AsBDW())})
		}
	}
	return list
}

// Customers whose propensities have a spread of 1/alpha of their square outlast
// others by at most (log S)^2 S/2 of that, which is below .28.
func TestTightBetaIsCustomersAlike(t *testing.T) {
	for _, a := range alikes() {
		plain, heavy := make([]float64, 120), make([]float64, 120)
		a.plain.Hazards(plain)
		a.heavy.Hazards(heavy)
		s, sHeavy := 1.0, 1.0
		for i := range plain {
			s *= 1 - plain[i]
			sHeavy *= 1 - heavy[i]
			if h := a.heavy.Hazard(i + 1); math.Abs(h-heavy[i]) > 1e-11*h {
				t.Errorf("%s renewal %d: hazard %v, in a row %v", a.name, i+1, h, heavy[i])
			}
			if !(math.Abs(s-sHeavy) <= .28/a.heavy.Alpha+1e-12) {
				t.Errorf("%s renewal %d: survival %v, alike %v", a.name, i+1, sHeavy, s)
				break
			}
		}
	}
}

func TestMixtureOfCustomersAlike(t *testing.T) {
	worst := 0.0
	for _, a := range alikes() {
		for _, m := range []float64{.2, .85, 1} {
			var x Mixture
			x.FillTo(a.heavy.Alpha, a.heavy.Beta, a.heavy.Position(120))
			w, node := make([]float64, len(x.P)), make([]float64, len(x.P))
			low, high := x.StartAt(w, 0)
			s, want := 1.0, 1.0
			for r := 1; r <= 120; r++ {
				x.Hazards(node, a.heavy.Position(float64(r))-a.heavy.Position(float64(r-1)))
				s *= 1 - x.Renew(w[low:high], m, node[low:high])
				want *= 1 - m*a.plain.Hazard(r)
				worst = max(worst, math.Abs(s-want))
				if !(math.Abs(s-want) <= 1e-4) {
					t.Errorf("%s m %v renewal %d: survival by nodes %v, alike %v (%d nodes)", a.name, m, r, s, want, len(x.P))
					break
				}
			}
		}
	}
	t.Logf("within %.1e", worst)
}

func TestTailOfCustomersAlike(t *testing.T) {
	worst, worstNodes := 0.0, 0.0
	for _, a := range alikes() {
		for _, g := range []float64{.9, .99, .999, 1} {
			for _, m := range []float64{1, .85, .3} {
				for _, x0 := range []float64{0, 7} {
					want := a.plain.Tail(x0, 1, m, g)
					if want > 1e6 || a.heavy.Beta < 1e5 {
						continue // endless lives; too few outlast the first renewals
					}
					bound := 20 / a.heavy.Alpha // those with c .3 differ by 7 of it
					got := a.heavy.Tail(x0, 1, m, g)
					worst = max(worst, math.Abs(got/want-1)/bound)
					if !(math.Abs(got/want-1) <= bound+20/a.heavy.Beta) {
						t.Errorf("%s g %v m %v x0 %v: tail %v, alike %v", a.name, g, m, x0, got, want)
					}
					var x Mixture
					x.FillTo(a.heavy.Alpha, a.heavy.Beta, a.heavy.Position(720))
					w := make([]float64, len(x.P))
					low, high := x.StartAt(w, a.heavy.Position(x0))
					got = x.Tail(&a.heavy, w[low:high], low, x0, 1, m, g)
					worstNodes = max(worstNodes, math.Abs(got/want-1))
					if !(math.Abs(got/want-1) <= 1e-4+bound+20/a.heavy.Beta) {
						t.Errorf("%s g %v m %v x0 %v: tail by nodes %v, alike %v", a.name, g, m, x0, got, want)
					}
				}
			}
		}
	}
	t.Logf("curves within %.2f of the bound, nodes within %.1e", worst, worstNodes)
}
