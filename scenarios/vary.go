package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
)

// varyFlag begins the places of problems of paths that are varied.
const varyFlag = "--vary"

// runKeys are the keys of a plan that say how it is run, not what it is about.
var runKeys = [...]string{"trials", "seed", "sampling", "noise"}

// Dial is one number of a plan that can be varied: what it is now, and how
// other values of it are written. Its values are in the unit that the plan
// writes it in, shares as fractions.
type Dial struct {
	Path    string // as [sim.Setting] takes it
	Title   string // of the assumption, "" where there is none
	Written string // as the plan writes it, or the default; "" where there is neither

	// Value is the number, its median where it is uncertain, between P5 and
	// P95; NaN where neither plan nor default says one.
	Value, P5, P95 float64
	// Uncertain says that the plan draws the number, or takes it from an
	// uncertain assumption: a setting replaces that by a certain value.
	Uncertain bool

	Unit            string // "/month", "/year" or ""
	Percent, Points bool   // people read it so
	Whole           bool   // only whole numbers are possible
	Months          bool   // it is the number of a month, or of months
	Lowest, Highest float64

	also []sim.Setting // that hold at every other value
}

// Setting returns what sets the number to x.
func (d *Dial) Setting(x float64) []sim.Setting {
	text := ""
	switch {
	case d.Whole:
		text = strconv.FormatFloat(math.Round(x), 'f', -1, 64)
	case d.Points:
		text = strconv.FormatFloat(100*x, 'f', -1, 64) + "pt"
	default:
		text = strconv.FormatFloat(x, 'f', -1, 64)
	}
	return append(slices.Clone(d.also), sim.Setting{Path: d.Path, Value: text + d.Unit})
}

// Parse reads a value of the number: in the plan's unit, or without one.
func (d *Dial) Parse(text string) (float64, error) {
	e, err := parseExpression(text, nil)
	switch {
	case err != nil:
		return 0, err
	case e.form != constant:
		return 0, fmt.Errorf("found %s; expected a number", quoteText(text))
	case e.months != 0 && unitText(e.months) != d.Unit:
		if d.Unit == "" {
			return 0, fmt.Errorf("found %s; the plan writes this number without a unit", quoteText(text))
		}
		return 0, fmt.Errorf("found %s; the plan writes this number per %s", quoteText(text), strings.TrimPrefix(d.Unit, "/"))
	case d.Whole && (e.writing != plain || e.value != math.Trunc(e.value)):
		return 0, fmt.Errorf("found %s; expected a whole number", quoteText(text))
	case !(e.value >= d.Lowest && e.value <= d.Highest):
		return 0, fmt.Errorf("found %s; it can be from %s to %s", quoteText(text), formatNumber(d.Lowest, d.Percent), formatNumber(d.Highest, d.Percent))
	}
	return e.value, nil
}

// Vary finds the number at a path of the plan with its settings. The error is
// [Problems] where the plan is wrong, the path leads nowhere or to what is not
// a number; names near to a misspelt one are in it.
func Vary(src Source, set []sim.Setting, path string) (*Dial, error) {
	plan, err := Load(src, set)
	if err != nil {
		return nil, err
	}
	l := newLoader(src)
	root := l.applySettings(parseYAML(&document{name: src.Name, text: string(src.Data)}, &l.findings), set)
	doc := &document{name: varyFlag, text: varyFlag + " " + oneLine(path)}
	fail := func(offset int, format string, args ...any) error {
		l.problem(place{doc, 1, len(varyFlag) + 2 + offset}, "", format, args...)
		return l.findings.problems()
	}
	keys, wrong := splitPath(path)
	if wrong != nil {
		return nil, fail(wrong.offset, "%s", wrong.message)
	}
	if top := keys[0].name; slices.Contains(runKeys[:], top) {
		return nil, fail(keys[0].at, "%s says how the plan is run, not what it is: there is nothing to find by varying it", shortened(top))
	}
	probe := &setter{doc: doc, value: &node{doc: doc, line: 1, col: 1, size: 1, depth: 1}}
	probe.set(root, planKeys, keys, 0)
	if probe.mistake != "" {
		return nil, fail(keys[probe.wrong].at, "%s", probe.mistake)
	}
	n, t, absent := walk(root, keys)
	joined := ""
	for _, k := range keys {
		joined = join(joined, k.name)
	}
	d := &Dial{Path: joined, Value: math.NaN(), P5: math.NaN(), P95: math.NaN()}
	if n != nil && n.kind == mapping {
		value := n.get("value")
		if o, has := branching(t).(*object); !has || !slices.Contains(o.names(), "value") || value == nil {
			known, _ := childNames(n, branching(t))
			return nil, fail(keys[len(keys)-1].at, "%s is not a number but has keys; add one of them: %s", shortened(path), strings.Join(known, ", "))
		}
		n, t = value, branching(t).(*object).key("value").takes
		d.Path += ".value"
	}
	if !d.fit(t) {
		return nil, fail(keys[len(keys)-1].at, "%s is not a number: it takes %s", shortened(path), t.expected())
	}
	d.read(plan, n, joined, absent, t)
	d.loosen(plan, keys)
	return d, nil
}

