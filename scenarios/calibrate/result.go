package calibrate

import (
	"fmt"
	"maps"
	"slices"

	"holdfast/sim"
	"holdfast/sim/retention"
)

// Result is what was found in the files. It is complete: writers print it and
// compute nothing.
type Result struct {
	Segments []Segment // in the order of their names; one named "all" where nothing splits
	Overall  Segment   // all customers together
	Channels []Channel // of acquisition
	Shops    []Shop    // segments of orders
	Rows     Rows
	Files    []File
	Warnings []sim.Warning

	AsOf        Day    // noDay where no file has dates: see Dated
	Dated       bool   // whether AsOf is known
	Snapshot    bool   // tenures and a flag instead of dates
	FlagCovers  int    // months, 0 for the whole history
	Since       Day    // noDay: none
	Currency    string // ISO 4217, "" where nothing tells
	GrossMargin string // as it stands in the plan
	Replicates  int    // of the bootstrap
}

// Rows counts the rows of all files.
type Rows struct {
	Used, Rejected int
	// LeftOut counts, by reason, used rows that say nothing about retention:
	// active customers of tenure 0, histories that ended before the since date.
	LeftOut map[string]int
	// Reasons counts rejected rows, the most frequent first.
	Reasons []Reason
}

// leftOut says how many used rows are in no fit, and which.
func (r *Rows) leftOut() []string {
	var all []string
	for _, reason := range slices.Sorted(maps.Keys(r.LeftOut)) {
		if n := r.LeftOut[reason]; n == 1 {
			all = append(all, "1 row is left out of the fits: "+reason)
		} else if n > 1 {
			all = append(all, fmt.Sprintf("%s rows are left out of the fits: %s", grouped(n), reason))
		}
	}
	return all
}

// Reason is why rows were rejected, with the first lines.
type Reason struct {
	Text  string
	Count int
	Lines []int
}

// File is one of the files that were read.
type File struct {
	Name, SHA256   string
	Kind           Kind
	Encoding       string
	Rows, Rejected int
	From, To       Day // of all dates in it; noDay where it has none
}

// Segment is what was found about one group of customers.
type Segment struct {
	Name string // as the data say it
	ID   string // its key in the plan

	N, Events int // spells in the fits, and those that ended in sight
	// Term is the months of a contract that the data show, 1 without one. All
	// tenures of the fits are counted in terms.
	Term     int
	KM       []retention.SurvivalPoint
	Fits     []retention.Fit   // in the order of retention.FitKinds, those that converged
	Failed   map[string]string // models that did not converge, with the reason
	Chosen   int               // index into Fits, -1 where there is none
	Reason   string
	Pooled   bool      // the curve is that of all segments: too few losses of its own
	Survival []float64 // of the chosen curve after t terms, t from 0
	Low      []float64 // 5 % and 95 % of the replicates, indexed like Survival; nil without any
	High     []float64
	Draws    []Draw // replicates: each a model chosen anew

	Active  int
	Opening map[int]int // active customers by tenure in months
	Price   Prices
	Joiners *Joiners
	MRR     *Movements

	Channels []Channel
	Cohorts  []Cohort // by month of the start, where starts are known
}

// Cohort is the customers of a segment who started in one month.
type Cohort struct {
	Month Month
	N     int
	Left  []int // by tenure in months at whose end they left, from 1
	Seen  int   // whole months of tenure that all of them can have had by the as-of date
}

// Joiners are the customers who started in the last whole months before the as-of
// date, at most twelve.
type Joiners struct {
	Months  []Month
	Counts  []int
	Average Moments // of Counts
	// Bound: counted from active customers alone, so a lower bound.
	Bound bool
}
