package retention

import (
	"math"
	"math/rand/v2"
	"testing"
)

// legendre8 are the nodes and weights of 8-point Gauss-Legendre on [-1, 1].
var legendre8 = [8][2]float64{
	{-.9602898564975363, .1012285362903763}, {-.7966664774136267, .2223810344533745},
	{-.5255324099163290, .3137066458778873}, {-.1834346424956498, .3626837833783620},
	{.1834346424956498, .3626837833783620}, {.5255324099163290, .3137066458778873},
	{.7966664774136267, .2223810344533745}, {.9602898564975363, .1012285362903763},
}

// population is the beta distribution of propensities by brute force: thousands
// of points of composite Gauss-Legendre in logit p, for what nodes must match.
type population struct{ p, logStay, w []float64 }

func newPopulation(alpha, beta float64) population {
	var x population
	mode := math.Log(alpha / beta)
	sd := math.Sqrt(1/alpha + 1/(alpha*alpha) + 1/beta + 1/(beta*beta))
	width := min(.1, sd/10)
	total := 0.0
	add := func(from, to float64) {
		mid, half := (from+to)/2, (to-from)/2
		for _, g := range legendre8 {
			z := mid + half*g[0]
			logStay := -math.Log1p(math.Exp(z))
			if z > 0 {
				logStay = -z - math.Log1p(math.Exp(-z))
			}
			w := half * g[1] * math.Exp(alpha*(z-mode)+(alpha+beta)*(logStay+math.Log1p(alpha/beta)))
			x.p, x.logStay = append(x.p, math.Exp(z+logStay)), append(x.logStay, logStay)
			x.w = append(x.w, w)
			total += w
		}
	}
	up, down := mode+32/min(beta, 1.6/sd), mode-32/min(alpha, 1.6/sd)
	for z := mode; z < up; {
		step := width
		if z > 10 {
			step = max(width, min(1, .05/beta))
		}
		add(z, z+step)
		z += step
	}
	for z := mode; z > down; {
		step := width
		if z < -25 {
			step = max(width, .05/alpha)
		}
		add(z-step, z)
		z -= step
	}
	for i := range x.w {
		x.w[i] /= total
	}
	return x
}

// renew is the definition: every customer's own hazard times m, capped.
func (x population) renew(m, step float64) {
	for i := range x.w {
		x.w[i] *= 1 - min(1, m*-math.Expm1(step*x.logStay[i]))
	}
}

func (x population) survival() float64 {
	sum := 0.0
	for _, w := range x.w {
		sum += w
	}
	return sum
}

// survivors takes a new cohort through n renewals of c by nodes and by the
// population, m times the own hazards at each, and returns survival by each.
func survivors(c Curve, n int, m func(r int) float64) (nodes, want []float64) {
	pop := newPopulation(c.Alpha, c.Beta)
	var x Mixture
	x.FillTo(c.Alpha, c.Beta, c.Position(float64(n)))
	w, node := make([]float64, len(x.P)), make([]float64, len(x.P))
	low, high := x.StartAt(w, 0)
	s := 1.0
	for r := 1; r <= n; r++ {
		step := c.Position(float64(r)) - c.Position(float64(r-1))
		x.Hazards(node, step)
		s *= 1 - x.Renew(w[low:high], m(r), node[low:high])
		pop.renew(m(r), step)
		nodes, want = append(nodes, s), append(want, pop.survival())
		if s < 1e-7 {
			break
		}
	}
	return nodes, want
}

func TestMixtureSurvival(t *testing.T) {
	for _, m := range []float64{.2, .85, 1, 1.15, 1.5, 3} {
		bound := 1e-4
		if m > 1 {
			bound = 2e-3
		}
		worst := 0.0
		for _, alpha := range []float64{.05, .5, .9, 1.5, 20} {
			for _, beta := range []float64{.1, 1, 11, 200} {
				for _, shape := range []float64{.4, 1, 2.5} {
					c := bdw(alpha, beta, shape)
					got, want := survivors(c, 120, func(int) float64 { return m })
					for i := range got {
						e := math.Abs(got[i] - want[i])
						worst = max(worst, e)
						if !(e <= bound) {
							t.Errorf("m %v alpha %v beta %v c %v renewal %d: %v, want %v", m, alpha, beta, shape, i+1, got[i], want[i])
							break
						}
					}
				}
			}
		}
		t.Logf("m %v: within %.1e", m, worst)
	}
}

