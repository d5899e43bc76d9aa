package main

import (
	"fmt"
	"strings"

	"holdfast/scenarios/spelling"
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
		if d := spelling.Distance(strings.ToLower(found), strings.ToLower(name)); d < fewest && d < len([]rune(name)) {
			best, fewest = name, d
		}
	}
	return best
}
