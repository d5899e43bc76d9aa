package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"holdfast/scenarios/library"
)

func initCommand(s streams) *cobra.Command {
	file, force := "", false
	cmd := &cobra.Command{
		Use:   "init [NAME]",
		Short: "Write a commented starter plan; without a name, list them",
		Example: `  holdfast init
  holdfast init saas -o plan.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("init: one name at a time, not %d", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return libraryNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				if file != "" {
					return usagef("init: -o %s: name the plan to write%s", file, didYouMean("", libraryNames()))
				}
				return listLibrary(s)
			}
			return writeStarter(s, args[0], file, force)
		},
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "file to write (default: standard output)")
	cmd.Flags().BoolVar(&force, "force", false, "overwrite the file")
	return cmd
}

func libraryNames() []string {
	var names []string
	for _, plan := range library.List() {
		names = append(names, plan.Name)
	}
	return names
}

func listLibrary(s streams) error {
	width := 0
	for _, plan := range library.List() {
		width = max(width, len(plan.Name))
	}
	var b bytes.Buffer
	for _, plan := range library.List() {
		fmt.Fprintf(&b, "%-*s  %s\n", width, plan.Name, plan.Summary)
	}
	_, err := s.stdout.Write(b.Bytes())
	return printed(err)
}

func writeStarter(s streams, name, file string, force bool) error {
	names := libraryNames()
	if !slices.Contains(names, name) {
		return usagef("init: there is no plan %q%s", name, didYouMean(name, names))
	}
	plan, err := library.Read(name)
	if err != nil {
		return err
	}
	beside := library.Beside(name)
	if file == "" || file == "-" {
		_, err := s.stdout.Write(plan)
		for _, f := range beside {
			fmt.Fprintf(s.stderr, "the plan reads %s, which -o FILE writes beside it\n", f.Name)
		}
		return printed(err)
	}
	for _, f := range beside {
		if filepath.Base(file) == f.Name {
			return usagef("init: -o %s: is the name of a file that the plan reads; choose another", file)
		}
	}
	all := append([]library.File{}, beside...)
	all = append(all, library.File{Name: filepath.Base(file), Data: plan})
	if exists, err := saveStarter(all, filepath.Dir(file), force); err != nil {
		if exists != "" {
			return usagef("init: -o %s: exists already; --force overwrites it", filepath.Join(filepath.Dir(file), exists))
		}
		return fmt.Errorf("init: -o %s: %w", file, linkCause(cause(err)))
	}
	wrote := printable(file)
	for _, f := range beside {
		wrote += " and " + printable(filepath.Join(filepath.Dir(file), f.Name)) + ", which it reads"
	}
	fmt.Fprintf(s.stderr, "wrote %s; next: holdfast run %s\n", wrote, printable(file))
	return nil
}

// saveStarter writes the files, the plan last, whole or not at all: all are on
// disk before any gets its name. A file that has the same content already is left
// alone; one that is in the way otherwise is named.
func saveStarter(files []library.File, dir string, force bool) (exists string, err error) {
	for i, f := range files {
		path := filepath.Join(dir, f.Name)
		info, err := os.Stat(path)
		switch {
		case err == nil && info.IsDir():
			return "", fmt.Errorf("%s: is a folder; name a file in it", f.Name)
		case err == nil && !info.Mode().IsRegular():
			return "", fmt.Errorf("%s: is no ordinary file and would be replaced; name another", f.Name)
		case err == nil && !force:
			if old, err := os.ReadFile(path); i == len(files)-1 || err != nil || !bytes.Equal(old, f.Data) {
				return f.Name, fs.ErrExist
			}
		}
	}
	temp, err := mkdirTemp(dir, ".holdfast-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	for _, f := range files {
		written, err := os.OpenFile(filepath.Join(temp, f.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return "", err
		}
		err = fill(written, func(w io.Writer) error {
			_, err := w.Write(f.Data)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	for _, f := range files {
		if err := os.Rename(filepath.Join(temp, f.Name), filepath.Join(dir, f.Name)); err != nil {
			return "", err
		}
	}
	syncDir(dir)
	return "", nil
}
