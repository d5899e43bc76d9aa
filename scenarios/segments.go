package scenarios

import (
	"fmt"
	"math"
	"sort"

	"holdfast/sim"
)

// segment is a segment with what later checks need to know about it.
type segment struct {
	model *sim.Segment
	path  string
	at    place

	record     *record
	opening    *record
	customers  int
	customerOK bool
	hasTenure  bool
	byAge      bool // something depends on age
	curve      string
	hasCAC     []bool // by channel

	hasRecovery bool
	// Mistakes hide some of its channels or reasons.
	unsureChannels, unsureReasons bool
}

func (l *loader) segmentNames() []string {
	known := make([]string, len(l.segments))
	for i, s := range l.segments {
		known[i] = s.model.Name
	}
	return known
}

func (l *loader) readSegments(r *record) {
	entries := l.named(r, "segments")
	if n, _ := r.value("segments"); n != nil && n.kind == mapping && len(n.entries) == 0 {
		l.problem(n.at(), "segments", "is empty; expected at least one segment")
	}
	for _, e := range entries {
		s := &segment{model: &sim.Segment{Name: e.key.text, Term: 1}, path: join("segments", e.key.text), at: e.key.at()}
		l.segments = append(l.segments, s)
		if s.record = l.open(e.value, s.path, segmentKeys); s.record != nil {
			l.segment(s, s.record)
		}
	}
	for _, s := range l.segments {
		l.model.Segments = append(l.model.Segments, *s.model)
	}
}

func (l *loader) segment(s *segment, r *record) {
	m := s.model
	m.Title = r.text("title")
	m.Term = r.wholeOr("term", 1)
	l.opening(s, r.sub("opening"))
	m.Price, _ = r.quantity("price")
	m.HasPrice = r.has("price")
	l.orders(s, r.sub("orders"))
	if !r.maybe("price") && !r.maybe("orders") {
		l.problem(s.at, s.path, "has no revenue: expected the key price (such as 9800/month) or orders")
	}
	if m.Opening.HasPrice && !r.maybe("price") {
		l.problem(s.opening.keyNode("price").at(), s.opening.at("price"), "the segment has no price that its opening base could differ from")
	}
	m.GrossMargin = l.byAge(s, r, "gross_margin")
	m.PaymentFee, _ = r.quantity("payment_fee")
	m.CostToServe = l.byAge(s, r, "cost_to_serve")
	l.retention(s, r.sub("retention"))
	l.reasons(s, r)
	_, m.LikeAverage = r.choice("saved")
	if billing, ok := r.choice("billing"); ok {
		m.UpfrontBills = billing == "upfront"
	}
	if x := r.sub("involuntary"); x != nil {
		m.Involuntary = &sim.Involuntary{}
		m.Involuntary.Failure, _ = x.quantity("failure")
		m.Involuntary.Recovery, _ = x.quantity("recovery")
		s.hasRecovery = x.maybe("recovery")
	}
	if x := r.sub("expansion"); x != nil {
		m.Expansion = &sim.Move{Customers: l.byAge(s, x, "customers")}
		m.Expansion.Size, _ = x.quantity("uplift")
	}
	if x := r.sub("contraction"); x != nil {
		m.Contraction = &sim.Move{}
		if rate, ok := x.quantity("customers"); ok {
			m.Contraction.Customers = sim.ByAge{{Value: rate}}
		}
		m.Contraction.Size, _ = x.quantity("drop")
		if m.Expansion != nil {
			l.movesTogether(x, m.Expansion.Customers, m.Contraction.Customers)
		}
	}
	l.elasticity(s, r.sub("elasticity"))
	l.acquisition(s, r)
	if x := r.sub("winback"); x != nil {
		m.Winback = &sim.Winback{}
		m.Winback.Rate, _ = x.quantity("rate")
		m.Winback.Within, _ = x.whole("within")
	}
}

