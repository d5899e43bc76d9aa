package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strconv"
)

// jsonStream writes one JSON document as it is told, without holding it:
// objects are indented down to those written inline. The first write error
// stays in the buffered writer and is returned by its Flush.
type jsonStream struct {
	w       *bufio.Writer
	depth   int
	inline  int // > 0 inside an inline object or list
	started bool
	scratch []byte
}

func newJSONStream(w io.Writer) *jsonStream {
	return &jsonStream{w: bufio.NewWriterSize(w, 1<<16)}
}

// item starts a value of a list, or, by member, of an object.
func (s *jsonStream) item() {
	if s.started {
		s.w.WriteByte(',')
		if s.inline > 0 {
			s.w.WriteByte(' ')
		}
	}
	s.started = true
	if s.inline == 0 && s.depth > 0 {
		s.newline()
	}
}

func (s *jsonStream) newline() {
	s.w.WriteByte('\n')
	for range s.depth {
		s.w.WriteByte(' ')
	}
}

func (s *jsonStream) member(key string) {
	s.item()
	s.quote(key)
	s.w.WriteString(": ")
}

func (s *jsonStream) enclose(open, closing byte, inline bool, body func()) {
	s.w.WriteByte(open)
	s.depth++
	if inline {
		s.inline++
	}
	s.started = false
	body()
	s.depth--
	if s.inline == 0 && s.started {
		s.newline()
	}
	if inline {
		s.inline--
	}
	s.w.WriteByte(closing)
	s.started = true
}

func (s *jsonStream) object(key string, body func()) {
	s.member(key)
	s.enclose('{', '}', false, body)
}

func (s *jsonStream) inlineObject(key string, body func()) {
	s.member(key)
	s.enclose('{', '}', true, body)
}

func (s *jsonStream) list(key string, body func()) {
	s.member(key)
	s.enclose('[', ']', false, body)
}

func (s *jsonStream) element(body func()) {
	s.item()
	s.enclose('{', '}', false, body)
}

func (s *jsonStream) inlineElement(body func()) {
	s.item()
	s.enclose('{', '}', true, body)
}

func (s *jsonStream) text(key, value string) {
	s.member(key)
	s.quote(value)
}

// optional writes an empty text as null.
func (s *jsonStream) optional(key, value string) {
	if value == "" {
		s.null(key)
		return
	}
	s.text(key, value)
}

func (s *jsonStream) null(key string) {
	s.member(key)
	s.w.WriteString("null")
}

func (s *jsonStream) boolean(key string, v bool) {
	s.member(key)
	s.w.WriteString(strconv.FormatBool(v))
}

func (s *jsonStream) integer(key string, v int) {
	s.member(key)
	s.w.WriteString(strconv.Itoa(v))
}

func (s *jsonStream) number(key string, v float64) {
	s.member(key)
	s.value(v)
}

func (s *jsonStream) numbers(key string, values []float64) {
	s.member(key)
	s.enclose('[', ']', true, func() {
		for _, v := range values {
			s.item()
			s.value(v)
		}
	})
}

// interval writes [low, high], or null where there is none.
func (s *jsonStream) interval(key string, low, high float64) {
	if math.IsNaN(low) || math.IsNaN(high) {
		s.null(key)
		return
	}
	s.numbers(key, []float64{low, high})
}

// value writes the shortest number that reads back as v, as JavaScript does;
// "inf" or "-inf" where it is infinite, null where it does not exist.
func (s *jsonStream) value(v float64) {
	s.scratch = appendNumber(s.scratch[:0], v)
	switch string(s.scratch) {
	case "":
		s.w.WriteString("null")
	case "inf", "-inf":
		s.w.WriteByte('"')
		s.w.Write(s.scratch)
		s.w.WriteByte('"')
	default:
		s.w.Write(s.scratch)
	}
}

// appendNumber writes v with the fewest digits that read back as v, without
// an exponent from 1e-6 to 1e21; NaN as nothing, infinities as inf and -inf.
func appendNumber(b []byte, v float64) []byte {
	switch {
	case math.IsNaN(v):
		return b
	case math.IsInf(v, 1):
		return append(b, "inf"...)
	case math.IsInf(v, -1):
		return append(b, "-inf"...)
	case v == 0:
		return append(b, '0')
	}
	format := byte('f')
	if size := math.Abs(v); size < 1e-6 || size >= 1e21 {
		format = 'e'
	}
	return strconv.AppendFloat(b, v, format, -1, 64)
}

func (s *jsonStream) quote(text string) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err) // a string always encodes
	}
	s.w.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}
