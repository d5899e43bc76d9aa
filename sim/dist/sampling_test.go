package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

var samplings = []Sampling{Random, LatinHypercube, Sobol}

func design(t testing.TB, s Sampling, seed uint64, trials int, names ...string) *Design {
	t.Helper()
	d, err := NewDesign(s, seed, trials, names)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestFirstUniforms freezes the numbers: a plan must give the same bytes in the
// next version, or say so.
func TestFirstUniforms(t *testing.T) {
	for _, s := range samplings {
		d := design(t, s, 20270101, 100, "churn", "price")
		got := []float64{d.Uniform(0, 0), d.Uniform(0, 1), d.Uniform(1, 0), d.Uniform(99, 1)}
		for i, want := range firstUniforms[s] {
			if got[i] != want {
				t.Errorf("%v: %v, want %v", s, got, firstUniforms[s])
				break
			}
		}
	}
}

var firstUniforms = map[Sampling][4]float64{
	Random:         {0.42217129765582373, 0.4850992207004793, 0.3105638962095555, 0.039417070296616674},
	LatinHypercube: {0.15122480498880292, 0.3683269812232748, 0.9887350223766626, 0.29212596970602195},
	Sobol:          {0.43516480754845965, 0.3621716738941577, 0.7437177341705263, 0.20078755571042656},
}

func TestReplicates(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 31, 32, 33, 100, 999, 10000} {
		for _, s := range samplings {
			d := design(t, s, 1, n)
			want := max(1, min(16, n/2))
			if s == Random {
				want = 1
			}
			if d.Replicates() != want || d.Trials() != n {
				t.Errorf("%v of %d trials has %d replicates, want %d", s, n, d.Replicates(), want)
			}
			next := 0
			for r := range d.Replicates() {
				first, last := d.Bounds(r)
				if first != next || last-first < n/want || last-first > n/want+1 {
					t.Errorf("%v of %d: replicate %d is %d to %d", s, n, r, first, last)
				}
				for i := first; i < last; i++ {
					if d.Replicate(i) != r {
						t.Errorf("%v of %d: trial %d is in replicate %d, want %d", s, n, i, d.Replicate(i), r)
					}
				}
				next = last
			}
			if next != n {
				t.Errorf("%v of %d: replicates end at %d", s, n, next)
			}
		}
	}
}

func TestLatinHypercubeHasOnePointPerStratum(t *testing.T) {
	for _, n := range []int{1, 2, 3, 33, 100, 1000, 10007} {
		d := design(t, LatinHypercube, 3, n, "a", "b", "c")
		for input := range 3 {
			for r := range d.Replicates() {
				first, last := d.Bounds(r)
				size := last - first
				hit := make([]bool, size)
				for i := first; i < last; i++ {
					hit[int(d.Uniform(i, input)*float64(size))] = true
				}
				for stratum, ok := range hit {
					if !ok {
						t.Fatalf("%d trials: stratum %d of replicate %d is empty", n, stratum, r)
					}
				}
			}
		}
	}
}

// chiSquareLimit is passed by chance with a probability of 1e-8.
func chiSquareLimit(cells int) float64 {
	return distuv.ChiSquared{K: float64(cells - 1)}.Quantile(1 - 1e-8)
}

func chiSquare(counts []int) float64 {
	total := 0
	for _, c := range counts {
		total += c
	}
	want, sum := float64(total)/float64(len(counts)), 0.0
	for _, c := range counts {
		sum += (float64(c) - want) * (float64(c) - want) / want
	}
	return sum
}

// TestPermutationsAreUniform counts all n! orders of n = 2..5 elements, and the
// images of pairs of larger ones, over 240,000 keys. At n = 5 a bias of a tenth
// in every second order would give a chi-square of 2,400, far beyond the limit.
func TestPermutationsAreUniform(t *testing.T) {
	const keys = 240000
	for n := uint64(2); n <= 5; n++ {
		index := map[uint64]int{}
		var counts []int
		for key := range uint64(keys) {
			code := uint64(0)
			for i := range n {
				code = code*8 + permute(i, n, mix(key))
			}
			k, ok := index[code]
			if !ok {
				k = len(counts)
				index[code] = k
				counts = append(counts, 0)
			}
			counts[k]++
		}
		factorial := []int{1, 1, 2, 6, 24, 120}[n]
		if got := chiSquare(counts); len(counts) != factorial || got > chiSquareLimit(factorial) {
			t.Errorf("n = %d: %d orders, chi-square %v", n, len(counts), got)
		}
	}
	for _, n := range []uint64{7, 16, 17, 31, 62} {
		counts := make([]int, n*n)
		for key := range uint64(keys) {
			counts[permute(0, n, mix(key))*n+permute(1, n, mix(key))]++
		}
		var different []int
		for i, c := range counts {
			if uint64(i)/n != uint64(i)%n {
				different = append(different, c)
			} else if c != 0 {
				t.Errorf("n = %d: not a permutation", n)
			}
		}
		if got := chiSquare(different); got > chiSquareLimit(len(different)) {
			t.Errorf("n = %d: chi-square %v of pairs", n, got)
		}
	}
}

