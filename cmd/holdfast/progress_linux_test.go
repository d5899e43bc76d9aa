package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
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
// interrupts it once until returns, and returns what the terminal was shown.
func watch(t *testing.T, until func(shown func() string), args ...string) string {
	t.Helper()
	outside, inside := terminal(t)
	cmd := command(t, longPlan, append([]string{"run", "plan.yaml", "--out", "results"}, args...)...)
	cmd.Env = append(cmd.Env, "TERM=xterm")
	cmd.Stderr = inside
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	inside.Close()
	var mu sync.Mutex
	var all strings.Builder
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		buffer := make([]byte, 4096)
		for {
			n, err := outside.Read(buffer)
			mu.Lock()
			all.Write(buffer[:n])
			mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	shown := func() string {
		mu.Lock()
		defer mu.Unlock()
		return all.String()
	}
	appears(t, cmd, ".results-*")
	until(shown)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	if got := status(t, cmd.Wait()); got != statusInterrupted {
		t.Errorf("status %d", got)
	}
	<-ended
	return shown()
}

func TestProgressOnATerminal(t *testing.T) {
	const bar = "/ 10000000 trials ["
	text := watch(t, func(shown func() string) {
		for range 6000 {
			if strings.Contains(shown(), bar) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
	if !strings.Contains(text, bar) {
		t.Errorf("no progress on a terminal: %q", text)
	}
	text = watch(t, func(func() string) { time.Sleep(3 * progressAfter) }, "--quiet")
	if strings.Contains(text, "trials") {
		t.Errorf("progress though quiet: %q", text)
	}
}
