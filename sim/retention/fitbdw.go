package retention

import (
	"fmt"
	"math"
)

// manyAlike is the alpha (of a like share of customers) from which on bdw is
// taken for weibull, which it then is to one in ten thousand.
const manyAlike = 1e4

// fitBDW searches over logit(m), log(psi) and log(c), m = alpha/(alpha+beta) and
// psi = 1/(alpha+beta), of which psi = 0 is the discrete Weibull.
func (s *search) fitBDW() (Fit, error) {
	weibull, err := s.fit(Weibull)
	if err != nil {
		return Fit{}, err
	}
	sbg, err := s.fit(SBG)
	if err != nil {
		return Fit{}, err
	}
	theta := min(max(weibull.Curve.Theta, 1e-100), 1-1e-9)
	c := climb{
		n: 3, evaluate: func(at *summit) { s.t.evaluateBDW(at) },
		low:  vector{-700, math.Log(theta / manyAlike), leastLogC},
		high: vector{40, math.Log(1e6), mostLogC},
	}
	best, found := s.climbBDW(&c, &sbg, &weibull)
	if !found && weibull.LogLik < sbg.LogLik {
		return Fit{}, ErrNoConvergence
	}
	if !found && s.t.fallAtWeibull(&weibull.Curve) > 0 {
		return Fit{}, ErrNoConvergence
	}
	if !found || best.atEdge[1] < 0 || best.value < weibull.LogLik+negligibleGain {
		return s.collapsedBDW(&weibull), nil
	}
	curve := curveAt(BDW, best.x)
	f := Fit{
		Kind: BDW, Curve: curve, Params: []float64{curve.Alpha, curve.Beta, curve.C},
		LogLik: best.value, StdErr: allNaN(3),
	}
	cov, ok := c.covariance(&best)
	switch {
	case s.ages < 2:
		f.Warning = oneAge(BDW)
	case !ok:
		f.Warning = "alpha, beta and c are not identified: the likelihood is flat or rises without end"
	default:
		f.Identified = true
		f.StdErr = c.stdErrs(&cov, spreadJacobian(curve))
		switch {
		case 2*(f.LogLik-weibull.LogLik) < luckAtEdge:
			f.Warning = "alpha and beta are hardly identified: customers who are all alike (weibull) explain the data as well"
		case 2*(f.LogLik-sbg.LogLik) < luckInside:
			f.Warning = fmt.Sprintf("c is hardly identified (%.3g, standard error %.2g): sbg explains the data as well", curve.C, f.StdErr[2])
		}
	}
	return f, nil
}

// climbBDW returns the highest summit found: from the fit to like data, if that
// gets as high as the models that bdw contains; else from the best of a profile
// over c and from where those models are.
func (s *search) climbBDW(c *climb, sbg, weibull *Fit) (best summit, found bool) {
	take := func(x vector) {
		top, ok := c.from(x)
		if ok && (!found || top.value > best.value) {
			best, found = top, true
		}
	}
	// Of customers all alike, an alpha at which they begin to differ.
	differing := func(m float64, shape float64) vector {
		m = min(max(m, 1e-100), 1-1e-9)
		return vector{math.Log(m / (1 - m)), math.Log(m / 5), math.Log(shape)}
	}
	if f := s.before(BDW); f != nil {
		x := meanAndSpread(f.Curve)
		if f.Curve.Alpha >= tight {
			x = differing(f.Curve.Alpha/(f.Curve.Alpha+f.Curve.Beta), f.Curve.C)
		}
		take(x)
		reached := best.value
		if best.atEdge[1] < 0 {
			reached = max(reached, weibull.LogLik) // which lies beyond the edge
		}
		if found && reached >= max(sbg.LogLik, weibull.LogLik)-negligibleGain {
			return best, true
		}
	}
	if sbg.Identified {
		take(meanAndSpread(sbg.Curve))
	}
	take(differing(weibull.Curve.Theta, weibull.Curve.C))
	start := differing(weibull.Curve.Theta, 1)
	if sbg.Identified {
		start = meanAndSpread(sbg.Curve)
	}
	if x, ok := s.profileBDW(*c, start); ok {
		take(x)
	}
	return best, found
}

// profileBDW returns the best of the maxima at fixed shapes, each from the one
// before it, from c = 1 up and down.
func (s *search) profileBDW(c climb, start vector) (best vector, found bool) {
	most := math.Inf(-1)
	for _, shapes := range [][]float64{{1, 1.3, 1.7, 2.3, 3.2, 5, 9}, {.8, .6, .4, .2}} {
		x := start
		for _, shape := range shapes {
			x[2] = math.Log(shape)
			c.low[2], c.high[2] = x[2], x[2]
			top, _ := c.from(x)
			if !finite(top.value) {
				break
			}
			x = top.x
			if top.value > most {
				best, most, found = top.x, top.value, true
			}
		}
	}
	return best, found
}

