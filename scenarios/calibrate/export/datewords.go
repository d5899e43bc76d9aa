package export

import (
	"bytes"
	"unicode/utf8"
)

// dateTokens are the parts of a written date.
type dateTokens struct {
	n       int
	numbers [3]int
	digits  [3]int
	month   int // by name, 0 if none
	monthAt int // how many numbers stood before it
	era     int // year before the era's first, 0 if none
	kanji   bool
	decimal bool // the only number has a fraction
	weekday bool
	long    int64
}

// read takes text apart and reports whether it may be a date.
func (t *dateTokens) read(text []byte) bool {
	separated := false
	for len(text) > 0 {
		c := text[0]
		separator := c == '-' || c == '/' || c == '.' || c == ','
		if separator && separated {
			return false
		}
		separated = separator || separated && c == ' '
		switch {
		case c >= '0' && c <= '9':
			if t.n == 3 {
				return false
			}
			size := 0
			value := int64(0)
			for size < len(text) && text[size] >= '0' && text[size] <= '9' {
				if size >= 14 {
					return false
				}
				value = value*10 + int64(text[size]-'0')
				size++
			}
			t.numbers[t.n], t.digits[t.n], t.long = int(value), size, value
			t.n++
			text = text[size:]
			if t.complete() && timeOfDay(text) {
				return true
			}
		case separator || c == ' ':
			if separator && t.n == 0 && t.month == 0 && !t.weekday {
				return false
			}
			if t.n == 1 && c == '.' && t.digits[0] == 5 && t.month == 0 && t.era == 0 {
				return t.fraction(text[1:])
			}
			text = text[1:]
		default:
			size, ok := t.word(text)
			if !ok {
				return false
			}
			text = text[size:]
			if t.kanji && t.complete() && timeOfDay(text) {
				return true
			}
		}
	}
	return t.n > 0
}

// complete reports whether year, month and day have been read.
func (t *dateTokens) complete() bool {
	return t.n == 3 || t.n == 2 && t.month > 0 || t.n == 1 && t.month == 0 && (t.digits[0] == 8 || t.digits[0] == 5)
}

func (t *dateTokens) fraction(text []byte) bool {
	t.decimal = true
	_, ok := digitsOf(text)
	return ok
}

var monthNames = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

