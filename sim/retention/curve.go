package retention

import (
	"errors"
	"fmt"
	"math"
)

// Kind is the model of a hazard curve.
type Kind int

// The kinds of curves.
const (
	Constant Kind = iota
	SBG
	Weibull
	BDW
	Table
)

// family is what a kind of curve must know. All functions are of the curve
// without its scale; renewals are real numbers >= 1 where r is a float64, so
// that sums over renewals can be continued to integrals.
type family struct {
	name     string
	hazard   func(c Curve, r float64) float64
	hazards  func(c Curve, dst []float64)
	position func(c Curve, r float64) float64
	// logStay is log(S(to)/S(from)), 0 <= from <= to, nil where the curve has
	// no smooth closed form.
	logStay func(c Curve, from, to float64) float64
	// level is log S(x) for a whole curve, up to a constant: its differences are
	// those of logStay, precise in absolute terms only, and cheaper.
	level func(c Curve, x float64) float64
	check func(c Curve, report func(parameter string, value float64, want string))
}

var families = [...]family{
	Constant: {"constant", constantHazard, constantHazards, renewalPosition, constantLogStay, constantLevel, constantCheck},
	SBG:      {"sbg", sbgHazard, sbgHazards, renewalPosition, sbgLogStay, sbgLevel, sbgCheck},
	Weibull:  {"weibull", weibullHazard, weibullHazards, powerPosition, weibullLogStay, weibullLevel, weibullCheck},
	BDW:      {"bdw", bdwHazard, bdwHazards, powerPosition, bdwLogStay, bdwLevel, bdwCheck},
	Table:    {"table", tableHazard, tableHazards, renewalPosition, nil, nil, tableCheck},
}

// Kinds returns the names of all kinds, in the order of their values.
func Kinds() []string {
	names := make([]string, len(families))
	for i := range families {
		names[i] = families[i].name
	}
	return names
}

// ParseKind returns the kind of that name, and whether there is one.
func ParseKind(name string) (Kind, bool) {
	for i := range families {
		if families[i].name == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// String returns the kind's name as a plan writes it.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(families) {
		return fmt.Sprintf("Kind(%d)", int(k))
	}
	return families[k].name
}

// Carries reports whether customers differ under the kind, so that a cohort
// carries the distribution of their propensities ([Mixture]).
func (k Kind) Carries() bool { return k == SBG || k == BDW }

// Curve is a hazard by renewal. It is a plain value that a trial builds anew
// from its own draws. Only the fields of its Kind are read, and Scale.
type Curve struct {
	Kind Kind

	Rate        float64   // constant: hazard at every renewal
	Alpha, Beta float64   // sbg, bdw: parameters of the propensities' beta distribution
	Theta       float64   // weibull: hazard at the first renewal
	C           float64   // weibull, bdw: shape; 1 makes them constant and sbg
	Rates       []float64 // table: hazard by renewal, the last one holds from there on

	// Scale multiplies the hazard as a whole, which is then capped at 1; 1
	// leaves the curve as it is, and the zero value means that nobody leaves.
	Scale float64
}

// Hazard returns the probability of leaving at renewal r >= 1 for those who got
// there: min(1, Scale * h(r)). It keeps its relative precision for large r,
// where the hazard is a small difference of large numbers.
func (c *Curve) Hazard(r int) float64 {
	return min(1, c.Scale*families[c.Kind].hazard(*c, float64(r)))
}

// Hazards sets dst[i] to Hazard(i+1) (to a relative 1e-11), at a fraction of its
// cost.
func (c *Curve) Hazards(dst []float64) {
	families[c.Kind].hazards(*c, dst)
	if c.Scale == 1 {
		return
	}
	for i, h := range dst {
		h *= c.Scale
		if h > 1 {
			h = 1
		}
		dst[i] = h
	}
}

// Position returns the curve's position at renewal r >= 0, the exponent of a
// customer's own probability of staying: r^c for weibull and bdw, else r.
func (c *Curve) Position(r float64) float64 { return families[c.Kind].position(*c, r) }

// Problem is one thing wrong with a curve's parameters.
type Problem struct {
	Parameter string // as the plan names it: rate, alpha, rates[3], ..
	Value     float64
	Want      string // what was expected: "above 0"
}

func (p Problem) Error() string {
	return fmt.Sprintf("%s: %v is not %s", p.Parameter, p.Value, p.Want)
}

// Problems returns everything that is wrong with c, nothing if it is valid.
func (c *Curve) Problems() []Problem {
	if c.Kind < 0 || int(c.Kind) >= len(families) {
		return []Problem{{"model", float64(c.Kind), "the number of a kind of curve"}}
	}
	var problems []Problem
	report := func(parameter string, value float64, want string) {
		problems = append(problems, Problem{parameter, value, want})
	}
	families[c.Kind].check(*c, report)
	if !(c.Scale >= 0 && c.Scale <= math.MaxFloat64) {
		report("scale", c.Scale, "0 or more")
	}
	return problems
}

// Validate returns all problems of c joined into one error, nil if it is valid.
func (c *Curve) Validate() error {
	var errs []error
	for _, p := range c.Problems() {
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}

func renewalPosition(_ Curve, r float64) float64 { return r }

func powerPosition(c Curve, r float64) float64 {
	if c.C == 1 {
		return r
	}
	return math.Pow(r, c.C)
}

// powerStep returns r^c - (r-1)^c without cancellation.
func powerStep(r, c float64) float64 {
	if c == 1 {
		return 1
	}
	return math.Pow(r, c) * -math.Expm1(c*math.Log1p(-1/r))
}

// logsOfWhole are log(0), log(1), ..: whole powers by one exp instead of a pow.
var logsOfWhole = func() (logs [1024]float64) {
	for i := range logs {
		logs[i] = math.Log(float64(i))
	}
	return logs
}()

// wholePower returns r^c for a whole number r.
func wholePower(r int, c float64) float64 {
	if r < len(logsOfWhole) {
		return math.Exp(c * logsOfWhole[r])
	}
	return math.Pow(float64(r), c)
}

func checkFraction(parameter string, v float64, report func(string, float64, string)) {
	if !(v >= 0 && v <= 1) {
		report(parameter, v, "between 0 and 1")
	}
}

func checkPositive(parameter string, v float64, report func(string, float64, string)) {
	if !(v > 0 && v <= math.MaxFloat64) {
		report(parameter, v, "above 0")
	}
}
