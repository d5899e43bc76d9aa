package plots

import (
	"fmt"
	"math"
	"slices"
)

// The charts that the tests look at: written-down data, each kind with one,
// four and twelve series, in English and Japanese, usual and degenerate.

type entry struct {
	name  string
	chart *Figure
}

var longNames = []string{
	"現状維持", "オンボーディング改善", "中小企業向け長期契約割引とカスタマーサクセス強化プログラム（2027年度下期開始）",
	"Payment recovery", "Loyalty programme with points, tiers and an annual members' event",
	"値上げ8%", "Win-back", "A <b>\"bold\"</b> & 'quoted' name", "Referral", "Community 😀 مرحبا",
	"Health scores for the top decile of customers at risk (targeted)", "広告",
}

var shortNames = []string{"Baseline", "Onboarding", "Price rise", "Both", "Loyalty", "Win-back", "Referral", "Community", "Recovery", "Ads", "Contracts", "Support"}

// wave is smooth, written-down variety in place of random numbers.
func wave(i, t int) float64 { return math.Sin(float64(t)/5+float64(i)) * 0.03 }

func fanOf(names []string, months int, start Month) FanData {
	d := FanData{
		Head: Head{
			Title:    "Onboarding and the price rise together lift revenue by 41 % in three years",
			Subtitle: "Monthly revenue by scenario, P50 and P10–P90",
			Note:     "10,000 trials, seed 20270101. Plan: Retention investments 2027.",
		},
		Start: start, Unit: "Revenue, JPY a month",
	}
	for i, name := range names {
		s := FanSeries{Name: name, Colour: i}
		for t := range months {
			growth := 1 + (0.006+0.004*float64(i%5))*float64(t)
			m := 11.8e6 * growth * (1 + wave(i, t))
			w := 0.035 * m * math.Sqrt(float64(t+1)/4)
			for _, q := range []struct {
				to *[]float64
				z  float64
			}{{&s.P5, -1.64}, {&s.P10, -1.28}, {&s.P25, -.67}, {&s.P50, 0}, {&s.P75, .7}, {&s.P90, 1.4}, {&s.P95, 1.85}} {
				*q.to = append(*q.to, m+q.z*w)
			}
		}
		d.Series = append(d.Series, s)
	}
	return d
}

func distributionOf(names []string, trials int) DistributionData {
	d := DistributionData{
		Head: Head{
			Title:    "Onboarding pays in 83 % of futures; the price rise is a coin toss",
			Subtitle: "NPV of 36 months against the baseline, same futures",
			Note:     "10,000 trials, seed 20270101.",
		},
		Unit: "NPV against the baseline, JPY",
	}
	for i, name := range names {
		s := DistributionSeries{Name: name, Colour: i + 1}
		below := 0
		for k := range trials {
			u := (float64(k) + 0.5) / float64(trials)
			z := math.Sqrt2 * math.Erfinv(2*u-1)
			v := 41e6/float64(1+i%4) + 24e6*z + 6e6*z*z*float64(i%3)
			if k%5 == 0 {
				v = -12e6 - 1e6*z
			}
			if v < 0 {
				below++
			}
			s.Values = append(s.Values, v)
		}
		sorted := slices.Sorted(slices.Values(s.Values))
		q := func(p float64) float64 { return sorted[int(p*float64(trials-1))] }
		s.Loss, s.P10, s.P50, s.P90 = float64(below)/float64(trials), q(.1), q(.5), q(.9)
		d.Series = append(d.Series, s)
	}
	return d
}

func cumulativeOf(names []string, months int, start Month) CumulativeData {
	d := CumulativeData{
		Head: Head{
			Title:    "Onboarding pays back in month 14",
			Subtitle: "Cumulative discounted contribution against the baseline, P50 and P10–P90",
			Note:     "10,000 trials, seed 20270101.",
		},
		Start: start, Unit: "Difference to the baseline, JPY",
	}
	for i, name := range names {
		s := CumulativeSeries{Name: name, Colour: i + 1, Breakeven: math.Inf(1)}
		for t := range months {
			x := float64(t) / 36
			m := -12e6*math.Min(1, x*6) + x*x*(50e6-9e6*float64(i%6))
			w := 14e6 * x
			if m > 0 && math.IsInf(s.Breakeven, 1) {
				s.Breakeven = float64(t + 1)
			}
			s.P10, s.P50, s.P90 = append(s.P10, m-w), append(s.P50, m), append(s.P90, m+1.2*w)
		}
		d.Series = append(d.Series, s)
	}
	return d
}

