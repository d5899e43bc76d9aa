package report

import (
	"fmt"
	"io"
	"math"

	"holdfast/sim"
	"holdfast/sim/analysis"
)

// ValueSchema names the layout of the document that [Value.JSON] writes.
const ValueSchema = "holdfast.value/1"

// Value is what it is worth to learn before deciding, complete before a writer
// runs.
type Value struct {
	Manifest
	Result *analysis.ValueResult
}

// Amount writes a value of information, rounded to what its error supports; ~
// where that does not tell it from 0.
func (v *Value) Amount(w analysis.Worth) string {
	if w.Value == 0 && w.SE == 0 {
		return v.amount(0, 0)
	}
	if w.Unresolved() {
		return English().Unresolved
	}
	return v.amount(w.Value, 2*w.SE)
}

func (v *Value) amount(x, margin float64) string {
	return difference(English(), v.Result.Metric, v.Plan.Currency, x, margin)
}

// half writes half of a 95 % interval, to two digits.
func (v *Value) half(se float64) string {
	margin := 0.0
	if se > 0 {
		margin = math.Pow10(exponentOf(2*se) - 1)
	}
	return v.amount(2*se, margin)
}

// best is what sentences call the scenario to take.
func (v *Value) best() string {
	o := &v.Result.Options[v.Result.Best]
	return Label(o.ID, o.Title)
}

// Headline is the sentence that answers.
func (v *Value) Headline() string {
	r := v.Result
	if !r.Decides() {
		return "Nothing is worth finding out: the plan has no scenario besides the baseline, so there is nothing to decide."
	}
	take := fmt.Sprintf("With what is known today take %s", v.best())
	if r.Best == 0 {
		take = fmt.Sprintf("With what is known today stay with %s", v.best())
	}
	switch study := r.Study(); {
	case r.EVPI.Value == 0 && r.EVPI.SE == 0:
		return take + ": it is the best whatever the inputs turn out to be, and nothing is worth finding out first."
	case r.EVPI.Unresolved():
		return take + fmt.Sprintf(": that finding out more would pay cannot be told by so many trials (EVPI %s).", v.amount(r.EVPI.Value, 2*r.EVPI.SE))
	case study == nil:
		return take + fmt.Sprintf("; knowing everything first would be worth %s on average, but no single number is worth a study.", v.Amount(r.EVPI))
	default:
		return take + fmt.Sprintf("; of all numbers, %s is most worth a study: up to %s, of the %s that knowing everything first would be worth.",
			quoted(study.Title), v.Amount(study.Worth), v.Amount(r.EVPI))
	}
}

// Title is the finding, for a chart.
func (v *Value) Title() string {
	study := v.Result.Study()
	if study == nil {
		return "No single number is worth a study"
	}
	return fmt.Sprintf("%s is most worth a study: up to %s", Shorten(Clean(study.Title), 60), v.Amount(study.Worth))
}

func quoted(title string) string { return "“" + Shorten(Clean(title), 60) + "”" }

// TestLine is the sentence that says whether a test pays.
func (v *Value) TestLine() string {
	t := v.Result.Test
	if t == nil {
		return "No test before the roll-out: " + v.Result.NoTest + "."
	}
	what := fmt.Sprintf("of %s for %s", quoted(t.Title), months(t.Months))
	if t.Best < 0 {
		return fmt.Sprintf("No test %s before the roll-out can be told to pay, at any size there are customers for.", what)
	}
	best := t.Curve[t.Best]
	return fmt.Sprintf("A test %s before the roll-out is best with %s customers per arm: worth %s net of its cost and of waiting for it.",
		what, English().Whole(best.N), v.amount(best.Net, 2*best.SE))
}

// Text writes the result for people.
func (v *Value) Text(w io.Writer) error {
	p, r := newPage(), v.Result
	p.paragraph("", v.Headline())
	v.subject(p, fmt.Sprintf("%s trials, by expected %s", p.style.Whole(r.Trials), metricName(r.Metric)))
	p.line("")
	v.decision(p)
	if r.Decides() {
		p.line("")
		v.learnings(p)
		p.line("")
		v.test(p)
	}
	v.foot(p)
	return p.flush(w)
}

