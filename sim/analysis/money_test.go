package analysis

import (
	"testing"

	"holdfast/sim"
)

func TestIsMoney(t *testing.T) {
	uses := func(change func(m *sim.Model, q sim.Quantity)) *sim.Model {
		m := churnCut(t, 1000, false, 100)
		m.Inputs = []sim.Input{{Name: "x"}}
		m.Segments[0].Orders = &sim.Orders{}
		change(m, sim.Quantity{Input: 1, Factor: 1})
		return m
	}
	plain := uses(func(*sim.Model, sim.Quantity) {})
	plain.Initiatives[0].Changes = append(plain.Initiatives[0].Changes, sim.Change{Lever: sim.LeverPrice, Op: sim.OpAdd})
	for path, want := range map[string]bool{
		"initiatives.keep.cost.upfront":            true,
		"segments.s.acquisition.ads.cac":           true,
		"segments.s.price.value":                   true,
		"segments.s.cost_to_serve.0":               true,
		"segments.s.orders.value":                  true,
		"segments.s.orders.rate":                   false,
		"segments.s.retention.rate":                false,
		"segments.s.acquisition.ads.customers":     false,
		"initiatives.keep.changes.0.reduce":        false,
		"initiatives.keep.changes.1.add":           true,
		"initiatives.keep.changes.9.add":           false,
		"initiatives.nobody.changes.0.to":          false,
		"initiatives.keep.cost.percent_of_revenue": false,
		"months":        false,
		"discount":      false,
		"assumptions.x": false, // unused
		"assumptions.y": false,
	} {
		if got := IsMoney(plain, path); got != want {
			t.Errorf("%s: %v, expected %v", path, got, want)
		}
	}
	for name, c := range map[string]struct {
		use  func(m *sim.Model, q sim.Quantity)
		want bool
	}{
		"price":          {func(m *sim.Model, q sim.Quantity) { m.Segments[0].Price = q }, true},
		"cost to serve":  {func(m *sim.Model, q sim.Quantity) { m.Segments[0].CostToServe = sim.ByAge{{Value: q}} }, true},
		"margin":         {func(m *sim.Model, q sim.Quantity) { m.Segments[0].GrossMargin[0].Value = q }, false},
		"order value":    {func(m *sim.Model, q sim.Quantity) { m.Segments[0].Orders.Value = q }, true},
		"reduction":      {func(m *sim.Model, q sim.Quantity) { m.Initiatives[0].Changes[0].Value = q }, false},
		"price and rate": {func(m *sim.Model, q sim.Quantity) { m.Segments[0].Price, m.Segments[0].Retention.Rate = q, q }, false},
		"target":         {func(m *sim.Model, q sim.Quantity) { m.Targets = []sim.Target{{Metric: "npv", Value: q}} }, false},
		"price set": {func(m *sim.Model, q sim.Quantity) {
			m.Initiatives[0].Changes[0] = sim.Change{Lever: sim.LeverPrice, Op: sim.OpTo, Value: q}
		}, true},
	} {
		if got := IsMoney(uses(c.use), "assumptions.x.value"); got != c.want {
			t.Errorf("%s: %v, expected %v", name, got, c.want)
		}
	}
}
