package sim

import (
	"errors"
	"fmt"
)

// Validate reports what a program that builds models by hand may have got
// wrong. A model that the plan loader made is valid.
func (m *Model) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if m.Months < 1 || m.Months > MaxMonths {
		bad("months is %d, want 1 to %d", m.Months, MaxMonths)
	}
	if m.Trials < 1 || m.Trials > MaxTrials {
		bad("trials is %d, want 1 to %d", m.Trials, MaxTrials)
	}
	if m.LTVMonth < 0 || m.LTVMonth > m.Months {
		bad("LTV month is %d, want 0 to %d", m.LTVMonth, m.Months)
	}
	if len(m.Scenarios) == 0 || len(m.Scenarios[0].Initiatives) > 0 {
		bad("the first scenario must be the baseline, without initiatives")
	}
	if len(m.Segments) == 0 {
		bad("there is no segment")
	}
	for i := range m.Segments {
		m.checkSegment(&m.Segments[i], bad)
	}
	for _, list := range [][]Initiative{m.Initiatives, m.Events} {
		for i := range list {
			m.checkInitiative(&list[i], bad)
		}
	}
	for _, s := range m.Scenarios {
		for _, i := range s.Initiatives {
			if i < 0 || i >= len(m.Initiatives) {
				bad("scenario %s: initiative %d of %d", s.Name, i, len(m.Initiatives))
			}
		}
	}
	for _, t := range m.Targets {
		_, monthly := targetMeasure(t.Metric)
		_, whole := ParseMetric(t.Metric)
		if t.By < 0 || t.By > m.Months || !whole && (t.By == 0 || !monthly) {
			bad("target on %s by month %d", t.Metric, t.By)
		}
	}
	return errors.Join(errs...)
}

// Bounds of a run.
const (
	MaxMonths = 600
	MaxTrials = 10_000_000
)

func (m *Model) checkSegment(s *Segment, bad func(string, ...any)) {
	if s.Term < 1 {
		bad("segment %s: term is %d, want at least 1", s.Name, s.Term)
	}
	if s.Retention.Per < 0 {
		bad("segment %s: per is %d", s.Name, s.Retention.Per)
	}
	for _, g := range s.Opening.Groups {
		if g.Months < 0 || !(g.Customers >= 0) || g.Customers > maxCount {
			bad("segment %s: %v customers of tenure %d", s.Name, g.Customers, g.Months)
		}
	}
	steps := []ByAge{s.GrossMargin, s.CostToServe}
	if s.Orders != nil {
		steps = append(steps, s.Orders.Rate)
	}
	for _, b := range steps {
		for i, x := range b {
			if i == 0 && x.From != 0 || i > 0 && x.From <= b[i-1].From {
				bad("segment %s: steps by age must start at 0 and ascend", s.Name)
			}
		}
	}
	for _, c := range s.Channels {
		if n := len(c.Seasonality); n != 0 && n != 12 {
			bad("segment %s: channel %s has %d seasonal factors, want 12", s.Name, c.Name, n)
		}
	}
}

func (m *Model) checkInitiative(x *Initiative, bad func(string, ...any)) {
	for _, g := range x.Segments {
		if g < 0 || g >= len(m.Segments) {
			bad("initiative %s: segment %d of %d", x.Name, g, len(m.Segments))
		}
	}
	if x.Starts < 1 || x.StartsTo != 0 && x.StartsTo < x.Starts {
		bad("initiative %s: starts in month %d to %d", x.Name, x.Starts, x.StartsTo)
	}
}
