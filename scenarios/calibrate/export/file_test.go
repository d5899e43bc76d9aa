package export

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKinds(t *testing.T) {
	for _, c := range []struct {
		text   string
		kind   Kind
		reason string
		rows   string
	}{
		{"customerID,tenure,Churn,MonthlyCharges,Contract\nA,3,Yes,29.85,One year\n", Customers, `it has tenure, churned (column "Churn")`,
			"2 customer=A tenure=3 churned=true price=29.85 contract=One year\n"},
		{"Ｃｕｓｔｏｍｅｒ＿ＩＤ,Tenure Months,CHURN LABEL\nA,3,no\n", Customers, `it has tenure (column "Tenure Months"), churned (column "CHURN LABEL")`,
			"2 customer=A tenure=3 churned=false\n"},
		{"顧客ID\t契約開始日\t解約日\t月額(円)\nA\t2024/1/5\t2025/12/1\t980\n", Customers, "",
			"2 customer=A start=2024-01-05 end=2025-12-01 price=980\n"},
		{"会員番号;契約月数;解約フラグ\nA;3;はい\n", Customers, "", "2 customer=A tenure=3 churned=true\n"},
		{"customer,start,end,mrr\nA,2024-01-01,,50\n", Subscriptions, `it has customer, start, end, mrr`, "2 customer=A start=2024-01-01 end=? mrr=50\n"},
		{"CustomerID,InvoiceNo,InvoiceDate,Amount\n17850,536365,2010-12-01 08:26:00,15.30\n", Transactions, "",
			"2 customer=17850 date=2010-12-01 amount=15.3 order=536365\n"},
		{"会員番号,売上日,売上金額\nA,2024年1月5日,\"1,980円\"\n", Transactions, "", "2 customer=A date=2024-01-05 amount=1980\n"},
		{"ID,x,t_x,T,zbar\n1,2,30.43,38.86,22.35\n", Transactions, "it has x, t_x, T", "2 customer=1 x=2 t_x=30.43 T=38.86 mean=22.35\n"},
		{"id,frequency,recency,T,monetary_value\n1,2,30.43,38.86,22.35\n", Transactions, "", "2 customer=1 x=2 t_x=30.43 T=38.86 mean=22.35\n"},
		{"month,channel,spend,new\n2025-01,ads,1000.50,3\n", Acquisition, "it has month, spend, new", "2 month=2025-01-01 channel=ads spend=1000.5 new=3\n"},
		{"年月,媒体,広告費,新規顧客数\n2025年1月,検索,\"¥1,000,000\",30人\n", Acquisition, "", "2 month=2025-01-01 channel=検索 spend=1e+06 new=30\n"},
		{"id,tenure,active\nA,3,1\nB,4,no\n", Customers, "", "2 customer=A tenure=3 churned=false\n3 customer=B tenure=4 churned=true\n"},
		{"id,tenure,status\nA,3,Active\nB,4,解約済み\nC,5,attrited customer\nD,6,\n", Customers, "",
			"2 customer=A tenure=3 churned=false\n3 customer=B tenure=4 churned=true\n4 customer=C tenure=5 churned=true\n5 customer=D tenure=6 churned=?\n"},
	} {
		f := opened(t, c.text, Options{})
		if f.Kind() != c.kind || c.reason != "" && f.KindReason() != c.reason {
			t.Errorf("%q is %s: %s", c.text, f.Kind(), f.KindReason())
		}
		rejects := NewRejects(nil)
		if got := dump(t, f, rejects); got != c.rows {
			t.Errorf("%q:\n got %s\nwant %s%+v", c.text, got, c.rows, rejects.Reasons())
		}
	}
}

