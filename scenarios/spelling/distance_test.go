package spelling

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"churn", "churn", 0}, {"chrun", "churn", 1}, {"churns", "churn", 1},
		{"kitten", "sitting", 3}, {"ca", "abc", 3}, {"解約率", "解約", 1},
	} {
		if got := Distance(c.a, c.b); got != c.want {
			t.Errorf("from %q to %q are %d letters, want %d", c.a, c.b, got, c.want)
		}
		if there, back := Distance(c.a, c.b), Distance(c.b, c.a); there != back {
			t.Errorf("%q and %q are %d apart, and %d", c.a, c.b, there, back)
		}
	}
}
