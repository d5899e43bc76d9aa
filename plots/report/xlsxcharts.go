package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"holdfast/plots"
	"holdfast/sim"
)

const (
	chartColumns, chartRows = 10, 19 // of cells that a chart stands on
	chartWidth, chartHeight = 630, 366
	chartsAcross            = 3
	dataColumn              = chartsAcross*chartColumns + 3
	dataRow                 = 3 // of the first month
)

// fanMeasures are those that have fans.
var fanMeasures = [...]sim.Measure{sim.MeasureRevenue, sim.MeasureMRR, sim.MeasureClosing}

// chartSheet draws fans of each scenario, and above them the scenarios side by
// side, over the numbers that stand to the right of them. Those are a copy, so
// that nobody who sorts another sheet moves a chart.
func (b *book) chartSheet() {
	s := b.sheet("charts")
	s.text(1, 1, b.words.Say("chart.fan.note")+" "+b.words.Say("chart.data", columnName(dataColumn)))
	c := &chartBoard{sheet: s, column: dataColumn, months: b.report.Result.Plan.Months}
	if len(b.report.Result.Scenarios) == 0 || c.months < 1 {
		return
	}
	s.heading(c.column, 2, b.words.Say("column.month"))
	for month := 1; month <= c.months; month++ {
		s.text(c.column, dataRow+month-1, b.words.month(b.report.Result.Plan.Start, month))
	}
	s.width(c.column, c.column, 12)
	c.column++
	fans := make([][]fanColumns, len(fanMeasures))
	for k, m := range fanMeasures {
		for i := range b.report.Result.Scenarios {
			fans[k] = append(fans[k], c.fanData(i, m))
		}
	}
	place := 0
	for k, m := range fanMeasures {
		if drawn(fans[k]) {
			c.medians(place, m, fans[k])
			place++
		}
	}
	if b.report.Answer.Compared > 0 {
		c.cumulative(chartsAcross)
		place = chartsAcross + 1
	}
	place = (place + chartsAcross - 1) / chartsAcross * chartsAcross
	for i := range b.report.Result.Scenarios {
		for k, m := range fanMeasures {
			if fans[k][i].drawn {
				c.fan(place+k, i, m, fans[k][i])
			}
		}
		place += chartsAcross
	}
	if c.err == nil { // the data are for the screen
		last := cell(chartsAcross*chartColumns, 3+place/chartsAcross*chartRows)
		c.fail(c.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:$%s$%s", c.name, strings.TrimRight(last, "0123456789"), strings.TrimLeft(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")), Scope: c.name}))
	}
}

// chartBoard is the sheet of charts.
type chartBoard struct {
	*sheet
	column, months int // next free column of the data
}

// fanColumns is where the quantiles of a fan stand: P10, P25, P50, P75, P90,
// then the heights of its three bands.
type fanColumns struct {
	first   int
	largest float64
	drawn   bool // it has a value other than zero
}

func drawn(fans []fanColumns) bool {
	for _, f := range fans {
		if f.drawn {
			return true
		}
	}
	return false
}

// fanQuantiles are the edges of the bands, with the median.
var fanQuantiles = [...]int{sim.P10, sim.P25, sim.P50, sim.P75, sim.P90}

// fanBands are the pairs of edges, as positions in fanQuantiles.
var fanBands = [...][2]int{{0, 1}, {1, 3}, {3, 4}}

// fanData writes the quantiles of a scenario's measure and the bands' heights.
func (c *chartBoard) fanData(scenario int, m sim.Measure) fanColumns {
	result := &c.report.Result.Scenarios[scenario]
	f := fanColumns{first: c.column}
	q := &result.Monthly[m].Q
	for i, quantile := range fanQuantiles {
		c.heading(c.column+i, 1, c.words.scenario(result))
		c.heading(c.column+i, 2, c.words.measure(m)+"\n"+c.words.statistic(quantile))
		for t, v := range q[quantile] {
			if !math.IsInf(v, 0) && !math.IsNaN(v) { // a word would be drawn as zero
				c.number(c.column+i, dataRow+t, v, formatOf(m.Kind()))
				f.largest = max(f.largest, math.Abs(v))
				f.drawn = f.drawn || v != 0
			}
		}
	}
	for i, band := range fanBands {
		column := c.column + len(fanQuantiles) + i
		low, high := fanQuantiles[band[0]], fanQuantiles[band[1]]
		c.heading(column, 1, c.words.scenario(result))
		c.heading(column, 2, c.words.measure(m)+"\n"+c.words.Say("chart.band", c.words.statistic(high), c.words.statistic(low)))
		for t := range q[low] {
			if t < len(q[high]) {
				height := q[high][t] - q[low][t]
				if math.IsNaN(height) || math.IsInf(height, 0) {
					continue
				}
				c.formula(column, dataRow+t, height, formatOf(m.Kind()), cell(c.column+band[1], dataRow+t)+"-"+cell(c.column+band[0], dataRow+t), height, math.Abs(q[high][t]))
			}
		}
	}
	c.column += len(fanQuantiles) + len(fanBands)
	c.width(f.first, c.column-1, 16)
	return f
}

