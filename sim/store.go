package sim

import (
	"math"

	"holdfast/sim/summary"
)

// blockTrials is the number of trials that a worker simulates at a time.
const blockTrials = 64

// Memory that the values of all trials may take. Up to these, every value is
// kept and quantiles are exact; past them, detail columns become sketches, and
// then headline columns too. Variables, so that tests can reach the sketches.
var (
	headlineBytes = 192 << 20
	detailBytes   = 336 << 20
)

// store keeps the columns of a run, or of a shard of it: trials first to
// last-1 of total.
type store struct {
	layout             *layout
	first, last, total int
	leaf               int // trials in a leaf of a sketch
	headlineExact      bool
	detailExact        bool
	pool               *summary.Pool
	columns            []column
	sums               treeSum
	capped             map[string]bool
}

// column holds one quantity's values by trial. As long as they are all equal it
// holds just that value.
type column struct {
	varies bool
	value  float64
	raw    []float64       // exact: [trial-first]
	sample *summary.Sample // sketch
	buffer []float64       // of the leaf that is being filled
	// byReplicate keeps the order of trials where errors come from between
	// replicates.
	byReplicate []float64
}

func newStore(l *layout, first, last, total int) *store {
	s := &store{layout: l, first: first, last: last, total: total, columns: make([]column, l.columns), capped: map[string]bool{}}
	s.headlineExact = l.headline*total*8 <= headlineBytes
	detail := l.columns - l.headline
	s.detailExact = s.headlineExact && detail*total*8 <= detailBytes
	s.leaf = leafSize(detail, total)
	s.pool = summary.NewPool(s.leaf)
	return s
}

// leafSize is the largest leaf with which sketches of all columns stay within
// memory.
func leafSize(columns, total int) int {
	for leaf := 8192; leaf > 1024; leaf /= 2 {
		levels := 2 + math.Ceil(math.Log2(float64(total)/float64(leaf)+1))
		if float64(columns*leaf*8)*levels <= float64(detailBytes) {
			return leaf
		}
	}
	return 1024
}

// unit is the number of trials at whose multiples a shard may begin.
func (s *store) unit() int {
	if s.detailExact {
		return blockTrials
	}
	return s.leaf
}

func (s *store) exact(c int) bool {
	if c < s.layout.headline {
		return s.headlineExact
	}
	return s.detailExact
}

// add takes in a block. Blocks come in order.
func (s *store) add(b *block) {
	start := b.index*blockTrials - s.first
	for c := range s.columns {
		s.columns[c].add(s, c, start, b.values[c*blockTrials:c*blockTrials+b.trials])
	}
	s.sums.add(b.index, b.sums)
	for _, name := range b.capped {
		s.capped[name] = true
	}
}

// add appends values from position start of the shard.
func (c *column) add(s *store, index, start int, values []float64) {
	if !c.varies {
		if start == 0 {
			c.value = values[0]
		}
		same := true
		bits := math.Float64bits(c.value)
		for _, x := range values {
			same = same && math.Float64bits(x) == bits
		}
		if same {
			return
		}
		c.vary(s, index, start)
	}
	if c.raw != nil {
		copy(c.raw[start:], values)
		return
	}
	c.append(s, start, values)
}

// vary makes room for values that differ: the first n were all the same.
func (c *column) vary(s *store, index, n int) {
	c.varies = true
	if s.exact(index) {
		c.raw = make([]float64, s.last-s.first)
		for i := range n {
			c.raw[i] = c.value
		}
		return
	}
	c.sample = s.pool.Sketch()
	c.buffer = make([]float64, 0, s.leaf)
	same := make([]float64, s.leaf)
	for i := range same {
		same[i] = c.value
	}
	for at := 0; at < n; at += s.leaf {
		c.append(s, at, same[:min(s.leaf, n-at)])
	}
}

// append adds values to the leaf that is being filled, and completes it.
func (c *column) append(s *store, start int, values []float64) {
	for len(values) > 0 {
		room := s.leaf - len(c.buffer)
		k := min(room, len(values))
		c.buffer = append(c.buffer, values[:k]...)
		values, start = values[k:], start+k
		if len(c.buffer) == s.leaf || start == s.last-s.first {
			c.sample.AddLeaf((s.first+start-1)/s.leaf, c.buffer)
			c.buffer = c.buffer[:0]
		}
	}
}

// merge takes in the shard that follows s.
func (s *store) merge(o *store) {
	for i := range s.columns {
		a, b := &s.columns[i], &o.columns[i]
		if !a.varies && !b.varies && math.Float64bits(a.value) == math.Float64bits(b.value) {
			continue
		}
		if !a.varies {
			a.vary(s, i, s.last-s.first)
		}
		if !b.varies {
			b.vary(o, i, o.last-o.first)
		}
		if a.raw != nil {
			a.raw = append(a.raw, b.raw...)
		} else {
			a.sample.Merge(b.sample)
		}
	}
	s.sums.merge(&o.sums)
	for name := range o.capped {
		s.capped[name] = true
	}
	s.last = o.last
}

// treeSum adds vectors by a binary tree over their indexes, so that the bits of
// the sum do not depend on how the vectors were grouped into shards.
type treeSum struct {
	nodes []sumNode // in order of index
}

type sumNode struct {
	level, index int // covers the leaves index<<level ..
	sum          []float64
}

func (t *treeSum) add(index int, leaf []float64) {
	t.push(sumNode{0, index, append([]float64(nil), leaf...)})
}

// push appends a node that follows all others, and joins it with its sibling
// where that is complete.
func (t *treeSum) push(n sumNode) {
	for len(t.nodes) > 0 {
		last := t.nodes[len(t.nodes)-1]
		if last.level != n.level || last.index^1 != n.index || n.index&1 == 0 {
			break
		}
		addTo(last.sum, n.sum)
		t.nodes = t.nodes[:len(t.nodes)-1]
		n = sumNode{n.level + 1, n.index >> 1, last.sum}
	}
	t.nodes = append(t.nodes, n)
}

func (t *treeSum) merge(o *treeSum) {
	for _, n := range o.nodes {
		t.push(n)
	}
}

// total is the sum of everything, from the last node to the first.
func (t *treeSum) total() []float64 {
	if len(t.nodes) == 0 {
		return nil
	}
	sum := append([]float64(nil), t.nodes[len(t.nodes)-1].sum...)
	for i := len(t.nodes) - 2; i >= 0; i-- {
		addTo(sum, t.nodes[i].sum)
	}
	return sum
}
