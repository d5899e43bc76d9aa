package sim

import "fmt"

// layout numbers the quantities that are followed over trials. Headline columns
// (metrics, differences, targets) come first; detail columns (months, years,
// segments) follow. A quantity that another one implies has no column of its own.
type layout struct {
	p        *program
	against  int
	detail   bool // months of segments too
	bands    []Measure
	years    fiscalYears
	headline int // number of headline columns
	columns  int
	zero     int       // a column of zeros
	discount []float64 // factors by month, where they are certain
	column   []int     // of each quantity

	scenarios []scenarioColumns
	sums      int // length of the vector of sums
}

// scenarioColumns are the first quantities of each kind of a scenario.
type scenarioColumns struct {
	metrics                 int // NumMetrics
	targets                 int
	best, regret            int
	differences             int // len(differences); -1 for the one compared with
	investment, roi         int
	breakeven, undiscounted int
	cumulative              int // T
	monthly                 months
	yearly                  int // NumMeasures x years
	segments                []segmentColumns
}

type segmentColumns struct {
	metrics int     // NumMetrics
	monthly *months // nil: means only, but for the bands
	bands   []band
	sums    int // NumMeasures x T, into the vector of sums; then at risk and lost by age, input survival
	ages    int
}

// band is one measure of a segment in every month.
type band struct {
	measure Measure
	first   int // quantity of the first month
}

func newLayout(p *program, against int, detail bool, bands []Measure) *layout {
	l := &layout{p: p, against: against, detail: detail, bands: bands, years: newFiscalYears(p.m)}
	l.scenarios = make([]scenarioColumns, len(p.m.Scenarios))
	for s := range l.scenarios {
		l.addHeadline(s)
	}
	l.zero = l.column[l.own(1)]
	l.headline = l.columns
	for s := range l.scenarios {
		l.addDetail(s)
	}
	if p.m.Discount.Input == 0 {
		l.discount = discountFactors(p.m.Discount.value(nil, RangeGrowth), p.m.Months)
	}
	return l
}

// discountFactors are (1+rate)^-(t-1) for months 1 to n.
func discountFactors(rate float64, n int) []float64 {
	factors := make([]float64, n)
	d := 1.0
	for t := range factors {
		factors[t] = d
		d /= 1 + rate
	}
	return factors
}

// own adds n quantities with columns of their own.
func (l *layout) own(n int) int {
	first := len(l.column)
	for range n {
		l.column = append(l.column, l.columns)
		l.columns++
	}
	return first
}

func (l *layout) addHeadline(s int) {
	c := &l.scenarios[s]
	c.metrics = l.own(int(NumMetrics))
	c.targets = l.own(len(l.p.m.Targets))
	c.best, c.regret = l.own(1), l.own(1)
	c.differences = -1
	if s == l.against {
		return
	}
	c.differences = l.own(len(differences))
	c.investment, c.roi = l.own(1), l.own(1)
	c.breakeven, c.undiscounted = l.own(1), l.own(1)
}

func (l *layout) addDetail(s int) {
	months := l.p.m.Months
	c := &l.scenarios[s]
	if s != l.against {
		c.cumulative = l.own(months)
	}
	c.monthly = l.addMonths(s, l.p.lanes[s])
	c.yearly = l.addYears(s)
	for g := range l.p.segments {
		x := segmentColumns{metrics: l.own(int(NumMetrics)), sums: l.sums}
		if l.detail {
			m := l.addMonths(s, l.p.lanes[s][g:g+1])
			x.monthly = &m
		}
		for _, m := range l.bands {
			x.bands = append(x.bands, band{m, l.own(months)})
		}
		x.ages = l.p.lanes[s][g].tableAges()
		l.sums += int(NumMeasures)*months + 2*x.ages + lifetimeAges
		c.segments = append(c.segments, x)
	}
}

// months are the monthly quantities of a group of segments: NumMeasures x T from
// first, and the measures that have columns of their own.
type months struct {
	first int
	own   []Measure
}

