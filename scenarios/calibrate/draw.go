package calibrate

import (
	"slices"
	"strconv"

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

// asBDW writes the draw as a beta-discrete-Weibull.
func (d Draw) asBDW() Draw {
	alpha, beta, c := retention.Fit{Kind: d.Kind, Curve: d.curve()}.AsBDW()
	return Draw{retention.BDW, [3]float64{alpha, beta, c}}
}

// written is the draw as a row of a segment whose draws are written as that kind,
// its parameters rounded as they are there: the curve that the plan simulates,
// within 5e-4 of the replicate's own survival.
func (d Draw) written(kind retention.Kind) Draw {
	if kind != d.Kind {
		d = d.asBDW()
	}
	for i, v := range d.Params {
		d.Params[i], _ = strconv.ParseFloat(digits(v, drawDigits), 64)
	}
	return d
}

// drawnAs is the model that a segment's draws are written as: their own where all
// of them chose the same, else the beta-discrete-Weibull, which every other one is
// a special case of.
func (s *Segment) drawnAs() retention.Kind {
	kind := s.Draws[0].Kind
	for _, d := range s.Draws {
		if d.Kind != kind {
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
// 1e-5, for the steepest of curves (c 50) to 2e-4: a small part of what resampling
// says is not known.
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
			kind := s.drawnAs()
			d := s.Draws[row].written(kind)
			for i := range paramNames(kind) {
				text = append(append(text, separator), digits(d.Params[i], drawDigits)...)
				separator = ','
			}
		}
	}
	return append(text, '\n')
}
