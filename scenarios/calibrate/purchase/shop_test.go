package purchase

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestShop takes a real shop's invoices, refunds among them, through every step.
func TestShop(t *testing.T) {
	file, err := os.Open("../../../../shared/data/online_retail_h1.csv")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no shop data here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var l Ledger
	end, refunds := 0, 0
	for _, row := range rows[1:] {
		customer, err := strconv.Atoi(row[0])
		if err != nil {
			customer = -1
		}
		date, errDate := time.Parse(time.DateOnly, row[1])
		amount, errAmount := strconv.ParseFloat(row[2], 64)
		if err := errors.Join(errDate, errAmount); err != nil {
			t.Fatal(err)
		}
		day := int(date.Unix() / 86400)
		end = max(end, day)
		if amount < 0 {
			refunds++
		}
		if err := l.Add(Transaction{Customer: customer, Day: day, Amount: amount, Cancelled: row[4] == "1"}); err != nil {
			t.Fatal(err)
		}
	}
	customers, left := l.Customers(end, 1)
	if left.Zero != 1 || left.Later != 0 || left.Refunds > refunds/4 {
		t.Errorf("left out %+v", left)
	}
	m, err := FitBGNBD(summaries(customers), nil)
	if err != nil {
		t.Fatal(err)
	}
	// In half a year of this shop nobody is seen to stay away for good.
	if m.Identified || !strings.Contains(m.Warning, "no customer is seen to stop buying") {
		t.Errorf("%+v", m)
	}
	g, err := FitGammaGamma(summaries(customers), nil)
	if err != nil {
		t.Fatal(err)
	}
	const month = 365.25 / 12
	classes, err := Classes(m, &g, customers, segmentsOf(customers), ClassOptions{Month: month, Horizon: 12})
	if err != nil {
		t.Fatal(err)
	}
	want, got := 0.0, 0.0
	for _, c := range customers {
		want += m.ConditionalPurchases(c.Summary, 12*month)
	}
	for _, c := range classes {
		for _, n := range replay(c, float64(c.Customers), 1) {
			got += n
		}
	}
	near(t, "orders of a year", got, want, 1e-9)
	if math.IsNaN(g.SpendFrequencyCorrelation) {
		t.Error("no correlation between spend and frequency")
	}
}
