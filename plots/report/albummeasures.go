package report

import (
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// noun is how a sentence calls a monthly quantity.
func (a *Album) noun(m sim.Measure) string { return a.say("album.noun." + m.String()) }

// axisOf is what stands at the axis of a monthly quantity, and what the subtitle
// of its chart calls it: it is that of a month, of the start or end of one, or of
// all months so far.
func (a *Album) axisOf(m sim.Measure) (axis, subtitle string) {
	switch noun := words.Capitalised(a.noun(m)); m {
	case sim.MeasureOpening:
		noun = words.Capitalised(a.noun(sim.MeasureClosing))
		return a.say("album.axis.start", noun), a.say("album.subtitle.start", noun)
	case sim.MeasureClosing, sim.MeasureMRR:
		return a.say("album.axis.end", noun), a.say("album.subtitle.end", noun)
	case sim.MeasureCumulativeContribution:
		return noun, a.say("album.subtitle.month", noun)
	default:
		return a.say("album.axis.month", noun), a.say("album.subtitle.month", noun)
	}
}
