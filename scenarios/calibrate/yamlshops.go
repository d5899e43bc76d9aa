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
		level := p.level(s, i)
		for k := range s.Classes {
			p.class(s, &s.Classes[k], s.ids[k], level, line)
		}
		if s.NewOnes != nil {
			p.class(s, s.NewOnes, s.ids[len(s.ids)-1], level, line)
		}
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

// level is the assumption that carries the sampling error of the rates, "" without
// one.
func (p *planText) level(s *Shop, i int) string {
	if !(s.Level > 0.0005) {
		return ""
	}
	name := "orders_level"
	if len(p.r.Shops) > 1 {
		name = fmt.Sprintf("orders_level_%d", i+1)
	}
	law := "normal"
	if s.Level > 0.15 {
		law = "lognormal"
	}
	return p.assume(name, fmt.Sprintf("%s(1, %s)", law, short(s.Level)), "Level of order rates, "+s.Name,
		fmt.Sprintf("%s: customers resampled %d times", p.r.sourceOf("transactions"), levelReplicates))
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
	if j := s.Joiners; s.NewOnes == c && j != nil {
		name := p.assume(id+"_joiners", p.rate(j)+"/month", "New customers a month, "+s.Name,
			fmt.Sprintf("%s: first purchases of %v to %v", p.r.sourceOf("transactions"), j.first(), j.last()))
		line("    acquisition:")
		line("      joiners: {customers: %s%s}", name, j.dispersion())
	}
}
