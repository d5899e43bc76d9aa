package calibrate

// Dates become tenures in whole months, counted from the day on which a customer
// started to the same day of later months (the last day of shorter ones).
//
//   - A customer who ended has left at the end of the month of their tenure in
//     which the end lies. The end may be the last day with the service or the
//     first one without: 1 January to 31 December and 1 January to 1 January
//     are both 12 months.
//   - One who has not ended has survived the months that were complete at the end
//     of the as-of date.
//   - One who ended in a month of their tenure that was not complete at the as-of date
//     counts as censored at the last complete one, and is not active. Nobody
//     else's incomplete month is counted either; counting its losses alone would
//     overstate churn.
//   - With a since date, months of a tenure that began before it are not counted:
//     a customer who started earlier enters at the first month of their tenure
//     that begins on that date or after it.

// endedAfter returns the month of the tenure, from 1, at whose end a customer
// left.
func endedAfter(start, end Day) int {
	n := start.monthsTo(end)
	if start.anniversary(n) < end {
		n++
	}
	return max(n, 1)
}

// complete returns the months of a tenure that are complete at the end of asOf.
func complete(start, asOf Day) int { return max(start.monthsTo(asOf+1), 0) }

// entry returns the months of a tenure that had begun before since, 0 for
// customers who started later.
func entry(start, since Day) int {
	if start >= since {
		return 0
	}
	n := start.monthsTo(since)
	if start.anniversary(n) < since {
		n++
	}
	return n
}

// A spell is one customer's history as it counts in fits: at risk in the months
// entry+1 to at of their tenure.
type spell struct {
	entry, at int
	left      bool // at the end of month at
	active    bool // still a customer at the as-of date
	tenure    int  // whole months that the customer has stayed, in or out of sight
}

// dated returns the spell of a customer with dates. open says that there is no
// end; an end after the as-of date has not happened yet.
func dated(start, end Day, open bool, asOf, since Day) spell {
	s := spell{entry: entry(start, since)}
	full := complete(start, asOf)
	if s.active = open || end > asOf; s.active {
		s.at = full
		s.tenure = full
		return s
	}
	s.at = endedAfter(start, end)
	s.tenure = s.at
	if s.left = s.at <= full; !s.left {
		s.at = full
	}
	return s
}

// snapshot returns the spell of a customer of whom the tenure is known and a flag
// that tells of losses in the last covers months, 0 for the whole history:
// months before those are out of sight.
func snapshot(tenure int, churned bool, covers int) spell {
	s := spell{at: tenure, left: churned, active: !churned, tenure: tenure}
	if covers > 0 {
		s.entry = max(tenure-covers, 0)
	}
	return s
}

// counts reports whether the spell has a month at risk.
func (s spell) counts() bool { return s.at > s.entry }
