package sim

import (
	"math"
	"testing"
)

// Scenarios of a trial share their luck cell by cell: of one segment with sBG
// .9/9, saved like the average, 3,000 customers at tenure 6, 100 joiners a
// month, 48 months and a churn cut of 10 % from the first month, the variance of
// the NPV difference is about 155 times smaller than with independent seeds. A
// stream per cohort would reach 38, one shared stream 1.4.
func TestComparisonIsSharp(t *testing.T) {
	s := subscribers(0)
	s.LikeAverage = true
	s.Retention = Retention{Model: "sbg", Alpha: Const(.9), Beta: Const(9)}
	s.Opening.Groups = []TenureGroup{{6, 3000}}
	s.Channels = []Channel{volume(100, 0)}
	m := withScenario(testPlan(48, s), "cut", doing(change(LeverChurn, OpReduce, 0.1)))
	for seed := range uint64(3) {
		m.Seed = seed + 1
		var without, with, difference []float64
		eachTrial(t, m, 2500, func(_ int, w *worker) {
			a, b := w.outcome[0].metrics[MetricNPV], w.outcome[1].metrics[MetricNPV]
			without, with, difference = append(without, a), append(with, b), append(difference, b-a)
		})
		_, a := moments(without)
		_, b := moments(with)
		_, d := moments(difference)
		if ratio := (a + b) / d; ratio < 120 {
			t.Errorf("seed %d: the paired difference's variance is %.1f times smaller, want 120", m.Seed, ratio)
		} else {
			t.Logf("seed %d: the paired difference's variance is %.1f times smaller", m.Seed, ratio)
		}
		mean, variance := moments(difference)
		if z := mean / math.Sqrt(variance/float64(len(difference))); z < 50 {
			t.Errorf("seed %d: the gain is %.1f standard errors", m.Seed, z)
		}
	}
}

// The effect of a small change is small in every trial: a thousandth less churn
// moves at most a few customers, in one direction.
func TestSmallChangesMoveFewCustomers(t *testing.T) {
	s := base(0.05, 1000)
	s.Channels = []Channel{volume(20, 0)}
	m := withScenario(testPlan(24, s), "cut", doing(change(LeverChurn, OpReduce, 0.001)))
	var extra []float64
	eachTrial(t, m, 400, func(i int, w *worker) {
		d := w.outcome[1].metrics[MetricClosingCustomers] - w.outcome[0].metrics[MetricClosingCustomers]
		if d < 0 || d > 12 {
			t.Errorf("trial %d: a thousandth less churn leaves %v customers more", i, d)
		}
		extra = append(extra, d)
	})
	// Expected: of about 1000 + 24 x 20 customers' 0.05 x 0.001 a month.
	if mean, _ := moments(extra); mean <= 0 || mean > 2 {
		t.Errorf("a thousandth less churn leaves %v customers more in the mean", mean)
	}
}

// A scenario that keeps a customer whom the baseline has lost draws that
// customer's luck afresh: of one customer spared the first of two decisions of
// 50 %, half are left.
func TestCustomersThatTheBaselineHasLost(t *testing.T) {
	m := withScenario(testPlan(2, base(0.5, 1)), "spared", Initiative{Months: 1, Changes: []Change{change(LeverChurn, OpReduce, 1)}})
	follows(t, "left", monthly(t, m, 4000, 1, at{MeasureClosing, 2})[0], binomialLaw(1, 0.5))
}