// TestUniformsAreUniform: over seeds, any one uniform, and two inputs of one
// trial or one input in trials of different replicates together, are uniform.
func TestUniformsAreUniform(t *testing.T) {
	const seeds, cells = 64000, 64
	for _, s := range samplings {
		one, inputs, trials := make([]int, cells), make([]int, cells), make([]int, cells)
		for seed := range uint64(seeds) {
			d := design(t, s, seed, 100, "a", "b")
			x, y, z := d.Uniform(17, 0), d.Uniform(17, 1), d.Uniform(90, 0)
			if !(x > 0 && x < 1) {
				t.Fatalf("%v: uniform %v", s, x)
			}
			one[int(x*cells)]++
			inputs[int(x*8)*8+int(y*8)]++
			trials[int(x*8)*8+int(z*8)]++
		}
		for name, counts := range map[string][]int{"one": one, "two inputs": inputs, "two replicates": trials} {
			if got := chiSquare(counts); got > chiSquareLimit(cells) {
				t.Errorf("%v, %s: chi-square %v", s, name, got)
			}
		}
	}
}

func TestOtherInputsChangeNothing(t *testing.T) {
	for _, s := range samplings {
		few := design(t, s, 5, 1000, "b", "d")
		more := design(t, s, 5, 1000, "e", "d", "c", "b", "f")
		reordered := design(t, s, 5, 1000, "d", "b")
		for i := range 1000 {
			if few.Uniform(i, 0) != reordered.Uniform(i, 1) || few.Uniform(i, 1) != reordered.Uniform(i, 0) {
				t.Fatalf("%v: the order of inputs shows in trial %d", s, i)
			}
			if s == Sobol {
				continue
			}
			if few.Uniform(i, 0) != more.Uniform(i, 3) || few.Uniform(i, 1) != more.Uniform(i, 1) {
				t.Fatalf("%v: other inputs show in trial %d", s, i)
			}
		}
	}
}

func TestRandomDoesNotDependOnTheNumberOfTrials(t *testing.T) {
	few, more := design(t, Random, 5, 10, "a"), design(t, Random, 5, 1000, "a")
	for i := range 10 {
		if few.Uniform(i, 0) != more.Uniform(i, 0) {
			t.Fatalf("trial %d differs", i)
		}
	}
}

func TestSobolBeyondTheTable(t *testing.T) {
	names := make([]string, SobolDimensions+10)
	for i := range names {
		names[i] = string(rune('A'+i/100)) + string(rune('A'+i/10%10)) + string(rune('A'+i%10))
	}
	d := design(t, Sobol, 1, 640, names...)
	u := make([]float64, len(names))
	sum := 0.0
	for i := range 640 {
		d.Fill(i, u)
		sum += u[len(u)-1]
	}
	// A Latin hypercube of 16 x 40 points: the sd of the mean is
	// 1/(40 sqrt(12 * 640)) = 0.00029.
	if math.Abs(sum/640-0.5) > 6*0.00029 {
		t.Errorf("mean of a padded input: %v", sum/640)
	}
}

