package document

import (
	"bytes"
	"errors"
	"flag"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

var updatePDF = flag.Bool("update-pdf", false, "rewrite the pictures of PDF pages in testdata")

// Two pictures of a page count as the same while the means of cells of this
// many pixels differ by at most this much in all but this share of the cells:
// room for another version of Poppler, not for a moved line of text.
const (
	cellSize       = 6
	cellDifference = 24
	cellShare      = 0.003
)

// withoutCharts is a document whose pages only this package draws.
func withoutCharts(d *Document) *Document {
	var sections func([]Section) []Section
	sections = func(all []Section) []Section {
		var kept []Section
		for _, s := range all {
			var blocks []Block
			for _, b := range s.Blocks {
				switch b := b.(type) {
				case Chart, Choices:
				case Table:
					b.Rows = b.Rows[:min(len(b.Rows), 9)]
					blocks = append(blocks, b)
				default:
					blocks = append(blocks, b)
				}
			}
			s.Blocks, s.Sections, s.Break = blocks, sections(s.Sections), false
			kept = append(kept, s)
		}
		return kept
	}
	other := *d
	other.Sections = sections(d.Sections)
	return &other
}

func TestPDFPagesLookAsBefore(t *testing.T) {
	for _, language := range languages {
		file := pdfOf(t, withoutCharts(board(language)))
		for _, page := range []string{"1", "2", "3"} {
			picture := []byte(poppler(t, file, "pdftoppm", "-png", "-gray", "-r", "50", "-f", page, "-l", page))
			golden := filepath.Join("testdata", "pdf_"+language+"_"+page+".png")
			if *updatePDF {
				if err := errors.Join(os.MkdirAll("testdata", 0o755), os.WriteFile(golden, picture, 0o644)); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("%v (go test ./plots/report/document -run Look -update-pdf makes it)", err)
			}
			if apart := cellsApart(t, want, picture); apart > cellShare {
				kept, err := os.CreateTemp("", "pdf_"+language+"_"+page+"-*.png")
				if err != nil {
					t.Fatal(err)
				}
				_, err = kept.Write(picture)
				t.Errorf("%.4f of the cells of %s differ; new picture: %s %v", apart, golden, kept.Name(), errors.Join(err, kept.Close()))
			}
		}
	}
}

// cellsApart returns the share of cells that differ; all where sizes do.
func cellsApart(t *testing.T, a, b []byte) float64 {
	t.Helper()
	var pictures [2]image.Image
	for i, file := range [][]byte{a, b} {
		img, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		pictures[i] = img
	}
	size := pictures[0].Bounds().Size()
	if pictures[1].Bounds().Size() != size {
		return 1
	}
	apart, cells := 0, 0
	for y := 0; y+cellSize <= size.Y; y += cellSize {
		for x := 0; x+cellSize <= size.X; x += cellSize {
			cells++
			if math.Abs(cellMean(pictures[0], x, y)-cellMean(pictures[1], x, y)) > cellDifference {
				apart++
			}
		}
	}
	return float64(apart) / float64(cells)
}

// cellMean is the mean brightness, 0 to 255, of a cell.
func cellMean(img image.Image, x, y int) (mean float64) {
	for dy := range cellSize {
		for dx := range cellSize {
			r, _, _, _ := img.At(x+dx, y+dy).RGBA()
			mean += float64(r) / 257 / (cellSize * cellSize)
		}
	}
	return mean
}
