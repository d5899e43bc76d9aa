package calibrate

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim/retention"
)

// planText writes the plan line by line.
type planText struct {
	strings.Builder
	r            *Result
	draws        string // name of the file of draws; "": points instead
	assumptions  strings.Builder
	columns      []string // of the draws that the plan uses
	correlations []string
	written      map[string]bool
}

// Plan returns the plan as YAML. draws is the name of the file, in the plan's
// folder, that [Result.Draws] is written to; without one the curves are points.
// The same result and name give the same bytes.
func (r *Result) Plan(draws string) []byte {
	p := &planText{r: r, draws: draws}
	if !r.hasDraws() {
		p.draws = ""
	}
	var segments strings.Builder
	for i := range r.Segments {
		if s := &r.Segments[i]; s.inPlan(r) {
			segments.WriteString(p.segment(s))
		}
	}
	segments.WriteString(p.shops())
	p.head()
	p.body(segments.String())
	return []byte(p.String())
}

func (r *Result) hasDraws() bool {
	found := false
	for i := range r.Segments {
		s := r.curveSegment(&r.Segments[i])
		found = found || s != nil && len(s.Draws) > 0
	}
	return found
}

// curveSegment is the segment whose curve s has in the plan, nil without any.
func (r *Result) curveSegment(s *Segment) *Segment {
	switch {
	case s.Chosen >= 0:
		return s
	case s.Pooled:
		return &r.Overall
	}
	return nil
}

// inPlan reports whether a segment has a curve, and so a place in the plan.
func (s *Segment) inPlan(r *Result) bool { return r.curveSegment(s) != nil }

func (p *planText) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// head writes the comment at the top: the files, and how it was fitted.
func (p *planText) head() {
	r := p.r
	p.line("# Made by holdfast calibrate. Every number is from the files below unless it says otherwise; what says")
	p.line("# \"assumption\" is not in them and waits for yours.")
	p.line("#")
	for _, f := range r.Files {
		dates := ""
		if f.From != noDay && f.To != noDay {
			dates = fmt.Sprintf(", dates %v to %v", f.From, f.To)
		}
		rejected := ""
		if f.Rejected > 0 {
			rejected = fmt.Sprintf(" (%s rejected)", grouped(f.Rejected))
		}
		p.line("#   %s: %s, %s%s%s", comment(filepath.Base(f.Name)), f.Kind, count(f.Rows, "row"), rejected, dates)
		p.line("#     SHA-256 %s", f.SHA256)
	}
	p.line("#")
	if r.Dated {
		p.line("# As of %v.", r.AsOf)
	}
	if r.Since != noDay {
		p.line("# Only what happened since %v counts (delayed entry).", r.Since)
	}
	if r.Snapshot {
		covers := "whole histories"
		if r.FlagCovers > 0 {
			covers = "the last " + count(r.FlagCovers, "month")
		}
		p.line("# The churn flag is taken to cover %s.", covers)
	}
	for _, out := range r.Rows.leftOut() {
		p.line("# %s.", out)
	}
	for _, w := range r.Warnings {
		if w.Code == "not_identified" {
			continue // stands beside the fit
		}
		where := ""
		if w.Where != "" {
			where = w.Where + ": "
		}
		p.wrapped("Warning: " + where + w.Message)
	}
	p.line("")
}

// wrapped writes a comment of several lines.
func (p *planText) wrapped(text string) {
	const width = 108
	line := "#"
	for _, word := range strings.Fields(comment(text)) {
		if len(line)+1+len(word) > width && line != "#" {
			p.line("%s", line)
			line = "#  "
		}
		line += " " + word
	}
	p.line("%s", line)
}

