package report

import (
	"slices"
	"strings"

	"holdfast/sim"
)

// aboutHeadline reports whether a warning bears on the answer itself: it is of
// the whole run, or of a scenario that the answer names.
func (b *board) aboutHeadline(w sim.Warning) bool {
	switch w.Code {
	case undiscountedCode:
		return true
	case "unresolved", "thin_investment", "infinite_equity":
		return b.Answer.Scenario != nil && w.Where == b.Answer.Scenario.ID
	}
	return w.Where == ""
}

// aboutScenario reports whether a warning is of a scenario, or a segment of one,
// and does not stand with the answer.
func (b *board) aboutScenario(w sim.Warning) bool {
	return b.scenarioOf(w) >= 0 && !b.aboutHeadline(w)
}

// aboutInputs reports whether a warning is of an input of the plan.
func (b *board) aboutInputs(w sim.Warning) bool {
	return b.scenarioOf(w) < 0 && !b.aboutHeadline(w)
}

// scenarioOf is the scenario that a warning is about; -1 where it is about none.
func (b *board) scenarioOf(w sim.Warning) int {
	found, longest := -1, -1
	for i := range b.Result.Scenarios {
		id := b.Result.Scenarios[i].ID
		if rest, is := strings.CutPrefix(w.Where, id); is && (rest == "" || strings.HasPrefix(rest, ", ")) && len(id) > longest {
			found, longest = i, len(id)
		}
	}
	return found
}

// warningTexts are the run's warnings that are chosen.
func (b *board) warningTexts(chosen func(sim.Warning) bool) []string {
	var texts []string
	for _, w := range b.Result.Warnings {
		if chosen(w) {
			texts = append(texts, b.warning(w))
		}
	}
	return texts
}

// warning is a warning on one line, its place in front, as a sentence of its own.
func (b *board) warning(w sim.Warning) string { return b.WarningSentence(w, b.words.Catalogue) }

// ofShares are warnings of the variance shares, which the report leaves out.
var ofShares = []string{"shares_imprecise", "shares_padded", "no_variance"}

// ownWarnings are those of the analyses that the run has not.
func (b *board) ownWarnings() []sim.Warning {
	known := map[string]bool{}
	for _, w := range b.Result.Warnings {
		known[WarningText(w)] = true
	}
	var own []sim.Warning
	add := func(warnings []sim.Warning) {
		for _, w := range warnings {
			if text := WarningText(w); !known[text] && !slices.Contains(ofShares, w.Code) {
				known[text] = true
				own = append(own, w)
			}
		}
	}
	if b.o.Sensitivity != nil {
		add(b.o.Sensitivity.Warnings)
	}
	if b.o.Value != nil {
		add(b.o.Value.Warnings)
	}
	return own
}
