package scenarios

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// In a flow mapping or list, YAML takes a comma for itself: {value: pert(1, 2, 4)}
// reads as the keys value, 2 and 4), {customers: 1,200} as customers and 200.

// tornEntries returns the number of entries, after the first of pairs (key,
// value, key, value, ...), that are pieces torn off its value.
func tornEntries(pairs []*yaml.Node) int {
	return countTorn(pairs[1], func(n int) *yaml.Node {
		if i := 2 * n; i+1 < len(pairs) && isNull(pairs[i+1]) {
			return pairs[i]
		}
		return nil
	})
}

// tornItems returns the number of items, the first included, that are pieces of
// one text; 0 where the first is whole.
func tornItems(items []*yaml.Node) int {
	if parentheses(items[0].Value) <= 0 {
		return 0 // in a list of numbers a comma is none of a number
	}
	n := countTorn(items[0], func(n int) *yaml.Node {
		if n < len(items) {
			return items[n]
		}
		return nil
	})
	if n == 0 {
		return 0
	}
	return n + 1
}

// mostPieces bounds the search for a closing parenthesis.
const mostPieces = 200

// countTorn returns how many pieces close what first leaves open; piece(n) is the
// n-th after the first, nil where there is none.
func countTorn(first *yaml.Node, piece func(n int) *yaml.Node) int {
	if !bare(first) {
		return 0
	}
	next := func(n int) *yaml.Node {
		if p := piece(n); n <= mostPieces && p != nil && bare(p) {
			return p
		}
		return nil
	}
	if allDigits(first.Value) {
		n := 0
		for last := first; allDigits(last.Value); n++ {
			p := next(n + 1)
			if p == nil || !isThousands(p.Value) {
				break
			}
			last = p
		}
		return n
	}
	open := parentheses(first.Value)
	if open <= 0 {
		return 0
	}
	for n := 1; ; n++ {
		p := next(n)
		if p == nil {
			return 0
		}
		if open += parentheses(p.Value); open <= 0 {
			return n
		}
	}
}

// torn returns n marked with the mistake and its remedy.
func torn(n *node, pieces []*yaml.Node, brackets, key string) *node {
	words := make([]string, len(pieces))
	for i, piece := range pieces {
		words[i] = piece.Value
	}
	marked := *n
	marked.troubleAt = n.at()
	if allDigits(words[0]) {
		marked.trouble = fmt.Sprintf("inside %s YAML takes the comma of %s for itself; write %s%s", brackets,
			quoteText(strings.Join(words, ",")), key, strings.Join(words, ""))
	} else {
		marked.trouble = fmt.Sprintf("inside %s YAML takes the commas of %s for itself; write %s\"%s\", or spaces instead of the commas",
			brackets, quoteText(words[0]+", ..."), key, strings.Join(words, ", "))
	}
	return &marked
}

// bare reports whether y is a scalar without quotes, anchor or tag.
func bare(y *yaml.Node) bool { return y.Kind == yaml.ScalarNode && y.Style == 0 && y.Anchor == "" }

func isNull(y *yaml.Node) bool { return bare(y) && y.Value == "" }

func parentheses(s string) int {
	return strings.Count(s, "(") + strings.Count(s, "（") - strings.Count(s, ")") - strings.Count(s, "）")
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isThousands reports whether s is three digits, with a suffix or without.
func isThousands(s string) bool {
	return len(s) >= 3 && allDigits(s[:3]) && !(len(s) > 3 && allDigits(s[3:4]))
}
