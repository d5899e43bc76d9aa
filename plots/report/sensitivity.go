package report

import (
	"fmt"
	"io"
	"math"

	"holdfast/sim"
	"holdfast/sim/analysis"
)

// SensitivitySchema names the layout of the document that [Sensitivity.JSON]
// writes.
const SensitivitySchema = "holdfast.sensitivity/1"

// Sensitivity is what drives a metric, complete before a writer runs.
type Sensitivity struct {
	Manifest
	Result *analysis.Sensitivity
	Inputs map[string]InputStyle // by path
	Lever  float64               // the share that levers were moved by; 0: none
}

// InputStyle says how people read the values of an input.
type InputStyle struct {
	Percent, Points bool
	Money           bool   // an amount in the plan's currency
	Unit            string // "/month", "/year" or ""
}

// JSON writes the result as one document, inputs by swing, values in the units
// of the plan, shares as fractions. An input of a group, and a table, have the
// variance shares of the whole factor, which "factor" names.
func (r *Sensitivity) JSON(w io.Writer) error {
	x := r.Result
	return r.document(w, SensitivitySchema, func(s *jsonStream) {
		s.text("metric", x.Metric.String())
		s.text("scenario", x.Scenario)
		s.optional("against", x.Against)
		s.number("middle", x.Middle)
		s.inlineObject("outcome", func() {
			s.integer("trials", x.Trials)
			s.integer("null_trials", x.Nulls)
			s.integer("infinite_trials", x.Infinite)
			s.number("mean", x.Mean)
			s.number("mcse", x.MCSE)
			s.number("sd", x.SD)
			s.number("p10", x.P10)
			s.number("p90", x.P90)
		})
		s.list("inputs", func() {
			for i := range x.Entries {
				s.element(func() { r.writeEntry(s, &x.Entries[i]) })
			}
		})
		s.list("factors", func() {
			for i := range x.Shares {
				f := &x.Shares[i]
				s.inlineElement(func() {
					s.text("path", f.Path)
					s.text("title", f.Title)
					s.text("kind", f.Kind.String())
					writeIndex(s, "first_order", f.First)
					writeIndex(s, "total", f.Total)
				})
			}
		})
		s.inlineObject("indices", func() {
			s.integer("rows", x.Indices.Rows)
			s.integer("evaluations", x.Indices.Evaluations)
			s.number("half_width", x.Indices.HalfWidth)
			s.boolean("reached", x.Indices.Reached)
		})
		writeIndex(s, "luck_share", x.LuckShare)
		writeIndex(s, "chance_share", x.ChanceShare)
		r.writeDecision(s)
		s.list("levers", func() {
			for _, l := range x.Levers {
				s.inlineElement(func() {
					s.text("lever", l.Name)
					s.text("title", l.Title)
					s.number("change", l.Change)
					s.number("worth", l.Worth)
					s.number("se", l.SE)
					s.number("share", l.Share)
				})
			}
		})
	})
}

func writeIndex(s *jsonStream, key string, x analysis.Index) {
	s.number(key, x.Value)
	s.interval(key+"_interval", x.Low, x.High)
}

func (r *Sensitivity) writeEntry(s *jsonStream, e *analysis.SensitivityEntry) {
	s.text("path", e.Path)
	s.text("title", e.Title)
	s.text("kind", e.Kind.String())
	s.number("p10", e.P10)
	s.number("p90", e.P90)
	s.number("low", e.Low)
	s.number("high", e.High)
	s.number("swing", e.Swing)
	share := r.shareOf(e)
	s.text("factor", share.Path)
	writeIndex(s, "first_order", share.First)
	writeIndex(s, "total", share.Total)
	s.number("rank_correlation", e.RankCorrelation)
	s.boolean("monotone", e.Monotone)
	writeFlip(s, e.Flip)
	if e.Values != nil {
		s.list("values", func() {
			for _, v := range e.Values {
				s.inlineElement(func() {
					s.number("value", v.Value)
					s.number("probability", v.Probability)
					s.number("outcome", v.Outcome)
				})
			}
		})
	}
	if e.Columns != nil {
		s.list("columns", func() {
			for i := range e.Columns {
				c := &e.Columns[i]
				s.inlineElement(func() {
					s.text("path", c.Path)
					s.text("title", c.Title)
					s.number("p10", c.P10)
					s.number("p90", c.P90)
					s.number("rank_correlation", c.RankCorrelation)
					writeFlip(s, c.Flip)
				})
			}
		})
	}
}

