package report

import (
	"bytes"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func textOf(t *testing.T, r *sim.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := New(r, nil).Text(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func firstLine(t *testing.T, r *sim.Result) string {
	t.Helper()
	line, _, _ := strings.Cut(textOf(t, r), "\n")
	return line
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (run with -update and look at the change):\n%s", path, got)
	}
}

func TestTheHeadlineLeavesTheIntervalOut(t *testing.T) {
	if got, want := New(fixture(), nil).Headline(words.English()), "onboarding beats baseline in 83 % of futures; mean NPV +¥41.3M"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheSecondLineNamesTheOneThatIsBestMoreOften(t *testing.T) {
	r := fixture()
	if text := textOf(t, r); !strings.Contains(text, "\nonboarding is the best of 3 scenarios in 61 % of futures\n") {
		t.Errorf("%s", text)
	}
	r.Scenarios[1].ProbabilityBest, r.Scenarios[0].ProbabilityBest = share(0.2, 10000), share(0.5, 10000)
	if text := textOf(t, r); !strings.Contains(text, "\nbaseline is the best of 3 scenarios more often: in 50 % of futures, onboarding in 20 %\n") {
		t.Errorf("%s", text)
	}
}

func TestTextGolden(t *testing.T) {
	golden(t, "three_scenarios.txt", []byte(textOf(t, fixture())))
}

// answerCase is a result with its answer.
type answerCase struct {
	name string
	edit func(*sim.Result)
	want string
}

func answerCases() []answerCase {
	set := func(difference, sd, better float64, n int) func(*sim.Result) {
		return func(r *sim.Result) {
			r.Scenarios = r.Scenarios[:2]
			r.Scenarios[1].Versus = versus("baseline", difference, sd, better, n)
			r.Run.Trials = n
		}
	}
	return []answerCase{
		{"gain", set(41.3e6, 31e6, 0.83, 10000), "onboarding beats baseline in 83 % of futures; mean NPV +¥41.3M, 90 % of futures between -¥10M and +¥92M"},
		{"gain in few futures", set(41.3e6, 31e6, 0.3, 10000), "onboarding beats baseline on average but in only 30 % of futures; mean NPV +¥41.3M, 90 % of futures between -¥10M and +¥92M"},
		{"certain gain", set(41.3e6, 0, 1, 100), "onboarding beats baseline in all 100 futures; NPV +¥41.3M in each"},
		{"loss", set(-41.3e6, 31e6, 0.08, 10000), "onboarding does not beat baseline: mean NPV -¥41.3M, 90 % of futures between -¥92M and +¥10M, better in 8 % of futures"},
		{"certain loss", set(-41.3e6, 0, 0, 100), "onboarding does not beat baseline: NPV -¥41.3M in each of 100 futures"},
		{"too few trials", set(1e6, 31e6, 0.52, 100), "these 100 trials cannot tell whether onboarding beats baseline on average: mean NPV ~, 90 % of futures between -¥50M and +¥52M, better in 52 % of futures"},
		{"same", set(0, 0, 0, 100), "onboarding and baseline have the same NPV in all 100 futures"},
		{"one trial", set(1e6, math.NaN(), 1, 1), "a single trial cannot tell whether onboarding beats baseline on average: NPV +¥1M in this one"},
		{"alone", func(r *sim.Result) { r.Scenarios = r.Scenarios[:1] }, "baseline: mean NPV ¥1.23B, 90 % of futures between ¥900M and ¥1,600M; there is no other scenario to compare it with"},
		{"overflow", func(r *sim.Result) {
			r.Scenarios = r.Scenarios[:2]
			r.Scenarios[1].Versus.Differences[sim.MetricNPV].Mean = inf
		}, "the NPV of no scenario can be compared with that of baseline: the differences are not finite"},
		{"all lose", func(r *sim.Result) {
			r.Scenarios[1].Versus = versus("baseline", -41e6, 31e6, 0.08, 10000)
			r.Scenarios[2].Versus = versus("baseline", -5e6, 31e6, 0.4, 10000)
		}, "none of the 2 scenarios beats baseline on average; closest is 値上げと解約防止: mean NPV -¥5M, 90 % of futures between -¥56M and +¥46M, better in 40 % of futures"},
		{"none resolved", func(r *sim.Result) {
			r.Scenarios[1].Versus = versus("baseline", -0.1e6, 31e6, 0.5, 10000)
		}, "these 10,000 trials cannot tell whether any of the 2 scenarios beats baseline on average; nearest to it is 値上げと解約防止: mean NPV ~, 90 % of futures between -¥51M and +¥51M, better in 49 % of futures"},
		{"tie", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 41.3e6, 31e6, 0.83, 10000)
		}, "onboarding beats baseline in 83 % of futures; mean NPV +¥41.3M, 90 % of futures between -¥10M and +¥92M; 値上げと解約防止 does exactly as well"},
		{"a higher one unresolved", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 50e6, 31e8, 0.5, 10000)
		}, "onboarding beats baseline in 83 % of futures; mean NPV +¥41.3M, 90 % of futures between -¥10M and +¥92M; 値上げと解約防止 may gain more, which these 10,000 trials cannot tell"},
		{"empty", func(r *sim.Result) { r.Scenarios = nil }, "no scenario was run"},
	}
}

