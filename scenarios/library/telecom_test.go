package library

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"holdfast/sim"
)

const maxTenure = 72 // months, in the data

// contract is what the data say of the customers of one contract type, rows of
// tenure 0 left out.
type contract struct {
	left, stayed [maxTenure + 1]int // rows by tenure
	charges      float64            // sum of the stayers' monthly charges
}

func count(rows [maxTenure + 1]int, from, to int) int {
	n := 0
	for _, k := range rows[from : to+1] {
		n += k
	}
	return n
}

// months is the number of customer months that the histories cover.
func (c *contract) months() float64 {
	n := 0
	for t := range c.left {
		n += t * (c.left[t] + c.stayed[t])
	}
	return float64(n)
}

// risk returns how many of the customers got to the end of month t, and how many
// of them left there.
func (c *contract) risk(t int) (n, left float64) {
	return float64(count(c.left, t, maxTenure) + count(c.stayed, t, maxTenure)), float64(c.left[t])
}

// bands are the stayers by tenure in bands of six months, each under its mean
// tenure, rounded.
func (c *contract) bands() []sim.TenureGroup {
	var groups []sim.TenureGroup
	for from := 1; from <= maxTenure; from += 6 {
		n, sum := 0, 0
		for t := from; t < from+6; t++ {
			n += c.stayed[t]
			sum += t * c.stayed[t]
		}
		groups = append(groups, sim.TenureGroup{Months: int(math.Round(float64(sum) / float64(n))), Customers: float64(n)})
	}
	return groups
}

// lostByYear is 1 - S(12 y) / S(12 (y-1)) with the Kaplan-Meier estimate of S.
func (c *contract) lostByYear() []float64 {
	var rates []float64
	for from := 1; from <= maxTenure; from += 12 {
		s := 1.0
		for t := from; t < from+12; t++ {
			n, left := c.risk(t)
			s *= 1 - left/n
		}
		rates = append(rates, 1-s)
	}
	return rates
}

// weibull fits the discrete Weibull hazard 1 - (1-theta)^(t^c - (t-1)^c) by
// maximum likelihood: for each c the best theta, and of these the best.
func (c *contract) weibull() (theta, shape float64) {
	likelihood := func(logRate, shape float64) float64 {
		rate, sum := math.Exp(logRate), 0.0
		for t := 1; t <= maxTenure; t++ {
			n, left := c.risk(t)
			x := rate * (math.Pow(float64(t), shape) - math.Pow(float64(t-1), shape))
			if left > 0 {
				sum += left * math.Log(-math.Expm1(-x))
			}
			sum -= (n - left) * x
		}
		return sum
	}
	best := func(shape float64) float64 {
		return highest(-40, 0, func(logRate float64) float64 { return likelihood(logRate, shape) })
	}
	shape = highest(0.1, 10, func(shape float64) float64 { return likelihood(best(shape), shape) })
	return -math.Expm1(-math.Exp(best(shape))), shape
}

// highest finds the maximum of a function with one peak by golden section.
func highest(lo, hi float64, f func(float64) float64) float64 {
	const golden = 0.6180339887498949
	a, b := hi-golden*(hi-lo), lo+golden*(hi-lo)
	fa, fb := f(a), f(b)
	for hi-lo > 1e-9 {
		if fa > fb {
			hi, b, fb = b, a, fa
			a = hi - golden*(hi-lo)
			fa = f(a)
		} else {
			lo, a, fa = a, b, fb
			b = lo + golden*(hi-lo)
			fb = f(b)
		}
	}
	return (lo + hi) / 2
}

// sample is the file as a whole.
type sample struct {
	rows, tenureZero int
	contracts        map[string]*contract
}

