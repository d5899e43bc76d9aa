package purchase

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// replay runs a plan's mechanics without luck: renewals at the start of a month,
// then orders of those who stay.
func replay(c Class, customers float64, firstAge int) (orders []float64) {
	closing := customers
	for age := firstAge; age < len(c.Rate); age++ {
		if age > 0 {
			closing *= 1 - c.Retention[age-1]
		}
		orders = append(orders, closing*c.Rate[age])
	}
	return orders
}

func segmentsOf(customers []Customer) []Segment {
	list := make([]Segment, len(customers))
	for i, s := range Score(customers) {
		list[i] = s.Segment()
	}
	return list
}

// Customers come from the process itself, are seen until T, and go on: the orders
// of each class and month, and who is alive, are as the class says.
func TestClassesForecastSimulatedCustomers(t *testing.T) {
	truth := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	random := rand.New(rand.NewPCG(17, 18))
	const month, months = 30.4375, 14
	var customers []Customer
	var shoppers []shopper
	for range 60000 {
		length := 100 + 400*random.Float64()
		s := shop(truth, length+months*month, random)
		shoppers = append(shoppers, s)
		customers = append(customers, Customer{Summary: s.seenUntil(length)})
	}
	segments := segmentsOf(customers)
	classes, err := Classes(truth, nil, customers, segments, ClassOptions{Month: month, Horizon: months})
	if err != nil {
		t.Fatal(err)
	}
	type sum struct{ n, squares float64 }
	seen := map[Segment]*[months + 1]sum{}
	alive := map[Segment]*[months + 1]float64{}
	for _, s := range Segments() {
		seen[s], alive[s] = &[months + 1]sum{}, &[months + 1]float64{}
	}
	for i, s := range shoppers {
		var orders [months + 1]float64
		end := customers[i].T
		for _, at := range s.times {
			if at > end {
				orders[1+int((at-end)/month)]++
			}
		}
		for k := 1; k <= months; k++ {
			orders[0] += orders[k]
		}
		for k, n := range orders {
			seen[segments[i]][k].n += n
			seen[segments[i]][k].squares += n * n
			if s.dies > end+float64(k)*month {
				alive[segments[i]][k]++
			}
		}
	}
	for _, c := range classes {
		at := seen[c.Segments[0]]
		total := 0.0
		for k, want := range replay(c, float64(c.Customers), 1) {
			total += want
			near(t, c.Name+": replayed orders", want, c.Orders[k], 1e-10)
			if sd := math.Sqrt(at[k+1].squares + 1); math.Abs(at[k+1].n-want) > sigmas*sd {
				t.Errorf("%s, month %d: %v orders, expected %.1f +- %.1f", c.Name, k+1, at[k+1].n, want, sd)
			}
		}
		if sd := math.Sqrt(at[0].squares); math.Abs(at[0].n-total) > sigmas*sd {
			t.Errorf("%s: %v orders, expected %.1f +- %.1f", c.Name, at[0].n, total, sd)
		}
		still := c.Alive
		for k, hazard := range append([]float64{0}, c.Retention...) {
			still *= 1 - hazard
			if n := alive[c.Segments[0]][k]; math.Abs(n-still) > sigmas*math.Sqrt(still)+1 {
				t.Errorf("%s: %v alive after %d months, expected %.1f", c.Name, n, k, still)
			}
		}
	}
	if len(classes) < 6 {
		t.Errorf("only %d classes", len(classes))
	}
}

// New customers join at any moment of a month and are followed from its end.
func TestNewCustomersForecastSimulatedOnes(t *testing.T) {
	truth := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	random := rand.New(rand.NewPCG(19, 20))
	const month, months, people = 30.4375, 12, 60000
	c, err := NewCustomers(truth, nil, nil, ClassOptions{Month: month, Horizon: months})
	if err != nil {
		t.Fatal(err)
	}
	var orders, squares, alive [months + 1]float64
	for range people {
		joined := random.Float64() * month
		s := shop(truth, (months+1)*month, random)
		var own [months + 1]float64
		own[0] = 1
		for _, at := range s.times {
			if age := int((joined + at) / month); age <= months {
				own[age]++
			}
		}
		for age, n := range own {
			orders[age] += n
			squares[age] += n * n
			if joined+s.dies > float64(age+1)*month {
				alive[age]++
			}
		}
	}
	still := 1.0
	for age, want := range replay(c, 1, 0) {
		near(t, "replayed orders", want, c.Orders[age], 1e-10)
		if sd := math.Sqrt(squares[age]); math.Abs(orders[age]-people*want) > sigmas*sd {
			t.Errorf("age %d: %v orders, expected %.1f +- %.1f", age, orders[age], people*want, sd)
		}
		if age > 0 {
			still *= 1 - c.Retention[age-1]
			if sd := math.Sqrt(people * still * (1 - still)); math.Abs(alive[age]-people*still) > sigmas*sd {
				t.Errorf("age %d: %v alive, expected %.1f +- %.1f", age, alive[age], people*still, sd)
			}
		}
	}
}

