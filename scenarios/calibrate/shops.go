package calibrate

import (
	"context"
	"errors"
	"math"
	"slices"

	"holdfast/scenarios/calibrate/purchase"
	"holdfast/sim/variate"
)

// A Shop is what transactions of one segment show: how often customers buy, for how
// long, and for how much.
type Shop struct {
	Name       string // of the segment
	Customers  []purchase.Customer
	Scores     []purchase.Scores
	RFM        map[purchase.Segment]float64
	BGNBD      purchase.BGNBD
	GammaGamma *purchase.GammaGamma // nil where nobody came back for money
	Classes    []purchase.Class
	NewOnes    *purchase.Class // customers still to come; nil where nobody joins
	Joiners    *Joiners
	// Unit is the length in days of the fits' unit of time.
	Unit float64
	// Level is the standard error of the expected orders of the next twelve months
	// as a share of them, by resampling customers; NaN where it was not computed.
	Level float64
	// Spread is, by class, how far the expected orders of its very customers may be
	// off for what is not known of them, as a share.
	Spread   []float64
	LeftOut  purchase.LeftOut
	expected map[[3]float64]float64 // orders of twelve months by history
	ids      []string               // keys of the classes in the plan, the new customers' last
}

const (
	weekDays  = 7
	monthDays = 365.25 / 12
	// longestWeeks is the longest time observed, in a file of summaries, that is
	// taken for weeks; longer ones are days.
	longestWeeks = 160
	// alikeRates is how near the order rates of RFM classes lie that the plan takes
	// together.
	alikeRates = 0.1
	// levelReplicates and mostResampled bound the resampling of purchases.
	levelReplicates, mostResampled = 100, 20_000
)

