package dist

import (
	"math"
	"testing"
)

// oracle holds quantiles computed with 60 digits (mpmath: continued fractions
// of the incomplete beta function, incomplete gamma functions, bisection), for
// parameters as the doubles written here. Where upper is set, u is P(X > x).
var oracle = []struct {
	law   string
	args  []float64
	u     float64
	upper bool
	x     float64
}{
	{"beta", []float64{0.03, 0.004}, 1e-13, false, 0.0091273953498950989},
	{"beta", []float64{0.03, 0.004}, 0.001, false, 0.019104034601213761},
	{"beta", []float64{0.03, 0.004}, 0.3, false, 0.027783339206880133},
	{"beta", []float64{0.03, 0.004}, 0.4, true, 0.03084935650175964},
	{"beta", []float64{0.03, 0.004}, 1e-6, true, 0.052794487054045055},
	{"beta", []float64{0.03, 0.004}, 1e-25, true, 0.090924681231172829},
	{"beta", []float64{0.5, 0.1}, 1e-13, false, 0.026026979414862952},
	{"beta", []float64{0.5, 0.1}, 0.001, false, 0.21117627375503126},
	{"beta", []float64{0.5, 0.1}, 0.3, false, 0.44607668108853241},
	{"beta", []float64{0.5, 0.1}, 0.4, true, 0.52610991530381022},
	{"beta", []float64{0.5, 0.1}, 1e-6, true, 0.89273922680323105},
	{"beta", []float64{0.5, 0.1}, 1e-25, true, 0.99744913022889828},
	{"beta", []float64{0.2, 0.2}, 1e-13, false, 8.0739870429753193e-23},
	{"beta", []float64{0.2, 0.2}, 0.001, false, 3.7476250992342764e-6},
	{"beta", []float64{0.2, 0.2}, 0.3, false, 0.052783271194958003},
	{"beta", []float64{0.2, 0.2}, 0.4, true, 0.18967516066050881},
	{"beta", []float64{0.2, 0.2}, 1e-6, true, 0.9955937262106807},
	{"beta", []float64{0.2, 0.2}, 1e-25, true, 0.99999999994658905},
	{"beta", []float64{0.3, 0.4582}, 1e-6, true, 1.0},
	{"beta", []float64{0.3, 0.4582}, 1e-25, true, 1.0},
	{"beta", []float64{0.999, 0.0005}, 1e-13, false, 0.99022611739403246},
	{"beta", []float64{0.999, 0.0005}, 0.001, false, 0.99673587036530568},
	{"beta", []float64{0.999, 0.0005}, 0.3, false, 0.9988093392306516},
	{"beta", []float64{0.999, 0.0005}, 0.4, true, 0.99919715133768868},
	{"beta", []float64{0.999, 0.0005}, 1e-6, true, 0.99998231224495688},
	{"beta", []float64{0.999, 0.0005}, 1e-25, true, 0.99999999969408627},
	{"beta", []float64{1e-5, 1e-5}, 1e-13, false, 9.9942302703831767e-19},
	{"beta", []float64{1e-5, 1e-5}, 0.001, false, 1.0003835954054995e-8},
	{"beta", []float64{1e-5, 1e-5}, 0.3, false, 3.5667176957848547e-6},
	{"beta", []float64{1e-5, 1e-5}, 0.4, true, 9.1629157931944027e-6},
	{"beta", []float64{1e-5, 1e-5}, 1e-6, true, 0.00013814905270597512},
	{"beta", []float64{1e-5, 1e-5}, 1e-25, true, 0.00057549695169321957},
	{"beta", []float64{0.03, 1e-6}, 1e-13, false, 0.029992651774617965},
	{"beta", []float64{0.03, 1e-6}, 0.001, false, 0.029996909859750633},
	{"beta", []float64{0.03, 1e-6}, 0.3, false, 0.029999475591680922},
	{"beta", []float64{0.03, 1e-6}, 0.4, true, 0.030000253337026729},
	{"beta", []float64{0.03, 1e-6}, 1e-6, true, 0.030004753656834112},
	{"beta", []float64{0.03, 1e-6}, 1e-25, true, 0.030010421610649001},
	{"beta", []float64{0.5, 0.4999999}, 0.4, true, 1.0},
	{"beta", []float64{0.5, 0.4999999}, 1e-6, true, 1.0},
	{"beta", []float64{0.5, 0.4999999}, 1e-25, true, 1.0},
	{"pert", []float64{1.0, 2.0, 4.0}, 1e-13, false, 1.0000029066284056},
	{"pert", []float64{1.0, 2.0, 4.0}, 0.001, false, 1.056982239454149},
	{"pert", []float64{1.0, 2.0, 4.0}, 0.3, false, 1.8200465492438007},
	{"pert", []float64{1.0, 2.0, 4.0}, 0.4, true, 2.2863447306097519},
	{"pert", []float64{1.0, 2.0, 4.0}, 1e-6, true, 3.9588340226896867},
	{"pert", []float64{1.0, 2.0, 4.0}, 1e-25, true, 3.9999997302207871},
	{"pert", []float64{0.0, 0.0, 1.0}, 1e-13, false, 2.0000000000000801e-14},
	{"pert", []float64{0.0, 0.0, 1.0}, 0.001, false, 0.00020008004803362556},
	{"pert", []float64{0.0, 0.0, 1.0}, 0.3, false, 0.068850084905162309},
	{"pert", []float64{0.0, 0.0, 1.0}, 0.4, true, 0.16744679259812685},
	{"pert", []float64{0.0, 0.0, 1.0}, 1e-6, true, 0.93690426555198068},
	{"pert", []float64{0.0, 0.0, 1.0}, 1e-25, true, 0.99999},
	{"pert", []float64{-3.0, 5.0, 5.0}, 1e-13, false, -2.9799049085479234},
	{"pert", []float64{-3.0, 5.0, 5.0}, 0.001, false, -0.9904908547923359},
	{"pert", []float64{-3.0, 5.0, 5.0}, 0.3, false, 3.2880246847729822},
	{"pert", []float64{-3.0, 5.0, 5.0}, 0.4, true, 4.2230436115794743},
	{"pert", []float64{-3.0, 5.0, 5.0}, 1e-6, true, 4.99999839999936},
	{"pert", []float64{-3.0, 5.0, 5.0}, 1e-25, true, 5.0},
	{"pert", []float64{-1.0, 0.0, 1.0}, 1e-13, false, -0.99995691084202948},
	{"pert", []float64{-1.0, 0.0, 1.0}, 0.001, false, -0.90489620364908465},
	{"pert", []float64{-1.0, 0.0, 1.0}, 0.3, false, -0.22036329893808331},
	{"pert", []float64{-1.0, 0.0, 1.0}, 1e-6, true, 0.99069516727682684},
	{"pert", []float64{-1.0, 0.0, 1.0}, 1e-25, true, 0.99999999569113062},
	{"pert", []float64{1000.0, 1000.001, 5000.0}, 1e-13, false, 1000.00000000008},
	{"pert", []float64{1000.0, 1000.001, 5000.0}, 0.001, false, 1000.8003261437606},
	{"pert", []float64{1000.0, 1000.001, 5000.0}, 0.3, false, 1275.400860309708},
	{"pert", []float64{1000.0, 1000.001, 5000.0}, 0.4, true, 1669.7879817860406},
	{"pert", []float64{1000.0, 1000.001, 5000.0}, 1e-6, true, 4747.6173142060708},
	{"pert", []float64{1000.0, 1000.001, 5000.0}, 1e-25, true, 4999.9600001103699},
	{"gamma", []float64{3, 2}, 1e-13, false, 3.371239213907656e-6},
	{"gamma", []float64{3, 2}, 0.001, false, 0.095900277393400545},
	{"gamma", []float64{3, 2}, 0.3, false, 1.7293003632032056},
	{"gamma", []float64{3, 2}, 0.4, true, 3.059628350792951},
	{"gamma", []float64{3, 2}, 1e-6, true, 23.1020394794615},
	{"gamma", []float64{3, 2}, 1e-25, true, 83.508231034145709},
	{"gamma", []float64{1, 1}, 1e-13, false, 1.00000000000005e-13},
	{"gamma", []float64{1, 1}, 0.001, false, 0.0010005003335835335},
	{"gamma", []float64{1, 1}, 0.3, false, 0.35667494393873236},
	{"gamma", []float64{1, 1}, 0.4, true, 0.91629073187415501},
	{"gamma", []float64{1, 1}, 1e-6, true, 13.815510557964274},
	{"gamma", []float64{1, 1}, 1e-25, true, 57.564627324851142},
	{"gamma", []float64{50, 0.5}, 1e-13, false, 46.413457865144853},
	{"gamma", []float64{50, 0.5}, 0.001, false, 48.469121929118629},
	{"gamma", []float64{50, 0.5}, 0.3, false, 49.736596310097918},
	{"gamma", []float64{50, 0.5}, 0.4, true, 50.125111428558609},
	{"gamma", []float64{50, 0.5}, 1e-6, true, 52.412805823194279},
	{"gamma", []float64{50, 0.5}, 1e-25, true, 55.390983931067032},
	{"gamma", []float64{1, 30}, 0.4, true, 1.09668762494068e-197},
	{"gamma", []float64{1, 30}, 1e-6, true, 4689.3823145231738},
	{"gamma", []float64{1, 30}, 1e-25, true, 42208.655408540686},
	{"gamma", []float64{5, 1000}, 1e-6, true, 429282.3278558424},
	{"gamma", []float64{5, 1000}, 1e-25, true, 8636062.7110516176},
}

