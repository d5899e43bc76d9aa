package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"unicode/utf8"

	"holdfast/sim"
)

// Plan is a plan file that was read without a problem.
type Plan struct {
	Model     *sim.Model
	Info      sim.PlanInfo
	Warnings  []sim.Warning // starts_after_horizon, unused_assumption, unused_initiative, elasticity_sign, unknown_currency; the engine has its own
	Explained []Explained   // every input, defaults included, in the order in which they are read
}

// Load reads the plan in src with the settings applied in their order. The
// error is [Problems] where the plan or a setting is wrong, and then there is no
// plan.
//
// A setting's path is keys joined by dots, list items by number from 0, keys
// with dots in double quotes; its value is YAML. It goes through the same checks
// as the file. Problems of the value have the file name "--set PATH"; those of
// the path have the file name "--set", and their column counts in the text
// "--set PATH". Setting a value that an anchor shares changes it at that path
// alone.
func Load(src Source, set []sim.Setting) (*Plan, error) {
	l := newLoader(src)
	doc := &document{name: src.Name, text: string(src.Data)}
	if root := parseYAML(doc, &l.findings); root != nil {
		root = l.applySettings(root, set)
		l.plan(root)
	}
	if problems := l.findings.problems(); len(problems) > 0 {
		return nil, problems
	}
	sum := sha256.Sum256(src.Data)
	l.info.Name, l.info.File, l.info.SHA256 = l.model.Name, src.Name, hex.EncodeToString(sum[:])
	l.info.Currency, l.info.Months, l.info.Start = l.model.Currency, l.model.Months, l.model.Start
	l.info.FiscalYearStart = l.model.FiscalYearStart
	return &Plan{Model: l.model, Info: l.info, Warnings: l.warnings, Explained: l.explained}, nil
}

// loader carries what is known while a plan is read.
type loader struct {
	src      Source
	findings findings
	mistakes int // all that were found, those at one place counted each time
	model    *sim.Model
	info     sim.PlanInfo
	warnings []sim.Warning

	explained []Explained
	reached   map[usedKey]bool // keys that a reader asked for; nil outside of tests

	known map[string]*assumption
	order []*assumption
	stack []*assumption // being evaluated
	files map[string]*csvFile

	segments    []*segment
	initiatives []*initiative
	events      []*initiative

	clashes map[[2]*initiative]clash // of pairs that were looked at

	// unsure names sections whose own mistakes hide what is defined in them, so
	// that a reference into them may be right.
	unsure map[string]bool

	tooManyInputs bool // was reported
	noStart       bool // a date without a start was reported
}

func newLoader(src Source) *loader {
	return &loader{src: src, model: &sim.Model{}, known: map[string]*assumption{}, files: map[string]*csvFile{},
		clashes: map[[2]*initiative]clash{}, unsure: map[string]bool{}}
}

type usedKey struct{ object, key string }

func (l *loader) used(o *object, name string) {
	if l.reached != nil {
		l.reached[usedKey{o.name, name}] = true
	}
}

func (l *loader) problem(at place, path, format string, args ...any) {
	l.mistakes++
	l.findings.add(at, path, fmt.Sprintf(format, args...))
}

func (l *loader) warn(code, where, format string, args ...any) {
	l.warnings = append(l.warnings, sim.NewWarning(code, where, format, args...))
}

// items returns the items of a list of a plan; a nil or empty node has none.
func (l *loader) items(n *node, path string, t sequence) []*node {
	if n == nil || n.empty() && t.least == 0 {
		return nil
	}
	switch {
	case n.kind != list:
		l.problem(n.at(), path, "found %s; expected %s", n.describe(), t.expected())
		return nil
	case len(n.items) < t.least:
		l.problem(n.at(), path, "the list is empty; expected at least %d", t.least)
		return nil
	case t.most > 0 && len(n.items) > t.most:
		l.problem(n.at(), path, "the list has %d items; expected at most %d", len(n.items), t.most)
		return nil
	}
	return n.items
}

// named returns the entries of a mapping whose names the plan chooses.
func (l *loader) named(r *record, name string) []entry {
	n, path := r.value(name)
	t := takes[named](r, name)
	if n == nil {
		if r.maybe(name) {
			l.unsure[path] = true
		}
		return nil
	}
	if n.empty() && !r.object.key(name).required {
		return nil
	}
	switch {
	case n.kind != mapping:
		l.problem(n.at(), path, "found %s; expected %s", n.describe(), t.expected())
		l.unsure[path] = true
		return nil
	case len(n.entries) > t.most:
		l.problem(n.at(), path, "has %d entries; expected at most %d", len(n.entries), t.most)
		l.unsure[path] = true
		return nil
	}
	l.repeats(n, path)
	var entries []entry
	for _, e := range n.entries {
		if e.key.empty() || !validName(e.key.text) {
			length := ""
			if n := utf8.RuneCountInString(e.key.text); n > mostName {
				length = fmt.Sprintf(" of %d characters", n)
			}
			l.problem(e.key.at(), path, "found the name %s%s; expected one of 1 to %d printable characters", quoteText(e.key.text), length, mostName)
			continue
		}
		entries = append(entries, e)
	}
	return entries
}

// references returns the indexes of the names that a list holds, and whether
// all of it was good.
func (l *loader) references(n *node, path, what string, known []string) ([]int, bool) {
	t := names{what + "s"}
	if n.kind != list {
		hint := ""
		if n.kind == scalar && !n.empty() {
			hint = fmt.Sprintf("; write [%s]", quoteBare(n.text))
		}
		l.problem(n.at(), path, "found %s; expected %s%s", n.describe(), t.expected(), hint)
		return nil, false
	}
	ok := true
	var found []int
	seen := map[int]bool{}
	indexes := make(map[string]int, len(known))
	for i, k := range known {
		indexes[k] = i
	}
	for i, item := range n.items {
		at := joinIndex(path, i)
		name, isText := l.scalar(item, at, words{"the name of one of the " + what + "s"})
		if !isText {
			ok = false
			continue
		}
		index, exists := indexes[name]
		switch {
		case !exists && l.unsure[what+"s"]:
			ok = false
		case !exists:
			l.problem(item.at(), at, "unknown %s %s%s", what, quoteText(name),
				l.findings.didYouMean(name, what+"s", func() []string { return known }))
			ok = false
		case seen[index]:
			l.problem(item.at(), at, "%s is in the list twice", quoteText(name))
			ok = false
		default:
			seen[index] = true
			found = append(found, index)
		}
	}
	l.explainList(n, path)
	return found, ok
}
