package calibrate

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"holdfast/sim/retention"
	"holdfast/sim/variate"
)

// A cell is a kind of history; customers of one cell are alike to every fit.
type cell struct {
	entry, at int
	left      bool
}

// tally counts customers by cell.
type tally map[cell]float64

func (t tally) add(s spell) { t[cell{s.entry, s.at, s.left}]++ }

// observed returns the cells in a fixed order.
func (t tally) observed() []retention.Observed {
	all := make([]retention.Observed, 0, len(t))
	for c, n := range t {
		all = append(all, retention.Observed{Entry: c.entry, At: c.at, Left: c.left, Count: n})
	}
	slices.SortFunc(all, func(a, b retention.Observed) int {
		left := func(o retention.Observed) int {
			if o.Left {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Entry, b.Entry), cmp.Compare(left(a), left(b)))
	})
	return all
}

// multinomial draws as many cases as there are, with replacement, from groups of
// those sizes: what resampling case by case gives, by conditional binomials. The
// draws are those of the stream at.
func multinomial(sizes []float64, at variate.Key) []float64 {
	left := 0.0
	for _, n := range sizes {
		left += n
	}
	draws := left
	counts := make([]float64, len(sizes))
	for i, n := range sizes {
		point := at.At(uint64(i))
		counts[i] = draws
		if n < left {
			counts[i] = variate.Binomial(draws, n/left, &point)
		}
		draws -= counts[i]
		left -= n
	}
	return counts
}

// resample sets dst to obs with resampled counts.
func resample(dst, obs []retention.Observed, at variate.Key) {
	sizes := make([]float64, len(obs))
	for i, o := range obs {
		sizes[i] = o.Count
	}
	for i, n := range multinomial(sizes, at) {
		dst[i] = obs[i]
		dst[i].Count = n
	}
}

// bootstrap refits the models to n resampled data sets and chooses among them
// each time anew. The result depends on the data, the seed and the name alone.
// A replicate without a loss gets the constant curve of half a loss, since none
// at all would say that nobody ever leaves.
func bootstrap(ctx context.Context, obs []retention.Observed, fits []retention.Fit, n int, key variate.Key) ([]Draw, error) {
	draws := make([]Draw, n)
	errs := make([]error, n)
	next := make(chan int)
	var working sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), max(n, 1)) {
		working.Go(func() {
			scratch := make([]retention.Observed, len(obs))
			for i := range next {
				resample(scratch, obs, key.With(uint64(i)))
				draws[i], errs[i] = replicate(scratch, fits)
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	working.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return draws, nil
}

// replicate fits one resampled data set.
func replicate(obs []retention.Observed, starts []retention.Fit) (Draw, error) {
	t, err := retention.NewTally(obs)
	if err != nil {
		return Draw{}, err
	}
	events, months := 0.0, 0.0
	for i, d := range t.Events {
		events += d
		months += t.AtRisk[i]
	}
	if events == 0 {
		return Draw{retention.Constant, [3]float64{0.5 / max(months, 1)}}, nil
	}
	fits, err := t.FitAll(starts)
	choice, none := retention.Choose(fits)
	if none != nil {
		return Draw{}, err
	}
	return drawOf(&choice.Fit), nil
}

// keyOf addresses the resampling of a segment.
func keyOf(name string) variate.Key { return variate.Root(bootstrapSeed).With(variate.Name(name)) }
