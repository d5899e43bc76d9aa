package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
	"unicode"

	"holdfast/scenarios"
	"holdfast/scenarios/calibrate/export"
)

// Exit statuses.
const (
	statusDone        = 0
	statusFailed      = 1 // it could not be completed
	statusWrong       = 2 // the command line, the plan or the data are wrong
	statusInterrupted = 130
)

// usageError is a mistake of the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// planError is a plan, or a file of data, that cannot be read or has problems.
type planError struct{ error }

func (e planError) Unwrap() error { return e.error }

// errTold stands for a mistake that has been printed already.
var errTold = errors.New("told")

// exit prints what went wrong and returns the status for it. A reader that has
// gone away got all that it wanted.
func exit(ctx context.Context, err error, stderr io.Writer) int {
	var usage usageError
	var plan planError
	switch {
	case err == nil:
		return statusDone
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "holdfast: interrupted")
		return statusInterrupted
	case errors.Is(err, errReaderGone):
		return statusDone
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "holdfast: %s\n", printable(withoutName(err.Error())))
		fmt.Fprintln(stderr, "'holdfast --help' and 'holdfast COMMAND --help' tell more")
		return statusWrong
	case errors.As(err, &plan):
		tellPlan(stderr, plan.error)
		return statusWrong
	}
	fmt.Fprintf(stderr, "holdfast: %s\n", printable(err.Error()))
	return statusFailed
}

// withoutName leaves out the program's name, which stands in front already.
func withoutName(message string) string {
	if rest, named := strings.CutPrefix(message, "holdfast: "); named {
		return rest
	}
	return strings.TrimPrefix(message, "holdfast ")
}

// tellPlan prints what is wrong with a plan or file of data and, where it has
// problems, how many.
func tellPlan(stderr io.Writer, err error) {
	var problems scenarios.Problems
	var data export.Problems
	switch {
	case errors.Is(err, errTold):
	case errors.As(err, &data):
		fmt.Fprintln(stderr, printable(data.Error()))
		fmt.Fprintf(stderr, "holdfast: %s\n", count(len(data), "problem"))
	case errors.As(err, &problems):
		fmt.Fprintln(stderr, printable(problems.Error()))
		fmt.Fprintf(stderr, "holdfast: %s\n", count(len(problems), "problem"))
	default:
		fmt.Fprintf(stderr, "holdfast: %s\n", printable(err.Error()))
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// areTrials is "99 trials are" or "1 trial is".
func areTrials(n int) string {
	if n == 1 {
		return "1 trial is"
	}
	return count(n, "trial") + " are"
}

// printable removes control characters, line feeds and tabs excepted, so that
// no text of a plan or a path acts on the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// errReaderGone means that nobody reads standard output any more.
var errReaderGone = errors.New("standard output is closed")

// printed explains an error of writing to standard output.
func printed(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE):
		return errReaderGone
	}
	return fmt.Errorf("standard output: %w", cause(err))
}

// cause leaves out the operation and path of a file error.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
