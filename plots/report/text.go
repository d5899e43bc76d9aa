package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

// pageWidth is how many terminal cells tables and paragraphs try to stay in.
const pageWidth = 118

// Text writes the report for people, in English: one line that answers, a
// table of scenarios, fiscal years, targets, warnings, and how to repeat it.
func (r *Report) Text(w io.Writer) error { return r.TextIn(English(), w) }

// TextIn writes the report with numbers in the given style.
func (r *Report) TextIn(style *Style, w io.Writer) error {
	p := r.in(words.English())
	p.style = style
	p.answer()
	p.subject()
	p.scenarios()
	p.behind()
	p.years()
	p.targets()
	p.warnings()
	p.repeat()
	_, err := w.Write(p.out.Bytes())
	return err
}

// page is the text being written.
type page struct {
	*Report
	style *Style
	words vocabulary
	brief bool // of the answer: without the interval
	out   bytes.Buffer
}

func (p *page) line(format string, args ...any) {
	fmt.Fprintf(&p.out, format+"\n", args...)
}

// paragraph writes text broken between words where it exceeds the page, never
// between a number and its percent sign; lines after the first start with indent.
func (p *page) paragraph(indent, text string) {
	parts := strings.Split(text, " ")
	line := parts[0]
	for i := 1; i < len(parts); i++ {
		word := parts[i]
		if i+1 < len(parts) && strings.HasPrefix(parts[i+1], "%") {
			i++
			word += " " + parts[i]
		}
		if Width(line)+1+Width(word) > pageWidth {
			p.line("%s", line)
			line = indent + word
			continue
		}
		line += " " + word
	}
	p.line("%s", line)
}

func (p *page) money(v, margin float64) string {
	return p.style.Money(p.Result.Plan.Currency, v, margin)
}

func (p *page) gain(v, margin float64) string {
	return p.style.Plus(v, p.money(v, margin))
}

// share writes an estimated probability; where nothing is uncertain, it is one.
func (p *page) share(s sim.Share) string {
	if p.Certain && !math.IsNaN(s.P) {
		return p.style.Rate(s.P, 0)
	}
	return p.style.Share(s.P, s.Low, s.High)
}

// better is the probability that a difference is one for the better.
func (p *page) better(d *sim.Difference) string {
	if always(d) {
		return p.style.Rate(d.Better.P, 0)
	}
	return p.share(d.Better)
}

// beyond is the probability that a scenario does not break even within the
// horizon. Where that says the same as its P(better), their texts add up.
func (p *page) beyond(versus *sim.Versus) string {
	never, d := versus.Breakeven.Never, versus.Differences[sim.MetricNPV]
	if d != nil && !p.Certain && complements(d.Better.P, never.P) {
		return p.style.Complement(d.Better.P, d.Better.Low, d.Better.High)
	}
	return p.share(never)
}

// complements reports whether two probabilities, each above 0, add up to 1.
func complements(p, q float64) bool { return p > 0 && q > 0 && math.Abs(p+q-1) < 1e-9 }

// pair writes both ends of a range in one unit.
func (p *page) pair(low, high, margin float64) (from, to string) {
	texts := p.style.Moneys(p.Result.Plan.Currency, []Estimate{{low, margin}, {high, margin}}, false)
	return texts[0], texts[1]
}

// bare leaves the currency out, for where it stands beside the amount.
func (p *page) bare(amount string) string {
	return strings.Replace(amount, p.style.currency(p.Result.Plan.Currency).Symbol, "", 1)
}

// means writes the means of a metric, nil where there is none, as a column.
func (p *page) means(stats []*sim.Stat, aligned bool) []string {
	return p.moneys(stats, aligned, func(stat *sim.Stat) Estimate { return Estimate{stat.Mean, halfWidth(stat)} })
}

// medians writes the P50 of a metric as a column.
func (p *page) medians(stats []*sim.Stat) []string {
	return p.moneys(stats, true, func(stat *sim.Stat) Estimate { return Estimate{stat.Q[sim.P50], margin(stat, sim.P50)} })
}

func (p *page) moneys(stats []*sim.Stat, aligned bool, of func(*sim.Stat) Estimate) []string {
	estimates := make([]Estimate, len(stats))
	for i, stat := range stats {
		estimates[i] = Estimate{nan, nan}
		if stat != nil && stat.Exists() {
			estimates[i] = of(stat)
		}
	}
	return p.style.Moneys(p.Result.Plan.Currency, estimates, aligned)
}

func (p *page) subject() {
	plan, run := &p.Result.Plan, &p.Result.Run
	name := Clean(plan.Name)
	if name == "" {
		name = Clean(plan.File)
	}
	span := months(plan.Months)
	if date := calendar(plan.Start, 1); date != "" {
		span += " from " + date
	}
	noise := ""
	if run.Noise == sim.NoiseNone.String() {
		noise = ", without luck in customers (noise none)"
	}
	p.line("")
	p.paragraph("  ", fmt.Sprintf("%s: %s, %s%s", name, span, p.words.Say("trials", run.Trials), noise))
}

func (p *page) warnings() {
	if len(p.Result.Warnings) == 0 {
		return
	}
	p.line("")
	p.line("Warnings")
	for _, warning := range p.Result.Warnings {
		p.paragraph("    ", "  - "+WarningText(warning))
	}
}

func (p *page) repeat() {
	plan, run := &p.Result.Plan, &p.Result.Run
	sha := plan.SHA256
	if len(sha) > 12 {
		sha = sha[:12]
	}
	p.line("")
	if p.Folder != "" {
		p.line("Charts are in %s, tables and the whole result in %s", Clean(filepath.Join(p.Folder, "charts")), Clean(p.Folder))
	}
	p.line("To repeat: holdfast %s", quoteCommand(p.Command))
	p.line("Plan SHA-256 %s, holdfast %s on %s, %s sampling",
		Clean(sha), Clean(run.Version), Clean(run.Platform), strings.ReplaceAll(run.Sampling, "_", " "))
	if run.RankError > 0 {
		p.line("Quantiles are of ranks within %s of the trials.", p.style.Rate(run.RankError, 0))
	}
}
