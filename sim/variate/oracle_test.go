package variate

import (
	"math"
	"math/big"
	"testing"
)

const bigPrec = 160

// bigLaw is the slow obvious distribution: f(k) = f(k-1) (a + b/k) summed from
// zero in 160-bit floats.
type bigLaw struct {
	cdf   []float64 // F(k), rounded once
	sf    []float64 // 1 - F(k), rounded once
	exact []*big.Float
}

func newBig(x float64) *big.Float { return new(big.Float).SetPrec(bigPrec).SetFloat64(x) }

// bigPow returns x^n for a whole number n.
func bigPow(x *big.Float, n int) *big.Float {
	r := newBig(1)
	b := new(big.Float).Copy(x)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			r.Mul(r, b)
		}
		b.Mul(b, b)
	}
	return r
}

// bigExp returns exp(-x) for x >= 0 by its series on x / 2^s.
func bigExp(x *big.Float) *big.Float {
	const halvings = 40
	y := new(big.Float).SetMantExp(x, -halvings)
	y.SetPrec(bigPrec + 64)
	sum, term := new(big.Float).SetPrec(bigPrec+64).SetInt64(1), new(big.Float).SetPrec(bigPrec+64).SetInt64(1)
	for i := int64(1); i < 12; i++ {
		term.Mul(term, y)
		term.Quo(term, new(big.Float).SetInt64(-i))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return new(big.Float).SetPrec(bigPrec).Set(sum)
}

// sumUp fills the law from f(0) and the ratio of f(k) to f(k-1), until the rest
// is below 2^-90 or k = last.
func (l *bigLaw) sumUp(first *big.Float, last int, ratio func(k int) *big.Float) {
	one := newBig(1)
	f := new(big.Float).Copy(first)
	cum := newBig(0)
	rest := newBig(0)
	for k := 0; k <= last; k++ {
		if k > 0 {
			f.Mul(f, ratio(k))
		}
		cum.Add(cum, f)
		rest.Sub(one, cum)
		c, _ := cum.Float64()
		s, _ := rest.Float64()
		l.cdf = append(l.cdf, c)
		l.sf = append(l.sf, math.Max(s, 0))
		l.exact = append(l.exact, new(big.Float).Copy(cum))
		if s < 0x1p-90 {
			return
		}
	}
}

func bigBinomial(n int, p float64) *bigLaw {
	q := new(big.Float).Sub(newBig(1), newBig(p))
	odds := new(big.Float).Quo(newBig(p), q)
	var l bigLaw
	l.sumUp(bigPow(q, n), n, func(k int) *big.Float {
		r := new(big.Float).Quo(newBig(float64(n-k+1)), newBig(float64(k)))
		return r.Mul(r, odds)
	})
	return &l
}

func bigPoisson(mean float64) *bigLaw {
	var l bigLaw
	m := newBig(mean)
	l.sumUp(bigExp(m), math.MaxInt, func(k int) *big.Float {
		return new(big.Float).Quo(m, newBig(float64(k)))
	})
	return &l
}

// quantile is the smallest k with F(k) >= u.
func (l *bigLaw) quantile(u float64) float64 {
	b := newBig(u)
	lo, hi := -1, len(l.exact)-1
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if l.exact[mid].Cmp(b) >= 0 {
			hi = mid
		} else {
			lo = mid
		}
	}
	return float64(hi)
}

// near says whether u is within 2e-12 of F(k), relative to the smaller of u and
// 1-u: where a double cannot decide.
func (l *bigLaw) near(u float64, k int) bool {
	if k < 0 || k >= len(l.cdf) {
		return false
	}
	if u < 0.5 {
		return math.Abs(l.cdf[k]-u) <= 2e-12*u
	}
	return math.Abs(l.sf[k]-(1-u)) <= 2e-12*(1-u)
}

// probes returns uniforms over the whole of (0,1), its extremes, and both sides
// of steps of F.
func (l *bigLaw) probes() []float64 {
	u := []float64{0x1p-53, 3 * 0x1p-53, 1e-15, 1e-12, 1e-9, 1e-6, 1e-5, 1 - 0x1p-53, 1 - 3*0x1p-53, 1 - 0x1p-40, 1 - 1e-12, 1 - 1e-9, 1 - 1e-6, 1 - 1e-5, 1 - 1e-4}
	for i := 1; i < 64; i++ {
		u = append(u, (float64(i)+0.137)/65)
	}
	step := 1
	if len(l.cdf) > 400 {
		step = len(l.cdf) / 400
	}
	for k := 0; k < len(l.cdf); k += step {
		if l.cdf[k] > 0.5 {
			u = append(u, 1-l.sf[k]*(1-1e-9), 1-l.sf[k]*(1+1e-9), 1-l.sf[k]*(1-1e-5), 1-l.sf[k]*(1+1e-5))
		} else {
			u = append(u, l.cdf[k]*(1-1e-9), l.cdf[k]*(1+1e-9), l.cdf[k]*(1-1e-5), l.cdf[k]*(1+1e-5))
		}
	}
	inside := u[:0]
	for _, x := range u {
		if x >= 0x1p-53 && x <= 1-0x1p-53 {
			inside = append(inside, x)
		}
	}
	return inside
}

func checkQuantile(t *testing.T, l *bigLaw, name string, draw func(*Point) float64) {
	t.Helper()
	bad := 0
	for _, u := range l.probes() {
		want := l.quantile(u)
		p := Point{U: u}
		got := draw(&p)
		if got == want {
			continue
		}
		if math.Abs(got-want) == 1 && l.near(u, int(math.Min(got, want))) {
			continue
		}
		bad++
		if bad <= 3 {
			t.Errorf("%s at U = %v: %v, want %v", name, u, got, want)
		}
	}
}
