package calibrate

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

// tenureRows are a snapshot.
func tenureRows() string {
	var b strings.Builder
	b.WriteString("customer,tenure,churned\n")
	for i := range 300 {
		fmt.Fprintf(&b, "%d,%d,%s\n", i, 1+i%24, []string{"yes", "no"}[i*7%5%2])
	}
	return b.String()
}

// A backtest judges rows by the rules of calibrate, whatever the cut hides, and
// lists those that it finds late.
func TestBacktestsJudgeRowsAsCalibrateDoes(t *testing.T) {
	for name, c := range map[string]struct {
		text, flaw, reason string
	}{
		"snapshot":           {tenureRows(), "z%d,-4,no\n", "tenure: negative"},
		"active with an end": {datedRows(), "z%d,2024-01-01,2024-03-01,active\n", "said to be active"},
		"churned without":    {datedRows(), "z%d,2024-01-01,,cancelled\n", "said to have churned"},
	} {
		text := c.text
		for i := range 40 {
			text += fmt.Sprintf(c.flaw, i)
		}
		path := file(t, "x.csv", text)
		var listed bytes.Buffer
		o := plain()
		o.Rejects = &listed
		_, err := Check(context.Background(), []string{path}, o, Holdout{Months: 6, Date: NoDay})
		if err == nil || !strings.Contains(err.Error(), "more than 5 %") || !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%s: %v", name, err)
		}
		if n := strings.Count(listed.String(), c.reason); n != 40 {
			t.Errorf("%s: %d rows listed of 40", name, n)
		}
		o = plain()
		o.AllowRejects = true
		with, err := Check(context.Background(), []string{path}, o, Holdout{Months: 6, Date: NoDay})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if with.Fitted.Rows.Rejected != 40 || with.Fitted.Rows.Used == 0 || with.Fitted.Files[0].Rejected != 40 {
			t.Errorf("%s: %+v %+v", name, with.Fitted.Rows, with.Fitted.Files)
		}
		without, err := Check(context.Background(), []string{file(t, "y.csv", c.text)}, o, Holdout{Months: 6, Date: NoDay})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, want := with.Monthly[5], without.Monthly[5]; got != want {
			t.Errorf("%s: rows that cannot be used changed %+v to %+v", name, want, got)
		}
	}
}

// datedRows are customers who start over two years, half of whom left after some
// months.
func datedRows() string {
	var b strings.Builder
	b.WriteString("customer,start,end,churned\n")
	for i := range 240 {
		start := DayOf(2024, 1+i%24, 1+i%27)
		end, said := "", "active"
		if left := (start.Month() + Month(2+i%11)).First() + Day(i%20); i%2 == 0 && left < DayOf(2026, 1, 1) {
			end, said = left.String(), "cancelled"
		}
		fmt.Fprintf(&b, "%d,%v,%s,%s\n", i, start, end, said)
	}
	return b.String()
}

// An option with nothing to do is a mistake.
func TestOptionsThatDoNotApply(t *testing.T) {
	o := plain()
	o.Since = DayOf(2025, 1, 1)
	covers := plain()
	covers.FlagCovers = 3
	for _, c := range []struct {
		text string
		o    Options
		want string
	}{
		{"customer,tenure,churned\na,30,yes\nb,12,no\n", o, "--since does not apply"},
		{datedRows(), covers, "--flag-covers does not apply"},
	} {
		path := []string{file(t, "x.csv", c.text)}
		_, err := Calibrate(context.Background(), path, c.o)
		_, again := Check(context.Background(), path, c.o, Holdout{Months: 6, Date: NoDay})
		for _, err := range []error{err, again} {
			if _, mistake := err.(*Mistake); !mistake || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		}
	}
}
