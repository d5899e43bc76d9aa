package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/plots/report"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// reportOptions are the flags of report.
type reportOptions struct {
	runOptions
	outputs    []string
	lang       choice
	withTrials bool
}

func reportCommand(s streams) *cobra.Command {
	o := &reportOptions{runOptions: newRunOptions(reportFormats(), ""), lang: choice{"", words.Languages}}
	cmd := &cobra.Command{
		Use:   "report PLAN -o FILE.html|xlsx|pptx|pdf|md...",
		Short: "Write the report for the board: what to do, how sure, what it costs, when it pays",
		Long: `Report simulates a plan, looks into what drives the result and what to find
out, and writes one self-contained document of it, in as many formats as there
are -o: .html, .xlsx, .pptx, .pdf and .md, by the file's ending.`,
		Example: `  holdfast report plan.yaml -o report.html
  holdfast report plan.yaml -o board.pdf -o board.pptx -o numbers.xlsx --lang ja
  holdfast report plan.yaml --scenarios onboarding,both --format md -o -`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.limited = cmd.Flags().Changed("scenarios")
			return runReport(cmd.Context(), s, args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringArrayVarP(&o.outputs, "output", "o", nil, "file to write; may be repeated; - for standard output, with --format")
	f.Var(&o.format, "format", "what is written to standard output")
	f.Var(&o.lang, "lang", "language of the report (default: the plan's, or English)")
	f.BoolVar(&o.withTrials, "with-trials", false, "every trial's figures in the workbook, too; takes a second run")
	o.add(cmd)
	f.BoolVar(&o.quiet, "quiet", false, "no progress and no warnings on standard error")
	complete(cmd, "format", o.format.among)
	complete(cmd, "lang", o.lang.among)
	return cmd
}

func runReport(ctx context.Context, s streams, path string, o *reportOptions) error {
	wanted, err := o.check(s, path)
	if err != nil {
		return err
	}
	plan, err := load(ctx, s, path, o.set.list)
	if err != nil {
		return err
	}
	o.apply(plan.Model)
	if err := o.prune("report", plan.Model); err != nil {
		return err
	}
	if o.withTrials && plan.Model.Trials > mostSheetTrials {
		return usagef("report: --with-trials: a sheet has no room for %d trials; --trials %d is the most", plan.Model.Trials, mostSheetTrials)
	}
	files, err := newReportFiles(wanted)
	if err != nil {
		return err
	}
	defer files.discard()
	o.bands = report.SegmentMeasures()
	result, err := simulate(ctx, s, plan, &o.runOptions)
	if err != nil {
		return err
	}
	content, err := o.content(ctx, s, plan, o.report(plan, result))
	if err != nil {
		return err
	}
	if err := files.write(ctx, s, o.quiet, content); err != nil {
		return err
	}
	o.tell(s, result)
	if err := files.commit(); err != nil {
		return err
	}
	return printed(files.print(s.stdout))
}

// tell prints the warnings: the report shows them, but not to whoever looks at
// the terminal.
func (o *reportOptions) tell(s streams, result *sim.Result) {
	if o.quiet {
		return
	}
	for _, warning := range result.Warnings {
		fmt.Fprintf(s.stderr, "warning: %s\n", report.WarningText(warning))
	}
}

// reportOutput is a document to be written.
type reportOutput struct {
	path   string // "-": standard output
	format string
}

// check refuses, before the plan is read, what no plan could satisfy.
func (o *reportOptions) check(s streams, plan string) ([]reportOutput, error) {
	if len(o.outputs) == 0 {
		return nil, usagef("report: -o is missing; name a file that ends with %s, or - for standard output", reportEndings())
	}
	var wanted []reportOutput
	for _, path := range o.outputs {
		output, err := o.output(s, path, plan)
		if err != nil {
			return nil, err
		}
		for _, other := range wanted {
			if sameFile(other.path, path) {
				return nil, usagef("report: -o %s: is named twice", path)
			}
		}
		wanted = append(wanted, output)
	}
	printed := slices.ContainsFunc(wanted, func(w reportOutput) bool { return w.path == "-" })
	if o.format.value != "" && !printed {
		return nil, usagef("report: --format is for -o -; a file's format is that of its ending")
	}
	workbook := slices.ContainsFunc(wanted, func(w reportOutput) bool { return w.format == "xlsx" })
	if o.withTrials && !workbook {
		return nil, usagef("report: --with-trials is for a workbook; name one with -o FILE.xlsx")
	}
	return wanted, nil
}

// output is what one -o asks for.
func (o *reportOptions) output(s streams, path, plan string) (reportOutput, error) {
	none := reportOutput{}
	if path == "-" {
		switch {
		case o.format.value == "":
			return none, usagef("report: -o -: say with --format if %s is wanted", strings.ReplaceAll(reportEndings(), ".", ""))
		case o.format.value != "md" && o.format.value != "html" && isTerminal(untilDoneWriter(s.stdout)):
			return none, usagef("report: -o -: standard output is a terminal, and %s is no text", strings.ToUpper(o.format.value))
		}
		return reportOutput{path, o.format.value}, nil
	}
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if !slices.Contains(reportFormats(), ending) {
		return none, usagef("report: -o %s: the file's name must end with %s", path, reportEndings())
	}
	if written, err := os.Stat(path); err == nil {
		if written.IsDir() {
			return none, fmt.Errorf("report: -o %s: is a folder; name a file in it", path)
		}
		if read, err := os.Stat(plan); err == nil && os.SameFile(read, written) {
			return none, usagef("report: -o %s: is the plan and would be overwritten; name another", path)
		}
	}
	return reportOutput{path, ending}, nil
}

// sameFile reports whether two names are those of one file, which need not exist.
func sameFile(a, b string) bool {
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	if x, err := os.Stat(a); err == nil {
		if y, err := os.Stat(b); err == nil {
			return os.SameFile(x, y)
		}
	}
	x, err := filepath.Abs(a)
	if err != nil {
		return false
	}
	y, err := filepath.Abs(b)
	return err == nil && x == y
}

// reportEndings lists the endings: ".html, .xlsx, .pptx, .pdf or .md".
func reportEndings() string {
	formats := reportFormats()
	last := len(formats) - 1
	return "." + strings.Join(formats[:last], ", .") + " or ." + formats[last]
}
