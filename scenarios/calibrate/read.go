package calibrate

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"holdfast/scenarios/calibrate/export"
	"holdfast/scenarios/calibrate/purchase"
)

// read reads all files.
func read(ctx context.Context, paths []string, o *Options) (*data, error) {
	d := &data{customers: newLedger(), rejects: export.NewRejects(o.Rejects), channels: map[string]map[Month]*channelMonth{}}
	opened, err := openAll(ctx, paths, o)
	if err != nil {
		return nil, err
	}
	split := o.splits()
	if !split {
		d.segments.of(AllName)
	}
	for i, f := range opened {
		info := File{Name: f.Path(), Kind: f.Kind(), Encoding: f.Encoding(), From: noDay, To: noDay}
		before := d.rejects.Total()
		if err := d.readFile(ctx, f, i, split && f.Has(export.Segment), &info); err != nil {
			return nil, err
		}
		info.SHA256, info.Rows, info.Rejected = f.SHA256(), f.Records(), d.rejects.Total()-before
		if c := f.Currency(); c != "" {
			if d.currency != "" && d.currency != c && o.Currency == "" {
				return nil, mistakef("%s: amounts are in %s, those of other files in %s; say which one the plan has with --currency, and convert", f.Path(), c, d.currency)
			}
			d.currency = c
		}
		for _, other := range d.files {
			if other.SHA256 == info.SHA256 {
				return nil, mistakef("%s and %s have the same content, and would count twice: name one of them", other.Name, info.Name)
			}
		}
		d.files = append(d.files, info)
		for _, text := range f.Warnings() {
			d.remarks = append(d.remarks, warning{"file", text, f.Path()})
		}
	}
	if len(d.segments.list) == 0 {
		d.segments.of(AllName)
	}
	if n := len(d.segments.list); n > mostSegments {
		return nil, mistakef("--segment: the column has %d different texts, more than %d; choose one that names groups", n, mostSegments)
	}
	return d, nil
}

// splits reports whether a column is to split the customers.
func (o *Options) splits() bool {
	return o.Segment != "" || slices.ContainsFunc(o.Maps, func(m export.Mapping) bool { return m.Field == export.Segment && m.Column != "" })
}

