package calibrate

import "math"

// Moments describe some numbers, added one by one (Welford's recurrence).
type Moments struct {
	N        int
	Mean, m2 float64
}

func (m *Moments) add(v float64) {
	m.N++
	d := v - m.Mean
	m.Mean += d / float64(m.N)
	m.m2 += d * (v - m.Mean)
}

// SD returns the standard deviation (n-1), NaN below two numbers.
func (m Moments) SD() float64 {
	if m.N < 2 {
		return math.NaN()
	}
	return math.Sqrt(m.m2 / float64(m.N-1))
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

// merge adds the numbers of o (Chan's formula).
func (m *Moments) merge(o Moments) {
	if o.N == 0 {
		return
	}
	n := float64(m.N + o.N)
	d := o.Mean - m.Mean
	m.m2 += o.m2 + d*d*float64(m.N)*float64(o.N)/n
	m.Mean += d * float64(o.N) / n
	m.N += o.N
}
