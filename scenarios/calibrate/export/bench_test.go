package export

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// customersCSV is a file of n customers.
func customersCSV(n int) []byte {
	random := rand.New(rand.NewPCG(5, 6))
	segments := []string{"basic", "standard", "premium", "法人"}
	var b bytes.Buffer
	b.WriteString("customer,tenure,churned,price,segment\n")
	for i := range n {
		fmt.Fprintf(&b, "C%08d,%d,%s,%d.%02d,%s\n", i, random.IntN(72), []string{"Yes", "No"}[random.IntN(2)], random.IntN(120), random.IntN(100), segments[random.IntN(4)])
	}
	return b.Bytes()
}

// BenchmarkCustomers reads a file of customers twice, as every file is read, and
// gives all values: go test -bench Customers -cpu 1.
func BenchmarkCustomers(b *testing.B) {
	const rows = 200_000
	text := customersCSV(rows)
	for _, c := range []struct {
		name    string
		content []byte
	}{
		{"encoding=utf-8", text},
		{"encoding=cp932", transformed(japanese.ShiftJIS.NewEncoder(), string(text))},
		{"encoding=utf-8/quoted", []byte(`"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(string(text)), ",", `","`), "\n", "\"\n\"") + `"`)},
	} {
		path := write(b, "customers.csv", c.content)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				used := readAll(b, path)
				if used != rows {
					b.Fatalf("%d rows were used", used)
				}
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func readAll(t testing.TB, path string) (used int) {
	f, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	err = f.Rows(context.Background(), nil, func(r *Row) error {
		price, _ := r.Number(Price)
		tenure, _ := r.Number(Tenure)
		churned, _ := r.Flag(Churned)
		if len(r.Text(Segment)) > 0 && churned {
			sum += price * tenure
		}
		used++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return used
}

// A row costs no allocation: ten times the rows, the same number of them.
func TestAllocationsDoNotGrowWithRows(t *testing.T) {
	few, many := write(t, "few.csv", customersCSV(3000)), write(t, "many.csv", customersCSV(30_000))
	a := testing.AllocsPerRun(1, func() { readAll(t, few) })
	b := testing.AllocsPerRun(1, func() { readAll(t, many) })
	if b > a+200 {
		t.Errorf("%v allocations for 3,000 rows, %v for 30,000", a, b)
	}
}

func TestTenThousandColumns(t *testing.T) {
	const n = 10_000
	var b strings.Builder
	b.WriteString("id,tenure,churned")
	for i := range n - 3 {
		fmt.Fprintf(&b, ",some feature called %d", i)
	}
	b.WriteByte('\n')
	for i := range 50 {
		fmt.Fprintf(&b, "%d,%d,1%s\n", i, i, strings.Repeat(",0.5", n-3))
	}
	f := opened(t, b.String(), Options{})
	if got := strings.Count(dump(t, f, nil), "\n"); got != 50 || len(f.Columns()) != n {
		t.Errorf("%d rows of %d columns", got, len(f.Columns()))
	}
	got := refused(t, "id,tenure,churned"+strings.Repeat(",x", mostColumns)+"\n", Options{})
	if want := "data.csv:1: found 20,003 columns; expected at most 20,000"; got != want {
		t.Error(got)
	}
}
