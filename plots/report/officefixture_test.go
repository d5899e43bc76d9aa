package report

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"holdfast/plots"
	"holdfast/scenarios"
	"holdfast/sim"
)

// telecom is a run of a shipped plan: the baseline and three scenarios, three
// segments, 36 months.
var telecom = sync.OnceValues(func() (*sim.Result, error) {
	source, err := scenarios.Read("../../scenarios/library/plans/telecom.yaml", nil)
	if err != nil {
		return nil, err
	}
	plan, err := scenarios.Load(source, []sim.Setting{{Path: "trials", Value: "200"}, {Path: "plan", Value: "Phone company"}})
	if err != nil {
		return nil, err
	}
	plan.Model.Scenarios = slices.DeleteFunc(plan.Model.Scenarios, func(s sim.Scenario) bool {
		return !slices.Contains([]string{"baseline", "onboarding", "price_rise", "keep_customers"}, s.Name)
	})
	result, err := sim.Run(context.Background(), plan.Model, sim.Options{})
	if err == nil {
		result.Plan = plan.Info
	}
	return result, err
})

func telecomReport(t testing.TB) *Report {
	result, err := telecom()
	if err != nil {
		t.Fatal(err)
	}
	return New(result, []string{"onboarding", "price_rise", "keep_customers"})
}

var someAssumptions = []Assumption{
	{"assumptions.churn", "Churn of small customers", "lognormal(2.8% to 3.6%)", "/month", "CRM export FY2026", "plan.yaml:12"},
	{"assumptions.cut", "=HYPERLINK(\"http://x\")", "-5pt", "", "", "plan.yaml:13"},
	{"segments.smb.price", "値上げ", "9,800", "/month", "@price list", "default"},
}

// hostile is a result whose names may do harm.
func hostile() *sim.Result {
	r := fixture()
	r.Plan.Name = "=1+1 <plan> & \"co\" _x0041_"
	r.Plan.Currency = `X";[Red]`
	r.Plan.Start = sim.YearMonth{}
	r.Scenarios[1].ID = "@SUM(A1:A9)"
	r.Scenarios[1].Title = ""
	r.Scenarios[2].ID = strings.Repeat("長い名前 ", 2000)
	r.Scenarios[0].Segments[0].ID = "-2+3"
	r.Scenarios[0].Segments[0].Title = "\u202Eright to left\x00\x1b[31m"
	r.Warnings = append(r.Warnings, sim.Warning{Code: "x", Message: "+cmd|' /C calc'!A0 <script>alert(1)</script>", Where: "plan/[x]:*?"})
	return r
}

func workbook(t testing.TB, r *Report, o WorkbookOptions) []byte {
	var b bytes.Buffer
	if err := r.Workbook(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func fanFigure(r *Report, i int) *plots.Figure {
	scenario := &r.Result.Scenarios[i]
	q := &scenario.Monthly[sim.MeasureRevenue].Q
	start := r.Result.Plan.Start
	return plots.Fan(plots.FanData{
		Head:  plots.Head{Title: Label(scenario.ID, scenario.Title) + ": revenue by month", Subtitle: "Median and quantiles", Note: "200 trials"},
		Start: plots.Month{Year: start.Year, Month: start.Month}, Unit: "Revenue a month, " + r.Result.Plan.Currency,
		Series: []plots.FanSeries{{Name: Label(scenario.ID, scenario.Title), Colour: i, P5: q[0], P10: q[1], P25: q[2], P50: q[3], P75: q[4], P90: q[5], P95: q[6]}},
	})
}

func slideOptions(r *Report) SlideOptions {
	o := SlideOptions{Assumptions: someAssumptions}
	for i := range r.Result.Scenarios {
		o.Figures.Scenarios = append(o.Figures.Scenarios, fanFigure(r, i))
	}
	d := plots.DistributionData{Head: plots.Head{Title: "A finding", Subtitle: "What is drawn"}, Unit: "NPV difference"}
	c := plots.CumulativeData{Head: plots.Head{Title: "When the scenarios pay back"}, Unit: "Cumulative difference"}
	for i := range r.Result.Scenarios {
		if versus := r.Result.Scenarios[i].Versus; versus != nil {
			npv := versus.Differences[sim.MetricNPV]
			name := Label(r.Result.Scenarios[i].ID, r.Result.Scenarios[i].Title)
			d.Series = append(d.Series, plots.DistributionSeries{Name: name, Colour: i, Values: npv.Q[:], P10: npv.Q[1], P50: npv.Q[3], P90: npv.Q[5], Loss: 1 - npv.Better.P})
			q := &versus.CumulativeDiscounted.Q
			c.Series = append(c.Series, plots.CumulativeSeries{Name: name, Colour: i, P10: q[1], P50: q[3], P90: q[5], Breakeven: versus.Breakeven.Q[3]})
		}
	}
	o.Figures.Answer, o.Figures.Payback = plots.Distribution(d), plots.Cumulative(c)
	o.Figures.Drivers = plots.Tornado(plots.TornadoData{Head: plots.Head{Title: "Churn drives it most"}, Unit: "NPV", Base: 1, Rows: []plots.TornadoRow{{Name: "Churn", Low: -1, High: 3, LowText: "2 %", HighText: "4 %"}}})
	return o
}

func slides(t testing.TB, r *Report, o SlideOptions) []byte {
	var b bytes.Buffer
	if err := r.Slides(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
