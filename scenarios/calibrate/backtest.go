package calibrate

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"

	"holdfast/scenarios"
	"holdfast/scenarios/calibrate/export"
	"holdfast/sim"
)

// Holdout says what a backtest keeps from the fit: the last Months, or all after
// Date where it is not NoDay.
type Holdout struct {
	Months int
	Date   Day
}

// Backtest compares what was forecast from the data up to a cut with what came.
type Backtest struct {
	Cut     Day    // last day known to the fit; NoDay in a backtest by tenure
	Age     int    // backtest by tenure: months of tenure known to the fit
	Months  int    // after the cut
	Measure string // customers, mrr or orders
	Monthly []Outcome
	// Cohorts are disjoint groups of those who were customers at the cut, at the
	// end of the months: customers by tenure or, for orders, by class.
	Cohorts []Outcome

	MAPE, Bias     float64 // of the months' medians: mean of |error| and of error, as shares of the actual
	Held50, Held90 int     // of Scored
	Scored         int
	OnCohorts      bool // Scored are cohorts; else months of one path
	// Margin is the least margin to plan on for one of the Scored, a share of its
	// forecast: the largest error of a median, or half width of a 90 % band, over
	// P50. TotalMargin is that of the months of all together, Monthly.
	Margin, TotalMargin float64

	Fitted *Result // what the fit knew
}

// Outcome is an actual figure with the quantiles of its forecast.
type Outcome struct {
	Name                       string
	Actual                     float64
	P5, P25, P50, P75, P95     float64
	CustomersAtCut, TenureFrom int
}

func (o *Outcome) within(low, high float64) bool { return o.Actual >= low && o.Actual <= high }

// margin is the error of the median or half the width of the 90 % band, whichever
// is larger, as a share of the median; 0 where that is 0.
func (o *Outcome) margin() float64 {
	if !(o.P50 > 0) {
		return 0
	}
	return math.Max(math.Abs(o.P50-o.Actual), (o.P95-o.P5)/2) / o.P50
}

const (
	// backtestTrials is the number of futures of a backtest.
	backtestTrials = 2000
	// leastCohort is the number of customers of a cohort, mostCohorts that of the
	// cohorts of a segment.
	leastCohort, mostCohorts = 20, 12
)

// Check reads files of one kind, fits what was known at the cut and simulates the
// rest with the engine. Errors are those of [Calibrate].
//
// Customers with dates, subscriptions and transactions are cut at the end of a
// month: starts after it are unknown to the fit, and ends after it have not
// happened. A snapshot of tenures has no calendar; it is cut by tenure instead:
// all histories are censored at the longest tenure less the holdout, and the
// forecast for those who got there is compared with Kaplan and Meier's survival.
func Check(ctx context.Context, paths []string, o Options, h Holdout) (*Backtest, error) {
	o.Replicates = max(o.Replicates, 0)
	d, err := read(ctx, paths, &o)
	if err != nil {
		return nil, err
	}
	b, err := d.check(ctx, &o, h)
	if flushed := d.rejects.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		return nil, err
	}
	return b, nil
}

// check judges all rows as of the real date, once, and tests a forecast from those
// that can be used.
func (d *data) check(ctx context.Context, o *Options, h Holdout) (*Backtest, error) {
	if d.sales != nil && d.sales.summarised {
		return nil, mistakef("%s: a summary of purchases has no dates, so nothing in it is before or after a cut; a backtest needs the transactions themselves", d.files[0].Name)
	}
	kinds := 0
	for _, present := range []bool{d.customers.n > 0, len(d.periods) > 0, d.sales != nil} {
		if present {
			kinds++
		}
	}
	if kinds != 1 {
		return nil, mistakef("a backtest takes files of one kind: customers, subscriptions or transactions")
	}
	if err := d.inapplicable(o); err != nil {
		return nil, err
	}
	asOf, _, err := d.asOf(o.AsOf)
	if err != nil {
		return nil, err
	}
	judged, err := d.judge(asOf, o)
	if err != nil {
		return nil, err
	}
	if d.snapshot() {
		return d.byTenure(ctx, o, h, judged)
	}
	b := &Backtest{}
	if err := b.cut(asOf, h); err != nil {
		return nil, err
	}
	known := d.knownAt(b.Cut)
	options := *o
	options.AsOf, options.AllowRejects = b.Cut, true // they were judged
	b.Fitted, err = analyse(ctx, known, &options)
	if wrong := (*Mistake)(nil); errors.As(err, &wrong) {
		return nil, mistakef("of what was known at the cut, %v: %s", b.Cut, wrong.Message)
	}
	if err != nil {
		return nil, err
	}
	b.Fitted.judgedAs(judged)
	switch {
	case d.sales != nil:
		err = b.orders(ctx, d)
	default:
		err = b.customers(ctx, d, known)
	}
	if err != nil {
		return nil, err
	}
	b.score()
	return b, nil
}

// judge rejects the rows that cannot be used as of a day, and returns a result that
// counts them; the error is that of too many.
func (d *data) judge(asOf Day, o *Options) (*Result, error) {
	judged := *d
	judged.periods = slices.Clone(d.periods)
	r := &Result{AsOf: asOf, Since: o.Since, FlagCovers: o.FlagCovers}
	judged.collect(r)
	r.countRows(&judged)
	return r, judged.tooMany(o)
}