var weekdayNames = [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// eras are the year before each era's first.
var eras = []struct {
	text   string
	before int
}{
	{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"大正", 1911}, {"R", 2018}, {"H", 1988}, {"S", 1925},
}

// word reads what is no digit.
func (t *dateTokens) word(text []byte) (size int, ok bool) {
	if text[0] < utf8.RuneSelf {
		for size < len(text) && (text[size]|0x20 >= 'a' && text[size]|0x20 <= 'z') {
			size++
		}
		return size, size > 0 && t.letters(text[:size], size < len(text) && text[size] >= '0' && text[size] <= '9')
	}
	if t.n == 0 {
		for _, e := range eras {
			if bytes.HasPrefix(text, []byte(e.text)) && t.era == 0 {
				t.era = e.before
				size = len(e.text)
				if first := []byte("元年"); bytes.HasPrefix(text[size:], first) {
					t.numbers[0], t.digits[0], t.n, t.kanji = 1, 1, 1, true
					size += len(first)
				}
				return size, true
			}
		}
		return 0, false
	}
	r, size := utf8.DecodeRune(text)
	switch {
	case r == '年' && t.n == 1, r == '月' && t.n == 2, r == '日' && t.n == 3:
		t.kanji = true
		return size, true
	case r == '月' && t.n == 3, r == '度' && t.kanji:
		return size, false
	}
	return 0, false
}

// letters reads the name of a month or a weekday, an era's letter or the ending
// of an English ordinal.
func (t *dateTokens) letters(word []byte, beforeDigit bool) bool {
	var lower [12]byte
	if len(word) > len(lower) {
		return false
	}
	for i, c := range word {
		lower[i] = c | 0x20
	}
	w := lower[:len(word)]
	if len(w) == 1 {
		for _, e := range eras {
			if len(e.text) == 1 && e.text[0]|0x20 == w[0] && t.n == 0 && t.era == 0 && beforeDigit {
				t.era = e.before
				return true
			}
		}
		return false
	}
	switch string(w) {
	case "st", "nd", "rd", "th":
		return t.n > 0
	case "sept":
		w = w[:3]
	}
	if len(w) < 3 {
		return false
	}
	for i, name := range monthNames {
		if len(w) <= len(name) && (len(w) == 3 || len(w) == len(name)) && name[:len(w)] == string(w) {
			if t.month > 0 {
				return false
			}
			t.month, t.monthAt = i+1, t.n
			return true
		}
	}
	for _, name := range weekdayNames {
		if len(w) <= len(name) && name[:len(w)] == string(w) {
			t.weekday = true
			return t.n == 0 && t.month == 0
		}
	}
	return false
}

// date judges what was read.
func (t *dateTokens) date() written {
	switch {
	case t.era > 0 && t.month == 0:
		return t.eraDate()
	case t.era > 0:
		return written{}
	case t.month > 0 && t.n == 2:
		return t.namedMonth()
	case t.month > 0 && t.n == 1:
		switch t.digits[0] {
		case 4:
			return dated(t.numbers[0], t.month, 1)
		case 2:
			return dated(twoDigitYear(t.numbers[0]), t.month, 1)
		}
		return written{}
	case t.month > 0:
		return written{}
	case t.n == 3:
		return t.threeNumbers()
	case t.n == 2:
		return t.twoNumbers()
	}
	return t.oneNumber()
}

func (t *dateTokens) eraDate() written {
	day := 1
	switch {
	case t.n == 3:
		day = t.numbers[2]
	case t.n != 2:
		return written{}
	}
	if t.digits[0] > 2 || t.numbers[0] == 0 {
		return written{}
	}
	return dated(t.era+t.numbers[0], t.numbers[1], day)
}

// namedMonth is a date whose month is a name: 31-Jan-2026, Jan 31, 2026 and
// 2026 Jan 31.
func (t *dateTokens) namedMonth() written {
	year, yearDigits, day := t.numbers[1], t.digits[1], t.numbers[0]
	if t.digits[0] == 4 {
		year, yearDigits, day = t.numbers[0], t.digits[0], t.numbers[1]
	}
	switch yearDigits {
	case 4:
	case 2:
		year = twoDigitYear(year)
	default:
		return written{}
	}
	return dated(year, t.month, day)
}

func (t *dateTokens) threeNumbers() written {
	for i, d := range t.digits {
		if d > 2 && !(d == 4 && i != 1) {
			return written{}
		}
	}
	if t.digits[0] == 4 {
		if t.digits[2] == 4 {
			return written{}
		}
		return dated(t.numbers[0], t.numbers[1], t.numbers[2])
	}
	if t.kanji {
		return dated(twoDigitYear(t.numbers[0]), t.numbers[1], t.numbers[2])
	}
	return written{form: threePart, parts: t.numbers, digits: t.digits}
}

func (t *dateTokens) twoNumbers() written {
	switch {
	case t.digits[0] == 4 && t.digits[1] <= 2:
		return dated(t.numbers[0], t.numbers[1], 1)
	case t.digits[1] == 4 && t.digits[0] <= 2 && !t.kanji:
		return dated(t.numbers[1], t.numbers[0], 1)
	}
	return written{}
}

const (
	firstSerial, lastSerial = 20000, 80000 // 1954 to 2119
	serialOf1970            = 25569
)

func (t *dateTokens) oneNumber() written {
	n := int(t.long)
	switch {
	case t.kanji:
	case t.digits[0] == 5 && n >= firstSerial && n <= lastSerial:
		return written{form: serialDay, day: Day(n - serialOf1970)}
	case t.decimal:
	case t.digits[0] == 8:
		if n/10000 >= firstYear || n == 0 {
			return dated(n/10000, n/100%100, n%100)
		}
		return written{form: threePart, parts: [3]int{n / 1000000, n / 10000 % 100, n % 10000}, digits: [3]int{2, 2, 4}}
	case t.digits[0] == 6:
		return dated(n/100, n%100, 1)
	case t.digits[0] == 10:
		return written{form: sureDate, day: Day(t.long / 86400)}
	case t.digits[0] == 13:
		return written{form: sureDate, day: Day(t.long / 86400000)}
	case t.digits[0] == 14:
		return dated(n/10000000000, n/100000000%100, n/1000000%100)
	}
	return written{}
}

// twoDigitYear returns the year from 1970 to 2069 that ends in these digits.
func twoDigitYear(y int) int {
	if y < 70 {
		return 2000 + y
	}
	return 1900 + y
}
