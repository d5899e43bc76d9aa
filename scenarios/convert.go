package scenarios

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// converter turns yaml.v3's tree into nodes: aliases and merge keys resolved,
// duplicate keys set apart, text torn by commas recognised. Its work is linear
// in the text, whatever the aliases expand to.
type converter struct {
	doc    *document
	found  *findings
	done   map[*yaml.Node]*node // nil while a node is being made
	copies int                  // entries copied by merge keys
	failed bool
}

// fail reports a mistake after which the document is not worth reading on.
func (c *converter) fail(y *yaml.Node, format string, args ...any) *node {
	if !c.failed {
		c.failed = true
		c.found.add(c.place(y), "", fmt.Sprintf(format, args...))
	}
	return c.blank(y)
}

// place is where y begins; an empty value behind the last line is put at its end.
func (c *converter) place(y *yaml.Node) place {
	line := min(max(1, y.Line), c.doc.lastLine())
	col := max(1, y.Column)
	if end := len(c.doc.runes(line)) + 1; col > end || y.Line > line {
		col = end
	}
	return place{c.doc, line, col}
}

func (c *converter) blank(y *yaml.Node) *node {
	p := c.place(y)
	return &node{doc: c.doc, line: p.line, col: p.col, size: 1, depth: 1}
}

func (c *converter) node(y *yaml.Node) *node {
	if c.failed {
		return c.blank(y)
	}
	if y.Kind == yaml.AliasNode {
		n, seen := c.done[y.Alias]
		if seen && n == nil {
			return c.fail(y, "anchor %q holds itself", y.Value)
		}
		if seen {
			return n
		}
		return c.fail(y, "unknown anchor %q", y.Value)
	}
	c.done[y] = nil
	n := c.blank(y)
	switch y.Kind {
	case yaml.ScalarNode:
		c.scalar(n, y)
	case yaml.SequenceNode:
		n.kind = list
		c.items(n, y)
	case yaml.MappingNode:
		n.kind = mapping
		c.entries(n, y)
	}
	if y.Style&yaml.TaggedStyle != 0 {
		n.trouble, n.troubleAt = fmt.Sprintf("tag %s has no meaning in a plan; leave it out", y.Tag), n.at()
	}
	c.measure(n, y)
	c.done[y] = n
	return n
}

func (c *converter) scalar(n *node, y *yaml.Node) {
	n.text = y.Value
	n.quoted = y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

// measure sums sizes and depths of the children, and refuses what is too large.
func (c *converter) measure(n *node, y *yaml.Node) {
	n.resize()
	switch {
	case n.size > mostValues:
		c.fail(y, "holds more than %d values, aliases counted wherever they are used", mostValues)
	case n.depth > mostDepth:
		c.fail(y, "is nested more than %d deep", mostDepth)
	}
}

func (c *converter) items(n *node, y *yaml.Node) {
	for i := 0; i < len(y.Content); i++ {
		item := c.node(y.Content[i])
		if y.Style&yaml.FlowStyle != 0 {
			if pieces := tornItems(y.Content[i:]); pieces > 0 {
				item = torn(item, y.Content[i:i+pieces], "[ ]", "")
				i += pieces - 1
			}
		}
		n.items = append(n.items, item)
	}
}

func (c *converter) entries(n *node, y *yaml.Node) {
	index := map[string]int{}
	var merges []entry
	put := func(e entry) {
		index[e.key.text] = len(n.entries)
		n.entries = append(n.entries, e)
	}
	for i := 0; i+1 < len(y.Content) && !c.failed; i += 2 {
		key := y.Content[i]
		k := c.node(key)
		if k.kind != scalar {
			c.fail(key, "a key must be a plain name, found %s", k.describe())
			return
		}
		e := entry{k, c.node(y.Content[i+1])}
		if y.Style&yaml.FlowStyle != 0 {
			if pieces := tornEntries(y.Content[i:]); pieces > 0 {
				words := []*yaml.Node{y.Content[i+1]}
				for j := 1; j <= pieces; j++ {
					words = append(words, y.Content[i+2*j])
				}
				e.value = torn(e.value, words, "{ }", k.text+": ")
				i += 2 * pieces
			}
		}
		if key.Kind == yaml.ScalarNode && key.Tag == "!!merge" {
			merges = append(merges, e)
			continue
		}
		if _, exists := index[k.text]; exists {
			n.repeated = append(n.repeated, e)
			continue
		}
		put(e)
	}
	for i, m := range merges {
		if i > 0 {
			n.repeated = append(n.repeated, m)
			continue
		}
		c.merge(n, y, m, index, put)
	}
}

// merge puts the entries of a merge key's mappings where n has none of its own;
// an earlier mapping goes before a later one.
func (c *converter) merge(n *node, y *yaml.Node, m entry, index map[string]int, put func(entry)) {
	sources := []*node{m.value}
	if m.value.kind == list {
		sources = m.value.items
	}
	for _, source := range sources {
		if source.kind != mapping {
			n.trouble = fmt.Sprintf("<< takes a mapping or a list of them, found %s", source.describe())
			n.troubleAt = m.key.at()
			return
		}
		for _, e := range source.entries {
			if _, exists := index[e.key.text]; !exists {
				put(e)
			}
		}
		if c.copies += len(source.entries); c.copies > mostValues {
			c.fail(y, "merge keys copy more than %d values", mostValues)
			return
		}
	}
}
