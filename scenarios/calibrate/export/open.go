package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// Options say how to read a file. The zero value recognises everything.
type Options struct {
	Kind Kind      // "": by the column names
	Maps []Mapping // columns that fields are in; the later one of two for a field counts
	// Shared says that Maps were given for several files: a field that the kind
	// has not, or a column that this file has not, is no error but listed by
	// [File.Unused].
	Shared     bool
	DateFormat string // "", ymd, dmy or mdy: the order where dates leave it open
	Decimal    string // "", point or comma: the decimal mark where numbers leave it open
	Encoding   string // "" or one of Encodings
	// Progress is told the bytes read and to be read, both readings of the file
	// counted; done never falls.
	Progress func(done, total int64)
}

// Column is one column of a file.
type Column struct {
	Name     string // "" where it has none
	Number   int    // from 1
	Field    Field  // "" if it is not used; one of two where it is the segment as well
	Personal string // why its content is never shown: "its name", "mail addresses", ..; "" if it may be
	Note     string // how its dates or numbers were understood, where that was inferred
}

// File is an export whose columns are known, ready to be read.
type File struct {
	path     string
	opts     Options
	encoding string
	dialect  dialect
	size     int64
	best     int64 // most bytes reported as progress

	kind     Kind
	reason   string
	head     []heading
	match    *matching
	readers  []*reader
	surveys  []*columnSurvey
	judges   []contentJudge
	columns  []Column
	unused   []Mapping
	warnings []string
	sha256   string
	rows     int
	blank    int
	currency string
}

// Open reads the file once to learn its encoding, its dialect, what its columns
// hold and how numbers and dates are written, in bounded memory. What makes it
// unusable is returned as [Problems], all together where one does not hide the
// others; a cancelled context as the context's error.
func Open(ctx context.Context, path string, opts Options) (*File, error) {
	if err := opts.check(path); err != nil {
		return nil, err
	}
	f := &File{path: path, opts: opts, encoding: encodingNamed(opts.Encoding)}
	for range 3 {
		again, err := f.learn(ctx)
		if err != nil {
			return nil, err
		}
		if !again {
			return f, f.conclude()
		}
	}
	return nil, one(path, 0, 0, "its encoding cannot be told; name it: --encoding utf-8|cp932|utf-16le|utf-16be|euc-jp|windows-1252")
}

