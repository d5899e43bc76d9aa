package retention

import "math"

// Renew takes a cohort through a renewal at which the own hazard of every
// customer is multiplied by m and capped at 1. node holds the nodes' hazards at
// m = 1 ([Mixture.Hazards]), w the cohort's shares, which need not add up to 1.
// It returns the mean hazard, and multiplies each share by what stays of it; a
// cohort that nobody stays in has a mean hazard of 1 ever after.
//
// It is the innermost loop of a simulation. Where many cohorts share m and node,
// [Mixture.Stay] once and [Keep] for each do the same in half the time.
func (x *Mixture) Renew(w []float64, m float64, node []float64) (meanHazard float64) {
	n := min(len(w), len(node))
	for n > 1 && w[n-1] == 0 {
		n--
	}
	w, node = w[:n], node[:n]
	if n == 0 {
		return 1
	}
	if m*node[n-1] > 1 {
		return renewCapped(w, m, node)
	}
	var all, gone, all1, gone1 float64
	i := 0
	for ; i+1 < len(w) && i+1 < len(node); i += 2 {
		v, v1 := w[i], w[i+1]
		q, q1 := v*(m*node[i]), v1*(m*node[i+1])
		w[i], w[i+1] = v-q, v1-q1
		all, all1 = all+v, all1+v1
		gone, gone1 = gone+q, gone1+q1
	}
	if i < len(w) && i < len(node) {
		v := w[i]
		q := v * (m * node[i])
		w[i] = v - q
		all += v
		gone += q
	}
	return meanOf(w, all+all1, gone+gone1)
}

// meanOf returns gone/all, and keeps the shares fast to work with: none so small
// that arithmetic slows down, none at the prone end that no longer counts.
func meanOf(w []float64, all, gone float64) float64 {
	if all == 0 {
		return 1
	}
	if last := len(w) - 1; last > 0 && w[last] < forgottenMass*all {
		w[last] = 0
	}
	if all < 1e-100 {
		for i := range w {
			w[i] /= all
		}
	}
	return min(1, gone/all)
}

// renewCapped is Renew where m lifts the hazard of some nodes to 1.
func renewCapped(w []float64, m float64, node []float64) float64 {
	first, below, above := capped(m, node)
	var all, gone float64
	for i, v := range w {
		q := 1.0
		switch {
		case i < first-1:
			q = m * node[i]
		case i == first-1:
			q = m*node[i] + below
		case i == first:
			q += above
		}
		w[i] = v - v*q
		all += v
		gone += v * q
	}
	return meanOf(w[:first+1], all, gone)
}

// Stay sets dst, as long as node, to what [Mixture.Renew] multiplies the shares
// by, for [Keep].
func (x *Mixture) Stay(dst []float64, m float64, node []float64) {
	dst = dst[:len(node)]
	for i, n := range node {
		dst[i] = max(0, 1-m*n)
	}
	if last := len(node) - 1; last >= 0 && m*node[last] > 1 {
		first, below, above := capped(m, node)
		if first > 0 {
			dst[first-1] = 1 - (m*node[first-1] + below)
		}
		dst[first] = max(0, -above)
	}
}

// Keep multiplies the shares w by stay ([Mixture.Stay]) and returns the sum of
// what is left: the mean hazard is 1 less that over the sum before. The caller
// scales the shares up before their sum falls below 1e-100.
func Keep(w, stay []float64) (kept float64) {
	stay = stay[:len(w)]
	kept1 := 0.0
	i := 0
	for ; i+1 < len(w) && i+1 < len(stay); i += 2 {
		v, v1 := w[i]*stay[i], w[i+1]*stay[i+1]
		w[i], w[i+1] = v, v1
		kept, kept1 = kept+v, kept1+v1
	}
	if i < len(w) && i < len(stay) {
		v := w[i] * stay[i]
		w[i] = v
		kept += v
	}
	return kept + kept1
}

// capped returns the first node whose hazard is 1 under m, one of which there
// must be, and what [kink] adds to it and to the one below.
func capped(m float64, node []float64) (first int, below, above float64) {
	first = len(node) - 1
	for first > 0 && m*node[first-1] >= 1 {
		first--
	}
	if m > 1.003 { // else there is hardly a kink
		below, above = kink(m, node, first)
	}
	return first, below, above
}

// The kink between the last node below 1 and the next costs the trapezium rule a
// second-order error; one of the two takes the opposite of it.
//
// kink returns what to add to the hazards of node i-1 and of node i, the first
// one at 1, so that the mean hazard becomes that of the integral. Across a kink
// at the fraction u of the way between two nodes, at which the slope falls by s
// per node, the rule is too large by s B2(u)/2, B2(u) = u^2 - u + 1/6.
func kink(m float64, node []float64, i int) (below, above float64) {
	if i == 0 {
		return 0, 0
	}
	from, at := logit(node[i-1]), logit(1/m)
	width := min(logit(node[i]), from+40) - from
	if !(width > 0) {
		return 0, 0
	}
	u := (at - from) / width
	excess := (1 - 1/m) * width * (u*u - u + 1./6) / 2
	if u > .5 && excess > 0 {
		return 0, -min(excess, 1)
	}
	return -min(excess, m*node[i-1]), 0
}

func logit(p float64) float64 {
	if p >= 1 {
		return math.Inf(1)
	}
	return math.Log(p / (1 - p))
}
