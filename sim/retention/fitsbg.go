package retention

import (
	"fmt"
	"math"
)

const (
	// negligibleGain is the log-likelihood that a parameter must earn to count as
	// there at all.
	negligibleGain = 1e-6
	// Twice the log-likelihood that a parameter earns by luck alone in one of
	// twenty data sets: at an edge (half a chi-square), and inside.
	luckAtEdge, luckInside = 2.706, 3.841
)

// fitSBG searches over logit(m) and log(psi), m = alpha/(alpha+beta) and
// psi = 1/(alpha+beta), of which psi = 0 is the geometric:
//
//	h(t) = m / (1 + psi (t-1))
func (s *search) fitSBG() (Fit, error) {
	rate := s.left / s.periods
	geometric, err := s.fit(Constant)
	if err != nil {
		return Fit{}, err
	}
	if s.left == s.periods {
		return s.everybodyLeft(SBG), nil
	}
	c := climb{
		n: 2, evaluate: func(at *summit) { s.t.evaluateSBG(at) },
		low:  vector{-40, math.Log(rate * 1e-6)},
		high: vector{40, math.Log(1e6)},
	}
	var best summit
	found := false
	if f := s.before(SBG); f != nil && f.Identified {
		best, found = c.from(vector{math.Log(f.Curve.Alpha / f.Curve.Beta), -math.Log(f.Curve.Alpha + f.Curve.Beta)})
	}
	if !found || best.value < geometric.LogLik {
		best, found = c.from(s.startSBG(rate))
	}
	score, deviate := s.t.fallAtGeometric(rate)
	if score <= 0 && (!found || best.value < geometric.LogLik+negligibleGain) {
		return s.collapsedSBG(rate, deviate), nil
	}
	if !found {
		return Fit{}, ErrNoConvergence
	}
	if best.atEdge[1] < 0 || best.value < geometric.LogLik+negligibleGain {
		return s.collapsedSBG(rate, deviate), nil
	}
	curve := sbgAt(best.x)
	f := Fit{
		Kind: SBG, Curve: curve, Params: []float64{curve.Alpha, curve.Beta}, LogLik: best.value,
	}
	cov, ok := c.covariance(&best)
	f.Identified = ok
	alike := 2*(f.LogLik-geometric.LogLik) < luckAtEdge
	switch {
	case ok:
		cross := curve.Alpha * curve.Beta / (curve.Alpha + curve.Beta)
		f.StdErr = c.stdErrs(&cov, matrix{{cross, -curve.Alpha}, {-cross, -curve.Beta}})
		if alike {
			f.Warning = "alpha and beta are hardly identified: customers who are all alike (geometric) explain the data as well"
		}
	case alike:
		f.StdErr = allNaN(2)
		f.Warning = "alpha and beta are not identified: customers who are all alike (geometric) explain the data as well"
	default:
		f.StdErr = allNaN(2)
		f.Warning = "alpha and beta are not identified: some leave at the first renewals and nobody later"
	}
	if f.Identified && s.ages < 2 {
		f.Identified = false
		f.StdErr = allNaN(2)
		f.Warning = oneAge(SBG)
	}
	return f, nil
}

func oneAge(kind Kind) string {
	return fmt.Sprintf("everybody who left did so at one age: the shape of %v is not identified", kind)
}

// collapsedSBG is the geometric in the shape of an sbg. deviate is the score of a
// falling hazard in its standard errors.
func (s *search) collapsedSBG(rate, deviate float64) Fit {
	alpha, beta := tightBeta(rate)
	f := Fit{
		Kind: SBG, Curve: Curve{Kind: SBG, Alpha: alpha, Beta: beta, Scale: 1}, Params: []float64{alpha, beta},
		StdErr: allNaN(2), LogLik: s.done[Constant].LogLik,
	}
	f.Warning = "sbg collapses to the geometric, which is its edge: the hazard does not fall with tenure"
	if deviate < -1.645 {
		f.Warning = "sbg collapses to the geometric, which is its edge: the hazard rises with tenure, which sbg cannot follow"
	}
	return f
}

// startSBG returns the best of a few spreads, each with the mean at which as many
// leave as did.
func (s *search) startSBG(rate float64) vector {
	best, most := vector{}, math.Inf(-1)
	for _, alpha := range []float64{100, 30, 10, 3, 1, .3, .1, .03, .01} {
		psi := rate / alpha
		weight := 0.0
		for i, n := range s.t.AtRisk {
			weight += n / (1 + psi*float64(i))
		}
		m := min(s.left/weight, .99)
		at := summit{x: vector{math.Log(m / (1 - m)), math.Log(psi)}}
		if s.t.evaluateSBG(&at); at.value > most {
			best, most = at.x, at.value
		}
	}
	return best
}

// evaluateSBG is the log-likelihood with its derivatives by logit(m), log(psi).
func (t *Tally) evaluateSBG(at *summit) {
	m, stay := odds(at.x[0])
	psi := math.Exp(at.x[1])
	logM := math.Log(m)
	value := 0.0
	var dm, dp, dmm, dmp, dpp float64
	for i, n := range t.AtRisk {
		if n == 0 {
			continue
		}
		d, k := t.Events[i], float64(i)
		v := 1 + psi*k
		value += d * logM
		if k > 0 {
			value -= n * math.Log(v)
			dp -= n * k / v
			dpp += n * k * k / (v * v)
		}
		dm += d / m
		dmm -= d / (m * m)
		if stayed := n - d; stayed > 0 {
			u := stay + psi*k
			value += stayed * math.Log(u)
			w := stayed / u
			dm -= w
			dp += w * k
			dmm -= w / u
			dmp += w * k / u
			dpp -= w * k * k / u
		}
	}
	at.value = value
	rise := m * stay // dm / dlogit
	at.slope = vector{dm * rise, dp * psi}
	at.bend[0][0] = dmm*rise*rise + dm*rise*(stay-m)
	at.bend[1][0] = dmp * rise * psi
	at.bend[1][1] = dpp*psi*psi + dp*psi
}

// fallAtGeometric returns the slope of the log-likelihood by psi at psi = 0 and
// the geometric's rate, above 0 where hazards fall, and the same in its standard
// errors, the rate being estimated too.
func (t *Tally) fallAtGeometric(rate float64) (score, deviate float64) {
	var mm, mp, pp float64
	for i, n := range t.AtRisk {
		k, stayed := float64(i), n-t.Events[i]
		score += k * (stayed/(1-rate) - n)
		// Expected information: of n, a share rate leaves.
		mm += n / (rate * (1 - rate))
		mp += n * k / (1 - rate)
		pp += n * k * k * rate / (1 - rate)
	}
	variance := pp - mp*mp/mm
	if !(variance > 1e-12*pp) {
		return score, 0
	}
	return score, score / math.Sqrt(variance)
}

// odds returns m = 1/(1+e^-x) and 1-m, both precise.
func odds(x float64) (m, stay float64) {
	e := math.Exp(-math.Abs(x))
	m, stay = 1/(1+e), e/(1+e)
	if x < 0 {
		m, stay = stay, m
	}
	return m, stay
}

// sbgAt is the curve at a point of the search.
func sbgAt(x vector) Curve {
	m, stay := odds(x[0])
	total := math.Exp(-x[1])
	return Curve{Kind: SBG, Alpha: m * total, Beta: stay * total, Scale: 1}
}
