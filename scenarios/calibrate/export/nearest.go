package export

import "strings"

// nearest returns the name that found was most likely meant to be, or "": at
// most a third of the letters, and at least one, may be wrong, or one name
// begins the other.
func nearest(found string, known []string) string {
	const most = 100
	plain := []rune(plainName(found))
	if len(plain) == 0 || len(plain) > most {
		return ""
	}
	best, bestDistance := "", most
	for _, name := range known {
		other := []rune(plainName(name))
		if len(other) == 0 || len(other) > most {
			continue
		}
		longest := max(len(plain), len(other))
		d := distance(plain, other)
		if d > max(1, longest/3) || d >= longest {
			if min(len(plain), len(other)) < 2 || !begins(plain, other) {
				continue
			}
			d = longest / 3
		}
		if d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// begins reports whether one name is the other's beginning.
func begins(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return strings.HasPrefix(string(b), string(a))
}

// distance is the number of letters inserted, left out, replaced, or swapped
// with their neighbour between x and y (optimal string alignment).
func distance(x, y []rune) int {
	before, last, next := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		next[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			next[j] = min(last[j]+1, next[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(y)]
}

// didYouMean ends a message about an unknown name: with the nearest known one,
// or with what is known.
func didYouMean(found, what string, known []string) string {
	if name := nearest(found, known); name != "" {
		return "; did you mean " + quoted(name) + "?"
	}
	return "; " + what + ": " + listed(known)
}

// listed joins names, the first thirty of them.
func listed(names []string) string {
	const most = 30
	more := ""
	if len(names) > most {
		names, more = names[:most], ", ..."
	}
	shown := make([]string, len(names))
	for i, name := range names {
		shown[i] = quoted(name)
	}
	return strings.Join(shown, ", ") + more
}
