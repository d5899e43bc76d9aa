package sim

import "testing"

// Bands are the quantiles that Detail has, and nothing else depends on them.
func TestBands(t *testing.T) {
	m := fullPlan(t, 8)
	m.Trials = 200
	bands := []Measure{MeasureRevenue, MeasureClosing}
	plain, with, detailed := run(t, m, Options{}), run(t, m, Options{Bands: bands}), run(t, m, Options{Detail: true})
	for i := range with.Scenarios {
		for g := range with.Scenarios[i].Segments {
			got, want := &with.Scenarios[i].Segments[g].Monthly, &detailed.Scenarios[i].Segments[g].Monthly
			for _, b := range bands {
				if d := apart(got[b].Q, want[b].Q); d != "" {
					t.Errorf("scenario %d, segment %d, %v: %s", i, g, b, d)
				}
				got[b].Q = plain.Scenarios[i].Segments[g].Monthly[b].Q
			}
		}
	}
	if d := apart(with, plain); d != "" {
		t.Errorf("something else is another: %s", d)
	}
}

// Without room for them, the run is as if nobody had asked.
func TestBandsWithoutRoom(t *testing.T) {
	m := fullPlan(t, 8)
	m.Trials = 200
	plain := run(t, m, Options{})
	if plain.Run.RankError != 0 {
		t.Fatal("the run itself has no room")
	}
	defer func(bytes int) { detailBytes = bytes }(detailBytes)
	p := newLayout(compile(m), 0, false, nil)
	detailBytes = (p.columns - p.headline) * m.Trials * 8
	if d := apart(run(t, m, Options{Bands: []Measure{MeasureRevenue}}), plain); d != "" {
		t.Error(d)
	}
}
