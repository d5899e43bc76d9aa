//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// longPlan runs for hours.
const longPlan = `plan: Long
months: 600
trials: 10000000
discount: 8%/year
segments:
  all:
    opening: {customers: 1000, tenure: 6}
    price: 10/month
    gross_margin: 50%
    retention: {model: sbg, alpha: 0.9, beta: 9, scale: normal(1 0.1)}
    acquisition: {organic: {customers: 100/month}}
`

// widePlan answers with some megabytes of JSON at once.
const widePlan = `plan: Wide
months: 600
trials: 3
discount: 8%/year
segments:
  all: {price: 10/month, gross_margin: 50%, retention: {model: constant, rate: 50%/month}, acquisition: {organic: {customers: 1/month}}}
`

// command prepares holdfast as a process of its own, in a folder with the plan.
func command(t *testing.T, plan string, args ...string) *exec.Cmd {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "plan.yaml"), []byte(plan), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

func status(t *testing.T, err error) int {
	t.Helper()
	var exited *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exited):
		return exited.ExitCode()
	}
	t.Fatal(err)
	return -1
}

// interrupted starts a process, interrupts it once it is ready, and returns
// how long it took to end with status 130.
func interrupted(t *testing.T, cmd *exec.Cmd, signal os.Signal, ready func()) time.Duration {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready()
	started := time.Now()
	if err := cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	got := status(t, cmd.Wait())
	took := time.Since(started)
	if got != statusInterrupted {
		t.Errorf("status %d, want %d; %s", got, statusInterrupted, stderr.String())
	}
	if strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("a stack trace: %s", stderr.String())
	}
	return took
}

// withinASecond repeats a measurement that a busy machine may have spoilt.
func withinASecond(t *testing.T, measure func() time.Duration) {
	t.Helper()
	var took time.Duration
	for range 3 {
		if took = measure(); took < time.Second {
			return
		}
	}
	t.Errorf("an interrupt took %v", took)
}

// appears waits for a file that matches the pattern in the process's folder.
func appears(t *testing.T, cmd *exec.Cmd, pattern ...string) {
	t.Helper()
	for range 3000 {
		if found, _ := filepath.Glob(filepath.Join(append([]string{cmd.Dir}, pattern...)...)); len(found) > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("no %v", pattern)
}

// onlyThePlan checks that nothing but the plan is in the process's folder.
func onlyThePlan(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if entries, err := os.ReadDir(cmd.Dir); err != nil || len(entries) != 1 {
		t.Errorf("%v is left beside the plan (%v)", entries, err)
	}
}

func TestInterruptWhileSimulating(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		withinASecond(t, func() time.Duration {
			cmd := command(t, longPlan, "run", "plan.yaml", "--out", "results")
			took := interrupted(t, cmd, signal, func() {
				appears(t, cmd, ".results-*")
				time.Sleep(100 * time.Millisecond)
			})
			onlyThePlan(t, cmd)
			return took
		})
	}
}

// Charts of many scenarios take seconds to draw; nothing of them may stay.
func TestInterruptWhileDrawing(t *testing.T) {
	var plan strings.Builder
	plan.WriteString(strings.Replace(widePlan, "months: 600", "months: 36", 1))
	plan.WriteString("initiatives: {a: {changes: [{lever: price, increase: 5%}]}}\nscenarios:\n")
	for i := range 40 {
		fmt.Fprintf(&plan, "  s%d: [a]\n", i)
	}
	withinASecond(t, func() time.Duration {
		cmd := command(t, plan.String(), "run", "plan.yaml", "--out", "results")
		took := interrupted(t, cmd, os.Interrupt, func() { appears(t, cmd, ".results-*", "charts", "*.png") })
		onlyThePlan(t, cmd)
		return took
	})
}

func TestInterruptWhileReading(t *testing.T) {
	withinASecond(t, func() time.Duration {
		cmd := command(t, longPlan, "run", "-")
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		defer stdin.Close()
		return interrupted(t, cmd, os.Interrupt, func() {
			// More than a pipe holds: it is being read when this is written.
			if _, err := stdin.Write(bytes.Repeat([]byte("# waiting\n"), 30_000)); err != nil {
				t.Error(err)
			}
		})
	})
}

