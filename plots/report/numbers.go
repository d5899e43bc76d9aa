package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Style says how numbers and the few words that stand in for numbers are
// written for people. Another language is another Style.
type Style struct {
	Scales     []Scale // ascending; a value takes the largest one that it reaches
	Separator  string  // between groups of three digits
	Percent    string  // after a percentage, its space included
	Times      string  // after a multiple
	None       string  // a value that does not exist
	Never      string  // an infinite number of months
	Beyond     string  // a month that does not come within the horizon
	Infinite   string  // any other infinite value
	Unresolved string  // a difference within two of its standard errors
	Above      string  // more than a percentage, a format of its text
	Below      string  // less than one
	Currencies map[string]Currency
}

// A Scale is a unit for large numbers.
type Scale struct {
	Exponent int // of ten
	Suffix   string
}

// Currency says how amounts of one currency are written.
type Currency struct {
	Symbol   string // before the number, a space included where one is due
	Decimals int    // of amounts below a thousand
}

// English writes 41M, 1.2B, 350k; ¥, $, €, £ and ₩ before the number, other
// currencies with their code.
func English() *Style {
	return &Style{
		Scales:     []Scale{{3, "k"}, {6, "M"}, {9, "B"}, {12, "T"}},
		Separator:  ",",
		Percent:    " %",
		Times:      "x",
		None:       "–",
		Never:      "never",
		Beyond:     "beyond",
		Infinite:   "inf",
		Unresolved: "~",
		Above:      ">%s",
		Below:      "<%s",
		Currencies: map[string]Currency{
			"JPY": {"¥", 0}, "USD": {"$", 2}, "EUR": {"€", 2}, "GBP": {"£", 2}, "KRW": {"₩", 0},
		},
	}
}

// wholeCurrencies have no minor unit (ISO 4217).
const wholeCurrencies = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"

func (s *Style) currency(code string) Currency {
	if c, known := s.Currencies[code]; known {
		return c
	}
	if code == "" {
		return Currency{Decimals: 2}
	}
	c := Currency{Symbol: Clean(code) + " ", Decimals: 2}
	if len(code) == 3 && strings.Contains(wholeCurrencies, code) {
		c.Decimals = 0
	}
	return c
}

const (
	// significant is the most digits that an estimate is given.
	significant = 3
	// plainBelow is where amounts change from 9,840 to 10k, countsBelow
	// where numbers of customers and percentages do.
	plainBelow  = 1e4
	countsBelow = 1e5
	exponential = 1e15
)

// lastPlace is the power of ten of the last digit that an estimate v supports:
// margin is the half-width of its 95 % interval, two standard errors; 0 or NaN
// where none is known, and three significant digits are kept.
func lastPlace(v, margin float64) int {
	place := math.MinInt
	if v != 0 {
		place = exponentOf(v) - significant + 1
	}
	if margin > 0 && !math.IsInf(margin, 1) {
		place = max(place, exponentOf(margin))
	}
	return place
}

// exponentOf is floor(log10 |v|), exact at powers of ten.
func exponentOf(v float64) int {
	text := strconv.FormatFloat(math.Abs(v), 'e', 2, 64)
	exponent, _ := strconv.Atoi(text[strings.IndexByte(text, 'e')+1:])
	return exponent
}

// rangeMargin is the margin with which both ends of a range are rounded: to
// two significant digits of the larger one, finer where the ends would not be
// told apart, or to what their own errors support.
func rangeMargin(low, high, lowMargin, highMargin float64) float64 {
	margin := 0.0
	for _, v := range [...]float64{low, high} {
		if v != 0 && !math.IsInf(v, 0) && !math.IsNaN(v) {
			margin = max(margin, math.Pow10(exponentOf(v)-1))
		}
	}
	if width := high - low; width > 0 && !math.IsInf(width, 1) {
		margin = min(margin, math.Pow10(exponentOf(width)))
	}
	for _, m := range [...]float64{lowMargin, highMargin} {
		if m > margin && !math.IsInf(m, 1) {
			margin = m
		}
	}
	return margin
}

