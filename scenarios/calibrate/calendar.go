package calibrate

import (
	"time"

	"holdfast/sim"
)

// A Day is a date of the calendar, counted in days from 1970-01-01.
type Day int32

// DayOf returns the day of a date; days beyond a month's end run on into the next.
func DayOf(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Date returns the year, the month from 1 and the day of the month.
func (d Day) Date() (year, month, day int) {
	y, m, n := time.Unix(int64(d)*86400, 0).UTC().Date()
	return y, int(m), n
}

// String writes the date as 2027-01-31.
func (d Day) String() string { return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly) }

// A Month is a month of the calendar: 12 times the year plus the month from 0.
type Month int32

// Month returns the month in which the day lies.
func (d Day) Month() Month {
	y, m, _ := d.Date()
	return Month(12*y + m - 1)
}

// First returns the month's first day.
func (m Month) First() Day { return DayOf(int(m)/12, int(m)%12+1, 1) }

// Last returns the month's last day.
func (m Month) Last() Day { return (m + 1).First() - 1 }

// String writes the month as 2027-01.
func (m Month) String() string { return m.First().String()[:7] }

// YearMonth returns the month as plans have it.
func (m Month) YearMonth() sim.YearMonth {
	return sim.YearMonth{Year: int(m) / 12, Month: int(m)%12 + 1}
}

// anniversary returns the day n months after d: the same day of that month, or
// its last one where it is shorter.
func (d Day) anniversary(n int) Day {
	y, m, day := d.Date()
	month := Month(12*y+m-1) + Month(n)
	return min(month.First()+Day(day)-1, month.Last())
}

// monthsTo returns the whole months from d to a later day.
func (d Day) monthsTo(later Day) int {
	n := int(later.Month() - d.Month())
	if d.anniversary(n) > later {
		n--
	}
	return n
}
