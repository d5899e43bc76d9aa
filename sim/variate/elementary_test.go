package variate

import (
	"math"
	"testing"
)

func TestExpNeg(t *testing.T) {
	for x := 0.0; x <= 700; x += 0.00137 * (1 + x) {
		if got, want := expNeg(x), math.Exp(-x); math.Abs(got/want-1) > 5e-16 {
			t.Fatalf("expNeg(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestLog1mp(t *testing.T) {
	for p := 1e-18; p <= 0.5; p *= 1.003 {
		if got, want := log1mp(p), math.Log1p(-p); math.Abs(got/want-1) > 1e-15 {
			t.Fatalf("log1mp(%v) = %v, want %v", p, got, want)
		}
	}
}

// TestNormal goes back by the complementary error function. An error of z
// shows in the tail relative to it, magnified by |z| and a little more.
func TestNormal(t *testing.T) {
	for u := 0x1p-53; u < 0.5; u *= 1.01 {
		z := Normal(u)
		back := math.Erfc(-z/math.Sqrt2) / 2
		if math.Abs(back/u-1) > 1e-14*(1-z) {
			t.Errorf("Normal(%v) = %v, which is the quantile of %v", u, z, back)
		}
		if d := math.Abs(Normal(1-u) + Normal(1-(1-u))); d != 0 {
			t.Errorf("Normal(1-%v) is off its mirror image by %v", u, d)
		}
	}
	for _, c := range []struct{ u, z float64 }{
		{0.5, 0}, {0.975, 1.959963984540054}, {0x1p-53, -8.209536151601387}, {0, math.Inf(-1)}, {1, math.Inf(1)},
	} {
		if got := Normal(c.u); math.Abs(got-c.z) > 4e-15 {
			t.Errorf("Normal(%v) = %v, want %v", c.u, got, c.z)
		}
	}
	for _, u := range []float64{-0.1, 1.1, math.NaN()} {
		if z := Normal(u); !math.IsNaN(z) {
			t.Errorf("Normal(%v) = %v, want NaN", u, z)
		}
	}
	p := Point{U: 0.975}
	if p.Z() != Normal(0.975) || p.Z() != p.z {
		t.Error("a Point does not keep its normal quantile")
	}
}

func TestStirlingError(t *testing.T) {
	for x := 0.01; x < 100; x *= 1.1 {
		lg, _ := math.Lgamma(x + 1)
		want := lg - (0.5*math.Log(2*math.Pi*x) + x*math.Log(x) - x)
		if got := stirlingError(x); math.Abs(got-want) > 1e-15*(10+lg+x*math.Abs(math.Log(x))) {
			t.Errorf("stirlingError(%v) = %v, want %v", x, got, want)
		}
	}
	// 1 - log(2 pi)/2 and log(2) + 2 - 2 log(2) - log(4 pi)/2.
	for _, c := range []struct{ x, want float64 }{{1, 0.08106146679532726}, {2, 0.04134069595540929}, {1e8, 1.0 / 12 * 1e-8}, {math.Inf(1), 0}} {
		if got := stirlingError(c.x); math.Abs(got-c.want) > 2e-16 {
			t.Errorf("stirlingError(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}

func TestLogExcess(t *testing.T) {
	for _, x := range []float64{-0.99, -0.5, -0.4, -0.39, -0.1, -0.03, 0.03, 0.2, 0.89, 0.91, 5} {
		want := x - math.Log1p(x)
		if got := logExcess(x, 1+x); math.Abs(got/want-1) > 4e-16*math.Max(1, 1/(x*x)) {
			t.Errorf("logExcess(%v) = %v, want %v", x, got, want)
		}
	}
	for _, x := range []float64{-1e-3, -1e-9, 1e-12, 1e-5} {
		want := x * x * (0.5 - x*(1.0/3-x*(0.25-x*(0.2-x/6))))
		if got := logExcess(x, 1+x); math.Abs(got/want-1) > 1e-15 {
			t.Errorf("logExcess(%v) = %v, want %v", x, got, want)
		}
	}
}
