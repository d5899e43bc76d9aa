package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
	"holdfast/sim/analysis"
)

// BreakevenSchema names the layout of the document that [Breakeven.JSON] writes.
const BreakevenSchema = "holdfast.breakeven/1"

// Varied is a number of the plan that is varied, for people.
type Varied struct {
	Path, Title            string
	Written                string  // as the plan writes it now; "" where it does not
	Now                    float64 // NaN where the plan does not say
	Uncertain              bool
	Unit                   string // "/month", "/year" or ""
	Percent, Points, Whole bool
	Money                  bool // an amount in Currency, the plan's
	Currency               string
	Low, High              float64 // range that was searched
	Chosen                 bool    // by the command line
}

// Text writes a value of the number as plans do, to three significant digits,
// or to as many as margin, the half-width of its interval, supports.
func (v *Varied) Text(x, margin float64) string { return v.textIn(English(), x, margin) }

func (v *Varied) textIn(style *Style, x, margin float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	if math.Abs(x) < 1e-6*(v.High-v.Low) { // nearer to 0 than a search looks
		x = 0
	}
	suffix := v.Unit
	switch {
	case v.Points:
		x, margin, suffix = 100*x, 100*margin, "pt"+suffix
	case v.Percent:
		x, margin, suffix = 100*x, 100*margin, "%"+suffix
	}
	if v.Whole {
		return strconv.FormatFloat(math.Round(x), 'f', -1, 64)
	}
	place := math.MinInt
	if x != 0 {
		place = exponentOf(x) - 2
	}
	if margin > 0 && !math.IsInf(margin, 1) {
		place = max(place, exponentOf(margin)-1)
	}
	x = roundTo(x, place)
	text := strconv.FormatFloat(math.Abs(x), 'f', -1, 64)
	if math.Abs(x) >= plainBelow {
		text = style.scaled(math.Abs(x), place, plainBelow)
	}
	if v.Money {
		if math.Abs(x) < plainBelow {
			text = style.group(text)
		}
		text = style.currency(v.Currency).Symbol + text
	}
	if x < 0 {
		text = "-" + text
	}
	return text + suffix
}

// Name is what titles and axes call the number.
func (v *Varied) Name() string {
	if v.Title != "" {
		return Clean(v.Title)
	}
	return Clean(v.Path)
}

// Breakeven is where a scenario's chance of a target turns, complete before a
// writer runs.
type Breakeven struct {
	Manifest
	Goal
	Varied Varied
	Result *analysis.Breakeven
}

// Goal is what has to be reached, and how surely.
type Goal struct {
	Scenario, Against string // names; Against is "" for a level
	Metric            sim.Metric
	Target            float64
	Relative          bool
	Confidence        float64
}

func (g *Goal) write(s *jsonStream) {
	s.text("scenario", g.Scenario)
	s.optional("against", g.Against)
	s.text("metric", g.Metric.String())
	s.number("target", g.Target)
	s.boolean("relative", g.Relative)
	s.number("confidence", g.Confidence)
}

// Aim says what has to be reached: "the NPV of keep is above that of baseline".
func (b *Breakeven) Aim() string {
	return aim(b.Metric, b.Scenario, b.Against, b.Target, b.Relative, b.Plan.Currency)
}

