package dist

import "math"

// mix is the finaliser of splitmix64 (Steele, Lea & Flood 2014, with Stafford's
// thirteenth set of constants): a bijection of 64-bit words in which every bit
// of the result depends on every bit of x.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

const golden = 0x9e3779b97f4a7c15 // 2^64 / golden ratio, odd

// join returns a key made of a key and a word; the order of joining matters.
func join(key, word uint64) uint64 {
	return mix(mix(key+golden) ^ (word+1)*golden)
}

// nameKey returns a word that stands for a name (FNV-1a, mixed).
func nameKey(name string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	return mix(h)
}

// open01 maps a word to the middle of one of 2^52 equal cells of (0, 1): never
// 0, never 1, and 1 minus it is exact.
func open01(word uint64) float64 {
	return math.Ldexp(float64(word>>12)+0.5, -52)
}
