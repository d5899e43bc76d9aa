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

func BenchmarkMixed(b *testing.B) {
	mixes := [][]cell{standardMix(0.85), standardMix(1), standardMix(1.2)}
	mean := 0.0
	for _, c := range mixes[1] {
		mean += c.n * c.p / float64(len(mixes[1]))
	}
	b.Run("api=binomial", func(b *testing.B) {
		b.ReportMetric(mean, "np")
		i, key := 0, Root(1)
		for range b.N {
			mix := mixes[i%3]
			c := mix[i%len(mix)]
			at := key.At(uint64(i))
			sink += Binomial(c.n, c.p, &at)
			i++
		}
	})
	b.Run("api=chance", func(b *testing.B) {
		var chances [3][]Chance
		for j := range mixes {
			for _, c := range mixes[j] {
				chances[j] = append(chances[j], Prepare(c.p))
			}
		}
		key := Root(1)
		n := 0
		for n < b.N {
			for j := range mixes {
				key = key.With(1)
				for i := range mixes[j] {
					at := key.At(uint64(i))
					sink += chances[j][i].Binomial(mixes[j][i].n, &at)
				}
				n += len(mixes[j])
			}
		}
	})
	b.Run("api=binomial2", func(b *testing.B) {
		key := Root(1)
		n := 0
		for n < b.N {
			for j := range mixes {
				key = key.With(1)
				for i := range mixes[j] {
					at := key.At(uint64(i))
					sink += Binomial(mixes[j][i].n, mixes[j][i].p, &at)
				}
				n += len(mixes[j])
			}
		}
	})
}

func BenchmarkBinomial(b *testing.B) {
	for _, np := range []float64{0.1, 0.3, 1, 2, 3, 4, 4.6, 6, 8, 10, 15, 20, 30, 50, 300, 3e4} {
		b.Run(fmt.Sprintf("np=%v", np), func(b *testing.B) {
			c := Prepare(0.03)
			n := math.Ceil(np / 0.03)
			key := Root(1)
			for i := range b.N {
				at := key.At(uint64(i))
				sink += c.Binomial(n, &at)
			}
		})
	}
}

func BenchmarkFlat(b *testing.B) {
	for n := 1e3; n <= 1e9; n *= 10 {
		b.Run(fmt.Sprintf("n=%.0f", n), func(b *testing.B) {
			c := Prepare(0.03)
			key := Root(1)
			for i := range b.N {
				at := key.At(uint64(i))
				sink += c.Binomial(n, &at)
			}
		})
	}
}

func BenchmarkStream(b *testing.B) {
	b.Run("part=at", func(b *testing.B) {
		key := Root(1)
		for i := range b.N {
			at := key.At(uint64(i))
			sink += at.U
		}
	})
	b.Run("part=normal", func(b *testing.B) {
		key := Root(1)
		for i := range b.N {
			at := key.At(uint64(i))
			sink += at.Z()
		}
	})
}
