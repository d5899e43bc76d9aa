package purchase

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// GammaGamma is a fitted model of what a purchase is worth: the purchases of a
// customer are Gamma(shape p, rate nu), nu ~ Gamma(shape q, rate v) differs
// between customers, and neither depends on how often they buy
// (SpendFrequencyCorrelation says how true that is). Money is in the unit of the
// summaries' Mean, and so is v.
//
// Source: Fader & Hardie, "The Gamma-Gamma Model of Monetary Value" (2013).
type GammaGamma struct {
	P, Q, V float64

	// StdErr are the standard errors of P, Q, V from the observed information; NaN
	// where a parameter is not identified.
	StdErr [3]float64

	LogLik    float64
	AIC, BIC  float64 // BIC takes the number of customers as the sample size
	Customers float64 // sum of Count over the customers fitted on: X > 0, Mean > 0
	LeftOut   float64 // customers with X > 0 whose Mean is 0 or less

	// SpendFrequencyCorrelation is Pearson's between x and the mean spend over the
	// customers fitted on; NaN where one of them does not vary.
	SpendFrequencyCorrelation float64

	Identified bool
	Warning    string
}

// ErrNoSpend is returned where nobody has a repeat purchase of positive worth.
var ErrNoSpend = errors.New("no customer has a repeat purchase with a positive amount")

// FitGammaGamma fits the model by maximum likelihood on the customers with X > 0
// and Mean > 0. The log-likelihood of one of them, with mean spend z, is
//
//	ln G(px+q) - ln G(px) - ln G(q) + q ln v + (px-1) ln z + px ln x - (px+q) ln(v + xz)
//
// For start, equal rows, Count and errors see FitBGNBD; instead of ErrNoRepeats
// it returns ErrNoSpend.
func FitGammaGamma(summaries []Summary, start *GammaGamma) (GammaGamma, error) {
	data, err := newSpends(summaries)
	if err != nil {
		return GammaGamma{}, err
	}
	box := limits{n: 3,
		lo: vector{1e-3, 1e-3, 1e-9 * data.mean},
		hi: vector{1e5, 1e5, 1e10 * data.mean}}
	best, err := searches(data, data.starts(start), start != nil, box)
	if err != nil {
		return GammaGamma{}, fmt.Errorf("Gamma-Gamma on %v customers: %w", data.customers, err)
	}
	g := GammaGamma{
		P: best.params[0], Q: best.params[1], V: best.params[2],
		StdErr: [3]float64(best.stdErr[:3]), LogLik: best.value,
		AIC: 6 - 2*best.value, BIC: 3*math.Log(data.customers) - 2*best.value,
		Customers: data.customers, LeftOut: data.leftOut,
		SpendFrequencyCorrelation: data.correlation(),
	}
	g.Warning = spendDoubts(best)
	g.Identified = g.Warning == ""
	return g, nil
}

// Mean returns the expected worth of a purchase of a customer of whom nothing is
// known, pv/(q-1); +Inf where q <= 1.
func (g GammaGamma) Mean() float64 {
	if g.Q <= 1 {
		return math.Inf(1)
	}
	return g.P * g.V / (g.Q - 1)
}

// ConditionalMean returns the expected worth of a purchase of a customer with
// history s, between what was seen and the mean of all:
//
//	E[M | x, z] = p (v + xz) / (px + q - 1)
//
// Without repeat purchases it is Mean. Source: Fader & Hardie (2013).
func (g GammaGamma) ConditionalMean(s Summary) float64 {
	mean, _ := g.moments(s)
	return mean
}

// moments returns the mean and the mean square of one future purchase of a
// customer with history s, over what is not known of the customer; +Inf where
// they do not exist.
func (g GammaGamma) moments(s Summary) (mean, square float64) {
	shape, rate := g.Q, g.V
	if s.X > 0 && s.Mean > 0 {
		shape += g.P * s.X
		rate += s.X * s.Mean
	}
	mean, square = math.Inf(1), math.Inf(1)
	if shape > 1 {
		mean = g.P * rate / (shape - 1)
	}
	if shape > 2 {
		square = mean * (g.P + 1) * rate / (shape - 2)
	}
	return mean, square
}

func spendDoubts(o optimum) string {
	var doubts []string
	say := func(at bool, what string) {
		if at {
			doubts = append(doubts, what)
		}
	}
	say(o.side[0] > 0, "a customer's purchases do not differ in worth (p at its limit)")
	say(o.side[0] < 0, "a customer's purchases differ without bound in worth (p at its lower limit)")
	say(o.side[1] > 0 || o.side[2] > 0, "customers do not differ measurably in the worth of their purchases (q at its limit)")
	say(o.side[1] < 0 || o.side[2] < 0, "customers differ without bound in the worth of their purchases (q at its lower limit)")
	if len(doubts) == 0 && o.params[1] <= 1 {
		doubts = append(doubts, "the mean spend over customers is infinite (q is not above 1)")
	}
	if len(doubts) == 0 {
		say(true, undetermined(o, "p", "q", "v"))
	}
	return strings.Join(doubts, "; ")
}