// TestIntegrationError compares the mean squared error of the mean of a smooth
// function of six inputs over 40 seeds. Theory: random sampling leaves its
// variance; Latin hypercube removes the additive part; scrambled Sobol also the
// low-order interactions.
func TestIntegrationError(t *testing.T) {
	const trials, seeds = 1024, 40
	names := []string{"a", "b", "c", "d", "e", "f"}
	error2 := map[Sampling]float64{}
	for _, s := range samplings {
		for seed := range uint64(seeds) {
			d := design(t, s, seed, trials, names...)
			u, sum := make([]float64, len(names)), 0.0
			for i := range trials {
				d.Fill(i, u)
				f := 1.0
				for k, x := range u {
					f *= 1 + (x-0.5)/float64(k+1)
				}
				sum += f
			}
			off := sum/trials - 1
			error2[s] += off * off / seeds
		}
	}
	if !(error2[LatinHypercube] < error2[Random]/4 && error2[Sobol] < error2[LatinHypercube]/4) {
		t.Errorf("mean squared errors %v", error2)
	}
	// Random: product of (1 + 1/(12 k^2)) - 1 = 0.1298 over 1024 trials. The
	// ratio is chi-square with 40 degrees of freedom over 40.
	variance := 1.0
	for k := 1.0; k <= 6; k++ {
		variance *= 1 + 1/(12*k*k)
	}
	ratio := error2[Random] / ((variance - 1) / trials) * seeds
	law := distuv.ChiSquared{K: seeds}
	if ratio < law.Quantile(1e-8) || ratio > law.Quantile(1-1e-8) {
		t.Errorf("random: squared error is %v of its expectation", ratio/seeds)
	}
}

// TestReplicateErrorsAreHonest: the variance between replicates, over their
// number, estimates the squared error of the mean. Over 100 designs the ratio
// of the two is near 1; here it must lie within a factor of two, which a
// chi-square of 100 degrees of freedom leaves with a probability below 1e-7.
func TestReplicateErrorsAreHonest(t *testing.T) {
	const trials, seeds = 1600, 100
	for _, s := range []Sampling{LatinHypercube, Sobol} {
		squared, estimated := 0.0, 0.0
		for seed := range uint64(seeds) {
			d := design(t, s, seed, trials, "a", "b")
			var means []float64
			total := 0.0
			for r := range d.Replicates() {
				first, last := d.Bounds(r)
				sum := 0.0
				for i := first; i < last; i++ {
					sum += (math.Exp(d.Uniform(i, 0)) - (math.E - 1)) * (1 + d.Uniform(i, 1))
				}
				means = append(means, sum/float64(last-first))
				total += sum / trials
			}
			between := 0.0
			for _, m := range means {
				between += (m - total) * (m - total)
			}
			n := float64(len(means))
			squared += total * total
			estimated += between / (n - 1) / n
		}
		if ratio := estimated / squared; ratio < 0.5 || ratio > 2 {
			t.Errorf("%v: estimated over true squared error is %v", s, ratio)
		}
	}
}

func TestSamplingNames(t *testing.T) {
	for _, s := range samplings {
		if got, err := ParseSampling(s.String()); err != nil || got != s {
			t.Errorf("%v: %v, %v", s, got, err)
		}
	}
	if _, err := ParseSampling("halton"); err == nil || err.Error() != `sampling is random, latin_hypercube or sobol, found "halton"` {
		t.Errorf("error %v", err)
	}
}

func TestDesignErrors(t *testing.T) {
	for _, c := range []struct {
		s      Sampling
		trials int
		names  []string
		want   string
	}{
		{Random, 0, nil, "trials must be from 1 to 34359738368, found 0"},
		{Sobol, math.MaxInt64, nil, "trials must be from 1 to 34359738368, found 9223372036854775807"},
		{Sobol, 10, []string{"a", "b", "a"}, `two inputs are named "a"`},
		{9, 10, nil, "unknown sampling: Sampling(9)"},
	} {
		if _, err := NewDesign(c.s, 1, c.trials, c.names); err == nil || err.Error() != c.want {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}

func TestDrawingAllocatesNothing(t *testing.T) {
	laws := batteryCases(t)
	for _, s := range samplings {
		d := design(t, s, 1, 1000, "a", "b", "c")
		u := make([]float64, 3)
		if n := testing.AllocsPerRun(100, func() { d.Fill(500, u) }); n != 0 {
			t.Errorf("%v: %v allocations", s, n)
		}
	}
	for _, c := range laws {
		if n := testing.AllocsPerRun(20, func() { sink += c.d.Quantile(0.3) + c.d.Quantile(0.9) }); n != 0 {
			t.Errorf("%s: %v allocations", c.name, n)
		}
	}
}

// TestLargeDesign: the last trials of the largest design are still valid.
func TestLargeDesign(t *testing.T) {
	for _, s := range samplings {
		d := design(t, s, 1, mostTrials, "a")
		for i := mostTrials - 3; i < mostTrials; i++ {
			if u := d.Uniform(i, 0); !(u > 0 && u < 1) || d.Replicate(i) != d.Replicates()-1 {
				t.Errorf("%v: trial %d has %v", s, i, u)
			}
		}
	}
}
