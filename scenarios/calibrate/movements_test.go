package calibrate

import (
	"math"
	"testing"
)

const ledgerOfPeriods = `customer,start,end,mrr
a,2024-01-10,2024-06-30,100
a,2024-07-01,,150
b,2024-01-01,2024-03-31,80
b,2024-06-01,,80
c,2024-02-01,2025-02-01,60
c,2025-02-01,,40
d,2024-05-05,2024-05-20,999
e,2025-01-01,,20
e,2025-01-01,,30
e,2025-01-01,,30
`

// Every move of a small ledger, worked out by hand.
func TestMovesOfMRR(t *testing.T) {
	o := plain()
	o.AsOf, o.AllowRejects = DayOf(2025, 6, 30), true
	r := calibrated(t, o, file(t, "periods.csv", ledgerOfPeriods))
	m := r.Segments[0].MRR
	want := map[string]MRRMonth{
		"2024-01": {New: 180}, "2024-02": {New: 60}, "2024-03": {Churned: -80}, "2024-06": {Reactivated: 80, Contraction: 0},
		"2024-07": {Expansion: 50}, "2025-01": {New: 50}, "2025-02": {Contraction: -20},
	}
	opening := 0.0
	for _, x := range m.Months {
		w := want[x.Month.String()]
		if x.New != w.New || x.Reactivated != w.Reactivated || x.Expansion != w.Expansion || x.Contraction != w.Contraction || x.Churned != w.Churned {
			t.Errorf("%v: %+v, want %+v", x.Month, x, w)
		}
		if x.Opening != opening || math.Abs(x.Opening+x.New+x.Reactivated+x.Expansion+x.Contraction+x.Churned-x.Closing) > 1e-9 {
			t.Errorf("%v: opening and moves are not closing: %+v", x.Month, x)
		}
		opening = x.Closing
	}
	// Then, at the end of June 2024: a 100, b 80, c 60. Now: a 150, b 80, c 40.
	if got, want := m.GRR, (100+80+40)/240.; math.Abs(got-want) > 1e-12 {
		t.Errorf("GRR %v, want %v", got, want)
	}
	if got, want := m.NRR, (150+80+40)/240.; math.Abs(got-want) > 1e-12 {
		t.Errorf("NRR %v, want %v", got, want)
	}
	// One rise is before the last twelve months' moves, one fall within them.
	if m.Expansion.Events != 1 || m.Contraction.Events != 1 {
		t.Errorf("moves %+v, %+v", m.Expansion, m.Contraction)
	}
	if r.Rows.Rejected != 1 || r.Rows.Reasons[0].Text != "the same period twice" {
		t.Errorf("rows %+v", r.Rows)
	}
	// d came and left within a month: a customer of one month, in no month's MRR.
	if s := r.Segments[0]; s.N != 6 || s.Events != 2 {
		t.Errorf("%d histories, %d losses", s.N, s.Events)
	}
}

// The rates of a plan carry on what they were taken from: mean MRR of those who
// stay grows by rises less falls.
func TestRatesReproduceTheGrowthOfMRR(t *testing.T) {
	o := plain()
	o.AsOf, o.AllowRejects = DayOf(2025, 6, 30), true
	m := calibrated(t, o, file(t, "periods.csv", ledgerOfPeriods)).Segments[0].MRR
	stayed, moved := 0.0, 0.0
	for i, x := range m.Months[1:] {
		if i+1 >= len(m.Months)-12 {
			stayed += x.Opening + x.Churned
			moved += x.Expansion + x.Contraction
		}
	}
	got := m.Expansion.PerMonth()*m.Expansion.Size - m.Contraction.PerMonth()*m.Contraction.Size
	if want := moved / stayed; math.Abs(got-want) > 1e-12 {
		t.Errorf("growth a month %v, want %v", got, want)
	}
}
