package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
	"holdfast/sim/analysis"
)

// OptimizeSchema names the layout of the document that [Optimize.JSON] writes.
const OptimizeSchema = "holdfast.optimize/1"

// Optimize is the best set of initiatives for a budget, complete before a
// writer runs.
type Optimize struct {
	Manifest
	Budget    float64
	Objective analysis.Objective
	Metric    sim.Metric
	MaxLoss   float64 // 1: no limit
	Names     []Named // of the plan's initiatives
	Segments  []OptimizeSegment
	Result    *analysis.Optimum
	Marginal  []analysis.Marginal
	Delay     []analysis.Delay
	Unit      float64 // of money, that margins are for
}

// Named is a name of the plan with its title.
type Named struct{ ID, Title string }

// Label is what people read.
func (n Named) Label() string { return Label(n.ID, n.Title) }

// OptimizeSegment is a segment with its channels.
type OptimizeSegment struct {
	Named
	Channels []string // by name
}

// MarginPath is the place of a margin in the plan.
func (o *Optimize) MarginPath(m *analysis.Marginal) string {
	switch m.Kind {
	case analysis.MarginalChannel:
		s := &o.Segments[m.Segment]
		return "segments." + s.ID + ".acquisition." + s.Channels[m.Channel]
	case analysis.MarginalPrice:
		return "segments." + o.Segments[m.Segment].ID + ".price"
	}
	return "initiatives." + o.Names[m.Initiative].ID
}

// Doubts adds the warnings that follow from the result.
func (o *Optimize) Doubts() {
	r := o.Result
	if r.Rivals > 0 {
		o.Warn("not_told_apart", "", "%d other sets within the budget could not be told apart from the chosen one in the search; more --trials narrow that", r.Rivals)
	}
	for i := range r.Runners {
		if v := &r.Runners[i]; v.ToldApart && v.Behind < 0 {
			o.Warn("runner_up_ahead", o.set(v.Picks), "is ahead of the chosen set on fresh trials by more than the error: run with more --trials")
		}
	}
	if r.Chosen.MayBreakLimit {
		o.Warn("loss_limit", o.set(r.Chosen.Picks), "meets the limit for losses in the search, but its probability, %s on fresh trials, may be above %s",
			styled{func(style *Style) string { return style.Share(r.Chosen.Loss.P, r.Chosen.Loss.Low, r.Chosen.Loss.High) }},
			styled{func(style *Style) string { return style.Rate(o.MaxLoss, 0) }})
	}
	if r.Chosen.Cost > o.Budget {
		o.Warn("budget", o.set(r.Chosen.Picks), "meets the budget in the search; on fresh trials its mean investment is %s",
			styled{func(style *Style) string { return style.Money(o.Plan.Currency, r.Chosen.Cost, 2*r.Chosen.CostSE) }})
	}
}

func (o *Optimize) money(v, margin float64) string {
	return English().Money(o.Plan.Currency, v, margin)
}

// amount writes a value of the objective.
func (o *Optimize) amount(v, margin float64) string {
	if o.Objective == analysis.ObjectiveProbability {
		return English().Rate(v, margin)
	}
	return English().Plus(v, difference(English(), o.Metric, o.Plan.Currency, v, margin))
}

// what names the objective: "mean NPV".
func (o *Optimize) what() string {
	name := metricName(o.Metric)
	switch o.Objective {
	case analysis.ObjectiveP10:
		return name + " in a bad future (P10)"
	case analysis.ObjectiveCVaR5:
		return name + " in the worst twentieth of futures (CVaR5)"
	case analysis.ObjectiveProbability:
		return "chance of a better " + name
	}
	return "mean " + name
}

// set writes a set in full: "onboarding + price x 1.5", "nothing".
func (o *Optimize) set(picks []analysis.Pick) string {
	return strings.Join(o.members(picks, longestMember), " + ")
}

// members writes the initiatives of a set, of each name at most so many cells.
func (o *Optimize) members(picks []analysis.Pick, cells int) []string {
	if len(picks) == 0 {
		return []string{"nothing"}
	}
	var parts []string
	for _, p := range picks {
		n, scale := o.Names[p.Initiative], ""
		if p.Scale != 1 {
			scale = " x " + strconv.FormatFloat(p.Scale, 'g', 4, 64)
		}
		name := Clean(n.Title)
		if name == "" {
			name = Clean(n.ID)
		}
		parts = append(parts, Shorten(name, cells-Width(scale))+scale)
	}
	return parts
}

const (
	setCells      = pageWidth // of tables with sets
	leastName     = 10        // cells of a name in them
	longestMember = 90        // cells of a name in a sentence
)

