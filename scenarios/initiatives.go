package scenarios

import "holdfast/sim"

// initiative is an initiative or event with what later checks need to know.
type initiative struct {
	model    *sim.Initiative
	path     string
	at       place
	complete bool // all of its segments are known
	changes  []*change
	sets     []*change // those that are good and of "to"
	record   *record   // nil where it could not be opened
}

func initiativeNames(of []*initiative) []string {
	known := make([]string, len(of))
	for i, in := range of {
		known[i] = in.model.Name
	}
	return known
}

func (l *loader) readInitiatives(r *record) {
	for _, e := range l.named(r, "initiatives") {
		l.initiatives = append(l.initiatives, l.initiative(e, "initiatives", initiativeKeys))
	}
	for _, e := range l.named(r, "events") {
		l.events = append(l.events, l.initiative(e, "events", eventKeys))
	}
	l.readChoices()
	for _, in := range l.initiatives {
		l.model.Initiatives = append(l.model.Initiatives, *in.model)
	}
	for _, in := range l.events {
		l.model.Events = append(l.model.Events, *in.model)
	}
}

func (l *loader) initiative(e entry, section string, o *object) *initiative {
	m := &sim.Initiative{Name: e.key.text, Starts: 1, StartsTo: 1, Certain: true}
	in := &initiative{model: m, path: join(section, e.key.text), at: e.key.at()}
	r := l.open(e.value, in.path, o)
	if r == nil {
		return in
	}
	in.record = r
	m.Title = r.text("title")
	m.Segments, in.complete = l.segmentList(r)
	l.starts(m, r)
	m.Months = r.wholeOr("months", 0)
	m.Ramp = r.wholeOr("ramp", 0)
	m.Fade, _ = r.quantity("fade")
	l.reach(m, r)
	odds := "success"
	if o == eventKeys {
		odds = "probability"
	}
	m.Success, _ = r.quantity(odds)
	m.Certain = !r.has(odds)
	if c := r.sub("cost"); c != nil {
		l.cost(&m.Cost, c)
	}
	m.CountsInCAC = r.toggle("counts_in_cac")
	n, path := r.value("changes")
	for i, item := range l.items(n, path, takes[sequence](r, "changes")) {
		if c := l.change(in, r, item, joinIndex(path, i)); c != nil {
			in.changes = append(in.changes, c)
			m.Changes = append(m.Changes, c.model)
			if c.ok && c.model.Op == sim.OpTo {
				in.sets = append(in.sets, c)
			}
		}
	}
	for _, c := range in.changes {
		l.vanishing(in, c)
	}
	if r.idle("changes") && r.idle("cost") {
		l.problem(in.at, in.path, "does nothing: expected changes, a cost or both")
	}
	l.meeting(in)
	return in
}

func (l *loader) starts(m *sim.Initiative, r *record) {
	n, path := r.value("starts")
	if n == nil {
		return
	}
	s, ok := l.month(n, path, takes[month](r, "starts"))
	if !ok {
		return
	}
	m.Starts, m.StartsTo = s.from, s.to
	if l.model.Months > 0 && s.from > l.model.Months {
		l.warn("starts_after_horizon", r.path, "starts in month %d, after the horizon of %d months: it changes nothing",
			s.from, l.model.Months)
	}
}

func (l *loader) reach(m *sim.Initiative, r *record) {
	n, _ := r.value("reach")
	if n == nil {
		return
	}
	m.HasReach = true
	if n.kind == mapping {
		if x := r.sub("reach"); x != nil {
			m.ReachCustomers, _ = x.quantity("customers")
			m.ReachChurners, _ = x.quantity("churners")
		}
		return
	}
	m.ReachCustomers, _ = r.quantity("reach")
	m.ReachChurners = m.ReachCustomers
}

func (l *loader) cost(c *sim.Cost, r *record) {
	c.Upfront, _ = r.quantity("upfront")
	c.Monthly, _ = r.quantity("monthly")
	c.PerCustomer, _ = r.quantity("per_customer")
	c.PerNewCustomer, _ = r.quantity("per_new_customer")
	c.PerReactivated, _ = r.quantity("per_reactivated")
	c.PerOrder, _ = r.quantity("per_order")
	c.PercentOfRevenue, _ = r.quantity("percent_of_revenue")
}
