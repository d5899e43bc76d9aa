package retention

import "math"

// path follows a cohort decision by decision, later in strides over which the
// nodes' staying is continued to a real number of decisions.
type path struct {
	x          *Mixture
	c          *Curve
	w, logStay []float64
	node       []float64 // hazards at m = 1
	f          []float64 // scratch; in strides, if constant, the log of each node's staying

	x0, step, m, g, logG float64

	whole    bool    // decisions at whole renewals, one each
	linear   bool    // S is the sum of w
	constant bool    // node hazards are the same at every decision
	exponent float64 // of the power law that S falls with in the end
	reach    float64 // position up to which the nodes show it
	dense    float64 // decisions taken one by one

	j     float64 // decisions taken
	logF  float64 // log of g^j S_j
	kappa float64 // at j: what the log of S loses beyond scale times that of the sum of w
}

func (p *path) position(j float64) float64 { return p.c.Position(p.x0 + j*p.step) }

// setHazards sets the nodes' hazards at m = 1 for the decision after j others.
func (p *path) setHazards(j float64) {
	step := p.position(j+1) - p.position(j)
	for i, l := range p.logStay {
		p.node[i] = 1 - math.Exp(step*l)
	}
}

// hazard is the cohort's at the decision after j others, from its nodes' mean.
func (p *path) hazard(j, mean float64) float64 {
	switch {
	case p.linear:
		return mean
	case p.whole:
		return min(1, p.c.Scale*mean)
	}
	from, to := p.x0+j*p.step, p.x0+(j+1)*p.step
	own := -math.Expm1(families[p.c.Kind].logStay(*p.c, from, to))
	if j < p.dense {
		return min(1, p.c.HazardBetween(from, to)/own*mean)
	}
	// Far out the hazard hardly changes from renewal to renewal.
	perRenewal := -math.Expm1(math.Log1p(-own) / p.step)
	return min(1, stepHazard(min(1, p.c.Scale*perRenewal), p.step)/own*mean)
}

// tail adds up the first decisions, and leaves the rest to strides, as
// [smoothTail] does.
func (p *path) tail() float64 {
	if p.constant {
		p.setHazards(0)
	}
	sum, before, f := 0.0, 0.0, 1.0
	block, middle := p.dense, 0.0
	for j := 0.0; j < p.dense; j++ {
		next, h := p.decide(j, f)
		switch j {
		case p.dense - math.Floor(block/2) - 1:
			middle = h
		case p.dense - 1:
			if h > middle && p.dense < pathRising*block {
				p.dense += block
			}
		}
		sum += f
		if next < 1e-12*sum*(h+1-p.g) {
			return sum + next/(h+1-p.g)
		}
		before, f = f, next
	}
	p.normalise()
	copy(p.f, p.w)
	next, _ := p.decide(p.dense, f)
	copy(p.w, p.f)
	p.j, p.logF = p.dense, math.Log(f)
	return p.strides(sum+f/2-(next-before)/24, math.Log(f/next))
}

// decide takes the decision after j others, before which F is f.
func (p *path) decide(j, f float64) (next, hazard float64) {
	if !p.constant {
		p.setHazards(j)
	}
	hazard = p.hazard(j, p.x.Renew(p.w, p.m, p.node))
	return f * p.g * (1 - hazard), hazard
}

// normalise makes the shares add up to 1, leaves out the nodes above which
// nobody is left, and returns what they added up to before.
func (p *path) normalise() (total float64) {
	for _, v := range p.w {
		total += v
	}
	for i := range p.w {
		p.w[i] /= total
	}
	for n := len(p.w); n > 1 && p.w[n-1] < 1e-15; n-- {
		p.w = p.w[:n-1]
	}
	p.logStay, p.node, p.f = p.logStay[:len(p.w)], p.node[:len(p.w)], p.f[:len(p.w)]
	return total
}

// strides integrates F from p.j on and returns it added to sum. fall is how fast
// the log of F falls there.
func (p *path) strides(sum, fall float64) float64 {
	if p.constant {
		for i, n := range p.node {
			p.f[i] = math.Log1p(-min(1, p.m*n))
		}
	}
	if !p.linear {
		p.kappa = p.bend(p.j)
	}
	for range 100 {
		x := p.j + p.x0/p.step
		f := math.Exp(p.logF)
		if p.g == 1 && p.position(p.j) > p.reach {
			return sum + x*f/(p.exponent-1)
		}
		if f < 1e-8*sum*fall {
			return sum + f/fall
		}
		width := min(x, pathFolds/fall)
		half, from := width/2, p.j
		for i, t := range strideAt {
			p.advance(from + half*(1+t))
			sum += half * strideWeight[i] * math.Exp(p.logF)
		}
		last, logLast := p.j, p.logF
		p.advance(from + width)
		if fall = (logLast - p.logF) / (p.j - last); !(fall > 0 && p.logF > -700) {
			return sum
		}
	}
	return sum
}

// 5-point Gauss-Legendre on [-1, 1].
var (
	strideAt     = [5]float64{-.9061798459386640, -.5384693101056831, 0, .5384693101056831, .9061798459386640}
	strideWeight = [5]float64{.2369268850561891, .4786286704993665, .5688888888888889, .4786286704993665, .2369268850561891}
)

// advance takes the cohort from decision p.j to decision j, both real.
func (p *path) advance(j float64) {
	decisions := j - p.j
	switch {
	case p.constant:
		for i, l := range p.f {
			p.w[i] *= math.Exp(decisions * l)
		}
	case p.m == 1:
		step := p.position(j) - p.position(p.j)
		for i, l := range p.logStay {
			p.w[i] *= math.Exp(step * l)
		}
	default:
		step := (p.position(j) - p.position(p.j)) / decisions
		for i, l := range p.logStay {
			p.w[i] *= math.Exp(decisions * logStayUnder(p.m, step*l))
		}
	}
	total := p.normalise()
	p.logF += decisions * p.logG
	if p.linear {
		p.logF += math.Log(total)
	} else {
		kappa := p.bend(j)
		mean := (p.kappa + kappa) / 2
		if p.kappa*kappa > 0 {
			mean = math.Copysign(math.Sqrt(p.kappa*kappa), kappa) // exact where it falls with the square
		}
		p.logF += p.c.Scale*math.Log(total) + decisions*mean - (kappa-p.kappa)/2
		p.kappa = kappa
	}
	p.j = j
}

// logStayUnder returns log(1 - m (1-e^l)) for l <= 0, -Inf where nobody stays.
func logStayUnder(m, l float64) float64 {
	if l > -.05 && m < 2 {
		return m * l * (1 + (1-m)*l/2*(1+(1-2*m)*l/3)) // cumulants of a Bernoulli variable
	}
	return math.Log(max(0, 1-m*(1-math.Exp(l))))
}

// bend is kappa at decision j.
func (p *path) bend(j float64) float64 {
	if !p.constant {
		p.setHazards(j)
	}
	all, gone := 0.0, 0.0
	for i, v := range p.w {
		all += v
		gone += v * min(1, p.m*p.node[i])
	}
	mean := gone / all
	return logOfStaying(p.hazard(j, mean)) - p.c.Scale*math.Log1p(-mean)
}
