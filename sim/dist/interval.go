package dist

import (
	"fmt"
	"math"
)

// IntervalKind says on which scale a 90 % interval is symmetric.
type IntervalKind int

const (
	NormalInterval      IntervalKind = iota // as given
	LognormalInterval                       // in logarithms; both ends above 0
	LogitNormalInterval                     // in log-odds; both ends inside 0 to 1
)

// String returns the name of the law that the kind leads to.
func (k IntervalKind) String() string {
	switch k {
	case NormalInterval:
		return "normal"
	case LognormalInterval:
		return "lognormal"
	case LogitNormalInterval:
		return "logit-normal"
	}
	return fmt.Sprintf("IntervalKind(%d)", int(k))
}

// Interval returns the law of the kind with P5 = lo and P95 = hi: on the
// kind's scale it is normal with
//
//	mean = (lo + hi) / 2,  sd = (hi - lo) / (2 * 1.6448536...)
func Interval(lo, hi float64, kind IntervalKind) (Dist, error) {
	if !finite(lo, hi) || !(lo < hi) {
		return nil, fmt.Errorf("a 90 %% interval needs low < high, found %v to %v", lo, hi)
	}
	a, b := lo, hi
	switch kind {
	case NormalInterval:
	case LognormalInterval:
		if !(lo > 0) {
			return nil, fmt.Errorf("a lognormal 90 %% interval needs both ends above 0, found %v to %v", lo, hi)
		}
		a, b = math.Log(lo), math.Log(hi)
	case LogitNormalInterval:
		if !(lo > 0 && hi < 1) {
			return nil, fmt.Errorf("a logit-normal 90 %% interval needs both ends above 0 and below 1, found %v to %v", lo, hi)
		}
		a, b = logit(lo), logit(hi)
	default:
		return nil, fmt.Errorf("unknown kind of interval: %v", kind)
	}
	mu, sigma := a/2+b/2, (b/2-a/2)/z95
	if !finite(mu, sigma) || !(sigma > 0) {
		return nil, fmt.Errorf("a 90 %% interval needs ends further apart, found %v to %v", lo, hi)
	}
	var d law = normal{mu, sigma}
	switch kind {
	case LognormalInterval:
		d = lognormal{mu, sigma}
	case LogitNormalInterval:
		d = logitNormal{mu, sigma}
	}
	if !drawable(d) {
		return nil, fmt.Errorf("the 90 %% interval %v to %v has values beyond it too large to calculate with", lo, hi)
	}
	return d, nil
}