// broken is a set on as many lines as it needs in a column.
func (o *Optimize) broken(picks []analysis.Pick, cells int) string {
	var lines []string
	line := ""
	for _, part := range o.members(picks, cells-Width("+  +")) {
		switch {
		case line == "":
			line = part
		case Width(line)+Width(" +  +")+Width(part) > cells:
			lines = append(lines, line+" +")
			line = part
		default:
			line += " + " + part
		}
	}
	return strings.Join(append(lines, line), "\n")
}

// setTable writes a table in which a column holds sets, as wide as the others
// leave room for.
func (o *Optimize) setTable(p *page, column int, header []string, rows [][]string, sets [][]analysis.Pick) {
	room := setCells
	for c := range header {
		if c != column {
			widest := Width(header[c])
			for _, row := range rows {
				widest = max(widest, Width(row[c]))
			}
			room -= widest + 2
		}
	}
	for i := range rows {
		rows[i][column] = o.broken(sets[i], max(room, 3*leastName))
	}
	_ = WriteTable(&p.out, header, rows)
}

// Headline is the sentence that answers.
func (o *Optimize) Headline() string {
	c := &o.Result.Chosen
	limit := ""
	if o.MaxLoss < 1 {
		limit = fmt.Sprintf(" and a loss in at most %s of futures", English().Rate(o.MaxLoss, 0))
	}
	budget := o.money(o.Budget, 0)
	if len(c.Picks) == 0 {
		return fmt.Sprintf("Within %s%s, nothing beats doing nothing by %s.", budget, limit, o.what())
	}
	return fmt.Sprintf("For %s%s, buy %s: %s against the baseline is %s, for an investment of %s%s.", budget, limit, o.set(c.Picks),
		o.what(), o.amount(c.Value, 2*c.SE), o.money(c.Cost, 2*c.CostSE), o.lead())
}

// ChartTitle is the headline without the names, for a chart.
func (o *Optimize) ChartTitle() string {
	c := &o.Result.Chosen
	if len(c.Picks) == 0 {
		return "Within " + o.money(o.Budget, 0) + " nothing beats doing nothing"
	}
	again := ""
	found := c.Value
	if !math.IsNaN(c.Search) {
		found = c.Search
		again = ", " + o.amount(c.Value, 2*c.SE) + " run again"
	}
	return fmt.Sprintf("The best set for %s: %s %s in the search%s, for %s", o.money(o.Budget, 0), o.what(), o.amount(found, 2*c.SearchSE), again, o.money(c.Cost, 2*c.CostSE))
}

// lead says whether the chosen set can be told from the next one.
func (o *Optimize) lead() string {
	for i := range o.Result.Runners {
		v := &o.Result.Runners[i]
		if !v.ToldApart {
			return fmt.Sprintf("; %s cannot be told apart from it", o.set(v.Picks))
		}
	}
	return ""
}

// Text writes the result for people.
func (o *Optimize) Text(w io.Writer) error {
	p := newPage()
	p.paragraph("", o.Headline())
	o.subject(p, p.style.Whole(o.Run.Trials)+" trials")
	p.line("")
	r := o.Result
	method := "Method: " + strings.Replace(r.Method, fmt.Sprintf(" %d sets", r.Looked), " "+p.style.Whole(r.Looked)+" sets", 1)
	if r.Dropped > 0 {
		method += fmt.Sprintf("; %s more break a rule of the plan", p.style.Whole(r.Dropped))
	}
	if r.Screened > 0 {
		method += fmt.Sprintf("; first on %d trials without luck in customers, where a lead of up to %s counted for nothing", r.Screened, o.amount(r.Tolerance, 0))
	}
	p.paragraph("  ", method)
	p.line("")
	o.sets(p)
	p.line("")
	o.frontier(p)
	p.line("")
	o.marginals(p)
	if len(o.Delay) > 0 {
		p.line("")
		o.delays(p)
	}
	o.foot(p)
	return p.flush(w)
}

func (o *Optimize) sets(p *page) {
	r := o.Result
	p.paragraph("", "Run again on fresh trials, since the best of many looks better than it is:")
	rows, sets := [][]string{o.row(&r.Chosen, "chosen", "")}, [][]analysis.Pick{r.Chosen.Picks}
	for i := range r.Runners {
		v := &r.Runners[i]
		behind := o.amount(-v.Behind, 2*v.BehindSE)
		if !v.ToldApart {
			behind = p.style.Unresolved
		}
		rows, sets = append(rows, o.row(v, behind, o.half(v.BehindSE))), append(sets, v.Picks)
	}
	var names [][]string
	for i := range rows {
		rows[i][0] = strconv.Itoa(i + 1)
		names = append(names, []string{rows[i][0], ""})
	}
	_ = WriteTable(&p.out, []string{"Set", sentence(o.what()), "+/-", "In the search", "+/-", "Shrinkage", "+/-", "Investment", "P(loss)", "Against 1", "+/-"}, rows)
	p.line("  +/-: two standard errors; ~: not told from 0")
	p.line("")
	o.setTable(p, 1, []string{"Set", "Initiatives"}, names, sets)
}

