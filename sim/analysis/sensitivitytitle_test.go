package analysis

import (
	"testing"

	"holdfast/sim"
)

func TestPlaceTitle(t *testing.T) {
	m := &sim.Model{
		Segments:    []sim.Segment{{Name: "smb", Title: "Small firms"}},
		Initiatives: []sim.Initiative{{Name: "keep", Changes: []sim.Change{{Lever: sim.LeverChurn}}}},
		Events:      []sim.Initiative{{Name: "downturn", Title: "Downturn", Changes: []sim.Change{{Lever: sim.LeverOrderRate}, {Lever: sim.LeverChurn}}}},
	}
	for path, want := range map[string]string{
		"events.downturn.changes.1.increase": "Downturn: churn, increase",
		"initiatives.keep.cost.upfront":      "keep: cost, upfront",
		"initiatives.keep.changes.7.reduce":  "keep: changes, 7, reduce",
		"segments.smb.price":                 "Small firms: price",
		"segments.smb.gross_margin.value":    "Small firms: gross margin",
		"segments.nobody.price":              "segments.nobody.price",
		"discount":                           "discount",
		"assumptions.cut":                    "assumptions.cut",
	} {
		if got := PlaceTitle(m, path); got != want {
			t.Errorf("%s is called %q, want %q", path, got, want)
		}
	}
}
