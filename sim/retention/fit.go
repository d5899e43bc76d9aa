package retention

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Fit is a curve fitted to observed tenures by maximum likelihood.
//
// Where the likelihood is flat or rises to the edge of the model's family (alpha
// and beta without bound, c to 0 or without bound), Identified is false and
// Warning says why. The parameters are then those of a curve next to the edge (an
// alpha of 1e6; a c of 1e-6 or 50), StdErr is NaN for those that have no bound,
// and LogLik is the edge's.
type Fit struct {
	Kind   Kind
	Curve  Curve
	Params []float64 // by the names of [ParamNames]
	// StdErr are the parameters' standard errors from the observed information,
	// NaN for a parameter that is not identified.
	StdErr []float64
	LogLik float64 // given entry where it was delayed
	AIC    float64 // 2 k - 2 LogLik, k the number of parameters
	BIC    float64 // k log(customers) - 2 LogLik

	Identified bool
	Warning    string // what a reader should know of the estimates, or nothing
}

// ErrNoConvergence is in the chain of the error of a fit whose search found no
// maximum of the likelihood.
var ErrNoConvergence = errors.New("no maximum of the likelihood was found")

// FitKinds returns the kinds that can be fitted, in the order of their number of
// parameters: constant (the geometric), sbg, weibull, bdw.
func FitKinds() []Kind { return []Kind{Constant, SBG, Weibull, BDW} }

// ParamNames returns the names of a kind's parameters as a plan writes them, in
// the order of [Fit.Params]; nothing for a kind that can't be fitted.
func ParamNames(kind Kind) []string {
	switch kind {
	case Constant:
		return []string{"p"}
	case SBG:
		return []string{"alpha", "beta"}
	case Weibull:
		return []string{"theta", "c"}
	case BDW:
		return []string{"alpha", "beta", "c"}
	}
	return nil
}

// FitCurve fits a curve of that kind to observed tenures by maximum likelihood,
//
//	log L = sum over t of d_t log h(t) + (n_t - d_t) log(1 - h(t))
//
// with d_t and n_t as in [KaplanMeier]: right-censored, with delayed entry. start
// is a fit to like data (a bootstrap's original) from which the search starts, or
// nil. It saves time; where the likelihood has several maxima, as that of bdw has
// for some small samples, it is the one next to start that is found.
//
// Errors are those of [NewTally], no observation at all, a kind without a fit
// ([ParamNames]), and [ErrNoConvergence].
func FitCurve(kind Kind, obs []Observed, start *Fit) (Fit, error) {
	t, err := NewTally(obs)
	if err != nil {
		return Fit{}, err
	}
	return t.Fit(kind, start)
}

// Fit is [FitCurve] of observations already added up.
func (t *Tally) Fit(kind Kind, start *Fit) (Fit, error) {
	if !slices.Contains(FitKinds(), kind) {
		return Fit{}, fmt.Errorf("%v: a curve of this kind can't be fitted", kind)
	}
	var before []Fit
	if start != nil {
		before = []Fit{*start}
	}
	s := newSearch(t, before)
	return s.fit(kind)
}

// FitAll fits every kind of [FitKinds], in that order, at less than the price of
// one by one. start is what it returned for like data, or nil. Where kinds did
// not converge the others are returned, and an error that names those.
func (t *Tally) FitAll(start []Fit) ([]Fit, error) {
	s := newSearch(t, start)
	var fits []Fit
	var errs []error
	for _, kind := range FitKinds() {
		f, err := s.fit(kind)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		fits = append(fits, f)
	}
	return fits, errors.Join(errs...)
}

// search fits the kinds to one tally, each once: bdw asks for sbg and weibull.
type search struct {
	t             *Tally
	left, periods float64
	ages          int
	middle        float64 // mean log of the periods at which customers left
	start         []Fit
	done          [BDW + 1]*Fit
}

func newSearch(t *Tally, start []Fit) *search {
	s := &search{t: t, start: start}
	s.left, s.periods, s.ages = t.events()
	for i, d := range t.Events {
		if d > 0 {
			s.middle += d / s.left * logOfWhole(i+1)
		}
	}
	return s
}

// before returns the fit of that kind to start from, or nil.
func (s *search) before(kind Kind) *Fit {
	for i := range s.start {
		if f := &s.start[i]; f.Kind == kind && len(f.Params) == len(ParamNames(kind)) {
			return f
		}
	}
	return nil
}

func (s *search) fit(kind Kind) (Fit, error) {
	if s.done[kind] != nil {
		return *s.done[kind], nil
	}
	if !(s.periods > 0) {
		return Fit{}, fmt.Errorf("%s: no customer was observed for a whole period", kind.Model())
	}
	var f Fit
	var err error
	switch {
	case kind == Constant:
		f = s.fitConstant()
	case s.left == 0:
		f = s.fitNobodyLeft(kind)
	case kind == SBG:
		f, err = s.fitSBG()
	case kind == Weibull:
		f, err = s.fitWeibull()
	default:
		f, err = s.fitBDW()
	}
	if err != nil {
		return Fit{}, fmt.Errorf("%s: %w", kind.Model(), err)
	}
	k := float64(len(f.Params))
	f.AIC = 2*k - 2*f.LogLik
	f.BIC = k*math.Log(s.t.Customers) - 2*f.LogLik
	s.done[kind] = &f
	return f, nil
}

