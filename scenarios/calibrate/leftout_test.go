package calibrate

import (
	"bytes"
	"strings"
	"testing"
)

// What a rule leaves out of transactions is listed with its line, and does not
// count as rejected.
func TestTransactionsLeftOutAreListed(t *testing.T) {
	var text strings.Builder
	text.WriteString("customer,date,amount,cancelled\n")
	for i := range 40 {
		for day := 1; day <= 3; day++ {
			text.WriteString("c" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + ",2026-0" + string(rune('0'+day)) + "-11,20,no\n")
		}
	}
	text.WriteString("caa,2026-04-01,0,no\ncba,2026-04-02,30,yes\n")
	var listed bytes.Buffer
	o := plain()
	o.Rejects = &listed
	r := calibrated(t, o, file(t, "shop.csv", text.String()))
	if r.Rows.Rejected != 0 {
		t.Errorf("%d rows are rejected", r.Rows.Rejected)
	}
	for _, want := range []string{",122,left out: an amount of 0 is no purchase", ",123,left out: an order that was cancelled"} {
		if !strings.Contains(listed.String(), want) {
			t.Errorf("the list lacks %q:\n%s", want, listed.String())
		}
	}
}
