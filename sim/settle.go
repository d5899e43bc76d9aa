package sim

import (
	"holdfast/sim/variate"
)

// settle closes a month: customers, MRR, orders, costs and cash.
func (l *lane) settle(s *step) {
	t := s.t
	f := l.w.future
	in := &l.inputs
	sums := l.classSums(s)
	var closing, mrr, unitCost, serve, orderMean, orderValue, orderCost float64
	for k := range in.class {
		x, c := &in.class[k], &sums[k]
		closing += c.customers
		mrr += c.mrr
		unitCost += c.unit * (1 - x.margin)
		serve += c.customers * x.serve
		orders := c.customers * x.orderRate
		orderMean += orders
		orderValue += orders * x.orderValue
		orderCost += orders * x.orderValue * (1 - x.margin)
	}
	growth := f.growth[t-1]
	orders, sales := l.orders(orderMean, orderValue)
	if orderValue > 0 {
		unitCost += sales * orderCost / orderValue
	}
	revenue := mrr + sales
	profit := revenue*(1-l.base.fee) - (unitCost+serve)*growth
	price := l.unit[l.live-1] * l.factor[l.live-1]

	m := &l.months
	m[MeasureOpening][t-1] = l.opening(t)
	m[MeasureNew][t-1] = s.fresh
	m[MeasureChurned][t-1] = s.churned
	m[MeasureReactivated][t-1] = s.back
	m[MeasureClosing][t-1] = closing
	m[MeasureMRR][t-1] = mrr
	m[MeasureMRRNew][t-1] = s.fresh * price
	m[MeasureMRRReactivated][t-1] = s.back * price
	m[MeasureMRRExpansion][t-1] = s.mrrUp
	m[MeasureMRRContraction][t-1] = -s.mrrDown
	m[MeasureMRRPrice][t-1] = s.mrrPrice
	m[MeasureMRRChurned][t-1] = -s.mrrChurned
	m[MeasureOrders][t-1] = orders
	m[MeasureRevenue][t-1] = revenue
	m[MeasureBillings][t-1] = l.billings(t, mrr) + sales
	m[MeasureGrossProfit][t-1] = profit
	m[MeasureAcquisitionCost][t-1] = s.acquisitionCost
	if t == l.w.p.ltvMonth {
		l.perNew = l.expectations(t)
		l.lifetime(t)
	}
	m[MeasureInitiativeCost][t-1] = l.runningCosts(t, closing, s.fresh, s.back, orders, revenue)
}

// classSum is the state of the customers of one age class.
type classSum struct {
	customers, unit, mrr float64
}

// classSums adds up the cohorts by age class. Ages fall with the cohort's index.
func (l *lane) classSums(s *step) []classSum {
	t := s.t
	sums := l.w.sums[:len(l.bounds)]
	if len(sums) == 1 && !l.prices.live && !l.seg.moves() && l.w.p.m.Noise == NoiseCustomers {
		// Renewals have added up all but the joiners, in whole customers.
		joined := l.n[l.live-1]
		unit := s.unitKept + joined*l.unit[l.live-1]
		sums[0] = classSum{l.opening(t) - s.churned + joined, unit, unit}
		return sums
	}
	clear(sums)
	priced := l.prices.live
	joined := l.seg.joined
	c := 0
	for k := len(sums) - 1; k >= 0; k-- {
		youngest := l.bounds[k] // of the class
		var n, unit, mrr float64
		for c < l.live && t-joined[c] >= youngest {
			if x := l.n[c]; x != 0 {
				n += x
				u := x * l.unit[c]
				unit += u
				if priced {
					mrr += u * l.factor[c]
				}
			}
			c++
		}
		if !priced {
			mrr = unit
		}
		sums[k] = classSum{n, unit, mrr}
	}
	return sums
}

// orders draws a month's orders, mean in number and value in expected revenue,
// and what they bring in.
func (l *lane) orders(mean, value float64) (count, sales float64) {
	if l.seg.Orders == nil || mean == 0 {
		return 0, 0
	}
	w := l.w
	if w.p.m.Noise == NoiseNone {
		return mean, value
	}
	a := &w.ordersAt
	if !w.first && mean == a.mean {
		count = a.k
	} else {
		count = mean
		if mean <= maxCount { // else the trial is given up
			count = variate.Poisson(mean, &a.at)
		}
		if w.first {
			a.mean, a.k = mean, count
		}
	}
	if count == 0 {
		return 0, 0
	}
	each := value / mean
	cv := l.base.orderCV
	if cv < 1e-9 { // its square would be nothing
		return count, count * each
	}
	return count, each * cv * cv * w.basket.draw(count/(cv*cv), w.first)
}

// basket is the luck in the value of a month's orders, shared by all scenarios.
type basket struct {
	at       variate.Point
	shape, x float64
}

func (b *basket) draw(shape float64, first bool) float64 {
	if !first && shape == b.shape {
		return b.x
	}
	x := variate.Gamma(shape, &b.at)
	if first {
		b.shape, b.x = shape, x
	}
	return x
}

// billings are what the month's MRR is billed: as it comes, or a term ahead.
func (l *lane) billings(t int, mrr float64) float64 {
	if !l.seg.UpfrontBills {
		return mrr
	}
	total := 0.0
	for c := range l.live {
		now := l.n[c] * l.unit[c] * l.factor[c]
		age := t - l.seg.joined[c]
		paid, next := l.paidUntil(c, age)
		if age == 0 || paid == age {
			total += now * float64(next-age)
		} else {
			total += (now - l.before[c]) * float64(next-age)
		}
	}
	return total
}

// paidUntil is the age at which cohort c's current contract began and that at
// which it ends, after the decisions of the month in which it is age old.
func (l *lane) paidUntil(c, age int) (began, ends int) {
	if l.changesTerm {
		return l.last[c], l.next[c]
	}
	began = age / l.seg.Term * l.seg.Term
	return began, began + l.seg.Term
}

// runningCosts are the initiative costs of the month that follow the segment's
// customers. Those that count in CAC are added up beside.
func (l *lane) runningCosts(t int, closing, fresh, back, orders, revenue float64) float64 {
	total := 0.0
	for _, i := range l.inits {
		c := &l.w.future.costs[i]
		if !c.runs(t) {
			continue
		}
		x := c.perCustomer*closing + c.perNew*fresh + c.perReactivated*back + c.perOrder*orders + c.percent*revenue
		total += x
		if l.w.p.inits[i].CountsInCAC {
			l.countedTotal += x
			if t == l.w.p.ltvMonth {
				l.countedMonth += x + c.perNew*(l.perNew.joining-fresh)
			}
		}
	}
	return total
}