// Of one class alone the sums are those of the conditional expectations.
func TestClassesOfCDNOW(t *testing.T) {
	customers := cdnow(t)
	m, err := FitBGNBD(summaries(customers), nil)
	if err != nil {
		t.Fatal(err)
	}
	g, err := FitGammaGamma(summaries(customers), nil)
	if err != nil {
		t.Fatal(err)
	}
	const month = 365.25 / 12 / 7
	classes, err := Classes(m, &g, customers, segmentsOf(customers), ClassOptions{Month: month, Horizon: 36})
	if err != nil {
		t.Fatal(err)
	}
	want, spent, alive := 0.0, 0.0, 0.0
	for _, c := range customers {
		orders := m.ConditionalPurchases(c.Summary, 12*month)
		want += orders
		spent += orders * g.ConditionalMean(c.Summary)
		alive += m.PAlive(c.Summary)
	}
	got, worth, living, opening := 0.0, 0.0, 0.0, 0
	for _, c := range classes {
		year := 0.0
		for _, n := range replay(c, float64(c.Customers), 1)[:12] {
			year += n
		}
		got += year
		worth += year * c.Value
		living += c.Alive
		opening += c.Customers
		if c.ValueCV < 1/math.Sqrt(g.P) || c.ValueCV > 1.2 {
			t.Errorf("%s: value_cv %v", c.Name, c.ValueCV)
		}
	}
	near(t, "orders of a year", got, want, 1e-9)
	near(t, "worth of a year", worth, spent, 1e-9)
	near(t, "alive", living, alive, 1e-9)
	if math.Abs(float64(opening)-alive) > 5 {
		t.Errorf("%d opening customers, %v alive", opening, alive)
	}
}

func TestSegmentsThatBuyAlikeAreOneClass(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	customer := func(x, T float64) Customer {
		return Customer{Summary: Summary{X: x, Tx: T * min(x, .9), T: T, Count: 100}}
	}
	customers := []Customer{customer(0, 300), customer(0, 301), customer(5, 300), customer(0, 2000)}
	segments := []Segment{Promising, New, Champions, ""}
	options := ClassOptions{Month: 30, Horizon: 24}
	apart, err := Classes(m, nil, customers, segments, options)
	if err != nil || len(apart) != 3 || apart[0].Name != "champions" || apart[1].Name != "new" {
		t.Fatalf("apart: %v, %v", apart, err)
	}
	options.Within = .05
	joined, err := Classes(m, nil, customers, segments, options)
	if err != nil || len(joined) != 2 || joined[1].Name != "new_and_promising" || joined[1].Customers != 200 {
		t.Fatalf("joined: %v, %v", joined, err)
	}
	near(t, "orders", joined[1].Orders[3], apart[1].Orders[3]+apart[2].Orders[3], 1e-12)
}

// The numbers alive are those of the conditional survival, customer by customer.
func TestClassesLoseCustomersAsExpected(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	customers := []Customer{
		{Summary: Summary{X: 6, Tx: 200, T: 260, Count: 3}}, {Summary: Summary{T: 90, Count: 2.5}},
		{Summary: Summary{X: 1, Tx: 20, T: 260, Count: 4}}, {Summary: Summary{X: 6, Tx: 255, T: 260, Count: 1}},
	}
	classes, err := Classes(m, nil, customers, []Segment{Loyal, Loyal, Loyal, Loyal}, ClassOptions{Month: 30, Horizon: 24})
	if err != nil {
		t.Fatal(err)
	}
	left := classes[0].Alive
	for month := 1; month <= 24; month++ {
		left *= 1 - classes[0].Retention[month-1]
		want := 0.0
		for _, c := range customers {
			want += c.Count * m.ConditionalSurvival(c.Summary, float64(month)*30)
		}
		near(t, fmt.Sprint("alive after month ", month), left, want, 1e-12)
	}
}

// Joining moments are averaged here one by one.
func TestNewCustomersAreAnAverageOverTheJoiningMonth(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	c, err := NewCustomers(m, nil, nil, ClassOptions{Month: 30, Horizon: 6})
	if err != nil {
		t.Fatal(err)
	}
	const moments = 1000
	left := 1.0
	for age := range 7 {
		orders, alive := 0.0, 0.0
		for k := range moments {
			rest := 30 * (float64(age) + (float64(k)+.5)/moments)
			orders += m.ExpectedPurchases(rest) / moments
			if age > 0 {
				orders -= m.ExpectedPurchases(rest-30) / moments
			}
			alive += m.Survival(rest) / moments
		}
		if age == 0 {
			orders++
		} else {
			left *= 1 - c.Retention[age-1]
			near(t, fmt.Sprint("alive at age ", age), left, alive, 1e-6)
		}
		near(t, fmt.Sprint("orders at age ", age), c.Orders[age], orders, 1e-6)
	}
}

