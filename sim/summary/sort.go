package summary

import "slices"

// sortFloats sorts a, which holds no NaN, ascending. scratch is at least as
// long.
func sortFloats(a, scratch []float64) {
	slices.Sort(a)
}
