package summary

import (
	"math/bits"
	"slices"
)

// selectRanks reorders values so that each of the given 0-based ranks holds the
// value that sorting would put there, with none above it before and none below
// it behind. ranks ascend without repetition.
//
// It is quicksort that descends only into parts that hold a rank: about 2 n
// comparisons for one rank, n log2(r) more for r of them. The partition has no
// branch on the values. After 2 log2(n) levels a part is sorted, so no
// input costs more than n log n.
func selectRanks(values []float64, ranks []int) {
	selectWithin(values, 0, ranks, 2*bits.Len(uint(len(values))))
}

// selectWithin selects ranks that all lie within a part of the values that
// starts at rank base.
func selectWithin(a []float64, base int, ranks []int, depth int) {
	const small = 32
	for len(ranks) > 0 {
		if len(a) <= small {
			insertionSort(a)
			return
		}
		if len(ranks) == 1 && selectEnd(a, ranks[0]-base) {
			return
		}
		if depth == 0 {
			slices.Sort(a)
			return
		}
		depth--

		cut := partition(a, choosePivot(a))
		// a[:cut] < a[cut] <= a[cut+1:]
		below, _ := slices.BinarySearch(ranks, base+cut)
		above := below
		if above < len(ranks) && ranks[above] == base+cut {
			above++
		}
		next := cut + 1
		if cut == 0 && above < len(ranks) {
			next = skipEqual(a)
			for above < len(ranks) && ranks[above] < base+next {
				above++
			}
		}
		if cut < len(a)-next {
			selectWithin(a[:cut], base, ranks[:below], depth)
			a, base, ranks = a[next:], base+next, ranks[above:]
		} else {
			selectWithin(a[next:], base+next, ranks[above:], depth)
			a, ranks = a[:cut], ranks[:below]
		}
	}
}

// selectEnd puts the smallest or the largest value in its place if that is the
// one rank wanted.
func selectEnd(a []float64, rank int) bool {
	at := rank
	switch rank {
	case 0:
		for i, x := range a {
			if x < a[at] {
				at = i
			}
		}
	case len(a) - 1:
		for i, x := range a {
			if x > a[at] {
				at = i
			}
		}
	default:
		return false
	}
	a[rank], a[at] = a[at], a[rank]
	return true
}

// partition moves a[pivot] to where sorting would put the first value equal to
// it, smaller values before it, and returns that place.
func partition(a []float64, pivot int) int {
	a[0], a[pivot] = a[pivot], a[0]
	x := a[0]
	rest := a[1:]
	cut := 0
	for i, v := range rest {
		rest[i] = rest[cut]
		rest[cut] = v
		cut += oneIf(v < x)
	}
	a[0], a[cut] = a[cut], a[0]
	return cut
}

// skipEqual gathers the values equal to a[0], the smallest, at the front and
// returns how many they are.
func skipEqual(a []float64) int {
	x := a[0]
	cut := 1
	for i := 1; i < len(a); i++ {
		v := a[i]
		a[i] = a[cut]
		a[cut] = v
		cut += oneIf(v <= x)
	}
	return cut
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// choosePivot returns the place of the median of three medians of three.
func choosePivot(a []float64) int {
	n := len(a)
	step := n / 8
	m := n / 2
	if n < 128 {
		return medianOf(a, 0, m, n-1)
	}
	return medianOf(a,
		medianOf(a, 0, step, 2*step),
		medianOf(a, m-step, m, m+step),
		medianOf(a, n-1-2*step, n-1-step, n-1))
}

func medianOf(a []float64, i, j, k int) int {
	if a[j] < a[i] {
		i, j = j, i
	}
	if a[k] < a[j] {
		j = k
		if a[j] < a[i] {
			j = i
		}
	}
	return j
}

func insertionSort(a []float64) {
	for i := 1; i < len(a); i++ {
		x := a[i]
		j := i
		for ; j > 0 && a[j-1] > x; j-- {
			a[j] = a[j-1]
		}
		a[j] = x
	}
}
