//go:build unix

package scenarios

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe: a pipe without a writer is refused instead of waited for.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.csv"), 0o666); err != nil {
		t.Skip(err)
	}
	_, err := newLoader(Source{Dir: dir}).column("pipe.csv", "a")
	if err == nil || err.Error() != `"pipe.csv" is not a file` {
		t.Errorf("found %v", err)
	}
}
