package calibrate

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"holdfast/sim"
)

// customers compares customers, and MRR where there are subscriptions: all by
// month, and those of the cut by tenure.
func (b *Backtest) customers(ctx context.Context, d, known *data) error {
	m, all, err := b.simulateFitted(ctx)
	if err != nil {
		return err
	}
	actual := make([]float64, b.Months)
	measure := sim.MeasureClosing
	b.Measure = "customers"
	if len(d.periods) > 0 {
		measure, b.Measure = sim.MeasureMRR, "mrr"
		d.mrrAfter(b.Cut, actual)
	} else {
		d.customers.each(func(c *customer) {
			if c.flags&flagDropped != 0 {
				return
			}
			for t := range actual {
				if end := (b.Cut.Month() + 1 + Month(t)).Last(); c.start <= end && (c.end == noDay || c.end > end) {
					actual[t]++
				}
			}
		})
	}
	b.outcomes(&all.Monthly[measure], actual)
	return b.tenures(ctx, d, m)
}

// mrrAfter adds up the MRR at the ends of the months after the cut.
func (d *data) mrrAfter(cut Day, dst []float64) {
	periods := d.sorted()
	for _, p := range periods {
		for t := range dst {
			if end := (cut.Month() + 1 + Month(t)).Last(); p.start <= end && end < p.end {
				dst[t] += p.mrr
			}
		}
	}
}

// sorted returns the periods in order, doubles dropped, continuous ones joined.
func (d *data) sorted() []period {
	all := slices.Clone(d.periods)
	byCustomer(all)
	all = slices.CompactFunc(all, func(a, b period) bool {
		return a.customer == b.customer && a.start == b.start && a.end == b.end && a.mrr == b.mrr
	})
	join(all)
	return all
}

// standing is a customer of the cut: the segment, the tenure then, and the day on
// which they left, openEnd for none.
type standing struct {
	segment string
	tenure  int
	left    Day
}

// standings returns those who are customers at the end of the cut.
func (d *data) standings(cut Day) []standing {
	var all []standing
	d.customers.each(func(c *customer) {
		if c.flags&flagDropped != 0 || c.start > cut || c.end != noDay && c.end <= cut {
			return
		}
		s := standing{d.segments.list[c.segment], complete(c.start, cut), openEnd}
		if c.end != noDay {
			s.left = c.end
		}
		all = append(all, s)
	})
	periods := d.sorted()
	for from := 0; from < len(periods); {
		to := from + 1
		for to < len(periods) && periods[to].customer == periods[from].customer {
			to++
		}
		for _, part := range spells(periods[from:to], openEnd) {
			if part[0] > cut || part[1] <= cut {
				continue
			}
			segment := periods[from].segment
			for _, p := range periods[from:to] {
				if p.start <= cut {
					segment = p.segment
				}
			}
			all = append(all, standing{d.segments.list[segment], complete(part[0], cut), part[1]})
		}
		from = to
	}
	return all
}

// tenures compares the customers of the cut, in cohorts by tenure, at the end:
// the plan's segments are split into such cohorts, each with the customers of
// some tenures alone and nobody joining, all with the same draws.
func (b *Backtest) tenures(ctx context.Context, d *data, m *sim.Model) error {
	end := (b.Cut.Month() + Month(b.Months)).Last()
	byName := map[string][]standing{}
	for _, s := range d.standings(b.Cut) {
		byName[s.segment] = append(byName[s.segment], s)
	}
	split := *m
	split.Segments = nil
	for i := range b.Fitted.Segments {
		from := &b.Fitted.Segments[i]
		k := slices.IndexFunc(m.Segments, func(s sim.Segment) bool { return s.Name == from.ID })
		if k < 0 {
			continue
		}
		for _, cohort := range cohortsByTenure(byName[from.Name]) {
			low, high := cohort[0].tenure, cohort[len(cohort)-1].tenure
			name := fmt.Sprintf("%s, %d to %d months", from.Name, low, high)
			if len(b.Fitted.Segments) == 1 {
				name = fmt.Sprintf("%d to %d months", low, high)
			}
			stayed := 0.0
			for _, s := range cohort {
				if s.left > end {
					stayed++
				}
			}
			b.Cohorts = append(b.Cohorts, Outcome{Name: name, Actual: stayed, CustomersAtCut: len(cohort), TenureFrom: low})
			split.Segments = append(split.Segments, onlyTenures(&m.Segments[k], fmt.Sprintf("%s %d", from.ID, low), cohort))
		}
	}
	if len(split.Segments) == 0 {
		return nil
	}
	result, err := simulate(ctx, &split)
	if err != nil {
		return err
	}
	for i := range b.Cohorts {
		c := &b.Cohorts[i]
		o := outcome(c.Name, c.Actual, &result.Segments[i].Monthly[sim.MeasureClosing], b.Months-1)
		o.CustomersAtCut, o.TenureFrom = c.CustomersAtCut, c.TenureFrom
		*c = o
	}
	return nil
}

