package summary

import (
	"math"
	"slices"
)

// Compact moves the values that are not NaN to the front, in their order, and
// returns them; the rest of values is left in no particular state. The number
// of nulls is len(values) less the length returned.
func Compact(values []float64) []float64 {
	n := 0
	for _, x := range values {
		if !math.IsNaN(x) {
			values[n] = x
			n++
		}
	}
	return values[:n]
}

// Quantiles sets dst[i] to the quantile ps[i] of values, by type 7 of Hyndman &
// Fan, the default of R and numpy: with the values in ascending order x_0 ..
// x_{n-1} and h = (n-1) p,
//
//	Q(p) = x_floor(h) + (h - floor(h)) * (x_{floor(h)+1} - x_floor(h))
//
// An h that differs from a whole number by rounding alone is that number. A
// neighbour of weight 0 has no say; an infinite neighbour with any weight makes
// the quantile infinite; between -Inf and +Inf the heavier one counts, +Inf
// where they are equal. Without values every quantile is NaN.
//
// ps must ascend and lie within [0, 1], and dst be at least as long: Quantiles
// panics otherwise. values must not contain NaN (see Compact) and are
// reordered. It allocates nothing for up to 32 quantiles.
//
// Source: Hyndman & Fan, "Sample Quantiles in Statistical Packages" (1996).
func Quantiles(values, ps, dst []float64) {
	checkShares(ps, dst)
	if len(values) == 0 {
		fill(dst[:len(ps)], math.NaN())
		return
	}
	var buffer [64]int
	ranks := buffer[:0]
	for _, p := range ps {
		lo, weight := position(p, len(values))
		ranks = appendRank(ranks, lo)
		if weight > 0 {
			ranks = appendRank(ranks, lo+1)
		}
	}
	selectRanks(values, ranks)
	for i, p := range ps {
		lo, weight := position(p, len(values))
		if weight == 0 {
			dst[i] = values[lo]
		} else {
			dst[i] = interpolate(values[lo], values[lo+1], weight)
		}
	}
}

// CVaR returns the mean of the lowest share of the values, the last one
// weighted fractionally: with t = share * n and ascending values x_0 ..,
//
//	CVaR = (x_0 + .. + x_{m-1} + (t - m) x_m) / t,  m = floor(t)
//
// It is the minimum where t <= 1 and NaN without values. An infinite value of
// positive weight makes it infinite, both infinities make it NaN. values must
// not contain NaN and are reordered; the result does not depend on their order.
// It panics unless 0 < share <= 1.
//
// Source: Rockafellar & Uryasev, "Conditional value-at-risk for general loss
// distributions" (2002), proposition 8, for the lower tail.
func CVaR(values []float64, share float64) float64 {
	checkTail(share)
	n := len(values)
	if n == 0 {
		return math.NaN()
	}
	t := snap(share * float64(n))
	if t <= 1 {
		return slices.Min(values)
	}
	whole := min(int(t), n-1)
	ranks := [1]int{whole}
	selectRanks(values, ranks[:])
	tail := values[:whole]
	slices.Sort(tail)
	var sum float64
	for _, x := range tail {
		sum += x
	}
	if rest := t - float64(whole); rest > 0 {
		sum += rest * values[whole]
	}
	return sum / t
}

// RankShare returns the p whose type 7 quantile of n values is exactly the
// value of that rank, 1 the smallest: (rank-1) / (n-1). It turns the ranks of
// OrderInterval into arguments of Quantiles.
func RankShare(rank, n int) float64 {
	if n <= 1 {
		return 0
	}
	return float64(rank-1) / float64(n-1)
}

// position returns the 0-based rank below the quantile p of n values and the
// weight of the next rank.
func position(p float64, n int) (lo int, weight float64) {
	h := snap(p * float64(n-1))
	lo = int(h)
	return lo, h - float64(lo)
}

// snap returns the whole number next to x where they differ by no more than the
// rounding of a product of two rounded factors, and x otherwise.
func snap(x float64) float64 {
	if whole := math.Round(x); math.Abs(x-whole) <= 0x1p-51*math.Abs(x) {
		return whole
	}
	return x
}

// interpolate returns the value between the neighbours lo <= hi, hi having the
// given weight above 0 and below 1.
func interpolate(lo, hi, weight float64) float64 {
	if lo == hi {
		return lo
	}
	infLo, infHi := math.IsInf(lo, 0), math.IsInf(hi, 0)
	switch {
	case infLo && infHi:
		if weight < 0.5 {
			return lo
		}
		return hi
	case infLo:
		return lo
	case infHi:
		return hi
	}
	d := hi - lo
	if math.IsInf(d, 0) {
		return lo*(1-weight) + hi*weight
	}
	return min(lo+weight*d, hi)
}

// appendRank adds a rank to an ascending list that may hold it already.
func appendRank(ranks []int, rank int) []int {
	if n := len(ranks); n > 0 && ranks[n-1] >= rank {
		return ranks
	}
	return append(ranks, rank)
}

func checkShares(ps, dst []float64) {
	if len(dst) < len(ps) {
		panic("summary: fewer places than quantiles")
	}
	last := 0.0
	for _, p := range ps {
		if !(p >= last && p <= 1) {
			panic("summary: quantiles must ascend within 0 and 1")
		}
		last = p
	}
}

func checkTail(share float64) {
	if !(share > 0 && share <= 1) {
		panic("summary: the share of a tail must lie above 0 and not above 1")
	}
}

func fill(dst []float64, x float64) {
	for i := range dst {
		dst[i] = x
	}
}
