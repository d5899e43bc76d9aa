package dist

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

// draws returns n independent uniforms of each of the names.
func draws(t testing.TB, seed uint64, n int, names []string) [][]float64 {
	t.Helper()
	d, err := NewDesign(Random, seed, n, names)
	if err != nil {
		t.Fatal(err)
	}
	all := make([][]float64, n)
	for i := range all {
		all[i] = make([]float64, len(names))
		d.Fill(i, all[i])
	}
	return all
}

func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return x[order[a]] < x[order[b]] })
	r := make([]float64, len(x))
	for rank, i := range order {
		r[i] = float64(rank)
	}
	return r
}

// TestCopulaMeasuredRankCorrelation draws n = 300,000. The variance of a rank
// correlation is 1/(n-1) at 0 and less elsewhere, so 5.6 of these standard
// errors, 0.0102, is passed by chance with a probability below 3e-8 a pair.
// Taking rho for the Pearson correlation would be off by 0.018 at 0.6.
func TestCopulaMeasuredRankCorrelation(t *testing.T) {
	const n = 300000
	names := []string{"c", "free", "a", "b"}
	pairs := []Pair{{0, 2, 0.6}, {2, 3, -0.6}, {0, 3, 0.1}}
	c, err := NewCopula(names, pairs)
	if err != nil {
		t.Fatal(err)
	}
	columns := make([][]float64, len(names))
	for _, u := range draws(t, 7, n, names) {
		c.ApplyUniform(u)
		for k, x := range u {
			columns[k] = append(columns[k], x)
		}
	}
	want := map[[2]int]float64{{0, 2}: 0.6, {2, 3}: -0.6, {0, 3}: 0.1}
	for a := range columns {
		columns[a] = ranks(columns[a])
	}
	for a := range names {
		for b := a + 1; b < len(names); b++ {
			got := stat.Correlation(columns[a], columns[b], nil)
			if math.Abs(got-want[[2]int{a, b}]) > 5.6/math.Sqrt(n-1) {
				t.Errorf("%s and %s: %v, want %v", names[a], names[b], got, want[[2]int{a, b}])
			}
		}
	}
}

// TestCopulaFactor multiplies the factor out: exact, for random valid matrices.
func TestCopulaFactor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		names := rapid.Permutation([]string{"a", "b", "c", "d", "e", "f"}).Draw(t, "names")[:n]
		var pairs []Pair
		for a := range n {
			for b := a + 1; b < n; b++ {
				pairs = append(pairs, Pair{a, b, rapid.Float64Range(-0.9, 0.9).Draw(t, "rho")})
			}
		}
		c, err := NewCopula(names, pairs)
		if err != nil {
			checkNearest(t, err, n, pairs)
			return
		}
		// Columns of the factor: the images of the unit vectors.
		columns := make([][]float64, n)
		for k := range columns {
			columns[k] = make([]float64, n)
			columns[k][k] = 1
			c.Apply(columns[k])
		}
		for a := range n {
			for b := range n {
				got, want := 0.0, 1.0
				for _, column := range columns {
					got += column[a] * column[b]
				}
				for _, p := range pairs {
					if p.A == min(a, b) && p.B == max(a, b) {
						want = 2 * math.Sin(math.Pi*p.Rho/6)
					}
				}
				if math.Abs(got-want) > 1e-13 {
					t.Fatalf("correlation of %d and %d: %v, want %v", a, b, got, want)
				}
			}
		}
	})
}

// checkNearest checks that the values an error offers are valid.
func checkNearest(t interface {
	Fatalf(string, ...any)
	Helper()
}, err error, n int, pairs []Pair) {
	t.Helper()
	var contradiction *CorrelationError
	if !errors.As(err, &contradiction) {
		t.Fatalf("unexpected error: %v", err)
	}
	m := mat.NewSymDense(n, nil)
	for i := range n {
		m.SetSym(i, i, 1)
	}
	for i, p := range contradiction.Pairs {
		m.SetSym(p.A, p.B, 2*math.Sin(math.Pi*contradiction.Nearest[i]/6))
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(m) {
		t.Fatalf("nearest values %v of %v are not positive definite", contradiction.Nearest, pairs)
	}
}

func TestContradictionNamesItsGroupAlone(t *testing.T) {
	names := []string{"zeta", "alpha", "mid", "other", "more"}
	pairs := []Pair{{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}, {3, 4, 0.5}}
	_, err := NewCopula(names, pairs)
	want := "the correlations of alpha, mid, zeta contradict each other (not positive definite); nearest valid values: "
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Fatalf("error %v, want %q", err, want)
	}
	var contradiction *CorrelationError
	if !errors.As(err, &contradiction) {
		t.Fatalf("error of type %T", err)
	}
	for i, p := range contradiction.Pairs {
		got := contradiction.Nearest[i]
		if math.Abs(math.Abs(got)-0.481) > 0.0015 || math.Signbit(got) != math.Signbit(p.Rho) {
			t.Errorf("nearest of %v is %v, want about 0.481 with its sign", p, got)
		}
		if !strings.Contains(err.Error(), fmt.Sprintf("%v instead of %v", got, p.Rho)) {
			t.Errorf("%v is not in %q", got, err)
		}
	}
	pairs = append(pairs[:3:3], Pair{3, 4, 0.5})
	for i := range 3 {
		pairs[i].Rho = contradiction.Nearest[i]
	}
	if _, err := NewCopula(names, pairs); err != nil {
		t.Errorf("the nearest values are refused: %v", err)
	}
}

