package retention

import "testing"

func BenchmarkFit(b *testing.B) {
	all, err := NewTally(telco(b, everybody))
	if err != nil {
		b.Fatal(err)
	}
	fits, err := all.FitAll(nil)
	if err != nil {
		b.Fatal(err)
	}
	for i, kind := range FitKinds() {
		for _, start := range []struct {
			name string
			fit  *Fit
		}{{"cold", nil}, {"warm", &fits[i]}} {
			b.Run("curve="+kind.String()+"/start="+start.name, func(b *testing.B) {
				for b.Loop() {
					if _, err := all.Fit(kind, start.fit); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("curve=all/start=cold", func(b *testing.B) {
		for b.Loop() {
			all.FitAll(nil)
		}
	})
	b.Run("curve=all/start=warm", func(b *testing.B) {
		for b.Loop() {
			all.FitAll(fits)
		}
	})
}
