package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

const minus = "−"

// tooLarge is the magnitude from which a number is drawn as if it did not
// exist: sums and differences below it cannot overflow.
const tooLarge = 1e100

// drawable reports whether v has a place on an axis.
func drawable(v float64) bool { return math.Abs(v) < tooLarge }

// People writes numbers as people do, 350k, 1.2M, −3B, all values in one unit
// and with one number of decimals, so that the ticks of an axis read alike. A
// single value has three significant digits, without the zeros behind the point
// if it is exact without them; several have as many decimals as tell them apart,
// never more than nine. Zero is "0". NaN is "–", an infinity
// "∞" or "−∞"; below 0.001 and from 10^15 it writes powers of ten.
func People(values ...float64) []string {
	largest := 0.0
	for _, v := range values {
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			largest = math.Max(largest, math.Abs(v))
		}
	}
	unit, suffix := peopleUnit(largest)
	out := make([]string, len(values))
	if suffix == "e" {
		for i, v := range values {
			out[i] = special(v, func(v float64) string { return signed(strconv.FormatFloat(v, 'g', 3, 64)) })
		}
		return out
	}
	decimals := singleDecimals(largest / unit)
	if len(values) > 1 {
		decimals = commonDecimals(values, unit)
	}
	for i, v := range values {
		out[i] = special(v, func(v float64) string {
			s := strconv.FormatFloat(v/unit, 'f', decimals, 64)
			if short := trimZeros(s); len(values) == 1 && isExactly(short, v/unit) {
				s = short
			}
			if strings.Trim(s, "-0.") == "" {
				return "0"
			}
			return signed(s) + suffix
		})
	}
	return out
}

func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// isExactly reports whether s stands for v, but for the last bits.
func isExactly(s string, v float64) bool {
	parsed, err := strconv.ParseFloat(s, 64)
	return err == nil && math.Abs(parsed-v) <= 1e-12*math.Abs(v)
}

// peopleUnit chooses thousands, millions, and so on; the factor .9995 moves
// what would be rounded to 1000 into the next unit.
func peopleUnit(largest float64) (unit float64, suffix string) {
	switch v := largest / 0.9995; {
	case largest == 0:
		return 1, ""
	case v < 1e-3 || v >= 1e15:
		return 1, "e"
	case v < 1e3:
		return 1, ""
	case v < 1e6:
		return 1e3, "k"
	case v < 1e9:
		return 1e6, "M"
	case v < 1e12:
		return 1e9, "B"
	}
	return 1e12, "T"
}

func singleDecimals(scaled float64) int {
	if scaled == 0 {
		return 0
	}
	return min(max(2-int(math.Floor(math.Log10(scaled/0.9995))), 0), 5)
}

// commonDecimals is the least number of decimals that gives every value to
// within a ten-thousandth of the smallest step between neighbours.
func commonDecimals(values []float64, unit float64) int {
	step := math.Inf(1)
	for i := 1; i < len(values); i++ {
		if d := math.Abs(values[i]-values[i-1]) / unit; d > 0 && drawable(d) {
			step = math.Min(step, d)
		}
	}
	if math.IsInf(step, 1) {
		step = 1 // all alike
	}
	for decimals := range 9 {
		power := math.Pow(10, float64(decimals))
		exact := true
		for _, v := range values {
			if drawable(v) && math.Abs(math.Round(v/unit*power)/power-v/unit) > step/10000 {
				exact = false
				break
			}
		}
		if exact {
			return decimals
		}
	}
	return 9
}

func special(v float64, format func(float64) string) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return minus + "∞"
	}
	return format(v)
}

func signed(s string) string { return strings.ReplaceAll(s, "-", minus) }

// percent writes a fraction: 17 %, 0.3 %, <0.1 %, >99.9 %. Only 0 and 1
// themselves print as 0 % and 100 %.
func percent(p float64) string {
	return special(p, func(p float64) string {
		switch {
		case p > 0 && p < 0.001:
			return "<0.1 %"
		case p < 1 && p > 0.999:
			return ">99.9 %"
		case p > 0 && p < 0.01 || p > 0.99 && p < 1:
			return fmt.Sprintf("%.1f %%", 100*p)
		}
		return signed(fmt.Sprintf("%.0f %%", 100*p))
	})
}

// ratio writes a multiple: 3.4x, 12.0x, 400x.
func (l *Language) ratio(v float64) string {
	return special(v, func(v float64) string {
		if math.Abs(v) < 99.95 {
			return l.Times(signed(strconv.FormatFloat(v, 'f', 1, 64)))
		}
		return l.Times(l.Numbers(v)[0])
	})
}

// plus puts a sign before a positive number's text.
func plus(v float64, text string) string {
	if v > 0 && text != "0" {
		return "+" + text
	}
	return text
}
