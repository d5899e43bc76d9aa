package dist

import (
	"errors"
	"fmt"
	"math"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// Pair states the Spearman rank correlation of two inputs, given by index.
type Pair struct {
	A, B int
	Rho  float64
}

// Copula couples inputs by a Gaussian copula with given Spearman rank
// correlations: standard normals with the Pearson correlation
//
//	r = 2 sin(pi rho / 6)
//
// have the rank correlation rho, and so have inputs of continuous laws drawn
// from them; ties in a discrete law weaken it. Pairs that are not stated are 0.
//
// Source: Iman & Conover (1982); Kruskal (1958) for the formula.
//
// Inputs that pairs connect form a group, which is factored on its own in the
// order of the names. Other inputs, and the order of the inputs, therefore do
// not matter, and an input in no group stays as it is.
type Copula struct {
	size   int
	groups []group
}

// group holds the members of a connected group in the order of their names and
// the lower Cholesky factor of their correlations, row by row.
type group struct {
	members []int
	factor  []float64
}

// leastEigenvalue is what a correlation matrix needs to count as positive
// definite.
const leastEigenvalue = 1e-9

// NewCopula returns the copula of inputs with the given names. All mistakes are
// reported together, joined: a pair that names no input or one input twice, a
// pair stated twice, a correlation outside -1 to 1 (the ends are outside), and
// a *CorrelationError for each group that is not positive definite.
func NewCopula(names []string, pairs []Pair) (*Copula, error) {
	if err := checkPairs(names, pairs); err != nil {
		return nil, err
	}
	c := &Copula{size: len(names)}
	var errs []error
	for _, members := range connected(names, pairs) {
		inside := pairsWithin(members, pairs)
		factor, ok := cholesky(correlations(members, inside))
		if !ok {
			errs = append(errs, newCorrelationError(names, members, inside))
			continue
		}
		c.groups = append(c.groups, group{members, factor})
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return c, nil
}

// checkPairs looks at each pair alone.
func checkPairs(names []string, pairs []Pair) error {
	var errs []error
	fail := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	seen := map[[2]int]bool{}
	for i, p := range pairs {
		if min(p.A, p.B) < 0 || max(p.A, p.B) >= len(names) {
			fail("correlation %d is between inputs %d and %d, of %d", i+1, p.A, p.B, len(names))
			continue
		}
		a, b := names[p.A], names[p.B]
		key := [2]int{min(p.A, p.B), max(p.A, p.B)}
		switch {
		case p.A == p.B:
			fail("%s is correlated with itself", a)
		case seen[key]:
			fail("the correlation of %s and %s is stated twice", a, b)
		case !(p.Rho > -1 && p.Rho < 1):
			fail("the correlation of %s and %s needs a number above -1 and below 1, found %v", a, b, p.Rho)
		}
		seen[key] = true
	}
	known := map[string]bool{}
	for _, name := range names {
		if known[name] {
			fail("two inputs are named %q", name)
		}
		known[name] = true
	}
	return errors.Join(errs...)
}

// connected returns the groups of two inputs or more that pairs other than 0
// connect, members in the order of their names, groups in that of their first.
func connected(names []string, pairs []Pair) [][]int {
	root := make([]int, len(names))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for _, p := range pairs {
		if p.Rho != 0 {
			root[find(p.A)] = find(p.B)
		}
	}
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return names[order[a]] < names[order[b]] })
	place := map[int]int{}
	var all [][]int
	for _, i := range order {
		r := find(i)
		if _, ok := place[r]; !ok {
			place[r] = len(all)
			all = append(all, nil)
		}
		all[place[r]] = append(all[place[r]], i)
	}
	groups := all[:0]
	for _, members := range all {
		if len(members) > 1 {
			groups = append(groups, members)
		}
	}
	return groups
}

// pairsWithin returns the pairs among members, a pair of 0 included.
func pairsWithin(members []int, pairs []Pair) []Pair {
	in := map[int]bool{}
	for _, i := range members {
		in[i] = true
	}
	var inside []Pair
	for _, p := range pairs {
		if in[p.A] && in[p.B] {
			inside = append(inside, p)
		}
	}
	return inside
}

// correlations returns the Pearson matrix of a group in the order of members.
func correlations(members []int, pairs []Pair) *mat.SymDense {
	place := map[int]int{}
	m := mat.NewSymDense(len(members), nil)
	for k, i := range members {
		place[i] = k
		m.SetSym(k, k, 1)
	}
	for _, p := range pairs {
		m.SetSym(place[p.A], place[p.B], pearson(p.Rho))
	}
	return m
}

// pearson returns the correlation of normals with the rank correlation rho.
func pearson(rho float64) float64 { return 2 * math.Sin(math.Pi*rho/6) }

// spearman is the inverse of pearson.
func spearman(r float64) float64 { return 6 / math.Pi * math.Asin(r/2) }

// positiveDefinite reports whether the least eigenvalue is leastEigenvalue or
// more.
func positiveDefinite(m *mat.SymDense) bool {
	var eigen mat.EigenSym
	if !eigen.Factorize(m, false) {
		return false
	}
	return eigen.Values(nil)[0] >= leastEigenvalue
}

// cholesky returns the lower factor of m row by row, or false where m is not
// positive definite.
func cholesky(m *mat.SymDense) ([]float64, bool) {
	n := m.SymmetricDim()
	var c mat.Cholesky
	if !positiveDefinite(m) || !c.Factorize(m) {
		return nil, false
	}
	var lower mat.TriDense
	c.LTo(&lower)
	var rows []float64
	for i := range n {
		for j := 0; j <= i; j++ {
			rows = append(rows, lower.At(i, j))
		}
	}
	return rows, true
}

// Correlated reports whether an input is coupled with any other.
func (c *Copula) Correlated(input int) bool {
	for _, g := range c.groups {
		for _, i := range g.members {
			if i == input {
				return true
			}
		}
	}
	return false
}

// Apply turns independent standard normals, one for each input, into
// correlated ones, in place. It allocates nothing.
func (c *Copula) Apply(z []float64) {
	if len(z) != c.size {
		panic(fmt.Sprintf("dist: a copula of %d inputs is applied to %d", c.size, len(z)))
	}
	for _, g := range c.groups {
		g.apply(z)
	}
}

// ApplyUniform does the same to independent uniforms. Inputs that are not
// correlated keep theirs to the last bit; the others stay strictly within
// (0, 1).
func (c *Copula) ApplyUniform(u []float64) {
	if len(u) != c.size {
		panic(fmt.Sprintf("dist: a copula of %d inputs is applied to %d", c.size, len(u)))
	}
	for _, g := range c.groups {
		for _, i := range g.members {
			u[i] = Z(u[i])
		}
		g.apply(u)
		for _, i := range g.members {
			u[i] = clamp(Phi(u[i]), smallestUniform, 1-smallestUniform)
		}
	}
}

// apply multiplies by the factor from the last row up, so that a row finds the
// values before it untouched.
func (g group) apply(z []float64) {
	start := len(g.factor)
	for row := len(g.members) - 1; row >= 0; row-- {
		start -= row + 1
		sum := 0.0
		for column, l := range g.factor[start : start+row+1] {
			sum += l * z[g.members[column]]
		}
		z[g.members[row]] = sum
	}
}
