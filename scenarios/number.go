package scenarios

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// number is a constant with its scale and unit.
type number struct {
	value   float64
	writing writing
	months  int
	bare    string // as written, without its unit
}

// number reads a number. Its value is the nearest one to the decimal text,
// scale included: 1.1k is exactly 1100.
func (p *parser) number() number {
	p.skip()
	start := p.pos
	if r := p.peek(0); r == '-' || r == '+' {
		p.pos++
		p.skip()
	}
	digits := p.pos
	for isDigit(p.peek(0)) {
		p.pos++
	}
	whole := p.pos - digits
	switch {
	case whole > 1 && p.text[digits] == '0':
		p.fail(start, "found %s; a number does not begin with 0: write %s", quoteText(string(p.source[start:p.pos])),
			quoteBare(sign(p.text[start:digits])+trimZeros(string(p.text[digits:p.pos]))))
		return number{}
	case whole == 1 && p.text[digits] == '0' && p.atRadix():
		p.fail(start, "found %s; numbers are decimal", quoteText(string(p.source[start:])))
		return number{}
	}
	fraction := 0
	if p.peek(0) == '.' && isDigit(p.peek(1)) {
		for p.pos++; isDigit(p.peek(0)); p.pos++ {
			fraction++
		}
	}
	if whole+fraction == 0 {
		p.notNumber(start)
		return number{}
	}
	mantissa := sign(p.text[start:digits]) + string(p.text[digits:p.pos])
	exponent := p.exponent()
	scaleAt := p.pos
	scale, w, _ := p.scale()
	n := number{writing: w, bare: strings.TrimSpace(string(p.text[start:p.pos]))}
	if p.err != nil {
		return number{}
	}
	if isDigit(p.peek(0)) || startsWord(p.peek(0)) && !p.atTo() && p.pos == scaleAt {
		p.unknownScale()
		return number{}
	}
	value, err := strconv.ParseFloat(fmt.Sprintf("%se%d", mantissa, exponent+scale), 64)
	if err != nil || math.IsInf(value, 0) {
		p.fail(start, "%s is too large: at most %s", quoteBare(n.bare), formatPlain(anyNumber.Hi))
		return number{}
	}
	n.value = value
	n.months = p.unit()
	return n
}

// atRadix reports whether the 0 before is the beginning of 0x10, 0o7 or 0b1.
func (p *parser) atRadix() bool {
	switch p.peek(0) {
	case 'x', 'X', 'o', 'O', 'b', 'B':
		return isDigit(p.peek(1)) || startsWord(p.peek(1))
	}
	return false
}

func sign(text []rune) string {
	if len(text) > 0 && text[0] == '-' {
		return "-"
	}
	return ""
}

func trimZeros(s string) string {
	if s = strings.TrimLeft(s, "0"); s == "" {
		return "0"
	}
	return s
}

// exponent reads a decimal exponent, 0 where there is none.
func (p *parser) exponent() int {
	if r := p.peek(0); r != 'e' && r != 'E' {
		return 0
	}
	ahead := 1
	if r := p.peek(1); r == '-' || r == '+' {
		ahead = 2
	}
	if !isDigit(p.peek(ahead)) {
		return 0
	}
	start := p.pos + 1
	for p.pos += ahead; isDigit(p.peek(0)); p.pos++ {
	}
	n, err := strconv.Atoi(string(p.text[start:p.pos]))
	if err != nil || n < -400 || n > 400 {
		p.fail(start-1, "found the exponent %s; expected one from -400 to 400", quoteText(string(p.text[start:p.pos])))
	}
	return n
}

// scale reads %, pt, k, M or B and returns its power of ten.
func (p *parser) scale() (exponent int, w writing, ok bool) {
	start := p.pos
	if p.skip(); p.peek(0) == '%' {
		p.pos++
		return -2, percent, true
	}
	if p.peek(0) == 'p' && p.peek(1) == 't' && !inWord(p.peek(2)) {
		p.pos += 2
		return -2, points, true
	}
	p.pos = start
	if !inWord(p.peek(1)) {
		switch p.peek(0) {
		case 'k':
			exponent = 3
		case 'M':
			exponent = 6
		case 'B':
			exponent = 9
		}
	}
	if exponent != 0 {
		p.pos++
	}
	return exponent, plain, exponent != 0
}

