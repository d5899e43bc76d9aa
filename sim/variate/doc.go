// Package variate turns addressed uniforms into exact customer counts.
//
// A Key addresses a stream of uniforms, a Point is one of them, and Binomial,
// Poisson, NegBinomial and Gamma return the quantile of their distribution at
// it. Counts are float64 holding whole numbers.
package variate
