package calibrate

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"holdfast/scenarios"
	"holdfast/sim/variate"
)

// file writes a file for one test and returns its path.
func file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// plain are options without dates, resampling little.
func plain() Options { return Options{AsOf: NoDay, Since: NoDay, Replicates: 20} }

func calibrated(t testing.TB, o Options, paths ...string) *Result {
	t.Helper()
	r, err := Calibrate(context.Background(), paths, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// loaded loads a result's plan with its draws.
func loaded(t testing.TB, r *Result) *scenarios.Plan {
	t.Helper()
	dir := t.TempDir()
	if rows := r.Draws(); rows != nil {
		if err := os.WriteFile(filepath.Join(dir, "draws.csv"), rows, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := scenarios.Load(scenarios.Source{Name: "plan.yaml", Data: r.Plan("draws.csv"), Dir: dir}, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, r.Plan("draws.csv"))
	}
	return plan
}

func warned(r *Result, code string) string {
	for _, w := range r.Warnings {
		if w.Code == code {
			return w.Message
		}
	}
	return ""
}

// shared is a file of the public data sets, where they are.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("the public data set is not here")
	}
	return path
}

func records(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// cohort is a file of a thousand customers by the year in which they left, as the
// published tables have it: tenure counts years.
func cohort(survivors []int) string {
	var b strings.Builder
	b.WriteString("customer,tenure,churned\n")
	id := 0
	row := func(n, tenure int, churned string) {
		for range n {
			id++
			fmt.Fprintf(&b, "%d,%d,%s\n", id, tenure, churned)
		}
	}
	for t := 1; t < len(survivors); t++ {
		row(survivors[t-1]-survivors[t], t, "yes")
	}
	row(survivors[len(survivors)-1], len(survivors)-1, "no")
	return b.String()
}

// uniform is the i-th uniform number of a stream of the tests.
func uniform(seed, i uint64) float64 {
	p := variate.Root(seed).At(i)
	return p.U
}

func number64(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// shuffled changes the order of the lines below the header.
func shuffled(text string, seed uint64) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	rows := lines[1:]
	for i := len(rows) - 1; i > 0; i-- {
		j := int(uniform(seed, uint64(i)) * float64(i+1))
		rows[i], rows[j] = rows[j], rows[i]
	}
	return strings.Join(slices.Concat(lines[:1], rows), "\n") + "\n"
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
