package scenarios

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestBadPlans loads the plans of testdata/bad. A line that causes problems ends
// with ### and a part of each, "path: message", in quotes; every other line
// causes none.
func TestBadPlans(t *testing.T) {
	paths, _ := filepath.Glob("testdata/bad/*.yaml")
	if len(paths) == 0 {
		t.Fatal("no plans")
	}
	quoted := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".yaml"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := map[int][]string{}
			for i, line := range strings.Split(string(text), "\n") {
				if _, after, ok := strings.Cut(line, "###"); ok {
					for _, q := range quoted.FindAllString(after, -1) {
						part, err := strconv.Unquote(q)
						if err != nil {
							t.Fatalf("line %d: %s", i+1, err)
						}
						want[i+1] = append(want[i+1], part)
					}
				}
			}
			plan, err := load(t, path)
			var problems Problems
			if !errors.As(err, &problems) || plan != nil {
				t.Fatalf("loads; expected problems")
			}
			for _, p := range problems {
				text := p.Path + ": " + p.Message
				found := false
				for i, part := range want[p.Line] {
					if strings.Contains(text, part) {
						want[p.Line] = append(want[p.Line][:i:i], want[p.Line][i+1:]...)
						found = true
						break
					}
				}
				if !found {
					t.Errorf("unexpected: %s", p.Error())
				}
			}
			for line, parts := range want {
				for _, part := range parts {
					t.Errorf("line %d: no problem %q", line, part)
				}
			}
		})
	}
}

// TestGolden compares all that is printed for a plan with many mistakes.
func TestGolden(t *testing.T) {
	_, err := load(t, "testdata/golden/many.yaml")
	if err == nil {
		t.Fatal("loads; expected problems")
	}
	got := err.Error() + "\n"
	const golden = "testdata/golden/many.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("found\n%s\nexpected\n%s", got, want)
	}
}

// minimal is a plan to which texts of a test are added.
const minimal = `plan: p
months: 12
segments:
  a:
    price: 10/month
    gross_margin: 80%
    retention: {model: constant, rate: 3%/month}
`

func loadText(text string) (*Plan, error) {
	return Load(Source{Name: "plan.yaml", Data: []byte(text), Dir: "testdata"}, nil)
}

// firstProblem returns the first problem as one text, "" where there is none.
func firstProblem(err error) string {
	var problems Problems
	if !errors.As(err, &problems) {
		return fmt.Sprint(err)
	}
	return strings.SplitN(problems[0].Error(), "\n", 2)[0]
}
