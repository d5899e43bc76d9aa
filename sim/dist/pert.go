package dist

import "fmt"

// PERT returns the PERT law, a beta law on [low, high] with lambda 4:
//
//	alpha = 1 + 4 (mode-low)/(high-low),  beta = 1 + 4 (high-mode)/(high-low)
//	mean  = (low + 4 mode + high) / 6
//
// low <= mode <= high and low < high.
//
// Source: Malcolm, Roseboom, Clark & Fazar, "Application of a Technique for
// Research and Development Program Evaluation" (1959); Vose, "Risk Analysis"
// (2008), for lambda.
func PERT(low, mode, high float64) (Dist, error) {
	if err := checkThreePoint("pert", low, mode, high); err != nil {
		return nil, err
	}
	alpha := 1 + 4*((mode-low)/(high-low))
	beta := 1 + 4*((high-mode)/(high-low))
	d, err := newBeta(alpha/6, beta/6, 6, low, high)
	if err != nil {
		return nil, fmt.Errorf("pert of %v, %v, %v: %w", low, mode, high, err)
	}
	return d, nil
}