// collapsedBDW is the discrete Weibull in the shape of a bdw.
func (s *search) collapsedBDW(weibull *Fit) Fit {
	alpha, beta := tightBeta(weibull.Curve.Theta)
	shape := weibull.Curve.C
	return Fit{
		Kind: BDW, Curve: Curve{Kind: BDW, Alpha: alpha, Beta: beta, C: shape, Scale: 1},
		Params: []float64{alpha, beta, shape}, StdErr: []float64{math.NaN(), math.NaN(), weibull.StdErr[1]},
		LogLik:  weibull.LogLik,
		Warning: "bdw collapses to weibull, which is its edge: customers all alike explain the data best",
	}
}

// fallAtWeibull returns the slope of the log-likelihood by psi at psi = 0, where
// log S(x) rises by psi m/(1-m) x(x-1)/2 at position x. Where it is above 0, the
// maximum is not at the edge.
func (t *Tally) fallAtWeibull(c *Curve) float64 {
	odds := c.Theta / (1 - c.Theta) / 2
	logStay := math.Log1p(-c.Theta)
	before, score := 0.0, 0.0
	for i, n := range t.AtRisk {
		x := wholePower(i+1, c.C)
		if n > 0 {
			_, first, _ := leave(t.Events[i], n-t.Events[i], logStay*(x-before))
			score += first * odds * (x*(x-1) - before*(before-1))
		}
		before = x
	}
	return score
}

// level is log Gamma(y+alpha) - log Gamma(y), y = beta + t^c: log S is its value
// at t = 0 less that at t. first and second are its derivatives by alpha, beta
// and c.
type level struct {
	y      float64
	value  float64
	first  vector
	second matrix // the lower triangle
}

func levelAt(alpha, beta, c float64, t int) (l level) {
	power, log := 0.0, 0.0
	if t > 0 {
		power, log = wholePower(t, c), logOfWhole(t)
	}
	l.y = beta + power
	l.value = logGammaRise(alpha, l.y)
	digamma, trigamma := polygamma(l.y + alpha)
	digammaY, trigammaY := polygamma(l.y)
	by, byy := digamma-digammaY, trigamma-trigammaY
	yc, ycc := power*log, power*log*log
	l.first = vector{digamma, by, by * yc}
	l.second[0][0] = trigamma
	l.second[1] = vector{trigamma, byy}
	l.second[2] = vector{trigamma * yc, byy * yc, byy*yc*yc + by*ycc}
	return l
}

// evaluateBDW is the log-likelihood with its derivatives by logit(m), log(psi)
// and log(c).
func (t *Tally) evaluateBDW(at *summit) {
	curve := curveAt(BDW, at.x)
	alpha, beta, c := curve.Alpha, curve.Beta, curve.C
	precise := alpha+beta > 1000 // differences of levels are not
	before := levelAt(alpha, beta, c, 0)
	value := 0.0
	var slope vector
	var bend matrix
	for i, n := range t.AtRisk {
		now := levelAt(alpha, beta, c, i+1)
		if n > 0 {
			stay := before.value - now.value
			if precise {
				stay = -logBetaRatio(alpha, before.y, powerStep(float64(i+1), c))
			}
			d := t.Events[i]
			v, first, second := leave(d, n-d, stay)
			value += v
			for j := range 3 {
				dj := before.first[j] - now.first[j]
				slope[j] += first * dj
				for k := range j + 1 {
					bend[j][k] += first*(before.second[j][k]-now.second[j][k]) + second*dj*(before.first[k]-now.first[k])
				}
			}
		}
		before = now
	}
	at.value = value
	at.slope, at.bend = transformed(curve, slope, bend)
}

// transformed turns derivatives by alpha, beta and c into those by logit(m),
// log(psi) and log(c).
func transformed(c Curve, slope vector, bend matrix) (vector, matrix) {
	for j := range 3 {
		for k := range j {
			bend[k][j] = bend[j][k]
		}
	}
	jacobian := spreadJacobian(c) // [k][i]: parameter k by transformed i
	total := c.Alpha + c.Beta
	m, stay := c.Alpha/total, c.Beta/total
	cross := m * c.Beta
	// Second derivatives of alpha, beta, c by the transformed parameters.
	curl := [3]matrix{
		{{cross * (stay - m)}, {-cross, c.Alpha}},
		{{-cross * (stay - m)}, {cross, c.Beta}},
		{{}, {}, {0, 0, c.C}},
	}
	var first vector
	var second matrix
	for i := range 3 {
		for k := range 3 {
			first[i] += slope[k] * jacobian[k][i]
		}
		for j := range i + 1 {
			sum := 0.0
			for k := range 3 {
				for l := range 3 {
					sum += jacobian[k][i] * bend[k][l] * jacobian[l][j]
				}
				sum += slope[k] * curl[k][i][j]
			}
			second[i][j] = sum
		}
	}
	return first, second
}
