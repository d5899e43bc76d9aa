package scenarios

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"holdfast/sim"
)

// maxDrawsBytes is the size of the largest file of draws that is read, maxDraws
// the number of numbers in it.
const (
	maxDrawsBytes = 64 << 20
	maxDraws      = 5_000_000
)

// csvFile is a file of draws: columns of text by their header.
type csvFile struct {
	name    string
	header  []string
	records [][]string
	lines   []int // of each record
	err     error
}

// fileError is a mistake of the file as a whole rather than of one column.
type fileError struct{ message string }

func (e *fileError) Error() string { return e.message }

func isFileError(err error) bool {
	var f *fileError
	return errors.As(err, &f)
}

// column returns the numbers of one column of a file in the plan's folder.
func (l *loader) column(file, column string) ([]float64, error) {
	f, ok := l.files[file]
	if !ok {
		f = l.openCSV(file)
		l.files[file] = f
	}
	if f.err != nil {
		return nil, f.err
	}
	index := slices.Index(f.header, column)
	if index < 0 {
		return nil, fmt.Errorf("%s has no column %s%s", file, quoteText(column), didYouMean(column, "columns", f.header))
	}
	if slices.Contains(f.header[index+1:], column) {
		return nil, fmt.Errorf("%s has two columns %s", file, quoteText(column))
	}
	values := make([]float64, len(f.records))
	for i, record := range f.records {
		text := strings.TrimSpace(record[index])
		number, err := parseExpression(text, nil)
		if err != nil || number.form != constant || number.months != 0 {
			return nil, fmt.Errorf("%s:%d: column %s holds %s; expected a number", file, f.lines[i], quoteText(column), quoteText(text))
		}
		if math.Abs(number.value) > sim.MaxBeta { // keys have limits of their own
			return nil, fmt.Errorf("%s:%d: column %s holds %s; expected a number up to 1e260", file, f.lines[i], quoteText(column), quoteText(text))
		}
		values[i] = number.value
	}
	return values, nil
}

// openCSV reads a file that lies in the plan's folder, symbolic links followed.
func (l *loader) openCSV(name string) *csvFile {
	f := &csvFile{name: name}
	fail := func(format string, args ...any) *csvFile {
		f.err = &fileError{fmt.Sprintf(format, args...)}
		return f
	}
	if l.src.Dir == "" {
		return fail("file %s cannot be read: the plan has no folder", quoteText(name))
	}
	root, err := os.OpenRoot(l.src.Dir)
	if err != nil {
		return fail("the plan's folder cannot be read: %s", cause(err))
	}
	defer root.Close()
	info, err := root.Stat(name) // before opening, which would wait for a pipe's writer
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail("file %s does not exist in the plan's folder", quoteText(name))
	case err != nil && strings.Contains(err.Error(), "escapes"):
		return fail("file %s is outside the plan's folder, which a plan may not leave", quoteText(name))
	case err != nil:
		return fail("file %s cannot be read: %s", quoteText(name), cause(err))
	case !info.Mode().IsRegular():
		return fail("%s is not a file", quoteText(name))
	case info.Size() > maxDrawsBytes:
		return fail("file %s has %d bytes; expected at most %d", quoteText(name), info.Size(), maxDrawsBytes)
	}
	file, err := root.Open(name)
	if err != nil {
		return fail("file %s cannot be read: %s", quoteText(name), cause(err))
	}
	defer file.Close()
	f.read(io.LimitReader(file, maxDrawsBytes))
	return f
}

// read reads the header and all records.
func (f *csvFile) read(from io.Reader) {
	text := bufio.NewReader(from)
	if mark, err := text.Peek(3); err == nil && string(mark) == "\ufeff" {
		text.Discard(3)
	}
	r := csv.NewReader(text)
	numbers := 0
	for {
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			if f.header == nil {
				f.err = &fileError{fmt.Sprintf("file %s is empty; expected a header row and numbers", f.name)}
			} else if len(f.records) == 0 {
				f.err = &fileError{fmt.Sprintf("file %s has a header row alone; expected numbers below it", f.name)}
			}
			return
		case err != nil:
			f.err = &fileError{csvMistake(f.name, err)}
			return
		}
		if f.header == nil {
			f.header = make([]string, len(record))
			for i, name := range record {
				f.header[i] = strings.TrimSpace(name)
			}
			continue
		}
		line, _ := r.FieldPos(0)
		f.records, f.lines = append(f.records, record), append(f.lines, line)
		if numbers += len(record); numbers > maxDraws {
			f.err = &fileError{fmt.Sprintf("file %s has more than %d numbers", f.name, maxDraws)}
			return
		}
	}
}

func csvMistake(name string, err error) string {
	var at *csv.ParseError
	if errors.As(err, &at) {
		return fmt.Sprintf("%s:%s: %s", name, strconv.Itoa(at.Line), at.Err)
	}
	return fmt.Sprintf("file %s cannot be read: %s", name, cause(err))
}
