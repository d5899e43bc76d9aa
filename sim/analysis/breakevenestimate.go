package analysis

import (
	"math"
	"slices"

	"holdfast/sim/summary"
)

// statistic is a function of gaps whose sign is asked for, with its standard
// error: of the gaps themselves, and at any value of the number, as far as is
// known.
type statistic struct {
	of func(gaps []float64) (v, se float64)
	at func(x float64) (v, se float64)
}

// chance is the share of gaps that are at least 0, less the confidence. Its
// error is the one at the confidence, so that its interval is Wilson's.
func (s *search) chance() statistic {
	c := s.r.Confidence
	excess := func(p, n float64) (v, se float64) {
		if n == 0 {
			return -c, 0
		}
		return p - c, math.Sqrt(c * (1 - c) / n)
	}
	return statistic{
		of: func(gaps []float64) (v, se float64) {
			hits, n := reached(gaps)
			return excess(hits/n, n)
		},
		at: func(x float64) (v, se float64) {
			p, _, n := s.chanceAt(x)
			return excess(p, n)
		},
	}
}

// mean is the mean of the gaps that exist.
func (s *search) mean() statistic { return statistic{meanOf, s.meanAt} }

// between interpolates the gaps of the first trials at x, between two nodes
// that have them.
func (s *search) between(below, above *node, x float64, trials int) []float64 {
	if below == above {
		return below.gaps[:trials]
	}
	s.scratch = slices.Grow(s.scratch[:0], trials)[:trials]
	w := (x - below.x) / (above.x - below.x)
	for i := range s.scratch {
		a, b := below.gaps[i], above.gaps[i]
		switch {
		case math.IsInf(a, 0) || math.IsInf(b, 0):
			if s.scratch[i] = a; w > 0.5 {
				s.scratch[i] = b
			}
		default:
			s.scratch[i] = a + w*(b-a)
		}
	}
	return s.scratch
}

// around are the nearest nodes on either side of x (both the same at a node or
// beyond the outermost) that know so many trials.
func (s *search) around(x float64, trials int) (below, above *node) {
	for _, n := range s.nodes {
		if len(n.gaps) < trials {
			continue
		}
		if n.x <= x {
			below = n
		}
		if n.x >= x && above == nil {
			above = n
		}
	}
	switch {
	case below == nil:
		below = above
	case above == nil || below.x == x:
		above = below
	}
	return below, above
}

// sample is what is known of the gaps at x: those of all trials, at a node that
// has them or between two neighbours that do; or else those of the first
// trials, and, where any node has all trials, those that lie on the lines
// between the nearest of these.
func (s *search) sample(x float64) (gaps, line []float64) {
	near, far := s.around(x, s.first)
	if len(near.gaps) >= s.trials && len(far.gaps) >= s.trials {
		return s.between(near, far, x, s.trials), nil
	}
	gaps = s.between(near, far, x, s.first)
	if below, above := s.around(x, s.trials); below != nil {
		s.few = append(s.few[:0], gaps...)
		return s.few, s.between(below, above, x, s.trials)
	}
	return gaps, nil
}

// chanceAt is the share of trials that reach the target at x, of how many trials
// such a share would be as certain, and how many it is of. Where only the first trials are
// known there, they are taken for as many as there are like them among all:
// like them in whether they reach the target on the line between the nearest
// values that have all trials (double sampling for stratification, Cochran
// 1977, 12.2). They are not needed where that line fits.
func (s *search) chanceAt(x float64) (p, like, n float64) {
	if below, above := s.around(x, s.trials); below != above && s.fits(below, above) {
		hits, n := reached(s.between(below, above, x, s.trials))
		return hits / n, n, n
	}
	gaps, line := s.sample(x)
	if line == nil {
		hits, n := reached(gaps)
		return hits / n, n, n
	}
	var all, few, exist, hits [3]float64
	for _, g := range line {
		all[stratum(g)]++
	}
	for i, g := range gaps {
		k := stratum(line[i])
		few[k]++
		if !math.IsNaN(g) {
			exist[k]++
		}
		if g >= 0 {
			hits[k]++
		}
	}
	share, total := 0.0, 0.0
	for k := range all {
		if all[k] > 0 && few[k] == 0 { // nothing is known of their like
			hits, n := reached(gaps)
			return hits / n, n, n
		}
		if exist[k] > 0 {
			share += all[k] * hits[k] / few[k]
			total += all[k] * exist[k] / few[k]
		}
	}
	if total == 0 {
		return math.NaN(), 0, 0
	}
	p = share / total
	trials := float64(len(line))
	variance := 0.0
	for k := range all {
		if exist[k] > 0 {
			w, q := all[k]/trials, hits[k]/exist[k]
			variance += w*w*q*(1-q)/exist[k] + w*(q-p)*(q-p)/trials
		}
	}
	least := float64(len(gaps)) * total / trials
	if variance == 0 {
		return p, least, total
	}
	return p, min(max(p*(1-p)/variance, least), total), total
}

