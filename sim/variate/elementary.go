package variate

import "math"

const expSteps = 128

// expTable[j] holds the bits of 2^(-j/128).
var expTable = func() (t [expSteps]uint64) {
	for j := range t {
		t[j] = math.Float64bits(math.Exp2(-float64(j) / expSteps))
	}
	return t
}()

// expNeg returns exp(-x) for 0 <= x <= 700 to about one unit in the last place.
//
// With x = k ln2/128 + r, |r| <= ln2/256, it is 2^(-k/128) times a polynomial
// in r of degree 5, whose remainder is below 1e-18.
func expNeg(x float64) float64 {
	const (
		round  = 0x1.8p52
		perLn2 = expSteps / math.Ln2
		ln2Hi  = 0x1.62e42fefp-8       // 33 bits: k ln2Hi is exact for k < 2^20
		ln2Lo  = 0x1.473de6af278edp-41 // ln2/128 - ln2Hi
	)
	shifted := x*perLn2 + round
	k := math.Float64bits(shifted)
	kf := shifted - round
	r := x - kf*ln2Hi - kf*ln2Lo
	r2 := r * r
	tail := -r + r2*((0.5-r*(1.0/6))+r2*(1.0/24-r*(1.0/120)))
	scale := math.Float64frombits(expTable[k%expSteps] - (k>>7)<<52)
	return scale + scale*tail
}

// log1mp returns log(1-p) for 0 <= p <= 1/2 to a relative accuracy of 1e-15.
func log1mp(p float64) float64 {
	if p > 0.25 {
		return math.Log1p(-p)
	}
	// -2 artanh(p/(2-p)); z <= 1/7 leaves a remainder below 1e-17.
	z := p / (2 - p)
	t := z * z
	t2 := t * t
	t4 := t2 * t2
	series := (1 + t*(1.0/3)) + t2*(1.0/5+t*(1.0/7)) +
		t4*((1.0/9+t*(1.0/11))+t2*(1.0/13+t*(1.0/15))+t4*(1.0/17))
	return -2 * z * series
}
