package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

func open(t testing.TB, data []byte) *excelize.File {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// telecomBook is the workbook of telecom, to read only.
var telecomBook = func() func(t testing.TB) *excelize.File {
	var once sync.Once
	var f *excelize.File
	return func(t testing.TB) *excelize.File {
		once.Do(func() {
			var err error
			if f, err = excelize.OpenReader(bytes.NewReader(workbook(t, telecomReport(t), WorkbookOptions{}))); err != nil {
				t.Fatal(err)
			}
		})
		if f == nil {
			t.Fatal("there is no workbook")
		}
		return f
	}
}()

// cellsOf are a sheet's cells without their formats.
func cellsOf(t testing.TB, f *excelize.File, name string) [][]string {
	rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// find is the row that begins with the given cells, counted from 1.
func find(t testing.TB, rows [][]string, cells ...string) int {
	for i, row := range rows {
		if len(row) >= len(cells) && slices.Equal(row[:len(cells)], cells) {
			return i + 1
		}
	}
	t.Fatalf("no row begins with %q", cells)
	return 0
}

func number(t testing.TB, f *excelize.File, sheet, at string) float64 {
	text, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatalf("%s!%s: %v", sheet, at, err)
	}
	return v
}

// The formulas, calculated anew, give what stands in their cells.
func TestFormulasAgree(t *testing.T) {
	f := telecomBook(t)
	count := map[string]int{}
	for _, name := range []string{"Summary", "Charts", "Years", "Segments"} {
		for i, row := range cellsOf(t, f, name) {
			for j := range row {
				at := cell(j+1, i+1)
				formula, err := f.GetCellFormula(name, at)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				count[name]++
				if name == "Charts" && i > 5 {
					continue // all alike
				}
				calculated, err := f.CalcCellValue(name, at, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatalf("%s!%s = %s: %v", name, at, formula, err)
				}
				got, err := strconv.ParseFloat(calculated, 64)
				if want := number(t, f, name, at); err != nil || math.Abs(got-want) > 1e-7*math.Max(1, math.Abs(want)) {
					t.Errorf("%s!%s = %s gives %s, the cell says %v", name, at, formula, calculated, want)
				}
			}
		}
	}
	// Three scenarios are compared in the summary; of 23 measures, 22 are no
	// rates, of which 18 flows have totals.
	years := len(telecomReport(t).Result.Scenarios[0].Yearly.Labels)
	flows, levels := 0, 0
	for m := range sim.NumMeasures {
		switch {
		case m.Kind() == sim.KindRate:
		case m.Stock():
			levels++
		default:
			flows++
		}
	}
	want := map[string]int{"Summary": 6, "Years": 4*flows + 3*(flows*(years+1)+levels*years), "Charts": 3 * 4 * 3 * 36}
	for name, n := range want {
		if count[name] != n {
			t.Errorf("sheet %s has %d formulas, not %d", name, count[name], n)
		}
	}
	if count["Segments"] < 4*2*10 {
		t.Errorf("sheet Segments has %d formulas", count["Segments"])
	}
}

// The numbers are the result's, with every digit.
func TestWorkbookHoldsTheResult(t *testing.T) {
	r := telecomReport(t)
	f := telecomBook(t)
	same := func(what string, got, want float64) {
		if got != want {
			t.Errorf("%s is %v, not %v", what, got, want)
		}
	}
	scenario := &r.Result.Scenarios[2]
	summary := cellsOf(t, f, "Summary")
	column := slices.Index(summary[find(t, summary, "Comparison of the scenarios")-1], scenario.ID) + 1
	for title, want := range map[string]float64{
		"NPV, mean": scenario.Metrics[sim.MetricNPV].Mean, "NPV difference, mean": scenario.Versus.Differences[sim.MetricNPV].Mean,
		"P(better)": scenario.Versus.Differences[sim.MetricNPV].Better.P, "ROI": scenario.Versus.ROI.Ratio, "P(best)": scenario.ProbabilityBest.P,
		"Breakeven, month number, P50": math.Ceil(scenario.Versus.Breakeven.Q[sim.P50]), "GRR, last 12 months, mean": scenario.Metrics[sim.MetricGRR].Mean,
	} {
		same(title, number(t, f, "Summary", cell(column, find(t, summary, title))), want)
	}
	all := cellsOf(t, f, "Scenarios")
	same("worst LTV", number(t, f, "Scenarios", cell(11, find(t, all, scenario.ID, "", "", "LTV (gross profit)"))), scenario.Metrics[sim.MetricLTV].Q[sim.P5])
	same("difference of NPV", number(t, f, "Scenarios", cell(8, find(t, all, scenario.ID, "", "baseline", "NPV"))), scenario.Versus.Differences[sim.MetricNPV].Mean)
	monthly := cellsOf(t, f, "Monthly")
	row := find(t, monthly, scenario.ID, "All", "P90", "36")
	same("revenue in the last month", number(t, f, "Monthly", cell(6+int(sim.MeasureRevenue), row)), scenario.Monthly[sim.MeasureRevenue].Q[sim.P90][35])
	years := cellsOf(t, f, "Years")
	row = find(t, years, "mean", scenario.ID, "Revenue")
	total := number(t, f, "Years", cell(firstYear+len(scenario.Yearly.Labels), row))
	if want := scenario.Metrics[sim.MetricRevenue].Mean; math.Abs(total-want) > 1e-9*want {
		t.Errorf("the years' revenue adds up to %v, over the horizon it is %v", total, want)
	}
	segments := cellsOf(t, f, "Segments")
	row = find(t, segments, "mean", scenario.ID, "Revenue")
	sum, whole := number(t, f, "Segments", cell(firstSegment+3, row)), number(t, f, "Segments", cell(firstSegment+4, row))
	if math.Abs(sum-whole) > 1e-9*whole || whole != scenario.Metrics[sim.MetricRevenue].Mean {
		t.Errorf("the segments' revenue adds up to %v, the scenario's is %v", sum, whole)
	}
}

// A formula that would not give the result's figure gives way to the figure.
func TestFormulasNeverDisagree(t *testing.T) {
	r := New(fixture(), nil) // whose differences are not those of its means
	f := open(t, workbook(t, r, WorkbookOptions{}))
	summary := cellsOf(t, f, "Summary")
	at := cell(3, find(t, summary, "NPV difference, mean"))
	if formula, _ := f.GetCellFormula("Summary", at); formula != "" {
		t.Errorf("%s is the formula %s", at, formula)
	}
	if got := number(t, f, "Summary", at); got != 41.3e6 {
		t.Errorf("%s is %v", at, got)
	}
}

func TestFormats(t *testing.T) {
	r := New(fixture(), nil)
	f := open(t, workbook(t, r, WorkbookOptions{}))
	summary := cellsOf(t, f, "Summary")
	for title, want := range map[string]string{
		"NPV, mean": "¥1,275,000,000", "P(better)": "83.0%", "LTV/CAC, P50": "3.40", "Breakeven, month number, P50": "15", "Breakeven, date, P50": "2028-03",
		"CAC payback, months, P50": "14", "NPV difference, P10": "¥1,558,000",
	} {
		if got, err := f.GetCellValue("Summary", cell(3, find(t, summary, title))); got != want {
			t.Errorf("%s is shown as %q, not %q (%v)", title, got, want, err)
		}
	}
	for currency, want := range map[string]string{"USD": `"$"#,##0.00;-"$"#,##0.00`, "CHF": `"CHF "#,##0.00;-"CHF "#,##0.00`, "": "#,##0.00", "KRW": `"₩"#,##0;-"₩"#,##0`, `a"b\;c`: `"abc "#,##0.00;-"abc "#,##0.00`} {
		r.Result.Plan.Currency = currency
		b := &book{report: r, style: English()}
		if got := b.moneyCode(); got != want {
			t.Errorf("amounts in %q have the format %s, not %s", currency, got, want)
		}
	}
}

// Names do no harm: they are text, whole where Excel can hold them.
func TestNamesAreText(t *testing.T) {
	r := New(hostile(), nil)
	for _, c := range []*words.Catalogue{words.English(), japanese(t).Catalogue} {
		data := workbook(t, r, WorkbookOptions{Words: c, Assumptions: someAssumptions, Answer: []string{"=1+1", "@sum"}})
		f := open(t, data)
		for _, name := range f.GetSheetList() {
			if units := utf16.Encode([]rune(name)); len(units) > 31 || strings.ContainsAny(name, `:\/?*[]'`) || name == "" {
				t.Errorf("sheet name %q", name)
			}
			for i, row := range cellsOf(t, f, name) {
				for j, text := range row {
					if text == "" || !strings.ContainsRune("=+-@<", rune(text[0])) || numeric(text) {
						continue
					}
					at := cell(j+1, i+1)
					kind, _ := f.GetCellType(name, at)
					if formula, _ := f.GetCellFormula(name, at); kind != excelize.CellTypeSharedString || formula != "" {
						t.Errorf("%s!%s: %q is of type %v, formula %q", name, at, text, kind, formula)
					}
				}
			}
		}
		first, _ := f.GetCellValue(f.GetSheetName(0), "A1")
		if first != r.Result.Plan.Name {
			t.Errorf("the plan's name reads %q", first)
		}
		for name, content := range parts(t, data) {
			if bytes.Contains(content, []byte("<script")) || bytes.ContainsAny(content, "\x00\x1b\u202E") {
				t.Errorf("%s has a name in it as it is", name)
			}
			if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
				wellFormed(t, name, content)
			}
		}
	}
}

