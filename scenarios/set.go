package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"holdfast/sim"
)

// mostSettings bounds the settings of a run.
const mostSettings = 1000

// setFlag begins the names of settings in problems.
const setFlag = "--set"

// applySettings returns the plan with the settings applied in their order. One
// that cannot be applied is reported and left out.
func (l *loader) applySettings(root *node, set []sim.Setting) *node {
	for i, s := range set {
		doc := &document{name: setFlag + " " + shortened(s.Path), order: i + 1, text: s.Value}
		path := &document{name: setFlag, order: i + 1, text: setFlag + " " + oneLine(s.Path)}
		inPath := func(offset int) place { return place{path, 1, len(setFlag) + 2 + offset} }
		at := inPath(0)
		if i >= mostSettings {
			l.problem(at, "", "more than %d settings", mostSettings)
			break
		}
		keys, err := splitPath(s.Path)
		if err != nil {
			l.problem(inPath(err.offset), "", "%s", err)
			continue
		}
		value := l.settingValue(doc)
		if value == nil {
			continue
		}
		w := &setter{doc: doc, value: value}
		changed := w.set(root, planKeys, keys, 0)
		if w.mistake != "" {
			l.problem(inPath(keys[w.wrong].at), "", "%s", w.mistake)
			continue
		}
		if changed.size > mostValues || changed.depth > mostDepth {
			l.problem(at, "", "makes the plan too large")
			continue
		}
		root = changed
	}
	return root
}

// oneLine writes line breaks as a sign each, so that a position in a text counts
// its characters.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
			return '␤'
		}
		return r
	}, s)
}

// settingValue parses the value of a setting.
func (l *loader) settingValue(doc *document) *node {
	if strings.TrimSpace(doc.text) == "" {
		l.problem(place{doc, 1, 1}, "", "the value is empty; write --set PATH=VALUE")
		return nil
	}
	return parseYAML(doc, &l.findings)
}

// pathKey is one key of a setting's path.
type pathKey struct {
	name string
	at   int // offset in the path, in characters
}

// splitPath cuts a path at its dots; a part in double quotes may hold dots.
func splitPath(path string) ([]pathKey, *textError) {
	if path == "" {
		return nil, &textError{0, "the path is empty; write --set PATH=VALUE, such as segments.smb.price=9800/month"}
	}
	var keys []pathKey
	for rest := path; ; {
		at := utf8.RuneCountInString(path[:len(path)-len(rest)])
		fail := func(offset int, format string, args ...any) ([]pathKey, *textError) {
			return nil, &textError{offset, fmt.Sprintf(format, args...)}
		}
		var key string
		if strings.HasPrefix(rest, `"`) {
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				return fail(at, "the path %s has an open double quote", quoteText(path))
			}
			key, _ = strconv.Unquote(quoted)
			rest = rest[len(quoted):]
		} else {
			end := strings.IndexByte(rest, '.')
			if end < 0 {
				end = len(rest)
			}
			key, rest = rest[:end], rest[end:]
			if key == "" {
				return fail(at, "the path %s has an empty key", quoteText(path))
			}
		}
		keys = append(keys, pathKey{key, at})
		if len(keys) > mostDepth {
			return fail(at, "the path has more than %d keys", mostDepth)
		}
		if rest == "" {
			return keys, nil
		}
		if rest[0] != '.' {
			return fail(utf8.RuneCountInString(path[:len(path)-len(rest)]),
				"the path %s has no dot between %s and %s", quoteText(path), quoteText(key), quoteText(rest))
		}
		rest = rest[1:]
	}
}

// pathText joins the first keys of a path.
func pathText(keys []pathKey) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return strings.Join(names, ".")
}

// setter puts one value into the tree by copying the nodes on its way, so that
// nodes shared through anchors keep their value elsewhere.
type setter struct {
	doc     *document
	value   *node
	mistake string
	wrong   int // index of the key that the mistake is about
}

func (w *setter) fail(wrong int, format string, args ...any) *node {
	w.wrong, w.mistake = wrong, fmt.Sprintf(format, args...)
	return nil
}