// body writes the plan itself around its segments.
func (p *planText) body(segments string) {
	r := p.r
	p.line("plan: %s", title(r.planName(), "Calibrated"))
	if r.Currency != "" {
		p.line("currency: %s", r.Currency)
	} else {
		p.line("# currency: JPY     # the files do not tell which one; --currency states it")
	}
	if r.Dated {
		p.line("start: %v", r.AsOf.Month()+1)
	}
	p.line("months: %d", planMonths)
	p.line("discount: 8%%/year  # assumption: what money costs this company in a year; ask finance")
	p.line("")
	p.line("assumptions:")
	if len(p.columns) > 0 {
		p.line("  # One row is one data set resampled from the files, case by case, the model chosen anew: what is not")
		p.line("  # known about the curves, the choice of the model included. %s rows.", grouped(p.rows()))
		p.line("  draws:")
		p.line("    file: %s", quote(p.draws))
		p.line("    columns:")
		for _, c := range p.columns {
			p.line("      %s: %s", c, c)
		}
	}
	source := "assumption: replace it"
	if r.GrossMargin != placeholderMargin {
		source = "as stated to holdfast calibrate"
	}
	p.line("  gross_margin: {value: %s, title: Gross margin, source: %s}", quote(r.GrossMargin), quote(source))
	p.WriteString(p.assumptions.String())
	p.line("")
	if len(p.correlations) > 0 {
		p.line("correlations:  # the part of the order rates' errors that all classes share")
		for _, c := range p.correlations {
			p.line("%s", c)
		}
		p.line("")
	}
	p.line("segments:")
	p.WriteString(segments)
}

func (p *planText) rows() int {
	for i := range p.r.Segments {
		if s := p.r.curveSegment(&p.r.Segments[i]); s != nil && len(s.Draws) > 0 {
			return len(s.Draws)
		}
	}
	return 0
}

// planName is the first file's name without its ending.
func (r *Result) planName() string {
	if len(r.Files) == 0 {
		return "Calibrated"
	}
	name := filepath.Base(r.Files[0].Name)
	name = strings.TrimSuffix(name, ".gz")
	if name = strings.TrimSuffix(name, filepath.Ext(name)); name == "" {
		return "Calibrated"
	}
	return name
}

// sourceOf names the files of a kind, for the sources of assumptions.
func (r *Result) sourceOf(kinds ...Kind) string {
	var names []string
	for _, f := range r.Files {
		if slices.Contains(kinds, f.Kind) {
			names = append(names, filepath.Base(f.Name))
		}
	}
	return strings.Join(names, ", ")
}

// assume adds an assumption and returns its name.
func (p *planText) assume(name, value, title, source string) string {
	fmt.Fprintf(&p.assumptions, "  %s: {value: %s, title: %s, source: %s}\n", name, quote(value), quote(comment(title)), quote(comment(source)))
	return name
}

// segment returns the text of one segment.
func (p *planText) segment(s *Segment) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("  %s:", s.ID)
	line("    title: %s", title(s.Name, s.ID))
	if s.Active > 0 {
		about := ""
		if p.r.Dated {
			about = fmt.Sprintf(" as of %v", p.r.AsOf)
		}
		line("    opening:  # active customers in %s%s", comment(p.r.sourceOf("customers", "subscriptions")), about)
		line("      customers: %d", s.Active)
		line("      tenure: {%s}  # age in months: customers", tenures(s.Opening))
	}
	price, opening := p.prices(s)
	if opening != "" {
		line("      price: %s", opening)
	}
	line("    price: %s", price)
	line("    gross_margin: gross_margin")
	p.curve(s, line)
	if m := s.MRR; m != nil {
		p.moves(s, m, line)
	}
	p.acquisition(s, line)
	return b.String()
}

// title writes what reports call a segment: its name in the data, or its key where
// nothing of that can be printed.
func title(name, key string) string {
	if name = strings.TrimSpace(comment(name)); name == "" {
		return quote(key)
	}
	return quote(name)
}

// tenures lists counts by age.
func tenures(counts map[int]int) string {
	var parts []string
	for _, age := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d: %d", age, counts[age]))
	}
	return strings.Join(parts, ", ")
}

// leastNew is how many customers of a short tenure tell the price of new ones.
const leastNew = 30

