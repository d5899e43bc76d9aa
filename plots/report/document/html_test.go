package document

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var look = flag.String("look", "", "folder for the sample's pages, to be looked at")

func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("-look DIR writes the sample's pages")
	}
	for _, language := range []string{"en", "ja"} {
		var out bytes.Buffer
		if err := board(language).HTML(&out); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*look, language+".html"), out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
