package sim

// tailCache remembers the sums that close lifetimes, which most scenarios of a
// trial share, and all trials where the curve is certain.
type tailCache struct {
	used    int
	entries [16]tailEntry
}

type tailEntry struct {
	x0, step, m, g, sum float64
}

// tail is the curve's Tail, remembered.
func (d *segmentDraw) tail(x0, step, m, g float64) float64 {
	c := &d.tails
	for i := range min(c.used, len(c.entries)) {
		if e := &c.entries[i]; e.x0 == x0 && e.step == step && e.m == m && e.g == g {
			return e.sum
		}
	}
	sum := d.curve.Tail(x0, step, m, g)
	c.entries[c.used%len(c.entries)] = tailEntry{x0, step, m, g, sum}
	c.used++
	return sum
}
