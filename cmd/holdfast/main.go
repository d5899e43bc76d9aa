package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// grace is how long an interrupted run may take to remove its temporary files;
// a write that blocks (a full pipe whose reader stands still) may not hold it.
const grace = 500 * time.Millisecond

func main() {
	// Writing to a pipe without a reader is then an error like any other.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done := make(chan int, 1)
	go func() { done <- run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr) }()
	select {
	case status := <-done:
		os.Exit(status)
	case <-ctx.Done():
		stop() // a second interrupt ends the process at once
	}
	select {
	case status := <-done:
		os.Exit(status)
	case <-time.After(grace):
		os.Exit(statusInterrupted)
	}
}

// run executes the command line args, without the program's name, and returns
// the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	stdout = untilDone{ctx, stdout}
	root := newRoot(streams{stdin, stdout, stderr})
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return exit(ctx, root.ExecuteContext(ctx), stderr)
}

// streams are the standard ones.
type streams struct {
	stdin          io.Reader
	stdout, stderr io.Writer
}

// untilDone writes until ctx is done.
type untilDone struct {
	ctx context.Context
	w   io.Writer
}

func (w untilDone) Write(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.w.Write(b)
}

// await calls f, which cannot be interrupted itself, and returns early where
// ctx is done first.
func await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		value, err := f()
		done <- answer{value, err}
	}()
	select {
	case a := <-done:
		return a.value, a.err
	case <-ctx.Done():
		var zero T
		return zero, ctx.Err()
	}
}
