package main

import (
	"bytes"
	"errors"
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
	if file == "" || file == "-" {
		_, err := s.stdout.Write(plan)
		return printed(err)
	}
	err = saveStarter(plan, file, force)
	if errors.Is(err, fs.ErrExist) {
		return usagef("init: -o %s: exists already; --force overwrites it", file)
	}
	if err != nil {
		return fmt.Errorf("init: -o %s: %w", file, linkCause(cause(err)))
	}
	fmt.Fprintf(s.stderr, "wrote %s; next: holdfast run %s\n", printable(file), printable(file))
	return nil
}

// saveStarter writes the file whole or not at all.
func saveStarter(plan []byte, file string, force bool) error {
	info, err := os.Stat(file)
	switch {
	case err == nil && info.IsDir():
		return errors.New("is a folder; name a file in it")
	case err == nil && !force:
		return fs.ErrExist
	}
	temp, err := mkdirTemp(filepath.Dir(file), ".holdfast-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	written, err := os.Create(filepath.Join(temp, "plan.yaml"))
	if err != nil {
		return err
	}
	err = fill(written, func(w io.Writer) error {
		_, err := w.Write(plan)
		return err
	})
	if err != nil {
		return err
	}
	return os.Rename(written.Name(), file)
}
