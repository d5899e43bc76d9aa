package dist

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/mat"
)

// CorrelationError says that the correlations of a connected group of inputs
// contradict each other: no joint law has them.
type CorrelationError struct {
	Names   []string  // of the group's inputs, in order
	Pairs   []Pair    // as stated, among the group's inputs
	Nearest []float64 // for each pair, a rank correlation that is valid with the others
	text    string
}

// Error names the inputs and, for every pair that has to move, the nearest
// valid value.
func (e *CorrelationError) Error() string { return e.text }

// newCorrelationError finds the nearest valid values of a group.
func newCorrelationError(names []string, members []int, pairs []Pair) *CorrelationError {
	e := &CorrelationError{Pairs: pairs, Nearest: nearestValid(members, pairs)}
	for _, i := range members {
		e.Names = append(e.Names, names[i])
	}
	var moves []string
	for i, p := range pairs {
		if e.Nearest[i] != p.Rho {
			moves = append(moves, fmt.Sprintf("%s and %s %s instead of %v", names[p.A], names[p.B],
				strconv.FormatFloat(e.Nearest[i], 'f', -1, 64), p.Rho))
		}
	}
	e.text = fmt.Sprintf("the correlations of %s contradict each other (not positive definite); nearest valid values: %s",
		strings.Join(e.Names, ", "), strings.Join(moves, ", "))
	return e
}

// nearestValid returns a rank correlation for each pair, rounded to three
// decimals, such that all of them together are positive definite: those nearest
// to the stated ones, or, where rounding breaks them, the least shrunk towards
// 0. A pair that moves by less than rounding does keeps its value.
func nearestValid(members []int, pairs []Pair) []float64 {
	near := nearestCorrelations(correlations(members, pairs), stated(members, pairs))
	place := map[int]int{}
	for k, i := range members {
		place[i] = k
	}
	const decimals = 1000
	for shrink := 0.0; ; shrink += 0.001 {
		rhos := make([]float64, len(pairs))
		trial := append([]Pair(nil), pairs...)
		for i, p := range pairs {
			r := (1 - shrink) * near.At(place[p.A], place[p.B])
			rhos[i] = math.Round(spearman(r)*decimals) / decimals
			if math.Abs(rhos[i]-p.Rho) < 0.5/decimals {
				rhos[i] = p.Rho
			}
			trial[i].Rho = rhos[i]
		}
		if shrink >= 1 || positiveDefinite(correlations(members, trial)) {
			return rhos
		}
	}
}

// stated marks the elements of a group's matrix that pairs state.
func stated(members []int, pairs []Pair) map[[2]int]bool {
	place, free := map[int]int{}, map[[2]int]bool{}
	for k, i := range members {
		place[i] = k
	}
	for _, p := range pairs {
		a, b := place[p.A], place[p.B]
		free[[2]int{min(a, b), max(a, b)}] = true
	}
	return free
}

const (
	eigenvalueFloor     = 1e-3 // leaves room for rounding the values
	projectionSteps     = 2000
	projectionConverged = 1e-10
)

// nearestCorrelations returns the matrix nearest to m, in the Frobenius norm,
// among those with unit diagonal, zeros at the elements that are not free, and
// no eigenvalue below eigenvalueFloor: alternating projections with Dykstra's
// correction.
//
// Source: Higham, "Computing the nearest correlation matrix" (2002); Higham &
// Strabic (2016) for fixed elements.
func nearestCorrelations(m *mat.SymDense, free map[[2]int]bool) *mat.SymDense {
	n := m.SymmetricDim()
	y := mat.NewSymDense(n, nil)
	y.CopySym(m)
	correction := mat.NewSymDense(n, nil)
	r, x := mat.NewSymDense(n, nil), mat.NewSymDense(n, nil)
	for range projectionSteps {
		subtract(r, y, correction)
		if !raiseEigenvalues(x, r) {
			break
		}
		subtract(correction, x, r)
		moved := 0.0
		for i := range n {
			for j := i; j < n; j++ {
				v := x.At(i, j)
				switch {
				case i == j:
					v = 1
				case !free[[2]int{i, j}]:
					v = 0
				}
				moved = math.Max(moved, math.Abs(v-y.At(i, j)))
				y.SetSym(i, j, v)
			}
		}
		if moved < projectionConverged {
			break
		}
	}
	return y
}

// raiseEigenvalues sets x to the nearest matrix to r without eigenvalues below
// the floor.
func raiseEigenvalues(x, r *mat.SymDense) bool {
	n := r.SymmetricDim()
	var eigen mat.EigenSym
	if !eigen.Factorize(r, true) {
		return false
	}
	values := eigen.Values(nil)
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	for i := range n {
		for j := i; j < n; j++ {
			sum := 0.0
			for k, v := range values {
				sum += math.Max(v, eigenvalueFloor) * vectors.At(i, k) * vectors.At(j, k)
			}
			x.SetSym(i, j, sum)
		}
	}
	return true
}

// subtract sets d to a - b.
func subtract(d, a, b *mat.SymDense) {
	for i := range a.SymmetricDim() {
		for j := i; j < a.SymmetricDim(); j++ {
			d.SetSym(i, j, a.At(i, j)-b.At(i, j))
		}
	}
}
