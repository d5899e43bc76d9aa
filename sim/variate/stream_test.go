package variate

import (
	"math"
	"math/bits"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// checks is the number of random checks of the package, at most; the chance
// that any of them fails on a right build is 1e-6.
const (
	checks  = 1000
	falseAt = 1e-6 / checks
)

// chiSquare fails if the statistic of observed against expected counts is in
// the upper falseAt tail.
func chiSquare(t *testing.T, name string, observed, expected []float64) {
	t.Helper()
	sum := 0.0
	for i, o := range observed {
		d := o - expected[i]
		sum += d * d / expected[i]
	}
	df := float64(len(observed) - 1)
	if tail := (distuv.ChiSquared{K: df}).Survival(sum); !(tail > falseAt) {
		t.Errorf("%s: chi-square %.1f on %v degrees of freedom, tail %.2g", name, sum, df, tail)
	}
}

func TestStreamsAreFrozen(t *testing.T) {
	for _, c := range []struct {
		what string
		got  uint64
		want uint64
	}{
		{"Root(0)", uint64(Root(0)), 0x4c0d8986fc27bd73},
		{"Root(1)", uint64(Root(1)), 0x3284a43c5829e68f},
		{"Root(1).With(0)", uint64(Root(1).With(0)), 0x554fa4c3d8fd3563},
		{"Root(1).With(1)", uint64(Root(1).With(1)), 0x5724fcde8017ff19},
		{"Root(1).With(1).With(2)", uint64(Root(1).With(1).With(2)), 0xeb2cbfc65a03e115},
		{"Root(1).With(2).With(1)", uint64(Root(1).With(2).With(1)), 0xcf45167880f4df7a},
		{`Name("")`, Name(""), 0xbcb8f1a6e945601c},
		{`Name("churn")`, Name("churn"), 0x56ef3a06d19d83cb},
		{`Name("解約")`, Name("解約"), 0xe1f9894b76c19a24},
		{"Root(1).At(0)", math.Float64bits(Root(1).At(0).U), 0x3fa38c8f04496230},
		{"Root(1).At(1)", math.Float64bits(Root(1).At(1).U), 0x3fe337b244242f1d},
		{"Root(1).At(1<<63)", math.Float64bits(Root(1).At(1 << 63).U), 0x3f4b471e4e0a2400},
	} {
		if c.got != c.want {
			t.Errorf("%s = %#x, want %#x", c.what, c.got, c.want)
		}
	}
}

func TestPointsAreInside(t *testing.T) {
	key := Root(*seed)
	for i := range uint64(100000) {
		p := key.At(i)
		odd := p.U * 0x1p53
		if !(p.U > 0 && p.U < 1) || odd != math.Trunc(odd) || math.Mod(odd, 2) != 1 || 1-(1-p.U) != p.U {
			t.Fatalf("At(%d).U = %v is no odd multiple of 2^-53 in (0, 1)", i, p.U)
		}
	}
}

// streams are ways to walk through coordinates in which neighbours must be
// unrelated.
func streams() map[string]func(i uint64) float64 {
	root := Root(*seed)
	return map[string]func(i uint64) float64{
		"counter":         func(i uint64) float64 { return root.At(i).U },
		"far counter":     func(i uint64) float64 { return root.At(i << 40).U },
		"seed":            func(i uint64) float64 { return Root(*seed + i).At(0).U },
		"child":           func(i uint64) float64 { return root.With(i).At(0).U },
		"far child":       func(i uint64) float64 { return root.With(i << 44).At(7).U },
		"grandchild":      func(i uint64) float64 { return root.With(i / 64).With(i % 64).At(0).U },
		"diagonal":        func(i uint64) float64 { return root.With(i).At(i).U },
		"repeated child":  func(i uint64) float64 { return root.With(i).With(i).At(0).U },
		"trial then name": func(i uint64) float64 { return root.With(i).With(Name("churn")).At(3).U },
		"low bits":        func(i uint64) float64 { return math.Mod(root.At(i).U*0x1p44, 1) },
		"low bits child":  func(i uint64) float64 { return math.Mod(root.With(i).At(0).U*0x1p44, 1) },
	}
}

// TestStreamsAreUniform counts values, pairs of neighbours, pairs of values 64
// apart and triples, none overlapping. It catches, in nine runs out of ten, a
// ripple of 2 % over 256 cells of single values, and a dependence of 4 % in the
// cells of pairs and of 6 % in those of triples.
func TestStreamsAreUniform(t *testing.T) {
	const draws = 1 << 19
	for name, u := range streams() {
		v := make([]float64, draws)
		for i := range v {
			v[i] = u(uint64(i))
		}
		single := make([]float64, 256)
		pairs := make([]float64, 32*32)
		apart := make([]float64, 32*32)
		triples := make([]float64, 16*16*16)
		for i, x := range v {
			single[int(x*256)]++
			if i%2 == 1 {
				pairs[int(v[i-1]*32)*32+int(x*32)]++
			}
			if i&64 != 0 {
				apart[int(v[i-64]*32)*32+int(x*32)]++
			}
			if i%3 == 2 {
				triples[int(v[i-2]*16)*256+int(v[i-1]*16)*16+int(x*16)]++
			}
		}
		for _, c := range []struct {
			what  string
			total float64
			cells []float64
		}{
			{"single", draws, single}, {"pairs", draws / 2, pairs},
			{"pairs 64 apart", draws / 2, apart}, {"triples", draws / 3, triples},
		} {
			expected := make([]float64, len(c.cells))
			for i := range expected {
				expected[i] = c.total / float64(len(c.cells))
			}
			chiSquare(t, name+", "+c.what, c.cells, expected)
		}
	}
}

// TestStreamsAvalanche: flipping any bit of a coordinate flips every bit of the
// outcome with probability 1/2; 4,000 coordinates bound it within 0.058.
func TestStreamsAvalanche(t *testing.T) {
	const rounds = 4000
	root := Root(*seed)
	raw := func(p Point) uint64 { return uint64(p.U * 0x1p52) }
	for name, f := range map[string]struct {
		bits int
		of   func(x uint64) uint64
	}{
		"Root":   {64, func(x uint64) uint64 { return uint64(Root(x)) }},
		"With":   {64, func(x uint64) uint64 { return uint64(root.With(x)) }},
		"parent": {64, func(x uint64) uint64 { return uint64(Key(x).With(5)) }},
		"At":     {52, func(x uint64) uint64 { return raw(root.At(x)) }},
		"key":    {52, func(x uint64) uint64 { return raw(Key(x).At(5)) }},
	} {
		var flips [64][64]int
		for i := range uint64(rounds) {
			x := uint64(root.With(1000 + i)) // neighbours would meet the same bits again
			y := f.of(x)
			for b := range 64 {
				d := y ^ f.of(x^1<<b)
				for ; d != 0; d &= d - 1 {
					flips[b][bits.TrailingZeros64(d)]++
				}
			}
		}
		// Binomial(rounds, 1/2) at the tail falseAt / 4096 by its normal limit.
		bound := math.Sqrt(rounds) / 2 * -Normal(falseAt/4096/2)
		for b := range 64 {
			for o := range f.bits {
				if d := math.Abs(float64(flips[b][o]) - rounds/2); d > bound {
					t.Errorf("%s: bit %d flips bit %d in %d of %d", name, b, o, flips[b][o], rounds)
				}
			}
		}
	}
}
