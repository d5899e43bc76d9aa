package report

import (
	"bytes"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	if got, want := New(fixture(), nil).Headline(), "onboarding beats baseline in 83 % of futures; NPV +¥41.3M"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheSecondLineNamesTheOneThatIsBestMoreOften(t *testing.T) {
	r := fixture()
	if text := textOf(t, r); !strings.Contains(text, "\nonboarding is the best of 3 scenarios in 61 % of futures\n") {
		t.Errorf("%s", text)
	}
	r.Scenarios[1].ProbabilityBest, r.Scenarios[0].ProbabilityBest = share(0.2, 10000), share(0.5, 10000)
	if text := textOf(t, r); !strings.Contains(text, "\nonboarding is the best of 3 scenarios in 20 % of futures, baseline in 50 %\n") {
		t.Errorf("%s", text)
	}
}

func TestTextGolden(t *testing.T) {
	golden(t, "three_scenarios.txt", []byte(textOf(t, fixture())))
}

func TestTheFirstLineAnswers(t *testing.T) {
	set := func(difference, sd, better float64, n int) func(*sim.Result) {
		return func(r *sim.Result) {
			r.Scenarios = r.Scenarios[:2]
			r.Scenarios[1].Versus = versus("baseline", difference, sd, better, n)
			r.Run.Trials = n
		}
	}
	for _, test := range []struct {
		name string
		edit func(*sim.Result)
		want string
	}{
		{"gain", set(41.3e6, 31e6, 0.83, 10000), "onboarding beats baseline in 83 % of futures; NPV +¥41.3M, 90 % interval -¥10M to +¥92M"},
		{"gain in few futures", set(41.3e6, 31e6, 0.3, 10000), "onboarding beats baseline on average but in only 30 % of futures; NPV +¥41.3M, 90 % interval -¥10M to +¥92M"},
		{"certain gain", set(41.3e6, 0, 1, 100), "onboarding beats baseline in all 100 futures; NPV +¥41.3M in each"},
		{"loss", set(-41.3e6, 31e6, 0.08, 10000), "onboarding does not beat baseline: NPV -¥41.3M on average, 90 % interval -¥92M to +¥10M, better in 8 % of futures"},
		{"certain loss", set(-41.3e6, 0, 0, 100), "onboarding does not beat baseline: NPV -¥41.3M in each of 100 futures"},
		{"too few trials", set(1e6, 31e6, 0.52, 100), "these 100 trials cannot tell whether onboarding beats baseline on average: NPV ~, 90 % interval -¥50M to +¥52M, better in 52 % of futures"},
		{"same", set(0, 0, 0, 100), "onboarding and baseline have the same NPV in all 100 futures"},
		{"one trial", set(1e6, math.NaN(), 1, 1), "a single trial cannot tell whether onboarding beats baseline on average: NPV +¥1M in this one"},
		{"alone", func(r *sim.Result) { r.Scenarios = r.Scenarios[:1] }, "baseline: NPV ¥1.23B, 90 % interval ¥900M to ¥1.6B; there is no other scenario to compare it with"},
		{"overflow", func(r *sim.Result) {
			r.Scenarios = r.Scenarios[:2]
			r.Scenarios[1].Versus.Differences[sim.MetricNPV].Mean = inf
		}, "the NPV of no scenario can be compared with that of baseline: the differences are not finite"},
		{"all lose", func(r *sim.Result) {
			r.Scenarios[1].Versus = versus("baseline", -41e6, 31e6, 0.08, 10000)
			r.Scenarios[2].Versus = versus("baseline", -5e6, 31e6, 0.4, 10000)
		}, "none of the 2 scenarios beats baseline on average; closest is 値上げと解約防止: NPV -¥5M on average, 90 % interval -¥56M to +¥46M, better in 40 % of futures"},
		{"none resolved", func(r *sim.Result) {
			r.Scenarios[1].Versus = versus("baseline", -0.1e6, 31e6, 0.5, 10000)
		}, "these 10,000 trials cannot tell whether any of the 2 scenarios beats baseline on average; nearest to it is 値上げと解約防止: NPV ~, 90 % interval -¥51M to +¥51M, better in 49 % of futures"},
		{"tie", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 41.3e6, 31e6, 0.83, 10000)
		}, "onboarding beats baseline in 83 % of futures; NPV +¥41.3M, 90 % interval -¥10M to +¥92M; 値上げと解約防止 does exactly as well"},
		{"a higher one unresolved", func(r *sim.Result) {
			r.Scenarios[2].Versus = versus("baseline", 50e6, 31e8, 0.5, 10000)
		}, "onboarding beats baseline in 83 % of futures; NPV +¥41.3M, 90 % interval -¥10M to +¥92M; 値上げと解約防止 may gain more, which these 10,000 trials cannot tell"},
		{"empty", func(r *sim.Result) { r.Scenarios = nil }, "no scenario was run"},
	} {
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
	end := 0
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "  baseline") && !strings.HasPrefix(line, "  onboarding  ") && !strings.HasPrefix(line, "  値上げと解約防止  ") {
			continue
		}
		width := Width(strings.TrimRight(line, "\n"))
		if end == 0 {
			end = width
		}
		if width != end {
			t.Errorf("%q is %d cells wide, others %d", line, width, end)
		}
	}
	if end == 0 {
		t.Error("no rows found")
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
