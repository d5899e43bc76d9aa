package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"holdfast/plots/report"
	"holdfast/scenarios/calibrate"
	"holdfast/scenarios/calibrate/export"
	"holdfast/sim"
)

// dataOptions are the flags that say how data are read, of calibrate and
// backtest alike.
type dataOptions struct {
	kind         choice
	segment      string
	asOf, since  dateFlag
	flagCovers   coversFlag
	maps         mapFlag
	dateFormat   choice
	decimal      choice
	encoding     string
	rejects      string
	allowRejects bool
	currency     string
	quiet        bool
}

func (o *dataOptions) add(f *pflag.FlagSet) {
	o.kind = choice{"", []string{"customers", "subscriptions", "transactions", "acquisition"}}
	o.dateFormat = choice{"", []string{"ymd", "dmy", "mdy"}}
	f.Var(&o.kind, "kind", "what the rows are (default: as the columns tell)")
	f.StringVar(&o.segment, "segment", "", "column that splits the customers into segments")
	f.Var(&o.asOf, "as-of", "when the data were taken (default: the latest date in them)")
	f.Var(&o.since, "since", "count only what happened from this date on")
	f.Var(&o.flagCovers, "flag-covers", "months that a churn flag without dates looks back (default: all)")
	f.Var(&o.maps, "map", "column that holds a field; may be repeated")
	f.Var(&o.dateFormat, "date-format", "order of year, month and day, where dates leave it open")
	o.decimal = choice{"", []string{"point", "comma"}}
	f.Var(&o.decimal, "decimal", "decimal mark, where numbers leave it open")
	f.StringVar(&o.encoding, "encoding", "", "encoding of the text, such as cp932 or utf-16le (default: as recognised)")
	f.StringVar(&o.rejects, "rejects", "", "file for the list of rows that cannot be used")
	f.BoolVar(&o.allowRejects, "allow-rejects", false, "go on with more than 5 % of the rows unusable")
}

// options are those of the package.
func (o *dataOptions) options() calibrate.Options {
	return calibrate.Options{
		Kind: calibrate.Kind(o.kind.value), Segment: o.segment, AsOf: o.asOf.day(), Since: o.since.day(), FlagCovers: o.flagCovers.months,
		Maps: o.maps.list, DateFormat: o.dateFormat.value, Decimal: o.decimal.value, Encoding: o.encoding, AllowRejects: o.allowRejects, Currency: o.currency,
	}
}

type calibrateOptions struct {
	dataOptions
	format      choice
	output      string
	charts      string
	grossMargin string
	force       bool
}

func calibrateCommand(s streams) *cobra.Command {
	o := &calibrateOptions{format: choice{"", []string{"plan", "json", "text"}}}
	cmd := &cobra.Command{
		Use:   "calibrate DATA.csv...",
		Short: "Make a plan of files of customers, subscriptions, transactions, acquisition",
		Example: `  holdfast calibrate customers.csv --segment plan -o plan.yaml --charts charts
  holdfast calibrate subscriptions.csv.gz adverts.csv -o plan.yaml
  holdfast calibrate telco.csv --flag-covers all --format text`,
		Args: someData,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCalibrate(cmd.Context(), s, args, o)
		},
	}
	f := cmd.Flags()
	o.add(f)
	f.StringVar(&o.grossMargin, "gross-margin", "", "gross margin of the plan, such as 70% or 60% to 80%")
	f.StringVar(&o.currency, "currency", "", "code of the currency (default: by the sign in the files)")
	f.Var(&o.format, "format", "what is printed (default: the plan, with -o a text)")
	f.StringVarP(&o.output, "output", "o", "", "plan file to write, with its draws beside it")
	f.StringVar(&o.charts, "charts", "", "folder for charts")
	f.BoolVar(&o.force, "force", false, "overwrite files that exist")
	f.BoolVar(&o.quiet, "quiet", false, "no progress and no warnings on standard error")
	for name, c := range map[string]*choice{"kind": &o.kind, "date-format": &o.dateFormat, "decimal": &o.decimal, "format": &o.format} {
		complete(cmd, name, c.among)
	}
	return cmd
}

