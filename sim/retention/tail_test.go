package retention

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// bruteTail is the definition, with what is left out of it: nothing but a
// relative 1e-12 where g < 1. weight is that of the first term left out.
func bruteTail(c *Curve, x0, step, m, g float64, limit int) (sum, weight float64) {
	weight = 1
	lost := 0.0 // Kahan's
	for n := range limit {
		y := weight - lost
		t := sum + y
		lost = (t - sum) - y
		sum = t
		weight *= g * (1 - min(1, m*c.HazardBetween(x0+float64(n)*step, x0+float64(n+1)*step)))
		if weight < 1e-18*sum || g < 1 && weight < 1e-12*(1-g)*sum {
			break
		}
	}
	return sum, weight
}

func checkTail(t interface{ Errorf(string, ...any) }, c Curve, x0, step, m, g float64) {
	got := c.Tail(x0, step, m, g)
	want, _ := bruteTail(&c, x0, step, m, g, 1_000_000)
	if !(math.Abs(got/want-1) <= 1e-9) {
		t.Errorf("%+v x0 %v step %v m %v g %v: %v, want %v (relative %.1e)", c, x0, step, m, g, got, want, got/want-1)
	}
}

func TestTailIsTheSum(t *testing.T) {
	for _, c := range battery {
		for _, g := range []float64{.9, .99, .994, .999} {
			checkTail(t, c, 0, 1, 1, g)
			c.Scale = 1.2
			checkTail(t, c, 12, 1, .85, g)
			checkTail(t, c, 0, 12, 1.3, g)
			checkTail(t, c, 2.25, 1./12, .85, g)
			c.Scale = 1
		}
	}
}

func TestTailIsTheSumForAnyCurve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		logs := func(from, to float64, label string) float64 {
			return math.Exp(rapid.Float64Range(math.Log(from), math.Log(to)).Draw(t, label))
		}
		c := Curve{
			Kind:  Kind(rapid.IntRange(0, len(families)-1).Draw(t, "kind")),
			Rate:  rapid.Float64Range(0, 1).Draw(t, "rate"),
			Alpha: logs(1e-3, 100, "alpha"),
			Beta:  logs(1e-3, 1e4, "beta"),
			Theta: logs(1e-4, 1, "theta"),
			C:     logs(.3, 3, "c"),
			Rates: rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 12).Draw(t, "rates"),
			Scale: rapid.SampledFrom([]float64{1, 1, .8, 1.4}).Draw(t, "scale"),
		}
		if rapid.Bool().Draw(t, "whole alpha") {
			c.Alpha = max(1, math.Round(c.Alpha))
		}
		x0 := float64(rapid.IntRange(0, 48).Draw(t, "x0"))
		step := rapid.SampledFrom([]float64{1, 1, 1, 12, .5, 5. / 12}).Draw(t, "step")
		if step != 1 {
			x0 /= 12
		}
		m := rapid.SampledFrom([]float64{1, .85, .2, 1.15, 3}).Draw(t, "m")
		g := rapid.SampledFrom([]float64{.5, .9, .97, .99, .994, .998}).Draw(t, "g")
		checkTail(t, c, x0, step, m, g)
	})
}

// Without a discount the sums are known, or bounded by what comes after a long
// stretch of them.
func TestTailWithoutDiscount(t *testing.T) {
	for _, c := range []Curve{
		{Kind: Constant, Rate: .03, Scale: 1},
		{Kind: Table, Rates: []float64{.3, .1, .05}, Scale: 1},
		{Kind: Weibull, Theta: .1, C: .6, Scale: 1},
		{Kind: Weibull, Theta: .001, C: 1.5, Scale: 1},
	} {
		for _, m := range []float64{1, .85, 1.5} {
			for _, g := range []float64{1, 1.001} {
				if c.Kind == Weibull && c.C < 1 && g > 1 {
					continue
				}
				checkTail(t, c, 0, 1, m, g)
				checkTail(t, c, 3, 1, m, g)
			}
		}
	}
	// E[1/p] of what is left
	s := sbg(3.8, 15.2)
	if got, want := s.Tail(5, 1, 1, 1), (3.8+15.2+5-1)/2.8; math.Abs(got/want-1) > 1e-14 {
		t.Errorf("sbg: %v, want %v", got, want)
	}
	// S falls like n^-e: after n terms, n S_n/(e-1) is left, in relative terms
	// to the order 1/n^c.
	for _, c := range []Curve{bdw(3, 10, 1.3), bdw(6, 10, .5), bdw(1.2, 11, 2), bdw(1.6, .2, 1)} {
		for _, m := range []float64{1, .9, 1.2} {
			const n = 300_000
			sum, weight := bruteTail(&c, 0, 1, m, 1, n)
			e := m * c.Alpha * c.C
			rest := n * weight / (e - 1)
			got := c.Tail(0, 1, m, 1)
			slack := 30*math.Pow(n, -min(c.C, 1))*rest/(e-1) + 1e-9*sum
			if !(math.Abs(got-sum-rest) <= slack) {
				t.Errorf("%+v m %v: %v, want %v within %.1e", c, m, got, sum+rest, slack)
			}
		}
	}
}

