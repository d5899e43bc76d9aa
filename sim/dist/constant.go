package dist

import "fmt"

// constant is a number that is known.
type constant struct{ value float64 }

// Constant returns the law that always gives value.
func Constant(value float64) (Dist, error) {
	if !finite(value) {
		return nil, fmt.Errorf("a constant needs a finite number, found %v", value)
	}
	return constant{value}, nil
}

func (d constant) Quantile(u float64) float64 { return d.value }
func (d constant) upper(v float64) float64    { return d.value }
func (d constant) Mean() float64              { return d.value }
func (d constant) SD() float64                { return 0 }
func (d constant) Support() (lo, hi float64)  { return d.value, d.value }

func (d constant) CDF(x float64) float64   { return indicator(d.value <= x) }
func (d constant) below(x float64) float64 { return indicator(d.value < x) }
func (d constant) above(x float64) float64 { return indicator(d.value > x) }

// indicator returns 1 if b holds and 0 otherwise.
func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
