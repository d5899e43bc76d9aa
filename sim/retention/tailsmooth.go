package retention

import "math"

const (
	// explicitBlocks are added one by one before the smooth tail; the
	// derivatives there come from differences over the last nine of them.
	explicitBlocks = 48
	panelPoints    = 12
	// foldsInPanel bounds how far the summand may fall within a panel, as a
	// power of e.
	foldsInPanel = 12
	largestBlock = 120 // decisions
)

// smoothTail is the tail of a curve whose hazard changes for ever. Decisions are
// taken in blocks of a whole number of the curve's renewals, so that every block
// starts in the same phase between them and sums and survival by block are
// smooth. The first blocks are added one by one. The rest is, by Euler and
// Maclaurin,
//
//	sum over J >= A of F(J) = integral from A of F + F(A)/2 - D1/12 + D3/720 - D5/30240
//
// (D1, D3, D5 the derivatives of F at A)
// with the integral in panels of Gauss-Legendre that grow with the distance, and
// with the power law that is left at g = 1 closed.
func smoothTail(c *Curve, x0, step, m, g float64) float64 {
	d := newDecisions(c, x0, step, m, g)
	var sums, kappas [explicitBlocks + 5]float64 // F(J)
	diverges := c.diverges(step, m, g)
	total, weight, lost := 0.0, 1.0, 0.0
	level := d.level(0)
	for j := range sums {
		var sum, logRatio float64
		sum, logRatio, kappas[j], level = d.next(float64(j), level)
		sums[j] = weight * sum
		if j < explicitBlocks {
			y := sums[j] - lost
			t := total + y
			lost, total = (t-total)-y, t
		}
		weight *= math.Exp(logRatio)
		if weight == 0 || !diverges && weight*sum < 1e-16*total*-math.Expm1(logRatio) {
			for i := explicitBlocks; i <= j; i++ {
				total += sums[i]
			}
			return total
		}
	}
	if diverges {
		return math.Inf(1)
	}
	s := smooth{d: d, at: explicitBlocks}
	s.logWeight = d.logWeightAfter(sums[explicitBlocks], explicitBlocks)
	s.kappaFirst = kappas[explicitBlocks]
	s.kappaSlope = firstDifference(&kappas)
	f := &sums
	total += f[explicitBlocks]/2 - firstDifference(f)/12 + thirdDifference(f)/720 - fifthDifference(f)/30240
	return s.integrate(total)
}

// Central differences over the last nine values, about the fifth last.
func firstDifference(f *[explicitBlocks + 5]float64) float64 {
	v := f[explicitBlocks-4:]
	return 4./5*(v[5]-v[3]) - 1./5*(v[6]-v[2]) + 4./105*(v[7]-v[1]) - 1./280*(v[8]-v[0])
}

func thirdDifference(f *[explicitBlocks + 5]float64) float64 {
	v := f[explicitBlocks-4:]
	return -61./30*(v[5]-v[3]) + 169./120*(v[6]-v[2]) - 3./10*(v[7]-v[1]) + 7./240*(v[8]-v[0])
}

func fifthDifference(f *[explicitBlocks + 5]float64) float64 {
	v := f[explicitBlocks-4:]
	return 29./6*(v[5]-v[3]) - 13./3*(v[6]-v[2]) + 3./2*(v[7]-v[1]) - 1./6*(v[8]-v[0])
}

// decisions are those of one customer to come, in blocks.
type decisions struct {
	c               *Curve
	whole, phase    float64 // x0
	step, m, g      float64
	renewals, count float64 // renewals and decisions in a block
	logG            float64
	// power is m x scale: log survival is about that many times the curve's own.
	// It is 0 where the two part for good, the hazard tending to less than 1.
	power float64
}

func newDecisions(c *Curve, x0, step, m, g float64) decisions {
	d := decisions{c: c, m: m, g: g, logG: math.Log(g), power: m * c.Scale}
	if c.Kind == Weibull && c.C > 1 && !d.plain() {
		d.power = 0
	}
	d.whole = math.Floor(x0)
	d.phase = x0 - d.whole
	d.renewals, d.count = ratio(step)
	d.step = d.renewals / d.count
	return d
}