// openAll opens every file before any is read through, so that all mistakes are
// reported at once.
func openAll(ctx context.Context, paths []string, o *Options) ([]*export.File, error) {
	maps := slices.Clone(o.Maps)
	if o.Segment != "" {
		maps = append(maps, export.Mapping{Field: export.Segment, Column: o.Segment})
	}
	var opened []*export.File
	var problems export.Problems
	done := make([]int64, len(paths))
	totals := make([]int64, len(paths))
	for i, path := range paths {
		options := export.Options{Kind: o.Kind, Maps: maps, Shared: len(paths) > 1, DateFormat: o.DateFormat, Decimal: o.Decimal, Encoding: o.Encoding}
		if o.Progress != nil {
			options.Progress = func(read, total int64) {
				done[i], totals[i] = read, total
				o.Progress(sum(done), sum(totals))
			}
		}
		if len(paths) > 1 {
			options.Kind = "" // only where the columns leave it open
		}
		f, err := export.Open(ctx, path, options)
		if _, unsure := err.(export.Problems); unsure && options.Kind != o.Kind {
			options.Kind = o.Kind
			f, err = export.Open(ctx, path, options)
		}
		if found, ok := err.(export.Problems); ok {
			problems = append(problems, found...)
			continue
		}
		if err != nil {
			return nil, err
		}
		opened = append(opened, f)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	for _, m := range maps {
		used := func(f *export.File) bool { return !slices.Contains(f.Unused(), m) }
		if len(opened) > 1 && !slices.ContainsFunc(opened, used) {
			return nil, mistakef("no file has a use for %s=%s: no column of that name, or no such field in files of their kind", m.Field, m.Column)
		}
	}
	return opened, nil
}

func sum(values []int64) int64 {
	total := int64(0)
	for _, v := range values {
		total += v
	}
	return total
}

// readFile reads the rows of one file.
func (d *data) readFile(ctx context.Context, f *export.File, index int, split bool, info *File) error {
	see := func(day Day) {
		if day == noDay || day >= openYears {
			return
		}
		if info.From == noDay || day < info.From {
			info.From = day
		}
		info.To = max(info.To, day)
	}
	var row func(r *export.Row) error
	switch f.Kind() {
	case export.Customers:
		row = d.customerRow(f, index, split, see)
	case export.Subscriptions:
		row = d.periodRow(index, split, see)
	case export.Transactions:
		if d.sales == nil {
			d.sales = &sales{ids: map[string]int{}, last: noDay, summarised: f.Summarised()}
		} else if d.sales.summarised != f.Summarised() {
			return mistakef("%s: transactions and summaries of them cannot be brought into one plan", f.Path())
		}
		row = d.saleRow(f, split, see)
	default:
		row = d.channelRow(see)
	}
	return f.Rows(ctx, d.rejects, row)
}

// segmentOf returns the number of a row's segment.
func (d *data) segmentOf(r *export.Row, split bool) (int, bool) {
	if !split {
		return d.segments.of(AllName), true
	}
	text := r.Text(export.Segment)
	if len(text) == 0 {
		return d.segments.of(BlankName), true
	}
	if i, ok := d.segments.index[string(text)]; ok {
		return i, true
	}
	if len(d.segments.list) > 10*mostSegments {
		return 0, false
	}
	return d.segments.of(string(text)), true
}

const mostTenure = 1200

// day converts a date that may be missing.
func day(d export.Day, ok bool) Day {
	if !ok {
		return noDay
	}
	return Day(d)
}

// customerRow reads one customer. Of a row with dates the dates count, a tenure
// beside them does not.
func (d *data) customerRow(f *export.File, index int, split bool, see func(Day)) func(*export.Row) error {
	hasDates := f.Has(export.Start)
	hasID := f.Has(export.Customer)
	return func(r *export.Row) error {
		c := customer{price: math.NaN(), start: noDay, end: noDay, line: uint32(r.Line()), file: uint8(index)}
		segment, ok := d.segmentOf(r, split)
		if !ok {
			return mistakef("--segment: the column has more than %d different texts; choose one that names groups", mostSegments)
		}
		c.segment = uint16(segment)
		if v, ok := r.Number(export.Price); ok {
			if v < 0 {
				r.Reject("price: negative")
				return nil
			}
			c.price = v
		}
		switch churned, known := r.Flag(export.Churned); {
		case known && churned:
			c.flags |= flagChurned
		case known:
			c.flags |= flagActive
		}
		why := ""
		if hasDates {
			why = c.readDates(r, see)
		} else {
			why = c.readTenure(r)
		}
		if why != "" {
			r.Reject(why)
			return nil
		}
		if text := r.Text(export.Contract); len(text) > 0 && (len(d.contracts.list) < mostSegments || d.contracts.has(string(text))) {
			c.contract = uint16(1 + d.contracts.of(string(text)))
		}
		return d.addCustomer(r, &c, hasID)
	}
}

func (n *names) has(text string) bool {
	_, ok := n.index[text]
	return ok
}

func (c *customer) readDates(r *export.Row, see func(Day)) (why string) {
	c.start, c.end = day(r.Date(export.Start)), day(r.Date(export.End))
	see(c.start)
	see(c.end)
	switch {
	case c.start == noDay:
		return "start: missing"
	case c.end != noDay && c.end < c.start:
		return "ends before it starts"
	}
	return ""
}

// readTenure reads a tenure and its flag. A tenure with a fraction is that of a month
// not yet complete: it is rounded up for those who left in it, else down.
func (c *customer) readTenure(r *export.Row) (why string) {
	v, ok := r.Number(export.Tenure)
	switch {
	case !ok:
		return "tenure: missing"
	case v < 0:
		return "tenure: negative"
	case v > mostTenure:
		return "tenure: more than 1,200 months"
	case c.flags == 0:
		return "churned: missing"
	}
	if c.flags&flagChurned != 0 {
		v = math.Ceil(v)
	}
	c.tenure = uint16(v)
	return ""
}

// addCustomer puts a row into the ledger; of several rows of one customer the
// most lasting one counts.
func (d *data) addCustomer(r *export.Row, c *customer, hasID bool) error {
	id := r.Text(export.Customer)
	if !hasID {
		d.customers.add(*c)
		return nil
	}
	if len(id) == 0 {
		r.Reject("customer: missing")
		return nil
	}
	c.id = hash(string(id))
	known := d.customers.find(c.id)
	if known == nil {
		d.customers.add(*c)
		return nil
	}
	why := "another row of the same customer counts"
	if contradicts(known, c) {
		why = "the same customer is there active; that row counts"
	}
	if !lastingMore(known, c) {
		r.Reject(why)
		return nil
	}
	d.dropped = append(d.dropped, dropped{int(known.file), int(known.line), why})
	*known = *c
	return nil
}

// periodRow reads one period of a subscription.
func (d *data) periodRow(index int, split bool, see func(Day)) func(*export.Row) error {
	return func(r *export.Row) error {
		id := r.Text(export.Customer)
		start, end := day(r.Date(export.Start)), day(r.Date(export.End))
		mrr, ok := r.Number(export.MRR)
		see(start)
		see(end)
		switch {
		case len(id) == 0:
			r.Reject("customer: missing")
			return nil
		case start == noDay:
			r.Reject("start: missing")
			return nil
		case end != noDay && end < start:
			r.Reject("ends before it starts")
			return nil
		case !ok:
			r.Reject("mrr: missing")
			return nil
		case mrr < 0:
			r.Reject("mrr: negative")
			return nil
		}
		segment, known := d.segmentOf(r, split)
		if !known {
			return mistakef("--segment: the column has more than %d different texts; choose one that names groups", mostSegments)
		}
		d.periods = append(d.periods, period{customer: hash(string(id)), mrr: mrr, start: start, end: end,
			segment: uint16(segment), file: uint16(index), line: uint32(r.Line())})
		return nil
	}
}

// saleRow reads one purchase, or the summary of one customer's.
func (d *data) saleRow(f *export.File, split bool, see func(Day)) func(*export.Row) error {
	s := d.sales
	if f.Summarised() {
		return d.summaryRow()
	}
	orders := map[uint64]bool{}
	hasOrder := f.Has(export.Order)
	return func(r *export.Row) error {
		id := string(r.Text(export.Customer))
		on, dated := r.Date(export.Date)
		amount, ok := r.Number(export.Amount)
		switch {
		case !dated:
			r.Reject("date: missing")
			return nil
		case !ok:
			r.Reject("amount: missing")
			return nil
		case id == "":
			r.Reject("customer: missing")
			return nil
		}
		cancelled, _ := r.Flag(export.Cancelled)
		if hasOrder {
			key := hash(id + "\x00" + string(r.Text(export.Order)) + "\x00" + on.String() + "\x00" + number(amount))
			if orders[key] && len(r.Text(export.Order)) > 0 {
				r.Reject("the same order twice")
				return nil
			}
			orders[key] = true
		}
		see(Day(on))
		s.last = max(s.last, Day(on))
		n, known := s.ids[id]
		if !known {
			segment, ok := d.segmentOf(r, split)
			if !ok {
				return mistakef("--segment: the column has more than %d different texts; choose one that names groups", mostSegments)
			}
			n = len(s.ids)
			s.ids[id] = n
			s.segment = append(s.segment, uint16(segment))
		}
		s.rows++
		d.used++
		switch {
		case amount == 0:
			d.rejects.List(f.Path(), r.Line(), "left out: an amount of 0 is no purchase")
		case cancelled && amount > 0:
			d.rejects.List(f.Path(), r.Line(), "left out: an order that was cancelled")
		}
		if err := s.ledger.Add(purchase.Transaction{Customer: n, Day: int(on), Amount: amount, Cancelled: cancelled}); err != nil {
			r.Reject(err.Error())
			d.used--
		}
		return nil
	}
}

// summaryRow reads a customer's repeat purchases, the time of the last one, the
// time observed, and their mean.
func (d *data) summaryRow() func(*export.Row) error {
	s := d.sales
	return func(r *export.Row) error {
		x, _ := r.Number(export.Repeats)
		tx, _ := r.Number(export.LastAt)
		t, ok := r.Number(export.Observed)
		mean, _ := r.Number(export.Mean)
		sum := purchase.Summary{X: x, Tx: tx, T: t, Count: 1, Mean: mean}
		if !ok || x < 0 || x != math.Floor(x) || tx < 0 || tx > t || (x == 0) != (tx == 0) {
			r.Reject("x, t_x and T do not go together")
			return nil
		}
		s.summaries = append(s.summaries, purchase.Customer{Summary: sum, ID: len(s.summaries)})
		s.rows++
		d.used++
		return nil
	}
}

// channelRow reads one month of one channel; rows of the same month and channel
// add up, and a channel that has two rows alike is remarked on.
func (d *data) channelRow(see func(Day)) func(*export.Row) error {
	type channelRow struct {
		month       Month
		name        string
		spend, join float64
	}
	seen, twice := map[channelRow]bool{}, map[string]bool{}
	return func(r *export.Row) error {
		on, ok := r.Date(export.Month)
		if !ok {
			r.Reject("month: missing")
			return nil
		}
		spend, _ := r.Number(export.Spend)
		joined, counted := r.Number(export.New)
		switch {
		case spend < 0:
			r.Reject("spend: negative")
			return nil
		case !counted:
			r.Reject("new: missing")
			return nil
		case joined < 0:
			r.Reject("new: negative")
			return nil
		}
		see(Day(on))
		name := strings.TrimSpace(string(r.Text(export.Channel)))
		if name == "" {
			name = AllName
		}
		of := d.channels[name]
		if of == nil {
			if len(d.channels) >= mostSegments {
				return mistakef("the channel column has more than %d different texts; choose one that names groups", mostSegments)
			}
			of = map[Month]*channelMonth{}
			d.channels[name] = of
		}
		month := Day(on).Month()
		m := of[month]
		if m == nil {
			m = &channelMonth{month: month}
			of[month] = m
		}
		switch again := (channelRow{month, name, spend, joined}); {
		case !seen[again]:
			seen[again] = true
		case !twice[name]:
			twice[name] = true
			d.remarks = append(d.remarks, warning{"same_row_twice", fmt.Sprintf("has rows alike in month, spend and customers (first in line %d): rows of one month add up, so a row entered twice counts twice", r.Line()), name})
		}
		m.spend += spend
		m.new += joined
		d.used++
		return nil
	}
}
