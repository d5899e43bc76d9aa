package purchase

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// checks is an upper bound of the number of random checks in this package; with
// normal tails beyond sigmas each, all of them together fail by chance with
// probability below 1e-6.
const (
	checks = 500
	sigmas = 6.1 // 2 Phi(-6.1) = 1.1e-9
)

func near(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Abs(want)) {
		t.Errorf("%s is %.17g, want %.17g within %g of it", what, got, want, relative)
	}
}

// cdnow reads the CDNOW summaries; the test is skipped where they are absent.
func cdnow(t testing.TB) []Customer {
	file, err := os.Open("../../../../shared/data/cdnow_summary_monetary.csv")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no CDNOW data here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []Customer
	for i, row := range rows[1:] {
		var v [5]float64
		for k, field := range row {
			if v[k], err = strconv.ParseFloat(field, 64); err != nil {
				t.Fatal(err)
			}
		}
		list = append(list, Customer{ID: i, Summary: Summary{X: v[1], Tx: v[2], T: v[3], Mean: v[4], Count: 1}})
	}
	return list
}

func summaries(customers []Customer) []Summary {
	list := make([]Summary, len(customers))
	for i, c := range customers {
		list[i] = c.Summary
	}
	return list
}

// shopper is a simulated BG/NBD customer.
type shopper struct {
	rate, propensity float64
	times            []float64 // of repeat purchases up to the end asked for
	dies             float64   // time of dropping out; +Inf: after the end
}

// shop simulates one customer for a time from the process itself: exponential
// gaps, a coin after each repeat purchase.
func shop(m BGNBD, length float64, random *rand.Rand) shopper {
	s := shopper{
		rate:       distuv.Gamma{Alpha: m.R, Beta: m.Alpha, Src: random}.Rand(),
		propensity: distuv.Beta{Alpha: m.A, Beta: m.B, Src: random}.Rand(),
		dies:       math.Inf(1),
	}
	for now := random.ExpFloat64() / s.rate; now < length; now += random.ExpFloat64() / s.rate {
		s.times = append(s.times, now)
		if random.Float64() < s.propensity {
			s.dies = now
			break
		}
	}
	return s
}

// seenUntil summarises what was seen of s until T.
func (s shopper) seenUntil(T float64) Summary {
	sum := Summary{T: T, Count: 1}
	for _, at := range s.times {
		if at <= T {
			sum.X++
			sum.Tx = at
		}
	}
	return sum
}
