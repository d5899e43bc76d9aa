// Package purchase turns what customers bought into what they will buy: the
// BG/NBD model of how often and for how long, the Gamma-Gamma model of how much
// each time, recency-frequency-monetary segments, and classes of customers whose
// simulated orders agree with those models.
//
// The steps, each usable alone:
//
//	Ledger      transactions -> Customers (x, t_x, T, mean spend)
//	FitBGNBD    Summaries -> r, alpha, a, b
//	FitGammaGamma            p, q, v
//	Score       Customers -> R, F, M from 1 to 5 -> one of ten Segments
//	Classes     all of it -> opening base, retention and order rates of a plan
//	NewCustomers             the same for customers still to come
//
// # Time
//
// Time is measured in whatever unit the summaries have (days, weeks); the scale
// parameter alpha and every t are in that unit. A month of a plan is given where
// it is needed, as its number of units: 365.25/12 days.
//
// # The model of purchases
//
// While a customer is alive, purchases follow a Poisson process with an own rate
// lambda ~ Gamma(shape r, rate alpha); after each repeat purchase the customer
// drops out for good with an own probability p ~ Beta(a, b), independent of
// lambda. A customer who has not yet come back is therefore alive for certain,
// however long ago the first purchase was: that is the model's, and such
// customers have low rates instead.
//
// Source: Fader, Hardie & Lee, "Counting Your Customers the Easy Way: An
// Alternative to the Pareto/NBD Model", Marketing Science 24 (2005).
package purchase
