package purchase

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func ledgerOf(t *testing.T, rows ...Transaction) *Ledger {
	t.Helper()
	l := &Ledger{}
	for _, row := range rows {
		if err := l.Add(row); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestLedgerRules(t *testing.T) {
	buy := func(day int, amount float64) Transaction { return Transaction{Customer: 3, Day: day, Amount: amount} }
	none := Customer{}
	customer := func(first, last int, x, mean, spend float64) Customer {
		return Customer{ID: 3, First: first, Last: last, Spend: spend,
			Summary: Summary{X: x, Tx: float64(last - first), T: float64(100 - first), Mean: mean, Count: 1}}
	}
	for _, c := range []struct {
		name string
		rows []Transaction
		want Customer
		left LeftOut
	}{
		{"one purchase", []Transaction{buy(10, 5)}, customer(10, 10, 0, 0, 5), LeftOut{}},
		{"three days", []Transaction{buy(40, 8), buy(10, 5), buy(20, 6)}, customer(10, 40, 2, 7, 19), LeftOut{}},
		{"a day is one purchase", []Transaction{buy(10, 5), buy(20, 1), buy(20, 2), buy(20, 1)}, customer(10, 20, 1, 4, 9), LeftOut{}},
		{"blank, zero, cancelled, later", []Transaction{buy(10, 5), {Customer: -1, Day: 4, Amount: 9}, buy(20, 0),
			{Customer: 3, Day: 30, Amount: 4, Cancelled: true}, buy(101, 6), buy(102, -5)},
			customer(10, 10, 0, 0, 5), LeftOut{Blank: 1, Zero: 1, Cancelled: 1, Later: 2}},
		{"a refund takes back the same amount, not the newest",
			[]Transaction{buy(10, 5), buy(20, 7), buy(30, 9), buy(40, -7)}, customer(10, 30, 1, 9, 14), LeftOut{}},
		{"the latest of the same amount", []Transaction{buy(10, 5), buy(20, 5), buy(30, 9), buy(40, -5)},
			customer(10, 30, 1, 9, 14), LeftOut{}},
		{"a refund on the day itself, written first", []Transaction{buy(10, -5), buy(10, 5), buy(20, 6)},
			customer(20, 20, 0, 0, 6), LeftOut{}},
		{"in part", []Transaction{buy(10, 5), buy(20, 7), buy(40, -2)}, customer(10, 20, 1, 5, 10), LeftOut{}},
		{"newest first, over two", []Transaction{buy(10, 5), buy(20, 7), buy(30, 3), buy(40, -4)}, customer(10, 20, 1, 6, 11), LeftOut{}},
		{"later purchases are not touched", []Transaction{buy(10, 5), buy(20, -9), buy(30, 3)}, customer(30, 30, 0, 0, 3), LeftOut{Refunds: 1}},
		{"flagged refunds too", []Transaction{buy(10, 5), {Customer: 3, Day: 11, Amount: -5, Cancelled: true}}, none, LeftOut{Customers: 1}},
		{"a refund of nothing", []Transaction{buy(10, -5)}, none, LeftOut{Refunds: 1, Customers: 1}},
		{"a same amount that was eaten by another refund",
			[]Transaction{buy(10, 4), buy(20, 7), buy(21, -6), buy(22, -7)}, none, LeftOut{Refunds: 1, Customers: 1}},
		{"nothing yet", []Transaction{buy(200, 5)}, none, LeftOut{Later: 1}},
		{"rounding of cents", []Transaction{buy(10, .1), buy(10, .2), buy(12, -.3)}, none, LeftOut{Customers: 1}},
	} {
		list, left := ledgerOf(t, c.rows...).Customers(100, 1)
		var want []Customer
		if c.want != none {
			want = []Customer{c.want}
		}
		if diff := cmp.Diff(want, list, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.left, left); diff != "" {
			t.Errorf("%s, left out (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestLedgerUnits(t *testing.T) {
	l := ledgerOf(t, Transaction{Customer: 1, Day: 7, Amount: 1}, Transaction{Customer: 1, Day: 28, Amount: 2})
	weeks, _ := l.Customers(77, 7)
	if s := weeks[0].Summary; s != (Summary{X: 1, Tx: 3, T: 10, Mean: 2, Count: 1}) {
		t.Errorf("in weeks: %+v", s)
	}
	cut, left := l.Customers(14, 7)
	if s := cut[0].Summary; s != (Summary{T: 1, Count: 1}) || left.Later != 1 {
		t.Errorf("with an earlier end: %+v, %+v", s, left)
	}
	if err := l.Add(Transaction{Customer: 1, Day: 30, Amount: 4}); err != nil {
		t.Fatal(err)
	}
	if more, _ := l.Customers(77, 7); more[0].X != 2 {
		t.Errorf("after another purchase: %+v", more[0])
	}
}

func TestLedgerRefusesWhatIsNoTransaction(t *testing.T) {
	for _, c := range []struct {
		row  Transaction
		want string
	}{
		{Transaction{Amount: math.NaN()}, "NaN is not an amount"},
		{Transaction{Amount: math.Inf(-1)}, "-Inf is not an amount"},
		{Transaction{Amount: 1, Day: 1 << 40}, "day 1099511627776 is out of range"},
		{Transaction{Amount: 1, Customer: 1 << 40}, "customer 1099511627776 is out of range"},
	} {
		if err := (&Ledger{}).Add(c.row); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.row, err)
		}
	}
}

// Purchases without refunds, by the definition: distinct days of each customer.
func TestLedgerAgainstTheDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	var rows []Transaction
	days := map[int]map[int]float64{}
	for range 20000 {
		row := Transaction{Customer: random.IntN(3000), Day: random.IntN(60), Amount: float64(1 + random.IntN(100))}
		rows = append(rows, row)
		if days[row.Customer] == nil {
			days[row.Customer] = map[int]float64{}
		}
		days[row.Customer][row.Day] += row.Amount
	}
	list, left := ledgerOf(t, rows...).Customers(60, 1)
	if left != (LeftOut{}) || len(list) != len(days) {
		t.Fatalf("%d customers of %d, left out %+v", len(list), len(days), left)
	}
	for i, c := range list {
		if i > 0 && list[i-1].ID >= c.ID {
			t.Fatal("not ordered by ID")
		}
		first, last, spend := 60, 0, 0.0
		for day, amount := range days[c.ID] {
			first, last, spend = min(first, day), max(last, day), spend+amount
		}
		want := Customer{ID: c.ID, First: first, Last: last, Spend: spend, Summary: Summary{
			X: float64(len(days[c.ID]) - 1), Tx: float64(last - first), T: float64(60 - first), Count: 1}}
		if want.X > 0 {
			want.Mean = (spend - days[c.ID][first]) / want.X
		}
		if diff := cmp.Diff(want, c, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
			t.Fatal(diff)
		}
	}
}

// One customer with very many purchases and refunds takes no quadratic time.
func TestLedgerOfOneHugeCustomer(t *testing.T) {
	l := &Ledger{}
	for i := range 200000 {
		amount := float64(1 + i%1000)
		if i%2 == 1 {
			amount = -amount / 2
		}
		if err := l.Add(Transaction{Customer: 0, Day: i / 50, Amount: amount}); err != nil {
			t.Fatal(err)
		}
	}
	if list, _ := l.Customers(4000, 1); len(list) != 1 {
		t.Errorf("%d customers", len(list))
	}
}