func numeric(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

func wellFormed(t *testing.T, name string, content []byte) {
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

func parts(t testing.TB, data []byte) map[string][]byte {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if f.Modified.UTC().Year() != 1980 {
			t.Errorf("%s is of %v", f.Name, f.Modified)
		}
	}
	return all
}

func TestSameResultSameWorkbook(t *testing.T) {
	o := WorkbookOptions{Assumptions: someAssumptions}
	first := workbook(t, New(fixture(), nil), o)
	for range 3 {
		if !bytes.Equal(first, workbook(t, New(fixture(), nil), o)) {
			t.Fatal("two writes differ")
		}
	}
}

// What does not exist is empty; what is infinite is a word.
func TestMissingAndInfiniteValues(t *testing.T) {
	f := open(t, workbook(t, New(fixture(), nil), WorkbookOptions{}))
	segments := cellsOf(t, f, "Segments")
	for at, want := range map[string]string{
		cell(firstSegment, find(t, segments, "P50", "onboarding", "CAC")):                                                       "",
		cell(firstSegment, find(t, segments, "mean", "onboarding", "LTV (gross profit)")):                                       "∞",
		cell(firstSegment, find(t, segments, "P50", "onboarding", "CAC payback")):                                               "14",
		cell(6+int(sim.MeasureCustomerChurn), find(t, cellsOf(t, f, "Monthly"), "onboarding", "Small businesses", "mean", "3")): "",
	} {
		sheet := "Segments"
		if strings.HasPrefix(at, "A") {
			sheet = "Monthly"
		}
		if got, _ := f.GetCellValue(sheet, at); got != want {
			t.Errorf("%s!%s is %q, not %q", sheet, at, got, want)
		}
	}
	scenarios := cellsOf(t, f, "Scenarios")
	row := scenarios[find(t, scenarios, "onboarding", "", "baseline", "Breakeven month, discounted")-1]
	if row[13] != "15" || row[15] != "beyond the horizon" {
		t.Errorf("breakeven reads %q", row)
	}
	row = scenarios[find(t, scenarios, "値上げと解約防止", "", "", "CAC payback")-1]
	if row[16] != "never" || row[10] != "30" {
		t.Errorf("a payback that never comes reads %q", row)
	}
	row = scenarios[find(t, scenarios, "値上げと解約防止", "", "", "LTV/CAC")-1]
	if row[7] != "" || row[24] != "10000" {
		t.Errorf("a ratio that does not exist reads %q", row)
	}
}

func TestSheetsAndCharts(t *testing.T) {
	r := telecomReport(t)
	trials := []TrialColumn{{"baseline", sim.MetricNPV, []float64{1, math.Inf(1), math.NaN(), -4}}, {"onboarding", sim.MetricLTVCAC, []float64{2.5}}}
	data := workbook(t, r, WorkbookOptions{Assumptions: someAssumptions, Trials: trials})
	f := open(t, data)
	if got, want := f.GetSheetList(), []string{"Summary", "Charts", "Scenarios", "Years", "Monthly", "Segments", "Assumptions", "Trials"}; !slices.Equal(got, want) {
		t.Errorf("sheets %q", got)
	}
	for _, name := range f.GetSheetList()[2:] {
		if panes, err := f.GetPanes(name); err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("sheet %s does not keep its header: %+v %v", name, panes, err)
		}
	}
	charts, stacked := 0, 0
	for name, content := range parts(t, data) {
		if strings.HasPrefix(name, "xl/charts/chart") {
			charts++
			if bytes.Contains(content, []byte("areaChart")) {
				stacked++
				if !bytes.Contains(content, []byte("lineChart")) {
					t.Errorf("%s is a fan without a median", name)
				}
			}
		}
		for _, sheet := range [...]int{3, 5, 7, 8} { // whose filters let readers sort
			if name == fmt.Sprintf("xl/worksheets/sheet%d.xml", sheet) && bytes.Contains(content, []byte("<f>")) {
				t.Errorf("%s has formulas, which sorting would tear apart", name)
			}
		}
		if strings.HasPrefix(name, "xl/worksheets/") && bytes.Contains(content, []byte(`t="str"><f>`)) {
			t.Errorf("%s has formulas of text", name)
		}
	}
	if charts != 1+3+1+12 || stacked != 12 {
		t.Errorf("%d charts, %d of them fans", charts, stacked)
	}
	rows := cellsOf(t, f, "Trials")
	if want := [][]string{{"1", "1", "2.5"}, {"2", "∞"}, {"3"}, {"4", "-4"}}; len(rows) != 5 || !slices.EqualFunc(rows[1:], want, slices.Equal[[]string]) {
		t.Errorf("trials %q", rows)
	}
	assumptions := cellsOf(t, f, "Assumptions")
	if assumptions[2][4] != "no source" || assumptions[2][1] != someAssumptions[1].Title || assumptions[3][5] != "default" {
		t.Errorf("assumptions %q", assumptions)
	}
	summary := cellsOf(t, f, "Summary")
	for _, warning := range r.Result.Warnings {
		find(t, summary, r.WarningSentence(warning, words.English()))
	}
	find(t, summary, "SHA-256", r.Result.Plan.SHA256)
}

