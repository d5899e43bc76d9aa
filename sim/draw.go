package sim

import "slices"

// Draw is all the randomness of one trial. An analysis makes its own: one that
// moves a single input, or that takes some of its parts from one trial and some
// from another.
type Draw struct {
	Inputs  []float64 // value of each Model.Inputs, in its own unit
	Success []float64 // by Model.Initiatives, uniform in (0,1): it works if that is below its probability of success
	Happens []float64 // by Model.Events, uniform: it happens if that is below its probability
	Starts  []float64 // by Model.Events, uniform: where in its range of months it starts
	Shocks  uint64    // the trial whose shocks are felt
	Luck    uint64    // the trial whose luck customers have
	Calm    bool      // all shocks stand at 1
}

func newDraw(m *Model) *Draw {
	return &Draw{
		Inputs:  make([]float64, len(m.Inputs)),
		Success: make([]float64, len(m.Initiatives)),
		Happens: make([]float64, len(m.Events)),
		Starts:  make([]float64, len(m.Events)),
	}
}

// Clone returns a copy that shares nothing with d.
func (d *Draw) Clone() *Draw {
	c := *d
	c.Inputs, c.Success = slices.Clone(d.Inputs), slices.Clone(d.Success)
	c.Happens, c.Starts = slices.Clone(d.Happens), slices.Clone(d.Starts)
	return &c
}
