package scenarios

import (
	"slices"

	"holdfast/sim"
)

var initiativeKeys = &object{
	name:  "initiative",
	about: "Something the company could do: timed changes, their cost, and whether it works.",
	some:  []string{"changes", "cost"},
	keys: []key{
		{name: "title", about: "How reports call it.", takes: words{"a title"}},
		{name: "segments", about: "The segments it acts on; default: all.", takes: names{"segments"}, implied: "all"},
		{name: "starts", about: "First month; default: month 1.", takes: month{}, absent: "1"},
		{name: "months", about: "How many months it runs; default: to the horizon.", takes: months, implied: "to the horizon"},
		{name: "ramp", about: "Months until its full effect: k/n of it in the k-th month.", takes: whole{0, MaxMonths}, absent: "0"},
		{name: "fade", about: "Share of the effect that wears off, after the first full month.", takes: chance, absent: "0%/month"},
		{name: "reach", about: "Share of customers it gets to, at random or by a risk score.", takes: either{share, reachKeys}},
		{name: "success", about: "Probability that it works; one that fails costs what it costs.", takes: share, absent: "100%"},
		{name: "changes", about: "What it changes.", takes: sequence{of: changeKeys, most: 100}},
		{name: "cost", about: "What it costs.", takes: costKeys},
		{name: "counts_in_cac", about: "Whether its cost goes into the CAC metrics instead of into LTV.", takes: toggle{}, absent: "false"},
		{name: "excludes", about: "Initiatives that cannot be done together with it.", takes: names{"initiatives"}},
		{name: "needs", about: "Initiatives that it cannot be done without.", takes: names{"initiatives"}},
		{name: "scalable", about: "The scales at which optimize may do it: a..b, or a mapping.",
			takes: either{words{"a range of scales, such as 0..2"}, scalableKeys}},
	},
}

var scalableKeys = &object{
	name:  "scalable",
	about: "The scales at which an initiative may be done: costs x s, effects x s^exponent.",
	keys: []key{
		{name: "from", about: "The smallest scale at which it is done.", takes: quantity{within: amount, fixed: true, percent: true}, absent: "0"},
		{name: "to", about: "The largest scale.", takes: quantity{within: positive, fixed: true, percent: true}, required: true},
		{name: "step", about: "What lies between the scales considered; default: a quarter of the range.", takes: quantity{within: positive, fixed: true, percent: true}, implied: "a quarter of the range"},
		{name: "exponent", about: "Of the effect: below 1 for diminishing returns.", takes: quantity{within: positive, fixed: true}, absent: "0.7"},
	},
}

var eventKeys = &object{
	name:  "event",
	about: "Something that may happen, at most once, in every scenario.",
	some:  []string{"changes", "cost"},
	keys:  eventKeysOf(initiativeKeys.keys),
}

// eventKeysOf turns an initiative's keys into an event's: it has a probability
// instead of a success, and starts in one month of a range.
func eventKeysOf(keys []key) []key {
	own := slices.DeleteFunc(slices.Clone(keys), func(k key) bool {
		return k.name == "excludes" || k.name == "needs" || k.name == "scalable"
	})
	for i := range own {
		switch own[i].name {
		case "success":
			own[i].name, own[i].about = "probability", "Probability that it happens."
		case "starts":
			own[i].takes, own[i].about = month{span: true}, "First month, or a range of months that are equally likely; default: month 1."
		}
	}
	return own
}

var reachKeys = &object{
	name:  "reach",
	about: "Targeting by a risk score: the share of customers contacted, and of those who would leave among them.",
	keys: []key{
		{name: "customers", about: "Share of the customers that is contacted and paid for.", takes: share, required: true},
		{name: "churners", about: "Share of those who would leave that is among them.", takes: share, required: true},
	},
}

var changeKeys = &object{
	name:  "change",
	about: "A change of one segment input: one of reduce, increase, add, to.",
	one:   []string{"reduce", "increase", "add", "to"},
	keys: []key{
		{name: "lever", about: "The input that is changed.", takes: choice{sim.Levers}, required: true},
		{name: "channel", about: "The channel whose cac, spend or customers is changed; default: all.", takes: words{"the name of a channel"}},
		{name: "reason", about: "The reason whose part of churn is changed.", takes: words{"the name of a reason"}},
		{name: "age", about: "Ages in months a..b, ends included.", takes: ages{}},
		{name: "existing", about: "When a price change reaches existing customers.",
			takes: oneOf("at_renewal", "at_once", "never")},
		{name: "reduce", about: "Relative cut.", takes: quantity{within: reduction, percent: true}},
		{name: "increase", about: "Relative rise.", takes: quantity{within: effect, percent: true}},
		{name: "add", about: "What is added: percentage points (-5pt) to shares and probabilities.", takes: changeQuantity},
		{name: "to", about: "The new value.", takes: changeQuantity},
	},
}

// changeQuantity stands for the number of add and to: its unit and range follow
// from the lever.
var changeQuantity = quantity{unit: noUnit, within: anyNumber, percent: true}

var costKeys = &object{
	name:  "cost",
	about: "What an initiative costs.",
	keys: []key{
		{name: "upfront", about: "In the starting month.", takes: money},
		{name: "monthly", about: "Per month from the start on.", takes: quantity{unit: amountMaybePerTime, within: amount}},
		{name: "per_customer", about: "Per closing customer of its segments, x reach.", takes: perCustomer},
		{name: "per_new_customer", about: "Per new customer.", takes: perJoiner},
		{name: "per_reactivated", about: "Per customer won back.", takes: quantity{within: amount, per: "customer won back"}},
		{name: "per_order", about: "Per order.", takes: perOrder},
		{name: "percent_of_revenue", about: "Share of revenue (points, cash-back).", takes: share},
	},
}
