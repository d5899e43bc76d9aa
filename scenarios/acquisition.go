package scenarios

import "holdfast/sim"

// acquisition reads a segment's channels.
func (l *loader) acquisition(s *segment, r *record) {
	entries := l.named(r, "acquisition")
	s.unsureChannels = l.unsure[r.at("acquisition")]
	for _, e := range entries {
		c := l.open(e.value, join(r.at("acquisition"), e.key.text), channelKeys)
		if c == nil {
			s.unsureChannels = true
			continue
		}
		channel, hasCAC, ok := l.channel(c)
		if !ok {
			s.unsureChannels = true
		}
		channel.Name = e.key.text
		s.model.Channels = append(s.model.Channels, channel)
		s.hasCAC = append(s.hasCAC, hasCAC)
	}
}

// channel reads one channel, whose keys tell its kind; ok is false where they
// do not.
func (l *loader) channel(r *record) (c sim.Channel, hasCAC, ok bool) {
	kind, ok := r.theOne("does not say what brings customers")
	if !ok {
		return c, r.maybe("cac"), false
	}
	r.narrow(kind)
	cac := takes[quantity](r, "cac")
	switch kind {
	case "spend":
		c.Kind = sim.ChannelSpend
		cac = spendCAC
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
	return c, r.maybe("cac"), true
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
