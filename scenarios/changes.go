package scenarios

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"holdfast/sim"
)

// change is a change with the segments in which it acts on something.
type change struct {
	model    sim.Change
	at       place
	path     string
	segments set // of indexes of the segments that it touches

	amount     *node // says by how much; nil where it is missing
	amountPath string

	ok bool
}

// set is a set of small numbers.
type set []uint64

func (s *set) add(i int) {
	for len(*s) <= i/64 {
		*s = append(*s, 0)
	}
	(*s)[i/64] |= 1 << (i % 64)
}

func (s set) has(i int) bool { return i/64 < len(s) && s[i/64]>>(i%64)&1 == 1 }

// common calls f for the numbers that are in both, until it returns false.
func (s set) common(t set, f func(i int) bool) {
	for k := range min(len(s), len(t)) {
		for both := s[k] & t[k]; both != 0; both &= both - 1 {
			if !f(64*k + bits.TrailingZeros64(both)) {
				return
			}
		}
	}
}

// change reads one change of an initiative. A change without a known lever is
// nil: nothing more can be said about it.
func (l *loader) change(in *initiative, owner *record, n *node, path string) *change {
	before := l.mistakes
	r := l.open(n, path, changeKeys)
	if r == nil {
		return nil
	}
	name, ok := r.choice("lever")
	if !ok {
		l.unlevered(r)
		return nil
	}
	lever, _ := sim.ParseLever(name)
	c := &change{at: n.at(), path: path, model: sim.Change{Lever: lever}, ok: true}
	l.limits(c, r)
	op, _ := r.theOne("does not say by how much")
	if op != "" {
		c.amount, c.amountPath = r.values[op], r.at(op)
	}
	c.segments = l.touched(in, c, r, op)
	if lever == sim.LeverTerm {
		l.term(c, owner, r, op)
	} else {
		l.amount(c, r, op)
	}
	c.ok = l.mistakes == before
	return c
}

// unlevered reads what can be read of a change whose lever is not known, so that
// its assumptions count as used.
func (l *loader) unlevered(r *record) {
	r.quantity("reduce")
	r.quantity("increase")
	for _, name := range []string{"add", "to"} {
		if n, path := r.value(name); n != nil {
			l.number(n, path, changeQuantity)
		}
	}
}

// limits reads what narrows a change down: channel, reason, age, existing.
func (l *loader) limits(c *change, r *record) {
	lever := c.model.Lever
	refuse := func(name string, levers func(sim.Lever) bool) bool {
		if !r.has(name) {
			return true
		}
		if levers(lever) {
			return false
		}
		var allowed []string
		for i, known := range sim.Levers() {
			if levers(sim.Lever(i)) {
				allowed = append(allowed, known)
			}
		}
		l.problem(r.keyNode(name).at(), r.path, "lever %s takes no key %q; it belongs to %s", lever, name, strings.Join(allowed, ", "))
		return true
	}
	if !refuse("channel", sim.Lever.OfChannel) {
		c.model.Channel = r.text("channel")
	}
	if !refuse("reason", func(l sim.Lever) bool { return l == sim.LeverChurn }) {
		c.model.Reason = r.text("reason")
	}
	if !refuse("age", sim.Lever.LimitedByAge) {
		n, path := r.value("age")
		if n != nil {
			c.model.Ages, _ = l.ages(n, path)
			c.model.Ages.Limited = true
		}
	}
	if !refuse("existing", func(l sim.Lever) bool { return l == sim.LeverPrice }) {
		if when, ok := r.choice("existing"); ok {
			c.model.Existing = map[string]sim.Existing{"at_renewal": sim.ExistingAtRenewal,
				"at_once": sim.ExistingAtOnce, "never": sim.ExistingNever}[when]
		}
	}
}

