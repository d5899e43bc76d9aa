package retention

import "math"

// Gauss-Legendre on [-1, 1]: points, weights, and what the polynomial through
// values at the points has as its integral from -1 up to each point and as its
// slope there.
var panelAt, panelWeight, panelUpTo, panelSlope = gaussPanel()

func gaussPanel() (at, weight [panelPoints]float64, upTo, slope [panelPoints][panelPoints]float64) {
	const n = panelPoints
	for i := range n {
		x := -math.Cos(math.Pi * (float64(i) + .75) / (n + .5))
		for range 20 {
			p := legendre(x)
			x -= p[n] / legendreSlope(x, p)
		}
		at[i] = x
		d := legendreSlope(x, legendre(x))
		weight[i] = 2 / ((1 - x*x) * d * d)
	}
	// By expansion in Legendre polynomials, which the rule itself makes exact:
	// the coefficient of P_k of the polynomial that is 1 at point j alone is
	// (k + 1/2) weight_j P_k(x_j); P_k integrates to (P_k+1 - P_k-1)/(2k+1).
	for i := range n {
		pi := legendre(at[i])
		for j := range n {
			pj := legendre(at[j])
			sum, rise := .5*weight[j]*(at[i]+1), 0.0
			for k := 1; k < n; k++ {
				sum += .5 * weight[j] * pj[k] * (pi[k+1] - pi[k-1])
				rise += (float64(k) + .5) * weight[j] * pj[k] * float64(k) * (at[i]*pi[k] - pi[k-1]) / (at[i]*at[i] - 1)
			}
			upTo[i][j], slope[i][j] = sum, rise
		}
	}
	return at, weight, upTo, slope
}

// legendre returns P_0(x) .. P_n(x).
func legendre(x float64) (p [panelPoints + 1]float64) {
	p[0], p[1] = 1, x
	for k := 2; k <= panelPoints; k++ {
		p[k] = (float64(2*k-1)*x*p[k-1] - float64(k-1)*p[k-2]) / float64(k)
	}
	return p
}

// legendreSlope returns the derivative of the last of them.
func legendreSlope(x float64, p [panelPoints + 1]float64) float64 {
	return panelPoints * (x*p[panelPoints] - p[panelPoints-1]) / (x*x - 1)
}
