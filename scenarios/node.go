package scenarios

// kind is the kind of a YAML value.
type kind int

const (
	scalar kind = iota
	mapping
	list
)

// node is a value of the plan with its place. Nodes do not change once they are
// made, and an anchor's is shared by all of its aliases.
type node struct {
	kind   kind
	text   string // of a scalar
	quoted bool
	entries,
	repeated []entry // of a mapping, merge keys resolved; repeated: keys that were there already
	items []*node // of a list

	doc       *document
	line, col int

	// trouble is a mistake of the YAML itself that is reported, with the plan's
	// path, by whoever reads the node; troubleAt is its place.
	trouble   string
	troubleAt place

	size  int // values in it, aliases counted wherever they are used
	depth int
}

type entry struct {
	key, value *node
}

func (n *node) at() place { return place{n.doc, n.line, n.col} }

// atOffset is the place of a character of a scalar's text, or that of the
// scalar where its text does not stand in its line as it is.
func (n *node) atOffset(offset int) place {
	p := n.at()
	line := n.doc.runes(n.line)
	start := n.col - 1
	if n.quoted {
		start++
	}
	for i, r := range []rune(n.text) {
		if start+i >= len(line) || line[start+i] != r {
			return p
		}
	}
	p.col = start + 1 + offset
	return p
}

// empty reports whether n is an empty value, as after "key:", or a null.
func (n *node) empty() bool {
	if n.kind != scalar || n.quoted {
		return false
	}
	switch n.text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// get returns the value of a mapping's key, or nil.
func (n *node) get(key string) *node {
	for _, e := range n.entries {
		if e.key.text == key {
			return e.value
		}
	}
	return nil
}

// resize sums the sizes and depths of the children.
func (n *node) resize() {
	n.size, n.depth = 1, 1
	add := func(child *node) {
		n.size = min(n.size+child.size, mostValues+1)
		n.depth = max(n.depth, child.depth+1)
	}
	for _, e := range n.entries {
		add(e.key)
		add(e.value)
	}
	for _, item := range n.items {
		add(item)
	}
}

// describe says what n is, for "found ...".
func (n *node) describe() string {
	switch {
	case n.kind == mapping:
		return "a mapping (key: value)"
	case n.kind == list:
		return "a list"
	case n.empty():
		return "nothing"
	}
	return quoteText(n.text)
}

// shortened returns a path cut to a bearable length.
func shortened(path string) string {
	const most = 200
	if runes := []rune(path); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return path
}

// quoteText returns a text of the plan for a message, cut to a bearable length.
func quoteText(text string) string {
	const most = 60
	runes := []rune(text)
	if len(runes) > most {
		return quote(string(runes[:most])) + "..."
	}
	return quote(text)
}
