package dist

import (
	"fmt"
	"sort"
)

// Sampling says how the uniforms of the inputs are spread over the trials.
type Sampling int

const (
	Random         Sampling = iota // independent in every trial
	LatinHypercube                 // each input stratified within a replicate
	Sobol                          // all inputs together evenly spread within a replicate
)

// String returns the name used in a plan.
func (s Sampling) String() string {
	switch s {
	case Random:
		return "random"
	case LatinHypercube:
		return "latin_hypercube"
	case Sobol:
		return "sobol"
	}
	return fmt.Sprintf("Sampling(%d)", int(s))
}

// ParseSampling returns the sampling of a name used in a plan.
func ParseSampling(name string) (Sampling, error) {
	for _, s := range []Sampling{Random, LatinHypercube, Sobol} {
		if s.String() == name {
			return s, nil
		}
	}
	return 0, fmt.Errorf("sampling is random, latin_hypercube or sobol, found %q", name)
}

// Replicates is the number of independently scrambled blocks of a stratified
// design of at least twice as many trials.
const Replicates = 16

// mostTrials keeps a replicate within the 32 digits of Sobol's sequence.
const mostTrials = 1 << 35

// Design gives every input its uniform in every trial, as a pure function of
// (sampling, seed, trials, names): no state, safe for concurrent use.
//
// Random: input name in trial i is a hash of (seed, name, i); the number of
// trials does not enter.
//
// LatinHypercube, Sobol: the trials form replicates, contiguous ranges that
// differ by at most one in size, scrambled independently of each other. Trials
// within a replicate depend on each other, so an error must be estimated from
// between the replicates. A single uniform has the same law under every
// sampling.
//
// Under Random and LatinHypercube an input's uniforms depend on its own name
// alone. Under Sobol inputs take dimensions in the order of their names, so
// adding one may move the others; those past the table's SobolDimensions are
// stratified as in a Latin hypercube.
type Design struct {
	sampling   Sampling
	trials     int
	replicates int
	keys       []uint64 // by input
	dimensions []int    // by input; -1: not by Sobol
}

// NewDesign returns the design of a number of trials for inputs of different
// names.
func NewDesign(sampling Sampling, seed uint64, trials int, names []string) (*Design, error) {
	if !(trials >= 1 && trials <= mostTrials) {
		return nil, fmt.Errorf("trials must be from 1 to %d, found %d", mostTrials, trials)
	}
	d := &Design{sampling: sampling, trials: trials, replicates: 1,
		keys: make([]uint64, len(names)), dimensions: make([]int, len(names))}
	switch sampling {
	case Random:
	case LatinHypercube, Sobol:
		d.replicates = max(1, min(Replicates, trials/2))
	default:
		return nil, fmt.Errorf("unknown sampling: %v", sampling)
	}
	order := make([]int, len(names))
	for i, name := range names {
		d.keys[i] = join(join(seed, uint64(sampling)), nameKey(name))
		d.dimensions[i] = -1
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return names[order[a]] < names[order[b]] })
	for rank, i := range order {
		if rank > 0 && names[order[rank-1]] == names[i] {
			return nil, fmt.Errorf("two inputs are named %q", names[i])
		}
		if sampling == Sobol && rank < SobolDimensions {
			d.dimensions[i] = rank
		}
	}
	return d, nil
}

// Trials returns the number of trials of the design.
func (d *Design) Trials() int { return d.trials }

// Replicates returns the number of independent blocks: 1 under Random, else 16,
// or half the trials where there are fewer than 32, and at least 1.
func (d *Design) Replicates() int { return d.replicates }

// Replicate returns the block of trial i.
func (d *Design) Replicate(i int) int { return ((i+1)*d.replicates - 1) / d.trials }

// Bounds returns the trials of block r: first <= i < last.
func (d *Design) Bounds(r int) (first, last int) {
	return r * d.trials / d.replicates, (r + 1) * d.trials / d.replicates
}

// Uniform returns the uniform of an input, given by its index in names, in
// trial i, strictly between 0 and 1.
func (d *Design) Uniform(i, input int) float64 {
	key := d.keys[input]
	if d.sampling == Random {
		return open01(join(key, uint64(i)))
	}
	r := d.Replicate(i)
	first, last := d.Bounds(r)
	key = join(key, uint64(r))
	if dimension := d.dimensions[input]; dimension >= 0 {
		return sobolUniform(dimension, uint32(i-first), uint32(last-first), key)
	}
	return latinUniform(uint64(i-first), uint64(last-first), key)
}

// Fill sets u to the uniforms of all inputs in trial i.
func (d *Design) Fill(i int, u []float64) {
	for input := range u {
		u[input] = d.Uniform(i, input)
	}
}
