package sim

// lane is one segment in one scenario: its cohorts and what they earned, month
// by month, in the current trial. Cohort c joined in month seg.joined[c].
type lane struct {
	*laneProgram
	w    *worker
	base *segmentDraw // the segment's inputs in this trial

	live   int       // cohorts that have joined
	n      []float64 // customers
	unit   []float64 // mean MRR per customer at price factor 1
	factor []float64 // price factor f that their own MRR has gone through
	kept   []float64 // share of MRR that contractions left since 12 months before the end
	pool   []float64 // customers lost in month s who have not come back, [s-1]

	// Contracts, where terms change: ages of the last and the next renewal.
	last, next []int

	prices   priceState
	mix      mixState
	hazards  *hazardTable
	inputs   laneInputs
	after    laneInputs // of the months after the horizon
	before   []float64  // MRR by cohort before the month, for billing
	yearAgo  snapshot
	survival survivalCount

	months    [NumMeasures][]float64 // [measure][t-1]
	allMonths []float64              // the same, one measure after the other
	life      lifetime
	equity    float64
	perNew    acquisition // expectations in the LTV month
	// counted are initiative costs that count in CAC: of the LTV month, and of
	// the horizon; spent is what was spent on the customers of the horizon.
	countedMonth, countedTotal, spentTotal float64
	capped                                 [numLevers]bool
}

// laneInputs are a lane's inputs in one month, by age class.
type laneInputs struct {
	class []classInputs
	price []float64 // ratio of each price change, [change*classes + class]
	list  float64   // product of the ratios at age 0
	term  int
	size  [2]float64 // uplift of an expansion, drop of a contraction
	// points: a churn change with to or add acts, so that hazards are changed
	// age by age.
	points bool
	moves  [][2]odds // by class: chance of an expansion; of a contraction for the others
}

// classInputs are the inputs of customers of one age class.
type classInputs struct {
	margin, serve, orderRate, orderValue, up, down float64
	leave                                          float64 // failed payments, per month
	churn                                          float64 // product of the relative churn changes
}

// snapshot holds the cohorts as they were 12 months before the end.
type snapshot struct {
	taken        bool
	live         int
	n, unit, fac []float64
}

// survivalCount counts, by age, customers at risk of churning and those who did.
type survivalCount struct {
	atRisk, lost []float64
}

func newLane(w *worker, p *laneProgram, base *segmentDraw) *lane {
	c := len(p.seg.joined)
	months := w.p.m.Months
	k := len(p.bounds)
	prices := len(p.effects[LeverPrice])
	l := &lane{
		laneProgram: p, w: w, base: base,
		n: make([]float64, c), unit: make([]float64, c), factor: make([]float64, c), kept: make([]float64, c),
		pool: make([]float64, months),
	}
	newInputs := func() laneInputs {
		return laneInputs{class: make([]classInputs, k), price: make([]float64, k*prices), moves: make([][2]odds, k)}
	}
	l.inputs, l.after = newInputs(), newInputs()
	if p.changesTerm {
		l.last, l.next = make([]int, c), make([]int, c)
	}
	if p.seg.UpfrontBills {
		l.before = make([]float64, c)
	}
	l.yearAgo = snapshot{n: make([]float64, c), unit: make([]float64, c), fac: make([]float64, c)}
	l.survival = survivalCount{make([]float64, p.tableAges()), make([]float64, p.tableAges())}
	l.prices = newPriceState(prices, c)
	l.mix = newMixState(p, c)
	l.hazards = newHazardTable(p.tableAges())
	l.months, l.allMonths = newMonths(months)
	l.life = newLifetime(lifetimeAges)
	return l
}

// newMonths makes room for every measure in n months: by measure, and as one.
func newMonths(n int) (byMeasure [NumMeasures][]float64, all []float64) {
	all = make([]float64, int(NumMeasures)*n)
	for i := range byMeasure {
		byMeasure[i] = all[i*n : (i+1)*n : (i+1)*n]
	}
	return byMeasure, all
}

// reset puts the lane at t = 0 of a trial.
func (l *lane) reset() {
	g := l.seg
	l.live = len(g.opening)
	price := l.base.openingPrice
	for c, n := range g.opening {
		l.n[c], l.unit[c], l.factor[c], l.kept[c] = n, price, 1, 1
		if l.changesTerm {
			l.startTerm(c, -g.joined[c])
		}
	}
	clear(l.pool)
	clear(l.survival.atRisk)
	clear(l.survival.lost)
	l.prices.reset(l.live)
	l.mix.reset()
	l.countedMonth, l.countedTotal, l.spentTotal, l.equity = 0, 0, 0, 0
	l.yearAgo.taken = false
	l.perNew = acquisition{}
	if l.w.p.m.Months == 12 {
		l.takeSnapshot()
	}
}

// startTerm sets the renewals before and after the age of cohort c, whose terms
// have not changed so far.
func (l *lane) startTerm(c, age int) {
	l.last[c] = age / l.seg.Term * l.seg.Term
	l.next[c] = l.last[c] + l.seg.Term
}

// month moves the lane from the end of month t-1 to the end of month t.
func (l *lane) month(t int) {
	if t == 1 || t == l.begins || l.changedAt(t) {
		l.setInputs(&l.inputs, t, false)
		l.mix.active = l.mix.active || l.seg.carried && l.multiplies()
		if !l.sharesHazards || l.w.first {
			l.hazards.stamp++
		}
	}
	var s step
	s.t = t
	if l.before != nil {
		for c := range l.live {
			l.before[c] = l.n[c] * l.unit[c] * l.factor[c]
		}
	}
	l.prices.decide(l, t)
	l.renewals(&s)
	l.prices.apply(l, &s)
	l.moves(&s)
	l.join(&s)
	l.settle(&s)
	if t == l.w.p.m.Months-12 {
		l.takeSnapshot()
	}
}

// step gathers what happens in one month.
type step struct {
	t                                    int
	churned, fresh, back                 float64
	mrrChurned, mrrPrice, mrrUp, mrrDown float64
	acquisitionCost                      float64
	unitKept                             float64 // sum of unit over those who stay
}

// changedAt reports whether any input may differ from the month before.
func (l *lane) changedAt(t int) bool {
	for _, i := range l.inits {
		if l.w.future.changed[i][t-1] {
			return true
		}
	}
	return l.hasShock(LeverChurn)
}

func (l *lane) hasShock(lv Lever) bool { return len(l.seg.shocks[lv]) > 0 }

func (l *lane) takeSnapshot() {
	y := &l.yearAgo
	y.taken, y.live = true, l.live
	copy(y.n, l.n[:l.live])
	copy(y.unit, l.unit[:l.live])
	copy(y.fac, l.factor[:l.live])
	for c := range l.live {
		l.kept[c] = 1
	}
}
