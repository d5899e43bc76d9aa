package export

import (
	"bytes"
	"context"
	"unicode/utf8"
)

// readHead reads up to the row of column names.
func (f *File) readHead(ctx context.Context, sc *scanner) error {
	for sc.next() {
		if sc.line < f.dialect.header {
			continue
		}
		if sc.problem != "" {
			return one(f.path, sc.line, 0, "the row of column names cannot be read: %s", sc.problem)
		}
		if sc.count > mostColumns {
			return one(f.path, sc.line, 0, "found %s; expected at most %s", counted(sc.count, "column", "columns"), grouped(mostColumns))
		}
		f.dialect.header = sc.line
		f.head = f.head[:0]
		oneLine := bytes.IndexByte(sc.raw, f.dialect.eol) < 0
		for i, field := range sc.fields {
			h := heading{name: string(trim(bytes.ToValidUTF8(sc.field(i), []byte("\ufffd"))))}
			if oneLine {
				h.col = 1 + utf8.RuneCount(sc.raw[:field.at])
			}
			f.head = append(f.head, h)
		}
		for n := len(f.head); n > 1 && f.head[n-1].name == ""; n-- {
			f.head = f.head[:n-1] // a separator at the end of every row
		}
		return nil
	}
	if sc.err != nil {
		return f.readError(ctx, sc.err)
	}
	return one(f.path, 0, 0, "is empty; expected a row of column names and rows below it")
}

// looksLikeData returns the number of the first cell of the header row that is
// no name of a column but a value, 0 if there is none.
func looksLikeData(head []heading) int {
	for i, h := range head {
		name := []byte(h.name)
		if len(name) == 0 {
			continue
		}
		var scratch [mostNumberBytes]byte
		if _, ok := lexNumber(name, &scratch); ok {
			return i + 1
		}
		if lexDate(name).form != noDate || looksPersonal(name) {
			return i + 1
		}
	}
	return 0
}
