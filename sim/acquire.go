package sim

import (
	"math"

	"holdfast/sim/variate"
)

// acquire draws the new customers of a month and books what they cost.
func (l *lane) acquire(s *step) float64 {
	w, f := l.w, l.w.future
	total := 0.0
	crowd := f.shock(l.seg, LeverCustomers, s.t) * l.acquisitionFactor()
	for i := range l.seg.Channels {
		mean := l.channelMean(i, s.t, true) * crowd
		n := mean
		if w.p.m.Noise == NoiseCustomers {
			n = w.arrivals[i].draw(mean, l.base.channels[i].dispersion, w.first)
		}
		cost := l.channelCost(i, s.t, n)
		s.acquisitionCost += cost
		l.spentTotal += l.paidFor(i, s.t, cost)
		total += n
	}
	return total
}

// acquisitionFactor is what the list price multiplies every channel's mean by.
func (l *lane) acquisitionFactor() float64 {
	if e := l.base.acquire; e != 0 && l.inputs.list != 1 {
		return math.Pow(l.inputs.list, e)
	}
	return 1
}

// arrival is the luck of one channel in one month, shared by all scenarios, and
// what the first of them made of it.
type arrival struct {
	at      variate.Point
	mean, k float64
}

func (a *arrival) draw(mean, dispersion float64, first bool) float64 {
	if !first && mean == a.mean {
		return a.k
	}
	k := mean
	if mean <= maxCount { // else the trial is given up
		k = variate.NegBinomial(mean, max(1, dispersion), &a.at)
	}
	if first {
		a.mean, a.k = mean, k
	}
	return k
}

// channelMean is the expected number of customers that channel i brings in
// month t, before the price's and the market's effect on it.
func (l *lane) channelMean(i, t int, shocked bool) float64 {
	c, d := &l.seg.Channels[i], &l.base.channels[i]
	switch c.Kind {
	case ChannelVolume:
		v := d.customers
		if d.growth != 0 {
			v *= math.Pow(1+d.growth, float64(t-1))
		}
		if c.Seasonality != nil {
			v *= c.Seasonality[(l.w.p.m.Start.Month-1+t-1)%12]
		}
		return l.lever(LeverCustomers, v, 0, t, i)
	case ChannelRate:
		return l.lever(LeverReferral, d.rate, 0, t, i) * l.opening(t)
	}
	from := t - c.Lag
	if from < 1 {
		return broughtBy(d.spend, d.spend, d.cac, d.saturation)
	}
	spend, cac := l.spending(i, from, shocked)
	return broughtBy(spend, d.spend, cac, d.saturation)
}

// spending is a spend channel's spend and its cac at the plan's own spend, in
// month t.
func (l *lane) spending(i, t int, shocked bool) (spend, cac float64) {
	d := &l.base.channels[i]
	spend = l.lever(LeverSpend, d.spend, 0, t, i)
	return spend, l.cac(i, t, shocked)
}

// cac is a channel's cost per customer in month t; of a spend channel, at the
// plan's own spend.
func (l *lane) cac(i, t int, shocked bool) float64 {
	if l.free(i) {
		return 0
	}
	v := l.lever(LeverCAC, l.base.channels[i].cac, 0, t, i)
	if shocked {
		v *= l.w.future.shock(l.seg, LeverCAC, t)
	}
	return v
}

// free reports whether channel i has no cac that a change could act on: none of
// its own, and no change that names it.
func (l *lane) free(i int) bool {
	if l.seg.Channels[i].CAC != (Quantity{}) {
		return false
	}
	for j := range l.effects[LeverCAC] {
		if l.effects[LeverCAC][j].channel == i {
			return false
		}
	}
	return true
}

// broughtBy is spend / CAC where the average CAC is cac x (spend/own)^saturation.
func broughtBy(spend, own, cac, saturation float64) float64 {
	if spend <= 0 {
		return 0
	}
	if saturation != 0 && spend != own {
		cac *= math.Pow(spend/own, saturation)
	}
	return spend / cac
}

// channelCost is what channel i costs in month t, in which it brings n.
func (l *lane) channelCost(i, t int, n float64) float64 {
	if l.seg.Channels[i].Kind == ChannelSpend {
		return l.lever(LeverSpend, l.base.channels[i].spend, 0, t, i)
	}
	return n * l.cac(i, t, true)
}

// paidFor is what was spent on the customers that channel i brings in month t,
// whenever it was spent; cost is what the channel costs in that month.
func (l *lane) paidFor(i, t int, cost float64) float64 {
	c := &l.seg.Channels[i]
	if c.Kind == ChannelSpend && c.Lag > 0 {
		if from := t - c.Lag; from >= 1 {
			return l.lever(LeverSpend, l.base.channels[i].spend, 0, from, i)
		}
		return l.base.channels[i].spend
	}
	return cost
}

// opening is the number of customers at the start of month t.
func (l *lane) opening(t int) float64 {
	if t == 1 {
		n := 0.0
		for _, x := range l.seg.opening {
			n += x
		}
		return n
	}
	return l.months[MeasureClosing][t-2]
}

// acquisition holds a month's expectations given the inputs, shocks at 1.
type acquisition struct {
	joining         float64 // customers who join in the month
	cost, new       float64 // spend of the month and the customers that it brings
	paidCost, paid  float64 // of the channels that cost something
	spend, marginal float64 // spend channels: spend, and new x (1 - saturation)
}

func (a *acquisition) add(b *acquisition) {
	a.joining += b.joining
	a.cost += b.cost
	a.new += b.new
	a.paidCost += b.paidCost
	a.paid += b.paid
	a.spend += b.spend
	a.marginal += b.marginal
}

// expectations are those of month t.
func (l *lane) expectations(t int) acquisition {
	var a acquisition
	factor := l.acquisitionFactor()
	for i := range l.seg.Channels {
		c, d := &l.seg.Channels[i], &l.base.channels[i]
		joining := l.channelMean(i, t, false) * factor
		a.joining += joining
		if c.Kind == ChannelSpend {
			spend, cac := l.spending(i, t, false)
			n := broughtBy(spend, d.spend, cac, d.saturation) * factor
			a.cost += spend
			a.new += n
			if spend > 0 {
				a.paidCost += spend
				a.paid += n
			}
			a.spend += spend
			a.marginal += n * (1 - d.saturation)
			continue
		}
		cost := joining * l.cac(i, t, false)
		a.cost += cost
		a.new += joining
		if cost > 0 {
			a.paidCost += cost
			a.paid += joining
		}
	}
	return a
}
