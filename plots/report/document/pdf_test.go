package document

import (
	"bytes"
	"testing"
)

func pdfOf(t testing.TB, d *Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := d.PDF(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBoardReportIsSmallAndTheSameTwice(t *testing.T) {
	for _, language := range []string{"en", "ja"} {
		file := pdfOf(t, board(language))
		if !bytes.HasPrefix(file, []byte("%PDF-1.")) || !bytes.Contains(file, []byte("/Lang ("+language+")")) {
			t.Errorf("%s: no PDF, or one without a language", language)
		}
		if len(file) > 300_000 {
			t.Errorf("%s: %d bytes", language, len(file))
		}
		if !bytes.Equal(file, pdfOf(t, board(language))) {
			t.Errorf("%s: other bytes the second time", language)
		}
	}
}
