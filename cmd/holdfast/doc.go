// Holdfast is a what-if engine for customer retention: it reads a plan of
// customers, prices, churn and acquisition, simulates it month by month in many
// possible futures, and says which of several investments pays, and how surely.
//
//	holdfast run PLAN [--format text|json|csv] [--out DIR] [--trials N] [--seed N] [--workers N]
//	                  [--noise customers|none] [--scenarios a,b] [--against NAME]
//	                  [--set PATH=VALUE]... [--detail] [--quiet]
//	holdfast sensitivity PLAN [--metric npv] [--scenario S] [--against NAME] [--levers 1%] [--luck]
//	                  [--rows N] [the options of run]
//	holdfast calibrate DATA.csv... [--kind customers|subscriptions|transactions|acquisition]
//	                  [--segment COLUMN] [--as-of DATE] [--since DATE] [--flag-covers all|N]
//	                  [--map FIELD=COLUMN]... [--date-format ymd|dmy|mdy] [--rejects FILE]
//	                  [--allow-rejects] [--gross-margin N] [--currency CODE]
//	                  [--format plan|json|text] [-o plan.yaml] [--charts DIR] [--force] [--quiet]
//	holdfast backtest DATA.csv... --holdout MONTHS|DATE (the same options) [--format text|json]
//	holdfast value PLAN [--metric npv] [--test INITIATIVE|none] [--test-months N] [--test-sizes N,N,...]
//	                  [--test-cost AMOUNT] [--test-cost-per-customer AMOUNT] [--test-delay N]
//	                  (and the flags of every analysis, as sensitivity has them)
//	holdfast breakeven PLAN --scenario S --vary PATH [--vary PATH] [--between A,B]... [--metric npv]
//	                  [--target 0] [--confidence 80%] [--against NAME|none]
//	holdfast optimize PLAN --budget X [--objective mean|p10|cvar5|probability] [--metric npv]
//	                  [--max-loss-probability P]
//	holdfast report PLAN -o FILE.html|xlsx|pptx|pdf|md... [--lang en|ja] [--with-trials]
//	holdfast chart PLAN --kind KIND -o FILE.png|svg|pdf [--scenario S] [--segment S] [--metric M]
//	                  [--width LENGTH] [--height LENGTH] [--dpi N] (and flags of run)
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
// # report
//
// Report simulates a plan as run does, looks into what drives the result and
// what would be worth finding out, and writes one self-contained document: the
// answer, the comparison, the way from less churn to its return, the drivers,
// each scenario by month and segment, every assumption with its source and plan
// line, what the terms mean, and how to repeat it.
//
//	-o FILE        where it is written, by its ending as a page (.html), workbook
//	               (.xlsx), slides (.pptx), paper (.pdf) or text (.md); repeated,
//	               the same report in several formats. Existing files are replaced
//	               once all new ones are complete; - is standard output
//	--format       html, xlsx, pptx, pdf or md, for standard output
//	--lang         en or ja; otherwise the plan's language, or English
//	--with-trials  every trial's NPV, revenue, contribution, customers, LTV and CAC
//	               in the workbook, too; the trials are run a second time for it
//
// It has run's flags --trials, --seed, --workers, --noise, --scenarios, --against,
// --set and --quiet, and shows the numbers that a run with them prints. Odds are
// put into words as the IPCC does, and nothing is recommended where the trials
// cannot tell. What drives the result and what to find out come from fewer trials
// than the commands sensitivity and value take, which have the full form. The same
// plan, flags and version give the same bytes.
//
// # chart
//
// Chart simulates a plan as run does and draws one chart of the result, for a
// slide or a report.
//
//	--kind      which chart:
//	            fan                    a monthly quantity with its quantile bands, of all
//	                                   scenarios or one
//	            npv_difference         the distribution of each scenario's NPV difference
//	            cumulative_difference  when each scenario pays back
//	            ltv_cac                LTV/CAC by segment and scenario
//	            retention              survival by segment, of one scenario
//	            mrr_bridge             from opening to closing MRR, of one scenario
//	            tornado                what drives the NPV difference of one scenario,
//	                                   otherwise the best: the short form of sensitivity
//	            information            what it is worth to find out before choosing: the
//	                                   short form of value
//	-o FILE     where it is written, by its ending as PNG, SVG or PDF; an existing
//	            file is replaced once the new one is complete; - is standard output
//	--format    png, svg or pdf, for standard output
//	--scenario  the scenario that is shown; otherwise all, or the baseline
//	--segment   the segment that is shown, of fan, ltv_cac, retention and mrr_bridge
//	--metric    the quantity of a fan, by its name in monthly.csv; otherwise revenue
//	--width, --height  in points, or with mm, cm, in or px: dots of a PNG, otherwise
//	            1/96 inch; one alone keeps the proportions. Text grows with the picture
//	--dpi N     dots per inch of a PNG, 144 if not given
//	--lang      en or ja; otherwise the plan's language, or English
//
// It has run's flags --trials, --seed, --workers, --noise, --scenarios, --against,
// --set and --quiet, and draws the numbers that a run with them prints. A scenario
// has the colour of its place in the plan, whichever are run. In PDF, lines and
// text stay what they are and fonts are embedded as far as they are used. The same
// plan, flags and version give the same bytes.
//
// # sensitivity
//
// Sensitivity says what drives a metric of a scenario (the baseline without
// --scenario), or with --against its difference from another one in the same
// future.
//
//	--metric    what is looked at, npv if not given
//	--levers    also value price, order rate, lifetime, margin, CAC, volume, ..
//	            made better by a share, such as 1%, certain inputs included
//	--luck      customers' luck as one of the factors of the variance shares
//	--rows N    most rows of the design of the variance shares, 65,536 if not
//	            given; fewer take less time and give wider intervals
//
// The tornado moves each uncertain input from its P10 to its P90, what is
// discrete through all its values, with the others at their medians, an
// initiative or event being there what is rather likely than not; a table of
// draws goes through its rows, and its bar is P10 to P90 of the outcome. Neither
// customers' luck nor shocks play a part. An input whose outcome turns between
// its P5 and P95 is marked.
//
// The variance shares are Sobol's first-order and total indices, estimated until
// all 95 % intervals are within 2 points or --rows are used up; what was reached
// is printed. Correlated inputs are one factor, as are the rows of a table,
// shocks, an event with its month, a success. They are of the variance without
// customers' luck, unless --luck is given; luck_share, of the variance with it,
// is what is left of it where all else is known, and chance_share what is left
// where shocks and events are not known either. Rank correlations (Spearman)
// and both of these are from the plan's own trials, the first 4,096 at most.
//
// What would have to be true: the scenario of the best expected metric, of all
// the plan's or, with --against, of the two, and for each input the value nearest
// to its median at which another one has the better expectation, with the
// probability of all values where one has. The expectation is that given the
// input alone, by a regression on 4,096 draws without customers' luck, the
// others being distributed as they are; what these cannot resolve is left out.
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
//	--decimal      point or comma, where numbers could be read with either
//	--encoding     of the text, where it is not recognised: utf-8, cp932, utf-16le,
//	               utf-16be, euc-jp, windows-1252
//	--rejects      a file for the list of rows that cannot be used: file, line, reason;
//	               transactions that a rule leaves out (amounts of 0, cancelled orders)
//	               stand there, too, and count for nothing in the 5 %. What refunds exceed
//	               the purchases by is netted by customer, counted, and of no one row
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
// # value
//
// Value says what to find out before deciding. The decision is which scenario to
// take, the baseline among them, by the expectation of a metric; customers' luck
// and shocks are averaged out, for foresight of luck is not for sale (whether
// that moves expectations is measured in 1,000 trials, corrected and warned of).
// EVPI is what knowing all inputs first would be worth; no study is worth more.
// EVPPI is the same for one number, one initiative's success, one event, for
// correlated numbers and tables of draws together, and for all effects of an
// initiative: it is estimated by regression on the run's own trials, each
// trial judged by a fit to others, so that what nothing depends on is worth
// nothing but for the error, which stands beside every value.
//
// Then, the test before the roll-out: customers who have just joined are split
// at random into two arms of n, one of which gets the initiative from its first
// month, and are followed for some months, so that ages beyond are not seen.
// What they show (who is still a customer; where the initiative changes orders
// or upgrades, what they order or pay) is drawn in every trial, and the decision
// is taken by it. EVSI is what that is worth; net, what is left when the cost of
// the test and of rolling out later is paid. What the arm with the initiative
// itself gains or costs is not counted.
//
//	--metric                  by whose expectation a scenario is taken; paybacks have none
//	--test                    initiative to test, or none; otherwise the one whose effects are worth
//	                          most to know
//	--test-months N           how long it lasts; otherwise 6, or a whole contract where that is longer
//	--test-sizes              customers per arm; otherwise 50 to half of the base and of those who
//	                          join meanwhile. Larger ones are valued with a warning, and are never best
//	--test-cost, --test-cost-per-customer
//	                          what it costs in the first month, and for each customer of both arms
//	--test-delay N            months by which the roll-out is late; otherwise what the test lasts
//	                          beyond the month before the planned start
//
// best_n is the size of the highest net value that can be told from 0, and 0,
// no test, where none can. The power calculation beside it asks for the size at
// which the expected difference would be significant (5 %, two-sided, power
// 80 %), which is another question. JSON: schema holdfast.value/1, with title,
// kind and members beside the path, value and se of an EVPPI. With --out:
// value.json, charts/information, charts/test_size.
//
// # breakeven
//
// Breakeven finds the value of one number of the plan at which a scenario turns:
// the smallest, or largest, with which its metric reaches a target against the
// baseline in at least so many futures, and with which it does on average. It has
// run's flags --format (text, json: schema holdfast.breakeven/1), --out, --trials
// (by default the plan's, at most 2,500 at each value), --seed, --workers, --noise,
// --set and --quiet.
//
//	--scenario   the scenario; may be left out where the plan has one
//	--vary       path of the number, as for --set; any number of the plan, in the
//	             unit that it is written in. An uncertain one is replaced by certain
//	             values, which is said. Twice: the frontier of two numbers
//	--between    range A,B that is searched, once for each --vary, the first for the
//	             first. By default from 0 to four times the plan's value (whole
//	             numbers: twice), as far as the plan allows
//	--metric     what must reach the target; any metric of a run's result
//	--target     what its difference must be: at least that or, where less is better,
//	             at most that. In % it is relative to the other scenario's value in
//	             the same future (+15%); -0.5pt is points of a rate
//	--confidence share of futures in which the target must be reached
//	--against    the other scenario; none makes the target a level of the metric
//
// All values are tried in the same futures. The bracket is where the 95 % interval
// of the chance clears the confidence on either side. A chance that turns back
// within the range is said to. "Never within the range" is an answer: found is
// false, and the status 0. --out gets breakeven.json and charts/breakeven, or
// charts/breakeven_frontier, a heat map with the break-even line.
//
// # optimize
//
// Optimize chooses among the initiatives those that are best together for a
// budget: the mean discounted investment of the set may not exceed it. Keys
// excludes, needs and scalable of initiatives are respected. It has run's flags
// --format (text, json: schema holdfast.optimize/1), --out, --trials, --seed,
// --workers, --noise, --set and --quiet.
//
//	--budget     the most that may be invested; 0 is possible
//	--objective  of the difference against the baseline: its mean, its P10, the mean
//	             of its lowest twentieth (cvar5), or the probability that it is one
//	             for the better
//	--metric     the metric of the objective
//	--max-loss-probability  limit for the chance of an NPV below the baseline's
//
// Up to 32,768 sets (15 yes/no initiatives) are all simulated, with more trials for
// those that may still be the best; beyond, a local search from several starts,
// which the output says. The winner and its runners-up are run again on fresh
// trials: the best of many looks better than it is, and the shrinkage is printed.
// Efficient frontier, what the next money brings in each initiative, channel and
// price, and what it costs to wait follow. --out gets optimize.json,
// charts/efficient_frontier and charts/next_money.
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
// does not overwrite without --force. A file that the plan reads (the draws of the
// telecom plan) is written beside it. Without a name it lists the plans.
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
