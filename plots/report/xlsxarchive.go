package report

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// write writes the workbook with its parts in a fixed order and at a fixed
// time.
func (b *book) write(w io.Writer) error {
	archive := &steadyArchive{}
	b.file.SetZipWriter(func(to io.Writer) excelize.ZipWriter {
		archive.to = to
		return archive
	})
	return b.file.Write(w)
}

// steadyArchive is a zip archive that is sorted when it is closed.
type steadyArchive struct {
	to    io.Writer
	parts []*steadyPart
}

type steadyPart struct {
	name string
	bytes.Buffer
}

// Create adds a part.
func (a *steadyArchive) Create(name string) (io.Writer, error) {
	p := &steadyPart{name: name}
	a.parts = append(a.parts, p)
	return p, nil
}

// AddFS is for folders of files, which workbooks of ours have not.
func (a *steadyArchive) AddFS(_ fs.FS) error { return errors.ErrUnsupported }

// Close writes the parts: the content types first, as readers expect, the
// others by name.
func (a *steadyArchive) Close() error {
	slices.SortStableFunc(a.parts, func(p, q *steadyPart) int {
		switch {
		case p.name == q.name:
			return 0
		case p.name == contentTypesPart:
			return -1
		case q.name == contentTypesPart:
			return 1
		}
		return strings.Compare(p.name, q.name)
	})
	z := zip.NewWriter(a.to)
	for _, p := range a.parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if _, err := w.Write(mended(p)); err != nil {
			return err
		}
	}
	return z.Close()
}

// mended is a part's content without the slips of excelize's. It lists content
// types in a random order. It marks the values of formulas as text, which
// programs that do not calculate would read: all formulas of ours give numbers.
// And it says of a sheet with a filter that rows are filtered out.
func mended(p *steadyPart) []byte {
	content := p.Bytes()
	switch {
	case p.name == contentTypesPart:
		types := defaultType.FindAll(content, -1)
		slices.SortFunc(types, bytes.Compare)
		next := 0
		return defaultType.ReplaceAllFunc(content, func([]byte) []byte {
			next++
			return types[next-1]
		})
	case strings.HasPrefix(p.name, "xl/worksheets/"):
		content = bytes.ReplaceAll(content, []byte(` t="str"><f>`), []byte(`><f>`))
		return bytes.ReplaceAll(content, []byte(` filterMode="true"`), nil)
	}
	return content
}

const contentTypesPart = "[Content_Types].xml"

// defaultType is the content type of an ending.
var defaultType = regexp.MustCompile(`<Default [^>]*></Default>`)
