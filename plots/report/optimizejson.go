package report

import (
	"io"

	"holdfast/sim/analysis"
)

// JSON writes the result as one document. chosen lists names of initiatives;
// scales gives those that are done at another scale than 1. value of the
// chosen set and of the runners-up is that of the fresh trials.
func (o *Optimize) JSON(w io.Writer) error {
	r := o.Result
	return o.document(w, OptimizeSchema, func(s *jsonStream) {
		s.number("budget", o.Budget)
		s.text("objective", o.Objective.String())
		s.text("metric", o.Metric.String())
		if o.MaxLoss < 1 {
			s.number("max_loss_probability", o.MaxLoss)
		} else {
			s.null("max_loss_probability")
		}
		s.inlineObject("method", func() {
			s.text("description", r.Method)
			s.boolean("exhaustive", r.Exhaustive)
			s.integer("sets", r.Looked)
			s.integer("against_rules", r.Dropped)
			s.integer("screened_trials", r.Screened)
			s.number("screening_tolerance", r.Tolerance)
			s.integer("not_told_apart", r.Rivals)
		})
		o.writeSet(s, &r.Chosen)
		s.list("runners_up", func() {
			for i := range r.Runners {
				v := &r.Runners[i]
				s.inlineElement(func() {
					o.writeSet(s, v)
					s.number("behind", v.Behind)
					s.number("behind_se", v.BehindSE)
					s.boolean("told_apart", v.ToldApart)
				})
			}
		})
		s.list("frontier", func() {
			for i := range r.Frontier {
				v := &r.Frontier[i]
				s.inlineElement(func() {
					s.number("budget", v.Cost)
					o.writePicks(s, v.Picks)
					s.number("value", v.Value)
					s.number("se", v.SE)
					s.integer("trials", v.Trials)
					s.text("noise", v.Noise.String())
				})
			}
		})
		s.number("marginal_unit", o.Unit)
		s.list("marginal", func() {
			for i := range o.Marginal {
				s.inlineElement(func() { o.writeMarginal(s, &o.Marginal[i]) })
			}
		})
		s.list("delay", func() {
			for i := range o.Delay {
				d := &o.Delay[i]
				s.inlineElement(func() {
					s.text("initiative", o.Names[d.Initiative].ID)
					o.writeNames(s, "with", d.Also)
					s.member("months")
					s.enclose('[', ']', true, func() {
						for _, m := range d.Months {
							s.item()
							s.value(float64(m))
						}
					})
					s.numbers("loss", d.Loss)
					s.numbers("se", d.SE)
				})
			}
		})
	})
}

func (o *Optimize) writePicks(s *jsonStream, picks []analysis.Pick) {
	s.member("chosen")
	s.enclose('[', ']', true, func() {
		for _, p := range picks {
			s.item()
			s.quote(o.Names[p.Initiative].ID)
		}
	})
	s.inlineObject("scales", func() {
		for _, p := range picks {
			if p.Scale != 1 {
				s.number(o.Names[p.Initiative].ID, p.Scale)
			}
		}
	})
}

// writeNames lists initiatives by name.
func (o *Optimize) writeNames(s *jsonStream, key string, initiatives []int) {
	s.member(key)
	s.enclose('[', ']', true, func() {
		for _, i := range initiatives {
			s.item()
			s.quote(o.Names[i].ID)
		}
	})
}

// writeSet writes a set that was run on fresh trials.
func (o *Optimize) writeSet(s *jsonStream, v *analysis.ValuedSet) {
	o.writePicks(s, v.Picks)
	s.number("cost", v.Cost)
	s.number("cost_se", v.CostSE)
	s.inlineObject("value", func() {
		s.number("estimate", v.Value)
		s.number("se", v.SE)
		s.number("in_search", v.Search)
		s.number("in_search_se", v.SearchSE)
		s.number("shrinkage", v.Search-v.Value)
		s.integer("trials", v.Trials)
	})
	writeProportion(s, "probability_of_loss", v.Loss)
}

func (o *Optimize) writeMarginal(s *jsonStream, m *analysis.Marginal) {
	s.text("kind", m.Kind.String())
	s.text("path", o.MarginPath(m))
	switch m.Kind {
	case analysis.MarginalInitiative:
		s.text("name", o.Names[m.Initiative].ID)
		s.boolean("chosen", m.InSet)
		s.number("from_scale", m.Base)
		s.number("to_scale", m.Scale)
		o.writeNames(s, "with", m.Also)
		s.optional("blocked", m.Blocked)
	case analysis.MarginalChannel:
		s.text("segment", o.Segments[m.Segment].ID)
		s.text("name", o.Segments[m.Segment].Channels[m.Channel])
	default:
		s.text("segment", o.Segments[m.Segment].ID)
	}
	s.number("value", m.Gain)
	s.number("se", m.SE)
	s.number("cost", m.Cost)
	s.number("per_unit", m.PerUnit)
	s.number("per_unit_se", m.PerUnitSE)
}
