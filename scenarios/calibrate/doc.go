// Package calibrate turns files of customers, subscriptions, transactions and
// acquisition into a plan whose every number says where it comes from and how
// surely it is known, and tests such forecasts against what came.
//
// [Calibrate] reads files (package export), fits them and returns a [Result],
// which writes itself as a plan ([Result.Plan]) with draws beside it
// ([Result.Draws]) and as JSON. [Check] is the backtest.
//
// # Tenures
//
// Tenure is counted in whole months from the day of the start; an event or a
// censoring at t falls at the end of month t.
//
//   - Who ended has left at the end of the month of tenure in which the end lies.
//     The end may be the last day with the service or the first one without.
//   - Who has not ended has survived the months complete at the end of the as-of
//     date. Of a month not complete then, losses count no more than survivors do.
//   - An active customer without a whole month is in the opening base and in no fit.
//   - A tenure with a fraction is rounded up for those who left, else down.
//   - Of several rows of one customer the most lasting counts: there still, or
//     ended last; then the longest tenure, then the highest price. The others are
//     rejected, and so is a row that says active and has an end.
//   - An end from 2090 on means none.
//
// A flag without dates covers whole histories, or the last months that
// [Options.FlagCovers] says: then everybody enters at their tenure less those
// months (delayed entry). [Options.Since] leaves out all months of tenure that
// began before a date, for bases whose old churners were purged.
//
// Where at least half of 20 or more losses fall on multiples of 12 months (nine in
// ten of those on multiples of 24), customers decide once a term: tenures are
// counted in terms, and the plan has that term.
//
// # Fits
//
// Geometric, sBG, discrete Weibull and beta-discrete-Weibull by maximum likelihood,
// the choice by AIC among those identified (package retention). Cases are
// resampled with replacement, [Options.Replicates] times, by segment, and every
// replicate chooses its model anew. Histories are counted by entry, end and
// whether they ended in a loss, so that resampling is one multinomial draw, exact
// and of a cost that does not grow with the customers. Where all replicates of
// a segment chose the same model, the plan has that model and draws of its own
// parameters; else each is written as the beta-discrete-Weibull that all four are
// (within 5e-4 of survival, however steeply its hazard rises), which takes two to
// three times as long to simulate. Intervals in text and JSON are those of the rows
// as written. One row of draws holds all
// segments. So the plan's forecasts carry the parameters' and the choice's
// uncertainty jointly. They do not know that no model may be right: a warning
// (misfit) says where the best one misses the data.
//
// # The plan
//
//   - opening: the active customers by age. Where it is known, the price of new
//     customers (tenure of at most three months, from 30 of them on) is the list
//     price and that of the active ones opening.price. Means are uncertain by their
//     standard errors.
//   - acquisition: the channels of a file of acquisition, split among segments by
//     their joiners of the last twelve months; else those joiners. Rows of one
//     channel and month add up (two that are alike are warned of). Spend and the
//     customers of a channel without any are means of the file's last twelve months;
//     customers whom a paid channel brought in months without spend are warned of
//     and in neither its CAC nor the plan. Of a snapshot
//     they are a lower bound: active customers of tenures 1 to 12 over twelve.
//   - expansion, contraction and winback from subscriptions. The size of a move is
//     the mean change over the mean MRR of all who stayed, which is what the engine
//     multiplies, so that simulated MRR grows as the files' did.
//   - orders: a segment for each class of RFM segments whose order rates lie within a
//     tenth of each other, in the terms of package purchase, and one for customers
//     to come. The rates of a class are uncertain by the fit's sampling error and
//     by what is not known about its customers.
//   - gross margin and discount are in no file and stand there as assumptions.
//
// # JSON
//
// [Result.JSON] writes segments by their names in the data (the one segment is
// "all" where none is asked for) and overall, all together. Of each: id, its key in
// the plan; n and events, histories in the fits and those that ended; term; active;
// km from t = 1 on; fits by model, params and se by name, or an error where a fit
// did not converge; chosen and reason; survival of the chosen curve from t = 0 on,
// with survival_p5 and survival_p95; price over all rows, active and new beside it;
// joiners; and, where files have them, mrr (a month a row), expansion, contraction,
// winback, grr and nrr over the last twelve months; rfm, bgnbd, gamma_gamma;
// channels. t counts terms. Rates are fractions, what does not exist is null.
//
// # Memory
//
// 40 bytes for each customer with an identifier, which is needed to notice several
// rows of one; 40 for each period of a subscription, 16 for each transaction. A
// million customers take some 90 MB and 4 s.
//
// # Backtest
//
// The data are cut at the end of a month; what began later is unknown to the fit,
// what ended later has not ended. The plan made of them is simulated and compared
// month by month, and for disjoint cohorts of the customers of the cut, each a
// segment of its own with the same draws. Bands of months are not scored where
// there are two cohorts or more: months of one path are not independent tests.
package calibrate
