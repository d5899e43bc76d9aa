//go:build unix

package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestInterruptWhileAChartIsMade(t *testing.T) {
	withinASecond(t, func() time.Duration {
		cmd := command(t, longPlan, "chart", "plan.yaml", "--kind", "fan", "-o", "fan.pdf")
		took := interrupted(t, cmd, os.Interrupt, func() {
			appears(t, cmd, ".holdfast-*")
			time.Sleep(100 * time.Millisecond)
		})
		onlyThePlan(t, cmd)
		return took
	})
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
