package scenarios

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// MaxPlanBytes is the size of the largest plan that is read.
const MaxPlanBytes = 1 << 20

// Source is a plan's bytes and where they come from.
type Source struct {
	Name string // as the user named it: a path, or "<stdin>"
	Data []byte
	Dir  string // folder that files named in the plan are relative to and may not leave
}

// Read reads the plan file at path, or standard input where path is "-". Its
// folder, for standard input the current one, is where files named in the plan
// are looked for. It reads no more than [MaxPlanBytes]; a larger file, a folder
// and one that cannot be read are errors.
func Read(path string, stdin io.Reader) (Source, error) {
	if path == "-" {
		data, err := readPlan(stdin)
		if err != nil {
			return Source{}, fmt.Errorf("<stdin>: %w", err)
		}
		return Source{Name: "<stdin>", Data: data, Dir: "."}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return Source{}, fmt.Errorf("%s: cannot be read: %w", path, cause(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return Source{}, fmt.Errorf("%s: cannot be read: %w", path, cause(err))
	case info.IsDir():
		return Source{}, fmt.Errorf("%s: is a folder; name the plan file in it", path)
	}
	data, err := readPlan(f)
	if err != nil {
		return Source{}, fmt.Errorf("%s: %w", path, err)
	}
	return Source{Name: path, Data: data, Dir: filepath.Dir(path)}, nil
}

func readPlan(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxPlanBytes+1))
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", cause(err))
	}
	if len(data) > MaxPlanBytes {
		return nil, errTooLarge
	}
	return data, nil
}

var errTooLarge = fmt.Errorf("is larger than %d bytes, the most that a plan may have", MaxPlanBytes)

// cause leaves out the operation and path of a file error.
func cause(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
