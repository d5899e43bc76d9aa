package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// assumption is a named number of the plan.
type assumption struct {
	name   string
	node   *node // of its value
	path   string
	at     place // of its name
	title  string
	source string

	state  assumptionState
	value  valued
	multOf string // the assumption that it is a multiple of
	table  bool   // a column of draws
	used   bool
}

type assumptionState int

const (
	unread assumptionState = iota
	reading
	good
	bad // its mistake is reported
)

// assumptions reads the whole section.
func (l *loader) assumptions(r *record) {
	t := takes[named](r, "assumptions")
	entries := l.named(r, "assumptions")
	var draws []entry
	for _, e := range entries {
		name := e.key.text
		path := join("assumptions", name)
		if name == t.also.name {
			draws = append(draws, e)
			continue
		}
		if !l.assumptionName(e.key, path) {
			l.known[name] = &assumption{name: name, at: e.key.at(), state: bad}
			continue
		}
		a := &assumption{name: name, node: e.value, path: path, at: e.key.at()}
		l.known[name] = a
		l.order = append(l.order, a)
	}
	for _, e := range draws {
		l.drawsKey(e, t)
	}
	for _, a := range l.order {
		l.settle(a)
	}
}

func (l *loader) assumptionName(n *node, path string) bool {
	if isName(n.text) {
		return true
	}
	l.problem(n.at(), path, "found the name %s; expected letters, digits, _ and -, beginning with a letter", quoteText(n.text))
	return false
}

// assumption returns a known assumption that has a value. What is wrong is
// reported at the place of the reference, unless it was reported where the
// assumption stands.
func (l *loader) assumption(at place, path, name string) *assumption {
	a, ok := l.known[name]
	if !ok && l.unsure["assumptions"] {
		return nil
	}
	if !ok {
		l.problem(at, path, "unknown assumption %s%s", quoteText(name), l.findings.didYouMean(name, "assumptions", func() []string { return sortedNames(l.known) }))
		return nil
	}
	a.used = true
	if a.state == reading {
		l.problem(at, path, "circular reference: %s", l.circle(a))
		for i := slices.Index(l.stack, a); i < len(l.stack); i++ {
			l.stack[i].state = bad
		}
		return nil
	}
	l.settle(a)
	if a.state == bad {
		return nil
	}
	return a
}

// circle writes the assumptions of a circle that ends where it began.
func (l *loader) circle(a *assumption) string {
	var names []string
	for _, b := range l.stack[slices.Index(l.stack, a):] {
		names = append(names, b.name)
	}
	if len(names) > 10 {
		names = append(names[:10:10], "...")
	}
	return strings.Join(append(names, a.name), " -> ")
}

// settle evaluates an assumption once.
func (l *loader) settle(a *assumption) {
	if a.state != unread {
		return
	}
	if len(l.stack) >= mostDepth {
		l.problem(a.at, a.path, "is defined by a chain of more than %d assumptions", mostDepth)
		a.state = bad
		return
	}
	a.state = reading
	l.stack = append(l.stack, a)
	ok := l.evaluate(a)
	l.stack = l.stack[:len(l.stack)-1]
	switch {
	case a.state == bad: // part of a circle
	case ok:
		a.state = good
	default:
		a.state = bad
	}
}

func (l *loader) evaluate(a *assumption) bool {
	if !l.sound(a.node, a.path) {
		return false
	}
	if a.node.kind == mapping {
		r := l.open(a.node, a.path, assumptionKeys)
		a.title, a.source = r.text("title"), r.text("source")
		n, path := r.value("value")
		if n == nil {
			return false
		}
		a.node, a.path = n, path
	}
	e, ok := l.parsed(a.node, a.path, anyQuantity)
	if !ok {
		return false
	}
	v := valued{months: e.months, writing: e.writing, lawName: e.lawName}
	switch e.form {
	case constant:
		v.quantity = sim.Const(e.value)
		if !anyNumber.hold(e.value) {
			l.problem(a.node.at(), a.path, "%s is %s", quoteBare(a.node.text), anyNumber.tooFar(e.value, false))
			return false
		}
	case distribution:
		input := l.addInput(a.node, sim.Input{Name: a.name, Title: a.title, Source: a.source, Dist: e.law})
		v.quantity, v.law = sim.Quantity{Input: input, Factor: 1}, e.law
	case reference:
		if v, ok = l.refer(a.node, a.path, e); !ok {
			return false
		}
		a.multOf = e.name
	}
	v.text, v.source = a.node.text, a.source
	a.value = v
	l.explainQuantity(a.node, join("assumptions", a.name), anyQuantity, v)
	return true
}

// drawsKey reads "draws", one mapping or a list of them.
func (l *loader) drawsKey(e entry, t named) {
	path := join("assumptions", t.also.name)
	if !l.sound(e.value, path) {
		l.unsure["assumptions"] = true
		return
	}
	if e.value.kind == list {
		for i, item := range e.value.items {
			l.draws(item, joinIndex(path, i))
		}
		return
	}
	l.draws(e.value, path)
}

