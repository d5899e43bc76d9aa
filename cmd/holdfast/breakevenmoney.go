package main

import (
	"math"
	"strings"

	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// isMoney reports whether a number of the plan is an amount of money. A certain
// assumption is not among the model's inputs, which tell what they are used for,
// so it is looked at as if it were uncertain.
func (o *breakevenOptions) isMoney(a *breakevenAsked, d *scenarios.Dial) bool {
	m := a.plan.Model
	if !strings.HasPrefix(d.Path, "assumptions.") || d.Uncertain || !(math.Abs(d.Value) > 0) {
		return analysis.IsMoney(m, d.Path)
	}
	low, high := plainSetting(d, d.Value), plainSetting(d, d.Value*1.01)
	if d.Value < 0 {
		low, high = high, low
	}
	set := append(o.set.list[:len(o.set.list):len(o.set.list)], sim.Setting{Path: d.Path, Value: low + " to " + high})
	plan, err := scenarios.Load(a.src, set)
	return err == nil && analysis.IsMoney(plan.Model, d.Path)
}
