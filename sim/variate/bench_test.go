package variate

import (
	"fmt"
	"math"
	"testing"
)

var sink float64

// cell is one draw of the standard mix.
type cell struct{ n, p float64 }

// standardMix returns the cells of one trial of the standard work: five sBG
// segments over sixty months, a cohort of 200 joiners each month and an opening
// base of 10,000 a year old, the hazards scaled by scale.
func standardMix(scale float64) []cell {
	curves := []struct{ alpha, beta float64 }{{0.7, 4}, {0.9, 6}, {1.1, 8}, {1.3, 10}, {1.5, 12}}
	var mix []cell
	for _, c := range curves {
		hazard := func(age int) float64 {
			return math.Min(1, scale*c.alpha/(c.alpha+c.beta+float64(age)-1))
		}
		n := 200.0
		alive := make([]float64, 61)
		for age := 1; age <= 60; age++ {
			alive[age] = math.Round(n)
			n *= 1 - hazard(age)
		}
		base := 10000.0
		for month := 1; month <= 60; month++ {
			mix = append(mix, cell{math.Round(base), hazard(12 + month)})
			base *= 1 - hazard(12+month)
			for age := 1; age < month; age++ {
				mix = append(mix, cell{alive[age], hazard(age)})
			}
		}
	}
	return mix
}

// BenchmarkMixed draws the standard mix, stream included: unprepared, prepared,
// and for four scenarios that share their points. ns/op is per draw.
func BenchmarkMixed(b *testing.B) {
	var cells []cell
	for _, scale := range []float64{0.85, 1, 1.2} {
		cells = append(cells, standardMix(scale)...)
	}
	chances := make([]Chance, len(cells))
	mean := 0.0
	for i, c := range cells {
		chances[i] = Prepare(c.p)
		mean += c.n * c.p / float64(len(cells))
	}
	for _, v := range []struct {
		name      string
		scenarios int
		draw      func(i int, at *Point) float64
	}{
		{"api=binomial/scenarios=1", 1, func(i int, at *Point) float64 { return Binomial(cells[i].n, cells[i].p, at) }},
		{"api=chance/scenarios=1", 1, func(i int, at *Point) float64 { return chances[i].Binomial(cells[i].n, at) }},
		{"api=chance/scenarios=4", 4, func(i int, at *Point) float64 { return chances[i].Binomial(cells[i].n, at) }},
	} {
		b.Run(v.name, func(b *testing.B) {
			key, drawn := Root(1), 0
			for drawn < b.N {
				key = key.With(1)
				for i := range cells {
					at := key.At(uint64(i))
					for range v.scenarios {
						sink += v.draw(i, &at)
					}
				}
				drawn += len(cells) * v.scenarios
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(drawn), "ns/draw")
			b.ReportMetric(mean, "np")
		})
	}
}

// each benchmarks a draw with a fresh point every time.
func each(b *testing.B, name string, draw func(at *Point) float64) {
	b.Run(name, func(b *testing.B) {
		key := Root(1)
		for i := range b.N {
			at := key.At(uint64(i))
			sink += draw(&at)
		}
	})
}

func BenchmarkBinomial(b *testing.B) {
	for _, np := range []float64{0.1, 0.3, 1, 2, 3, 4, 4.6, 6, 10, 20, 50, 300} {
		c, n := Prepare(0.03), math.Ceil(np/0.03)
		each(b, fmt.Sprintf("np=%v", np), func(at *Point) float64 { return c.Binomial(n, at) })
	}
	c := Prepare(0.97)
	each(b, "np=97", func(at *Point) float64 { return c.Binomial(100, at) })
}

// BenchmarkFlat shows the cost against the size.
func BenchmarkFlat(b *testing.B) {
	for n := 1e3; n <= 1e9; n *= 10 {
		c := Prepare(0.03)
		each(b, fmt.Sprintf("n=%.0f", n), func(at *Point) float64 { return c.Binomial(n, at) })
	}
}

func BenchmarkPoisson(b *testing.B) {
	for _, mean := range []float64{0.3, 2, 10, 200, 1e5, 1e9} {
		each(b, fmt.Sprintf("mean=%v", mean), func(at *Point) float64 { return Poisson(mean, at) })
	}
}

func BenchmarkNegBinomial(b *testing.B) {
	for _, mean := range []float64{2, 20, 200, 1e5} {
		for _, d := range []float64{1.5, 4, 20} {
			each(b, fmt.Sprintf("mean=%v/dispersion=%v", mean, d), func(at *Point) float64 { return NegBinomial(mean, d, at) })
		}
	}
}

func BenchmarkGamma(b *testing.B) {
	for _, shape := range []float64{0.01, 0.5, 3, 30, 300, 1e4, 1e9} {
		each(b, fmt.Sprintf("shape=%v", shape), func(at *Point) float64 { return Gamma(shape, at) })
	}
}

// BenchmarkSettle is the exact decision alone, which few draws need.
func BenchmarkSettle(b *testing.B) {
	for _, n := range []float64{1e3, 1e4, 1e6, 1e9, 1e15} {
		l := binomialLaw(n, 0.03)
		each(b, fmt.Sprintf("n=%.0f", n), func(at *Point) float64 {
			x, _ := smoother(l.mean, l.mean*l.spread, 1-2*l.p, at.Z())
			return l.settle(target{u: at.U, v: 1 - at.U}, x)
		})
	}
}

func BenchmarkStream(b *testing.B) {
	each(b, "part=at", func(at *Point) float64 { return at.U })
	each(b, "part=normal", func(at *Point) float64 { return at.Z() })
	b.Run("part=prepare", func(b *testing.B) {
		for i := range b.N {
			c := Prepare(float64(i&1023) * 0x1p-12)
			sink += c.decay
		}
	})
}
