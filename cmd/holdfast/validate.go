package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"holdfast/plots/report"
	"holdfast/scenarios"
)

func validateCommand(s streams) *cobra.Command {
	explain := false
	cmd := &cobra.Command{
		Use:   "validate PLAN...",
		Short: "Check plans and report all their problems",
		Example: `  holdfast validate plan.yaml
  holdfast validate plans/*.yaml --explain`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("validate: name a plan file, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return validate(cmd.Context(), s, args, explain)
		},
	}
	cmd.Flags().BoolVar(&explain, "explain", false, "list every input with its value, unit per month and origin")
	return cmd
}

// validate checks every plan and prints the problems of all of them.
func validate(ctx context.Context, s streams, paths []string, explain bool) error {
	wrong, problems := 0, 0
	for _, path := range paths {
		plan, err := load(ctx, s, path, nil)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			wrong++
			var found scenarios.Problems
			if errors.As(err, &found) {
				problems += len(found)
			} else {
				problems++
			}
			fmt.Fprintln(s.stderr, printable(err.Error()))
			continue
		}
		if err := tellValid(s, plan, explain); err != nil {
			return printed(err)
		}
	}
	if wrong == 0 {
		return nil
	}
	fmt.Fprintf(s.stderr, "holdfast: %s in %s\n", count(problems, "problem"), count(wrong, "plan"))
	return planError{errTold}
}

func tellValid(s streams, plan *scenarios.Plan, explain bool) error {
	for _, warning := range plan.Warnings {
		fmt.Fprintf(s.stderr, "%s: warning: %s\n", printable(plan.Info.File), report.WarningText(warning))
	}
	m := plan.Model
	_, err := fmt.Fprintf(s.stdout, "%s: OK: %s, %s, %s, %s\n", printable(plan.Info.File), count(m.Months, "month"),
		count(len(m.Segments), "segment"), count(len(m.Initiatives), "initiative"), count(len(m.Scenarios), "scenario"))
	if err != nil || !explain {
		return err
	}
	return explainPlan(s.stdout, plan)
}
