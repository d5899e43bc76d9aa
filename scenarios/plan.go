package scenarios

import (
	"unicode"
	"unicode/utf8"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// plan reads the whole plan into the model.
func (l *loader) plan(root *node) {
	r := l.open(root, "", planKeys)
	if r == nil {
		return
	}
	l.header(r)
	l.assumptions(r)
	l.correlations(r)
	l.money(r)
	l.readSegments(r)
	l.shocks(r)
	l.readInitiatives(r)
	l.checkTenures()
	l.scenarios(r)
	l.targets(r)
	l.unused()
}

// header reads what is certain about the run.
func (l *loader) header(r *record) {
	m := l.model
	m.Name = r.text("plan")
	m.Currency = r.text("currency")
	l.doubtCurrency("currency", m.Currency)
	l.info.Language = "en"
	if language, ok := r.choice("language"); ok {
		l.info.Language = language
	}
	if n, path := r.value("start"); n != nil {
		if start, ok := l.date(n, path); ok {
			m.Start = start
		} else {
			l.noStart = true
		}
	} else if r.maybe("start") {
		l.noStart = true
	}
	m.Months = r.wholeOr("months", 0)
	m.FiscalYearStart = r.wholeOr("fiscal_year_start", 1)
	m.Trials = r.wholeOr("trials", 10_000)
	m.Seed = 1
	if n, path := r.value("seed"); n != nil {
		m.Seed, _ = l.seed(n, path)
	}
	if name, ok := r.choice("sampling"); ok {
		m.Sampling, _ = dist.ParseSampling(name)
	}
	if name, ok := r.choice("noise"); ok && name == "none" {
		m.Noise = sim.NoiseNone
	}
	_, m.TerminalValue = r.choice("terminal_value")
	if n, path := r.value("ltv_month"); n != nil {
		if span, ok := l.month(n, path, month{}); ok {
			if m.Months > 0 && span.from > m.Months {
				l.problem(n.at(), path, "%s is after the horizon of %d months", quoteBare(n.text), m.Months)
			}
			m.LTVMonth = span.from
		}
	}
	m.LTVMonths = r.wholeOr("ltv_months", 0)
}

// money reads the plan's own rates and costs, which may refer to assumptions.
func (l *loader) money(r *record) {
	m := l.model
	m.Discount, m.Discounted = r.quantity("discount")
	m.CostGrowth, _ = r.quantity("cost_growth")
	m.FixedCost, _ = r.quantity("fixed_cost")
}

func (l *loader) shocks(r *record) {
	n, path := r.value("shocks")
	for i, item := range l.items(n, path, takes[sequence](r, "shocks")) {
		s := l.open(item, joinIndex(path, i), shockKeys)
		if s == nil {
			continue
		}
		var shock sim.Shock
		if name, ok := s.choice("lever"); ok {
			shock.Lever, _ = sim.ParseLever(name)
		}
		shock.SD, _ = s.quantity("sd")
		shock.Persistence, _ = s.quantity("persistence")
		shock.Segments, _ = l.segmentList(s)
		l.model.Shocks = append(l.model.Shocks, shock)
	}
}

// segmentList reads the key "segments" of an initiative, event or shock, and
// says whether the list is complete.
func (l *loader) segmentList(r *record) ([]int, bool) {
	n, path := r.value("segments")
	if n == nil {
		all := make([]int, len(l.segments))
		for i := range all {
			all[i] = i
		}
		return all, !r.maybe("segments") && !l.unsure["segments"]
	}
	found, ok := l.references(n, path, "segment", l.segmentNames())
	if ok && len(found) == 0 {
		l.problem(n.at(), path, "the list is empty; expected at least one segment, or no key for all of them")
	}
	return found, ok
}

// unused warns about what a plan defines and never uses.
func (l *loader) unused() {
	for _, a := range l.order {
		if !a.used && a.state == good {
			l.warn("unused_assumption", join("assumptions", a.name), "is not used")
		}
	}
	used := make([]bool, len(l.initiatives))
	for _, s := range l.model.Scenarios {
		for _, i := range s.Initiatives {
			used[i] = true
		}
	}
	for i, in := range l.initiatives {
		if !used[i] {
			l.warn("unused_initiative", in.path, "is in no scenario")
		}
	}
}

// mostName is the number of characters of the longest name.
const mostName = 100

// validName reports whether a segment, initiative, .. may be called s.
func validName(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > mostName {
		return false
	}
	for _, r := range s {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}
