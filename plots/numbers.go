package plots

import (
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
func People(values ...float64) []string { return InUnits(values, people...) }

// A Unit is what large numbers are counted in: 1e6, "M".
type Unit struct {
	Size   float64
	Suffix string
}

var people = []Unit{{1e3, "k"}, {1e6, "M"}, {1e9, "B"}, {1e12, "T"}}

// InUnits writes numbers as [People] does, in other units, ascending; thousands
// of a unit are set apart by commas: 1,234万.
func InUnits(values []float64, units ...Unit) []string {
	largest := 0.0
	for _, v := range values {
		if !math.IsInf(v, 0) && !math.IsNaN(v) {
			largest = math.Max(largest, math.Abs(v))
		}
	}
	unit, suffix := unitFor(largest, units)
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
			return signed(grouped(s)) + suffix
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

// unitFor is the largest unit that a number reaches once it is rounded to whole
// ones of the unit below; the suffix is "e" where powers of ten are due.
func unitFor(largest float64, units []Unit) (unit float64, suffix string) {
	const reached = 0.9995
	if largest != 0 && (largest < 1e-3*reached || largest >= 1e15*reached) {
		return 1, "e"
	}
	unit = 1
	for _, u := range units {
		if largest < u.Size-unit/2 {
			break
		}
		unit, suffix = u.Size, u.Suffix
	}
	return unit, suffix
}

// grouped sets the thousands of a decimal number apart.
func grouped(s string) string {
	whole, fraction, dotted := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if strings.HasPrefix(s, "-") {
		whole = "-" + whole
	}
	if dotted {
		return whole + "." + fraction
	}
	return whole
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
