package report

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"math"
	"strings"
	"testing"

	"holdfast/plots/report/document"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// boardTexts are all texts of a document, in the order of a reader.
func boardTexts(doc *document.Document) []string {
	texts := []string{doc.Title, doc.Subtitle}
	var walk func(blocks []document.Block)
	table := func(t document.Table) {
		texts = append(texts, t.Caption)
		for _, c := range t.Columns {
			texts = append(texts, c.Title)
		}
		for _, row := range t.Rows {
			for _, cell := range row.Cells {
				texts = append(texts, cell.Text)
			}
		}
		texts = append(texts, t.Notes...)
	}
	walk = func(blocks []document.Block) {
		for _, block := range blocks {
			switch x := block.(type) {
			case document.Paragraph:
				texts = append(texts, x.Text)
			case document.List:
				texts = append(texts, x.Items...)
			case document.Figures:
				for _, f := range x.Items {
					texts = append(texts, f.Label, f.Value, f.Detail)
				}
			case document.Table:
				table(x)
			case document.Chart:
				title, detail := x.Figure.Description()
				texts = append(texts, title, detail)
			case document.Choices:
				for _, item := range x.Items {
					texts = append(texts, item.Title)
					walk(item.Blocks)
				}
			case document.Steps:
				for _, s := range x.Items {
					texts = append(texts, s.Title, s.Value, s.Detail, s.Formula)
				}
			case document.Definitions:
				for _, d := range x.Items {
					texts = append(texts, d.Term, d.Text, d.Formula)
				}
			case document.Code:
				texts = append(texts, x.Text)
			}
		}
	}
	for _, section := range doc.Sections {
		texts = append(texts, section.Title)
		walk(section.Blocks)
		for _, inner := range section.Sections {
			texts = append(texts, inner.Title)
			walk(inner.Blocks)
		}
	}
	return texts
}

func boardOf(t *testing.T, r *sim.Result, language string) *document.Document {
	t.Helper()
	return New(r, nil).Board(BoardOptions{Words: catalogue(t, language), Register: someRegister()})
}

