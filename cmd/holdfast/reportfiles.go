package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
)

// reportWriters write a report, by format, in the order of the manual.
var reportWriters = []struct {
	format string
	write  func(c *reportContent, w io.Writer) error
}{
	{"html", func(c *reportContent, w io.Writer) error { return c.document.HTML(w) }},
	{"xlsx", func(c *reportContent, w io.Writer) error { return c.report.Workbook(w, c.workbook) }},
	{"pptx", func(c *reportContent, w io.Writer) error { return c.report.Slides(w, c.slides) }},
	{"pdf", func(c *reportContent, w io.Writer) error { return c.document.PDF(w) }},
	{"md", func(c *reportContent, w io.Writer) error { return c.document.Markdown(w) }},
}

func reportFormats() []string {
	formats := make([]string, len(reportWriters))
	for i := range reportWriters {
		formats[i] = reportWriters[i].format
	}
	return formats
}

// reportFiles are the documents of a report while they are written. Files get
// their names when all of them are complete.
type reportFiles struct {
	outputs []reportOutput
	pending []*pendingFile // by output; nil for standard output
	printed bytes.Buffer   // for standard output
}

// newReportFiles prepares the files, and finds out before anything is computed
// if one cannot be written.
func newReportFiles(outputs []reportOutput) (*reportFiles, error) {
	files := &reportFiles{outputs: outputs}
	for _, output := range outputs {
		if output.path == "-" {
			files.pending = append(files.pending, nil)
			continue
		}
		file, err := newPendingFile(output.path)
		if err != nil {
			files.discard()
			return nil, output.failed(err)
		}
		files.pending = append(files.pending, file)
	}
	return files, nil
}

func (output reportOutput) failed(err error) error {
	return fmt.Errorf("report: -o %s: %w", output.path, linkCause(cause(err)))
}

// write writes all documents, as many at a time as there are processors.
func (f *reportFiles) write(ctx context.Context, s streams, quiet bool, content *reportContent) error {
	progress := newProgress(s.stderr, quiet)
	progress.counted = "documents"
	defer progress.stop()
	_, err := await(ctx, func() (struct{}, error) {
		var writing sync.WaitGroup
		var mu sync.Mutex
		var first error
		done := 0
		free := make(chan struct{}, runtime.GOMAXPROCS(0))
		for i := range f.outputs {
			free <- struct{}{}
			writing.Go(func() {
				defer func() { <-free }()
				err := f.writeOne(ctx, i, content)
				mu.Lock()
				defer mu.Unlock()
				if err != nil && first == nil {
					first = f.outputs[i].failed(err)
				}
				done++
				progress.update(done, len(f.outputs))
			})
		}
		writing.Wait()
		return struct{}{}, first
	})
	return err
}

func (f *reportFiles) writeOne(ctx context.Context, i int, content *reportContent) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var out bytes.Buffer
	for _, writer := range reportWriters {
		if writer.format == f.outputs[i].format {
			if err := writer.write(content, &out); err != nil {
				return err
			}
		}
	}
	if f.pending[i] == nil {
		f.printed = out
		return nil
	}
	if _, err := (untilDone{ctx, f.pending[i].file}).Write(out.Bytes()); err != nil {
		return err
	}
	return f.pending[i].file.Sync()
}

// commit gives the files their names.
func (f *reportFiles) commit() error {
	for i, file := range f.pending {
		if file == nil {
			continue
		}
		if err := file.commit(f.outputs[i].path); err != nil {
			return f.outputs[i].failed(err)
		}
	}
	return nil
}

// print writes what goes to standard output.
func (f *reportFiles) print(stdout io.Writer) error {
	if f.printed.Len() == 0 {
		return nil
	}
	_, err := stdout.Write(f.printed.Bytes())
	return err
}

// discard removes what is left of the temporary files.
func (f *reportFiles) discard() {
	for _, file := range f.pending {
		if file != nil {
			file.discard()
		}
	}
}
