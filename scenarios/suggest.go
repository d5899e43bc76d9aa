package scenarios

import (
	"fmt"
	"sort"
	"strings"
	"unicode"

	"holdfast/scenarios/spelling"
)

// nearest returns the known name that found was most likely meant to be, or "".
// Names that differ in case, or in - and _, alone are nearest; otherwise at most
// a third of the letters, and at least one, may be wrong.
func nearest(found string, known []string) string {
	if len(found) > 200 || len(known) > 20_000 {
		return ""
	}
	plain := fold(found)
	best, bestDistance := "", 1<<30
	for _, name := range known {
		other := fold(name)
		if len(other) > 200 {
			continue
		}
		d := spelling.Distance(plain, other)
		longest := max(len([]rune(plain)), len([]rune(other)))
		if d > max(1, longest/3) || d >= longest {
			if !abbreviates(plain, other) {
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

// closest returns the known name with the fewest letters to change, however many
// they are.
func closest(found string, known []string) string {
	plain := fold(found)
	if runes := []rune(plain); len(runes) > 200 {
		plain = string(runes[:200])
	}
	best, bestDistance := "", 1<<30
	for _, name := range known {
		if d := spelling.Distance(plain, fold(name)); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// abbreviates reports whether one name is the other's beginning of three
// letters or more.
func abbreviates(a, b string) bool {
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	return len([]rune(short)) >= 3 && strings.HasPrefix(long, short)
}

// fold removes differences that a reader overlooks.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		r = narrow(r)
		if r == '-' || r == ' ' {
			return '_'
		}
		return unicode.ToLower(r)
	}, s)
}

// didYouMean ends a message about an unknown name: with the nearest known one,
// or with what is known.
func didYouMean(found, what string, known []string) string {
	if name := nearest(found, known); name != "" {
		return fmt.Sprintf("; did you mean %q?", name)
	}
	if len(known) == 0 {
		return fmt.Sprintf("; there are no %s", what)
	}
	const most = 30
	shown := append([]string(nil), known...)
	more := ""
	if len(shown) > most {
		shown, more = shown[:most], ", ..."
	}
	return fmt.Sprintf("; known %s: %s%s", what, strings.Join(shown, ", "), more)
}

// sortedNames returns the keys of m in order.
func sortedNames[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
