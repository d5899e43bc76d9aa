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
	var pieces []*yaml.Node
	for i := 2; i+1 < len(pairs); i += 2 {
		if !bare(pairs[i]) || !isNull(pairs[i+1]) {
			break
		}
		pieces = append(pieces, pairs[i])
	}
	return countTorn(pairs[1], pieces)
}

// tornItems returns the number of items, the first included, that are pieces of
// one text; 0 where the first is whole.
func tornItems(items []*yaml.Node) int {
	end := 1
	for end < len(items) && bare(items[end]) {
		end++
	}
	if !strings.Contains(items[0].Value, "(") {
		return 0
	}
	if n := countTorn(items[0], items[1:end]); n > 0 {
		return n + 1
	}
	return 0
}

// countTorn returns how many pieces close what first leaves open.
func countTorn(first *yaml.Node, pieces []*yaml.Node) int {
	if !bare(first) || len(pieces) == 0 {
		return 0
	}
	if allDigits(first.Value) && isThousands(pieces[0].Value) {
		n := 1
		for n < len(pieces) && allDigits(pieces[n-1].Value) && isThousands(pieces[n].Value) {
			n++
		}
		return n
	}
	open := parentheses(first.Value)
	if open <= 0 {
		return 0
	}
	for i, piece := range pieces {
		if open += parentheses(piece.Value); open <= 0 {
			return i + 1
		}
	}
	return 0
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
