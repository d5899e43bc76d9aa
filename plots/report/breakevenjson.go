package report

import (
	"io"

	"holdfast/sim/analysis"
)

// JSON writes the result as one document: found, value, bracket and probability
// first of what was found; values in the unit of the plan (given as "unit"),
// shares as fractions.
func (b *Breakeven) JSON(w io.Writer) error {
	r := b.Result
	return b.document(w, BreakevenSchema, func(s *jsonStream) {
		b.Goal.write(s)
		writeVaried(s, "vary", &b.Varied)
		s.boolean("found", r.Found)
		s.boolean("everywhere", r.Everywhere)
		s.boolean("bears", r.Touched)
		s.number("value", r.Value)
		s.interval("bracket", r.Bracket[0], r.Bracket[1])
		writeProportion(s, "probability", r.Chance)
		s.number("probability_at", r.At)
		direction := "largest"
		if r.Rising {
			direction = "smallest"
		}
		s.text("direction", direction)
		s.boolean("monotone", r.Monotone)
		s.member("regions")
		s.enclose('[', ']', true, func() {
			for _, g := range r.Regions {
				s.item()
				s.enclose('[', ']', true, func() {
					for _, end := range [...]float64{g.Low, g.High} {
						s.item()
						s.value(end)
					}
				})
			}
		})
		e := &r.Expected
		s.inlineObject("expectation", func() {
			s.boolean("found", e.Found)
			s.boolean("everywhere", e.Everywhere)
			s.number("value", e.Value)
			s.interval("bracket", e.Bracket[0], e.Bracket[1])
		})
		s.integer("null_trials", r.Nulls)
		s.list("curve", func() {
			for _, c := range r.Curve {
				s.inlineElement(func() {
					s.number("x", c.X)
					writeProportion(s, "probability", c.Chance)
					s.number("mean", c.Mean)
					s.number("se", c.SE)
					s.integer("trials", c.Chance.N)
				})
			}
		})
	})
}

func writeVaried(s *jsonStream, key string, v *Varied) {
	s.inlineObject(key, func() {
		s.text("path", v.Path)
		s.optional("title", v.Title)
		s.optional("written", v.Written)
		s.text("unit", v.Unit)
		s.number("now", v.Now)
		s.boolean("uncertain", v.Uncertain)
		s.numbers("between", []float64{v.Low, v.High})
	})
}

func writeProportion(s *jsonStream, key string, p analysis.Proportion) {
	s.number(key, p.P)
	s.interval(key+"_interval", p.Low, p.High)
}