func ltvCACOf(segments, names []string) LTVCACData {
	d := LTVCACData{
		Head: Head{
			Title:    "Only enterprise customers clear three times their cost",
			Subtitle: "LTV / CAC of a customer joining in 2029-12, P10–P50–P90",
			Note:     "10,000 trials, seed 20270101. Quantiles of the ratio, formed trial by trial.",
		},
		Unit: "LTV / CAC", Line: 3,
	}
	for j, segment := range segments {
		for i, name := range names {
			m := 2.1 + 1.3*float64(j) + 0.35*float64(i)
			r := LTVCACRow{Segment: segment, Scenario: name, Colour: i, P10: m * .62, P50: m, P90: m * 1.7}
			switch {
			case j == 1 && i == 1:
				r.P90 = math.Inf(1)
			case j == 1 && i == 2:
				r.P10, r.P50, r.P90 = math.NaN(), math.NaN(), math.NaN()
			case j == 2 && i == 0:
				r.P10, r.P50, r.P90 = math.Inf(1), math.Inf(1), math.Inf(1)
			}
			d.Rows = append(d.Rows, r)
		}
	}
	return d
}

func retentionOf(names []string, ages int) RetentionData {
	d := RetentionData{
		Head: Head{
			Title:    "Half of the small businesses have left after two years",
			Subtitle: "Survival of a customer by age",
			Note:     "10,000 trials, seed 20270101.",
		},
		Unit: "Customers still active",
	}
	for i, name := range names {
		s := RetentionSeries{Name: name, Colour: i + 1}
		survival := 1.0
		for a := range ages + 1 {
			if a > 0 {
				survival *= 1 - (0.9-0.15*float64(i%5))/(9.9+float64(i)+float64(a))
			}
			w := 0.11 * survival * (1 - survival)
			s.Expected = append(s.Expected, survival)
			s.P10, s.P50, s.P90 = append(s.P10, survival-w), append(s.P50, survival+.1*w), append(s.P90, survival+w)
		}
		d.Series = append(d.Series, s)
	}
	return d
}

func bridgeOf() BridgeData {
	return BridgeData{
		Head: Head{
			Title:    "New customers carry growth; churn takes back 60 % of what they bring",
			Subtitle: "MRR from January 2027 to December 2029, means of the trials, baseline",
			Note:     "10,000 trials, seed 20270101.",
		},
		Unit: "MRR, JPY", OpeningLabel: "2027-01", ClosingLabel: "2029-12",
		Opening: 11.76e6, New: 14.2e6, Reactivated: 1.31e6, Expansion: 2.62e6, Price: 0.94e6,
		Contraction: -0.71e6, Churned: -8.9e6, Closing: 21.22e6,
	}
}

func gallery() []entry {
	jan := Month{2027, 1}
	seg := []string{"Small businesses", "Enterprise", "公共・教育"}
	e := []entry{
		{"fan_1", Fan(fanOf(shortNames[:1], 36, jan))},
		{"fan_4", Fan(fanOf(shortNames[:4], 36, jan))},
		{"fan_12", Fan(fanOf(shortNames, 36, jan))},
		{"fan_4_ja", Fan(fanOf(longNames[:4], 60, Month{}))},
		{"fan_12_ja", Fan(fanOf(longNames, 36, Month{2026, 4}))},
		{"distribution_1", Distribution(distributionOf(shortNames[1:2], 2000))},
		{"distribution_4", Distribution(distributionOf(shortNames[1:5], 2000))},
		{"distribution_12_ja", Distribution(distributionOf(longNames, 2000))},
		{"cumulative_1", Cumulative(cumulativeOf(shortNames[1:2], 36, jan))},
		{"cumulative_3", Cumulative(cumulativeOf(shortNames[1:4], 36, jan))},
		{"cumulative_4_ja", Cumulative(cumulativeOf(longNames[1:5], 36, jan))},
		{"cumulative_12_ja", Cumulative(cumulativeOf(longNames, 36, Month{}))},
		{"ltvcac_3x4", LTVCAC(ltvCACOf(seg, shortNames[:4]))},
		{"ltvcac_1x1", LTVCAC(ltvCACOf(seg[:1], shortNames[:1]))},
		{"ltvcac_3x12_ja", LTVCAC(ltvCACOf(append([]string{longNames[2]}, seg[1:]...), longNames))},
		{"retention_1", Retention(retentionOf(seg[:1], 36))},
		{"retention_3", Retention(retentionOf(seg, 36))},
		{"retention_12_ja", Retention(retentionOf(longNames, 60))},
		{"bridge", Bridge(bridgeOf())},
	}
	ja := bridgeOf()
	ja.Title, ja.Subtitle = "新規獲得が成長を支え、解約がその6割を打ち消している。中小企業の初年度解約を抑えることが最優先の課題であり、次の投資判断の前提となる", "2027年1月から2029年12月までのMRRの増減（試行の平均）"
	ja.Language = English()
	ja.Language.Bridge = BridgeWords{"期首MRR", "新規獲得", "復帰（ウィンバック）", "アップグレードによる拡大", "価格改定", "ダウングレード", "解約", "期末MRR"}
	return append(append(append(e, entry{"bridge_ja", Bridge(ja)}), append(append(fitGallery(), decisionGallery()...), append(tornadoGallery(), densityGallery()...)...)...), degenerate()...)
}

