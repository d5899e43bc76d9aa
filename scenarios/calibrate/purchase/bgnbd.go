package purchase

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// BGNBD is a fitted BG/NBD model of repeat purchases; see the package comment.
type BGNBD struct {
	R, Alpha float64 // purchase rates while alive: Gamma(shape R, rate Alpha), Alpha in the summaries' time unit
	A, B     float64 // drop-out after a repeat purchase: Beta(A, B)

	// StdErr are the standard errors of R, Alpha, A, B from the observed
	// information; NaN where a parameter is not identified.
	StdErr [4]float64

	LogLik    float64
	AIC, BIC  float64 // BIC takes the number of customers as the sample size
	Customers float64 // sum of Count
	Repeats   float64 // their repeat purchases

	// Identified is false where the data do not tell the parameters apart or the
	// likelihood rises up to a limit of the search; Warning says what that means.
	// The expectations hold all the same.
	Identified bool
	Warning    string
}

// ErrNoRepeats is returned where nobody bought twice: neither a rate nor a
// drop-out can be told from such data.
var ErrNoRepeats = errors.New("no customer has a repeat purchase")

// FitBGNBD fits the model by maximum likelihood. The log-likelihood of one
// customer is
//
//	ln G(r+x) - ln G(r) + r ln alpha + ln B(a, b+x) - ln B(a, b)
//	+ ln[ (alpha+T)^-(r+x) + [x > 0] a/(b+x-1) (alpha+t_x)^-(r+x) ]
//
// with the last sum taken in logarithms, so that neither many purchases nor long
// times overflow. Equal summaries are worth one with their counts added up, and
// summaries with Count 0 do nothing.
//
// start, where not nil, is where the search begins (a fit of similar data, for
// bootstrap replicates); otherwise, or where it fails from there, several places
// are tried and the best maximum is taken. Shapes are sought from 1e-3 to 1e4.
//
// Errors: *RowError for an impossible summary, ErrNoRepeats, ErrNotConverged.
func FitBGNBD(summaries []Summary, start *BGNBD) (BGNBD, error) {
	data, err := newHistories(summaries)
	if err != nil {
		return BGNBD{}, err
	}
	longest := 0.0
	for _, t := range data.times.values {
		longest = max(longest, t)
	}
	box := limits{n: 4,
		lo: vector{1e-3, 1e-7 * longest, 1e-3, 1e-3},
		hi: vector{1e4, 1e9 * longest, 1e4, 1e4}}
	best, err := searches(data, data.starts(start), start != nil, box)
	if err != nil {
		return BGNBD{}, fmt.Errorf("BG/NBD on %v customers with %v repeat purchases: %w", data.customers, data.repeats, err)
	}
	m := BGNBD{
		R: best.params[0], Alpha: best.params[1], A: best.params[2], B: best.params[3],
		StdErr: best.stdErr, LogLik: best.value,
		AIC: 8 - 2*best.value, BIC: 4*math.Log(data.customers) - 2*best.value,
		Customers: data.customers, Repeats: data.repeats,
	}
	m.Warning = bgnbdDoubts(best)
	m.Identified = m.Warning == ""
	return m, nil
}

// searches climbs from the starts and returns the best maximum; with trusted, the
// first start's is taken if it lies inside the box.
func searches(f likelihood, starts []vector, trusted bool, box limits) (best optimum, err error) {
	best.value = math.Inf(-1)
	for i, start := range starts {
		found, failed := maximise(f, start, box)
		if failed != nil {
			continue
		}
		if found.value > best.value {
			best = found
		}
		if i == 0 && trusted && found.side == [maxParams]int{} {
			break
		}
	}
	if math.IsInf(best.value, -1) {
		return best, ErrNotConverged
	}
	return best, nil
}

// bgnbdDoubts says what a maximum at a limit, or on a ridge, means.
func bgnbdDoubts(o optimum) string {
	var doubts []string
	say := func(at bool, what string) {
		if at {
			doubts = append(doubts, what)
		}
	}
	say(o.side[0] > 0 || o.side[1] > 0, "purchase rates do not differ measurably between customers (r at its limit)")
	say(o.side[0] < 0 || o.side[1] < 0, "nearly all purchases are those of a few customers (r at its lower limit)")
	say(o.side[2] < 0 || (o.side[3] > 0 && o.side[2] <= 0), "no customer is seen to stop buying (drop-out a/(a+b) at its lower limit)")
	say(o.side[2] > 0 && o.side[3] <= 0 || o.side[3] < 0, "drop-out is at its limit: customers stop after the first repeat purchase or stay")
	say(o.side[2] > 0 && o.side[3] > 0, "drop-out does not differ measurably between customers (a, b at their limits)")
	if len(doubts) == 0 {
		say(true, undetermined(o, "r", "alpha", "a", "b"))
	}
	return strings.Join(doubts, "; ")
}

// undetermined names the parameters whose standard error exceeds them or does not
// exist; "" where there are none.
func undetermined(o optimum, names ...string) string {
	var loose []string
	for i, name := range names {
		if !(o.stdErr[i] <= o.params[i]) {
			loose = append(loose, name)
		}
	}
	if len(loose) == 0 {
		return ""
	}
	return "the data do not determine " + strings.Join(loose, ", ") + " (standard error above the estimate)"
}
