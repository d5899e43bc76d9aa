package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"holdfast/plots/report"
	"holdfast/plots/report/words"
	"holdfast/scenarios"
	"holdfast/sim"
)

// maxWorkers bounds what a slip of the keyboard can ask for.
const maxWorkers = 4096

// runOptions are the flags of run.
type runOptions struct {
	format    choice
	out       string
	trials    whole
	seed      seedFlag
	workers   whole
	noise     choice
	scenarios []string
	limited   bool  // --scenarios was given
	places    []int // of those that are run in the plan, then
	against   string
	set       settings
	detail    bool
	bands     []sim.Measure // of segments, for charts
	quiet     bool
}

func runCommand(s streams) *cobra.Command {
	options := newRunOptions([]string{"text", "json", "csv"}, "text")
	o := &options
	cmd := &cobra.Command{
		Use:   "run PLAN",
		Short: "Simulate a plan and compare its scenarios",
		Example: `  holdfast run plan.yaml
  holdfast run plan.yaml --out results --scenarios onboarding,both
  holdfast run plan.yaml --set segments.smb.price=10800/month --format json`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.limited = cmd.Flags().Changed("scenarios")
			if o.out == "" && cmd.Flags().Changed("out") {
				return usagef("holdfast run: --out is empty; name a folder")
			}
			return runPlan(cmd.Context(), s, args[0], o)
		},
	}
	f := cmd.Flags()
	f.Var(&o.format, "format", "what is printed")
	f.StringVar(&o.out, "out", "", "folder for result.json, CSV tables and charts")
	o.add(cmd)
	f.BoolVar(&o.detail, "detail", false, "monthly quantiles of every segment, too")
	f.BoolVar(&o.quiet, "quiet", false, "no progress and no warnings on standard error")
	complete(cmd, "format", o.format.among)
	return cmd
}

func newRunOptions(formats []string, format string) runOptions {
	return runOptions{
		format:  choice{format, formats},
		trials:  whole{low: 1, high: sim.MaxTrials},
		workers: whole{low: 0, high: maxWorkers},
		noise:   choice{"", []string{sim.NoiseCustomers.String(), sim.NoiseNone.String()}},
	}
}

// add adds the flags that say what is run.
func (o *runOptions) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.Var(&o.trials, "trials", "number of trials (default: as the plan says)")
	f.Var(&o.seed, "seed", "seed of the random numbers (default: as the plan says)")
	f.Var(&o.workers, "workers", "parallel workers, 0 for all processors; changes no number")
	f.Var(&o.noise, "noise", "luck in customers, or none (default: as the plan says)")
	f.StringSliceVar(&o.scenarios, "scenarios", nil, "scenarios to run besides the baseline (default: all)")
	f.StringVar(&o.against, "against", "", "scenario that the others are compared with (default: baseline)")
	f.Var(&o.set, "set", "change one value of the plan for this run; may be repeated")
	complete(cmd, "noise", o.noise.among)
}

func complete(cmd *cobra.Command, flag string, values []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // a flag that was not defined
	}
}

func runPlan(ctx context.Context, s streams, path string, o *runOptions) error {
	plan, err := load(ctx, s, path, o.set.list)
	if err != nil {
		return err
	}
	o.apply(plan.Model)
	if err := o.prune("run", plan.Model); err != nil {
		return err
	}
	var out *folder
	if o.out != "" {
		if out, err = newFolder(o.out, expectedFiles); err != nil {
			return fmt.Errorf("--out %s: %w", o.out, err)
		}
		defer out.discard()
	}
	result, err := simulate(ctx, s, plan, o)
	if err != nil {
		return err
	}
	rep := o.report(plan, result)
	rep.Folder = o.out
	if out != nil {
		if err := writeFolder(ctx, out, rep); err != nil {
			return fmt.Errorf("--out %s: %w", o.out, err)
		}
	}
	tellWarnings(s, o, result)
	write := map[string]func(io.Writer) error{"text": rep.Text, "json": rep.JSON, "csv": rep.CSV}[o.format.value]
	shown := printed(write(s.stdout))
	if shown != nil && !errors.Is(shown, errReaderGone) || out == nil {
		return shown
	}
	if err := out.commit(); err != nil {
		return fmt.Errorf("--out %s: %w", o.out, err)
	}
	return shown
}

// load reads and checks a plan.
func load(ctx context.Context, s streams, path string, set []sim.Setting) (*scenarios.Plan, error) {
	plan, err := await(ctx, func() (*scenarios.Plan, error) {
		source, err := scenarios.Read(path, s.stdin)
		if err != nil {
			return nil, err
		}
		return scenarios.Load(source, set)
	})
	if err != nil && ctx.Err() == nil {
		return nil, planError{err}
	}
	return plan, err
}

// apply puts the flags that stand for keys of the plan in their place.
func (o *runOptions) apply(m *sim.Model) {
	if o.trials.given {
		m.Trials = o.trials.value
	}
	if o.seed.given {
		m.Seed = o.seed.value
	}
	switch o.noise.value {
	case sim.NoiseCustomers.String():
		m.Noise = sim.NoiseCustomers
	case sim.NoiseNone.String():
		m.Noise = sim.NoiseNone
	}
}

func simulate(ctx context.Context, s streams, plan *scenarios.Plan, o *runOptions) (*sim.Result, error) {
	progress := newProgress(s.stderr, o.quiet)
	result, err := await(ctx, func() (*sim.Result, error) {
		return sim.Run(ctx, plan.Model, sim.Options{
			Workers:  o.workers.value,
			Progress: progress.update,
			Against:  o.against,
			Detail:   o.detail,
			Bands:    o.bands,
		})
	})
	progress.stop()
	switch {
	case errors.Is(err, sim.ErrUnbounded):
		return nil, planError{fmt.Errorf("%s: %w", plan.Info.File, err)}
	case err != nil:
		return nil, err
	}
	result.Plan = plan.Info
	result.Run.Version = buildVersion()
	result.Run.Platform = runtime.GOOS + "/" + runtime.GOARCH
	result.Run.Set = o.set.list
	result.Warnings = append(append([]sim.Warning(nil), plan.Warnings...), result.Warnings...)
	return result, nil
}

// report is that of a result.
func (o *runOptions) report(plan *scenarios.Plan, result *sim.Result) *report.Report {
	rep := report.New(result, o.rerun())
	rep.TerminalValue = plan.Model.TerminalValue
	rep.Places = o.places
	return rep
}

// textsIn is the catalogue of the language asked for or, where none is, of the
// plan's.
func textsIn(lang choice, rep *report.Report) (*words.Catalogue, error) {
	if lang.value == "" {
		return rep.Words(), nil
	}
	return words.In(lang.value)
}

// tellWarnings prints the warnings, unless the report that follows shows them
// to the same eyes.
func tellWarnings(s streams, o *runOptions, result *sim.Result) {
	if o.quiet || o.format.value == "text" && isTerminal(s.stderr) && isTerminal(untilDoneWriter(s.stdout)) {
		return
	}
	for _, warning := range result.Warnings {
		fmt.Fprintf(s.stderr, "warning: %s\n", report.WarningText(warning))
	}
}

func untilDoneWriter(w io.Writer) io.Writer {
	if guarded, is := w.(untilDone); is {
		return guarded.w
	}
	return w
}
