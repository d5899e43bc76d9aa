package export

import (
	"fmt"
	"sort"
	"strings"
)

// conclude decides, from what the survey saw, how each column is read.
func (f *File) conclude() error {
	var problems Problems
	report := func(line int, format string, args ...any) {
		problems = append(problems, &Problem{File: f.path, Line: line, Message: fmt.Sprintf(format, args...)})
	}
	if f.rows == 0 {
		return one(f.path, f.dialect.header, 0, "there are column names and no rows below them")
	}
	f.describe()
	f.warnings, f.currency = nil, ""
	for _, r := range f.readers {
		if c := f.columns[r.index]; c.Personal != "" && reachesPlan(r.field) {
			report(f.dialect.header, "column %s cannot be the %s: it holds personal data, going by %s, and would reach the plan; choose another, or --map %s= for none",
				shownName(c.Name), r.field, c.Personal, r.field)
		}
	}
	f.decideMarks(report)
	f.decideOrders(report)
	f.checkCurrencies(report)
	f.warnWords()
	if len(problems) > 0 {
		sort.SliceStable(problems, func(i, j int) bool { return problems[i].Line < problems[j].Line })
		return problems
	}
	return nil
}

// describe fills in the columns.
func (f *File) describe() {
	f.columns = make([]Column, len(f.head))
	for i, h := range f.head {
		f.columns[i] = Column{Name: h.name, Number: i + 1}
		if personalName(h.name) {
			f.columns[i].Personal = "its name"
		} else if verdict := f.judges[i].verdict(); verdict != "" {
			f.columns[i].Personal = "its content, which looks like " + verdict
		}
	}
	for _, r := range f.readers {
		f.columns[r.index].Field = r.field
	}
}

// columnText names a column in a message.
func (f *File) columnText(r *reader) string {
	return fmt.Sprintf("column %s (%s)", shownName(f.head[r.index].name), r.field)
}

// decideMarks decides the decimal mark of every column of numbers. A column that
// leaves it open follows the others, which the same program wrote.
func (f *File) decideMarks(report func(line int, format string, args ...any)) {
	var open []int
	var settled Mark
	mixed := false
	for i, r := range f.readers {
		if r.kind != numberValue {
			continue
		}
		switch f.opts.Decimal {
		case "point":
			r.mark = Point
			continue
		case "comma":
			r.mark = Comma
			continue
		}
		s := &f.surveys[i].numbers
		mark, doubt := s.mark(f.dialect.delimiter)
		switch {
		case doubt == saysPoint:
			a, b := saysPoint, saysComma
			if s.seen[a] == 0 || s.seen[b] == 0 {
				a, b = maybePoint, maybeComma
			}
			report(s.line[b], "%s writes decimals in two ways: %q on line %d, %q on line %d; mend the file, or say which with --decimal point or --decimal comma",
				f.columnText(r), s.example[a], s.line[a], s.example[b], s.line[b])
		case doubt != saysNothing:
			open = append(open, i)
		}
		if r.mark = mark; s.seen[saysPoint]+s.seen[saysComma] > 0 && mark != NoMark {
			mixed = mixed || settled != NoMark && settled != mark
			settled = mark
		}
	}
	for _, i := range open {
		r, s := f.readers[i], &f.surveys[i].numbers
		if settled != NoMark && !mixed {
			r.mark = settled
			f.columns[r.index].Note = "decimal mark as in the other columns: " + r.mark.word()
			continue
		}
		e := maybePoint
		if s.seen[e] == 0 {
			e = maybeComma
		}
		whole := strings.NewReplacer(".", "", ",", "").Replace(s.example[e])
		report(s.line[e], "%s: %s may be %s or %s, and no other number in the column decides; say which with --decimal point or --decimal comma",
			f.columnText(r), s.example[e], whole, strings.Replace(s.example[e], ",", ".", 1))
	}
	for i, r := range f.readers {
		if r.mark == Comma && f.columns[r.index].Note == "" && f.surveys[i].numbers.seen[saysComma] > 0 {
			f.columns[r.index].Note = "decimal comma"
		}
	}
}

func (m Mark) word() string {
	if m == Comma {
		return "comma"
	}
	return "point"
}

