package calibrate

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// rowsOf writes customers with dates: hazard by start, n customers, and what the
// test makes of each.
func rowsOf(n int, seed uint64, hazard func(start Day) float64, change func(i int, start, end Day) (Day, Day)) string {
	var b strings.Builder
	b.WriteString("customer,start,end,price\n")
	asOf := DayOf(2026, 6, 30)
	for i := range n {
		start := DayOf(2023, 1, 1) + Day(1276*uniform(seed, uint64(2*i)))
		months := 1 + int(math.Log(1-uniform(seed, uint64(2*i+1)))/math.Log(1-hazard(start)))
		end := start.anniversary(min(months, 400))
		if change != nil {
			start, end = change(i, start, end)
		}
		text := end.String()
		if end > asOf {
			text = ""
		}
		fmt.Fprintf(&b, "c%d,%v,%s,10\n", i, start, text)
	}
	return b.String()
}

func constantly(h float64) func(Day) float64 { return func(Day) float64 { return h } }

func TestWarningsOfDatedFiles(t *testing.T) {
	o := plain()
	o.AsOf, o.Replicates = DayOf(2026, 6, 30), -1
	same := rowsOf(3000, 3, constantly(0.05), nil)
	drifting := rowsOf(3000, 3, func(start Day) float64 {
		if start > DayOf(2024, 10, 1) {
			return 0.09
		}
		return 0.04
	}, nil)
	piled := rowsOf(3000, 3, constantly(0.05), func(i int, start, end Day) (Day, Day) {
		if end > DayOf(2026, 6, 1) && start < DayOf(2026, 6, 1) && i%2 == 0 {
			return start, DayOf(2026, 6, 30)
		}
		return start, end
	})
	few := rowsOf(40, 3, constantly(0.02), nil)
	for _, c := range []struct {
		code      string
		has, lack string
	}{{"drift", drifting, same}, {"ends_pile_up", piled, same}, {"few_events", few, same}} {
		if w := warned(calibrated(t, o, file(t, "x.csv", c.has)), c.code); w == "" {
			t.Errorf("%s: no warning", c.code)
		}
		if w := warned(calibrated(t, o, file(t, "x.csv", c.lack)), c.code); w != "" {
			t.Errorf("%s: %s", c.code, w)
		}
	}
	endless := rowsOf(3000, 8, func(start Day) float64 { return 0.002 + 0.3*math.Pow(uniform(4, uint64(start)), 4) }, nil)
	if w := warned(calibrated(t, o, file(t, "x.csv", endless)), "infinite_lifetime"); w == "" {
		t.Error("mixed customers: no warning of an infinite lifetime")
	}
	o.AsOf = NoDay
	if w := warned(calibrated(t, o, file(t, "x.csv", same)), "as_of"); w == "" {
		t.Error("no warning that the as-of date was guessed")
	}
}

// A file from which those who left before a date were deleted makes churn look
// low; with --since it is what it was. With a constant hazard of 5 % and some
// 20,000 months at risk the estimate is within .008 of it but for 1e-6.
func TestSinceUndoesADeletion(t *testing.T) {
	since := DayOf(2025, 1, 1)
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(rowsOf(4000, 12, constantly(0.05), nil)), "\n") {
		if f := strings.Split(line, ","); i == 0 || f[2] == "" || f[2] >= since.String() {
			b.WriteString(line + "\n")
		}
	}
	o := plain()
	o.AsOf, o.Replicates = DayOf(2026, 6, 30), -1
	path := file(t, "purged.csv", b.String())
	if p := calibrated(t, o, path).Segments[0].Fits[0].Params[0]; p > 0.045 {
		t.Errorf("the deletion shows as %.4f, which proves nothing", p)
	}
	o.Since = since
	if p := calibrated(t, o, path).Segments[0].Fits[0].Params[0]; math.Abs(p-0.05) > 0.008 {
		t.Errorf("since: %.4f", p)
	}
}

// Files of a few rows that have, and lack, what a warning tells.
func TestWarningsOfOddFiles(t *testing.T) {
	for _, c := range []struct {
		code, asOf string
		has, lack  string
	}{
		{"young_left_out", "", "id,tenure,churned\na,0,yes\nb,0,no\nc,1,yes\n", "id,tenure,churned\na,0,yes\nb,2,no\nc,1,yes\n"},
		{"zero_price", "", "id,tenure,churned,price\na,3,yes,0\nb,2,no,0\n", "id,tenure,churned,price\na,3,yes,0\nb,2,no,5\n"},
		{"as_of_late", "2026-06-30", "id,start,end\na,2025-01-01,2025-05-01\nb,2025-02-01,\n", "id,start,end\na,2025-01-01,2026-05-01\nb,2025-02-01,\n"},
		{"no_joiners", "2026-06-30", "id,start,end\na,2025-01-01,2026-05-01\nb,2025-02-01,\n", "id,start,end\na,2025-01-01,2026-05-01\nb,2026-02-01,\n"},
	} {
		o := plain()
		if c.asOf != "" {
			o.AsOf = DayOf(2026, 6, 30)
		}
		if w := warned(calibrated(t, o, file(t, "x.csv", c.has)), c.code); w == "" {
			t.Errorf("%s: no warning", c.code)
		}
		if w := warned(calibrated(t, o, file(t, "x.csv", c.lack)), c.code); w != "" {
			t.Errorf("%s: %s", c.code, w)
		}
	}
}

// A rise of the hazard beyond what was observed is told with its size.
func TestARisingExtrapolationIsTold(t *testing.T) {
	w := ""
	for _, x := range calibrated(t, Options{AsOf: NoDay, Since: NoDay, Replicates: -1, Segment: "Contract"}, shared(t, "telco_churn.csv")).Warnings {
		if x.Code == "beyond_observed" && x.Where == "Two year" {
			w = x.Message
		}
	}
	if !strings.HasSuffix(w, "its losses rise from 0.54 % a month to 5.88 % there; where that is not to be believed, give it a scale") {
		t.Errorf("%q", w)
	}
}
