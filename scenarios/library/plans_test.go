package library

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"holdfast/scenarios"
	"holdfast/sim"
)

func TestListAndRead(t *testing.T) {
	var listed []string
	for _, p := range List() {
		listed = append(listed, p.Name)
		if p.Summary == "" || utf8.RuneCountInString(p.Summary) > 120 {
			t.Errorf("%s: summary %q", p.Name, p.Summary)
		}
		data, err := Read(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(data, []byte("# "+p.Summary+"\n")) {
			t.Errorf("%s: does not begin with its summary", p.Name)
		}
		data[0] = 'x'
		if again, _ := Read(p.Name); again[0] != '#' {
			t.Errorf("%s: a caller's change of the bytes shows in the next Read", p.Name)
		}
	}
	if want := []string{"saas", "ecommerce", "telecom", "membership-ja", "classics"}; !slices.Equal(listed, want) {
		t.Errorf("listed %q; want %q", listed, want)
	}
	entries, err := files.ReadDir("plans")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, p := range List() {
		known[p.Name+".yaml"] = true
		for _, f := range Beside(p.Name) {
			known[f.Name] = true
		}
	}
	for _, e := range entries {
		if !known[e.Name()] {
			t.Errorf("%s belongs to no listed plan", e.Name())
		}
	}
}

func TestReadUnknown(t *testing.T) {
	for _, name := range []string{"", "sas", "plans/saas", "../library.go"} {
		_, err := Read(name)
		if err == nil {
			t.Fatalf("%q was read", name)
		}
		for _, p := range List() {
			if !strings.Contains(err.Error(), p.Name) {
				t.Errorf("%q: the error does not list %s: %v", name, p.Name, err)
			}
		}
	}
}

// load loads a shipped plan, which must be without a problem or a warning.
func load(t testing.TB, name string) *scenarios.Plan {
	t.Helper()
	data, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range Beside(name) {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := scenarios.Load(scenarios.Source{Name: name + ".yaml", Data: data, Dir: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range plan.Warnings {
		t.Errorf("%s: warning %s: %s", name, w.Code, w.Message)
	}
	return plan
}

// TestLayout keeps the files readable in a editor: 110 columns, no stray white space.
func TestLayout(t *testing.T) {
	for _, p := range List() {
		data, _ := Read(p.Name)
		lines := strings.Split(string(data), "\n")
		if n := len(lines) - 1; n < 100 || n > 340 {
			t.Errorf("%s: %d lines", p.Name, n)
		}
		for i, line := range lines {
			if w := width(line); w > 110 || line != strings.TrimRight(line, " \t\r") || strings.Contains(line, "\t") {
				t.Errorf("%s:%d: %d columns, or white space to be cleaned: %s", p.Name, i+1, w, line)
			}
		}
		if lines[len(lines)-1] != "" {
			t.Errorf("%s: does not end with a newline", p.Name)
		}
	}
}

// width counts columns, two for every character of Japanese.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x3000 && r <= 0xffef {
			n++
		}
	}
	return n
}

// TestPlansTeach checks that nothing is left unexplained: every assumption has
// a title and a source, every initiative costs something, every
// scenario but the baseline does something, and targets are shown.
func TestPlansTeach(t *testing.T) {
	assumption := regexp.MustCompile(`^assumptions\.([^.]+)$`)
	for _, p := range List() {
		t.Run(p.Name, func(t *testing.T) {
			plan := load(t, p.Name)
			written := map[string]string{}
			for _, e := range plan.Explained {
				written[e.Path] = e.Written
			}
			count := 0
			for path := range written {
				if !assumption.MatchString(path) {
					continue
				}
				count++
				if _, drawn := written["assumptions.draws.columns."+strings.TrimPrefix(path, "assumptions.")]; drawn {
					continue // its source is the file
				}
				if written[path+".title"] == "" || written[path+".source"] == "" {
					t.Errorf("%s has no title or no source", path)
				}
			}
			if count < 8 {
				t.Errorf("only %d assumptions", count)
			}
			for _, in := range plan.Model.Initiatives {
				c := in.Cost
				if c.Upfront == (sim.Quantity{}) && c.Monthly == (sim.Quantity{}) && c.PercentOfRevenue == (sim.Quantity{}) {
					t.Errorf("%s costs nothing", in.Name)
				}
			}
			for _, s := range plan.Model.Scenarios[1:] {
				if len(s.Initiatives) == 0 {
					t.Errorf("scenario %s does nothing", s.Name)
				}
			}
			if !plan.Model.Discounted || len(plan.Model.Events) == 0 || len(plan.Model.Targets) == 0 {
				t.Error("discount, events or targets are missing")
			}
		})
	}
}

// shown lists where each kind of investment and event is shown, and by a change
// of which lever.
var shown = []struct {
	kind, plan, initiative string
	lever                  sim.Lever
}{
	{"onboarding", "telecom", "onboarding", sim.LeverChurn},
	{"customer success with health scores", "saas", "customer_success", sim.LeverChurn},
	{"loyalty programme", "ecommerce", "points", sim.LeverOrderRate},
	{"win-back", "ecommerce", "winback", sim.LeverWinback},
	{"complaint handling and faster support", "telecom", "support", sim.LeverChurn},
	{"upsell", "saas", "recommendations", sim.LeverExpansion},
	{"cross-sell", "ecommerce", "recommendations", sim.LeverOrderValue},
	{"fewer flash sales", "ecommerce", "fewer_sales", sim.LeverGrossMargin},
	{"community", "saas", "community", sim.LeverReferral},
	{"longer contracts", "telecom", "longer_contracts", sim.LeverTerm},
	{"payment recovery", "telecom", "payment_recovery", sim.LeverRecovery},
	{"referral programme", "saas", "referral_programme", sim.LeverReferral},
	{"cheaper CAC", "telecom", "online_shop", sim.LeverCAC},
	{"more advertising", "telecom", "advertising", sim.LeverSpend},
	{"price rise", "telecom", "price_rise", sim.LeverPrice},
	{"churn down by 2 points", "classics", "churn_2pt", sim.LeverChurn},
	{"retention up by 5 points", "classics", "retention_5pt", sim.LeverChurn},
	{"change to annual membership", "membership-ja", "年会員への切替", sim.LeverTerm},
	{"retention calls", "membership-ja", "退会防止コール", sim.LeverChurn},
}

func TestEveryKindIsShown(t *testing.T) {
	acts := func(list []sim.Initiative, name string, lever sim.Lever) bool {
		return slices.ContainsFunc(list, func(in sim.Initiative) bool {
			return in.Name == name && slices.ContainsFunc(in.Changes, func(c sim.Change) bool { return c.Lever == lever })
		})
	}
	models := map[string]*sim.Model{}
	for _, p := range List() {
		models[p.Name] = load(t, p.Name).Model
	}
	for _, s := range shown {
		if !acts(models[s.plan].Initiatives, s.initiative, s.lever) {
			t.Errorf("%s: %s has no initiative %q with lever %v", s.kind, s.plan, s.initiative, s.lever)
		}
	}
	targeted := slices.ContainsFunc(models["saas"].Initiatives, func(in sim.Initiative) bool {
		return in.HasReach && in.ReachCustomers != in.ReachChurners
	})
	if !targeted {
		t.Error("saas: nothing is targeted by a score")
	}
	for _, event := range []string{"rival", "downturn"} {
		if !acts(models["telecom"].Events, event, sim.LeverChurn) {
			t.Errorf("telecom has no event %q", event)
		}
	}
	saturated := slices.ContainsFunc(models["telecom"].Segments[0].Channels, func(c sim.Channel) bool {
		return c.Saturation != (sim.Quantity{})
	})
	if !saturated {
		t.Error("telecom: advertising has no diminishing returns")
	}
	ja := models["membership-ja"]
	if ja.Currency != "JPY" || ja.FiscalYearStart != 4 || ja.Start.Month != 4 || load(t, "membership-ja").Info.Language != "ja" {
		t.Errorf("membership-ja: currency %s, fiscal year from %d, start %v", ja.Currency, ja.FiscalYearStart, ja.Start)
	}
}

// TestPlansAnswer runs every plan: the answer is finite, and neither everything
// pays nor nothing. The seed is the plan's own; the bounds leave room
// for any other.
func TestPlansAnswer(t *testing.T) {
	for _, p := range List() {
		t.Run(p.Name, func(t *testing.T) {
			m := load(t, p.Name).Model
			m.Trials = 300
			r, err := sim.Run(context.Background(), m, sim.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range r.Warnings {
				if w.Code == "capped" || w.Code == "infinite_ltv" {
					t.Errorf("warning %s: %s", w.Code, w.Message)
				}
			}
			clear, unlikely, doubtful := 0, 0, 0
			for i := range r.Scenarios {
				s := &r.Scenarios[i]
				finite(t, s)
				if s.Versus == nil {
					continue
				}
				switch better := s.Versus.Differences[sim.MetricNPV].Better.P; {
				case better > 0.75:
					clear++
				case better < 0.45:
					unlikely++
				default:
					doubtful++
				}
				if roi := s.Versus.ROI.Ratio; math.Abs(roi) > 15 {
					t.Errorf("%s: return on investment %.0f %%: a planner would not believe it", s.ID, 100*roi)
				}
			}
			if clear == 0 || unlikely == 0 || doubtful == 0 {
				t.Errorf("%d scenarios pay, %d do not, %d are doubtful: nothing to compare", clear, unlikely, doubtful)
			}
		})
	}
}

// finite checks the metrics that every scenario of every plan must have, and
// that they are of a size that a company may have.
func finite(t *testing.T, s *sim.ScenarioResult) {
	t.Helper()
	for _, m := range []sim.Metric{sim.MetricRevenue, sim.MetricGrossProfit, sim.MetricContribution, sim.MetricNPV,
		sim.MetricCustomerEquity, sim.MetricAcquisitionCost, sim.MetricInitiativeCost, sim.MetricClosingCustomers,
		sim.MetricLTV, sim.MetricCAC, sim.MetricLowestCash} {
		stat := s.Metrics[m]
		if stat.Nulls > 0 || math.IsNaN(stat.Mean) || math.IsInf(stat.Mean, 0) || math.IsNaN(stat.SD) || math.IsInf(stat.SD, 0) {
			t.Errorf("%s: %v has mean %g and sd %g, %d nulls", s.ID, m, stat.Mean, stat.SD, stat.Nulls)
		}
	}
	within := func(m sim.Metric, lo, hi float64) {
		if x := s.Metrics[m].Q[sim.P50]; !(x >= lo && x <= hi) {
			t.Errorf("%s: %v is %.3g, outside %g to %g", s.ID, m, x, lo, hi)
		}
	}
	within(sim.MetricLTVCAC, 2, 7)
	within(sim.MetricAnnualChurn, 0.05, 0.6)
	within(sim.MetricCACPayback, 1, 24)
	within(sim.MetricNRR, 0.4, 1.1)
	for i := range s.Segments {
		if x := s.Segments[i].Metrics[sim.MetricLTVCAC].Q[sim.P50]; x < 1 || x > 10 {
			t.Errorf("%s, %s: LTV/CAC is %.3g: a planner would not believe it", s.ID, s.Segments[i].ID, x)
		}
	}
	if s.Metrics[sim.MetricContribution].Mean <= 0 {
		t.Errorf("%s: the company loses money", s.ID)
	}
}
