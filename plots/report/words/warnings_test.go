package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// warners are the folders whose warnings a report can show; those of fitting
// customer data stay English, and so does the command that does so.
var warners = []string{"../../../sim", "../../../sim/analysis", "../../../scenarios", "..", "../../../cmd/holdfast"}

// Every warning has a Japanese text with the same values, and every Japanese text
// is one of a warning.
func TestWarningsHaveJapanese(t *testing.T) {
	given := map[string]bool{}
	for _, folder := range warners {
		for _, file := range parsed(t, folder) {
			ast.Inspect(file, func(n ast.Node) bool {
				call, is := n.(*ast.CallExpr)
				if !is || len(call.Args) < 3 {
					return true
				}
				switch format, literal := literalOf(call.Args[2]); called(call) {
				case "warn", "Warn":
					if !literal {
						t.Errorf("%s: a warning in %s has no literal format", folder, file.Name)
					}
					given[format] = true
				case "NewWarning":
					if literal {
						given[format] = true
					}
				}
				return true
			})
		}
	}
	if len(given) < 30 {
		t.Fatalf("only %d warnings were found", len(given))
	}
	for _, format := range slices.Sorted(maps.Keys(given)) {
		if japanese, known := warningPhrases[format]; !known {
			t.Errorf("no Japanese for the warning %q", format)
		} else if en, ja := verbsOf(t, format), verbsOf(t, japanese); !maps.Equal(en, ja) {
			t.Errorf("%q and %q show other values: %v, %v", format, japanese, en, ja)
		}
	}
	for format := range warningPhrases {
		if !given[format] {
			t.Errorf("nothing warns %q", format)
		}
	}
}

func TestWarningInBothLanguages(t *testing.T) {
	ja, err := In("ja")
	if err != nil {
		t.Fatal(err)
	}
	const format = "starts in month %d, after the horizon of %d months: it changes nothing"
	if got, known := English().Warning(format, 13, 12); got != "starts in month 13, after the horizon of 12 months: it changes nothing" || !known {
		t.Errorf("English: %q, %t", got, known)
	}
	if got, known := ja.Warning(format, 13, 12); got != "開始が13か月目で、期間（12か月）より後のため、何も変わりません" || !known {
		t.Errorf("Japanese: %q, %t", got, known)
	}
	if got, known := ja.Warning("no such warning"); known {
		t.Errorf("a warning without a text is %q", got)
	}
}

// parsed are the sources of a folder, without tests.
func parsed(t *testing.T, folder string) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %d files, %v", folder, len(names), err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = file
	}
	return files
}

// called is the name of what is called, without package or receiver.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// literalOf is the value of a literal string, which may be a sum of several.
func literalOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, one := literalOf(e.X)
		y, other := literalOf(e.Y)
		return x + y, one && other && e.Op == token.ADD
	}
	return "", false
}

// verbsOf is, by the number of the value, how a format shows each.
func verbsOf(t *testing.T, format string) map[int]string {
	t.Helper()
	verbs, next := map[int]string{}, 1
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		verb := ""
		for i++; i < len(format); i++ {
			c := format[i]
			if c == '[' {
				n, rest, closed := strings.Cut(format[i+1:], "]")
				number, err := strconv.Atoi(n)
				if err != nil || !closed {
					t.Fatalf("%q: the number of a value", format)
				}
				next, i = number, len(format)-len(rest)-1
				continue
			}
			verb += string(c)
			if !strings.ContainsRune("+-# 0123456789.", rune(c)) {
				break
			}
		}
		switch {
		case verb == "%":
		case len(verb) == 0 || !strings.ContainsAny(verb[len(verb)-1:], "dsgfqvx"):
			t.Fatalf("%q: the verb %q", format, verb)
		case verbs[next] != "" && verbs[next] != verb:
			t.Errorf("%q shows value %d in two ways", format, next)
			next++
		default:
			verbs[next] = verb
			next++
		}
	}
	return verbs
}
