package scenarios

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/currency"

	"holdfast/sim"
)

// doubtElasticity warns of an elasticity that is likelier than not to have the
// wrong sign: a dearer product that wins more customers or loses fewer.
func (l *loader) doubtElasticity(path string, q sim.Quantity, wrong func(x float64) bool, text string) {
	middle := q.Factor
	if q.Input != 0 {
		middle *= l.model.Inputs[q.Input-1].Dist.Quantile(0.5)
	}
	if wrong(middle) {
		l.warn("elasticity_sign", path, "is %s: %s", formatPlain(rounded(middle)), text)
	}
}

const (
	moreJoin   = "a price rise would bring more customers; the usual sign is minus, such as -0.8"
	fewerLeave = "a price rise would make fewer customers leave; the usual sign is plus, such as 0.5"
)

func positiveNumber(x float64) bool { return x > 0 }
func negativeNumber(x float64) bool { return x < 0 }

// doubtCurrency warns of a currency that is no code of ISO 4217 in use.
func (l *loader) doubtCurrency(path, found string) {
	codes := currencyCodes()
	if found == "" || slices.Contains(codes, found) {
		return
	}
	hint := ""
	name := strings.ToUpper(narrowed(strings.TrimSpace(found)))
	if slices.Contains(codes, name) {
		hint = "; did you mean " + name + "?"
	} else if code := currencyNames[name]; code != "" {
		hint = "; did you mean " + code + "?"
	}
	l.warn("unknown_currency", path, "%s is no three-letter code of ISO 4217 in use, such as USD%s", quoteText(found), hint)
}

// currencyNames are what people write in place of a code.
var currencyNames = map[string]string{
	"$": "USD", "US$": "USD", "DOLLAR": "USD", "DOLLARS": "USD", "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP",
	"POUND": "GBP", "POUNDS": "GBP", "¥": "JPY", "円": "JPY", "YEN": "JPY", "RMB": "CNY", "元": "CNY", "₩": "KRW", "₹": "INR",
}

// Currencies that came and went since the tables of golang.org/x/text were made.
var (
	newCurrencies = []string{"MRU", "SLE", "VED", "VES", "XCG", "ZWG"}
	oldCurrencies = []string{"ANG", "BGN", "BYR", "CUC", "HRK", "MRO", "SLL", "STD", "VEF", "ZWL"}
)

// currencyCodes lists the codes of ISO 4217 that are legal tender somewhere.
var currencyCodes = sync.OnceValue(func() []string {
	codes := slices.Clone(newCurrencies)
	for it := currency.Query(); it.Next(); {
		if code := it.Unit().String(); !slices.Contains(oldCurrencies, code) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
})
