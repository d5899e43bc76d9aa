package calibrate

import "holdfast/sim/variate"

// A customer is one row as the ledger keeps it: dates, or a tenure and a flag.
type customer struct {
	id         uint64
	price      float64 // NaN: none
	start, end Day     // noDay: not known; still open
	line       uint32
	tenure     uint16 // months, where start is not known
	segment    uint16
	contract   uint16 // 1 + index of the contract's text; 0: none
	file       uint8
	flags      uint8
}

const (
	flagChurned = 1 << iota // says that the customer left
	flagActive              // says that the customer is there
	flagDropped             // another row of the same customer counts
)

const noDay = Day(-1 << 31)

// A ledger holds every customer once, in 40 bytes each, so that several rows of
// one customer are noticed in whatever order they come. Customers are told apart
// by a 64-bit hash of their identifier, which is not kept: among ten million, two
// are taken for one with a probability of 3 in a million.
type ledger struct {
	chunks [][]customer
	index  []uint32 // open addressing: 1 + position; 0: free
	n      int
}

const chunkSize = 1 << 14

func newLedger() *ledger { return &ledger{index: make([]uint32, 1<<12)} }

// hash identifies a customer.
func hash(id string) uint64 { return variate.Name(id) }

func (l *ledger) at(i int) *customer { return &l.chunks[i/chunkSize][i%chunkSize] }

// add appends a customer without looking for another row of theirs.
func (l *ledger) add(c customer) {
	if l.n%chunkSize == 0 {
		l.chunks = append(l.chunks, make([]customer, 0, chunkSize))
	}
	last := len(l.chunks) - 1
	l.chunks[last] = append(l.chunks[last], c)
	l.n++
}

// find returns the customer of an identifier, nil where it is new; the caller
// then adds it.
func (l *ledger) find(id uint64) *customer {
	if 2*(l.n+1) > len(l.index) {
		l.grow()
	}
	mask := uint64(len(l.index) - 1)
	for slot := id & mask; ; slot = (slot + 1) & mask {
		switch at := l.index[slot]; {
		case at == 0:
			l.index[slot] = uint32(l.n + 1)
			return nil
		case l.at(int(at-1)).id == id:
			return l.at(int(at - 1))
		}
	}
}

func (l *ledger) grow() {
	l.index = make([]uint32, 2*len(l.index))
	mask := uint64(len(l.index) - 1)
	for i := range l.n {
		slot := l.at(i).id & mask
		for l.index[slot] != 0 {
			slot = (slot + 1) & mask
		}
		l.index[slot] = uint32(i + 1)
	}
}

// each calls f for every customer in the order in which they came.
func (l *ledger) each(f func(c *customer)) {
	for _, chunk := range l.chunks {
		for i := range chunk {
			f(&chunk[i])
		}
	}
}

// lastingMore reports whether b is to be kept instead of a, two rows of one
// customer: the one that says that the customer is still there, or ended later,
// then the one of the longer tenure, then that of the higher price. The order of
// the rows does not matter.
func lastingMore(a, b *customer) bool {
	if x, y := a.lasts(), b.lasts(); x != y {
		return y > x
	}
	switch {
	case a.start != b.start:
		return b.start < a.start
	case a.tenure != b.tenure:
		return b.tenure > a.tenure
	}
	return b.price > a.price
}

// lasts is the day on which a customer ended, as far as one is known: those who
// churned without a date come first, those still there last.
func (c *customer) lasts() Day {
	switch {
	case c.end != noDay:
		return c.end
	case c.flags&flagChurned != 0:
		return noDay
	}
	return openEnd
}

// contradicts reports whether one of two rows of a customer says that they left
// and the other that they are there.
func contradicts(a, b *customer) bool { return (a.lasts() == openEnd) != (b.lasts() == openEnd) }
