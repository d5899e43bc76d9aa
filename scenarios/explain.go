package scenarios

import (
	"math"
	"strings"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// Explained is one input of a plan: what it is, and where it comes from.
type Explained struct {
	Path    string
	Written string // as the plan writes it, or the default
	Unit    string // as written: "/month", "/year", or "" where there is none
	Source  string // of the assumption that it is or uses
	Where   string // file:line, "--set PATH:1" or "default"

	// Numeric says that the input is a number of the model, certain or not;
	// then P5, P50 and P95 are its quantiles, all equal where it is certain,
	// per month where it has a unit, and as written otherwise or where points
	// are added.
	Numeric      bool
	P5, P50, P95 float64
	// Uncertain says that the number is drawn in every trial.
	Uncertain bool
}

// explain notes a value that is no quantity.
func (l *loader) explain(n *node, path, text string) {
	l.explained = append(l.explained, Explained{Path: path, Written: text, Where: l.where(n.at())})
}

func (l *loader) explainDefault(path string, k key) {
	e := Explained{Path: path, Written: k.absent, Where: "default"}
	if parsed, err := parseExpression(k.absent, nil); err == nil && parsed.form == constant {
		if _, isNumber := k.takes.(quantity); isNumber || hasQuantity(k.takes) {
			e.Numeric, e.Unit = true, unitText(parsed.months)
			e.P5, e.P50, e.P95 = parsed.value, parsed.value, parsed.value
		}
	}
	l.explained = append(l.explained, e)
}

// hasQuantity reports whether one of several forms is a quantity.
func hasQuantity(t taker) bool {
	forms, ok := t.(either)
	if !ok {
		return false
	}
	for _, form := range forms {
		if _, ok := form.(quantity); ok {
			return true
		}
	}
	return false
}

func (l *loader) explainList(n *node, path string) {
	var names []string
	for _, item := range n.items {
		names = append(names, item.text)
	}
	l.explain(n, path, "["+strings.Join(names, ", ")+"]")
}

func (l *loader) explainQuantity(n *node, path string, v valued) {
	e := Explained{Path: path, Written: strings.TrimSpace(v.text), Unit: unitText(v.months), Source: v.source,
		Where: l.where(n.at()), Numeric: true, Uncertain: v.law != nil}
	perMonth := monthly(v.quantity.Unit)
	e.P5, e.P50, e.P95 = quantiles(v.law, v.quantity.Factor)
	e.P5, e.P50, e.P95 = perMonth(e.P5), perMonth(e.P50), perMonth(e.P95)
	l.explained = append(l.explained, e)
}

// quantiles returns those of factor x law, or the factor itself.
func quantiles(law dist.Dist, factor float64) (p5, p50, p95 float64) {
	if law == nil {
		return factor, factor, factor
	}
	p5, p50, p95 = factor*law.Quantile(0.05), factor*law.Quantile(0.5), factor*law.Quantile(0.95)
	if factor < 0 {
		p5, p95 = p95, p5
	}
	return p5, p50, p95
}

// monthly converts a number in a unit to one per month.
func monthly(u sim.Unit) func(float64) float64 {
	months := u.Months
	if months == 0 {
		months = 1
	}
	return func(x float64) float64 {
		if months == 1 {
			return x
		}
		switch u.Kind {
		case sim.UnitProbability:
			return -math.Expm1(math.Log1p(-x) / months)
		case sim.UnitGrowth:
			return math.Expm1(math.Log1p(x) / months)
		case sim.UnitAmount:
			return x / months
		}
		return x
	}
}
