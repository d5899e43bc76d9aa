package analysis

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// FactorKind says what a factor stands for.
type FactorKind int

const (
	FactorInput   FactorKind = iota // one uncertain input
	FactorGroup                     // inputs that correlations connect
	FactorTable                     // a table of which one row is drawn
	FactorSuccess                   // whether an initiative works
	FactorEvent                     // whether an event happens, and when
	FactorShocks                    // all market-wide ups and downs
	FactorLuck                      // customers' luck
)

// String is the kind's name in results.
func (k FactorKind) String() string {
	return [...]string{"input", "group", "table", "success", "event", "shocks", "luck"}[k]
}

// A Factor is one source of uncertainty that is independent of all others: what
// a study could look into, and what variance can be attributed to.
type Factor struct {
	Kind  FactorKind
	Title string // what people call it
	// Path in the plan: assumptions.churn, initiatives.mail.success,
	// events.rival, shocks, noise. Those of a group's members are joined by
	// " + ".
	Path   string
	Inputs []int // indexes into Model.Inputs: the input, the members, the columns
	Index  int   // of the Model's table, initiative or event; otherwise 0
}

// Factors lists the independent sources of uncertainty of m: inputs, groups and
// tables where their first input stands, then successes, events, shocks, and
// last, if m simulates it, luck. What cannot vary is left out: an input with a
// single value, an initiative or event that is certain or impossible and starts
// in a fixed month, an initiative that no scenario of m contains.
func Factors(m *sim.Model) []Factor {
	all := inputFactors(m)
	for i := range m.Initiatives {
		x := &m.Initiatives[i]
		if !isChance(x) || !slices.ContainsFunc(m.Scenarios, func(s sim.Scenario) bool { return slices.Contains(s.Initiatives, i) }) {
			continue
		}
		all = append(all, Factor{Kind: FactorSuccess, Title: "Success of " + titleOf(x), Path: pathJoined("initiatives", x.Name) + ".success", Index: i})
	}
	for i := range m.Events {
		x := &m.Events[i]
		never := !x.Certain && x.Success.Input == 0 && x.Success.Factor <= 0
		if isChance(x) || x.StartsTo > x.Starts && !never {
			all = append(all, Factor{Kind: FactorEvent, Title: titleOf(x), Path: pathJoined("events", x.Name), Index: i})
		}
	}
	if slices.ContainsFunc(m.Shocks, func(s sim.Shock) bool { return len(s.Segments) > 0 && s.SD.Factor != 0 }) {
		all = append(all, Factor{Kind: FactorShocks, Title: "Market shocks", Path: "shocks"})
	}
	if m.Noise == sim.NoiseCustomers {
		all = append(all, Factor{Kind: FactorLuck, Title: "Customers' luck", Path: "noise"})
	}
	return all
}

// isChance reports whether an initiative may work or not, an event happen or not.
func isChance(x *sim.Initiative) bool {
	if x.Certain {
		return false
	}
	return x.Success.Input != 0 || x.Success.Factor > 0 && x.Success.Factor < 1
}

func titleOf(x *sim.Initiative) string {
	if x.Title != "" {
		return x.Title
	}
	return x.Name
}

// inputFactors lists the factors that Model.Inputs make up.
func inputFactors(m *sim.Model) []Factor {
	root := make([]int, len(m.Inputs)) // the first input of each one's group
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			i = root[i]
		}
		return i
	}
	for _, c := range m.Correlations {
		if c.Rho != 0 {
			a, b := find(c.A), find(c.B)
			root[max(a, b)] = min(a, b)
		}
	}
	byRoot, tables := map[int]int{}, map[int]int{}
	var all []Factor
	for i := range m.Inputs {
		x := &m.Inputs[i]
		if x.Table > 0 {
			at, known := tables[x.Table]
			if !known {
				at = len(all)
				tables[x.Table] = at
				all = append(all, Factor{Kind: FactorTable, Title: "Rows of " + m.Tables[x.Table-1].Name, Path: tablePath(m, x.Table-1), Index: x.Table - 1})
			}
			all[at].Inputs = append(all[at].Inputs, i)
			continue
		}
		if singleValued(x.Dist) {
			continue
		}
		r := find(i)
		at, known := byRoot[r]
		if !known {
			byRoot[r] = len(all)
			all = append(all, Factor{Kind: FactorInput, Title: InputTitle(m, i), Path: InputPath(m, i), Inputs: []int{i}})
			continue
		}
		f := &all[at]
		f.Kind = FactorGroup
		f.Title += " + " + InputTitle(m, i)
		f.Path += " + " + InputPath(m, i)
		f.Inputs = append(f.Inputs, i)
	}
	return all
}

func singleValued(d dist.Dist) bool {
	lo, hi := d.Support()
	return lo == hi
}

func tablePath(m *sim.Model, i int) string {
	if len(m.Tables) == 1 {
		return "assumptions.draws"
	}
	return "assumptions.draws." + strconv.Itoa(i)
}

// InputTitle is what people call an input: its title, or else its name or, of a
// distribution that is written in place, that of the place.
func InputTitle(m *sim.Model, i int) string {
	if t := m.Inputs[i].Title; t != "" {
		return t
	}
	if path := strings.TrimPrefix(m.Inputs[i].Name, "plan."); strings.Contains(m.Inputs[i].Name, ".") {
		return PlaceTitle(m, path)
	}
	return m.Inputs[i].Name
}

// InputPath is an input's path in the plan: that of its assumption, which is
// named after it, or of the distribution that is written in place.
func InputPath(m *sim.Model, i int) string {
	name := m.Inputs[i].Name
	switch {
	case strings.HasPrefix(name, "plan."):
		return strings.TrimPrefix(name, "plan.")
	case strings.Contains(name, "."):
		return name
	}
	return "assumptions." + name
}

// pathJoined adds a name to a path, quoted where it could be taken for more.
func pathJoined(path, name string) string {
	if name == "" || strings.ContainsAny(name, ".\" \t") {
		name = strconv.Quote(name)
	}
	return path + "." + name
}

// Move copies the factor's part of from into to, so that to differs from what
// it was in nothing but this factor.
func (f *Factor) Move(to, from *sim.Draw) {
	switch f.Kind {
	case FactorSuccess:
		to.Success[f.Index] = from.Success[f.Index]
	case FactorEvent:
		to.Happens[f.Index], to.Starts[f.Index] = from.Happens[f.Index], from.Starts[f.Index]
	case FactorShocks:
		to.Shocks, to.Calm = from.Shocks, from.Calm
	case FactorLuck:
		to.Luck = from.Luck
	default:
		for _, i := range f.Inputs {
			to.Inputs[i] = from.Inputs[i]
		}
	}
}

// An Atom is one value of a discrete law.
type Atom struct {
	Value, Probability float64
}

// mostAtoms is how many values a law may have to count as discrete.
const mostAtoms = 25

// Atoms lists the values of a discrete law in ascending order; nil where it is
// continuous or has more than 25.
func Atoms(d dist.Dist) []Atom {
	const smallest = 0x1p-53
	var atoms []Atom
	below, step := 0.0, smallest
	for u := smallest; u < 1; {
		x := d.Quantile(u)
		if n := len(atoms); n > 0 && !(x > atoms[n-1].Value) {
			u, step = u+step, 2*step // the same value, by rounding of its CDF
			continue
		}
		step = smallest
		if len(atoms) == mostAtoms {
			return nil
		}
		upTo := min(1, d.CDF(x))
		atoms = append(atoms, Atom{x, upTo - below})
		below = upTo
		u = max(u, math.Nextafter(upTo, 2))
	}
	return atoms
}