// values is the reference to a column of the data.
func (c *chartBoard) values(column int) string {
	return c.area(column, dataRow, column, dataRow+c.months-1)
}

// rgb is the colour of a scenario, mixed with white: a share of 1 is the
// colour itself.
func rgb(index int, share float64) string {
	of := plots.Colour(index)
	mix := func(v uint8) int { return int(math.Round(share*float64(v) + (1-share)*255)) }
	return fmt.Sprintf("%02X%02X%02X", mix(of.R), mix(of.G), mix(of.B))
}

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// unseen fills nothing.
var unseen = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFFFF"}, Transparency: 100}

// medianLine is a scenario's line.
func (c *chartBoard) medianLine(column, scenario int, name string) excelize.ChartSeries {
	return excelize.ChartSeries{
		Name: name, Categories: c.values(dataColumn), Values: c.values(column), Fill: solid(rgb(scenario, 1)),
		Line: excelize.LineOptions{Width: 2, Fill: solid(rgb(scenario, 1))}, Marker: excelize.ChartMarker{Symbol: "none"},
	}
}

// fan draws a scenario's measure: bands stacked on an unseen one up to P10, and
// the median over them.
func (c *chartBoard) fan(place, scenario int, m sim.Measure, f fanColumns) {
	result := &c.report.Result.Scenarios[scenario]
	bands := []excelize.ChartSeries{{Name: c.area(f.first, 2, f.first, 2), Categories: c.values(dataColumn), Values: c.values(f.first), Fill: unseen}}
	for i, share := range [...]float64{0.25, 0.5, 0.25} {
		column := f.first + len(fanQuantiles) + i
		bands = append(bands, excelize.ChartSeries{
			Name: c.area(column, 2, column, 2), Categories: c.values(dataColumn), Values: c.values(column), Fill: solid(rgb(scenario, share)),
		})
	}
	title := c.words.Say("named", c.words.scenario(result), c.measureWithUnit(m))
	chart := c.chart(excelize.AreaStacked, title, f.largest, bands...)
	chart.Legend.Position = "none"
	median := f.first + 2
	line := c.chart(excelize.Line, title, f.largest, c.medianLine(median, scenario, c.area(median, 2, median, 2)))
	c.draw(place, chart, line)
}

// medians draws a measure's P50 of all scenarios.
func (c *chartBoard) medians(place int, m sim.Measure, fans []fanColumns) {
	var lines []excelize.ChartSeries
	largest := 0.0
	for i, f := range fans {
		lines = append(lines, c.medianLine(f.first+2, i, c.area(f.first+2, 1, f.first+2, 1)))
		largest = max(largest, f.largest)
	}
	c.draw(place, c.chart(excelize.Line, c.words.Say("chart.medians", c.measureWithUnit(m)), largest, lines...))
}

// cumulative draws when the scenarios pay back, with its numbers.
func (c *chartBoard) cumulative(place int) {
	var lines []excelize.ChartSeries
	largest := 0.0
	against := c.words.against(c.report)
	title := c.words.Say("chart.cumulative", against)
	for i := range c.report.Result.Scenarios {
		scenario := &c.report.Result.Scenarios[i]
		if scenario.Versus == nil {
			continue
		}
		c.heading(c.column, 1, c.words.scenario(scenario))
		c.heading(c.column, 2, title)
		for t, v := range scenario.Versus.CumulativeDiscounted.Q[sim.P50] {
			if !math.IsInf(v, 0) && !math.IsNaN(v) {
				c.number(c.column, dataRow+t, v, asMoney)
				largest = max(largest, math.Abs(v))
			}
		}
		lines = append(lines, c.medianLine(c.column, i, c.area(c.column, 1, c.column, 1)))
		c.width(c.column, c.column, 20)
		c.column++
	}
	if largest == 0 {
		return
	}
	c.draw(place, c.chart(excelize.Line, c.words.inCurrency(title, c.report.Result.Plan.Currency), largest, lines...))
}

