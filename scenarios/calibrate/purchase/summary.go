package purchase

import (
	"fmt"
	"math"
)

// Summary is what BG/NBD and Gamma-Gamma need to know of a customer, or of Count
// customers who are alike.
type Summary struct {
	X     float64 // repeat purchases: purchase days after the first one; a whole number
	Tx    float64 // time from the first purchase to the last; 0 where X is 0
	T     float64 // time from the first purchase to the end of observation
	Count float64 // customers, or a bootstrap weight; 0: left out
	Mean  float64 // mean spend of a repeat purchase; of no meaning where X is 0
}

// check says what is wrong with s for a model of purchase times.
func (s Summary) check() error {
	switch {
	case !(s.X >= 0) || s.X != math.Trunc(s.X) || s.X > 1e9:
		return fmt.Errorf("x = %v is not a number of repeat purchases", s.X)
	case !(s.T >= 0) || math.IsInf(s.T, 1):
		return fmt.Errorf("length of observation T = %v", s.T)
	case !(s.Tx >= 0 && s.Tx <= s.T):
		return fmt.Errorf("t_x = %v is outside 0 to T = %v", s.Tx, s.T)
	case s.X == 0 && s.Tx != 0:
		return fmt.Errorf("t_x = %v without a repeat purchase", s.Tx)
	case s.X > 0 && s.Tx == 0:
		return fmt.Errorf("%v repeat purchases at t_x = 0", s.X)
	case !(s.Count >= 0) || math.IsInf(s.Count, 1):
		return fmt.Errorf("count = %v is not a number of customers", s.Count)
	}
	return nil
}

// RowError is a summary that no model can take.
type RowError struct {
	Row int // from 0, in the slice given
	Err error
}

func (e *RowError) Error() string { return fmt.Sprintf("summary %d: %v", e.Row, e.Err) }

func (e *RowError) Unwrap() error { return e.Err }

// interner numbers distinct values in the order of their first appearance.
type interner struct {
	index  map[float64]int32
	values []float64
}

func newInterner() interner { return interner{index: map[float64]int32{}} }

func (n *interner) of(v float64) int32 {
	i, known := n.index[v]
	if !known {
		i = int32(len(n.values))
		n.index[v] = i
		n.values = append(n.values, v)
	}
	return i
}
