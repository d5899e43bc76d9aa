package analysis

import (
	"fmt"
	"math"

	"holdfast/sim/dist"
)

// SobolOptions say how precisely indices are estimated.
type SobolOptions struct {
	Seed uint64
	// Precision is the half-width of the 95 % intervals at which the estimation
	// ends; 0 stands for 0.02.
	Precision float64
	// MaxRows bounds the rows of the design, at each of which the function is
	// evaluated twice, and once more for every factor whose indices are not
	// known precisely enough by then; 0 stands for 65,536. The
	// first round has 1,024 rows, or MaxRows if that is less; at least 32.
	MaxRows int
}

// Index is an estimated share of variance with its 95 % interval. An estimate
// may lie outside 0 to 1 by its error.
type Index struct {
	Value, Low, High float64
}

// Indices are Sobol's sensitivity indices of a function of independent factors.
type Indices struct {
	First []Index // by factor: what it explains alone
	Total []Index // by factor: what it explains alone and together with others
	// Mean and Variance of the function. Where the variance is 0 or any value
	// is infinite or NaN, the indices do not exist and are NaN.
	Mean, Variance float64
	Undefined      int // values that are infinite or NaN

	Rows, Evaluations int
	HalfWidth         float64 // of the widest interval
	Reached           bool    // it is at most the precision asked for
	Padded            int     // dimensions beyond those of the Sobol sequence, stratified as in a Latin hypercube
}

// Sobol estimates the first-order and total indices of f, a function of the
// unit cube whose coordinates are independent and uniform. dims[k] is the
// number of consecutive coordinates that make up factor k. With rows A and B of
// a design and A_k equal to A but for factor k, which it has from B,
//
//	first_k = mean f(B) (f(A_k) - f(A)) / V      Saltelli et al. (2010), eq. (b)
//	total_k = mean (f(A) - f(A_k))^2 / 2V        Jansen (1999)
//
// f being centred. A and B are the two halves of scrambled Sobol points in 16
// independent replicates per round. Rounds double the number of rows until
// every interval is as narrow as asked for, or MaxRows is reached; from the
// second on, rows A_k are left out for factors whose intervals are narrower by a
// fifth already. Intervals are
// from a bootstrap of the replicates within their rounds: the estimate plus and
// minus its standard error times the 97.5 % quantile of Student's t with 15
// degrees of freedom. They are thus of the design as it is, evenness included.
//
// Sources: Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola, "Variance
// based sensitivity analysis of model output" (2010); Jansen, "Analysis of
// variance designs for model output" (1999).
func Sobol(dims []int, f func(u []float64) float64, o SobolOptions) (*Indices, error) {
	return estimateSobol(dims, o, func(n int, at func(i int, u []float64), put func(i int, y float64)) error {
		u := make([]float64, totalOf(dims))
		for i := range n {
			at(i, u)
			put(i, f(u))
		}
		return nil
	})
}

func totalOf(dims []int) int {
	sum := 0
	for _, n := range dims {
		sum += n
	}
	return sum
}

// evaluateSobol evaluates a function at n points: at sets u to the i-th one, and
// may be called concurrently; put takes the value, in the order of i.
type evaluateSobol func(n int, at func(i int, u []float64), put func(i int, y float64)) error

const (
	firstRows         = 1024
	mostRows          = 1 << 16
	usualPrecision    = 0.02
	closedShare       = 0.8 // of the precision, within which a factor is left out of further rows
	sobolBootstraps   = 500
	studentOf15       = 2.1314495 // 97.5 % quantile
	leastRows         = 2 * dist.Replicates
	negligibleVariety = 1e-24 // a variance below this share of the squared mean is rounding
)

