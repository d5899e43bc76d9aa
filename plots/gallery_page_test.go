package plots

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var galleryFolder = flag.String("gallery", "", "write a page of all charts, index.html, and their files into this folder")

// TestGalleryPage makes the page of all charts:
//
//	go test ./plots -run GalleryPage -gallery /tmp/gallery
//
// Without the flag it makes it of one chart of each kind and keeps nothing.
func TestGalleryPage(t *testing.T) {
	entries, folder, size := append(gallery(), informationGallery()...), *galleryFolder, Size{}
	if folder == "" {
		folder, size.DPI = t.TempDir(), 24
		entries = oneOfEachKind(entries)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	page.WriteString(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Charts of holdfast</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 1000px; margin: 2rem auto; padding: 0 1rem; color: #1f2933; background: #f4f6f8 }
figure { margin: 0 0 3rem } figure img { width: 100%; height: auto; background: #fff } nav a { margin-right: 1em }
</style></head><body><main>
<h1>Charts of holdfast</h1>
<nav>`)
	for _, e := range entries {
		fmt.Fprintf(&page, "<a href=\"#%s\">%s</a> ", e.name, e.name)
	}
	page.WriteString("</nav>\n")
	for _, e := range entries {
		title, detail := e.chart.Description()
		fmt.Fprintf(&page, "<figure id=\"%s\"><h2>%s</h2><img src=\"%s.svg\" alt=\"%s\">\n<figcaption>%s", e.name, e.name, e.name, html.EscapeString(title), html.EscapeString(detail))
		for _, format := range []struct {
			ending string
			write  func(io.Writer, Chart, Size) error
		}{{"png", PNG}, {"svg", SVG}, {"pdf", PDF}} {
			var file bytes.Buffer
			if err := format.write(&file, e.chart, size); err != nil {
				t.Fatalf("%s.%s: %v", e.name, format.ending, err)
			}
			name := e.name + "." + format.ending
			if err := os.WriteFile(filepath.Join(folder, name), file.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&page, " <a href=\"%s\">%s, %d KB</a>", name, strings.ToUpper(format.ending), (file.Len()+999)/1000)
		}
		page.WriteString("</figcaption></figure>\n")
	}
	page.WriteString("</main></body></html>\n")
	if err := os.WriteFile(filepath.Join(folder, "index.html"), page.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		for _, ending := range []string{"png", "svg", "pdf"} {
			if !bytes.Contains(page.Bytes(), []byte(`href="`+e.name+"."+ending+`"`)) {
				t.Errorf("the page lacks %s.%s", e.name, ending)
			}
		}
	}
}

// oneOfEachKind keeps the first chart of each kind, by the first word of the
// names.
func oneOfEachKind(entries []entry) []entry {
	var kept []entry
	seen := map[string]bool{"deg": true}
	for _, e := range entries {
		kind, _, _ := strings.Cut(e.name, "_")
		if !seen[kind] {
			seen[kind] = true
			kept = append(kept, e)
		}
	}
	return kept
}
