package report

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"holdfast/sim"
)

// pageWidth is how many terminal cells tables and paragraphs try to stay in.
const pageWidth = 118

// Text writes the report for people, in English: one line that answers, a
// table of scenarios, fiscal years, targets, warnings, and how to repeat it.
func (r *Report) Text(w io.Writer) error { return r.TextIn(English(), w) }

// TextIn writes the report with numbers in the given style.
func (r *Report) TextIn(style *Style, w io.Writer) error {
	p := &page{Report: r, style: style}
	p.answer()
	p.subject()
	p.scenarios()
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
	brief bool // of the answer: without the interval
	out   bytes.Buffer
}

func (p *page) line(format string, args ...any) {
	fmt.Fprintf(&p.out, format+"\n", args...)
}

// paragraph writes text broken between words where it exceeds the page; lines
// after the first start with indent.
func (p *page) paragraph(indent, text string) {
	words := strings.Split(text, " ")
	line := words[0]
	for _, word := range words[1:] {
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

// amount is money without its currency, for where that stands beside it.
func (p *page) amount(v, margin float64) string {
	symbol := p.style.currency(p.Result.Plan.Currency).Symbol
	return strings.Replace(p.money(v, margin), symbol, "", 1)
}

func (p *page) gain(v, margin float64) string {
	return p.style.Plus(v, p.money(v, margin))
}

func (p *page) share(s sim.Share) string { return p.style.Share(s.P, s.Low, s.High) }

func (p *page) subject() {
	plan, run := &p.Result.Plan, &p.Result.Run
	name := Clean(plan.Name)
	if name == "" {
		name = Clean(plan.File)
	}
	span := fmt.Sprintf("%d months", plan.Months)
	if date := calendar(plan.Start, 1); date != "" {
		span += " from " + date
	}
	noise := ""
	if run.Noise == sim.NoiseNone.String() {
		noise = ", without luck in customers"
	}
	p.line("")
	p.paragraph("  ", fmt.Sprintf("%s: %s, %s%s", name, span, p.trials(), noise))
}

func (p *page) trials() string {
	n := p.Result.Run.Trials
	if n == 1 {
		return "1 trial"
	}
	return p.style.Whole(n) + " trials"
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

// WarningText is a warning on one line, its place in front.
func WarningText(warning sim.Warning) string {
	message := Clean(warning.Message)
	if where := Clean(warning.Where); where != "" {
		return where + ": " + message
	}
	return message
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
