package calibrate

import "slices"

// collect adds the rows up by segment. The result has one group for each
// segment, in the order of their names.
func (d *data) collect(r *Result) []*group {
	groups := make([]*group, len(d.segments.list))
	for i, name := range d.segments.list {
		groups[i] = newGroup(name)
	}
	middle := d.middle().First()
	d.customers.each(func(c *customer) {
		if c.flags&flagDropped != 0 {
			return
		}
		g := groups[c.segment]
		if c.start == noDay {
			tenure := int(c.tenure)
			churned := c.flags&flagChurned != 0
			if churned {
				tenure = max(tenure, 1)
			}
			g.add(c, snapshot(tenure, churned, r.FlagCovers), false)
			d.used++
			return
		}
		open := c.end == noDay || c.end >= openYears
		switch {
		case c.start > r.AsOf:
			d.reject(c, "starts after the as-of date")
		case c.flags&flagActive != 0 && !open && c.end <= r.AsOf:
			d.reject(c, "said to be active, with an end before the as-of date")
		case c.flags&flagChurned != 0 && open:
			d.reject(c, "said to have churned, without an end")
		default:
			g.add(c, dated(c.start, c.end, open, r.AsOf, r.Since), c.start >= middle)
			d.used++
		}
	})
	d.collectPeriods(r, groups)
	slices.SortFunc(groups, func(a, b *group) int {
		switch {
		case a.name < b.name:
			return -1
		case a.name > b.name:
			return 1
		}
		return 0
	})
	return groups
}

// reject takes a customer out of everything that follows.
func (d *data) reject(c *customer, reason string) {
	c.flags |= flagDropped
	d.dropped = append(d.dropped, dropped{int(c.file), int(c.line), reason})
}

// collectPeriods adds subscriptions up: spells for the fits, MRR moves by
// segment. A customer belongs to the segment of their last period.
func (d *data) collectPeriods(r *Result, groups []*group) {
	if len(d.periods) == 0 {
		return
	}
	kept := d.periods[:0]
	for _, p := range d.periods {
		if p.start > r.AsOf {
			d.dropped = append(d.dropped, dropped{int(p.file), int(p.line), "starts after the as-of date"})
			continue
		}
		kept = append(kept, p)
	}
	d.periods = kept
	byCustomer(d.periods)
	d.withoutDoubles()
	join(d.periods)
	d.used += len(d.periods)
	if len(d.periods) == 0 {
		return
	}
	first := openEnd.Month()
	for _, p := range d.periods {
		first = min(first, p.start.Month())
	}
	last := max((r.AsOf+1).Month()-1, first)
	middle := Day((int(first.First()) + int(last.First())) / 2)
	var h history
	for from := 0; from < len(d.periods); {
		to := from + 1
		for to < len(d.periods) && d.periods[to].customer == d.periods[from].customer {
			to++
		}
		own := d.periods[from:to]
		from = to
		g := groups[own[len(own)-1].segment]
		if g.mover == nil {
			g.mover = newMover(first, last)
		}
		h.fill(own, last)
		g.mover.add(&h)
		d.addSpells(r, g, own, middle)
	}
}

// addSpells counts a customer's histories. The price is that of the last day of
// each, the sum over all periods of that day.
func (d *data) addSpells(r *Result, g *group, own []period, middle Day) {
	for _, part := range spells(own, r.AsOf) {
		open := part[1] >= openEnd
		at := min(part[1]-1, r.AsOf)
		c := customer{start: part[0], end: part[1]}
		for _, p := range own {
			if p.start <= at && at < p.end {
				c.price += p.mrr
			}
		}
		g.add(&c, dated(part[0], part[1], open, r.AsOf, r.Since), part[0] >= middle)
	}
}

// withoutDoubles drops periods that say the same as another one of the customer.
func (d *data) withoutDoubles() {
	kept := d.periods[:0]
	for i, p := range d.periods {
		if i > 0 && len(kept) > 0 {
			q := kept[len(kept)-1]
			if p.customer == q.customer && p.start == q.start && p.end == q.end && p.mrr == q.mrr {
				d.dropped = append(d.dropped, dropped{int(p.file), int(p.line), "the same period twice"})
				continue
			}
		}
		kept = append(kept, p)
	}
	d.periods = kept
}
