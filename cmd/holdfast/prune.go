package main

import (
	"slices"

	"holdfast/sim"
)

// prune leaves the baseline, the scenarios asked for and the one compared
// against, in the plan's order. It leaves the plan's scenarios alone where none
// is asked for.
func (o *runOptions) prune(command string, m *sim.Model) error {
	names := make([]string, len(m.Scenarios))
	for i, scenario := range m.Scenarios {
		names[i] = scenario.Name
	}
	for _, name := range o.scenarios {
		if !slices.Contains(names, name) {
			return usagef("%s: --scenarios: the plan has no scenario %q%s", command, name, didYouMean(name, names))
		}
	}
	if o.against != "" && !slices.Contains(names, o.against) {
		return usagef("%s: --against: the plan has no scenario %q%s", command, o.against, didYouMean(o.against, names))
	}
	if !o.limited {
		return nil
	}
	var kept []sim.Scenario
	for i, scenario := range m.Scenarios {
		if i == 0 || scenario.Name == o.against || slices.Contains(o.scenarios, scenario.Name) {
			kept = append(kept, scenario)
			o.places = append(o.places, i)
		}
	}
	m.Scenarios = kept
	return nil
}

// rerun lists the scenarios that a command must name to repeat the run; nil
// where all were run.
func (o *runOptions) rerun() []string {
	if !o.limited {
		return nil
	}
	if o.scenarios == nil {
		return []string{}
	}
	return o.scenarios
}
