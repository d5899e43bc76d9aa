package scenarios

import (
	"fmt"
	"math"
	"strings"

	"holdfast/sim/dist"
)

// expression is what the text of a quantity says, before names are looked up.
type expression struct {
	form    form
	value   float64   // of a constant
	law     dist.Dist // of a distribution
	lawName string    // of a distribution, for people
	factor  float64   // of a reference
	name    string    // of a reference
	nameAt  int       // offset of the name
	months  int       // of the unit, 0 where there is none
	writing writing
	bare    string // the number as it is written, without its unit
}

type form int

const (
	constant form = iota
	distribution
	reference
)

// writing tells how a number is written, since 5 % of money is a mistake and
// percentage points are for changes that add.
type writing int

const (
	plain writing = iota
	percent
	points
)

// textError is a mistake at a character of a text.
type textError struct {
	offset  int
	message string
}

func (e *textError) Error() string { return e.message }

// readColumn returns the numbers of a column of a file of draws.
type readColumn func(file, column string) ([]float64, error)

// parser reads a quantity:
//
//	quantity = signed-name [ "*" number ] [ scale ] [ unit ]
//	         | number "*" name [ unit ]
//	         | number "to" number
//	         | distribution [ scale ] [ unit ]
//	         | number
//	number   = digits [ "." digits ] [ exponent ] [ scale ] [ unit ]
//	scale    = "%" | "pt" | "k" | "M" | "B"
//	unit     = "/" ( "month" | "year" )
//
// The first mistake stops it.
type parser struct {
	text   []rune // in ASCII forms
	source []rune // as written
	pos    int
	read   readColumn
	err    *textError
}

// parseExpression reads the text of a quantity.
func parseExpression(text string, read readColumn) (expression, *textError) {
	p := newParser(text)
	p.read = read
	e := p.quantity()
	if p.skip(); p.err == nil && p.pos < len(p.text) {
		p.unexpected()
	}
	return e, p.err
}

func newParser(text string) *parser {
	source := []rune(text)
	ascii := make([]rune, len(source))
	for i, r := range source {
		ascii[i] = narrow(r)
	}
	return &parser{text: ascii, source: source}
}

func (p *parser) fail(at int, format string, args ...any) {
	if p.err == nil {
		p.err = &textError{at, fmt.Sprintf(format, args...)}
		p.pos = len(p.text)
	}
}

func (p *parser) skip() {
	for p.pos < len(p.text) && (p.text[p.pos] == ' ' || p.text[p.pos] == '\n') {
		p.pos++
	}
}

// peek returns the character at pos+ahead, 0 at the end.
func (p *parser) peek(ahead int) rune {
	if p.pos+ahead >= len(p.text) {
		return 0
	}
	return p.text[p.pos+ahead]
}

func (p *parser) accept(r rune) bool {
	p.skip()
	if p.peek(0) != r {
		return false
	}
	p.pos++
	return true
}

// word reads a name as it is written.
func (p *parser) word() string {
	start := p.pos
	for p.pos < len(p.text) && inWord(p.text[p.pos]) {
		p.pos++
	}
	return string(p.source[start:p.pos])
}

// unexpected reports what stands where the quantity should have ended.
func (p *parser) unexpected() {
	rest := strings.TrimSpace(string(p.text[p.pos:]))
	switch r := p.text[p.pos]; {
	case r == ',':
		p.fail(p.pos, "a number has no thousands separator; write %s", p.without(','))
	case r == '_':
		p.fail(p.pos, "a number has no _ in it; write %s", p.without('_'))
	case strings.HasPrefix(rest, "per ") || strings.HasPrefix(rest, "a month") || strings.HasPrefix(rest, "a year"):
		p.fail(p.pos, "write a unit as /month or /year")
	case r == '-' || r == '–' || r == '—':
		p.fail(p.pos, "found %s after a number; write an interval as \"low to high\"", quote(string(r)))
	default:
		p.fail(p.pos, "found %s after the number; expected %s", quoteText(rest), quantityForms)
	}
}

// without returns the digits around here without a separator.
func (p *parser) without(separator rune) string {
	in := func(r rune) bool { return isDigit(r) || r == separator || r == '.' }
	from, to := p.pos, p.pos
	for from > 0 && in(p.text[from-1]) {
		from--
	}
	for to < len(p.text) && in(p.text[to]) {
		to++
	}
	return quoteBare(strings.ReplaceAll(string(p.text[from:to]), string(separator), ""))
}

const quantityForms = "a number (0.03, 3%, 12k), an interval (2% to 3%), a distribution (pert(1 2 4)) or the name of an assumption"