func estimateSobol(dims []int, o SobolOptions, evaluate evaluateSobol) (*Indices, error) {
	if o.Precision == 0 {
		o.Precision = usualPrecision
	}
	if o.MaxRows == 0 {
		o.MaxRows = mostRows
	}
	if o.MaxRows < leastRows || !(o.Precision > 0) {
		return nil, fmt.Errorf("Sobol indices need at least %d rows and a precision above 0, found %d and %v", leastRows, o.MaxRows, o.Precision)
	}
	s := &sobolSums{factors: len(dims)}
	out := &Indices{}
	var open []int // factors whose indices are to be made more precise
	for k := range dims {
		open = append(open, k)
	}
	for round := 0; ; round++ {
		rows := min(max(s.rows, firstRows), o.MaxRows-s.rows)
		design, err := newSobolDesign(dims, open, o.Seed, round, rows)
		if err != nil {
			return nil, err
		}
		s.begin(design)
		if err := evaluate(rows*(len(open)+2), design.point, s.put); err != nil {
			return nil, err
		}
		out.Evaluations += rows * (len(open) + 2)
		out.Padded = max(0, 2*design.size-dist.SobolDimensions)
		s.estimate(out, o.Seed)
		out.Reached = out.HalfWidth <= o.Precision
		if out.Reached || math.IsNaN(out.HalfWidth) || s.rows+leastRows > o.MaxRows {
			return out, nil
		}
		open = open[:0]
		for k := range dims {
			if max(out.First[k].half(), out.Total[k].half()) > closedShare*o.Precision {
				open = append(open, k)
			}
		}
	}
}

// half is the half-width of the interval.
func (x Index) half() float64 { return (x.High - x.Low) / 2 }

// sobolDesign is one round of points.
type sobolDesign struct {
	dims, first []int // by factor: coordinates, the first of them
	open        []int // factors of which there are rows A_k
	size        int   // of the cube
	design      *dist.Design
}

// newSobolDesign spreads A over the first dimensions of the sequence and B over
// the following ones; each round is scrambled independently.
func newSobolDesign(dims, open []int, seed uint64, round, rows int) (*sobolDesign, error) {
	d := &sobolDesign{dims: dims, open: append([]int(nil), open...), first: make([]int, len(dims))}
	for k, n := range dims {
		d.first[k] = d.size
		d.size += n
	}
	names := make([]string, 2*d.size)
	for i := range names {
		names[i] = fmt.Sprintf("%d/%06d", round, i)
	}
	var err error
	d.design, err = dist.NewDesign(dist.Sobol, seed, rows, names)
	return d, err
}

// point sets u to the i-th point: by row, A, then B, then A_k of every open
// factor k.
func (d *sobolDesign) point(i int, u []float64) {
	row, part := i/(len(d.open)+2), i%(len(d.open)+2)
	half := 0
	if part == 1 {
		half = d.size
	}
	for j := range u {
		u[j] = d.design.Uniform(row, half+j)
	}
	if part >= 2 {
		k := d.open[part-2]
		for j := d.first[k]; j < d.first[k]+d.dims[k]; j++ {
			u[j] = d.design.Uniform(row, d.size+j)
		}
	}
}

// sobolSums adds up what the estimators need, by replicate.
type sobolSums struct {
	factors   int
	rows      int
	undefined int
	centred   bool
	centre    float64 // subtracted from every value, against cancellation
	rounds    []int   // the first block of each
	blocks    []sobolBlock
	design    *sobolDesign // of the round
	a, b      float64      // f(A), f(B) of the row
}

// sobolBlock holds the sums of one replicate.
type sobolBlock struct {
	rows        float64
	sum, square float64   // of f(A) and f(B)
	moved       []float64 // by factor: rows A_k
	product     []float64 // f(B) (f(A_k) - f(A))
	step        []float64 // f(A_k) - f(A)
	distance    []float64 // (f(A) - f(A_k))^2
}

func (s *sobolSums) begin(d *sobolDesign) {
	s.design = d
	s.rounds = append(s.rounds, len(s.blocks))
	for range d.design.Replicates() {
		n := s.factors
		s.blocks = append(s.blocks, sobolBlock{moved: make([]float64, n), product: make([]float64, n), step: make([]float64, n), distance: make([]float64, n)})
	}
	s.rows += d.design.Trials()
}

