package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDraws(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "outside.csv")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(outside, "a\n1\n")
	write(filepath.Join(dir, "good.csv"), "a,b\n1,2\n3,4\n")
	write(filepath.Join(dir, "bom.csv"), "\ufeff\"a\",b\r\n1,2\r\n3%, 4 \r\n")
	write(filepath.Join(dir, "twice.csv"), "a,a\n1,2\n")
	write(filepath.Join(dir, "empty.csv"), "")
	write(filepath.Join(dir, "nan.csv"), "a\n1\nNaN\n")
	write(filepath.Join(dir, "blank.csv"), "a,b\n1,\n")
	write(filepath.Join(dir, "quote.csv"), "a\n\"1\n")
	write(filepath.Join(dir, "huge.csv"), "a\n1e300\n")
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o777); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(dir, "sub", "good.csv"), "a\n5\n")
	for link, target := range map[string]string{"link.csv": "good.csv", "out.csv": outside, "up": ".."} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	big, err := os.Create(filepath.Join(dir, "big.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := big.Truncate(maxDrawsBytes + 1); err != nil {
		t.Fatal(err)
	}
	big.Close()
	for _, c := range []struct {
		file string
		want string // the values, or the mistake
	}{
		{"good.csv", "[1 3]"},
		{"./good.csv", "[1 3]"},
		{"sub/good.csv", "[5]"},
		{"sub/../good.csv", "[1 3]"},
		{"link.csv", "[1 3]"},
		{"bom.csv", "[1 0.03]"},
		{"twice.csv", `twice.csv has two columns "a"`},
		{"empty.csv", `file empty.csv is empty; expected a header row and numbers`},
		{"nan.csv", `nan.csv:3: column "a" holds "NaN"; expected a number`},
		{"quote.csv", `quote.csv:2: extraneous or missing " in quoted-field`},
		{"huge.csv", `huge.csv:2: column "a" holds "1e300"; expected a number up to 1e260`},
		{"out.csv", `file "out.csv" is outside the plan's folder, which a plan may not leave`},
		{"up/x.csv", `file "up/x.csv" is outside the plan's folder, which a plan may not leave`},
		{"../x.csv", `file "../x.csv" is outside the plan's folder, which a plan may not leave`},
		{outside, fmt.Sprintf(`file %q is outside the plan's folder, which a plan may not leave`, outside)},
		{"none.csv", `file "none.csv" does not exist in the plan's folder`},
		{"sub", `"sub" is not a file`},
		{"big.csv", `file "big.csv" has 67108865 bytes; expected at most 67108864`},
		{"good.csv/", ``},
		{"a\x00b", ``},
	} {
		start := time.Now()
		values, err := newLoader(Source{Dir: dir}).column(c.file, "a")
		got := fmt.Sprint(values)
		if err != nil {
			got = err.Error()
		}
		if got != c.want && c.want != "" || c.want == "" && err == nil {
			t.Errorf("%s: found %s, expected %s", c.file, got, c.want)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", c.file, took)
		}
	}
}

// TestEmpiricalOrder: the order of the values in a file does not matter.
func TestEmpiricalOrder(t *testing.T) {
	dir := t.TempDir()
	var laws []string
	for _, rows := range []string{"a\n1\n2\n3\n", "a\n3\n1\n2\n"} {
		if err := os.WriteFile(filepath.Join(dir, "d.csv"), []byte(rows), 0o666); err != nil {
			t.Fatal(err)
		}
		plan, err := Load(Source{Name: "p", Dir: dir, Data: []byte(strings.Replace(minimal, "10/month", "empirical(d.csv, a)/month", 1))}, nil)
		if err != nil {
			t.Fatal(err)
		}
		law := plan.Model.Inputs[0].Dist
		laws = append(laws, fmt.Sprint(law.Quantile(0.1), law.Quantile(0.5), law.Quantile(0.9)))
	}
	if laws[0] != laws[1] {
		t.Errorf("found %s and %s", laws[0], laws[1])
	}
}