func (p *parser) quantity() expression {
	p.skip()
	start := p.pos
	sign := 1.0
	if r := p.peek(0); (r == '-' || r == '+') && (startsWord(p.peek(1)) || p.peek(1) == ' ') {
		if r == '-' {
			sign = -1
		}
		p.pos++
		p.skip()
	}
	if !startsWord(p.peek(0)) {
		if p.pos > start && !isDigit(p.peek(0)) && p.peek(0) != '.' {
			p.fail(start, "found %s; expected %s", quoteText(string(p.source)), quantityForms)
			return expression{}
		}
		p.pos = start
		return p.fromNumber()
	}
	at := p.pos
	name := p.word()
	p.skip()
	if p.peek(0) == '(' {
		return p.lawOf(name, at, start, sign)
	}
	if isNotFinite(name) {
		p.fail(at, "found %s; expected a finite number", quote(name))
		return expression{}
	}
	e := expression{form: reference, name: name, nameAt: at, factor: sign}
	if p.accept('*') {
		n := p.number()
		e.factor *= n.value
		e.months = n.months
		return e
	}
	p.suffix(&e)
	return e
}

// isNotFinite reports whether a word is one of the texts for infinity and NaN
// of YAML and of programming languages.
func isNotFinite(word string) bool {
	switch strings.ToLower(strings.TrimPrefix(word, ".")) {
	case "inf", "infinity", "nan":
		return true
	}
	return false
}

// fromNumber reads a quantity that begins with a number.
func (p *parser) fromNumber() expression {
	start := p.pos
	low := p.number()
	if p.err != nil {
		return expression{}
	}
	p.skip()
	switch {
	case p.accept('*'):
		p.skip()
		at := p.pos
		if !startsWord(p.peek(0)) {
			p.fail(at, "expected the name of an assumption after *")
			return expression{}
		}
		e := expression{form: reference, name: p.word(), nameAt: at, factor: low.value, months: low.months}
		if e.months == 0 {
			e.months = p.unit()
		}
		return e
	case p.acceptTo():
		p.skip()
		high := p.number()
		if p.err != nil {
			return expression{}
		}
		return p.interval(low, high, start)
	}
	return expression{form: constant, value: low.value, months: low.months, writing: low.writing, bare: low.bare}
}

// acceptTo reads the "to" of an interval.
func (p *parser) acceptTo() bool {
	if p.accept('~') {
		return true
	}
	if p.peek(0) == 't' && p.peek(1) == 'o' && !inWord(p.peek(2)) {
		p.pos += 2
		return true
	}
	return false
}

// interval returns the law of a 90 % interval.
func (p *parser) interval(low, high number, start int) expression {
	if low.writing != high.writing && low.value != 0 && high.value != 0 {
		p.fail(start, "the ends of an interval must be written alike; write %s", alike(low, high))
		return expression{}
	}
	if low.months != 0 && low.months != high.months {
		p.fail(start, "the ends of an interval have different units; write %s to %s%s", low.bare, high.bare, unitText(low.months))
		return expression{}
	}
	kind, shape := dist.NormalInterval, "normal"
	switch {
	case low.writing == percent && high.writing == percent && low.value > 0 && high.value < 1:
		kind, shape = dist.LogitNormalInterval, "logit-normal"
	case low.value > 0 && high.value > 0:
		kind, shape = dist.LognormalInterval, "lognormal"
	}
	if !(low.value < high.value) {
		p.fail(start, "found %s to %s; expected the lower end of the interval first", low.bare, high.bare)
		return expression{}
	}
	law, err := dist.Interval(low.value, high.value, kind)
	if err != nil {
		p.fail(start, "%s", err)
		return expression{}
	}
	w := high.writing
	if low.writing != plain {
		w = low.writing
	}
	return expression{form: distribution, law: law, lawName: shape + " 90 % interval", months: high.months, writing: w, bare: low.bare + " to " + high.bare}
}

// alike returns the text of an interval with the scale of one end at both.
func alike(low, high number) string {
	bareLow, bareHigh := low.bare, high.bare
	for _, scale := range []string{"%", "pt"} {
		if strings.HasSuffix(bareHigh, scale) {
			bareLow += scale
		} else if strings.HasSuffix(bareLow, scale) {
			bareHigh += scale
		}
	}
	return bareLow + " to " + bareHigh + unitText(high.months)
}

// unitText is the unit of so many months as it is written in a plan.
func unitText(months int) string {
	switch months {
	case 0:
		return ""
	case 1:
		return "/month"
	case 12:
		return "/year"
	}
	return fmt.Sprintf("/%d months", months)
}

// suffix reads the scale and unit behind a distribution or a name.
func (p *parser) suffix(e *expression) {
	p.skip()
	at := p.pos
	if exponent, w, ok := p.scale(); ok {
		if e.writing != plain {
			p.fail(at, "the numbers of %s have a scale already; leave out the one behind it", quoteText(e.bare))
			return
		}
		e.writing = w
		e.factor *= math.Pow(10, float64(exponent))
		if e.form == distribution {
			law, err := dist.Affine(e.law, math.Pow(10, float64(exponent)), 0)
			if err != nil {
				p.fail(at, "%s", err)
				return
			}
			e.law = law
		}
	}
	at = p.pos
	if months := p.unit(); months != 0 {
		if e.months != 0 && e.months != months {
			p.fail(at, "the numbers have the unit %s already; leave out the one behind them", unitText(e.months))
			return
		}
		e.months = months
	}
}