func TestInterruptWhileNobodyReads(t *testing.T) {
	withinASecond(t, func() time.Duration {
		cmd := command(t, widePlan, "run", "plan.yaml", "--format", "json")
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		cmd.Stdout = w
		return interrupted(t, cmd, os.Interrupt, func() {
			w.Close()
			if _, err := io.ReadFull(r, make([]byte, 10)); err != nil {
				t.Error(err)
			}
			time.Sleep(100 * time.Millisecond)
		})
	})
}

func TestAReaderThatGoesAwayIsNoFailure(t *testing.T) {
	cmd := command(t, widePlan, "run", "plan.yaml", "--format", "json", "--quiet")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReaderSize(stdout, 16).ReadString('\n'); line != "{\n" {
		t.Errorf("first line %q (%v)", line, err)
	}
	stdout.Close()
	if got := status(t, cmd.Wait()); got != statusDone || stderr.Len() > 0 {
		t.Errorf("status %d, standard error %q", got, stderr.String())
	}
}

func TestAFullDiskIsReported(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	defer full.Close()
	for _, args := range [][]string{
		{"run", "plan.yaml"}, {"run", "plan.yaml", "--format", "json"}, {"run", "plan.yaml", "--format", "csv"},
		{"validate", "plan.yaml"}, {"validate", "plan.yaml", "--explain"}, {"schema"}, {"version"}, {"init"}, {"init", "saas"},
	} {
		cmd := command(t, widePlan, args...)
		var stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = full, &stderr
		if got := status(t, cmd.Run()); got != statusFailed || !strings.Contains(stderr.String(), "standard output: no space left on device") {
			t.Errorf("%v: status %d, %s", args, got, stderr.String())
		}
	}
}

// whereFilesAreSmall runs a command under a limit on the size of files, which
// stands in for a disk that fills up.
func whereFilesAreSmall(t *testing.T, cmd *exec.Cmd) (int, string) {
	t.Helper()
	shell := exec.Command("sh", "-c", `ulimit -f 100; trap "" XFSZ; exec "$0" "$@"`, cmd.Path)
	shell.Args = append(shell.Args, cmd.Args[1:]...)
	shell.Dir, shell.Env = cmd.Dir, cmd.Env
	var stderr bytes.Buffer
	shell.Stderr = &stderr
	got := status(t, shell.Run())
	return got, stderr.String()
}

func TestADiskThatFillsUpLeavesNothing(t *testing.T) {
	cmd := command(t, widePlan, "run", "plan.yaml", "--out", "results", "--quiet")
	if got, stderr := whereFilesAreSmall(t, cmd); got != statusFailed || !strings.Contains(stderr, "--out results: result.json: file too large") {
		t.Errorf("status %d, %s", got, stderr)
	}
	onlyThePlan(t, cmd)
}

// A file of customers that takes seconds to calibrate.
func manyCustomers(rows int) string {
	var b strings.Builder
	b.WriteString("customer,tenure,churned,price\n")
	for i := range rows {
		fmt.Fprintf(&b, "%d,%d,%t,%d\n", i, 1+i*7%48, i%3 == 0, 10+i%5)
	}
	return b.String()
}

func TestInterruptWhileCalibrating(t *testing.T) {
	withinASecond(t, func() time.Duration {
		cmd := command(t, manyCustomers(2_000_000), "calibrate", "plan.yaml", "-o", "made.yaml", "--rejects", "rejects.csv", "--charts", "charts")
		took := interrupted(t, cmd, os.Interrupt, func() { appears(t, cmd, ".charts-*") })
		onlyThePlan(t, cmd)
		return took
	})
}

// interruptedWhileWriting interrupts the command when it has begun its files, and
// wants it to end at once and leave none.
func interruptedWhileWriting(t *testing.T, args ...string) {
	t.Helper()
	withinASecond(t, func() time.Duration {
		cmd := command(t, longPlan, args...)
		took := interrupted(t, cmd, os.Interrupt, func() {
			appears(t, cmd, ".holdfast-*")
			time.Sleep(100 * time.Millisecond)
		})
		onlyThePlan(t, cmd)
		return took
	})
}
