package plots

import "fmt"

// A Language says how a chart writes numbers, dates and its fixed words. The
// caller's own strings (titles, names, units) are drawn as they are. Every
// function must be set: start from [English] and replace.
type Language struct {
	// Numbers writes values that stand together, such as the ticks of an
	// axis, alike; it returns as many strings as it gets values and must
	// take NaN and ±Inf.
	Numbers     func(values ...float64) []string
	PercentSign string                     // after a percentage, its space included
	Times       func(number string) string // makes a number a multiple: 3 -> 3x
	FullStop    string                     // between sentences, its space included
	// Date writes a month of the calendar, month from 1 to 12.
	Date func(year, month int) string
	// MonthNumber names a month of a plan without a start, counted from 1.
	MonthNumber func(month int) string

	MonthAxis string                    // label of an axis of month numbers
	AgeAxis   string                    // label of an axis of ages in months
	BandNote  string                    // that a band is not a path
	EndNote   func(month string) string // what the numbers beside the lines are
	NoData    string                    // in place of an empty chart
	Omitted   func(n int) string

	Loses       func(share string) string // probability of loss, as text
	OutsideNote func(share string) string // trials beyond the axis
	Breakeven   func(month string) string
	NoBreakeven string
	CutAxis     string // beside the unit of an axis that leaves zero out
	NoCAC       string
	AfterMonths func(share string, age int) string // survival to an age

	SimulatedNote string // the key of a retention chart
	Bridge        BridgeWords
}

// BridgeWords names the bars of a [Bridge].
type BridgeWords struct {
	Opening, New, Reactivated, Expansion, Price, Contraction, Churned, Closing string
}

// English is the language of a chart that names none.
func English() *Language {
	return &Language{
		Numbers:       People,
		PercentSign:   " %",
		FullStop:      ". ",
		Times:         func(number string) string { return number + "x" },
		Date:          func(year, month int) string { return fmt.Sprintf("%04d-%02d", year, month) },
		MonthNumber:   func(month int) string { return fmt.Sprintf("month %d", month) },
		MonthAxis:     "Month",
		AgeAxis:       "Months since joining",
		BandNote:      "Quantiles are of each month alone: a band is not a path.",
		EndNote:       func(month string) string { return "Numbers: P50 (P10 – P90) in " + month + "." },
		NoData:        "No values to draw",
		Omitted:       func(n int) string { return fmt.Sprintf("%d more not shown: too small a picture", n) },
		Loses:         func(share string) string { return share + " lose money" },
		OutsideNote:   func(share string) string { return share + " of the trials lie beyond the axis." },
		Breakeven:     func(month string) string { return "breakeven " + month },
		NoBreakeven:   "no breakeven within the horizon",
		CutAxis:       "The axis does not start at zero",
		NoCAC:         "no CAC",
		AfterMonths:   func(share string, age int) string { return fmt.Sprintf("%s after %d months", share, age) },
		SimulatedNote: "Line: expected by the curve. Dots and band: simulated, P50 and P10–P90 of each month alone.",
		Bridge: BridgeWords{
			Opening: "Opening MRR", New: "New", Reactivated: "Reactivated", Expansion: "Expansion",
			Price: "Price", Contraction: "Contraction", Churned: "Churned", Closing: "Closing MRR",
		},
	}
}

// Percent writes a fraction: 17 %, 0.3 %, <0.1 %, >99.9 %. Only 0 and 1
// themselves print as 0 % and 100 %.
func (l *Language) Percent(fraction float64) string {
	return special(fraction, func(p float64) string {
		switch {
		case p > 0 && p < 0.001:
			return "<0.1" + l.PercentSign
		case p < 1 && p > 0.999:
			return ">99.9" + l.PercentSign
		case p > 0 && p < 0.01 || p > 0.99 && p < 1:
			return fmt.Sprintf("%.1f", 100*p) + l.PercentSign
		}
		return signed(fmt.Sprintf("%.0f", 100*p)) + l.PercentSign
	})
}

// A Month is a month of the calendar, January being 1. The zero Month stands
// for a plan without a start, whose months are numbered.
type Month struct{ Year, Month int }

// Plus returns the month n months later; the zero Month stays zero.
func (m Month) Plus(n int) Month {
	if m == (Month{}) {
		return m
	}
	i := m.Year*12 + m.Month - 1 + n
	year := i / 12
	if i < 0 && i%12 != 0 {
		year--
	}
	return Month{Year: year, Month: i - year*12 + 1}
}

// monthName writes the plan's t-th month, t from 1.
func (l *Language) monthName(start Month, t int) string {
	if start == (Month{}) {
		return l.MonthNumber(t)
	}
	m := start.Plus(t - 1)
	return l.Date(m.Year, m.Month)
}