func (v *Value) decision(p *page) {
	g := &grid{left: 1, header: []string{"Scenario", "Mean " + metricName(v.Result.Metric), "Better than baseline by", "Best, given the inputs"}}
	for i := range v.Result.Options {
		o := &v.Result.Options[i]
		gain := p.style.Unresolved
		switch {
		case i == 0:
			gain = ""
		case resolved(o.Gain, 2*o.SE):
			gain = p.style.Plus(o.Gain, v.amount(o.Gain, 2*o.SE))
		}
		g.add(Label(o.ID, o.Title), v.amount(o.Mean, 0), gain, p.style.Share(wilson(o.Best, v.Result.Trials-v.Result.Nulls)))
	}
	p.table(g)
}

// mostLearnings is how many rows the text shows.
const mostLearnings = 15

func (v *Value) learnings(p *page) {
	r := v.Result
	p.line("What knowing it before deciding is worth (luck and shocks cannot be known)")
	g := &grid{left: 1, header: []string{"", "At most", "+/-", "", ""}}
	g.add("Everything (EVPI)", v.Amount(r.EVPI), v.half(r.EVPI.SE), "", "")
	shown, rest := 0, 0
	for i := range r.Learnings {
		l := &r.Learnings[i]
		if shown == mostLearnings || l.Unresolved() {
			rest++
			continue
		}
		shown++
		g.add(Clean(l.Title), v.Amount(l.Worth), v.half(l.SE), kindText(l), Shorten(Clean(l.Path), 44))
	}
	p.table(g)
	if rest > 0 {
		p.line("%s%d more cannot be told from 0 by so many trials or are worth less: see --format json", indent, rest)
	}
}

func kindText(l *analysis.Learning) string {
	switch l.Kind {
	case "input", "member":
		return "number"
	case "group":
		return "correlated numbers"
	case "table":
		return "rows of a table"
	case "event":
		return "event, not to be studied"
	case "initiative":
		return "all its effects"
	}
	return l.Kind
}

// measured is what a test looks at.
func measured(k analysis.Measurement) string {
	switch k {
	case analysis.MeasureOrders:
		return "orders per customer"
	case analysis.MeasureRevenue:
		return "revenue per customer"
	case analysis.MeasureMRR:
		return "MRR per customer, 0 of those who have left"
	case analysis.MeasureReferred:
		return "customers brought by each"
	}
	return "share still a customer"
}

// shown writes a measured value.
func (v *Value) shown(k analysis.Measurement, x float64) string {
	switch k {
	case analysis.MeasureActive:
		return English().Rate(x, 0)
	case analysis.MeasureRevenue, analysis.MeasureMRR:
		return English().Money(v.Plan.Currency, x, 0)
	}
	return fmt.Sprintf("%.3g", x)
}

func (v *Value) test(p *page) {
	p.paragraph("", v.TestLine())
	t := v.Result.Test
	if t == nil {
		return
	}
	wait := "the roll-out starts as planned"
	if t.Delay > 0 {
		wait = "the roll-out waits " + months(t.Delay)
	}
	p.paragraph("  ", fmt.Sprintf("  New customers, followed up to age %s; measured: %s, %s without it, %s with it if it works; %s",
		months(t.Months), measured(t.Measure), v.shown(t.Measure, t.Control), v.difference(t.Measure, t.Treated-t.Control), wait))
	switch {
	case math.IsInf(t.Threshold, 1):
		p.paragraph("  ", "  No result of such a test would lead to it")
	case math.IsInf(t.Threshold, -1):
		p.paragraph("  ", "  Any result of such a test would lead to it")
	default:
		p.paragraph("  ", fmt.Sprintf("  Roll it out if the difference shown is at least %s", v.difference(t.Measure, t.Threshold)))
	}
	g := &grid{left: 0, header: []string{"Customers per arm", "Worth (EVSI)", "Waiting", "Cost", "Net", "+/-"}}
	for i, c := range t.Curve {
		mark := ""
		if i == t.Best {
			mark = " <"
		}
		g.add(p.style.Whole(c.N), v.Amount(c.EVSI), v.amount(-c.DelayCost, 0), v.amount(-c.Cost, 0), v.amount(c.Net, 2*c.SE), v.half(c.SE)+mark)
	}
	g.header[5] = "+/-  "
	p.table(g)
	power := "no size shows a difference, since none is expected"
	if !math.IsInf(t.Power.N, 1) {
		power = p.style.Whole(int(t.Power.N)) + " customers per arm"
	}
	p.paragraph("  ", fmt.Sprintf("  The ordinary power calculation (5 %% two-sided, power 80 %%, the expected difference) asks for %s; about %s of the new ones can be followed that long",
		power, p.style.Whole(t.Available)))
}

