package sim

import (
	"math"
	"testing"

	"holdfast/sim/dist"
)

// smoothPlan is smooth in its uncertain inputs and has no luck.
func smoothPlan(t *testing.T) *Model {
	s := base(0, 100)
	s.Channels = []Channel{volume(10, 0)}
	m := withoutLuck(testPlan(6, s))
	m.Segments[0].Price = uniform(t, m, "price", 80, 120)
	m.Segments[0].Retention.Rate = uniform(t, m, "churn", 0.02, 0.08).Per(UnitProbability, 1)
	m.Segments[0].Channels[0].CAC = uniform(t, m, "cac", 100, 300)
	return m
}

// Latin hypercube and Sobol trials reduce the error of a smooth mean, and the
// standard errors that come from between their replicates say by how much: over
// seeds, their squares' mean is the variance of the means. The latter's relative
// error is sqrt(2/(seeds-1)), six of which are allowed.
func TestSamplingsReduceErrorsAndKnowThem(t *testing.T) {
	const seeds, trials = 300, 96
	variances := map[dist.Sampling]float64{}
	for _, sampling := range samplings {
		m := stratified(smoothPlan(t), sampling)
		m.Trials = trials
		var means []float64
		claimed := 0.0
		for seed := range uint64(seeds) {
			m.Seed = seed
			x := &run(t, m, Options{Workers: 1}).Scenarios[0].Metrics[MetricNPV]
			means = append(means, x.Mean)
			claimed += x.MCSE * x.MCSE / seeds
		}
		_, variances[sampling] = moments(means)
		e := zBound * math.Sqrt(2./(seeds-1))
		if ratio := claimed / variances[sampling]; ratio < 1/(1+e) || ratio > 1+e {
			t.Errorf("%v: standard errors are %.3f of what they claim, want within %.3f", sampling, math.Sqrt(1/ratio), e)
		}
	}
	t.Logf("variances %v", variances)
	for _, sampling := range samplings[1:] {
		if gain := variances[dist.Random] / variances[sampling]; gain < 5 {
			t.Errorf("%v: the variance of a mean is %.1f times smaller than at random, want 5", sampling, gain)
		}
	}
}

// Whatever the sampling, an input has its law.
func TestSamplingsKeepLaws(t *testing.T) {
	for _, sampling := range samplings {
		m := stratified(smoothPlan(t), sampling)
		m.Trials = 4000
		x := &run(t, m, Options{}).Scenarios[0].Metrics[MetricARPU]
		for i, p := range Quantiles {
			if want := 80 + 40*p; math.Abs(x.Q[i]-want) > zBound*40*math.Sqrt(p*(1-p)/4000) {
				t.Errorf("%v: quantile %v of the price is %v, want %v", sampling, p, x.Q[i], want)
			}
		}
		if (sampling == dist.Random) != (run(t, m, Options{}).Run.Replicates == 0) {
			t.Errorf("%v: replicates", sampling)
		}
	}
}

// Correlated inputs have the stated rank correlation, and a table's rows stay
// together.
func TestJointInputs(t *testing.T) {
	m := smoothPlan(t)
	m.Correlations = []Correlation{{A: 0, B: 2, Rho: 0.6}}
	m.Tables = []Table{{Name: "fit", Columns: [][]float64{{1, 2, 3, 4}, {10, 20, 30, 40}}}}
	m.Inputs = append(m.Inputs, Input{Name: "a", Table: 1}, Input{Name: "b", Table: 1, Column: 1})
	const n = 6000
	var spearman float64
	counts := make([]float64, 5)
	eachTrial(t, m, n, func(i int, w *worker) {
		in := w.future.inputs
		// Ranks of uniforms are their places; 12 times their covariance is the
		// correlation.
		spearman += 12 * ((in[0]-80)/40 - .5) * ((in[2]-100)/200 - .5) / n
		if in[4] != 10*in[3] {
			t.Fatalf("trial %d: rows are torn apart: %v and %v", i, in[3], in[4])
		}
		counts[int(in[3])]++
	})
	if e := zBound * 1.2 / math.Sqrt(n); math.Abs(spearman-0.6) > e {
		t.Errorf("rank correlation %.4f, want 0.6 within %.3f", spearman, e)
	}
	for _, k := range counts[1:] {
		share(t, "a row", k, n, 0.25)
	}
}
