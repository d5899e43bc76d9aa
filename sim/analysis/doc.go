// Package analysis turns a model into answers to four questions: what drives
// the result, where a decision turns, what to buy, and what to find out first.
// It knows no plan file: names come from the model, and where a place of the
// plan is varied, the caller makes the models.
//
// A [Factor] is one independent source of uncertainty; all analyses name and
// attribute by factors.
package analysis

// z95 is the normal quantile of a two-sided interval of 95 %.
const z95 = 1.959963984540054
