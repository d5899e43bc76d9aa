package retention

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Choice is one of several fits to the same data, and why.
type Choice struct {
	Fit    Fit
	Reason string
}

// sameAIC is a difference that is none.
const sameAIC = 1e-6

// Choose returns the identified fit with the lowest AIC, of equal ones that with
// fewer parameters. A fit that is not identified is chosen only where all are
// none, then the one with the fewest parameters: what it says beyond its own edge
// is another fit's. No fits at all is an error.
func Choose(fits []Fit) (Choice, error) {
	if len(fits) == 0 {
		return Choice{}, errors.New("no fit to choose from")
	}
	best, next := -1, -1
	var out []string
	for i := range fits {
		if !fits[i].Identified {
			out = append(out, fits[i].Kind.Model())
			continue
		}
		switch {
		case best < 0 || better(&fits[i], &fits[best]):
			best, next = i, best
		case next < 0 || better(&fits[i], &fits[next]):
			next = i
		}
	}
	if best < 0 {
		best = 0
		for i := range fits {
			if len(fits[i].Params) < len(fits[best].Params) {
				best = i
			}
		}
		return Choice{fits[best], fits[best].Kind.Model() + ": no model is identified, and it has the fewest parameters"}, nil
	}
	reason := fits[best].Kind.Model() + ": "
	switch {
	case next < 0:
		reason += "the only model that is identified"
	case math.Abs(fits[next].AIC-fits[best].AIC) <= sameAIC:
		reason += fmt.Sprintf("AIC %.2f, as %s, with fewer parameters", fits[best].AIC, fits[next].Kind.Model())
	default:
		reason += fmt.Sprintf("lowest AIC, %.2f; next %s, %.2f more", fits[best].AIC, fits[next].Kind.Model(), fits[next].AIC-fits[best].AIC)
	}
	if next >= 0 && len(out) > 0 {
		reason += "; not identified: " + strings.Join(out, ", ")
	}
	return Choice{fits[best], reason}, nil
}

// better reports whether a is to be preferred to b.
func better(a, b *Fit) bool {
	if math.Abs(a.AIC-b.AIC) <= sameAIC {
		return len(a.Params) < len(b.Params)
	}
	return a.AIC < b.AIC
}

// Model returns the name of a kind as a model of tenures: the constant curve's is
// the geometric.
func (k Kind) Model() string {
	if k == Constant {
		return "geometric"
	}
	return k.String()
}
