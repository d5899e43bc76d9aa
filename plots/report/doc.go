// Package report writes a result: for people, as JSON, as CSV. A [Report] is
// complete before a writer runs; writers choose, arrange and round, and compute
// no statistic. All of them take a [sim.Result] as it is, NaN for a value that
// does not exist and ±Inf for an infinite one, and return the writer's error.
//
// # Text
//
// [Report.Text] starts with one line that answers: the scenario of the highest
// mean NPV difference whose gain is resolved, in how many futures it is ahead,
// and between which values nine futures of ten lie. Tables follow, with the
// warnings and the command that repeats the run. A difference within two of
// its Monte Carlo standard errors prints as ~. An estimate is rounded to what
// its standard error supports, to three significant digits at most; a range to
// two. Ratios and paybacks show quantiles. No probability prints as certain.
//
// Names are cleaned of control characters and shortened. Tables line up in
// terminal cells: East Asian wide characters take two, those of ambiguous
// width one.
//
// # JSON
//
// [Report.JSON] writes holdfast.result/1. Objects keep the plan's order; a
// metric that exists in no trial is null. Next to what an outline of the
// schema shows, stand: pN_interval, the 95 % confidence interval of a
// quantile; null_trials, the trials in which a value does not exist;
// probability_within_12, probability_within_24 and probability_never of a
// payback; probability_..._interval of every probability; months of a fiscal
// year that lie within the horizon; se of ROI; label of a target.
//
// # CSV
//
// [Report.CSV] is one long table for programs. [Report.MonthlyCSV],
// [Report.YearlyCSV] and [Report.SummaryCSV] are wide tables for spreadsheets:
// they start with a byte order mark, without which Excel in Japan does not read
// UTF-8. In all four an empty cell is a value that does not exist, inf an
// infinite one, and a text that a spreadsheet would take for a formula starts
// with an apostrophe.
//
// # Office
//
// [Report.Workbook] is a spreadsheet that finance can audit: real numbers,
// native charts, and formulas wherever one gives the result's own figure.
// [Report.Slides] is a presentation with titles, texts and tables that can be
// edited, written by package pptx. Their texts are those of a catalogue of
// package words, the names of figures, answer and warnings included.
//
// # Charts
//
// An [Album] makes the charts of a run in the language of a catalogue.
//
// # Board
//
// [Report.Board] composes the report for the board as a document of package
// document, whose writers make a page, Markdown and paper of it;
// [Report.BoardWorkbook] and [Report.BoardSlides] give the options with which the
// workbook and the slides say the same. The caller hands over what the result does
// not hold: the inputs of the plan, what drives the answer and what it is worth to
// find out. Odds are put into words by one table, of which the expression is that
// all of the estimate's interval supports, and what cannot be told is not advised.
package report
