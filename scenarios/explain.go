package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// Explained is one input of a plan: what it is, and where it comes from.
type Explained struct {
	Path    string
	Written string // as the plan writes it, or the default: "none", "all" where no number or word of a plan says it
	Unit    string // as written: "/month", "/year", or "" where there is none
	Source  string // of the assumption that it is or uses
	Where   string // file:line, "--set PATH:1" or "default"

	// Numeric says that the input is a number of the model, certain or not;
	// then P5, P50 and P95 are its quantiles, all equal where it is certain,
	// per month where it has a unit, and as written for an assumption, whose
	// unit is converted where it is used, and where points are added.
	Numeric      bool
	P5, P50, P95 float64
	// Uncertain says that the number is drawn in every trial.
	Uncertain bool
	// Law names the distribution of an uncertain number: "pert", "lognormal
	// 90 % interval", "truncated normal", "rows of a file"; "" if it is certain.
	Law string
	// Per is what P5, P50 and P95 are per: "month", "customer and month", "new
	// customer", "renewal"; "" for a plain number.
	Per string
	// Percent says that the number is a share or was written in %, Points that
	// it was written in percentage points: people read them as such.
	Percent, Points bool
}

// Value writes a numeric input for people, to five significant digits, as
// plans write numbers: "2.9412% (2.4% to 3.6%)" is the median and P5 to P95, one
// number alone is certain. It is "" where the input is not numeric.
func (e *Explained) Value() string {
	switch {
	case !e.Numeric:
		return ""
	case !e.Uncertain:
		return e.number(e.P50)
	}
	return fmt.Sprintf("%s (%s to %s)", e.number(e.P50), e.number(e.P5), e.number(e.P95))
}

func (e *Explained) number(x float64) string {
	suffix := ""
	switch {
	case e.Points:
		x, suffix = 100*x, "pt"
	case e.Percent:
		x, suffix = 100*x, "%"
	}
	if a := math.Abs(x); a < 1e5 {
		x = rounded(x)
	}
	return formatPlain(x) + suffix
}

// rounded returns x to five significant digits.
func rounded(x float64) float64 {
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 5, 64), 64)
	return x
}

// explain notes a value that is no quantity.
func (l *loader) explain(n *node, path, text string) {
	l.explained = append(l.explained, Explained{Path: path, Written: text, Where: l.where(n.at())})
}

func (l *loader) explainDefault(path string, k key) {
	e := Explained{Path: path, Written: k.absent + k.implied, Where: "default"}
	if q, ok := quantityIn(k.takes); ok {
		if parsed, err := parseExpression(k.absent, nil); err == nil && parsed.form == constant {
			e.Numeric, e.Unit = true, unitText(parsed.months)
			e.P5, e.P50, e.P95 = parsed.value, parsed.value, parsed.value
			e.describe(q, parsed.writing, min(1, parsed.months))
		}
	}
	l.explained = append(l.explained, e)
}

// quantityIn returns the quantity that a key takes, itself or among its forms.
func quantityIn(t taker) (quantity, bool) {
	switch t := t.(type) {
	case quantity:
		return t, true
	case either:
		for _, form := range t {
			if q, ok := form.(quantity); ok {
				return q, true
			}
		}
	}
	return quantity{}, false
}

// describe says how people read a number of kind q, which is per so many months.
func (e *Explained) describe(q quantity, w writing, months int) {
	e.Points = w == points
	e.Percent = !e.Points && (w == percent || q.isShare())
	per := []string{q.per, strings.TrimPrefix(unitText(months), "/")}
	e.Per = strings.Join(slices.DeleteFunc(per, func(s string) bool { return s == "" }), " and ")
}

// isShare reports whether people think of such a number in percent.
func (q quantity) isShare() bool {
	switch q.unit {
	case probabilityPerTime, pointsPerTime, growthPerTime:
		return true
	}
	switch q.within {
	case probability, positiveRate, margin, reduction, effect:
		return q.percent
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

func (l *loader) explainQuantity(n *node, path string, q quantity, v valued) {
	e := Explained{Path: path, Written: strings.TrimSpace(v.text), Unit: unitText(v.months), Source: v.source,
		Where: l.where(n.at()), Numeric: true, Uncertain: v.law != nil, Law: v.lawName}
	perMonth := monthly(v.quantity.Unit)
	e.P5, e.P50, e.P95 = quantiles(v.law, v.quantity.Factor)
	e.P5, e.P50, e.P95 = perMonth(e.P5), perMonth(e.P50), perMonth(e.P95)
	months := int(v.quantity.Unit.Months)
	switch v.quantity.Unit.Kind {
	case sim.UnitProbability, sim.UnitGrowth, sim.UnitAmount:
		months = 1
	case sim.UnitNone:
		months = v.months
	}
	e.describe(q, v.writing, months)
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
