package sim

// setInputs evaluates the lane's inputs of month t for every age class. lasting
// leaves out what ends at the horizon: all changes of initiatives but price and
// term.
func (l *lane) setInputs(in *laneInputs, t int, lasting bool) {
	b := l.base
	for k := range in.class {
		age := l.bounds[k]
		x := &in.class[k]
		ev := func(lv Lever, v float64) float64 {
			return l.apply(l.effects[lv], lv, v, age, t, -1, lasting)
		}
		x.margin = ev(LeverGrossMargin, b.margin.at(age))
		x.serve = ev(LeverCostToServe, b.serve.at(age))
		x.orderRate = ev(LeverOrderRate, b.orderRate.at(age))
		x.orderValue = ev(LeverOrderValue, b.orderValue)
		x.up = ev(LeverExpansion, b.up.at(age))
		x.down = ev(LeverContraction, b.down.at(age))
		if x.up+x.down > 1 {
			x.down = 1 - x.up
			l.capped[LeverContraction] = true
		}
		if l.seg.moves() {
			in.moves[k] = [2]odds{newOdds(x.up), newOdds(ofOthers(x.down, x.up))}
		}
		x.leave = ev(LeverInvoluntary, b.failure) * (1 - ev(LeverRecovery, b.recovery))
		x.churn = l.relativeChurn(age, t, lasting)
	}
	in.points = l.churnPoints && l.pointsAct(t, lasting)
	in.size[0], in.size[1] = b.uplift, b.drop
	l.setPrices(in, t)
	in.term = l.seg.Term
	if l.changesTerm {
		in.term = int(l.lever(LeverTerm, float64(in.term), 0, t, -1))
	}
}

// pointsAct reports whether a churn change with to or add does anything in month
// t.
func (l *lane) pointsAct(t int, lasting bool) bool {
	f := l.w.future
	for i := range l.effects[LeverChurn] {
		e := &l.effects[LeverChurn][i]
		acts := e.Op == OpTo || e.Op == OpAdd && f.values[e.id] != 0
		if acts && f.churners[e.init][t-1] != 0 && (!lasting || e.event) {
			return true
		}
	}
	return false
}

// setPrices evaluates the ratio of every price change of month t: that of the
// list price with the change to the list price before it.
func (l *lane) setPrices(in *laneInputs, t int) {
	in.list = 1
	list := l.effects[LeverPrice]
	k := len(in.class)
	for class := range in.class {
		price := l.base.price
		for j := range list {
			before := price
			price = l.apply(list[j:j+1], LeverPrice, price, l.bounds[class], t, -1, false)
			ratio := 1.0
			if before != 0 {
				ratio = price / before
			}
			in.price[j*k+class] = ratio
			if class == 0 {
				in.list *= ratio
			}
		}
	}
}

// steps is a ByAge evaluated for one trial.
type steps struct {
	from  []int
	value []float64
}

func newSteps(b ByAge) steps {
	s := steps{value: make([]float64, len(b))}
	for _, x := range b {
		s.from = append(s.from, x.From)
	}
	return s
}

func (s *steps) set(b ByAge, inputs []float64, r Range) {
	for i, x := range b {
		s.value[i] = x.Value.value(inputs, r)
	}
}

// at is the value at an age, 0 where there is none.
func (s *steps) at(age int) float64 {
	v := 0.0
	for i, from := range s.from {
		if from > age {
			break
		}
		v = s.value[i]
	}
	return v
}
