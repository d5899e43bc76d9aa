package analysis

import (
	"math"
	"testing"
)

// ishigami is Ishigami & Homma's (1990) function with a = 7, b = 0.1 over
// (-pi, pi)^3.
func ishigami(u []float64) float64 {
	x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
	s := math.Sin(x(1))
	return math.Sin(x(0)) + 7*s*s + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
}

// gFunction is Sobol's g function with the coefficients of Saltelli & Sobol
// (1995).
var gCoefficients = []float64{0, 1, 4.5, 9, 99, 99, 99, 99}

func gFunction(u []float64) float64 {
	y := 1.0
	for i, a := range gCoefficients {
		y *= (math.Abs(4*u[i]-2) + a) / (1 + a)
	}
	return y
}

// gIndices are those of the g function in closed form: V_i = 1/3/(1+a_i)^2,
// V = prod (1 + V_i) - 1, S_i = V_i/V, T_i = V_i prod_(j != i) (1+V_j) / V.
func gIndices() (first, total []float64, variance float64) {
	variance = 1
	for _, a := range gCoefficients {
		variance *= 1 + 1/(3*(1+a)*(1+a))
	}
	product := variance
	variance--
	for _, a := range gCoefficients {
		v := 1 / (3 * (1 + a) * (1 + a))
		first = append(first, v/variance)
		total = append(total, v*product/(1+v)/variance)
	}
	return first, total, variance
}

func ones(n int) []int {
	dims := make([]int, n)
	for i := range dims {
		dims[i] = 1
	}
	return dims
}

// Closed forms: V = a²/8 + b pi^4/5 + b² pi^8/18 + 1/2, V_1 = (1 + b pi^4/5)²/2,
// V_2 = a²/8, V_13 = 8 b² pi^8/225. They give the published 0.3139, 0.4424, 0
// and 0.5576, 0.4424, 0.2437.
func ishigamiIndices() (first, total []float64, variance float64) {
	const a, b = 7.0, 0.1
	p4 := math.Pow(math.Pi, 4)
	variance = a*a/8 + b*p4/5 + b*b*p4*p4/18 + 0.5
	v1, v2, v13 := math.Pow(1+b*p4/5, 2)/2, a*a/8, 8*b*b*p4*p4/225
	return []float64{v1 / variance, v2 / variance, 0}, []float64{(v1 + v13) / variance, v2 / variance, v13 / variance}, variance
}

func TestPublishedIndices(t *testing.T) {
	first, total, _ := ishigamiIndices()
	for i, want := range []float64{0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437} {
		if got := append(append([]float64(nil), first...), total...)[i]; math.Abs(got-want) > 5e-5 {
			t.Errorf("index %d in closed form is %.4f, published %.4f", i, got, want)
		}
	}
	gFirst, gTotal, _ := gIndices()
	for i, want := range []float64{0.7162, 0.1790, 0.0237, 0.0072, 0.0001} {
		if math.Abs(gFirst[i]-want) > 5e-5 {
			t.Errorf("g: first %d is %.4f, published %.4f", i, gFirst[i], want)
		}
	}
	for i, want := range []float64{0.7871, 0.2422, 0.0343, 0.0105, 0.0001} {
		if math.Abs(gTotal[i]-want) > 5e-5 {
			t.Errorf("g: total %d is %.4f, published %.4f", i, gTotal[i], want)
		}
	}
}

// studentBound is the 1 - 1e-6/2/400 quantile of Student's t with 15 degrees of
// freedom: the package makes fewer than 400 checks of estimates against their
// own standard errors.
const studentBound = 9.5

func TestSobolFindsPublishedIndices(t *testing.T) {
	for _, c := range []struct {
		name    string
		f       func(u []float64) float64
		indices func() (first, total []float64, variance float64)
	}{{"Ishigami", ishigami, ishigamiIndices}, {"g", gFunction, gIndices}} {
		first, total, variance := c.indices()
		x, err := Sobol(ones(len(first)), c.f, SobolOptions{Seed: 1, Precision: 0.01})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d rows, half-width %.4f", c.name, x.Rows, x.HalfWidth)
		if !x.Reached || x.HalfWidth > 0.01 {
			t.Errorf("%s: half-width %v after %d rows", c.name, x.HalfWidth, x.Rows)
		}
		for i := range first {
			checkIndex(t, c.name, i, x.First[i], first[i])
			checkIndex(t, c.name, i, x.Total[i], total[i])
		}
		// Factors that are known precisely enough are left out of later rows.
		if n := x.Rows * (len(first) + 2); c.name == "g" && x.Evaluations > n*2/3 || x.Evaluations > n || x.Evaluations < 2*x.Rows {
			t.Errorf("%s: %d evaluations of %d rows", c.name, x.Evaluations, x.Rows)
		}
		if e := math.Abs(x.Variance/variance - 1); e > 0.02 {
			t.Errorf("%s: variance %v, want %v", c.name, x.Variance, variance)
		}
	}
}

// checkIndex takes the standard error from the interval; one of nearly 0 is
// that of rounding.
func checkIndex(t *testing.T, name string, i int, got Index, want float64) {
	t.Helper()
	se := (got.High - got.Low) / 2 / studentOf15
	if e := math.Abs(got.Value - want); e > studentBound*se+1e-9 {
		t.Errorf("%s: index %d is %.5f, want %.5f, standard error %.2g", name, i, got.Value, want, se)
	}
}

