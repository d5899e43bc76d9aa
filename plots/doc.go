// Package plots builds holdfast's charts: small structs of names and numbers
// in, a [Figure] out, which draws itself on any gonum/plot canvas and is
// written by [PNG], [SVG] or [PDF]. The package knows no plan and no model, opens no
// file and computes no statistic: quantiles, probabilities and breakeven
// months come from the caller, so that a chart cannot disagree with the table
// beside it. (The one exception is the histogram of [Distribution], which is
// a shape, not a figure.)
//
// # Builders
//
//	Fan           a monthly quantity, quantile bands per scenario
//	Distribution  the NPV difference per scenario, probability of loss shaded
//	Cumulative    the cumulative discounted difference, breakeven marked
//	LTVCAC        P10-P50-P90 of a ratio per segment and scenario
//	Retention     expected survival by age against simulated survivors
//	Bridge        MRR from the first month to the last, move by move
//	KaplanMeier   observed survival, the curves fitted to it, one's band
//	Hazard        observed hazards by age with the curves fitted
//	Triangle      a heat map of retention by cohort and age
//	RFM           a map of customers by recency and frequency of purchases
//	Breakeven     a chance against the number that it depends on
//	Heatmap       a share over two numbers, with the line of one value
//	Frontier      what the best choice of each budget is worth
//	MarginalValues  what one step more brings in each of several places
//	Tornado       how far an outcome moves with each of its inputs
//	Density       the shape of a distribution, small enough for a cell
//
// A new chart is one file with one builder, an example and a golden image.
//
// # Numbers
//
// Slices are indexed by month (or age) and may differ in length. NaN is a
// value that does not exist, ±Inf one without bound. Lines and bands have a
// gap at either, as they do past 1e100; [LTVCAC] draws an infinite end as an arrow.
// No input makes a builder panic. A figure keeps the slices that it was given;
// they must not change while it is in use.
//
// # Look
//
// One theme: white ground, light horizontal grid, grey axes without a frame,
// no text turned on its side. The unit stands above the vertical axis. Series
// are named directly beside their ends, pushed apart where they would touch;
// more than four of them become small multiples. Colours are given by index
// ([Colour]), so that a scenario keeps its own on every page; index 0, the
// baseline, is grey. Sizes of text follow the size of the picture.
//
// # Text
//
// Everything is set in M PLUS 1p, which is embedded and covers Latin, Greek,
// Cyrillic and everyday Japanese; a character it lacks is drawn as a box. In
// SVG, text stays text, with fallback families, and is fitted to the measured
// width where another font stands in. In PDF it is text, too, in a subset of
// the font; behind a box stands the character, for those who search and copy. Names are data: they are wrapped,
// shortened with an ellipsis, cleared of control and direction characters, and
// escaped. Fixed words and the way numbers are written come from a [Language].
//
// The same figure and size give the same bytes.
package plots
