package main

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asCommand makes the test binary behave as the command.
const asCommand = "HOLDFAST_TEST_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"holdfast": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: false,
		Setup: func(env *testscript.Env) error {
			env.Setenv("ESC", "\x1b")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":      exits,
			"samerow":    sameRow,
			"unfinished": unfinished,
		},
	})
}

// exits STATUS COMMAND... runs a command that must end with that status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exited *exec.ExitError
		if !errors.As(err, &exited) {
			ts.Fatalf("%v", err)
		}
		got = exited.ExitCode()
	}
	if got != want {
		ts.Fatalf("status %d, want %d", got, want)
	}
}

// samerow PREFIX FILE FILE checks that both files have the same line of that
// beginning.
func sameRow(ts *testscript.TestScript, neg bool, args []string) {
	var rows []string
	for _, file := range args[1:] {
		for line := range strings.Lines(ts.ReadFile(file)) {
			if strings.HasPrefix(line, args[0]) {
				rows = append(rows, line)
			}
		}
	}
	if len(rows) != 2 || rows[0] != rows[1] {
		ts.Fatalf("rows differ: %q", rows)
	}
}

// unfinished DIR checks that no temporary file is left there or one level
// below.
func unfinished(ts *testscript.TestScript, neg bool, args []string) {
	for _, dir := range []string{ts.MkAbs(args[0]), ts.MkAbs(args[0] + "/results"), ts.MkAbs(args[0] + "/blocked"), ts.MkAbs(args[0] + "/filed")} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".tmp" {
				ts.Fatalf("%s is left in %s", entry.Name(), dir)
			}
		}
	}
}