// fits reports whether the lines between two nodes with all trials have as many
// of the first trials reach the target, within two standard errors, as do at
// all values between them that were looked at.
func (s *search) fits(below, above *node) bool {
	for _, n := range s.nodes {
		if n.x > below.x && n.x < above.x && len(n.gaps) >= s.first &&
			math.Abs(pairedTurn(n.gaps[:s.first], s.between(below, above, n.x, s.first))) > 2 {
			return false
		}
	}
	return true
}

// stratum numbers what a trial does: it fails, reaches, or has no gap.
func stratum(gap float64) int {
	switch {
	case math.IsNaN(gap):
		return 2
	case gap >= 0:
		return 1
	}
	return 0
}

// meanAt is the mean of the gaps at x with its standard error. Where only the
// first trials are known there, it is that of all trials on the line between
// the nearest values that have them, and what the first trials differ from it.
func (s *search) meanAt(x float64) (v, se float64) {
	gaps, line := s.sample(x)
	if line == nil {
		return meanOf(gaps)
	}
	mean, meanSE := meanOf(line)
	few, fewSE := meanOf(gaps)
	for i := range gaps {
		gaps[i] -= line[i]
	}
	more, moreSE := meanOf(gaps)
	if v = mean + more; math.IsInf(v, 0) || math.IsNaN(v) {
		return few, fewSE
	}
	return v, math.Hypot(meanSE, moreSE)
}

func reached(gaps []float64) (hits, n float64) {
	for _, g := range gaps {
		if g >= 0 {
			hits++
		}
		if !math.IsNaN(g) {
			n++
		}
	}
	return hits, n
}

// proportion is the share of gaps that are at least 0.
func proportion(gaps []float64) Proportion {
	hits, n := reached(gaps)
	return proportionOf(hits/n, n, int(n))
}

// proportionOf is the share p that is as certain as one of n trials, of which trials
// were seen.
func proportionOf(p, n float64, trials int) Proportion {
	if n == 0 {
		return Proportion{P: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
	x := Proportion{P: p, N: trials}
	x.Low, x.High = summary.Wilson(p*n, n, 0.95)
	return x
}

// Proportion is an estimated probability with its 95 % interval.
type Proportion struct {
	P, Low, High float64
	N            int // trials
}

// meanOf is the mean of the gaps that exist.
func meanOf(gaps []float64) (v, se float64) {
	var m summary.Moments
	m.AddAll(gaps)
	v, se = m.Expectation(), m.StdErr()
	if math.IsNaN(se) {
		se = 0
	}
	return v, se
}

// turnSigmas tells a chance that truly turns back from one that seems to, over
// all pairs of nodes.
const turnSigmas = 4

// monotone reports whether no two nodes say that the chance rises where two
// others say that it falls (McNemar's test of paired trials).
func (s *search) monotone() bool {
	rises, falls := false, false
	for i, a := range s.nodes {
		for _, b := range s.nodes[i+1:] {
			n := min(len(a.gaps), len(b.gaps))
			z := pairedTurn(a.gaps[:n], b.gaps[:n])
			rises, falls = rises || z > turnSigmas, falls || z < -turnSigmas
		}
	}
	return !(rises && falls)
}

// risesOverall compares the ends of the range.
func (s *search) risesOverall() bool {
	a, b := s.nodes[0], s.nodes[len(s.nodes)-1]
	if z := pairedTurn(a.gaps[:s.first], b.gaps[:s.first]); z != 0 {
		return z > 0
	}
	low, _ := meanOf(a.gaps[:s.first])
	high, _ := meanOf(b.gaps[:s.first])
	return high > low
}

// pairedTurn is (n01 - n10) / sqrt(n01 + n10): the trials that reach the target
// at the second value alone, less those that do at the first alone.
func pairedTurn(a, b []float64) float64 {
	gained, lost := 0.0, 0.0
	for i := range a {
		switch before, after := a[i] >= 0, b[i] >= 0; {
		case after && !before:
			gained++
		case before && !after:
			lost++
		}
	}
	if gained+lost == 0 {
		return 0
	}
	return (gained - lost) / math.Sqrt(gained+lost)
}
