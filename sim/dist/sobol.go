package dist

import (
	"math"
	"math/bits"
	"strconv"
	"strings"
	"sync"
)

// SobolDimensions is the number of inputs that a Sobol design spreads jointly.
const SobolDimensions = 256

// sobolDirections holds v_j = m_j 2^(32-j), j = 1..32, of each dimension.
var sobolDirections = sync.OnceValue(directions)

// directions expands joeKuo by the recurrence of Bratley & Fox (1988),
//
//	v_j = a_1 v_(j-1) ^ .. ^ a_(s-1) v_(j-s+1) ^ v_(j-s) ^ (v_(j-s) >> s)
func directions() *[SobolDimensions][32]uint32 {
	table := new([SobolDimensions][32]uint32)
	for j := range 32 {
		table[0][j] = 1 << (31 - j)
	}
	for i, line := range strings.Split(strings.TrimSpace(joeKuo), "\n") {
		var numbers []uint32
		for _, field := range strings.Fields(line) {
			n, err := strconv.ParseUint(field, 10, 32)
			if err != nil {
				panic("joeKuo: " + err.Error())
			}
			numbers = append(numbers, uint32(n))
		}
		s, a, m := int(numbers[0]), numbers[1], numbers[2:]
		v := &table[i+1]
		for j := range 32 {
			if j < s {
				v[j] = m[j] << (31 - j)
				continue
			}
			v[j] = v[j-s] ^ v[j-s]>>s
			for k := 1; k < s; k++ {
				if a>>(s-1-k)&1 == 1 {
					v[j] ^= v[j-k]
				}
			}
		}
	}
	return table
}

// sobolPoint returns coordinate dimension of point i of Sobol's sequence, as a
// fraction of 2^32.
func sobolPoint(dimension int, i uint32) uint32 {
	v := &sobolDirections()[dimension]
	x := uint32(0)
	for ; i != 0; i &= i - 1 {
		x ^= v[bits.TrailingZeros32(i)]
	}
	return x
}

// sobolUniform returns one coordinate of point i of the first n of Sobol's
// sequence after nested uniform scrambling (Owen 1995) under a key: a digit is
// flipped or not at random given the digits before it, which keeps the
// evenness of the points and makes each of them uniform.
//
// The permutation tree is evaluated point by point by a hash, as in Burley,
// "Practical Hash-based Owen Scrambling" (2020), with one hash for each node
// in place of the Laine-Karras multiplications, whose low digits do not depend on
// all of those before them. Once the digits tell all n points apart, the rest
// of them is independent and comes from a single hash.
func sobolUniform(dimension int, i, n uint32, key uint64) float64 {
	x := sobolPoint(dimension, i)
	distinct := bits.Len32(n - 1)
	node := uint64(1) // the digits so far, behind a leading 1
	scrambled := uint64(0)
	for level := range distinct {
		digit := uint64(x>>(31-level)) & 1
		scrambled = scrambled<<1 | digit ^ join(key, node)>>63
		node = node<<1 | digit
	}
	rest := open01(join(key, node))
	return clamp(math.Ldexp(float64(scrambled)+rest, -distinct), smallestUniform, 1-smallestUniform)
}
