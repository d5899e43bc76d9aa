package export

import (
	"fmt"
	"time"
)

// Day is a date without time and zone: the number of days since 1970-01-01 in
// the Gregorian calendar.
type Day int32

// DayOf returns the day of a date that exists.
func DayOf(year, month, day int) Day {
	if month <= 2 {
		year--
		month += 12
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	return Day(era*146097 + yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear - 719468)
}

func floorDiv(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}

// Date returns year, month (1 to 12) and day (1 to 31).
func (d Day) Date() (year, month, day int) {
	z := int(d) + 719468
	era := floorDiv(z, 146097)
	dayOfEra := z - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*m+2)/5 + 1
	year = yearOfEra + era*400
	if month = m + 3; month > 12 {
		month -= 12
		year++
	}
	return year, month, day
}

// Month returns the number of the day's month, counted from January of the year
// 0, so that differences are whole months.
func (d Day) Month() int {
	y, m, _ := d.Date()
	return y*12 + m - 1
}

// Time returns the day's midnight in UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// String returns the date as 2026-01-31.
func (d Day) String() string {
	y, m, day := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// validDay reports whether the date exists in a year that dates are taken from.
func validDay(year, month, day int) bool {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 31 {
		return false
	}
	switch month {
	case 4, 6, 9, 11:
		return day <= 30
	case 2:
		return day <= 28 || day == 29 && isLeap(year)
	}
	return true
}

// The years that dates may lie in. Later ones stand for "open".
const (
	firstYear = 1900
	lastYear  = 2899
)
