package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// folder is where --out puts its files: they are written to a temporary folder
// beside their place and moved there when all of them are complete and on
// disk. A new folder appears at once; in one that exists, files of the same
// names are replaced, each at once, and others are left alone.
type folder struct {
	dir     string
	temp    string // "" once it is gone
	parents []string
	exists  bool

	mu    sync.Mutex
	files []string // relative to temp
}

// newFolder prepares dir, and finds out before anything is computed if nothing
// can be written there or something is in the way of the expected files.
func newFolder(dir string, expected []string) (*folder, error) {
	f := &folder{dir: filepath.Clean(dir)}
	info, err := os.Stat(f.dir)
	switch {
	case err == nil && !info.IsDir():
		return nil, errors.New("is a file; name a folder")
	case err == nil:
		f.exists = true
		for _, name := range expected {
			if err := f.inTheWay(name); err != nil {
				return nil, err
			}
		}
		f.temp, err = mkdirTemp(f.dir, ".holdfast-")
	case errors.Is(err, fs.ErrNotExist):
		parent := filepath.Dir(f.dir)
		if err = f.makeParents(parent); err == nil {
			f.temp, err = mkdirTemp(parent, "."+filepath.Base(f.dir)+"-")
		}
	}
	if err != nil {
		f.discard()
		return nil, fmt.Errorf("cannot be written: %w", cause(err))
	}
	return f, nil
}

// makeParents makes the folders above the new one, remembering which.
func (f *folder) makeParents(dir string) error {
	var missing []string
	for {
		_, err := os.Stat(dir)
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
		missing = append(missing, dir)
		dir = filepath.Dir(dir)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := os.Mkdir(missing[i], 0o777); err != nil {
			return err
		}
		f.parents = append(f.parents, missing[i])
	}
	return nil
}

// mkdirTemp is os.MkdirTemp with the permissions of any other folder.
func mkdirTemp(parent, prefix string) (string, error) {
	for range 100 {
		dir := filepath.Join(parent, fmt.Sprintf("%s%08x", prefix, rand.Uint32()))
		err := os.Mkdir(dir, 0o777)
		if !errors.Is(err, fs.ErrExist) {
			return dir, err
		}
	}
	return "", errors.New("too many temporary folders; remove those that interrupted runs left")
}

// write makes a file, whose name is relative to the folder, and puts it on
// disk. Several may be written at a time.
func (f *folder) write(ctx context.Context, name string, content func(io.Writer) error) error {
	file, err := f.create(name)
	if err == nil {
		err = fill(file, func(w io.Writer) error { return content(untilDone{ctx, w}) })
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	return nil
}

// create makes an empty file, unless the folder was discarded already.
func (f *folder) create(name string) (*os.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.temp == "" {
		return nil, fs.ErrClosed
	}
	f.files = append(f.files, name)
	path := filepath.Join(f.temp, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

// fill writes a new file, puts it on disk and closes it.
func fill(file *os.File, content func(io.Writer) error) error {
	w := bufio.NewWriterSize(file, 1<<16)
	err := content(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

// commit moves the files to their place.
func (f *folder) commit() error {
	if !f.exists {
		err := os.Rename(f.temp, f.dir)
		if errors.Is(err, fs.ErrExist) {
			return errors.New("appeared meanwhile: another run writes there")
		}
		if err != nil {
			return fmt.Errorf("cannot be written: %w", linkCause(err))
		}
		f.temp, f.parents = "", nil
		syncDir(filepath.Dir(f.dir))
		return nil
	}
	slices.Sort(f.files)
	for _, name := range f.files {
		if err := f.inTheWay(name); err != nil {
			return err
		}
	}
	for _, name := range f.files {
		target := filepath.Join(f.dir, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return fmt.Errorf("%s: %w", filepath.Dir(name), cause(err))
		}
		if err := os.Rename(filepath.Join(f.temp, name), target); err != nil {
			return fmt.Errorf("%s: %w", name, linkCause(err))
		}
	}
	syncDir(f.dir)
	return nil
}

// inTheWay reports what would keep a file from being moved to its place: a
// folder of that name, or a file where a folder above it should be.
func (f *folder) inTheWay(name string) error {
	parts := strings.Split(filepath.ToSlash(name), "/")
	for i := range parts {
		at := filepath.Join(parts[:i+1]...)
		info, err := os.Stat(filepath.Join(f.dir, at))
		last := i == len(parts)-1
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", at, cause(err))
		case last && info.IsDir():
			return fmt.Errorf("%s: a folder is in the way", at)
		case !last && !info.IsDir():
			return fmt.Errorf("%s: a file is in the way", at)
		}
	}
	return nil
}

// syncDir makes the names in a folder last, where the system can; the files
// themselves are on disk already.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// discard removes what is left of the temporary folder, also while it is being
// written to, and, where nothing was moved into place, the folders made above it.
func (f *folder) discard() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.temp != "" {
		_ = os.RemoveAll(f.temp)
		f.temp = ""
	}
	for i := len(f.parents) - 1; i >= 0; i-- {
		_ = os.Remove(f.parents[i])
	}
	f.parents = nil
}

// linkCause leaves out the paths of a failed rename, which name temporary files.
func linkCause(err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
