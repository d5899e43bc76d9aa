package report

import (
	"fmt"
	"io"
	"math"
	"strings"

	"holdfast/sim"
	"holdfast/sim/analysis"
)

// mostBars is how many bars the text lists; the document has all.
const mostBars = 25

const (
	negligible = 1e-9  // of the outcome: a bar shorter than that is none
	smallShare = 0.001 // of variance: not listed below it
)

// Headline is the sentence that answers.
func (r *Sensitivity) Headline() string {
	x := r.Result
	if !r.Exists() {
		return fmt.Sprintf("%s %s in these futures.", r.Subject(), r.absent())
	}
	if len(x.Entries) == 0 && len(x.Shares) == 0 {
		luck := ""
		if x.LuckShare.Value > 0 {
			luck = " but customers' luck"
		}
		return fmt.Sprintf("Nothing in this plan is uncertain%s: %s is %s.", luck, r.Subject(), r.Amount(x.Middle))
	}
	top := r.top()
	if left := x.Nulls + x.Infinite; top == nil && left > 0 {
		return fmt.Sprintf("What moves %s cannot be told: it %s in %d of %d trials.", r.Subject(), r.absent(), left, x.Trials)
	}
	if top == nil {
		return fmt.Sprintf("None of the uncertain inputs moves %s: it is %s in every future.", r.Subject(), r.Amount(x.Middle))
	}
	sentence := fmt.Sprintf("%s drives %s most", top.Title, r.Subject())
	if s := top.Total.Value; !math.IsNaN(s) {
		sentence += fmt.Sprintf(": %s of its variance", r.share(top.Total))
	}
	if e := r.entryOf(top.Path); e != nil && !math.IsNaN(e.Swing) && e.Swing > 0 {
		low, high := r.Ends(e)
		sentence += fmt.Sprintf("; from %s to %s it moves it from %s to %s", low, high, r.Amount(e.Low), r.Amount(e.High))
	}
	return sentence + "."
}

// top is the factor of the largest total share or, where there are no shares,
// of the longest bar; nil where nothing moves the outcome.
func (r *Sensitivity) top() *analysis.VarianceShare {
	x := r.Result
	if len(x.Shares) > 0 && x.Shares[0].Total.Value > 0 {
		f := x.Shares[0]
		f.Title = Clean(f.Title)
		return &f
	}
	for i := range x.Entries {
		if e := &x.Entries[i]; e.Swing > 0 {
			share := r.shareOf(e)
			share.Title, share.Path = Clean(e.Title), e.Path
			return &share
		}
	}
	return nil
}

func (r *Sensitivity) entryOf(path string) *analysis.SensitivityEntry {
	for i := range r.Result.Entries {
		if r.Result.Entries[i].Path == path {
			return &r.Result.Entries[i]
		}
	}
	return nil
}

// share writes an estimated share of variance, at least 0.
func (r *Sensitivity) share(x analysis.Index) string {
	if math.IsNaN(x.Value) {
		return English().None
	}
	return English().Share(min(1, max(0, x.Value)), max(0, x.Low), min(1, x.High))
}

// span writes a share with its interval, within 0 to 100 %: "42 % (40 to 44)".
func (r *Sensitivity) span(x analysis.Index) string {
	if math.IsNaN(x.Value) {
		return English().None
	}
	percent := func(v float64) string { return fmt.Sprintf("%.1f", min(100, max(0, 100*v))+0) }
	return fmt.Sprintf("%s %% (%s to %s)", percent(x.Value), percent(x.Low), percent(x.High))
}

// Text writes the result for people.
func (r *Sensitivity) Text(w io.Writer) error {
	p, x := newPage(), r.Result
	p.paragraph("", r.Headline())
	trials := p.style.Whole(x.Trials) + " trials"
	if x.Trials == 1 {
		trials = "1 trial"
	}
	r.subject(p, trials)
	if !r.Exists() {
		r.foot(p)
		return p.flush(w)
	}
	if len(x.Entries) > 0 {
		r.tornado(p)
	}
	if len(x.Shares) > 0 && !math.IsNaN(x.Indices.HalfWidth) {
		r.variance(p)
	} else if !math.IsNaN(x.LuckShare.Value) {
		p.line("")
		r.learnable(p)
	}
	if len(x.Decision.Among) > 1 {
		r.flips(p)
	}
	if len(x.Levers) > 0 {
		r.levers(p)
	}
	r.foot(p)
	return p.flush(w)
}