// 2F1 at g = 1 is the limit from below: (alpha+beta-1)/(alpha-1).
func TestTailIsContinuousAtOne(t *testing.T) {
	for _, c := range []Curve{sbg(1.5, 11), sbg(2, 11), sbg(2.000001, 11), bdw(2, 11, 1.4)} {
		at := c.Tail(0, 1, 1, 1)
		if got := c.Tail(0, 1, 1, 1-1e-13); !(math.Abs(got/at-1) <= 3e-6) {
			t.Errorf("%+v: %v just below 1, %v at 1", c, got, at)
		}
	}
}

func TestTailDiverges(t *testing.T) {
	infinite := math.Inf(1)
	table := Curve{Kind: Table, Rates: []float64{.3, .02}, Scale: 1}
	dead := Curve{Kind: Table, Rates: []float64{.3, 1, 0}, Scale: 1}
	constant := Curve{Kind: Constant, Rate: .02, Scale: 1}
	falling := Curve{Kind: Weibull, Theta: .1, C: .7, Scale: 1}
	rising := Curve{Kind: Weibull, Theta: .1, C: 1.7, Scale: 1}
	for _, test := range []struct {
		name     string
		c        Curve
		m, g     float64
		diverges bool
	}{
		{"constant at g = 1", constant, 1, 1, false},
		{"constant, growth below churn", constant, 1, 1.02, false},
		{"constant, growth above churn", constant, 1, 1.0205, true},
		{"constant without churn", constant, 0, 1, true},
		{"constant without churn, discounted", constant, 0, .99, false},
		{"table, growth below churn", table, 1, 1.02, false},
		{"table, growth above churn", table, 1, 1.03, true},
		{"table that nobody outlasts", dead, 1, 1.5, false},
		{"sbg alpha 1", sbg(1, 11), 1, 1, true},
		{"sbg alpha 1, discounted", sbg(1, 11), 1, .9999999, false},
		{"sbg alpha above 1", sbg(1.01, 11), 1, 1, false},
		{"sbg alpha above 1, churn cut", sbg(1.01, 11), .99, 1, true},
		{"sbg with growth", sbg(3, 11), 1, 1.0001, true},
		{"sbg, all leave at once", sbg(3, .5), 2, 1.5, false},
		{"bdw alpha c 1", bdw(.5, 11, 2), 1, 1, true},
		{"bdw alpha c above 1", bdw(.51, 11, 2), 1, 1, false},
		{"bdw with growth", bdw(3, 11, 2), 1, 1.0001, true},
		{"falling weibull at g = 1", falling, 1, 1, false},
		{"falling weibull with growth", falling, 1, 1.0001, true},
		{"rising weibull with growth", rising, 1, 1.5, false},
		{"rising weibull, half stay for ever, growth below", rising, .5, 1.9, false},
		{"rising weibull, half stay for ever, growth above", rising, .5, 2.1, true},
	} {
		for _, step := range []float64{1, 12, .25} {
			if step != 1 && (test.m == 2 || test.c.Kind == Constant || test.c.Kind == Table || test.c.Kind == Weibull && test.g > 1 && test.c.C > 1) {
				continue // growth is by decision
			}
			if got := test.c.Tail(0, step, test.m, test.g); (got == infinite) != test.diverges || math.IsNaN(got) {
				t.Errorf("%s, step %v: %v", test.name, step, got)
			}
		}
	}
	scaled := sbg(1.2, 11)
	scaled.Scale = .8
	if got := scaled.Tail(0, 1, 1, 1); got != infinite {
		t.Errorf("sbg, scale x alpha below 1: %v", got)
	}
}

func TestTailsAreTheTails(t *testing.T) {
	for _, c := range battery {
		var dst [30]float64
		c.Tails(dst[:], 2, 1, .9, .99)
		for i, got := range dst {
			want := c.Tail(2+float64(i), 1, .9, .99)
			if !(math.Abs(got/want-1) <= 1e-9) {
				t.Errorf("%+v from %d: %v, want %v", c, 2+i, got, want)
				break
			}
		}
	}
}

// brutePath is what Mixture.Tail sums in strides, decision by decision on the
// same nodes.
func brutePath(x *Mixture, c *Curve, start []float64, x0, step, m, g float64) float64 {
	w, node := append([]float64{}, start...), make([]float64, len(start))
	sum, f := 0.0, 1.0
	for j := 0.0; f > 1e-11*sum*(1-g); j++ {
		sum += f
		from, to := x0+j*step, x0+(j+1)*step
		x.Hazards(node, c.Position(to)-c.Position(from))
		mean := x.Renew(w, m, node)
		own := -math.Expm1(families[c.Kind].logStay(*c, from, to))
		f *= g * (1 - min(1, c.HazardBetween(from, to)/own*mean))
	}
	return sum
}

