package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"holdfast/sim/dist"
)

// bound is how many standard errors an estimate may be off: a normal tail of
// 1e-6 shared by the checks of this package's tests of information.
var bound = -dist.Z(1e-6 / 2 / 400)

// unitLoss is the unit normal loss integral, E max(0, Z - u).
func unitLoss(u float64) float64 {
	return math.Exp(-u*u/2)/math.Sqrt(2*math.Pi) - u*dist.Phi(-u)
}

// worthOf is the value of learning a normal share s of a normal gain of mean mu
// against standing still (Raiffa & Schlaifer 1961, section 5.6).
func worthOf(mu, s float64) float64 { return s * unitLoss(math.Abs(mu)/s) }

// given makes a decision between standing still and options of given gains.
func given(gains ...[]float64) *decision {
	n := len(gains[0])
	d := &decision{gain: append([][]float64{make([]float64, n)}, gains...), folds: folds{make([]int, n), 10}, sign: 1, trials: make([]int, n)}
	for i := range n {
		d.trials[i], d.folds.of[i] = i, i%10
	}
	return d
}

func normals(rng *rand.Rand, n int, mean, sd float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = mean + sd*rng.NormFloat64()
	}
	return x
}

func near(t *testing.T, what string, got Worth, want, slack float64) {
	t.Helper()
	if math.Abs(got.Value-want) > bound*got.SE+slack || !(got.SE > 0) {
		t.Errorf("%s is %.5f ± %.5f, want %.5f", what, got.Value, got.SE, want)
	}
}

// TestLinearLoss compares EVPI and EVSI of two acts with a gain that is normal
// beforehand with their closed forms. The regression's policy may fall short of
// the best by a little, quadratic in its error: slack is 0.2 % of the prior's
// standard deviation.
func TestLinearLoss(t *testing.T) {
	const n, sd = 20000, 3.0
	for _, mu := range []float64{0, 0.5, -1, 4} {
		rng := rand.New(rand.NewPCG(1, uint64(math.Float64bits(mu))))
		gain := normals(rng, n, mu, sd)
		d := given(gain)
		near(t, "EVPI", d.worth(d.gain, d.gain), worthOf(mu, sd), 0)
		for _, noise := range []float64{0.5, 3, 12} {
			shown := make([]float64, n)
			for i, v := range gain {
				shown[i] = v + noise*rng.NormFloat64()
			}
			s := sd * sd / math.Hypot(sd, noise)
			got := d.worth(d.predict([][]float64{shown}, d.gain), d.gain)
			if want := worthOf(mu, s); want > 1e-3 {
				near(t, "EVSI", got, want, 0.002*sd)
			}
		}
	}
}

// TestAdditiveNormals compares the EVPPI of each of several normal inputs, with
// the others' part taken out and not, with closed forms.
func TestAdditiveNormals(t *testing.T) {
	const n = 20000
	weights := []float64{2, 1, 0.5, 0}
	for _, mu := range []float64{0, -0.7} {
		rng := rand.New(rand.NewPCG(2, uint64(math.Float64bits(mu))))
		gain := normals(rng, n, mu, 0)
		var blocks [][][]float64
		for _, w := range weights {
			x := normals(rng, n, 0, 1)
			blocks = append(blocks, [][]float64{x})
			for i, v := range x {
				gain[i] += w * v
			}
		}
		d := given(gain)
		for _, numbers := range blocks {
			d.blocks = append(d.blocks, block{numbers: numbers})
		}
		explained := newAdditive(d, d.gain)
		var errors [2]float64
		for k, w := range weights {
			raw := d.worth(d.predict(blocks[k], d.gain), d.gain)
			adjusted := explained.without([]int{k})
			fine := d.worth(d.predict(blocks[k], adjusted), adjusted)
			if w == 0 {
				continue
			}
			near(t, "EVPPI", raw, worthOf(mu, w), 0.005)
			near(t, "EVPPI without the others' part", fine, worthOf(mu, w), 0.005)
			errors[0], errors[1] = errors[0]+raw.SE, errors[1]+fine.SE
		}
		if !(errors[1] < 0.8*errors[0]) {
			t.Errorf("taking out what the others explain leaves standard errors of %v of %v", errors[1], errors[0])
		}
		both := d.worth(d.predict([][]float64{blocks[0][0], blocks[1][0]}, d.gain), d.gain)
		near(t, "EVPPI of two", both, worthOf(mu, math.Hypot(2, 1)), 0.005)
	}
}

// TestIrrelevant learns numbers that nothing depends on, over many seeds, where
// the options are as good as each other on average, so that noise alone decides
// between them: the mean over seeds of the raw estimates must not be above 0 by
// more than its error. Judging options by the trials that chose them fails it.
func TestIrrelevant(t *testing.T) {
	const seeds, n = 200, 1000
	sum, squares := 0.0, 0.0
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(3, uint64(seed)))
		d := given(normals(rng, n, 0, 1), normals(rng, n, 0, 1))
		x := normals(rng, n, 0, 1)
		mean, se := d.mean(d.added(d.predict([][]float64{x}, d.gain), d.gain))
		sum, squares = sum+mean, squares+mean*mean
		if math.Abs(mean) > bound*se {
			t.Errorf("seed %d: an irrelevant number is worth %v ± %v", seed, mean, se)
		}
	}
	mean := sum / seeds
	se := math.Sqrt(squares/seeds-mean*mean) / math.Sqrt(seeds)
	t.Logf("mean over %d seeds %.5f ± %.5f", seeds, mean, se)
	if math.Abs(mean) > bound*se {
		t.Errorf("over %d seeds an irrelevant number is worth %v ± %v", seeds, mean, se)
	}
}

// TestSuccess learns whether something of known effect works.
func TestSuccess(t *testing.T) {
	const n, p, effect, cost = 20000, 0.7, 10.0, 4.0
	rng := rand.New(rand.NewPCG(4, 0))
	works, gain := make([]float64, n), normals(rng, n, -cost, 2)
	for i := range n {
		if rng.Float64() < p {
			works[i] = 1
			gain[i] += effect
		}
	}
	d := given(gain)
	near(t, "EVPPI of success", d.worth(d.predict([][]float64{works}, d.gain), d.gain), (1-p)*cost, 0)
}

// TestDominated: one option is always the best; nothing is worth learning.
func TestDominated(t *testing.T) {
	const n = 1000
	rng := rand.New(rand.NewPCG(5, 0))
	x := normals(rng, n, 0, 1)
	good, bad := make([]float64, n), make([]float64, n)
	for i, v := range x {
		good[i], bad[i] = 10+math.Exp(v/4), -1+v/10
	}
	d := given(good, bad)
	if w := d.worth(d.gain, d.gain); w != (Worth{}) {
		t.Errorf("EVPI is %v", w)
	}
	if w := d.worth(d.predict([][]float64{x}, d.gain), d.gain); w != (Worth{}) {
		t.Errorf("EVPPI is %v", w)
	}
}

// TestPower repeats a published example: shares of 25 % and 40 %, 5 % two-sided,
// power 80 %, 152 in each arm (Fleiss, Levin & Paik 2003, table A.4, less the
// correction for continuity).
func TestPower(t *testing.T) {
	if n := twoProportions(0.25, 0.40, 0.05, 0.8); n != 152 {
		t.Errorf("%v in each arm, want 152", n)
	}
	if n := twoMeans(0.5, 1, 0.05, 0.8); n != 63 {
		t.Errorf("%v in each arm for half a standard deviation, want 63", n)
	}
}
