package analysis

import (
	"math"
	"testing"
)

// TestSplineFindsTurnOfHump wants the turn of a price rise that first pays, then
// drives customers away, where its range is far wider than the hump. Profit of 36
// months with the rise v, 3 % churn a month of elasticity 2.7, against that
// without it, has its root in closed form.
func TestSplineFindsTurnOfHump(t *testing.T) {
	profit := func(v float64) float64 {
		stay := math.Max(0, 1-0.03*math.Pow(1+v, 2.7))
		return (0.7 + v) * (1 - math.Pow(stay, 36)) / (1 - stay)
	}
	const n, widest = 4096, 1.2
	x, gain := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = widest * (float64(i) + 0.5) / n
		gain[i] = profit(x[i]) - profit(0)
	}
	root := bisect(0.05, 0.5, func(v float64) bool { return profit(v) > profit(0) })
	fit := fitSpline(x, [][]float64{make([]float64, n), gain}, 0)
	turn := bisect(0.05, 0.5, func(v float64) bool { g, _, _ := fit.best(v); return g > 0 })
	if math.Abs(turn-root) > 0.005 {
		t.Errorf("turns at %.4f, want %.4f", turn, root)
	}
}
