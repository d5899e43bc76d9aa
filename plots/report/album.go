package report

import (
	"fmt"
	"math"
	"strings"

	"holdfast/plots"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// An Album makes the charts of a report, in the language of its words. A
// scenario has the same colour in all of them.
type Album struct {
	page  *page
	words *words.Catalogue
	start plots.Month
}

// All stands in a [View] for all scenarios, or all segments together.
const All = -1

// A View says what a chart shows of a run.
type View struct {
	Scenario int         // index of the result's, or All
	Segment  int         // index of the scenario's, or All together
	Measure  sim.Measure // of a fan
}

// NewAlbum is the album of a report whose texts are those of a catalogue.
func NewAlbum(rep *Report, words *words.Catalogue) *Album {
	start := rep.Result.Plan.Start
	return &Album{page: rep.english(), words: words, start: plots.Month{Year: start.Year, Month: start.Month}}
}

// shows reports whether a scenario is among those of the view.
func (v View) shows(scenario int) bool { return v.Scenario == All || v.Scenario == scenario }

// monthly are the months of the view's scenario and segment.
func (a *Album) monthly(v View) *[sim.NumMeasures]sim.Series {
	scenario := &a.page.Result.Scenarios[v.Scenario]
	if v.Segment == All {
		return &scenario.Monthly
	}
	return &scenario.Segments[v.Segment].Monthly
}

// metrics are the figures of the view's scenario and segment.
func (a *Album) metrics(v View) *[sim.NumMetrics]sim.Stat {
	scenario := &a.page.Result.Scenarios[v.Scenario]
	if v.Segment == All {
		return &scenario.Metrics
	}
	return &scenario.Segments[v.Segment].Metrics
}

// called is what a title calls the view's scenario and segment.
func (a *Album) called(v View) string {
	name := scenarioLabel(&a.page.Result.Scenarios[v.Scenario])
	if v.Segment != All {
		name += ", " + a.segmentLabel(v)
	}
	return name
}

func (a *Album) segmentLabel(v View) string {
	segment := &a.page.Result.Scenarios[max(v.Scenario, 0)].Segments[v.Segment]
	return Label(segment.ID, segment.Title)
}

func (a *Album) head(title, subtitle string) plots.Head {
	run := &a.page.Result.Run
	noise := ""
	if run.Noise == sim.NoiseNone.String() {
		noise = ", noise none"
	}
	trials := a.page.style.Whole(run.Trials) + " trials"
	if run.Trials == 1 {
		trials = "1 trial"
	}
	note := fmt.Sprintf("%s: %s, seed %d%s.", a.page.planName(), trials, run.Seed, noise)
	language := plots.English()
	language.SimulatedNote = "Line: expected of a customer who joins in the LTV month. Dots: simulated, all cohorts and trials together, " +
		"so they mix customers from before and after a programme."
	if a.page.Certain {
		language.BandNote = ""
		language.EndNote = func(string) string { return "" }
		language.Loses = func(share string) string {
			if strings.HasPrefix(share, "100") {
				return "loses money"
			}
			return ""
		}
	}
	return plots.Head{Title: title, Subtitle: subtitle, Note: note, Language: language}
}

// unlessCertain is text about a distribution, where there is one.
func (a *Album) unlessCertain(text string) string {
	if a.page.Certain {
		return ""
	}
	return text
}

func (a *Album) money(v float64) string { return a.page.style.Money(a.page.Result.Plan.Currency, v, 0) }

// unit names a quantity with the plan's currency.
func (a *Album) unit(what string) string {
	if currency := Clean(a.page.Result.Plan.Currency); currency != "" {
		return what + ", " + currency
	}
	return what
}

// colour is the index of a scenario's colour, its own in every run.
func (a *Album) colour(scenario int) int {
	if a.page.Places != nil {
		return a.page.Places[scenario]
	}
	return scenario
}

// scenarioLabel is what a title calls a scenario.
func scenarioLabel(scenario *sim.ScenarioResult) string { return Label(scenario.ID, scenario.Title) }

// symbol puts the plan's currency before an amount.
func (a *Album) symbol(amount string) string {
	text := a.page.style.Money(a.page.Result.Plan.Currency, 1e6, 0)
	prefix := text[:strings.IndexAny(text, "1")]
	if rest, negative := strings.CutPrefix(amount, "-"); negative {
		return "-" + prefix + rest
	}
	return prefix + amount
}

func (a *Album) monthName(t int) string {
	if a.start == (plots.Month{}) {
		return fmt.Sprintf("month %d", t)
	}
	m := a.start.Plus(t - 1)
	return fmt.Sprintf("%04d-%02d", m.Year, m.Month)
}

// monthCount is a number of months in words.
func monthCount(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}

// last is the last value of a series; NaN where there is none.
func last(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return values[len(values)-1]
}
