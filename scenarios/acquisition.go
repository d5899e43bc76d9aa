package scenarios

import "holdfast/sim"

// acquisition reads a segment's channels.
func (l *loader) acquisition(s *segment, r *record) {
	for _, e := range l.named(r, "acquisition") {
		c := l.open(e.value, join(r.at("acquisition"), e.key.text), channelKeys)
		if c == nil {
			continue
		}
		channel, hasCAC := l.channel(c)
		channel.Name = e.key.text
		s.model.Channels = append(s.model.Channels, channel)
		s.hasCAC = append(s.hasCAC, hasCAC)
	}
}

// channel reads one channel, whose keys tell its kind.
func (l *loader) channel(r *record) (c sim.Channel, hasCAC bool) {
	kind := l.channelKind(r)
	if kind == "" {
		return c, false
	}
	r.narrow(kind)
	cac := takes[quantity](r, "cac")
	switch kind {
	case "spend":
		c.Kind = sim.ChannelSpend
		cac = spendCAC
		if !r.maybe("cac") {
			l.problem(r.node.at(), r.path, "key \"cac\" is missing; a channel of spend needs the cost of acquiring a customer")
		}
	case "customers":
		c.Kind = sim.ChannelVolume
	case "rate":
		c.Kind = sim.ChannelRate
	}
	c.CAC, _ = r.quantityOf("cac", cac)
	c.Saturation, _ = r.quantity("saturation")
	spend := takes[quantity](r, "spend")
	if c.Saturation != (sim.Quantity{}) {
		spend.within = positive
	}
	c.Spend, _ = r.quantityOf("spend", spend)
	c.Lag = r.wholeOr("lag", 0)
	c.Customers, _ = r.quantity("customers")
	c.Growth, _ = r.quantity("growth")
	c.Rate, _ = r.quantity("rate")
	c.Dispersion, _ = r.quantity("dispersion")
	l.seasonality(r, &c)
	return c, r.has("cac")
}

// channelKind returns the one key of spend, customers and rate that is there.
func (l *loader) channelKind(r *record) string {
	var there []string
	for _, name := range []string{"spend", "customers", "rate"} {
		if r.has(name) {
			there = append(there, name)
		}
	}
	if len(there) == 0 {
		for _, name := range []string{"spend", "customers", "rate"} {
			if r.guess[name] {
				return ""
			}
		}
		l.problem(r.node.at(), r.path, "does not say what brings customers; expected one of the keys spend (with cac), customers, rate")
		return ""
	}
	if len(there) > 1 {
		l.problem(r.keyNode(there[1]).at(), r.path, "has both %s and %s; a channel has one of the keys spend, customers, rate", there[0], there[1])
		return ""
	}
	return there[0]
}

func (l *loader) seasonality(r *record, c *sim.Channel) {
	n, path := r.value("seasonality")
	if n == nil {
		return
	}
	t := takes[factors](r, "seasonality")
	if n.kind != list || len(n.items) != t.n {
		found := n.describe()
		if n.kind == list {
			found = "a list of " + formatPlain(float64(len(n.items)))
		}
		l.problem(n.at(), path, "found %s; expected %s, January first", found, t.expected())
		return
	}
	for i, item := range n.items {
		if x, ok := l.quantity(item, joinIndex(path, i), t.each); ok {
			c.Seasonality = append(c.Seasonality, x.Factor)
		}
	}
	if l.model.Start == (sim.YearMonth{}) && !l.noStart {
		l.noStart = true
		l.problem(n.at(), path, "a season needs the plan's start; write start: YYYY-MM")
	}
}
