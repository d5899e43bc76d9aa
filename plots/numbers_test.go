package plots

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPeople(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct {
		in   []float64
		want []string
	}{
		{[]float64{0}, []string{"0"}},
		{[]float64{1.2e6}, []string{"1.2M"}},
		{[]float64{1.2e6 + 1}, []string{"1.20M"}},
		{[]float64{350e3}, []string{"350k"}},
		{[]float64{-41.26e6}, []string{"−41.3M"}},
		{[]float64{999.6e3}, []string{"1.00M"}},
		{[]float64{999.6}, []string{"1.00k"}},
		{[]float64{7}, []string{"7"}},
		{[]float64{0.0456}, []string{"0.0456"}},
		{[]float64{2.5e9, 5e9}, []string{"2.5B", "5.0B"}},
		{[]float64{0, 500e3, 1e6, 1.5e6}, []string{"0", "0.5M", "1.0M", "1.5M"}},
		{[]float64{-20, 0, 20}, []string{"−20", "0", "20"}},
		{[]float64{100, 102.5, 105}, []string{"100.0", "102.5", "105.0"}},
		{[]float64{0.1 + 0.2, 0.4}, []string{"0.3", "0.4"}},
		{[]float64{3e12, 1e15}, []string{"3e+12", "1e+15"}},
		{[]float64{5e-5}, []string{"5e−05"}},
		{[]float64{math.NaN(), inf, -inf, 12}, []string{"–", "∞", "−∞", "12"}},
		{[]float64{4, 4}, []string{"4", "4"}},
		{nil, []string{}},
	} {
		if got := People(c.in...); !slices.Equal(got, c.want) {
			t.Errorf("People(%v) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestUnitsOfTenThousand(t *testing.T) {
	units := []Unit{{1e4, "万"}, {1e8, "億"}, {1e12, "兆"}}
	for _, c := range []struct {
		in   []float64
		want []string
	}{
		{[]float64{9_800}, []string{"9,800"}},
		{[]float64{9_999.4}, []string{"9,999"}},
		{[]float64{9_999.6}, []string{"1.00万"}},
		{[]float64{-12_345_678}, []string{"−1,235万"}},
		{[]float64{99_999_600}, []string{"1.00億"}},
		{[]float64{1.2e8, 0}, []string{"1.2億", "0"}},
		{[]float64{0, 5e7, 1e8}, []string{"0", "0.5億", "1.0億"}},
		{[]float64{0, 2500, 5000}, []string{"0", "2,500", "5,000"}},
		{[]float64{3.5e12}, []string{"3.5兆"}},
		{[]float64{math.NaN(), 1e15}, []string{"–", "1e+15"}},
	} {
		if got := InUnits(c.in, units...); !slices.Equal(got, c.want) {
			t.Errorf("InUnits(%v) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPercentAndRatio(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0 %", 1: "100 %", 0.17: "17 %", 0.004: "0.4 %", 0.0004: "<0.1 %", 0.9996: ">99.9 %", 0.995: "99.5 %", -0.05: "−5 %",
		math.Inf(1): "∞",
	} {
		if got := English().Percent(v); got != want {
			t.Errorf("English().Percent(%v) = %q, want %q", v, got, want)
		}
	}
	for v, want := range map[float64]string{3.44: "3.4x", 12: "12.0x", 400: "400x", -1: "−1.0x", math.Inf(1): "∞", 2.5e6: "2.5Mx"} {
		if got := English().ratio(v); got != want {
			t.Errorf("ratio(%v) = %q, want %q", v, got, want)
		}
	}
	if English().Percent(math.NaN()) != "–" || English().ratio(math.NaN()) != "–" {
		t.Error("NaN is not written as a dash")
	}
}

func TestTicksAreDistinctAndInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-1e12, 1e12)
		s := emptySpan()
		s.add(v.Draw(t, "a"), v.Draw(t, "b"))
		s = s.withZero()
		n := rapid.IntRange(1, 8).Draw(t, "n")
		wide, ticks := niceTicks(s, n, People)
		if wide.min > s.min+5e-9*(s.max-s.min) || wide.max < s.max-5e-9*(s.max-s.min) {
			t.Fatalf("%v was narrowed to %v", s, wide)
		}
		if len(ticks) < 2 || len(ticks) > n+3 {
			t.Fatalf("%d ticks over %v, %d wanted", len(ticks), s, n)
		}
		for i := 1; i < len(ticks); i++ {
			if ticks[i].label == ticks[i-1].label || ticks[i].at <= ticks[i-1].at {
				t.Fatalf("ticks %v", ticks)
			}
		}
	})
}

func TestAxisStartsAtZeroUnlessFarFromIt(t *testing.T) {
	for _, c := range []struct{ in, want span }{
		{span{10, 20}, span{0, 20}},
		{span{95, 100}, span{95, 100}},
		{span{-100, -95}, span{-100, -95}},
		{span{-20, -10}, span{-20, 0}},
		{span{-5, 8}, span{-5, 8}},
		{span{7, 7}, span{0, 7}},
		{span{-7, -7}, span{-7, 0}},
		{span{0, 0}, span{0, 1}},
		{emptySpan(), span{0, 1}},
	} {
		if got := c.in.withZero(); got != c.want {
			t.Errorf("%v.withZero() = %v, want %v", c.in, got, c.want)
		}
	}
}

func TestMonthTicks(t *testing.T) {
	labels := func(ticks []tick) (out []string) {
		for _, k := range ticks {
			out = append(out, k.label)
		}
		return out
	}
	l := English()
	for _, c := range []struct {
		got  []tick
		want []string
	}{
		{monthTicks(l, Month{2027, 4}, 1, 36, 4), []string{"2027-04", "2028-04", "2029-04"}},
		{monthTicks(l, Month{2027, 11}, 1, 3, 8), []string{"2027-11", "2027-12", "2028-01"}},
		{monthTicks(l, Month{}, 1, 36, 5), []string{"1", "12", "24", "36"}},
		{monthTicks(l, Month{}, 1, 6, 8), []string{"1", "2", "3", "4", "5", "6"}},
		{monthTicks(l, Month{}, 1, 1, 8), []string{"1"}},
		{monthTicks(l, Month{}, 1, 600, 6), []string{"1", "120", "240", "360", "480", "600"}},
		{ageTicks(36, 5), []string{"0", "12", "24", "36"}},
	} {
		if got := labels(c.got); !slices.Equal(got, c.want) {
			t.Errorf("ticks %q, want %q", got, c.want)
		}
	}
}

func TestMonthPlus(t *testing.T) {
	if got := (Month{2027, 12}).Plus(1); got != (Month{2028, 1}) {
		t.Error(got)
	}
	if got := (Month{2027, 1}).Plus(-1); got != (Month{2026, 12}) {
		t.Error(got)
	}
	if got := (Month{}).Plus(5); got != (Month{}) {
		t.Error(got)
	}
}

// TestPercentsOfTicks wants every tick to say where it is.
func TestPercentsOfTicks(t *testing.T) {
	for _, c := range []struct {
		in   []float64
		want []string
	}{
		{[]float64{0, 0.25, 0.5, 0.75, 1}, []string{"0 %", "25 %", "50 %", "75 %", "100 %"}},
		{[]float64{-0.025, 0, 0.025, 0.05, 0.075}, []string{"−2.5 %", "0.0 %", "2.5 %", "5.0 %", "7.5 %"}},
		{[]float64{0, 0.0005, 0.001}, []string{"0.00 %", "0.05 %", "0.10 %"}},
		{[]float64{3 * 0.1, math.NaN()}, []string{"30 %", "–"}},
		{[]float64{0.9995, 1}, []string{"99.95 %", "100.00 %"}},
	} {
		if got := English().percents(c.in...); !slices.Equal(got, c.want) {
			t.Errorf("percents(%v) = %q, want %q", c.in, got, c.want)
		}
	}
}
