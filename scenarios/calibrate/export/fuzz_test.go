package export

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzFile opens any bytes as a file: no panic, no unbounded memory, every row
// either given or rejected, the same on a second reading.
func FuzzFile(f *testing.F) {
	for _, e := range encodings {
		f.Add(e.encode(japaneseCSV))
	}
	for _, seed := range []string{
		"id,tenure,churned\nA,3,1\n", "id;start;end;mrr\nA;31.1.2024;;1.234,50\n", "sep=;\nid;tenure;churned\n\"A\n\";3;はい\n", "\"id\"\t\"x\"\t\"t_x\"\t\"T\"\n1\t2\t3\t4\n",
		"month,spend,new\n2025年1月,(1,000),▲3\nJan 2026,¥5,1e3\n", "a,b\n\"", "\x1f\x8b\x08\x00", "\xff\xfe", "\x00\x00,\x00", "customer,date,amount\n1,3/4/2026,$5\n2,46053,5%\n",
	} {
		f.Add([]byte(seed))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(dir, "fuzz.csv")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, opts := range []Options{{}, {DateFormat: "dmy", Decimal: "comma", Kind: Customers, Maps: []Mapping{{Tenure, "#1"}, {Churned, "#2"}, {Start, "#3"}, {Segment, "#3"}}}} {
			file, err := Open(context.Background(), path, opts)
			if err != nil {
				if _, ok := err.(Problems); !ok || err.Error() == "" || len(err.Error()) > 100_000 {
					t.Fatalf("%T %v", err, err)
				}
				continue
			}
			first, rejects := NewRejects(nil), NewRejects(nil)
			a, b := dump(t, file, first), dump(t, file, rejects)
			if a != b || first.Total() != rejects.Total() {
				t.Fatalf("two readings differ: %q %q", a, b)
			}
			used := 0
			if err := file.Rows(context.Background(), nil, func(*Row) error { used++; return nil }); err != nil {
				t.Fatal(err)
			}
			if used+first.Total() != file.Records() {
				t.Fatalf("%d rows used and %d rejected of %d", used, first.Total(), file.Records())
			}
			for _, r := range first.Reasons() {
				if len(r.Text) > 200 || strings.Contains(r.Text, "\x00") {
					t.Fatalf("reason %q", r.Text)
				}
			}
		}
	})
}

// FuzzCell reads any bytes as a cell of every type.
func FuzzCell(f *testing.F) {
	for _, seed := range []string{"1,234.5", "（￥１，２３４）", "令和8年1月31日", "Sat, 31 Jan 2026", "1.2E+05", "▲12万円", "taro@example.com", "2026-01-31T10:00:00Z", "12ヶ月"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		cell := trim(text)
		for _, mark := range []Mark{NoMark, Point, Comma} {
			if v, ok := ParseNumber(string(text), mark); ok && !(v >= -mostValue && v <= mostValue) {
				t.Fatalf("%q is %v", text, v)
			}
		}
		for o := AnyOrder; o <= MDY; o++ {
			if d, ok := ParseDate(string(text), o); ok {
				if y, m, day := d.Date(); !validDay(y, m, day) && y < 2400 {
					t.Fatalf("%q is %v", text, d)
				}
			}
		}
		var n numberSurvey
		n.add(cell, 1)
		n.mark(',')
		var d dateSurvey
		d.add(cell, 1)
		d.order()
		lexFlag(cell)
		looksPersonal(cell)
		isPersonName(cell)
		names(Price, string(text))
	})
}