// walk follows keys that exist, or could, to a value: nil where it is absent,
// and then with the default of its key.
func walk(n *node, keys []pathKey) (at *node, t taker, absent string) {
	t = planKeys
	for _, k := range keys {
		absent = ""
		if n != nil && n.kind == list {
			index, _ := strconv.Atoi(k.name)
			n, t = n.items[index], itemType(t, index)
			continue
		}
		t = branching(t)
		if o, is := t.(*object); is {
			absent = o.key(k.name).absent
		}
		t = childType(t, k.name)
		if n != nil {
			n = n.get(k.name)
		}
	}
	return n, t, absent
}

// itemType is what an item of a list should be.
func itemType(t taker, index int) taker {
	forms, several := t.(either)
	if !several {
		forms = either{t}
	}
	for _, form := range forms {
		switch form := form.(type) {
		case sequence:
			return form.of
		case factors:
			return form.each
		case rank:
			if index == 2 {
				return quantity{within: correlation, percent: true, fixed: true}
			}
		}
	}
	return words{"a name"}
}

// fit sets what is possible for a number that a key takes, and reports whether
// it takes one.
func (d *Dial) fit(t taker) bool {
	switch t := t.(type) {
	case quantity:
		d.Lowest, d.Highest = t.within.closed()
		d.Percent = t.isShare()
		if t.unit == pointsPerTime {
			d.Points, d.Percent = true, false
		}
		switch t.unit {
		case probabilityPerTime, pointsPerTime, growthPerTime, amountPerTime:
			d.Unit = unitText(1)
		}
		return true
	case whole:
		d.Whole, d.Lowest, d.Highest = true, t.lo, t.hi
		return true
	case month:
		d.Whole, d.Months, d.Lowest, d.Highest = !t.dateOnly, true, 1, MaxMonths
		return !t.dateOnly
	case either:
		for _, form := range t {
			if d.fit(form) {
				return true
			}
		}
	}
	return false
}

// read sets what the plan, or the default, says the number is.
func (d *Dial) read(plan *Plan, n *node, path, absent string, t taker) {
	d.Written = absent
	if n != nil && n.kind == scalar && !n.empty() {
		d.Written = strings.TrimSpace(n.text)
	}
	if d.Whole {
		if x, err := parseWhole(d.Written); err == nil {
			d.Value = x
		} else if date, ok := parseDate(narrowed(d.Written)); ok && d.Months {
			d.Value = float64((date.Year-plan.Model.Start.Year)*12 + date.Month - plan.Model.Start.Month + 1)
		}
		d.P5, d.P95 = d.Value, d.Value
		return
	}
	for i := range plan.Explained {
		e := &plan.Explained[i]
		if e.Path != path || !e.Numeric {
			continue
		}
		q, _ := quantityIn(t)
		per := perUnit(q.unit.kind(), e.Unit)
		d.Value, d.P5, d.P95 = per(e.P50), per(e.P5), per(e.P95)
		d.Uncertain, d.Percent, d.Points = e.Uncertain, e.Percent, e.Points
		d.Unit = e.Unit
		if n == nil {
			d.P5, d.P95 = d.Value, d.Value
		}
	}
}

// perUnit converts a number per month to one in a unit as plans write it.
func perUnit(kind sim.UnitKind, unit string) func(float64) float64 {
	months := 1.0
	if unit == unitText(12) {
		months = 12
	}
	return func(x float64) float64 {
		if months == 1 {
			return x
		}
		switch kind {
		case sim.UnitProbability:
			return -math.Expm1(months * math.Log1p(-x))
		case sim.UnitGrowth:
			return math.Expm1(months * math.Log1p(x))
		case sim.UnitAmount:
			return x * months
		}
		return x
	}
}

// loosen leaves out the correlations of an assumption that will be certain, and
// finds its title.
func (d *Dial) loosen(plan *Plan, keys []pathKey) {
	if len(keys) < 2 || keys[0].name != "assumptions" {
		return
	}
	m := plan.Model
	input := slices.IndexFunc(m.Inputs, func(in sim.Input) bool { return in.Name == keys[1].name })
	if input < 0 {
		return
	}
	d.Title = m.Inputs[input].Title
	var kept []string
	for _, c := range m.Correlations {
		if c.A != input && c.B != input {
			kept = append(kept, fmt.Sprintf("[%s, %s, %s]", m.Inputs[c.A].Name, m.Inputs[c.B].Name, strconv.FormatFloat(c.Rho, 'f', -1, 64)))
		}
	}
	if len(kept) < len(m.Correlations) {
		d.also = []sim.Setting{{Path: "correlations", Value: "[" + strings.Join(kept, ", ") + "]"}}
	}
}