// decideOrders decides the order of day and month in every column of dates. A
// column that leaves it open follows the others.
func (f *File) decideOrders(report func(line int, format string, args ...any)) {
	var open []int
	doubts := map[int]*dateDoubt{}
	settled, mixed := AnyOrder, false
	for i, r := range f.readers {
		if r.kind != dateValue {
			continue
		}
		s := &f.surveys[i].dates
		if s.serial > 0 && s.sure+s.fits(YMD)+s.fits(DMY)+s.fits(MDY) > 0 {
			f.warnings = append(f.warnings, fmt.Sprintf("%s has both spreadsheet day numbers and written dates, as when a spreadsheet read only some of them as dates: check the order of day and month in the source", f.columnText(r)))
		}
		if r.order != AnyOrder {
			continue
		}
		order, doubt := s.order()
		if doubt != nil {
			open, doubts[i] = append(open, i), doubt
			continue
		}
		if r.order = order; order != AnyOrder {
			f.columns[r.index].Note = "dates as " + order.words()
			mixed = mixed || settled != AnyOrder && settled != order
			settled = order
		}
	}
	for _, i := range open {
		r, d := f.readers[i], doubts[i]
		s := &f.surveys[i].dates
		if d.lineA > 0 || d.lineB > 0 {
			f.reportContradiction(r, d, report)
			continue
		}
		if settled != AnyOrder && !mixed && (settled == d.a || settled == d.b) {
			r.order = settled
			f.columns[r.index].Note = "dates as " + settled.words() + ", like the other columns"
			continue
		}
		w := s.example[d.set]
		a, _ := w.in(d.a)
		b, _ := w.in(d.b)
		report(s.line[d.set], "%s: a date may be %s (%s) or %s (%s), and no other date in the column decides; say which with --date-format %s or --date-format %s",
			f.columnText(r), a, d.a.words(), b, d.b.words(), d.a, d.b)
	}
}

// reportContradiction reports a column with dates in two orders.
func (f *File) reportContradiction(r *reader, d *dateDoubt, report func(line int, format string, args ...any)) {
	switch {
	case d.lineA > 0 && d.lineB > 0:
		report(max(d.lineA, d.lineB), "%s has dates in two orders: line %d can only be %s, line %d only %s; mend the file, or say which with --date-format (rows in the other order are then rejected)",
			f.columnText(r), d.lineA, d.a.words(), d.lineB, d.b.words())
	default:
		report(d.lineA+d.lineB, "%s has dates in an order that cannot be told; say which with --date-format %s or --date-format %s", f.columnText(r), d.a, d.b)
	}
}

// checkCurrencies refuses amounts in several currencies and keeps the one there
// is.
func (f *File) checkCurrencies(report func(line int, format string, args ...any)) {
	for i, r := range f.readers {
		seen := f.surveys[i].numbers.currencies
		if len(seen) > 1 {
			report(seen[1].line, "%s has amounts in several currencies: %s on line %d, %s on line %d; convert them or split the file",
				f.columnText(r), seen[0].name, seen[0].line, seen[1].name, seen[1].line)
		}
		if len(seen) > 0 && f.currency == "" && seen[0].name != "$" {
			f.currency = seen[0].name
		}
	}
}

// warnWords warns of words in columns of flags that are not understood, where
// they are frequent enough to be no one's name and the column is clearly one of
// flags.
func (f *File) warnWords() {
	const often = 5
	for i, r := range f.readers {
		s := &f.surveys[i].words
		if r.kind != flagValue {
			continue
		}
		if r.inverse {
			f.columns[r.index].Note = "yes means still a customer"
		}
		if f.columns[r.index].Personal != "" || len(s.unknown) > mostUnknownWords/2 {
			continue
		}
		var words []string
		rows := 0
		for word, n := range s.unknown {
			if rows += n; n >= often {
				words = append(words, word)
			}
		}
		sort.Strings(words)
		if len(words) > 0 && rows <= s.known {
			f.warnings = append(f.warnings, fmt.Sprintf("%s: %s rejected, for words that say neither yes nor no, such as %s",
				f.columnText(r), counted(rows, "row is", "rows are"), listed(words[:min(3, len(words))])))
		}
	}
}
