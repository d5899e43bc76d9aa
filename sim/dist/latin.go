package dist

import "math/bits"

// latinUniform returns point i of a Latin hypercube sample of n points in one
// dimension: a keyed permutation sends i to one of n equal strata, and a hash
// places the point within it.
//
// Source: McKay, Beckman & Conover (1979).
func latinUniform(i, n, key uint64) float64 {
	stratum := permute(i, n, key)
	u := (float64(stratum) + open01(join(key, i))) / float64(n)
	return clamp(u, smallestUniform, 1-smallestUniform)
}

// smallestUniform is the least value of a uniform, as that of open01.
const smallestUniform = 1.0 / (1 << 53)

// feistelRounds makes the permutations of 2 to 6 elements pass as uniform over
// all n! orders (see the tests).
const feistelRounds = 8

// permute returns the image of i under a pseudo-random permutation of 0..n-1
// that depends on key: a Feistel network on the least even number of bits, at
// least four, that hold n-1, walked until it lands below n (Black & Rogaway
// 2002).
func permute(i, n, key uint64) uint64 {
	if n <= 1 {
		return 0
	}
	half := max(2, (bits.Len64(n-1)+1)/2)
	mask := uint64(1)<<half - 1
	for {
		left, right := i>>half, i&mask
		for round := uint64(0); round < feistelRounds; round++ {
			left, right = right, left^(mix(key+round*golden+right*0xd1342543de82ef95)>>32)&mask
		}
		i = left<<half | right
		if i < n {
			return i
		}
	}
}
