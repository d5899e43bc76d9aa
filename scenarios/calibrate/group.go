package calibrate

import (
	"math"
)

// A group is one segment's customers, added up while they are read.
type group struct {
	name    string
	cells   tally
	halves  [2]tally // dated customers, by whether they started before the middle one
	opening map[int]int
	price   Prices
	starts  map[Month]int // of all customers
	ends    map[Month]int // of those who left in sight
	lost    map[lossAt]int
	terms   map[int]*termCount // by index of the contract's text, 0 for all
	leftOut map[string]int
	active  int
	mover   *mover // of subscriptions
}

// lossAt is a month of starting and a tenure at whose end customers left.
type lossAt struct {
	start  Month
	tenure int
}

// termCount counts losses by whether they fall on a multiple of 12 or 24 months.
type termCount struct{ losses, twelve, twentyFour int }

const (
	leftOutTenure = "active customers of less than a whole month"
	leftOutSince  = "histories that ended before the since date"
)

func newGroup(name string) *group {
	return &group{name: name, cells: tally{}, halves: [2]tally{{}, {}}, opening: map[int]int{}, starts: map[Month]int{}, ends: map[Month]int{}, lost: map[lossAt]int{},
		terms: map[int]*termCount{}, leftOut: map[string]int{}}
}

// add counts a customer's spell; late says that the start, where known, is not
// before the middle one.
func (g *group) add(c *customer, s spell, late bool) {
	g.price.add(s, c.price)
	if s.active {
		g.active++
		g.opening[s.tenure]++
	}
	dated := c.start != noDay
	if dated {
		month := c.start.Month()
		g.starts[month]++
		if !s.active {
			g.ends[c.end.Month()]++
			g.lost[lossAt{month, s.tenure}]++
		}
	}
	switch {
	case s.counts():
		g.cells.add(s)
		if dated {
			half := 0
			if late {
				half = 1
			}
			g.halves[half].add(s)
		}
	case s.active && s.tenure == 0:
		g.leftOut[leftOutTenure]++
	case dated:
		g.leftOut[leftOutSince]++
	default:
		g.leftOut[leftOutTenure]++
	}
	if s.left && s.counts() {
		g.lose(0, s.at)
		if c.contract > 0 {
			g.lose(int(c.contract), s.at)
		}
	}
}

func (g *group) lose(contract, at int) {
	t := g.terms[contract]
	if t == nil {
		t = &termCount{}
		g.terms[contract] = t
	}
	t.losses++
	if at%12 == 0 {
		t.twelve++
	}
	if at%24 == 0 {
		t.twentyFour++
	}
}

// merge adds other's customers to g.
func (g *group) merge(other *group) {
	for c, n := range other.cells {
		g.cells[c] += n
	}
	for i := range g.halves {
		for c, n := range other.halves[i] {
			g.halves[i][c] += n
		}
	}
	for age, n := range other.opening {
		g.opening[age] += n
	}
	for m, n := range other.starts {
		g.starts[m] += n
	}
	for m, n := range other.ends {
		g.ends[m] += n
	}
	for at, n := range other.lost {
		g.lost[at] += n
	}
	for reason, n := range other.leftOut {
		g.leftOut[reason] += n
	}
	for contract, t := range other.terms {
		sum := g.terms[contract]
		if sum == nil {
			sum = &termCount{}
			g.terms[contract] = sum
		}
		sum.losses += t.losses
		sum.twelve += t.twelve
		sum.twentyFour += t.twentyFour
	}
	g.active += other.active
	if other.mover != nil {
		if g.mover == nil {
			g.mover = newMover(other.mover.first, other.mover.last)
		}
		g.mover.merge(other.mover)
	}
	g.price.All.merge(other.price.All)
	g.price.Active.merge(other.price.Active)
	g.price.New.merge(other.price.New)
}

// firstStart is the month of the first start.
func (g *group) firstStart() Month {
	first := Month(math.MaxInt32)
	for m := range g.starts {
		first = min(first, m)
	}
	return first
}

// joiners counts the starts of the last whole months up to asOf, at most twelve,
// and none before the first start.
func (g *group) joiners(asOf Day) *Joiners {
	if len(g.starts) == 0 {
		return nil
	}
	last := (asOf + 1).Month() - 1
	first := max(last-11, g.firstStart())
	j := &Joiners{}
	for m := first; m <= last; m++ {
		j.Months = append(j.Months, m)
		j.Counts = append(j.Counts, g.starts[m])
		j.Average.add(float64(g.starts[m]))
	}
	if len(j.Months) == 0 {
		return nil
	}
	return j
}

// later keeps the last n months, nil where there are none.
func (j *Joiners) later(n int) *Joiners {
	if j == nil || n < 1 {
		return nil
	}
	n = min(n, len(j.Months))
	kept := &Joiners{Months: j.Months[len(j.Months)-n:], Counts: j.Counts[len(j.Counts)-n:]}
	for _, joined := range kept.Counts {
		kept.Average.add(float64(joined))
	}
	return kept
}

// joinersOfSnapshot is the lower bound that a snapshot gives: the active
// customers of tenures 1 to 12 over twelve months.
func (g *group) joinersOfSnapshot() *Joiners {
	j := &Joiners{Bound: true}
	for age := 12; age >= 1; age-- {
		j.Counts = append(j.Counts, g.opening[age])
		j.Average.add(float64(g.opening[age]))
	}
	return j
}

// cohorts returns the customers by month of their start.
func (g *group) cohorts(asOf Day) []Cohort {
	if len(g.starts) == 0 {
		return nil
	}
	last := (asOf + 1).Month() - 1
	var all []Cohort
	for m := g.firstStart(); m <= last; m++ {
		seen := complete(m.Last(), asOf)
		c := Cohort{Month: m, N: g.starts[m], Seen: seen, Left: make([]int, seen)}
		for t := range seen {
			c.Left[t] = g.lost[lossAt{m, t + 1}]
		}
		all = append(all, c)
	}
	return all
}
