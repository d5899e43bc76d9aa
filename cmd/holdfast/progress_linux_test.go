package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal opens a pseudo-terminal and returns both of its ends.
func terminal(t *testing.T) (outside, inside *os.File) {
	t.Helper()
	outside, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { outside.Close() })
	if err := unix.IoctlSetPointerInt(int(outside.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Skip(err)
	}
	n, err := unix.IoctlGetInt(int(outside.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Skip(err)
	}
	inside, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	if err := unix.IoctlSetWinsize(int(inside.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 100}); err != nil {
		t.Skip(err)
	}
	return outside, inside
}

// watch runs holdfast on the long plan with a terminal for standard error,
// until text shows up there or the time is over, and returns what was shown.
func watch(t *testing.T, until string, limit time.Duration, args ...string) string {
	t.Helper()
	outside, inside := terminal(t)
	cmd := command(t, longPlan, append([]string{"run", "plan.yaml"}, args...)...)
	cmd.Env = append(cmd.Env, "TERM=xterm")
	cmd.Stderr = inside
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	inside.Close()
	shown := make(chan string)
	go func() {
		var all strings.Builder
		buffer := make([]byte, 4096)
		for {
			n, err := outside.Read(buffer)
			all.Write(buffer[:n])
			if err != nil || until != "" && strings.Contains(all.String(), until) {
				shown <- all.String()
				return
			}
		}
	}()
	text := ""
	select {
	case text = <-shown:
	case <-time.After(limit):
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	if text == "" {
		text = <-shown
	}
	if got := status(t, cmd.Wait()); got != statusInterrupted {
		t.Errorf("status %d", got)
	}
	return text
}

func TestProgressOnATerminal(t *testing.T) {
	if shown := watch(t, "/ 10000000 trials", 20*time.Second); !strings.Contains(shown, "/ 10000000 trials") {
		t.Errorf("no progress on a terminal: %q", shown)
	}
	if shown := watch(t, "", 2*progressAfter, "--quiet"); strings.Contains(shown, "trials") {
		t.Errorf("progress though quiet: %q", shown)
	}
}
