package report

import (
	"reflect"
	"slices"
	"testing"

	"holdfast/plots"
	"holdfast/plots/report/words"
)

// The catalogue says in English what a chart without a language says.
func TestEnglishChartsSpeakAlike(t *testing.T) {
	got, want := ChartLanguage(words.English()), plots.English()
	for _, value := range []float64{0, 1, 9_999, 12_345, -1.5e6, 2.5e9, 3e12, 1e15} {
		if a, b := got.Numbers(value, value/2), want.Numbers(value, value/2); !slices.Equal(a, b) {
			t.Errorf("%g: %q and %q", value, a, b)
		}
	}
	for name, texts := range map[string][2]string{
		"percent": {got.Percent(0.834), want.Percent(0.834)}, "times": {got.Times("3.4"), want.Times("3.4")},
		"date": {got.Date(2027, 4), want.Date(2027, 4)}, "month": {got.MonthNumber(3), want.MonthNumber(3)},
		"end": {got.EndNote("2027-04"), want.EndNote("2027-04")}, "omitted": {got.Omitted(3), want.Omitted(3)},
		"loses": {got.Loses("17 %"), want.Loses("17 %")}, "outside": {got.OutsideNote("0.4 %"), want.OutsideNote("0.4 %")},
		"breakeven": {got.Breakeven("2027-04"), want.Breakeven("2027-04")}, "after": {got.AfterMonths("70 %", 60), want.AfterMonths("70 %", 60)},
	} {
		if texts[0] != texts[1] {
			t.Errorf("%s: %q and %q", name, texts[0], texts[1])
		}
	}
	a, b := reflect.ValueOf(*got), reflect.ValueOf(*want)
	for i := range a.NumField() {
		if field := a.Type().Field(i); field.Type.Kind() == reflect.Func {
			if a.Field(i).IsNil() {
				t.Errorf("%s is missing", field.Name)
			}
		} else if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			t.Errorf("%s: %q and %q", field.Name, a.Field(i), b.Field(i))
		}
	}
}

func TestJapaneseCharts(t *testing.T) {
	ja := ChartLanguage(japanese(t).Catalogue)
	for got, want := range map[string]string{
		ja.Numbers(12_345_678)[0]: "1,235万", ja.Percent(0.834): "83%", ja.Times("3.4"): "3.4倍", ja.Date(2027, 4): "2027年4月",
		ja.MonthNumber(3): "3か月目", ja.AfterMonths("70%", 60): "60か月後 70%",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
