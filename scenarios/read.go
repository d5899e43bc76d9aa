package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
)

// record is a mapping of the plan that is being read with the keys of its
// object. Its methods read one key each, report what is wrong with it, and say
// whether there is a good value. A key that the object does not have panics.
type record struct {
	l      *loader
	object *object
	node   *node
	path   string
	values map[string]*node
	guess  map[string]bool // keys that an unknown key was probably meant to be
	kind   string          // set by narrow
}

// open checks n against the keys of o. It returns nil where n is no mapping.
func (l *loader) open(n *node, path string, o *object) *record {
	if !l.sound(n, path) {
		return nil
	}
	if n.kind != mapping {
		l.problem(n.at(), path, "found %s; expected %s", n.describe(), o.expected())
		return nil
	}
	r := &record{l: l, object: o, node: n, path: path, values: make(map[string]*node, len(n.entries)), guess: map[string]bool{}}
	for _, e := range n.entries {
		r.values[e.key.text] = e.value
	}
	l.repeats(n, path)
	known := o.names()
	for _, e := range n.entries {
		if !slices.Contains(known, e.key.text) {
			r.unknown(e, known)
		}
	}
	for _, k := range o.keys {
		if k.only == nil && k.needed == nil {
			r.absence(k)
		}
	}
	return r
}

// unknown reports a key that the object does not have.
func (r *record) unknown(e entry, known []string) {
	found := e.key.text
	if name, rest, ok := strings.Cut(narrowed(found), ":"); ok && slices.Contains(known, name) && e.value.empty() {
		r.guess[name] = true
		r.l.problem(e.key.at(), r.path, "unknown key %s; a space is missing after the colon: write %s: %s", quoteText(found), name, quoteBare(strings.TrimSpace(rest)))
		return
	}
	if len(r.l.findings.list) >= mostProblems {
		return
	}
	if strings.HasPrefix(found, "\u3000") {
		r.l.problem(e.key.at(), r.path, "key %s begins with a full-width space, which cannot indent in YAML; use spaces",
			quoteText(strings.TrimLeft(found, "\u3000 ")))
		return
	}
	var missing []string // an absent key is the likelier meaning
	for _, name := range known {
		if r.values[name] == nil {
			missing = append(missing, name)
		}
	}
	name := nearest(found, missing)
	if name == "" {
		r.l.problem(e.key.at(), r.path, "unknown key %s%s", quoteText(found), didYouMean(found, "keys", known))
		return
	}
	if !r.guess[name] && e.value.kind != scalar {
		r.values[name] = e.value // a section's own mistakes need not wait for its name
	}
	r.guess[name] = true
	r.l.problem(e.key.at(), r.path, "unknown key %s; did you mean %q?", quoteText(found), name)
}

// absence reports a required key that is missing, and notes defaults.
func (r *record) absence(k key) {
	if r.values[k.name] != nil || r.guess[k.name] {
		return
	}
	if k.required || r.kind != "" && k.neededBy(r.kind) {
		r.l.problem(r.node.at(), r.path, "key %q is missing; expected %s", k.name, k.takes.expected())
	} else if k.absent != "" || k.implied != "" {
		r.l.explainDefault(r.at(k.name), k)
	}
}

// narrow says which kind the object is of: keys of other kinds are mistakes,
// required ones of this kind may be missing.
func (r *record) narrow(kind string) {
	r.kind = kind
	for _, k := range r.object.keys {
		if k.only == nil && k.needed == nil {
			continue
		}
		if k.only == nil || slices.Contains(k.only, kind) {
			r.absence(k)
		} else if r.has(k.name) {
			r.l.problem(r.keyNode(k.name).at(), r.path, "key %q belongs to a %s of %s; this one is of %s",
				k.name, r.object.name, strings.Join(k.only, " or "), kind)
		}
	}
}

