package sim

import (
	"slices"

	"holdfast/sim/retention"
	"holdfast/sim/variate"
)

// program is a model prepared for the kernel: what every trial would otherwise
// look up again. It is read-only while trials run.
type program struct {
	m        *Model
	segments []segmentProgram
	inits    []initProgram   // initiatives, then events
	lanes    [][]laneProgram // [scenario][segment]
	changes  int             // number of changes over all inits
	ltvMonth int
}

// initProgram is an initiative or event with the addresses of its luck.
type initProgram struct {
	*Initiative
	event  bool
	key    uint64
	change int // id of its first change
	on     []bool
}

// segmentProgram is a segment with the addresses of its luck and the shape of
// its state.
type segmentProgram struct {
	*Segment
	key      uint64
	channels []uint64 // addresses
	joined   []int    // month in which cohort c joined: opening groups first, then 1..T
	opening  []float64
	kind     retention.Kind
	carried  bool // propensities are carried through changes
	per      int  // months between the curve's renewals
	ages     int  // ages of the tables: 0..ages-1
	shocks   [numLevers][]int
	elastic  bool // price changes move churn
}

// moves reports whether customers who stay change what they pay.
func (g *segmentProgram) moves() bool { return g.Expansion != nil || g.Contraction != nil }

// effect is one change as it acts on one segment.
type effect struct {
	*Change
	init    int // index into program.inits
	id      int // index of its value in a trial
	channel int // index into the segment's channels; -1: all
	reason  int // index into the segment's reasons; -1: the whole
	event   bool
}

// laneProgram is one segment in one scenario.
type laneProgram struct {
	seg     *segmentProgram
	index   int // of the segment
	effects [numLevers][]effect
	inits   []int    // that act on the segment or cost something there
	bounds  []int    // ages at which inputs may change, from 0
	classes []uint16 // of each age
	// sharesHazards: nothing that the scenario adds touches the churn of
	// the baseline.
	sharesHazards bool
	changesTerm   bool
	churnPoints   bool // a churn change with to or add
	begins        int  // month until which the lane follows the baseline's
}

func compile(m *Model) *program {
	p := &program{m: m, ltvMonth: m.LTVMonth}
	if p.ltvMonth == 0 {
		p.ltvMonth = m.Months
	}
	p.compileInits()
	p.segments = make([]segmentProgram, len(m.Segments))
	for i := range m.Segments {
		p.compileSegment(i)
	}
	for _, s := range m.Scenarios {
		row := make([]laneProgram, len(m.Segments))
		for g := range row {
			row[g] = p.compileLane(s, g)
			baseline := &row[g]
			if len(p.lanes) > 0 {
				baseline = &p.lanes[0][g]
			}
			row[g].setBegins(p, baseline)
		}
		p.lanes = append(p.lanes, row)
	}
	return p
}

func (p *program) compileInits() {
	add := func(list []Initiative, event bool) {
		for i := range list {
			x := &list[i]
			on := make([]bool, len(p.m.Segments))
			for _, g := range x.Segments {
				on[g] = true
			}
			p.inits = append(p.inits, initProgram{
				Initiative: x, event: event, key: variate.Name(x.Name), change: p.changes, on: on,
			})
			p.changes += len(x.Changes)
		}
	}
	add(p.m.Initiatives, false)
	add(p.m.Events, true)
}

func (p *program) compileSegment(i int) {
	m, s := p.m, &p.m.Segments[i]
	g := &p.segments[i]
	g.Segment = s
	g.key = variate.Name(s.Name)
	for _, c := range s.Channels {
		g.channels = append(g.channels, variate.Name(c.Name))
	}
	oldest := 0
	groups := slices.Clone(s.Opening.Groups)
	slices.SortFunc(groups, func(a, b TenureGroup) int { return b.Months - a.Months })
	for _, o := range groups {
		g.joined = append(g.joined, -o.Months)
		g.opening = append(g.opening, o.Customers)
		oldest = max(oldest, o.Months)
	}
	for t := 1; t <= m.Months; t++ {
		g.joined = append(g.joined, t)
	}
	g.kind, _ = retention.ParseKind(s.Retention.Model)
	g.carried = g.kind.Carries() && !s.LikeAverage
	g.per = s.Retention.Per
	if g.per == 0 {
		g.per = s.Term
	}
	g.ages = oldest + m.Months + 1
	for j, sh := range m.Shocks {
		if slices.Contains(sh.Segments, i) {
			g.shocks[sh.Lever] = append(g.shocks[sh.Lever], j)
		}
	}
	g.elastic = s.Elasticity.Churn != Quantity{}
}

