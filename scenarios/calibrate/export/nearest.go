package export

import (
	"strings"

	"holdfast/scenarios/spelling"
)

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
		d := spelling.Distance(string(plain), string(other))
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
