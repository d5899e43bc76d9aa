package variate

// Point is one uniform in (0, 1), and its standard normal quantile, computed
// when first asked for. Scenarios of the same cell share one Point.
//
// The uniforms of Key.At are odd multiples of 2^-53: never 0, 1/2 or 1, and
// 1 - U is exact. A U set by hand that is no multiple of 2^-53 is rounded to one
// where a draw has to look at 1 - U.
type Point struct {
	U float64
	z float64 // Normal(U); 0 = not yet computed, which costs nothing at U = 1/2
}

// Z returns the standard normal quantile of U.
func (p *Point) Z() float64 {
	if p.z == 0 {
		p.z = Normal(p.U)
	}
	return p.z
}