func aim(metric sim.Metric, scenario, against string, target float64, relative bool, currency string) string {
	style := English()
	amount := func(v float64) string {
		switch metric.Kind() {
		case sim.KindMoney:
			return style.Money(currency, v, 0)
		case sim.KindRate:
			if against != "" {
				return points(style, v, 0)
			}
			return style.Rate(v, 0)
		}
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	// Less of a metric of which less is better is at least so much below, and
	// more of another one that may fall short is at most so much below.
	bound := "at least"
	if metric.LowerIsBetter() != (against != "" && target < 0) {
		bound = "at most"
	}
	name := metricName(metric)
	who := fmt.Sprintf("the %s of %s", name, Clean(scenario))
	switch {
	case against == "":
		return fmt.Sprintf("%s is %s %s", who, bound, amount(target))
	case target == 0 && metric.LowerIsBetter():
		return fmt.Sprintf("%s is below that of %s", who, Clean(against))
	case target == 0:
		return fmt.Sprintf("%s is above that of %s", who, Clean(against))
	case relative && target > 0:
		return fmt.Sprintf("%s is %s %s more than that of %s", who, bound, style.Rate(target, 0), Clean(against))
	case relative:
		return fmt.Sprintf("%s is %s %s less than that of %s", who, bound, style.Rate(-target, 0), Clean(against))
	case target > 0:
		return fmt.Sprintf("%s is %s %s above that of %s", who, bound, amount(target), Clean(against))
	}
	return fmt.Sprintf("%s is %s %s below that of %s", who, bound, amount(-target), Clean(against))
}

// points writes a difference of shares in percentage points: "0.5 pt".
func points(style *Style, v, margin float64) string {
	text := style.Rate(v, margin)
	if number, percent := strings.CutSuffix(text, style.Percent); percent {
		return number + " pt"
	}
	return text
}

// metricName is what sentences call a metric.
func metricName(m sim.Metric) string {
	name := strings.ReplaceAll(m.String(), "_", " ")
	for _, short := range [...]string{"npv", "ltv", "cac", "mrr", "arpu", "grr", "nrr"} {
		words := strings.Split(name, " ")
		for i, w := range words {
			if w == short {
				words[i] = strings.ToUpper(w)
			}
		}
		name = strings.Join(words, " ")
	}
	return strings.ReplaceAll(name, "LTV CAC", "LTV/CAC")
}

// Headline is the sentence that answers.
func (b *Breakeven) Headline() string {
	r, v := b.Result, &b.Varied
	confidence := English().Rate(b.Confidence, 0)
	if !r.Touched && r.Chance.N > 0 {
		return fmt.Sprintf("Whatever %s is, %s in %s of futures: it %s.", v.Name(), b.Aim(),
			b.chance(r.Chance), b.noBearing())
	}
	if !r.Found {
		span := fmt.Sprintf("%s from %s to %s", v.Name(), v.Text(v.Low, 0), v.Text(v.High, 0))
		if r.Trials > 0 && r.Chance.N == 0 {
			return fmt.Sprintf("No answer: the %s of %s%s does not exist in these futures, whatever %s.", metricName(b.Metric), Clean(b.Scenario), b.orOf(), span)
		}
		if r.Everywhere {
			return fmt.Sprintf("In at least %s of futures %s, whatever %s.", confidence, b.Aim(), span)
		}
		without := ""
		if r.Nulls > 0 {
			without = fmt.Sprintf(", those left out in which it does not exist (%d of %d)", r.Nulls, r.Trials)
		}
		return fmt.Sprintf("Never within the range: with %s, %s in at most %s of futures, not in %s%s.", span, b.Aim(),
			b.chance(r.Chance), confidence, without)
	}
	which := "largest"
	if r.Rising {
		which = "smallest"
	}
	if !r.Monotone {
		var parts []string
		for _, g := range r.Regions {
			parts = append(parts, fmt.Sprintf("from %s to %s", v.Text(g.Low, 0), v.Text(g.High, 0)))
		}
		return fmt.Sprintf("In at least %s of futures %s with %s %s; the chance turns back beyond that.", confidence, b.Aim(), v.Name(), strings.Join(parts, " and "))
	}
	return fmt.Sprintf("The %s %s with which %s in at least %s of futures is %s%s.", which, v.Name(), b.Aim(), confidence, b.value(), b.between())
}

// chance writes a chance; where nothing is uncertain, it is one.
func (b *Breakeven) chance(c analysis.Proportion) string {
	uncertain := slices.ContainsFunc(b.Result.Curve, func(at analysis.BreakevenPoint) bool {
		return !(at.SE <= 1e-9*math.Abs(at.Mean)) || at.Chance.N < 2
	})
	if !uncertain && (c.P == 0 || c.P == 1) {
		return English().Rate(c.P, 0)
	}
	return English().Share(c.P, c.Low, c.High)
}

// orOf names the scenario that it is compared with: " or baseline".
func (b *Breakeven) orOf() string {
	if b.Against == "" {
		return ""
	}
	return " or " + Clean(b.Against)
}

// noBearing says on what the number does not bear.
func (b *Breakeven) noBearing() string {
	if b.Against == "" {
		return "does not bear on " + Clean(b.Scenario)
	}
	return fmt.Sprintf("bears on neither %s nor %s", Clean(b.Scenario), Clean(b.Against))
}

// Answer is the value with its bracket.
func (b *Breakeven) Answer() string { return b.value() + b.between() }

// Doubts adds the warnings that follow from the result.
func (b *Breakeven) Doubts() {
	r, v := b.Result, &b.Varied
	if !r.Monotone {
		b.Warn("not_monotone", v.Path, "the chance both rises and falls within the range: beyond a value that reaches the target, a larger one may not")
	}
	if r.Found && (r.Open[0] || r.Open[1]) {
		b.Warn("open_bracket", v.Path, "the Monte Carlo error reaches beyond the range that was searched: widen it with --between")
	}
	if !r.Touched {
		b.Warn("no_bearing", v.Path, "changes nothing of what is compared")
	}
	if !r.Found && !v.Chosen && r.Touched && r.Chance.N > 0 {
		b.Warn("default_range", v.Path, "the range was chosen by the plan's value; --between A,B searches another")
	}
	if r.Nulls > 0 {
		b.Warn("null_trials", b.Metric.String(), "does not exist in %d of %d trials with %s, which are left out", r.Nulls, r.Trials, v.Text(r.At, 0))
	}
}

func (b *Breakeven) value() string {
	r := b.Result
	return b.Varied.Text(r.Value, (r.Bracket[1]-r.Bracket[0])/2)
}

func (b *Breakeven) between() string {
	return bracketText(&b.Varied, b.Result.Value, b.Result.Bracket, b.Result.Open)
}

// bracketText is " (95 %: a to b)"; "" where both ends read like the value.
func bracketText(v *Varied, value float64, bracket [2]float64, open [2]bool) string {
	margin := (bracket[1] - bracket[0]) / 2
	low, high := v.Text(bracket[0], margin), v.Text(bracket[1], margin)
	if low == high && low == v.Text(value, margin) {
		return ""
	}
	beyond := ""
	if open[0] || open[1] {
		beyond = ", or beyond the range"
	}
	return fmt.Sprintf(" (95 %%: %s to %s%s)", low, high, beyond)
}

// Text writes the result for people.
func (b *Breakeven) Text(w io.Writer) error {
	p, r, v := newPage(), b.Result, &b.Varied
	p.paragraph("", b.Headline())
	b.subject(p, p.style.Whole(b.Run.Trials)+" trials at each value near the answer")
	p.line("")
	now := "which the plan does not state"
	if v.Written != "" {
		now = "in the plan " + Clean(v.Written)
	}
	if v.Uncertain {
		now += ", uncertain: here one certain value at a time"
	}
	p.paragraph("  ", fmt.Sprintf("Varied: %s, %s; searched from %s to %s", Clean(v.Path), now, v.Text(v.Low, 0), v.Text(v.High, 0)))
	if r.Found {
		p.paragraph("  ", fmt.Sprintf("Chance at %s: %s", v.Text(r.At, 0), b.chance(r.Chance)))
	}
	p.paragraph("  ", b.expected())
	if r.Touched {
		p.line("")
		b.curve(p)
	}
	b.foot(p)
	return p.flush(w)
}

// expected says where the mean reaches the target.
func (b *Breakeven) expected() string {
	e, v := &b.Result.Expected, &b.Varied
	switch {
	case !e.Exists:
		return "In expectation: no answer, since the metric can be infinite or absent"
	case e.Found:
		return fmt.Sprintf("In expectation: reached at %s%s", v.Text(e.Value, (e.Bracket[1]-e.Bracket[0])/2), bracketText(v, e.Value, e.Bracket, e.Open))
	case e.Everywhere:
		return "In expectation: reached in the whole range"
	}
	return "In expectation: not reached within the range"
}

// curve is the table of chances along the range, the values near the answer
// left out.
func (b *Breakeven) curve(p *page) {
	var rows [][]string
	for _, c := range b.Grid() {
		mean := "–"
		if !math.IsNaN(c.Mean) && !math.IsInf(c.Mean, 0) {
			margin := 2 * c.SE
			if math.Abs(c.Mean) >= 100 {
				margin = max(margin, 0.5) // no cents where nothing is uncertain
			}
			text := difference(p.style, b.Metric, b.Plan.Currency, c.Mean, margin)
			if b.Against != "" && b.Metric.Kind() == sim.KindRate {
				text = points(p.style, c.Mean, 2*c.SE)
			}
			mean = p.style.Plus(c.Mean, text)
		}
		rows = append(rows, []string{b.Varied.Text(c.X, 0), b.chance(c.Chance), mean, p.style.Whole(c.Chance.N)})
	}
	_ = WriteTable(&p.out, []string{b.Varied.Name(), "Chance", "Beyond the target, on average", "Trials"}, rows)
}

// Grid is the part of the curve that was looked at first, evenly spread.
func (b *Breakeven) Grid() []analysis.BreakevenPoint {
	var even []analysis.BreakevenPoint
	const parts = 8
	last := math.NaN()
	for _, c := range b.Result.Curve {
		step := (c.X - b.Varied.Low) / (b.Varied.High - b.Varied.Low) * parts
		switch place := math.Round(step); {
		case b.Varied.Whole:
			even = append(even, c)
		case math.Abs(step-place) < 1e-9 && place != last: // a turn may lie right beside one
			even, last = append(even, c), place
		}
	}
	return even
}

// difference writes a difference of a metric's values.
func difference(style *Style, m sim.Metric, currency string, v, margin float64) string {
	switch m.Kind() {
	case sim.KindMoney:
		return style.Money(currency, v, margin)
	case sim.KindRate:
		return style.Rate(v, margin)
	case sim.KindRatio:
		return style.Ratio(v)
	case sim.KindMonths:
		return style.Months(v)
	}
	return style.Count(v, margin)
}
