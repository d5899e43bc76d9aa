// Package retention says how long customers stay: hazard curves by renewal,
// the survival they imply, the distribution of churn propensities that a
// cohort carries, and the value of what is left of a lifetime.
//
// # Curves
//
// A [Curve] gives the hazard h(r), the probability of leaving at renewal r >= 1
// for a customer who got that far:
//
//	constant   rate                                             nothing varies
//	sbg        alpha / (alpha + beta + r - 1)                   Fader & Hardie (2007)
//	weibull    1 - (1-theta)^(r^c - (r-1)^c)                    discrete Weibull
//	bdw        1 - B(alpha, beta+r^c) / B(alpha, beta+(r-1)^c)  Fader et al. (2018)
//	table      listed by renewal, the last one holds from there on
//
// Survival is S(r) = prod over i <= r of (1 - h(i)), S(0) = 1. Between whole
// renewals log S is linear ([Survival]), so that a contract whose term differs
// from the distance of the curve's renewals neither creates nor removes churn.
//
// # Positions
//
// Under sbg and bdw each customer has an own propensity p ~ Beta(alpha, beta),
// and the probability of outlasting renewal r is (1-p)^x with x = r for sbg and
// x = r^c for bdw. x is the curve's position ([Curve.Position]); survivors to
// position x are distributed as Beta(alpha, beta+x).
//
// # Who is saved
//
// A change that multiplies the hazard multiplies each customer's own hazard, so
// that those it saves are mostly the prone, who leave later. A [Mixture] carries
// the distribution of p by weighted nodes through such changes.
//
// # Tails
//
// Sums over all renewals to come are closed or bounded, never added up without
// end: [Curve.Tail], [Mixture.Tail], [ResidualLifetime].
//
// # Fits
//
// [KaplanMeier] says how long observed customers stayed, [FitCurve] and
// [Tally.FitAll] which curve of a kind makes what was observed most likely, and
// [Choose] which kind to take. Every curve that can be fitted is a bdw too
// ([Fit.AsBDW]), which is exact also where customers are all but alike.
//
// Nothing in this package reads a clock or keeps state. Curves and mixtures do
// not allocate once a [Mixture] has been filled for the first time, so that they
// may be built anew in every trial of a simulation.
package retention