// ratio returns the whole numbers over each other that come nearest to step, the
// second of them up to largestBlock.
func ratio(step float64) (above, below float64) {
	best := math.Inf(1)
	for b := 1.0; b <= largestBlock; b++ {
		a := max(1, math.Round(step*b))
		if e := math.Abs(step - a/b); e < best*(1-1e-6) {
			best, above, below = e, a, b
			if e <= 1e-12*step {
				break
			}
		}
	}
	return above, below
}

// simple reports whether a block is one decision at a whole renewal, of a curve
// whose levels are precise enough for its hazards.
func (d *decisions) simple() bool {
	return d.count == 1 && d.renewals == 1 && d.phase == 0 && d.c.Alpha+d.c.Beta < 1000
}

// level is the curve's at the start of block j, of no use unless simple.
func (d *decisions) level(j float64) float64 {
	if !d.simple() {
		return 0
	}
	return families[d.c.Kind].level(*d.c, d.whole+j)
}

// next is block, and the level after it, from the level before it.
func (d *decisions) next(j, level float64) (sum, logRatio, kappa, after float64) {
	if !d.simple() {
		sum, logRatio, kappa = d.block(j)
		return sum, logRatio, kappa, level
	}
	after = d.level(j + 1)
	own := after - level
	if d.plain() {
		return 1, d.logG + own, 0, after
	}
	stay := logOfStaying(min(1, d.m*min(1, d.c.Scale*-math.Expm1(own))))
	return 1, d.logG + stay, stay - d.power*own, after
}

// plain reports whether survival is the curve's own.
func (d *decisions) plain() bool { return d.m == 1 && d.c.Scale == 1 }

// hazard is the scaled hazard at renewal r of the curve.
func (d *decisions) hazard(r float64) float64 {
	return min(1, d.c.Scale*families[d.c.Kind].hazard(*d.c, r))
}

// block returns block J's sum of g^k S_k over its decisions, counted from its
// start, and the log of g^count S_count; kappa is the part of the latter that
// the closed form raised to the power does not have. J may be any real >= 0.
func (d *decisions) block(j float64) (sum, logRatio, kappa float64) {
	base := d.whole + j*d.renewals
	if d.simple() {
		stay := logOfStaying(min(1, d.m*d.hazard(base+1)))
		return 1, d.logG + stay, stay - d.closed(base, base+1)
	}
	stay := 0.0
	r, from, hazardLog := 1.0, d.phase, logOfStaying(d.hazard(base+1))
	for k := 1.0; k <= d.count; k++ {
		sum += math.Exp((k-1)*d.logG + stay)
		to := d.phase + k*d.step
		own := 0.0
		for to > r+1e-12 {
			own += (r - from) * hazardLog
			from = r
			r++
			hazardLog = logOfStaying(d.hazard(base + r))
		}
		own += (to - from) * hazardLog
		from = to
		stay += logOfStaying(min(1, d.m*-math.Expm1(own)))
	}
	closed := d.closed(base, base+d.renewals)
	if d.phase > 0 {
		closed += d.phase * (d.closed(base+d.renewals, base+d.renewals+1) - d.closed(base, base+1))
	}
	return sum, d.count*d.logG + stay, stay - closed
}

// closed is the curve's own log survival, raised to the power.
func (d *decisions) closed(from, to float64) float64 {
	if d.power == 0 {
		return 0
	}
	return d.power * families[d.c.Kind].logStay(*d.c, from, to)
}

// logWeightAfter is the log of g^. S at the start of block j, whose F is known.
func (d *decisions) logWeightAfter(f, j float64) float64 {
	sum, _, _ := d.block(j)
	return math.Log(f / sum)
}

// between is the log of what a whole number of blocks do to the weight, without
// kappa, as a smooth function of its ends.
func (d *decisions) between(from, to float64) float64 {
	a, b := d.whole+from*d.renewals, d.whole+to*d.renewals
	log := d.closed(a, b)
	if d.phase > 0 {
		log += d.phase * (d.closed(b, b+1) - d.closed(a, a+1))
	}
	return log + (to-from)*d.count*d.logG
}

