package report

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"holdfast/plots/report/document"
	"holdfast/sim"
)

// tableOf is the table with a caption.
func tableOf(t *testing.T, doc *document.Document, caption string) document.Table {
	t.Helper()
	var found *document.Table
	var look func(blocks []document.Block)
	look = func(blocks []document.Block) {
		for _, block := range blocks {
			switch x := block.(type) {
			case document.Table:
				if x.Caption == caption {
					found = &x
				}
			case document.Choices:
				for _, item := range x.Items {
					look(item.Blocks)
				}
			}
		}
	}
	for _, section := range doc.Sections {
		look(section.Blocks)
		for _, inner := range section.Sections {
			look(inner.Blocks)
		}
	}
	if found == nil {
		t.Fatalf("there is no table %q", caption)
	}
	return *found
}

// Every number of the tables is the result's, in the result's order.
func TestNumbersOfTheBoardAreTheResults(t *testing.T) {
	r := telecomReport(t)
	doc := r.Board(BoardOptions{})
	style, currency := English(), r.Result.Plan.Currency
	value, economics := tableOf(t, doc, "What the scenarios are worth"), tableOf(t, doc, "What they take, when they return it, and what a customer is worth")
	for i := range r.Result.Scenarios {
		s := &r.Result.Scenarios[i]
		cells, money := value.Rows[i].Cells, func(v, half float64) string { return style.Money(currency, v, half) }
		if cells[0].Text != s.ID {
			t.Fatalf("row %d is of %s, want %s", i, cells[0].Text, s.ID)
		}
		if got, want := cells[6].Text, style.Share(s.ProbabilityBest.P, s.ProbabilityBest.Low, s.ProbabilityBest.High); got != want {
			t.Errorf("%s: P(best) %s, want %s", s.ID, got, want)
		}
		if got, want := economics.Rows[i].Cells[len(economics.Columns)-1].Text, style.Rate(s.Metrics[sim.MetricNRR].Mean, 2*s.Metrics[sim.MetricNRR].MCSE); got != want {
			t.Errorf("%s: NRR %s, want %s", s.ID, got, want)
		}
		if s.Versus == nil {
			continue
		}
		d := s.Versus.Differences[sim.MetricNPV]
		if got, want := cells[5].Text, style.Share(d.Better.P, d.Better.Low, d.Better.High); got != want {
			t.Errorf("%s: P(better) %s, want %s", s.ID, got, want)
		}
		if got, want := cells[7].Text, style.Plus(d.CVaR5, money(d.CVaR5, 2*d.MCSE)); got != want {
			t.Errorf("%s: CVaR %s, want %s", s.ID, got, want)
		}
		want := style.Plus(d.Mean, money(d.Mean, 2*d.MCSE))
		if verdict(d) == Unresolved {
			want = style.Unresolved
		}
		if got := cells[4].Text; !strings.HasPrefix(got, want+" (") {
			t.Errorf("%s: difference %s, want %s", s.ID, got, want)
		}
		if got, want := economics.Rows[i].Cells[1].Text, money(s.Versus.Investment.Mean, 2*s.Versus.Investment.MCSE); got != want {
			t.Errorf("%s: investment %s, want %s", s.ID, got, want)
		}
	}
}

// Every station of the way from churn to its return has its figure of the
// result.
func TestStepsLeadFromChurnToItsReturn(t *testing.T) {
	r := telecomReport(t)
	b := r.newBoard(BoardOptions{})
	lowering := b.lowering()
	if len(lowering) == 0 {
		t.Fatal("no scenario lowers churn")
	}
	for _, s := range lowering {
		steps := b.stations(s)
		if len(steps) != 9 {
			t.Fatalf("%s has %d steps", s.ID, len(steps))
		}
		against := r.Answer.Against
		churn := func(s *sim.ScenarioResult) string {
			stat := &s.Metrics[sim.MetricCustomerChurn]
			return b.style.Rate(stat.Mean, 2*stat.MCSE)
		}
		if steps[0].Value != churn(against) || steps[1].Value != churn(s) {
			t.Errorf("%s: churn from %s to %s, want %s to %s", s.ID, steps[0].Value, steps[1].Value, churn(against), churn(s))
		}
		d := s.Versus.Differences[sim.MetricCustomerChurn]
		if better := b.style.Share(d.Better.P, d.Better.Low, d.Better.High); !strings.Contains(steps[1].Detail, "better in "+better+" of futures") {
			t.Errorf("%s: %s, want better in %s", s.ID, steps[1].Detail, better)
		}
		revenue := s.Versus.Differences[sim.MetricRevenue]
		if want := b.style.Plus(revenue.Mean, b.money(revenue.Mean, 2*revenue.MCSE)); steps[3].Value != want && steps[3].Value != b.style.Unresolved {
			t.Errorf("%s: revenue %s, want %s", s.ID, steps[3].Value, want)
		}
		for _, step := range steps {
			if step.Title == "" || step.Value == "" || step.Formula == "" {
				t.Errorf("%s: a step lacks a part: %+v", s.ID, step)
			}
		}
	}
}

