package plots

import "math"

// densityOf are quantiles of a skewed law at equally spaced probabilities.
func densityOf() DensityData {
	d := DensityData{Head: Head{Title: "Effect of onboarding"}, Colour: 1}
	for i := range 200 {
		u := (float64(i) + 0.5) / 200
		d.Quantiles = append(d.Quantiles, math.Exp(0.6*math.Sqrt2*math.Erfinv(2*u-1)))
	}
	return d
}

func densityGallery() []entry {
	discrete, single := densityOf(), densityOf()
	discrete.Quantiles = []float64{0, 0, 0, 0, 0, 0, 0, 0.05, 0.05, 0.05}
	single.Quantiles = []float64{3, 3, 3}
	return []entry{
		{"density", Density(densityOf())},
		{"density_discrete", Density(discrete)},
		{"density_single", Density(single)},
		{"deg_density_none", Density(DensityData{})},
		{"deg_density_infinite", Density(DensityData{Quantiles: []float64{math.Inf(-1), 1, 2, math.NaN()}})},
	}
}
