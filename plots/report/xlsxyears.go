package report

import (
	"fmt"
	"math"

	"holdfast/sim"
)

// yearSheet writes the fiscal years: first the means of each scenario with
// their totals, then how they differ from those of the scenario compared
// against, then the quantiles, which have no totals.
func (b *book) yearSheet() {
	s := b.sheet("years")
	scenarios := b.report.Result.Scenarios
	if len(scenarios) == 0 {
		return
	}
	yearly := &scenarios[0].Yearly
	titles := []string{b.words.Say("column.statistic"), b.words.Say("column.scenario"), b.words.Say("column.figure"), b.words.Say("column.unit")}
	for i, label := range yearly.Labels {
		titles = append(titles, b.words.year(label, yearly.Months[i]))
	}
	titles = append(titles, b.words.Say("column.total"))
	s.width(1, 1, 20)
	s.width(2, 3, 30)
	s.width(4, 4, 9)
	s.width(5, len(titles), 18)
	s.header(4, 4, titles...)
	t := &yearSheetTable{sheet: s, row: 1, years: len(yearly.Labels)}
	t.blocks(scenarios)
}

// yearSheetTable writes one measure of one scenario a row.
type yearSheetTable struct {
	*sheet
	row, years int
}

const firstYear = 5 // column

func (t *yearSheetTable) blocks(scenarios []sim.ScenarioResult) {
	begins := make([]int, len(scenarios)) // rows of the scenarios' means
	against := -1
	for i := range scenarios {
		begins[i] = t.row + 1
		if scenarios[i].ID == t.report.Result.Against {
			against = i
		}
		for m := range sim.NumMeasures {
			t.begin(t.words.Say("mean"), &scenarios[i], m)
			t.values(&scenarios[i].Yearly.Measures[m], mean, m)
			t.total(scenarios[i].Yearly.Measures[m].Mean, m)
		}
	}
	if against >= 0 {
		base := &scenarios[against]
		statistic := t.words.Say("year.difference", t.words.scenario(base))
		for i := range scenarios {
			for m := range sim.NumMeasures {
				if scenarios[i].Versus != nil && m.Kind() != sim.KindRate {
					t.begin(statistic, &scenarios[i], m)
					t.differences(scenarios[i].Yearly.Measures[m].Mean, base.Yearly.Measures[m].Mean, begins[i]+int(m), begins[against]+int(m), m)
				}
			}
		}
	}
	for _, statistic := range yearlyQuantiles {
		for i := range scenarios {
			for m := range sim.NumMeasures {
				if scenarios[i].Yearly.Measures[m].Q[statistic] != nil {
					t.begin(t.words.statistic(statistic), &scenarios[i], m)
					t.values(&scenarios[i].Yearly.Measures[m], statistic, m)
				}
			}
		}
	}
}

func (t *yearSheetTable) begin(statistic string, scenario *sim.ScenarioResult, m sim.Measure) {
	t.row++
	t.text(1, t.row, statistic)
	t.text(2, t.row, t.words.scenario(scenario))
	t.text(3, t.row, t.words.measure(m))
	t.text(4, t.row, t.words.unit(m.Kind(), t.report.Result.Plan.Currency))
}

func (t *yearSheetTable) values(s *sim.Series, statistic int, m sim.Measure) {
	for i, v := range series(s, statistic) {
		t.number(firstYear+i, t.row, v, formatOf(m.Kind()))
	}
}

// total adds the means of a flow over the years.
func (t *yearSheetTable) total(values []float64, m sim.Measure) {
	if m.Stock() || m.Kind() == sim.KindRate || len(values) == 0 {
		return
	}
	sum, size := 0.0, 0.0
	for _, v := range values {
		sum += v
		size += math.Abs(v)
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return
	}
	t.formula(firstYear+t.years, t.row, sum, formatOf(m.Kind()), fmt.Sprintf("SUM(%s:%s)", cell(firstYear, t.row), cell(firstYear+len(values)-1, t.row)), sum, size)
}

// differences are those of the means of two rows, and of their totals.
func (t *yearSheetTable) differences(own, other []float64, ownRow, otherRow int, m sim.Measure) {
	differences := make([]float64, min(len(own), len(other)))
	for i := range differences {
		differences[i] = own[i] - other[i]
		t.formula(firstYear+i, t.row, differences[i], formatOf(m.Kind()), cell(firstYear+i, ownRow)+"-"+cell(firstYear+i, otherRow), differences[i], math.Abs(own[i]))
	}
	t.total(differences, m)
}