func TestMixtureTail(t *testing.T) {
	worst, worstBelow := 0.0, 0.0
	for _, c := range []Curve{sbg(.9, 11), sbg(.05, .3), sbg(5, 50), bdw(.9, 11, .6), bdw(.26, 1.72, 1.58)} {
		for _, c.Scale = range []float64{1, 1.2, .7} {
			var x Mixture
			x.FillTo(c.Alpha, c.Beta, c.Position(12_000))
			w := make([]float64, len(x.P))
			for _, at := range []struct{ x0, step, g float64 }{{0, 1, .9}, {24, 1, .994}, {0, 12, .99}, {7. / 12, 12, .97}, {2, 1. / 12, .994}} {
				x.StartAt(w, c.Position(at.x0))
				plain := x.Tail(&c, w, 0, at.x0, at.step, 1, at.g)
				plainPath := brutePath(&x, &c, w, at.x0, at.step, 1, at.g)
				if want := c.Tail(at.x0, at.step, 1, at.g); !(math.Abs(plain/want-1) <= 1e-4) {
					t.Errorf("%+v %+v m 1: %v, curve %v", c, at, plain, want)
				}
				for _, m := range []float64{.5, .85, 1.15, 3} {
					got := x.Tail(&c, w, 0, at.x0, at.step, m, at.g) - plain
					want := brutePath(&x, &c, w, at.x0, at.step, m, at.g) - plainPath
					bound, e := 2e-5, math.Abs(got/want-1)
					if m > 1 {
						bound = 2e-3 // one kink, or one at every renewal
						worst = max(worst, e)
					} else {
						worstBelow = max(worstBelow, e)
					}
					if !(e <= bound) {
						t.Errorf("%+v %+v m %v: difference %v, want %v (relative %.1e)", c, at, m, got, want, e)
					}
				}
			}
		}
	}
	t.Logf("differences to m = 1 within %.1e for m below 1, %.1e above", worstBelow, worst)
}

// The population itself, not the nodes, says what a cut of 15 % is worth.
func TestMixtureTailIsThePopulations(t *testing.T) {
	const m, g = .85, .994
	for _, c := range []Curve{sbg(.9, 11), sbg(1.5, 1), bdw(.9, 11, 1.5)} {
		pop := newPopulation(c.Alpha, c.Beta)
		var x Mixture
		x.FillTo(c.Alpha, c.Beta, c.Position(1000))
		want, discount := 0.0, 1.0
		for r := 1; r <= 3000 && discount*pop.survival() > 1e-7; r++ {
			want += discount * pop.survival()
			pop.renew(m, c.Position(float64(r))-c.Position(float64(r-1)))
			discount *= g
		}
		// closed form at m = 1 + (quadrature at m - quadrature at 1)
		got := c.Tail(0, 1, 1, g) + x.Tail(&c, x.W, 0, 0, 1, m, g) - x.Tail(&c, x.W, 0, 0, 1, 1, g)
		if !(math.Abs(got/want-1) <= 3e-5) {
			t.Errorf("%+v: %v, by integration %v (relative %.1e)", c, got, want, got/want-1)
		}
	}
}

// Without a discount the mean of 1/(m p) is known.
func TestMixtureTailWithoutDiscount(t *testing.T) {
	for _, c := range []Curve{sbg(1.2, 11), sbg(1.5, 1), sbg(3, 40)} {
		for _, reach := range []float64{120, 1e6} {
			var x Mixture
			x.FillTo(c.Alpha, c.Beta, reach)
			for _, pos := range []float64{0, 24} {
				w := make([]float64, len(x.P))
				low, high := x.StartAt(w, pos)
				for _, m := range []float64{.5, .85, 1} {
					want := (c.Alpha + c.Beta + pos - 1) / (c.Alpha - 1) / m
					if got := x.Tail(&c, w[low:high], low, pos, 1, m, 1); !(math.Abs(got/want-1) <= 2e-4) {
						t.Errorf("%+v reach %v from %v m %v: %v, want %v (relative %.1e)", c, reach, pos, m, got, want, got/want-1)
					}
				}
			}
		}
	}
	var x Mixture
	x.Fill(.9, 11)
	c := sbg(.9, 11)
	for _, g := range []float64{1, 1.01} {
		if got := x.Tail(&c, x.W, 0, 0, 1, .9, g); !math.IsInf(got, 1) {
			t.Errorf("alpha .9 g %v: %v", g, got)
		}
	}
	if got := x.Tail(&c, x.W, 0, 0, 1, 0, .99); math.Abs(got-100) > 1e-9 {
		t.Errorf("nobody leaves: %v", got)
	}
}