// build makes a law by its name in a plan.
func build(t testing.TB, law string, args []float64) Dist {
	t.Helper()
	var d Dist
	var err error
	switch law {
	case "beta":
		d, err = Beta(args[0], args[1])
	case "pert":
		d, err = PERT(args[0], args[1], args[2])
	case "gamma":
		d, err = Gamma(args[0], args[1])
	}
	if err != nil {
		t.Fatalf("%s%v: %v", law, args, err)
	}
	return d
}

// TestOracle allows a relative error of 3e-12 in the quantile, and of 1e-12 in a
// probability beyond what the rounding of x makes of it.
func TestOracle(t *testing.T) {
	for _, c := range oracle {
		l := asLaw(build(t, c.law, c.args))
		got, p, near := l.Quantile(c.u), l.below(c.x), l.below(math.Nextafter(c.x, math.Inf(1)))
		if c.upper {
			got, p, near = l.upper(c.u), l.above(c.x), l.above(math.Nextafter(c.x, math.Inf(-1)))
		}
		if !(math.Abs(got-c.x) <= 3e-12*math.Abs(c.x)) {
			t.Errorf("%s%v at %v (upper %v): %v, want %v", c.law, c.args, c.u, c.upper, got, c.x)
		}
		if !(math.Abs(p-c.u) <= 1e-12*c.u+4*math.Abs(near-p)) {
			t.Errorf("%s%v tail at %v (upper %v): %v, want %v", c.law, c.args, c.x, c.upper, p, c.u)
		}
	}
}
