package summary

import (
	"math"
	"sort"
)

// Quantiles sets dst[i] to the quantile ps[i] of the values: type 7, as the
// function Quantiles, where Exact, and otherwise the same formula over the
// kept values, each repeated by its weight, at the corrected rank. The quantiles
// 0 and 1 are the exact minimum and maximum always. ps must ascend within 0
// and 1. Without values every quantile is NaN. It allocates nothing once the
// pool is warm.
func (s *Sample) Quantiles(ps, dst []float64) {
	checkShares(ps, dst)
	n := s.N()
	switch {
	case n == 0:
		fill(dst[:len(ps)], math.NaN())
		return
	case s.exact:
		values := s.gather(n)
		Quantiles(values, ps, dst)
		s.pool.giveScratch(values)
		return
	}
	m := s.Moments()
	lowest, highest := m.lowest(), m.highest()
	shift := s.correction()
	var buffer [maxHeads]head
	u := newUnion(s.nodes, buffer[:0], lowest, highest)
	for i, p := range ps {
		switch p {
		case 0:
			dst[i] = lowest
			continue
		case 1:
			dst[i] = highest
			continue
		}
		r := snap(p*float64(n-1)) + shift
		lo := math.Floor(r)
		weight := r - lo
		dst[i] = u.at(int(lo))
		if weight > 0 {
			dst[i] = interpolate(dst[i], u.at(int(lo)+1), weight)
		}
	}
}

// CVaR returns the mean of the lowest share of the values: as the function CVaR
// where Exact, and otherwise of the kept values by weight. There each node is
// corrected by itself, by a smaller or greater weight of its first value, so
// that no single extreme value carries the correction of all. It panics unless
// 0 < share <= 1.
func (s *Sample) CVaR(share float64) float64 {
	checkTail(share)
	n := s.N()
	switch {
	case n == 0:
		return math.NaN()
	case s.exact:
		values := s.gather(n)
		x := CVaR(values, share)
		s.pool.giveScratch(values)
		return x
	}
	t := snap(share * float64(n))
	m := s.Moments()
	if t <= 1 {
		return m.lowest()
	}
	var buffer [maxHeads]head
	u := newUnion(s.nodes, buffer[:0], m.lowest(), m.highest())
	var sum, weight float64
	for weight < t && u.next() {
		w := min(float64(u.end-u.begin)-u.excess, t-weight)
		sum += w * u.value
		weight += w
	}
	if weight < t {
		sum += (t - weight) * m.highest()
	}
	return sum / t
}

// Below returns the share of the values that are x or less, off by no more than
// RankError; NaN without values.
func (s *Sample) Below(x float64) float64 {
	n := s.N()
	m := s.Moments()
	switch {
	case n == 0 || math.IsNaN(x):
		return math.NaN()
	case x < m.lowest():
		return 0
	case x >= m.highest():
		return 1
	}
	count := 0
	for i := range s.nodes {
		d := &s.nodes[i]
		if s.exact {
			for _, v := range d.values {
				count += oneIf(v <= x)
			}
			continue
		}
		kept := sort.Search(len(d.values), func(j int) bool { return d.values[j] > x })
		count += kept << d.level
	}
	return math.Min(1, math.Max(0, (float64(count)-s.correction())/float64(n)))
}

// gather returns all n values in scratch of the pool.
func (s *Sample) gather(n int) []float64 {
	values := s.pool.takeScratch(n)
	for i := range s.nodes {
		values = append(values, s.nodes[i].values...)
	}
	return values
}

// maxHeads is how many nodes a union walks without allocating: more than a
// sketch without gaps can have.
const maxHeads = 64

// head is what is left to visit of a node.
type head struct {
	values []float64
	level  int
	excess float64 // (A-B)/2 of the node; 0 once its first value is taken
}

// union walks the kept values of a sketch in ascending order. Repeated by their
// weights they have ranks from 0; lower ranks count as the minimum, higher ones
// as the maximum of all values seen.
type union struct {
	heads           []head
	lowest, highest float64

	value      float64 // of ranks begin .. end-1
	begin, end int
	excess     float64 // by how much end - begin is too large a weight
	before     float64 // the value of the ranks just below begin
}

func newUnion(nodes []node, heads []head, lowest, highest float64) union {
	for i := range nodes {
		if len(nodes[i].values) > 0 {
			heads = append(heads, head{nodes[i].values, nodes[i].level, nodes[i].excess()})
		}
	}
	return union{heads: heads, lowest: lowest, highest: highest, value: lowest, before: lowest}
}

// next moves on to the next value, and returns false after the last.
func (u *union) next() bool {
	if len(u.heads) == 0 {
		return false
	}
	least := 0
	for i := 1; i < len(u.heads); i++ {
		if u.heads[i].values[0] < u.heads[least].values[0] {
			least = i
		}
	}
	h := &u.heads[least]
	u.before, u.value = u.value, h.values[0]
	u.begin, u.end = u.end, u.end+1<<h.level
	u.excess, h.excess = h.excess, 0
	if h.values = h.values[1:]; len(h.values) == 0 {
		last := len(u.heads) - 1
		u.heads[least] = u.heads[last]
		u.heads = u.heads[:last]
	}
	return true
}

// at returns the value of a rank. Ranks may be asked for in ascending order, or
// one less than the last.
func (u *union) at(rank int) float64 {
	if rank < 0 {
		return u.lowest
	}
	for rank >= u.end {
		if !u.next() {
			return u.highest
		}
	}
	if rank < u.begin {
		return u.before
	}
	return u.value
}
