package summary

import (
	"math"
	"math/bits"
	"slices"
)

const (
	digitBits = 11
	digits    = 1 << digitBits
)

// sortFloats sorts a, which holds no NaN, ascending (-0 may stand on either
// side of 0). scratch is at least as long.
//
// Two passes of radix sort order the values by the 22 leading bits in which
// their range differs; short runs that still tie are sorted by comparison, long
// ones likewise by radix, at most twice over. No input costs more than n log n.
func sortFloats(a, scratch []float64) {
	const small = 128
	if len(a) <= small {
		slices.Sort(a)
		return
	}
	least, greatest := ordinal(a[0]), ordinal(a[0])
	for _, x := range a[1:] {
		k := ordinal(x)
		least = min(least, k)
		greatest = max(greatest, k)
	}
	if least == greatest {
		return
	}
	shift := max(0, bits.Len64(greatest-least)-2*digitBits)

	var low, high [digits]uint32
	for _, x := range a {
		k := (ordinal(x) - least) >> shift
		low[k%digits]++
		high[k>>digitBits%digits]++
	}
	var lows, highs uint32
	for i := range digits {
		low[i], lows = lows, lows+low[i]
		high[i], highs = highs, highs+high[i]
	}
	b := scratch[:len(a)]
	for _, x := range a {
		at := &low[(ordinal(x)-least)>>shift%digits]
		b[*at] = x
		*at++
	}
	for _, x := range b {
		at := &high[(ordinal(x)-least)>>shift>>digitBits%digits]
		a[*at] = x
		*at++
	}
	if shift > 0 {
		sortTies(a, scratch, least, shift)
	}
}

// sortTies sorts the runs of a that agree in all bits from shift upwards.
func sortTies(a, scratch []float64, least uint64, shift int) {
	start, key := 0, (ordinal(a[0])-least)>>shift
	for i := 1; i <= len(a); i++ {
		var k uint64
		if i < len(a) {
			if k = (ordinal(a[i]) - least) >> shift; k == key {
				continue
			}
		}
		switch n := i - start; {
		case n > 16:
			sortFloats(a[start:i], scratch)
		case n > 1:
			insertionSort(a[start:i])
		}
		start, key = i, k
	}
}

// ordinal maps float64s to integers of the same order, -0 just below 0.
func ordinal(x float64) uint64 {
	b := math.Float64bits(x)
	return b ^ (uint64(int64(b)>>63) | 1<<63)
}
