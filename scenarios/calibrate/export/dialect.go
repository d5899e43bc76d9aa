package export

import "bytes"

// dialect is how a file writes its table.
type dialect struct {
	delimiter byte
	eol       byte
	header    int // physical line of the column names
}

// sniffedRows is the number of rows from which a dialect is recognised, headRows
// that of rows among which the column names are looked for.
const (
	sniffedRows = 60
	headRows    = 30
)

// shape is what a sample looks like under one delimiter.
type shape struct {
	dialect
	known  int     // names in the header that are known
	share  float64 // of rows that have as many fields as most
	fields int     // in most rows
}

// better reports whether a is the better reading than b.
func (a shape) better(b shape) bool {
	switch {
	case a.known != b.known:
		return a.known > b.known
	case a.fields > 1 != (b.fields > 1):
		return a.fields > 1
	case a.share != b.share:
		return a.share > b.share
	}
	return a.fields > b.fields
}

// sniff recognises the dialect of the beginning of a text. whole is false where
// the text goes on. isKnown says whether a column's name means something. Rows
// before the column names, such as a report's title, are passed over; a first
// line "sep=;" is believed.
func sniff(text []byte, whole bool, isKnown func(string) bool) dialect {
	eol := byte('\n')
	if bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') >= 0 {
		eol = '\r'
	}
	delimiters := []byte{',', '\t', ';', '|'}
	if len(text) > 5 && bytes.EqualFold(text[:4], []byte("sep=")) && (text[5] == '\r' || text[5] == '\n') {
		delimiters = []byte{text[4]}
	}
	best := shape{}
	for i, delimiter := range delimiters {
		s := shapeOf(text, whole, dialect{delimiter: delimiter, eol: eol}, isKnown)
		if i == 0 || s.better(best) {
			best = s
		}
	}
	return best.dialect
}

// shapeOf reads the sample under one delimiter.
func shapeOf(text []byte, whole bool, d dialect, isKnown func(string) bool) shape {
	type row struct{ line, count, known, filled int }
	var rows []row
	sc := newScanner(bytes.NewReader(text), d.delimiter, d.eol, mostColumns)
	for looked := 0; len(rows) < sniffedRows && sc.next(); looked += len(sc.fields) {
		if sc.problem != "" || sc.blank() || sc.line == 1 && len(sc.text) <= 5 && bytes.HasPrefix(bytes.ToLower(sc.text), []byte("sep=")) {
			continue
		}
		r := row{line: sc.line, count: sc.count}
		for i := range sc.fields {
			name := trim(sc.field(i))
			if len(name) > 0 {
				r.filled++
			}
			if len(rows) < headRows && looked < 50_000 && len(name) > 0 && len(name) < 100 && isKnown(string(name)) {
				r.known++
			}
		}
		rows = append(rows, r)
	}
	if n := len(rows); !whole && n > 1 {
		rows = rows[:n-1] // it may be cut
	}
	s := shape{dialect: d}
	counts := map[int]int{}
	for _, r := range rows {
		counts[r.count]++
		if n := counts[r.count]; n > counts[s.fields] || n == counts[s.fields] && r.count > s.fields {
			s.fields = r.count
		}
	}
	if len(rows) == 0 {
		s.header = 1
		return s
	}
	s.share = float64(counts[s.fields]) / float64(len(rows))
	head := -1
	for i, r := range rows[:min(len(rows), headRows)] {
		if head < 0 && r.count == s.fields && r.filled*2 >= r.count {
			head = i
		}
		if r.known > s.known {
			if s.known = r.known; r.known > 1 || head < 0 { // one alone may be a value, such as "active"
				head = i
			}
		}
	}
	s.header = rows[max(0, head)].line
	return s
}

// blank reports whether all fields of the record are empty.
func (s *scanner) blank() bool {
	if s.beyond {
		return false
	}
	for i := range s.fields {
		if len(trim(s.field(i))) > 0 {
			return false
		}
	}
	return true
}