func TestTheFirstLineAnswers(t *testing.T) {
	for _, test := range answerCases() {
		r := fixture()
		test.edit(r)
		if got := firstLine(t, r); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// Every row of a table ends its cells at the same terminal columns: where all
// rows have a cell, the gap before it is blank in all of them.
func TestTablesLineUpInCells(t *testing.T) {
	text := textOf(t, fixture())
	end, rows := 0, 0
	for line := range strings.Lines(text) {
		if line == "\n" {
			end = 0 // of a table
		}
		if !strings.HasPrefix(line, "  baseline") && !strings.HasPrefix(line, "  onboarding  ") && !strings.HasPrefix(line, "  値上げと解約防止  ") {
			continue
		}
		width := Width(strings.TrimRight(line, "\n"))
		if end == 0 {
			end = width
		}
		rows++
		if width != end {
			t.Errorf("%q is %d cells wide, others %d", line, width, end)
		}
	}
	if rows != 6 {
		t.Errorf("%d rows found, want 3 in each of two tables", rows)
	}
}

func TestLongAndHostileNames(t *testing.T) {
	r := fixture()
	r.Scenarios[1].ID = strings.Repeat("very-long-name-", 6)
	r.Scenarios[2].ID = "x\x1b[31m\nred" + strings.Repeat("解約", 50)
	r.Plan.Name = "\x1b]0;title\x07plan"
	r.Plan.File = "-o it's\x1b.yaml"
	r.Warnings = append(r.Warnings, sim.Warning{Message: strings.Repeat("word ", 60) + "\x1b[2J", Where: "scenarios.\x1b"})
	text := textOf(t, r)
	for _, c := range text {
		if c < ' ' && c != '\n' || c == 0x7f || c >= 0x80 && c < 0xa0 {
			t.Fatalf("control character %q in:\n%s", c, text)
		}
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "  ") && Width(strings.TrimSpace(line)) > 122 {
			t.Errorf("%d cells: %s", Width(line), line)
		}
	}
}

func TestTheCommandRepeatsTheRun(t *testing.T) {
	r := fixture()
	r.Plan.File, r.Run.Noise, r.Against = "it's a plan.yaml", "none", "onboarding"
	r.Run.Set = []sim.Setting{{Path: "a.b", Value: "2.4% to 3.6%"}}
	got := quoteCommand(New(r, []string{"onboarding", "値上げと解約防止"}).Command)
	want := `run 'it'\''s a plan.yaml' --trials 10000 --seed 20270101 --noise none --scenarios onboarding,値上げと解約防止 --against onboarding --set 'a.b=2.4% to 3.6%'`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	r = fixture()
	r.Plan.File, r.Run.Set = "<stdin>", nil
	if got, want := quoteCommand(New(r, nil).Command), "run - --trials 10000 --seed 20270101"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Nothing may panic, however little of a result there is.
func TestSparseResults(t *testing.T) {
	var stats [sim.NumMetrics]sim.Stat
	for m := range stats {
		stats[m] = absent(5)
	}
	for name, r := range map[string]*sim.Result{
		"zero": {},
		"no values": {Against: "a", Plan: sim.PlanInfo{Months: 3}, Run: sim.RunInfo{Trials: 5}, Scenarios: []sim.ScenarioResult{
			{ID: "a", Metrics: stats},
			{ID: "b", Metrics: stats, Versus: &sim.Versus{Against: "a", ROI: sim.ROI{Ratio: math.NaN()}}}}},
	} {
		report := New(r, nil)
		for _, write := range []func(*bytes.Buffer) error{
			func(b *bytes.Buffer) error { return report.Text(b) },
			func(b *bytes.Buffer) error { return report.JSON(b) },
			func(b *bytes.Buffer) error { return report.CSV(b) },
			func(b *bytes.Buffer) error { return report.MonthlyCSV(b) },
			func(b *bytes.Buffer) error { return report.YearlyCSV(b) },
			func(b *bytes.Buffer) error { return report.SummaryCSV(b) },
		} {
			var b bytes.Buffer
			if err := write(&b); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Where nothing is uncertain no interval, no statistic and no estimate is shown.
func TestACertainResult(t *testing.T) {
	r := fixture()
	r.Run.Trials, r.Run.Noise = 10, "none"
	fix := func(s *sim.Stat) {
		if s.N == 0 {
			return
		}
		s.N, s.Nulls, s.SD, s.MCSE = 10, 0, 0, 0
		for i := range s.Q {
			s.Q[i], s.Low[i], s.High[i] = s.Q[sim.P50], s.Q[sim.P50], s.Q[sim.P50]
		}
	}
	for i := range r.Scenarios {
		scenario := &r.Scenarios[i]
		for m := range scenario.Metrics {
			if fix(&scenario.Metrics[m]); scenario.Metrics[m].N == 0 {
				scenario.Metrics[m].Nulls = 10
			}
		}
		scenario.ProbabilityBest = share(0, 10)
		for j := range scenario.Targets {
			scenario.Targets[j].Probability = share(float64(j), 10)
		}
		if v := scenario.Versus; v != nil {
			for _, d := range v.Differences {
				if d != nil {
					fix(&d.Stat)
					d.Better = share(1, 10)
				}
			}
			fix(&v.Investment)
			v.ROI.SE = 0
			for q := range sim.NumQuantiles {
				v.ROI.Q[q], v.Breakeven.Q[q] = v.ROI.Ratio, 14
			}
			v.Breakeven.Never = share(0, 10)
		}
	}
	text := textOf(t, r)
	if want := "onboarding beats baseline: NPV +¥41.3M; nothing in this plan is uncertain\n"; !strings.HasPrefix(text, want) {
		t.Errorf("want %s", want)
	}
	for _, absent := range []string{">", "<", "~", " to ", "P5", "P50", "mean", "beyond", "futures"} {
		if table, _, _ := strings.Cut(text, "To repeat"); strings.Contains(table, absent) {
			t.Errorf("%q in a certain result", absent)
		}
	}
	for _, present := range []string{"100 %", "0 %"} {
		if !strings.Contains(text, present) {
			t.Errorf("no %q", present)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestColumnsHaveOneUnit(t *testing.T) {
	s := English()
	for _, test := range []struct {
		aligned bool
		margin  float64
		values  []float64
		want    string
	}{
		{true, 0, []float64{991e3, 1.01e6}, "$991k $1,010k"},
		{true, 5e3, []float64{93.2e6, 73e6}, "$93.2M $73.0M"},
		{true, 0, []float64{2.43e6, 2.4e6, 0}, "$2.43M $2.40M $0"},
		{true, 0, []float64{335, -73.8e3}, "$335.00 -$73.8k"},
		{false, 1e3, []float64{-5000, 31e3}, "-$5k $31k"},
		{false, 1e3, []float64{4100, 178e3, -110e3}, "$4k $178k -$110k"},
		{false, 100, []float64{math.NaN(), 0, inf}, "– $0 inf"},
		{true, 0, []float64{41.2, 250}, "$41.20 $250.00"},
		{true, 10, []float64{41.2, 250}, "$40 $250"},
		{true, 0, []float64{12, 4e9}, "$12.00 $4B"},
	} {
		var estimates []Estimate
		for _, v := range test.values {
			estimates = append(estimates, Estimate{v, test.margin})
		}
		if got := strings.Join(s.Moneys("USD", estimates, test.aligned), " "); got != test.want {
			t.Errorf("%v: got %s, want %s", test.values, got, test.want)
		}
	}
}

func TestAComplementAddsUp(t *testing.T) {
	s := English()
	for _, test := range []struct {
		p, half float64
		want    string
	}{
		{0.825, 0.02, "17 %"}, {0.175, 0.02, "82 %"}, {0.4, 0.02, "60 %"}, {0.8314, 0.0004, "16.9 %"}, {0.9996, 0.0003, "<0.1 %"},
	} {
		if got := s.Complement(test.p, test.p-test.half, test.p+test.half); got != test.want {
			t.Errorf("%v: got %s beside %s, want %s", test.p, got, s.Share(test.p, test.p-test.half, test.p+test.half), test.want)
		}
	}
}

func TestTargetsInWords(t *testing.T) {
	p := New(fixture(), nil).in(words.English())
	for want, target := range map[string]sim.Target{
		"Customers at the end at least 6,000 by 2027-12":       {Metric: "closing", By: 12, Value: sim.Const(6000)},
		"Revenue at least ¥1,234,567 by 2028-03":               {Metric: "revenue", By: 15, Value: sim.Const(1234567)},
		"MRR at least ¥1.2B by 2028-03 within the fiscal year": {Metric: "mrr", By: 15, Value: sim.Const(1.2e9), FiscalYear: true},
		"Customer churn at most 2.5 %":                         {Metric: "customer_churn", AtMost: true, Value: sim.Const(0.025)},
		"LTV/CAC at least 3x":                                  {Metric: "ltv_cac", Value: sim.Const(3)},
		"Gross profit at least goal by 2027-12":                {Metric: "gross_profit", By: 12, Value: sim.Quantity{Input: 1}, Label: "gross_profit at least goal by 2027-12"},
	} {
		if got := p.target(&target); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
