package plots

import (
	"math"
	"strconv"
)

// A tick is a labelled place on an axis.
type tick struct {
	at    float64
	label string
}

// span is a range of values on an axis.
type span struct{ min, max float64 }

func emptySpan() span { return span{math.Inf(1), math.Inf(-1)} }

func (s span) empty() bool { return !(s.min <= s.max) }

// add widens the span to hold every drawable value.
func (s *span) add(values ...float64) {
	for _, v := range values {
		if drawable(v) {
			s.min, s.max = math.Min(s.min, v), math.Max(s.max, v)
		}
	}
}

// withZero returns the span as people expect to see it: from zero, unless the
// data lie so far from it that they would be flattened.
func (s span) withZero() span {
	if s.empty() {
		return span{0, 1}
	}
	low, high := math.Min(math.Abs(s.min), math.Abs(s.max)), math.Max(math.Abs(s.min), math.Abs(s.max))
	sameSign := s.min > 0 || s.max < 0
	if !(sameSign && low > 0.75*high && low < high) {
		s.add(0)
	}
	return s.proper()
}

// proper gives a span without extent one, around its value.
func (s span) proper() span {
	if s.empty() {
		return span{0, 1}
	}
	size := math.Max(math.Abs(s.min), math.Abs(s.max))
	switch {
	case size < 1e-100:
		return span{0, 1}
	case s.max-s.min < 1e-9*size:
		return span{s.min - size/2, s.max + size/2}
	}
	return s
}

// niceStep is the least of 1, 2, 2.5 and 5 times a power of ten that is not
// below rough.
func niceStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= rough*(1-1e-9) {
			return m * power
		}
	}
	return 10 * power
}

// niceTicks widens s to whole steps, about n of them, and returns them.
// Precondition: s is proper.
func niceTicks(s span, n int, format func(...float64) []string) (span, []tick) {
	step := niceStep((s.max - s.min) / float64(max(n, 1)))
	first, last := math.Floor(s.min/step+1e-9), math.Ceil(s.max/step-1e-9)
	var values []float64
	for i := first; i <= last && len(values) < 100; i++ {
		values = append(values, i*step)
	}
	ticks := make([]tick, len(values))
	for i, label := range format(values...) {
		ticks[i] = tick{values[i], label}
	}
	return span{first * step, last * step}, ticks
}

// innerTicks returns about n ticks inside s, without widening it.
func innerTicks(s span, n int, format func(...float64) []string) []tick {
	_, all := niceTicks(s, n, func(values ...float64) []string { return make([]string, len(values)) })
	var values []float64
	slack := 1e-9 * (s.max - s.min)
	for _, t := range all {
		if t.at >= s.min-slack && t.at <= s.max+slack {
			values = append(values, t.at)
		}
	}
	inside := make([]tick, len(values))
	for i, label := range format(values...) {
		inside[i] = tick{values[i], label}
	}
	return inside
}

var monthSteps = []int{1, 2, 3, 6, 12, 24, 36, 60, 120, 240}

// monthTicks labels months first..last (plan months, from 1) at most n times.
// Dates step from the plan's first month, numbers from multiples of the step,
// with month 1 where it does not crowd the next one.
func monthTicks(l *Language, start Month, first, last, n int) []tick {
	step := monthSteps[len(monthSteps)-1]
	for _, s := range monthSteps {
		if (last-first)/s+1 <= max(n, 2) {
			step = s
			break
		}
	}
	var ticks []tick
	if start != (Month{}) {
		for t := first; t <= last; t += step {
			ticks = append(ticks, tick{float64(t), l.monthName(start, t)})
		}
		return ticks
	}
	next := (first/step + 1) * step
	if next-first >= (step+1)/2 {
		ticks = append(ticks, tick{float64(first), strconv.Itoa(first)})
	}
	for t := next; t <= last; t += step {
		ticks = append(ticks, tick{float64(t), strconv.Itoa(t)})
	}
	return ticks
}

// ageTicks labels ages 0..last in months, years where there is room for no more.
func ageTicks(last, n int) []tick {
	step := monthSteps[len(monthSteps)-1]
	for _, s := range monthSteps {
		if last/s+1 <= max(n, 2) {
			step = s
			break
		}
	}
	var ticks []tick
	for t := 0; t <= last; t += step {
		ticks = append(ticks, tick{float64(t), strconv.Itoa(t)})
	}
	return ticks
}
