package scenarios

import "testing"

// BenchmarkLoad reads the plan that has every key.
func BenchmarkLoad(b *testing.B) {
	src, err := Read("testdata/good/every-key.yaml", nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load(src, nil); err != nil {
			b.Fatal(err)
		}
	}
}
