package report

import "holdfast/sim"

// monthSheet writes each month of each scenario and segment, a statistic a row,
// a measure a column.
func (b *book) monthSheet() {
	s := b.sheet("monthly")
	titles := []string{b.words.Say("column.scenario"), b.words.Say("column.segment"), b.words.Say("column.statistic"), b.words.Say("column.month"), b.words.Say("column.date")}
	const first = 6 // column of the measures
	for m := range sim.NumMeasures {
		titles = append(titles, b.words.measure(m))
	}
	s.width(1, 2, 22)
	s.width(3, 5, 10)
	s.width(first, len(titles), 17)
	s.header(first-1, 3, titles...)
	row := 1
	block := func(scenario, segment string, monthly *[sim.NumMeasures]sim.Series) {
		for statistic := mean; statistic < sim.NumQuantiles; statistic++ {
			months := len(series(&monthly[sim.MeasureRevenue], statistic))
			if !s.rows(row + months) {
				return
			}
			for month := 1; month <= months; month++ {
				row++
				s.text(1, row, scenario)
				s.text(2, row, segment)
				s.text(3, row, s.words.statistic(statistic))
				s.number(4, row, float64(month), asWhole)
				s.date(5, row, month)
				for m := range sim.NumMeasures {
					if values := series(&monthly[m], statistic); month <= len(values) {
						s.number(first+int(m), row, values[month-1], formatOf(m.Kind()))
					}
				}
			}
		}
	}
	for i := range b.report.Result.Scenarios {
		scenario := &b.report.Result.Scenarios[i]
		block(b.words.scenario(scenario), b.words.Say("all"), &scenario.Monthly)
		for j := range scenario.Segments {
			segment := &scenario.Segments[j]
			block(b.words.scenario(scenario), Label(segment.ID, segment.Title), &segment.Monthly)
		}
	}
	s.filter(len(titles), row)
}
