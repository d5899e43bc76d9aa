package analysis

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// basis is a family of functions of what is learnt in a trial: columns[j][i] is
// the j-th function in trial i. Linear combinations of them are fitted with the
// quadratic penalty lambda x coefficients' penalty coefficients; lambda is chosen
// by generalised cross-validation.
type basis struct {
	columns [][]float64
	penalty *mat.SymDense
}

const (
	mostLevels   = 24 // of a factor that is described by a mean for each value
	fineSegments = 32 // between the knots of a spline of one number alone
	jointly      = 12 // of each of several
)

// levels returns the distinct values of x in ascending order, nil where there
// are more than mostLevels.
func levels(x []float64) []float64 {
	var found []float64
	for _, v := range x {
		at, known := slices.BinarySearch(found, v)
		if known {
			continue
		}
		if len(found) == mostLevels {
			return nil
		}
		found = slices.Insert(found, at, v)
	}
	return found
}

// normalScores replaces values by the normal quantiles of their mid-ranks,
// z = Phi^-1((rank - 1/2)/n), so that a fit depends on their order alone.
func normalScores(x []float64) []float64 {
	n := len(x)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return a - b
	})
	z := make([]float64, n)
	for i := 0; i < n; {
		j := i + 1
		for j < n && x[order[j]] == x[order[i]] {
			j++
		}
		score := normalQuantile((float64(i+j) / 2) / float64(n))
		for ; i < j; i++ {
			z[order[i]] = score
		}
	}
	return z
}

func normalQuantile(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*u-1) }

// newBasis makes the functions of one or several numbers that are learnt
// together: of each a mean for every value where it has few, else a cubic spline
// of its normal scores; of pairs and triples, products.
func newBasis(x [][]float64) *basis {
	var columns [][]float64
	var blocks []*mat.SymDense
	small := make([][][]float64, len(x))
	for k, v := range x {
		var own [][]float64
		var p *mat.SymDense
		if l := levels(v); l != nil {
			own, p = indicators(v, l), deviations(len(l))
			small[k] = contrasts(own)
		} else {
			z := normalScores(v)
			segments := jointly
			if len(x) == 1 {
				segments = fineSegments
			}
			own = splines(z, segments)
			p = secondDifferences(len(own))
			small[k] = hermite(z)
		}
		columns = append(columns, own...)
		blocks = append(blocks, scaled(p, own))
	}
	if products := interactions(small); len(products) > 0 {
		p := mat.NewSymDense(len(products), nil)
		for i := range products {
			p.SetSym(i, i, 1)
		}
		columns = append(columns, products...)
		blocks = append(blocks, scaled(p, products))
	}
	b := &basis{columns: columns, penalty: mat.NewSymDense(len(columns), nil)}
	at := 0
	for _, p := range blocks {
		size := p.SymmetricDim()
		for i := range size {
			for j := i; j < size; j++ {
				b.penalty.SetSym(at+i, at+j, p.At(i, j))
			}
		}
		at += size
	}
	return b
}

// newMeasured makes the functions of what a test shows: a spline on its own scale
// and not that of its ranks, since what it tells turns quickly where two groups
// of futures meet, of which few show anything in between.
func newMeasured(x []float64) *basis {
	if levels(x) != nil {
		return newBasis([][]float64{x})
	}
	const beyond = 0.002 // of the values at either end, which are moved in
	sorted := slices.Sorted(slices.Values(x))
	cut := int(beyond * float64(len(x)))
	lo, hi := sorted[cut], sorted[len(x)-1-cut]
	if !(lo < hi) {
		return newBasis([][]float64{x})
	}
	inside := make([]float64, len(x))
	for i, v := range x {
		inside[i] = min(max(v, lo), hi)
	}
	columns := splines(inside, fineSegments)
	return &basis{columns, scaled(secondDifferences(len(columns)), columns)}
}

func indicators(x, levels []float64) [][]float64 {
	columns := make([][]float64, len(levels))
	for j := range columns {
		columns[j] = make([]float64, len(x))
	}
	for i, v := range x {
		j, _ := slices.BinarySearch(levels, v)
		columns[j][i] = 1
	}
	return columns
}

// contrasts are centred indicators of all values but the first, for products.
func contrasts(indicators [][]float64) [][]float64 {
	const most = 5 // further values take part in no product
	var columns [][]float64
	for _, x := range indicators[1:min(len(indicators), most)] {
		mean := average(x)
		c := make([]float64, len(x))
		for i, v := range x {
			c[i] = v - mean
		}
		columns = append(columns, c)
	}
	return columns
}

// hermite are the first two orthonormal polynomials of normal scores.
func hermite(z []float64) [][]float64 {
	square := make([]float64, len(z))
	for i, v := range z {
		square[i] = (v*v - 1) / math.Sqrt2
	}
	return [][]float64{z, square}
}