// touched returns the segments in which the change acts on something that is
// there, and reports one that does so in none.
func (l *loader) touched(in *initiative, c *change, r *record, op string) set {
	var touched set
	lacks := ""
	for _, i := range in.model.Segments {
		if lack := l.segments[i].lacks(c, op); lack == "" {
			touched.add(i)
		} else if lacks == "" {
			lacks = lack
		}
	}
	if len(touched) > 0 || len(in.model.Segments) == 0 || !in.complete {
		return touched
	}
	switch {
	case c.model.Channel != "" && r.has("channel"):
		if known := l.channels(in, c.model.Lever); !slices.Contains(known, c.model.Channel) {
			n, path := r.value("channel")
			l.problem(n.at(), path, "unknown channel %s%s", quoteText(c.model.Channel), didYouMean(c.model.Channel, "channels with "+c.model.Lever.String(), known))
			return nil
		}
	case c.model.Reason != "":
		n, path := r.value("reason")
		known := l.reasonNames(in)
		hint := didYouMean(c.model.Reason, "reasons", known)
		if len(known) == 0 {
			hint = "; none of its segments has reasons"
		}
		l.problem(n.at(), path, "unknown reason %s%s", quoteText(c.model.Reason), hint)
		return nil
	}
	n, path := r.value("lever")
	if n != nil {
		l.problem(n.at(), path, "touches nothing: none of its segments has %s", lacks)
	}
	return nil
}

// lacks names what the segment would need for the change to act on; "" where it
// is there. Parts that were reported as wrong count as there.
func (s *segment) lacks(c *change, op string) string {
	m, r := s.model, s.record
	if r == nil {
		return ""
	}
	relative := op == "reduce" || op == "increase"
	part := func(name string) string {
		if r.maybe(name) {
			return ""
		}
		return name
	}
	switch c.model.Lever {
	case sim.LeverChurn:
		if c.model.Reason == "" || s.unsureReasons || slices.ContainsFunc(m.Reasons, func(x sim.Reason) bool { return x.Name == c.model.Reason }) {
			return ""
		}
		return fmt.Sprintf("the reason %q", c.model.Reason)
	case sim.LeverInvoluntary:
		return part("involuntary")
	case sim.LeverRecovery:
		if m.Involuntary != nil && relative && !s.hasRecovery {
			return "a recovery"
		}
		return part("involuntary")
	case sim.LeverPrice:
		if m.HasPrice && m.Price.Input == 0 && m.Price.Factor == 0 && m.Price.Unit != (sim.Unit{}) {
			return "a price above 0"
		}
		return part("price")
	case sim.LeverOrderValue, sim.LeverOrderRate:
		return part("orders")
	case sim.LeverExpansion:
		return part("expansion")
	case sim.LeverContraction:
		return part("contraction")
	case sim.LeverWinback:
		return part("winback")
	case sim.LeverCostToServe:
		if !relative {
			return ""
		}
		return part("cost_to_serve")
	case sim.LeverCAC, sim.LeverSpend, sim.LeverCustomers, sim.LeverReferral:
		return s.lacksChannel(c.model.Lever, c.model.Channel)
	}
	return ""
}

func (s *segment) lacksChannel(lever sim.Lever, name string) string {
	if s.unsureChannels {
		return ""
	}
	for i := range s.model.Channels {
		if s.hasLever(i, lever) && (name == "" || s.model.Channels[i].Name == name) {
			return ""
		}
	}
	what := map[sim.Lever]string{sim.LeverCAC: "a channel with a cac", sim.LeverSpend: "a channel of spend",
		sim.LeverCustomers: "a channel of customers", sim.LeverReferral: "a channel of a rate"}[lever]
	if name != "" {
		what += fmt.Sprintf(" named %q", name)
	}
	return what
}

// hasLever reports whether a lever acts on channel i.
func (s *segment) hasLever(i int, lever sim.Lever) bool {
	kind := s.model.Channels[i].Kind
	switch lever {
	case sim.LeverCAC:
		return s.hasCAC[i]
	case sim.LeverSpend:
		return kind == sim.ChannelSpend
	case sim.LeverCustomers:
		return kind == sim.ChannelVolume
	}
	return kind == sim.ChannelRate
}

// channels lists the channels that a lever could act on.
func (l *loader) channels(in *initiative, lever sim.Lever) []string {
	var known []string
	for _, i := range in.model.Segments {
		s := l.segments[i]
		for j, c := range s.model.Channels {
			if s.hasLever(j, lever) && !slices.Contains(known, c.Name) {
				known = append(known, c.Name)
			}
		}
	}
	return known
}

