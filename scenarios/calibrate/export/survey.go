package export

import "strings"

// columnSurvey is what a first reading learns of a column that holds a field.
type columnSurvey struct {
	numbers numberSurvey
	dates   dateSurvey
	words   wordSurvey
}

// numberSurvey counts the separators of a column of numbers.
type numberSurvey struct {
	seen       [maybeComma + 1]int
	line       [maybeComma + 1]int // of the first
	example    [maybeComma + 1]string
	currencies []currencySeen // up to mostCurrencies
}

type currencySeen struct {
	name  string
	line  int
	count int
}

const mostCurrencies = 4

func (s *numberSurvey) add(cell []byte, line int) {
	if _, dotted, ok := plainNumber(cell); ok && !dotted {
		s.seen[saysNothing]++
		return
	}
	var scratch [mostNumberBytes]byte
	n, ok := lexNumber(cell, &scratch)
	if !ok {
		return
	}
	e := evidenceOf(n.body)
	if n.currency == "JPY" && e == maybePoint { // the yen has no fractions
		e = saysComma
	} else if n.currency == "JPY" && e == maybeComma {
		e = saysPoint
	}
	if s.seen[e]++; s.seen[e] == 1 {
		s.line[e], s.example[e] = line, string(n.body)
	}
	if n.currency == "" {
		return
	}
	for i := range s.currencies {
		if s.currencies[i].name == n.currency {
			s.currencies[i].count++
			return
		}
	}
	if len(s.currencies) < mostCurrencies {
		s.currencies = append(s.currencies, currencySeen{strings.Clone(n.currency), line, 1})
	}
}

// minority is the share of contrary evidence up to which it is taken for
// mistakes, whose rows are rejected.
const minority = 0.01

// mark decides the column's decimal mark. doubt is 0 where it is decided,
// maybePoint or maybeComma where a number may be read in two ways and none of
// the column says how, and saysPoint where the column contradicts itself.
func (s *numberSurvey) mark(delimiter byte) (mark Mark, doubt evidence) {
	point, comma := s.seen[saysPoint], s.seen[saysComma]
	switch {
	case point > 0 && float64(comma) <= minority*float64(point):
		return Point, saysNothing
	case comma > 0 && float64(point) <= minority*float64(comma):
		return Comma, saysNothing
	case point > 0 && comma > 0:
		return NoMark, saysPoint
	case s.seen[maybePoint] > 0 && s.seen[maybeComma] > 0:
		return NoMark, saysPoint
	case s.seen[maybePoint] > 0:
		return NoMark, maybePoint
	case s.seen[maybeComma] > 0 && delimiter == ';':
		return NoMark, maybeComma
	case s.seen[maybeComma] > 0:
		return Point, saysNothing
	}
	return NoMark, saysNothing
}

// The three orders as bits: an order o is 1 << (o - 1).
const allOrders = 8

// dateSurvey counts how the dates of a column are written.
type dateSurvey struct {
	sure, serial, open, bad int
	valid                   [allOrders]int // dates of three parts by the set of orders in which they exist
	differ                  [allOrders]int // of those, such as are not one and the same day in all of them
	line                    [allOrders]int // of the first that differs, or the first at all
	example                 [allOrders]written
}

func (s *dateSurvey) add(cell []byte, line int) {
	w := lexDate(cell)
	switch w.form {
	case sureDate:
		s.sure++
	case serialDay:
		s.serial++
	case openDate:
		s.open++
	case noDate:
		s.bad++
	case threePart:
		set, differs := 0, false
		var first Day
		for o := YMD; o <= MDY; o++ {
			if day, ok := w.in(o); ok {
				differs = differs || set != 0 && day != first
				set |= 1 << (o - 1)
				first = day
			}
		}
		if s.valid[set]++; s.valid[set] == 1 || differs && s.differ[set] == 0 {
			s.line[set], s.example[set] = line, w
		}
		if differs {
			s.differ[set]++
		}
	}
}

// fits returns how many dates exist under the order.
func (s *dateSurvey) fits(o DateOrder) (n int) {
	for set, count := range s.valid {
		if set&(1<<(o-1)) != 0 {
			n += count
		}
	}
	return n
}

// against returns how many dates exist under a and not under b, and where the
// first one is.
func (s *dateSurvey) against(a, b DateOrder) (n, line int) {
	for set, count := range s.valid {
		if set&(1<<(a-1)) != 0 && set&(1<<(b-1)) == 0 && count > 0 {
			n += count
			if line == 0 || s.line[set] < line {
				line = s.line[set]
			}
		}
	}
	return n, line
}

// dateDoubt is why a column's order is not decided.
type dateDoubt struct {
	a, b         DateOrder // the two that compete
	lineA, lineB int       // where dates say so; 0 if none does
	set          int       // whose example can be read as both
}

// order decides the order of the column's dates of three parts; AnyOrder where
// there are none.
func (s *dateSurvey) order() (DateOrder, *dateDoubt) {
	total := 0
	for _, n := range s.valid {
		total += n
	}
	if total == 0 {
		return AnyOrder, nil
	}
	best := YMD
	for o := DMY; o <= MDY; o++ {
		if s.fits(o) > s.fits(best) {
			best = o
		}
	}
	if s.fits(best) == 0 {
		return AnyOrder, nil
	}
	for o := YMD; o <= MDY; o++ {
		if o == best || s.fits(o) == 0 {
			continue
		}
		forBest, lineBest := s.against(best, o)
		forOther, lineOther := s.against(o, best)
		if forBest > 0 && float64(forOther) <= minority*float64(forBest) {
			continue
		}
		if forBest > 0 || forOther > 0 {
			return AnyOrder, &dateDoubt{a: best, b: o, lineA: lineBest, lineB: lineOther}
		}
		for set, n := range s.differ {
			if both := 1<<(best-1) | 1<<(o-1); set&both == both && n > 0 {
				return AnyOrder, &dateDoubt{a: best, b: o, set: set}
			}
		}
	}
	return best, nil
}

// wordSurvey remembers words of a column of flags that are not understood.
type wordSurvey struct {
	unknown map[string]int
	known   int
}

const mostUnknownWords = 64

func (s *wordSurvey) add(cell []byte) {
	if lexFlag(cell) != unknownFlag {
		s.known++
		return
	}
	if len(cell) > 30 || looksPersonal(cell) || isPersonName(cell) {
		return
	}
	if _, ok := s.unknown[string(cell)]; !ok && len(s.unknown) >= mostUnknownWords {
		return
	}
	if s.unknown == nil {
		s.unknown = map[string]int{}
	}
	s.unknown[string(cell)]++
}
