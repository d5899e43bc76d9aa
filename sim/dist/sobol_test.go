package dist

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
	"testing"
)

// TestDirectionsChecksum compares the first 30 direction numbers of all
// dimensions, to 30 digits, with those of an independent implementation
// (scipy.stats.qmc.Sobol 1.10, which reads the published file).
func TestDirectionsChecksum(t *testing.T) {
	h := uint64(0xcbf29ce484222325)
	for _, v := range sobolDirections() {
		for j := range 30 {
			h = (h ^ uint64(v[j]>>2)) * 0x100000001b3
		}
	}
	if want := uint64(0xc81d7bb882eb8727); h != want {
		t.Errorf("checksum %#x, want %#x", h, want)
	}
}

// TestTablePolynomialsArePrimitive: x has the order 2^s - 1 modulo each, all
// polynomials differ, and each m_j is odd and below 2^j.
func TestTablePolynomialsArePrimitive(t *testing.T) {
	seen := map[uint64]bool{}
	lines := strings.Split(strings.TrimSpace(joeKuo), "\n")
	if len(lines) != SobolDimensions-1 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		var n []uint64
		for _, f := range strings.Fields(line) {
			x, err := strconv.ParseUint(f, 10, 32)
			if err != nil {
				t.Fatal(err)
			}
			n = append(n, x)
		}
		s, a, m := n[0], n[1], n[2:]
		polynomial := 1<<s | a<<1 | 1
		if seen[polynomial] || bits.Len64(polynomial) != int(s)+1 || len(m) != int(s) {
			t.Errorf("line %d: polynomial %b, %d numbers", i+1, polynomial, len(m))
		}
		seen[polynomial] = true
		order := 1<<s - 1
		if power(2, uint64(order), polynomial, s) != 1 {
			t.Errorf("line %d: %b does not divide x^%d - 1", i+1, polynomial, order)
		}
		for p := 2; p <= order; p++ {
			if order%p == 0 && p != order && isPrime(p) && s > 1 && power(2, uint64(order/p), polynomial, s) == 1 {
				t.Errorf("line %d: x has an order below %d modulo %b", i+1, order, polynomial)
			}
		}
		for j, x := range m {
			if x%2 == 0 || x >= 2<<j {
				t.Errorf("line %d: m_%d = %d", i+1, j+1, x)
			}
		}
	}
}

// power returns base^e modulo a polynomial of degree s over GF(2).
func power(base, e, polynomial, s uint64) uint64 {
	reduce := func(x uint64) uint64 {
		for bits.Len64(x) > int(s) {
			x ^= polynomial << (bits.Len64(x) - int(s) - 1)
		}
		return x
	}
	multiply := func(a, b uint64) uint64 {
		r := uint64(0)
		for ; b != 0; b >>= 1 {
			if b&1 == 1 {
				r ^= a
			}
			a = reduce(a << 1)
		}
		return r
	}
	result := uint64(1)
	for base = reduce(base); e != 0; e >>= 1 {
		if e&1 == 1 {
			result = multiply(result, base)
		}
		base = multiply(base, base)
	}
	return result
}

func isPrime(n int) bool {
	for d := 2; d*d <= n; d++ {
		if n%d == 0 {
			return false
		}
	}
	return n > 1
}

// TestPropertyA: the published numbers satisfy Sobol's property A up to
// dimension 1111: the leading digits of the first d direction numbers of the
// first d dimensions form a matrix that is regular over GF(2), for every d.
func TestPropertyA(t *testing.T) {
	const n = SobolDimensions
	lines := strings.Split(strings.TrimSpace(joeKuo), "\n")
	var rows [n][n]bool
	rows[0][0] = true
	for i, line := range lines {
		var x []int
		for _, f := range strings.Fields(line) {
			v, _ := strconv.Atoi(f)
			x = append(x, v)
		}
		s, a, m := x[0], x[1], x[2:]
		row := &rows[i+1]
		for j := range n {
			if j < s {
				row[j] = m[j]>>j&1 == 1
				continue
			}
			row[j] = row[j-s]
			for k := 1; k < s; k++ {
				if a>>(s-1-k)&1 == 1 {
					row[j] = row[j] != row[j-k]
				}
			}
		}
	}
	// Elimination without exchanging rows meets a zero exactly where a leading
	// minor is singular.
	for d := range n {
		if !rows[d][d] {
			t.Fatalf("property A fails at dimension %d", d+1)
		}
		for i := d + 1; i < n; i++ {
			if rows[i][d] {
				for j := d; j < n; j++ {
					rows[i][j] = rows[i][j] != rows[d][j]
				}
			}
		}
	}
}

// TestScrambledNets: scrambling keeps every dimension a (0,m,1)-net and the
// first two together a (0,m,2)-net: each elementary interval of area 2^-m holds
// exactly one of 2^m points.
func TestScrambledNets(t *testing.T) {
	const m = 8
	for dimension := range SobolDimensions {
		var hit [1 << m]bool
		for i := range uint32(1 << m) {
			hit[int(sobolUniform(dimension, i, 1<<m, 99)*(1<<m))] = true
		}
		for cell, ok := range hit {
			if !ok {
				t.Fatalf("dimension %d: cell %d is empty", dimension, cell)
			}
		}
	}
	for split := 0; split <= m; split++ {
		var hit [1 << m]bool
		for i := range uint32(1 << m) {
			x, y := sobolUniform(0, i, 1<<m, 5), sobolUniform(1, i, 1<<m, 6)
			hit[int(math.Ldexp(x, split))<<(m-split)|int(math.Ldexp(y, m-split))] = true
		}
		for cell, ok := range hit {
			if !ok {
				t.Fatalf("split %d: cell %d is empty", split, cell)
			}
		}
	}
}

// TestPairsOfDimensions bounds t of the nets that pairs of the first 64
// dimensions make with 2^10 points: the published choice keeps it at 7 or less.
func TestPairsOfDimensions(t *testing.T) {
	const m, dimensions = 10, 64
	worst, sum, pairs := 0, 0, 0
	for a := range dimensions {
		for b := range a {
			v := quality(&sobolDirections()[a], &sobolDirections()[b], m)
			worst, sum, pairs = max(worst, v), sum+v, pairs+1
		}
	}
	if mean := float64(sum) / float64(pairs); worst > 7 || mean > 3.2 {
		t.Errorf("worst t %d, mean %v", worst, mean)
	}
}

// quality returns the t of the net of 2^m points in two dimensions: m - t is
// the largest k such that any i first digits of one and k - i of the other are
// linearly independent functions of the point's number.
func quality(a, b *[32]uint32, m int) int {
	digit := func(v *[32]uint32, d int) (row uint32) {
		for j := range m {
			row |= v[j] >> (31 - d) & 1 << j
		}
		return row
	}
	for k := m; k > 0; k-- {
		good := true
		for i := 0; i <= k && good; i++ {
			var rows []uint32
			for d := range i {
				rows = append(rows, digit(a, d))
			}
			for d := range k - i {
				rows = append(rows, digit(b, d))
			}
			good = independent(rows)
		}
		if good {
			return m - k
		}
	}
	return m
}

func independent(rows []uint32) bool {
	var basis [32]uint32
	for _, x := range rows {
		for x != 0 {
			lead := bits.Len32(x) - 1
			if basis[lead] == 0 {
				basis[lead] = x
				break
			}
			x ^= basis[lead]
		}
		if x == 0 {
			return false
		}
	}
	return true
}