func (r *Sensitivity) tornado(p *page) {
	x := r.Result
	p.line("")
	p.line("How far each input moves it, one at a time")
	metric := metricName(x.Metric)
	g := &grid{left: 1, header: []string{"Input", "from", "to", metric + " from", "to", "Swing", "Rank corr."}}
	marked := false
	var still []string // what does not move it there
	for i := range x.Entries {
		e := &x.Entries[i]
		if r.Still(e) {
			still = append(still, Shorten(Clean(e.Title), longestName))
			continue
		}
		if len(g.rows) >= 2*mostBars {
			continue
		}
		low, high := "–", "–"
		from, to, swing := "–", "–", "–"
		if !math.IsNaN(e.Low) || !math.IsNaN(e.High) {
			low, high = r.Ends(e)
			from, to, swing = r.Amount(e.Low), r.Amount(e.High), r.Amount(e.Swing)
		}
		if !e.Monotone {
			swing += " *"
			marked = true
		}
		rank := "–"
		if !math.IsNaN(e.RankCorrelation) {
			rank = fmt.Sprintf("%+.2f", e.RankCorrelation)
		}
		g.add(r.Name(e), low, high, from, to, swing, rank)
		g.add(indent+Clean(e.Path), "", "", "", "", "", "")
	}
	if len(g.rows) > 0 {
		p.table(g)
		p.line("")
	}
	note := fmt.Sprintf("  Each at its P10 and P90, all others at their medians, where it is %s; what is rather likely than not works or happens; without customers' luck, shocks at 1. Rank correlation: Spearman, over the trials as they are.", r.Amount(x.Middle))
	p.paragraph("  ", note)
	if marked {
		p.paragraph("  ", "  * not monotone: the outcome turns between P5 and P95 of the input.")
	}
	if n := len(x.Entries) - len(still) - mostBars; n > 0 {
		p.paragraph("  ", fmt.Sprintf("  %d more move it less; --format json lists them.", n))
	}
	if len(still) > 0 {
		p.paragraph("  ", "  Not moving it there, since no compared scenario uses them or what they belong to does not happen in the middle: "+strings.Join(still, "; ")+".")
	}
}

func (r *Sensitivity) variance(p *page) {
	x := r.Result
	p.line("")
	p.line("What share of its variance each explains")
	g := &grid{left: 1, header: []string{"Factor", "alone", "with others"}}
	small := 0
	for i, f := range x.Shares {
		if i > 0 && (i >= mostBars || f.Total.High < smallShare) {
			small++
			continue
		}
		g.add(Clean(f.Title), r.span(f.First), r.span(f.Total))
		g.add(indent+Clean(f.Path), "", "")
	}
	p.table(g)
	p.line("")
	if small > 0 {
		p.paragraph("  ", fmt.Sprintf("  %s more: less than %s each.", p.style.Whole(small), p.style.Rate(max(smallShare, x.Shares[len(x.Shares)-small].Total.High), 0)))
	}
	luck := "without customers' luck"
	for _, f := range x.Factors {
		if f.Kind == analysis.FactorLuck {
			luck = "customers' luck included"
		}
	}
	p.paragraph("  ", fmt.Sprintf("  Sobol indices (Saltelli 2010, Jansen) with 95 %% bootstrap intervals, %s: %s rows, %s evaluations; the widest interval +-%.1f points. Alone: the first-order share. With others: the total share, effects together with other factors included, so these may add up to more than 100 %%.",
		luck, p.style.Whole(x.Indices.Rows), p.style.Whole(x.Indices.Evaluations), 100*x.Indices.HalfWidth))
	r.learnable(p)
}

// learnable says how much of the spread no study takes away.
func (r *Sensitivity) learnable(p *page) {
	x := r.Result
	spread := ""
	if !math.IsNaN(x.P10) {
		spread = fmt.Sprintf(" (P10 %s, P90 %s)", r.Amount(x.P10), r.Amount(x.P90))
	}
	switch {
	case math.IsNaN(x.LuckShare.Value) && math.IsNaN(x.ChanceShare.Value):
		why := "the run has none"
		if r.Run.Noise != sim.NoiseNone.String() {
			why = "its trials are too few, all alike, or infinite"
		}
		p.paragraph("  ", "  The share of customers' luck was not computed: "+why+".")
	case math.IsNaN(x.LuckShare.Value):
		p.paragraph("  ", fmt.Sprintf("  Of the spread of the trials%s, %s is due to shocks and events, which nobody knows beforehand; customers' luck was left out of the run.", spread, r.share(x.ChanceShare)))
	case x.ChanceShare == x.LuckShare:
		p.paragraph("  ", fmt.Sprintf("  Of the spread of the trials%s, %s is customers' luck, which nothing takes away; the rest could be learnt.", spread, r.share(x.LuckShare)))
	default:
		p.paragraph("  ", fmt.Sprintf("  Of the spread of the trials%s, %s is customers' luck, which nothing takes away, and %s luck, shocks and events together, which nobody knows beforehand; the rest could be learnt.",
			spread, r.share(x.LuckShare), r.share(x.ChanceShare)))
	}
}

