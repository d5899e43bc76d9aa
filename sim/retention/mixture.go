package retention

import "math"

// MaxNodes bounds the number of nodes of a [Mixture].
const MaxNodes = nodesBelow + nodesAbove

const (
	nodesBelow = 80 // at and below the starting node
	nodesAbove = 48 // above it

	// negligibleMass is the share of customers that quadrature may leave out at
	// either end, and that a cohort's window of nodes leaves out.
	negligibleMass = 1e-8

	defaultReach = 1e6
)

// Mixture is the distribution of the churn propensity p ~ Beta(alpha, beta) as
// weighted nodes, for cohorts under a change that multiplies each customer's own
// hazard.
//
// The nodes are a trapezium rule in a stretched logit of p, which converges
// faster than any power of its step; propensities too small to tell apart over
// the renewals in question are two nodes with the right first four moments. With
// alpha .9 and beta 11 that makes 12 nodes for 120 renewals, and survival is
// within 1e-4 of the integral; where m * p reaches 1, within 2e-3.
//
// The zero value is ready for [Mixture.Fill], which allocates once. A Mixture is
// scratch of one goroutine: its methods use its memory.
type Mixture struct {
	P []float64 // propensities of the nodes, ascending
	W []float64 // shares of a new cohort, in sum 1

	logStay []float64 // log(1-P), precise where P rounds to 1

	alpha, beta float64
	memory      *mixtureMemory
}

type mixtureMemory struct {
	p, w, logStay   [MaxNodes]float64
	node, weight, f [MaxNodes]float64 // scratch of Tail
}

// Fill makes the nodes of Beta(alpha, beta) fit for positions up to a million.
func (x *Mixture) Fill(alpha, beta float64) { x.FillTo(alpha, beta, defaultReach) }

// FillTo makes the nodes of Beta(alpha, beta), alpha and beta above 0, fit for
// cohorts that live or start at positions up to reach, which for speed should
// be no larger than needed: the curve's [Curve.Position] at the last renewal.
// Survival beyond it is still that of a distribution with the same moments at
// its faithful end.
func (x *Mixture) FillTo(alpha, beta, reach float64) {
	if x.memory == nil {
		x.memory = new(mixtureMemory)
	}
	x.alpha, x.beta = alpha, beta
	f := filling{
		alpha: alpha, beta: beta,
		// A trapezium with step h misses a factor |Gamma(alpha + 2 pi i / h)| /
		// Gamma(alpha) of what survives to late positions; this h makes twice
		// that about 2e-5 for every alpha.
		step:    1.285 / math.Sqrt(alpha+2.5),
		stretch: .3 / (1 + beta*beta),
		memory:  x.memory,
	}
	start := f.start()
	_, _, f.peak = f.logit(start)
	high, total := f.upwards(start)
	low := f.downwards(start, reach, &total)
	x.P, x.W, x.logStay = f.memory.p[low:high], f.memory.w[low:high], f.memory.logStay[low:high]
	for i := range x.W {
		x.W[i] /= total
	}
}

// filling is the work of FillTo. The rule is even in t, where the logit of p is
// z = t + stretch * e^t: the stretch covers the long tail of small betas by few
// nodes and is nothing to the rest.
type filling struct {
	alpha, beta, step, stretch float64
	peak                       float64 // log density at the start, subtracted from all
	memory                     *mixtureMemory
}

// start returns the t of the density's peak, where alpha/beta are p's odds.
func (f *filling) start() float64 {
	z := math.Log(f.alpha / f.beta)
	t := z
	if z > 0 {
		t = min(z, math.Log(1+z/f.stretch))
	}
	for range 6 {
		e := f.stretch * math.Exp(t)
		t -= (t + e - z) / (1 + e)
	}
	return t
}

// logit returns z at t, log(1-p) there, and the log of the density over t less
// the peak.
func (f *filling) logit(t float64) (z, logStay, logDensity float64) {
	e := f.stretch * math.Exp(t)
	z = t + e
	if z > 0 {
		logStay = -z - math.Log1p(math.Exp(-z))
	} else {
		logStay = -math.Log1p(math.Exp(z))
	}
	return z, logStay, f.alpha*(z+logStay) + f.beta*logStay + math.Log1p(e) - f.peak
}

func (f *filling) put(i int, z, logStay, weight float64) {
	f.memory.p[i] = math.Exp(z + logStay)
	f.memory.logStay[i] = logStay
	f.memory.w[i] = weight
}

// upwards puts the nodes above start until next to nothing is left above them.
func (f *filling) upwards(start float64) (high int, total float64) {
	t := start
	for high = nodesBelow; high < MaxNodes; high++ {
		t += f.step
		z, logStay, logDensity := f.logit(t)
		weight := math.Exp(logDensity)
		f.put(high, z, logStay, weight)
		total += weight
		// beta * weight/(dz/dt) is the density's slope where p is near 1.
		if beyond := weight / (1 + f.stretch*math.Exp(t)) / (f.beta * f.step); beyond < negligibleMass*total {
			return high + 1, total
		}
	}
	return high, total
}