// Over 200 designs the estimates are right on average, to 6.2 standard errors
// (Student's t of 199 degrees of freedom at 1e-6/400 on both sides): a bias of
// 3 % in an index of .44 is seen. And the intervals hold the index as often as
// they say: fewer than 170 of 200 would have a probability of 1e-7 at 95 %.
func TestSobolIsUnbiasedAndItsIntervalsCover(t *testing.T) {
	const designs = 200
	first, total, _ := ishigamiIndices()
	want := append(append([]float64(nil), first...), total...)
	sum, square, held := make([]float64, 6), make([]float64, 6), make([]int, 6)
	for seed := range uint64(designs) {
		x, err := Sobol(ones(3), ishigami, SobolOptions{Seed: seed + 1, MaxRows: 1024})
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range append(x.First, x.Total...) {
			d := v.Value - want[i]
			sum[i], square[i] = sum[i]+d, square[i]+d*d
			if v.Low <= want[i] && want[i] <= v.High {
				held[i]++
			}
		}
	}
	for i := range want {
		bias := sum[i] / designs
		se := math.Sqrt((square[i]/designs - bias*bias) / (designs - 1))
		t.Logf("index %d: bias %.5f, standard error %.5f, %d intervals hold it", i, bias, se, held[i])
		// A ratio of estimates has a bias of the order of 1/rows.
		if math.Abs(bias) > 6.2*se+1.0/1024 {
			t.Errorf("index %d: bias %.5f, standard error %.5f", i, bias, se)
		}
		if held[i] < 170 {
			t.Errorf("index %d: %d of %d intervals hold it", i, held[i], designs)
		}
	}
}

// A linear function of groups has S = T = the group's share of variance; a
// factor of several coordinates is exchanged as a whole.
func TestSobolOfGroups(t *testing.T) {
	f := func(u []float64) float64 { return 3*u[0]*u[1] + 2*u[2] - u[3] + 0*u[4] }
	// Var(3 u0 u1) = 9 (1/9 - 1/16), Var(2 u2 - u3) = 5/12.
	a, b := 9*(1.0/9-1.0/16), 5.0/12
	x, err := Sobol([]int{2, 2, 1}, f, SobolOptions{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{a / (a + b), b / (a + b), 0} {
		checkIndex(t, "group", i, x.First[i], want)
		checkIndex(t, "group", i, x.Total[i], want)
	}
}

func TestSobolOfConstantsAndInfinities(t *testing.T) {
	for name, c := range map[string]struct {
		f         func(u []float64) float64
		undefined bool
	}{
		"constant":  {func([]float64) float64 { return 1e9 }, false},
		"zero":      {func([]float64) float64 { return 0 }, false},
		"infinite":  {func(u []float64) float64 { return 1 / math.Max(0, u[0]-0.5) }, true},
		"undefined": {func(u []float64) float64 { return math.Sqrt(u[0] - 0.1) }, true},
	} {
		x, err := Sobol(ones(2), c.f, SobolOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if !math.IsNaN(x.First[0].Value) || !math.IsNaN(x.Total[1].Value) || x.Rows != firstRows || (x.Undefined > 0) != c.undefined {
			t.Errorf("%s: %+v", name, x)
		}
		if !c.undefined && x.Variance != 0 {
			t.Errorf("%s: variance %v", name, x.Variance)
		}
	}
}

// An offset of a million standard deviations costs no digit that matters.
func TestSobolCentres(t *testing.T) {
	shifted, err := Sobol(ones(3), func(u []float64) float64 { return 1e7 + ishigami(u) }, SobolOptions{Seed: 1, MaxRows: 1024})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Sobol(ones(3), ishigami, SobolOptions{Seed: 1, MaxRows: 1024})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if math.Abs(shifted.First[i].Value-plain.First[i].Value) > 1e-7 || math.Abs(shifted.Total[i].Value-plain.Total[i].Value) > 1e-7 {
			t.Errorf("index %d: %v, %v", i, shifted.First[i], plain.First[i])
		}
	}
}

func TestSobolRefusesTooFewRows(t *testing.T) {
	for _, o := range []SobolOptions{{MaxRows: 31}, {MaxRows: -1}, {Precision: -1}, {Precision: math.NaN()}} {
		if _, err := Sobol(ones(1), func(u []float64) float64 { return u[0] }, o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
	x, err := Sobol(ones(1), func(u []float64) float64 { return u[0] }, SobolOptions{MaxRows: 32})
	if err != nil || x.Rows != 32 {
		t.Errorf("%+v, %v", x, err)
	}
}

// Beyond the dimensions of the sequence the design goes on as a Latin hypercube,
// and says so.
func TestSobolOfManyFactors(t *testing.T) {
	const n = 140
	x, err := Sobol(ones(n), func(u []float64) float64 { return u[0] + u[n-1] }, SobolOptions{Seed: 5, MaxRows: 256})
	if err != nil {
		t.Fatal(err)
	}
	if x.Padded != 2*n-256 {
		t.Errorf("%d dimensions padded", x.Padded)
	}
	checkIndex(t, "many", 0, x.First[0], 0.5)
	checkIndex(t, "many", n-1, x.Total[n-1], 0.5)
	checkIndex(t, "many", 1, x.Total[1], 0)
}
