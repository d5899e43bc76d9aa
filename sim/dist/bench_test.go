package dist

import "testing"

var sink float64

// BenchmarkQuantile measures a draw, spread over the whole law.
func BenchmarkQuantile(b *testing.B) {
	for _, c := range batteryCases(b) {
		b.Run("law="+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sink += c.d.Quantile((float64(i%1000) + 0.5) / 1000)
			}
		})
	}
}

// BenchmarkBuild measures the tabulation of a law.
func BenchmarkBuild(b *testing.B) {
	b.Run("law=pert", func(b *testing.B) {
		for range b.N {
			build(b, "pert", []float64{1, 2, 4})
		}
	})
	b.Run("law=gamma", func(b *testing.B) {
		for range b.N {
			build(b, "gamma", []float64{3, 2})
		}
	})
}

// BenchmarkFill measures the uniforms of 20 inputs in one trial.
func BenchmarkFill(b *testing.B) {
	names := make([]string, 20)
	for i := range names {
		names[i] = string(rune('a' + i))
	}
	u := make([]float64, len(names))
	for _, s := range []Sampling{Random, LatinHypercube, Sobol} {
		d, err := NewDesign(s, 1, 10000, names)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("sampling="+s.String(), func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				d.Fill(i%10000, u)
			}
		})
	}
}
