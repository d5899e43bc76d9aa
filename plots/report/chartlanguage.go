package report

import (
	"math"
	"strconv"

	"holdfast/plots"
	"holdfast/plots/report/words"
)

// ChartLanguage is how charts write in the language of a catalogue.
func ChartLanguage(c *words.Catalogue) *plots.Language {
	style, v, say := StyleOf(c), vocabulary{c}, c.Say
	units := make([]plots.Unit, len(style.Scales))
	for i, scale := range style.Scales {
		units[i] = plots.Unit{Size: math.Pow10(scale.Exponent), Suffix: scale.Suffix}
	}
	return &plots.Language{
		Numbers:     func(values ...float64) []string { return plots.InUnits(values, units...) },
		PercentSign: style.Percent,
		Times:       func(number string) string { return say("plot.times", number) },
		FullStop:    say("plot.stop"),
		Date:        v.date,
		MonthNumber: func(month int) string { return say("month.number", month) },
		MonthAxis:   say("plot.month_axis"),
		AgeAxis:     say("plot.age_axis"),
		BandNote:    say("plot.band"),
		EndNote:     func(month string) string { return say("plot.end", month) },
		NoData:      say("plot.no_data"),
		Omitted:     func(n int) string { return say("plot.omitted", n) },
		Loses:       func(share string) string { return say("plot.loses", share) },
		OutsideNote: func(share string) string { return say("plot.outside", share) },
		Breakeven:   func(month string) string { return say("plot.breakeven", month) },
		NoBreakeven: say("plot.no_breakeven"),
		CutAxis:     say("plot.cut_axis"),
		NoCAC:       say("plot.no_cac"),
		AfterMonths: func(share string, age int) string { return say("plot.after", share, strconv.Itoa(age)) },

		SimulatedNote: say("plot.simulated"),
		Bridge: plots.BridgeWords{
			Opening: say("plot.bridge.opening"), New: say("plot.bridge.new"), Reactivated: say("plot.bridge.reactivated"),
			Expansion: say("plot.bridge.expansion"), Price: say("plot.bridge.price"), Contraction: say("plot.bridge.contraction"),
			Churned: say("plot.bridge.churned"), Closing: say("plot.bridge.closing"),
		},
	}
}