func (o *Optimize) row(v *analysis.ValuedSet, behind, behindHalf string) []string {
	loss := English().Share(v.Loss.P, v.Loss.Low, v.Loss.High)
	certain := o.Objective == analysis.ObjectiveMean && o.Metric == sim.MetricNPV && v.SE == 0
	if len(v.Picks) == 0 || certain {
		loss = English().Rate(v.Loss.P, 0)
	}
	shrinkage, se := English().None, math.Hypot(v.SE, v.SearchSE)
	if !math.IsNaN(v.Search) {
		if shrinkage = o.amount(v.Search-v.Value, 2*se); !resolved(v.Search-v.Value, 2*se) {
			shrinkage = English().Unresolved
		}
	}
	return []string{"", o.amount(v.Value, 2*v.SE), o.half(v.SE), o.amount(v.Search, 2*v.SearchSE), o.half(v.SearchSE), shrinkage, o.half(se),
		o.money(v.Cost, 2*v.CostSE), loss, behind, behindHalf}
}

// half writes two standard errors of a value of the objective; "" of none.
func (o *Optimize) half(se float64) string {
	switch {
	case math.IsNaN(se):
		return English().None
	case o.Objective == analysis.ObjectiveProbability:
		return points(English(), 2*se, halfMargin(se))
	}
	return difference(English(), o.Metric, o.Plan.Currency, 2*se, halfMargin(se))
}

// halfMoney is the same of an amount.
func (o *Optimize) halfMoney(se float64) string {
	if math.IsNaN(se) {
		return English().None
	}
	return o.money(2*se, halfMargin(se))
}

// halfMargin rounds two standard errors to two digits.
func halfMargin(se float64) float64 {
	if se > 0 {
		return math.Pow10(exponentOf(2*se) - 1)
	}
	return 0
}

// sentence begins a text with a capital.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

func (o *Optimize) frontier(p *page) {
	p.line("Best set of each budget (by the search)")
	var rows [][]string
	var sets [][]analysis.Pick
	for i := range o.Result.Frontier {
		v := &o.Result.Frontier[i]
		rows = append(rows, []string{o.money(v.Cost, 2*v.CostSE), o.amount(v.Value, 2*v.SE), o.half(v.SE), ""})
		sets = append(sets, v.Picks)
	}
	o.setTable(p, 3, []string{"Budget", sentence(o.what()), "+/-", "Set"}, rows, sets)
}

// MarginName is what people read of a margin's place.
func (o *Optimize) MarginName(m *analysis.Marginal) (name, detail string) {
	switch m.Kind {
	case analysis.MarginalChannel:
		s := &o.Segments[m.Segment]
		return Shorten(Clean(s.Label()+": "+s.Channels[m.Channel]), labelCells), "10 % more spend"
	case analysis.MarginalPrice:
		return Shorten(o.Segments[m.Segment].Label()+": price", labelCells), "1 % more"
	}
	name = o.Names[m.Initiative].Label()
	scale := func(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }
	switch {
	case m.Blocked != "":
		return name, Clean(m.Blocked)
	case !m.InSet:
		detail = "not chosen: if added"
		if m.Scale != 1 {
			detail += " at scale " + scale(m.Scale)
		}
	case m.OnTop:
		return name, "chosen: scale " + scale(m.Base) + " up to " + scale(m.Scale)
	case m.Base > 0:
		return name, "chosen: scale " + scale(m.Scale) + " against " + scale(m.Base)
	default:
		detail = "chosen: if kept"
	}
	return name, detail + o.with(", with ", m.Also)
}

// with lists initiatives after a word, "" for none.
func (o *Optimize) with(word string, initiatives []int) string {
	var names []string
	for _, i := range initiatives {
		names = append(names, o.Names[i].Label())
	}
	if len(names) == 0 {
		return ""
	}
	return word + strings.Join(names, ", ")
}

// Money writes an amount of the next unit.
func (o *Optimize) Money(v, margin float64) string { return o.money(v, margin) }

// UnitText is the unit of the margins: "the next $1M".
func (o *Optimize) UnitText() string { return "the next " + o.money(o.Unit, 0) }

