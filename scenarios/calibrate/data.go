package calibrate

import (
	"fmt"
	"slices"

	"holdfast/scenarios/calibrate/export"
	"holdfast/scenarios/calibrate/purchase"
)

// data is everything that was read from the files, before anything is computed.
type data struct {
	customers *ledger
	periods   []period
	sales     *sales
	channels  map[string]map[Month]*channelMonth

	segments  names // texts of the segment column; index 0 is "all"
	contracts names

	files    []File
	rejects  *export.Rejects
	used     int
	currency string
	remarks  []warning // of the reader
	dropped  []dropped // rows that another one of the same customer replaced
}

// dropped is a row that does not count, to be rejected once all files are read.
type dropped struct {
	file, line int
	reason     string
}

// sales are transactions, by segment of the customer's first row.
type sales struct {
	ledger     purchase.Ledger
	ids        map[string]int
	segment    []uint16
	summaries  []purchase.Customer // of a file of summaries
	rows       int
	summarised bool
	last       Day
}

const (
	// AllName is the one segment where no column splits the customers.
	AllName = "all"
	// BlankName is the segment of rows whose segment column is empty.
	BlankName = "(blank)"
	// mostSegments is how many groups a column may have.
	mostSegments = 100
)

// names numbers texts in the order in which they come.
type names struct {
	list  []string
	index map[string]int
}

func (n *names) of(text string) int {
	if i, ok := n.index[text]; ok {
		return i
	}
	if n.index == nil {
		n.index = map[string]int{}
	}
	n.index[text] = len(n.list)
	n.list = append(n.list, text)
	return len(n.list) - 1
}

// A Mistake is a reason why files cannot be used; the command ends with status 2.
type Mistake struct{ Message string }

func (m *Mistake) Error() string { return m.Message }

func mistakef(format string, args ...any) error { return &Mistake{fmt.Sprintf(format, args...)} }

// span returns the first and last start and the last end of all dated rows.
func (d *data) span() (first, lastStart, lastEnd Day, dated bool) {
	first, lastStart, lastEnd = openEnd, noDay, noDay
	see := func(start, end Day) {
		if start == noDay {
			return
		}
		dated = true
		first, lastStart = min(first, start), max(lastStart, start)
		if end != noDay && end < openYears {
			lastEnd = max(lastEnd, end)
		}
	}
	d.customers.each(func(c *customer) {
		if c.flags&flagDropped == 0 {
			see(c.start, c.end)
		}
	})
	for _, p := range d.periods {
		see(p.start, p.end)
	}
	return first, lastStart, lastEnd, dated
}

// inapplicable is the error of an option that the files give nothing to do.
func (d *data) inapplicable(o *Options) error {
	dates, tenures := len(d.periods) > 0, false
	d.customers.each(func(c *customer) {
		if c.flags&flagDropped == 0 {
			dates, tenures = dates || c.start != noDay, tenures || c.start == noDay
		}
	})
	switch {
	case o.Since != noDay && !dates && tenures:
		return mistakef("--since does not apply: the file has tenures and no dates, so nothing in it is before or after one; --flag-covers limits what a flag without dates covers")
	case o.Since != noDay && !dates:
		return mistakef("--since does not apply: it is for customers or subscriptions with dates")
	case o.FlagCovers > 0 && !tenures:
		return mistakef("--flag-covers does not apply: it is for customers with a tenure and a flag; where there are dates, --since leaves old months out")
	}
	return nil
}

// openYears is the first day from which on an end means that there is none.
var openYears = DayOf(2090, 1, 1)

// asOf decides the as-of date: the one given; else the latest date in the files.
// A file whose ends go on for months after the last start has ends in the future,
// and its date cannot be guessed.
func (d *data) asOf(given Day) (Day, bool, error) {
	_, lastStart, lastEnd, dated := d.span()
	if d.sales != nil && d.sales.last != noDay && d.sales.rows > 0 && !dated {
		lastStart, dated = d.sales.last, true
	}
	switch {
	case given != noDay:
		return given, true, nil
	case !dated:
		return noDay, false, nil
	case lastEnd > lastStart+100:
		return noDay, false, mistakef("the last end, %v, is long after the last start, %v: some ends seem to lie in the future; say with --as-of DATE when the data were taken", lastEnd, lastStart)
	}
	return max(lastStart, lastEnd), true, nil
}

// middle returns the month of the start of the middle customer.
func (d *data) middle() Month {
	var months []Month
	counts := map[Month]int{}
	total := 0
	d.customers.each(func(c *customer) {
		if c.start != noDay && c.flags&flagDropped == 0 {
			counts[c.start.Month()]++
			total++
		}
	})
	for m := range counts {
		months = append(months, m)
	}
	slices.Sort(months)
	below := 0
	for _, m := range months {
		if below += counts[m]; 2*below > total {
			return m
		}
	}
	return 0
}