// spends are summaries as the likelihood wants them.
type spends struct {
	xs                 interner
	byX                []float64
	rows               []spend
	customers, leftOut float64
	mean               float64 // of the customers' means
	logs               float64 // sum of n ln z
}

type spend struct {
	x        int32
	z, total float64 // mean and x times it
	count    float64
}

func newSpends(summaries []Summary) (*spends, error) {
	d := &spends{xs: newInterner()}
	position := map[[2]float64]int32{}
	for row, s := range summaries {
		switch {
		case !(s.X >= 0) || s.X != math.Trunc(s.X) || s.X > 1e9:
			return nil, &RowError{row, fmt.Errorf("x = %v is not a number of repeat purchases", s.X)}
		case !(s.Count >= 0) || math.IsInf(s.Count, 1):
			return nil, &RowError{row, fmt.Errorf("count = %v is not a number of customers", s.Count)}
		case s.X > 0 && (math.IsNaN(s.Mean) || math.IsInf(s.Mean, 0)):
			return nil, &RowError{row, fmt.Errorf("mean = %v is not an amount", s.Mean)}
		case s.X == 0 || s.Count == 0:
			continue
		case s.Mean <= 0:
			d.leftOut += s.Count
			continue
		}
		x := d.xs.of(s.X)
		for len(d.byX) < len(d.xs.values) {
			d.byX = append(d.byX, 0)
		}
		d.byX[x] += s.Count
		d.customers += s.Count
		d.mean += s.Count * s.Mean
		d.logs += s.Count * math.Log(s.Mean)
		key := [2]float64{s.X, s.Mean}
		if at, seen := position[key]; seen {
			d.rows[at].count += s.Count
			continue
		}
		position[key] = int32(len(d.rows))
		d.rows = append(d.rows, spend{x: x, z: s.Mean, total: s.X * s.Mean, count: s.Count})
	}
	if d.customers == 0 {
		return nil, ErrNoSpend
	}
	d.mean /= d.customers
	return d, nil
}

func (d *spends) starts(given *GammaGamma) (list []vector) {
	if given != nil {
		list = append(list, vector{given.P, given.Q, given.V})
	}
	return append(list,
		vector{4, 4, .75 * d.mean},
		vector{1, 2, d.mean},
		vector{50, 20, .4 * d.mean})
}

func (d *spends) correlation() float64 {
	meanX := 0.0
	for i, n := range d.byX {
		meanX += n * d.xs.values[i] / d.customers
	}
	var xx, zz, xz float64
	for _, s := range d.rows {
		x, z := d.xs.values[s.x]-meanX, s.z-d.mean
		xx += s.count * x * x
		zz += s.count * z * z
		xz += s.count * x * z
	}
	return xz / math.Sqrt(xx*zz)
}

// at implements likelihood for p, q, v.
func (d *spends) at(params vector, gradient *vector, hessian *matrix) float64 {
	p, q, v := params[0], params[1], params[2]
	sum := -d.logs
	var gp, gq, gv, hpp, hpq, hpv, hqq, hqv, hvv float64
	for i, x := range d.xs.values {
		n, px := d.byX[i], p*x
		sum += n * (logRise(q, px) - logGamma(px) + q*math.Log(v) + px*math.Log(x))
		rise := digammaRise(px, q)
		gp += n * x * (rise + math.Log(x))
		gq += n * (digammaRise(q, px) + math.Log(v))
		gv += n * q / v
		hpp += n * x * x * trigammaRise(px, q)
		hpq += n * x * trigamma(px+q)
		hqq += n * trigammaRise(q, px)
		hqv += n / v
		hvv -= n * q / (v * v)
	}
	for _, s := range d.rows {
		n, x := s.count, d.xs.values[s.x]
		shape, rate := p*x+q, v+s.total
		logZ, logRate := math.Log(s.z), math.Log(rate)
		sum += n * (p*x*logZ - shape*logRate)
		gp += n * x * (logZ - logRate)
		gq -= n * logRate
		gv -= n * shape / rate
		hpv -= n * x / rate
		hqv -= n / rate
		hvv += n * shape / (rate * rate)
	}
	*gradient = vector{gp, gq, gv}
	*hessian = matrix{{hpp, hpq, hpv}, {hpq, hqq, hqv}, {hpv, hqv, hvv}}
	return sum
}

func logGamma(y float64) float64 {
	value, _ := math.Lgamma(y)
	return value
}
