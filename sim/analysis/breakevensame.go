package analysis

import (
	"reflect"
	"slices"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// sameScenario reports whether scenario s of model a and scenario t of model b
// are one and the same thing to simulate, so that their trials give the same
// down to the last bit. It may say no where they are; never yes where they
// aren't: all that a trial of the scenario reads is compared, uncertain inputs
// by their names and laws, since these and not their places in the list address
// their random numbers. The sampling of both must be [dist.Random].
func sameScenario(a *sim.Model, s int, b *sim.Model, t int) bool {
	if a.Sampling != dist.Random || b.Sampling != dist.Random || !slices.Equal(ranks(a), ranks(b)) {
		return false
	}
	c := comparison{a, b}
	return c.same(reflect.ValueOf(seen(a, s)), reflect.ValueOf(seen(b, t)))
}

// rank is a correlation by the names of its inputs.
type rank struct {
	a, b string
	rho  float64
}

func ranks(m *sim.Model) []rank {
	var list []rank
	for _, c := range m.Correlations {
		list = append(list, rank{m.Inputs[c.A].Name, m.Inputs[c.B].Name, c.Rho})
	}
	return list
}

// seen is what a trial of scenario s reads of m, apart from the inputs that its
// quantities name.
func seen(m *sim.Model, s int) sim.Model {
	c := *m
	c.Initiatives = nil
	for _, i := range m.Scenarios[s].Initiatives {
		x := m.Initiatives[i]
		x.Excludes, x.Needs, x.Scalable = nil, nil, nil
		c.Initiatives = append(c.Initiatives, x)
	}
	c.Inputs, c.Tables, c.Correlations, c.Scenarios, c.Targets = nil, nil, nil, nil, nil
	return c
}

// comparison compares parts of two models.
type comparison struct{ a, b *sim.Model }

var quantityType = reflect.TypeFor[sim.Quantity]()

func (c comparison) same(x, y reflect.Value) bool {
	if x.Type() == quantityType {
		return c.sameQuantity(x.Interface().(sim.Quantity), y.Interface().(sim.Quantity))
	}
	switch x.Kind() {
	case reflect.Struct:
		for i := range x.NumField() {
			if !c.same(x.Field(i), y.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if !c.same(x.Index(i), y.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		if x.IsNil() || y.IsNil() {
			return x.IsNil() && y.IsNil()
		}
		return c.same(x.Elem(), y.Elem())
	}
	return x.Comparable() && y.Comparable() && x.Equal(y)
}

func (c comparison) sameQuantity(p, q sim.Quantity) bool {
	if p.Factor != q.Factor || p.Unit != q.Unit || (p.Input == 0) != (q.Input == 0) {
		return false
	}
	if p.Input == 0 {
		return true
	}
	x, y := &c.a.Inputs[p.Input-1], &c.b.Inputs[q.Input-1]
	if (x.Table == 0) != (y.Table == 0) {
		return false
	}
	if x.Table == 0 {
		return x.Name == y.Name && reflect.DeepEqual(x.Dist, y.Dist)
	}
	from, to := &c.a.Tables[x.Table-1], &c.b.Tables[y.Table-1]
	return from.Name == to.Name && slices.Equal(from.Columns[x.Column], to.Columns[y.Column])
}