// atTo reports whether a "to" begins here.
func (p *parser) atTo() bool {
	return p.peek(0) == 't' && p.peek(1) == 'o' && !inWord(p.peek(2))
}

// unit reads /month or /year and returns its months, 0 where there is none.
func (p *parser) unit() int {
	start := p.pos
	p.skip()
	if p.peek(0) != '/' {
		p.pos = start
		return 0
	}
	p.pos++
	p.skip()
	at := p.pos
	for p.pos < len(p.text) && inWord(p.text[p.pos]) {
		p.pos++
	}
	switch word := string(p.text[at:p.pos]); word {
	case "month":
		return 1
	case "year":
		return 12
	default:
		known := []string{"month", "year"}
		guess := ""
		switch strings.ToLower(word) {
		case "mo", "m", "mon", "mth", "months", "月":
			guess = "month"
		case "y", "yr", "a", "years", "annum", "年":
			guess = "year"
		default:
			guess = nearest(word, known)
		}
		if guess != "" {
			p.fail(at, "unknown unit %s; did you mean \"/%s\"?", quoteText("/"+word), guess)
		} else {
			p.fail(at, "unknown unit %s; units are /month and /year", quoteText("/"+word))
		}
		return 0
	}
}

// unknownScale reports letters behind a number that mean nothing.
func (p *parser) unknownScale() {
	at := p.pos
	word := p.word()
	if strings.HasPrefix(word, "_") {
		p.pos = at
		p.fail(at, "a number has no _ in it; write %s", p.without('_'))
		return
	}
	hint := ""
	switch strings.TrimRight(word, "円") {
	case "K", "千":
		hint = "; did you mean k (thousand)?"
	case "m", "mn", "Mio", "mio", "million", "百万":
		hint = "; did you mean M (million)?"
	case "b", "bn", "G", "billion":
		hint = "; did you mean B (billion)?"
	case "万":
		hint = "; 1万 is 10k"
	case "億":
		hint = "; 1億 is 100M"
	case "兆":
		hint = "; 1兆 is 1000B"
	case "":
		hint = "; amounts are in the plan's currency: leave it out"
	case "pp", "ppt", "pts":
		hint = "; did you mean pt (percentage points)?"
	case "months", "month", "mo":
		hint = "; a number of months is written without a unit"
	}
	if hint == "" {
		hint = "; suffixes are %, pt, k, M, B, /month and /year"
	}
	p.fail(at, "unknown suffix %s%s", quoteText(word), hint)
}

// notNumber reports that no number begins here.
func (p *parser) notNumber(start int) {
	rest := string(p.source[start:])
	switch {
	case strings.TrimSpace(rest) == "":
		p.fail(start, "a number is missing; expected %s", quantityForms)
	case isNotFinite(strings.TrimLeft(narrowed(rest), "+-. ")):
		p.fail(start, "found %s; expected a finite number", quoteText(rest))
	case strings.ContainsRune("¥$€£￥", []rune(rest)[0]):
		p.fail(start, "found %s; amounts are in the plan's currency: leave out its sign", quoteText(rest))
	case p.peek(0) == '.' && p.peek(1) == '.':
		p.fail(start, "found %s; write an interval as \"low to high\"", quoteText(rest))
	default:
		p.fail(start, "found %s; expected %s", quoteText(rest), quantityForms)
	}
}

// parseWhole reads a whole number, such as 12, 1200 or 12k.
func parseWhole(text string) (float64, *textError) {
	p := newParser(text)
	p.skip()
	if startsWord(p.peek(0)) {
		return 0, &textError{p.pos, fmt.Sprintf("found %s", quoteText(text))}
	}
	n := p.number()
	p.skip()
	switch {
	case p.err != nil:
		return 0, p.err
	case p.pos < len(p.text):
		p.unexpected()
		return 0, p.err
	case n.months != 0 || n.writing != plain || n.value != math.Trunc(n.value):
		return 0, &textError{0, fmt.Sprintf("found %s", quoteText(text))}
	}
	return n.value, nil
}