func TestMixtureSurvivalUnderChangingHazards(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		c := bdw(math.Exp(-3+6*random.Float64()), math.Exp(-2+7*random.Float64()), []float64{.5, 1, 1, 2}[random.IntN(4)])
		top := 1 + 2*float64(random.IntN(2))
		path := make([]float64, 120)
		for i := range path {
			path[i] = .2 + (top-.2)*random.Float64()
		}
		got, want := survivors(c, 120, func(r int) float64 { return path[r-1] })
		bound := 1e-4
		if top > 1 {
			bound = 2e-3
		}
		for i := range got {
			if !(math.Abs(got[i]-want[i]) <= bound) {
				t.Errorf("%+v up to %v renewal %d: %v, want %v", c, top, i+1, got[i], want[i])
				break
			}
		}
	}
}

// At m = 1 the nodes are the beta distribution, for any parameters.
func TestMixtureIsTheBetaDistribution(t *testing.T) {
	var x Mixture
	most := 0
	for _, alpha := range []float64{1e-2, .3, 1, 7, 100, 1e4} {
		for _, beta := range []float64{1e-2, .3, 1, 7, 100, 1e4} {
			for _, reach := range []float64{120, 1e6} {
				x.FillTo(alpha, beta, reach)
				most = max(most, len(x.P))
				c := sbg(alpha, beta)
				for _, pos := range []float64{0, .3, 1, 2, 10, 120} {
					got := 0.0
					for i, w := range x.W {
						got += w * math.Exp(pos*x.logStay[i])
					}
					want := math.Exp(sbgLogStay(c, 0, pos))
					if !(math.Abs(got-want) <= 2e-5) {
						t.Errorf("alpha %v beta %v reach %v position %v: %v, want %v (%d nodes)", alpha, beta, reach, pos, got, want, len(x.P))
					}
				}
				for i := 1; i < len(x.P); i++ {
					if !(x.logStay[i] < x.logStay[i-1] && x.W[i] >= 0) {
						t.Errorf("alpha %v beta %v reach %v: node %d out of order", alpha, beta, reach, i)
					}
				}
			}
		}
	}
	t.Logf("up to %d of %d nodes", most, MaxNodes)
}

// Survivors to a position are Beta(alpha, beta+position): their mean propensity
// and the mean hazard of the next renewals show it.
func TestMixtureStartAt(t *testing.T) {
	var x Mixture
	for _, alpha := range []float64{.05, .9, 1.5, 5, 20} {
		for _, beta := range []float64{.5, 11, 200} {
			x.FillTo(alpha, beta, 600)
			w, node := make([]float64, len(x.P)), make([]float64, len(x.P))
			x.Hazards(node, 1)
			for _, pos := range []float64{0, 1, 12.5, 120, 600} {
				low, high := x.StartAt(w, pos)
				c := sbg(alpha, beta+pos)
				survival := 1.0
				for r := 1; r <= 24 && survival > 1e-7; r++ {
					got, want := x.Renew(w[low:high], 1, node[low:high]), c.Hazard(r)
					if !(math.Abs(got-want) <= 1e-3*want) {
						t.Errorf("alpha %v beta %v from %v renewal %d: %v, want %v", alpha, beta, pos, r, got, want)
						break
					}
					survival *= 1 - want
				}
			}
		}
	}
	x.FillTo(20, .5, 120)
	w := make([]float64, len(x.P))
	x.StartAt(w, 1e5) // a millionth of a millionth .. of the customers
	sum := 0.0
	for _, v := range w {
		sum += v
	}
	if math.Abs(sum-1) > 1e-12 {
		t.Errorf("shares far out add up to %v", sum)
	}
}

