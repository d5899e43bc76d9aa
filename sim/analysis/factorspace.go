package analysis

import (
	"math"
	"sort"

	"holdfast/sim"
	"holdfast/sim/dist"
	"holdfast/sim/variate"
)

// purposeBootstrap tells the generator of bootstraps from those of plans.
const purposeBootstrap = 0xb007

func bootstrapKey(seed uint64) variate.Key { return variate.Root(seed).With(purposeBootstrap) }

// factorSpace makes draws from points of the unit cube, whose coordinates belong to
// factors: as many as members for a group, two for an event, one for any other.
// What belongs to no factor of the space stands in its middle.
type factorSpace struct {
	m       *sim.Model
	factors []Factor
	dims    []int // coordinates, by factor
	size    int
	copula  *dist.Copula // nil where nothing correlates
	rest    *sim.Draw    // what the factors leave alone
}

func newFactorSpace(m *sim.Model, factors []Factor) (*factorSpace, error) {
	s := &factorSpace{m: m, factors: factors, rest: middleDraw(m)}
	for i := range factors {
		n := 1
		switch factors[i].Kind {
		case FactorGroup:
			n = len(factors[i].Inputs)
		case FactorEvent:
			n = 2
		}
		s.dims = append(s.dims, n)
		s.size += n
	}
	if len(m.Correlations) == 0 {
		return s, nil
	}
	names := make([]string, len(m.Inputs))
	for i, x := range m.Inputs {
		names[i] = x.Name
	}
	var pairs []dist.Pair
	for _, c := range m.Correlations {
		pairs = append(pairs, dist.Pair{A: c.A, B: c.B, Rho: c.Rho})
	}
	var err error
	s.copula, err = dist.NewCopula(names, pairs)
	return s, err
}

// draw sets d to the draw at u.
func (s *factorSpace) draw(u []float64, d *sim.Draw) {
	copyDraw(d, s.rest)
	if s.copula != nil {
		s.correlate(u, d)
	}
	at := 0
	for k := range s.factors {
		f, x := &s.factors[k], u[at:at+s.dims[k]]
		at += s.dims[k]
		switch f.Kind {
		case FactorInput:
			i := f.Inputs[0]
			d.Inputs[i] = s.m.Inputs[i].Dist.Quantile(x[0])
		case FactorTable:
			s.row(f, pickRow(x[0], len(s.m.Tables[f.Index].Columns[0])), d)
		case FactorSuccess:
			d.Success[f.Index] = x[0]
		case FactorEvent:
			d.Happens[f.Index], d.Starts[f.Index] = x[0], x[1]
		case FactorShocks:
			d.Shocks, d.Calm = streamAddress(x[0]), false
		case FactorLuck:
			d.Luck = streamAddress(x[0])
		}
	}
}

// correlate sets the inputs of all groups.
func (s *factorSpace) correlate(u []float64, d *sim.Draw) {
	rest := s.rest.Inputs
	for i := range d.Inputs {
		d.Inputs[i] = 0.5
	}
	at := 0
	for k := range s.factors {
		if f := &s.factors[k]; f.Kind == FactorGroup {
			for j, i := range f.Inputs {
				d.Inputs[i] = u[at+j]
			}
		}
		at += s.dims[k]
	}
	s.copula.ApplyUniform(d.Inputs)
	for i := range d.Inputs {
		if !s.copula.Correlated(i) {
			d.Inputs[i] = rest[i]
			continue
		}
		d.Inputs[i] = s.m.Inputs[i].Dist.Quantile(d.Inputs[i])
	}
}

// row sets the columns of a table to one of its rows.
func (s *factorSpace) row(f *Factor, row int, d *sim.Draw) {
	for _, i := range f.Inputs {
		x := &s.m.Inputs[i]
		d.Inputs[i] = s.m.Tables[x.Table-1].Columns[x.Column][row]
	}
}

// pickRow is one of n equally likely numbers from 0.
func pickRow(u float64, n int) int { return min(int(u*float64(n)), n-1) }

// streamAddress turns a uniform into the number of a trial whose shocks or luck are
// taken: different uniforms, unrelated luck.
func streamAddress(u float64) uint64 { return math.Float64bits(u) }

// middleDraw is the draw in which every input is at its median, a table at its
// middle row, what is rather likely than not works or happens, events start in
// the middle of their months, and shocks stand at 1.
func middleDraw(m *sim.Model) *sim.Draw {
	d := &sim.Draw{
		Inputs: make([]float64, len(m.Inputs)), Success: make([]float64, len(m.Initiatives)),
		Happens: make([]float64, len(m.Events)), Starts: make([]float64, len(m.Events)), Calm: true,
	}
	rows := make([]int, len(m.Tables))
	for i := range rows {
		rows[i] = middleRow(&m.Tables[i])
	}
	for i := range m.Inputs {
		x := &m.Inputs[i]
		if x.Table == 0 {
			d.Inputs[i] = x.Dist.Quantile(0.5)
			continue
		}
		d.Inputs[i] = m.Tables[x.Table-1].Columns[x.Column][rows[x.Table-1]]
	}
	for _, list := range [][]float64{d.Success, d.Happens, d.Starts} {
		for i := range list {
			list[i] = 0.5
		}
	}
	return d
}

// middleRow is the row whose ranks are nearest to the middle in all columns
// together: columns of a fit depend on each other, so that their medians may
// make up a row that could not be.
func middleRow(t *sim.Table) int {
	if len(t.Columns) == 0 {
		return 0
	}
	rows := len(t.Columns[0])
	away := make([]float64, rows)
	for _, column := range t.Columns {
		for i, r := range averageRanks(column) {
			d := r - float64(rows-1)/2
			away[i] += d * d
		}
	}
	best := 0
	for i := range away {
		if away[i] < away[best] || away[i] == away[best] && rowBefore(t, i, best) {
			best = i
		}
	}
	return best
}

// rowBefore orders rows by their values, so that their order in the file does not
// matter.
func rowBefore(t *sim.Table, a, b int) bool {
	for _, column := range t.Columns {
		if column[a] != column[b] {
			return column[a] < column[b]
		}
	}
	return false
}

// averageRanks returns the rank of each value from 0, ties sharing their mean.
func averageRanks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	out := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			out[k] = float64(i+j-1) / 2
		}
		i = j
	}
	return out
}

// copyDraw copies from into to, which has the same or more room.
func copyDraw(to, from *sim.Draw) {
	copy(to.Inputs, from.Inputs)
	copy(to.Success, from.Success)
	copy(to.Happens, from.Happens)
	copy(to.Starts, from.Starts)
	to.Shocks, to.Luck, to.Calm = from.Shocks, from.Luck, from.Calm
}