// check looks at the options themselves.
func (o *Options) check(path string) error {
	var problems Problems
	add := func(format string, args ...any) {
		problems = append(problems, &Problem{File: path, Message: fmt.Sprintf(format, args...)})
	}
	if _, ok := complete[o.Kind]; !ok && o.Kind != "" {
		add("unknown kind %s; kinds are customers, subscriptions, transactions, acquisition", quoted(string(o.Kind)))
	}
	if _, ok := ParseDateOrder(o.DateFormat); !ok {
		add("--date-format is %s; expected ymd, dmy or mdy", quoted(o.DateFormat))
	}
	if o.Decimal != "" && o.Decimal != "point" && o.Decimal != "comma" {
		add("--decimal is %s; expected point or comma", quoted(o.Decimal))
	}
	if o.Encoding != "" && encodingNamed(o.Encoding) == "" {
		add("unknown encoding %s%s", quoted(o.Encoding), didYouMean(o.Encoding, "encodings are", Encodings()))
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// learn makes one full reading with the encoding that is known, or with the one
// that the file's beginning shows. again is true where the rest of the file
// showed another one.
func (f *File) learn(ctx context.Context) (again bool, err error) {
	src, err := openSource(ctx, f.path, f.report(0))
	if err != nil {
		return false, err
	}
	defer src.close()
	if info, err := src.file.Stat(); err == nil {
		f.size = info.Size()
	}
	sample, err := src.unpacked.Peek(src.unpacked.Size())
	whole := errors.Is(err, io.EOF)
	if err != nil && !whole {
		return false, f.readError(ctx, err)
	}
	if len(trim(bytes.TrimPrefix(sample, []byte("\ufeff")))) == 0 {
		return false, one(f.path, 0, 0, "is empty; expected a row of column names and rows below it")
	}
	if message := notText(sample); message != "" {
		return false, one(f.path, 0, 0, "%s", message)
	}
	if f.encoding == "" {
		if f.encoding = utf16Of(sample); f.encoding == "" {
			t := tally{}
			t.add(sample)
			if f.encoding, err = t.decide(); err != nil {
				return false, one(f.path, t.utf8Line, 0, "%s", err)
			}
		}
	}
	text, _ := io.ReadAll(decoded(bytes.NewReader(sample), f.encoding))
	f.dialect = sniff(text, whole, f.isKnownName())
	count := &tally{r: src.unpacked}
	if err := f.survey(ctx, decoded(count, f.encoding)); err != nil {
		return false, err
	}
	if f.sha256, err = src.sum(); err != nil {
		return false, f.readError(ctx, err)
	}
	if f.opts.Encoding != "" || f.encoding == UTF16LE || f.encoding == UTF16BE {
		return false, nil
	}
	now, err := count.decide()
	if err != nil {
		return false, one(f.path, count.utf8Line, 0, "%s", err)
	}
	again = now != f.encoding
	f.encoding = now
	return again, nil
}

// isKnownName returns the test for a column's name that means something.
func (f *File) isKnownName() func(string) bool {
	mapped := map[string]bool{}
	for _, m := range f.opts.Maps {
		if m.Column != "" {
			mapped[plainName(m.Column)] = true
		}
	}
	return func(name string) bool { return isAnyName(name) || mapped[plainName(name)] }
}

// report returns the function that tells the progress of one of two readings.
func (f *File) report(reading int64) func(int64) {
	if f.opts.Progress == nil {
		return nil
	}
	return func(read int64) {
		if done := min(read, f.size) + reading*f.size; done > f.best {
			f.best = done
			f.opts.Progress(done, 2*f.size)
		}
	}
}

// readError turns an error of reading into what is said of it.
func (f *File) readError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return one(f.path, 0, 0, "the file cannot be read to its end: %s", cause(err))
}

// survey reads the whole text: the column names, then how values are written.
func (f *File) survey(ctx context.Context, text io.Reader) error {
	sc := newScanner(text, f.dialect.delimiter, f.dialect.eol, mostColumns)
	if err := f.readHead(ctx, sc); err != nil {
		return err
	}
	if err := f.assign(); err != nil {
		return err
	}
	f.rows, f.blank = 0, 0
	f.judges = make([]contentJudge, len(f.head))
	sc.most = len(f.head)
	for sc.next() {
		if sc.problem == "" && sc.blank() {
			f.blank++
			continue
		}
		f.rows++
		if sc.problem != "" || len(sc.fields) < len(f.head) || sc.beyond {
			continue
		}
		if f.rows <= judgedRows {
			for i := range f.judges {
				f.judges[i].add(trim(sc.field(i)))
			}
		}
		for i, r := range f.readers {
			f.look(r, f.surveys[i], trim(sc.field(r.index)), sc.line)
		}
	}
	if sc.err != nil {
		return f.readError(ctx, sc.err)
	}
	return nil
}

// look adds one cell to its column's survey.
func (f *File) look(r *reader, s *columnSurvey, cell []byte, line int) {
	if r.kind == textValue || isMissing(cell, missingWords) {
		return
	}
	switch r.kind {
	case numberValue:
		s.numbers.add(cell, line)
	case dateValue:
		s.dates.add(cell, line)
	case flagValue:
		s.words.add(cell)
	}
}

// Rows reads the file a second time and calls row for every row that could be
// read. Rows that could not are added to rejects, which may be nil. An error of
// row ends the reading and is returned as it is. Rows may be called again.
func (f *File) Rows(ctx context.Context, rejects *Rejects, row func(*Row) error) error {
	if rejects == nil {
		rejects = NewRejects(nil)
	}
	src, err := openSource(ctx, f.path, f.report(1))
	if err != nil {
		return err
	}
	defer src.close()
	sc := newScanner(decoded(src.unpacked, f.encoding), f.dialect.delimiter, f.dialect.eol, mostColumns)
	if err := f.readHead(ctx, sc); err != nil {
		return err
	}
	sc.most = len(f.head)
	r := &Row{index: &[mostFields]Field{}, used: len(f.readers)}
	for i, c := range f.readers {
		r.index[i] = c.field
	}
	for sc.next() {
		if sc.problem == "" && sc.blank() {
			continue
		}
		r.line = sc.line
		if r.reason = f.fill(sc, r); r.reason == "" {
			if err := row(r); err != nil {
				return err
			}
		}
		if r.reason != "" {
			rejects.Add(f.path, r.line, r.reason)
		}
	}
	if sc.err != nil {
		return f.readError(ctx, sc.err)
	}
	sum, err := src.sum()
	if err != nil {
		return f.readError(ctx, err)
	}
	if sum != f.sha256 {
		return one(f.path, 0, 0, "the file was changed while it was read; try again")
	}
	return nil
}

// fill reads the cells of a record and returns why the row cannot be used.
func (f *File) fill(sc *scanner, r *Row) string {
	switch {
	case sc.problem != "":
		return sc.problem
	case len(sc.fields) < len(f.head):
		return "fewer fields than column names"
	case sc.beyond:
		return "more fields than column names"
	}
	for i, c := range f.readers {
		if why := c.read(sc.field(c.index), &r.cells[i]); why != "" {
			return c.reason(why)
		}
	}
	return ""
}