// opening reads the customer base; tenures are checked once it is known what
// depends on age.
func (l *loader) opening(s *segment, r *record) {
	if r == nil {
		return
	}
	s.opening = r
	o := &s.model.Opening
	s.customers, s.customerOK = r.whole("customers")
	s.hasTenure = r.maybe("tenure")
	o.Price, _ = r.quantity("price")
	o.HasPrice = r.has("price")
	n, path := r.value("tenure")
	switch {
	case n == nil:
		if s.customerOK && s.customers > 0 {
			o.Groups = []sim.TenureGroup{{Customers: float64(s.customers)}}
		}
	case n.kind == mapping:
		l.tenures(s, n, path)
	default:
		if age, ok := l.whole(n, path, takes[whole](r, "tenure")); ok && s.customers > 0 {
			o.Groups = []sim.TenureGroup{{Months: age, Customers: float64(s.customers)}}
		}
	}
}

// tenures reads counts by age, which add up to the customers.
func (l *loader) tenures(s *segment, n *node, path string) {
	t := takes[byMonths](s.opening, "tenure")
	before := l.mistakes
	total := 0.0
	for _, step := range l.byMonths(n, path) {
		count, ok := l.whole(step.value, step.path, t.of.(whole))
		if !ok {
			continue
		}
		total += float64(count)
		if count > 0 {
			s.model.Opening.Groups = append(s.model.Opening.Groups, sim.TenureGroup{Months: step.age, Customers: float64(count)})
		}
	}
	if l.mistakes == before && s.customerOK && total != float64(s.customers) {
		l.problem(n.at(), path, "the counts add up to %s; expected %d, the opening customers", formatPlain(total), s.customers)
	}
}

type ageStep struct {
	age   int
	value *node
	path  string
}

// byMonths reads a mapping from ages, and returns its steps by age.
func (l *loader) byMonths(n *node, path string) []ageStep {
	l.repeats(n, path)
	var steps []ageStep
	at := map[int]bool{}
	for _, e := range n.entries {
		age, err := parseWhole(e.key.text)
		if e.key.quoted && e.key.text == "" || err != nil || !(age >= 0 && age <= maxAge) {
			l.problem(e.key.at(), path, "found the age %s; expected %s", quoteText(e.key.text), whole{0, maxAge}.expected())
			continue
		}
		if at[int(age)] {
			l.problem(e.key.at(), path, "the age %d is there twice", int(age))
			continue
		}
		at[int(age)] = true
		steps = append(steps, ageStep{int(age), e.value, join(path, e.key.text)})
	}
	if len(n.entries) == 0 {
		l.problem(n.at(), path, "is empty; expected at least one age")
	}
	sort.Slice(steps, func(i, j int) bool { return steps[i].age < steps[j].age })
	return steps
}

// byAge reads a number that may be given in steps by age.
func (l *loader) byAge(s *segment, r *record, name string) sim.ByAge {
	n, path := r.value(name)
	if n == nil {
		return nil
	}
	q := takes[quantity](r, name)
	if n.kind != mapping {
		x, ok := l.quantity(n, path, q)
		if !ok {
			return nil
		}
		return sim.ByAge{{Value: x}}
	}
	steps := l.open(n, path, takes[*object](r, name))
	ages, agesPath := steps.value("by_age")
	if ages == nil {
		return nil
	}
	if ages.kind != mapping {
		l.problem(ages.at(), agesPath, "found %s; expected %s", ages.describe(), byMonths{}.expected())
		return nil
	}
	s.byAge = true
	var values sim.ByAge
	for i, step := range l.byMonths(ages, agesPath) {
		if i == 0 && step.age != 0 {
			l.problem(ages.at(), agesPath, "begins at age %d; expected the first age to be 0", step.age)
		}
		x, ok := l.quantity(step.value, step.path, q)
		if ok {
			values = append(values, sim.AgeStep{From: step.age, Value: x})
		}
	}
	return values
}

func (l *loader) orders(s *segment, r *record) {
	if r == nil {
		return
	}
	s.model.Orders = &sim.Orders{Rate: l.byAge(s, r, "rate")}
	s.model.Orders.Value, _ = r.quantity("value")
	s.model.Orders.CV, _ = r.quantity("value_cv")
}