// theOne returns the one key that is there of those of which the object has
// exactly one, or reports why there is none.
func (r *record) theOne(what string) (string, bool) {
	there, guessed := "", false
	for _, name := range r.object.one {
		guessed = guessed || r.guess[name]
		switch {
		case !r.has(name):
		case there == "":
			there = name
		default:
			r.l.problem(r.keyNode(name).at(), r.path, "has both %s and %s; a %s has one of the keys %s",
				there, name, r.object.name, strings.Join(r.object.one, ", "))
			return there, false
		}
	}
	if there == "" && !guessed {
		r.l.problem(r.node.at(), r.path, "%s; expected one of the keys %s", what, strings.Join(r.object.one, ", "))
	}
	return there, there != ""
}

// has reports whether the key is there, well or badly filled.
func (r *record) has(name string) bool {
	r.object.key(name)
	return r.values[name] != nil
}

// maybe reports whether the key is there or was probably meant to be.
func (r *record) maybe(name string) bool { return r.has(name) || r.guess[name] }

func (r *record) at(name string) string { return join(r.path, name) }

// keyNode returns the node of the key itself.
func (r *record) keyNode(name string) *node {
	for _, e := range r.node.entries {
		if e.key.text == name {
			return e.key
		}
	}
	return r.node
}

// value returns a key's value and path, nil where it is absent or unsound.
func (r *record) value(name string) (*node, string) {
	r.l.used(r.object, name)
	n, path := r.values[name], r.at(name)
	if n == nil || !r.l.sound(n, path) {
		return nil, path
	}
	return n, path
}

// takes returns what a key takes as a T, itself or among its forms.
func takes[T taker](r *record, name string) T {
	switch t := r.object.key(name).takes.(type) {
	case T:
		return t
	case either:
		for _, form := range t {
			if x, ok := form.(T); ok {
				return x
			}
		}
	}
	panic(fmt.Sprintf("scenarios: %s.%s does not take a %T", r.object.name, name, *new(T)))
}

func (r *record) quantity(name string) (sim.Quantity, bool) {
	return r.quantityOf(name, takes[quantity](r, name))
}

// quantityOf reads a number whose range or unit depends on other keys.
func (r *record) quantityOf(name string, q quantity) (sim.Quantity, bool) {
	n, path := r.value(name)
	if n == nil {
		return sim.Quantity{}, false
	}
	return r.l.quantity(n, path, q)
}

func (r *record) whole(name string) (int, bool) {
	n, path := r.value(name)
	if n == nil {
		return 0, false
	}
	return r.l.whole(n, path, takes[whole](r, name))
}

// wholeOr is whole with a default.
func (r *record) wholeOr(name string, absent int) int {
	if x, ok := r.whole(name); ok {
		return x
	}
	return absent
}

func (r *record) words(name string) (string, bool) {
	n, path := r.value(name)
	if n == nil {
		return "", false
	}
	return r.l.words(n, path, takes[words](r, name))
}

// text is words with "" where there are none.
func (r *record) text(name string) string {
	s, _ := r.words(name)
	return s
}

func (r *record) choice(name string) (string, bool) {
	n, path := r.value(name)
	if n == nil {
		return "", false
	}
	return r.l.choice(n, path, takes[choice](r, name).of(), takes[choice](r, name))
}

func (r *record) toggle(name string) bool {
	n, path := r.value(name)
	if n == nil {
		return false
	}
	s, _ := r.l.choice(n, path, []string{"true", "false"}, toggle{})
	return s == "true"
}

// sub opens the mapping of a key, nil where there is none.
func (r *record) sub(name string) *record {
	n, path := r.value(name)
	if n == nil {
		return nil
	}
	return r.l.open(n, path, takes[*object](r, name))
}

// sound reports the mistakes of the YAML itself, and whether n can be read.
func (l *loader) sound(n *node, path string) bool {
	if n.trouble == "" {
		return true
	}
	l.problem(n.troubleAt, path, "%s", n.trouble)
	return false
}

