package sim

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// In every trial, month, segment and scenario: MRR and customers move by what
// is said to move them, contribution is what is left of gross profit, segments
// add up, and sums over the horizon are sums.
func TestIdentities(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		for i, trial := range trialsOf(t, m, 3) {
			for s := range trial {
				x := &trial[s]
				for g := range x.Segments {
					checkMoves(t, i, &x.Segments[g])
					checkMonths(t, m, i, &x.Segments[g])
				}
				checkMoves(t, i, &x.Whole)
				checkMonths(t, m, i, &x.Whole)
				checkAddsUp(t, m, i, x)
				checkCosts(t, m, i, x)
			}
		}
	})
}

// about reports whether x is y up to the rounding of sums of size scale.
func about(x, y, scale float64) bool { return math.Abs(x-y) <= 1e-11*(math.Abs(scale)+math.Abs(y)) }

func checkMoves(t *rapid.T, trial int, p *part) {
	for i := range p.Months[MeasureClosing] {
		at := func(m Measure) float64 { return p.Months[m][i] }
		if got := at(MeasureOpening) - at(MeasureChurned) + at(MeasureNew) + at(MeasureReactivated); got != at(MeasureClosing) {
			t.Fatalf("trial %d: %s closes month %d with %v customers, moves give %v", trial, p.Name, i+1, at(MeasureClosing), got)
		}
		for _, m := range []Measure{MeasureOpening, MeasureNew, MeasureChurned, MeasureReactivated, MeasureClosing, MeasureOrders} {
			if x := at(m); x < 0 || x != math.Trunc(x) {
				t.Fatalf("trial %d: %s has %v %s in month %d", trial, p.Name, x, m, i+1)
			}
		}
		if at(MeasureMRRChurned) > 0 || at(MeasureMRRContraction) > 0 || at(MeasureMRRExpansion) < 0 || at(MeasureMRRNew) < 0 {
			t.Fatalf("trial %d: a move of %s has the wrong sign in month %d", trial, p.Name, i+1)
		}
		if i == 0 {
			continue
		}
		if at(MeasureOpening) != p.Months[MeasureClosing][i-1] {
			t.Fatalf("trial %d: %s opens month %d with %v customers", trial, p.Name, i+1, at(MeasureOpening))
		}
		before := p.Months[MeasureMRR][i-1]
		moved := before
		for m := MeasureMRRNew; m <= MeasureMRRReactivated; m++ {
			moved += at(m)
		}
		if !about(moved, at(MeasureMRR), before+at(MeasureMRRNew)) {
			t.Fatalf("trial %d: %s has MRR %v in month %d, moves give %v", trial, p.Name, at(MeasureMRR), i+1, moved)
		}
	}
}

