package export

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// write puts a file of these bytes into a folder of the test's own.
func write(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// opened opens a file of this text.
func opened(t testing.TB, text string, opts Options) *File {
	t.Helper()
	f, err := Open(context.Background(), write(t, "data.csv", []byte(text)), opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// refused opens a file of this text and returns the error, without the folder.
func refused(t testing.TB, text string, opts Options) string {
	t.Helper()
	path := write(t, "data.csv", []byte(text))
	_, err := Open(context.Background(), path, opts)
	if err == nil {
		t.Fatalf("no error for %q", text)
	}
	if _, ok := err.(Problems); !ok {
		t.Errorf("error is a %T", err)
	}
	return strings.ReplaceAll(err.Error(), filepath.Dir(path)+string(filepath.Separator), "")
}

// dump reads all rows into a text of one line per row.
func dump(t testing.TB, f *File, rejects *Rejects) string {
	t.Helper()
	var b strings.Builder
	err := f.Rows(context.Background(), rejects, func(r *Row) error {
		b.WriteString(rowText(f, r) + "\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// japaneseCSV is a file of customers with texts in kana, kanji and signs that
// CP932 adds to Shift_JIS.
const japaneseCSV = "会員番号,氏名,契約開始日,解約日,月額（税込）,契約種別\r\n" +
	"Ａ００１,髙橋 一郎,2024年1月5日,,￥９８０,ソフト①\r\n" +
	"A002,表 花子,令和6年2月29日,2025/3/31,\"1,480円\",月契約\r\n"

var encodings = []struct {
	file, name string
	encode     func(string) []byte
}{
	{"utf8.csv", UTF8, func(s string) []byte { return []byte(s) }},
	{"utf8-bom.csv", UTF8, func(s string) []byte { return []byte("\ufeff" + s) }},
	{"cp932.csv", CP932, func(s string) []byte { return transformed(japanese.ShiftJIS.NewEncoder(), s) }},
	{"utf16le.csv", UTF16LE, func(s string) []byte {
		return transformed(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(), s)
	}},
	{"utf16be.csv", UTF16BE, func(s string) []byte {
		return transformed(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), s)
	}},
	{"utf16le-bom.csv", UTF16LE, func(s string) []byte {
		return transformed(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewEncoder(), s)
	}},
	{"utf16be-bom.csv", UTF16BE, func(s string) []byte {
		return transformed(unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewEncoder(), s)
	}},
}

func transformed(t transform.Transformer, s string) []byte {
	out, _, err := transform.Bytes(t, []byte(s))
	if err != nil {
		panic(err)
	}
	return out
}

func TestEveryEncodingReadsTheSame(t *testing.T) {
	want := "2 customer=A001 start=2024-01-05 end=? price=980 contract=ソフト1\n" +
		"3 customer=A002 start=2024-02-29 end=2025-03-31 price=1480 contract=月契約\n"
	for _, e := range encodings {
		for _, packed := range []bool{false, true} {
			content := e.encode(japaneseCSV)
			if packed {
				var b bytes.Buffer
				w := gzip.NewWriter(&b)
				w.Write(content)
				w.Close()
				content = b.Bytes()
			}
			f, err := Open(context.Background(), write(t, e.file, content), Options{})
			if err != nil {
				t.Errorf("%s packed %v: %v", e.file, packed, err)
				continue
			}
			if f.Encoding() != e.name {
				t.Errorf("%s was taken for %s", e.file, f.Encoding())
			}
			if got := dump(t, f, nil); got != want {
				t.Errorf("%s: got\n%swant\n%s", e.file, got, want)
			}
		}
	}
}

// The files of testdata/encodings are those that a user may try by hand.
func TestShippedFilesOfEachEncoding(t *testing.T) {
	for _, e := range encodings {
		path := filepath.Join("testdata", "encodings", e.file)
		want := e.encode(japaneseCSV)
		got, err := os.ReadFile(path)
		if os.IsNotExist(err) && os.Getenv("WRITE_TESTDATA") != "" {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what it was: %v", path, err)
		}
	}
}

func TestEncodingShownLate(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("id,tenure,churned,contract\n")
	for b.Len() < sampleBytes+1000 {
		b.WriteString("c1,12,0,monthly\n")
	}
	b.Write(transformed(japanese.ShiftJIS.NewEncoder(), "c2,13,0,月契約\nc3,14,1,年契約\n"))
	f, err := Open(context.Background(), write(t, "late.csv", b.Bytes()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if f.Encoding() != CP932 {
		t.Fatalf("encoding is %s", f.Encoding())
	}
	if rows := dump(t, f, nil); !strings.Contains(rows, " tenure=13 churned=false contract=月契約\n") || !strings.HasSuffix(rows, "contract=年契約\n") {
		t.Errorf("last rows: %s", rows[len(rows)-120:])
	}
}

func TestAccentsAreWindows1252(t *testing.T) {
	text := "Kunde;id;tenure;churned;segment\nMüller;1;12;0;Größe\nJosé;2;3;1;Café\n"
	f, err := Open(context.Background(), write(t, "de.csv", transformed(charmap.Windows1252.NewEncoder(), text)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := dump(t, f, nil); f.Encoding() != Windows1252 || !strings.Contains(got, "segment=Größe") {
		t.Errorf("%s: %s", f.Encoding(), got)
	}
}

// Katakana in Shift_JIS have second bytes below 0x80, so that high bytes stand
// alone as accents do.
func TestKatakanaIsNotWindows1252(t *testing.T) {
	f, err := Open(context.Background(), write(t, "k.csv", transformed(japanese.ShiftJIS.NewEncoder(),
		"id,tenure,churned,segment\n1,12,0,アイウエ\n2,3,1,タイ\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := dump(t, f, nil); f.Encoding() != CP932 || !strings.Contains(got, "segment=タイ\n") {
		t.Errorf("%s: %s", f.Encoding(), got)
	}
}

func TestGarbageNamesTheEncodingsTried(t *testing.T) {
	garbage := "id,tenure,churned\n1,12,0\n"
	for i := range 400 {
		garbage += string([]byte{0x80 + byte(i%7), 0xff, 0xfe, 0xfd})
	}
	got := refused(t, garbage, Options{})
	for _, want := range []string{"data.csv:3: ", "neither UTF-8", "Shift_JIS", "--encoding"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}

func TestCutCharacterRejectsItsRow(t *testing.T) {
	text := "id,tenure,churned,segment\n" + strings.Repeat("1,2,0,東京都東京都東京都東京都東京都東京都\n", 20) + "2,2,0,東京\xe6\x9d\n3,2,0,大阪\n"
	rejects := NewRejects(nil)
	f := opened(t, text, Options{})
	dump(t, f, rejects)
	if r := rejects.Reasons(); f.Encoding() != UTF8 || len(r) != 1 || r[0].Count != 1 || r[0].Lines[0].Line != 22 || r[0].Text != "segment: "+badBytes {
		t.Errorf("%s %+v", f.Encoding(), r)
	}
}

// Byte 5C is the yen sign in what Japanese programs write.
func TestYenSignOfShiftJIS(t *testing.T) {
	text := "会員番号,契約月数,解約フラグ,月額\r\nA,3,はい,\"\\9,800\"\r\nB,4,いいえ,\\980\r\n"
	for _, content := range [][]byte{transformed(japanese.ShiftJIS.NewEncoder(), text), []byte(text)} {
		f, err := Open(context.Background(), write(t, "data.csv", content), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := dump(t, f, nil), "2 customer=A tenure=3 churned=true price=9800\n3 customer=B tenure=4 churned=false price=980\n"; got != want || f.Currency() != "JPY" {
			t.Errorf("%s: currency %q, rows\n%s", f.Encoding(), f.Currency(), got)
		}
	}
}