// repeats reports keys that a mapping has twice.
func (l *loader) repeats(n *node, path string) {
	if len(n.repeated) == 0 {
		return
	}
	lines := make(map[string]int, len(n.entries))
	for _, e := range n.entries {
		lines[e.key.text] = e.key.line
	}
	for _, e := range n.repeated {
		switch {
		case e.key.text == "<<":
			l.problem(e.key.at(), path, "merge key << is there twice; write <<: [*a, *b]")
		default:
			l.problem(e.key.at(), path, "key %s is there twice; it is in line %d already", quoteText(e.key.text), lines[e.key.text])
		}
	}
}

// scalar returns the text of n, or reports that it is none.
func (l *loader) scalar(n *node, path string, t taker) (string, bool) {
	if !l.sound(n, path) {
		return "", false
	}
	if n.kind != scalar || n.empty() {
		l.problem(n.at(), path, "found %s; expected %s", n.describe(), t.expected())
		return "", false
	}
	return n.text, true
}

func (l *loader) words(n *node, path string, t words) (string, bool) {
	text, ok := l.scalar(n, path, t)
	if !ok {
		return "", false
	}
	if len(text) > mostText {
		l.problem(n.at(), path, "found a text of %d bytes; expected %s of at most %d", len(text), t.expected(), mostText)
		return "", false
	}
	if strings.TrimSpace(text) == "" {
		l.problem(n.at(), path, "found %s; expected %s", n.describe(), t.expected())
		return "", false
	}
	l.explain(n, path, text)
	return text, true
}

// mostOptions is the number of words up to which a message lists them all.
const mostOptions = 30

func (l *loader) choice(n *node, path string, options []string, t taker) (string, bool) {
	text, ok := l.scalar(n, path, t)
	if !ok {
		return "", false
	}
	if !slices.Contains(options, text) {
		name := nearest(text, options)
		switch {
		case name == "" && len(options) > mostOptions:
			l.problem(n.at(), path, "found %s; the nearest known name is %q; \"holdfast schema\" lists all %d", quoteText(text), closest(text, options), len(options))
		case name == "":
			l.problem(n.at(), path, "found %s; expected %s", quoteText(text), t.expected())
		case len(options) > 8:
			l.problem(n.at(), path, "found %s; did you mean %q?", quoteText(text), name)
		default:
			l.problem(n.at(), path, "found %s; expected %s; did you mean %q?", quoteText(text), t.expected(), name)
		}
		return "", false
	}
	l.explain(n, path, text)
	return text, true
}

func (l *loader) whole(n *node, path string, w whole) (int, bool) {
	text, ok := l.scalar(n, path, w)
	if !ok {
		return 0, false
	}
	x, err := parseWhole(text)
	switch {
	case err != nil:
		found, _, _ := strings.Cut(err.message, "; expected ")
		l.problem(n.atOffset(err.offset), path, "%s; expected %s", found, w.expected())
		return 0, false
	case !(x >= w.lo && x <= w.hi):
		l.problem(n.at(), path, "found %s; expected %s", quoteBare(text), w.expected())
		return 0, false
	}
	l.explain(n, path, text)
	return int(x), true
}

func (l *loader) seed(n *node, path string) (uint64, bool) {
	text, ok := l.scalar(n, path, seed{})
	if !ok {
		return 0, false
	}
	digits := narrowed(text)
	x, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || !allDigits(digits) || len(digits) > 1 && digits[0] == '0' {
		l.problem(n.at(), path, "found %s; expected %s", quoteBare(text), seed{}.expected())
		return 0, false
	}
	l.explain(n, path, text)
	return x, true
}

// quoteBare returns a number's text without quotes.
func quoteBare(text string) string {
	return strings.Trim(quoteText(text), `"`)
}

// join appends a key to a path; keys with dots are put in quotes, as settings
// write them.
func join(path, name string) string {
	if name == "" || strings.ContainsAny(name, ".\" \t") {
		name = strconv.Quote(name)
	}
	if path == "" {
		return name
	}
	return path + "." + name
}

func joinIndex(path string, i int) string { return path + "." + strconv.Itoa(i) }
