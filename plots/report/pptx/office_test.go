package pptx

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// LibreOffice, where there is one, reads the deck and gives every slide a page.
func TestOpensInLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("needs soffice and time")
	}
	folder := t.TempDir()
	deck := everything(t)
	if err := os.WriteFile(filepath.Join(folder, "deck.pptx"), write(t, deck), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, filepath.Join(folder, "deck.pptx"))
	if out, err := cmd.CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			t.Skip("soffice took too long")
		}
		t.Fatalf("%v: %s", err, out)
	}
	pdf, err := os.ReadFile(filepath.Join(folder, "deck.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if pages := len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(pdf, -1)); pages != len(deck.Slides) {
		t.Errorf("%d pages of %d slides", pages, len(deck.Slides))
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Error("no PDF came out")
	}
}
