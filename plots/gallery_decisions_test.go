package plots

import (
	"fmt"
	"math"
)

func breakevenOf(points int) BreakevenData {
	d := BreakevenData{
		Head: Head{
			Title:    "Onboarding may cost up to 14.2M: beyond that, NPV beats the baseline in less than 80 % of futures",
			Subtitle: "Chance that the NPV of onboarding is at least that of the baseline; band: 95 % interval",
			Note:     "Retention investments: 10,000 trials at each value near the answer, seed 1.",
		},
		Axis: "Onboarding: upfront cost (initiatives.onboarding.cost.upfront)", Unit: "Chance of reaching the target",
		Level: 0.8, LevelText: "80 %", Value: 14.2e6, ValueText: "14.2M (13.9M to 14.5M)", Bracket: [2]float64{13.9e6, 14.5e6},
		Now: 12e6, NowText: "in the plan: 12M",
	}
	for i := range points {
		x := 40e6 * float64(i) / float64(max(points-1, 1))
		p := 1 / (1 + math.Exp((x-19e6)/3.5e6))
		d.X, d.P = append(d.X, x), append(d.P, p)
		half := 3 * math.Sqrt(p*(1-p)/1000)
		d.Low, d.High = append(d.Low, p-half), append(d.High, p+half)
	}
	return d
}

func heatmapOf(nx, ny int) HeatmapData {
	d := HeatmapData{
		Head: Head{
			Title:    "The dearer onboarding is, the more churn it must cut: from 8 % at 5M to 19 % at 24M",
			Subtitle: "Chance that the NPV of onboarding is at least that of the baseline",
			Note:     "Retention investments: 1,000 trials at each pair of values, seed 1.",
		},
		XAxis: "Onboarding: upfront cost", YAxis: "Effect of onboarding on churn", YPercent: true, LineText: "80 % of futures",
	}
	for i := range nx {
		d.X = append(d.X, 2e6*float64(i))
		d.Line = append(d.Line, [2]float64{2e6 * float64(i), 0.05 + 0.006*float64(i)})
	}
	for j := range ny {
		var row []float64
		d.Y = append(d.Y, 0.02*float64(j))
		for i := range nx {
			row = append(row, 1/(1+math.Exp((0.05+0.006*float64(i)-0.02*float64(j))/0.012-1.4)))
		}
		d.Values = append(d.Values, row)
	}
	return d
}

func decisionGallery() []entry {
	shares := breakevenOf(13)
	shares.Percent, shares.Value, shares.Now, shares.Bracket = true, math.NaN(), math.NaN(), [2]float64{math.NaN(), math.NaN()}
	for i := range shares.X {
		shares.X[i] = 0.3 * float64(i) / 12
	}
	ja := breakevenOf(13)
	ja.Title, ja.Axis, ja.Unit, ja.ValueText, ja.NowText = "初期費用は1,420万円まで", "オンボーディングの初期費用", "目標に届く確率", "1,420万円", "計画では1,200万円"
	return []entry{
		{"breakeven", Breakeven(breakevenOf(13))},
		{"breakeven_shares", Breakeven(shares)},
		{"breakeven_ja", Breakeven(ja)},
		{"heatmap", Heatmap(heatmapOf(13, 13))},
		{"frontier", Frontier(frontierOf(9))},
		{"marginal", MarginalValues(marginalOf(shortNames[1:9]))},
		{"marginal_ja", MarginalValues(marginalOf(longNames))},
		{"deg_frontier_none", Frontier(FrontierData{})},
		{"deg_frontier_one", Frontier(frontierOf(1))},
		{"deg_marginal_none", MarginalValues(MarginalData{})},
		{"deg_breakeven_none", Breakeven(BreakevenData{})},
		{"deg_breakeven_one", Breakeven(breakevenOf(1))},
		{"deg_heatmap_none", Heatmap(HeatmapData{})},
		{"deg_heatmap_one", Heatmap(heatmapOf(1, 1))},
		{fmt.Sprintf("heatmap_%d", 30), Heatmap(heatmapOf(30, 30))},
	}
}

func frontierOf(points int) FrontierData {
	d := FrontierData{
		Head: Head{
			Title: "For 50M, buy onboarding and payment recovery: a mean NPV of 180M", Subtitle: "The best set of each budget; bars: two standard errors",
			Note: "Retention investments: 10,000 trials, seed 1.",
		},
		Axis: "Investment, discounted, JPY", Unit: "Mean NPV against the baseline, JPY", Budget: 50e6, BudgetText: "budget 50M", Chosen: points / 2, ChosenText: "chosen",
	}
	for i := range points {
		x := float64(i) / float64(max(points-1, 1))
		d.Cost, d.Value, d.SE = append(d.Cost, 90e6*x*x), append(d.Value, 240e6*math.Sqrt(x)), append(d.SE, 4e6*x)
	}
	return d
}

func marginalOf(names []string) MarginalData {
	d := MarginalData{
		Head: Head{Title: "The next 10M would bring most in referrals: 14M of NPV", Subtitle: "NPV for each 10M put into one place, on top of the chosen set", Note: "10,000 trials, seed 1."},
		Unit: "NPV, JPY", Heading: "Step's NPV",
	}
	for i, name := range names {
		d.Rows = append(d.Rows, MarginalRow{Name: name, Detail: "not chosen: added to the set", Colour: 1 + i%3, Value: 14e6 - 3.1e6*float64(i), SE: 0.4e6 * float64(i%4), Text: fmt.Sprintf("%dk", 90*i)})
	}
	d.Rows = append(d.Rows, MarginalRow{Name: "Blocked", Detail: "price excludes it", Colour: 1, Value: math.NaN(), SE: math.NaN()})
	return d
}
