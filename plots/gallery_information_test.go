package plots

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"testing"
)

func informationOf(ja bool) InformationData {
	d := InformationData{
		Head: Head{
			Title:    "Elasticity of churn to the price is most worth a study: up to ¥7.5M",
			Subtitle: "What knowing it before deciding is worth at most, with 95 % intervals. Grey: stands for several numbers, or cannot be studied",
			Note:     "Retention investments: 10,000 trials, seed 1.",
		},
		Unit: "Gain in expected NPV, JPY", Heading: "At most", Total: 12.2e6, TotalText: "everything: ¥12.2M",
		Rows: []InformationRow{
			{"Elasticity of churn to the price", "assumptions.price_churn", 7.5e6, 6.9e6, 8.1e6, "¥7.5M", false},
			{"Onboarding redesign", "initiatives.onboarding", 3.1e6, 2.8e6, 3.4e6, "¥3.1M", true},
			{"Effect of onboarding on early churn", "assumptions.onboarding_cut", 2.2e6, 1.9e6, 2.5e6, "¥2.2M", false},
			{"Success of Onboarding redesign", "initiatives.onboarding.success", 1.4e6, 1.2e6, 1.6e6, "¥1.4M", false},
			{"CAC of advertising", "assumptions.cac_ads", 0.06e6, 0.01e6, 0.11e6, "¥60k", false},
		},
	}
	if ja {
		d.Title, d.Subtitle = "調べる価値が最も大きいのは値上げに対する解約の弾力性：最大750万円", "決める前に知ることの価値の上限と95%信頼区間。灰色は複数の数字の組か、調べられないもの"
		d.Unit, d.Heading, d.TotalText, d.Note = "期待NPVの増加（円）", "最大", "すべてを知る価値：1,220万円", "リテンション投資計画：1万回の試行"
		for i, name := range []string{"値上げに対する解約の弾力性", "オンボーディング改善", "オンボーディング改善による早期解約の減少", "オンボーディング改善の成否", "広告の顧客獲得単価"} {
			d.Rows[i].Name = name
		}
	}
	return d
}

func testSizeOf(ja bool) TestSizeData {
	d := TestSizeData{
		Head: Head{
			Title:    "A test of “Onboarding redesign” for 6 months before the roll-out is best with 2,000 customers per arm",
			Subtitle: "Expected worth of the test by its size; band: 95 % interval",
			Note:     "Retention investments: 10,000 trials, seed 1.",
		},
		Axis: "Customers per arm", Unit: "Gain in expected NPV, JPY", GrossName: "What it tells (EVSI)", NetName: "Net of cost and waiting",
		N: []float64{50, 100, 200, 500, 1000, 2000, 5000, 10000}, Best: 5, BestText: "2,000 per arm",
		Power: 5140, PowerText: "power calculation: 5,140", Available: 16452, MostText: "customers there are: 16,452",
	}
	for _, n := range d.N {
		gross := 6e6 * n / (n + 1200)
		net := gross - 4e5 - 300*n
		d.Gross, d.Net = append(d.Gross, gross), append(d.Net, net)
		d.Low, d.High = append(d.Low, net-2e5), append(d.High, net+2e5)
	}
	if ja {
		d.Title, d.Subtitle = "展開前の試験は各群2,000人、6か月が最も割に合う", "試験の規模ごとの期待価値。帯は95%信頼区間"
		d.Axis, d.Unit, d.GrossName, d.NetName, d.Note = "各群の顧客数", "期待NPVの増加（円）", "試験で分かることの価値", "費用と遅れを引いた価値", "リテンション投資計画：1万回の試行"
		d.BestText, d.PowerText, d.MostText = "各群2,000人", "検定力から求めた人数：5,140", "対象になる顧客：16,452"
	}
	return d
}

func informationGallery() []entry {
	losing := testSizeOf(false)
	losing.Best, losing.Power = -1, math.Inf(1)
	for i := range losing.Net {
		losing.Gross[i], losing.Net[i], losing.Low[i], losing.High[i] = 0, -5e5-400*losing.N[i], math.NaN(), math.NaN()
	}
	single := testSizeOf(false)
	single.N, single.Best = single.N[:1], 0
	return []entry{
		{"information", Information(informationOf(false))},
		{"information_ja", Information(informationOf(true))},
		{"testsize", TestSize(testSizeOf(false))},
		{"testsize_ja", TestSize(testSizeOf(true))},
		{"testsize_losing", TestSize(losing)},
		{"testsize_single", TestSize(single)},
		{"deg_information_none", Information(InformationData{})},
		{"deg_information_nan", Information(InformationData{Total: math.Inf(1), Rows: []InformationRow{{"a", "", math.NaN(), 0, 0, "–", false}, {"b", "", -1, -2, math.Inf(1), "-1", true}}})},
		{"deg_testsize_none", TestSize(TestSizeData{})},
		{"deg_testsize_odd", TestSize(TestSizeData{N: []float64{-1, 0, 10, 20}, Net: []float64{1, 2, math.NaN(), 4}, Gross: []float64{1}, Best: 9})},
	}
}

// TestInformationCharts compares the charts of information with their golden
// images, and draws the degenerate ones.
func TestInformationCharts(t *testing.T) {
	golden := map[string]bool{"information": true, "information_ja": true, "testsize": true, "testsize_ja": true}
	for _, e := range informationGallery() {
		t.Run(e.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := PNG(&out, e.chart, Size{DPI: 72}); err != nil {
				t.Fatal(err)
			}
			if !golden[e.name] {
				return
			}
			file := filepath.Join("testdata", e.name+".png")
			if *update {
				if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if why := difference(t, want, out.Bytes()); why != "" {
				t.Errorf("%s %s; new picture: %s", file, why, keep(t, e.name, out.Bytes()))
			}
		})
	}
}