func (r *Sensitivity) flips(p *page) {
	x, d := r.Result, &r.Result.Decision
	p.line("")
	p.line("What would have to be true")
	if d.Best == "" {
		p.paragraph("  ", "  Cannot tell: the metric is infinite or does not exist in some futures.")
		return
	}
	lead := r.amount(d.Lead, 2*d.SE)
	if d.Told {
		among := fmt.Sprintf("Of %s, %s has the best", scenarioCount(len(d.Among)), name(&sim.ScenarioResult{ID: d.Best}))
		if x.Against != "" {
			among = fmt.Sprintf("Between %s and %s, %s has the better", name(&sim.ScenarioResult{ID: x.Scenario}), name(&sim.ScenarioResult{ID: x.Against}), name(&sim.ScenarioResult{ID: d.Best}))
		}
		p.paragraph("  ", fmt.Sprintf("  %s expected %s, %s ahead of %s.", among, metricName(x.Metric), lead, name(&sim.ScenarioResult{ID: d.Next})))
	} else {
		p.paragraph("  ", fmt.Sprintf("  These trials cannot tell %s and %s apart by expected %s; taking the former as the choice:", name(&sim.ScenarioResult{ID: d.Best}), name(&sim.ScenarioResult{ID: d.Next}), metricName(x.Metric)))
	}
	any := false
	for i := range x.Entries {
		e := &x.Entries[i]
		any = r.flipLine(p, e) || any
		for j := range e.Columns {
			any = r.flipLine(p, &e.Columns[j]) || any
		}
	}
	if !any {
		p.paragraph("  ", "  No single input flips this choice within its range, the others being as uncertain as they are.")
		return
	}
	p.paragraph("  ", "  By the expectation given the input alone, the others as they are distributed; intervals are two standard errors.")
}

func (r *Sensitivity) flipLine(p *page, e *analysis.SensitivityEntry) bool {
	f := e.Flip
	if f == nil {
		return false
	}
	to := name(&sim.ScenarioResult{ID: f.To})
	what := ""
	switch {
	case e.Kind == analysis.FactorSuccess && f.At == 0:
		what = "fails"
	case e.Kind == analysis.FactorSuccess:
		what = "works"
	case e.Kind == analysis.FactorEvent && f.At == 0:
		what = "does not happen"
	case e.Kind == analysis.FactorEvent:
		what = "happens"
	case len(e.Values) > 0:
		what = "is " + r.Value(e.Path, f.At)
	default:
		side := "above"
		if f.Below {
			side = "below"
		}
		what = fmt.Sprintf("is %s %s", side, r.Value(e.Path, f.At))
		if low, high := r.Value(e.Path, f.Low), r.Value(e.Path, f.High); low != high {
			what += fmt.Sprintf(" (%s to %s)", low, high)
		}
	}
	p.paragraph("    ", fmt.Sprintf("  - %s if %s %s: %s likely [%s]", to, Clean(e.Title), what, strings.TrimSpace(English().Share(f.Probability, f.Probability, f.Probability)), Clean(e.Path)))
	return true
}

func scenarioCount(n int) string {
	if n == 1 {
		return "1 scenario"
	}
	return fmt.Sprintf("%d scenarios", n)
}

func (r *Sensitivity) levers(p *page) {
	x := r.Result
	p.line("")
	p.line("What %s better is worth, everywhere and from the first month", English().Rate(r.Lever, 0))
	g := &grid{left: 1, header: []string{"Lever", "Change", metricName(x.Metric), "of its mean"}}
	for _, l := range x.Levers {
		share := "–"
		if metricKindShare(x.Metric) && !math.IsNaN(l.Share) && !math.IsInf(l.Share, 0) {
			share = p.style.Plus(l.Share, p.style.Rate(l.Share, 2*l.SE/math.Max(math.Abs(l.Worth), 1e-300)*math.Abs(l.Share)))
		}
		worth := p.style.Plus(l.Worth, r.amount(l.Worth, 2*l.SE))
		if l.Worth != 0 && !resolved(l.Worth, 2*l.SE) {
			worth = p.style.Unresolved
		}
		g.add(l.Title, p.style.Plus(l.Change, p.style.Rate(l.Change, 0)), worth, share)
	}
	p.table(g)
	p.line("")
	p.paragraph("  ", "  Each alone, certain inputs included, means without customers' luck. Price: at once for all customers, unit costs as they were. Lifetime: all churn hazards divided by 1 plus the share. Margin: of itself. Volume: more of every channel at its CAC.")
}
