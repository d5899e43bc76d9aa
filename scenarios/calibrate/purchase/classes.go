package purchase

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Class is a group of customers in the terms of a plan's segment with `orders`,
// such that its simulated orders have the mean that BG/NBD expects of those very
// customers, month by month.
//
// Convention of ages: all opening customers of a class have tenure 0, whenever
// they joined. Their age in month t is then t, so that the plan's retention table
// and order rates by age run over the months ahead:
//
//	opening:   {customers: Customers, tenure: 0}
//	retention: {model: table, rates: Retention}          # renewals 1 month apart
//	orders:    {rate: {by_age: {0: Rate[0], 1: Rate[1], ..}}, value: Value, value_cv: ValueCV}
//
// Nobody else may join such a segment: new customers differ and have a class of
// their own ([NewCustomers]). A plan holds the last hazard and the last rate for
// ages beyond the table, so that Horizon should reach the plan's; the hazards
// still fall there, and what a plan adds up beyond is understated.
//
// A plan lets customers of a segment order alike. Expected orders are met, and
// months are as uncertain as luck makes them; that some customers of the class
// order much more than others makes the real spread of the class's orders wider.
type Class struct {
	Name      string    // the segments' names joined by "_and_", or "new_customers"
	Segments  []Segment // what it consists of; nil for new customers
	Observed  float64   // customers seen, gone or not
	Alive     float64   // of them expected to be alive at the end of observation
	Customers int       // Alive as a plan takes it: rounded, at least 1

	// Retention is the hazard of the renewals at ages 1 to Horizon: 1 less the ratio
	// of the expected numbers alive at the ends of two months.
	Retention []float64

	// Rate is the orders per customer and month at ages 0 to Horizon, over those who
	// are there after the month's renewal. It takes up the rounding of Customers and
	// the orders of customers who dropped out within the month.
	Rate []float64

	// Orders are the expected orders of all Customers in months 1 to Horizon. For
	// new customers: of one customer at ages 0 to Horizon.
	Orders []float64

	Value   float64 // expected worth of an order
	ValueCV float64 // its coefficient of variation, between customers and within them
}

// ClassOptions say how classes are made.
type ClassOptions struct {
	Month   float64 // length of a month in the summaries' time unit: 365.25/12 for days
	Horizon int     // months ahead

	// Within makes one class of segments whose expected orders per living customer
	// over the first year differ by at most this share of the lower one; 0 keeps
	// them apart.
	Within float64
}

func (o ClassOptions) check() error {
	switch {
	case !(o.Month > 0) || math.IsInf(o.Month, 1):
		return fmt.Errorf("a month of %v units of time", o.Month)
	case o.Horizon < 1:
		return fmt.Errorf("a horizon of %d months", o.Horizon)
	case !(o.Within >= 0):
		return fmt.Errorf("segments within %v of each other", o.Within)
	}
	return nil
}

// Classes makes classes of customers by segment, in the order of Segments and
// other names after them by name. segments[i] is that of customers[i]; customers
// without one ("") are left out.
//
// Given that a customer with x repeat purchases over T is alive, the months ahead
// are those of a new customer of the Posterior. Summed over the customers of a
// class, weighted by P(alive):
//
//	alive_t  = sum P(alive) S(t months),    Retention_t = 1 - alive_t / alive_(t-1)
//	orders_t = sum P(alive) (E[X(t months)] - E[X(t-1 months)])
//
// Value is the mean of what spend expects of each customer's orders, weighted by
// their number in the first year, and ValueCV goes with it. Where spend is nil,
// or gives a customer no finite mean, the mean worth of all repeat purchases
// stands in; where it gives no finite variance, the variation within a customer
// alone, 1/p.
//
// Equal x and T are computed once: a million customers are a matter of how many
// such pairs they have.
func Classes(m BGNBD, spend *GammaGamma, customers []Customer, segments []Segment, options ClassOptions) ([]Class, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	if len(segments) != len(customers) {
		return nil, fmt.Errorf("%d segments for %d customers", len(segments), len(customers))
	}
	sums := map[Segment]*outlook{}
	for i, c := range customers {
		if err := c.check(); err != nil {
			return nil, &RowError{Row: i, Err: err}
		}
		if segments[i] != "" && sums[segments[i]] == nil {
			sums[segments[i]] = newOutlook(segments[i], options.Horizon)
		}
	}
	w := worth{spend: spend, mean: meanRepeat(customers)}
	for _, g := range groupHistories(customers) {
		ahead := look(m.Posterior(g.summary), options)
		for _, i := range g.members {
			if o := sums[segments[i]]; o != nil {
				o.add(ahead, customers[i].Summary, m.PAlive(customers[i].Summary), w)
			}
		}
	}
	var classes []Class
	for _, o := range together(sums, options.Within) {
		if o.alive[0] > 0 {
			classes = append(classes, o.class())
		}
	}
	if len(classes) == 0 {
		return nil, errors.New("no customer is in a segment")
	}
	return classes, nil
}

// historyGroup is the customers with one x and T.
type historyGroup struct {
	summary Summary
	members []int
}

func groupHistories(customers []Customer) []historyGroup {
	position := map[[2]float64]int{}
	var groups []historyGroup
	for i, c := range customers {
		key := [2]float64{c.X, c.T}
		at, seen := position[key]
		if !seen {
			at = len(groups)
			position[key] = at
			groups = append(groups, historyGroup{summary: c.Summary})
		}
		groups[at].members = append(groups[at].members, i)
	}
	return groups
}

// ahead is what one living customer is expected to do.
type ahead struct {
	alive  []float64 // at the ends of months 0 to Horizon
	orders []float64 // in months 1 to Horizon, by index from 0
}

