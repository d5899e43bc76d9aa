package calibrate

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"holdfast/sim"
)

// purchases is a file of customers who buy at their own rate until they drop out.
func purchases(n int) string {
	var b strings.Builder
	b.WriteString("customer,date,amount\n")
	end := float64(DayOf(2026, 6, 30))
	k := uint64(0)
	u := func() float64 { k++; return 1 - uniform(9, k) }
	for i := range n {
		at := float64(DayOf(2025, 1, 1)) + 420*u()
		rate := 0.01 + 0.06*u()*u()
		quit := 0.3 * u()
		for at <= end {
			fmt.Fprintf(&b, "c%d,%v,%.2f\n", i, Day(at), 20+80*u())
			if u() < quit {
				break
			}
			at += 1 - math.Log(u())/rate
		}
	}
	return b.String()
}

// The orders that the engine simulates for the customers seen are those that
// BG/NBD expects of them.
func TestSimulatedOrdersAreThoseExpected(t *testing.T) {
	paths := []string{file(t, "orders.csv", purchases(800))}
	if cdnow := "../../../shared/data/cdnow_summary_monetary.csv"; exists(cdnow) {
		paths = append(paths, cdnow)
	}
	for _, path := range paths {
		o := plain()
		o.Replicates = -1
		r := calibrated(t, o, path)
		shop := &r.Shops[0]
		want := 0.0
		for _, c := range shop.Customers {
			want += c.Count * shop.BGNBD.ConditionalPurchases(c.Summary, 12*monthDays/shop.Unit)
		}
		m := loaded(t, r).Model
		m.Months, m.Trials, m.Noise = 12, 1, sim.NoiseNone
		result, err := sim.Run(context.Background(), m, sim.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := 0.0
		for _, s := range result.Scenarios[0].Segments {
			if s.ID != "new_customers" {
				got += s.Metrics[sim.MetricOrders].Mean
			}
		}
		if math.Abs(got/want-1) > 0.02 {
			t.Errorf("%s: %.1f orders simulated, %.1f expected", path, got, want)
		}
	}
}

// Customers who follow a model are forecast within its bands about as often as
// the bands say. With 24 disjoint cohorts, each within its 90 % band with
// probability .88 or more, 14 or fewer are with probability 1e-5.
func TestBacktestOfAModelThatHolds(t *testing.T) {
	o := dateOptions()
	o.Replicates = 100
	b, err := Check(context.Background(), []string{file(t, "members.csv", members(6000, byParity))}, o, Holdout{Months: 9, Date: NoDay})
	if err != nil {
		t.Fatal(err)
	}
	if b.Cut != DayOf(2025, 9, 30) || len(b.Monthly) != 9 || b.Scored < 15 || !b.OnCohorts {
		t.Fatalf("cut %v, %d months, %d cohorts", b.Cut, len(b.Monthly), b.Scored)
	}
	if 24*b.Held90 < 15*b.Scored {
		t.Errorf("the 90 %% band held %d of %d", b.Held90, b.Scored)
	}
	if b.MAPE > 0.05 || math.Abs(b.Bias) > b.MAPE+1e-12 {
		t.Errorf("MAPE %.3f, bias %.3f", b.MAPE, b.Bias)
	}
	// The actuals are counts of the file.
	last := b.Monthly[8]
	active := 0
	for _, row := range strings.Split(members(6000, byParity), "\n")[1:] {
		if f := strings.Split(row, ","); len(f) > 2 && f[2] == "" {
			active++
		}
	}
	if last.Actual != float64(active) {
		t.Errorf("%v customers at the end, the file has %d", last.Actual, active)
	}
}

// A fit must not see beyond the cut: what happens later may change nothing.
func TestTheFitKnowsNothingOfWhatCameLater(t *testing.T) {
	text := members(1500, byParity)
	var changed []string
	for i, line := range strings.Split(text, "\n") {
		f := strings.Split(line, ",")
		if i > 0 && len(f) > 2 {
			if f[1] > "2025-12-31" {
				continue // joined later
			}
			if f[2] > "2025-12-31" || f[2] == "" {
				f[2] = "2026-01-15"
			}
		}
		changed = append(changed, strings.Join(f, ","))
	}
	o := dateOptions()
	o.AsOf = DayOf(2025, 12, 31)
	plan := func(text string) string {
		d, err := read(context.Background(), []string{file(t, "members.csv", text)}, &o)
		if err != nil {
			t.Fatal(err)
		}
		r, err := analyse(context.Background(), d.knownAt(o.AsOf), &o)
		if err != nil {
			t.Fatal(err)
		}
		_, plan, _ := strings.Cut(string(r.Plan("draws.csv")), "\nplan:")
		return plan + string(r.Draws())
	}
	if plan(text) != plan(strings.Join(changed, "\n")) {
		t.Error("the fit depends on what came after the cut")
	}
}
