package calibrate

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

const (
	// leastTermLosses are the losses, and termShare the share of them on its
	// multiples, from which on a contract's term is taken to hold. Chance puts one
	// in twelve there.
	leastTermLosses = 20
	termShare       = 0.5
)

// holds returns the term that the losses show: 24 or 12 months where at least
// half of them fall on its multiples (nine in ten of those on multiples of 12, for
// 24), else 1.
func (t *termCount) holds() int {
	switch {
	case t == nil || t.losses < leastTermLosses || float64(t.twelve) < termShare*float64(t.losses):
		return 1
	case float64(t.twentyFour) >= 0.9*float64(t.twelve):
		return 24
	}
	return 12
}

var (
	termYears  = regexp.MustCompile(`(\d+|one|two|three|an?)[ -]*(years?|yrs?|annual|年)`)
	termMonths = regexp.MustCompile(`(\d+|one|two|three|six|twelve)[ -]*(months?|mos?\b|か月|ヶ月|ヵ月|カ月|ケ月|箇月)`)
	termWords  = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "six": 6, "twelve": 12}
)

// termOf reads the months of a contract from its text: "Two year" is 24,
// "年間契約" 12, "Month-to-month" 1; 0 where it says none.
func termOf(text string) int {
	text = strings.ToLower(norm.NFKC.String(text))
	number := func(s string) int {
		if n, ok := termWords[s]; ok {
			return n
		}
		n, err := strconv.Atoi(s)
		if err != nil || n > 100 {
			return 0
		}
		return n
	}
	if m := termYears.FindStringSubmatch(text); m != nil {
		return 12 * number(m[1])
	}
	if strings.Contains(text, "month-to-month") || strings.Contains(text, "month to month") {
		return 1
	}
	if m := termMonths.FindStringSubmatch(text); m != nil {
		return number(m[1])
	}
	for _, w := range []struct {
		word   string
		months int
	}{{"annual", 12}, {"yearly", 12}, {"年間", 12}, {"年契約", 12}, {"年払", 12}, {"半年", 6}, {"quarter", 3}, {"四半期", 3}, {"monthly", 1}, {"月" + "契約", 1}, {"月払", 1}, {"月額", 1}} {
		if strings.Contains(text, w.word) {
			return w.months
		}
	}
	return 0
}

// contractWarnings says of every contract that names a term whether the losses
// show it. names are the texts by index.
func contractWarnings(g *group, names []string) []warning {
	var all []warning
	seen := false
	for i, name := range names {
		t := g.terms[i+1]
		term := termOf(name)
		seen = true
		if t == nil || term < 2 || term%12 != 0 {
			continue
		}
		on, by := t.twelve, 12
		if t.holds() > 1 {
			all = append(all, warning{"contract_term", fmt.Sprintf("contract %s: %d of %d losses fall on multiples of %d months, so its term holds; make it a segment of its own (--segment) where others have another term",
				quote(name), on, t.losses, by), g.name})
			continue
		}
		all = append(all, warning{"contract_term_denied", fmt.Sprintf("contract %s names a term of %d months, but only %d of %d losses fall on multiples of %d, about as many as chance puts there (%.0f): the data deny the term, and the plan has none",
			quote(name), term, on, t.losses, by, float64(t.losses)/float64(by)), g.name})
	}
	if seen {
		all = append(all, warning{"contract_not_cause", "the contract column holds today's contract, chosen by customers who stayed long enough to choose it: it is no cause of staying; what longer contracts would change remains an assumption", g.name})
	}
	return all
}