// roundTo rounds v to a multiple of 10^place.
func roundTo(v float64, place int) float64 {
	switch {
	case place < -15 || v == 0:
		return v
	case place > 0:
		unit := math.Pow10(place)
		return math.Round(v/unit) * unit
	}
	unit := math.Pow10(-place)
	return math.Round(v*unit) / unit
}

// Money writes an amount: ¥41M, -$9.80, CHF 350k. margin is two standard
// errors of it; the amount is rounded to what they support.
func (s *Style) Money(code string, v, margin float64) string {
	if text, special := s.special(v); special {
		return text
	}
	currency := s.currency(code)
	place := lastPlace(v, margin)
	size := math.Abs(roundTo(v, place))
	sign := ""
	if v < 0 {
		sign = "-"
	}
	if size < 1000 {
		decimals := 0
		if !(margin > 0) || exponentOf(margin) <= -currency.Decimals {
			decimals = currency.Decimals
		}
		text := strconv.FormatFloat(roundTo(math.Abs(v), max(place, -decimals)), 'f', decimals, 64)
		if strings.Trim(text, "0.") == "" {
			return currency.Symbol + "0"
		}
		return sign + currency.Symbol + text
	}
	return sign + currency.Symbol + s.scaled(size, place, plainBelow)
}

// Count writes a number of customers or orders: 940, 12,340, 1.2M.
func (s *Style) Count(v, margin float64) string {
	if text, special := s.special(v); special {
		return text
	}
	place := max(lastPlace(v, margin), 0)
	text := s.scaled(math.Abs(roundTo(v, place)), place, countsBelow)
	if v < 0 && text != "0" {
		return "-" + text
	}
	return text
}

// Whole writes a whole number in full: 10,000.
func (s *Style) Whole(n int) string { return s.group(strconv.Itoa(n)) }

// Ratio writes a multiple: 3.4x, 12x.
func (s *Style) Ratio(v float64) string {
	if text, special := s.special(v); special {
		return text
	}
	size := math.Abs(v)
	sign := ""
	if v < 0 {
		sign = "-"
	}
	if size < 9.95 {
		text := strconv.FormatFloat(size, 'f', 1, 64)
		if text == "0.0" {
			sign = ""
		}
		return sign + text + s.Times
	}
	place := max(lastPlace(v, 0), 0)
	return sign + s.scaled(roundTo(size, place), place, plainBelow) + s.Times
}

// largestRate is the percentage beyond which only its sign is told.
const largestRate = 99_999

