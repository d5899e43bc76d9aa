package export

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		text string
		mark Mark
		want float64
	}{
		{"0", Point, 0}, {"12", Point, 12}, {"29.85", Point, 29.85}, {"-3.5", Point, -3.5}, {"+7", Point, 7}, {".5", Point, .5}, {"5.", Point, 5},
		{"1,234.5", Point, 1234.5}, {"1.234,5", Comma, 1234.5}, {"1,234,567", Point, 1234567}, {"1.234.567", Comma, 1234567},
		{"1 234,50", Comma, 1234.5}, {"1\u00a0234,50", Comma, 1234.5}, {"1\u202f234,50", Comma, 1234.5}, {"1'234.50", Point, 1234.5}, {"1’234.50", Point, 1234.5},
		{"12,34,567.89", Point, 1234567.89}, {"29,85", Comma, 29.85}, {"0,125", Comma, .125},
		{"１，２３４．５", Point, 1234.5}, {"￥１，４８０", Point, 1480}, {"1,480円", Point, 1480}, {"¥-980", Point, -980}, {"-¥980", Point, -980},
		{`\9,800`, Point, 9800}, {`-\980`, Point, -980}, {`\-980`, Point, -980}, {`＼９８０`, Point, 980}, {`\980円`, Point, 980},
		{"▲1,200", Point, -1200}, {"△1,200", Point, -1200}, {"(1,200)", Point, -1200}, {"($5.00)", Point, -5}, {"$(5.00)", Point, -5}, {"−5", Point, -5},
		{"123-", Point, -123}, {"5.00 €", Point, 5}, {"€ 5,00", Comma, 5}, {"US$5", Point, 5}, {"JPY 980", Point, 980}, {"980 jpy", Point, 980},
		{"2.5%", Point, .025}, {"２．５％", Point, .025}, {"12万円", Point, 120000}, {"1.2億円", Point, 120000000}, {"3千円", Point, 3000}, {"5百万円", Point, 5000000},
		{"1.2E+05", Point, 120000}, {"1e-3", Point, .001}, {"12ヶ月", Point, 12}, {"12 months", Point, 12}, {"0012", Point, 12},
		{"0.1", Point, .1}, {"9007199254740993", Point, 9007199254740993}, {"123456789.123456789", Point, 123456789.123456789},
		{"0.30000000000000004", Point, .30000000000000004},
	} {
		if got, ok := ParseNumber(c.text, c.mark); !ok || got != c.want {
			t.Errorf("%q: got %v %v, want %v", c.text, got, ok, c.want)
		}
	}
	for _, text := range []string{
		"", "a", "-", "--5", "(5", "5)", "1,23", "1,2345", "12,34", ",5,", "1..2", "1.2.3", "1,234,5", "1.234.567,8", "2026-01-31", "090-1234-5678", "1e", "e5",
		"5kg", "¥$5", "$5€", `\$5`, `$\5`, `5\`, `\`, `\n5`, "1/2", "0x10", "１２a", "inf", "NaN", "1e400", "1e19", "5 5", "5 55", "1,,234", "((5))", strings.Repeat("9", 65), "a@b.c", "#DIV/0!", "5%%", "1 2345",
	} {
		if v, ok := ParseNumber(text, Point); ok {
			t.Errorf("%q was read as %v", text, v)
		}
	}
}

// Every number is the one nearest to its decimal text.
func TestNumbersAreExact(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		text := strconv.FormatUint(random.Uint64()>>random.IntN(60), 10)
		if len(text) > 18 {
			text = text[:18]
		}
		if at := random.IntN(len(text) + 1); at > 0 && at < len(text) {
			text = text[:at] + "." + text[at:]
		}
		want, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := ParseNumber(text, Point)
		if !ok || got != want {
			t.Fatalf("%s: got %v, want %v", text, got, want)
		}
		if v, _, ok := plainNumber([]byte(text)); ok && v != want {
			t.Fatalf("%s: plain got %v, want %v", text, v, want)
		}
	}
}

// prices returns a file with these prices.
func prices(delimiter string, values ...string) string {
	var b strings.Builder
	b.WriteString(strings.Join([]string{"id", "tenure", "churned", "price"}, delimiter) + "\n")
	for i, v := range values {
		if strings.Contains(v, delimiter) {
			v = `"` + v + `"`
		}
		b.WriteString(strings.Join([]string{strconv.Itoa(i + 1), "5", "0", v}, delimiter) + "\n")
	}
	return b.String()
}

func TestDecimalMarkByColumn(t *testing.T) {
	for _, c := range []struct {
		text    string
		decimal string
		want    []string
	}{
		{prices(",", "1,234.5", "12"), "", []string{"1234.5", "12"}},
		{prices(";", "1.234,5", "12"), "", []string{"1234.5", "12"}},
		{prices(";", "1.234", "12,50"), "", []string{"1234", "12.5"}},
		{prices(",", "1,234", "12.50"), "", []string{"1234", "12.5"}},
		{prices(",", "1,234", "980"), "", []string{"1234", "980"}},
		{prices(";", "¥1,234", "¥980"), "", []string{"1234", "980"}},
		{prices(";", "1,234", "980"), "comma", []string{"1.234", "980"}},
		{prices(";", "1.234", "980"), "comma", []string{"1234", "980"}},
		{prices(",", "1.234", "980"), "point", []string{"1.234", "980"}},
		{prices(",", "1.234", "0.500"), "", []string{"1.234", "0.5"}},
		{prices(";", "1.234.567", "1.234"), "", []string{"1.234567e+06", "1234"}},
	} {
		f := opened(t, c.text, Options{Decimal: c.decimal})
		var want strings.Builder
		for i, v := range c.want {
			want.WriteString(strconv.Itoa(i+2) + " customer=" + strconv.Itoa(i+1) + " tenure=5 churned=false price=" + v + "\n")
		}
		if got := dump(t, f, nil); got != want.String() {
			t.Errorf("%q: got\n%swant\n%s", c.text, got, want.String())
		}
	}
	for text, want := range map[string]string{
		prices(";", "980", "1.234"):                 `data.csv:3: column "price" (price): 1.234 may be 1234 or 1.234, and no other number in the column decides; say which with --decimal point or --decimal comma`,
		prices(";", "980", "1,234"):                 `data.csv:3: column "price" (price): 1,234 may be 1234 or 1.234, and no other number in the column decides; say which with --decimal point or --decimal comma`,
		prices(",", "1.234"):                        `data.csv:2: column "price" (price): 1.234 may be 1234 or 1.234, and no other number in the column decides; say which with --decimal point or --decimal comma`,
		prices(",", "1.50", "1,50", "2"):            `data.csv:3: column "price" (price) writes decimals in two ways: "1.50" on line 2, "1,50" on line 3; mend the file, or say which with --decimal point or --decimal comma`,
		prices(",", "1.50", "2.50", "3.50", "1,50"): `data.csv:5: column "price" (price) writes decimals in two ways: "1.50" on line 2, "1,50" on line 5; mend the file, or say which with --decimal point or --decimal comma`,
		prices(",", "$5", "6", "€7", "£8"):          `data.csv:4: column "price" (price) has amounts in several currencies: $ on line 2, EUR on line 4; convert them or split the file`,
	} {
		if got := refused(t, text, Options{}); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestFewContraryMarksAreRejected(t *testing.T) {
	values := make([]string, 200)
	for i := range values {
		values[i] = "9.50"
	}
	values[77] = "9,50"
	rejects := NewRejects(nil)
	dump(t, opened(t, prices(",", values...), Options{}), rejects)
	if r := rejects.Reasons(); len(r) != 1 || r[0].Text != "price: "+wrongMark || r[0].Lines[0].Line != 79 {
		t.Errorf("%+v", r)
	}
}