// set returns n with the value at keys[i:]; t is what n should be.
func (w *setter) set(n *node, t taker, keys []pathKey, i int) *node {
	if i == len(keys) {
		return w.value
	}
	here := "the plan"
	if i > 0 {
		here = shortened(pathText(keys[:i]))
	}
	if n.kind == list {
		return w.setItem(n, t, keys, i, here)
	}
	t = branching(t)
	known, open := childNames(n, t)
	if known == nil {
		return w.fail(i, "%s is a value and has no keys", here)
	}
	if n.kind != mapping && !n.empty() {
		return w.fail(i, "%s is a single value and has no key %s; set the whole of it: --set '%s={...}'", here, quoteText(keys[i].name), here)
	}
	child := n.get(keys[i].name)
	if child == nil && !slices.Contains(known, keys[i].name) && !(open && i == len(keys)-1) {
		what := "keys"
		if m, ok := t.(named); ok {
			what = m.what + "s"
		}
		return w.fail(i, "%s has no %s%s", here, quoteText(keys[i].name), didYouMean(keys[i].name, what, known))
	}
	next := childType(t, keys[i].name)
	if child == nil {
		child = &node{kind: mapping, doc: w.doc, line: 1, col: 1, size: 1, depth: 1}
		if _, isList := next.(sequence); isList && i+1 < len(keys) {
			return w.fail(i, "%s has no %s yet; set the whole list", here, quoteText(keys[i].name))
		}
	}
	changed := w.set(child, next, keys, i+1)
	if w.mistake != "" {
		return nil
	}
	return w.withKey(n, keys[i].name, changed)
}

func (w *setter) setItem(n *node, t taker, keys []pathKey, i int, here string) *node {
	index, err := strconv.Atoi(keys[i].name)
	if err != nil || index < 0 || index >= len(n.items) {
		if len(n.items) == 1 {
			return w.fail(i, "%s is a list of one item, 0; found %s", here, quoteText(keys[i].name))
		}
		return w.fail(i, "%s is a list of %d items, from 0 to %d; found %s", here, len(n.items), len(n.items)-1, quoteText(keys[i].name))
	}
	var of taker = words{}
	if forms, ok := t.(either); ok {
		for _, form := range forms {
			if s, ok := form.(sequence); ok {
				t = s
			}
		}
	}
	if s, ok := t.(sequence); ok {
		of = s.of
	}
	changed := w.set(n.items[index], of, keys, i+1)
	if w.mistake != "" {
		return nil
	}
	copied := *n
	copied.items = slices.Clone(n.items)
	copied.items[index] = changed
	copied.resize()
	return &copied
}

// withKey returns a copy of mapping n with a key set.
func (w *setter) withKey(n *node, key string, value *node) *node {
	copied := *n
	copied.kind = mapping
	copied.entries = slices.Clone(n.entries)
	for i, e := range copied.entries {
		if e.key.text == key {
			copied.entries[i].value = value
			copied.resize()
			return &copied
		}
	}
	name := &node{text: key, doc: w.doc, line: 1, col: 1, size: 1, depth: 1}
	copied.entries = append(copied.entries, entry{name, value})
	copied.resize()
	return &copied
}

// branching returns the form with keys among several.
func branching(t taker) taker {
	forms, ok := t.(either)
	if !ok {
		return t
	}
	for _, form := range forms {
		switch form.(type) {
		case *object, byMonths, named:
			return form
		}
	}
	return t
}

// childNames returns the keys that n, being a t, has or may have, and whether
// a setting may add others; nil where it has none.
func childNames(n *node, t taker) (known []string, open bool) {
	known = []string{}
	for _, e := range n.entries {
		known = append(known, e.key.text)
	}
	switch t := t.(type) {
	case *object:
		return t.names(), false
	case named:
		if t.also != nil {
			known = append(known, t.also.name)
		}
		return known, t.open
	case byMonths:
		return known, true
	}
	return nil, false
}

// childType returns what the value of a key of a t should be.
func childType(t taker, name string) taker {
	switch t := t.(type) {
	case *object:
		for _, k := range t.keys {
			if k.name == name {
				return k.takes
			}
		}
	case named:
		if t.also != nil && t.also.name == name {
			return t.also.takes
		}
		return t.of
	case byMonths:
		return t.of
	}
	return words{}
}
