package scenarios

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"holdfast/sim"
)

// FuzzLoad: whatever the text and a setting, Load ends, gives either a plan or
// problems, and every problem stands inside of the text that it is about.
func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml", "testdata/golden/*.yaml", "library/plans/*.yaml"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text, "segments.smb.price", "3/month")
		}
	}
	f.Add([]byte(minimal), `segments."a".retention`, "{model: sbg, alpha: pert(1, 2, 4), beta: 3}")
	f.Add([]byte(billionLaughs(4)), "months", "*a0")
	f.Add([]byte("a: &a [*a]"), "shocks.0.sd", "!!str 3")
	f.Add([]byte("\ufeff? a\n: <<\n"), "", "")
	f.Fuzz(func(t *testing.T, text []byte, path, value string) {
		checkLoad(t, Source{Name: "plan.yaml", Data: text, Dir: "testdata/good"}, nil)
		if path != "" || value != "" {
			checkLoad(t, Source{Name: "plan.yaml", Data: text, Dir: "testdata/good"}, []sim.Setting{{Path: path, Value: value}})
		}
	})
}

func checkLoad(t *testing.T, src Source, set []sim.Setting) {
	plan, err := Load(src, set)
	var problems Problems
	if err != nil && !errors.As(err, &problems) {
		t.Fatalf("found %T", err)
	}
	if (plan == nil) != (len(problems) > 0) || (plan == nil) != (err != nil) {
		t.Fatalf("found %v and %v", plan, err)
	}
	for i, p := range problems {
		doc := &document{text: string(src.Data)}
		if p.File != src.Name {
			doc.text = set[0].Value
			if p.File == setFlag {
				doc.text = setFlag + " " + oneLine(set[0].Path)
			}
		}
		if p.Message == "" || p.Line < 1 || p.Col < 1 {
			t.Errorf("found %+v", p)
		}
		if utf8.ValidString(doc.text) {
			if line := doc.line(p.Line); p.Line > doc.lastLine() || p.Col > utf8.RuneCountInString(line)+1 {
				t.Errorf("%s is outside of the file of %d lines; its line has %d characters",
					p.Error(), doc.lastLine(), utf8.RuneCountInString(line))
			}
		}
		if i > 0 && problems[i-1].File == p.File && (problems[i-1].Line > p.Line || problems[i-1].Line == p.Line && problems[i-1].Col > p.Col) {
			t.Errorf("%s comes before %s", problems[i-1].Error(), p.Error())
		}
	}
}