// draws reads rows that are drawn as a whole.
func (l *loader) draws(n *node, path string) {
	r := l.open(n, path, drawsKeys)
	if r == nil {
		l.unsure["assumptions"] = true
		return
	}
	file, fileOK := r.words("file")
	columns := l.named(r, "columns")
	if len(columns) == 0 {
		l.unsure["assumptions"] = true
	}
	table := sim.Table{Name: file}
	for _, e := range columns {
		at := join(r.at("columns"), e.key.text)
		if first, twice := l.known[e.key.text]; twice {
			l.problem(e.key.at(), at, "assumption %s is defined already, in line %d", quoteText(e.key.text), first.at.line)
			continue
		}
		a := &assumption{name: e.key.text, at: e.key.at(), path: at, node: e.value, state: bad, table: true}
		l.known[a.name] = a
		if !l.assumptionName(e.key, at) {
			continue
		}
		column, ok := l.words(e.value, at, words{"the name of a column"})
		if !ok || !fileOK {
			continue
		}
		values, err := l.column(file, column)
		if err != nil {
			where, wherePath := e.value, at
			if isFileError(err) {
				where, wherePath = r.values["file"], r.at("file")
			}
			l.problem(where.at(), wherePath, "%s", err)
			continue
		}
		law, err := dist.Empirical(values)
		if err != nil {
			l.problem(e.value.at(), at, "%s", err)
			continue
		}
		input := l.addInput(e.value, sim.Input{Name: a.name, Source: file, Dist: law,
			Table: len(l.model.Tables) + 1, Column: len(table.Columns)})
		table.Columns = append(table.Columns, values)
		a.state = good
		a.value = valued{quantity: sim.Quantity{Input: input, Factor: 1}, law: law, lawName: "rows of a file",
			text: fmt.Sprintf("%s, column %s", file, column), source: file}
		l.explainQuantity(e.value, join("assumptions", a.name), anyQuantity, a.value)
	}
	if len(table.Columns) > 0 {
		l.model.Tables = append(l.model.Tables, table)
	}
}

// correlations reads the rank correlations, after all assumptions.
func (l *loader) correlations(r *record) {
	before := l.mistakes
	n, path := r.value("correlations")
	items := l.items(n, path, takes[sequence](r, "correlations"))
	var pairs []dist.Pair
	seen := map[[2]int]int{}
	members := map[int]bool{}
	for i, item := range items {
		at := joinIndex(path, i)
		if !l.sound(item, at) {
			continue
		}
		if item.kind != list || len(item.items) != 3 {
			l.problem(item.at(), at, "found %s; expected %s", item.describe(), rank{}.expected())
			continue
		}
		a, aOK := l.correlated(item.items[0], joinIndex(at, 0))
		b, bOK := l.correlated(item.items[1], joinIndex(at, 1))
		rho, rhoOK := l.quantity(item.items[2], joinIndex(at, 2), quantity{within: correlation, percent: true, fixed: true})
		if !aOK || !bOK {
			continue
		}
		key := [2]int{min(a, b), max(a, b)}
		switch line := seen[key]; {
		case a == b:
			l.problem(item.items[1].at(), joinIndex(at, 1), "%s is correlated with itself", quoteText(item.items[1].text))
		case line != 0:
			l.problem(item.at(), at, "the correlation of %s and %s is stated twice; it is in line %d already",
				item.items[0].text, item.items[1].text, line)
		case rhoOK:
			seen[key] = item.line
			members[a], members[b] = true, true
			pairs = append(pairs, dist.Pair{A: a, B: b, Rho: rho.Factor})
			l.model.Correlations = append(l.model.Correlations, sim.Correlation{A: a, B: b, Rho: rho.Factor})
		}
	}
	if len(pairs) == 0 || l.mistakes > before {
		return
	}
	l.positiveDefinite(r, pairs, members)
}

// mostCorrelated bounds the matrices that have to be decomposed.
const mostCorrelated = 200

func (l *loader) positiveDefinite(r *record, pairs []dist.Pair, members map[int]bool) {
	at := r.keyNode("correlations").at()
	if len(members) > mostCorrelated {
		l.problem(at, "correlations", "%d assumptions are correlated; expected at most %d", len(members), mostCorrelated)
		return
	}
	names := make([]string, len(l.model.Inputs))
	for i, in := range l.model.Inputs {
		names[i] = in.Name
	}
	if _, err := dist.NewCopula(names, pairs); err != nil {
		l.problem(at, "correlations", "%s", err)
	}
}

// correlated returns the input of an assumption that is drawn on its own.
func (l *loader) correlated(n *node, path string) (int, bool) {
	name, ok := l.scalar(n, path, words{"the name of an assumption"})
	if !ok {
		return 0, false
	}
	a := l.assumption(n.at(), path, name)
	switch {
	case a == nil:
		return 0, false
	case a.table:
		l.problem(n.at(), path, "%s is a column of draws, which come by whole rows; expected an assumption with a distribution of its own", quoteText(name))
		return 0, false
	case a.multOf != "":
		l.problem(n.at(), path, "%s is a multiple of %s; correlate that one", quoteText(name), quoteText(a.multOf))
		return 0, false
	case a.value.quantity.Input == 0:
		l.problem(n.at(), path, "%s is certain; only a distribution can be correlated", quoteText(name))
		return 0, false
	}
	return a.value.quantity.Input - 1, true
}