func readSample(t *testing.T) *sample {
	t.Helper()
	file, err := os.Open("../../../shared/data/telco_churn.csv")
	if err != nil {
		t.Skip("the data are not here: ", err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	s := &sample{contracts: map[string]*contract{}}
	for _, r := range records[1:] {
		s.rows++
		tenure, err := strconv.Atoi(r[column["tenure"]])
		if err != nil {
			t.Fatal(err)
		}
		if tenure == 0 {
			s.tenureZero++
			continue
		}
		c := s.contracts[r[column["Contract"]]]
		if c == nil {
			c = &contract{}
			s.contracts[r[column["Contract"]]] = c
		}
		if r[column["Churn"]] == "Yes" {
			c.left[tenure]++
			continue
		}
		c.stayed[tenure]++
		charge, err := strconv.ParseFloat(r[column["MonthlyCharges"]], 64)
		if err != nil {
			t.Fatal(err)
		}
		c.charges += charge
	}
	return s
}

// TestTelecomData recomputes every number of the plan that comes from data.
func TestTelecomData(t *testing.T) {
	s := readSample(t)
	m := load(t, "telecom").Model
	for i, name := range []string{"Month-to-month", "One year", "Two year"} {
		t.Run(name, func(t *testing.T) { compareSegment(t, &m.Segments[i], s.contracts[name]) })
	}
	t.Run("comments", func(t *testing.T) { compareComments(t, s) })
}

func compareSegment(t *testing.T, seg *sim.Segment, c *contract) {
	stayed := count(c.stayed, 1, maxTenure)
	if want := math.Round(100*c.charges/float64(stayed)) / 100; seg.Price.Input != 0 || seg.Price.Factor != want {
		t.Errorf("price %v; the data give %.2f", seg.Price.Factor, want)
	}
	total := 0.0
	for i, want := range c.bands() {
		if got := seg.Opening.Groups[i]; got != want {
			t.Errorf("opening group %v; the data give %v", got, want)
		}
		total += want.Customers
	}
	if len(seg.Opening.Groups) != maxTenure/6 || total != float64(stayed) {
		t.Errorf("%d groups of %v customers; the data have %d active ones", len(seg.Opening.Groups), total, stayed)
	}
	switch seg.Retention.Model {
	case "weibull":
		theta, shape := c.weibull()
		if got := seg.Retention.Theta.Factor; math.Abs(got/theta-1) > 5e-4 {
			t.Errorf("theta %v; the data give %v", got, theta)
		}
		if got := seg.Retention.C.Factor; math.Abs(got-shape) > 2e-5 {
			t.Errorf("c %v; the data give %v", got, shape)
		}
	case "table":
		want := c.lostByYear()
		if len(seg.Retention.Rates) != len(want) || seg.Retention.Per != 12 {
			t.Fatalf("%d rates per %d months", len(seg.Retention.Rates), seg.Retention.Per)
		}
		for i, x := range want {
			if got := seg.Retention.Rates[i].Factor; math.Abs(got-x) > 0.5e-5 {
				t.Errorf("year %d: rate %v; the data give %v", i+1, got, x)
			}
		}
	default:
		t.Errorf("model %s", seg.Retention.Model)
	}
}

// compareComments looks for the sentences of the plan's comments with the
// numbers that the data give.
func compareComments(t *testing.T, s *sample) {
	data, _ := Read("telecom")
	text := regexp.MustCompile(`\s*\n\s*#?\s*`).ReplaceAllString(string(data), " ")
	monthly, yearly, two := s.contracts["Month-to-month"], s.contracts["One year"], s.contracts["Two year"]
	var left, stayed, months float64
	for _, c := range s.contracts {
		left += float64(count(c.left, 1, maxTenure))
		stayed += float64(count(c.stayed, 1, maxTenure))
		months += c.months()
	}
	leftYearly, atTwelves := count(yearly.left, 1, maxTenure), 0
	for t := 12; t <= maxTenure; t += 12 {
		atTwelves += yearly.left[t]
	}
	churn := func(c *contract) float64 { return float64(count(c.left, 1, maxTenure)) / c.months() }
	theta, shape := monthly.weibull()
	hazard := func(t float64) float64 {
		return -math.Expm1(math.Log1p(-theta) * (math.Pow(t, shape) - math.Pow(t-1, shape)))
	}
	joined := count(monthly.stayed, 1, 12)
	for _, want := range []string{
		fmt.Sprintf("%s rows, of which the %d of tenure 0", thousands(s.rows), s.tenureZero),
		fmt.Sprintf("The %s active ones", thousands(int(stayed))),
		fmt.Sprintf("Read literally, %.0f %% of the customers", 100*left/(left+stayed)),
		fmt.Sprintf("%.2f %% of all customer months", 100*left/months),
		fmt.Sprintf("every month: %s active rows [data]", thousands(count(monthly.stayed, 1, maxTenure))),
		fmt.Sprintf("%s active rows [data]. The file denies", thousands(count(yearly.stayed, 1, maxTenure))),
		fmt.Sprintf("%s active rows, %d leavers [data]", thousands(count(two.stayed, 1, maxTenure)), count(two.left, 1, maxTenure)),
		fmt.Sprintf("from %.1f %% in the first month to %.1f %% after three years", 100*hazard(1), 100*hazard(36)),
		fmt.Sprintf("0.3 %% of %.2f %% a month", 100*churn(monthly)),
		fmt.Sprintf("scale: %.2f * churn_level", 1-0.003/churn(monthly)),
		fmt.Sprintf("About %.0f joiners a month: %d active rows", float64(joined)/12, joined),
		fmt.Sprintf("%d of %d leavers at a multiple of 12 months, %.0f by chance", atTwelves, leftYearly, float64(leftYearly)/12),
		fmt.Sprintf("# %d active rows of tenure 1 to 12 [data]", count(yearly.stayed, 1, 12)),
		fmt.Sprintf("# %d active rows of tenure 1 to 12 [data]", count(two.stayed, 1, 12)),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the plan does not say %q", want)
		}
	}
	if times := churn(monthly) / churn(yearly); math.Round(times) != 9 {
		t.Errorf("one-year customers leave %.1f times less often, not nine", times)
	}
}

func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
