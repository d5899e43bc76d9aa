package report

import (
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
	return &Album{page: rep.in(words), start: plots.Month{Year: start.Year, Month: start.Month}}
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
	name := a.page.words.scenario(&a.page.Result.Scenarios[v.Scenario])
	if v.Segment != All {
		name = a.say("album.part", name, a.segmentLabel(v))
	}
	return name
}

func (a *Album) segmentLabel(v View) string {
	segment := &a.page.Result.Scenarios[max(v.Scenario, 0)].Segments[v.Segment]
	return Label(segment.ID, segment.Title)
}

func (a *Album) say(key string, values ...any) string { return a.page.words.Say(key, values...) }

// unlessCertain is the key of a text about a distribution, where there is one.
func (a *Album) unlessCertain(key, certain string) string {
	if a.page.Certain {
		return certain
	}
	return key
}

func (a *Album) head(title, subtitle string) plots.Head {
	return a.headOf(title, subtitle, a.page.Result.Run.Trials)
}

// headOf is the text around a chart of another number of trials than the run's.
func (a *Album) headOf(title, subtitle string, trials int) plots.Head {
	run := &a.page.Result.Run
	still := ""
	if run.Noise == sim.NoiseNone.String() {
		still = a.say("album.note.still")
	}
	note := a.say("album.note", a.page.planName(), a.say("trials", trials), seedText(run), still)
	return plots.Head{Title: title, Subtitle: subtitle, Note: note, Language: a.language()}
}

// language is that of charts, without what is said of bands where there are none.
func (a *Album) language() *plots.Language {
	language := ChartLanguage(a.page.words.Catalogue)
	language.SimulatedNote = a.say("album.simulated")
	if a.page.Certain {
		language.BandNote = ""
		language.EndNote = func(string) string { return "" }
		language.Loses = func(share string) string {
			if strings.HasPrefix(share, "100") {
				return a.say("album.loses.certain")
			}
			return ""
		}
	}
	return language
}

func (a *Album) money(v float64) string { return a.page.style.Money(a.page.Result.Plan.Currency, v, 0) }

// unit names a quantity with the plan's currency.
func (a *Album) unit(what string) string {
	return a.page.words.inCurrency(what, a.page.Result.Plan.Currency)
}

// colour is the index of a scenario's colour, its own in every run.
func (a *Album) colour(scenario int) int {
	if a.page.Places != nil {
		return a.page.Places[scenario]
	}
	return scenario
}

// symbol puts the plan's currency before an amount.
func (a *Album) symbol(amount string) string {
	text := a.page.style.Money(a.page.Result.Plan.Currency, 1e6, 0)
	prefix := text[:strings.IndexAny(text, "1")]
	if rest, negative := strings.CutPrefix(amount, "-"); negative {
		return "-" + prefix + rest
	}
	return prefix + amount
}

func (a *Album) monthName(t int) string { return a.page.words.month(a.page.Result.Plan.Start, t) }

// last is the last value of a series; NaN where there is none.
func last(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return values[len(values)-1]
}
