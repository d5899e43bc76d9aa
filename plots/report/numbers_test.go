package report

import (
	"math"
	"testing"
)

var inf = math.Inf(1)

func TestMoneyIsRoundedToWhatItsErrorSupports(t *testing.T) {
	for _, test := range []struct {
		code      string
		v, margin float64
		want      string
	}{
		{"JPY", 41.27e6, 0, "¥41.3M"},
		{"JPY", 41.27e6, 3e6, "¥41M"},
		{"JPY", 41.27e6, 12e6, "¥40M"},
		{"JPY", 4e6, 12e6, "¥0"},
		{"JPY", -6.04e6, 0, "-¥6.04M"},
		{"JPY", 1.2e9, 0, "¥1.2B"},
		{"JPY", 999.6e3, 0, "¥1M"},
		{"JPY", 999.4e6, 0, "¥999M"},
		{"JPY", 350e3, 0, "¥350k"},
		{"JPY", 9840, 0, "¥9,840"},
		{"JPY", 9996, 0, "¥10k"},
		{"JPY", 9840, 100, "¥9,800"},
		{"JPY", 45.3, 0, "¥45"},
		{"JPY", 0.3, 0, "¥0"},
		{"JPY", -0.3, 0, "¥0"},
		{"JPY", 999.7, 0, "¥1,000"},
		{"USD", 45.3, 0, "$45.30"},
		{"USD", 45.3, 0.02, "$45.30"},
		{"USD", 45.3, 0.3, "$45"},
		{"USD", -9.8, 0, "-$9.80"},
		{"USD", 0.005, 0, "$0.01"},
		{"EUR", 1234567, 0, "€1.23M"},
		{"GBP", 0, 0, "£0"},
		{"KRW", 1.5e12, 0, "₩1.5T"},
		{"CHF", 41e6, 0, "CHF 41M"},
		{"VND", 12.4, 0, "VND 12"},
		{"", 41e6, 0, "41M"},
		{"JPY", 1.234e18, 0, "¥1.23e+18"},
		{"JPY", 1.234e14, 0, "¥123T"},
		{"JPY", math.NaN(), 0, "–"},
		{"JPY", inf, 0, "inf"},
		{"JPY", math.Inf(-1), 0, "-inf"},
		{"JPY", 41.27e6, math.NaN(), "¥41.3M"},
		{"JPY", 41.27e6, inf, "¥41.3M"},
		{"\x1b[31mX", 2e6, 0, "[31mX 2M"},
	} {
		if got := English().Money(test.code, test.v, test.margin); got != test.want {
			t.Errorf("Money(%q, %v, %v) = %q, want %q", test.code, test.v, test.margin, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	s := English()
	for _, test := range []struct{ got, want string }{
		{s.Count(940.4, 0), "940"},
		{s.Count(12345, 0), "12,300"},
		{s.Count(-12345, 0), "-12,300"},
		{s.Count(1234567, 0), "1.23M"},
		{s.Count(0.2, 0), "0"},
		{s.Count(-0.2, 0), "0"},
		{s.Count(12345, 3000), "12,000"},
		{s.Ratio(3.42), "3.4x"},
		{s.Ratio(-0.02), "0.0x"},
		{s.Ratio(9.96), "10x"},
		{s.Ratio(12345), "12.3kx"},
		{s.Ratio(inf), "inf"},
		{s.Ratio(math.NaN()), "–"},
		{s.Rate(0.02413, 0), "2.41 %"},
		{s.Rate(0.02413, 0.002), "2.4 %"},
		{s.Rate(2.07, 0), "207 %"},
		{s.Rate(-0.0301, 0), "-3.01 %"},
		{s.Rate(123.4, 0), "12,300 %"},
		{s.Rate(0, 0), "0 %"},
		{s.Rate(1.47e6, 0), ">99,999 %"},
		{s.Rate(-1.47e6, 0), "<-99,999 %"},
		{s.Months(14), "14"},
		{s.Months(9.5), "9.5"},
		{s.Months(15.1), "15"},
		{s.Months(inf), "never"},
		{s.Months(math.NaN()), "–"},
		{s.Months(12345), "12,345"},
		{s.Plus(41e6, "¥41M"), "+¥41M"},
		{s.Plus(-41e6, "-¥41M"), "-¥41M"},
		{s.Plus(0.2, "¥0"), "¥0"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestNoEstimatedProbabilityIsCertain(t *testing.T) {
	for _, test := range []struct {
		p, low, high float64
		want         string
	}{
		{0.831, 0.824, 0.838, "83 %"},
		{0.831, 0.75, 0.9, "83 %"},
		{0.831, 0.6, 0.95, "80 %"},
		{0.8314, 0.831, 0.8318, "83.1 %"},
		{0.042, 0.038, 0.046, "4 %"},
		{0.0042, 0.003, 0.0055, "0.4 %"},
		{0.9942, 0.992, 0.996, "99.4 %"},
		{0.9996, 0.999, 0.9999, ">99.9 %"},
		{0.0004, 0.0001, 0.001, "<0.1 %"},
		{1, 0.9996, 1, ">99.9 %"},
		{0, 0, 0.0004, "<0.1 %"},
		{1, 0.9972, 1, ">99.7 %"},
		{0, 0, 0.00128, "<0.2 %"},
		{1, 0.963, 1, ">96 %"},
		{0, 0, 0.037, "<4 %"},
		{1, 0.2065, 1, ">20 %"},
		{0.02, 0.0001, 0.3, "2 %"},
		{0.98, 0.7, 0.999, "98 %"},
		{math.NaN(), math.NaN(), math.NaN(), "–"},
	} {
		if got := English().Share(test.p, test.low, test.high); got != test.want {
			t.Errorf("Share(%v, %v, %v) = %q, want %q", test.p, test.low, test.high, got, test.want)
		}
	}
}

func TestAnotherStyleScalesByTenThousands(t *testing.T) {
	s := English()
	s.Scales = []Scale{{4, "万"}, {8, "億"}, {12, "兆"}}
	for v, want := range map[float64]string{41.27e6: "¥4,130万", 1.2e9: "¥12億", 9840: "¥9,840", 12345: "¥1.23万", 3.4e12: "¥3.4兆"} {
		if got := s.Money("JPY", v, 0); got != want {
			t.Errorf("Money(%v) = %q, want %q", v, got, want)
		}
	}
}