// judgedAs takes over the count of the rows of all files.
func (r *Result) judgedAs(judged *Result) {
	left := r.Rows.LeftOut
	r.Rows, r.Files = judged.Rows, judged.Files
	r.Rows.LeftOut = left
}

// cut decides the last day known: the end of a month.
func (b *Backtest) cut(asOf Day, h Holdout) error {
	last := (asOf + 1).Month() - 1
	cut := last - Month(h.Months)
	if h.Date != NoDay {
		if cut = (h.Date + 1).Month() - 1; cut >= last {
			return mistakef("--holdout: no whole month lies between %v and the end of the data, %v", h.Date, asOf)
		}
	}
	b.Cut, b.Months = cut.Last(), int(last-cut)
	return nil
}

// knownAt returns the data as they were on that day.
func (d *data) knownAt(cut Day) *data {
	known := *d
	known.used, known.dropped, known.rejects = 0, nil, export.NewRejects(nil)
	if d.sales != nil {
		known.used = d.sales.rows
	}
	known.files = slices.Clone(d.files)
	known.customers = newLedger()
	d.customers.each(func(c *customer) {
		if c.flags&flagDropped != 0 || c.start > cut {
			return
		}
		before := *c
		if before.end != noDay && before.end > cut {
			before.end = noDay
		}
		before.flags &^= flagChurned | flagActive
		known.customers.add(before)
	})
	known.periods = nil
	for _, p := range d.periods {
		if p.start > cut {
			continue
		}
		if p.end != noDay && p.end > cut {
			p.end = noDay
		}
		known.periods = append(known.periods, p)
	}
	return &known
}

// model returns the engine's model of the plan that was calibrated, for so many
// months.
func (r *Result) model(months int) (*sim.Model, error) {
	const draws = "draws.csv"
	dir, err := os.MkdirTemp("", "holdfast-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name := ""
	if rows := r.Draws(); rows != nil {
		name = draws
		if err := os.WriteFile(filepath.Join(dir, draws), rows, 0o600); err != nil {
			return nil, err
		}
	}
	plan, err := scenarios.Load(scenarios.Source{Name: "backtest", Data: r.Plan(name), Dir: dir}, nil)
	if err != nil {
		return nil, err
	}
	m := plan.Model
	m.Months, m.Trials = months, backtestTrials
	return m, nil
}

// simulateFitted makes a model of what was fitted, for the months held out, and
// runs it.
func (b *Backtest) simulateFitted(ctx context.Context) (*sim.Model, *sim.ScenarioResult, error) {
	m, err := b.Fitted.model(b.Months)
	if err != nil {
		return nil, nil, err
	}
	baseline, err := simulate(ctx, m)
	return m, baseline, err
}

// simulate runs the model and returns its baseline.
func simulate(ctx context.Context, m *sim.Model) (*sim.ScenarioResult, error) {
	result, err := sim.Run(ctx, m, sim.Options{Detail: true})
	if err != nil {
		return nil, err
	}
	return &result.Scenarios[0], nil
}

// outcomes sets what was simulated of a measure beside what came, month by month.
func (b *Backtest) outcomes(s *sim.Series, actual []float64) {
	for t, v := range actual {
		month := b.Cut.Month() + 1 + Month(t)
		b.Monthly = append(b.Monthly, outcome(month.String(), v, s, t))
	}
}

func outcome(name string, actual float64, s *sim.Series, t int) Outcome {
	return Outcome{Name: name, Actual: actual, P5: s.Q[sim.P5][t], P25: s.Q[sim.P25][t], P50: s.Q[sim.P50][t], P75: s.Q[sim.P75][t], P95: s.Q[sim.P95][t]}
}

// score counts what the bands held and how far the medians were off, and drops
// the fit's warnings that concern the plan alone.
func (b *Backtest) score() {
	ofPlan := []string{"gross_margin", "beyond_observed", "no_price", "infinite_lifetime", "as_of"}
	if b.Cut == NoDay {
		ofPlan = append(ofPlan, "heavy_censoring", "joiners_bound") // of the cut's making
	}
	b.Fitted.Warnings = slices.DeleteFunc(b.Fitted.Warnings, func(w sim.Warning) bool { return slices.Contains(ofPlan, w.Code) })
	n := 0.0
	for _, o := range b.Monthly {
		if o.Actual > 0 && o.P50 > 0 {
			b.MAPE += math.Abs(o.P50-o.Actual) / o.Actual
			b.Bias += (o.P50 - o.Actual) / o.Actual
			b.TotalMargin = max(b.TotalMargin, o.margin())
			n++
		}
	}
	b.MAPE, b.Bias = b.MAPE/n, b.Bias/n
	scored := b.Cohorts
	if b.OnCohorts = len(scored) >= 2; !b.OnCohorts {
		scored = b.Monthly
	}
	for _, o := range scored {
		b.Scored++
		b.Margin = max(b.Margin, o.margin())
		if o.within(o.P25, o.P75) {
			b.Held50++
		}
		if o.within(o.P5, o.P95) {
			b.Held90++
		}
	}
}