func someData(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("%s: name a file of customers, subscriptions, transactions or acquisition", cmd.CommandPath())
	}
	if slices.Contains(args, "-") {
		return usagef("%s: standard input cannot be read: the data are read twice; name a file", cmd.CommandPath())
	}
	return nil
}

func runCalibrate(ctx context.Context, s streams, paths []string, o *calibrateOptions) error {
	toFile := o.output != "" && o.output != "-"
	if o.format.value == "" {
		if o.format.value = "plan"; toFile {
			o.format.value = "text"
		}
	}
	draws := ""
	if toFile {
		draws = drawsName(o.output)
	}
	files := []string{o.rejects}
	if toFile {
		files = append(files, o.output, filepath.Join(filepath.Dir(o.output), draws))
	}
	if err := o.clear("calibrate", o.force, paths, files...); err != nil {
		return err
	}
	var charts *folder
	if o.charts != "" {
		var err error
		if charts, err = newFolder(o.charts, nil); err != nil {
			return fmt.Errorf("--charts %s: %w", o.charts, err)
		}
		defer charts.discard()
	}
	result, err := readData(ctx, s, &o.dataOptions, "calibrate", func(options calibrate.Options) (*calibrate.Result, error) {
		options.GrossMargin = o.grossMargin
		return calibrate.Calibrate(ctx, paths, options)
	})
	if err != nil {
		return err
	}
	if !result.HasPlan() && (toFile || o.format.value == "plan") {
		return planError{errors.New("acquisition alone makes no plan: name a file of customers, subscriptions or transactions, too, or print --format text")}
	}
	plan, err := checkedPlan(result, draws, o.grossMargin)
	if err != nil {
		return err
	}
	if charts != nil {
		if err := drawCalibration(ctx, charts, result); err != nil {
			return fmt.Errorf("--charts %s: %w", o.charts, err)
		}
	}
	if toFile {
		if err := savePlan(ctx, o.output, draws, plan, result.Draws()); err != nil {
			return fmt.Errorf("calibrate: -o %s: %w", o.output, linkCause(cause(err)))
		}
	}
	if charts != nil {
		if err := charts.commit(); err != nil {
			return fmt.Errorf("--charts %s: %w", o.charts, err)
		}
	}
	return o.print(s, result, plan, toFile)
}

// print tells the result.
func (o *calibrateOptions) print(s streams, result *calibrate.Result, plan []byte, toFile bool) error {
	toText := o.format.value == "text"
	tellData(s, result.Warnings, o.quiet, toText)
	if o.format.value == "plan" && !toFile && result.Draws() != nil && !o.quiet {
		fmt.Fprintln(s.stderr, "warning: without -o FILE there is no place for the draws: the plan's curves are points, as if they were known for certain")
	}
	var out bytes.Buffer
	switch o.format.value {
	case "plan":
		out.Write(plan)
	case "json":
		if err := result.JSON(&out); err != nil {
			return err
		}
	default:
		calibrationText(&out, result)
	}
	_, err := s.stdout.Write(out.Bytes())
	if err = printed(err); err != nil {
		return err
	}
	if toFile && !o.quiet {
		fmt.Fprintf(s.stderr, "wrote %s; next: holdfast run %s\n", printable(o.output), printable(o.output))
	}
	return nil
}

// readData runs f with a progress bar and the file of rejected rows, which is put
// in place also where too many rows were rejected.
func readData[T any](ctx context.Context, s streams, o *dataOptions, command string, f func(calibrate.Options) (T, error)) (none T, _ error) {
	options := o.options()
	var rejects *pendingFile
	if o.rejects != "" {
		var err error
		if rejects, err = newPendingFile(o.rejects); err != nil {
			return none, fmt.Errorf("%s: --rejects %s: %w", command, o.rejects, linkCause(cause(err)))
		}
		defer rejects.discard()
		options.Rejects = untilDone{ctx, rejects.file}
	}
	progress := newProgress(s.stderr, o.quiet)
	progress.bytes = true
	options.Progress = func(done, total int64) { progress.update(int(done), int(total)) }
	result, err := await(ctx, func() (T, error) { return f(options) })
	progress.stop()
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	wrong := errors.As(err, new(*calibrate.Mistake)) || errors.As(err, new(export.Problems))
	if rejects != nil && (err == nil || wrong) {
		if saved := rejects.commit(o.rejects); saved != nil && err == nil {
			return none, fmt.Errorf("%s: --rejects %s: %w", command, o.rejects, linkCause(cause(saved)))
		}
	}
	if wrong {
		return none, planError{err}
	}
	return result, err
}

