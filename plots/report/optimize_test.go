package report

import (
	"strings"
	"testing"

	"holdfast/sim/analysis"
)

// A table names every member of a set in full, on as many lines as that takes.
func TestSetsAreBrokenBetweenMembers(t *testing.T) {
	o := &Optimize{Names: []Named{{ID: "a", Title: "Guided onboarding"}, {ID: "b", Title: "年会員への切替"}, {ID: "retries"}, {ID: strings.Repeat("x", 70)}}}
	picks := func(which ...int) []analysis.Pick {
		var list []analysis.Pick
		for _, i := range which {
			list = append(list, analysis.Pick{Initiative: i, Scale: 1})
		}
		return list
	}
	scaled := picks(0, 2)
	scaled[1].Scale = 1.5
	for _, c := range []struct {
		picks []analysis.Pick
		cells int
		want  string
	}{
		{nil, 40, "nothing"},
		{picks(0, 1, 2), 60, "Guided onboarding + 年会員への切替 + retries"},
		{picks(0, 1, 2), 40, "Guided onboarding + 年会員への切替 +\nretries"},
		{picks(0, 1, 2), 30, "Guided onboarding +\n年会員への切替 + retries"},
		{scaled, 30, "Guided onboarding +\nretries x 1.5"},
		{picks(3), 30, strings.Repeat("x", 23) + "..."},
	} {
		got := o.broken(c.picks, c.cells)
		if got != c.want {
			t.Errorf("%d cells: %q, want %q", c.cells, got, c.want)
		}
		for _, line := range strings.Split(got, "\n") {
			if Width(line) > c.cells {
				t.Errorf("%d cells: %q is wider", c.cells, line)
			}
		}
	}
}

// Lines never end between a number and its percent sign.
func TestParagraphKeepsPercentSigns(t *testing.T) {
	p := newPage()
	words := strings.Repeat("x", pageWidth-len(" 100"))
	p.paragraph("  ", words+" 100 % of futures (95 %: 4.48% to 4.64%)")
	if got, want := p.out.String(), words+"\n  100 % of futures (95 %: 4.48% to 4.64%)\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