// prices returns the list price and, where it differs, the opening base's.
func (p *planText) prices(s *Segment) (price, opening string) {
	kinds := []Kind{"customers", "subscriptions"}
	source := p.r.sourceOf(kinds...)
	switch {
	case s.Price.All.N == 0:
		return p.assume(s.ID+"_price", "1/month", "Price of "+s.Name, "assumption: no price is in the files; replace it"), ""
	case s.Price.New.N >= leastNew:
		price = p.assume(s.ID+"_price_new", mean(s.Price.New)+"/month", "Price of new customers, "+s.Name,
			fmt.Sprintf("%s: mean of %s of at most %d months", source, count(s.Price.New.N, "customer"), NewTenure))
		if s.Active > 0 && s.Price.Active.N > 0 && mean(s.Price.Active) != mean(s.Price.New) {
			opening = p.assume(s.ID+"_price", mean(s.Price.Active)+"/month", "Price of customers, "+s.Name,
				fmt.Sprintf("%s: mean of %s active", source, count(s.Price.Active.N, "customer")))
		}
		return price, opening
	case s.Price.Active.N > 0:
		return p.assume(s.ID+"_price", mean(s.Price.Active)+"/month", "Price, "+s.Name,
			fmt.Sprintf("%s: mean of %s active", source, count(s.Price.Active.N, "customer"))), ""
	}
	return p.assume(s.ID+"_price", mean(s.Price.All)+"/month", "Price, "+s.Name,
		fmt.Sprintf("%s: mean of %s", source, count(s.Price.All.N, "customer"))), ""
}

// mean writes a mean with its sampling error as a distribution: normal, or
// lognormal where that could leave the positive numbers.
func mean(m Moments) string {
	se := m.SE()
	if !(se > 1e-9*math.Abs(m.Mean)) {
		return number(m.Mean)
	}
	law := "normal"
	if m.Mean < 6*se {
		law = "lognormal"
	}
	return fmt.Sprintf("%s(%s, %s)", law, number(m.Mean), number(se))
}

// curve writes the retention with what was fitted.
func (p *planText) curve(s *Segment, line func(string, ...any)) {
	from := p.r.curveSegment(s)
	fit := from.ChosenFit()
	about := fmt.Sprintf("%s, %s", count(from.N, "customer"), count(from.Events, "loss"))
	if s.Pooled {
		about += " of all segments together, as this one has too few"
	}
	line("    # Fitted on %s. %s.", about, comment(capital(from.Reason)))
	for i := range from.Fits {
		line("    #   %s", fitLine(&from.Fits[i], i == from.Chosen))
	}
	if votes := votesText(from); votes != "" {
		line("    # Resampled: %s.", votes)
	}
	if t := 12 / from.Term; from.Term <= 12 && t < len(from.Survival) {
		band := ""
		if t < len(from.Low) {
			band = fmt.Sprintf(" (90 %% interval %s to %s)", percent(from.Low[t]), percent(from.High[t]))
		}
		line("    # Still there after 12 months: %s%s.", percent(from.Survival[t]), band)
	}
	if from.Term > 1 {
		line("    term: %d", from.Term)
	}
	if p.draws != "" && len(from.Draws) > 0 {
		p.drawn(from, line)
		return
	}
	line("    # The parameters are points: what is not known about them needs the file of draws that -o writes.")
	line("    retention: {%s}", point(fit))
}

// drawn writes a curve whose parameters come from the draws.
func (p *planText) drawn(from *Segment, line func(string, ...any)) {
	columns, kind := from.columns(), from.drawnAs()
	if !slices.Contains(p.columns, columns[0]) {
		p.columns = append(p.columns, columns...)
	}
	if kind == retention.BDW && slices.ContainsFunc(from.Draws, func(d Draw) bool { return d.Kind != kind }) {
		line("    # The rows differ in the model, so each is written as the beta-discrete-Weibull that it is.")
	}
	switch {
	case kind == retention.Constant && from.Term == 1:
		line("    retention: {model: constant, rate: %s/month}", columns[0])
	case kind == retention.Constant:
		line("    retention: {model: table, rates: [%s]}", columns[0])
	default:
		var params []string
		for i, name := range paramNames(kind) {
			params = append(params, name+": "+columns[i])
		}
		line("    retention: {model: %s, %s}", kind.Model(), strings.Join(params, ", "))
	}
}

