package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// TestOptions describe a randomised test of one initiative before its roll-out:
// customers who have just joined are split into two arms, one of which gets it.
type TestOptions struct {
	Skip       bool
	Initiative string // name; "": the one whose effects are worth most to know
	Months     int    // that the test lasts, and the oldest age it sees; 0: six, or a whole contract
	Sizes      []int  // customers per arm; nil: from 50 to as many as there are
	// Delay is how many months later the roll-out starts than the plan says;
	// negative: as many as the test lasts beyond the month before it.
	Delay int
	// Cost of the test, paid in the first month: Fixed + PerCustomer x 2n.
	Fixed, PerCustomer float64
}

// ErrTest is the cause of an error of a test that cannot be made.
var ErrTest = errors.New("no such test is possible")

func (o *TestOptions) check(m *sim.Model, metric sim.Metric) error {
	if o.Skip {
		return nil
	}
	if o.Initiative != "" {
		x := slices.IndexFunc(m.Initiatives, func(x sim.Initiative) bool { return x.Name == o.Initiative })
		switch {
		case x < 0:
			return fmt.Errorf("%w: the plan has no initiative %q", ErrTest, o.Initiative)
		case !used(m, x):
			return fmt.Errorf("%w: no scenario contains initiative %q, so nothing depends on it", ErrTest, o.Initiative)
		}
		if _, ok := measureOf(&m.Initiatives[x]); !ok {
			return fmt.Errorf("%w: what initiative %q changes does not show in what customers do", ErrTest, o.Initiative)
		}
	}
	if o.Months >= m.Months {
		return fmt.Errorf("%w: months of the test: %d, of the plan: %d", ErrTest, o.Months, m.Months)
	}
	if (o.Fixed != 0 || o.PerCustomer != 0) && metric.Kind() != sim.KindMoney {
		return fmt.Errorf("%w: it costs money, and %s is no amount of money", ErrTest, metric)
	}
	return nil
}

// Test is what a test before the roll-out is worth.
type Test struct {
	Initiative, Title string
	Segments          []string // where its customers come from
	Months, Delay     int
	Measure           Measurement
	Control, Treated  float64 // expected of a customer in either arm, if the initiative works
	Available         int     // customers per arm there are: half of those who join early enough to be followed for Months before the roll-out, Delay months late
	Curve             []TestSize
	Best              int // index into Curve of the highest net value within Available; -1 where none is above 0 by two standard errors
	// Threshold is the smallest observed difference of the best test, or of
	// the largest where none pays, at which the initiative is taken; -Inf
	// where any result, +Inf where none leads to it.
	Threshold float64
	Ceiling   Worth // of a test of so many months with endlessly many customers
	Power     Power
}

// TestSize is a point of the curve.
type TestSize struct {
	N         int
	EVSI      Worth   // expected value of the test's information, without what it costs
	DelayCost float64 // lost by waiting for it
	Cost      float64 // of the test
	Net, SE   float64 // EVSI - DelayCost - Cost, and its standard error
}

// BestN is the best number of customers per arm; 0, no test, where none can be
// told to pay.
func (t *Test) BestN() int {
	if t.Best < 0 {
		return 0
	}
	return t.Curve[t.Best].N
}

// Power is the ordinary calculation of a test's size, which asks what is needed
// to see a difference, not what seeing it is worth.
type Power struct {
	Alpha, Power float64 // two-sided level; chance of seeing the difference
	N            float64 // customers per arm; +Inf where there is no difference
}

// twoProportions is the size of each arm at which a difference between shares p
// and q is significant at level alpha, two-sided, with the given power:
//
//	n = (z_(1-alpha/2) sqrt(2 a (1-a)) + z_power sqrt(p(1-p) + q(1-q)))^2 / (p-q)^2,  a = (p+q)/2
//
// Source: Fleiss, Levin & Paik, "Statistical Methods for Rates and Proportions"
// (2003), section 4.2, without continuity correction.
func twoProportions(p, q, alpha, power float64) float64 {
	a := (p + q) / 2
	root := dist.Z(1-alpha/2)*math.Sqrt(2*a*(1-a)) + dist.Z(power)*math.Sqrt(p*(1-p)+q*(1-q))
	if p == q {
		return math.Inf(1)
	}
	return math.Ceil(root * root / ((p - q) * (p - q)))
}

// twoMeans is the same for means of a standard deviation per customer.
func twoMeans(difference, sd, alpha, power float64) float64 {
	if difference == 0 {
		return math.Inf(1)
	}
	z := dist.Z(1-alpha/2) + dist.Z(power)
	return math.Ceil(2 * z * z * sd * sd / (difference * difference))
}