// retention reads the curve. A curve of the wrong kind for its keys is reported
// by key.
func (l *loader) retention(s *segment, r *record) {
	if r == nil {
		return
	}
	m := &s.model.Retention
	if model, ok := r.choice("model"); ok {
		m.Model, s.curve = model, model
		r.narrow(model)
	}
	read := func(name string, to *sim.Quantity) {
		if x, ok := r.quantity(name); ok {
			*to = x
		}
	}
	read("rate", &m.Rate)
	read("alpha", &m.Alpha)
	read("beta", &m.Beta)
	read("theta", &m.Theta)
	read("c", &m.C)
	read("scale", &m.Scale)
	m.HasScale = r.has("scale")
	m.Per = r.wholeOr("per", 0)
	n, path := r.value("rates")
	t := takes[sequence](r, "rates")
	for i, item := range l.items(n, path, t) {
		if x, ok := l.quantity(item, joinIndex(path, i), t.of.(quantity)); ok {
			m.Rates = append(m.Rates, x)
		}
	}
}

func (l *loader) reasons(s *segment, r *record) {
	entries := l.named(r, "reasons")
	s.unsureReasons = r.maybe("reasons") && len(entries) == 0
	t := takes[named](r, "reasons").of.(quantity)
	sum, complete := 0.0, len(entries) > 0
	for _, e := range entries {
		x, ok := l.quantity(e.value, join(r.at("reasons"), e.key.text), t)
		complete = complete && ok
		sum += x.Factor
		s.model.Reasons = append(s.model.Reasons, sim.Reason{Name: e.key.text, Share: x.Factor})
	}
	if complete && !(math.Abs(sum-1) <= 1e-9) {
		l.problem(r.keyNode("reasons").at(), r.at("reasons"), "the shares add up to %s; expected 100%%", formatNumber(sum, true))
	}
}

func (l *loader) elasticity(s *segment, r *record) {
	if r == nil {
		return
	}
	e := &s.model.Elasticity
	e.Acquisition, _ = r.quantity("acquisition")
	l.doubtAcquisition(r.at("acquisition"), e.Acquisition)
	n, _ := r.value("churn")
	switch {
	case n == nil:
	case n.kind == mapping:
		x := r.sub("churn")
		e.Churn, _ = x.quantity("value")
		e.ChurnMonths = x.wholeOr("months", 0)
	default:
		e.Churn, _ = r.quantity("churn")
	}
	l.doubtChurn(r.at("churn"), e.Churn)
}

// checkTenures reports opening bases whose age matters and is not known.
func (l *loader) checkTenures() {
	for i, s := range l.segments {
		if s.opening == nil || s.hasTenure || !s.customerOK || s.customers == 0 {
			continue
		}
		why := ""
		switch {
		case s.curve == "": // reported
		case s.curve != "constant":
			why = fmt.Sprintf("retention is %s", s.curve)
		case s.model.Term > 1:
			why = fmt.Sprintf("the term is %d months", s.model.Term)
		case s.byAge:
			why = "a number is given by_age"
		default:
			why = l.ageDependence(i)
		}
		if why != "" {
			l.problem(s.opening.node.at(), s.opening.path, "key \"tenure\" is missing: the age of the %d customers matters, since %s", s.customers, why)
		}
	}
}

// ageDependence names a change of segment i that depends on age.
func (l *loader) ageDependence(i int) string {
	for _, group := range [][]*initiative{l.initiatives, l.events} {
		for _, in := range group {
			for _, c := range in.changes {
				if !c.segments.has(i) {
					continue
				}
				if c.model.Lever == sim.LeverTerm {
					return fmt.Sprintf("%s changes the term", in.path)
				}
				if c.model.Ages.Limited {
					return fmt.Sprintf("%s has a change limited by age", in.path)
				}
			}
		}
	}
	return ""
}
