package export

import (
	"strings"
	"testing"
	"time"
)

func TestDayAgreesWithTime(t *testing.T) {
	day := time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	for range 400_000 {
		y, m, d := day.Date()
		got := DayOf(y, int(m), d)
		if int64(got) != day.Unix()/86400 && day.Unix() >= 0 || !got.Time().Equal(day) {
			t.Fatalf("%v is day %d", day, got)
		}
		if gy, gm, gd := got.Date(); gy != y || gm != int(m) || gd != d || got.Month() != y*12+int(m)-1 {
			t.Fatalf("%v became %v", day, got)
		}
		day = day.AddDate(0, 0, 1)
	}
}

func TestParseDate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2026-01-31", "2026-01-31"}, {"2026/1/31", "2026-01-31"}, {"2026/01/31", "2026-01-31"}, {"2026.1.31", "2026-01-31"}, {"20260131", "2026-01-31"},
		{"2026年1月31日", "2026-01-31"}, {"２０２６年１月３１日", "2026-01-31"}, {"２０２６／０１／３１", "2026-01-31"}, {"2026年1月31日(土)", "2026-01-31"}, {"2026/1/31(土)", "2026-01-31"},
		{"2026年 1月 31日", "2026-01-31"}, {"令和8年1月31日", "2026-01-31"}, {"令和元年5月1日", "2019-05-01"}, {"平成31年4月30日", "2019-04-30"}, {"昭和64年1月7日", "1989-01-07"},
		{"R8.1.31", "2026-01-31"}, {"H31/4/30", "2019-04-30"}, {"R08-01-31", "2026-01-31"},
		{"2026-01-31T12:34:56Z", "2026-01-31"}, {"2026-01-31 12:34", "2026-01-31"}, {"2026-01-31 12:34:56.789+09:00", "2026-01-31"}, {"2026/1/31 9:05", "2026-01-31"},
		{"2026年1月31日 10時30分", "2026-01-31"}, {"2026-01-31 00:00:00 UTC", "2026-01-31"}, {"2026/1/31 午前9:05", "2026-01-31"}, {"20260131123456", "2026-01-31"},
		{"31-Jan-2026", "2026-01-31"}, {"31 January 2026", "2026-01-31"}, {"Jan 31, 2026", "2026-01-31"}, {"January 31st, 2026", "2026-01-31"}, {"31-JAN-26", "2026-01-31"},
		{"Sat, 31 Jan 2026 10:00:00 GMT", "2026-01-31"}, {"Jan 31 2026 10:00AM", "2026-01-31"}, {"2026 Jan 31", "2026-01-31"}, {"Sept 1 2026", "2026-09-01"},
		{"2026-01", "2026-01-01"}, {"2026/1", "2026-01-01"}, {"2026年1月", "2026-01-01"}, {"202601", "2026-01-01"}, {"Jan 2026", "2026-01-01"}, {"Jan-26", "2026-01-01"}, {"01/2026", "2026-01-01"},
		{"46053", "2026-01-31"}, {"46053.5", "2026-01-31"}, {"1769817600", "2026-01-31"}, {"1769817600123", "2026-01-31"},
		{"2024-02-29", "2024-02-29"}, {"1900-01-01", "1900-01-01"},
	} {
		got, ok := ParseDate(c.text, AnyOrder)
		if !ok || got.String() != c.want {
			t.Errorf("%q: got %v %v, want %s", c.text, got, ok, c.want)
		}
	}
	for _, c := range []struct {
		text  string
		order DateOrder
		want  string
	}{
		{"3/4/2026", DMY, "2026-04-03"}, {"3/4/2026", MDY, "2026-03-04"}, {"03.04.26", DMY, "2026-04-03"}, {"26/03/04", YMD, "2026-03-04"}, {"26/03/04", DMY, "2004-03-26"},
		{"03042026", DMY, "2026-04-03"}, {"03042026", MDY, "2026-03-04"}, {"3/4/2026 10:05 PM", MDY, "2026-03-04"}, {"3-4-69", DMY, "2069-04-03"}, {"3-4-70", DMY, "1970-04-03"},
	} {
		if got, ok := ParseDate(c.text, c.order); !ok || got.String() != c.want {
			t.Errorf("%q %v: got %v %v, want %s", c.text, c.order, got, ok, c.want)
		}
		if got, ok := ParseDate(c.text, AnyOrder); ok {
			t.Errorf("%q was read as %v without an order", c.text, got)
		}
	}
	for _, text := range []string{
		"", "x", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1", "1-2", "12", "99999", "1234567", "2026-01-31x", "2026--01", "31/Foo/2026", "Jan Feb 2026", "1月31日", "令和0年1月1日",
		"2026-01-31 garbage", "/2026/1/1", "3000-01-01x", "1899-12-31", "2026-01-31-05", "090-1234-5678", "9999-12-31", "0000-00-00", "a@b.c", "R8", "2026年31日", "12:30",
	} {
		if text == "2026-1" {
			continue
		}
		for o := AnyOrder; o <= MDY; o++ {
			if got, ok := ParseDate(text, o); ok {
				t.Errorf("%q was read as %v", text, got)
			}
		}
	}
}