// test values a test before the roll-out.
func (r *ValueResult) test(ctx context.Context, m *sim.Model, d *decision, o *ValueOptions, p *passes) error {
	x := r.candidate(m, d, &o.Test)
	if x < 0 {
		return nil
	}
	t, e, err := newExperiment(ctx, m, x, &o.Test, d, p)
	if err != nil || t == nil {
		r.NoTest = "no customers join early enough to be followed to its end, and it takes new ones"
		return err
	}
	late, err := d.delayed(ctx, m, x, t.Delay, o.Metric, p)
	if err != nil {
		return err
	}
	if err := e.expect(ctx); err != nil {
		return err
	}
	if !e.shows() {
		r.warn("test_sees_nothing", "initiatives."+t.Initiative, "nothing that %s does shows in a new customer up to age %d: a test cannot tell anything",
			t.Initiative, t.Months)
	}
	seen, err := e.seen(ctx)
	if err != nil {
		return err
	}
	soon := d.explained.without(seen)
	if t.Delay > 0 {
		late = newAdditive(d, late).without(seen)
	} else {
		late = soon
	}
	for _, n := range sizes(o.Test.Sizes, t.Available) {
		if err := e.observe(ctx, n); err != nil {
			return err
		}
		one := TestSize{N: n, Cost: o.Test.Fixed + 2*float64(n)*o.Test.PerCustomer}
		shown := newMeasured(e.difference)
		one.EVSI = d.worth(d.predictBy(shown, soon), soon)
		then := d.predictBy(shown, late)
		gained, se := d.mean(d.late(then, late, soon))
		one.Net, one.SE = gained-one.Cost, se
		one.DelayCost = one.EVSI.Value - gained
		t.Curve = append(t.Curve, one)
		if n <= t.Available && one.Net > 2*one.SE && (t.Best < 0 || one.Net > t.Curve[t.Best].Net) {
			t.Best = len(t.Curve) - 1
			t.Threshold = e.threshold(m, then)
		}
		if t.Best < 0 {
			t.Threshold = e.threshold(m, then)
		}
		if n > t.Available {
			r.warn("test_too_large", "initiatives."+t.Initiative, "a test of %d customers per arm needs more than there are: about %d", n, t.Available)
		}
	}
	e.describe(t)
	t.Ceiling = d.worth(d.predictBy(newMeasured(e.expected()), soon), soon)
	r.Test = t
	return nil
}

// candidate is the initiative to test, -1 where there is none.
func (r *ValueResult) candidate(m *sim.Model, d *decision, o *TestOptions) int {
	if !r.Decides() {
		r.NoTest = "there is nothing to decide"
		return -1
	}
	if o.Initiative != "" {
		return slices.IndexFunc(m.Initiatives, func(x sim.Initiative) bool { return x.Name == o.Initiative })
	}
	best, most := -1, math.Inf(-1)
	for x := range m.Initiatives {
		if _, ok := measureOf(&m.Initiatives[x]); !ok || !used(m, x) {
			continue
		}
		if worth := r.effectWorth(m, x); worth > most {
			best, most = x, worth
		}
	}
	switch {
	case best < 0:
		r.NoTest = "no initiative of any scenario changes what customers do"
	case m.Months < 2:
		r.NoTest, best = "a test must be shorter than the plan", -1
	}
	return best
}

// effectWorth is the value of knowing all effects of an initiative.
func (r *ValueResult) effectWorth(m *sim.Model, x int) float64 {
	init := &m.Initiatives[x]
	path := pathJoined("initiatives", init.Name)
	worth := 0.0
	for i := range r.Learnings {
		l := &r.Learnings[i]
		if l.Path == path && l.Kind == "initiative" {
			return l.Value
		}
		own := l.Path == path+".success"
		for _, k := range effects(m, x) {
			own = own || l.Path == InputPath(m, k)
		}
		if own {
			worth = max(worth, l.Value)
		}
	}
	return worth
}

// delayed is the gains, [option][index], where every scenario with initiative x
// starts it a number of months later.
func (d *decision) delayed(ctx context.Context, m *sim.Model, x, months int, metric sim.Metric, p *passes) ([][]float64, error) {
	if months == 0 {
		return d.gain, nil
	}
	later := *m
	later.Initiatives = slices.Clone(m.Initiatives)
	later.Initiatives[x].Starts += months
	later.Initiatives[x].StartsTo += months
	later.Scenarios = m.Scenarios[:1:1]
	var with []int
	for s := range m.Scenarios {
		if slices.Contains(m.Scenarios[s].Initiatives, x) {
			with = append(with, s)
			later.Scenarios = append(later.Scenarios, m.Scenarios[s])
		}
	}
	levels, err := p.expectations(ctx, &later, metric, nil)
	if err != nil {
		return nil, err
	}
	gain := slices.Clone(d.gain)
	for k, s := range with {
		gain[s] = make([]float64, len(d.trials))
		for i, trial := range d.trials {
			gain[s][i] = d.sign * (levels[k+1][trial] + d.shift[s] - d.level[0][i])
			if math.IsNaN(gain[s][i]) || math.IsInf(gain[s][i], 0) {
				return nil, fmt.Errorf("%s %w where the initiative starts later", metric, ErrNoMean)
			}
		}
	}
	return gain, nil
}

// late is what choosing by the predictions among late options adds in each
// trial to the gain of the option that is taken in time with nothing learnt.
func (d *decision) late(predicted, late, soon [][]float64) []float64 {
	once := d.once()
	added := d.added(predicted, late)
	for i := range added {
		k := once[d.folds.of[i]]
		added[i] += late[k][i] - soon[k][i]
	}
	return added
}
