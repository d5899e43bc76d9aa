package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newRoot(s streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "holdfast",
		Short: "What-if engine for customer retention",
		Long: `holdfast reads a plan of customers, prices, churn and acquisition from a YAML
file, simulates it month by month many times over, and says which of several
investments pays, and how surely.`,
		Example: `  holdfast init saas -o plan.yaml
  holdfast run plan.yaml --out results`,
		Args:          cobra.ArbitraryArgs,
		Version:       versionLine(),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("no command given")
			}
			return usagef("unknown command %q%s", args[0], didYouMean(args[0], commandNames(cmd)))
		},
	}
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(runCommand(s), reportCommand(s), chartCommand(s), breakevenCommand(s), optimizeCommand(s), valueCommand(s), sensitivityCommand(s), calibrateCommand(s), backtestCommand(s), validateCommand(s), initCommand(s), schemaCommand(s), versionCommand(s))
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveDefault)
	for _, cmd := range root.Commands() {
		cmd.Flags().SortFlags = false
	}
	return root
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, cmd := range root.Commands() {
		names = append(names, cmd.Name())
	}
	return names
}

// flagError explains a flag that cannot be parsed.
func flagError(cmd *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	var missing *pflag.NotExistError
	if errors.As(err, &missing) {
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
		name := "--" + missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			name = "-" + missing.GetSpecifiedName()
		}
		return usagef("%s: unknown flag %s%s", cmd.CommandPath(), name, didYouMean(name, known))
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return usagef("%s: --%s %q: %w", cmd.CommandPath(), invalid.GetFlag().Name, invalid.GetValue(), invalid.Unwrap())
	}
	return usagef("%s: %w", cmd.CommandPath(), err)
}

// onePlan checks that a command names exactly one plan.
func onePlan(cmd *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return usagef("%s: name a plan file, or - for standard input", cmd.CommandPath())
	case 1:
		return nil
	}
	return usagef("%s: one plan at a time, not %d", cmd.CommandPath(), len(args))
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s: takes no arguments, found %q", cmd.CommandPath(), args[0])
	}
	return nil
}

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}