// Cutting the average hazard by 15 % over 36 months overstates what is gained by
// about half, for it saves the average customer instead of the prone one.
func TestWhoIsSaved(t *testing.T) {
	c := sbg(.9, 11)
	saved, exact := survivors(c, 36, func(int) float64 { return .85 })
	average, before := 1.0, 1.0
	var gain, gainExact, gainAverage float64 // customer months
	for r := 1; r <= 36; r++ {
		before *= 1 - c.Hazard(r)
		average *= 1 - .85*c.Hazard(r)
		gain += saved[r-1] - before
		gainExact += exact[r-1] - before
		gainAverage += average - before
	}
	if math.Abs(gain/gainExact-1) > 1e-3 {
		t.Errorf("gain %v, by integration %v", gain, gainExact)
	}
	atEnd := (average - before) / (exact[35] - before)
	if atNodes := (average - before) / (saved[35] - before); math.Abs(atNodes/atEnd-1) > 1e-3 {
		t.Errorf("survivors after 36 months overstated by the factor %v, by integration %v", atNodes, atEnd)
	}
	t.Logf("overstated: survivors at 36 months %.3f, customer months %.3f", atEnd, gainAverage/gainExact)
	if got := gainAverage / gainExact; !(got > 1.49 && got < 1.52) {
		t.Errorf("customer months overstated by the factor %v, 1.50 expected", got)
	}
}

func TestStayAndKeepAreRenew(t *testing.T) {
	var x Mixture
	for _, c := range []Curve{sbg(.9, 11), sbg(.3, .4), sbg(20, 3)} {
		x.FillTo(c.Alpha, c.Beta, 120)
		node, stay := make([]float64, len(x.P)), make([]float64, len(x.P))
		x.Hazards(node, 1)
		for _, m := range []float64{0, .3, 1, 1.2, 3} {
			one, other := append([]float64{}, x.W...), append([]float64{}, x.W...)
			x.Stay(stay, m, node)
			left, survival := 1.0, 1.0
			for r := 1; r <= 60; r++ {
				want := x.Renew(one, m, node)
				kept := Keep(other, stay)
				bound := 1e-9
				if m > 1 {
					bound = 2e-3 // the last nodes are left out earlier
				}
				if got := (1 - kept/left) * survival; !(math.Abs(got-survival*want) <= bound) {
					t.Errorf("alpha %v m %v renewal %d: %v leave, want %v", c.Alpha, m, r, got, survival*want)
					break
				}
				left = kept
				survival *= 1 - want
			}
		}
	}
}

func TestRenewAtTheEdges(t *testing.T) {
	var x Mixture
	if h := x.Renew(nil, 1, nil); h != 1 {
		t.Errorf("nobody: %v", h)
	}
	x.Fill(3, 3)
	node := make([]float64, len(x.P))
	x.Hazards(node, 1)
	w := append([]float64{}, x.W...)
	if h := x.Renew(w, 0, node); h != 0 {
		t.Errorf("m = 0: %v", h)
	}
	if h := x.Renew(w, 1e30, node); h != 1 {
		t.Errorf("m without bound: %v", h)
	}
	if h := x.Renew(w, .5, node); h != 1 {
		t.Errorf("after everybody left: %v", h)
	}
	// Ten thousand renewals neither underflow nor slow down.
	copy(w, x.W)
	for range 10_000 {
		if h := x.Renew(w, 1, node); !(h > 0 && h <= 1) {
			t.Fatalf("mean hazard %v", h)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	var x Mixture
	x.Fill(.9, 11)
	w, node, stay := make([]float64, MaxNodes), make([]float64, MaxNodes), make([]float64, MaxNodes)
	hazards, scratch := make([]float64, 120), make([]float64, 121)
	rates := []float64{.1, .05}
	alpha := .9
	allocated := testing.AllocsPerRun(20, func() {
		alpha += 1e-3
		for k := range Kind(len(families)) {
			c := Curve{Kind: k, Rate: .03, Alpha: alpha, Beta: 11, Theta: .05, C: 1.2, Rates: rates, Scale: 1.1}
			c.Hazards(hazards)
			s := NewSurvival(scratch, hazards)
			hazards[0] = s.Hazard(.5, 1.5) + c.Tail(0, 1, .9, .99) + c.Tail(0, .5, 1, .99) + c.ResidualLifetime(3, .1)
			c.Tails(hazards[:20], 0, 1, .9, .99)
			if k.Carries() {
				x.FillTo(c.Alpha, c.Beta, 1000)
				n := len(x.P)
				low, high := x.StartAt(w[:n], 3)
				x.Hazards(node[:n], 1)
				x.Renew(w[low:high], .9, node[low:high])
				x.Renew(w[low:high], 3, node[low:high])
				x.Stay(stay[:n], .9, node[:n])
				Keep(w[low:high], stay[low:high])
				x.Tail(&c, w[low:high], low, 4, 1, .9, .99)
			}
		}
	})
	if allocated != 0 {
		t.Errorf("%v allocations a trial", allocated)
	}
}
