package report

import (
	"testing"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

func TestWarningsInBothLanguages(t *testing.T) {
	r, ja := New(fixture(), nil), japanese(t).Catalogue
	for _, test := range []struct {
		warning  sim.Warning
		en, jaOf string
	}{
		{sim.NewWarning("capped", "both, smb", "%s reaches past its natural range in some trials and is cut to it", sim.LeverChurn),
			"both, smb: churn reaches past its natural range in some trials and is cut to it", "both, smb：解約率が一部の試行で取り得る範囲を超えるため、範囲内に丸めています"},
		{sim.NewWarning("equity_ranking", "", "what customers bring after the horizon decides: with it the mean NPV difference turns for %s", sim.Turns{{Scenario: "a", Without: -1_234_000, With: 56_700}, {Scenario: "b", Without: 0, With: -9}}),
			"what customers bring after the horizon decides: with it the mean NPV difference turns for a from -¥1.2M to +¥57k, b from ¥0 to -¥9",
			"期間後に顧客がもたらす価値で結論が変わります。顧客資産価値を含めるとNPVの差の平均の符号が変わるシナリオ：a（-¥120万→+¥5.7万）、b（¥0→-¥9）"},
		{sim.NewWarning("sampling", "", "the plan's %s sampling is put aside: the bracket rests on independent trials", "latin hypercube"),
			"the plan's latin hypercube sampling is put aside: the bracket rests on independent trials", "プランのサンプリング（ラテン超方格）は使わず、区間は独立な試行で求めています"},
		{sim.NewWarning("budget", "", "meets the budget in the search; on fresh trials its mean investment is %s", styled{func(style *Style) string { return style.Money("JPY", 1.2e6, 0) }}),
			"meets the budget in the search; on fresh trials its mean investment is ¥1.2M", "探索では予算内ですが、新しい試行での投資額の平均は¥120万です"},
		{sim.NewWarning("nulls", "grr", "%s is infinite or does not exist in %d of %d trials, which are left out: its mean is that of the others", sim.MetricGRR, 1200, 10_000),
			"grr: GRR is infinite or does not exist in 1200 of 10000 trials, which are left out: its mean is that of the others",
			"grr：GRR（総収益維持率）が1,200回の試行（全10,000回中）で無限大か存在しないため、平均はそれらを除いた値です"},
		{sim.Warning{Code: "x", Message: "from elsewhere", Where: "plan"}, "plan: from elsewhere", "plan: from elsewhere"},
	} {
		for c, want := range map[*words.Catalogue]string{words.English(): test.en, ja: test.jaOf} {
			if got := r.WarningText(test.warning, c); got != want {
				t.Errorf("%s, %s:\n got %s\nwant %s", test.warning.Code, c.Language(), got, want)
			}
		}
	}
}

func TestEveryLeverHasAName(t *testing.T) {
	for _, v := range []vocabulary{{words.English()}, japanese(t)} {
		for _, lever := range sim.Levers() {
			v.Say("lever." + lever)
		}
	}
}
