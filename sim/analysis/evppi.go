package analysis

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"holdfast/sim"
)

// Learning is something that could be found out before deciding.
type Learning struct {
	Kind    string // of its [Factor]; "initiative" for all effects of one; "member" for an input of a group or table
	Title   string
	Path    string // in the plan; of a group, its members' joined by " + "
	Members []string
	// Studied: a study can look into it. Not so events, which lie in the
	// future, and what is listed for its parts.
	Studied bool
	Worth
}

// subject is a learning with its numbers.
type subject struct {
	Learning
	blocks  []int       // that it belongs to
	numbers [][]float64 // by trial
}

// learn sets the learnings: EVPPI by regression on what would be learnt, after
// Strong, Oakley & Brennan, "Estimating Multiparameter Partial Expected Value of
// Perfect Information from a Probabilistic Sensitivity Analysis Sample" (2014),
// with penalised splines, cross-fitted. What the other factors explain, by an
// additive fit, is taken out first: they are independent of the subject, so its
// conditional expectations stay as they are and lose noise.
func (r *ValueResult) learn(ctx context.Context, m *sim.Model, d *decision, workers int) error {
	subjects := subjects(m, d)
	if !r.Decides() || len(d.blocks) == 0 {
		for i := range subjects {
			r.Learnings = append(r.Learnings, subjects[i].Learning)
		}
		return nil
	}
	d.explained = newAdditive(d, d.gain)
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	next := make(chan *subject)
	var wg sync.WaitGroup
	for range min(workers, len(subjects)) {
		wg.Go(func() {
			for s := range next {
				if ctx.Err() == nil {
					gain := d.explained.without(s.blocks)
					s.Worth = d.worth(d.predict(s.numbers, gain), gain)
				}
			}
		})
	}
	for i := range subjects {
		next <- &subjects[i]
	}
	close(next)
	wg.Wait()
	for i := range subjects {
		r.Learnings = append(r.Learnings, subjects[i].Learning)
	}
	slices.SortStableFunc(r.Learnings, func(a, b Learning) int {
		switch {
		case a.Value > b.Value:
			return -1
		case a.Value < b.Value:
			return 1
		}
		return 0
	})
	return ctx.Err()
}

// predict is E[gain | numbers], [option][trial], cross-fitted.
func (d *decision) predict(numbers, gain [][]float64) [][]float64 {
	return d.predictBy(newBasis(numbers), gain)
}

func (d *decision) predictBy(b *basis, gain [][]float64) [][]float64 {
	fitted := b.crossFit(gain[1:], d.folds)
	return append([][]float64{make([]float64, len(d.trials))}, fitted...)
}

// block is factors that depend on each other, and their numbers by trial; other
// blocks are independent of it.
type block struct {
	factors []Factor
	numbers [][]float64
}

// subjects lists what could be learnt, and sets the blocks that everything
// uncertain falls into.
func subjects(m *sim.Model, d *decision) (all []subject) {
	var factors []Factor
	for _, f := range Factors(m) {
		if f.Kind != FactorLuck && f.Kind != FactorShocks {
			factors = append(factors, f)
		}
	}
	blockOf, ofInput := make([]int, len(factors)), map[int]int{}
	for k := range factors {
		f := &factors[k]
		blockOf[k] = len(d.blocks)
		if chance := f.chance(m); chance != nil && chance.Input != 0 {
			if at, known := ofInput[chance.Input-1]; known {
				blockOf[k] = at // its probability is uncertain: not independent of that
			}
		}
		numbers := f.numbers(m, d.draws)
		if blockOf[k] == len(d.blocks) {
			d.blocks = append(d.blocks, block{})
		}
		b := &d.blocks[blockOf[k]]
		b.factors, b.numbers = append(b.factors, *f), append(b.numbers, numbers...)
		for _, i := range f.Inputs {
			ofInput[i] = blockOf[k]
		}
		one := subject{Learning{Kind: f.Kind.String(), Title: f.Title, Path: f.Path}, []int{blockOf[k]}, numbers}
		one.Studied = f.Kind != FactorEvent && len(f.Inputs) < 2
		if len(f.Inputs) > 1 {
			for _, i := range f.Inputs {
				one.Members = append(one.Members, InputPath(m, i))
			}
		}
		all = append(all, one)
		if len(f.Inputs) < 2 {
			continue
		}
		for n, i := range f.Inputs {
			all = append(all, subject{Learning{Kind: "member", Title: InputTitle(m, i), Path: InputPath(m, i), Studied: true},
				[]int{blockOf[k]}, numbers[n : n+1]})
		}
	}
	return append(all, initiativeSubjects(m, factors, blockOf, d)...)
}

// initiativeSubjects are the initiatives of more than one uncertain number: all
// their effects and whether they work, together.
func initiativeSubjects(m *sim.Model, factors []Factor, blockOf []int, d *decision) []subject {
	var all []subject
	for x := range m.Initiatives {
		inputs := effects(m, x)
		one := subject{Learning: Learning{Kind: "initiative", Title: titleOf(&m.Initiatives[x]), Path: pathJoined("initiatives", m.Initiatives[x].Name)}}
		for k := range factors {
			f := &factors[k]
			if f.Kind == FactorSuccess && f.Index == x {
				one.add(blockOf[k], f.Path, f.numbers(m, d.draws)[0])
			}
			for _, i := range f.Inputs {
				if slices.Contains(inputs, i) {
					one.add(blockOf[k], InputPath(m, i), d.draws.inputs[i])
				}
			}
		}
		if len(one.Members) > 1 && used(m, x) {
			all = append(all, one)
		}
	}
	return all
}

