package report

import (
	"testing"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

func japanese(t testing.TB) vocabulary {
	c, err := words.In("ja")
	if err != nil {
		t.Fatal(err)
	}
	return vocabulary{c}
}

func TestEveryFigureHasAName(t *testing.T) {
	for _, v := range []vocabulary{{words.English()}, japanese(t)} {
		for m := range sim.NumMetrics {
			v.metric(m)
		}
		for m := range sim.NumMeasures {
			v.measure(m)
		}
	}
	if got := (vocabulary{words.English()}).figure("no_such_metric"); got != "No such metric" {
		t.Errorf("an unknown figure is called %q", got)
	}
}

func TestJapaneseNumbersAndDates(t *testing.T) {
	s, ja, en, start := Japanese(), japanese(t), vocabulary{words.English()}, sim.YearMonth{Year: 2026, Month: 11}
	for _, c := range [][2]string{
		{s.Money("JPY", 12_340_000, 0), "¥1,230万"}, {s.Money("JPY", -123_400_000, 0), "-¥1.23億"}, {s.Money("JPY", 9_800, 0), "¥9,800"},
		{s.Money("JPY", 2e12, 0), "¥2兆"}, {s.Rate(0.834, 0), "83.4%"}, {s.Ratio(3.4), "3.4倍"},
		{ja.month(start, 3), "2027年1月"}, {ja.year("FY2026", 12), "2026年度"}, {ja.year("FY2026", 5), "2026年度（5か月）"}, {ja.year("Y2", 12), "2年目"},
		{en.month(start, 3), "2027-01"}, {en.year("FY2026", 1), "FY2026 (1 month)"}, {ja.month(sim.YearMonth{}, 3), "3か月目"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, not %q", c[0], c[1])
		}
	}
}
