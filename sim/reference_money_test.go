package sim

import "math"

// acquire draws the joiners of month t, and books what they cost.
func (sim *refSegmentSim) acquire(t, opening int) int {
	joined := 0
	for i := range sim.s.Channels {
		ch := &sim.s.Channels[i]
		mean := sim.arrivals(sim.seg, ch, t, float64(opening)) * sim.shock(LeverCustomers, sim.seg, t)
		n := refOverdispersed(sim.rng, mean, ch.Dispersion.value(sim.inputs, RangeDispersion))
		joined += n
		spend, cac := sim.spending(sim.seg, ch, t)
		cost, brought := spend, 0.0
		if ch.Kind == ChannelSpend {
			brought, _ = sim.spending(sim.seg, ch, t-ch.Lag)
		} else {
			cost = cac * float64(n)
			brought = cost
		}
		sim.add(MeasureAcquisitionCost, t, cost)
		sim.paidFor += brought
	}
	return joined
}

// arrivals is the expected number of a channel's joiners in month t, shocks to
// demand left out.
func (w *refWorld) arrivals(seg int, ch *Channel, t int, opening float64) float64 {
	s := &w.m.Segments[seg]
	e := s.Elasticity.Acquisition.value(w.inputs, RangeElasticity)
	prices := w.prices(seg)
	f := math.Pow(w.priceFactors(seg, 0, t, prices).product(len(prices)), e)
	switch ch.Kind {
	case ChannelSpend:
		spend, cac := w.spending(seg, ch, t-ch.Lag)
		if spend == 0 {
			return 0
		}
		own := ch.Spend.value(w.inputs, RangeAmount)
		saturation := ch.Saturation.value(w.inputs, RangeSaturation)
		return f * spend / (cac * math.Pow(spend/own, saturation))
	case ChannelVolume:
		volume := ch.Customers.value(w.inputs, RangeAmount)
		volume *= math.Pow(1+ch.Growth.value(w.inputs, RangeGrowth), float64(t-1))
		if ch.Seasonality != nil {
			volume *= ch.Seasonality[(w.m.Start.Month-1+t-1)%12]
		}
		return f * w.changed(volume, RangeAmount, seg, LeverCustomers, ch.Name, 0, t)
	}
	rate := w.changed(ch.Rate.value(w.inputs, RangeAmount), RangeAmount, seg, LeverReferral, ch.Name, 0, t)
	return f * rate * opening
}

// spending is a channel's spend and cac of month t; before month 1 the plan's
// own of month 1.
func (w *refWorld) spending(seg int, ch *Channel, t int) (spend, cac float64) {
	spend = ch.Spend.value(w.inputs, RangeAmount)
	cac = ch.CAC.value(w.inputs, RangeAmount)
	if t < 1 {
		return spend, cac
	}
	spend = w.changed(spend, RangeAmount, seg, LeverSpend, ch.Name, 0, t)
	cac = w.changed(cac, RangeAmount, seg, LeverCAC, ch.Name, 0, t)
	return spend, cac * w.shock(LeverCAC, seg, t)
}

// refAgeInputs are a segment's inputs of one month for customers of one age.
type refAgeInputs struct {
	margin, service, orders, value float64
}

func (w *refWorld) ageInputs(seg, age, t int) refAgeInputs {
	s := &w.m.Segments[seg]
	in := refAgeInputs{
		margin:  w.changed(w.byAge(s.GrossMargin, RangeMargin, age), RangeMargin, seg, LeverGrossMargin, "", age, t),
		service: w.changed(w.byAge(s.CostToServe, RangeAmount, age), RangeAmount, seg, LeverCostToServe, "", age, t),
	}
	if s.Orders != nil {
		rate := w.byAge(s.Orders.Rate, RangeAmount, age)
		in.orders = w.changed(rate, RangeAmount, seg, LeverOrderRate, "", age, t)
		in.value = w.changed(s.Orders.Value.value(w.inputs, RangeAmount), RangeAmount, seg, LeverOrderValue, "", age, t)
	}
	return in
}

// costLevel is what cost growth has made of unit costs by month t.
func (w *refWorld) costLevel(t int) float64 {
	return math.Pow(1+w.m.CostGrowth.value(w.inputs, RangeGrowth), float64(t-1))
}

// money books what the closing customers of month t pay and cost.
func (sim *refSegmentSim) money(t, joined, back int) {
	costs := refMonthCosts{closing: float64(len(sim.active)), joined: float64(joined), reactivated: float64(back)}
	level := sim.costLevel(t)
	cv := 0.0
	if sim.s.Orders != nil {
		cv = sim.s.Orders.CV.value(sim.inputs, RangeAmount)
	}
	var in refAgeInputs
	for i := range sim.active {
		c := &sim.active[i]
		if i == 0 || c.joined != sim.active[i-1].joined {
			in = sim.ageInputs(sim.seg, t-c.joined, t)
		}
		mrr := sim.mrr(c)
		revenue, unit := mrr, c.base*c.growth*(1-in.margin)
		if in.orders > 0 {
			for range refPoisson(sim.rng, in.orders) {
				worth := refWorth(sim.rng, in.value, cv)
				costs.orders++
				revenue += worth
				unit += worth * (1 - in.margin)
			}
		}
		sim.add(MeasureMRR, t, mrr)
		sim.add(MeasureRevenue, t, revenue)
		sim.add(MeasureGrossProfit, t, revenue*(1-sim.fee)-unit*level-in.service*level)
		costs.revenue += revenue
	}
	sim.add(MeasureOrders, t, costs.orders)
	if sim.s.UpfrontBills {
		sim.add(MeasureBillings, t, costs.revenue-sim.now[MeasureMRR][t-1])
	} else {
		sim.now[MeasureBillings][t-1] = costs.revenue
	}
	for _, e := range sim.effects {
		if e.touches(sim.seg) && e.running(t) {
			sim.add(MeasureInitiativeCost, t, sim.runningCost(e, costs))
		}
	}
	sim.costs = append(sim.costs, costs)
}

// runningCost is what an initiative's running costs come to in a segment.
func (w *refWorld) runningCost(e *refEffect, n refMonthCosts) float64 {
	c := &e.Cost
	sum := c.PerCustomer.value(w.inputs, RangeAmount)*n.closing +
		c.PerNewCustomer.value(w.inputs, RangeAmount)*n.joined +
		c.PerReactivated.value(w.inputs, RangeAmount)*n.reactivated +
		c.PerOrder.value(w.inputs, RangeAmount)*n.orders +
		c.PercentOfRevenue.value(w.inputs, RangeAmount)*n.revenue
	if e.HasReach {
		sum *= e.ReachCustomers.value(w.inputs, RangeProbability)
	}
	return sum
}

// fixedCost is what an initiative costs in month t whoever its customers are.
func (w *refWorld) fixedCost(e *refEffect, t int) float64 {
	sum := 0.0
	if t == e.start {
		sum += e.Cost.Upfront.value(w.inputs, RangeAmount)
	}
	if e.running(t) {
		sum += e.Cost.Monthly.value(w.inputs, RangeAmount)
	}
	return sum
}
