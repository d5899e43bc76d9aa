package purchase

import (
	"cmp"
	"math"
	"slices"
)

// Scores are a customer's quintiles, 1 (worst) to 5 (best), of recency (time
// since the last purchase, the shorter the better), frequency (number of
// purchases) and monetary value (spend in all).
type Scores struct{ R, F, M int }

// Segment is the name of a group of customers by recency and frequency.
type Segment string

// The ten segments, in the order of Segments.
const (
	Champions         Segment = "champions"
	Loyal             Segment = "loyal"
	PotentialLoyalist Segment = "potential_loyalist"
	New               Segment = "new"
	Promising         Segment = "promising"
	NeedAttention     Segment = "need_attention"
	AboutToSleep      Segment = "about_to_sleep"
	AtRisk            Segment = "at_risk"
	CantLose          Segment = "cant_lose"
	Hibernating       Segment = "hibernating"
)

// Segments lists the ten segments, best customers first.
func Segments() []Segment {
	return []Segment{Champions, Loyal, PotentialLoyalist, New, Promising,
		NeedAttention, AboutToSleep, AtRisk, CantLose, Hibernating}
}

// grid is the usual R x F grid, by R-1 and F-1.
var grid = [5][5]Segment{
	{Hibernating, Hibernating, AtRisk, AtRisk, CantLose},
	{Hibernating, Hibernating, AtRisk, AtRisk, CantLose},
	{AboutToSleep, AboutToSleep, NeedAttention, Loyal, Loyal},
	{Promising, PotentialLoyalist, PotentialLoyalist, Loyal, Loyal},
	{New, PotentialLoyalist, PotentialLoyalist, Champions, Champions},
}

// Segment names the scores by the grid of recency (rows) and frequency (columns)
// in common use; every one of the 25 cells has one name. The monetary score does
// not enter: it tells how much a segment is worth, not what to do about it.
//
//	R\F  1                2                   3                   4          5
//	5    new              potential_loyalist  potential_loyalist  champions  champions
//	4    promising        potential_loyalist  potential_loyalist  loyal      loyal
//	3    about_to_sleep   about_to_sleep      need_attention      loyal      loyal
//	2    hibernating      hibernating         at_risk             at_risk    cant_lose
//	1    hibernating      hibernating         at_risk             at_risk    cant_lose
//
// It is "" for scores outside 1 to 5.
func (s Scores) Segment() Segment {
	if s.R < 1 || s.R > 5 || s.F < 1 || s.F > 5 {
		return ""
	}
	return grid[s.R-1][s.F-1]
}

// Score returns the scores of each customer among all given. With W the customers
// who have a strictly worse value, of N in all, both by Count, the score is
//
//	1 + floor(5 W / N)
//
// Tie rule: customers with equal values (to a millionth) get the same score, that
// of the worst place among them. Where three in five bought once, they all have
// F = 1 and F = 2 and 3 stay empty; where all are equal all have 1. No order of
// rows matters. Without ties it makes five groups that are equal to one customer.
//
// Recency is T - Tx, frequency X, monetary value Spend (where Spend is 0, as in
// files of summaries, X times Mean). Customers with Count 0 are scored among the
// others and count for nothing.
func Score(customers []Customer) []Scores {
	scores := make([]Scores, len(customers))
	values := make([]float64, len(customers))
	rate := func(value func(c *Customer) float64, set func(s *Scores, score int)) {
		for i := range customers {
			values[i] = math.Round(value(&customers[i]) * 1e6)
		}
		for i, score := range quintiles(customers, values) {
			set(&scores[i], score)
		}
	}
	rate(func(c *Customer) float64 { return c.Tx - c.T }, func(s *Scores, score int) { s.R = score })
	rate(func(c *Customer) float64 { return c.X }, func(s *Scores, score int) { s.F = score })
	rate(func(c *Customer) float64 {
		if c.Spend == 0 {
			return c.X * c.Mean
		}
		return c.Spend
	}, func(s *Scores, score int) { s.M = score })
	return scores
}

// quintiles scores values by the rule of Score.
func quintiles(customers []Customer, values []float64) []int {
	order := make([]int, len(values))
	all := 0.0
	for i := range order {
		order[i] = i
		all += customers[i].Count
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	scores := make([]int, len(values))
	worse, score := 0.0, 1
	for start := 0; start < len(order); {
		// Fifths of fractional weights may fall short of a whole number by rounding.
		if all > 0 {
			score = min(5, 1+int(math.Floor(5*worse/all+1e-9)))
		}
		stop := start
		for ; stop < len(order) && values[order[stop]] == values[order[start]]; stop++ {
			scores[order[stop]] = score
			worse += customers[order[stop]].Count
		}
		start = stop
	}
	return scores
}

// CountSegments returns the customers of each segment, by Count; segments without
// any are there with 0.
func CountSegments(customers []Customer, scores []Scores) map[Segment]float64 {
	counts := map[Segment]float64{}
	for _, s := range Segments() {
		counts[s] = 0
	}
	for i, c := range customers {
		counts[scores[i].Segment()] += c.Count
	}
	return counts
}
