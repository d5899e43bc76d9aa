package main

import (
	"fmt"
	"strings"
)

// didYouMean ends a message about an unknown name: with the nearest known one
// or, where none is near, with all of them.
func didYouMean(found string, known []string) string {
	if name := nearest(found, known); name != "" {
		return fmt.Sprintf("; did you mean %q?", name)
	}
	const most = 20
	if len(known) == 0 {
		return ""
	}
	if len(known) > most {
		return fmt.Sprintf("; known: %s, ...", strings.Join(known[:most], ", "))
	}
	return "; known: " + strings.Join(known, ", ")
}

// nearest is the known name with the fewest edits from found, at most a third
// of its letters; "" where there is none.
func nearest(found string, known []string) string {
	const longest = 200
	if len(found) > longest {
		return ""
	}
	best, fewest := "", 1+max(1, len([]rune(found))/3)
	for _, name := range known {
		if d := distance(strings.ToLower(found), strings.ToLower(name)); d < fewest && d < len([]rune(name)) {
			best, fewest = name, d
		}
	}
	return best
}

// distance is the number of letters inserted, left out, replaced or swapped
// with their neighbour between a and b (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, next := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		next[0] = i + 1
		for j := range y {
			replaced := last[j]
			if x[i] != y[j] {
				replaced++
			}
			next[j+1] = min(replaced, last[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(y)]
}