func writeFlip(s *jsonStream, f *analysis.Flip) {
	if f == nil {
		s.null("flips_at")
		s.null("flip_probability")
		return
	}
	s.number("flips_at", f.At)
	s.interval("flips_at_interval", f.Low, f.High)
	s.text("flips_to", f.To)
	side := "above"
	if f.Below {
		side = "below"
	}
	s.text("flips", side)
	s.number("flip_probability", f.Probability)
}

func (r *Sensitivity) writeDecision(s *jsonStream) {
	d := &r.Result.Decision
	if d.Best == "" {
		s.null("decision")
		return
	}
	s.inlineObject("decision", func() {
		s.text("best", d.Best)
		s.text("next", d.Next)
		s.number("lead", d.Lead)
		s.number("se", d.SE)
		s.boolean("told", d.Told)
	})
}

// shareOf is the variance share of an entry's factor; NaN where it has none.
func (r *Sensitivity) shareOf(e *analysis.SensitivityEntry) analysis.VarianceShare {
	path := r.Result.Factors[e.Factor].Path
	for _, f := range r.Result.Shares {
		if f.Path == path {
			return f
		}
	}
	nan := analysis.Index{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	return analysis.VarianceShare{Factor: r.Result.Factors[e.Factor], First: nan, Total: nan}
}

// Subject names what is moved: "NPV of both less that of baseline".
func (r *Sensitivity) Subject() string {
	text := fmt.Sprintf("%s of %s", metricName(r.Result.Metric), Shorten(Clean(r.Result.Scenario), nameCells))
	if r.Result.Against != "" {
		text += " less that of " + Shorten(Clean(r.Result.Against), nameCells)
	}
	return text
}

// Amount writes an outcome to three digits.
func (r *Sensitivity) Amount(v float64) string { return r.amount(v, math.Abs(v)/1000) }

func (r *Sensitivity) amount(v, margin float64) string {
	return difference(English(), r.Result.Metric, r.Plan.Currency, v, margin)
}

// Ends write the values of an entry at the ends of its bar.
func (r *Sensitivity) Ends(e *analysis.SensitivityEntry) (low, high string) {
	switch e.Kind {
	case analysis.FactorSuccess:
		return "fails", "works"
	case analysis.FactorEvent:
		return "does not happen", "happens"
	case analysis.FactorTable:
		return "P10 of the rows", "P90 of the rows"
	}
	if n := len(e.Values); n > 0 {
		return r.Value(e.Path, e.Values[0].Value), r.Value(e.Path, e.Values[n-1].Value)
	}
	return r.Value(e.Path, e.P10), r.Value(e.Path, e.P90)
}

// Value writes a value of an input to three digits, as plans do.
func (r *Sensitivity) Value(path string, x float64) string { return r.valueIn(English(), path, x) }

func (r *Sensitivity) valueIn(style *Style, path string, x float64) string {
	in := r.Inputs[path]
	v := Varied{Percent: in.Percent, Points: in.Points, Unit: in.Unit, Money: in.Money, Currency: r.Plan.Currency}
	return v.textIn(style, x, 0)
}

// Still reports whether the outcome stays where it is with the entry at either
// end of its bar.
func (r *Sensitivity) Still(e *analysis.SensitivityEntry) bool {
	return e.Swing <= negligible*math.Abs(r.Result.Middle)
}

// Exists reports whether the outcome is a number in any trial: bars and shares
// of what never is would be empty.
func (r *Sensitivity) Exists() bool {
	return r.Result.Nulls+r.Result.Infinite < r.Result.Trials || r.Result.Trials == 0
}

// absent says what the outcome is where it is no number.
func (r *Sensitivity) absent() string {
	switch x := r.Result; {
	case x.Infinite == 0:
		return "does not exist"
	case x.Nulls == 0:
		return "is infinite"
	}
	return "is infinite or does not exist"
}

// Name is what people call an entry.
func (r *Sensitivity) Name(e *analysis.SensitivityEntry) string { return Clean(e.Title) }

// metricKindShare reports whether a share of the mean says anything: of rates
// it does not.
func metricKindShare(m sim.Metric) bool { return m.Kind() != sim.KindRate }

// Note is the small print of charts.
func (r *Sensitivity) Note() string {
	name := Clean(r.Plan.Name)
	if name == "" {
		name = Clean(r.Plan.File)
	}
	return name + ": without customers' luck, shocks at 1."
}