// OrderMarginals sorts the margins by what the next unit of money brings in
// them, those that take none and prices last, by what their step does.
func (o *Optimize) OrderMarginals() {
	slices.SortStableFunc(o.Marginal, func(a, b analysis.Marginal) int {
		last := func(m *analysis.Marginal) int {
			switch {
			case m.Blocked != "":
				return 3
			case m.Kind == analysis.MarginalPrice:
				return 2
			case math.IsNaN(m.PerUnit):
				return 1
			}
			return 0
		}
		x, y := a.PerUnit, b.PerUnit
		if last(&a) > 0 {
			x, y = a.Gain, b.Gain
		}
		return cmp.Or(cmp.Compare(last(&a), last(&b)), cmp.Compare(y, x))
	})
}

func (o *Optimize) marginals(p *page) {
	p.line("What %s would bring in NPV, on top of the chosen set", o.UnitText())
	header := []string{"Where", "Step", "NPV for " + o.money(o.Unit, 0), "+/-", "NPV of the step", "+/-", "Investment"}
	var rows [][]string
	for i := range o.Marginal {
		m := &o.Marginal[i]
		name, detail := o.MarginName(m)
		row := []string{name, detail, "–", "", "–", "", "–"}
		if !math.IsNaN(m.PerUnit) {
			row[2], row[3] = o.Gain(m.PerUnit, m.PerUnitSE), o.halfMoney(m.PerUnitSE)
		}
		if m.Blocked == "" {
			row[4], row[5] = o.Gain(m.Gain, m.SE), o.halfMoney(m.SE)
		}
		if !math.IsNaN(m.Cost) {
			row[6] = o.money(m.Cost, 0)
		}
		rows = append(rows, row)
	}
	room := setCells
	for c := range header[2:] {
		widest := Width(header[2+c])
		for _, row := range rows {
			widest = max(widest, Width(row[2+c]))
		}
		room -= widest + 2
	}
	names, most := 0, 0 // widest of the names and of the steps
	for _, row := range rows {
		names, most = max(names, Width(row[0])), max(most, Width(row[1]))
	}
	most = min(most, max(2*leastName, room-names-4))
	for _, row := range rows {
		row[0], row[1] = Shorten(row[0], max(2*leastName, room-most-4)), Shorten(row[1], most)
	}
	_ = WriteTable(&p.out, header, rows)
}

// Gain writes a difference of NPV, "~" where it cannot be told from 0.
func (o *Optimize) Gain(v, se float64) string {
	if !resolved(v, 2*se) && v != 0 {
		return English().Unresolved
	}
	return English().Plus(v, o.money(v, 2*se))
}

func (o *Optimize) delays(p *page) {
	p.line("What waiting costs in NPV")
	var rows [][]string
	for i := range o.Delay {
		d := &o.Delay[i]
		row := []string{o.Names[d.Initiative].Label() + o.with(", with ", d.Also)}
		for j := range d.Months {
			if j > 0 {
				row = append(row, o.Gain(d.Loss[j], d.SE[j]), o.halfMoney(d.SE[j]))
			}
		}
		rows = append(rows, row)
	}
	header := []string{"Starting later by"}
	for _, later := range o.Delay[0].Months[1:] {
		header = append(header, months(later), "+/-")
	}
	_ = WriteTable(&p.out, header, rows)
}

// ValueName is what an axis calls the objective's value.
func (o *Optimize) ValueName() string { return o.what() + " against the baseline" }

// ValueIsShare reports whether people read the objective in percent.
func (o *Optimize) ValueIsShare() bool {
	return o.Objective == analysis.ObjectiveProbability || o.Metric.Kind() == sim.KindRate
}

// SameSet reports whether two sets are the same.
func (o *Optimize) SameSet(a, b []analysis.Pick) bool { return slices.Equal(a, b) }

// MarginHeadline says where the next money brings most: for an initiative, what
// its own step brings, since a part of it cannot be had.
func (o *Optimize) MarginHeadline() string {
	var best *analysis.Marginal
	for i := range o.Marginal {
		m := &o.Marginal[i]
		if m.OnTop && !math.IsNaN(m.PerUnit) && (best == nil || m.PerUnit > best.PerUnit) {
			best = m
		}
	}
	switch {
	case best == nil:
		return "Nothing is left to put more money into"
	case best.PerUnit <= 0:
		return "No initiative or channel left would bring more than is put into it"
	}
	name, _ := o.MarginName(best)
	gain, se, of := best.PerUnit, best.PerUnitSE, o.UnitText()
	if best.Kind == analysis.MarginalInitiative {
		gain, se, of = best.Gain, best.SE, "its "+o.money(best.Cost, 0)
	}
	return fmt.Sprintf("More money would bring most in %s: %s of NPV for %s", name, English().Plus(gain, o.money(gain, 2*se)), of)
}
