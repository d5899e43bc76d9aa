package scenarios

import (
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/currency"

	"holdfast/sim"
)

// doubtAcquisition warns of an elasticity that is likelier than not to have the
// wrong sign: a dearer product that wins more customers.
func (l *loader) doubtAcquisition(path string, q sim.Quantity) {
	if middle := l.middle(q); middle > 0 {
		l.warn("elasticity_sign", path, "is %s: a price rise would bring more customers; the usual sign is minus, such as -0.8", formatPlain(rounded(middle)))
	}
}

// doubtChurn does so where a dearer product loses fewer customers.
func (l *loader) doubtChurn(path string, q sim.Quantity) {
	if middle := l.middle(q); middle < 0 {
		l.warn("elasticity_sign", path, "is %s: a price rise would make fewer customers leave; the usual sign is plus, such as 0.5", formatPlain(rounded(middle)))
	}
}

// middle is the median of a quantity.
func (l *loader) middle(q sim.Quantity) float64 {
	if q.Input == 0 {
		return q.Factor
	}
	return q.Factor * l.model.Inputs[q.Input-1].Dist.Quantile(0.5)
}

// doubtCurrency warns of a currency that is no code of ISO 4217 in use.
func (l *loader) doubtCurrency(path, found string) {
	codes := currencyCodes()
	if found == "" || slices.Contains(codes, found) {
		return
	}
	name := strings.ToUpper(narrowed(strings.TrimSpace(found)))
	if !slices.Contains(codes, name) {
		name = currencyNames[name]
	}
	if name == "" {
		l.warn("unknown_currency", path, "%s is no three-letter code of ISO 4217 in use, such as USD", quoteText(found))
		return
	}
	l.warn("unknown_currency", path, "%s is no three-letter code of ISO 4217 in use, such as USD; did you mean %s?", quoteText(found), name)
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
