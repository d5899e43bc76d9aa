package plots_test

import (
	"fmt"

	"holdfast/plots"
)

func ExampleDensity() {
	shape := plots.Density(plots.DensityData{Head: plots.Head{Title: "2 % to 4 %, 3 % in the middle"}, Quantiles: []float64{2, 2.5, 2.8, 3, 3.2, 3.5, 4}})
	width, height := shape.Size()
	title, _ := shape.Description()
	fmt.Printf("%s: %g by %g points\n", title, width, height)
	// Output: 2 % to 4 %, 3 % in the middle: 72 by 18 points
}
