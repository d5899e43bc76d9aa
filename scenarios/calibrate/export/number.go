package export

import (
	"bytes"
	"math"
	"strconv"
	"unicode/utf8"
)

// Mark is the character between the whole and the fractional part of the
// numbers in a column.
type Mark byte

// The decimal marks. The other one separates thousands.
const (
	NoMark Mark = 0 // not decided
	Point  Mark = '.'
	Comma  Mark = ','
)

// Why a cell holds no number.
const (
	notNumber  = "not a number"
	percentage = "a percentage, not an amount"
	tooLarge   = "number too large"
	wrongMark  = "thousands separator not before three digits"
)

// mostNumberBytes is the length of the longest cell that may be a number.
const mostNumberBytes = 64

// numeral is the text of a number, taken apart but for its separators.
type numeral struct {
	negative, percent bool
	currency          string // "", "$", "JPY" for ¥ and 円, ..
	scale             int    // power of ten of 千, 万, 億
	months, years     bool   // followed by a unit of time
	body              []byte // digits, separators and an exponent, in ASCII
}

// lexNumber takes a number apart. Full-width characters, a currency's sign or
// code on either side, a percent sign, ▲ or △ or brackets for a negative one, a
// minus sign behind, and 千 万 億 are understood. The body lies in scratch.
func lexNumber(cell []byte, scratch *[mostNumberBytes]byte) (n numeral, ok bool) {
	text, ok := narrowed(cell, scratch)
	if !ok {
		return n, false
	}
	first, last := -1, -1
	for i, c := range text {
		if c >= '0' && c <= '9' {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return n, false
	}
	if first > 0 && (text[first-1] == '.' || text[first-1] == ',') {
		first--
	}
	n.body = text[first : last+1]
	if !isBody(n.body) {
		return n, false
	}
	suffix := bytes.TrimLeft(text[last+1:], ".")
	open, ok := n.prefix(text[:first])
	if !ok {
		return n, false
	}
	return n, n.suffix(suffix, open)
}

// isBody reports whether there are only digits, separators and one exponent.
func isBody(body []byte) bool {
	exponent := false
	for i, c := range body {
		switch {
		case c >= '0' && c <= '9', c == '.' || c == ',' || c == ' ' || c == '\'':
		case (c == 'e' || c == 'E') && !exponent && i > 0:
			exponent = true
		case (c == '-' || c == '+') && body[i-1]|0x20 == 'e':
		default:
			return false
		}
	}
	return true
}

// narrowed writes the cell into scratch with full-width characters and kinds of
// minus, space and apostrophe in ASCII; other characters stay as they are.
func narrowed(cell []byte, scratch *[mostNumberBytes]byte) ([]byte, bool) {
	if len(cell) > 2*mostNumberBytes {
		return nil, false
	}
	out := scratch[:0]
	for i := 0; i < len(cell); {
		c := cell[i]
		if c < utf8.RuneSelf {
			if len(out) == len(scratch) {
				return nil, false
			}
			out, i = append(out, c), i+1
			continue
		}
		r, size := utf8.DecodeRune(cell[i:])
		i += size
		if len(out)+utf8.UTFMax > len(scratch) {
			return nil, false
		}
		out = utf8.AppendRune(out, narrow(r))
	}
	return out, true
}

// narrow returns the ASCII character that a reader takes r for, or r.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000', r == '\u00a0', r == '\u2009', r == '\u202f', r == '\u2007':
		return ' '
	case r == '−', r == '–', r == '—', r == '‐', r == '‑', r == '▲', r == '△', r == '﹣':
		return '-'
	case r == '’', r == '‘':
		return '\''
	case r == '、', r == '，':
		return ','
	case r == '￥':
		return '¥'
	}
	return r
}

// currencies lists what may stand beside an amount, longer ones first where one
// begins another.
var currencies = []struct{ text, name string }{
	{"US$", "USD"}, {"A$", "AUD"}, {"C$", "CAD"}, {"$", "$"}, {"¥", "JPY"}, {"円", "JPY"}, {"€", "EUR"}, {"£", "GBP"}, {"₩", "KRW"},
	{"₹", "INR"}, {"元", "CNY"}, {"JPY", "JPY"}, {"USD", "USD"}, {"EUR", "EUR"}, {"GBP", "GBP"}, {"CHF", "CHF"}, {"CNY", "CNY"},
	{"KRW", "KRW"}, {"AUD", "AUD"}, {"CAD", "CAD"}, {"INR", "INR"}, {"SGD", "SGD"},
}