// downwards puts the nodes from start down, until cohorts that start at position
// reach have next to nothing below them, or until p is so small that all up to
// reach is smooth in it: what lies below becomes two nodes.
func (f *filling) downwards(start, reach float64, total *float64) (low int) {
	tiny := math.Log(min(.3/(reach+f.beta), .01))
	late := math.Log(f.alpha / (f.beta + reach))
	lateShape := f.alpha + f.beta + reach
	latePeak := f.alpha*late - lateShape*math.Log1p(math.Exp(late))
	t := start
	for low = nodesBelow; low > 2; t -= f.step {
		z, logStay, logDensity := f.logit(t)
		if z < tiny {
			return f.bottom(low, t, total)
		}
		low--
		weight := math.Exp(logDensity)
		f.put(low, z, logStay, weight)
		*total += weight
		if z < late && f.alpha*z+lateShape*logStay-latePeak < math.Log(negligibleMass) {
			return low
		}
	}
	return f.bottom(low, t, total)
}

// bottom replaces the nodes at t, t - step, .. without end by the two-point
// Gauss rule of the measure that has the weight e^(-alpha step k) at
// u = e^(-step k), k >= 0; all else about the nodes is smooth in u.
func (f *filling) bottom(low int, t float64, total *float64) int {
	moment := func(n float64) float64 { return -1 / math.Expm1(-(f.alpha+n)*f.step) }
	m0, m1, m2, m3 := moment(0), moment(1), moment(2), moment(3)
	var points, weights [2]float64
	if variance := m0*m2 - m1*m1; variance > 1e-9*m0*m2 {
		sum := (m0*m3 - m1*m2) / variance
		product := (sum*m1 - m2) / m0
		root := math.Sqrt(max(0, sum*sum/4-product))
		points = [2]float64{sum/2 + root, max(sum/2-root, math.SmallestNonzeroFloat64)}
		weights[0] = (m1 - points[1]*m0) / (points[0] - points[1])
		weights[1] = m0 - weights[0]
	} else {
		points[0], weights[0] = m1/m0, m0
	}
	for i, u := range points {
		if !(weights[i] > 0) {
			continue
		}
		low--
		z, logStay, logDensity := f.logit(t + math.Log(u))
		weight := weights[i] * math.Exp(logDensity-f.alpha*math.Log(u))
		f.put(low, z, logStay, weight)
		*total += weight
	}
	return low
}

// Hazards sets dst[i] to the hazard 1 - (1-p)^step of node i at a renewal that
// lies a step of the curve's position after the last one. dst is as long as P.
func (x *Mixture) Hazards(dst []float64, step float64) {
	dst = dst[:len(x.logStay)]
	if step == 1 {
		copy(dst, x.P)
		return
	}
	for i, l := range x.logStay {
		dst[i] = -math.Expm1(step * l)
	}
}

// StartAt sets w, as long as P, to the shares of customers who survived to
// position pos without any change, in sum 1, and returns the window of nodes
// that matter from there on: w[low:high] and the same part of the node hazards
// are what [Mixture.Renew] needs.
func (x *Mixture) StartAt(w []float64, pos float64) (low, high int) {
	logStay := x.logStay
	w = w[:len(logStay)]
	weights := x.W[:len(logStay)]
	sum := 0.0
	for i, l := range logStay {
		v := weights[i]
		if pos != 0 {
			v *= math.Exp(pos * l)
		}
		w[i] = v
		sum += v
	}
	if !(sum > 1e-290) {
		return x.startFar(w, pos)
	}
	scale := 1 / sum
	for i := range w {
		w[i] *= scale
	}
	return window(w)
}

// startFar is StartAt where hardly any customer gets to pos.
func (x *Mixture) startFar(w []float64, pos float64) (low, high int) {
	top, sum := math.Inf(-1), 0.0
	for i, l := range x.logStay {
		w[i] = math.Log(x.W[i]) + pos*l
		top = max(top, w[i])
	}
	for i := range w {
		w[i] = math.Exp(w[i] - top)
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return window(w)
}

func window(w []float64) (low, high int) {
	high = len(w)
	for left := negligibleMass; high > 1; high-- {
		if left -= w[high-1]; left < 0 {
			break
		}
	}
	for left := negligibleMass; low < high-1; low++ {
		if left -= w[low]; left < 0 {
			break
		}
	}
	return low, high
}

// Renew takes a cohort through a renewal at which the own hazard of every
// customer is multiplied by m and capped at 1. node holds the nodes' hazards at
// m = 1 ([Mixture.Hazards]), w the cohort's shares, which need not add up to 1.
// It returns the mean hazard, and multiplies each share by what stays of it; a
// cohort that nobody stays in has a mean hazard of 1 ever after.
//
// It is the innermost loop of a simulation: about 0.7 ns a node.
func (x *Mixture) Renew(w []float64, m float64, node []float64) (meanHazard float64) {
	if len(w) == 0 || len(node) < len(w) {
		return 1
	}
	node = node[:len(w)]
	if m*node[len(node)-1] > 1 {
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

func meanOf(w []float64, all, gone float64) float64 {
	if all < 1e-100 {
		if all == 0 {
			return 1
		}
		for i := range w {
			w[i] /= all
		}
	}
	return min(1, gone/all)
}

// renewCapped is Renew where m lifts the hazard of some nodes to 1. The kink
// between the last node below 1 and the next costs the trapezium rule a
// second-order error; one of the two takes the opposite of it.
func renewCapped(w []float64, m float64, node []float64) float64 {
	first := len(w) - 1 // first node whose hazard is 1
	for first > 0 && m*node[first-1] >= 1 {
		first--
	}
	below, above := kink(m, node, first)
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
	return meanOf(w, all, gone)
}

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
