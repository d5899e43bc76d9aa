package report

import "holdfast/sim"

// oddsBand is a range of probabilities that one expression stands for.
type oddsBand struct {
	from float64 // the least probability that it fits
	key  string  // of its texts in the catalogue
}

// oddsBands are the expressions for probabilities, the highest first. They are
// those of the Intergovernmental Panel on Climate Change, calibrated so that
// readers and writers mean the same: Mastrandrea et al., "Guidance Note for Lead
// Authors of the IPCC Fifth Assessment Report on Consistent Treatment of
// Uncertainties" (2010), table 1, with "extremely likely" of its footnote; in
// Japanese, as the Japan Meteorological Agency translates them.
var oddsBands = [...]oddsBand{
	{0.99, "certain"},
	{0.95, "extreme"},
	{0.90, "very"},
	{0.66, "likely"},
	{0.33, "even"},
	{0.10, "unlikely"},
	{0.01, "very_unlikely"},
	{0, "exceptional"},
}

// oddsKey names the expression for an estimated probability: the strongest one
// that all of its 95 % interval supports. What few trials leave open is thus
// said with less confidence.
func oddsKey(s sim.Share) string {
	p := s.P
	switch {
	case p > 0.5:
		p = min(p, max(s.Low, 0.5))
	case p < 0.5:
		p = max(p, min(s.High, 0.5))
	}
	for _, band := range oddsBands {
		if p >= band.from {
			return band.key
		}
	}
	return oddsBands[len(oddsBands)-1].key
}
