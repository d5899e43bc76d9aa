package report

import (
	"fmt"
	"math"

	"holdfast/sim"
)

// yearColumns is how many fiscal years fit on the page.
const yearColumns = 7

var yearMeasures = [...]struct {
	measure sim.Measure
	title   string
}{
	{sim.MeasureRevenue, "Revenue"},
	{sim.MeasureContribution, "Contribution"},
	{sim.MeasureClosing, "Customers at the end"},
}

// years writes the means of a few measures by fiscal year: the first years and
// the last one where there are many.
func (p *page) years() {
	if len(p.Result.Scenarios) == 0 || len(p.Result.Scenarios[0].Yearly.Labels) == 0 {
		return
	}
	yearly := &p.Result.Scenarios[0].Yearly
	shown := make([]int, len(yearly.Labels))
	for i := range shown {
		shown[i] = i
	}
	if len(shown) > yearColumns {
		shown = append(shown[:yearColumns-1], shown[len(shown)-1])
	}
	g := &grid{left: 2, header: []string{"", "Scenario"}, shorten: 1}
	for _, year := range shown {
		header := Clean(yearly.Labels[year])
		if months := yearly.Months[year]; months < 12 {
			header += fmt.Sprintf("\n%d mo", months)
		}
		g.header = append(g.header, header)
	}
	for i, m := range yearMeasures {
		if i > 0 {
			g.group()
		}
		title := m.title
		for i, row := range p.yearRows(m.measure, shown) {
			g.add(append([]string{title, Clean(p.Result.Scenarios[i].ID)}, row...)...)
			title = ""
		}
	}
	p.line("")
	heading := "Fiscal years, means"
	if p.Certain {
		heading = "Fiscal years"
	}
	if len(yearly.Labels) > yearColumns {
		heading += fmt.Sprintf(" (%d of %d years)", len(shown), len(yearly.Labels))
	}
	p.line("%s", heading)
	p.table(g)
}

// yearRows writes a measure's means in the years shown, one row for each
// scenario, money in one unit.
func (p *page) yearRows(m sim.Measure, shown []int) [][]string {
	var means []Estimate
	for i := range p.Result.Scenarios {
		series := &p.Result.Scenarios[i].Yearly.Measures[m]
		for _, year := range shown {
			mean := Estimate{nan, nan}
			if year < len(series.Mean) {
				mean = Estimate{series.Mean[year], p.spreadMargin(series, year)}
			}
			means = append(means, mean)
		}
	}
	var cells []string
	if m.Kind() == sim.KindCount {
		for _, mean := range means {
			cells = append(cells, p.style.Count(mean.Value, mean.Margin))
		}
	} else {
		cells = p.style.Moneys(p.Result.Plan.Currency, means, true)
	}
	rows := make([][]string, len(p.Result.Scenarios))
	for i := range rows {
		rows[i] = cells[i*len(shown) : (i+1)*len(shown)]
	}
	return rows
}

// spreadMargin is about two standard errors of a year's mean, from the spread
// between its quantiles: by how much the mean is rounded, no more.
func (p *page) spreadMargin(s *sim.Series, year int) float64 {
	low, high := s.Q[sim.P10], s.Q[sim.P90]
	if year >= len(low) || year >= len(high) {
		return math.NaN()
	}
	const deviations = 2.5631 // between P10 and P90 of a normal distribution
	return 2 * (high[year] - low[year]) / deviations / math.Sqrt(float64(p.Result.Run.Trials))
}
