package metric

import (
	"math"
	"testing"
)

var (
	nan = math.NaN()
	inf = math.Inf(1)
)

func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-14*math.Abs(b)
}

func check(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !same(got, want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestRatio(t *testing.T) {
	for _, x := range [][3]float64{{6, 3, 2}, {0, 3, 0}, {6, 0, nan}, {0, 0, nan}, {nan, 1, nan}, {1, nan, nan}, {inf, 2, inf}, {-6, 3, -2}} {
		check(t, "ratio", Ratio(x[0], x[1]), x[2])
	}
}

func TestLTVtoCAC(t *testing.T) {
	for _, x := range [][3]float64{{900, 300, 3}, {900, 0, inf}, {0, 0, nan}, {-5, 0, nan}, {inf, 300, inf}, {inf, 0, inf}, {-90, 30, -3}, {nan, 30, nan}, {90, nan, nan}} {
		check(t, "ltv/cac", LTVtoCAC(x[0], x[1]), x[2])
	}
}

func TestNPV(t *testing.T) {
	check(t, "npv", NPV([]float64{-100, 60, 60}, []float64{1, 0.9, 0.81}), -100+54+48.6)
	check(t, "npv of nothing", NPV(nil, nil), 0)
}

func TestBreakeven(t *testing.T) {
	for _, x := range []struct {
		cumulative []float64
		want       float64
	}{
		{[]float64{-3, -1, 1, 2}, 3},
		{[]float64{1, 2, 3}, 1},
		{[]float64{1, -1, 2}, 3}, // turns back in between
		{[]float64{1, 2, 0}, inf},
		{[]float64{-1, -2}, inf},
		{[]float64{0, 0, 1}, 3},
		{[]float64{-1, nan, 1}, 3},
		{nil, inf},
	} {
		check(t, "breakeven", Breakeven(x.cumulative), x.want)
	}
}

func TestPayback(t *testing.T) {
	stream := []float64{80, 72, 64.8}
	for _, x := range [][2]float64{{0, 0}, {-5, 0}, {79, 1}, {80, 1}, {81, 2}, {152, 2}, {152.5, 3}, {216.8, 3}, {217, inf}, {nan, inf}} {
		check(t, "payback", Payback(stream, x[0]), x[1])
	}
	check(t, "payback of a loss", Payback([]float64{-10, -10}, 5), inf)
	check(t, "payback after a loss", Payback([]float64{-10, 20}, 5), 2)
}

func TestPaybackSimple(t *testing.T) {
	for _, x := range [][3]float64{{300, 100, 3}, {0, 100, 0}, {0, -1, 0}, {300, 0, inf}, {300, -5, inf}, {300, nan, inf}} {
		check(t, "payback", PaybackSimple(x[0], x[1]), x[2])
	}
}

func TestAnnualChurn(t *testing.T) {
	check(t, "annual churn", AnnualChurn([]float64{10, 9}, []float64{100, 90}), 1-0.9*0.9)
	check(t, "annual churn of everybody", AnnualChurn([]float64{5}, []float64{5}), 1)
	check(t, "annual churn of nobody", AnnualChurn([]float64{5, 0}, []float64{5, 0}), nan)
}

func TestLowest(t *testing.T) {
	for _, x := range []struct {
		flows        []float64
		least, month float64
	}{
		{[]float64{-5, 2, -4, 10}, -7, 3},
		{[]float64{5, 2}, 5, 1},
		{[]float64{-5, 5, -5}, -5, 1}, // where it first occurs
	} {
		least, month := Lowest(x.flows)
		check(t, "lowest", least, x.least)
		check(t, "its month", month, x.month)
	}
}

func TestROI(t *testing.T) {
	for _, x := range [][3]float64{{50, 100, 0.5}, {-50, 100, -0.5}, {50, 0, nan}, {50, -1, nan}, {50, nan, nan}} {
		check(t, "roi", ROI(x[0], x[1]), x[2])
	}
}

func TestInvestment(t *testing.T) {
	for _, x := range [][3]float64{{100, 30, 130}, {100, -30, 100}, {0, 30, 30}, {0, 0, 0}} {
		check(t, "investment", Investment(x[0], x[1]), x[2])
	}
}

func TestCostPerSaved(t *testing.T) {
	for _, x := range [][3]float64{{100, 4, 25}, {100, 0, nan}, {100, -4, nan}} {
		check(t, "cost per customer saved", CostPerSaved(x[0], x[1]), x[2])
	}
}
