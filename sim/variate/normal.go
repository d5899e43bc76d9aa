package variate

import "math"

// Normal returns the quantile of the standard normal distribution at u, to an
// absolute accuracy of 1e-14: -Inf at 0, +Inf at 1, NaN outside [0, 1].
//
// Between 2^-octaves and its opposite it is interpolated from wichura.
func Normal(u float64) float64 {
	// The smaller of u and 1-u without a branch, which would be mispredicted.
	bits, mirrored := math.Float64bits(u), math.Float64bits(1-u)
	above := uint64(int64(math.Float64bits(0.5-u)) >> 63)
	bits ^= (bits ^ mirrored) & above
	row := (bits - quantileStart) >> (52 - quantileBits)
	if row >= uint64(len(quantileRows)) {
		return wichura(u)
	}
	// The mantissa's bits below the row's, as a number in [-1, 1).
	x := math.Float64frombits(bits<<quantileBits&(1<<52-1)|0x400<<52) - 3
	c := &quantileRows[row]
	x2 := x * x
	tail := (c[0] + c[1]*x) + x2*(c[2]+c[3]*x) + x2*x2*((c[4]+c[5]*x)+x2*(c[6]+c[7]*x))
	return math.Copysign(tail, u-0.5)
}

const (
	quantileBits    = 4  // intervals of an octave: 2^quantileBits
	quantileOctaves = 12 // beyond them is one uniform in 4,000
	quantileStart   = (1022 - quantileOctaves) << 52
)

// quantileRows[j] are the coefficients of the polynomial of degree 7 in x,
// -1 <= x < 1, that is the quantile on the j-th interval, upwards from
// 2^-(quantileOctaves+1) to 1/2. A row is a cache line.
var quantileRows = func() (rows [quantileOctaves << quantileBits][8]float64) {
	for j := range rows {
		low := math.Float64frombits(quantileStart + uint64(j)<<(52-quantileBits))
		high := math.Float64frombits(quantileStart + uint64(j+1)<<(52-quantileBits))
		rows[j] = interpolate(func(x float64) float64 {
			return wichura(low + (high-low)*(x+1)/2)
		})
	}
	return rows
}()

// interpolate returns the coefficients of the polynomial of degree 7 through f
// at the Chebyshev nodes of [-1, 1].
func interpolate(f func(x float64) float64) (power [8]float64) {
	const n = len(power)
	var cheb [n]float64
	for i := range n {
		theta := (float64(i) + 0.5) * math.Pi / float64(n)
		y := f(math.Cos(theta)) * 2 / float64(n)
		for k := range cheb {
			cheb[k] += y * math.Cos(float64(k)*theta)
		}
	}
	cheb[0] /= 2
	before, now := [n]float64{}, [n]float64{1} // T(k-1), T(k) by powers of x
	for k := range cheb {
		for i := range power {
			power[i] += cheb[k] * now[i]
		}
		next := [n]float64{}
		for i := range now {
			if i+1 < n {
				next[i+1] = 2 * now[i]
			}
			next[i] -= before[i]
		}
		if k == 0 {
			next = [n]float64{1: 1}
		}
		before, now = now, next
	}
	return power
}

// wichura returns the quantile to a relative accuracy of about 1e-16.
//
// Source: Wichura, "Algorithm AS 241: The Percentage Points of the Normal
// Distribution", Applied Statistics 37 (1988), routine PPND16.
func wichura(u float64) float64 {
	d := u - 0.5
	if d >= -0.425 && d <= 0.425 {
		t := 0.180625 - d*d
		t2 := t * t
		t4 := t2 * t2
		num := (3.387132872796366608 + t*133.14166789178437745) +
			t2*(1971.5909503065514427+t*13731.693765509461125) +
			t4*((45921.953931549871457+t*67265.770927008700853)+
				t2*(33430.575583588128105+t*2509.0809287301226727))
		den := (1 + t*42.313330701600911252) +
			t2*(687.1870074920579083+t*5394.1960214247511077) +
			t4*((21213.794301586595867+t*39307.89580009271061)+
				t2*(28729.085735721942674+t*5226.495278852545925))
		return d * num / den
	}
	return wichuraTail(u)
}

func wichuraTail(u float64) float64 {
	if !(u >= 0 && u <= 1) {
		return math.NaN()
	}
	tail := u
	if u > 0.5 {
		tail = 1 - u
	}
	if tail == 0 {
		return math.Copysign(math.Inf(1), u-0.5)
	}
	r := math.Sqrt(-math.Log(tail))
	var z float64
	if r <= 5 {
		r -= 1.6
		z = (((((((7.7454501427834140764e-4*r+.0227238449892691845833)*r+.24178072517745061177)*r+
			1.27045825245236838258)*r+3.64784832476320460504)*r+5.7694972214606914055)*r+
			4.6303378461565452959)*r + 1.42343711074968357734) /
			(((((((1.05075007164441684324e-9*r+5.475938084995344946e-4)*r+.0151986665636164571966)*r+
				.14810397642748007459)*r+.68976733498510000455)*r+1.6763848301838038494)*r+
				2.05319162663775882187)*r + 1)
	} else {
		r -= 5
		z = (((((((2.01033439929228813265e-7*r+2.71155556874348757815e-5)*r+.0012426609473880784386)*r+
			.026532189526576123093)*r+.29656057182850489123)*r+1.7848265399172913358)*r+
			5.4637849111641143699)*r + 6.6579046435011037772) /
			(((((((2.04426310338993978564e-15*r+1.4215117583164458887e-7)*r+1.8463183175100546818e-5)*r+
				7.868691311456132591e-4)*r+.0148753612908506148525)*r+.13692988092273580531)*r+
				.59983220655588793769)*r + 1)
	}
	if u < 0.5 {
		return -z
	}
	return z
}
