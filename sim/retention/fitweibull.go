package retention

import (
	"fmt"
	"math"
)

// Bounds of the shape c in a search: beyond them a discrete Weibull is one
// period in which some leave, and all or nothing after it.
var leastLogC, mostLogC = math.Log(1e-6), math.Log(50)

// mostLambda is where theta is below 1 by 1e-16.
const mostLambda = 36

// fitWeibull searches over log(lambda) + c M and log(c), lambda = -log(1-theta)
// and M the mean log age at which customers left: the cumulative hazard there,
// which unlike theta the data fix whatever c is.
func (s *search) fitWeibull() (Fit, error) {
	if s.left == s.periods {
		return s.everybodyLeft(Weibull), nil
	}
	geometric, err := s.fit(Constant)
	if err != nil {
		return Fit{}, err
	}
	c := climb{
		n: 2, evaluate: func(at *summit) { s.t.evaluateWeibull(at, s.middle) },
		low:  vector{-60, leastLogC},
		high: vector{60, mostLogC},
	}
	var starts []vector
	if f := s.before(Weibull); f != nil && f.Curve.Theta > 0 && f.Curve.Theta < 1 {
		starts = append(starts, vector{math.Log(-math.Log1p(-f.Curve.Theta)) + f.Curve.C*s.middle, math.Log(f.Curve.C)})
	}
	for _, shape := range []float64{1, .5, 2, 4, .25} {
		starts = append(starts, s.startWeibull(shape))
	}
	var best summit
	found := false
	for _, start := range starts {
		top, ok := c.from(start)
		if !ok {
			continue
		}
		if !found || top.value > best.value {
			best, found = top, true
		}
		if _, ok := c.covariance(&best); ok && best.value >= geometric.LogLik-negligibleGain {
			break
		}
	}
	if !found {
		return Fit{}, ErrNoConvergence
	}
	shape := math.Exp(best.x[1])
	lambda := math.Exp(best.x[0] - shape*s.middle)
	theta := -math.Expm1(-lambda)
	f := Fit{
		Kind: Weibull, Curve: Curve{Kind: Weibull, Theta: theta, C: shape, Scale: 1},
		Params: []float64{theta, shape}, LogLik: best.value, StdErr: allNaN(2),
	}
	cov, ok := c.covariance(&best)
	switch {
	case s.ages < 2:
		f.Warning = oneAge(Weibull)
	case !ok:
		f.Warning = "theta and c are not identified: the likelihood rises without end as c grows or vanishes"
	default:
		f.Identified = true
		fall := math.Exp(-lambda) * lambda // d theta / d log(lambda)
		f.StdErr = c.stdErrs(&cov, matrix{{fall, -fall * shape * s.middle}, {0, shape}})
		if se := f.StdErr[1]; shape-1 > 1.645*se {
			f.Warning = fmt.Sprintf("the hazard rises with tenure, and the curve goes on rising beyond the data (c %.3g, standard error %.2g)", shape, se)
		}
	}
	return f, nil
}

// startWeibull has the lambda at which as many leave as did, all hazards small.
func (s *search) startWeibull(shape float64) vector {
	weight := 0.0
	for i, n := range s.t.AtRisk {
		weight += n * (wholePower(i+1, shape) - wholePower(i, shape))
	}
	return vector{math.Log(min(s.left/weight, 3)) + shape*s.middle, math.Log(shape)}
}

// leave returns the log-likelihood of d leaving and stayed staying at a hazard
// of 1 - e^stay, stay <= 0, and its first and second derivative by stay.
func leave(d, stayed, stay float64) (value, first, second float64) {
	if stayed > 0 {
		value, first = stayed*stay, stayed
	}
	if d > 0 {
		q := 1 / math.Expm1(-stay) // odds of staying
		value -= d * math.Log1p(q)
		first -= d * q
		second = -d * q * (1 + q)
	}
	return value, first, second
}

// evaluateWeibull is the log-likelihood with its derivatives by
// log(lambda) + c middle and log(c).
func (t *Tally) evaluateWeibull(at *summit, middle float64) {
	c := math.Exp(at.x[1])
	if at.x[0]-c*middle > math.Log(mostLambda) {
		at.value = math.Inf(-1)
		return
	}
	lambda := math.Exp(at.x[0])       // cumulative hazard at the middle
	var power, power1, power2 float64 // (t/middle)^c and its derivatives by log c, of the period before
	value := 0.0
	var sa, su, saa, sau, suu float64
	for i, n := range t.AtRisk {
		log := c * (logOfWhole(i+1) - middle)
		now := math.Exp(log)
		now1 := now * log
		now2 := now1 * (log + 1)
		if n > 0 {
			stay := -lambda * (now - power)
			stay1, stay2 := -lambda*(now1-power1), -lambda*(now2-power2)
			d := t.Events[i]
			v, first, second := leave(d, n-d, stay)
			value += v
			sa += first * stay
			su += first * stay1
			saa += second*stay*stay + first*stay
			sau += second*stay*stay1 + first*stay1
			suu += second*stay1*stay1 + first*stay2
		}
		power, power1, power2 = now, now1, now2
	}
	at.value = value
	at.slope = vector{sa, su}
	at.bend[0][0], at.bend[1][0], at.bend[1][1] = saa, sau, suu
}

// logOfWhole returns log(r) for a whole number r.
func logOfWhole(r int) float64 {
	if r < len(logsOfWhole) {
		return logsOfWhole[r]
	}
	return math.Log(float64(r))
}
