// Package library holds the plans that come with holdfast: commented starter
// plans to run as they are, to read, and to fill with one's own numbers.
package library

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed plans/*.yaml plans/*.csv
var files embed.FS

// names are the shipped plans in the order in which they are listed.
var names = []string{"saas", "ecommerce", "telecom", "membership-ja", "classics"}

// Plan is a shipped plan.
type Plan struct {
	Name    string // as Read takes it
	Summary string // one line on what the plan shows, in the plan's own language
}

// File is a file that a plan reads.
type File struct {
	Name string // relative to the plan
	Data []byte
}

// beside are the files that plans read, by the plan's name.
var beside = map[string][]string{"telecom": {"telecom-draws.csv"}}

// List returns the shipped plans in a fixed order. A plan's summary is the
// comment in the first line of its file.
func List() []Plan {
	plans := make([]Plan, len(names))
	for i, name := range names {
		plans[i] = Plan{Name: name, Summary: summary(content(name + ".yaml"))}
	}
	return plans
}

// Read returns the file of the plan of that name, as "holdfast init" writes it.
// The caller owns the bytes. An unknown name is an error that lists the known
// ones. To be loaded, the plan needs the files of [Beside] in its folder.
func Read(name string) ([]byte, error) {
	for _, known := range names {
		if name == known {
			return content(name + ".yaml"), nil
		}
	}
	return nil, fmt.Errorf("there is no shipped plan %q; there are %s", name, strings.Join(names, ", "))
}

// Beside returns the files that the plan of that name reads, to be put into its
// folder; most plans read none. The caller owns the bytes.
func Beside(name string) []File {
	var all []File
	for _, file := range beside[name] {
		all = append(all, File{file, content(file)})
	}
	return all
}

// content panics for a file that is not embedded: names and files are one.
func content(name string) []byte {
	data, err := files.ReadFile("plans/" + name)
	if err != nil {
		panic("library: " + err.Error())
	}
	return data
}

func summary(data []byte) string {
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSpace(strings.TrimPrefix(line, "#"))
}