// Where the Gamma-Gamma has no finite mean or variance, what was seen stands in.
func TestValueWithoutFiniteMoments(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	seen := []Customer{{Summary: Summary{X: 4, Tx: 50, T: 90, Count: 2, Mean: 12}}}
	options := ClassOptions{Month: 30, Horizon: 6}
	for q, want := range map[float64][2]float64{.9: {12, .5}, 1.5: {4 * 3 / .5, .5}} {
		c, err := NewCustomers(m, &GammaGamma{P: 4, Q: q, V: 3}, seen, options)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprint("value at q = ", q), c.Value, want[0], 1e-12)
		near(t, fmt.Sprint("value_cv at q = ", q), c.ValueCV, want[1], 1e-12)
	}
}

// Half a customer is one in a plan; the rate makes up for it.
func TestRoundedCustomersOrderAsExpected(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	customers := []Customer{{Summary: Summary{X: 6, Tx: 100, T: 260, Count: 1, Mean: 7}}}
	classes, err := Classes(m, nil, customers, []Segment{CantLose}, ClassOptions{Month: 30, Horizon: 12})
	if err != nil {
		t.Fatal(err)
	}
	c := classes[0]
	total := 0.0
	for _, n := range replay(c, float64(c.Customers), 1) {
		total += n
	}
	if !(c.Alive < .5) || c.Customers != 1 || c.Value != 7 || c.ValueCV != 0 {
		t.Errorf("%+v", c)
	}
	near(t, "orders", total, m.ConditionalPurchases(customers[0].Summary, 360), 1e-12)
}

// Orders drawn from the Gamma-Gamma's own customers have the class's value and
// variation.
func TestClassValue(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	g := GammaGamma{P: 3, Q: 6, V: 40}
	s := Summary{X: 2, Tx: 100, T: 160, Count: 1, Mean: 35}
	classes, err := Classes(m, &g, []Customer{{Summary: s}}, []Segment{Loyal}, ClassOptions{Month: 30, Horizon: 12})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(21, 22))
	const draws = 200000
	var sum, squares, fourth float64
	for range draws {
		rate := distuv.Gamma{Alpha: g.P*s.X + g.Q, Beta: g.V + s.X*s.Mean, Src: random}.Rand()
		z := distuv.Gamma{Alpha: g.P, Beta: rate, Src: random}.Rand()
		sum += z
		squares += z * z
		fourth += z * z * z * z
	}
	mean, square := sum/draws, squares/draws
	c := classes[0]
	if sd := math.Sqrt((square - mean*mean) / draws); math.Abs(mean-c.Value) > sigmas*sd {
		t.Errorf("mean order %v, class %v +- %v", mean, c.Value, sd)
	}
	want := c.Value * c.Value * (1 + c.ValueCV*c.ValueCV)
	if sd := math.Sqrt((fourth/draws - square*square) / draws); math.Abs(square-want) > sigmas*sd {
		t.Errorf("mean square %v, class %v +- %v", square, want, sd)
	}
}

func TestClassesThatCannotBeMade(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 60, A: .8, B: 2.5}
	good := ClassOptions{Month: 30, Horizon: 12}
	one := []Customer{{Summary: Summary{T: 10, Count: 1}}}
	for name, make := range map[string]func() error{
		"no month":   func() error { _, err := Classes(m, nil, one, []Segment{New}, ClassOptions{Horizon: 3}); return err },
		"no horizon": func() error { _, err := NewCustomers(m, nil, one, ClassOptions{Month: 3}); return err },
		"within": func() error {
			_, err := Classes(m, nil, one, []Segment{New}, ClassOptions{30, 3, math.NaN()})
			return err
		},
		"lengths":    func() error { _, err := Classes(m, nil, one, nil, good); return err },
		"no segment": func() error { _, err := Classes(m, nil, one, []Segment{""}, good); return err },
		"bad summary": func() error {
			_, err := Classes(m, nil, []Customer{{Summary: Summary{T: -1}}}, []Segment{New}, good)
			return err
		},
	} {
		if make() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// BenchmarkMillion is all that a calibration does with a million customers seen for
// up to a thousand days.
func BenchmarkMillion(b *testing.B) {
	truth := BGNBD{R: .24, Alpha: 30, A: .79, B: 2.43}
	random := rand.New(rand.NewPCG(1, 1))
	customers := make([]Customer, 1000000)
	for i := range customers {
		length := float64(random.IntN(1000))
		s := shop(truth, length, random).seenUntil(length)
		s.Tx = math.Ceil(s.Tx)
		s.Mean = float64(random.IntN(10000))/100 + 1
		customers[i].Summary = s
	}
	rows := summaries(customers)
	var m BGNBD
	var g GammaGamma
	var err error
	step := func(name string, f func()) {
		b.Run("step="+name, func(b *testing.B) {
			for b.Loop() {
				if f(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	step("bgnbd", func() { m, err = FitBGNBD(rows, nil) })
	step("bgnbd_again", func() { _, err = FitBGNBD(rows, &m) })
	step("gammagamma", func() { g, err = FitGammaGamma(rows, nil) })
	var segments []Segment
	step("rfm", func() { segments = segmentsOf(customers) })
	step("classes", func() {
		_, err = Classes(m, &g, customers, segments, ClassOptions{Month: 30.4375, Horizon: 60})
	})
}
