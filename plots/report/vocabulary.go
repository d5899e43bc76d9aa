package report

import (
	"fmt"
	"strconv"
	"strings"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

// Words is the catalogue of the plan's language, or of English.
func (r *Report) Words() *words.Catalogue {
	if c, err := words.In(r.Result.Plan.Language); err == nil {
		return c
	}
	return words.English()
}

// StyleOf is how numbers are written in the language of a catalogue.
func StyleOf(c *words.Catalogue) *Style {
	if c.Japanese() {
		return Japanese()
	}
	return English()
}

// vocabulary names, in one language, what results hold.
type vocabulary struct{ *words.Catalogue }

// vocabularyOf is that of a catalogue; that of nil is the plan's.
func (r *Report) vocabularyOf(c *words.Catalogue) vocabulary {
	if c == nil {
		c = r.Words()
	}
	return vocabulary{c}
}

// scenario is what people call a scenario: its title, or else its name.
func (v vocabulary) scenario(s *sim.ScenarioResult) string { return v.label(s.ID, s.Title) }

// against is what people call the scenario compared against, which need not have
// been run.
func (v vocabulary) against(r *Report) string {
	if against := r.Answer.Against; against != nil {
		return v.scenario(against)
	}
	return v.label(r.Result.Against, "")
}

// baselineID is the name of the scenario that every plan has.
const baselineID = "baseline"

func (v vocabulary) label(id, title string) string {
	if id == baselineID && title == "" {
		return v.Say("baseline")
	}
	return Label(id, title)
}

// month names the plan's t-th month by its date, or by its number where the
// plan has no start.
func (v vocabulary) month(start sim.YearMonth, t int) string {
	if start == (sim.YearMonth{}) {
		return v.Say("month.number", t)
	}
	months := start.Year*12 + start.Month - 1 + t - 1
	return v.date(months/12, months%12+1)
}

// date writes a month of the calendar: 2026-04, 2026年4月.
func (v vocabulary) date(year, month int) string {
	if v.Japanese() {
		return v.Say("date", strconv.Itoa(year), strconv.Itoa(month))
	}
	return v.Say("date", fmt.Sprintf("%04d", year), fmt.Sprintf("%02d", month))
}

// year is the label of a fiscal year, with its months where it lies only in
// part within the horizon.
func (v vocabulary) year(label string, months int) string {
	text := Clean(label)
	var n int
	if _, err := fmt.Sscanf(text, "FY%d", &n); err == nil {
		text = v.Say("year.fiscal", strconv.Itoa(n))
	} else if _, err := fmt.Sscanf(text, "Y%d", &n); err == nil {
		text = v.Say("year.plan", strconv.Itoa(n))
	}
	if months < 12 {
		text = v.Say("year.part", text, v.Say("months", months))
	}
	return text
}

func (v vocabulary) metric(m sim.Metric) string   { return v.Say("metric." + m.String()) }
func (v vocabulary) measure(m sim.Measure) string { return v.Say("measure." + m.String()) }

// figure names a metric or measure by its key in results; a name that is
// neither, as a target of a newer plan might have, is shown as it is.
func (v vocabulary) figure(key string) string {
	for _, prefix := range [...]string{"measure.", "metric."} {
		if words.Known(prefix + key) {
			return v.Say(prefix + key)
		}
	}
	return figureWords(key)
}

// unit is that of a kind of figure.
func (v vocabulary) unit(kind sim.Kind, currency string) string {
	switch kind {
	case sim.KindMoney:
		return Clean(currency)
	case sim.KindRate:
		return v.Say("unit.percent")
	case sim.KindRatio:
		return v.Say("unit.times")
	case sim.KindMonths:
		return v.Say("unit.months")
	}
	return v.Say("unit.count")
}

// inCurrency names a quantity with the currency that it is in, where that is known.
func (v vocabulary) inCurrency(what, currency string) string {
	switch currency = Clean(currency); currency {
	case "":
		return what
	case "JPY":
		currency = v.Say("yen")
	}
	return v.Say("in_currency", what, currency)
}

// sampling names a way of drawing the uncertain inputs.
func (v vocabulary) sampling(key string) string {
	if words.Known("sampling." + key) {
		return v.Say("sampling." + key)
	}
	return strings.ReplaceAll(Clean(key), "_", " ")
}

// seedText is the seed of a run, which is a name rather than a number.
func seedText(run *sim.RunInfo) string { return strconv.FormatUint(run.Seed, 10) }

// statistic names a mean or quantile.
func (v vocabulary) statistic(statistic int) string {
	if statistic == mean {
		return v.Say("mean")
	}
	return fmt.Sprintf("P%.0f", 100*sim.Quantiles[statistic])
}