func catalogue(t *testing.T, language string) *words.Catalogue {
	t.Helper()
	c, err := words.In(language)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func someRegister() []RegisterRow {
	rows := make([]RegisterRow, len(someAssumptions))
	for i, a := range someAssumptions {
		rows[i] = RegisterRow{Assumption: a, Numeric: true, Uncertain: i == 0, Default: i == 2}
	}
	rows[0].Shape = []float64{0.028, 0.03, 0.031, 0.032, 0.036}
	return rows
}

// English is the first words of the whole answer.
func answerOf(t *testing.T, r *sim.Result, language string) string {
	t.Helper()
	return strings.Join(New(r, nil).AnswerSentences(BoardOptions{Words: catalogue(t, language)}), " ")
}

// The answer claims no more than the result holds.
func TestTheBoardIsToldWhatTheNumbersSupport(t *testing.T) {
	one := func(difference, sd, better float64, n int) func(*sim.Result) {
		return func(r *sim.Result) {
			r.Scenarios = r.Scenarios[:2]
			r.Scenarios[1].Versus = versus("baseline", difference, sd, better, n)
			r.Run.Trials = n
		}
	}
	const cost = " It costs ¥20M, discounted. In half of the futures it has paid back by 2028-03; in 17 % of them not within 15 months."
	for _, test := range []struct {
		name string
		edit func(*sim.Result)
		want string
	}{
		{"gain", one(41.3e6, 31e6, 0.83, 10000),
			"Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost},
		{"gain in few futures", one(41.3e6, 31e6, 0.3, 10000),
			"Funding onboarding would be a bet: it gains on average, but not clearly in more than half of the futures. It is unlikely to beat baseline: it does in only 30 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost},
		{"gain in half of the futures", one(41.3e6, 31e6, 0.502, 10000),
			"Funding onboarding would be a bet: it gains on average, but not clearly in more than half of the futures. It is about as likely as not to beat baseline: it does in 50 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost},
		{"certain gain", one(41.3e6, 0, 1, 100),
			"Fund onboarding: Onboarding redesign. The difference is the same in all of 100 trials: no luck decides. It adds ¥41.3M to the NPV." + cost},
		{"loss", one(-41.3e6, 31e6, 0.08, 10000),
			"Do not fund onboarding. onboarding is very unlikely to beat baseline: it does in only 8 % of futures. onboarding takes ¥41.3M off the NPV on average (90 % of futures: -¥92M to +¥10M)."},
		{"too few trials", one(1e6, 31e6, 0.52, 100),
			"No recommendation: these 100 trials cannot tell whether onboarding beats baseline on average. The NPV difference of onboarding lies between -¥50M and +¥52M in 90 % of futures, and is above zero in 52 % of them."},
		{"one trial", one(1e6, math.NaN(), 1, 1),
			"No recommendation: a single trial cannot tell whether onboarding beats baseline on average. In this one, the NPV difference of onboarding is +¥1M."},
		{"same", one(0, 0, 0, 100), "No recommendation: onboarding and baseline have the same NPV in all 100 futures."},
		{"alone", func(r *sim.Result) { r.Scenarios = r.Scenarios[:1] },
			"There is nothing to compare: the plan was run with baseline alone. Its NPV is ¥1.23B on average, between ¥900M and ¥1,600M in 90 % of futures."},
		{"alone without NPV", func(r *sim.Result) {
			r.Scenarios = r.Scenarios[:1]
			r.Scenarios[0].Metrics[sim.MetricNPV] = absent(10000)
		}, "There is nothing to compare: the plan was run with baseline alone."},
		{"overflow", func(r *sim.Result) {
			r.Scenarios = r.Scenarios[:2]
			r.Scenarios[1].Versus.Differences[sim.MetricNPV].Mean = inf
		}, "No recommendation: the NPV of no scenario can be compared with that of baseline, since the differences are not finite."},
		{"one overflows", func(r *sim.Result) {
			r.Scenarios[2].Versus.Differences[sim.MetricNPV].Mean = inf
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost +
			" Not compared, since the NPV difference is not finite: 値上げと解約防止."},
		{"all lose", func(r *sim.Result) {
			r.Scenarios[1].Versus = versus("baseline", -41e6, 31e6, 0.08, 10000)
			r.Scenarios[2].Versus = versus("baseline", -5e6, 31e6, 0.4, 10000)
		}, "Fund none of the 2 scenarios: on average none beats baseline. The closest is 値上げと解約防止. 値上げと解約防止 is about as likely as not to beat baseline: it does in 40 % of futures. 値上げと解約防止 takes ¥5M off the NPV on average (90 % of futures: -¥56M to +¥46M). onboarding is the best of the 3 scenarios more often: in 61 % of futures, 値上げと解約防止 in 31 %."},
		{"the closest loses, another is open", func(r *sim.Result) {
			r.Scenarios[1].Versus = versus("baseline", -1e6, 1e6, 0.08, 10000)
			r.Scenarios[2].Versus = versus("baseline", -5e6, 31e9, 0.4, 10000)
		}, "No recommendation: it is open whether a scenario beats baseline. These 10,000 trials cannot tell whether it pays to fund 値上げと解約防止. onboarding takes ¥1M off the NPV on average (90 % of futures: -¥2,600k to +¥600k)."},
		{"none resolved", func(r *sim.Result) {
			r.Scenarios[1].Versus = versus("baseline", -0.1e6, 31e6, 0.5, 10000)
		}, "No recommendation: these 10,000 trials cannot tell whether any of the 2 scenarios beats baseline on average. The nearest to it is 値上げと解約防止. The NPV difference of 値上げと解約防止 lies between -¥51M and +¥51M in 90 % of futures, and is above zero in 49 % of them. onboarding is the best of the 3 scenarios more often: in 61 % of futures, 値上げと解約防止 in 31 %."},
		{"tie", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 41.3e6, 31e6, 0.83, 10000)
		}, "Fund onboarding or 値上げと解約防止. Exactly as good as onboarding: 値上げと解約防止. onboarding is likely to beat baseline: it does in 83 % of futures. onboarding adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." +
			strings.Replace(cost, " It ", " onboarding ", 1)},
		{"a higher one unresolved", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 50e6, 31e8, 0.5, 10000)
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost +
			" 値上げと解約防止 may gain more on average; these 10,000 trials cannot tell."},
		{"another as near, whose gain is open", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 41e6, 31e8, 0.5, 10000)
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost +
			" On average 値上げと解約防止 is too close behind onboarding for these 10,000 trials to rank the two."},
		{"another as near", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 41e6, 31e6, 0.83, 10000)
		}, "Fund onboarding or 値上げと解約防止. On average 値上げと解約防止 is too close behind onboarding for these 10,000 trials to rank the two. onboarding is likely to beat baseline: it does in 83 % of futures. onboarding adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." +
			strings.Replace(cost, " It ", " onboarding ", 1)},
		{"another best more often", func(r *sim.Result) {
			r.Scenarios[1].ProbabilityBest, r.Scenarios[0].ProbabilityBest = share(0.2, 10000), share(0.5, 10000)
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost +
			" baseline is the best of the 3 scenarios more often: in 50 % of futures, onboarding in 20 %."},
		{"the value after the horizon turns it", func(r *sim.Result) {
			one(41.3e6, 31e6, 0.83, 10000)(r)
			r.Scenarios[1].Metrics[sim.MetricCustomerEquity].Mean -= 100e6
			r.Warnings = append(r.Warnings, sim.Warning{Code: "equity_ranking", Message: "it decides"})
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost +
			" That holds for 15 months: with what the customers at the end are still worth (customer equity), onboarding takes ¥55M off on average."},
		{"another is best with the value after the horizon", func(r *sim.Result) {
			r.Scenarios[2].Metrics[sim.MetricCustomerEquity].Mean += 100e6
			r.Warnings = append(r.Warnings, sim.Warning{Code: "equity_ranking", Message: "it decides"})
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost +
			" That holds for 15 months: with what the customers at the end are still worth (customer equity), 値上げと解約防止 is the best on average."},
		{"nothing invested, never paid back", func(r *sim.Result) {
			one(41.3e6, 31e6, 0.83, 10000)(r)
			v := r.Scenarios[1].Versus
			v.ROI = sim.ROI{Ratio: math.NaN(), SE: math.NaN()}
			v.Breakeven.Q[sim.P50] = inf
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M). It takes no investment. In 17 % of futures it does not pay back within 15 months."},
		{"undiscounted", func(r *sim.Result) {
			one(41.3e6, 31e6, 0.83, 10000)(r)
			r.Warnings = []sim.Warning{{Code: undiscountedCode, Message: "no discount"}}
		}, "Fund onboarding: Onboarding redesign. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + strings.Replace(cost, ", discounted", "", 1)},
		{"the one without initiatives", func(r *sim.Result) {
			one(41.3e6, 31e6, 0.83, 10000)(r)
			r.Scenarios[0].Initiatives, r.Scenarios[1].Initiatives = []string{"Prices up"}, nil
		}, "Stay with onboarding rather than baseline. It is likely to beat baseline: it does in 83 % of futures. It adds ¥41.3M to the NPV on average (90 % of futures: -¥10M to +¥92M)." + cost},
		{"none beats the one with initiatives", func(r *sim.Result) {
			r.Scenarios[0].Initiatives = []string{"Prices up"}
			r.Scenarios[1].Versus = versus("baseline", -41e6, 31e6, 0.08, 10000)
			r.Scenarios[2].Versus = versus("baseline", -5e6, 31e6, 0.4, 10000)
			r.Scenarios[0].ProbabilityBest = share(0.7, 10000)
		}, "Stay with baseline: on average none of the 2 other scenarios beats it. The closest is 値上げと解約防止. 値上げと解約防止 is about as likely as not to beat baseline: it does in 40 % of futures. 値上げと解約防止 takes ¥5M off the NPV on average (90 % of futures: -¥56M to +¥46M)."},
		{"empty", func(r *sim.Result) { r.Scenarios = nil }, "No scenario was run."},
	} {
		r := fixture()
		r.Warnings = nil
		test.edit(r)
		if got := answerOf(t, r, "en"); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		if _, err := boardPanics(t, r); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// boardPanics composes the report in both languages.
func boardPanics(t *testing.T, r *sim.Result) (texts int, err error) {
	for _, language := range words.Languages {
		all := boardTexts(boardOf(t, r, language))
		texts += len(all)
		for _, text := range all {
			for _, bad := range []string{"%!", "NaN", "+Inf", "-Inf"} {
				if strings.Contains(text, bad) {
					return texts, fmt.Errorf("%s says %q", language, text)
				}
			}
		}
	}
	return texts, nil
}

func TestWordsOfOddsMatchTheInterval(t *testing.T) {
	for _, test := range []struct {
		p    float64
		n    int
		want string
	}{
		{1, 10000, "certain"}, {0.995, 10000, "certain"}, {0.97, 10000, "extreme"}, {0.93, 10000, "very"}, {0.83, 10000, "likely"},
		{0.5, 10000, "even"}, {0.4, 10000, "even"}, {0.2, 10000, "unlikely"}, {0.05, 10000, "very_unlikely"}, {0.001, 10000, "exceptional"},
		{0.995, 50, "extreme"}, {0.83, 20, "even"}, {0.05, 10, "unlikely"}, {0.6, 10, "even"},
	} {
		if got := oddsKey(share(test.p, test.n)); got != test.want {
			t.Errorf("%g of %d trials: %s, want %s", test.p, test.n, got, test.want)
		}
	}
}

// Every warning stands in the list at the end, and in one place before.
func TestNoWarningIsLeftOut(t *testing.T) {
	r := fixture()
	r.Warnings = append(r.Warnings,
		sim.Warning{Code: "few_trials", Message: "few trials"},
		sim.Warning{Code: "unresolved", Where: "値上げと解約防止", Message: "cannot tell"},
		sim.Warning{Code: "infinite_ltv", Where: "onboarding, smb", Message: "infinite LTV"},
		sim.Warning{Code: "thin_cac", Where: "baseline", Message: "thin CAC"},
		sim.Warning{Code: "unused_assumption", Where: "assumptions.x", Message: "is not used"},
		sim.Warning{Code: "of_tomorrow", Where: "", Message: "a kind that is not known yet"})
	for _, language := range words.Languages {
		doc := boardOf(t, r, language)
		all := strings.Join(boardTexts(doc), "\n")
		for _, w := range r.Warnings {
			text := New(r, nil).WarningText(w, catalogue(t, language))
			if w.Where == "" {
				text = words.Capitalised(text)
			}
			if strings.Count(all, text) != 2 {
				t.Errorf("%s: %q stands %d times", language, text, strings.Count(all, text))
			}
		}
	}
}

// Every format shows every warning, in either language.
func TestEveryFormatShowsEveryWarning(t *testing.T) {
	r := New(fixture(), nil)
	r.Result.Warnings = append(r.Result.Warnings,
		sim.NewWarning("few_trials", "", "%d trials are few: P5, P95 and small probabilities rest on a handful of them", 120),
		sim.NewWarning("thin_cac", "onboarding", "the CAC nearly vanishes in some trials: upper quantiles of LTV/CAC are unstable"),
		sim.Warning{Code: "x", Where: "assumptions.x", Message: "is <odd> & new"})
	for _, language := range words.Languages {
		o := BoardOptions{Words: catalogue(t, language), Register: someRegister()}
		doc := r.Board(o)
		for format, write := range map[string]func(io.Writer) error{
			"html": doc.HTML, "md": doc.Markdown,
			"xlsx": func(w io.Writer) error { return r.Workbook(w, r.BoardWorkbook(o)) },
			"pptx": func(w io.Writer) error { return r.Slides(w, r.BoardSlides(o)) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatalf("%s, %s: %v", format, language, err)
			}
			text := out.String()
			if format == "xlsx" || format == "pptx" {
				text = ""
				for _, part := range parts(t, out.Bytes()) {
					text += string(part)
				}
			}
			text = html.UnescapeString(strings.ReplaceAll(text, `\`, ""))
			for _, w := range r.Result.Warnings {
				if said := r.WarningText(w, o.Words); !strings.Contains(text, said) {
					t.Errorf("%s, %s does not say %q", format, language, said)
				}
			}
		}
	}
}

// Only who keeps customers has a return on lower churn: not a price rise under
// which churn falls because the restless have left.
func TestLowersChurn(t *testing.T) {
	difference := func(mean float64) *sim.Difference {
		return &sim.Difference{Stat: sim.Stat{N: 1000, Mean: mean, SD: 1, MCSE: 0.03}}
	}
	for _, test := range []struct {
		churn, customers *sim.Difference
		want             bool
	}{
		{difference(-1), difference(1), true},
		{difference(-1), difference(-1), false},
		{difference(-1), difference(0.05), false},
		{difference(-0.05), difference(1), false},
		{difference(1), difference(1), false},
		{nil, difference(1), true},
		{&sim.Difference{Stat: sim.Stat{Nulls: 1000}}, difference(1), true},
		{nil, nil, false},
	} {
		versus := &sim.Versus{}
		versus.Differences[sim.MetricCustomerChurn], versus.Differences[sim.MetricClosingCustomers] = test.churn, test.customers
		if got := lowersChurn(versus); got != test.want {
			t.Errorf("churn %+v, customers %+v: %t", test.churn, test.customers, got)
		}
	}
}

// What a plan leaves to a default is said in the reader's language; values of the
// plan stay as they are written there.
func TestDefaultsAreOfTheLanguage(t *testing.T) {
	b := New(fixture(), nil).newBoard(BoardOptions{Words: catalogue(t, "ja")})
	for value, want := range map[string]string{
		"all": "すべて", "the last month": "最終月", "the segment's term": "セグメントの契約期間", "to the horizon": "期間の終わりまで",
		"no limit": "制限なし", "empty": "なし", "none": "なし", "at_renewal": "at_renewal",
	} {
		if got := b.valueText(&RegisterRow{Assumption: Assumption{Value: value}, Default: true}); got != want {
			t.Errorf("%s is %q, want %q", value, got, want)
		}
		if got := b.valueText(&RegisterRow{Assumption: Assumption{Value: value}}); got != value {
			t.Errorf("%s of the plan is %q", value, got)
		}
	}
}
