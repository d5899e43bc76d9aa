package sim

// Lever is an input that initiatives and events can change.
type Lever int

const (
	LeverChurn Lever = iota
	LeverInvoluntary
	LeverPrice
	LeverOrderValue
	LeverOrderRate
	LeverExpansion
	LeverContraction
	LeverCAC
	LeverSpend
	LeverCustomers
	LeverReferral
	LeverWinback
	LeverGrossMargin
	LeverCostToServe
	LeverTerm
	LeverRecovery
	numLevers
)

var leverNames = [numLevers]string{
	"churn", "involuntary", "price", "order_value", "order_rate", "expansion", "contraction", "cac", "spend",
	"customers", "referral", "winback", "gross_margin", "cost_to_serve", "term", "recovery",
}

// String is the lever's name in a plan.
func (l Lever) String() string { return leverNames[l] }

// Levers lists the names of all levers in the order of their values.
func Levers() []string { return leverNames[:] }

// ParseLever finds a lever by its name in a plan.
func ParseLever(name string) (Lever, bool) {
	for i, n := range leverNames {
		if n == name {
			return Lever(i), true
		}
	}
	return 0, false
}

// LimitedByAge reports whether a change of l may be limited to ages.
func (l Lever) LimitedByAge() bool {
	switch l {
	case LeverCAC, LeverSpend, LeverCustomers, LeverReferral, LeverWinback, LeverTerm:
		return false
	}
	return true
}

// OfChannel reports whether a change of l may name a channel.
func (l Lever) OfChannel() bool {
	return l == LeverCAC || l == LeverSpend || l == LeverCustomers
}

// Change is one change of a segment input. With w = ramp x fade x reach, the
// changes of one input act in the order of Op: to: v + w(to - v); relative:
// v(1 ± w x); add: v + w x.
type Change struct {
	Lever    Lever
	Channel  string // "" for all
	Reason   string // of churn; "" for the whole
	Ages     AgeRange
	Existing Existing // price only
	Op       Op
	// Value x. Add on a probability: UnitPoints, in the unit that it is
	// written in, or UnitNone for points per renewal.
	Value Quantity
}

// AgeRange limits a change to customers of ages From to To in months, ends
// included. The zero value is every age.
type AgeRange struct {
	Limited  bool
	From, To int
}

// Has reports whether age lies in the range.
func (r AgeRange) Has(age int) bool {
	return !r.Limited || (age >= r.From && age <= r.To)
}

// Op is how a change acts, in the order in which changes are applied.
type Op int

const (
	OpTo Op = iota
	OpReduce
	OpIncrease
	OpAdd
)

// Existing says when a price change reaches customers who are there already.
type Existing int

const (
	ExistingAtRenewal Existing = iota
	ExistingAtOnce
	ExistingNever
)
