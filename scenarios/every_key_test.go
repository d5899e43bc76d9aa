package scenarios

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"holdfast/sim"
	"holdfast/sim/dist"
)

func must(d dist.Dist, err error) dist.Dist {
	if err != nil {
		panic(err)
	}
	return d
}

// sameLaw compares distributions by their quantiles.
func sameLaw(a, b dist.Dist) bool {
	for _, u := range []float64{0, 1e-9, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-9, 1} {
		x, y := a.Quantile(u), b.Quantile(u)
		if x != y && !(x-y <= 1e-12*(x+y)/2 && y-x <= 1e-12*(x+y)/2) {
			return false
		}
	}
	return true
}

func TestEveryKey(t *testing.T) {
	plan, err := load(t, "testdata/good/every-key.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const (
		alpha = 1 + iota
		beta
		churn
		cac
		cut
		margin
	)
	c := sim.Const
	of := func(input int, factor float64) sim.Quantity { return sim.Quantity{Input: input, Factor: factor} }
	amount := func(x float64) sim.Quantity { return c(x).Per(sim.UnitAmount, 1) }
	chance := func(x float64) sim.Quantity { return c(x).Per(sim.UnitProbability, 1) }
	growth := func(x, months float64) sim.Quantity { return c(x).Per(sim.UnitGrowth, months) }
	where := "testdata/good/every-key.yaml:"

	onboarding := sim.Initiative{
		Name: "onboarding", Title: "Onboarding", Segments: []int{0}, Starts: 4, StartsTo: 4, Months: 24, Ramp: 3,
		Fade: chance(0.02), HasReach: true, ReachCustomers: c(0.1), ReachChurners: c(0.35), Success: c(0.8),
		Changes: []sim.Change{
			{Lever: sim.LeverChurn, Ages: sim.AgeRange{Limited: true, From: 1, To: 3}, Op: sim.OpReduce, Value: of(cut, 1)},
			{Lever: sim.LeverChurn, Reason: "service", Op: sim.OpReduce, Value: of(cut, -0.5)},
			{Lever: sim.LeverChurn, Op: sim.OpAdd, Value: c(-0.02).Per(sim.UnitPoints, 12)},
			{Lever: sim.LeverCAC, Channel: "ads", Op: sim.OpTo, Value: c(30_000)},
		},
		Cost: sim.Cost{Upfront: c(12e6), Monthly: amount(800e3), PerCustomer: amount(120), PerNewCustomer: c(500),
			PerReactivated: c(400), PerOrder: c(30), PercentOfRevenue: c(0.01)},
		CountsInCAC: true,
	}
	later := onboarding
	later.Name, later.Starts, later.StartsTo = "later", 7, 7
	later.ReachCustomers, later.ReachChurners = c(0.4), c(0.4)
	later.Changes = []sim.Change{
		{Lever: sim.LeverPrice, Existing: sim.ExistingNever, Op: sim.OpIncrease, Value: c(0.08)},
		{Lever: sim.LeverGrossMargin, Op: sim.OpAdd, Value: c(0.02)},
		{Lever: sim.LeverCustomers, Op: sim.OpTo, Value: amount(30)},
	}
	want := &sim.Model{
		Name: "Every key", Currency: "JPY", Months: 36, Start: sim.YearMonth{Year: 2027, Month: 1}, FiscalYearStart: 4,
		Trials: 5000, Seed: 18446744073709551615, Sampling: dist.Sobol, Noise: sim.NoiseNone,
		Discounted: true, Discount: growth(0.08, 12), CostGrowth: growth(0.02, 12), FixedCost: amount(1.2e6),
		TerminalValue: true, LTVMonth: 36, LTVMonths: 60,
		Inputs: []sim.Input{
			{Name: "a", Source: "draws.csv", Where: where + "30", Dist: must(dist.Empirical([]float64{0.7, 0.8, 0.9})), Table: 1, Column: 0},
			{Name: "b", Source: "draws.csv", Where: where + "30", Dist: must(dist.Empirical([]float64{4, 5, 6.5})), Table: 1, Column: 1},
			{Name: "churn", Title: "Churn of SMB", Source: "CRM", Where: where + "25", Dist: must(dist.Interval(0.024, 0.036, dist.LogitNormalInterval))},
			{Name: "cac", Where: where + "26", Dist: must(dist.PERT(38e3, 45e3, 70e3))},
			{Name: "cut", Where: where + "27", Dist: must(dist.PERT(0.05, 0.15, 0.3))},
			{Name: "segments.enterprise.gross_margin", Where: where + "66", Dist: must(dist.Normal(0.8, 0.01))},
		},
		Tables:       []sim.Table{{Name: "draws.csv", Columns: [][]float64{{0.7, 0.8, 0.9}, {4, 5, 6.5}}}},
		Correlations: []sim.Correlation{{A: 2, B: 3, Rho: 0.3}, {A: 3, B: 4, Rho: -0.2}},
		Shocks: []sim.Shock{
			{Lever: sim.LeverChurn, SD: c(0.15), Persistence: c(0.7), Segments: []int{0}},
			{Lever: sim.LeverCAC, SD: c(0.1), Segments: []int{0, 1, 2, 3, 4}},
		},
		Segments: []sim.Segment{
			{
				Name: "smb", Title: "Small businesses",
				Opening: sim.Opening{HasPrice: true, Price: amount(9000),
					Groups: []sim.TenureGroup{{Months: 0, Customers: 200}, {Months: 6, Customers: 400}, {Months: 18, Customers: 600}}},
				HasPrice: true, Price: c(117600).Per(sim.UnitAmount, 12),
				Orders:      &sim.Orders{Rate: sim.ByAge{{From: 0, Value: amount(0.8)}, {From: 12, Value: amount(0.9)}}, Value: c(5200), CV: c(0.6)},
				GrossMargin: sim.ByAge{{Value: c(0.78)}}, PaymentFee: c(0.03),
				CostToServe: sim.ByAge{{From: 0, Value: amount(900)}, {From: 6, Value: amount(600)}},
				Retention:   sim.Retention{Model: "constant", Rate: of(churn, 1).Per(sim.UnitProbability, 1), HasScale: true, Scale: c(1.1), Per: 1},
				Reasons:     []sim.Reason{{Name: "price", Share: 0.3}, {Name: "service", Share: 0.7}},
				Term:        12, UpfrontBills: true,
				Involuntary: &sim.Involuntary{Failure: chance(0.012), Recovery: c(0.6)},
				Expansion:   &sim.Move{Customers: sim.ByAge{{Value: chance(0.01)}, {From: 12, Value: chance(0.02)}}, Size: c(0.2)},
				Contraction: &sim.Move{Customers: sim.ByAge{{Value: chance(0.01)}}, Size: c(0.2)},
				Elasticity:  sim.Elasticity{Acquisition: c(-0.8), Churn: c(0.5), ChurnMonths: 3},
				Channels: []sim.Channel{
					{Name: "ads", Kind: sim.ChannelSpend, Spend: amount(6e6), CAC: of(cac, 1), Saturation: c(0.3), Lag: 2, Dispersion: c(1.5)},
					{Name: "organic", Kind: sim.ChannelVolume, Customers: amount(25), Growth: growth(0.01, 1), CAC: c(100),
						Seasonality: []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2}},
					{Name: "referral", Kind: sim.ChannelRate, Rate: amount(0.004)},
				},
				Winback: &sim.Winback{Rate: chance(0.01), Within: 12},
			},
			{Name: "enterprise", HasPrice: true, Price: amount(1e6), GrossMargin: sim.ByAge{{Value: of(margin, 1)}}, LikeAverage: true, Term: 1,
				Retention:  sim.Retention{Model: "sbg", Alpha: of(alpha, 1), Beta: of(beta, 2)},
				Elasticity: sim.Elasticity{Churn: c(1)}},
			{Name: "weibull", HasPrice: true, Price: amount(100), GrossMargin: sim.ByAge{{Value: c(0.8)}}, Term: 1,
				Retention: sim.Retention{Model: "weibull", Theta: c(0.1), C: c(0.8)}},
			{Name: "bdw", HasPrice: true, Price: amount(100), GrossMargin: sim.ByAge{{Value: c(0.8)}}, Term: 1,
				Retention: sim.Retention{Model: "bdw", Alpha: c(0.5), Beta: c(2), C: c(1.2)}},
			{Name: "table", HasPrice: true, Price: amount(100), GrossMargin: sim.ByAge{{Value: c(0.8)}}, Term: 1,
				Opening:   sim.Opening{Groups: []sim.TenureGroup{{Months: 3, Customers: 50}}},
				Retention: sim.Retention{Model: "table", Rates: []sim.Quantity{c(0.1), c(0.05)}}},
		},
		Initiatives: []sim.Initiative{
			onboarding,
			later,
			{Name: "longer", Segments: []int{0}, Starts: 1, StartsTo: 1, Certain: true,
				Changes: []sim.Change{{Lever: sim.LeverTerm, Op: sim.OpTo, Value: c(24)}},
				Cost:    sim.Cost{Monthly: c(12e6).Per(sim.UnitAmount, 12)}},
			{Name: "churn_points", Segments: []int{1}, Starts: 1, StartsTo: 1, Certain: true, Changes: []sim.Change{
				{Lever: sim.LeverChurn, Op: sim.OpAdd, Value: c(-0.01)},
				{Lever: sim.LeverChurn, Ages: sim.AgeRange{Limited: true, From: 12, To: maxAge}, Op: sim.OpTo, Value: c(0.05)},
			}},
			{Name: "spread", Segments: []int{0, 1, 2, 3, 4}, Starts: 1, StartsTo: 1, Certain: true, Cost: sim.Cost{Monthly: amount(1e3)},
				Excludes: []int{2}, Needs: []int{3}, Scalable: &sim.Scalable{From: 0.5, To: 2, Step: 0.5, Exponent: 0.6}},
		},
		Events: []sim.Initiative{{
			Name: "rival", Title: "A rival", Segments: []int{0, 4}, Starts: 6, StartsTo: 18, Months: 12, Ramp: 2, Fade: chance(0.01),
			HasReach: true, ReachCustomers: c(0.5), ReachChurners: c(0.5), Success: c(0.3),
			Changes: []sim.Change{{Lever: sim.LeverChurn, Op: sim.OpIncrease, Value: c(0.1)}},
			Cost:    sim.Cost{Upfront: c(1e6)},
		}},
		Scenarios: []sim.Scenario{{Name: "baseline"}, {Name: "both", Initiatives: []int{0, 1}}, {Name: "longer", Initiatives: []int{2}}},
		Targets: []sim.Target{
			{Metric: "revenue", By: 15, Value: c(1.2e9), FiscalYear: true, Label: "revenue at least 1.2B by 2028-03 within the fiscal year"},
			{Metric: "npv", Value: c(10e6), Label: "npv at least 10M"},
			{Metric: "mrr", By: 36, AtMost: true, Value: c(3e6), Label: "mrr at most 3M"},
		},
	}
	if diff := cmp.Diff(want, plan.Model, cmp.Comparer(sameLaw)); diff != "" {
		t.Errorf("model (-want +got):\n%s", diff)
	}
	wantInfo := sim.PlanInfo{Name: "Every key", File: "testdata/good/every-key.yaml", SHA256: plan.Info.SHA256, Currency: "JPY",
		Language: "ja", Months: 36, Start: sim.YearMonth{Year: 2027, Month: 1}, FiscalYearStart: 4}
	if diff := cmp.Diff(wantInfo, plan.Info); diff != "" || len(plan.Info.SHA256) != 64 {
		t.Errorf("info (-want +got):\n%s", diff)
	}
	wantWarnings := []sim.Warning{
		{Code: "unused_initiative", Message: "is in no scenario", Where: "initiatives.churn_points"},
		{Code: "unused_initiative", Message: "is in no scenario", Where: "initiatives.spread"},
	}
	if diff := cmp.Diff(wantWarnings, plan.Warnings, cmpopts.IgnoreFields(sim.Warning{}, "Format", "Values")); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
