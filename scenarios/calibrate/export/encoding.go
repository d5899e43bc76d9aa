package export

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The names of encodings, as [Options] takes and [File.Encoding] returns them.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	CP932       = "cp932" // Shift_JIS with Microsoft's additions
	EUCJP       = "euc-jp"
	Windows1252 = "windows-1252"
)

// Encodings lists the names of all encodings that can be read. EUC-JP is never
// recognised by itself: it has to be named.
func Encodings() []string { return []string{UTF8, CP932, UTF16LE, UTF16BE, EUCJP, Windows1252} }

// encodingNamed returns the name in the form of [Encodings], "" for unknown ones.
func encodingNamed(name string) string {
	switch plainName(name) {
	case "utf8", "utf8bom", "utf8sig":
		return UTF8
	case "cp932", "shiftjis", "sjis", "windows31j", "ms932", "mskanji":
		return CP932
	case "utf16le", "utf16":
		return UTF16LE
	case "utf16be":
		return UTF16BE
	case "eucjp":
		return EUCJP
	case "windows1252", "cp1252", "latin1", "iso88591", "iso885915":
		return Windows1252
	}
	return ""
}

// decoded returns the text of r in UTF-8. A byte order mark is taken off; bytes
// that mean nothing in the encoding become U+FFFD, but for UTF-8, which is
// passed on as it is.
func decoded(r io.Reader, name string) io.Reader {
	var e encoding.Encoding
	switch name {
	case CP932:
		e = japanese.ShiftJIS
	case EUCJP:
		e = japanese.EUCJP
	case Windows1252:
		e = charmap.Windows1252
	case UTF16LE:
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case UTF16BE:
		e = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		return &withoutMark{r: r}
	}
	return transform.NewReader(r, e.NewDecoder())
}

// withoutMark takes a byte order mark off UTF-8.
type withoutMark struct {
	r       io.Reader
	looked  bool
	pending []byte
}

func (w *withoutMark) Read(p []byte) (int, error) {
	if !w.looked {
		w.looked = true
		var head [3]byte
		n, err := io.ReadFull(w.r, head[:])
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return 0, err
		}
		w.pending = bytes.TrimPrefix(head[:n], []byte("\ufeff"))
	}
	if len(w.pending) > 0 {
		n := copy(p, w.pending)
		w.pending = w.pending[n:]
		return n, nil
	}
	return w.r.Read(p)
}

// tally counts what tells encodings apart that have ASCII in common.
type tally struct {
	r         io.Reader // may be nil
	lines     int       // line ends so far
	high      int       // bytes from 0x80
	adjacent  int       // of those, such as follow another one
	utf8Good  int       // characters of several bytes
	utf8Bad   int       // bytes that are no UTF-8
	utf8Line  int       // of the first such
	sjisGood  int
	sjisBad   int
	sjisLine  int
	japanese  int // first bytes of kana and common kanji in CP932, which are rare signs in windows-1252
	afterHigh bool
	lead      bool   // the last byte was the first of two in CP932
	rest      []byte // the beginning of a UTF-8 character
}

// Read passes bytes on and counts them.
func (t *tally) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.add(p[:n])
	return n, err
}

// add counts bytes. Plain ASCII is passed over at the speed of memory.
func (t *tally) add(p []byte) {
	for len(p) > 0 {
		if !t.lead && len(t.rest) == 0 {
			n := asciiPrefix(p)
			if n > 0 {
				t.lines += bytes.Count(p[:n], []byte{'\n'})
				t.afterHigh = false
			}
			if p = p[n:]; len(p) == 0 {
				return
			}
		}
		t.one(p[0])
		p = p[1:]
	}
}

func asciiPrefix(p []byte) int {
	for i, c := range p {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(p)
}

func (t *tally) one(c byte) {
	if c == '\n' {
		t.lines++
	}
	if c >= utf8.RuneSelf {
		t.high++
		if t.afterHigh {
			t.adjacent++
		}
	}
	t.afterHigh = c >= utf8.RuneSelf
	t.sjis(c)
	if c < utf8.RuneSelf && len(t.rest) == 0 {
		return
	}
	t.rest = append(t.rest, c)
	for len(t.rest) > 0 && utf8.FullRune(t.rest) {
		r, n := utf8.DecodeRune(t.rest)
		switch {
		case r == utf8.RuneError && n == 1:
			if t.utf8Bad++; t.utf8Bad == 1 {
				t.utf8Line = t.lines + 1
			}
		case n > 1:
			t.utf8Good++
		}
		t.rest = append(t.rest[:0], t.rest[n:]...)
	}
}

func (t *tally) sjis(c byte) {
	bad := false
	switch {
	case t.lead:
		t.lead = false
		if bad = c < 0x40 || c == 0x7f || c > 0xfc; !bad {
			t.sjisGood++
		}
	case c >= 0x81 && c <= 0x9f, c >= 0xe0 && c <= 0xfc:
		t.lead = true
		if c == 0x82 || c == 0x83 || c >= 0x88 && c <= 0x90 || c == 0x95 || c == 0x98 {
			t.japanese++
		}
	case c >= 0xa1 && c <= 0xdf:
		t.sjisGood++
	default:
		bad = c >= 0x80
	}
	if bad {
		if t.sjisBad++; t.sjisBad == 1 {
			t.sjisLine = t.lines + 1
		}
	}
}

// decide names the encoding of what was counted. Text that is not UTF-8 is CP932
// where its high bytes stand in rows, as in Japanese, and windows-1252 where they
// stand alone between letters, as accents do. Up to one bad character in a
// hundred is allowed, for exports cut within a character: the rows that have one
// in a column that is used are rejected.
func (t *tally) decide() (string, error) {
	tolerable := func(good, bad int) bool { return bad*100 <= good }
	switch {
	case tolerable(t.utf8Good, t.utf8Bad):
		return UTF8, nil
	case t.adjacent*4 < t.high && t.japanese*10 < t.high:
		return Windows1252, nil
	case tolerable(t.sjisGood, t.sjisBad):
		return CP932, nil
	}
	return "", fmt.Errorf("neither UTF-8 (first bad byte on line %d, %s) nor Shift_JIS (line %d, %s) reads this file; "+
		"save it as \"CSV UTF-8\", or name its encoding: --encoding %s", t.utf8Line, counted(t.utf8Bad, "bad byte", "bad bytes"),
		t.sjisLine, counted(t.sjisBad, "bad character", "bad characters"), "utf-8|cp932|utf-16le|utf-16be|euc-jp|windows-1252")
}

// utf16Of tells UTF-16 by its byte order mark or by where NUL bytes stand, "" if
// it is none.
func utf16Of(sample []byte) string {
	switch {
	case bytes.HasPrefix(sample, []byte{0xff, 0xfe}):
		return UTF16LE
	case bytes.HasPrefix(sample, []byte{0xfe, 0xff}):
		return UTF16BE
	}
	var nul [2]int
	for i, c := range sample {
		if c == 0 {
			nul[i&1]++
		}
	}
	pairs := len(sample) / 2
	switch {
	case nul[1]*10 > pairs && nul[1] > 10*nul[0]:
		return UTF16LE
	case nul[0]*10 > pairs && nul[0] > 10*nul[1]:
		return UTF16BE
	}
	return ""
}
