package calibrate

import (
	"slices"

	"holdfast/sim/retention"
)

// Draw is one replicate's curve: the model chosen and its parameters, the rate of
// the constant hazard, alpha and beta of the sBG, theta and c of the discrete
// Weibull, alpha, beta and c of the beta-discrete-Weibull.
type Draw struct {
	Kind   retention.Kind
	Params [3]float64
}

func drawOf(f *retention.Fit) Draw {
	d := Draw{Kind: f.Kind}
	copy(d.Params[:], f.Params)
	return d
}

// paramNames are the keys of a plan's curve of that kind.
func paramNames(kind retention.Kind) []string {
	if kind == retention.Constant {
		return []string{"rate"}
	}
	return retention.ParamNames(kind)
}

// curve returns the draw as a curve.
func (d Draw) curve() retention.Curve {
	p := d.Params
	switch d.Kind {
	case retention.SBG:
		return retention.Curve{Kind: d.Kind, Alpha: p[0], Beta: p[1], Scale: 1}
	case retention.Weibull:
		return retention.Curve{Kind: d.Kind, Theta: p[0], C: p[1], Scale: 1}
	case retention.BDW:
		return retention.Curve{Kind: d.Kind, Alpha: p[0], Beta: p[1], C: p[2], Scale: 1}
	}
	return retention.Curve{Kind: retention.Constant, Rate: p[0], Scale: 1}
}

const (
	// tight is the alpha of a beta distribution in which customers are as good as
	// alike: their propensities vary by a thousandth of their mean.
	tight = 1e6
	// mostBeta keeps beta within what a plan may say (1e18).
	mostBeta = 9e17
)

// asBDW writes the draw as a beta-discrete-Weibull. For the geometric and the
// discrete Weibull all customers are as good as alike. Where the first hazard is
// so small that beta would be too large for a plan, alpha is smaller in
// proportion: at a first hazard of 1e-15 propensities vary by a thirtieth of their
// mean, which moves survival by less than 5e-4 of the square of its logarithm.
func (d Draw) asBDW() Draw {
	first, shape := d.Params[0], 1.0
	switch d.Kind {
	case retention.Weibull:
		shape = d.Params[1]
	case retention.SBG, retention.BDW:
		alpha, beta := d.Params[0], d.Params[1]
		if d.Kind == retention.BDW {
			shape = d.Params[2]
		}
		if beta <= mostBeta {
			return Draw{retention.BDW, [3]float64{alpha, beta, shape}}
		}
		first = alpha / (alpha + beta)
	}
	first = min(max(first, 1e-17), 1-1e-12)
	alpha := min(tight, mostBeta*first)
	return Draw{retention.BDW, [3]float64{alpha, alpha * (1 - first) / first, shape}}
}

// drawnAs is the model that a segment's draws are written as: their own where all
// of them chose the same, else the beta-discrete-Weibull, which every other one is
// a special case of.
func (s *Segment) drawnAs() retention.Kind {
	kind := s.Draws[0].Kind
	for _, d := range s.Draws {
		if d.Kind != kind || d.Kind == retention.SBG && d.Params[1] > mostBeta {
			return retention.BDW
		}
	}
	return kind
}

// columns names the columns of a segment's draws, one for each parameter.
func (s *Segment) columns() []string {
	names := paramNames(s.drawnAs())
	columns := make([]string, len(names))
	for i, name := range names {
		columns[i] = s.ID + "_" + name
	}
	return columns
}

// drawDigits are the significant digits of a draw. They tell survival to some
// 1e-5, a small part of what resampling says is not known.
const drawDigits = 6

// Draws returns the replicates as CSV, one a row, with the columns that the plan
// uses; nil where nothing was resampled.
func (r *Result) Draws() []byte {
	var columns []string
	var from []*Segment
	for i := range r.Segments {
		s := r.curveSegment(&r.Segments[i])
		if s != nil && len(s.Draws) > 0 && !slices.Contains(from, s) {
			columns = append(columns, s.columns()...)
			from = append(from, s)
		}
	}
	if len(from) == 0 {
		return nil
	}
	text := []byte(columns[0])
	for _, c := range columns[1:] {
		text = append(append(text, ','), c...)
	}
	for row := range from[0].Draws {
		separator := byte('\n')
		for _, s := range from {
			d, kind := s.Draws[row], s.drawnAs()
			if kind != d.Kind || kind == retention.BDW {
				d = d.asBDW()
			}
			for i := range paramNames(kind) {
				text = append(append(text, separator), digits(d.Params[i], drawDigits)...)
				separator = ','
			}
		}
	}
	return append(text, '\n')
}