// TestNearestKeepsUnstatedPairsAtZero: two inputs each at 0.9 with a third
// cannot be unrelated; only the stated values may move.
func TestNearestKeepsUnstatedPairsAtZero(t *testing.T) {
	pairs := []Pair{{0, 1, 0.9}, {1, 2, 0.9}}
	_, err := NewCopula([]string{"a", "b", "c"}, pairs)
	if err == nil {
		t.Fatal("no error")
	}
	checkNearest(t, err, 3, pairs)
	var contradiction *CorrelationError
	errors.As(err, &contradiction)
	for _, rho := range contradiction.Nearest {
		if math.Abs(rho-spearman(math.Sqrt(0.5))) > 0.003 {
			t.Errorf("nearest %v, want about %v", rho, spearman(math.Sqrt(0.5)))
		}
	}
}

func TestCopulaErrors(t *testing.T) {
	names := []string{"a", "b", "c"}
	for _, c := range []struct {
		pairs []Pair
		want  string
	}{
		{[]Pair{{0, 1, 1}}, "the correlation of a and b needs a number above -1 and below 1, found 1"},
		{[]Pair{{0, 1, -1}}, "the correlation of a and b needs a number above -1 and below 1, found -1"},
		{[]Pair{{0, 1, math.NaN()}}, "the correlation of a and b needs a number above -1 and below 1, found NaN"},
		{[]Pair{{1, 1, 0.5}}, "b is correlated with itself"},
		{[]Pair{{0, 1, 0.5}, {1, 0, 0.5}}, "the correlation of b and a is stated twice"},
		{[]Pair{{0, 3, 0.5}}, "correlation 1 is between inputs 0 and 3, of 3"},
		{[]Pair{{0, 1, 2}, {2, 2, 0}}, "the correlation of a and b needs a number above -1 and below 1, found 2\nc is correlated with itself"},
	} {
		if _, err := NewCopula(names, c.pairs); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
	if _, err := NewCopula([]string{"a", "a"}, nil); err == nil {
		t.Error("two inputs of one name are accepted")
	}
}

// TestCopulaLeavesOthersAlone: other inputs, other groups, and the order of
// inputs and pairs change no number.
func TestCopulaLeavesOthersAlone(t *testing.T) {
	small, err := NewCopula([]string{"a", "b"}, []Pair{{0, 1, 0.7}})
	if err != nil {
		t.Fatal(err)
	}
	large, err := NewCopula([]string{"x", "b", "free", "y", "a"}, []Pair{{3, 0, -0.4}, {1, 4, 0.7}, {0, 2, 0}})
	if err != nil {
		t.Fatal(err)
	}
	if large.Correlated(2) || !large.Correlated(0) {
		t.Error("Correlated is wrong")
	}
	for i := range 1000 {
		u := []float64{0.3, (float64(i) + 0.5) / 1000, 0.77, 0.2, 0.9}
		v := []float64{u[4], u[1]}
		free := u[2]
		large.ApplyUniform(u)
		small.ApplyUniform(v)
		if u[4] != v[0] || u[1] != v[1] || u[2] != free {
			t.Fatalf("%v and %v differ", u, v)
		}
	}
}

func TestCopulaAllocatesNothing(t *testing.T) {
	c, err := NewCopula([]string{"a", "b", "c"}, []Pair{{0, 1, 0.7}, {1, 2, 0.2}})
	if err != nil {
		t.Fatal(err)
	}
	u := []float64{0.1, 0.5, 1 - ulp}
	if n := testing.AllocsPerRun(100, func() { c.ApplyUniform(u) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	u = []float64{ulp, ulp, 1 - ulp}
	c.ApplyUniform(u)
	for _, x := range u {
		if !(x > 0 && x < 1) {
			t.Errorf("%v is not inside 0 to 1", x)
		}
	}
}
