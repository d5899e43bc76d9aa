package sim

import (
	"context"
	"flag"
	"fmt"
	"math"
	"sort"
	"testing"
)

// The engine against the reference: means and spreads of every metric, and
// means of every measure of every month, of the whole and of each segment.
//
// A difference counts as a disagreement beyond a two-sample bound whose normal
// tail is 1e-6 over the number of comparisons, widened for the t distribution.
// Power: with the 400 trials of each scenario and the engine's 1,000 a bias of
// 0.4 standard deviations of a metric is seen (z = 6.9): about 5 % of a hazard,
// 1 % of a price, and any luck that is used twice. With -reference.trials 10000
// it is 0.08 standard deviations, 1 % of a hazard. Expectations without luck
// (LTV, CAC, retention) are held to 1e-7, or to the accuracy that the model
// promises where propensities are carried: there 1 % of a hazard is seen, and
// cutting the average hazard instead of each customer's own misses by 146 bounds
// (by 4.7 in what is simulated).

// refTrials is the number of trials of the reference per scenario.
var refTrials = flag.Int("reference.trials", 400, "trials of the reference simulator; the engine runs 2.5 times as many")

// refFinding is one comparison, as a multiple of its standard error or of its
// tolerance where nothing is left to luck.
type refFinding struct {
	where        string
	engine, want float64
	z            float64 // in bounds: above 1 is a disagreement
}

type refComparer struct {
	findings []refFinding
	bound    float64
	engineN  int
}

func TestEngineAgreesWithReference(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	plans := refPlans()
	checks := 0
	for _, p := range plans {
		perPart := 2*int(NumMetrics) + int(NumMeasures)*p.model.Months
		checks += perPart * (1 + len(p.model.Segments)) * len(p.model.Scenarios)
	}
	bound := refBound(1e-6/float64(checks), *refTrials)
	for _, p := range plans {
		t.Run(p.name, func(t *testing.T) { p.compare(t, bound) })
	}
}

// refBound is the two-sided quantile of Student's t with n-1 degrees of freedom.
func refBound(alpha float64, n int) float64 {
	lo, hi := 0.0, 40.0
	for range 100 {
		if z := (lo + hi) / 2; math.Erfc(z/math.Sqrt2) > alpha {
			lo = z
		} else {
			hi = z
		}
	}
	return lo + (lo*lo*lo+lo)/float64(4*(n-1))
}

func (p refComparison) compare(t *testing.T, bound float64) {
	p.model.Trials = *refTrials * 5 / 2
	result, err := Run(context.Background(), p.model, Options{})
	if err != nil {
		t.Fatal(err)
	}
	ask := p.ask
	ask.equityOneIn = 20
	c := &refComparer{bound: bound, engineN: p.model.Trials}
	for s := range p.model.Scenarios {
		runs := refRun(p.model, &p.model.Scenarios[s], *refTrials, uint64(1000+s), ask)
		engine := &result.Scenarios[s]
		where := p.model.Scenarios[s].Name
		c.part(p, where, runs, 0, &engine.Metrics, &engine.Monthly)
		for seg := range engine.Segments {
			part := &engine.Segments[seg]
			c.part(p, where+"/"+part.ID, runs, 1+seg, &part.Metrics, &part.Monthly)
		}
		c.targets(where, p.model, engine, runs)
	}
	c.report(t)
}

func (c *refComparer) report(t *testing.T) {
	sort.SliceStable(c.findings, func(i, j int) bool { return c.findings[i].z > c.findings[j].z })
	for i, f := range c.findings {
		if !(f.z > 1) {
			break
		}
		if i == 40 {
			t.Errorf("and more")
			break
		}
		t.Errorf("%s: engine %.8g, reference %.8g (%.3g bounds)", f.where, f.engine, f.want, f.z)
	}
	if len(c.findings) > 0 {
		t.Logf("%d comparisons, worst %.2g of the bound", len(c.findings), c.findings[0].z)
	}
}

func (c *refComparer) add(where string, engine, want, bound float64) {
	z := math.Abs(engine-want) / bound
	if math.IsNaN(z) || (engine == want) {
		z = 0
		if math.IsNaN(engine) != math.IsNaN(want) || engine != want && !math.IsNaN(engine) {
			z = math.Inf(1)
		}
	}
	c.findings = append(c.findings, refFinding{where, engine, want, z})
}

func (c *refComparer) part(p refComparison, where string, runs [][]refPart, part int, metrics *[NumMetrics]Stat, monthly *[NumMeasures]Series) {
	for m := Metric(0); m < NumMetrics; m++ {
		if refLifetimeOnly(m) && !p.ask.lifetime || m == MetricCustomerEquity && p.ask.equityMonths == 0 {
			continue
		}
		name := where + " " + m.String()
		values := refValues(runs, part, m)
		if m.Payback() {
			c.payback(name, &metrics[m], values)
			continue
		}
		c.stat(name, &metrics[m], values, refTolerance(p.model, m), p.looseSD[m] || m == MetricCustomerEquity)
	}
	for m := Measure(0); m < NumMeasures; m++ {
		for month := 1; month <= p.model.Months; month++ {
			values := refMonth(runs, part, m, month)
			name := fmt.Sprintf("%s month %d %s", where, month, m)
			c.mean(name, monthly[m].Mean[month-1], math.NaN(), values, 1e-9)
		}
	}
}

func refLifetimeOnly(m Metric) bool {
	return m >= MetricLTV && m <= MetricMarginalCAC || m >= MetricLTVCAC && m <= MetricRetention36
}

