package export

import (
	"bytes"
	"errors"
	"io"
)

const (
	// mostRecord is the size in bytes of the longest row that is read.
	mostRecord = 4 << 20
	// mostColumns is the number of columns that a header may have.
	mostColumns = 20_000
	// mostRescanned bounds the bytes that are read twice because a quote was
	// opened and never closed.
	mostRescanned = 32 << 20
)

// Reasons for rejecting a row that the scanner itself finds.
const (
	reasonTooLong  = "row longer than 4 MiB"
	reasonUnclosed = "quotation mark is opened and not closed"
)

var errUnbalanced = errors.New("quotation marks do not balance in too many rows; export it again with quotes doubled inside of fields")

// span is where a field lies in the record's text, and where it begins in the
// record as it stands in the file.
type span struct{ from, to, at int }

// scanner cuts UTF-8 text into records and fields. It keeps one record in
// memory, never more than mostRecord bytes of it.
//
// A field in quotes may hold separators, line breaks and doubled quotes. Text
// behind a closing quote on the line where it was opened belongs to the field;
// on a later line it shows that the quote was never closed, and so does the end
// of the file: then the line of the opening quote is a bad record, and reading
// goes on at the line after it.
type scanner struct {
	src        io.Reader
	buf        []byte
	start, end int // what is unread in buf
	done       bool
	err        error // of src, other than io.EOF

	delimiter, eol byte
	most           int // fields to keep of a record
	lines          int // physical lines before start
	rescanned      int

	// of the record that was read last
	line    int // from 1
	text    []byte
	raw     []byte // as it stands in the file
	fields  []span
	count   int  // fields, those beyond most included
	beyond  bool // one of those beyond most is not empty
	problem string
	scratch []byte
}

func newScanner(src io.Reader, delimiter, eol byte, most int) *scanner {
	return &scanner{src: src, delimiter: delimiter, eol: eol, most: most, buf: make([]byte, 128<<10)}
}

// field returns field i of the record, "" beyond the last one. It is valid until
// the next call of next.
func (s *scanner) field(i int) []byte {
	if i >= len(s.fields) {
		return nil
	}
	f := s.fields[i]
	return s.text[f.from:f.to]
}

// fill reads more behind what is unread. It reports false at the end, after an
// error, and where the record is too long.
func (s *scanner) fill() bool {
	if s.done {
		return false
	}
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) > mostRecord {
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for range 100 {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.done = true
			if err != io.EOF {
				s.err = err
			}
			return n > 0
		}
		if n > 0 {
			return true
		}
	}
	s.done, s.err = true, io.ErrNoProgress
	return false
}

// lineEnd returns the length of the unread physical line, without and with its
// end. ok is false where the line is too long.
func (s *scanner) lineEnd() (length, whole int, ok bool) {
	searched := 0
	for {
		if i := bytes.IndexByte(s.buf[s.start+searched:s.end], s.eol); i >= 0 {
			return searched + i, searched + i + 1, true
		}
		searched = s.end - s.start
		if !s.fill() {
			n := s.end - s.start
			return n, n, s.done
		}
	}
}

// next reads one record and reports whether there was one. Where problem is
// set its fields are void.
func (s *scanner) next() bool {
	s.fields, s.count, s.beyond, s.problem = s.fields[:0], 0, false, ""
	length, whole, ok := s.lineEnd()
	if s.err != nil {
		return false
	}
	s.line = s.lines + 1
	if !ok || length > mostRecord {
		s.skipLine()
		s.problem = reasonTooLong
		return true
	}
	if whole == 0 {
		return false
	}
	line := s.buf[s.start : s.start+length]
	if bytes.IndexByte(line, '"') < 0 {
		s.raw = line
		s.split(trimReturn(line))
		s.start += whole
		s.lines++
		return true
	}
	s.quotedRecord(whole)
	return s.err == nil
}

// skipLine passes over the physical line, however long it is.
func (s *scanner) skipLine() {
	s.lines++
	for {
		if i := bytes.IndexByte(s.buf[s.start:s.end], s.eol); i >= 0 {
			s.start += i + 1
			return
		}
		s.start = s.end
		if !s.fill() {
			return
		}
	}
}

