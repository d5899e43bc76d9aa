package scenarios

import (
	"fmt"
	"math"
	"strings"

	"holdfast/sim/dist"
)

// lawForm is a distribution of the grammar.
type lawForm struct {
	name   string
	params []string
	make   func(x []float64) (dist.Dist, error)
}

// lawForms lists the distributions that take a fixed number of numbers; those
// with a grammar of their own have no make.
func lawForms() []lawForm {
	return []lawForm{
		{"normal", []string{"mean", "sd"}, func(x []float64) (dist.Dist, error) { return dist.Normal(x[0], x[1]) }},
		{"lognormal", []string{"mean", "sd"}, func(x []float64) (dist.Dist, error) { return dist.Lognormal(x[0], x[1]) }},
		{"pert", []string{"low", "mode", "high"}, func(x []float64) (dist.Dist, error) { return dist.PERT(x[0], x[1], x[2]) }},
		{"triangular", []string{"low", "mode", "high"}, func(x []float64) (dist.Dist, error) { return dist.Triangular(x[0], x[1], x[2]) }},
		{"uniform", []string{"low", "high"}, func(x []float64) (dist.Dist, error) { return dist.Uniform(x[0], x[1]) }},
		{"beta", []string{"mean", "sd"}, func(x []float64) (dist.Dist, error) { return dist.Beta(x[0], x[1]) }},
		{"gamma", []string{"mean", "sd"}, func(x []float64) (dist.Dist, error) { return dist.Gamma(x[0], x[1]) }},
		{"bernoulli", []string{"p"}, func(x []float64) (dist.Dist, error) { return dist.Bernoulli(x[0]) }},
		{"discrete", []string{"value = probability", "..."}, nil},
		{"empirical", []string{"file.csv", "column"}, nil},
		{"truncated", []string{"distribution", "low", "high"}, nil},
	}
}

// lawOf reads what follows the name of a distribution: its arguments, scale and
// unit. A minus sign in front turns it round.
func (p *parser) lawOf(name string, at, start int, sign float64) expression {
	var form *lawForm
	var names []string
	for _, f := range lawForms() {
		names = append(names, f.name)
		if f.name == name {
			form = &f
		}
	}
	if form == nil {
		p.fail(at, "unknown distribution %s%s", quoteText(name), didYouMean(name, "distributions", names))
		return expression{}
	}
	p.pos++ // the opening parenthesis
	e := expression{form: distribution, factor: 1, lawName: name}
	switch form.name {
	case "empirical":
		p.empirical(&e, at)
	case "discrete":
		p.discrete(&e, at)
	case "truncated":
		p.truncated(&e, at)
	default:
		args := p.arguments(form)
		if p.err != nil {
			return expression{}
		}
		x := make([]float64, len(args))
		for i, a := range args {
			x[i] = a.value
		}
		p.join(&e, args, at)
		p.made(&e, at, func() (dist.Dist, error) { return form.make(x) })
	}
	if p.err == nil && sign < 0 {
		p.made(&e, at, func() (dist.Dist, error) { return dist.Affine(e.law, -1, 0) })
	}
	e.bare = string(p.source[start:min(p.pos, len(p.source))])
	if p.err == nil {
		p.suffix(&e)
	}
	return e
}

// made sets the law, or reports why there is none.
func (p *parser) made(e *expression, at int, make func() (dist.Dist, error)) {
	if p.err != nil {
		return
	}
	law, err := make()
	if err != nil {
		p.fail(at, "%s", err)
		return
	}
	e.law = law
}

// join takes over the writing and unit of a distribution's numbers.
func (p *parser) join(e *expression, args []number, at int) {
	for _, a := range args {
		if a.writing != plain {
			e.writing = a.writing
		}
		if a.months != 0 {
			if e.months != 0 && e.months != a.months {
				p.fail(at, "the numbers of a distribution have different units; write one unit behind it")
			}
			e.months = a.months
		}
	}
	for _, a := range args {
		if e.writing == percent && a.writing == plain && a.value != 0 {
			p.fail(at, "some numbers of the distribution have %% and %s has none; write them alike", a.bare)
		}
	}
}

// arguments reads numbers up to the closing parenthesis, separated by commas or
// by spaces.
func (p *parser) arguments(form *lawForm) []number {
	var args []number
	for {
		p.skip()
		if p.closed(form) {
			break
		}
		if startsWord(p.peek(0)) {
			at := p.pos
			word := p.word()
			p.fail(at, "found %s among the numbers of %s; only numbers can stand there", quoteText(word), form.name)
			return nil
		}
		args = append(args, p.number())
		if p.err != nil {
			return nil
		}
		if p.accept(',') && p.accept(')') {
			p.fail(p.pos-1, "a number is missing after the comma")
		}
	}
	if p.err == nil && len(args) != len(form.params) {
		p.fail(p.pos-1, "%s takes %d numbers: %s; found %d", form.name, len(form.params), usage(form), len(args))
	}
	return args
}

