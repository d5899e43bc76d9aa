package retention

import (
	"fmt"
	"math"
)

// The table curve: h(r) = rates[r-1], and the last rate from there on.

func tableHazard(c Curve, r float64) float64 {
	return c.Rates[min(int(min(r, math.MaxInt32))-1, len(c.Rates)-1)]
}

func tableHazards(c Curve, dst []float64) {
	last := c.Rates[len(c.Rates)-1]
	for i := copy(dst, c.Rates); i < len(dst); i++ {
		dst[i] = last
	}
}

func tableCheck(c Curve, report func(string, float64, string)) {
	if len(c.Rates) == 0 {
		report("rates", 0, "a list of one rate or more")
	}
	for i, rate := range c.Rates {
		checkFraction(fmt.Sprintf("rates[%d]", i), rate, report)
	}
}
