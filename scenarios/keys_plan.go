package scenarios

import "holdfast/sim"

var planKeys = &object{
	name:  "plan",
	about: "A holdfast plan: segments of customers, what could be done for them, and what is not known.",
	keys: []key{
		{name: "plan", about: "The plan's name.", takes: words{"the plan's name"}, required: true},
		{name: "currency", about: "Currency of all amounts, such as JPY.", takes: words{"a currency, such as JPY"}, implied: "none"},
		{name: "language", about: "Language of reports and charts.", takes: oneOf("en", "ja"), absent: "en"},
		{name: "start", about: "Calendar month of month 1, YYYY-MM. Needed where a date or a season is used.", takes: month{dateOnly: true}, implied: "none"},
		{name: "months", about: "Horizon: the number of months simulated.", takes: months, required: true},
		{name: "fiscal_year_start", about: "Month in which fiscal years begin, 1 to 12.", takes: whole{1, 12}, absent: "1"},
		{name: "trials", about: "Number of trials.", takes: whole{1, MaxTrials}, absent: "10000"},
		{name: "seed", about: "Seed of all random numbers.", takes: seed{}, absent: "1"},
		{name: "sampling", about: "How assumptions are drawn.", takes: oneOf("random", "latin_hypercube", "sobol"), absent: "random"},
		{name: "noise", about: "Whether customers' luck is simulated (customers) or replaced by expectations (none).",
			takes: oneOf("customers", "none"), absent: "customers"},
		{name: "discount", about: "Discount rate: annual, effective, nominal, pre-tax.",
			takes: quantity{unit: growthPerTime, within: growth, percent: true}, implied: "none"},
		{name: "cost_growth", about: "Growth of unit costs and cost to serve.",
			takes: quantity{unit: growthPerTime, within: growth, percent: true}, absent: "0%/year"},
		{name: "fixed_cost", about: "Fixed cost of the company.", takes: moneyPerTime, absent: "0/month"},
		{name: "terminal_value", about: "What is added to NPV for the time after the horizon.", takes: oneOf("customer_equity"), implied: "none"},
		{name: "ltv_month", about: "Month in which the customer of the LTV joins; default: the last.", takes: month{}, implied: "the last month"},
		{name: "ltv_months", about: "Months after which the LTV stops counting.", takes: whole{1, maxAge}, implied: "no limit"},
		{name: "targets", about: "Goals whose chance is asked for.", takes: sequence{of: targetKeys, most: 100}},
		{name: "assumptions", about: "Named numbers, certain or not.",
			takes: named{what: "assumption", most: 10_000, of: either{anyQuantity, assumptionKeys},
				also: &key{name: "draws", about: "Rows of jointly uncertain numbers from a CSV file.",
					takes: either{drawsKeys, sequence{of: drawsKeys, least: 1, most: 100}}}}},
		{name: "correlations", about: "Spearman rank correlations between assumptions.", takes: sequence{of: rank{}, most: 10_000}},
		{name: "shocks", about: "Market-wide monthly ups and downs.", takes: sequence{of: shockKeys, most: 100}},
		{name: "segments", about: "Groups of customers that behave alike.", takes: named{what: "segment", of: segmentKeys, most: 500}, required: true},
		{name: "initiatives", about: "Things the company could do.", takes: named{what: "initiative", of: initiativeKeys, most: 1000}},
		{name: "events", about: "Things that may happen, in every scenario.", takes: named{what: "event", of: eventKeys, most: 1000, open: true}},
		{name: "scenarios", about: "Named sets of initiatives; baseline, the empty one, always exists.",
			takes: named{what: "scenario", of: names{"initiatives"}, most: 1000, open: true}},
	},
}

// anyQuantity is a number of an assumption: its range and unit follow from its use.
var anyQuantity = quantity{unit: noUnit, within: anyNumber, percent: true}

var assumptionKeys = &object{
	name:  "assumption",
	about: "A named number with its origin.",
	keys: []key{
		{name: "value", about: "The number or distribution.", takes: anyQuantity, required: true},
		{name: "source", about: "Where the number comes from.", takes: words{"where the number comes from"}},
		{name: "title", about: "How reports call it.", takes: words{"a title"}},
	},
}

var drawsKeys = &object{
	name:  "draws",
	about: "Whole rows of a CSV file, one drawn per trial, as calibration writes them.",
	keys: []key{
		{name: "file", about: "CSV file with a header row, in the plan's folder.", takes: words{"the name of a CSV file"}, required: true},
		{name: "columns", about: "The column of each assumption.", takes: named{what: "assumption", of: words{"the name of a column"}, most: 1000, open: true}, required: true},
	},
}

var targetKeys = &object{
	name:  "target",
	about: "A goal whose chance is asked for in every scenario.",
	one:   []string{"at_least", "at_most"},
	keys: []key{
		{name: "metric", about: "A metric of the result.", takes: choice{targetMetrics}, required: true},
		{name: "by", about: "The month that counts: flows in total up to it, stocks the value in it.", takes: month{}},
		{name: "at_least", about: "The goal.", takes: quantity{within: anyNumber, percent: true}},
		{name: "at_most", about: "The limit.", takes: quantity{within: anyNumber, percent: true}},
		{name: "within", about: "fiscal_year: only that year's months up to by.", takes: oneOf("fiscal_year")},
	},
}

// targetMetrics lists what a target may be about.
func targetMetrics() []string {
	var known []string
	for m := sim.Metric(0); m < sim.NumMetrics; m++ {
		known = append(known, m.String())
	}
	for m := sim.Measure(0); m < sim.NumMeasures; m++ {
		if _, both := sim.ParseMetric(m.String()); !both {
			known = append(known, m.String())
		}
	}
	return known
}

var shockKeys = &object{
	name:  "shock",
	about: "A market-wide monthly disturbance of mean 1: one path for all its segments and every scenario.",
	keys: []key{
		{name: "lever", about: "What it acts on.", takes: oneOf("churn", "customers", "cac"), required: true},
		{name: "sd", about: "Standard deviation of the factor in a month.", takes: factor, required: true},
		{name: "persistence", about: "Share of one month's shock that lasts into the next.",
			takes: quantity{within: persistence, percent: true}, absent: "0"},
		{name: "segments", about: "The segments it acts on; default: all.", takes: names{"segments"}, implied: "all"},
	},
}
