//go:build unix

package main

import (
	"strings"
	"testing"
)

func TestInterruptWhileAReportIsMade(t *testing.T) {
	interruptedWhileWriting(t, "report", "plan.yaml", "-o", "report.pdf", "-o", "report.xlsx")
}

// No document gets its name, those that were complete neither.
func TestADiskThatFillsUpLeavesNoReport(t *testing.T) {
	cmd := command(t, widePlan, "report", "plan.yaml", "-o", "report.md", "-o", "report.xlsx", "--quiet")
	if got, stderr := whereFilesAreSmall(t, cmd); got != statusFailed || !strings.Contains(stderr, "report: -o report.xlsx: file too large") {
		t.Errorf("status %d, %s", got, stderr)
	}
	onlyThePlan(t, cmd)
}