// clear finds out before anything is read what is in the way of files that are to
// be written. The data themselves are never overwritten.
func (o *dataOptions) clear(command string, force bool, data []string, files ...string) error {
	for _, file := range files {
		if file == "" {
			continue
		}
		info, err := os.Stat(file)
		for _, path := range data {
			if read, failed := os.Stat(path); err == nil && failed == nil && os.SameFile(info, read) {
				return usagef("%s: %s: is a file of data and would be overwritten; name another", command, file)
			}
		}
		switch {
		case err == nil && info.IsDir():
			return fmt.Errorf("%s: %s: is a folder; name a file in it", command, file)
		case err == nil && !info.Mode().IsRegular():
			return usagef("%s: %s: is no ordinary file and would be replaced; name another", command, file)
		case err == nil && !force:
			return usagef("%s: %s: exists already; --force overwrites it", command, file)
		}
		if info, err := os.Stat(filepath.Dir(file)); err != nil {
			return fmt.Errorf("%s: %s: %w", command, file, cause(err))
		} else if !info.IsDir() {
			return fmt.Errorf("%s: %s: %s is not a folder", command, file, filepath.Dir(file))
		}
	}
	return nil
}

// drawsName is the file of draws beside a plan.
func drawsName(plan string) string {
	base := filepath.Base(plan)
	return strings.TrimSuffix(base, filepath.Ext(base)) + "-draws.csv"
}

// savePlan writes the plan and its draws whole or not at all: both are on disk
// before either gets its name, the draws first.
func savePlan(ctx context.Context, file, draws string, plan, rows []byte) error {
	dir := filepath.Dir(file)
	temp, err := mkdirTemp(dir, ".holdfast-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	type part struct {
		name string
		data []byte
	}
	parts := []part{{filepath.Base(file), plan}}
	if rows != nil {
		parts = []part{{draws, rows}, parts[0]}
	}
	for _, p := range parts {
		written, err := os.OpenFile(filepath.Join(temp, p.name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return err
		}
		err = fill(written, func(w io.Writer) error {
			_, err := untilDone{ctx, w}.Write(p.data)
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, p := range parts {
		if err := os.Rename(filepath.Join(temp, p.name), filepath.Join(dir, p.name)); err != nil {
			return err
		}
	}
	syncDir(dir)
	return nil
}

// pendingFile is a file that gets its name when it is complete.
type pendingFile struct {
	temp string
	file *os.File
}

func newPendingFile(name string) (*pendingFile, error) {
	temp, err := mkdirTemp(filepath.Dir(name), ".holdfast-")
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(temp, "rejects.csv"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		os.RemoveAll(temp)
		return nil, err
	}
	return &pendingFile{temp, file}, nil
}

func (f *pendingFile) commit(name string) error {
	err := f.file.Sync()
	if closed := f.file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.file.Name(), name)
	}
	return err
}

func (f *pendingFile) discard() {
	f.file.Close()
	os.RemoveAll(f.temp)
}

// tellData prints warnings on standard error, unless the text that follows shows
// them to the same eyes.
func tellData(s streams, warnings []sim.Warning, quiet, text bool) {
	if quiet || text && isTerminal(s.stderr) && isTerminal(untilDoneWriter(s.stdout)) {
		return
	}
	for _, w := range warnings {
		fmt.Fprintf(s.stderr, "warning: %s\n", report.WarningText(w))
	}
}