func look(m BGNBD, options ClassOptions) ahead {
	a := ahead{alive: make([]float64, options.Horizon+1), orders: make([]float64, options.Horizon)}
	a.alive[0] = 1
	before := 0.0
	for t := 1; t <= options.Horizon; t++ {
		at := float64(t) * options.Month
		a.alive[t] = m.Survival(at)
		by := m.ExpectedPurchases(at)
		a.orders[t-1] = max(0, by-before)
		before = by
	}
	return a
}

// outlook is the sum of what the customers of a class are expected to do.
type outlook struct {
	segments       []Segment
	observed       float64
	alive, orders  []float64
	weight         float64 // orders of the first year
	worth, squares float64 // their worth, and the sum of squares, expected
}

func newOutlook(s Segment, horizon int) *outlook {
	return &outlook{segments: []Segment{s}, alive: make([]float64, horizon+1), orders: make([]float64, horizon)}
}

func (o *outlook) add(a ahead, s Summary, alive float64, w worth) {
	o.observed += s.Count
	share := s.Count * alive
	for t, v := range a.alive {
		o.alive[t] += share * v
	}
	orders := 0.0
	for t, v := range a.orders {
		o.orders[t] += share * v
		if t < 12 {
			orders += share * v
		}
	}
	mean, square := w.of(s)
	o.weight += orders
	o.worth += orders * mean
	o.squares += orders * square
}

func (o *outlook) join(other *outlook) {
	o.segments = append(o.segments, other.segments...)
	o.observed += other.observed
	for t, v := range other.alive {
		o.alive[t] += v
	}
	for t, v := range other.orders {
		o.orders[t] += v
	}
	o.weight += other.weight
	o.worth += other.worth
	o.squares += other.squares
}

// together joins outlooks whose order rates lie within a share of each other, and
// puts them in the order of Segments.
func together(sums map[Segment]*outlook, within float64) (list []*outlook) {
	known := Segments()
	order := func(a, b Segment) int {
		return cmp.Or(cmp.Compare(place(known, a), place(known, b)), cmp.Compare(a, b))
	}
	for _, o := range sums {
		list = append(list, o)
	}
	rate := func(o *outlook) float64 { return o.weight / max(o.alive[0], math.SmallestNonzeroFloat64) }
	if within > 0 {
		slices.SortFunc(list, func(a, b *outlook) int {
			return cmp.Or(cmp.Compare(rate(b), rate(a)), order(a.segments[0], b.segments[0]))
		})
		joined := list[:0]
		fastest := 0.0
		for _, o := range list {
			if len(joined) > 0 && fastest <= rate(o)*(1+within) {
				joined[len(joined)-1].join(o)
				continue
			}
			fastest = rate(o)
			joined = append(joined, o)
		}
		list = joined
	}
	for _, o := range list {
		slices.SortFunc(o.segments, order)
	}
	slices.SortFunc(list, func(a, b *outlook) int { return order(a.segments[0], b.segments[0]) })
	return list
}

// place is where s stands in list; at its end where it does not.
func place(list []Segment, s Segment) int {
	if i := slices.Index(list, s); i >= 0 {
		return i
	}
	return len(list)
}

// class puts an outlook in the terms of a plan.
func (o *outlook) class() Class {
	names := make([]string, len(o.segments))
	for i, s := range o.segments {
		names[i] = string(s)
	}
	c := Class{
		Name: strings.Join(names, "_and_"), Segments: o.segments,
		Observed: o.observed, Alive: o.alive[0],
		Customers: max(1, int(math.Round(o.alive[0]))),
		Orders:    o.orders,
	}
	c.fill(float64(c.Customers)/o.alive[0], o.alive)
	c.Rate = append([]float64{c.Rate[0]}, c.Rate...) // nobody has age 0
	c.setValue(o.worth, o.squares, o.weight)
	return c
}

// fill sets Retention, and Rate from Orders, for numbers alive at the ends of
// months; the plan's customers are scale times as many.
func (c *Class) fill(scale float64, alive []float64) {
	for t := 1; t < len(alive); t++ {
		hazard, rate := 0.0, 0.0
		if alive[t-1] > 0 {
			hazard = min(max(1-alive[t]/alive[t-1], 0), 1)
		}
		if alive[t] > 0 {
			rate = c.Orders[t-1] / (alive[t] * scale)
		}
		c.Retention = append(c.Retention, hazard)
		c.Rate = append(c.Rate, rate)
	}
}

func (c *Class) setValue(worth, squares, orders float64) {
	if orders > 0 && worth > 0 {
		c.Value = worth / orders
		c.ValueCV = math.Sqrt(max(0, squares/orders/(c.Value*c.Value)-1))
	}
}

// worth says what a customer's orders are expected to be worth.
type worth struct {
	spend *GammaGamma
	mean  float64 // stands in where the model has no answer
}

func (w worth) of(s Summary) (mean, square float64) {
	if w.spend == nil {
		return w.mean, w.mean * w.mean
	}
	mean, square = w.spend.moments(s)
	if math.IsInf(mean, 1) {
		mean = w.mean
	}
	if math.IsInf(square, 1) {
		square = mean * mean * (1 + 1/w.spend.P)
	}
	return mean, square
}

// meanRepeat is the mean worth of all repeat purchases; 0 where there are none.
func meanRepeat(customers []Customer) float64 {
	worth, purchases := 0.0, 0.0
	for _, c := range customers {
		if c.X > 0 && c.Mean > 0 {
			worth += c.Count * c.X * c.Mean
			purchases += c.Count * c.X
		}
	}
	return worth / max(purchases, math.SmallestNonzeroFloat64)
}
