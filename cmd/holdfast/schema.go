package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"holdfast/scenarios"
)

func schemaCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the plan file, for editors",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			schema, err := scenarios.Schema()
			if err != nil {
				return err
			}
			_, err = s.stdout.Write(append(bytes.TrimRight(schema, "\n"), '\n'))
			return printed(err)
		},
	}
}
