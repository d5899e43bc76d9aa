package scenarios

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"holdfast/sim"
)

// load reads a plan file as a user's would be.
func load(t testing.TB, path string, set ...sim.Setting) (*Plan, error) {
	t.Helper()
	src, err := Read(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return Load(src, set)
}

func TestGoodPlans(t *testing.T) {
	paths, _ := filepath.Glob("testdata/good/*.yaml")
	if len(paths) == 0 {
		t.Fatal("no plans")
	}
	for _, path := range append(paths, "../../shared/bench/w.yaml") {
		if _, err := os.Stat(path); err != nil {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			if _, err := load(t, path); err != nil {
				t.Errorf("%s", err)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	plan, err := loadText(minimal + `assumptions: {a: 3, b: a * 2, c: 1}
fixed_cost: c/month
initiatives:
  late: {starts: 13, cost: {upfront: 1}}
  last: {starts: 12, cost: {upfront: 1}}
scenarios: {s: [late]}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []sim.Warning{
		{Code: "starts_after_horizon", Where: "initiatives.late",
			Message: "starts in month 13, after the horizon of 12 months: it changes nothing"},
		{Code: "unused_assumption", Where: "assumptions.b", Message: "is not used"},
		{Code: "unused_initiative", Where: "initiatives.last", Message: "is in no scenario"},
	}
	if diff := cmp.Diff(want, plan.Warnings, cmpopts.IgnoreFields(sim.Warning{}, "Format", "Values")); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}