// takeCurrency cuts a currency off the front of text.
func (n *numeral) takeCurrency(text []byte) ([]byte, bool) {
	for _, c := range currencies {
		if len(text) >= len(c.text) && bytes.EqualFold(text[:len(c.text)], []byte(c.text)) {
			if n.currency != "" && n.currency != c.name {
				return text, false
			}
			n.currency = c.name
			return text[len(c.text):], true
		}
	}
	return text, false
}

// prefix reads what stands before the digits. A backslash is a yen sign: Shift_JIS
// has both in one place, byte 5C, and decoders give the backslash.
func (n *numeral) prefix(text []byte) (open, ok bool) {
	signed := false
	for len(text) > 0 {
		switch c := text[0]; {
		case c == ' ':
			text = text[1:]
		case (c == '-' || c == '+') && !signed && !open:
			signed, n.negative = true, c == '-'
			text = text[1:]
		case c == '(' && !signed && !open:
			open, n.negative = true, true
			text = text[1:]
		case c == '\\' && (n.currency == "" || n.currency == "JPY"):
			n.currency, text = "JPY", text[1:]
		default:
			if text, ok = n.takeCurrency(text); !ok {
				return false, false
			}
		}
	}
	return open, true
}

// units are what may follow a number besides a currency.
var units = []struct {
	text          string
	scale         int
	months, years bool
}{
	{"百万", 6, false, false}, {"千", 3, false, false}, {"万", 4, false, false}, {"億", 8, false, false},
	{"ヶ月", 0, true, false}, {"か月", 0, true, false}, {"カ月", 0, true, false}, {"ケ月", 0, true, false}, {"ヵ月", 0, true, false},
	{"months", 0, true, false}, {"month", 0, true, false}, {"mos", 0, true, false}, {"mo", 0, true, false},
	{"years", 0, false, true}, {"year", 0, false, true}, {"yrs", 0, false, true}, {"年", 0, false, true},
	{"人", 0, false, false}, {"名", 0, false, false}, {"件", 0, false, false}, {"回", 0, false, false},
}

func (n *numeral) suffix(text []byte, open bool) bool {
	signed := open || n.negative
next:
	for len(text) > 0 {
		switch c := text[0]; {
		case c == ' ':
			text = text[1:]
			continue
		case c == ')' && open:
			open, text = false, text[1:]
			continue
		case c == '-' && !signed:
			signed, n.negative, text = true, true, text[1:]
			continue
		case c == '%' && !n.percent:
			n.percent, text = true, text[1:]
			continue
		}
		for _, u := range units {
			if len(text) >= len(u.text) && bytes.EqualFold(text[:len(u.text)], []byte(u.text)) {
				n.scale += u.scale
				n.months, n.years = n.months || u.months, n.years || u.years
				text = text[len(u.text):]
				continue next
			}
		}
		var ok bool
		if text, ok = n.takeCurrency(text); !ok {
			return false
		}
	}
	return !open && n.scale <= 12
}

// evidence is what the separators of one number say of its column's mark.
type evidence int

const (
	saysNothing evidence = iota // no separators
	saysPoint                   // the point is the decimal mark
	saysComma                   // the comma is
	maybePoint                  // one point before exactly three digits: 1.234
	maybeComma                  // one comma before exactly three digits: 1,234
)

// evidenceOf judges the body of a number. What is no number under the mark that
// it speaks for, such as 31.01.2026, says nothing.
func evidenceOf(body []byte) evidence {
	e := separatorsOf(body)
	mantissa, _, ok := cutExponent(body)
	if !ok || e == saysPoint && !groupsFit(mantissa, '.') || e == saysComma && !groupsFit(mantissa, ',') {
		return saysNothing
	}
	return e
}

func separatorsOf(body []byte) evidence {
	points, commas, others := 0, 0, 0
	lastPoint, lastComma, end := -1, -1, len(body)
	for i, c := range body {
		switch c {
		case '.':
			points, lastPoint = points+1, i
		case ',':
			commas, lastComma = commas+1, i
		case ' ', '\'':
			others++
		case 'e', 'E':
			end = i
		}
	}
	switch {
	case points == 0 && commas == 0:
		return saysNothing
	case points > 0 && commas > 0:
		if lastPoint > lastComma {
			return saysPoint
		}
		return saysComma
	case points > 1:
		return saysComma
	case commas > 1:
		return saysPoint
	}
	at := max(lastPoint, lastComma)
	grouping := end == len(body) && others == 0 && end-at-1 == 3 && at >= 1 && at <= 3 && body[0] != '0'
	switch {
	case points == 1 && grouping:
		return maybePoint
	case commas == 1 && grouping:
		return maybeComma
	case points == 1:
		return saysPoint
	}
	return saysComma
}

