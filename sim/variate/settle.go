package variate

import "math"

// target is the probability to invert at, from both sides, so that neither tail
// is lost to rounding.
type target struct {
	u, v float64 // v = 1 - u
	// strict asks for the smallest k with F(k) > u instead of F(k) >= u: the
	// quantile of the mirrored binomial.
	strict bool
}

// reached says whether a distribution with below + at = F(k) and above = 1 -
// F(k) has reached the target at k, judged on the smaller tail.
func (t target) reached(lower, upper float64) bool {
	if lower < upper {
		return lower > t.u || lower == t.u && !t.strict
	}
	return upper < t.v || upper == t.v && !t.strict
}

// least returns the number that F(k) has to reach.
func (t target) least() float64 {
	if t.strict {
		return math.Nextafter(t.u, 2)
	}
	return t.u
}

// settle returns the smallest count that reaches t, searching from guess: a
// bracketed Newton iteration on the logarithm of the smaller tail. One
// evaluation is enough where the guess is k or k-1.
func (l *law) settle(t target, guess float64) float64 {
	lo, hi := -1.0, l.last // lo has not reached t, hi has
	k := math.Floor(guess)
	for i := 0; ; i++ {
		k = math.Min(math.Max(k, lo+1), hi)
		s := l.around(k)
		switch {
		case !t.reached(s.below+s.at, s.above):
			lo = k
		case k == 0 || !t.reached(s.below, s.above+s.at):
			return k
		default:
			hi = k - 1
		}
		if lo+1 >= hi {
			return hi
		}
		k = l.next(t, s, k, lo, hi, i)
	}
}

// next proposes the following k of the search, strictly above lo and at most hi.
func (l *law) next(t target, s around, k, lo, hi float64, round int) float64 {
	var step float64
	if s.below < s.above {
		tail := s.below + s.at
		step = tail / s.at * math.Log(t.u/tail)
	} else {
		step = s.above / s.at * math.Log(s.above/t.v)
	}
	lost := math.IsNaN(step) || math.IsInf(step, 0) // k is beyond the smallest number
	if lost && math.IsInf(hi, 1) {
		return 2*k + 1
	}
	if lost || round >= 8 && !math.IsInf(hi, 1) {
		return lo + math.Ceil((hi-lo)/2)
	}
	next := k + math.Ceil(step)
	if lo == k {
		next = math.Max(next, k+1)
	} else {
		next = math.Min(next, k-1)
	}
	return next
}