// sell fits purchases, by segment.
func (r *Result) sell(ctx context.Context, d *data, o *Options) error {
	s := d.sales
	if s == nil || s.rows == 0 {
		return nil
	}
	var ids keys
	for i := range r.Segments {
		ids.of(r.Segments[i].ID)
	}
	customers, unit, left := s.customers(r)
	bySegment := make([][]purchase.Customer, len(d.segments.list))
	for _, c := range customers {
		segment := 0
		if !s.summarised {
			segment = int(s.segment[c.ID])
		}
		bySegment[segment] = append(bySegment[segment], c)
	}
	for i, own := range bySegment {
		if len(own) == 0 {
			continue
		}
		shop, err := r.shop(ctx, d.segments.list[i], own, unit, s, o)
		if err != nil {
			return err
		}
		if shop == nil {
			continue
		}
		shop.LeftOut = left
		for _, c := range shop.Classes {
			shop.ids = append(shop.ids, ids.of(shop.prefix(len(d.segments.list) > 1)+c.Name))
		}
		if shop.NewOnes != nil {
			shop.ids = append(shop.ids, ids.of(shop.prefix(len(d.segments.list) > 1)+shop.NewOnes.Name))
		}
		r.Shops = append(r.Shops, *shop)
	}
	slices.SortFunc(r.Shops, func(a, b Shop) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return nil
}

func (s *Shop) prefix(several bool) string {
	if several {
		return s.Name + "_"
	}
	return ""
}

// customers returns the customers with what they bought, the unit of time in
// days, and what was left out.
func (s *sales) customers(r *Result) ([]purchase.Customer, float64, purchase.LeftOut) {
	if !s.summarised {
		all, left := s.ledger.Customers(int(r.AsOf), weekDays)
		return all, weekDays, left
	}
	longest := 0.0
	for _, c := range s.summaries {
		longest = math.Max(longest, c.T)
	}
	if longest > longestWeeks {
		r.warn("time_unit", "", "t_x and T are taken for days, as the longest T is %s", number(longest))
		return s.summaries, 1, purchase.LeftOut{}
	}
	r.warn("time_unit", "", "t_x and T are taken for weeks, as the longest T is %s", number(longest))
	return s.summaries, weekDays, purchase.LeftOut{}
}

// shop fits one segment; nil where nobody bought twice.
func (r *Result) shop(ctx context.Context, name string, customers []purchase.Customer, unit float64, s *sales, o *Options) (*Shop, error) {
	shop := &Shop{Name: name, Customers: customers, Scores: purchase.Score(customers), Unit: unit, Level: math.NaN()}
	shop.RFM = purchase.CountSegments(customers, shop.Scores)
	sums := make([]purchase.Summary, len(customers))
	for i, c := range customers {
		sums[i] = c.Summary
	}
	fit, err := purchase.FitBGNBD(sums, nil)
	switch {
	case errors.Is(err, purchase.ErrNoRepeats):
		r.warn("no_repeats", name, "nobody bought on a second day: there is no purchase rate to fit, and the plan has no segment for them")
		return nil, nil
	case errors.Is(err, purchase.ErrNotConverged):
		r.warn("no_convergence", name, "BG/NBD: %v", err)
		return nil, nil
	case err != nil:
		return nil, mistakef("%s: %v", name, err)
	}
	shop.BGNBD = fit
	if !fit.Identified {
		r.warn("not_identified", name, "BG/NBD: %s", fit.Warning)
	}
	switch spend, err := purchase.FitGammaGamma(sums, nil); {
	case err == nil:
		shop.GammaGamma = &spend
		if spend.Warning != "" {
			r.warn("not_identified", name, "Gamma-Gamma: %s", spend.Warning)
		}
		if rho := spend.SpendFrequencyCorrelation; math.Abs(rho) > 0.3 {
			r.warn("spend_frequency", name, "how often and for how much customers buy are correlated (%.2f); Gamma-Gamma takes them as independent", rho)
		}
	case errors.Is(err, purchase.ErrNoSpend), errors.Is(err, purchase.ErrNotConverged):
		r.warn("no_spend_model", name, "Gamma-Gamma: %v; the mean order stands in", err)
	default:
		return nil, mistakef("%s: %v", name, err)
	}
	return shop, shop.forecast(ctx, r, sums, s, o)
}

// forecast makes the classes of the plan and the error of their level.
func (s *Shop) forecast(ctx context.Context, r *Result, sums []purchase.Summary, from *sales, o *Options) error {
	options := purchase.ClassOptions{Month: monthDays / s.Unit, Horizon: planMonths, Within: alikeRates}
	segments := make([]purchase.Segment, len(s.Scores))
	for i, score := range s.Scores {
		segments[i] = score.Segment()
	}
	var err error
	if s.Classes, err = purchase.Classes(s.BGNBD, s.GammaGamma, s.Customers, segments, options); err != nil {
		return mistakef("%s: %v", s.Name, err)
	}
	s.Spread = make([]float64, len(s.Classes))
	for k, c := range s.Classes {
		if o.replicates() > 0 {
			s.Spread[k] = s.spread(c.Segments)
		}
	}
	if !from.summarised {
		g := newGroup(s.Name)
		for _, c := range s.Customers {
			g.starts[Day(c.First).Month()]++
		}
		s.Joiners = g.joiners(r.AsOf).later(int((r.AsOf+1).Month()-g.firstStart()) / 2)
		if s.Joiners != nil && s.Joiners.Average.N > 0 {
			r.warn("first_seen", s.Name, "who joins is taken from the first purchases of the last %s of the file alone: in its first months old customers are seen for the first time, too", count(s.Joiners.Average.N, "month"))
		}
	}
	if s.Joiners != nil && s.Joiners.Average.Mean > 0 {
		class, err := purchase.NewCustomers(s.BGNBD, s.GammaGamma, s.Customers, options)
		if err != nil {
			return mistakef("%s: %v", s.Name, err)
		}
		s.NewOnes = &class
	}
	if o.replicates() > 0 {
		s.Level, err = level(ctx, s.BGNBD, collapse(sums), options.Month, keyOf("orders "+s.Name))
		if math.IsNaN(s.Level) && err == nil {
			r.warn("orders_level", s.Name, "the sampling error of the order rates was not computed: the plan has the rates as points")
		}
	}
	return err
}

// spread returns the relative standard deviation, over what is not known about
// the customers of some segments, of the orders expected of them in twelve
// months. A customer with x repeat purchases is alive with probability p and then
// orders at a rate that is gamma distributed with shape r+x, so that the variance
// of the orders expected, a if alive, is p a^2/(r+x) + p (1-p) a^2. The luck of single orders
// comes on top, and is the engine's.
func (s *Shop) spread(segments []purchase.Segment) float64 {
	month := monthDays / s.Unit
	total, variance := 0.0, 0.0
	for i, c := range s.Customers {
		if !slices.Contains(segments, s.Scores[i].Segment()) {
			continue
		}
		p := s.BGNBD.PAlive(c.Summary)
		if p <= 0 {
			continue
		}
		expected := s.known(c.Summary, 12*month)
		a := expected / p
		total += c.Count * expected
		variance += c.Count * (p*a*a/(s.BGNBD.R+c.X) + p*(1-p)*a*a)
	}
	if total == 0 {
		return 0
	}
	return math.Sqrt(variance) / total
}

// known is ConditionalPurchases, computed once for equal histories.
func (s *Shop) known(h purchase.Summary, t float64) float64 {
	key := [3]float64{h.X, h.Tx, h.T}
	if v, ok := s.expected[key]; ok {
		return v
	}
	if s.expected == nil {
		s.expected = map[[3]float64]float64{}
	}
	v := s.BGNBD.ConditionalPurchases(h, t)
	s.expected[key] = v
	return v
}

// level resamples customers and returns the relative standard error of the orders
// expected of all of them in twelve months; NaN where there are too many
// different histories to refit, or fits fail.
func level(ctx context.Context, fit purchase.BGNBD, sums []purchase.Summary, month float64, key variate.Key) (float64, error) {
	if len(sums) > mostResampled {
		return math.NaN(), nil
	}
	expected := func(m purchase.BGNBD) float64 {
		total := 0.0
		for _, s := range sums {
			total += s.Count * m.ConditionalPurchases(s, 12*month)
		}
		return total
	}
	var spread Moments
	weights := make([]float64, len(sums))
	for i, s := range sums {
		weights[i] = s.Count
	}
	again := make([]purchase.Summary, len(sums))
	for i := range levelReplicates {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		for k, n := range multinomial(weights, key.With(uint64(i))) {
			again[k] = sums[k]
			again[k].Count = n
		}
		m, err := purchase.FitBGNBD(again, &fit)
		if err != nil {
			continue
		}
		spread.add(expected(m))
	}
	if spread.N < levelReplicates*9/10 {
		return math.NaN(), nil
	}
	return spread.SD() / expected(fit), nil
}

// collapse counts customers of equal histories together, spend aside.
func collapse(sums []purchase.Summary) []purchase.Summary {
	type history struct{ x, tx, t float64 }
	at := map[history]int{}
	var all []purchase.Summary
	for _, s := range sums {
		key := history{s.X, s.Tx, s.T}
		i, known := at[key]
		if !known {
			i = len(all)
			at[key] = i
			all = append(all, purchase.Summary{X: s.X, Tx: s.Tx, T: s.T})
		}
		all[i].Count += s.Count
	}
	return all
}
