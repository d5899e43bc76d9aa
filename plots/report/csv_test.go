package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"holdfast/sim"
)

func rowsOf(t *testing.T, bom bool, write func(io.Writer) error) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	text, had := strings.CutPrefix(b.String(), byteOrderMark)
	if had != bom {
		t.Errorf("byte order mark: %v, want %v", had, bom)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll() // checks that all rows are of one length
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestLongCSV(t *testing.T) {
	rows := rowsOf(t, false, New(fixture(), nil).CSV)
	if want := []string{"scenario", "segment", "metric", "month", "statistic", "value"}; !slices.Equal(rows[0], want) {
		t.Errorf("header %v, want %v", rows[0], want)
	}
	seen := map[string]string{}
	for _, row := range rows[1:] {
		key := strings.Join(row[:5], ",")
		if _, again := seen[key]; again {
			t.Errorf("two rows for %s", key)
		}
		seen[key] = row[5]
		if _, err := strconv.ParseFloat(row[5], 64); row[5] != "" && err != nil && row[2] != "warning" {
			t.Errorf("%s: %v", key, err)
		}
	}
	for key, want := range map[string]string{
		"baseline,,npv,,mean":                                           "1234000000",
		",,warning,,undiscounted":                                       "NPV is undiscounted: the plan states no discount",
		"baseline,,revenue,2,p90":                                       "14021",
		"baseline,smb,revenue,15,mean":                                  "14014",
		"baseline,smb,cac,,mean":                                        "",
		"baseline,smb,cac,,null_trials":                                 "10000",
		"baseline,smb,customer_churn,3,mean":                            "",
		"baseline,,cac_payback_months,,p95":                             "inf",
		"onboarding,,versus.baseline.npv,,probability_better":           "0.83",
		"onboarding,,versus.baseline.breakeven_month,,p90":              "inf",
		"onboarding,,target.revenue,15,probability_at_least_1200000000": "0.62",
		"onboarding,,npv,,probability_best":                             "0.61",
	} {
		if got, has := seen[key]; !has || got != want {
			t.Errorf("%s = %q (%v), want %q", key, got, has, want)
		}
	}
}

func TestSpreadsheetFiles(t *testing.T) {
	report := New(fixture(), nil)
	monthly := rowsOf(t, true, report.MonthlyCSV)
	column := func(rows [][]string, name string) int { return slices.Index(rows[0], name) }
	find := func(rows [][]string, cells ...string) []string {
		for _, row := range rows {
			if slices.Equal(row[:len(cells)], cells) {
				return row
			}
		}
		t.Fatalf("no row %v", cells)
		return nil
	}
	row := find(monthly, "onboarding", "smb", "2", "2027-02", "mean")
	if got := row[column(monthly, "revenue")]; got != "14001" {
		t.Errorf("monthly revenue %q", got)
	}
	if want := 1 + 3*15*(1+7) + 3*15; len(monthly) != want {
		t.Errorf("%d monthly rows, want %d", len(monthly), want)
	}
	yearly := rowsOf(t, true, report.YearlyCSV)
	row = find(yearly, "baseline", "FY2026", "3", "mean")
	if got := row[column(yearly, "opening")]; got != "4321000" {
		t.Errorf("yearly opening %q", got)
	}
	summary := rowsOf(t, true, report.SummaryCSV)
	for _, test := range []struct {
		row          []string
		column, want string
	}{
		{[]string{"baseline", "", "", "", "npv", "JPY"}, "mean", "1234000000"},
		{[]string{"baseline", "", "", "", "probability_best", ""}, "probability", "0.31"},
		{[]string{"baseline", "", "", "", "ltv_cac", "ratio"}, "cvar5", ""},
		{[]string{"baseline", "", "", "", "cac_payback_months", "months"}, "mean", ""},
		{[]string{"baseline", "", "", "", "cac_payback_months", "months"}, "within_12", "0.25"},
		{[]string{"onboarding", "", "", "baseline", "npv", "JPY"}, "probability", "0.83"},
		{[]string{"onboarding", "", "", "baseline", "roi", "ratio"}, "value", "2.065"},
		{[]string{"onboarding", "", "", "baseline", "breakeven_month", "months"}, "never", "0.17"},
		{[]string{"onboarding", "Small businesses", "smb", "", "cac", "JPY"}, "mean", ""},
		{[]string{"onboarding", "Small businesses", "smb", "", "cac", "JPY"}, "null_trials", "10000"},
	} {
		if got := find(summary, test.row...)[column(summary, test.column)]; got != test.want {
			t.Errorf("%v %s = %q, want %q", test.row, test.column, got, test.want)
		}
	}
}

func TestNoTextRunsAsAFormula(t *testing.T) {
	for s, want := range map[string]string{
		"=1+1": "'=1+1", "+x": "'+x", "-x": "'-x", "@x": "'@x", "＝x": "'＝x", " =x": "' =x", "\tx": "'\tx", "plain": "plain", "": "", "a=b": "a=b",
	} {
		if got := inert(s); got != want {
			t.Errorf("inert(%q) = %q, want %q", s, got, want)
		}
	}
	r := fixture()
	r.Scenarios[1].ID = "=cmd|'/c calc'!A1,\"\n"
	for _, bom := range []bool{false, true} {
		write := New(r, nil).CSV
		if bom {
			write = New(r, nil).SummaryCSV
		}
		for _, row := range rowsOf(t, bom, write) {
			for _, cell := range row {
				if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
					t.Fatalf("cell %q", cell)
				}
			}
		}
	}
}

func TestAnUncertainTargetHasNoBound(t *testing.T) {
	target := sim.TargetResult{Target: sim.Target{Value: sim.Quantity{Input: 1, Factor: 1}}}
	if !math.IsNaN(targetValue(&target)) {
		t.Error("an uncertain bound has a number")
	}
}
