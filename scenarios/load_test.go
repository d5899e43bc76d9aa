package scenarios

import (
	"os"
	"path/filepath"
	"testing"

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