// smooth integrates F from a whole block on.
type smooth struct {
	d         decisions
	at        float64 // block
	logWeight float64 // log of the weight at its start
	// What kappa adds to the log weight of block x is its sum over the blocks
	// before x: by Euler and Maclaurin the integral, less half of its values at
	// the ends, plus a twelfth of its slopes.
	kappaFirst, kappaSlope float64
	kappaIntegral          float64

	start, level float64 // where integration began, and the level there
}

func (s *smooth) integrate(total float64) float64 {
	d := &s.d
	origin := d.whole / d.renewals // distances count from the curve's start
	if d.c.Kind == Weibull && d.c.C > 1 {
		origin = 0
	}
	s.start, s.level = s.at, d.level(s.at)
	ratio := 1.5
	if d.plain() && d.simple() {
		ratio = 3
	}
	_, slope, _ := d.block(s.at)
	for range 400 {
		x := s.at + origin
		now := math.Exp(s.logWeight + d.between(s.start, s.at) + s.kappaIntegral + s.kappaFirst/2 - s.kappaSlope/12)
		if d.logG == 0 && d.c.Kind != Weibull {
			if rest, ok := s.powerLaw(x, slope, now); ok {
				return total + rest
			}
			// Of customers nearly alike nobody is left where the power law begins;
			// the local exponent grows until there.
			if e := -x * slope; e > 2 && x*now*d.count/(e-1) < 1e-13*total {
				return total
			}
		} else if slope < 0 && now*d.count/-slope < 1e-13*total {
			return total
		}
		width := min(x*ratio, foldsInPanel/math.Abs(slope))
		var end float64
		for {
			_, end, _ = d.block(s.at + width)
			if math.Abs(end)*width <= 1.5*foldsInPanel || width < 1e-3 {
				break
			}
			width /= 2
		}
		total += s.panel(width)
		slope = end
	}
	return total
}

// powerLaw closes the tail at g = 1, where F is K x^-e (1 + A x^-k) from some
// distance on, e = m scale alpha c. The local exponent e - x d log F/dx ..
// differs from e by k A x^-k, which says what A is.
func (s *smooth) powerLaw(x, slope, now float64) (rest float64, ok bool) {
	d := &s.d
	e, k := d.power*d.c.Alpha, 1.0
	if d.c.Kind == BDW {
		e *= d.c.C
		k = min(k, d.c.C)
	}
	off := -(x+.5)*slope - e
	if !(math.Abs(off) < 1e-6*min(e-1, 1)) {
		return 0, false
	}
	part := off / k
	return x * now * d.count * (1 - part) * (1/(e-1) + part/(e-1+k)), true
}

// panel integrates F over width blocks from s.at and goes there.
func (s *smooth) panel(width float64) (integral float64) {
	d := &s.d
	var sums, logs, kappas [panelPoints]float64
	half := width / 2
	simple, plain := d.simple(), d.plain()
	for i, t := range panelAt {
		x := s.at + half*(1+t)
		if !simple {
			sums[i], _, kappas[i] = d.block(x)
			logs[i] = s.logWeight + d.between(s.start, x)
			continue
		}
		level := d.level(x)
		logs[i] = s.logWeight + d.power*(level-s.level) + (x-s.start)*d.logG
		if plain {
			sums[i] = 1
			continue
		}
		sums[i], _, kappas[i], _ = d.next(x, level)
	}
	if plain && simple {
		for i, log := range logs {
			integral += panelWeight[i] * math.Exp(log)
		}
		s.at += width
		return half * integral
	}
	for i := range sums {
		inner, slope := 0.0, 0.0
		for j, kappa := range kappas {
			inner += panelUpTo[i][j] * kappa
			slope += panelSlope[i][j] * kappa
		}
		log := logs[i] + s.kappaIntegral + half*inner - (kappas[i]-s.kappaFirst)/2 + (slope/half-s.kappaSlope)/12
		integral += panelWeight[i] * sums[i] * math.Exp(log)
	}
	for i, kappa := range kappas {
		s.kappaIntegral += half * panelWeight[i] * kappa
	}
	s.at += width
	return half * integral
}
