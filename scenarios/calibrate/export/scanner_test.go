package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// scan reads all records of a text as "line[a|b]" or "line!problem".
func scan(text string, delimiter byte) string {
	var out []string
	for _, oneByOne := range []bool{false, true} {
		sc := newScanner(strings.NewReader(text), delimiter, '\n', 100)
		if oneByOne {
			sc = newScanner(iotest.OneByteReader(strings.NewReader(text)), delimiter, '\n', 100)
		}
		var b strings.Builder
		for sc.next() {
			if sc.problem != "" {
				fmt.Fprintf(&b, "%d!%s ", sc.line, sc.problem)
				continue
			}
			var fields []string
			for i := range sc.fields {
				fields = append(fields, string(sc.field(i)))
			}
			fmt.Fprintf(&b, "%d[%s] ", sc.line, strings.Join(fields, "|"))
		}
		if sc.err != nil {
			fmt.Fprintf(&b, "error %v", sc.err)
		}
		out = append(out, strings.TrimSpace(b.String()))
	}
	if out[0] != out[1] {
		return "in one piece " + out[0] + ", byte by byte " + out[1]
	}
	return out[0]
}

func TestScanner(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"a,b\n1,2\n", "1[a|b] 2[1|2]"},
		{"a,b\r\n1,2", "1[a|b] 2[1|2]"},
		{"a,\n,\n\n", "1[a|] 2[|] 3[]"},
		{"\"a,b\",\"c\"\"d\"\n", "1[a,b|c\"d]"},
		{"\"a\nb\",c\nd,e\n", "1[a\nb|c] 3[d|e]"},
		{"\"a\r\nb\",c\r\nd,e", "1[a\r\nb|c] 3[d|e]"},
		{"a\"b,c\n", "1[a\"b|c]"},
		{"\"a\"b,c\n", "1[ab|c]"},
		{"1, \"a,b\",2\n", "1[1|a,b|2]"},
		{"\"\",\"\"\n", "1[|]"},
		{"\"a\",\"b\"\r\n\"c\",\"d\"\r\n", "1[a|b] 2[c|d]"},
		{"x,\"open,1\ny,2\nz,3\n", "1!" + reasonUnclosed + " 2[y|2] 3[z|3]"},
		{"x,\"open,1\ny,\"ok\"\nz,3\n", "1!" + reasonUnclosed + " 2[y|ok] 3[z|3]"},
		{"\"Bob,1\n\"Amy,2\nz,3", "1!" + reasonUnclosed + " 2!" + reasonUnclosed + " 3[z|3]"},
		{"a,\"b", "1!" + reasonUnclosed},
		{"a,\"", "1!" + reasonUnclosed},
		{"\"", "1!" + reasonUnclosed},
		{"a\x00b,c\n", "1[a\x00b|c]"},
	} {
		if got := scan(c.text, ','); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// What encoding/csv reads without complaint, the scanner reads alike.
func TestScannerAgreesWithStandardReader(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []string{"a", "b", ",", ",", "\"", "\"\"", "\n", "\r\n", "語", "\",\"", "\"\n\""}
	agreed := 0
	for range 100_000 {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		text := b.String()
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil {
			continue
		}
		agreed++
		sc := &scanner{src: strings.NewReader(text), delimiter: ',', eol: '\n', most: 100, buf: make([]byte, 16)}
		var got [][]string
		for sc.next() {
			if sc.problem != "" {
				t.Fatalf("%q: %s", text, sc.problem)
			}
			if len(sc.raw) == 0 || string(sc.raw) == "\r" { // the standard reader leaves out empty lines
				continue
			}
			var fields []string
			for i := range sc.fields {
				// it also turns \r\n into \n inside of quotes
				fields = append(fields, strings.ReplaceAll(string(sc.field(i)), "\r\n", "\n"))
			}
			got = append(got, fields)
		}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
	}
	if agreed < 20_000 {
		t.Errorf("only %d texts were compared", agreed)
	}
}

// endless gives the same bytes again and again, n of them in all.
type endless struct {
	pattern string
	n, at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.at >= e.n {
		return 0, bytes.ErrTooLarge
	}
	whole := max(1, len(p)/len(e.pattern)) * len(e.pattern)
	n := copy(p, strings.Repeat(e.pattern, whole/len(e.pattern)))
	e.at += n
	return n, nil
}

func TestEnormousLineIsBounded(t *testing.T) {
	for _, pattern := range []string{"a", ",", "\"", "\"\"", "a\"", "\",\"", "\"\n", ",\"x\n", "\"x\n\","} {
		sc := newScanner(&endless{pattern: pattern, n: 20 << 20}, ',', '\n', 1000)
		for sc.next() {
		}
		if len(sc.buf) > 2*mostRecord || cap(sc.scratch) > 4*mostRecord || len(sc.fields) > 1000 {
			t.Errorf("%q: %d bytes, %d of scratch, %d fields are kept", pattern, len(sc.buf), cap(sc.scratch), len(sc.fields))
		}
	}
}

func TestEnormousLineIsRejected(t *testing.T) {
	text := "id,tenure,churned\n1,2,0\n2," + strings.Repeat("9", mostRecord+10) + ",0\n3,4,1\n"
	rejects := NewRejects(nil)
	got := dump(t, opened(t, text, Options{}), rejects)
	if want := "2 customer=1 tenure=2 churned=false\n4 customer=3 tenure=4 churned=true\n"; got != want {
		t.Errorf("got %s", got)
	}
	if r := rejects.Reasons(); len(r) != 1 || r[0].Text != reasonTooLong || r[0].Lines[0].Line != 3 {
		t.Errorf("%+v", r)
	}
}
