package calibrate

import (
	"cmp"
	"math"
	"slices"
)

// A period is one row of a file of subscriptions: what a customer pays a month
// from start on. end is the last day or, where the next period starts on it, the
// first one after; noDay where it is open.
type period struct {
	customer   uint64
	mrr        float64
	start, end Day
	segment    uint16
	file       uint16
	line       uint32
}

// Movements are the monthly recurring revenue of the customers at the end of each
// month and what moved it, and the rates that follow for a plan.
//
// A customer's MRR at the end of a month is the sum over their periods of that
// day. Against the end of the month before, it is new where the customer never
// paid before, reactivated where they did but not then, churned where they pay no
// longer, else expansion or contraction by the sign of the difference. So opening
// plus moves is closing in every month, to rounding.
type Movements struct {
	Months []MRRMonth
	// GRR and NRR are over the last twelve months: MRR of the customers of then,
	// as far as they stayed without a gap, over their MRR then; for GRR each
	// counts min(then, now). NaN below thirteen months.
	GRR, NRR float64
	// Expansion and Contraction are averages over the last twelve months, all
	// months where there are fewer.
	Expansion, Contraction Rate
	Winback                Chance
}

// MRRMonth is one month; Contraction and Churned are negative.
type MRRMonth struct {
	Month                               Month
	Opening, New, Reactivated           float64
	Expansion, Contraction, Churned     float64
	Closing                             float64
	Customers, Joined, Returned, Leaves int // at the end; during the month
}

// Rate says how often customers who stay move their price, and by how much.
type Rate struct {
	Events, Months int     // moves, among so many months of customers who stayed
	Size           float64 // mean change over the mean MRR of all who stayed, as a share
}

// PerMonth is the probability of a move in a month.
func (r Rate) PerMonth() float64 { return float64(r.Events) / math.Max(float64(r.Months), 1) }

// Chance counts events among months at risk.
type Chance struct{ Events, Months int }

// WinbackWithin is how many months after a loss a return counts for the rate.
const WinbackWithin = 12

// openEnd is later than any end.
var openEnd = DayOf(9999, 12, 31)

// byCustomer sorts periods by customer and start.
func byCustomer(all []period) {
	slices.SortFunc(all, func(a, b period) int {
		return cmp.Or(cmp.Compare(a.customer, b.customer), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end),
			cmp.Compare(a.mrr, b.mrr), cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
	})
}

// join cuts a period that ends on the day before the customer's next one, or on
// its day, at that day: the two are continuous. Ends become first days without
// service. The periods are sorted.
func join(all []period) {
	for i := range all {
		p := &all[i]
		if p.end == noDay || p.end >= openYears {
			p.end = openEnd
			continue
		}
		for j := i + 1; j < len(all) && all[j].customer == p.customer && all[j].start <= p.end+1; j++ {
			if all[j].start >= p.end {
				p.end = all[j].start
				break
			}
		}
	}
}

// A history is one customer's MRR at the end of each month from first on.
type history struct {
	first Month
	mrr   []float64
}

// fill sums a customer's periods up to the end of month last.
func (h *history) fill(periods []period, last Month) {
	h.first, h.mrr = last+1, h.mrr[:0]
	for _, p := range periods {
		h.first = min(h.first, p.start.Month())
	}
	for m := h.first; m <= last; m++ {
		end, sum := m.Last(), 0.0
		for _, p := range periods {
			if p.start <= end && end < p.end {
				sum += p.mrr
			}
		}
		h.mrr = append(h.mrr, sum)
	}
}

// mover adds up movements.
type mover struct {
	months []MRRMonth
	first  Month
	last   Month // the last whole month of the file
	recent Month // the first month of the rates

	then, gross, net     float64
	up, down             Rate
	rises, falls, stayed float64 // amounts
	winback              Chance
}

func newMover(first, last Month) *mover {
	w := &mover{first: first, last: last, recent: max(first+1, last-11)}
	for m := first; m <= last; m++ {
		w.months = append(w.months, MRRMonth{Month: m})
	}
	return w
}