// cohortsByTenure cuts customers into groups of about the same size, none of
// which shares a tenure with another.
func cohortsByTenure(all []standing) [][]standing {
	slices.SortStableFunc(all, func(a, b standing) int { return cmp.Compare(a.tenure, b.tenure) })
	groups := min(max(len(all)/leastCohort, 1), mostCohorts)
	var cohorts [][]standing
	for from := 0; from < len(all); {
		to := min(from+(len(all)+groups-1)/groups, len(all))
		for to < len(all) && all[to].tenure == all[to-1].tenure {
			to++
		}
		cohorts = append(cohorts, all[from:to])
		from = to
	}
	return cohorts
}

// onlyTenures is a segment with no customers but those of a cohort.
func onlyTenures(s *sim.Segment, name string, cohort []standing) sim.Segment {
	only := *s
	only.Name = name
	only.Channels, only.Winback = nil, nil
	counts := map[int]int{}
	for _, c := range cohort {
		counts[c.tenure]++
	}
	only.Opening.Groups = nil
	for _, tenure := range slices.Sorted(maps.Keys(counts)) {
		only.Opening.Groups = append(only.Opening.Groups, sim.TenureGroup{Months: tenure, Customers: float64(counts[tenure])})
	}
	return only
}

// orders compares orders: all by month, and those of the customers of the cut by
// class over all months.
func (b *Backtest) orders(ctx context.Context, d *data) error {
	b.Measure = "orders"
	_, all, err := b.simulateFitted(ctx)
	if err != nil {
		return err
	}
	classOf := map[int]int{}
	var names []string
	for i := range b.Fitted.Shops {
		shop := &b.Fitted.Shops[i]
		for k, c := range shop.Classes {
			names = append(names, shop.ids[k])
			for n, score := range shop.Scores {
				if slices.Contains(c.Segments, score.Segment()) {
					classOf[shop.Customers[n].ID] = len(names)
				}
			}
		}
	}
	actual, byClass := make([]float64, b.Months), make([]float64, len(names))
	before := d.sales.ordersBy(b.Cut)
	for t := range actual {
		after := d.sales.ordersBy((b.Cut.Month() + 1 + Month(t)).Last())
		for id, n := range after {
			actual[t] += n - before[id]
			if class := classOf[id]; class > 0 {
				byClass[class-1] += n - before[id]
			}
		}
		before = after
	}
	b.outcomes(&all.Monthly[sim.MeasureOrders], actual)
	b.classes(all, names, byClass)
	return nil
}

// ordersBy counts the purchases of each customer up to a day.
func (s *sales) ordersBy(end Day) map[int]float64 {
	customers, _ := s.ledger.Customers(int(end), weekDays)
	counts := make(map[int]float64, len(customers))
	for _, c := range customers {
		counts[c.ID] = c.X + 1
	}
	return counts
}

// classes sets the orders of the customers of each class over all months beside
// the forecast.
func (b *Backtest) classes(all *sim.ScenarioResult, names []string, actual []float64) {
	for i, name := range names {
		k := slices.IndexFunc(all.Segments, func(s sim.SegmentResult) bool { return s.ID == name })
		if k < 0 {
			continue
		}
		q := all.Segments[k].Metrics[sim.MetricOrders].Q
		b.Cohorts = append(b.Cohorts, Outcome{Name: all.Segments[k].Title, Actual: actual[i],
			P5: q[sim.P5], P25: q[sim.P25], P50: q[sim.P50], P75: q[sim.P75], P95: q[sim.P95]})
	}
}