// powers are the powers of ten that are exact.
var powers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// value returns the float64 nearest to the number under a decimal mark. Groups
// must have three digits (two but for the last, as in India). why is "" if it
// is a number.
func (n *numeral) value(mark Mark) (v float64, why string) {
	if mark == NoMark {
		mark = Point
	}
	body, exponent, ok := cutExponent(n.body)
	if !ok {
		return 0, notNumber
	}
	if !groupsFit(body, byte(mark)) {
		return 0, wrongMark
	}
	exponent += n.scale
	if n.percent {
		exponent -= 2
	}
	var digits [mostNumberBytes + 8]byte
	text := digits[:0]
	mantissa, fraction := uint64(0), false
	for _, c := range body {
		switch {
		case c >= '0' && c <= '9':
			if text = append(text, c); len(text) <= 19 {
				mantissa = mantissa*10 + uint64(c-'0')
			}
			if fraction {
				exponent--
			}
		case c == byte(mark):
			fraction = true
		}
	}
	switch {
	case len(text) == 0:
		return 0, notNumber
	case len(text) <= 19 && mantissa < 1<<53 && exponent >= 0 && exponent <= 22:
		v = float64(mantissa) * powers[exponent]
	case len(text) <= 19 && mantissa < 1<<53 && exponent < 0 && exponent >= -22:
		v = float64(mantissa) / powers[-exponent]
	default:
		text = strconv.AppendInt(append(text, 'e'), int64(exponent), 10)
		parsed, err := strconv.ParseFloat(string(text), 64)
		if err != nil {
			return 0, tooLarge
		}
		v = parsed
	}
	if !(math.Abs(v) <= mostValue) {
		return 0, tooLarge
	}
	if n.negative {
		v = -v
	}
	return v, ""
}

// mostValue bounds what is taken for a number, as in a plan.
const mostValue = 1e18

// cutExponent takes an exponent off, as spreadsheets write for long numbers.
func cutExponent(body []byte) (rest []byte, exponent int, ok bool) {
	i := bytes.IndexAny(body, "eE")
	if i < 0 {
		return body, 0, true
	}
	e, err := strconv.Atoi(string(body[i+1:]))
	return body[:i], e, err == nil && i > 0 && e >= -400 && e <= 400
}

// groupsFit reports whether body holds nothing but digits, at most one mark, and
// groups of digits of the right size before it.
func groupsFit(body []byte, mark byte) bool {
	group, groups, afterMark := 0, 0, false
	separator := byte(0)
	for i, c := range body {
		switch {
		case c >= '0' && c <= '9':
			group++
		case afterMark:
			return false
		case c == mark:
			if groups > 0 && group != 3 {
				return false
			}
			afterMark = true
		case c == '.' || c == ',' || c == ' ' || c == '\'':
			if i == 0 || separator != 0 && separator != c || groups > 0 && group != 3 && group != 2 || group == 0 || group > 3 {
				return false
			}
			separator, group = c, 0
			groups++
		default:
			return false
		}
	}
	return afterMark || groups == 0 || group == 3
}

// plainNumber reads the commonest form: digits with at most one point. ok is
// false for every other form.
func plainNumber(cell []byte) (v float64, dotted, ok bool) {
	if len(cell) == 0 || len(cell) > 16 {
		return 0, false, false
	}
	negative := cell[0] == '-'
	if negative {
		if cell = cell[1:]; len(cell) == 0 {
			return 0, false, false
		}
	}
	mantissa, decimals := uint64(0), -1
	for i, c := range cell {
		switch {
		case c >= '0' && c <= '9':
			mantissa = mantissa*10 + uint64(c-'0')
			if decimals >= 0 {
				decimals++
			}
		case c == '.' && decimals < 0 && i > 0 && i < len(cell)-1:
			decimals = 0
		default:
			return 0, false, false
		}
	}
	v = float64(mantissa)
	if decimals > 0 {
		v /= powers[decimals]
	}
	if mantissa >= 1<<53 {
		return 0, false, false
	}
	if negative {
		v = -v
	}
	return v, decimals >= 0, true
}

// ParseNumber reads one number as it stands in a cell, under a decimal mark; a
// percentage is returned as a fraction. ok is false where it is none.
func ParseNumber(text string, mark Mark) (v float64, ok bool) {
	var scratch [mostNumberBytes]byte
	n, ok := lexNumber(trim([]byte(text)), &scratch)
	if !ok {
		return 0, false
	}
	v, why := n.value(mark)
	return v, why == ""
}