// splines are the cubic B-splines on even knots that cover z (Eilers & Marx,
// "Flexible Smoothing with B-splines and Penalties", 1996). In every trial they
// add up to 1.
func splines(z []float64, segments int) [][]float64 {
	lo, hi := slices.Min(z), slices.Max(z)
	columns := make([][]float64, segments+3)
	for j := range columns {
		columns[j] = make([]float64, len(z))
	}
	for i, v := range z {
		t := (v - lo) / (hi - lo) * float64(segments)
		k := min(int(t), segments-1)
		t -= float64(k)
		s := 1 - t
		columns[k][i] = s * s * s / 6
		columns[k+1][i] = (3*t*t*t - 6*t*t + 4) / 6
		columns[k+2][i] = (3*s*s*s - 6*s*s + 4) / 6
		columns[k+3][i] = t * t * t / 6
	}
	return columns
}

// secondDifferences penalises the curvature of a spline: straight lines are free.
func secondDifferences(n int) *mat.SymDense {
	d := mat.NewDense(n-2, n, nil)
	for i := range n - 2 {
		d.Set(i, i, 1)
		d.Set(i, i+1, -2)
		d.Set(i, i+2, 1)
	}
	p := mat.NewSymDense(n, nil)
	p.SymOuterK(1, d.T())
	return p
}

// deviations penalises the differences of means from their common one.
func deviations(n int) *mat.SymDense {
	p := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			v := -1 / float64(n)
			if i == j {
				v++
			}
			p.SetSym(i, j, v)
		}
	}
	return p
}

// scaled multiplies a penalty so that its trace is that of the columns' squares:
// one lambda then means about the same for every block.
func scaled(p *mat.SymDense, columns [][]float64) *mat.SymDense {
	squares := 0.0
	for _, c := range columns {
		for _, v := range c {
			squares += v * v
		}
	}
	if trace := mat.Trace(p); trace > 0 && squares > 0 {
		p.ScaleSym(squares/trace, p)
	}
	return p
}

// interactions are products of the small bases of several numbers: of all pairs,
// and of triples of up to four; of very many, of the first functions of pairs
// alone, or none.
func interactions(small [][][]float64) [][]float64 {
	var products [][]float64
	multiply := func(factors ...[]float64) {
		p := slices.Clone(factors[0])
		for _, f := range factors[1:] {
			for i := range p {
				p[i] *= f[i]
			}
		}
		products = append(products, p)
	}
	const pairs, triples, simple = 6, 4, 12 // the most numbers of each kind
	for b := range small {
		for a := range b {
			for i, x := range small[a] {
				for j, y := range small[b] {
					if len(small) <= pairs && i+j < 2 || len(small) <= simple && i+j == 0 {
						multiply(x, y)
					}
				}
			}
			for c := range a {
				if len(small) <= triples && len(small[a]) > 0 && len(small[b]) > 0 && len(small[c]) > 0 {
					multiply(small[a][0], small[b][0], small[c][0])
				}
			}
		}
	}
	return products
}

// plain makes a few functions of mean near 0 of one or several numbers: low
// polynomials of normal scores, indicators, products of pairs.
func plain(x [][]float64) [][]float64 {
	var columns [][]float64
	small := make([][][]float64, len(x))
	for k, v := range x {
		if l := levels(v); l != nil {
			own := indicators(v, l)
			small[k] = contrasts(own)
			for _, c := range own[1:] {
				centre(c)
				columns = append(columns, c)
			}
			continue
		}
		z := normalScores(v)
		small[k] = hermite(z)
		cube := make([]float64, len(z))
		for i, s := range z {
			cube[i] = s * (s*s - 3) / math.Sqrt(6)
		}
		columns = append(columns, small[k]...)
		columns = append(columns, cube)
	}
	return append(columns, interactions(small)...)
}

func unpenalised(columns [][]float64) *basis {
	return &basis{columns, mat.NewSymDense(len(columns), nil)}
}

// folds divides the trials for cross-fitting: of[i] is the fold of trial i.
type folds struct {
	of    []int
	count int
}

// moments are the sums that least squares need, of some of the trials.
type moments struct {
	n       float64
	gram    []float64   // columns' products, upper triangle by rows
	right   [][]float64 // [outcome][column]
	squares []float64   // [outcome]
}

func (m *moments) add(o *moments, sign float64) {
	m.n += sign * o.n
	for i, v := range o.gram {
		m.gram[i] += sign * v
	}
	for k := range o.right {
		m.squares[k] += sign * o.squares[k]
		for j, v := range o.right[k] {
			m.right[k][j] += sign * v
		}
	}
}

