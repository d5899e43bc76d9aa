//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestInterruptWhileAReportIsMade(t *testing.T) {
	withinASecond(t, func() time.Duration {
		cmd := command(t, longPlan, "report", "plan.yaml", "-o", "report.pdf", "-o", "report.xlsx")
		took := interrupted(t, cmd, os.Interrupt, func() {
			appears(t, cmd, ".holdfast-*")
			time.Sleep(100 * time.Millisecond)
		})
		onlyThePlan(t, cmd)
		return took
	})
}

// A limit on the size of files stands in for a disk that fills up: no document
// gets its name, those that were complete neither.
func TestADiskThatFillsUpLeavesNoReport(t *testing.T) {
	cmd := command(t, widePlan, "report", "plan.yaml", "-o", "report.md", "-o", "report.xlsx", "--quiet")
	shell := exec.Command("sh", "-c", `ulimit -f 100; trap "" XFSZ; exec "$0" "$@"`, cmd.Path)
	shell.Args = append(shell.Args, cmd.Args[1:]...)
	shell.Dir, shell.Env = cmd.Dir, cmd.Env
	var stderr bytes.Buffer
	shell.Stderr = &stderr
	if got := status(t, shell.Run()); got != statusFailed || !strings.Contains(stderr.String(), "report: -o report.xlsx: file too large") {
		t.Errorf("status %d, %s", got, stderr.String())
	}
	onlyThePlan(t, cmd)
}
