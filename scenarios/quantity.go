package scenarios

import (
	"fmt"
	"math"
	"strings"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// mostOutside is the probability with which a distribution may leave its
// input's natural range.
const mostOutside = 1e-6

// mostInputs bounds the uncertain inputs of a plan.
const mostInputs = 5_000

// mostText is the length in bytes of the longest quantity, title or other text.
const mostText = 10_000

// parsed returns what a scalar says as a quantity.
func (l *loader) parsed(n *node, path string, t taker) (expression, bool) {
	text, ok := l.scalar(n, path, t)
	if !ok {
		return expression{}, false
	}
	if len(l.model.Inputs) >= mostInputs {
		if !l.tooManyInputs {
			l.tooManyInputs = true
			l.problem(n.at(), path, "the plan has %d uncertain inputs before this line; expected fewer", mostInputs)
		}
		return expression{}, false
	}
	if len(text) > mostText {
		l.problem(n.at(), path, "found a text of %d bytes; expected %s, in at most %d bytes", len(text), t.expected(), mostText)
		return expression{}, false
	}
	e, err := parseExpression(text, l.column)
	if err != nil {
		l.problem(n.atOffset(err.offset), path, "%s", err.message)
		return expression{}, false
	}
	return e, true
}

// quantity reads a number of the plan and checks its unit and range.
func (l *loader) quantity(n *node, path string, q quantity) (sim.Quantity, bool) {
	v, ok := l.number(n, path, q)
	if !ok {
		return sim.Quantity{}, false
	}
	return l.checked(n, path, q, v)
}

// number reads a number without checking whether it fits.
func (l *loader) number(n *node, path string, q quantity) (valued, bool) {
	e, ok := l.parsed(n, path, q)
	if !ok {
		return valued{}, false
	}
	v := valued{months: e.months, writing: e.writing, text: n.text, lawName: e.lawName}
	switch e.form {
	case constant:
		v.quantity = sim.Const(e.value)
	case distribution:
		if q.fixed {
			l.problem(n.at(), path, "found %s; expected a number that is certain", quoteText(n.text))
			return valued{}, false
		}
		v.quantity, v.law = sim.Quantity{Input: l.addInput(n, sim.Input{Name: l.inputName(path), Dist: e.law}), Factor: 1}, e.law
	case reference:
		if v, ok = l.refer(n, path, e); !ok {
			return valued{}, false
		}
		if q.fixed && v.quantity.Input != 0 {
			l.problem(n.at(), path, "assumption %s is uncertain; expected a number that is certain", quoteText(e.name))
			return valued{}, false
		}
	}
	return v, true
}

// inputName is the name of a distribution written in place: its path, which
// has a dot that no assumption's name has.
func (l *loader) inputName(path string) string {
	if !strings.Contains(path, ".") {
		return "plan." + path
	}
	return path
}

// checked returns a number that fits, in its unit.
func (l *loader) checked(n *node, path string, q quantity, v valued) (sim.Quantity, bool) {
	if !l.checkUnit(n, path, q, v) || !l.checkWriting(n, path, q, v) || !l.checkRange(n, path, q, v) {
		return sim.Quantity{}, false
	}
	v.quantity.Unit = sim.Unit{Kind: q.unit.kind(), Months: float64(v.months)}
	if q.unit == noUnit {
		v.quantity.Unit = sim.Unit{}
	} else if v.months == 0 {
		v.quantity.Unit.Months = 1
	}
	l.explainQuantity(n, path, q, v)
	return v.quantity, true
}

// valued is a number with what is known about it beyond its value.
type valued struct {
	quantity sim.Quantity
	law      dist.Dist // of the input that the quantity is a multiple of; nil if certain
	lawName  string
	months   int // of the unit, 0 where there is none
	writing  writing
	text     string
	source   string
}

// refer looks a reference up.
func (l *loader) refer(n *node, path string, e expression) (valued, bool) {
	a := l.assumption(n.atOffset(e.nameAt), path, e.name)
	if a == nil {
		return valued{}, false
	}
	v := a.value
	if e.months != 0 && v.months != 0 && e.months != v.months {
		l.problem(n.at(), path, "assumption %s is per %s (line %d), found %s here; write the unit in one place", quoteText(e.name),
			strings.TrimPrefix(unitText(v.months), "/"), a.at.line, unitText(e.months))
		return valued{}, false
	}
	if e.months != 0 {
		v.months = e.months
	}
	if e.writing != plain {
		if v.writing != plain {
			l.problem(n.at(), path, "assumption %s is written in %% already (line %d); leave out the scale here", quoteText(e.name), a.at.line)
			return valued{}, false
		}
		v.writing = e.writing
	}
	if e.writing == plain && e.factor != 1 && e.factor != -1 {
		v.writing = plain // a multiple of a share can be an amount
	}
	v.quantity.Factor *= e.factor
	if v.quantity.Factor == 0 {
		v.quantity, v.law, v.lawName = sim.Const(0), nil, ""
	}
	v.text = n.text
	return v, true
}

// checkUnit reports a unit that is missing or wrong.
func (l *loader) checkUnit(n *node, path string, q quantity, v valued) bool {
	switch {
	case q.unit == noUnit && v.months != 0:
		l.problem(n.at(), path, "found %s; a number without a unit of time is expected: leave out %s", quoteText(n.text), unitText(v.months))
		return false
	case q.unit != noUnit && q.unit != amountMaybePerTime && v.months == 0:
		l.problem(n.at(), path, "found %s, without a unit; write %s/month or %s/year", quoteBare(n.text), cutUnit(n.text), cutUnit(n.text))
		return false
	}
	return true
}

// cutUnit is a text that a unit can be appended to.
func cutUnit(text string) string {
	text = strings.TrimSpace(text)
	if len(text) > 30 {
		return "..."
	}
	return text
}

// checkWriting reports % where a fraction makes no sense, and points where
// nothing is added.
func (l *loader) checkWriting(n *node, path string, q quantity, v valued) bool {
	switch {
	case v.writing != plain && !q.percent:
		l.problem(n.at(), path, "found %s; expected %s, not a percentage", quoteText(n.text), q.expected())
		return false
	case v.writing == points && !q.points:
		l.problem(n.at(), path, "found %s; pt is for changes that add: write %s", quoteText(n.text), quoteBare(strings.ReplaceAll(narrowed(n.text), "pt", "%")))
		return false
	}
	return true
}

// checkRange reports a number outside its natural range.
func (l *loader) checkRange(n *node, path string, q quantity, v valued) bool {
	inPercent := q.percent && q.within.Hi <= 10 || v.writing == percent
	if v.law == nil {
		if q.within.hold(v.quantity.Factor) {
			return true
		}
		hint := ""
		if x := v.quantity.Factor; q.percent && v.writing == plain && q.within.Hi <= 1 && x > 1 && x <= 100 {
			hint = fmt.Sprintf("; did you mean %s%%?", formatPlain(x))
		}
		shown := quoteBare(n.text)
		if startsWord([]rune(strings.TrimLeft(shown, "+- "))[0]) {
			shown = fmt.Sprintf("%s = %s", shown, formatNumber(v.quantity.Factor, inPercent))
		}
		if far := q.within.tooFar(v.quantity.Factor, inPercent); far != "" {
			l.problem(n.at(), path, "%s is %s", shown, far)
			return false
		}
		l.problem(n.at(), path, "%s is outside %s%s", shown, q.within.text(inPercent), hint)
		return false
	}
	p := outside(v.law, v.quantity.Factor, q.within)
	if p <= mostOutside {
		return true
	}
	if outside(v.law, v.quantity.Factor, limits{Range: sim.Range{Lo: math.Inf(-1), Hi: q.within.Hi}}) > p/2 && q.within.Hi >= unbounded {
		l.problem(n.at(), path, "%s is too large with a probability of %s: at most %s", quoteBare(n.text), probabilityText(p), formatNumber(q.within.Hi, inPercent))
		return false
	}
	lo, hi := q.within.closed()
	hint := ""
	if !strings.Contains(n.text, "truncated") && q.within.Hi <= 10 && p < 0.5 {
		hint = fmt.Sprintf("; truncated(..., %s, %s) would keep it inside", formatPlain(lo), formatPlain(hi))
	}
	l.problem(n.at(), path, "%s is outside %s with a probability of %s%s", quoteBare(n.text), q.within.text(inPercent), probabilityText(p), hint)
	return false
}

// addInput adds an uncertain input and returns 1 + its index.
func (l *loader) addInput(n *node, in sim.Input) int {
	in.Where = l.where(n.at())
	l.model.Inputs = append(l.model.Inputs, in)
	return len(l.model.Inputs)
}

// where names a place for people.
func (l *loader) where(at place) string { return fmt.Sprintf("%s:%d", at.doc.name, at.line) }
