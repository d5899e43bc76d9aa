package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"holdfast/sim"
)

func TestNearest(t *testing.T) {
	known := []string{"run", "validate", "init", "--trials", "値上げ"}
	for found, want := range map[string]string{
		"rnu": "run", "runn": "run", "RUN": "run", "valdate": "validate", "--trails": "--trials", "値下げ": "値上げ",
		"x": "", "completely": "", strings.Repeat("a", 1000): "", "": "",
	} {
		if got := nearest(found, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", found, got, want)
		}
	}
}

func TestSettingsSplitAtTheFirstEqualsSignOutsideOfQuotes(t *testing.T) {
	for text, want := range map[string]sim.Setting{
		"a.b=1":                   {Path: "a.b", Value: "1"},
		`a."x=y".b = {c: "d=e"} `: {Path: `a."x=y".b`, Value: `{c: "d=e"}`},
		"a=":                      {Path: "a", Value: ""},
	} {
		var s settings
		if err := s.Set(text); err != nil || s.list[0] != want {
			t.Errorf("Set(%q) = %v, %v", text, s.list, err)
		}
	}
	for _, text := range []string{"", "a", "=1", `"a=1`} {
		var s settings
		if err := s.Set(text); err == nil {
			t.Errorf("Set(%q) is accepted", text)
		}
	}
}

func TestFileNamesAreSafeUniqueAndStable(t *testing.T) {
	names := []string{"baseline", "値上げ", "../../etc/passwd", "a/b", "a:b", "A", "a", "", ".", "x y", strings.Repeat("解", 200), "bad\xff", "con", "e\u0301"}
	var first, second fileNames
	seen := map[string]bool{}
	for _, name := range names {
		safe := first.of(name)
		if again := second.of(name); again != safe {
			t.Errorf("%q is %q and %q", name, safe, again)
		}
		if strings.ContainsAny(safe, "/\\:. \x00") || len(safe) > 120 {
			t.Errorf("%q gives %q", name, safe)
		}
		if seen[strings.ToLower(safe)] {
			t.Errorf("%q gives %q, as another name did", name, safe)
		}
		seen[strings.ToLower(safe)] = true
	}
	var f fileNames
	if got := f.of("値上げ"); got != "値上げ" {
		t.Errorf("a plain name becomes %q", got)
	}
}

func TestProgressShowsOnTerminalsOnly(t *testing.T) {
	for _, test := range []struct {
		terminal, quiet bool
		term            string
		want            bool
	}{
		{true, false, "xterm", true}, {true, false, "", true}, {false, false, "xterm", false}, {true, true, "xterm", false}, {true, false, "dumb", false},
	} {
		if got := showsProgress(test.terminal, test.quiet, test.term); got != test.want {
			t.Errorf("%+v", test)
		}
	}
	if isTerminal(io.Discard) {
		t.Error("a writer is a terminal")
	}
}

func TestPrintable(t *testing.T) {
	if got := printable("a\x1b[2J\tb\nc\u202ed\u009b"); got != "a\uFFFD[2J\tb\nc\uFFFDd\uFFFD" {
		t.Errorf("%q", got)
	}
}

var errBroken = errors.New("broken")

func write(t *testing.T, f *folder, name, text string) {
	t.Helper()
	err := f.write(context.Background(), name, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func files(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func TestAFolderAppearsWholeOrNotAtAll(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "a", "b")
	f, err := newFolder(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	write(t, f, "x.txt", "x")
	write(t, f, "sub/y.txt", "y")
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder is there before it is complete")
	}
	err = f.write(context.Background(), "z.txt", func(w io.Writer) error { return errBroken })
	if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "z.txt") {
		t.Errorf("error %v", err)
	}
	f.discard()
	if left := files(t, root); left != "" {
		t.Errorf("%s is left", left)
	}
	if _, err := os.Stat(filepath.Join(root, "a")); err == nil {
		t.Error("a folder made for nothing is left")
	}

	if f, err = newFolder(dir, nil); err != nil {
		t.Fatal(err)
	}
	write(t, f, "x.txt", "x")
	write(t, f, "sub/y.txt", "y")
	if err := f.commit(); err != nil {
		t.Fatal(err)
	}
	f.discard()
	if got := files(t, root); got != "a/b/sub/y.txt a/b/x.txt" {
		t.Errorf("files %s", got)
	}
}

func TestAFolderThatExistsKeepsOtherFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"x.txt": "old", "mine.txt": "mine"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	f, err := newFolder(dir, []string{"x.txt", "sub/any"})
	if err != nil {
		t.Fatal(err)
	}
	write(t, f, "x.txt", "new")
	write(t, f, "sub/y.txt", "y")
	if err := f.commit(); err != nil {
		t.Fatal(err)
	}
	f.discard()
	if got := files(t, dir); got != "mine.txt sub/y.txt x.txt" {
		t.Errorf("files %s", got)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "x.txt")); string(text) != "new" {
		t.Errorf("x.txt is %q", text)
	}
}

func TestAnInterruptedWriteIsNoFile(t *testing.T) {
	dir := t.TempDir()
	f, err := newFolder(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = f.write(ctx, "x.txt", func(w io.Writer) error {
		cancel()
		_, err := w.Write([]byte("half"))
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	f.discard()
	if left := files(t, dir); left != "" {
		t.Errorf("%s is left", left)
	}
}
