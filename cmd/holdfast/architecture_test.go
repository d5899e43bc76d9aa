package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "holdfast"

// arrows lists what each package of the module may import of the others; what
// an arrow reaches, it may import.
var arrows = map[string][]string{
	"cmd/holdfast":                 {"scenarios", "scenarios/library", "scenarios/spelling", "scenarios/calibrate", "scenarios/calibrate/export", "scenarios/calibrate/purchase", "plots", "plots/report", "plots/report/document", "plots/report/words", "sim", "sim/analysis", "sim/dist", "sim/variate", "sim/retention", "sim/metric", "sim/summary"},
	"plots/report":                 {"plots", "plots/report/document", "plots/report/pptx", "plots/report/words", "sim", "sim/analysis"},
	"plots/report/document":        {"plots"},
	"plots/report/words":           {},
	"plots/report/pptx":            {},
	"plots":                        {},
	"scenarios/library":            {},
	"scenarios/spelling":           {},
	"scenarios/calibrate":          {"scenarios", "scenarios/calibrate/export", "scenarios/calibrate/purchase", "sim", "sim/dist", "sim/variate", "sim/retention", "sim/metric", "sim/summary"},
	"scenarios/calibrate/export":   {"scenarios/spelling"},
	"scenarios/calibrate/purchase": {"sim/variate", "sim/dist"},
	"scenarios":                    {"scenarios/spelling", "sim", "sim/dist", "sim/retention"},
	"sim/analysis":                 {"sim", "sim/dist", "sim/variate", "sim/retention", "sim/metric", "sim/summary"},
	"sim":                          {"sim/dist", "sim/variate", "sim/retention", "sim/metric", "sim/summary"},
	"sim/dist":                     {},
	"sim/variate":                  {},
	"sim/retention":                {},
	"sim/metric":                   {},
	"sim/summary":                  {},
}

// outside lists, by package, what of other modules it may import; a package
// that is not named here may import none but the standard library and gonum.
var outside = map[string][]string{
	"cmd/holdfast":               {"gonum.org/v1/plot/vg", "github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/vbauerster/mpb", "golang.org/x/term", "golang.org/x/text", "golang.org/x/sys"},
	"plots/report":               {"github.com/jedib0t/go-pretty", "github.com/xuri/excelize/v2", "gonum.org/v1/plot/vg", "golang.org/x/text", "github.com/mattn/go-runewidth", "github.com/rivo/uniseg"},
	"plots/report/document":      {"gonum.org/v1/plot/vg", "golang.org/x/text", "github.com/rivo/uniseg"},
	"plots/report/words":         {"golang.org/x/text"},
	"plots":                      {"codeberg.org/go-pdf/fpdf", "gonum.org/v1/plot", "golang.org/x/image", "golang.org/x/text", "github.com/rivo/uniseg"},
	"scenarios/calibrate":        {"golang.org/x/text"},
	"scenarios/calibrate/export": {"golang.org/x/text"},
	"scenarios":                  {"gopkg.in/yaml.v3", "golang.org/x/text", "github.com/google/jsonschema-go", "github.com/mattn/go-runewidth", "github.com/rivo/uniseg", "github.com/jedib0t/go-pretty"},
}

// impure lists what nothing under sim may import: clocks, files, networks and
// global generators.
var impure = []string{"os", "net", "net/http", "time", "math/rand", "math/rand/v2", "io/ioutil", "os/exec", "syscall", "log"}

func TestImportsRunOneWay(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); name != root && (strings.HasPrefix(n, ".") || n == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		checkImports(t, pkg, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range seen {
		if _, ok := arrows[pkg]; !ok {
			t.Errorf("package %s has no place in the architecture", pkg)
		}
	}
	if len(seen) < 9 {
		t.Fatalf("only %d packages were found", len(seen))
	}
}

func checkImports(t *testing.T, pkg, name string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range file.Imports {
		to, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if !allowed(pkg, to) {
			t.Errorf("%s: package %s must not import %s", name, pkg, to)
		}
	}
}

func allowed(pkg, to string) bool {
	if own, ok := strings.CutPrefix(to, module+"/"); ok {
		return slices.Contains(arrows[pkg], own)
	}
	if first, _, _ := strings.Cut(to, "/"); !strings.Contains(first, ".") {
		return !strings.HasPrefix(pkg, "sim") || !slices.Contains(impure, to)
	}
	within := func(list []string) bool {
		return slices.ContainsFunc(list, func(m string) bool { return to == m || strings.HasPrefix(to, m+"/") })
	}
	return within(outside[pkg]) || within([]string{"gonum.org/v1/gonum"})
}

// The rule must be able to fail.
func TestImportRuleRefuses(t *testing.T) {
	for _, c := range [][2]string{
		{"sim", "holdfast/scenarios"}, {"plots", "holdfast/sim"}, {"sim", "os"}, {"sim/dist", "time"},
		{"plots/report", "gopkg.in/yaml.v3"}, {"sim/variate", "holdfast/sim"}, {"scenarios", "holdfast/plots"},
		{"scenarios/calibrate/export", "holdfast/scenarios"}, {"scenarios/calibrate/purchase", "holdfast/sim"}, {"scenarios/calibrate/purchase", "golang.org/x/text"}, {"plots/report/pptx", "github.com/xuri/excelize/v2"},
	} {
		if allowed(c[0], c[1]) {
			t.Errorf("%s may import %s", c[0], c[1])
		}
	}
}
