package summary

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// Sample is one quantity over the trials of a run, or of a shard of it. It is
// exact (every value is kept) or a sketch, whose memory grows with the
// logarithm of the trials. Either way what it holds, and so every figure it
// gives, is a pure function of the values by trial number: the same bits for
// any number of workers or shards and any order of arrival.
//
// Trials come in leaves: leaf i holds trials i*leaf up to (i+1)*leaf - 1 of the
// run, shorter only at the run's end. Leaves are the lowest level of a binary
// tree over the trial numbers. A node at level l covers 2^l leaves; a sketch
// holds at most leaf of its values, sorted, each standing for 2^l trials. As soon
// as both children of a node are there they are merged, and every second
// value, starting with the first or the second, becomes the node. The start is
// a function of the node's place in the tree, and alternates in the manner of
// Thue and Morse so that errors do not add up. What remains are the maximal
// complete subtrees, whatever the order of arrival.
//
// # Error of a sketch
//
// Write C(x) for the weight of the kept values up to x and T(x) for the true
// count. Keeping every second value of weight w, starting with the first (the
// second), changes C(x) by 0 or by +w (-w), whatever x and the values are; an
// odd number of values needs no other rule. With A the sum of w over
// collapses of the first kind and B over those of the second,
//
//	-B <= C(x) - T(x) <= A,  so  |C(x) - (A-B)/2 - T(x)| <= (A+B)/2 = E
//
// Every answer is corrected by (A-B)/2. A quantile p thus lies between the
// exact values of the 0-based ranks floor(h-E) and floor(h+E)+1, h = (n-1) p,
// for certain; without a collapse, E = 0, those are the neighbours of type 7
// and the answer is exact. With L levels of full leaves, E/n <= L / (4 leaf);
// there are runs that attain E. Errors of either sign cancel: were they
// independent, their standard deviation would be below 1 / (2.8 leaf) of n,
// whatever n is. The error of a tail mean has no such bound; it is that of the
// ranks, times the spread of the tail.
//
// Nulls (NaN) are left out and counted; a leaf is then shorter, its values keep
// weight 1, and E stays as it is while n is smaller. Infinite values sort to
// the ends.
//
// A Sample must not be used by two goroutines at once. Different samples may
// share a Pool.
//
// The tree is that of Manku, Rajagopalan & Lindsay, "Approximate Medians and
// other Quantiles in One Pass and with Limited Memory" (1998), with the
// mergeability of Agarwal et al., "Mergeable Summaries" (2012), fixed to trial
// numbers.
type Sample struct {
	pool        *Pool
	exact       bool
	nodes       []node // by trial number; no two are siblings in a sketch
	over, under int    // A and B above
}

// node is a complete subtree.
type node struct {
	level   int
	index   int       // among the nodes of its level
	values  []float64 // without nulls; sorted in a sketch, by trial in an exact sample
	moments Moments
}

// first and end bound the leaves that a node covers.
func (d *node) first() int { return d.index << d.level }
func (d *node) end() int   { return (d.index + 1) << d.level }

// NewExact returns an empty sample that keeps every value; it takes leaves of
// up to that many trials.
func NewExact(leaf int) *Sample { return NewPool(leaf).Exact() }

// NewSketch returns an empty sketch; leaf, 2 or more, is the number of trials
// in a leaf and of values in a node.
func NewSketch(leaf int) *Sample { return NewPool(leaf).Sketch() }

// Exact returns an empty sample that keeps every value, in buffers of the pool.
func (p *Pool) Exact() *Sample { return &Sample{pool: p, exact: true} }

// Sketch returns an empty sketch in buffers of the pool.
func (p *Pool) Sketch() *Sample { return &Sample{pool: p} }

// AddLeaf adds the values of leaf index (0 is the run's first), in the order of
// their trials, NaN for null. Leaves may come in any order. It copies values,
// leaves them as they are, and allocates nothing once the pool is warm. It
// panics where the leaf is there already, is too long or has a negative index.
func (s *Sample) AddLeaf(index int, values []float64) {
	if index < 0 {
		panic("summary: negative leaf index")
	}
	if len(values) > s.pool.leaf {
		panic(fmt.Sprintf("summary: %d values in a leaf of %d", len(values), s.pool.leaf))
	}
	leaf := node{index: index, values: s.pool.take()}
	leaf.moments.AddAll(values)
	kept := leaf.values[:0]
	for _, x := range values {
		if x == x {
			kept = append(kept, x)
		}
	}
	leaf.values = kept
	if !s.exact {
		scratch := s.pool.take()
		sortFloats(leaf.values, scratch[:cap(scratch)])
		s.pool.give(scratch)
	}
	s.insert(leaf)
}

// Merge moves everything that o holds into s and leaves o empty. Both must be of
// the same kind and leaf size, and hold different leaves; it panics otherwise.
func (s *Sample) Merge(o *Sample) {
	if o.exact != s.exact || o.pool.leaf != s.pool.leaf {
		panic("summary: merging samples of different kinds or leaf sizes")
	}
	s.over += o.over
	s.under += o.under
	for _, d := range o.nodes {
		s.insert(d)
	}
	*o = Sample{pool: o.pool, exact: o.exact}
}

