package calibrate

import "math"

// Moments describe some numbers, added one by one. Sums are compensated
// (Neumaier's), so that the order of the numbers does not show in what is printed.
type Moments struct {
	N           int
	Mean        float64
	sum, square compensated
}

// compensated is a sum with what rounding took from it.
type compensated struct{ sum, lost float64 }

func (c *compensated) add(v float64) {
	next := c.sum + v
	if math.Abs(c.sum) >= math.Abs(v) {
		c.lost += (c.sum - next) + v
	} else {
		c.lost += (v - next) + c.sum
	}
	c.sum = next
}

func (c compensated) value() float64 { return c.sum + c.lost }

func (m *Moments) add(v float64) {
	m.N++
	m.sum.add(v)
	m.square.add(v * v)
	m.Mean = m.sum.value() / float64(m.N)
}

// SD returns the standard deviation (n-1), NaN below two numbers.
func (m Moments) SD() float64 {
	if m.N < 2 {
		return math.NaN()
	}
	variance := m.square.value()/float64(m.N) - m.Mean*m.Mean
	if variance < 1e-14*m.Mean*m.Mean {
		return 0 // what rounding left
	}
	return math.Sqrt(variance * float64(m.N) / float64(m.N-1))
}

// SE returns the standard error of the mean, NaN below two numbers.
func (m Moments) SE() float64 { return m.SD() / math.Sqrt(float64(m.N)) }

// Prices are what customers pay a month: all rows, those active at the as-of
// date, and those of a tenure of at most [NewTenure] months, whether they left or
// not. New customers show the list price of today.
type Prices struct{ All, Active, New Moments }

// NewTenure is the longest tenure, in months, of a customer who counts as new.
const NewTenure = 3

func (p *Prices) add(s spell, price float64) {
	if math.IsNaN(price) {
		return
	}
	p.All.add(price)
	if s.active {
		p.Active.add(price)
	}
	if s.tenure <= NewTenure {
		p.New.add(price)
	}
}

// merge adds the numbers of o.
func (m *Moments) merge(o Moments) {
	if o.N == 0 {
		return
	}
	m.N += o.N
	for _, v := range []float64{o.sum.sum, o.sum.lost} {
		m.sum.add(v)
	}
	for _, v := range []float64{o.square.sum, o.square.lost} {
		m.square.add(v)
	}
	m.Mean = m.sum.value() / float64(m.N)
}
