package report

import (
	"fmt"
	"io"
	"math"

	"holdfast/sim/analysis"
)

// BreakevenFrontier is where the chance of a target turns over two numbers.
type BreakevenFrontier struct {
	Manifest
	Goal
	Varied [2]Varied
	Result *analysis.Frontier
}

// Aim says what has to be reached.
func (b *BreakevenFrontier) Aim() string {
	return aim(b.Metric, b.Scenario, b.Against, b.Target, b.Relative, b.Plan.Currency)
}

// Nulls is the most trials in which the metric does not exist at any pair of
// values, and where.
func (b *BreakevenFrontier) Nulls() (nulls int, first, second float64) {
	r := b.Result
	for j, row := range r.Chance {
		for i, c := range row {
			if n := r.Trials - c.N; n > nulls {
				nulls, first, second = n, r.A[i], r.B[j]
			}
		}
	}
	return nulls, first, second
}

// Doubts adds the warnings that follow from the result.
func (b *BreakevenFrontier) Doubts() {
	if nulls, x, y := b.Nulls(); nulls > 0 {
		b.Warn("null_trials", b.Metric.String(), "does not exist in %d of %d trials with %s, which are left out", nulls, b.Result.Trials,
			b.Varied[0].Text(x, 0)+", "+b.Varied[1].Text(y, 0))
	}
}

// Headline is the sentence that answers: the ends of the frontier.
func (b *BreakevenFrontier) Headline() string {
	first, last := -1, -1
	for i, t := range b.Result.Turns {
		if t.Found {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	x, y := &b.Varied[0], &b.Varied[1]
	confidence := English().Rate(b.Confidence, 0)
	if first < 0 {
		if b.Result.Turns[0].Everywhere && b.Result.Turns[len(b.Result.Turns)-1].Everywhere {
			return fmt.Sprintf("Whatever both numbers within their ranges, %s in at least %s of futures.", b.Aim(), confidence)
		}
		return fmt.Sprintf("Never within the ranges: %s in less than %s of futures.", b.Aim(), confidence)
	}
	bound := "at most"
	if b.Result.Turns[first].Rising {
		bound = "at least"
	}
	value := func(i int) string {
		t := &b.Result.Turns[i]
		return y.Text(t.B, (t.Bracket[1]-t.Bracket[0])/2)
	}
	at := func(i int) string { return value(i) + " (at " + x.Text(b.Result.Turns[i].A, 0) + ")" }
	start := fmt.Sprintf("%s (%s at %s)", value(first), x.Name(), x.Text(b.Result.Turns[first].A, 0))
	if first == last {
		return fmt.Sprintf("So that %s in at least %s of futures, %s must be %s %s.", b.Aim(), confidence, y.Name(), bound, start)
	}
	way := ""
	if between := b.between(first, last); between >= 0 {
		way = "by way of " + at(between) + " "
	}
	return fmt.Sprintf("So that %s in at least %s of futures, %s must be %s %s %sto %s.", b.Aim(), confidence, y.Name(), bound, start, way, at(last))
}

// between is the turn that lies farthest beyond those at both ends, -1 where
// none does by more than its error.
func (b *BreakevenFrontier) between(first, last int) int {
	turns := b.Result.Turns
	low, high := math.Min(turns[first].B, turns[last].B), math.Max(turns[first].B, turns[last].B)
	found, farthest := -1, 0.0
	for i := first + 1; i < last; i++ {
		t := &turns[i]
		if !t.Found || !(t.Bracket[1] < low || t.Bracket[0] > high) {
			continue
		}
		if beyond := math.Max(low-t.B, t.B-high); beyond > farthest {
			found, farthest = i, beyond
		}
	}
	return found
}

// Text writes the result for people.
func (b *BreakevenFrontier) Text(w io.Writer) error {
	p := newPage()
	p.paragraph("", b.Headline())
	b.subject(p, p.style.Whole(b.Result.Trials)+" trials at each pair of values")
	p.line("")
	x, y := &b.Varied[0], &b.Varied[1]
	var rows [][]string
	for _, t := range b.Result.Turns {
		turn, bracket := "never within the range", ""
		switch {
		case t.Found:
			margin := (t.Bracket[1] - t.Bracket[0]) / 2
			turn, bracket = y.Text(t.B, margin), y.Text(t.Bracket[0], margin)+" to "+y.Text(t.Bracket[1], margin)
		case t.Everywhere:
			turn = "whole range"
		}
		rows = append(rows, []string{x.Text(t.A, 0), turn, bracket})
	}
	_ = WriteTable(&p.out, []string{x.Name(), y.Name(), "95 %"}, rows)
	b.foot(p)
	return p.flush(w)
}

// JSON writes the result as one document.
func (b *BreakevenFrontier) JSON(w io.Writer) error {
	r := b.Result
	return b.document(w, BreakevenSchema, func(s *jsonStream) {
		b.Goal.write(s)
		writeVaried(s, "vary", &b.Varied[0])
		writeVaried(s, "vary_second", &b.Varied[1])
		found := false
		for _, t := range r.Turns {
			found = found || t.Found
		}
		s.boolean("found", found)
		s.list("frontier", func() {
			for _, t := range r.Turns {
				s.inlineElement(func() {
					s.number("first", t.A)
					s.boolean("found", t.Found)
					s.boolean("everywhere", t.Everywhere)
					s.number("second", t.B)
					s.interval("bracket", t.Bracket[0], t.Bracket[1])
				})
			}
		})
		s.numbers("first", r.A)
		s.numbers("second", r.B)
		s.integer("trials_at_each", r.Trials)
		nulls, _, _ := b.Nulls()
		s.integer("null_trials", nulls)
		s.list("probability", func() {
			for _, row := range r.Chance {
				s.item()
				s.enclose('[', ']', true, func() {
					for _, c := range row {
						s.item()
						s.value(c.P)
					}
				})
			}
		})
	})
}

// Line is the frontier as points, NaN where there is none.
func (b *BreakevenFrontier) Line() [][2]float64 {
	var line [][2]float64
	for _, t := range b.Result.Turns {
		y := math.NaN()
		if t.Found {
			y = t.B
		}
		line = append(line, [2]float64{t.A, y})
	}
	return line
}
