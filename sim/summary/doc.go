// Package summary turns the values that a quantity takes over the trials of a
// run into statistics: moments, quantiles, tail means, probabilities, and how
// far each can be trusted. It draws nothing, reads no clock and starts no
// goroutine.
//
//   - Moments: count, mean, standard deviation, standard error, range.
//   - Quantiles, CVaR: of a slice of values, in place.
//   - Sample: a quantity over a run or a shard of it, exact or, past a memory
//     budget, a sketch with a proven rank error; moments, quantiles, CVaR. A
//     Pool lends the buffers of many samples.
//   - Share: P(better), P(hit).
//   - OrderInterval, Wilson: confidence intervals of quantiles and probabilities
//     for independent trials. Between: of anything, from replicates, for Latin
//     hypercube and Sobol trials.
//
// # Values
//
// A value is a float64 in the unit of its quantity. +Inf and -Inf are values
// ("never", "without end"): they rank at the ends and make a quantile infinite
// that touches them; Moments counts them apart. NaN is null, a value that does
// not exist, as a rate over zero customers: it is left out and counted.
//
// # Determinism
//
// Every result is a pure function of the values, in the order given, and of the
// order of merging. Share and Sample do not depend on the order of arrival or
// merging either. Moments do, in their last bits: merge fixed blocks in
// a fixed order. A compiler may fuse x*y + z on some architectures: the same
// bits are promised on one architecture.
//
// # Exact or sketch
//
// An exact sample takes 8 bytes a trial. A sketch takes 8 bytes times its leaf
// for every 1 among the binary digits of the number of leaves; a larger leaf
// buys accuracy. Rank errors in per cent of the trials, beside the standard
// error sqrt(p(1-p)/trials) of what is estimated:
//
//	trials      leaf   bound   typical   standard error at P10, P50
//	10,000      1,024  0.065   0.03      0.30, 0.50
//	100,000     1,024  0.14    0.03      0.09, 0.16
//	100,000     4,096  0.022   0.01      0.09, 0.16
//	1,000,000   4,096  0.038   0.01      0.03, 0.05
//	1,000,000   8,192  0.016   0.004     0.03, 0.05
package summary