func TestLayout(t *testing.T) {
	const want = "customer=A tenure=3 churned=true\n"
	for name, c := range map[string]struct {
		text string
		line string
	}{
		"title":           {"Customer report\nGenerated 2026-01-31\n\nid,tenure,churned\nA,3,1\n", "5 "},
		"title of cells":  {"Customer report,,\n,,\nid,tenure,churned\nA,3,1\n", "4 "},
		"sep":             {"sep=;\r\nid;tenure;churned\r\nA;3;1\r\n", "3 "},
		"pipe":            {"id|tenure|churned\nA|3|1\n", "2 "},
		"old Mac":         {"id,tenure,churned\rA,3,1\r", "2 "},
		"blank rows":      {"\n\nid,tenure,churned\n\n,,\nA,3,1\n\n,,\n", "6 "},
		"ends in commas":  {"id,tenure,churned,,\nA,3,1,,\n", "2 "},
		"extra commas":    {"id,tenure,churned\nA,3,1,,\n", "2 "},
		"quoted":          {"\"id\",\"tenure\",\"churned\"\n\"A\",\"3\",\"1\"\n", "2 "},
		"break in header": {"\"id\",\"tenure\n(months)\",\"churned\"\nA,3,1\n", "3 "},
		"spaces":          {" id , tenure , churned \n A , 3 ,\u3000Yes\u00a0\n", "2 "},
		"no line end":     {"id,tenure,churned\nA,3,1", "2 "},
		"other columns":   {"note,churned,id,tenure\n\"a\nb, \"\"c\"\"\",1,A,3\n", "2 "},
		"NUL elsewhere":   {"note,churned,id,tenure\na\x00b,1,A,3\n", "2 "},
	} {
		if got := dump(t, opened(t, c.text, Options{}), nil); got != c.line+want {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		text string
		opts Options
		want string
	}{
		{"", Options{}, "data.csv: is empty; expected a row of column names and rows below it"},
		{"\ufeff\r\n \n", Options{}, "data.csv: is empty; expected a row of column names and rows below it"},
		{"id,tenure,churned\n", Options{}, "data.csv:1: there are column names and no rows below them"},
		{"A,3,0\nB,4,1\n", Options{}, "data.csv:1:3: the first row has no column names: its column 2 holds a value; add a row of names such as customerID,tenure,Churn above it"},
		{"PK\x03\x04\x14\x00", Options{}, `data.csv: is a zip archive or an Excel workbook (.xlsx); open it and save the sheet as "CSV UTF-8", or unpack it first`},
		{strings.Repeat("\x00", 400), Options{}, "data.csv: is no text: it is full of NUL bytes"},
		{`{"a": 1}`, Options{}, "data.csv: is JSON; export it as CSV"},
		{"\x1f\x8bxx", Options{}, "data.csv: begins like a .gz file and cannot be unpacked: it ends too early, as after a broken download"},
		{"id,tenure,Churn Label,Churn Value\nA,3,Yes,1\n", Options{},
			"data.csv:1:23: churned may be in two columns: \"Churn Label\", \"Churn Value\"; say which, as in --map churned='Churn Label', or --map churned= for none"},
		{"id,\"tenure\",fee,fee,churned\nA,3,5,6,0\n", Options{}, `data.csv:1:17: price may be in two columns: "fee" in #3, #4; say which, as in --map price=#3, or --map price= for none`},
		{"id,months on book,churned\nA,3,0\n", Options{Maps: []Mapping{{Tenure, "month on books"}}}, `data.csv:1: there is no column "month on books" for tenure; did you mean "months on book"?`},
		{"id,fee,fee,tenure,churned\nA,3,3,1,1\n", Options{Maps: []Mapping{{Price, "fee"}}}, `data.csv:1:8: two columns are called "fee" (#2, #3); say which by its number, as in --map price=#2`},
		{"id,tenure,churned\nA,3,0\n", Options{Maps: []Mapping{{MRR, "tenure"}}}, `data.csv: --map mrr="tenure": a file of customers has no such field; its fields are: "customer", "tenure", "churned", "start", "end", "price", "segment", "contract"`},
		{"id,tenure,churned\nA,3,0\n", Options{Maps: []Mapping{{"tenur", "tenure"}}}, `data.csv: unknown field "tenur"; did you mean "tenure"?`},
		{"id,tenure,churned\nA,3,0\n", Options{Maps: []Mapping{{Price, "tenure"}, {Tenure, "tenure"}}}, `data.csv:1:4: column "tenure" is mapped to both tenure and price`},
		{"id,tenure,plan\nA,3,x\n", Options{}, `data.csv:1: no kind of file has these columns; nearest is customers, where no column holds churned (it needs tenure and churned, or start and end); columns are: "id", "tenure", "plan"; use --map churned=COLUMN`},
		{"a,b\nx,y\n", Options{}, `data.csv:1: no column is known for any kind of file; columns are: "a", "b"; say which holds what, as in --map tenure=COLUMN --map churned=COLUMN`},
		{"id,tenure,plan\nA,3,x\n", Options{Kind: Acquisition}, `data.csv:1: a file of acquisition needs a column for month, spend and new; columns are: "id", "tenure", "plan"; use --map month=COLUMN`},
		{"id,start,end,date,amount\nA,2024-01-01,,2024-01-02,5\n", Options{}, `data.csv:1: the columns fit customers (start, end) and transactions (customer (column "id"), date, amount); say which with --kind`},
		{"id,tenure,churned\nA,3,0\n", Options{Kind: "x", DateFormat: "yy", Decimal: "dot", Encoding: "utf9"},
			"data.csv: unknown kind \"x\"; kinds are customers, subscriptions, transactions, acquisition\ndata.csv: --date-format is \"yy\"; expected ymd, dmy or mdy\n" +
				"data.csv: --decimal is \"dot\"; expected point or comma\ndata.csv: unknown encoding \"utf9\"; did you mean \"utf-8\"?"},
	} {
		if got := refused(t, c.text, c.opts); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                            dir + ": is a folder; name the CSV file in it",
		filepath.Join(dir, "none.csv"): filepath.Join(dir, "none.csv") + ": there is no such file",
	} {
		if _, err := Open(context.Background(), path, Options{}); err == nil || err.Error() != want {
			t.Errorf("got %v", err)
		}
	}
}

func TestMaps(t *testing.T) {
	const text = "id,tenure,churned,Plan,fee,fee\nA,3,1,pro,5,7\n"
	for _, c := range []struct {
		maps []Mapping
		want string
	}{
		{[]Mapping{{Price, ""}}, "2 customer=A tenure=3 churned=true\n"},
		{[]Mapping{{Price, "#6"}}, "2 customer=A tenure=3 churned=true price=7\n"},
		{[]Mapping{{Price, "#6"}, {Segment, "ＰＬＡＮ"}, {Contract, "plan"}}, "2 customer=A tenure=3 churned=true price=7 segment=pro contract=pro\n"},
		{[]Mapping{{Price, "#6"}, {Price, "#5"}}, "2 customer=A tenure=3 churned=true price=5\n"},
	} {
		if got := dump(t, opened(t, text, Options{Maps: c.maps}), nil); got != c.want {
			t.Errorf("%v: got %s", c.maps, got)
		}
	}
	f := opened(t, "id,tenure,churned\nA,3,0\n", Options{Shared: true, Maps: []Mapping{{Price, "fee"}, {MRR, "tenure"}, {Tenure, "tenure"}}})
	if u := f.Unused(); len(u) != 2 || u[0].Field != Price || u[1].Field != MRR {
		t.Error(u)
	}
	for text, want := range map[string]string{
		"price":     `found "price"; expected FIELD=COLUMN, such as price=MonthlyFee`,
		"prise=fee": `unknown field "prise"; did you mean "price"?`,
	} {
		if _, err := ParseMapping(text); err == nil || err.Error() != want {
			t.Errorf("got %v", err)
		}
	}
	if m, err := ParseMapping("T_X=last = at"); err != nil || m != (Mapping{LastAt, "last = at"}) {
		t.Error(m, err)
	}
}

func TestRejectedRows(t *testing.T) {
	text := "id,tenure,churned,start,end,price,segment\n" +
		"A,3,1,2024-01-01,,5,x\n" + // 2
		"B,3,1,2024-01-01,,5\n" +
		"C,3,1,2024-01-01,,5,x,y\n" +
		"D,three,1,2024-01-01,,5,x\n" +
		"E,3,perhaps,2024-01-01,,5,x\n" + // 6
		"F,3,1,2024-02-30,,5,x\n" +
		"G,3,1,2024-01-01,,5%,x\n" +
		"H,3,1,2024-01-01,,5,taro@example.com\n" +
		"I,3,1,2024-01-01,,5,090-1234-5678\n" + // 10
		"合計,3,1,2024-01-01,,5,x\n" +
		"1.23457E+11,3,1,2024-01-01,,5,x\n" +
		"J\x00,3,1,2024-01-01,,5,x\n" +
		"K,3 years,1,2024-01-01,,5,x\n" + // 14
		"L,3,1,2024-01-01,,\"5,x\n" +
		"M,n/a,NULL,-,9999-12-31,,NA\n" // 16
	var out strings.Builder
	rejects := NewRejects(&out)
	f := opened(t, text, Options{})
	want := "2 customer=A tenure=3 churned=true start=2024-01-01 end=? price=5 segment=x\n" +
		"16 customer=M tenure=? churned=? start=? end=? price=? segment=NA\n"
	if got := dump(t, f, rejects); got != want || f.Records() != 15 {
		t.Errorf("%d rows, got\n%s", f.Records(), got)
	}
	if err := rejects.Flush(); err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(out.String(), f.Path(), "F")
	wantOut := "file,line,reason\nF,3,fewer fields than column names\nF,4,more fields than column names\nF,5,tenure: not a number\nF,6,churned: neither yes nor no\n" +
		"F,7,start: not a date\nF,8,\"price: a percentage, not an amount\"\nF,9,segment: looks like a mail address or a phone number\n" +
		"F,10,segment: looks like a mail address or a phone number\nF,11,customer: a row of totals\nF,12,\"customer: number in scientific notation, cut by a spreadsheet\"\n" +
		"F,13,customer: NUL bytes\nF,14,tenure: years where months are wanted\nF,15,quotation mark is opened and not closed\n"
	if got != wantOut || rejects.Total() != 13 {
		t.Errorf("%d rejected, got\n%s", rejects.Total(), got)
	}
	if r := rejects.Reasons(); r[0].Count != 2 || len(r[0].Lines) != 2 || r[0].Lines[1].Line != 10 {
		t.Errorf("%+v", r)
	}
}

func TestRejectsAreBounded(t *testing.T) {
	r := NewRejects(nil)
	for i := range 5000 {
		r.Add("f", i+1, "same")
		r.Add("f", i+1, strings.Repeat("x", i%2500))
	}
	if list := r.Reasons(); r.Total() != 10_000 || len(list) > mostReasons+1 || list[0].Text != "same" || len(list[0].Lines) != keptLines {
		t.Errorf("%d in %d reasons", r.Total(), len(list))
	}
}

func TestRowsRejectAndFail(t *testing.T) {
	f := opened(t, "id,tenure,churned\nA,3,0\nB,4,1\n", Options{})
	rejects := NewRejects(nil)
	if err := f.Rows(context.Background(), rejects, func(r *Row) error {
		if v, _ := r.Number(Tenure); v > 3 {
			r.Reject("too old")
		}
		return nil
	}); err != nil || rejects.Total() != 1 || rejects.Reasons()[0].Lines[0].Line != 3 {
		t.Error(err, rejects.Reasons())
	}
	stop := errors.New("stop")
	if err := f.Rows(context.Background(), nil, func(*Row) error { return stop }); err != stop {
		t.Error(err)
	}
	if err := os.WriteFile(f.Path(), []byte("id,tenure,churned\nA,3,0\nB,5,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Rows(context.Background(), nil, func(*Row) error { return nil }); err == nil || !strings.Contains(err.Error(), "was changed while it was read") {
		t.Error(err)
	}
}

func TestCancelAndProgress(t *testing.T) {
	path := write(t, "c.csv", customersCSV(50_000))
	var last, total int64
	calls := 0
	opts := Options{Progress: func(done, all int64) {
		if done <= last {
			t.Errorf("progress went from %d to %d", last, done)
		}
		last, total = done, all
		calls++
	}}
	f, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if last*2 != total {
		t.Errorf("%d of %d bytes after the first reading", last, total)
	}
	if err := f.Rows(context.Background(), nil, func(*Row) error { return nil }); err != nil || last != total || calls < 10 {
		t.Errorf("%v, %d of %d bytes, %d calls", err, last, total, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	rows := 0
	err = f.Rows(ctx, nil, func(*Row) error { rows++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || rows > 20_000 {
		t.Errorf("%v after %d rows", err, rows)
	}
	if _, err := Open(ctx, path, Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestSharedData(t *testing.T) {
	for name, want := range map[string]struct {
		kind Kind
		rows int
		head string
	}{
		"telco_churn.csv":            {Customers, 7043, "2 customer=7590-VHVEG tenure=1 churned=false price=29.85 contract=Month-to-month\n"},
		"cdnow_summary_monetary.csv": {Transactions, 2357, "2 customer=1 x=2 t_x=30.43 T=38.86 mean=22.35\n"},
		"online_retail_h1.csv":       {Transactions, 10705, "2 customer=17850 date=2010-12-01 amount=139.12 order=536365 cancelled=false\n"},
	} {
		path := filepath.Join("..", "..", "..", "..", "shared", "data", name)
		if _, err := os.Stat(path); err != nil {
			t.Skip("the shared data are not here")
		}
		f, err := Open(context.Background(), path, Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		rejects := NewRejects(nil)
		got := dump(t, f, rejects)
		if f.Kind() != want.kind || strings.Count(got, "\n") != want.rows || !strings.HasPrefix(got, want.head) || rejects.Total() != 0 || len(f.Warnings()) != 0 {
			t.Errorf("%s: %s, %d rows, %q, %v, %v", name, f.Kind(), strings.Count(got, "\n"), got[:120], rejects.Reasons(), f.Warnings())
		}
	}
}
