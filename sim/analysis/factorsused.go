package analysis

import (
	"reflect"
	"slices"

	"holdfast/sim"
)

// usedInputs reports which inputs of m can move an outcome: those that some
// quantity of the plan, its segments, shocks and events, or of an initiative in
// one of its scenarios is made of.
func usedInputs(m *sim.Model) []bool {
	used := make([]bool, len(m.Inputs))
	mark := func(parts ...any) {
		for _, part := range parts {
			markInputs(reflect.ValueOf(part), used)
		}
	}
	mark(m.Discount, m.CostGrowth, m.FixedCost, m.Shocks, m.Segments, m.Events)
	for i := range m.Initiatives {
		if slices.ContainsFunc(m.Scenarios, func(s sim.Scenario) bool { return slices.Contains(s.Initiatives, i) }) {
			mark(m.Initiatives[i])
		}
	}
	return used
}

// markInputs marks the inputs of every quantity in v.
func markInputs(v reflect.Value, used []bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			markInputs(v.Elem(), used)
		}
	case reflect.Slice:
		for i := range v.Len() {
			markInputs(v.Index(i), used)
		}
	case reflect.Struct:
		if q, is := v.Interface().(sim.Quantity); is {
			if q.Input > 0 && q.Factor != 0 {
				used[q.Input-1] = true
			}
			return
		}
		for i := range v.NumField() {
			markInputs(v.Field(i), used)
		}
	}
}

// bears reports whether the factor can move an outcome of which the inputs are
// used.
func (f *Factor) bears(used []bool) bool {
	if len(f.Inputs) == 0 {
		return true
	}
	return slices.ContainsFunc(f.Inputs, func(i int) bool { return used[i] })
}
