package purchase

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Transaction is one row of a shop's export: an order, an invoice, a refund.
type Transaction struct {
	Customer  int // a number the caller gave the customer; negative: blank in the export
	Day       int // days since any fixed date
	Amount    float64
	Cancelled bool // the row is flagged as cancelled
}

// Ledger collects transactions in any order and makes Customers of them by these
// rules:
//
//   - Blank customers are left out: their purchases belong to nobody.
//   - Amount 0 is no purchase (samples, replacements) and is left out.
//   - A positive amount that is flagged as cancelled is an order that never came
//     about, and is left out.
//   - A negative amount, flagged or not, is a refund. It takes back the customer's
//     latest not yet refunded transaction of the very same amount on the same day
//     or before; where there is none, it is taken off the latest purchases, newest
//     first. A purchase refunded in full never was one. What exceeds all that the
//     customer had bought by then is left out.
//   - Purchases of one customer on one day are one purchase; their amounts add up.
//   - A customer of whom no purchase is left is left out.
//   - Rows after the day that observation ends are left out, refunds too.
//
// Rows that were alike in all respects count each: whether a repeated line is a
// double entry cannot be told from customer, day and amount, and the caller who
// has invoice numbers drops duplicates before.
//
// A ledger keeps 16 bytes for each transaction. It is not safe for concurrent
// use.
type Ledger struct {
	shards [256][]entry // by customer, so that growing copies little at a time
	sorted bool
	left   LeftOut
}

type entry struct {
	customer int32
	day      int32
	amount   float64
}

// LeftOut counts what Customers did not use.
type LeftOut struct {
	Blank     int // rows without a customer
	Zero      int // rows of amount 0
	Cancelled int // positive rows flagged as cancelled
	Later     int // rows after the end of observation
	Refunds   int // refunds that exceed what was bought before, in full or in part
	Customers int // customers without a purchase left by the end of observation
}

// Customer is what is known of one customer at the end of observation.
type Customer struct {
	Summary
	ID    int     // Transaction.Customer
	First int     // day of the first purchase
	Last  int     // day of the last one
	Spend float64 // of all purchases, the first one too, net of refunds
}

// Add takes in one transaction. It fails on an amount that is not a number, and
// on a customer or a day beyond 2^31.
func (l *Ledger) Add(t Transaction) error {
	switch {
	case math.IsNaN(t.Amount) || math.IsInf(t.Amount, 0):
		return fmt.Errorf("%v is not an amount", t.Amount)
	case t.Day < math.MinInt32 || t.Day > math.MaxInt32:
		return fmt.Errorf("day %d is out of range", t.Day)
	case t.Customer > math.MaxInt32:
		return fmt.Errorf("customer %d is out of range", t.Customer)
	case t.Customer < 0:
		l.left.Blank++
	case t.Amount == 0:
		l.left.Zero++
	case t.Amount > 0 && t.Cancelled:
		l.left.Cancelled++
	default:
		shard := &l.shards[t.Customer%len(l.shards)]
		*shard = append(*shard, entry{customer: int32(t.Customer), day: int32(t.Day), amount: t.Amount})
		l.sorted = false
	}
	return nil
}

// Customers returns those with a purchase up to and on the day that observation
// ends, ordered by ID, each with Count 1 and times in units of unit days (7:
// weeks). It may be called again with another end, and after more was added.
//
// Mean is that of the repeat purchases, 0 where there are none.
func (l *Ledger) Customers(end int, unit float64) ([]Customer, LeftOut) {
	l.sort()
	left := l.left
	var list []Customer
	var book settlement
	for _, shard := range l.shards {
		for len(shard) > 0 {
			n := 1
			for n < len(shard) && shard[n].customer == shard[0].customer {
				n++
			}
			if c, found := book.settle(shard[:n], end, unit, &left); found {
				list = append(list, c)
			}
			shard = shard[n:]
		}
	}
	slices.SortFunc(list, func(a, b Customer) int { return cmp.Compare(a.ID, b.ID) })
	return list, left
}

// sort orders each shard by customer and day, purchases before refunds and then
// by amount: no result depends on the order of the rows in a file.
func (l *Ledger) sort() {
	if l.sorted {
		return
	}
	for _, shard := range l.shards {
		slices.SortFunc(shard, func(a, b entry) int {
			switch {
			case a.customer != b.customer:
				return cmp.Compare(a.customer, b.customer)
			case a.day != b.day:
				return cmp.Compare(a.day, b.day)
			}
			return cmp.Compare(b.amount, a.amount)
		})
	}
	l.sorted = true
}

// settlement sets one customer's refunds against the purchases.
type settlement struct {
	bought []entry           // amount: what is not refunded
	whole  map[float64][]int // untouched purchases by amount, latest last
	newest int               // all after it are refunded in full
}

// settle makes a Customer of the entries of one, which are sorted.
func (b *settlement) settle(entries []entry, end int, unit float64, left *LeftOut) (Customer, bool) {
	b.bought, b.whole, b.newest = b.bought[:0], nil, -1
	refunds := false
	for _, e := range entries {
		refunds = refunds || e.amount < 0
	}
	if refunds {
		b.whole = map[float64][]int{}
	}
	for i, e := range entries {
		if int(e.day) > end {
			left.Later += len(entries) - i
			break
		}
		if e.amount < 0 {
			if !b.refund(-e.amount) {
				left.Refunds++
			}
			continue
		}
		b.bought = append(b.bought, e)
		b.newest = len(b.bought) - 1
		if refunds {
			b.whole[e.amount] = append(b.whole[e.amount], b.newest)
		}
	}
	c, found := b.customer(end, unit)
	if !found && int(entries[0].day) <= end {
		left.Customers++
	}
	return c, found
}

// refund takes amount back; it says whether so much had been bought.
func (b *settlement) refund(amount float64) bool {
	for same := b.whole[amount]; len(same) > 0; same = b.whole[amount] {
		at := same[len(same)-1]
		b.whole[amount] = same[:len(same)-1]
		if b.bought[at].amount == amount {
			b.bought[at].amount = 0
			return true
		}
	}
	// A billionth of the refund may be rounding of sums in the export.
	for rest := amount; ; b.newest-- {
		if b.newest < 0 {
			return rest <= 1e-9*amount
		}
		e := &b.bought[b.newest]
		if e.amount > rest*(1+1e-9) {
			e.amount -= rest
			return true
		}
		rest -= e.amount
		e.amount = 0
		if rest <= 1e-9*amount {
			return true
		}
	}
}

// customer sums up what is left of the purchases.
func (b *settlement) customer(end int, unit float64) (c Customer, found bool) {
	repeats := 0.0 // spent after the first day
	for _, e := range b.bought {
		if e.amount == 0 {
			continue
		}
		switch day := int(e.day); {
		case !found:
			found = true
			c.ID, c.First, c.Last = int(e.customer), day, day
		case day != c.Last:
			c.Last = day
			c.X++
		}
		if c.Last != c.First {
			repeats += e.amount
		}
		c.Spend += e.amount
	}
	c.Count = 1
	c.Tx = float64(c.Last-c.First) / unit
	c.T = float64(end-c.First) / unit
	if c.X > 0 {
		c.Mean = repeats / c.X
	}
	return c, found
}
