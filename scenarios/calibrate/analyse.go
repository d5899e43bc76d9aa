package calibrate

import (
	"context"
	"slices"

	"holdfast/sim"
)

// analyse turns what was read into the result.
func analyse(ctx context.Context, d *data, o *Options) (*Result, error) {
	r := &Result{FlagCovers: o.FlagCovers, Since: o.Since, GrossMargin: o.GrossMargin, Currency: o.Currency, Files: d.files}
	if r.Currency == "" {
		r.Currency = d.currency
	}
	if r.GrossMargin == "" {
		r.GrossMargin = placeholderMargin
	}
	err := d.inapplicable(o)
	if err != nil {
		return nil, err
	}
	if r.AsOf, r.Dated, err = d.asOf(o.AsOf); err != nil {
		return nil, err
	}
	groups := d.collect(r)
	groups = slices.DeleteFunc(groups, func(g *group) bool { return g.empty() && len(groups) > 1 })
	r.Snapshot = d.snapshot()
	if err := r.segments(ctx, d, groups, o); err != nil {
		return nil, err
	}
	if err := r.sell(ctx, d, o); err != nil {
		return nil, err
	}
	r.acquire(d)
	r.finish(d, o)
	if err := d.tooMany(o); err != nil {
		return nil, err
	}
	return r, r.unusable()
}

// empty reports whether nothing of a segment was used.
func (g *group) empty() bool {
	return len(g.cells) == 0 && len(g.opening) == 0 && g.price.All.N == 0 && len(g.leftOut) == 0
}

// snapshot reports whether some customers have tenures instead of dates.
func (d *data) snapshot() bool {
	found := false
	d.customers.each(func(c *customer) { found = found || c.start == noDay && c.flags&flagDropped == 0 })
	return found
}

// segments analyses every group and all of them together.
func (r *Result) segments(ctx context.Context, d *data, groups []*group, o *Options) error {
	all := newGroup(AllName)
	for _, g := range groups {
		all.merge(g)
	}
	r.Rows.LeftOut = all.leftOut
	if len(groups) > 0 && r.Snapshot && len(all.cells) > 0 {
		r.doubtSnapshot(all, r.FlagCovers)
	}
	var ids keys
	for _, g := range groups {
		s, err := r.segment(ctx, g, o)
		if err != nil {
			return err
		}
		s.ID = ids.of(g.name)
		r.Segments = append(r.Segments, *s)
	}
	if len(groups) == 1 {
		r.Overall = r.Segments[0]
	} else {
		quiet := *r
		s, err := quiet.segment(ctx, all, o)
		if err != nil {
			return err
		}
		s.ID = ids.of("overall")
		r.Overall = *s
	}
	for i := range r.Segments {
		if s := &r.Segments[i]; s.Chosen < 0 && r.Overall.Chosen >= 0 {
			s.Pooled, s.Term = true, r.Overall.Term
			r.warn("pooled_curve", s.Name, "has the curve of all customers together in the plan: it has too few losses of its own for one")
		}
	}
	for _, g := range groups {
		for _, w := range contractWarnings(g, d.contracts.list) {
			if !slices.ContainsFunc(r.Warnings, func(x sim.Warning) bool { return x.Code == w.code && x.Message == w.message }) {
				r.warn(w.code, w.where, "%s", w.message)
			}
		}
	}
	return nil
}

// segment analyses one group.
func (r *Result) segment(ctx context.Context, g *group, o *Options) (*Segment, error) {
	s := &Segment{Name: g.name, Term: g.terms[0].holds(), Active: g.active, Opening: g.opening, Price: g.price}
	if s.Term > 1 {
		t := g.terms[0]
		r.warn("contract_term", g.name, "%d of %d losses fall on multiples of %d months: customers decide once a term, and tenures are counted in terms", t.twelve, t.losses, s.Term)
	}
	if err := s.fit(ctx, g.cells.byTerm(s.Term), o.replicates()); err != nil {
		return nil, err
	}
	if len(g.cells) > 0 || len(g.opening) > 0 {
		r.doubts(s, g)
	}
	switch {
	case len(g.starts) > 0 && r.Dated:
		s.Joiners = g.joiners(r.AsOf)
	case len(g.opening) > 0:
		s.Joiners = g.joinersOfSnapshot()
	}
	if g.mover != nil {
		s.MRR = g.mover.movements()
	}
	s.Cohorts = g.cohorts(r.AsOf)
	return s, nil
}
