package main

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"path/filepath"

	"github.com/spf13/cobra"

	"holdfast/plots/report"
	"holdfast/scenarios/calibrate"
)

type backtestOptions struct {
	dataOptions
	holdout holdoutFlag
	format  choice
	force   bool
}

func backtestCommand(s streams) *cobra.Command {
	o := &backtestOptions{format: choice{"text", []string{"text", "json"}}}
	cmd := &cobra.Command{
		Use:   "backtest DATA.csv --holdout MONTHS|DATE",
		Short: "Forecast the last months of your data from those before, and compare",
		Example: `  holdfast backtest customers.csv --holdout 12
  holdfast backtest orders.csv --holdout 2026-03-31 --format json`,
		Args: someData,
		RunE: func(cmd *cobra.Command, args []string) error {
			if !o.holdout.given {
				return usagef("holdfast backtest: say with --holdout how many months, or what follows which date, to keep from the fit")
			}
			return runBacktest(cmd.Context(), s, args, o)
		},
	}
	f := cmd.Flags()
	f.Var(&o.holdout, "holdout", "months kept from the fit, or the date after which all is kept from it")
	o.add(f)
	f.StringVar(&o.currency, "currency", "", "code of the currency (default: by the sign in the files)")
	f.Var(&o.format, "format", "what is printed")
	f.BoolVar(&o.force, "force", false, "overwrite the file of rejected rows")
	f.BoolVar(&o.quiet, "quiet", false, "no progress and no warnings on standard error")
	for name, c := range map[string]*choice{"kind": &o.kind, "date-format": &o.dateFormat, "decimal": &o.decimal, "format": &o.format} {
		complete(cmd, name, c.among)
	}
	return cmd
}

func runBacktest(ctx context.Context, s streams, paths []string, o *backtestOptions) error {
	if err := o.clear("backtest", o.force, paths, o.rejects); err != nil {
		return err
	}
	holdout := calibrate.Holdout{Months: o.holdout.months, Date: o.holdout.date.day()}
	b, err := readData(ctx, s, &o.dataOptions, "backtest", func(options calibrate.Options) (*calibrate.Backtest, error) {
		return calibrate.Check(ctx, paths, options, holdout)
	})
	if err != nil {
		return err
	}
	tellData(s, b.Fitted.Warnings, o.quiet, o.format.value == "text")
	var out bytes.Buffer
	if o.format.value == "json" {
		if err := b.JSON(&out); err != nil {
			return err
		}
	} else {
		backtestText(&out, b)
	}
	_, err = s.stdout.Write(out.Bytes())
	return printed(err)
}

// backtestText tells people how the forecast did: one sentence first.
func backtestText(w *bytes.Buffer, b *calibrate.Backtest) {
	p := &page{w, report.English(), b.Fitted.Currency}
	p.line("%s", b.Sentence())
	files := ""
	for i, f := range b.Fitted.Files {
		if i > 0 {
			files += ", "
		}
		files += report.Clean(filepath.Base(f.Name))
	}
	if b.Cut != calibrate.NoDay {
		p.line("\nFitted on %s up to %v, compared with the %s after it.", files, b.Cut, count(b.Months, "month"))
	} else {
		p.line("\nFitted on tenures of %s up to %d months, compared with the %s of tenure after it.", files, b.Age, count(b.Months, "month"))
	}
	p.line("Error of the median forecast: %s on average (MAPE), bias %s.", p.share(b.MAPE), p.signed(b.Bias))
	p.line("Held of %d: 50 %% band %d, 90 %% band %d.", b.Scored, b.Held50, b.Held90)
	whole := func(v float64) string { return p.style.Whole(int(math.Round(v))) }
	amount := whole
	if b.Measure == "mrr" {
		amount = p.money
	}
	p.table(fmt.Sprintf("All %s by month (quantiles of each month alone; months of one path are not independent tests)", measureName(b.Measure)),
		[]string{"Month", "Actual", "P5", "P50", "P95", "Error (of actual)"}, p.outcomes(b.Monthly, amount))
	heading := "Those who were customers at the cut, by tenure then: still there at the end"
	if b.Measure == "orders" {
		heading = "Those who were customers at the cut, by class: orders until the end"
	}
	p.table(heading, []string{"Cohort", "Actual", "P5", "P50", "P95", "Error (of actual)"}, p.outcomes(b.Cohorts, whole))
	if len(b.Fitted.Warnings) > 0 {
		p.line("\nWarnings of the fit")
		for _, warning := range b.Fitted.Warnings {
			p.line("  - %s", report.WarningText(warning))
		}
	}
}

func measureName(measure string) string {
	if measure == "mrr" {
		return "MRR"
	}
	return measure
}

func (p *page) outcomes(all []calibrate.Outcome, amount func(float64) string) [][]string {
	var rows [][]string
	for _, o := range all {
		miss := "-"
		if o.Actual > 0 {
			miss = p.signed((o.P50 - o.Actual) / o.Actual)
		}
		held := ""
		if o.Actual < o.P5 || o.Actual > o.P95 {
			held = " !"
		}
		rows = append(rows, []string{o.Name, amount(o.Actual), amount(o.P5), amount(o.P50), amount(o.P95), miss + held})
	}
	return rows
}

func (p *page) signed(v float64) string { return fmt.Sprintf("%+.1f %%", 100*v) }