func checkMonths(t *rapid.T, m *Model, trial int, p *part) {
	cumulative := 0.0
	for i := range p.Months[MeasureClosing] {
		at := func(m Measure) float64 { return p.Months[m][i] }
		cumulative += at(MeasureContribution)
		if want := at(MeasureContribution) - at(MeasureRevenue) + at(MeasureBillings); !about(at(MeasureCash), want, at(MeasureRevenue)) {
			t.Fatalf("trial %d: %s has cash %v in month %d, want %v", trial, p.Name, at(MeasureCash), i+1, want)
		}
		if !about(at(MeasureCumulativeContribution), cumulative, cumulative) {
			t.Fatalf("trial %d: %s has cumulative contribution %v by month %d, want %v", trial, p.Name, at(MeasureCumulativeContribution), i+1, cumulative)
		}
		if churn := at(MeasureCustomerChurn); !near(churn, at(MeasureChurned)/at(MeasureOpening), 1e-14) {
			t.Fatalf("trial %d: %s churns %v in month %d", trial, p.Name, churn, i+1)
		}
	}
	for k, measure := range map[Metric]Measure{
		MetricRevenue: MeasureRevenue, MetricGrossProfit: MeasureGrossProfit, MetricContribution: MeasureContribution,
		MetricNPV: MeasureDiscountedContribution, MetricAcquisitionCost: MeasureAcquisitionCost, MetricInitiativeCost: MeasureInitiativeCost,
		MetricNewCustomers: MeasureNew, MetricChurnedCustomers: MeasureChurned, MetricReactivatedCustomers: MeasureReactivated,
		MetricOrders: MeasureOrders,
	} {
		if want := total(p.Months[measure]); !about(p.Metrics[k], want, want) {
			t.Fatalf("trial %d: %s of %s is %v, the months add up to %v", trial, k, p.Name, p.Metrics[k], want)
		}
	}
	last := m.Months - 1
	if p.Metrics[MetricClosingCustomers] != p.Months[MeasureClosing][last] || p.Metrics[MetricClosingMRR] != p.Months[MeasureMRR][last] {
		t.Fatalf("trial %d: %s closes otherwise than its last month", trial, p.Name)
	}
	if grr := p.Metrics[MetricGRR]; grr > 1+1e-12 || grr < 0 {
		t.Fatalf("trial %d: grr of %s is %v", trial, p.Name, grr)
	}
	year, three := p.Metrics[MetricRetention12], p.Metrics[MetricRetention36]
	if three > year+1e-4 || year > 1+1e-12 { // 1e-4 of the quadrature
		t.Fatalf("trial %d: %s retains %v over a year, %v over three", trial, p.Name, year, three)
	}
}

// checkAddsUp compares the scenario with the sum of its segments.
func checkAddsUp(t *rapid.T, m *Model, trial int, x *trialPart) {
	for _, k := range []Measure{MeasureOpening, MeasureNew, MeasureChurned, MeasureReactivated, MeasureClosing, MeasureMRR,
		MeasureMRRNew, MeasureMRRExpansion, MeasureMRRContraction, MeasureMRRPrice, MeasureMRRChurned, MeasureMRRReactivated,
		MeasureOrders, MeasureRevenue, MeasureBillings, MeasureGrossProfit, MeasureAcquisitionCost} {
		for i := range m.Months {
			sum, size := 0.0, 0.0
			for g := range x.Segments {
				sum += x.Segments[g].Months[k][i]
				size += math.Abs(x.Segments[g].Months[k][i])
			}
			if !about(x.Whole.Months[k][i], sum, size) {
				t.Fatalf("trial %d: %s of %s in month %d is %v, segments add up to %v", trial, k, x.Whole.Name, i+1, x.Whole.Months[k][i], sum)
			}
		}
	}
}

// checkCosts: contribution is gross profit less acquisition, initiatives and a
// fixed cost that is the same in every month; the scenario bears at least the
// initiative costs of its segments.
func checkCosts(t *rapid.T, m *Model, trial int, x *trialPart) {
	p := &x.Whole
	rate := 0.0
	for i := range m.Months {
		size := 0.0
		for _, k := range []Measure{MeasureRevenue, MeasureGrossProfit, MeasureAcquisitionCost, MeasureInitiativeCost} {
			size += math.Abs(p.Months[k][max(0, i-1)]) + math.Abs(p.Months[k][i])
		}
		left := p.Months[MeasureGrossProfit][i] - p.Months[MeasureAcquisitionCost][i] - p.Months[MeasureInitiativeCost][i]
		fixed := left - p.Months[MeasureContribution][i]
		if i > 0 && !about(fixed, rate, size) {
			t.Fatalf("trial %d: contribution leaves a fixed cost of %v in month %d, %v before", trial, fixed, i+1, rate)
		}
		rate = fixed
		own := 0.0
		for g := range x.Segments {
			own += x.Segments[g].Months[MeasureInitiativeCost][i]
		}
		if whole := p.Months[MeasureInitiativeCost][i]; own > whole*(1+1e-12) {
			t.Fatalf("trial %d: segments bear %v of %v in month %d", trial, own, whole, i+1)
		}
	}
}
