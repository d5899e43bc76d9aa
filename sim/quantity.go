package sim

import "math"

// Quantity is a number of the plan: constant, or a multiple of an uncertain
// input. The zero value is the constant 0.
type Quantity struct {
	Input  int     // 1 + index into Model.Inputs; 0: constant
	Factor float64 // the constant itself, or what multiplies the input
	Unit   Unit
}

// Const returns the constant quantity v without a unit.
func Const(v float64) Quantity { return Quantity{Factor: v} }

// Per returns q in the given unit.
func (q Quantity) Per(kind UnitKind, months float64) Quantity {
	q.Unit = Unit{kind, months}
	return q
}

// UnitKind says how a number per some months becomes a number per month.
type UnitKind int

const (
	// UnitNone: a plain number. For a churn hazard: per renewal.
	UnitNone UnitKind = iota
	// UnitProbability: r per u months is 1 - (1-r)^(1/u) per month.
	UnitProbability
	// UnitGrowth: g per u months is (1+g)^(1/u) - 1 per month.
	UnitGrowth
	// UnitAmount: x per u months is x/u per month.
	UnitAmount
	// UnitPoints: percentage points added to a probability per u months; left
	// as written, since the sum is formed in that unit.
	UnitPoints
)

// Unit of a quantity: its kind and the months u that it is per.
type Unit struct {
	Kind   UnitKind
	Months float64
}

// raw is the number as the plan writes it, given a trial's inputs.
func (q Quantity) raw(inputs []float64) float64 {
	if q.Input == 0 {
		return q.Factor
	}
	return q.Factor * inputs[q.Input-1]
}

// value is the number per month, clipped to [lo, hi] before its unit is
// converted.
func (q Quantity) value(inputs []float64, r Range) float64 {
	return q.Unit.monthly(r.clip(q.raw(inputs)))
}

// monthly converts a number in unit u to one per month.
func (u Unit) monthly(x float64) float64 {
	if u.Months == 1 || u.Months == 0 {
		return x
	}
	switch u.Kind {
	case UnitProbability:
		return perMonths(x, 1/u.Months)
	case UnitGrowth:
		return math.Expm1(math.Log1p(x) / u.Months)
	case UnitAmount:
		return x / u.Months
	}
	return x
}

// perMonths turns a probability per month into one per k months: 1 - (1-r)^k.
func perMonths(r, k float64) float64 {
	if k == 1 {
		return r
	}
	return -math.Expm1(k * math.Log1p(-r))
}

// Range is the natural range of an input.
type Range struct {
	Lo, Hi float64
}

// Natural ranges. A plan whose distribution leaves them with a probability above
// 1e-6 is refused; what is left is clipped.
var (
	RangeProbability = Range{0, 1}
	RangeAmount      = Range{0, MaxAmount}
	RangePositive    = Range{math.SmallestNonzeroFloat64, MaxAmount}
	RangeBeta        = Range{math.SmallestNonzeroFloat64, MaxBeta} // alpha and beta of a curve
	RangeMargin      = Range{-10, 1}
	RangeGrowth      = Range{-1, 1e6} // open at -1
	RangeEffect      = Range{-1e6, 1e6}
	RangeReduce      = Range{-1e6, 1} // a relative cut: below -100 % makes it worse
	RangeElasticity  = Range{-100, 100}
	RangeSaturation  = Range{0, 1} // open at 1
	RangeDispersion  = Range{1, 1e6}
	RangePersistence = Range{0, 1} // open at 1
	RangeAny         = Range{-MaxAmount, MaxAmount}
)

// MaxAmount bounds every amount of a plan, so that sums over customers and
// months stay finite.
const MaxAmount = 1e18

// MaxBeta bounds alpha and beta of a curve, and the numbers of a file of draws. A
// hazard that rises steeply from next to nothing, as theta 1e-40 with c 20, is a
// beta-discrete-Weibull of a beta that large, and package retention is exact there.
const MaxBeta = 1e260

func (r Range) clip(x float64) float64 {
	if !(x >= r.Lo) {
		return r.Lo
	}
	if x > r.Hi {
		return r.Hi
	}
	return x
}