// Rate writes a fraction that need not be a probability: 2.41 %, 210 %, -3 %,
// >99,999 %.
func (s *Style) Rate(v, margin float64) string {
	if text, special := s.special(v); special {
		return text
	}
	percent := 100 * v
	switch largest := s.Whole(largestRate) + s.Percent; {
	case percent > largestRate:
		return fmt.Sprintf(s.Above, largest)
	case percent < -largestRate:
		return fmt.Sprintf(s.Below, "-"+largest)
	}
	place := max(lastPlace(percent, 100*margin), -2)
	rounded := roundTo(percent, place)
	text := ""
	if math.Abs(rounded) >= 1000 {
		text = s.scaled(math.Abs(rounded), place, countsBelow)
	} else {
		text = strconv.FormatFloat(math.Abs(rounded), 'f', max(0, -place), 64)
		if strings.Contains(text, ".") {
			text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
	}
	if rounded < 0 {
		text = "-" + text
	}
	return text + s.Percent
}

// Months writes a number of months: 14, 9.5, never. Halves and less matter
// below ten only.
func (s *Style) Months(v float64) string {
	if math.IsInf(v, 1) {
		return s.Never
	}
	if text, special := s.special(v); special {
		return text
	}
	if math.Abs(v) >= exponential {
		return s.scaled(v, exponentOf(v)-significant+1, plainBelow)
	}
	place := 0
	if math.Abs(v) < 9.95 {
		place = -1
	}
	return s.group(strconv.FormatFloat(roundTo(v, place), 'f', -1, 64))
}

// Share writes an estimated probability, low and high being its 95 % interval:
// 83 %, 4.2 %. No estimate prints as certain: near 1 it is >99.9 %, near 0
// <0.1 %, and what few trials leave open is said as >96 %.
func (s *Style) Share(p, low, high float64) string {
	if math.IsNaN(p) {
		return s.None
	}
	switch {
	case p >= 1 && low < 0.999:
		return fmt.Sprintf(s.Above, bound(low, math.Floor)+s.Percent)
	case p <= 0 && high > 0.001:
		return fmt.Sprintf(s.Below, bound(high, math.Ceil)+s.Percent)
	case p > 0.999:
		return fmt.Sprintf(s.Above, "99.9"+s.Percent)
	case p < 0.001:
		return fmt.Sprintf(s.Below, "0.1"+s.Percent)
	}
	rounded, decimals := roundShare(p, low, high)
	return strconv.FormatFloat(rounded, 'f', decimals, 64) + s.Percent
}

// Complement writes the probability of what is left of an estimated one, so
// that both texts add up to 100 %: 17 % beside 83 %.
func (s *Style) Complement(p, low, high float64) string {
	if math.IsNaN(p) || p <= 0.001 || p >= 0.999 {
		return s.Share(1-p, 1-high, 1-low)
	}
	rounded, decimals := roundShare(p, low, high)
	return strconv.FormatFloat(100-rounded, 'f', decimals, 64) + s.Percent
}

// roundShare rounds an estimated probability other than 0 and 1, in percent, to
// what its interval supports, but to neither 0 nor 100.
func roundShare(p, low, high float64) (percent float64, decimals int) {
	half := 100 * (high - low) / 2
	place := 0
	if half > 0 {
		place = min(max(exponentOf(half), -1), 1)
	}
	inside := p >= 0.01 && p <= 0.99
	if inside && half >= 0.1 {
		place = max(place, 0)
	}
	rounded := roundTo(100*p, place)
	if rounded <= 0 || rounded >= 100 {
		place = -1
		if inside {
			place = 0
		}
		rounded = roundTo(100*p, place)
	}
	return rounded, max(0, -place)
}

// bound writes a bound of a probability in whole percent, within a percent of
// 0 or 1 in tenths.
func bound(p float64, round func(float64) float64) string {
	if p < 0.01 || p > 0.99 {
		return strconv.FormatFloat(round(1000*p)/10, 'f', -1, 64)
	}
	return strconv.FormatFloat(round(100*p), 'f', 0, 64)
}

// Plus puts a sign before a positive number's text.
func (s *Style) Plus(v float64, text string) string {
	if v > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

func (s *Style) special(v float64) (text string, special bool) {
	switch {
	case math.IsNaN(v):
		return s.None, true
	case math.IsInf(v, 1):
		return s.Infinite, true
	case math.IsInf(v, -1):
		return "-" + s.Infinite, true
	}
	return "", false
}

// scaled writes a rounded value of at least 0 whose last digit is worth
// 10^place, with a suffix from plainBelow on.
func (s *Style) scaled(v float64, place int, plainBelow float64) string {
	if v < plainBelow {
		return s.group(strconv.FormatFloat(v, 'f', 0, 64))
	}
	if v >= exponential {
		return strconv.FormatFloat(v, 'g', significant, 64)
	}
	scale := Scale{}
	for _, candidate := range s.Scales {
		if v >= math.Pow10(candidate.Exponent)*(1-1e-12) {
			scale = candidate
		}
	}
	decimals := max(0, scale.Exponent-place)
	text := strconv.FormatFloat(v/math.Pow10(scale.Exponent), 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return s.group(text) + scale.Suffix
}

// group separates the thousands of a decimal number.
func (s *Style) group(text string) string {
	whole, fraction, dotted := strings.Cut(text, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + s.Separator + whole[i:]
	}
	if dotted {
		return sign + whole + "." + fraction
	}
	return sign + whole
}