func (s *sobolSums) put(i int, y float64) {
	row, part := i/(len(s.design.open)+2), i%(len(s.design.open)+2)
	if y-y != 0 {
		s.undefined++
		y = s.centre
	}
	if !s.centred {
		s.centred, s.centre = true, y
	}
	y -= s.centre
	b := &s.blocks[s.rounds[len(s.rounds)-1]+s.design.design.Replicate(row)]
	switch part {
	case 0:
		s.a = y
	case 1:
		s.b = y
		b.rows++
		b.sum += s.a + y
		b.square += s.a*s.a + y*y
	default:
		step, k := y-s.a, s.design.open[part-2]
		b.moved[k]++
		b.product[k] += s.b * step
		b.step[k] += step
		b.distance[k] += step * step
	}
}

// estimate sets the indices and their intervals.
func (s *sobolSums) estimate(out *Indices, seed uint64) {
	n := s.factors
	out.Rows, out.Undefined = s.rows, s.undefined
	out.First, out.Total = make([]Index, n), make([]Index, n)
	values := make([]float64, 2*n)
	mean, variance := s.indices(values, nil)
	out.Mean, out.Variance, out.HalfWidth = s.centre+mean, variance, 0
	if s.undefined > 0 || !(variance > negligibleVariety*out.Mean*out.Mean) {
		out.HalfWidth = math.NaN()
		for k := range n {
			nan := Index{math.NaN(), math.NaN(), math.NaN()}
			out.First[k], out.Total[k] = nan, nan
		}
		if s.undefined > 0 {
			out.Mean, out.Variance = math.NaN(), math.NaN()
		} else {
			out.Variance = 0
		}
		return
	}
	errors := s.bootstrap(n, seed)
	for k := range 2 * n {
		half := studentOf15 * errors[k]
		x := Index{values[k], values[k] - half, values[k] + half}
		if k < n {
			out.First[k] = x
		} else {
			out.Total[k-n] = x
		}
		out.HalfWidth = max(out.HalfWidth, half)
	}
}

// indices sets values to first-order, then total indices from the blocks, each
// counted weight times (nil: once), and returns mean and variance of what was
// centred.
func (s *sobolSums) indices(values []float64, weight []float64) (mean, variance float64) {
	n := s.factors
	var rows, sum, square float64
	moved, product, step, distance := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range s.blocks {
		w := 1.0
		if weight != nil {
			w = weight[i]
		}
		b := &s.blocks[i]
		rows += w * b.rows
		sum += w * b.sum
		square += w * b.square
		for k := range n {
			moved[k] += w * b.moved[k]
			product[k] += w * b.product[k]
			step[k] += w * b.step[k]
			distance[k] += w * b.distance[k]
		}
	}
	mean = sum / (2 * rows)
	variance = (square - sum*mean) / (2*rows - 1)
	for k := range n {
		values[k] = (product[k] - mean*step[k]) / moved[k] / variance
		values[n+k] = distance[k] / moved[k] / (2 * variance)
	}
	return mean, variance
}

// bootstrap returns the standard errors of first-order, then total indices:
// the spread of the estimates over replicates drawn with replacement within
// each round, corrected for the mean that each round's replicates are resampled
// about.
func (s *sobolSums) bootstrap(n int, seed uint64) []float64 {
	weight := make([]float64, len(s.blocks))
	values, mean, square := make([]float64, 2*n), make([]float64, 2*n), make([]float64, 2*n)
	key := bootstrapKey(seed)
	for draw := range sobolBootstraps {
		clear(weight)
		for r, first := range s.rounds {
			last := len(s.blocks)
			if r+1 < len(s.rounds) {
				last = s.rounds[r+1]
			}
			count := last - first
			stream := key.With(uint64(draw)).With(uint64(r))
			for j := range count {
				weight[first+min(int(stream.At(uint64(j)).U*float64(count)), count-1)]++
			}
		}
		s.indices(values, weight)
		for k, v := range values {
			d := v - mean[k]
			mean[k] += d / float64(draw+1)
			square[k] += d * (v - mean[k])
		}
	}
	errors := make([]float64, 2*n)
	for k := range errors {
		errors[k] = math.Sqrt(square[k] / (sobolBootstraps - 1) * dist.Replicates / (dist.Replicates - 1))
	}
	return errors
}
