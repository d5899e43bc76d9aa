package main

import (
	"math"
	"strings"
	"testing"
)

func TestLengthsAreRead(t *testing.T) {
	for text, want := range map[string]float64{"720": 720, "720pt": 720, "25.4 mm": 72, "2.54cm": 72, "10in": 720, "960px": 480} {
		var f lengthFlag
		if err := f.Set(text); err != nil || math.Abs(f.points(144)-want) > 1e-9 {
			t.Errorf("%q is %g points, %v; want %g", text, f.points(144), err, want)
		}
	}
	for _, text := range []string{"", "cm", "0", "-5", "NaN", "Inf", "5 furlongs", "1e999", "10 px px"} {
		var f lengthFlag
		if err := f.Set(text); err == nil {
			t.Errorf("%q is read as %g points", text, f.points(144))
		}
	}
	if points := (lengthFlag{}).points(144); points != 0 {
		t.Errorf("nothing is %g points", points)
	}
}

func TestKindsAreComplete(t *testing.T) {
	files := map[string]bool{}
	for _, kind := range chartKinds {
		ofRun := kind.draw != nil // and thus in the folder of --out
		if kind.name == "" || kind.about == "" || ofRun == (kind.analyse != nil) || ofRun == (kind.file == "") || ofRun && files[kind.file] || !kind.each && !kind.together {
			t.Errorf("%+v", kind)
		}
		files[kind.file] = true
		if !strings.Contains(kindList(), kind.name) {
			t.Errorf("%s is not in the list", kind.name)
		}
	}
}
