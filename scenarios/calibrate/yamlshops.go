package calibrate

import (
	"fmt"
	"math"
	"strings"

	"holdfast/scenarios/calibrate/purchase"
)

// shops writes the segments of orders.
func (p *planText) shops() string {
	var b strings.Builder
	for i := range p.r.Shops {
		s := &p.r.Shops[i]
		line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
		p.aboutShop(s, line)
		var levels []orderLevel
		for k := range s.Classes {
			levels = append(levels, p.level(s, s.ids[k], s.Spread[k]))
			p.class(s, &s.Classes[k], s.ids[k], levels[k].name, line)
		}
		if s.NewOnes != nil {
			id := s.ids[len(s.ids)-1]
			levels = append(levels, p.level(s, id, 0))
			p.class(s, s.NewOnes, id, levels[len(levels)-1].name, line)
		}
		p.correlate(s, levels)
	}
	return b.String()
}

// aboutShop says what was fitted.
func (p *planText) aboutShop(s *Shop, line func(string, ...any)) {
	unit := "weeks"
	if s.Unit == 1 {
		unit = "days"
	}
	m := s.BGNBD
	line("  # Orders of %s: BG/NBD (time in %s) on %s customers with %s repeat purchases:", comment(s.Name), unit, number(m.Customers), number(m.Repeats))
	line("  #   r %s, alpha %s, a %s, b %s; log-likelihood %.2f", number(m.R), number(m.Alpha), number(m.A), number(m.B), m.LogLik)
	if g := s.GammaGamma; g != nil {
		line("  # Gamma-Gamma on %s customers with repeat purchases: p %s, q %s, v %s; log-likelihood %.2f", number(g.Customers), number(g.P), number(g.Q), number(g.V), g.LogLik)
	}
	line("  # Segments are RFM classes whose order rates differ. The customers of a class are those expected to be alive,")
	line("  # all with age 0 whenever they joined: ages are months from now. Retention and rates are BG/NBD's expectation.")
}

// orderLevel is the assumption that multiplies the order rates of a class; shared
// is the part of its deviation that all classes have in common.
type orderLevel struct {
	name   string // "" for none
	shared float64
}

// level writes the assumption that carries what is not known about the order rates
// of a class: the fit's sampling error, common to all, and its own customers.
func (p *planText) level(s *Shop, id string, own float64) orderLevel {
	common := s.Level
	if math.IsNaN(common) {
		common = 0
	}
	sd := math.Hypot(common, own)
	if !(sd > 0.0005) {
		return orderLevel{}
	}
	law := "normal"
	if sd > 0.15 {
		law = "lognormal"
	}
	name := p.assume(id+"_orders_level", fmt.Sprintf("%s(1, %s)", law, short(sd)), "Level of order rates, "+id,
		fmt.Sprintf("%s: sampling error of the fit, and what is not known about these customers", p.r.sourceOf("transactions")))
	return orderLevel{name, math.Min(common/sd, 0.97)}
}

// correlate writes the rank correlations that the common part makes; for two
// normal scores with correlation r they are 6/pi asin(r/2).
func (p *planText) correlate(s *Shop, levels []orderLevel) {
	for i, a := range levels {
		for _, b := range levels[:i] {
			if r := a.shared * b.shared; r > 0.005 {
				p.correlations = append(p.correlations, fmt.Sprintf("  - [%s, %s, %.3f]", b.name, a.name, 6/math.Pi*math.Asin(r/2)))
			}
		}
	}
}

func (p *planText) class(s *Shop, c *purchase.Class, id, level string, line func(string, ...any)) {
	line("  %s:", id)
	called := strings.NewReplacer("_and_", ", ", "_", " ").Replace(c.Name)
	if len(p.r.Shops) > 1 {
		called = s.Name + ": " + called
	}
	line("    title: %s", title(called, id))
	if c.Customers > 0 {
		line("    opening: {customers: %d, tenure: 0}  # %s seen, %s expected to be alive", c.Customers, number(c.Observed), number(c.Alive))
	}
	var rates []string
	for age, rate := range c.Rate {
		text := number(rate) + "/month"
		if level != "" {
			text = fmt.Sprintf("%s * %s/month", level, number(rate))
		}
		rates = append(rates, fmt.Sprintf("%d: %s", age, text))
	}
	value := number(c.Value)
	if se := c.Value * c.ValueCV / math.Sqrt(math.Max(c.Observed, s.BGNBD.Customers)); se > 0 && c.Value > 8*se {
		value = p.assume(id+"_order_value", fmt.Sprintf("normal(%s, %s)", number(c.Value), number(se)), "Value of an order, "+called,
			p.r.sourceOf("transactions"))
	}
	line("    orders:")
	line("      rate:")
	line("        by_age:")
	for _, text := range rates {
		line("          %s", text)
	}
	line("      value: %s", value)
	line("      value_cv: %s", number(c.ValueCV))
	line("    gross_margin: gross_margin")
	var hazards []string
	for _, h := range c.Retention {
		hazards = append(hazards, number(h))
	}
	line("    retention: {model: table, rates: [%s]}", strings.Join(hazards, ", "))
	if s.NewOnes == c && p.r.channelsFeedShop() {
		p.channels(1, line)
		return
	}
	if j := s.Joiners; s.NewOnes == c && j != nil {
		name := p.assume(id+"_joiners", p.rate(j)+"/month", "New customers a month, "+s.Name,
			fmt.Sprintf("%s: first purchases of %v to %v", p.r.sourceOf("transactions"), j.first(), j.last()))
		line("    acquisition:")
		line("      joiners: {customers: %s%s}", name, j.dispersion())
	}
}

// channelsFeedShop reports whether the channels of a file of acquisition bring the
// new customers of the one shop: where no segment pays a recurring price.
func (r *Result) channelsFeedShop() bool {
	for i := range r.Segments {
		if r.Segments[i].inPlan(r) {
			return false
		}
	}
	return len(r.Channels) > 0 && len(r.Shops) == 1
}
