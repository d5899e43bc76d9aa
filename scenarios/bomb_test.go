package scenarios

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// billionLaughs is a mapping of n levels of nine aliases each.
func billionLaughs(n int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < n; i++ {
		alias := fmt.Sprintf("*a%d", i-1)
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.Join([]string{alias, alias, alias, alias, alias, alias, alias, alias, alias}, ", "))
	}
	return b.String() + minimal
}

// mergeBomb merges ever larger mappings.
func mergeBomb(n int) string {
	var b strings.Builder
	b.WriteString("m0: &m0 {")
	for i := range n {
		fmt.Fprintf(&b, "k%d: 1, ", i)
	}
	b.WriteString("}\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "m%d: &m%d {<<: *m%d, x%d: 1}\n", i, i, i-1, i)
	}
	return b.String()
}

// aliasChain nests n anchors by aliases, each line flat.
func aliasChain(n int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x]\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d]\n", i, i, i-1)
	}
	return b.String()
}

// TestBombs: plans made to exhaust the reader are refused in bounded time and
// memory. The bounds are ten times and more what a loaded machine of two cores
// took; a bomb that goes off takes gigabytes.
func TestBombs(t *testing.T) {
	const size = MaxPlanBytes - 1000
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)) }
	for _, c := range []struct{ name, text, want string }{
		{"aliases", billionLaughs(30), "holds more than 250000 values"},
		{"merges", mergeBomb(3000), "merge keys copy more than 250000 values"},
		{"alias chain", aliasChain(20_000), "is nested more than 100 deep"},
		{"itself", "a: &a [*a]\n", `anchor "a" holds itself`},
		{"itself by key", "a: &a {b: {c: *a}}\n", `anchor "a" holds itself`},
		{"unknown anchor", "a: *b\n", "unknown anchor"},
		{"flow lists", strings.Repeat("[", 20_000), "is nested more than 100 deep"},
		{"closed flow lists", "a: " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000), "is nested more than 100 deep"},
		{"flow mappings", strings.Repeat("{a: ", 20_000), "is nested more than 100 deep"},
		{"lists", strings.Repeat("- ", 20_000) + "a", "is nested more than 100 deep"},
		{"mappings", func() string {
			var b strings.Builder
			for i := range 1400 {
				b.WriteString(strings.Repeat(" ", i) + "a:\n")
			}
			return b.String()
		}(), "is nested more than 100 deep"},
		{"too large", strings.Repeat("x", MaxPlanBytes+1), "is larger than 1048576 bytes"},
		{"many items", "a: [" + fill("a,") + "]", "holds more than 250000 values"},
		{"many keys", fill("a: b\n"), "is there twice"},
		{"many unknown keys", func() string {
			var b strings.Builder
			for i := 0; b.Len() < size; i++ {
				fmt.Fprintf(&b, "key%d: 1\n", i)
			}
			return b.String()
		}(), "unknown key"},
		{"many brackets", fill("[]"), "not valid YAML"},
		{"one scalar", "plan: p\nmonths: " + fill("1"), "too large: at most 1e18"},
		{"one quantity", minimal + "fixed_cost: " + fill("9")[:size/2] + "/month", "bytes; expected"},
		{"nested truncated", minimal + "fixed_cost: " + strings.Repeat("truncated(", 900) + "1", "nested more than 20 deep"},
		{"many arguments", minimal + "fixed_cost: pert(" + strings.Repeat("1 ", 4000) + ")", "pert takes 3 numbers"},
		{"many quotes", fill("\"a\": "), "not valid YAML"},
		{"many colons", fill(":"), "not valid YAML"},
		{"many dashes", fill("-\n"), "holds more than 250000 values"},
		{"many anchors", "a: [" + fill("&a b,") + "]", "unknown key"},
		{"many comments", minimal + fill("#\n"), ""},
		{"many spaces", minimal + fill(" "), ""},
		{"many lines", minimal + fill("\n"), ""},
		{"many documents", fill("---\n"), "a second YAML document"},
		{"question marks", fill("? "), "is nested more than 100 deep"},
		{"long key", fill("k") + ": 1", "not valid YAML"},
		{"many tags", "a: [" + fill("!!str a,") + "]", "unknown key"},
		{"many segments", func() string {
			var b strings.Builder
			b.WriteString("plan: p\nmonths: 1\nsegments:\n")
			for i := 0; b.Len() < size; i++ {
				fmt.Fprintf(&b, " s%d: {}\n", i)
			}
			return b.String()
		}(), "entries; expected at most 500"},
		{"many assumptions", func() string {
			var b strings.Builder
			b.WriteString(minimal + "assumptions:\n")
			for i := 0; b.Len() < size; i++ {
				fmt.Fprintf(&b, " s%d: uniform(1 2)\n", i)
			}
			return b.String()
		}(), "entries; expected at most 10000"},
		{"many inputs", func() string {
			var b strings.Builder
			b.WriteString(minimal + "    acquisition:\n")
			for i := range 100 {
				fmt.Fprintf(&b, "      c%d: {customers: pert(1 2 3)/month, growth: 1%% to 2%%/year, cac: pert(1 2 3), dispersion: pert(1 2 3)}\n", i)
			}
			return b.String()
		}(), ""},
		{"many misspelt names", func() string {
			var b strings.Builder
			b.WriteString(minimal + "assumptions:\n")
			for i := 0; i < 9_000; i++ {
				fmt.Fprintf(&b, " name_that_is_rather_long_%d: x%d\n", i, i)
			}
			return b.String()
		}(), "unknown assumption"},
		{"chain of assumptions", func() string {
			var b strings.Builder
			b.WriteString(minimal + "assumptions:\n s0: s1\n")
			for i := 1; i < 9_000; i++ {
				fmt.Fprintf(&b, " s%d: s%d\n", i, i+1)
			}
			return b.String() + " s9000: 1\n"
		}(), "chain of more than 100 assumptions"},
		{"many scenarios of many initiatives", func() string {
			var b, all strings.Builder
			b.WriteString(minimal + "initiatives:\n")
			for i := range 300 {
				fmt.Fprintf(&b, " i%d: {changes: &c%d [", i, i)
				for j := range 10 {
					fmt.Fprintf(&b, "{lever: churn, age: %d..%d, to: 1%%/month}, ", i*2, i*2+j%2)
				}
				b.WriteString("]}\n")
				fmt.Fprintf(&all, "i%d, ", i)
			}
			b.WriteString("scenarios:\n s: &all [" + all.String() + "]\n")
			for i := range 200 {
				fmt.Fprintf(&b, " s%d: *all\n", i)
			}
			return b.String()
		}(), "sets churn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			plan, err := loadText(c.text)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if (err == nil) != (c.want == "") || (err == nil) != (plan != nil) {
				t.Fatalf("found %v", firstProblem(err))
			}
			if err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("found %s, expected %q", firstProblem(err), c.want)
			}
			if testing.Verbose() {
				t.Logf("%v, %d MB, %s", took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, firstProblem(err))
			}
			if took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 2<<30 {
				t.Errorf("allocated %d MB", used>>20)
			}
		})
	}
}

