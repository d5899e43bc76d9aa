package sim

import (
	"math"
	"math/rand/v2"
)

// refPoisson counts arrivals of unit-rate exponential gaps before mean.
func refPoisson(rng *rand.Rand, mean float64) int {
	n := 0
	for sum := rng.ExpFloat64(); sum < mean; sum += rng.ExpFloat64() {
		n++
	}
	return n
}

// refOverdispersed counts arrivals whose variance is d times their mean: a
// Poisson variate with a gamma-distributed mean.
func refOverdispersed(rng *rand.Rand, mean, d float64) int {
	if d > 1 && mean > 0 {
		mean = (d - 1) * refGamma(rng, mean/(d-1))
	}
	return refPoisson(rng, mean)
}

// refGamma draws from the gamma distribution of the given shape and scale 1.
//
// Source: Marsaglia & Tsang, "A Simple Method for Generating Gamma Variables"
// (2000).
func refGamma(rng *rand.Rand, shape float64) float64 {
	if shape < 1 {
		return refGamma(rng, shape+1) * math.Pow(1-rng.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	for {
		x := rng.NormFloat64()
		v := 1 + x/math.Sqrt(9*d)
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-rng.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

func refBeta(rng *rand.Rand, alpha, beta float64) float64 {
	x, y := refGamma(rng, alpha), refGamma(rng, beta)
	return x / (x + y)
}

// refWorth draws what one order is worth: gamma of the given mean and
// coefficient of variation.
func refWorth(rng *rand.Rand, mean, cv float64) float64 {
	if cv == 0 {
		return mean
	}
	return mean * cv * cv * refGamma(rng, 1/(cv*cv))
}