// point writes a fit's curve as a plan does.
func point(f *retention.Fit) string {
	switch f.Kind {
	case retention.SBG:
		return fmt.Sprintf("model: sbg, alpha: %s, beta: %s", number(f.Curve.Alpha), number(f.Curve.Beta))
	case retention.Weibull:
		return fmt.Sprintf("model: weibull, theta: %s, c: %s", number(f.Curve.Theta), number(f.Curve.C))
	case retention.BDW:
		return fmt.Sprintf("model: bdw, alpha: %s, beta: %s, c: %s", number(f.Curve.Alpha), number(f.Curve.Beta), number(f.Curve.C))
	}
	return fmt.Sprintf("model: table, rates: [%s]", number(f.Curve.Rate)) // one for every renewal, whatever the term
}

// fitLine says what one model found.
func fitLine(f *retention.Fit, chosen bool) string {
	var params []string
	for i, name := range retention.ParamNames(f.Kind) {
		text := name + " " + number(f.Params[i])
		if se := f.StdErr[i]; !math.IsNaN(se) {
			text += " (se " + short(se) + ")"
		}
		params = append(params, text)
	}
	line := fmt.Sprintf("%s: %s; log-likelihood %.3f, AIC %.2f, BIC %.2f", f.Kind.Model(), strings.Join(params, ", "), f.LogLik, f.AIC, f.BIC)
	if f.Kind == retention.SBG && f.Identified {
		mean, polarisation := f.Propensities()
		line += fmt.Sprintf("; mean churn %s, polarisation %s", percent(mean), short(polarisation))
	}
	if !f.Identified {
		line += "; not identified: " + comment(f.Warning)
	}
	if chosen {
		line += " <- chosen"
	}
	return line
}

func votesText(s *Segment) string {
	var parts []string
	for i, n := range s.Votes() {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d times", retention.FitKinds()[i].Model(), n))
		}
	}
	return strings.Join(parts, ", ")
}

// moves writes upgrades, downgrades and win-backs.
func (p *planText) moves(s *Segment, m *Movements, line func(string, ...any)) {
	source := p.r.sourceOf("subscriptions")
	rate := func(key, title string, r Rate, size string) {
		if r.Events == 0 || !(r.Size > 0) {
			return
		}
		name := p.assume(s.ID+"_"+key, chance(r.Events, r.Months)+"/month", title+", "+s.Name,
			fmt.Sprintf("%s: %s in %s", source, count(r.Events, "move"), count(r.Months, "customer month")))
		line("    %s: {customers: %s, %s: %s}", key, name, size, number(math.Min(r.Size, 1)))
	}
	rate("expansion", "Upgrades a month", m.Expansion, "uplift")
	rate("contraction", "Downgrades a month", m.Contraction, "drop")
	if w := m.Winback; w.Events >= 5 {
		name := p.assume(s.ID+"_winback", chance(w.Events, w.Months)+"/month", "Win-backs a month, "+s.Name,
			fmt.Sprintf("%s: %s in %s after a loss", source, count(w.Events, "return"), count(w.Months, "customer month")))
		line("    winback: {rate: %s, within: %d}", name, WinbackWithin)
	}
}

// chance writes a probability with its sampling error.
func chance(events, trials int) string {
	p := float64(events) / float64(trials)
	sd := math.Sqrt(p * (1 - p) / float64(trials))
	if events == 0 || events == trials {
		return number(p)
	}
	return fmt.Sprintf("beta(%s, %s)", number(p), number(sd))
}

// number writes a number in at most six significant digits, as plans read it.
func number(v float64) string { return digits(v, 6) }

func short(v float64) string { return digits(v, 3) }

func digits(v float64, significant int) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	text := strconv.FormatFloat(v, 'e', significant-1, 64)
	rounded, _ := strconv.ParseFloat(text, 64)
	format := byte('f')
	if size := math.Abs(v); size < 1e-6 || size >= 1e15 {
		format = 'e'
	}
	return strconv.FormatFloat(rounded, format, -1, 64)
}

// percent writes a share in three digits, and no certainty that is none.
func percent(share float64) string {
	if share < 1 && share >= 0.9995 {
		return "over 99.9 %"
	}
	return digits(100*share, 3) + " %"
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
