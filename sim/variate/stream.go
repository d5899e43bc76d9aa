package variate

import "math/bits"

// Key addresses a random stream. It is a pure function of its coordinates:
// nothing is consumed, so drawing from one stream, or adding a new one, leaves
// all others as they were. Two different paths of coordinates give the same
// key with a probability of 2^-64 per pair.
type Key uint64

const (
	golden  = 0x9e3779b97f4a7c15 // 2^64 / golden ratio, the increment of SplitMix64
	rootTag = 0x6a09e667f3bcc909 // fractional part of sqrt 2: keeps Root(0) away from the fixed point 0 of the mixers
	nameTag = 0xbb67ae8584caa73b // fractional part of sqrt 3
)

// Root returns the key at the top of the tree of streams of a run.
func Root(seed uint64) Key {
	return Key(derive(seed ^ rootTag))
}

// With returns the child of k at coordinate x. Order matters: k.With(1).With(2)
// and k.With(2).With(1) are unrelated.
//
// The parent is rotated and the child spread by an odd constant before they are
// combined, so that neither (k, x) and (x, k) nor equal sums meet.
func (k Key) With(x uint64) Key {
	return Key(derive(bits.RotateLeft64(uint64(k), 23) + derive(x+rootTag)))
}

// Name returns a stable 64-bit hash of a name, for use as a coordinate: FNV-1a
// with a finaliser, for FNV alone leaves the last byte in the low bits.
func Name(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return derive(h ^ nameTag)
}

// At returns the i-th uniform of the stream: SplitMix64 with its state computed
// instead of carried.
func (k Key) At(i uint64) Point {
	x := uint64(k) + (i+1)*golden
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return Point{U: (float64(x>>12) + 0.5) * 0x1p-52}
}

// derive is the finaliser of key derivation: a bijection of 64 bits with other
// constants than At, so that a key is never a function of its parent's points.
//
// Constants: Pelle Evensen's "rrmxmx" family as tuned in moremur (2019).
func derive(x uint64) uint64 {
	x = (x ^ x>>27) * 0x3c79ac492ba7b653
	x = (x ^ x>>33) * 0x1c69b3f74ac4ae35
	return x ^ x>>27
}