// measureWithUnit names a measure, with the currency where it is money.
func (c *chartBoard) measureWithUnit(m sim.Measure) string {
	if m.Kind() == sim.KindMoney {
		return c.words.inCurrency(c.words.measure(m), c.report.Result.Plan.Currency)
	}
	return c.words.measure(m)
}

// chart is a chart with a title and an axis in the unit that suits its largest
// value.
func (s *sheet) chart(kind excelize.ChartType, title string, largest float64, series ...excelize.ChartSeries) *excelize.Chart {
	ink, grey := "1F2933", "5B6773"
	small := excelize.Font{Size: 9, Color: grey}
	lone := false
	return &excelize.Chart{
		Type: kind, Series: series, VaryColors: &lone,
		Title:        excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Size: 12, Bold: true, Color: ink}}}},
		Legend:       excelize.ChartLegend{Position: "bottom", Font: &small},
		Dimension:    excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Format:       excelize.GraphicOptions{AltText: title, Positioning: "oneCell"},
		XAxis:        excelize.ChartAxis{Font: small, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis:        excelize.ChartAxis{Font: small, MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: s.axisCode(largest)}},
		ShowBlanksAs: "gap",
	}
}

// draw puts a chart on its place of the board, in rows of chartsAcross.
func (c *chartBoard) draw(place int, chart *excelize.Chart, over ...*excelize.Chart) {
	if c.err != nil {
		return
	}
	for _, each := range append(over, chart) {
		each.XAxis.Alignment.TextRotation = 45
		if skip := c.months / 12; skip > 1 {
			each.XAxis.TickLabelSkip = skip
		}
	}
	at := cell(1+place%chartsAcross*chartColumns, 3+place/chartsAcross*chartRows)
	c.fail(c.file.AddChart(c.name, at, chart, over...))
}

// axisCode writes numbers of an axis in thousands, millions or billions.
func (s *sheet) axisCode(largest float64) string {
	switch {
	case s.words.Japanese() && largest >= 2e8:
		return `#,##0,,"百万"`
	case s.words.Japanese() && largest >= 2e5:
		return `#,##0,"千"`
	case largest >= 2e9:
		return `#,##0.0,,,"B"`
	case largest >= 2e7:
		return `#,##0,,"M"`
	case largest >= 2e6:
		return `#,##0.0,,"M"`
	case largest >= 2e4:
		return `#,##0,"k"`
	}
	return "#,##0"
}

// comparisonChart draws P10, P50 and P90 of the difference of NPV, or of NPV
// itself where nothing is compared, of a table whose first line is in row
// first and whose scenarios are in columns from the second on.
func (s *sheet) comparisonChart(row, first, scenarios int) {
	if s.err != nil || scenarios == 0 {
		return
	}
	line, title := lineNPV+1, s.words.Say("chart.npv")
	if s.report.Answer.Compared > 0 {
		line, title = lineDifference+1, s.words.Say("chart.difference", s.words.against(s.report))
	}
	largest := 0.0
	for i := range s.report.Result.Scenarios {
		for quantile := range 3 {
			if v := math.Abs(comparisonLines[line+quantile].value(&s.report.Result.Scenarios[i])); v > largest && !math.IsInf(v, 0) {
				largest = v
			}
		}
	}
	title = s.words.inCurrency(title, s.report.Result.Plan.Currency)
	var series []excelize.ChartSeries
	for i, share := range [...]float64{0.35, 1, 0.65} {
		at := first + line + i
		series = append(series, excelize.ChartSeries{
			Name: s.area(1, at, 1, at), Categories: s.area(2, first-1, 1+scenarios, first-1), Values: s.area(2, at, 1+scenarios, at), Fill: solid(rgb(1, share)),
		})
	}
	chart := s.chart(excelize.Col, title, largest, series...)
	chart.Dimension.Width = 980
	s.fail(s.file.AddChart(s.name, cell(1, row), chart))
}

// columnName is the letters of a column.
func columnName(column int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		return "?"
	}
	return name
}
