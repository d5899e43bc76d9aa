package scenarios

import (
	"fmt"
	"strconv"
	"strings"

	"holdfast/sim"
)

// span is a range of months of the plan, one where from = to.
type span struct{ from, to int }

// date reads a calendar month.
func (l *loader) date(n *node, path string) (sim.YearMonth, bool) {
	t := month{dateOnly: true}
	text, ok := l.scalar(n, path, t)
	if !ok {
		return sim.YearMonth{}, false
	}
	ym, ok := parseDate(narrowed(text))
	if !ok {
		l.problem(n.at(), path, "found %s; expected %s", quoteText(text), t.expected())
		return sim.YearMonth{}, false
	}
	l.explain(n, path, text)
	return ym, true
}

// parseDate reads YYYY-MM, years 1900 to 2999.
func parseDate(text string) (sim.YearMonth, bool) {
	text = strings.TrimSpace(text)
	if len(text) != 7 || text[4] != '-' || !allDigits(text[:4]) || !allDigits(text[5:]) {
		return sim.YearMonth{}, false
	}
	y, _ := strconv.Atoi(text[:4])
	m, _ := strconv.Atoi(text[5:])
	return sim.YearMonth{Year: y, Month: m}, y >= 1900 && y <= 2999 && m >= 1 && m <= 12
}

// month reads a month of the plan, or where t allows it a range of months.
func (l *loader) month(n *node, path string, t month) (span, bool) {
	text, ok := l.scalar(n, path, t)
	if !ok {
		return span{}, false
	}
	low, high, isSpan := cutRange(text)
	if isSpan && !t.span {
		l.problem(n.at(), path, "found the range %s; expected %s", quoteText(text), t.expected())
		return span{}, false
	}
	from, ok := l.oneMonth(n, path, low, t)
	if !ok {
		return span{}, false
	}
	to := from
	if isSpan {
		if to, ok = l.oneMonth(n, path, high, t); !ok {
			return span{}, false
		}
	}
	if from > to {
		l.problem(n.at(), path, "found %s; expected the earlier month first", quoteText(text))
		return span{}, false
	}
	l.explain(n, path, text)
	return span{from, to}, true
}

// cutRange splits a..b.
func cutRange(text string) (low, high string, ok bool) {
	text = narrowed(text)
	text = strings.ReplaceAll(text, "~", "..")
	low, high, ok = strings.Cut(text, "..")
	return strings.TrimSpace(low), strings.TrimSpace(high), ok
}

// oneMonth reads a date or a month number as a month number.
func (l *loader) oneMonth(n *node, path, text string, t month) (int, bool) {
	if date, ok := parseDate(text); ok {
		start := l.model.Start
		if start == (sim.YearMonth{}) {
			if !l.noStart {
				l.noStart = true
				l.problem(n.at(), path, "found the date %s, but the plan has no start; write start: YYYY-MM, or a month number from 1", quoteBare(text))
			}
			return 0, false
		}
		number := (date.Year-start.Year)*12 + date.Month - start.Month + 1
		if number < 1 {
			l.problem(n.at(), path, "%s is before the plan's start, %s", quoteBare(text), dateText(start))
			return 0, false
		}
		return number, true
	}
	if !allDigits(text) || text[0] == '0' || len(text) > 4 {
		l.problem(n.at(), path, "found %s; expected %s", quoteText(text), t.expected())
		return 0, false
	}
	number, _ := strconv.Atoi(text)
	return number, true
}

func dateText(ym sim.YearMonth) string { return fmt.Sprintf("%04d-%02d", ym.Year, ym.Month) }

// ages reads a range of ages in months.
func (l *loader) ages(n *node, path string) (sim.AgeRange, bool) {
	text, ok := l.scalar(n, path, ages{})
	if !ok {
		return sim.AgeRange{}, false
	}
	low, high, isSpan := cutRange(text)
	if !isSpan {
		high = low
	} else if high == "" {
		high = strconv.Itoa(maxAge)
	}
	from, errFrom := parseWhole(low)
	to, errTo := parseWhole(high)
	if errFrom != nil || errTo != nil || !(from >= 0 && to <= maxAge) {
		l.problem(n.at(), path, "found %s; expected %s, up to %d", quoteText(text), ages{}.expected(), maxAge)
		return sim.AgeRange{}, false
	}
	if from > to {
		l.problem(n.at(), path, "found %s; expected the lower age first", quoteText(text))
		return sim.AgeRange{}, false
	}
	l.explain(n, path, text)
	return sim.AgeRange{Limited: true, From: int(from), To: int(to)}, true
}