func (s *subject) add(block int, path string, numbers []float64) {
	if !slices.Contains(s.blocks, block) {
		s.blocks = append(s.blocks, block)
	}
	s.Members = append(s.Members, path)
	s.numbers = append(s.numbers, numbers)
}

// effects are the inputs that say what initiative i does to customers, the
// elasticities of a price change among them; not what it costs, which no test
// tells.
func effects(m *sim.Model, i int) []int {
	x := &m.Initiatives[i]
	var inputs []int
	add := func(q sim.Quantity) {
		if q.Input != 0 && !slices.Contains(inputs, q.Input-1) {
			inputs = append(inputs, q.Input-1)
		}
	}
	for i := range x.Changes {
		add(x.Changes[i].Value)
		if x.Changes[i].Lever == sim.LeverPrice {
			for _, g := range x.Segments {
				add(m.Segments[g].Elasticity.Churn)
				add(m.Segments[g].Elasticity.Acquisition)
			}
		}
	}
	add(x.ReachCustomers)
	add(x.ReachChurners)
	add(x.Fade)
	return inputs
}

func used(m *sim.Model, initiative int) bool {
	return slices.ContainsFunc(m.Scenarios, func(s sim.Scenario) bool { return slices.Contains(s.Initiatives, initiative) })
}

// chance is the probability of what a factor stands for, nil where it is none.
func (f *Factor) chance(m *sim.Model) *sim.Quantity {
	switch f.Kind {
	case FactorSuccess:
		return &m.Initiatives[f.Index].Success
	case FactorEvent:
		return &m.Events[f.Index].Success
	}
	return nil
}

// numbers are what the factor is in every trial: the inputs; 1 where an
// initiative works, else 0; the month in which an event starts, 0 where it does
// not happen.
func (f *Factor) numbers(m *sim.Model, x *draws) [][]float64 {
	happens := func(initiative *sim.Initiative, u []float64, i int) bool {
		q := initiative.Success
		p := q.Factor
		if q.Input != 0 {
			p *= x.inputs[q.Input-1][i]
		}
		return initiative.Certain || u[i] < p
	}
	switch f.Kind {
	case FactorSuccess:
		u := x.success[f.Index]
		works := make([]float64, len(u))
		for i := range u {
			if happens(&m.Initiatives[f.Index], u, i) {
				works[i] = 1
			}
		}
		return [][]float64{works}
	case FactorEvent:
		event, u := &m.Events[f.Index], x.happens[f.Index]
		month := make([]float64, len(u))
		for i := range u {
			if happens(event, u, i) {
				span := event.StartsTo - event.Starts + 1
				month[i] = float64(event.Starts + min(int(x.starts[f.Index][i]*float64(span)), span-1))
			}
		}
		return [][]float64{month}
	}
	numbers := make([][]float64, len(f.Inputs))
	for k, i := range f.Inputs {
		numbers[k] = x.inputs[i]
	}
	return numbers
}

// additive is a cross-fitted additive fit of gains to all blocks.
type additive struct {
	gain   [][]float64   // [option][trial]
	blocks [][][]float64 // [block][column][trial]
	at     []int         // first coefficient of each block
	coef   [][][]float64 // [fold][option-1][coefficient]
	folds  folds
	fitted [][]float64 // [option]: sum of all blocks, each of mean 0
}

func newAdditive(d *decision, gain [][]float64) *additive {
	constant := make([]float64, len(d.trials))
	for i := range constant {
		constant[i] = 1
	}
	a := &additive{gain: gain, folds: d.folds}
	columns := [][]float64{constant}
	for k := range d.blocks {
		own := plain(d.blocks[k].numbers)
		a.at = append(a.at, len(columns))
		a.blocks = append(a.blocks, own)
		columns = append(columns, own...)
	}
	a.coef = unpenalised(columns).coefficients(gain[1:], d.folds, []float64{0})
	a.fitted = matrix(len(gain), len(d.trials))
	for k := range a.blocks {
		for s, x := range a.block(k) {
			for i, v := range x {
				a.fitted[s][i] += v
			}
		}
	}
	return a
}

// block is what a block explains, [option][trial], of mean 0.
func (a *additive) block(k int) [][]float64 {
	x := matrix(len(a.fitted), len(a.folds.of))
	for s := 1; s < len(x); s++ {
		for j, c := range a.blocks[k] {
			for i, fold := range a.folds.of {
				x[s][i] += c[i] * a.coef[fold][s-1][a.at[k]+j]
			}
		}
		centre(x[s])
	}
	return x
}

func centre(x []float64) {
	mean := average(x)
	for i := range x {
		x[i] -= mean
	}
}

// without is the gains less what all other blocks than these explain.
func (a *additive) without(these []int) [][]float64 {
	gain := matrix(len(a.gain), len(a.folds.of))
	for s := range gain {
		for i := range gain[s] {
			gain[s][i] = a.gain[s][i] - a.fitted[s][i]
		}
	}
	for _, k := range these {
		for s, x := range a.block(k) {
			for i, v := range x {
				gain[s][i] += v
			}
		}
	}
	return gain
}
