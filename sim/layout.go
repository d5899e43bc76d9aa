package sim

import "fmt"

// layout numbers the quantities that are followed over trials. Headline columns
// (metrics, differences, targets) come first; detail columns (months, years,
// segments) follow. A quantity that another one implies has no column of its own.
type layout struct {
	p        *program
	against  int
	detail   bool // months of segments too
	years    fiscalYears
	headline int // number of headline columns
	columns  int
	column   []int // of each quantity

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
	monthly                 int // NumMeasures x T
	yearly                  int // NumMeasures x years
	segments                []segmentColumns
}

type segmentColumns struct {
	metrics int // NumMetrics
	monthly int // NumMeasures x T; -1: means only
	sums    int // NumMeasures x T, into the vector of sums; then at risk and lost by age, input survival
	ages    int
}

func newLayout(p *program, against int, detail bool) *layout {
	l := &layout{p: p, against: against, detail: detail, years: newFiscalYears(p.m)}
	l.scenarios = make([]scenarioColumns, len(p.m.Scenarios))
	for s := range l.scenarios {
		l.addHeadline(s)
	}
	l.headline = l.columns
	for s := range l.scenarios {
		l.addDetail(s)
	}
	return l
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
	c.monthly = l.addMonthly(l.p.m.Segments)
	c.yearly = l.own(int(NumMeasures) * len(l.years.labels))
	for g := range l.p.segments {
		x := segmentColumns{metrics: l.own(int(NumMetrics)), monthly: -1, sums: l.sums}
		if l.detail {
			x.monthly = l.addMonthly(l.p.m.Segments[g : g+1])
		}
		x.ages = l.p.lanes[s][g].tableAges()
		l.sums += int(NumMeasures)*months + 2*x.ages + lifetimeAges
		c.segments = append(c.segments, x)
	}
}

// addMonthly adds the monthly columns of a group of segments.
func (l *layout) addMonthly(segments []Segment) int {
	orders, upfront := false, false
	for i := range segments {
		orders = orders || segments[i].Orders != nil
		upfront = upfront || segments[i].UpfrontBills
	}
	months := l.p.m.Months
	first := len(l.column)
	at := func(m Measure, t int) int { return l.column[first+int(m)*months+t] }
	for m := range NumMeasures {
		for t := range months {
			c := l.columns
			switch {
			case m == MeasureRevenue && !orders, m == MeasureBillings && !orders && !upfront:
				c = at(MeasureMRR, t)
			case m == MeasureBillings && !upfront:
				c = at(MeasureRevenue, t)
			case m == MeasureCash && !upfront:
				c = at(MeasureContribution, t)
			default:
				l.columns++
			}
			l.column = append(l.column, c)
		}
	}
	// The opening of a month is the closing of the one before; its own column
	// stays unused and constant.
	for t := 1; t < months; t++ {
		l.column[first+int(MeasureOpening)*months+t] = at(MeasureClosing, t-1)
	}
	return first
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