// endless is a file without an end; it counts what is read of it.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '#'
	}
	e.read += len(p)
	return len(p), nil
}

func TestReadIsBounded(t *testing.T) {
	var e endless
	_, err := Read("-", &e)
	if err == nil || !strings.Contains(err.Error(), "<stdin>: is larger than 1048576 bytes") {
		t.Errorf("found %v", err)
	}
	if e.read > 4*MaxPlanBytes {
		t.Errorf("read %d bytes", e.read)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken") }

func TestRead(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.yaml")
	if err := os.WriteFile(path, []byte(minimal), 0o666); err != nil {
		t.Fatal(err)
	}
	src, err := Read(path, nil)
	if err != nil || src.Name != path || src.Dir != dir || string(src.Data) != minimal {
		t.Errorf("found %v, %v", src, err)
	}
	src, err = Read("-", strings.NewReader(minimal))
	if err != nil || src.Name != "<stdin>" || src.Dir != "." || string(src.Data) != minimal {
		t.Errorf("found %v, %v", src, err)
	}
	for _, c := range []struct {
		path  string
		stdin io.Reader
		want  string
	}{
		{dir, nil, dir + ": is a folder; name the plan file in it"},
		{filepath.Join(dir, "none.yaml"), nil, filepath.Join(dir, "none.yaml") + ": cannot be read: no such file or directory"},
		{"-", failing{}, "<stdin>: cannot be read: broken"},
	} {
		if _, err := Read(c.path, c.stdin); err == nil || err.Error() != c.want {
			t.Errorf("%s: found %v, expected %s", c.path, err, c.want)
		}
	}
}

// TestNotPlans: texts that are no plan, each with its one problem.
func TestNotPlans(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", `plan.yaml:1:1: is empty; expected a plan, or "holdfast init" writes one to start from`},
		{"# nothing\n", `plan.yaml:1:1: is empty; expected a plan, or "holdfast init" writes one to start from`},
		{"---\n...\n", `plan.yaml:2:1: found nothing; expected a mapping with the keys plan, currency, language, start, months, fiscal_year_start, ...`},
		{"---", `plan.yaml:1:4: found nothing; expected a mapping with the keys plan, currency, language, start, months, fiscal_year_start, ...`},
		{"hello", `plan.yaml:1:1: found "hello"; expected a mapping with the keys plan, currency, language, start, months, fiscal_year_start, ...`},
		{"- a\n", `plan.yaml:1:1: found a list; expected a mapping with the keys plan, currency, language, start, months, fiscal_year_start, ...`},
		{"plan: a\n---\nplan: b\n", `plan.yaml:2:1: a second YAML document (---) begins; a plan is one document`},
		{"plan: a\n\tmonths: 3\n", `plan.yaml:2:1: a tab cannot indent in YAML; use spaces`},
		{"plan: \xff\n", `plan.yaml:1:7: byte 0xff is not UTF-8; save the file as UTF-8`},
		{"plan: a\n解約: \x00\n", `plan.yaml:2:5: control character U+0000 is not allowed in a plan`},
		{"\xff\xfep\x00", `plan.yaml:1:1: is UTF-16; save it as UTF-8`},
		{"\xfe\xff\x00p", `plan.yaml:1:1: is UTF-16; save it as UTF-8`},
		{"plan: @a\n", `plan.yaml:1:1: not valid YAML: a value cannot begin with @ without quotes`},
		{"plan: a: b\n", `plan.yaml:1:1: not valid YAML: mapping values are not allowed in this context`},
		{"plan: [a\n", `plan.yaml:1:1: not valid YAML: did not find expected ',' or ']'`},
		{"? [a]\n: b\n", `plan.yaml:1:3: a key must be a plain name, found a list`},
		{"plan： a\nmonths: 3\n", `plan.yaml:1:1: a full-width colon (：) has no meaning in YAML; write a colon and a space (: )`},
		{"%YAML 1.2\n---\nplan: a\n", `plan.yaml:1:1: the line %YAML is not needed; leave it out`},
		{"plan: \"a\n", `plan.yaml:1:1: not valid YAML: found unexpected end of stream`},
	} {
		_, err := loadText(c.text)
		if got := firstProblem(err); got != c.want {
			t.Errorf("%q:\nfound    %s\nexpected %s", c.text, got, c.want)
		}
	}
}

// TestOddButGood: byte order mark, CR LF, JSON, non-ASCII and quoted texts.
func TestOddButGood(t *testing.T) {
	for name, text := range map[string]string{
		"byte order mark": "\ufeff" + minimal,
		"CR LF":           strings.ReplaceAll(minimal, "\n", "\r\n"),
		"CR":              strings.ReplaceAll(minimal, "\n", "\r"),
		"JSON": `{"plan": "p", "months": 12, "segments": {"a": {"price": "10/month", "gross_margin": 0.8,
			"retention": {"model": "constant", "rate": "3%/month"}}}}`,
		"document marks": "---\n" + minimal + "...\n",
		"quotes":         strings.ReplaceAll(minimal, "80%", `"80%"`),
		"full width":     strings.ReplaceAll(strings.ReplaceAll(minimal, "80%", "８０％"), "months: 12", "months: １２"),
		"folded":         strings.ReplaceAll(minimal, "80%", ">-\n      80%"),
		"empty sections": minimal + "events:\ninitiatives: ~\nscenarios: {}\ntargets: []\nassumptions:\ncorrelations:\nshocks: null\n",
	} {
		plan, err := loadText(text)
		if err != nil {
			t.Errorf("%s: %s", name, err)
			continue
		}
		if plan.Model.Months != 12 || plan.Model.Segments[0].GrossMargin[0].Value.Factor != 0.8 {
			t.Errorf("%s: found %+v", name, plan.Model)
		}
	}
}