func (l *loader) reasonNames(in *initiative) []string {
	var known []string
	for _, i := range in.model.Segments {
		for _, reason := range l.segments[i].model.Reasons {
			if !slices.Contains(known, reason.Name) {
				known = append(known, reason.Name)
			}
		}
	}
	return known
}

// term reads a change of the term, which is a whole number of months at once.
func (l *loader) term(c *change, owner *record, r *record, op string) {
	for _, name := range []string{"ramp", "fade", "reach"} {
		if owner.has(name) {
			// At one place, so that it is reported once for all changes.
			l.problem(owner.keyNode(name).at(), owner.path, "a change of the term takes no %s; a share of the customers is a segment of its own", name)
		}
	}
	if op != "to" {
		if op != "" {
			l.problem(r.keyNode(op).at(), r.path, "a change of the term takes to: a number of months, not %s", op)
		}
		return
	}
	c.model.Op = sim.OpTo
	n, path := r.value("to")
	if n == nil {
		return
	}
	if x, ok := l.whole(n, path, months); ok {
		c.model.Value = sim.Const(float64(x))
	}
}

// amount reads by how much a lever changes.
func (l *loader) amount(c *change, r *record, op string) {
	var q quantity
	switch op {
	case "":
		return
	case "reduce":
		c.model.Op = sim.OpReduce
		c.model.Value, _ = r.quantity("reduce")
		return
	case "increase":
		c.model.Op = sim.OpIncrease
		c.model.Value, _ = r.quantity("increase")
		return
	case "add":
		c.model.Op = sim.OpAdd
		q = l.leverQuantity(c)
		q.points = q.percent
		q.within = anyNumber
		if q.unit == probabilityPerTime {
			q.unit, q.within.Range = pointsPerTime, sim.Range{Lo: -1, Hi: 1}
		}
	case "to":
		c.model.Op = sim.OpTo
		q = l.leverQuantity(c)
	}
	if c.model.Reason != "" {
		l.problem(r.keyNode(op).at(), r.path, "a change of one reason is reduce or increase, not %s", op)
		return
	}
	n, path := r.value(op)
	if n == nil {
		return
	}
	if c.model.Lever == sim.LeverChurn {
		l.churnAmount(c, n, path, q)
		return
	}
	c.model.Value, _ = l.quantity(n, path, q)
}

// leverQuantity is what "to" takes: the input's own range and unit.
func (l *loader) leverQuantity(c *change) quantity {
	switch c.model.Lever {
	case sim.LeverChurn, sim.LeverInvoluntary, sim.LeverExpansion, sim.LeverContraction, sim.LeverWinback:
		return chance
	case sim.LeverRecovery:
		return share
	case sim.LeverGrossMargin:
		return quantity{within: margin, percent: true}
	case sim.LeverReferral:
		return referralRate
	case sim.LeverOrderRate:
		return orderRate
	case sim.LeverOrderValue:
		return perOrder
	case sim.LeverPrice, sim.LeverCostToServe:
		return perCustomer
	case sim.LeverCAC:
		for i := range l.segments {
			if !c.segments.has(i) {
				continue
			}
			for j, channel := range l.segments[i].model.Channels {
				if channel.Kind == sim.ChannelSpend && l.segments[i].hasCAC[j] &&
					(c.model.Channel == "" || c.model.Channel == channel.Name) {
					return spendCAC
				}
			}
		}
		return perJoiner
	}
	return moneyPerTime // spend, customers
}

// churnAmount reads add and to of churn: per time, or per renewal on curves
// that have no unit of time.
func (l *loader) churnAmount(c *change, n *node, path string, q quantity) {
	v, ok := l.number(n, path, q)
	if !ok {
		return
	}
	if v.months == 0 {
		for i, s := range l.segments {
			if c.segments.has(i) && s.curve == "constant" {
				l.problem(n.at(), path, "found %s, without a unit, but the churn of segment %q is per time; write %s/month or %s/year",
					quoteBare(n.text), s.model.Name, cutUnit(n.text), cutUnit(n.text))
				return
			}
		}
		q.unit, q.per = noUnit, "renewal"
	}
	c.model.Value, _ = l.checked(n, path, q, v)
}
