package scenarios

import (
	"fmt"

	"holdfast/sim"
)

// Values that are each in their range and together impossible. What is not
// certain is left to the engine, which caps it with a warning.

// movesTogether reports upgrades and downgrades that certainly add up to more
// than all customers in a month: a customer takes at most one of them.
func (l *loader) movesTogether(contraction *record, up, down sim.ByAge) {
	for _, d := range down {
		least, ok := certainly(d.Value)
		if !ok {
			continue
		}
		for _, u := range up {
			x, ok := certainly(u.Value)
			if !ok || x+least <= 1+1e-12 {
				continue
			}
			l.problem(contraction.values["customers"].at(), contraction.at("customers"),
				"expansion of %s and contraction of %s of the customers a month add up to %s; expected at most 100%%",
				formatNumber(x, true), formatNumber(least, true), formatNumber(x+least, true))
			return
		}
	}
}

// certainly returns a number per month that is certain.
func certainly(q sim.Quantity) (x float64, ok bool) {
	return monthly(q.Unit)(q.Factor), q.Input == 0
}

// vanishing reports a change that certainly takes what divides to 0: the cac of
// a spend channel, or a price of which a negative power is taken.
func (l *loader) vanishing(in *initiative, c *change) {
	lever := c.model.Lever
	if !c.ok || lever != sim.LeverCAC && lever != sim.LeverPrice || !c.model.Ages.Has(0) ||
		!l.reachesFull(in.model) || in.adjusts(c) {
		return
	}
	for i, s := range l.segments {
		if !c.segments.has(i) {
			continue
		}
		what, why := "", ""
		switch lever {
		case sim.LeverPrice:
			elasticity := s.model.Elasticity.Acquisition
			if elasticity.Input == 0 && elasticity.Factor < 0 && vanishes(c.model, s.model.Price) {
				what = fmt.Sprintf("the price of segment %q", s.model.Name)
				why = fmt.Sprintf("the segment's elasticity.acquisition of %s needs a price above 0", formatPlain(elasticity.Factor))
			}
		case sim.LeverCAC:
			for j, channel := range s.model.Channels {
				if channel.Kind == sim.ChannelSpend && s.hasCAC[j] && of(c, channel.Name) && vanishes(c.model, channel.CAC) {
					what = fmt.Sprintf("the cac of channel %q of segment %q", channel.Name, s.model.Name)
					why = "spend is divided by it, so it must stay above 0"
					break
				}
			}
		}
		if what != "" {
			l.problem(c.amount.at(), c.amountPath, "takes %s to 0 or below; %s", what, why)
			return
		}
	}
}

// vanishes reports whether a change in full takes an input to 0 or below for
// certain.
func vanishes(c sim.Change, input sim.Quantity) bool {
	x, ok := certainly(c.Value)
	if !ok {
		return false
	}
	switch c.Op {
	case sim.OpReduce:
		return x >= 1
	case sim.OpIncrease:
		return x <= -1
	case sim.OpTo:
		return x <= 0
	}
	v, ok := certainly(input)
	return ok && v > 0 && v+x <= 0
}

// reachesFull reports whether an initiative gets to its full effect on all
// customers within the horizon.
func (l *loader) reachesFull(m *sim.Initiative) bool {
	ramp := max(1, m.Ramp)
	if m.HasReach {
		if x, ok := certainly(m.ReachCustomers); !ok || x < 1 {
			return false
		}
	}
	return (m.Months == 0 || m.Months >= ramp) && m.StartsTo+ramp-1 <= l.model.Months
}

// adjusts reports whether the initiative has another change of the lever, whose
// effect would have to be counted in.
func (in *initiative) adjusts(c *change) bool {
	for _, other := range in.changes {
		if other != c && other.model.Lever == c.model.Lever {
			return true
		}
	}
	return false
}

// idle reports whether a list or mapping that is there has nothing in it.
func (r *record) idle(name string) bool {
	if r.guess[name] {
		return false
	}
	n := r.values[name]
	return n == nil || n.trouble == "" && (n.empty() || n.kind != scalar && len(n.items) == 0 && len(n.entries) == 0 && len(n.repeated) == 0)
}