// starts returns a file with these dates of start and no ends.
func starts(values ...string) string {
	return "id,start,end\n" + "c," + strings.Join(values, ",\nc,") + ",\n"
}

func TestOrderOfDatesByColumn(t *testing.T) {
	for _, c := range []struct {
		values []string
		order  string
		want   string
	}{
		{[]string{"3/4/2026", "31/1/2026"}, "", "2026-04-03 2026-01-31"},
		{[]string{"3/4/2026", "1/31/2026"}, "", "2026-03-04 2026-01-31"},
		{[]string{"26/3/4", "26/1/31"}, "", "2026-03-04 2026-01-31"},
		{[]string{"3/4/2026", "3/5/2026"}, "dmy", "2026-04-03 2026-05-03"},
		{[]string{"3/4/2026", "3/5/2026"}, "MM/DD/YYYY", "2026-03-04 2026-03-05"},
		{[]string{"3/3/2026", "5/5/2026"}, "", "2026-03-03 2026-05-05"},
		{[]string{"9999-12-31", "0000-00-00", "2026-01-05"}, "", "? ? 2026-01-05"},
	} {
		f := opened(t, starts(c.values...), Options{DateFormat: c.order})
		var got []string
		for _, line := range strings.Split(strings.TrimSpace(dump(t, f, nil)), "\n") {
			_, rest, _ := strings.Cut(line, "start=")
			day, _, _ := strings.Cut(rest, " ")
			got = append(got, day)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: got %v, want %s", c.values, got, c.want)
		}
	}
	for _, c := range []struct{ text, want string }{
		{starts("5/5/2026", "3/4/2026"), `data.csv:3: column "start" (start): a date may be 2026-04-03 (day/month/year) or 2026-03-04 (month/day/year), and no other date in the column decides; say which with --date-format dmy or --date-format mdy`},
		{starts("3/4/2026", "31/1/2026", "1/31/2026"), `data.csv:4: column "start" (start) has dates in two orders: line 3 can only be day/month/year, line 4 only month/day/year; mend the file, or say which with --date-format (rows in the other order are then rejected)`},
		{starts("31/1/2026", "30/1/2026", "29/1/2026", "28/1/2026", "1/31/2026"), `data.csv:6: column "start" (start) has dates in two orders: line 2 can only be day/month/year, line 6 only month/day/year; mend the file, or say which with --date-format (rows in the other order are then rejected)`},
		{starts("1/2/03", "4/5/06"), `data.csv:2: column "start" (start): a date may be 2003-02-01 (day/month/year) or 2003-01-02 (month/day/year), and no other date in the column decides; say which with --date-format dmy or --date-format mdy`},
	} {
		if got := refused(t, c.text, Options{}); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestOtherColumnDecidesOrder(t *testing.T) {
	f := opened(t, "id,start,end\n1,31/1/2025,3/4/2026\n", Options{})
	if got := dump(t, f, nil); got != "2 customer=1 start=2025-01-31 end=2026-04-03\n" {
		t.Error(got)
	}
	if c, _ := f.Column(End); c.Note != "dates as day/month/year, like the other columns" {
		t.Error(c.Note)
	}
}

func TestSpreadsheetDaysBesideDatesAreWarnedOf(t *testing.T) {
	f := opened(t, "id,start,end\n1,31/1/2025,\n2,46053,\n", Options{})
	if w := f.Warnings(); len(w) != 1 || !strings.Contains(w[0], "spreadsheet day numbers") {
		t.Error(w)
	}
}
