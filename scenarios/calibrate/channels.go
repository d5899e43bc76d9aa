package calibrate

import (
	"math"
	"slices"
)

// A Channel is what a file of acquisition says about one source of customers.
type Channel struct {
	Name, ID string
	Months   int // with spend or customers, whatever their number
	Paid     int // with spend: the others are free customers, no CAC of 0
	Spend    float64
	New      float64 // all customers of the months with spend
	Free     float64 // customers of months without spend

	CAC float64 // spend over customers of the months with spend; NaN where there is none
	// SE is the standard error of CAC as a ratio of two sums over months:
	// sqrt(sum (spend - CAC new)^2 / (n (n-1))) / mean new, and at least
	// CAC/sqrt(new), the luck of counting. NaN below two months.
	SE float64
	// Saturation is s in CAC = cac (spend/spend0)^s: 1 less the slope of log new on
	// log spend, months weighted by their customers. NaN where spend varies too
	// little to show it.
	Saturation, SaturationSE float64

	RecentSpend float64 // mean of the last twelve months of the file, Recent in number
	RecentNew   float64 // likewise
	// RecentSE is the standard error of RecentNew, at least that of a Poisson count.
	RecentSE         float64
	Recent           int
	RecentAt, LastAt Month // the first and the last of those months
}

// channelMonth is one month of one channel.
type channelMonth struct {
	month      Month
	spend, new float64
}

const (
	// leastSaturationMonths and leastSpendSpread are what an exponent needs: that
	// many months, with that standard deviation of log spend.
	leastSaturationMonths = 8
	leastSpendSpread      = 0.15
)

// channelOf sums up the months of a channel; last is the last month of the file.
func channelOf(name string, months []channelMonth, last Month) Channel {
	c := Channel{Name: name, CAC: math.NaN(), SE: math.NaN(), Saturation: math.NaN(), SaturationSE: math.NaN(), Months: len(months)}
	var paid []channelMonth
	first := last
	for _, m := range months {
		first = min(first, m.month)
		if m.month > last-12 {
			c.RecentSpend += m.spend
			c.RecentNew += m.new
		}
		if m.spend > 0 {
			paid = append(paid, m)
			c.Spend += m.spend
			c.New += m.new
		} else {
			c.Free += m.new
		}
	}
	c.Recent = int(min(12, last-first+1))
	c.RecentAt, c.LastAt = last-Month(c.Recent)+1, last
	recent := float64(c.Recent)
	c.RecentSpend /= recent
	c.RecentNew /= recent
	var counts Moments
	for m := c.RecentAt; m <= last; m++ {
		n := 0.0 // a month that the file does not have
		if i := slices.IndexFunc(months, func(x channelMonth) bool { return x.month == m }); i >= 0 {
			n = months[i].new
		}
		counts.add(n)
	}
	c.RecentSE = math.Sqrt(c.RecentNew / recent)
	if counts.N >= 2 {
		c.RecentSE = max(c.RecentSE, counts.SE())
	}
	c.Paid = len(paid)
	if c.Spend == 0 || c.New == 0 {
		return c
	}
	c.CAC = c.Spend / c.New
	if n := float64(len(paid)); n >= 2 {
		sum := 0.0
		for _, m := range paid {
			d := m.spend - c.CAC*m.new
			sum += d * d
		}
		c.SE = max(math.Sqrt(sum/(n*(n-1)))/(c.New/n), c.CAC/math.Sqrt(c.New))
	}
	c.saturate(paid)
	return c
}

// saturate estimates the exponent of diminishing returns by a regression in
// logs, where spend varies enough. A month without customers has no logarithm and
// is left out.
func (c *Channel) saturate(paid []channelMonth) {
	var x, y, w []float64
	for _, m := range paid {
		if m.new > 0 {
			x, y, w = append(x, math.Log(m.spend)), append(y, math.Log(m.new)), append(w, m.new)
		}
	}
	if len(x) < leastSaturationMonths {
		return
	}
	weight, mx, my := 0.0, 0.0, 0.0
	for i := range x {
		weight += w[i]
		mx += w[i] * x[i]
		my += w[i] * y[i]
	}
	mx /= weight
	my /= weight
	sxx, sxy, plain := 0.0, 0.0, Moments{}
	for i := range x {
		sxx += w[i] * (x[i] - mx) * (x[i] - mx)
		sxy += w[i] * (x[i] - mx) * (y[i] - my)
		plain.add(x[i])
	}
	if plain.SD() < leastSpendSpread {
		return
	}
	slope, rest := sxy/sxx, 0.0
	for i := range x {
		r := y[i] - my - slope*(x[i]-mx)
		rest += w[i] * r * r
	}
	// the luck of counting alone gives 1/sqrt(sxx), the months weighted by customers
	c.Saturation = 1 - slope
	c.SaturationSE = math.Sqrt(max(rest/float64(len(x)-2), 1) / sxx)
}

// channelsOf builds the channels of a file in the order of their names.
func channelsOf(months map[string]map[Month]*channelMonth) []Channel {
	last := Month(math.MinInt32)
	for _, of := range months {
		for m := range of {
			last = max(last, m)
		}
	}
	var all []Channel
	for name, of := range months {
		var list []channelMonth
		for _, m := range of {
			list = append(list, *m)
		}
		slices.SortFunc(list, func(a, b channelMonth) int { return int(a.month - b.month) })
		all = append(all, channelOf(name, list, last))
	}
	slices.SortFunc(all, func(a, b Channel) int {
		switch {
		case a.Name < b.Name:
			return -1
		case a.Name > b.Name:
			return 1
		}
		return 0
	})
	return all
}