// difference writes what one arm shows more than the other.
func (v *Value) difference(k analysis.Measurement, x float64) string {
	margin := 0.0
	if x != 0 {
		margin = math.Pow10(exponentOf(x) - 1)
	}
	style := English()
	switch k {
	case analysis.MeasureActive:
		return fmt.Sprintf("%+.2g points", 100*x)
	case analysis.MeasureRevenue, analysis.MeasureMRR:
		return style.Plus(x, style.Money(v.Plan.Currency, x, margin))
	}
	return fmt.Sprintf("%+.2g", x)
}

// JSON writes the result as one document.
func (v *Value) JSON(w io.Writer) error {
	return v.document(w, ValueSchema, func(s *jsonStream) {
		r := v.Result
		s.text("metric", r.Metric.String())
		s.integer("null_trials", r.Nulls)
		s.text("best", r.Options[r.Best].ID)
		s.list("scenarios", func() {
			for i := range r.Options {
				o := &r.Options[i]
				s.inlineElement(func() {
					s.text("id", o.ID)
					s.text("title", o.Title)
					s.number("mean", o.Mean)
					s.number("gain", o.Gain)
					s.number("gain_se", o.SE)
					s.number("probability_best", o.Best)
				})
			}
		})
		s.number("evpi", r.EVPI.Value)
		s.number("evpi_se", r.EVPI.SE)
		s.list("evppi", func() {
			for i := range r.Learnings {
				s.inlineElement(func() { writeLearning(s, &r.Learnings[i]) })
			}
		})
		if study := r.Study(); study != nil {
			s.text("study", study.Path)
		} else {
			s.null("study")
		}
		if r.Test == nil {
			s.null("test")
			s.text("no_test", r.NoTest)
			return
		}
		s.object("test", func() { writeTest(s, r.Test) })
	})
}

func writeLearning(s *jsonStream, l *analysis.Learning) {
	s.text("path", l.Path)
	s.text("title", l.Title)
	s.text("kind", l.Kind)
	s.number("value", l.Value)
	s.number("se", l.SE)
	if len(l.Members) > 0 {
		s.texts("members", l.Members)
	}
}

func (s *jsonStream) texts(key string, all []string) {
	s.member(key)
	s.enclose('[', ']', true, func() {
		for _, text := range all {
			s.item()
			s.quote(text)
		}
	})
}

func writeTest(s *jsonStream, t *analysis.Test) {
	s.text("initiative", t.Initiative)
	s.text("title", t.Title)
	s.texts("segments", t.Segments)
	s.integer("months", t.Months)
	s.integer("delay", t.Delay)
	s.text("measure", t.Measure.String())
	s.number("control", t.Control)
	s.number("treated", t.Treated)
	s.integer("available", t.Available)
	s.list("curve", func() {
		for _, c := range t.Curve {
			s.inlineElement(func() {
				s.integer("n", c.N)
				s.number("evsi", c.EVSI.Value)
				s.number("evsi_se", c.EVSI.SE)
				s.number("delay_cost", c.DelayCost)
				s.number("cost", c.Cost)
				s.number("net", c.Net)
				s.number("net_se", c.SE)
			})
		}
	})
	s.integer("best_n", t.BestN())
	s.number("threshold", t.Threshold)
	s.number("ceiling", t.Ceiling.Value)
	s.number("ceiling_se", t.Ceiling.SE)
	s.inlineObject("power", func() {
		s.number("alpha", t.Power.Alpha)
		s.number("power", t.Power.Power)
		s.number("n", t.Power.N)
	})
}

// InformationRows are the learnings that a chart shows: those that are resolved.
func (v *Value) InformationRows() []analysis.Learning {
	var rows []analysis.Learning
	for _, l := range v.Result.Learnings {
		if !l.Unresolved() && len(rows) < mostLearnings {
			rows = append(rows, l)
		}
	}
	return rows
}

// Unit names the metric and, where it is money, the currency.
func (v *Value) Unit() string {
	unit := metricName(v.Result.Metric)
	if currency := Clean(v.Plan.Currency); currency != "" && v.Result.Metric.Kind() == sim.KindMoney {
		unit += ", " + currency
	}
	return unit
}
