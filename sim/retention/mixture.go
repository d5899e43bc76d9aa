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

	// forgottenMass is the share below which the most prone of a cohort are
	// dropped from it.
	forgottenMass = 1e-13

	// manyLeave is the alpha above which hardly anybody may be left at the
	// positions wanted.
	manyLeave = 20

	defaultReach = 1e6
)

// Mixture is the distribution of the churn propensity p ~ Beta(alpha, beta) as
// weighted nodes, for cohorts under a change that multiplies each customer's own
// hazard.
//
// The nodes are a trapezium rule in a stretched logit of p, which converges
// faster than any power of its step; propensities too small to tell apart over
// the renewals in question are two nodes with the right first four moments. With
// alpha .9 and beta 11 that makes 14 nodes for 120 renewals, and survival is
// within 1e-4 of the integral; where m * p reaches 1, within 2e-3.
//
// The zero value is ready for [Mixture.Fill], which allocates once. A Mixture is
// scratch of one goroutine: its methods use its memory.
type Mixture struct {
	P []float64 // propensities of the nodes, ascending
	W []float64 // shares of a new cohort, in sum 1

	logStay []float64 // log(1-P), precise where P rounds to 1

	bottom bottom
	reach  float64
	memory *mixtureMemory
}

// bottom describes the first nodes, which stand for a lattice without end.
type bottom struct {
	nodes      int        // how many
	alpha      float64    // its points u = e^(-step k), k >= 0, have the shares u^alpha
	step       float64    // and propensities in proportion to u, all but
	weights, u [2]float64 // of the nodes
}

type mixtureMemory struct {
	p, w, logStay   [MaxNodes]float64
	node, weight, f [MaxNodes]float64 // scratch of Tail
}

// Fill makes the nodes of Beta(alpha, beta) fit for positions up to a million.
func (x *Mixture) Fill(alpha, beta float64) { x.FillTo(alpha, beta, defaultReach) }

// FillTo makes the nodes of Beta(alpha, beta), alpha and beta above 0, fit for
// cohorts that live or start at positions up to reach, which for speed should
// be no larger than needed: the curve's [Curve.Position] at the last renewal,
// for [Mixture.Tail] at the last one that still counts. Survival beyond it is
// still that of a distribution with the same moments at its faithful end.
func (x *Mixture) FillTo(alpha, beta, reach float64) {
	if x.memory == nil {
		x.memory = new(mixtureMemory)
	}
	x.reach, x.bottom = reach, bottom{}
	shape := alpha
	if alpha > manyLeave {
		reach = min(reach, lastLeft(alpha, beta))
		shape = alpha / (alpha + beta + reach) * (beta + reach)
	}
	f := filling{
		alpha: alpha, beta: beta,
		// A trapezium with step h misses a factor |Gamma(alpha + 2 pi i / h)| /
		// Gamma(alpha) of what survives to late positions; this h makes twice
		// that about 2e-5 for every alpha.
		step:    1.285 / math.Sqrt(shape+2.5),
		stretch: .3 / (1 + beta*beta),
		memory:  x.memory,
		bottom:  &x.bottom,
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

// lastLeft returns a position at which less than a millionth are left.
func lastLeft(alpha, beta float64) float64 {
	x := 1.0
	for x < 1e12 && logBetaRatio(alpha, beta, x) < 6*math.Ln10 {
		x *= 2
	}
	return x
}

// filling is the work of FillTo. The rule is even in t, where the logit of p is
// z = t + stretch * e^(t-shift): the stretch covers the long tail of small betas
// by few nodes and is nothing to the rest.
type filling struct {
	alpha, beta, step, stretch float64
	shift                      float64 // where the stretch sets in: the peak, or 0
	peak                       float64 // log density at the start, subtracted from all
	memory                     *mixtureMemory
	bottom                     *bottom
}

// start returns the t of the density's peak, where alpha/beta are p's odds.
func (f *filling) start() float64 {
	z := math.Log(f.alpha / f.beta)
	f.shift = max(0, z)
	t := z
	for range 4 {
		e := f.stretch * math.Exp(t-f.shift)
		t -= (t + e - z) / (1 + e)
	}
	return t
}

// logit returns z at t, log(1-p) there, and the log of the density over t less
// the peak.
func (f *filling) logit(t float64) (z, logStay, logDensity float64) {
	e := f.stretch * math.Exp(t-f.shift)
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
		if beyond := weight / (1 + f.stretch*math.Exp(t-f.shift)) / (f.beta * f.step); beyond < negligibleMass*total {
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
			return f.putBottom(low, t, total)
		}
		low--
		weight := math.Exp(logDensity)
		f.put(low, z, logStay, weight)
		*total += weight
		if z < late && f.alpha*z+lateShape*logStay-latePeak < math.Log(negligibleMass) {
			return low
		}
	}
	return f.putBottom(low, t, total)
}

// putBottom replaces the nodes at t, t - step, .. without end by the two-point
// Gauss rule of the measure that has the weight e^(-alpha step k) at
// u = e^(-step k), k >= 0; all else about the nodes is smooth in u.
func (f *filling) putBottom(low int, t float64, total *float64) int {
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
	*f.bottom = bottom{alpha: f.alpha, step: f.step}
	for i, u := range points {
		if !(weights[i] > 0) {
			continue
		}
		low--
		z, logStay, logDensity := f.logit(t + math.Log(u))
		f.put(low, z, logStay, weights[i]*math.Exp(logDensity-f.alpha*math.Log(u)))
		*total += f.memory.w[low]
		// The first nodes of P, in their order.
		f.bottom.u[1], f.bottom.weights[1] = f.bottom.u[0], f.bottom.weights[0]
		f.bottom.u[0], f.bottom.weights[0] = u, weights[i]
		f.bottom.nodes++
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
	return x.window(w)
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
	return x.window(w)
}

func (x *Mixture) window(w []float64) (low, high int) {
	high = len(w)
	for left := negligibleMass; high > 1; high-- {
		if left -= w[high-1]; left < 0 {
			break
		}
	}
	if x.bottom.nodes > 0 {
		return 0, high // few as they are, they stay for ever
	}
	for left := negligibleMass; low < high-1; low++ {
		if left -= w[low]; left < 0 {
			break
		}
	}
	return low, high
}
