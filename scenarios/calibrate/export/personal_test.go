package export

import (
	"fmt"
	"strings"
	"testing"
)

func TestPersonalNames(t *testing.T) {
	for _, name := range []string{"Name", "full_name", "E-mail", "Email Address", "ＰＨＯＮＥ", "Phone Number", "顧客名", "氏名（カナ）", "メールアドレス", "電話番号", "住所", "生年月日", "Billing Email", "会社名"} {
		if !personalName(name) {
			t.Errorf("%s was not recognised", name)
		}
	}
	for _, name := range []string{"PhoneService", "Plan Name", "商品名", "プラン名", "channel_name", "campaign name", "店舗名", "OnlineBackup", "PaperlessBilling", "country", "都道府県", "segment", "customerID", "契約名"} {
		if personalName(name) {
			t.Errorf("%s was taken for personal", name)
		}
	}
}

func TestPersonalContent(t *testing.T) {
	for _, text := range []string{"taro@example.com", "taro＠example.co.jp", "090-1234-5678", "０９０１２３４５６７８", "+81 90 1234 5678", "(03) 1234-5678", "03-1234-5678"} {
		if !looksPersonal([]byte(text)) {
			t.Errorf("%s was not recognised", text)
		}
	}
	for _, text := range []string{"Basic", "2026-01-31", "12345", "A-0001", "7590-VHVEG", "1,234,567", "¥980", "@home", "Month-to-month", "12 months", "10-50", "2024/2025"} {
		if looksPersonal([]byte(text)) {
			t.Errorf("%s was taken for personal", text)
		}
	}
}

// people returns a file whose column "who" has these texts.
func people(column string, text func(i int) string) string {
	var b strings.Builder
	b.WriteString("id,tenure,churned," + column + "\n")
	for i := range 60 {
		fmt.Fprintf(&b, "c%d,3,0,%s\n", i, text(i))
	}
	return b.String()
}

func TestPersonalColumnIsNoSegment(t *testing.T) {
	secret := map[string]func(i int) string{
		"mail":    func(i int) string { return fmt.Sprintf("user%d@example.com", i) },
		"phone":   func(i int) string { return fmt.Sprintf("090-1234-%04d", i) },
		"western": func(i int) string { return fmt.Sprintf("John%c Smith%c", 'a'+rune(i%26), 'a'+rune(i/26)) },
		"eastern": func(i int) string { return "山田 " + string(rune('一'+i*7)) + "郎" },
	}
	for name, text := range secret {
		got := refused(t, people("who", text), Options{Maps: []Mapping{{Segment, "who"}}})
		if !strings.Contains(got, "cannot be the segment: it holds personal data") {
			t.Errorf("%s: %s", name, got)
		}
		for i := range 60 {
			if strings.Contains(got, text(i)) {
				t.Errorf("%s was echoed: %s", text(i), got)
			}
		}
	}
	f := opened(t, people("氏名", func(int) string { return "x" }), Options{})
	if c := f.Columns()[3]; c.Personal != "its name" {
		t.Errorf("%+v", c)
	}
	cities := []string{"New York", "Los Angeles", "San Francisco", "United Kingdom"}
	f = opened(t, people("city", func(i int) string { return cities[i%4] }), Options{Maps: []Mapping{{Segment, "city"}}})
	if got := dump(t, f, nil); !strings.Contains(got, "segment=New York") {
		t.Error(got)
	}
}

// Whatever is wrong with a file, nothing of a personal cell is part of what is
// said of it.
func TestNothingPersonalIsEchoed(t *testing.T) {
	const mail, phone, who = "hanako@example.com", "080-9876-5432", "Hanako Yamada"
	row := strings.Join([]string{mail, phone, who}, ",")
	for _, text := range []string{
		row + "\n" + row + "\n",
		row + ",active\n" + row + ",active\n",
		row + ",5\n",
		"id,tenure,churned\n" + row + "\n" + row + "\n" + row + "\n" + row + "\n" + row + "\n" + row + "\n",
		"churned,id,tenure\n" + row + "\n",
		"id,start,end\n" + row + "\n",
		"id,start,end\na," + row + "\n",
		"id,tenure,churned,\"" + mail + "\n" + row + "\n",
		"customer,date,amount\n" + row + "\n",
		"\"" + row + "\n" + row,
	} {
		f, err := Open(t.Context(), write(t, "data.csv", []byte(text)), Options{})
		said := ""
		if err != nil {
			said = err.Error()
		} else {
			rejects := NewRejects(&nowhere{&said})
			f.Rows(t.Context(), rejects, func(*Row) error { return nil })
			rejects.Flush()
			said += fmt.Sprint(f.Warnings(), f.KindReason(), rejects.Reasons())
		}
		for _, part := range []string{"hanako", "9876", "Hanako", "Yamada"} {
			if strings.Contains(said, part) {
				t.Errorf("%q: %s", text, said)
			}
		}
	}
}

type nowhere struct{ said *string }

func (n *nowhere) Write(p []byte) (int, error) {
	*n.said += string(p)
	return len(p), nil
}
