//go:build unix

package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestInterruptWhileAChartIsMade(t *testing.T) {
	interruptedWhileWriting(t, "chart", "plan.yaml", "--kind", "fan", "-o", "fan.pdf")
}

func TestAChartOnAFullDiskIsReported(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	defer full.Close()
	cmd := command(t, widePlan, "chart", "plan.yaml", "--kind", "fan", "--format", "svg", "-o", "-")
	var stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = full, &stderr
	if got := status(t, cmd.Run()); got != statusFailed || !strings.Contains(stderr.String(), "standard output: no space left on device") {
		t.Errorf("status %d, %s", got, stderr.String())
	}
}
