package report

import (
	"math"

	"holdfast/sim"
)

var nan = math.NaN()

// summaryTable writes the rows of summary.csv.
type summaryTable struct {
	*csvTable
	currency                          string
	scenario, title, segment, against string
}

// summaryRow is one figure: whatever of it exists.
type summaryRow struct {
	metric, unit string
	value        float64
	stat         *sim.Stat
	payback      bool // quantiles and probabilities, no moments
	quantiles    *[sim.NumQuantiles]float64
	share        *sim.Share
	never        *sim.Share
}

func (s *summaryTable) unit(kind sim.Kind) string {
	switch kind {
	case sim.KindMoney:
		return s.currency
	case sim.KindRate:
		return "fraction"
	case sim.KindRatio:
		return "ratio"
	case sim.KindMonths:
		return "months"
	}
	return "count"
}

func (s *summaryTable) write(row summaryRow) {
	s.text(s.scenario, s.title, s.segment, s.against, row.metric, row.unit)
	s.number(row.value)
	moments := [3]float64{nan, nan, nan}
	quantiles := [sim.NumQuantiles]float64{nan, nan, nan, nan, nan, nan, nan}
	cvar5, within12, within24, never := nan, nan, nan, nan
	if row.stat != nil && row.stat.Exists() {
		quantiles = row.stat.Q
		if row.payback {
			within12, within24, never = row.stat.Within12, row.stat.Within24, row.stat.Never
		} else {
			moments = [3]float64{row.stat.Mean, row.stat.SD, row.stat.MCSE}
			cvar5 = row.stat.CVaR5
		}
	}
	if row.quantiles != nil {
		quantiles = *row.quantiles
	}
	if row.never != nil {
		never = row.never.P
	}
	if row.stat == nil || row.unit != s.currency {
		cvar5 = nan
	}
	s.number(moments[:]...)
	s.number(quantiles[:]...)
	s.number(cvar5)
	if row.share != nil {
		s.number(row.share.P, row.share.Low, row.share.High)
	} else {
		s.empty(3)
	}
	s.number(within12, within24, never)
	if row.stat != nil {
		s.integer(row.stat.Nulls)
	} else {
		s.empty(1)
	}
	s.end()
}

func (s *summaryTable) versus(versus *sim.Versus) {
	if versus == nil {
		return
	}
	s.against = versus.Against
	for _, m := range sim.Differences() {
		if d := versus.Differences[m]; d != nil {
			s.write(summaryRow{metric: m.String(), unit: s.unit(m.Kind()), value: nan, stat: &d.Stat, payback: m.Payback(), share: &d.Better})
		}
	}
	money := s.unit(sim.KindMoney)
	s.write(summaryRow{metric: "investment", unit: money, value: nan, stat: &versus.Investment})
	s.write(summaryRow{metric: "roi", unit: "ratio", value: versus.ROI.Ratio, quantiles: &versus.ROI.Q})
	s.write(summaryRow{metric: "breakeven_month", unit: "months", value: nan, quantiles: &versus.Breakeven.Q, never: &versus.Breakeven.Never})
	s.write(summaryRow{metric: "breakeven_month_undiscounted", unit: "months", value: nan,
		quantiles: &versus.BreakevenUndiscounted.Q, never: &versus.BreakevenUndiscounted.Never})
	s.write(summaryRow{metric: "cost_per_customer_saved", unit: money, value: versus.CostPerCustomerSaved})
}
