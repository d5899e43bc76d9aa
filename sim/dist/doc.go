// Package dist holds the laws of uncertain inputs, the copula that couples
// them, and the designs that spread their uniforms over the trials.
//
// An input is drawn through its quantile function, one uniform a draw:
//
//	design, _ := dist.NewDesign(dist.Sobol, seed, trials, names)
//	copula, _ := dist.NewCopula(names, pairs)
//	design.Fill(i, u)        // trial i, one uniform for each input
//	copula.ApplyUniform(u)   // rank correlations
//	x := laws[k].Quantile(u[k])
//
// so that a change of an input's law, and nothing else, changes its draws, and
// a larger uniform never gives a smaller value.
//
// # Laws
//
// Normal, Lognormal, Beta and Gamma are given by the variable's own mean and
// standard deviation; Interval by a 90 % interval; PERT, Triangular and Uniform
// by their ends; Bernoulli, Discrete and Empirical by their values; Constant by
// its number. Affine and Truncated make laws of laws. Constructors check their
// numbers, NaN and infinities included, and return errors that say what is
// needed and what was found; nothing panics on a user's numbers.
//
// Quantiles and both tails are good to about 1e-12 of their value, or to what
// the rounding of their argument allows where that is less, down to
// probabilities of 1e-30. A draw costs about 0.1 microseconds at most; building a beta,
// PERT or gamma law about a millisecond. All laws are immutable and safe
// for concurrent use.
//
// # Designs
//
// See Design: random, Latin hypercube and Sobol sampling are all pure functions
// of the seed, the trial and the input's name. Errors under the last two come
// from between their replicates.
package dist
