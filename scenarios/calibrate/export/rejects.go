package export

import (
	"bufio"
	"encoding/csv"
	"io"
	"slices"
	"sort"
	"strconv"
)

const (
	// keptLines is the number of line numbers that are kept of each reason.
	keptLines = 20
	// mostReasons is the number of reasons that are told apart.
	mostReasons  = 1000
	otherReasons = "other reasons"
)

// Rejects counts the rows that could not be used, by reason. It never holds a
// row's content. Memory does not grow with the number of rows.
type Rejects struct {
	total   int
	reasons map[string]*Reason
	buffer  *bufio.Writer
	out     *csv.Writer
	err     error
}

// Reason is why rows were rejected.
type Reason struct {
	Text  string
	Count int
	Lines []Place // the first 20
}

// Place is a line of a file.
type Place struct {
	File string
	Line int
}

// NewRejects returns an empty collector. Where w is not nil every rejected row
// is written to it as CSV: file, line, reason; call [Rejects.Flush] at the end.
func NewRejects(w io.Writer) *Rejects {
	r := &Rejects{reasons: map[string]*Reason{}}
	if w != nil {
		r.buffer = bufio.NewWriter(w)
		r.out = csv.NewWriter(r.buffer)
		r.err = r.out.Write([]string{"file", "line", "reason"})
	}
	return r
}

// Add counts one rejected row. The reason must not hold anything of the row.
func (r *Rejects) Add(file string, line int, reason string) {
	r.total++
	known := r.reasons[reason]
	if known == nil {
		if len(r.reasons) >= mostReasons {
			reason = otherReasons
		}
		if known = r.reasons[reason]; known == nil {
			known = &Reason{Text: reason}
			r.reasons[reason] = known
		}
	}
	known.Count++
	if len(known.Lines) < keptLines {
		known.Lines = append(known.Lines, Place{file, line})
	}
	r.List(file, line, reason)
}

// List puts a row on the list without counting it as rejected: one that was read
// well and that a stated rule leaves out.
func (r *Rejects) List(file string, line int, reason string) {
	if r.out != nil && r.err == nil {
		r.err = r.out.Write([]string{file, strconv.Itoa(line), reason})
	}
}

// Total is the number of rows rejected.
func (r *Rejects) Total() int { return r.total }

// Reasons returns all reasons, the most frequent first, equally frequent ones in
// the order of their texts.
func (r *Rejects) Reasons() []Reason {
	list := make([]Reason, 0, len(r.reasons))
	for _, reason := range r.reasons {
		list = append(list, Reason{reason.Text, reason.Count, slices.Clone(reason.Lines)})
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Count != list[j].Count {
			return list[i].Count > list[j].Count
		}
		return list[i].Text < list[j].Text
	})
	return list
}

// Flush writes what is pending and returns the first error of writing.
func (r *Rejects) Flush() error {
	if r.out == nil || r.err != nil {
		return r.err
	}
	r.out.Flush()
	if r.err = r.out.Error(); r.err == nil {
		r.err = r.buffer.Flush()
	}
	return r.err
}