func usage(form *lawForm) string { return form.name + "(" + strings.Join(form.params, ", ") + ")" }

// closed reads the closing parenthesis; at the end of the text it is missing.
func (p *parser) closed(form *lawForm) bool {
	if p.pos >= len(p.text) {
		p.fail(len(p.text), "a closing parenthesis is missing: %s", usage(form))
		return true
	}
	return p.accept(')')
}

// discrete reads value = probability pairs.
func (p *parser) discrete(e *expression, at int) {
	form := &lawForm{name: "discrete", params: []string{"value = probability", "..."}}
	var values []number
	var x, probabilities []float64
	for {
		p.skip()
		if p.closed(form) {
			break
		}
		v := p.number()
		if p.err == nil && !p.accept('=') {
			p.fail(p.pos, "expected = and a probability: discrete(0 = 70%%, 5%% = 30%%)")
		}
		probability := p.number()
		if p.err != nil {
			return
		}
		if probability.months != 0 {
			p.fail(p.pos, "the probability of a value has no unit")
			return
		}
		values = append(values, v)
		x, probabilities = append(x, v.value), append(probabilities, probability.value)
		p.accept(',')
	}
	if p.err == nil {
		p.join(e, values, at)
	}
	p.made(e, at, func() (dist.Dist, error) { return dist.Discrete(x, probabilities) })
}

// truncated reads a distribution and the two ends that it is cut to.
func (p *parser) truncated(e *expression, at int) {
	p.skip()
	if depth := p.nesting(); depth > 20 {
		p.fail(at, "distributions are nested more than 20 deep")
		return
	}
	innerAt := p.pos
	inner := p.quantity()
	if p.err == nil && inner.form != distribution {
		p.fail(innerAt, "truncated takes a distribution and two ends: truncated(normal(3%%, 0.4%%), 0, 1)")
	}
	if p.err != nil {
		return
	}
	p.accept(',')
	ends := p.arguments(&lawForm{name: "truncated", params: []string{"low", "high"}})
	if p.err != nil {
		return
	}
	e.writing, e.months, e.lawName = inner.writing, inner.months, "truncated "+inner.lawName
	for _, end := range ends {
		if end.months != 0 {
			if e.months != 0 && e.months != end.months {
				p.fail(at, "the distribution and its ends have different units; write one unit behind it")
			}
			e.months = end.months
		}
	}
	p.made(e, at, func() (dist.Dist, error) { return dist.Truncated(inner.law, ends[0].value, ends[1].value) })
}

// nesting counts the parentheses that are open here.
func (p *parser) nesting() int {
	depth := 0
	for _, r := range p.text[:p.pos] {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return depth
}

// empirical reads the name of a file and of a column.
func (p *parser) empirical(e *expression, at int) {
	start := p.pos
	for p.pos < len(p.text) && p.text[p.pos] != ')' {
		p.pos++
	}
	if p.pos >= len(p.text) {
		p.fail(len(p.text), "a closing parenthesis is missing: empirical(file.csv, column)")
		return
	}
	inside := string(p.source[start:p.pos])
	p.pos++
	file, column, ok := strings.Cut(inside, ",")
	if !ok {
		file, column, ok = strings.Cut(strings.TrimSpace(inside), " ")
	}
	file, column = strings.Trim(file, " \"'"), strings.Trim(column, " \"'")
	if !ok || file == "" || column == "" {
		p.fail(start, "found %s; expected a file and one of its columns: empirical(file.csv, column)", quoteText(inside))
		return
	}
	if p.read == nil {
		p.fail(at, "empirical cannot be used here")
		return
	}
	values, err := p.read(file, column)
	if err != nil {
		p.fail(start, "%s", err)
		return
	}
	p.made(e, at, func() (dist.Dist, error) { return dist.Empirical(values) })
}

// outside returns the probability that factor x law leaves the range.
func outside(law dist.Dist, factor float64, r limits) float64 {
	if factor == 0 {
		return 0
	}
	lo, hi := r.closed()
	lo, hi = lo/factor, hi/factor
	if factor < 0 {
		lo, hi = hi, lo
	}
	return dist.Outside(law, lo, hi)
}

// probabilityText writes a probability to two digits.
func probabilityText(p float64) string {
	switch {
	case p >= 0.995:
		return formatPlain(math.Floor(1e4*p)/100) + "%"
	case p >= 0.001:
		return fmt.Sprintf("%.2g%%", 100*p)
	}
	return fmt.Sprintf("%.1e", p)
}