func constant(n int, v float64) []float64 { return slices.Repeat([]float64{v}, n) }

func degenerate() []entry {
	jan := Month{2027, 1}
	fan := func(series ...FanSeries) *Figure {
		return Fan(FanData{Head: Head{Title: "Degenerate"}, Start: jan, Unit: "JPY", Series: series})
	}
	same := func(v float64, n int) FanSeries {
		c := constant(n, v)
		return FanSeries{Name: fmt.Sprint("constant ", v), P5: c, P10: c, P25: c, P50: c, P75: c, P90: c, P95: c}
	}
	gaps := fanOf(shortNames[:2], 36, jan)
	for _, t := range []int{5, 6, 7, 20, 22} {
		gaps.Series[0].P50[t], gaps.Series[0].P90[t], gaps.Series[1].P10[t] = math.NaN(), math.Inf(1), math.Inf(-1)
	}
	return []entry{
		{"deg_fan_onemonth", Fan(fanOf(shortNames[:1], 1, jan))},
		{"deg_fan_onemonth_3", Fan(fanOf(shortNames[:3], 1, jan))},
		{"deg_fan_twomonths", Fan(fanOf(shortNames[:2], 2, Month{}))},
		{"deg_fan_zeros", fan(same(0, 12))},
		{"deg_fan_constant", fan(same(5e6, 12))},
		{"deg_fan_negative", fan(same(-5e6, 12), same(-6.5e6, 12))},
		{"deg_fan_nan", fan(same(math.NaN(), 12))},
		{"deg_fan_gaps", Fan(gaps)},
		{"deg_fan_600", Fan(fanOf(shortNames[:3], 600, jan))},
		{"deg_fan_600n", Fan(fanOf(shortNames[:1], 600, Month{}))},
		{"deg_fan_same4", fan(same(5e6, 12), same(5e6, 12), same(5e6, 12), same(5e6, 12))},
		{"deg_fan_none", fan()},
		{"deg_fan_edge_ticks", Fan(fanOf(shortNames, 37, jan))},
		{"deg_cum_edge_ticks", Cumulative(cumulativeOf(shortNames[:5], 25, jan))},
		{"deg_dist_zero", Distribution(DistributionData{Head: Head{Title: "All equal"}, Unit: "JPY", Series: []DistributionSeries{{Name: "x", Values: constant(100, 0)}}})},
		{"deg_dist_neg", Distribution(DistributionData{Unit: "JPY", Series: []DistributionSeries{{Name: "always loses", Colour: 2, Values: constant(100, -3e6), Loss: 1, P10: -3e6, P50: -3e6, P90: -3e6}}})},
		{"deg_dist_nan", Distribution(DistributionData{Unit: "JPY", Series: []DistributionSeries{{Name: "x", Values: constant(3, math.NaN()), Loss: math.NaN(), P10: math.NaN(), P50: math.Inf(1), P90: math.NaN()}}})},
		{"deg_cum_zero", Cumulative(CumulativeData{Unit: "JPY", Series: []CumulativeSeries{{Name: "Baseline", P50: constant(12, 0), P10: constant(12, 0), P90: constant(12, 0)}}})},
		{"deg_ltv_none", LTVCAC(LTVCACData{Head: Head{Title: "No rows"}})},
		{"deg_ltv_allinf", LTVCAC(LTVCACData{Unit: "LTV / CAC", Line: 3, Rows: []LTVCACRow{{Scenario: "Free", P10: math.Inf(1), P50: math.Inf(1), P90: math.Inf(1)}, {Scenario: "Nobody", P10: math.NaN(), P50: math.NaN(), P90: math.NaN()}}})},
		{"deg_ltv_outlier", LTVCAC(LTVCACData{Unit: "LTV / CAC", Line: 3, Rows: []LTVCACRow{{Scenario: "Usual", P10: 2, P50: 3, P90: 4}, {Scenario: "Usual 2", P10: 2, P50: 3, P90: 4}, {Scenario: "Usual 3", P10: -1, P50: 3, P90: 4}, {Scenario: "Organic", P10: 20, P50: 90, P90: 400}}})},
		{"deg_ret_short", Retention(RetentionData{Unit: "active", Series: []RetentionSeries{{Name: "x", Expected: []float64{1}, P50: []float64{1}}}})},
		{"deg_bridge_zero", Bridge(BridgeData{Unit: "MRR"})},
		{"deg_bridge_nan", Bridge(BridgeData{Unit: "MRR", Opening: 5, New: math.NaN(), Churned: math.Inf(-1), Price: -7, Closing: -2})},
	}
}