// fitConstant is closed: the rate is customers who left per customer period.
func (s *search) fitConstant() Fit {
	p := s.left / s.periods
	f := Fit{
		Kind: Constant, Curve: Curve{Kind: Constant, Rate: p, Scale: 1}, Params: []float64{p},
		StdErr: []float64{math.Sqrt(p * (1 - p) / s.periods)}, Identified: true,
	}
	switch {
	case p == 0:
		f.Identified, f.StdErr[0] = false, math.NaN()
		f.Warning = fmt.Sprintf("nobody left: with 95 %% confidence the rate is below %.2g", -math.Expm1(math.Log(.05)/s.periods))
	case p == 1:
		f.Identified, f.StdErr[0] = false, math.NaN()
		f.Warning = "everybody left at the end of the first period observed"
	default:
		f.LogLik = s.left*math.Log(p) + (s.periods-s.left)*math.Log1p(-p)
	}
	return f
}

// fitNobodyLeft is the edge at which all models are one.
func (s *search) fitNobodyLeft(kind Kind) Fit {
	f := Fit{Kind: kind, Curve: Curve{Kind: kind, C: 1, Scale: 1}}
	f.Warning = fmt.Sprintf("nobody left: %s is not identified", kind.Model())
	if kind == Weibull {
		f.Params = []float64{0, 1}
	} else {
		f.Curve.Alpha, f.Curve.Beta = tightBeta(0)
		f.Params = []float64{f.Curve.Alpha, f.Curve.Beta, 1}[:len(ParamNames(kind))]
	}
	f.StdErr = allNaN(len(f.Params))
	return f
}

// everybodyLeft is the edge at which all who were at risk left at once.
func (s *search) everybodyLeft(kind Kind) Fit {
	f := s.fitNobodyLeft(kind)
	f.Warning = fmt.Sprintf("everybody left at the end of the first period observed: %s is not identified", kind.Model())
	if kind == Weibull {
		f.Params = []float64{1, 1}
		f.Curve.Theta = 1
		return f
	}
	f.Curve.Alpha, f.Curve.Beta = tightBeta(1)
	f.Params[0], f.Params[1] = f.Curve.Alpha, f.Curve.Beta
	return f
}

func allNaN(n int) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = math.NaN()
	}
	return values
}

// tight is the alpha at which customers are taken for alike: their propensities
// vary by a thousandth of their mean, which moves survival by less than 3e-7 and
// a lifetime by less than 1e-5 of itself.
const tight = 1e6

// tightBeta returns a beta distribution of mean p in which customers are as good
// as alike. A p of 0 becomes 1e-12, a p of 1 becomes 1 - 1e-12.
func tightBeta(p float64) (alpha, beta float64) {
	if p == 0 {
		p = 1e-12
	}
	p = min(max(p, 1e-250), 1-1e-12)
	return tight, tight * (1 - p) / p
}

// AsBDW returns the fit's curve as a beta-discrete-Weibull, which holds all kinds
// that can be fitted: sbg has c = 1, weibull and constant customers who are all
// alike, by a beta distribution of next to no spread (alpha 1e6). Survival is the
// fit's own to 1e-6, or to 1e-12 for sbg and bdw.
func (f Fit) AsBDW() (alpha, beta, c float64) {
	switch f.Kind {
	case SBG:
		return f.Curve.Alpha, f.Curve.Beta, 1
	case Weibull:
		alpha, beta = tightBeta(f.Curve.Theta)
		return alpha, beta, f.Curve.C
	case BDW:
		return f.Curve.Alpha, f.Curve.Beta, f.Curve.C
	}
	alpha, beta = tightBeta(f.Curve.Rate)
	return alpha, beta, 1
}

// Propensities returns what people read of alpha and beta: the mean
// alpha/(alpha+beta) of the customers' own probabilities of leaving at the first
// renewal, and their polarisation 1/(alpha+beta+1), 0 where all are alike and
// towards 1 where there are those who leave at once and those who never do. Where
// sbg or bdw collapsed, and for constant and weibull, the polarisation is 0.
func (f Fit) Propensities() (mean, polarisation float64) {
	switch f.Kind {
	case SBG, BDW:
		total := f.Curve.Alpha + f.Curve.Beta
		if f.Curve.Alpha < tight {
			polarisation = 1 / (total + 1)
		}
		return f.Curve.Alpha / total, polarisation
	case Weibull:
		return f.Curve.Theta, 0
	}
	return f.Curve.Rate, 0
}