func (p *program) compileLane(s Scenario, g int) laneProgram {
	l := laneProgram{seg: &p.segments[g], index: g, sharesHazards: true}
	use := slices.Clone(s.Initiatives)
	for i, x := range p.inits {
		if x.event {
			use = append(use, i)
		}
	}
	bounds := []int{0}
	for _, i := range use {
		x := &p.inits[i]
		if !x.on[g] {
			continue
		}
		l.inits = append(l.inits, i)
		for j := range x.Changes {
			c := &x.Changes[j]
			e, ok := l.effect(c)
			if !ok {
				continue
			}
			e.init, e.id, e.event = i, x.change+j, x.event
			l.effects[c.Lever] = append(l.effects[c.Lever], e)
			if c.Ages.Limited {
				bounds = append(bounds, c.Ages.From, c.Ages.To+1)
			}
			l.changesTerm = l.changesTerm || c.Lever == LeverTerm
			l.churnPoints = l.churnPoints || c.Lever == LeverChurn && (c.Op == OpTo || c.Op == OpAdd)
			if !x.event && l.touchesChurn(c.Lever) {
				l.sharesHazards = false
			}
		}
	}
	for i := range l.effects {
		slices.SortStableFunc(l.effects[i], func(a, b effect) int { return applyOrder(a.Op) - applyOrder(b.Op) })
	}
	l.setClasses(bounds)
	return l
}

// applyOrder ranks operations: to, then the relative ones, then add.
func applyOrder(o Op) int {
	switch o {
	case OpTo:
		return 0
	case OpAdd:
		return 2
	}
	return 1
}

func (l *laneProgram) touchesChurn(lv Lever) bool {
	switch lv {
	case LeverChurn, LeverInvoluntary, LeverRecovery, LeverTerm:
		return true
	case LeverPrice:
		return l.seg.elastic
	}
	return false
}

// effect resolves the names that a change uses; ok is false where it does not
// apply to the lane's segment.
func (l *laneProgram) effect(c *Change) (e effect, ok bool) {
	e = effect{Change: c, channel: -1, reason: -1}
	if c.Channel != "" {
		e.channel = slices.IndexFunc(l.seg.Channels, func(ch Channel) bool { return ch.Name == c.Channel })
		if e.channel < 0 {
			return e, false
		}
	}
	if c.Reason != "" {
		e.reason = slices.IndexFunc(l.seg.Reasons, func(r Reason) bool { return r.Name == c.Reason })
		if e.reason < 0 {
			return e, false
		}
	}
	return e, true
}

// setClasses partitions the ages into the intervals within which no input
// changes with age.
func (l *laneProgram) setClasses(bounds []int) {
	add := func(b ByAge) {
		for _, s := range b {
			bounds = append(bounds, s.From)
		}
	}
	s := l.seg
	add(s.GrossMargin)
	add(s.CostToServe)
	if s.Orders != nil {
		add(s.Orders.Rate)
	}
	for _, mv := range []*Move{s.Expansion, s.Contraction} {
		if mv != nil {
			add(mv.Customers)
		}
	}
	slices.Sort(bounds)
	l.bounds = slices.Compact(bounds)
	l.classes = make([]uint16, l.tableAges())
	k := 0
	for a := range l.classes {
		for k+1 < len(l.bounds) && l.bounds[k+1] <= a {
			k++
		}
		l.classes[a] = uint16(k)
	}
}

// tableAges is the number of ages for which tables are kept: those that occur,
// and those that the lifetime sums walk through one by one.
func (l *laneProgram) tableAges() int {
	return max(l.seg.ages, lifetimeAges+1, l.bounds[len(l.bounds)-1]+2)
}

func (l *laneProgram) class(age int) int {
	if age < len(l.classes) {
		return int(l.classes[age])
	}
	return len(l.bounds) - 1
}
