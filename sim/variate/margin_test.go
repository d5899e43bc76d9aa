package variate

import (
	"fmt"
	"math"
	"os"
	"testing"
)

func TestExploreMargin(t *testing.T) {
	if os.Getenv("EXPLORE") == "" {
		t.Skip()
	}
	type key struct{ m, w, s int }
	pow := 2.0
	if os.Getenv("EXPLORE") == "3" {
		pow = 1.5
	}
	worst := map[key]float64{}
	do := func(l *bigLaw, mean, v, s float64) {
		for k := range l.cdf {
			var w float64
			if l.cdf[k] < 0.5 {
				w = Normal(l.cdf[k])
			} else {
				w = -Normal(l.sf[k])
			}
			if math.Abs(w) > 8.3 {
				continue
			}
			x, _ := smoother(mean, v, s, w)
			if os.Getenv("EXPLORE") == "3" {
				x, _ = smooth(mean, v, s, w)
			}
			e := math.Abs(x-(float64(k)+0.5)) * math.Pow(v, pow)
			kk := key{int(math.Log2(mean) * 1), int(math.Floor(w)), 0}
			worst[kk] = math.Max(worst[kk], e)
		}
	}
	for mean := 2.0; mean < 1200; mean *= 1.1 {
		do(bigPoisson(mean), mean, mean, 1)
		for _, p := range []float64{0.5, .45, 0.4, .35, 0.3, .25, 0.2, .15, 0.1, 0.05, 0.01, 1e-3} {
			n := math.Round(mean / p)
			if n < 1e7 {
				do(bigBinomial(int(n), p), n*p, n*p*(1-p), 1-2*p)
			}
		}
	}
	for w := -9; w < 9; w++ {
		s := fmt.Sprintf("w %2d:", w)
		for m := 1; m < 11; m++ {
			s += fmt.Sprintf(" %8.2g", worst[key{m, w, 0}])
		}
		fmt.Println(s)
	}
}
