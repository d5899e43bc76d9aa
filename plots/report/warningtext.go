package report

import (
	"strings"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

// WarningText is a warning on one line, its place in front, in English.
func WarningText(warning sim.Warning) string { return placed(warning, warning.Message, ": ") }

func placed(warning sim.Warning, message, mark string) string {
	message = Clean(message)
	if where := Clean(warning.Where); where != "" {
		return where + mark + message
	}
	return message
}

// WarningText is a warning of the report's result, or of an analysis of its
// plan, on one line in the language of a catalogue, its place in front, and its
// values as the report writes them. A warning that has no text there stays as it
// came, in English.
func (r *Report) WarningText(warning sim.Warning, c *words.Catalogue) string {
	values := make([]any, len(warning.Values))
	for i, value := range warning.Values {
		values[i] = r.warningValue(warning.Code, value, vocabulary{c}, StyleOf(c))
	}
	message, known := c.Warning(warning.Format, values...)
	if !known {
		return WarningText(warning)
	}
	return placed(warning, message, c.Say("warning.place"))
}

// WarningSentence is [Report.WarningText] as a line of its own: it starts with a
// capital letter, or with its place as the plan writes it.
func (r *Report) WarningSentence(warning sim.Warning, c *words.Catalogue) string {
	text := r.WarningText(warning, c)
	if Clean(warning.Where) == "" {
		return words.Capitalised(text)
	}
	return text
}

// styled is a value that is written in the style of the reader's language.
type styled struct{ in func(style *Style) string }

// String is the value in English.
func (s styled) String() string { return s.in(English()) }

// samplingCode is that of warnings whose value is a way of sampling.
const samplingCode = "sampling"

// warningValue is a value of a warning as a reader of the language expects it.
func (r *Report) warningValue(code string, value any, v vocabulary, style *Style) any {
	switch value := value.(type) {
	case sim.Metric:
		return v.metric(value)
	case sim.Measure:
		return v.measure(value)
	case sim.Lever:
		return v.Say("lever." + value.String())
	case sim.Turns:
		turns := make([]string, len(value))
		amount := func(x float64) string {
			const digits = 10 // of the margin: two digits of the amount are left
			return style.Plus(x, style.Money(r.Result.Plan.Currency, x, max(x, -x)/digits))
		}
		for i, turn := range value {
			turns[i] = v.Say("warning.turn", turn.Scenario, amount(turn.Without), amount(turn.With))
		}
		return strings.Join(turns, v.Say("album.list"))
	case string:
		if code == samplingCode {
			return v.sampling(strings.ReplaceAll(value, " ", "_"))
		}
	case styled:
		return value.in(style)
	}
	return value
}