func newMoments(columns, outcomes int) *moments {
	m := &moments{gram: make([]float64, columns*columns), right: make([][]float64, outcomes), squares: make([]float64, outcomes)}
	for k := range m.right {
		m.right[k] = make([]float64, columns)
	}
	return m
}

// sums adds up each fold, and all of them.
func (b *basis) sums(y [][]float64, f folds) (parts []*moments, all *moments) {
	p := len(b.columns)
	parts = make([]*moments, f.count)
	for k := range parts {
		parts[k] = newMoments(p, len(y))
	}
	row := make([]float64, p)
	for i, fold := range f.of {
		m := parts[fold]
		m.n++
		for j, c := range b.columns {
			row[j] = c[i]
		}
		for j, v := range row {
			if v == 0 {
				continue
			}
			line := m.gram[j*p : (j+1)*p]
			for l := j; l < p; l++ {
				line[l] += v * row[l]
			}
			for k := range y {
				m.right[k][j] += v * y[k][i]
			}
		}
		for k := range y {
			m.squares[k] += y[k][i] * y[k][i]
		}
	}
	all = newMoments(p, len(y))
	for _, m := range parts {
		all.add(m, 1)
	}
	return parts, all
}

// smoothing is the grid of lambdas.
var smoothing = func() []float64 {
	var grid []float64
	for e := -6.0; e <= 4; e++ {
		grid = append(grid, math.Pow(10, e))
	}
	return grid
}()

// crossFit predicts every outcome in every trial, [outcome][trial], from fits to
// the trials of the other folds.
func (b *basis) crossFit(y [][]float64, f folds) [][]float64 {
	coefficients := b.coefficients(y, f, smoothing)
	fitted := make([][]float64, len(y))
	for k := range y {
		fitted[k] = make([]float64, len(f.of))
		for j, c := range b.columns {
			for i, fold := range f.of {
				if v := c[i]; v != 0 {
					fitted[k][i] += v * coefficients[fold][k][j]
				}
			}
		}
	}
	return fitted
}

// coefficients fits every outcome to the trials outside each fold,
// [fold][outcome][column].
func (b *basis) coefficients(y [][]float64, f folds, grid []float64) [][][]float64 {
	parts, all := b.sums(y, f)
	coefficients := make([][][]float64, f.count)
	for k, m := range parts {
		rest := newMoments(len(b.columns), len(y))
		rest.add(all, 1)
		rest.add(m, -1)
		coefficients[k] = b.solve(rest, grid)
	}
	return coefficients
}

// solve returns the coefficients, [outcome][column], of the lambda with the
// smallest generalised cross-validation score n RSS/(n - edf)^2 (Craven & Wahba
// 1979), chosen for each outcome.
func (b *basis) solve(m *moments, grid []float64) [][]float64 {
	p := len(b.columns)
	gram := mat.NewSymDense(p, nil)
	for i := range p {
		for j := i; j < p; j++ {
			gram.SetSym(i, j, m.gram[i*p+j])
		}
	}
	ridge := 1e-10 * (mat.Trace(gram) + 1e-300) / float64(p)
	best := make([][]float64, len(m.right))
	score := make([]float64, len(m.right))
	system, inner := mat.NewSymDense(p, nil), mat.NewDense(p, p, nil)
	var solution mat.VecDense
	for _, lambda := range grid {
		for i := range p {
			for j := i; j < p; j++ {
				v := gram.At(i, j) + lambda*b.penalty.At(i, j)
				if i == j {
					v += ridge
				}
				system.SetSym(i, j, v)
			}
		}
		var factors mat.Cholesky
		if !factors.Factorize(system) {
			continue
		}
		freedom := 0.0
		if len(grid) > 1 {
			if err := factors.SolveTo(inner, gram); err != nil && !conditioned(err) {
				continue
			}
			freedom = mat.Trace(inner)
		}
		for k, right := range m.right {
			if err := factors.SolveVecTo(&solution, mat.NewVecDense(p, right)); err != nil && !conditioned(err) {
				continue
			}
			c := solution.RawVector().Data
			residual := m.squares[k]
			for i := range p {
				residual -= 2 * c[i] * right[i]
				for j := range p {
					residual += c[i] * gram.At(i, j) * c[j]
				}
			}
			s := max(0, residual) / math.Pow(max(1e-9, m.n-freedom), 2)
			if best[k] == nil || s < score[k] {
				best[k], score[k] = slices.Clone(c), s
			}
		}
	}
	for k := range best {
		if best[k] == nil {
			best[k] = make([]float64, p)
		}
	}
	return best
}

// conditioned reports whether an error only warns of rounding.
func conditioned(err error) bool {
	_, is := err.(mat.Condition)
	return is
}

func average(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
