package retention

import (
	"fmt"
	"testing"
)

var benchCurves = []Curve{
	{Kind: Constant, Rate: .03, Scale: 1},
	{Kind: SBG, Alpha: .9, Beta: 11, Scale: 1},
	{Kind: Weibull, Theta: .05, C: .8, Scale: 1},
	{Kind: BDW, Alpha: .9, Beta: 11, C: 1.3, Scale: 1},
	{Kind: Table, Rates: []float64{.1, .08, .05, .04}, Scale: 1},
}

func BenchmarkHazards(b *testing.B) {
	dst := make([]float64, 120)
	for _, c := range benchCurves {
		b.Run(fmt.Sprintf("curve=%v/renewals=120", c.Kind), func(b *testing.B) {
			for b.Loop() {
				c.Hazards(dst)
			}
		})
	}
}

func BenchmarkTail(b *testing.B) {
	for _, c := range benchCurves {
		for _, g := range []float64{.99, .999} {
			b.Run(fmt.Sprintf("curve=%v/m=1/g=%v", c.Kind, g), func(b *testing.B) {
				for b.Loop() {
					c.Tail(0, 1, 1, g)
				}
			})
			b.Run(fmt.Sprintf("curve=%v/m=.85/g=%v", c.Kind, g), func(b *testing.B) {
				for b.Loop() {
					c.Tail(0, 1, .85, g)
				}
			})
		}
	}
}

func BenchmarkMixtureFill(b *testing.B) {
	var x Mixture
	for _, reach := range []float64{120, 1e6} {
		b.Run(fmt.Sprintf("reach=%v", reach), func(b *testing.B) {
			for b.Loop() {
				x.FillTo(.9, 11, reach)
			}
		})
	}
}

func BenchmarkMixtureStartAt(b *testing.B) {
	var x Mixture
	x.FillTo(.9, 11, 120)
	w := make([]float64, len(x.P))
	for b.Loop() {
		x.StartAt(w, 12)
	}
}

func BenchmarkMixtureRenew(b *testing.B) {
	for _, reach := range []float64{120, 1e6} {
		for _, m := range []float64{.85, 3} {
			b.Run(fmt.Sprintf("reach=%v/m=%v", reach, m), func(b *testing.B) {
				var x Mixture
				x.FillTo(.9, 11, reach)
				w, node := make([]float64, len(x.P)), make([]float64, len(x.P))
				x.Hazards(node, 1)
				for b.Loop() {
					copy(w, x.W)
					for range 100 {
						x.Renew(w, m, node)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*100*len(w)), "ns/node")
				b.ReportMetric(float64(len(w)), "nodes")
			})
		}
	}
}

func BenchmarkMixtureTail(b *testing.B) {
	for _, c := range []Curve{
		{Kind: SBG, Alpha: .9, Beta: 11, Scale: 1},
		{Kind: SBG, Alpha: .9, Beta: 11, Scale: 1.2},
		{Kind: BDW, Alpha: .9, Beta: 11, C: 1.3, Scale: 1},
	} {
		for _, m := range []float64{1, .85} {
			b.Run(fmt.Sprintf("curve=%v/scale=%v/m=%v/g=.994", c.Kind, c.Scale, m), func(b *testing.B) {
				var x Mixture
				x.Fill(c.Alpha, c.Beta)
				for b.Loop() {
					x.Tail(&c, x.W, 0, 0, 1, m, .994)
				}
			})
		}
	}
}
