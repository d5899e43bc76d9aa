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

// feistelRounds makes pairs of images pass as independent; see the tests.
const feistelRounds = 8

// fewElements is the size up to which a permutation is shuffled outright: a
// Feistel network on four digits is visibly uneven.
const fewElements = 16

// permute returns the image of i under a pseudo-random permutation of 0..n-1
// that depends on key: a Feistel network on the least even number of bits that
// hold n-1, walked until it lands below n (Black & Rogaway 2002).
func permute(i, n, key uint64) uint64 {
	if n <= fewElements {
		return shuffle(i, n, key)
	}
	half := (bits.Len64(n-1) + 1) / 2
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

// shuffle is permute by Fisher and Yates' shuffle, for n <= fewElements.
func shuffle(i, n, key uint64) uint64 {
	var image [fewElements]uint8
	for k := range n {
		j, _ := bits.Mul64(mix(key+k*golden), k+1) // uniform over 0..k
		image[k] = image[j]
		image[j] = uint8(k)
	}
	return uint64(image[i])
}