// add counts one customer.
func (w *mover) add(h *history) {
	before, ever, lost := 0.0, false, 0
	for i, now := range h.mrr {
		m := &w.months[h.first+Month(i)-w.first]
		switch {
		case before == 0 && now > 0 && !ever:
			m.New += now
			m.Joined++
		case before == 0 && now > 0:
			m.Reactivated += now
			m.Returned++
		case before > 0 && now == 0:
			m.Churned -= before
			m.Leaves++
			lost = 0
		case now > before:
			m.Expansion += now - before
		default:
			m.Contraction += now - before
		}
		if now > 0 {
			m.Customers++
			m.Closing += now
		}
		if before > 0 && now > 0 && m.Month >= w.recent {
			w.stay(before, now)
		}
		if before == 0 && ever && lost < WinbackWithin {
			lost++
			w.winback.Months++
			if now > 0 {
				w.winback.Events++
			}
		}
		before, ever = now, ever || now > 0
	}
	w.retained(h)
}

// stay counts a month in which a customer stayed.
func (w *mover) stay(before, now float64) {
	w.up.Months++
	w.stayed += before
	switch {
	case now > before:
		w.up.Events++
		w.rises += now - before
	case now < before:
		w.down.Events++
		w.falls += before - now
	}
}

// retained counts what twelve months left of a customer's MRR.
func (w *mover) retained(h *history) {
	from := int(w.last - 12 - h.first)
	if from < 0 || w.last-12 < w.first || h.mrr[from] == 0 {
		return
	}
	then, now := h.mrr[from], h.mrr[len(h.mrr)-1]
	w.then += then
	for _, v := range h.mrr[from:] {
		if v == 0 {
			return
		}
	}
	w.gross += min(then, now)
	w.net += now
}

// merge adds the customers of another mover of the same months.
func (w *mover) merge(o *mover) {
	for i := range w.months {
		a, b := &w.months[i], &o.months[i]
		a.New += b.New
		a.Reactivated += b.Reactivated
		a.Expansion += b.Expansion
		a.Contraction += b.Contraction
		a.Churned += b.Churned
		a.Closing += b.Closing
		a.Customers += b.Customers
		a.Joined += b.Joined
		a.Returned += b.Returned
		a.Leaves += b.Leaves
	}
	w.then += o.then
	w.gross += o.gross
	w.net += o.net
	w.rises += o.rises
	w.falls += o.falls
	w.stayed += o.stayed
	w.up.Events += o.up.Events
	w.up.Months += o.up.Months
	w.down.Events += o.down.Events
	w.winback.Events += o.winback.Events
	w.winback.Months += o.winback.Months
}

// movements completes what was added up.
func (w *mover) movements() *Movements {
	opening := 0.0
	for i := range w.months {
		w.months[i].Opening = opening
		opening = w.months[i].Closing
	}
	size := func(sum float64, events int) float64 {
		if events == 0 {
			return 0
		}
		return sum / float64(events) / (w.stayed / float64(w.up.Months))
	}
	w.down.Months = w.up.Months
	w.up.Size, w.down.Size = size(w.rises, w.up.Events), size(w.falls, w.down.Events)
	m := &Movements{Months: w.months, GRR: math.NaN(), NRR: math.NaN(), Expansion: w.up, Contraction: w.down, Winback: w.winback}
	if w.then > 0 {
		m.GRR, m.NRR = w.gross/w.then, w.net/w.then
	}
	return m
}

// spells splits a customer's periods where they did not pay at the end of a
// month. Each part is a history of its own, as the plan's win-backs start anew.
func spells(periods []period, asOf Day) [][2]Day {
	var parts [][2]Day
	for _, p := range periods {
		if p.start > asOf {
			break
		}
		if n := len(parts); n > 0 {
			if last := &parts[n-1][1]; p.start <= last.Month().Last() {
				*last = max(*last, p.end)
				continue
			}
		}
		parts = append(parts, [2]Day{p.start, p.end})
	}
	return parts
}