// refTolerance is the relative error that a metric may have where there is no
// luck in it: what the model allows to the quadrature over propensities, more
// where hazards reach 1, and to a lifetime that the reference ends after
// refForever months.
func refTolerance(m *Model, metric Metric) float64 {
	tolerance := 1e-7
	switch metric {
	case MetricLTV, MetricLTV60, MetricLTVRevenue, MetricLTVCAC, MetricLTVPaidCAC, MetricRetention12, MetricRetention36:
		for i := range m.Segments {
			s := &m.Segments[i]
			if s.LikeAverage || (s.Retention.Model != "sbg" && s.Retention.Model != "bdw") {
				continue
			}
			tolerance = math.Max(tolerance, 3e-4)
			if p := s.Retention.Alpha.Factor / (s.Retention.Alpha.Factor + s.Retention.Beta.Factor); p > 0.25 {
				tolerance = 4e-3
			}
		}
	}
	return tolerance
}

// mean compares two means. engineSD is NaN where the engine keeps none: then the
// reference's stands for it.
func (c *refComparer) mean(where string, engine, engineSD float64, values []float64, tolerance float64) {
	m := refDescribe(values)
	if math.IsNaN(engineSD) {
		engineSD = m.sd
	}
	if rare := refUnlikeFirst(values); rare < 30 && rare > 0 {
		return // too few trials differ for a standard error
	}
	slack := tolerance * (math.Abs(m.mean) + math.Abs(engine))
	se := math.Sqrt(m.sd*m.sd/float64(m.n) + engineSD*engineSD/float64(c.engineN))
	c.add(where, engine, m.mean, c.bound*se+slack)
}

// refUnlikeFirst counts the values that differ from the first.
func refUnlikeFirst(values []float64) int {
	n := 0
	for _, x := range values {
		if x != values[0] && !(math.IsNaN(x) && math.IsNaN(values[0])) {
			n++
		}
	}
	return n
}

func (c *refComparer) stat(where string, s *Stat, values []float64, tolerance float64, looseSD bool) {
	m := refDescribe(values)
	c.mean(where, s.Mean, s.SD, values, tolerance)
	if looseSD || m.n < 2 || refUnlikeFirst(values) < 30 {
		return
	}
	spread := math.Sqrt(math.Max(m.kurtosis-1, 0) / 4 * (1/float64(m.n) + 1/float64(c.engineN)))
	c.add(where+" sd", s.SD, m.sd, c.bound*m.sd*spread+10*tolerance*math.Abs(m.mean)+1e-12)
	if wrong := math.Abs(s.MCSE - s.SD/math.Sqrt(float64(s.N))); wrong > 1e-9*s.SD {
		c.add(where+" mcse", s.MCSE, s.SD/math.Sqrt(float64(s.N)), 1e-9*s.SD)
	}
	if where := where + " p50"; m.kurtosis < 20 && m.sd > 1e-6*math.Abs(m.mean) && refDistinct(values) {
		c.share(where, 0.5, values, func(x float64) bool { return x <= s.Q[P50] })
		c.share(where+" p10", 0.1, values, func(x float64) bool { return x <= s.Q[P10] })
		c.share(where+" p90", 0.9, values, func(x float64) bool { return x <= s.Q[P90] })
	}
}

// refDistinct reports whether nearly all values differ: quantiles of counts
// have too many ties to be compared.
func refDistinct(values []float64) bool {
	seen := make(map[float64]bool, len(values))
	for _, x := range values {
		seen[x] = true
	}
	return len(seen) > len(values)*99/100
}

// share compares a probability with how often it comes in the reference.
func (c *refComparer) share(where string, p float64, values []float64, hit func(float64) bool) {
	hits, n := 0.0, 0.0
	for _, x := range values {
		if !math.IsNaN(x) {
			n++
			if hit(x) {
				hits++
			}
		}
	}
	q := math.Max(p*(1-p), 3/n)
	c.add(where, p, hits/n, c.bound*math.Sqrt(q*(1/n+1/float64(c.engineN))))
}

func (c *refComparer) payback(where string, s *Stat, values []float64) {
	c.share(where+" within 12", s.Within12, values, func(x float64) bool { return x <= 12 })
	c.share(where+" within 24", s.Within24, values, func(x float64) bool { return x <= 24 })
	c.share(where+" never", s.Never, values, func(x float64) bool { return math.IsInf(x, 1) })
	if refUnlikeFirst(values) == 0 {
		c.add(where+" p50", s.Q[P50], values[0], 1e-7*values[0])
	}
}

func (c *refComparer) targets(where string, m *Model, engine *ScenarioResult, runs [][]refPart) {
	for i := range m.Targets {
		target := &m.Targets[i]
		values := make([]float64, len(runs))
		for k := range runs {
			values[k] = runs[k][0].goal(m, target)
		}
		want := target.Value.raw(nil)
		c.share(fmt.Sprintf("%s target %d", where, i), engine.Targets[i].Probability.P, values, func(x float64) bool {
			return x == want || (x < want) == target.AtMost
		})
	}
}

// goal is the figure that a target is about.
func (p *refPart) goal(m *Model, target *Target) float64 {
	if metric, ok := ParseMetric(target.Metric); ok && target.By == 0 {
		return p.metrics[metric]
	}
	measure, _ := ParseMeasure(target.Metric)
	if measure.Stock() {
		return p.monthly[measure][target.By-1]
	}
	sum := 0.0
	for t := target.By; t >= 1; t-- {
		sum += p.monthly[measure][t-1]
		calendar := (m.Start.Month-1+t-1)%12 + 1
		if target.FiscalYear && calendar == m.FiscalYearStart {
			break
		}
	}
	return sum
}
