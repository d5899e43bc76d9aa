package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"holdfast/sim"
)

// object is a mapping of the plan whose keys are known.
type object struct {
	name    string // of a thing of this kind, for messages
	about   string
	keys    []key
	kindKey string   // the key whose value is the kind of the thing
	one     []string // keys of which it has exactly one
	some    []string // keys of which it has at least one
}

// key is one key of an object.
type key struct {
	name     string
	about    string
	takes    taker
	required bool
	absent   string   // the default as a plan would write it, "" where there is none
	implied  string   // the default in words where a plan could not write it
	only     []string // the kinds of the object that have this key; nil: all
	needed   []string // the kinds that require it although others do not
}

// neededBy reports whether a kind of the object requires the key.
func (k key) neededBy(kind string) bool {
	return k.required && slices.Contains(k.only, kind) || slices.Contains(k.needed, kind)
}

// kinds lists the kinds that keys of the object depend on.
func (o *object) kinds() []string {
	var kinds []string
	for _, k := range o.keys {
		for _, kind := range k.only {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	return kinds
}

func (o *object) key(name string) *key {
	for i := range o.keys {
		if o.keys[i].name == name {
			return &o.keys[i]
		}
	}
	panic("scenarios: " + o.name + " has no key " + name)
}

func (o *object) names() []string {
	names := make([]string, len(o.keys))
	for i, k := range o.keys {
		names[i] = k.name
	}
	return names
}

// taker is what a key takes.
type taker interface {
	expected() string // "a whole number from 1 to 600"
}

// The kinds of values.
type (
	// quantity is a number, certain or not.
	quantity struct {
		unit    unitRule
		per     string // what it is per besides time: "customer"
		within  limits
		percent bool // may be written in %
		fixed   bool // may not be uncertain
		points  bool // may be written in percentage points
	}
	// whole is a whole number.
	whole struct{ lo, hi float64 }
	// seed is a whole number of 64 bits.
	seed struct{}
	// words is any text.
	words struct{ what string }
	// choice is one of a few words.
	choice struct{ of func() []string }
	// toggle is true or false.
	toggle struct{}
	// month is a calendar month or the number of a month.
	month struct{ dateOnly, span bool }
	// ages is a range of ages in months.
	ages struct{}
	// rank is a correlation of two assumptions.
	rank struct{}
	// names is a list of names defined elsewhere in the plan.
	names struct{ of string }
	// factors is a list of exactly n numbers.
	factors struct {
		n    int
		each quantity
	}
	// sequence is a list of alike things.
	sequence struct {
		of          taker
		least, most int
	}
	// named is a mapping from names that the plan chooses.
	named struct {
		what string // one of the things, for messages
		of   taker
		most int
		open bool // a setting may add a name
		also *key // a key with a meaning of its own among the names
	}
	// byMonths is a mapping from ages in months.
	byMonths struct {
		of       taker
		fromZero bool // must begin at 0
	}
	// either takes one of several forms.
	either []taker
)

// unitRule says whether a quantity has a unit of time, and how it becomes a
// number per month.
type unitRule int

const (
	noUnit unitRule = iota
	probabilityPerTime
	pointsPerTime // added to a probability, in the unit that they are written in
	growthPerTime
	amountPerTime
	amountMaybePerTime // per month where no unit is written
)

// kind is the engine's kind of the unit.
func (u unitRule) kind() sim.UnitKind {
	switch u {
	case probabilityPerTime:
		return sim.UnitProbability
	case pointsPerTime:
		return sim.UnitPoints
	case growthPerTime:
		return sim.UnitGrowth
	case amountPerTime, amountMaybePerTime:
		return sim.UnitAmount
	}
	return sim.UnitNone
}

// limits is a natural range; its ends belong to it unless they are open.
type limits struct {
	sim.Range
	openLo, openHi bool
}

// closed returns the smallest and the largest number within the limits.
func (l limits) closed() (lo, hi float64) {
	lo, hi = l.Lo, l.Hi
	if l.openLo {
		lo = math.Nextafter(lo, math.Inf(1))
	}
	if l.openHi {
		hi = math.Nextafter(hi, math.Inf(-1))
	}
	return lo, hi
}

func (l limits) hold(x float64) bool {
	lo, hi := l.closed()
	return x >= lo && x <= hi
}

// unbounded is the limit from which on a range's end is technical: the text of
// the range leaves it out.
const unbounded = 1e6

// tooFar says that x is beyond an end that the text leaves out, "" where it is not.
func (l limits) tooFar(x float64, percent bool) string {
	switch {
	case x > l.Hi && l.Hi >= unbounded:
		return "too large: at most " + formatNumber(l.Hi, percent)
	case x < l.Lo && l.Lo <= -unbounded:
		return "too small: at least " + formatNumber(l.Lo, percent)
	}
	return ""
}

// text writes the limits for a message.
func (l limits) text(percent bool) string {
	if l == margin {
		return "what a margin can be: at most 100%, and at least -1000%"
	}
	lo, hi := formatNumber(l.Lo, percent), formatNumber(l.Hi, percent)
	above := l.openLo || l.Lo == math.SmallestNonzeroFloat64
	if above && !l.openLo {
		lo = formatNumber(0, percent)
	}
	noEnd := l.Hi >= unbounded
	switch {
	case noEnd && above:
		return "the range above " + lo
	case noEnd && l.Lo <= -unbounded:
		return "all numbers"
	case noEnd:
		return "the range from " + lo + " up"
	case l.Lo <= -unbounded:
		return "the range up to " + hi
	case above && l.openHi:
		return fmt.Sprintf("%s to %s (both excluded)", lo, hi)
	case above:
		return fmt.Sprintf("%s (excluded) to %s", lo, hi)
	case l.openHi:
		return fmt.Sprintf("%s to %s (excluded)", lo, hi)
	}
	return lo + " to " + hi
}

// formatNumber writes a number as people do in a plan.
func formatNumber(x float64, percent bool) string {
	if percent {
		return formatPlain(x*100) + "%"
	}
	return formatPlain(x)
}

func formatPlain(x float64) string {
	if a := math.Abs(x); a != 0 && (a >= 1e15 || a < 1e-6) {
		return strings.Replace(fmt.Sprintf("%.6g", x), "e+", "e", 1)
	}
	s := fmt.Sprintf("%.6f", x)
	if math.Abs(x) >= 1e6 {
		s = fmt.Sprintf("%.0f", x)
	}
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func (q quantity) expected() string {
	switch q.unit {
	case probabilityPerTime:
		return "a probability per month or year, such as 3%/month"
	case pointsPerTime:
		return "percentage points per month or year, such as -2pt/year"
	case growthPerTime:
		return "a rate per month or year, such as 8%/year"
	case amountPerTime:
		return "an amount per month or year, such as 9800/month"
	}
	if q.percent {
		return "a number, such as 30% or 0.3"
	}
	return "a number, such as 12000 or 12k"
}

func (w whole) expected() string {
	return fmt.Sprintf("a whole number from %s to %s", formatPlain(w.lo), formatPlain(w.hi))
}
func (seed) expected() string    { return "a whole number from 0 to 18446744073709551615" }
func (w words) expected() string { return w.what }
func (c choice) expected() string {
	options := c.of()
	if len(options) == 1 {
		return options[0]
	}
	return strings.Join(options[:len(options)-1], ", ") + " or " + options[len(options)-1]
}
func (toggle) expected() string { return "true or false" }
func (m month) expected() string {
	switch {
	case m.dateOnly:
		return "a month as YYYY-MM"
	case m.span:
		return "a month as YYYY-MM or a month number from 1, or a range a..b of them"
	}
	return "a month as YYYY-MM or a month number from 1"
}
func (ages) expected() string { return "a range of ages in months, such as 0..3" }
func (rank) expected() string {
	return "a list of two assumptions and their rank correlation: [a, b, 0.3]"
}
func (n names) expected() string   { return "a list of " + n.of }
func (f factors) expected() string { return fmt.Sprintf("a list of %d numbers", f.n) }
func (s sequence) expected() string {
	return "a list (- item)"
}
func (n named) expected() string { return "a mapping from the name of each " + n.what }
func (b byMonths) expected() string {
	return "a mapping from ages in months, such as {0: 200, 12: 400}"
}
func (o *object) expected() string {
	shown := o.names()
	if len(shown) > 6 {
		shown = append(slices.Clone(shown[:6]), "...")
	}
	return "a mapping with the keys " + strings.Join(shown, ", ")
}
func (e either) expected() string {
	var forms []string
	for _, t := range e {
		if text := t.expected(); !slices.Contains(forms, text) {
			forms = append(forms, text)
		}
	}
	return strings.Join(forms, ", or ")
}

// oneOf makes the options of a choice.
func oneOf(options ...string) choice { return choice{func() []string { return options }} }

// Limits of whole numbers, those of the engine among them.
const (
	MaxMonths = sim.MaxMonths // longest horizon
	MaxTrials = sim.MaxTrials // most trials of a run

	maxAge       = 1200 // oldest age in months that a plan may name
	maxCustomers = 1e12 // most customers of an opening base
)

// Natural ranges with their open ends.
var (
	probability  = limits{Range: sim.RangeProbability}
	amount       = limits{Range: sim.RangeAmount}
	positive     = limits{Range: sim.RangePositive}
	betaNumber   = limits{Range: sim.RangeBeta}
	margin       = limits{Range: sim.RangeMargin}
	growth       = limits{Range: sim.RangeGrowth, openLo: true}
	effect       = limits{Range: sim.RangeEffect}
	reduction    = limits{Range: sim.RangeReduce}
	elasticity   = limits{Range: sim.RangeElasticity}
	saturation   = limits{Range: sim.RangeSaturation, openHi: true}
	dispersion   = limits{Range: sim.RangeDispersion}
	persistence  = limits{Range: sim.RangePersistence, openHi: true}
	anyNumber    = limits{Range: sim.RangeAny}
	correlation  = limits{Range: sim.Range{Lo: -1, Hi: 1}, openLo: true, openHi: true}
	positiveRate = limits{Range: sim.Range{Lo: math.SmallestNonzeroFloat64, Hi: 1}}
)

// Quantities that several keys take.
var (
	share        = quantity{within: probability, percent: true}
	chance       = quantity{unit: probabilityPerTime, within: probability, percent: true}
	money        = quantity{within: amount}
	moneyPerTime = quantity{unit: amountPerTime, within: amount}
	perCustomer  = quantity{unit: amountPerTime, within: amount, per: "customer"}
	orderRate    = quantity{unit: amountPerTime, within: amount, percent: true, per: "customer"}
	referralRate = quantity{unit: amountPerTime, within: amount, percent: true, per: "opening customer"}
	perOrder     = quantity{within: amount, per: "order"}
	perJoiner    = quantity{within: amount, per: "new customer"}
	renewalShare = quantity{within: probability, percent: true, per: "renewal"}
	factor       = quantity{within: amount, percent: true}
	parameter    = quantity{within: positive}
	betaParam    = quantity{within: betaNumber}
	months       = whole{1, MaxMonths}
)