// byTenure is the backtest of a snapshot.
func (d *data) byTenure(ctx context.Context, o *Options, h Holdout, judged *Result) (*Backtest, error) {
	if h.Date != NoDay {
		return nil, mistakef("--holdout: the file has tenures and no dates; say a number of months of tenure")
	}
	r := &Result{AsOf: judged.AsOf, FlagCovers: o.FlagCovers, Since: o.Since, GrossMargin: placeholderMargin, Files: d.files, Snapshot: true}
	groups := d.collect(r)
	longest := 0
	for _, g := range groups {
		for c := range g.cells {
			longest = max(longest, c.at)
		}
	}
	b := &Backtest{Cut: NoDay, Age: longest - h.Months, Months: h.Months, Measure: "customers"}
	if b.Age < 6 {
		return nil, mistakef("--holdout: the longest tenure is %s; %d of them kept from the fit leave too few", count(longest, "month"), h.Months)
	}
	actual := make([][]float64, len(groups))
	var known []*group
	for i, g := range groups {
		cut := *g
		cut.opening, cut.active = map[int]int{}, 0
		before := cut.cells
		cut.cells = before.until(b.Age)
		reached := before.beyond(b.Age)
		for _, n := range reached {
			cut.active += int(n)
		}
		cut.opening[b.Age] = cut.active
		actual[i] = before.stayed(b.Age, b.Months)
		known = append(known, &cut)
	}
	quiet := *o
	if err := r.segments(ctx, d, known, &quiet); err != nil {
		return nil, err
	}
	r.judgedAs(judged)
	if err := r.unusable(); err != nil {
		return nil, err
	}
	b.Fitted = r
	return b, b.ofTenure(ctx, known, actual)
}

// ofTenure simulates those who reached the age and sets them beside Kaplan and
// Meier's survival.
func (b *Backtest) ofTenure(ctx context.Context, known []*group, actual [][]float64) error {
	for i := range b.Fitted.Segments {
		b.Fitted.Segments[i].Joiners = nil
	}
	_, all, err := b.simulateFitted(ctx)
	if err != nil {
		return err
	}
	total := make([]float64, b.Months)
	for i, g := range known {
		k := slices.IndexFunc(b.Fitted.Segments, func(s Segment) bool { return s.Name == g.name })
		at := slices.IndexFunc(all.Segments, func(s sim.SegmentResult) bool { return s.ID == b.Fitted.Segments[k].ID })
		if at < 0 || g.active == 0 {
			continue
		}
		for t, share := range actual[i] {
			total[t] += share * float64(g.active)
		}
		last := actual[i][b.Months-1] * float64(g.active)
		c := outcome(g.name, last, &all.Segments[at].Monthly[sim.MeasureClosing], b.Months-1)
		c.CustomersAtCut = g.active
		b.Cohorts = append(b.Cohorts, c)
	}
	for t, v := range total {
		b.Monthly = append(b.Monthly, outcome(fmt.Sprintf("month %d", b.Age+t+1), v, &all.Monthly[sim.MeasureClosing], t))
	}
	b.score()
	return nil
}

// until censors all histories at an age.
func (t tally) until(age int) tally {
	cut := tally{}
	for c, n := range t {
		if c.at > age {
			c.at, c.left = age, false
		}
		if c.at > c.entry {
			cut[c] += n
		}
	}
	return cut
}

// beyond returns the histories that were seen beyond an age.
func (t tally) beyond(age int) tally {
	rest := tally{}
	for c, n := range t {
		if c.at > age && c.entry <= age {
			rest[c] += n
		}
	}
	return rest
}

// stayed is the share of those who reached an age that is still there 1, 2, ..
// months later, by Kaplan and Meier.
func (t tally) stayed(age, months int) []float64 {
	sums := totals(t)
	shares := make([]float64, months)
	s := 1.0
	for i := range shares {
		if at := age + i; at < len(sums) && sums[at].n > 0 {
			s *= 1 - sums[at].d/sums[at].n
		}
		shares[i] = math.Max(s, 0)
	}
	return shares
}