// Release empties s and gives its buffers back to the pool.
func (s *Sample) Release() {
	for i := range s.nodes {
		s.pool.give(s.nodes[i].values)
		s.nodes[i] = node{}
	}
	s.nodes = s.nodes[:0]
	s.over, s.under = 0, 0
}

// insert puts a node in its place and, in a sketch, collapses siblings upwards.
func (s *Sample) insert(d node) {
	at, _ := slices.BinarySearchFunc(s.nodes, d.first(), func(e node, first int) int { return e.first() - first })
	if at > 0 && s.nodes[at-1].end() > d.first() || at < len(s.nodes) && s.nodes[at].first() < d.end() {
		panic(fmt.Sprintf("summary: leaf %d is there already", d.first()))
	}
	s.nodes = slices.Insert(s.nodes, at, d)
	if s.exact {
		return
	}
	for {
		left := at - s.nodes[at].index&1
		if left < 0 || left+1 >= len(s.nodes) {
			return
		}
		a, b := &s.nodes[left], &s.nodes[left+1]
		if a.level != b.level || a.index^1 != b.index {
			return
		}
		s.collapse(a, b)
		s.nodes = slices.Delete(s.nodes, left+1, left+2)
		at = left
	}
}

// collapse replaces a, the left child, by the parent of a and b.
func (s *Sample) collapse(a, b *node) {
	level, index := a.level+1, a.index>>1
	start := startOf(level, index)
	if weight := 1 << a.level; start == 0 {
		s.over += weight
	} else {
		s.under += weight
	}
	values := mergeEverySecond(s.pool.take(), a.values, b.values, start)
	s.pool.give(a.values)
	s.pool.give(b.values)
	a.level, a.index, a.values = level, index, values
	a.moments.Merge(&b.moments)
}

// startOf returns which of the first two merged values a node keeps, 0 or 1.
func startOf(level, index int) int {
	return (bits.OnesCount(uint(index)) + level) & 1
}

// excess returns the node's own part of (A-B)/2: below its last collapse the
// starts are evenly divided at every level.
func (d *node) excess() float64 {
	if d.level == 0 {
		return 0
	}
	quarter := float64(int(1)<<d.level) / 4
	if startOf(d.level, d.index) == 0 {
		return quarter
	}
	return -quarter
}

// mergeEverySecond appends to dst the values of a and b in ascending order,
// start and every second one from there on.
func mergeEverySecond(dst, a, b []float64, start int) []float64 {
	i, j, n := 0, 0, 0
	if start == 1 && len(a) > 0 && len(b) > 0 {
		i, j = advance(a, b, 0, 0)
		n = 1
	}
	// Two steps at a time, without a branch on the values.
	for i+1 < len(a) && j+1 < len(b) {
		dst = append(dst, lesser(a[i], b[j]))
		i, j = advance(a, b, i, j)
		i, j = advance(a, b, i, j)
		n += 2
	}
	for ; i < len(a) && j < len(b); n++ {
		if n&1 == start {
			dst = append(dst, lesser(a[i], b[j]))
		}
		i, j = advance(a, b, i, j)
	}
	rest := a[i:]
	if j < len(b) {
		rest = b[j:]
	}
	for k := (n + start) & 1; k < len(rest); k += 2 {
		dst = append(dst, rest[k])
	}
	return dst
}

// advance steps past the smaller one of a[i] and b[j], a's where equal.
func advance(a, b []float64, i, j int) (int, int) {
	second := oneIf(b[j] < a[i])
	return i + 1 - second, j + second
}

// lesser returns the smaller one of x and y, x where equal.
func lesser(x, y float64) float64 {
	v, w := math.Float64bits(x), math.Float64bits(y)
	if y < x {
		v = w
	}
	return math.Float64frombits(v)
}

// Moments returns the moments of all values, exact in either kind, merged along
// the tree.
func (s *Sample) Moments() Moments {
	var m Moments
	for i := range s.nodes {
		m.Merge(&s.nodes[i].moments)
	}
	return m
}

// N returns the number of values, infinite ones included, nulls not.
func (s *Sample) N() int {
	n := 0
	for i := range s.nodes {
		m := &s.nodes[i].moments
		n += m.n + m.negInf + m.posInf
	}
	return n
}

// Nulls returns the number of NaN left out.
func (s *Sample) Nulls() int {
	n := 0
	for i := range s.nodes {
		n += s.nodes[i].moments.nulls
	}
	return n
}

// Exact says whether every answer is exact: all values are kept, or no two
// leaves of a sketch have been collapsed.
func (s *Sample) Exact() bool { return s.over+s.under == 0 }

// RankError returns the bound E/n of the error of Below, and of the p that a
// quantile really is; 0 where Exact.
func (s *Sample) RankError() float64 {
	if s.Exact() {
		return 0
	}
	n := s.N()
	if n == 0 {
		return 0
	}
	return math.Min(1, float64(s.over+s.under)/2/float64(n))
}

// correction returns (A-B)/2, the middle of what C(x) - T(x) can be.
func (s *Sample) correction() float64 { return float64(s.over-s.under) / 2 }
