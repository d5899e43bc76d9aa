package analysis

import (
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
)

// PlaceTitle is what people call a number by its path in the plan: the title
// (or else the name) of the segment, initiative or event that it belongs to,
// and its keys: "Downturn: churn, increase" for
// events.downturn.changes.0.increase. Other paths are returned as they are.
func PlaceTitle(m *sim.Model, path string) string {
	keys := strings.Split(path, ".")
	if len(keys) < 3 {
		return path
	}
	title := ""
	var changes []sim.Change
	named := func(all []sim.Initiative) {
		if i := slices.IndexFunc(all, func(x sim.Initiative) bool { return x.Name == keys[1] }); i >= 0 {
			title, changes = titleOf(&all[i]), all[i].Changes
		}
	}
	switch keys[0] {
	case "segments":
		if i := slices.IndexFunc(m.Segments, func(s sim.Segment) bool { return s.Name == keys[1] }); i >= 0 {
			if title = m.Segments[i].Title; title == "" {
				title = m.Segments[i].Name
			}
		}
	case "initiatives":
		named(m.Initiatives)
	case "events":
		named(m.Events)
	}
	if title == "" {
		return path
	}
	var parts []string
	for i := 2; i < len(keys); i++ {
		k := keys[i]
		if index, err := strconv.Atoi(k); err == nil && keys[i-1] == "changes" && index >= 0 && index < len(changes) {
			parts[len(parts)-1] = changes[index].Lever.String()
			continue
		}
		if k != "value" {
			parts = append(parts, k)
		}
	}
	return title + ": " + strings.ReplaceAll(strings.Join(parts, ", "), "_", " ")
}