// addMonths adds the monthly quantities of some segments of scenario s. Where
// one measure is another, or nothing, for want of what would make it differ, it
// has no column of its own.
func (l *layout) addMonths(s int, lanes []laneProgram) months {
	r := l.p.traits(s, lanes)
	n := l.p.m.Months
	x := months{first: len(l.column)}
	at := func(m Measure, t int) int { return l.column[x.first+int(m)*n+t] }
	for m := range NumMeasures {
		same, zero := r.stands(m)
		if same == m && !zero && m != MeasureOpening {
			x.own = append(x.own, m)
		}
		for t := range n {
			c := l.zero
			switch {
			case same != m:
				c = at(same, t)
			case m == MeasureOpening && t > 0: // the closing before, below
			case !zero:
				c = l.columns
				l.columns++
			}
			l.column = append(l.column, c)
		}
	}
	for t := 1; t < n; t++ {
		l.column[x.first+int(MeasureOpening)*n+t] = at(MeasureClosing, t-1)
	}
	return x
}

// addYears adds the yearly quantities of scenario s.
func (l *layout) addYears(s int) int {
	r := l.p.traits(s, l.p.lanes[s])
	first := len(l.column)
	for m := range NumMeasures {
		if same, zero := r.stands(m); same == m && zero {
			for range l.years.labels {
				l.column = append(l.column, l.zero)
			}
		} else {
			l.own(len(l.years.labels))
		}
	}
	return first
}

// traits say what can make measures differ from each other or from nothing.
type traits struct {
	orders, upfront, winback, up, down, priced, costs bool
	discount                                          bool // uncertain
}

func (p *program) traits(s int, lanes []laneProgram) traits {
	r := traits{discount: p.m.Discount.Input != 0}
	for i := range lanes {
		g := lanes[i].seg
		r.orders = r.orders || g.Orders != nil
		r.upfront = r.upfront || g.UpfrontBills
		r.winback = r.winback || g.Winback != nil
		r.up = r.up || g.Expansion != nil
		r.down = r.down || g.Contraction != nil
		r.priced = r.priced || len(lanes[i].effects[LeverPrice]) > 0
		r.costs = r.costs || len(lanes[i].inits) > 0
	}
	r.costs = r.costs || len(p.m.Scenarios[s].Initiatives) > 0 || len(p.m.Events) > 0
	return r
}

// stands returns the measure whose values m has, and whether they are all 0.
func (r traits) stands(m Measure) (same Measure, zero bool) {
	switch m {
	case MeasureReactivated, MeasureMRRReactivated:
		return m, !r.winback
	case MeasureOrders:
		return m, !r.orders
	case MeasureMRRExpansion:
		return m, !r.up
	case MeasureMRRContraction:
		return m, !r.down
	case MeasureMRRPrice:
		return m, !r.priced
	case MeasureInitiativeCost:
		return m, !r.costs
	case MeasureRevenue:
		if !r.orders {
			return MeasureMRR, false
		}
	case MeasureBillings:
		if !r.upfront {
			return MeasureRevenue, false
		}
	case MeasureCash:
		if !r.upfront {
			return MeasureContribution, false
		}
	case MeasureDiscountedContribution:
		if !r.discount {
			return MeasureContribution, false // times a known factor
		}
	}
	return m, false
}

// fiscalYears groups months into years that begin in the plan's month.
type fiscalYears struct {
	labels []string
	year   []int // of month t: [t-1]
	months []int // in each year
}

func newFiscalYears(m *Model) fiscalYears {
	var y fiscalYears
	for t := range m.Months {
		label := fmt.Sprintf("Y%d", t/12+1)
		if m.Start.Year != 0 {
			month := m.Start.Month - 1 + t
			year := m.Start.Year + month/12
			if month%12+1 < m.FiscalYearStart {
				year--
			}
			label = fmt.Sprintf("FY%d", year)
		}
		if n := len(y.labels); n == 0 || y.labels[n-1] != label {
			y.labels = append(y.labels, label)
			y.months = append(y.months, 0)
		}
		y.year = append(y.year, len(y.labels)-1)
		y.months[len(y.labels)-1]++
	}
	return y
}

// first is the first month (from 1) of the fiscal year of month t.
func (y *fiscalYears) first(t int) int {
	for t > 1 && y.year[t-2] == y.year[t-1] {
		t--
	}
	return t
}
