package calibrate

import "testing"

func TestTenuresAreWholeMonthsFromTheStart(t *testing.T) {
	day := DayOf
	for _, c := range []struct {
		start, end Day
		want       int
	}{
		{day(2025, 1, 1), day(2025, 12, 31), 12}, // last day with the service
		{day(2025, 1, 1), day(2026, 1, 1), 12},   // first day without it
		{day(2025, 1, 15), day(2025, 3, 14), 2},
		{day(2025, 1, 15), day(2025, 3, 15), 2},
		{day(2025, 1, 15), day(2025, 3, 16), 3},
		{day(2025, 1, 15), day(2025, 1, 15), 1}, // left at once
		{day(2025, 1, 31), day(2025, 2, 28), 1}, // the month is shorter
		{day(2024, 2, 29), day(2025, 2, 28), 12},
	} {
		if got := endedAfter(c.start, c.end); got != c.want {
			t.Errorf("%v to %v: %d months, want %d", c.start, c.end, got, c.want)
		}
	}
	for _, c := range []struct {
		start, asOf Day
		want        int
	}{
		{day(2026, 1, 1), day(2026, 6, 30), 6}, {day(2026, 1, 1), day(2026, 6, 29), 5}, {day(2026, 1, 15), day(2026, 6, 30), 5},
		{day(2026, 6, 30), day(2026, 6, 30), 0}, {day(2026, 1, 31), day(2026, 2, 27), 1},
	} {
		if got := complete(c.start, c.asOf); got != c.want {
			t.Errorf("%v as of %v: %d months, want %d", c.start, c.asOf, got, c.want)
		}
	}
}

func TestSpells(t *testing.T) {
	day, asOf := DayOf, DayOf(2026, 6, 30)
	for name, c := range map[string]struct {
		start, end, since Day
		want              spell
	}{
		"active":                {day(2026, 1, 10), noDay, noDay, spell{0, 5, false, true, 5}},
		"ends after the as-of":  {day(2026, 1, 10), day(2026, 9, 1), noDay, spell{0, 5, false, true, 5}},
		"left":                  {day(2026, 1, 10), day(2026, 3, 20), noDay, spell{0, 3, true, false, 3}},
		"left in an open month": {day(2026, 1, 10), day(2026, 6, 20), noDay, spell{0, 5, false, false, 6}},
		"entered late":          {day(2024, 1, 10), noDay, day(2025, 1, 1), spell{12, 29, false, true, 29}},
		"left before since":     {day(2024, 1, 10), day(2024, 5, 1), day(2025, 1, 1), spell{12, 4, true, false, 4}},
		"on the day of since":   {day(2024, 1, 10), noDay, day(2025, 1, 10), spell{12, 29, false, true, 29}},
	} {
		got := dated(c.start, c.end, c.end == noDay, asOf, c.since)
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	if s := dated(day(2024, 1, 10), day(2024, 5, 1), false, asOf, day(2025, 1, 1)); s.counts() {
		t.Error("who left before the since date counts")
	}
	if s := snapshot(20, true, 3); s != (spell{17, 20, true, false, 20}) {
		t.Errorf("a flag that covers three months: %+v", s)
	}
	if s := snapshot(2, false, 3); s != (spell{0, 2, false, true, 2}) {
		t.Errorf("younger than what the flag covers: %+v", s)
	}
}
