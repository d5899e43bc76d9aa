package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

const (
	// progressAfter keeps short runs from flashing a bar.
	progressAfter = 300 * time.Millisecond
	progressEvery = 100 * time.Millisecond
)

// progress draws a bar on a terminal while trials are run, and leaves no trace
// of it.
type progress struct {
	mu      sync.Mutex
	out     io.Writer // nil: nothing is drawn
	started time.Time
	drawn   time.Time
	bars    *mpb.Progress
	bar     *mpb.Bar
	bytes   bool   // bytes of files are counted, not trials
	counted string // what is counted; empty: trials
}

func newProgress(stderr io.Writer, quiet bool) *progress {
	p := &progress{started: time.Now()}
	if showsProgress(isTerminal(stderr), quiet, os.Getenv("TERM")) {
		p.out = stderr
	}
	return p
}

// showsProgress decides whether a bar is drawn: on a terminal that can move its
// cursor, unless quiet.
func showsProgress(terminal, quiet bool, term string) bool {
	return terminal && !quiet && term != "dumb"
}

func isTerminal(w io.Writer) bool {
	f, is := w.(*os.File)
	return is && term.IsTerminal(int(f.Fd()))
}

// update tells how many of the trials, or bytes, are done.
func (p *progress) update(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == nil {
		return
	}
	now := time.Now()
	if now.Sub(p.started) < progressAfter || now.Sub(p.drawn) < progressEvery {
		return
	}
	p.drawn = now
	if p.bar == nil {
		p.bars = mpb.New(mpb.WithOutput(p.out), mpb.WithWidth(40), mpb.WithRefreshRate(progressEvery))
		counted := p.counted
		if counted == "" {
			counted = "trials"
		}
		counters := decor.CountersNoUnit("%d / %d " + counted)
		if p.bytes {
			counters = decor.CountersKibiByte("% .1f / % .1f")
		}
		p.bar = p.bars.New(int64(total), mpb.BarStyle().Lbound("[").Filler("=").Tip(">").Padding(" ").Rbound("]"),
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(counters),
			mpb.AppendDecorators(decor.Percentage(), decor.Name(", "), decor.AverageETA(decor.ET_STYLE_GO), decor.Name(" left")))
	}
	p.bar.SetTotal(int64(total), false)
	p.bar.SetCurrent(min(int64(done), int64(total)-1))
}

// stop takes the bar away.
func (p *progress) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
		p.bar = nil
	}
	p.out = nil
}
