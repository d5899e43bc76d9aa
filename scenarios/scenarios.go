package scenarios

import (
	"holdfast/sim"
)

// baseline is the scenario without initiatives.
const baseline = "baseline"

// scenarios reads the sets of initiatives.
func (l *loader) scenarios(r *record) {
	l.model.Scenarios = []sim.Scenario{{Name: baseline}}
	entries := l.named(r, "scenarios")
	known := initiativeNames(l.initiatives)
	l.eventsMeeting()
	for _, e := range entries {
		path := join("scenarios", e.key.text)
		if e.key.text == baseline {
			l.problem(e.key.at(), path, "baseline is the scenario without initiatives and always exists; it may not be defined")
			continue
		}
		if !l.sound(e.value, path) {
			continue
		}
		found, _ := l.references(e.value, path, "initiative", known)
		l.model.Scenarios = append(l.model.Scenarios, sim.Scenario{Name: e.key.text, Initiatives: found})
		l.scenarioMeeting(e, path, found)
		l.scenarioChoices(e, path, found)
	}
}

// Two "to" on one input, segment and age would each undo the other.

// meeting reports two "to" of one initiative that meet.
func (l *loader) meeting(in *initiative) {
	for j, b := range in.sets {
		for _, a := range in.sets[:j] {
			if name := l.meet(a, b); name != "" {
				l.problem(b.at, b.path, "sets %s of segment %q, as line %d does for the same ages", b.model.Lever, name, a.at.line)
				break
			}
		}
	}
}

// eventsMeeting reports events that meet each other: every scenario has them all.
func (l *loader) eventsMeeting() {
	for j, b := range l.events {
		for _, a := range l.events[:j] {
			l.pairMeeting(a, b, func(x, y *change, name string) {
				l.problem(y.at, y.path, "sets %s of segment %q, as %s (line %d) does for the same ages", y.model.Lever, name, x.path, x.at.line)
			})
		}
	}
}

// scenarioMeeting reports initiatives of one scenario that meet each other or
// an event.
func (l *loader) scenarioMeeting(e entry, path string, found []int) {
	var all []*initiative
	for _, i := range found {
		all = append(all, l.initiatives[i])
	}
	report := func(x, y *change, name string) {
		l.problem(e.key.at(), path, "%s (line %d) and %s (line %d) both set %s of segment %q for the same ages",
			x.path, x.at.line, y.path, y.at.line, x.model.Lever, name)
	}
	for j, b := range all {
		for _, a := range all[:j] {
			l.pairMeeting(a, b, report)
		}
		for _, event := range l.events {
			l.pairMeeting(b, event, report)
		}
	}
}

// clash is two changes that meet in a segment, or nothing.
type clash struct {
	x, y    *change
	segment string
}

// pairMeeting calls report for the first two changes of a and b that meet.
func (l *loader) pairMeeting(a, b *initiative, report func(x, y *change, segment string)) {
	if len(a.sets) == 0 || len(b.sets) == 0 || len(l.findings.list) >= mostProblems {
		return
	}
	pair := [2]*initiative{a, b}
	found, known := l.clashes[pair]
	if !known {
		found = l.clash(a, b)
		l.clashes[pair] = found
	}
	if found.segment != "" {
		report(found.x, found.y, found.segment)
	}
}

func (l *loader) clash(a, b *initiative) clash {
	for _, x := range a.sets {
		for _, y := range b.sets {
			if name := l.meet(x, y); name != "" {
				return clash{x, y, name}
			}
		}
	}
	return clash{}
}

// meet returns the first segment of which two changes, both of "to", set one input at one age,
// "" where there is none.
func (l *loader) meet(a, b *change) string {
	if a.model.Lever != b.model.Lever {
		return ""
	}
	x, y := a.model.Ages, b.model.Ages
	if x.Limited && y.Limited && (x.From > y.To || y.From > x.To) {
		return ""
	}
	name := ""
	a.segments.common(b.segments, func(i int) bool {
		if l.sameChannel(l.segments[i], a, b) {
			name = l.segments[i].model.Name
		}
		return name == ""
	})
	return name
}

// sameChannel reports whether both changes act on one channel of the segment,
// or on something that is not of channels.
func (l *loader) sameChannel(s *segment, a, b *change) bool {
	lever := a.model.Lever
	if !lever.OfChannel() && lever != sim.LeverReferral {
		return true
	}
	for i, c := range s.model.Channels {
		if s.hasLever(i, lever) && of(a, c.Name) && of(b, c.Name) {
			return true
		}
	}
	return false
}

// of reports whether a change acts on the channel of that name.
func of(c *change, channel string) bool { return c.model.Channel == "" || c.model.Channel == channel }

// targets reads the goals.
func (l *loader) targets(r *record) {
	n, path := r.value("targets")
	for i, item := range l.items(n, path, takes[sequence](r, "targets")) {
		if t := l.open(item, joinIndex(path, i), targetKeys); t != nil {
			l.target(t)
		}
	}
}

// everyMonth reports whether a metric has a value in every month, so that a
// target on it may name one.
func everyMonth(metric string) bool {
	switch metric {
	case "npv", "closing_customers", "closing_mrr", "new_customers", "churned_customers", "reactivated_customers":
		return true
	}
	_, ok := sim.ParseMeasure(metric)
	return ok
}

func (l *loader) target(r *record) {
	var t sim.Target
	name, nameOK := r.choice("metric")
	_, isMetric := sim.ParseMetric(name)
	measure, isMeasure := sim.ParseMeasure(name)
	t.Metric = name
	if n, path := r.value("by"); n != nil {
		s, ok := l.month(n, path, month{})
		switch {
		case ok && l.model.Months > 0 && s.from > l.model.Months:
			l.problem(n.at(), path, "%s is after the horizon of %d months", quoteBare(n.text), l.model.Months)
		case nameOK && !everyMonth(name):
			l.problem(r.keyNode("by").at(), r.path, "%s is a figure of the whole run and takes no key \"by\"", name)
		}
		t.By = s.from
	} else if nameOK && !isMetric && !r.maybe("by") {
		t.By = l.model.Months
	}
	if _, ok := r.choice("within"); ok {
		t.FiscalYear = true
		if nameOK && !everyMonth(name) || !r.maybe("by") {
			l.problem(r.keyNode("within").at(), r.path, "key \"within\" needs a monthly metric and the key \"by\"")
		}
	}
	kind := sim.KindRate
	switch {
	case isMeasure:
		kind = measure.Kind()
	case isMetric:
		m, _ := sim.ParseMetric(name)
		kind = m.Kind()
	}
	l.goal(r, &t, kind)
	l.model.Targets = append(l.model.Targets, t)
}

// goal reads at_least or at_most.
func (l *loader) goal(r *record, t *sim.Target, kind sim.Kind) {
	key, ok := r.theOne("has no goal")
	if !ok {
		return
	}
	t.AtMost = key == "at_most"
	q := takes[quantity](r, key)
	q.percent = kind == sim.KindRate || kind == sim.KindRatio
	t.Value, _ = r.quantityOf(key, q)
	t.Label = t.Metric + " at least "
	if t.AtMost {
		t.Label = t.Metric + " at most "
	}
	if n, _ := r.value(key); n != nil {
		t.Label += n.text
	}
	if n, _ := r.value("by"); n != nil {
		t.Label += " by " + n.text
	}
	if t.FiscalYear {
		t.Label += " within the fiscal year"
	}
}
