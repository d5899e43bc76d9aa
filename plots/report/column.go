package report

import (
	"math"
	"strconv"
	"strings"
)

// An Estimate is a number with the half-width of its 95 % interval; 0 or NaN
// where none is known.
type Estimate struct{ Value, Margin float64 }

// finite reports whether the estimate takes part in the choice of a unit.
func (e Estimate) finite() bool {
	return e.Value != 0 && !math.IsNaN(e.Value) && !math.IsInf(e.Value, 0)
}

// Moneys writes amounts that are read together in one unit: that of [Style.Money]
// for the smallest, as long as the largest stays below ten thousand of it.
// Aligned amounts also have the same number of decimals, that of the least
// certain one, where this leaves each of them two digits. Amounts too far apart
// for one unit have their own.
func (s *Style) Moneys(code string, estimates []Estimate, aligned bool) []string {
	currency := s.currency(code)
	texts := s.together(estimates, aligned, currency)
	for i, e := range estimates {
		switch {
		case texts == nil || !e.finite() && e.Value != 0:
			continue
		case strings.Trim(texts[i], "-0.") == "" || e.Value == 0:
			texts[i] = currency.Symbol + "0"
		case strings.HasPrefix(texts[i], "-"):
			texts[i] = "-" + currency.Symbol + texts[i][1:]
		default:
			texts[i] = currency.Symbol + texts[i]
		}
	}
	if texts == nil {
		for _, e := range estimates {
			texts = append(texts, s.Money(code, e.Value, e.Margin))
		}
	}
	return texts
}

// together writes numbers in one unit; nil where none suits them all.
func (s *Style) together(estimates []Estimate, aligned bool, currency Currency) []string {
	largest, smallest := 0.0, math.Inf(1)
	for _, e := range estimates {
		if size := math.Abs(roundTo(e.Value, lastPlace(e.Value, e.Margin))); e.finite() && size > 0 {
			largest, smallest = max(largest, size), min(smallest, size)
		}
	}
	exponent, suffix, suits := s.commonScale(largest, smallest)
	if !suits {
		return nil
	}
	decimals := -1
	for _, e := range estimates {
		if e.finite() && math.Abs(e.Value) < math.Pow10(exponent) && lastPlace(e.Value, e.Margin) < exponent-2 {
			return nil
		}
	}
	if aligned {
		decimals = commonDecimals(estimates, exponent)
	}
	if exponent == 0 {
		decimals = 0
		if largest < 1000 && !sized(estimates, -currency.Decimals) {
			decimals = currency.Decimals
		}
	}
	texts := make([]string, len(estimates))
	for i, e := range estimates {
		if text, special := s.special(e.Value); special {
			texts[i] = text
			continue
		}
		own := decimals
		place := lastPlace(e.Value, e.Margin)
		if own < 0 {
			own = max(0, exponent-place)
		}
		rounded := roundTo(e.Value, max(place, exponent-own))
		text := strconv.FormatFloat(math.Abs(rounded)/math.Pow10(exponent), 'f', min(own, significant+2), 64)
		if decimals < 0 && strings.Contains(text, ".") {
			text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
		}
		if strings.Trim(text, "0.") == "" {
			texts[i] = "0"
			continue
		}
		texts[i] = s.group(text) + suffix
		if rounded < 0 {
			texts[i] = "-" + texts[i]
		}
	}
	return texts
}

// commonScale is the largest unit of which the smallest number has one, or
// else a tenth, and the largest less than ten thousand.
func (s *Style) commonScale(largest, smallest float64) (exponent int, suffix string, suits bool) {
	if largest == 0 || largest >= exponential {
		return 0, "", false
	}
	scales := append([]Scale{{}}, s.Scales...)
	for _, least := range [...]float64{1, 0.1} {
		for i := len(scales) - 1; i >= 0; i-- {
			unit := math.Pow10(scales[i].Exponent) * (1 - 1e-12)
			if smallest >= least*unit && largest < plainBelow*unit && (i == 0 || largest >= plainBelow || largest >= unit && smallest < 1) {
				return scales[i].Exponent, scales[i].Suffix, true
			}
		}
	}
	return 0, "", largest < plainBelow
}

// commonDecimals is the number of decimals of the least certain number, -1
// where another would keep fewer than two digits of it.
func commonDecimals(estimates []Estimate, exponent int) int {
	place := math.MinInt
	for _, e := range estimates {
		if e.finite() {
			place = max(place, lastPlace(e.Value, e.Margin))
		}
	}
	place = min(place, exponent)
	for _, e := range estimates {
		if own := lastPlace(e.Value, e.Margin); e.finite() && own < place && math.Abs(e.Value) < math.Pow10(place+1) {
			return -1
		}
	}
	return exponent - place
}

// sized reports whether the error of any number is larger than 10^place.
func sized(estimates []Estimate, place int) bool {
	for _, e := range estimates {
		if e.Margin > 0 && !math.IsInf(e.Margin, 1) && exponentOf(e.Margin) > place {
			return true
		}
	}
	return false
}
