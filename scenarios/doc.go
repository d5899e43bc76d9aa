// Package scenarios reads the plan file: [Load] turns its YAML into a
// [sim.Model], or into [Problems] that name every mistake with its line, column
// and path in the plan.
//
// One table, in the files keys_*.go, lists every key with what it takes, its
// natural range, its unit and its default. The loader, the suggestions for
// misspelt names, [Schema], settings and the list of a plan's inputs
// (Plan.Explained) are all driven by it.
//
// # Numbers
//
// A number is read from the text of its scalar, never from its YAML type:
//
//	0.03  3%  3%/month  12000  3.2M  -0.5pt  1.5e6
//
// Decimal exponents are allowed; 010, 0x10, 1_000, 1,000, .inf and NaN are
// errors. k, M and B stand for thousand, million and (short) billion. "pt" is a
// percentage point, for changes that add. Full-width digits, signs and letters
// mean their ASCII forms, and ～ and 〜 mean "to".
//
// A fraction may be written with or without %. An amount of money or a number
// of customers may not be written in %.
//
// Both ends of an interval are written in the same way: 2.4% to 3.6%, not 2.4 to
// 3.6%. Its unit stands behind each end or behind the last one.
//
// Distributions: pert, triangular, uniform, normal, lognormal, beta, gamma,
// bernoulli, discrete, empirical, truncated. A suffix may follow them:
// pert(38 45 70)k, normal(3 0.4)%/month.
//
// An assumption is named by letters (of any script), digits, _ and -, and used by
// its name, also as -name, name * number, number * name, name/month, name%. Its
// unit may stand with it or with its use; both is an error unless they are equal.
// A multiple by a plain number may be an amount where the assumption is a share.
//
// # Decisions
//
//   - A plan is one YAML document of at most 1 MiB, nested at most 100 deep, of
//     at most 250,000 values with aliases counted wherever they are used. Files
//     of draws may have 64 MiB. At most 5,000 uncertain inputs, 500
//     segments, 1,000 initiatives, events and scenarios each.
//   - "draws" under assumptions may be a list, for more than one file.
//   - "language" is en or ja.
//   - "segments" may not be an empty list, and a change that acts on nothing is an
//     error even where an event or another scenario would bring what it acts on.
//   - Tags (!!str) are refused. An optional list or collection of names that is
//     left empty counts as absent.
//   - A distribution written in place is an input of its own, named by its plan
//     path; the same text reached through an anchor from two places is two.
//   - Events take part in the rule that two "to" may not meet.
//   - A target without "by" is on the whole-run metric where there is one, and
//     otherwise on the last month.
//   - "age: 12.." leaves the upper end open.
//   - A setting (--set) may set an optional key, a scenario or an event that is
//     absent. Another name that the plan does not have is an error, since it
//     would change nothing.
package scenarios
