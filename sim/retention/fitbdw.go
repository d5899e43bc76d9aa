package retention

import (
	"fmt"
	"math"
)

// manyAlike is the alpha (of a like share of customers) from which on bdw is
// taken for weibull, which it then is to one in ten thousand.
const manyAlike = 1e4

// fitBDW searches over log(alpha/beta) + c M, -log(alpha) and log(c), M the mean
// log age at which customers left. Alpha without bound is the discrete Weibull.
func (s *search) fitBDW() (Fit, error) {
	if s.left == s.periods {
		return s.everybodyLeft(BDW), nil
	}
	weibull, err := s.fit(Weibull)
	if err != nil {
		return Fit{}, err
	}
	sbg, err := s.fit(SBG)
	if err != nil {
		return Fit{}, err
	}
	c := climb{
		n: 3, evaluate: func(at *summit) { s.t.evaluateBDW(at, s.middle) },
		low:  vector{-60, -math.Log(manyAlike), leastLogC},
		high: vector{60, math.Log(1e6), mostLogC},
	}
	best, found := s.climbBDW(&c, &sbg, &weibull)
	if !found && s.t.fallAtWeibull(&weibull.Curve) > 0 {
		return Fit{}, ErrNoConvergence
	}
	if !found || best.atEdge[1] < 0 || best.value < weibull.LogLik+negligibleGain {
		if weibull.LogLik < sbg.LogLik-negligibleGain {
			return Fit{}, ErrNoConvergence // sbg is a bdw too
		}
		return s.collapsedBDW(&weibull), nil
	}
	curve := bdwAt(best.x, s.middle)
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
		f.StdErr = c.stdErrs(&cov, bdwJacobian(curve, s.middle))
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
	// Where customers all alike begin to differ.
	differing := func(w *Fit) vector {
		theta := min(max(w.Curve.Theta, 1e-250), 1-1e-9)
		return s.bdwPoint(Curve{Alpha: 5, Beta: 5 * (1 - theta) / theta, C: w.Curve.C})
	}
	if f := s.before(BDW); f != nil {
		x := s.bdwPoint(f.Curve)
		if f.Curve.Alpha >= tight {
			x = differing(weibull)
		}
		take(x)
		reached := best.value
		if best.atEdge[1] < 0 {
			reached = max(reached, weibull.LogLik) // which lies beyond the edge
		}
		_, ok := c.covariance(&best)
		if found && (ok || best.atEdge[1] < 0) && reached >= max(sbg.LogLik, weibull.LogLik)-negligibleGain {
			return best, true
		}
	}
	take(differing(weibull))
	start := Curve{Alpha: 5, Beta: 5 * (s.periods - s.left) / s.left, C: 1}
	if sbg.Identified {
		start = Curve{Alpha: sbg.Curve.Alpha, Beta: sbg.Curve.Beta, C: 1}
		take(s.bdwPoint(start))
	}
	if x, ok := s.profileBDW(*c, s.bdwPoint(start)); ok {
		take(x)
	}
	return best, found
}

// profileBDW returns the best of the maxima at fixed shapes, each from the one
// before it, from c = 1 up and down.
func (s *search) profileBDW(c climb, start vector) (best vector, found bool) {
	most := math.Inf(-1)
	for _, shapes := range [][]float64{{1, 1.3, 1.7, 2.3, 3.2, 5, 9, 16, 30, 50}, {.8, .6, .4, .2}} {
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
	digamma, trigamma, by, byy := polygamma(alpha, l.y)
	yc, ycc := power*log, power*log*log
	l.first = vector{digamma, by, by * yc}
	l.second[0][0] = trigamma
	l.second[1] = vector{trigamma, byy}
	l.second[2] = vector{trigamma * yc, byy * yc, byy*yc*yc + by*ycc}
	return l
}

// evaluateBDW is the log-likelihood with its derivatives by what bdwAt takes.
func (t *Tally) evaluateBDW(at *summit, middle float64) {
	curve := bdwAt(at.x, middle)
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
	at.slope, at.bend = transformed(curve, middle, slope, bend)
}

// bdwPoint is where a curve lies in the search, bdwAt the inverse.
func (s *search) bdwPoint(c Curve) vector {
	return vector{math.Log(c.Alpha/c.Beta) + c.C*s.middle, -math.Log(c.Alpha), math.Log(c.C)}
}

func bdwAt(x vector, middle float64) Curve {
	c := Curve{Kind: BDW, Alpha: math.Exp(-x[1]), C: math.Exp(x[2]), Scale: 1}
	c.Beta = c.Alpha * math.Exp(c.C*middle-x[0])
	return c
}

// bdwJacobian are the derivatives of alpha, beta and c by what bdwAt takes.
func bdwJacobian(c Curve, middle float64) matrix {
	return matrix{{0, -c.Alpha}, {-c.Beta, -c.Beta, c.Beta * c.C * middle}, {0, 0, c.C}}
}

// transformed turns derivatives by alpha, beta and c into those by what bdwAt
// takes.
func transformed(c Curve, middle float64, slope vector, bend matrix) (vector, matrix) {
	for j := range 3 {
		for k := range j {
			bend[k][j] = bend[j][k]
		}
	}
	jacobian := bdwJacobian(c, middle) // [k][i]: parameter k by transformed i
	turn := c.C * middle
	// Second derivatives of alpha, beta, c by the transformed parameters.
	curl := [3]matrix{
		{{}, {0, c.Alpha}},
		{{c.Beta}, {c.Beta, c.Beta}, {-c.Beta * turn, -c.Beta * turn, c.Beta * turn * (1 + turn)}},
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
