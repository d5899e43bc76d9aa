package summary

import "sync"

// Pool lends the buffers of samples that have the same leaf size, so that a
// collapse in one sample feeds the next leaf of another and memory stays at
// what is in use. It is safe for concurrent use; what it lends never changes a
// result.
type Pool struct {
	leaf int

	mu      sync.Mutex
	leaves  [][]float64
	scratch [][]float64
}

// NewPool returns an empty pool for leaves of up to that many trials. It panics
// for fewer than two.
func NewPool(leaf int) *Pool {
	if leaf < 2 {
		panic("summary: a leaf must hold two trials or more")
	}
	return &Pool{leaf: leaf}
}

// Leaf returns the number of trials of a complete leaf.
func (p *Pool) Leaf() int { return p.leaf }

// take returns an empty buffer with room for a leaf.
func (p *Pool) take() []float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.leaves)
	if n == 0 {
		return make([]float64, 0, p.leaf)
	}
	b := p.leaves[n-1]
	p.leaves = p.leaves[:n-1]
	return b
}

// give takes a buffer back.
func (p *Pool) give(b []float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leaves = append(p.leaves, b[:0])
}

// takeScratch returns an empty buffer with room for n values.
func (p *Pool) takeScratch(n int) []float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	if last := len(p.scratch) - 1; last >= 0 {
		b := p.scratch[last]
		p.scratch = p.scratch[:last]
		if cap(b) >= n {
			return b
		}
	}
	return make([]float64, 0, n)
}

// giveScratch takes a scratch buffer back.
func (p *Pool) giveScratch(b []float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.scratch = append(p.scratch, b[:0])
}
