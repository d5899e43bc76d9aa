package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"holdfast/plots/report"
	"holdfast/scenarios"
	"holdfast/sim"
)

// analysisOptions are the flags that every analysis of a plan has.
type analysisOptions struct {
	format  choice
	out     string
	trials  whole
	seed    seedFlag
	workers whole
	noise   choice
	set     settings
	quiet   bool
}

func newAnalysisOptions() analysisOptions {
	return analysisOptions{
		format:  choice{"text", []string{"text", "json"}},
		trials:  whole{low: 1, high: sim.MaxTrials},
		workers: whole{low: 0, high: maxWorkers},
		noise:   choice{"", []string{sim.NoiseCustomers.String(), sim.NoiseNone.String()}},
	}
}

func (o *analysisOptions) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.Var(&o.format, "format", "what is printed")
	f.StringVar(&o.out, "out", "", "folder for the result and its charts")
	f.Var(&o.trials, "trials", "number of trials (default: as the plan says)")
	f.Var(&o.seed, "seed", "seed of the random numbers (default: as the plan says)")
	f.Var(&o.workers, "workers", "parallel workers, 0 for all processors; changes no number")
	f.Var(&o.noise, "noise", "luck in customers, or none (default: as the plan says)")
	f.Var(&o.set, "set", "change one value of the plan for this run; may be repeated")
	f.BoolVar(&o.quiet, "quiet", false, "no progress and no warnings on standard error")
	complete(cmd, "format", o.format.among)
	complete(cmd, "noise", o.noise.among)
}

// checkOut refuses an --out that names no folder.
func (o *analysisOptions) checkOut(cmd *cobra.Command) error {
	if o.out == "" && cmd.Flags().Changed("out") {
		return usagef("%s: --out is empty; name a folder", cmd.CommandPath())
	}
	return nil
}

// apply puts the flags that stand for keys of the plan in their place.
func (o *analysisOptions) apply(m *sim.Model) {
	run := runOptions{trials: o.trials, seed: o.seed, noise: o.noise}
	run.apply(m)
}

// source reads a plan's text, once, for analyses that load it many times.
func source(ctx context.Context, s streams, path string) (scenarios.Source, error) {
	src, err := await(ctx, func() (scenarios.Source, error) { return scenarios.Read(path, s.stdin) })
	if err != nil && ctx.Err() == nil {
		return src, planError{err}
	}
	return src, err
}

// manifest says what was analysed, and how.
func (o *analysisOptions) manifest(plan *scenarios.Plan, command []string) report.Manifest {
	m := plan.Model
	return report.Manifest{
		Plan: plan.Info,
		Run: sim.RunInfo{
			Trials: m.Trials, Seed: m.Seed, Version: buildVersion(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
			Sampling: m.Sampling.String(), Noise: m.Noise.String(), Set: o.set.list,
		},
		Warnings: plan.Warnings, Arguments: command, Folder: o.out,
	}
}

// metricNamed finds a metric by its name.
func metricNamed(command, name string) (sim.Metric, error) {
	if m, ok := sim.ParseMetric(name); ok {
		return m, nil
	}
	var known []string
	for m := range sim.NumMetrics {
		known = append(known, m.String())
	}
	return 0, usagef("%s: --metric: there is no metric %q%s", command, name, didYouMean(name, known))
}

// checkScenario reports a scenario that the plan does not have.
func checkScenario(command, flag, name string, m *sim.Model) error {
	names := scenarioNames(m)
	if slices.Contains(names, name) {
		return nil
	}
	return usagef("%s: %s: the plan has no scenario %q%s", command, flag, name, didYouMean(name, names))
}

func scenarioNames(m *sim.Model) []string {
	names := make([]string, len(m.Scenarios))
	for i, scenario := range m.Scenarios {
		names[i] = scenario.Name
	}
	return names
}

// analysed explains an error of an analysis.
func analysed(file string, err error) error {
	if errors.Is(err, sim.ErrUnbounded) {
		return planError{fmt.Errorf("%s: %w", file, err)}
	}
	return err
}

// written is a result that can be printed.
type written interface {
	Text(io.Writer) error
	JSON(io.Writer) error
}

// finish writes the folder of --out, with the document under the given name and
// its charts, and prints the result.
func (o *analysisOptions) finish(ctx context.Context, s streams, out *folder, name string, result written, warnings []sim.Warning, figures []chart) error {
	if out != nil {
		if _, err := await(ctx, func() (struct{}, error) {
			if err := out.write(ctx, name+".json", result.JSON); err != nil {
				return struct{}{}, err
			}
			return struct{}{}, drawCharts(ctx, out, figures)
		}); err != nil {
			return fmt.Errorf("--out %s: %w", o.out, err)
		}
	}
	tellData(s, warnings, o.quiet, o.format.value == "text")
	write := result.Text
	if o.format.value == "json" {
		write = result.JSON
	}
	shown := printed(write(s.stdout))
	if shown != nil && !errors.Is(shown, errReaderGone) || out == nil {
		return shown
	}
	if err := out.commit(); err != nil {
		return fmt.Errorf("--out %s: %w", o.out, err)
	}
	return shown
}

// newOut prepares the folder of --out, nil where there is none.
func (o *analysisOptions) newOut(name string) (*folder, error) {
	if o.out == "" {
		return nil, nil
	}
	out, err := newFolder(o.out, []string{name + ".json", chartFolder + "/any"})
	if err != nil {
		return nil, fmt.Errorf("--out %s: %w", o.out, err)
	}
	return out, nil
}