// Each metric that a column, a step or a card names is explained.
func TestWhatTheBoardNamesIsDefined(t *testing.T) {
	r := telecomReport(t)
	terms := map[string]string{
		"NPV P10": "NPV", "NPV P50": "NPV", "NPV P90": "NPV", "P(better)": "P(better)", "P(best)": "P(best)", "Worst 5 %": "Worst 5 % (CVaR)",
		"Investment": "Investment", "ROI": "ROI", "Breakeven": "Breakeven month", "LTV/CAC": "LTV/CAC", "CAC payback": "CAC payback", "GRR": "GRR", "NRR": "NRR",
		"Revenue": "Revenue", "Churn a month": "Customer churn a month", "LTV": "LTV (gross profit)", "CAC": "CAC",
	}
	doc := r.Board(BoardOptions{})
	var defined []string
	for _, s := range doc.Sections {
		for _, block := range s.Blocks {
			if d, is := block.(document.Definitions); is {
				for _, item := range d.Items {
					defined = append(defined, item.Term)
					if item.Text == "" || item.Formula == "" {
						t.Errorf("%s lacks a text or formula", item.Term)
					}
				}
			}
		}
	}
	for column, term := range terms {
		if !slices.Contains(defined, term) {
			t.Errorf("%s is not defined as %s", column, term)
		}
	}
	for _, caption := range []string{"What the scenarios are worth", "What they take, when they return it, and what a customer is worth", "Segments of baseline"} {
		for _, column := range tableOf(t, doc, caption).Columns[1:] {
			if _, known := terms[column.Title]; !known && column.Title != "Difference" && column.Title != "Customers at the end" {
				t.Errorf("column %q of %q has no definition in this test", column.Title, caption)
			}
		}
	}
}

// A Japanese report has no English words but those of the plan and terms of the
// trade.
func TestTheBoardInJapaneseIsJapanese(t *testing.T) {
	r := telecomReport(t)
	word := regexp.MustCompile(`[A-Za-z_]{2,}`)
	terms := regexp.MustCompile(`^(NPV|LTV|CAC|ROI|MRR|GRR|NRR|ARPU|CPA|CVaR|IPCC|Excel|SHA|holdfast|to|max|numpy|Hyndman|Fan|Wilson)$`)
	ofThePlan := word.FindAllString(strings.Join(planTexts(r.Result), " "), -1)
	for _, text := range boardTexts(r.Board(BoardOptions{Words: catalogue(t, "ja")})) {
		if text == r.Result.Plan.SHA256 || text == r.Result.Run.Platform {
			continue
		}
		for _, found := range word.FindAllString(text, -1) {
			if !terms.MatchString(found) && !slices.Contains(ofThePlan, found) {
				t.Errorf("%q in %q", found, text)
			}
		}
	}
}

// planTexts are texts of a plan, its command and its units, which stay as they
// are.
func planTexts(r *sim.Result) []string {
	texts := []string{r.Plan.Name, r.Plan.File, "run trials seed scenarios pt"}
	for i := range r.Scenarios {
		texts = append(append(texts, r.Scenarios[i].ID), r.Scenarios[i].Initiatives...)
		for k := range r.Scenarios[i].Segments {
			texts = append(texts, r.Scenarios[i].Segments[k].ID, r.Scenarios[i].Segments[k].Title)
		}
	}
	return texts
}
