package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"holdfast/scenarios"
	"holdfast/scenarios/calibrate"
)

// checkedPlan writes the plan and loads it as run would, so that a wrong
// --gross-margin or --currency is told before anything is written, and no plan
// that run would refuse ever is.
func checkedPlan(r *calibrate.Result, draws, margin string) ([]byte, error) {
	if !r.HasPlan() {
		return nil, nil
	}
	plan := r.Plan(draws)
	dir, err := os.MkdirTemp("", "holdfast-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if rows := r.Draws(); draws != "" && rows != nil {
		if err := os.WriteFile(filepath.Join(dir, draws), rows, 0o600); err != nil {
			return nil, err
		}
	}
	_, err = scenarios.Load(scenarios.Source{Name: "plan", Data: plan, Dir: dir}, nil)
	var problems scenarios.Problems
	if !errors.As(err, &problems) {
		return plan, err
	}
	for _, p := range problems {
		switch {
		case p.Path == "currency":
			return nil, usagef("calibrate: --currency: %s", p.Message)
		case strings.HasSuffix(p.Path, "gross_margin") || p.Path == "assumptions.gross_margin.value":
			return nil, usagef("calibrate: --gross-margin %q: %s", margin, p.Message)
		}
	}
	if len(plan) > scenarios.MaxPlanBytes {
		return nil, planError{fmt.Errorf("the plan would have %d bytes, more than %d: choose a --segment column with fewer groups", len(plan), scenarios.MaxPlanBytes)}
	}
	return nil, fmt.Errorf("the plan made of the data has problems, which it should not have:\n%w", problems)
}
