package export

import "bytes"

// DateOrder is the order of year, month and day in dates that could be read in
// several.
type DateOrder int

// The orders. Dates that say themselves which part is the year, the month and
// the day are read under all of them.
const (
	AnyOrder DateOrder = iota // not decided
	YMD
	DMY
	MDY
)

// ParseDateOrder reads the value of --date-format: ymd, dmy or mdy, in any case
// and also as yyyy-mm-dd, dd/mm/yyyy and the like. "" is AnyOrder.
func ParseDateOrder(text string) (DateOrder, bool) {
	letters := ""
	for _, c := range plainName(text) {
		if n := len(letters); n == 0 || letters[n-1] != byte(c) {
			letters += string(c)
		}
	}
	switch letters {
	case "":
		return AnyOrder, text == ""
	case "ymd":
		return YMD, true
	case "dmy":
		return DMY, true
	case "mdy":
		return MDY, true
	}
	return AnyOrder, false
}

// String returns the order as --date-format takes it.
func (o DateOrder) String() string { return [...]string{"", "ymd", "dmy", "mdy"}[o] }

// words says the order in words.
func (o DateOrder) words() string {
	return [...]string{"", "year/month/day", "day/month/year", "month/day/year"}[o]
}

// dateForm is how sure a written date is.
type dateForm int

const (
	noDate    dateForm = iota // none
	sureDate                  // day is the date
	openDate                  // a date that stands for "never": 9999-12-31, 0000-00-00
	threePart                 // parts, whose order the column decides
	serialDay                 // a spreadsheet's number of days; day is the date
)

// written is a date as it stands in a cell.
type written struct {
	form   dateForm
	day    Day
	parts  [3]int
	digits [3]int
}

// lexDate reads a date: 2026-01-31, 2026/1/31, 20260131, 2026年1月31日, 令和8年1月31日,
// R8.1.31, 31-Jan-2026, Jan 31, 2026, 31/1/2026, 31.01.26, each with a time of
// day behind it or not, 2026-01, 2026年1月, 202601, Jan 2026 (the month's first
// day), a spreadsheet's day number (1900 system) from 20000 to 80000, and seconds
// or milliseconds since 1970. Times and zones are dropped: the day is the written
// one, that of UTC for seconds.
func lexDate(cell []byte) written {
	if w, ok := isoDate(cell); ok {
		return w
	}
	var scratch [mostNumberBytes]byte
	text, ok := narrowed(cell, &scratch)
	if !ok {
		return written{}
	}
	var t dateTokens
	if !t.read(text) {
		return written{}
	}
	return t.date()
}

// isoDate reads yyyy-mm-dd and yyyy/mm/dd with or without a time.
func isoDate(c []byte) (written, bool) {
	if len(c) < 10 || c[4] != c[7] || c[4] != '-' && c[4] != '/' || len(c) > 10 && !timeOfDay(c[10:]) {
		return written{}, false
	}
	y, ok := digitsOf(c[:4])
	m, ok2 := digitsOf(c[5:7])
	d, ok3 := digitsOf(c[8:10])
	if !ok || !ok2 || !ok3 {
		return written{}, false
	}
	return dated(y, m, d), true
}

func digitsOf(text []byte) (n int, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// dated returns the date, or what it stands for.
func dated(y, m, d int) written {
	switch {
	case y == 0 && m == 0 && d == 0, y == 1 && m == 1 && d == 1, y > lastYear && m >= 1 && m <= 12 && d >= 1 && d <= 31:
		return written{form: openDate}
	case !validDay(y, m, d):
		return written{}
	}
	return written{form: sureDate, day: DayOf(y, m, d)}
}

// timeOfDay reports whether text is a time behind a date, with its zone, or a
// weekday in brackets.
func timeOfDay(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return true
	}
	if text[0] == '(' {
		i := bytes.IndexByte(text, ')')
		return i > 0 && i <= 10 && timeOfDay(text[i+1:])
	}
	if text[0] == 'T' || text[0] == 't' || text[0] == ',' {
		text = bytes.TrimLeft(text[1:], " ")
	}
	digits, colons := 0, 0
	for len(text) > 0 {
		switch c := text[0]; {
		case c >= '0' && c <= '9':
			digits++
		case c == ':':
			colons++
		case c == '.' || c == ' ' || c == '+' || c == '-' || c == ',':
		default:
			word, ok := timeWord(text)
			if !ok {
				return false
			}
			colons += word.colons
			text = text[len(word.text):]
			continue
		}
		text = text[1:]
	}
	return digits > 0 && digits <= 20 && colons > 0
}

type timeToken struct {
	text   string
	colons int
}

var timeWords = []timeToken{
	{"AM", 0}, {"PM", 0}, {"a.m", 0}, {"p.m", 0}, {"UTC", 0}, {"GMT", 0}, {"JST", 0}, {"CET", 0}, {"CEST", 0}, {"EST", 0}, {"EDT", 0}, {"PST", 0}, {"PDT", 0},
	{"Z", 0}, {"午前", 0}, {"午後", 0}, {"時", 1}, {"分", 0}, {"秒", 0},
}

func timeWord(text []byte) (timeToken, bool) {
	for _, w := range timeWords {
		if len(text) >= len(w.text) && bytes.EqualFold(text[:len(w.text)], []byte(w.text)) {
			return w, true
		}
	}
	return timeToken{}, false
}

// in returns the date under an order.
func (w *written) in(o DateOrder) (Day, bool) {
	var y, m, d int
	switch o {
	case YMD:
		y, m, d = 0, 1, 2
	case DMY:
		y, m, d = 2, 1, 0
	case MDY:
		y, m, d = 2, 0, 1
	default:
		return 0, false
	}
	if w.digits[y] == 1 || w.digits[m] > 2 || w.digits[d] > 2 {
		return 0, false
	}
	year := w.parts[y]
	if w.digits[y] == 2 {
		year = twoDigitYear(year)
	}
	if !validDay(year, w.parts[m], w.parts[d]) {
		return 0, false
	}
	return DayOf(year, w.parts[m], w.parts[d]), true
}

// ParseDate reads one date as it stands in a cell, or on a command line. ok is
// false where it is none, or where it needs an order and order is AnyOrder.
func ParseDate(text string, order DateOrder) (d Day, ok bool) {
	w := lexDate(trim([]byte(text)))
	switch w.form {
	case sureDate, serialDay:
		return w.day, true
	case threePart:
		return w.in(order)
	}
	return 0, false
}