func TestWorkbookOfOddResults(t *testing.T) {
	for name, r := range oddResults() {
		data := workbook(t, New(r, nil), WorkbookOptions{})
		open(t, data)
		if len(data) == 0 {
			t.Errorf("%s: nothing was written", name)
		}
	}
}

// oddResults are results in which something is missing.
func oddResults() map[string]*sim.Result {
	alone := fixture()
	alone.Scenarios = alone.Scenarios[:1]
	infinite := fixture()
	for i := range infinite.Scenarios {
		for m := range sim.NumMetrics {
			infinite.Scenarios[i].Metrics[m] = absent(10)
		}
		for m := range infinite.Scenarios[i].Monthly {
			for t := range infinite.Scenarios[i].Monthly[m].Mean {
				infinite.Scenarios[i].Monthly[m].Mean[t] = math.Inf(1)
				infinite.Scenarios[i].Monthly[m].Q[sim.P50][t] = math.Inf(-1)
				infinite.Scenarios[i].Yearly.Measures[m].Mean = []float64{math.NaN(), math.Inf(1)}
			}
		}
		if versus := infinite.Scenarios[i].Versus; versus != nil {
			versus.Differences[sim.MetricNPV] = nil
			versus.ROI.Ratio = math.NaN()
			versus.Breakeven.Q[sim.P50] = math.NaN()
			versus.Investment = absent(10)
		}
	}
	short := fixture()
	for i := range short.Scenarios {
		short.Scenarios[i].Monthly = monthly(1, true)
		short.Scenarios[i].Segments = nil
		short.Scenarios[i].Targets = nil
		short.Scenarios[i].Yearly = sim.Yearly{}
	}
	short.Plan.Months = 1
	certain := fixture()
	certain.Against = "elsewhere"
	return map[string]*sim.Result{"empty": {}, "alone": alone, "infinite": infinite, "short": short, "other base": certain}
}
