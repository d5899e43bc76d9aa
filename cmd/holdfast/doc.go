// Holdfast is a what-if engine for customer retention: it reads a plan of
// customers, prices, churn and acquisition, simulates it month by month in many
// possible futures, and says which of several investments pays, and how surely.
//
//	holdfast run PLAN [--format text|json|csv] [--out DIR] [--trials N] [--seed N] [--workers N]
//	                  [--noise customers|none] [--scenarios a,b] [--against NAME]
//	                  [--set PATH=VALUE]... [--detail] [--quiet]
//	holdfast calibrate DATA.csv... [--kind customers|subscriptions|transactions|acquisition]
//	                  [--segment COLUMN] [--as-of DATE] [--since DATE] [--flag-covers all|N]
//	                  [--map FIELD=COLUMN]... [--date-format ymd|dmy|mdy] [--rejects FILE]
//	                  [--allow-rejects] [--gross-margin N] [--currency CODE]
//	                  [--format plan|json|text] [-o plan.yaml] [--charts DIR] [--force] [--quiet]
//	holdfast backtest DATA.csv... --holdout MONTHS|DATE (the same options) [--format text|json]
//	holdfast validate PLAN... [--explain]
//	holdfast init [NAME] [-o FILE] [--force]
//	holdfast schema
//	holdfast version
//	holdfast completion bash|zsh|fish|powershell
//
// A PLAN is a YAML file, or - for standard input; files that it names are looked
// for in its folder, for standard input in the current one. A first plan is
// made by init; package scenarios describes the file.
//
// # run
//
// Run simulates every scenario of the plan in the same futures, compares each
// with the baseline, and prints the result on standard output.
//
//	--format    text for people (the default), json for programs (schema
//	            holdfast.result/1), csv as one long table
//	--out DIR   also write result.json, CSV tables and charts there, see below
//	--trials N  number of futures, 1 to 10,000,000; otherwise as the plan says
//	--seed N    seed of the random numbers, 0 to 2^64-1; otherwise as the plan says
//	--workers N parallel workers, 0 (the default) for all processors; changes
//	            the time, and no byte of the result
//	--noise     customers: luck of single customers is simulated; none: replaced
//	            by its expectation; otherwise as the plan says
//	--scenarios the scenarios to run besides the baseline, with commas between
//	            them (a name with a comma in double quotes); otherwise all.
//	            The others' numbers stay the same, P(best) and regret excepted,
//	            which are among the scenarios that are run
//	--against   the scenario that the others are compared with, otherwise the
//	            baseline; it is run even if --scenarios does not name it
//	--set       change one value of the plan for this run, with the same checks,
//	            recorded in the result: --set segments.smb.price=10800/month.
//	            PATH is keys joined by dots, list items by number from 0, keys
//	            with dots in double quotes; VALUE is YAML. May be repeated; later
//	            ones act on what earlier ones made
//	--detail    monthly quantiles of every segment, not only of the scenarios
//	--quiet     neither progress nor warnings on standard error
//
// Warnings go to standard error and are part of every result; they are not
// printed twice where text and standard error go to the same terminal. A
// progress bar shows on a terminal once a run takes longer than a moment.
//
// # Files of --out
//
//	result.json                      what --format json prints
//	monthly.csv                      a row for each scenario, segment (empty: all), month and
//	                                 statistic, a column for each measure
//	yearly.csv                       likewise by fiscal year
//	summary.csv                      a row for each figure of the whole run, each difference
//	                                 between scenarios, each target
//	charts/revenue, revenue_SCENARIO fan chart of monthly revenue, together and alone
//	charts/retention_SCENARIO        expected and simulated survival by segment
//	charts/mrr_bridge_SCENARIO       from opening to closing MRR, where there is any
//	charts/npv_difference            distributions, the probability of a loss shaded
//	charts/cumulative_difference     with bands and breakeven
//	charts/ltv_cac                   by segment and scenario, where anybody has a CAC
//
// Every chart is there as .png and .svg. The CSV files start with a byte order
// mark, so that Excel reads them as UTF-8 everywhere; texts that a spreadsheet
// would take for formulas start with an apostrophe; an empty cell does not
// exist, inf is infinite. In file names, characters of a scenario's name other
// than letters, digits, - and _ become _, and a part of the name's hash follows.
//
// All files are written to a temporary folder beside their place and moved there
// when every one of them is complete: a new folder appears at once; in a folder
// that exists, files of these names are replaced one by one, and all others
// (charts of scenarios that an earlier run had, too) are left alone. A run that
// fails or is interrupted leaves nothing behind.
//
// # calibrate
//
// Calibrate reads exports from a CRM, a billing system or a shop and makes a plan
// of them: what was fitted, how well and from which file stands in its comments.
// Files of several kinds make one plan. A file is CSV with commas, semicolons or
// tabs, also packed as .gz, in UTF-8, UTF-16 or Shift_JIS, its columns in any order
// and recognised by English and Japanese names:
//
//	customers      one row each: tenure in months and churned, or start and end;
//	               optional customer, price, segment, contract
//	subscriptions  one row for each period: customer, start, end (empty while it
//	               is open), mrr
//	transactions   customer, date, amount; or a summary by customer: x, t_x, T, mean
//	acquisition    month, channel, spend, new
//
//	--kind         what the rows are, where the columns leave it open
//	--segment      the column that splits the customers; each of its texts is a
//	               segment of the plan. Otherwise the one segment is "all"
//	--as-of        when the data were taken; otherwise the latest date in them
//	--since        count only months of tenure that began on this date or later, for
//	               files from which earlier churners were deleted
//	--flag-covers  the months that a churn flag without dates looks back; all (the
//	               default): whole histories
//	--map          which column holds a field, beside what is recognised
//	--date-format  the order of dates that could be read in several
//	--rejects      a file for the list of rows that cannot be used: file, line, reason
//	--allow-rejects go on where more than 5 % of the rows cannot be used
//	--gross-margin the plan's margin, such as 70% or 60% to 80%; no file has costs,
//	               and without it the plan has a placeholder
//	--currency     code of the currency; otherwise by the sign in the files
//	--format       what is printed: the plan, json (schema holdfast.calibration/1)
//	               or text for people, which is the default with -o
//	-o FILE        the plan is written there and its draws beside it, as
//	               FILE-draws.csv: what is not known about the curves. A plan on
//	               standard output has no place for draws, so that its curves are points
//	--charts DIR   Kaplan-Meier with the fitted curves, hazards by age, retention by
//	               cohort, MRR bridge, RFM map, each as .png and .svg
//	--force        overwrite files that exist
//	--quiet        neither progress nor warnings on standard error
//
// Package scenarios/calibrate says how tenures are counted, what is fitted, and
// what every number of the plan is. The same files and options give the same
// bytes. Columns that look like names, mail addresses or phone numbers are read by
// nothing and printed nowhere. Nothing is written where anything goes wrong, the
// list of rejected rows excepted.
//
// # backtest
//
// Backtest cuts the data, fits what was known at the cut, simulates the rest and
// compares: actual figures with P5, P50 and P95 by month, the error of the median
// (MAPE) and its bias, and how many actuals the 50 % and 90 % bands held, scored on
// disjoint cohorts of the customers of the cut.
//
//	--holdout      the months kept from the fit, or the date after which all is kept
//	               from it; cuts are at the end of a month. A file of tenures
//	               without dates is cut by tenure
//	--format       text for people (the default) or json (schema holdfast.backtest/1)
//
// # validate
//
// Validate checks plans without running them and prints a line for each good
// one; all problems of all others go to standard error with file, line, column
// and path. With --explain it lists every input: as written, its value (its
// median, and P5 to P95 where it is uncertain), per month where it has a unit of
// time, and its origin, file and line or "default".
//
// # init
//
// Init writes a commented starter plan to standard output or to a FILE, which it
// does not overwrite without --force. Without a name it lists the plans.
//
// # schema, version, completion
//
// Schema prints the JSON Schema of the plan file, which editors use for hints
// and checks. Version prints the version of holdfast and of Go, and the platform.
// Completion prints a completion script for a shell.
//
// # Exit status
//
//	0    done; also if the reader of standard output went away
//	1    it could not be completed: a full disk, a folder that cannot be written
//	2    the command line, a plan or a file of data is wrong
//	130  interrupted, by SIGINT (Ctrl-C) or SIGTERM; a second one ends the
//	     process without tidying up
//
// # Environment
//
// TERM=dumb shows no progress bar. Nothing else of the environment matters:
// the same plan, seed, trials and version give the same bytes in every locale
// and time zone.
package main
