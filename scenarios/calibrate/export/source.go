package export

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
)

// sampleBytes is how much of a file is looked at before it is read.
const sampleBytes = 1 << 20

// source reads a file, unpacked if it is gzip by content, and keeps its hash.
type source struct {
	ctx      context.Context
	file     *os.File
	unpacked *bufio.Reader // of sampleBytes
	hash     hash.Hash     // of the bytes on disk
	read     int64
	progress func(read int64)
}

// openSource opens a regular file.
func openSource(ctx context.Context, path string, progress func(int64)) (*source, error) {
	info, err := os.Stat(path) // before opening, which would wait for a pipe's writer
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, one(path, 0, 0, "there is no such file")
	case err != nil:
		return nil, one(path, 0, 0, "the file cannot be read: %s", cause(err))
	case info.IsDir():
		return nil, one(path, 0, 0, "is a folder; name the CSV file in it")
	case !info.Mode().IsRegular():
		return nil, one(path, 0, 0, "is not a regular file; it is read more than once, so save it as a file first")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, one(path, 0, 0, "the file cannot be read: %s", cause(err))
	}
	s := &source{ctx: ctx, file: file, hash: sha256.New(), progress: progress}
	raw := bufio.NewReaderSize((*disk)(s), 64<<10)
	magic, _ := raw.Peek(2)
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		s.unpacked = bufio.NewReaderSize(raw, int(min(sampleBytes, info.Size()+1)))
		return s, nil
	}
	unzipped, err := gzip.NewReader(raw)
	if err != nil {
		file.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, one(path, 0, 0, "begins like a .gz file and cannot be unpacked: %s", cause(err))
	}
	s.unpacked = bufio.NewReaderSize(unzipped, sampleBytes)
	return s, nil
}

// disk reads the bytes of a source as they lie on disk.
type disk source

func (d *disk) Read(p []byte) (int, error) {
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := d.file.Read(p[:min(len(p), 64<<10)])
	d.hash.Write(p[:n])
	d.read += int64(n)
	if d.progress != nil && n > 0 {
		d.progress(d.read)
	}
	return n, err
}

// sum returns the SHA-256 of the whole file, reading what is left of it.
func (s *source) sum() (string, error) {
	if _, err := io.Copy(io.Discard, struct{ io.Reader }{(*disk)(s)}); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", s.hash.Sum(nil)), nil
}

func (s *source) close() { s.file.Close() }

// cause returns what went wrong, without the path that the message has already.
func cause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too early, as after a broken download"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return "it is damaged (" + err.Error() + ")"
	}
	return err.Error()
}

// notText names file formats that are no text by their first bytes, and says how
// to get text.
func notText(sample []byte) string {
	const save = "; open it and save the sheet as \"CSV UTF-8\""
	for _, f := range []struct{ magic, message string }{
		{"PK\x03\x04", "is a zip archive or an Excel workbook (.xlsx)" + save + ", or unpack it first"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel workbook (.xls)" + save},
		{"%PDF", "is a PDF; export the table as CSV"},
		{"PAR1", "is a Parquet file; export it as CSV"},
		{"SQLite format 3", "is an SQLite database; export the table as CSV"},
		{"BZh", "is packed by bzip2; unpack it, or pack it with gzip"},
		{"\xfd7zXZ\x00", "is packed by xz; unpack it, or pack it with gzip"},
		{"\x28\xb5\x2f\xfd", "is packed by zstd; unpack it, or pack it with gzip"},
		{"\x1f\x8b", "is packed twice by gzip; unpack it once"},
	} {
		if bytes.HasPrefix(sample, []byte(f.magic)) {
			return f.message
		}
	}
	if bytes.Count(sample, []byte{0})*8 > len(sample) && utf16Of(sample) == "" {
		return "is no text: it is full of NUL bytes"
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(sample, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("{")), bytes.HasPrefix(head, []byte(`[{`)):
		return "is JSON; export it as CSV"
	case len(head) >= 5 && (bytes.EqualFold(head[:5], []byte("<html")) || bytes.EqualFold(head[:5], []byte("<!doc")) || bytes.EqualFold(head[:5], []byte("<?xml"))):
		return "is a web page or XML, perhaps a page that asked for signing in; export the table as CSV"
	}
	return ""
}
