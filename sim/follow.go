package sim

// Until the first of a scenario's own initiatives begins in a segment, the
// segment's customers are the baseline's: the lane follows that of the baseline
// and is simulated from there on alone. Nothing of a scenario's outcome depends
// on which way it got there.

// never is a month that no horizon reaches or ends before.
const never = MaxMonths + 2

// setBegins sets the first month in which the lane may differ from that of the
// baseline, whose program is given: 1 where events move prices or terms, whose
// state depends on the changes that a lane has.
func (l *laneProgram) setBegins(p *program, baseline *laneProgram) {
	l.begins = never
	for _, i := range l.inits {
		if x := &p.inits[i]; !x.event {
			l.begins = min(l.begins, x.Starts)
		}
	}
	if l.begins < never && (len(baseline.effects[LeverPrice]) > 0 || baseline.changesTerm) {
		l.begins = 1
	}
}

// follows reports whether the lane of scenario s is that of the baseline in
// month t.
func (w *worker) follows(s, g, t int) bool { return s > 0 && t < w.p.lanes[s][g].begins }

// idle reports whether scenario s is a baseline that nobody asks for and that
// nobody follows any more in month t.
func (w *worker) idle(s, g, t int) bool { return w.leads && s == 0 && t >= w.p.lanes[1][g].begins }

// follow puts the lane where the baseline's lane b is at the end of month t.
func (l *lane) follow(b *lane, t int) {
	l.live = b.live
	copy(l.n, b.n[:b.live])
	copy(l.unit, b.unit[:b.live])
	copy(l.factor, b.factor[:b.live])
	copy(l.kept, b.kept[:b.live])
	copy(l.pool, b.pool)
	copy(l.survival.atRisk, b.survival.atRisk)
	copy(l.survival.lost, b.survival.lost)
	for k := range l.months {
		copy(l.months[k][:t], b.months[k][:t])
	}
	if l.changesTerm {
		for c := range l.live {
			l.startTerm(c, t-l.seg.joined[c])
		}
	}
	l.prices.reset(l.live)
	l.mix.follow(&b.mix, l.live)
	l.yearAgo.copy(&b.yearAgo)
	if t >= l.w.p.ltvMonth {
		l.life.copy(&b.life)
		l.perNew = b.perNew
	}
	l.countedMonth, l.countedTotal, l.spentTotal = b.countedMonth, b.countedTotal, b.spentTotal
	for i, hit := range b.capped {
		l.capped[i] = l.capped[i] || hit
	}
}

// follow takes over the mixes of the cohorts below live.
func (s *mixState) follow(b *mixState, live int) {
	s.active, s.nodes = b.active, nil
	for c := range live {
		x, y := &s.cohorts[c], &b.cohorts[c]
		x.disturbed, x.sum = y.disturbed, y.sum
		if y.disturbed {
			x.weights = append(x.weights[:0], y.weights...)
		}
	}
}

func (y *snapshot) copy(b *snapshot) {
	y.taken, y.live = b.taken, b.live
	if !y.taken {
		return
	}
	copy(y.n, b.n)
	copy(y.unit, b.unit)
	copy(y.fac, b.fac)
}

func (x *lifetime) copy(b *lifetime) {
	stream, survival := x.stream, x.survival
	*x = *b
	x.stream, x.survival = stream, survival
	copy(x.stream, b.stream)
	copy(x.survival, b.survival)
}