func trimReturn(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// split cuts a line without quotes.
func (s *scanner) split(line []byte) {
	s.text = line
	from := 0
	for {
		i := bytes.IndexByte(line[from:], s.delimiter)
		if i < 0 {
			s.add(from, len(line), from)
			return
		}
		s.add(from, from+i, from)
		from += i + 1
	}
}

// add appends the field text[from:to].
func (s *scanner) add(from, to, at int) {
	if s.count++; s.count <= s.most {
		s.fields = append(s.fields, span{from, to, at})
		return
	}
	s.beyond = s.beyond || len(trim(s.text[from:to])) > 0
}

// quotedRecord reads a record whose first line, firstLine bytes with its end,
// has quotes in it.
func (s *scanner) quotedRecord(firstLine int) {
	s.scratch = s.scratch[:0]
	pos, breaks := 0, 0
	for {
		from, at := len(s.scratch), pos
		quote := pos
		for s.at(quote) == ' ' && s.delimiter != ' ' {
			quote++
		}
		if s.at(quote) == '"' {
			end, inside, ok := s.quotedField(quote + 1)
			if !ok {
				s.unclosed(firstLine)
				return
			}
			pos, breaks = end, breaks+inside
		}
		to, last := s.bareField(pos)
		if to > mostRecord {
			s.unclosed(firstLine)
			return
		}
		s.text = s.scratch
		if !last {
			s.add(from, len(s.scratch), at)
			pos = to + 1
			continue
		}
		if n := len(s.scratch); n > from && s.scratch[n-1] == '\r' {
			s.scratch = s.scratch[:n-1]
			s.text = s.scratch
		}
		s.add(from, len(s.scratch), at)
		s.raw = s.buf[s.start : s.start+to]
		s.start += min(to+1, s.end-s.start)
		s.lines += breaks + 1
		return
	}
}

// at returns the byte at pos from the unread start, 0 behind the last one.
func (s *scanner) at(pos int) byte {
	for s.start+pos >= s.end {
		if !s.fill() {
			return 0
		}
	}
	return s.buf[s.start+pos]
}

// quotedField appends what stands in quotes from pos on to scratch. It returns
// the position behind the closing quote and the number of line breaks inside.
func (s *scanner) quotedField(pos int) (end, breaks int, ok bool) {
	for {
		i := bytes.IndexByte(s.buf[s.start+pos:s.end], '"')
		if i < 0 {
			rest := s.buf[s.start+pos : s.end]
			breaks += bytes.Count(rest, []byte{s.eol})
			s.scratch = append(s.scratch, rest...)
			pos += len(rest)
			if pos > mostRecord || !s.fill() {
				return 0, 0, false
			}
			continue
		}
		part := s.buf[s.start+pos : s.start+pos+i]
		breaks += bytes.Count(part, []byte{s.eol})
		s.scratch = append(s.scratch, part...)
		pos += i + 1
		switch next := s.at(pos); {
		case next == '"':
			s.scratch = append(s.scratch, '"')
			pos++
			continue
		case next == s.delimiter || next == s.eol || next == '\r' || next == ' ' || s.start+pos >= s.end || breaks == 0:
			return pos, breaks, true
		}
		return 0, 0, false
	}
}

// bareField appends the text from pos to the next separator or line end to
// scratch, and returns where that is and whether the record ends there.
func (s *scanner) bareField(pos int) (end int, last bool) {
	for {
		rest := s.buf[s.start+pos : s.end]
		for i, c := range rest {
			if c == s.delimiter || c == s.eol {
				s.scratch = append(s.scratch, rest[:i]...)
				return pos + i, c == s.eol
			}
		}
		s.scratch = append(s.scratch, rest...)
		pos += len(rest)
		if pos > mostRecord || !s.fill() {
			return pos, true
		}
	}
}

// unclosed gives up the line in which a quote was opened and not closed.
func (s *scanner) unclosed(firstLine int) {
	s.fields, s.count, s.beyond, s.problem = s.fields[:0], 0, false, reasonUnclosed
	s.rescanned += len(s.scratch)
	s.start += min(firstLine, s.end-s.start)
	s.lines++
	if s.rescanned > mostRescanned {
		s.err, s.done = errUnbalanced, true
	}
}

// trim removes white space at both ends, full-width and non-breaking spaces and
// byte order marks included.
func trim(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' && b[0] != 0 {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' && b[len(b)-1] != 0 {
		b = b[:len(b)-1]
	}
	if len(b) == 0 || b[0] < 0x80 && b[len(b)-1] < 0x80 {
		return b
	}
	return bytes.TrimFunc(b, func(r rune) bool {
		switch r {
		case ' ', '\t', '\n', '\r', '\v', '\f', '\u00a0', '\u2009', '\u202f', '\u200b', '\u3000', '\ufeff':
			return true
		}
		return false
	})
}
