package scenarios

import (
	"slices"
	"strings"

	"holdfast/sim"
)

// usualExponent is that of diminishing returns where none is given.
const usualExponent = 0.7

// mostScales bounds the scales of one initiative.
const mostScales = 20

// readChoices reads what a choice among initiatives must respect, once all of
// them are known by name.
func (l *loader) readChoices() {
	known := initiativeNames(l.initiatives)
	for i, in := range l.initiatives {
		if in.record == nil {
			continue
		}
		in.model.Excludes = l.others(in, "excludes", i, known)
		in.model.Needs = l.others(in, "needs", i, known)
		for _, j := range in.model.Needs {
			if slices.Contains(in.model.Excludes, j) {
				l.problem(in.record.keyNode("excludes").at(), in.path, "both needs and excludes %s", quoteText(known[j]))
			}
		}
		in.model.Scalable = l.scalable(in)
	}
}

// others reads a list of other initiatives.
func (l *loader) others(in *initiative, name string, own int, known []string) []int {
	n, path := in.record.value(name)
	if n == nil {
		return nil
	}
	found, _ := l.references(n, path, "initiative", known)
	if slices.Contains(found, own) {
		l.problem(n.at(), path, "%s names itself", quoteText(known[own]))
	}
	return found
}

// scalable reads a..b, or the mapping.
func (l *loader) scalable(in *initiative) *sim.Scalable {
	n, path := in.record.value("scalable")
	if n == nil {
		return nil
	}
	s := &sim.Scalable{Exponent: usualExponent}
	ok := true
	if n.kind == mapping {
		r := l.open(n, path, scalableKeys)
		if r == nil {
			return nil
		}
		read := func(name string, to *float64) {
			if q, good := r.quantity(name); good {
				*to = q.Factor
			} else if r.has(name) {
				ok = false
			}
		}
		read("from", &s.From)
		read("to", &s.To)
		read("step", &s.Step)
		read("exponent", &s.Exponent)
		ok = ok && r.has("to")
	} else if ok = l.scales(n, path, s); ok {
		l.explain(n, path, n.text)
	}
	switch {
	case !ok:
		return nil
	case !(s.From < s.To):
		l.problem(n.at(), path, "the scales go from %s to %s; expected the smaller one first", formatPlain(s.From), formatPlain(s.To))
		return nil
	}
	if s.Step == 0 {
		s.Step = (s.To - s.From) / 4
	}
	if scales := (s.To - s.From) / s.Step; !(scales <= mostScales) {
		l.problem(n.at(), path, "has %s scales; expected at most %d: make step larger", formatPlain(scales), mostScales)
	}
	for _, c := range in.changes {
		if c.model.Op == sim.OpTo {
			l.problem(c.at, c.path, "sets %s to a value, which cannot be scaled; write reduce, increase or add", c.model.Lever)
		}
	}
	return s
}

// scales reads a..b.
func (l *loader) scales(n *node, path string, s *sim.Scalable) bool {
	text, ok := l.scalar(n, path, words{"a range of scales, such as 0..2"})
	if !ok {
		return false
	}
	low, high, isRange := cutRange(text)
	if isRange {
		for _, end := range [...]struct {
			text string
			to   *float64
		}{{low, &s.From}, {high, &s.To}} {
			e, err := parseExpression(strings.TrimSpace(end.text), nil)
			isRange = isRange && err == nil && e.form == constant && e.months == 0 && e.value >= 0
			*end.to = e.value
		}
	}
	if !isRange {
		l.problem(n.at(), path, "found %s; expected a range of scales, such as 0..2", quoteText(text))
	}
	return isRange
}

// scenarioChoices reports initiatives of one scenario that exclude each other,
// or lack what they need.
func (l *loader) scenarioChoices(e entry, path string, found []int) {
	for _, i := range found {
		in := l.initiatives[i].model
		for _, j := range in.Excludes {
			if slices.Contains(found, j) {
				l.problem(e.key.at(), path, "has %s and %s, which the first one excludes", quoteText(in.Name), quoteText(l.initiatives[j].model.Name))
			}
		}
		for _, j := range in.Needs {
			if !slices.Contains(found, j) {
				l.problem(e.key.at(), path, "has %s without %s, which it needs", quoteText(in.Name), quoteText(l.initiatives[j].model.Name))
			}
		}
	}
}
