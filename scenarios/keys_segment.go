package scenarios

import (
	"holdfast/sim"
	"holdfast/sim/retention"
)

// byAge makes a form that may be given in steps by age.
func byAge(of quantity, name, about string) either {
	return either{of, &object{
		name:  name + " by age",
		about: about + ", by age in months; each value holds from its age on.",
		keys: []key{
			{name: "by_age", about: "Values by the age from which they hold; the first is 0.",
				takes: byMonths{of: of, fromZero: true}, required: true},
		},
	}}
}

var segmentKeys = &object{
	name:  "segment",
	about: "A group of customers that behave alike.",
	some:  []string{"price", "orders"},
	keys: []key{
		{name: "title", about: "How reports call it.", takes: words{"a title"}},
		{name: "opening", about: "The customer base at the start; default: empty.", takes: openingKeys, implied: "empty"},
		{name: "price", about: "Recurring price per customer.", takes: perCustomer},
		{name: "orders", about: "Purchases apart from the recurring price.", takes: ordersKeys},
		{name: "gross_margin", about: "Share of revenue left after unit costs.",
			takes: byAge(quantity{within: margin, percent: true}, "gross margin", "Share of revenue left after unit costs"), required: true},
		{name: "payment_fee", about: "Share of revenue that payments cost.", takes: share, absent: "0%"},
		{name: "cost_to_serve", about: "Cost of serving a customer.", takes: byAge(perCustomer, "cost to serve", "Cost of serving a customer"), absent: "0/month"},
		{name: "retention", about: "The churn hazard by renewal.", takes: retentionKeys, required: true},
		{name: "reasons", about: "Shares of voluntary churn by reason; they add up to 100%.",
			takes: named{what: "reason", most: 100, of: quantity{within: positiveRate, percent: true, fixed: true}}},
		{name: "saved", about: "like_average: a churn change acts on the average hazard instead of on each customer's own.", takes: oneOf("like_average")},
		{name: "term", about: "Months of a contract.", takes: months, absent: "1"},
		{name: "billing", about: "upfront: a whole term is billed at joining and renewal.", takes: oneOf("monthly", "upfront"), absent: "monthly"},
		{name: "involuntary", about: "Churn by failed payments: failure x (1 - recovery) in every month.", takes: involuntaryKeys},
		{name: "expansion", about: "Upgrades of customers who stay.", takes: expansionKeys},
		{name: "contraction", about: "Downgrades of customers who stay.", takes: contractionKeys},
		{name: "elasticity", about: "Side effects of a price change.", takes: elasticityKeys},
		{name: "acquisition", about: "Channels that bring customers, by name.", takes: named{what: "channel", of: channelKeys, most: 100}},
		{name: "winback", about: "Lost customers who return.", takes: winbackKeys},
	},
}

var openingKeys = &object{
	name:  "opening base",
	about: "The customer base at t = 0.",
	keys: []key{
		{name: "customers", about: "Number of customers.", takes: whole{0, maxCustomers}, required: true},
		{name: "tenure", about: "Their age in months, or counts by age.",
			takes: either{whole{0, maxAge}, byMonths{of: whole{0, maxCustomers}}}},
		{name: "price", about: "What they pay where it differs from the list price.", takes: perCustomer},
	},
}

var ordersKeys = &object{
	name:  "orders",
	about: "Orders per active customer, Poisson.",
	keys: []key{
		{name: "rate", about: "Orders per customer.", takes: byAge(orderRate, "orders", "Orders per customer"), required: true},
		{name: "value", about: "Mean value of an order.", takes: perOrder, required: true},
		{name: "value_cv", about: "Standard deviation of an order's value over its mean.", takes: factor, absent: "0"},
	},
}

var involuntaryKeys = &object{
	name:  "involuntary churn",
	about: "Churn by failed payments.",
	keys: []key{
		{name: "failure", about: "Probability that a payment fails for good unless recovered.", takes: chance, required: true},
		{name: "recovery", about: "Share of failures that is recovered.", takes: share, absent: "0%"},
	},
}

var expansionKeys = &object{
	name:  "expansion",
	about: "Upgrades of customers who stay.",
	keys: []key{
		{name: "customers", about: "Probability that a customer upgrades.", takes: byAge(chance, "expansion", "Probability that a customer upgrades"), required: true},
		{name: "uplift", about: "Share of the price that an upgrade adds.", takes: factor, required: true},
	},
}

var contractionKeys = &object{
	name:  "contraction",
	about: "Downgrades of customers who stay.",
	keys: []key{
		{name: "customers", about: "Probability that a customer downgrades.", takes: chance, required: true},
		{name: "drop", about: "Share of the price that a downgrade takes off.", takes: share, required: true},
	},
}

var elasticityKeys = &object{
	name:  "elasticity",
	about: "Exponents of the price ratio f: acquisition x f^acquisition, hazard x f^churn.",
	keys: []key{
		{name: "acquisition", about: "Exponent for every channel's mean.", takes: quantity{within: elasticity}, absent: "0"},
		{name: "churn", about: "Exponent for the churn hazard.", takes: either{quantity{within: elasticity}, limitedElasticityKeys}, absent: "0"},
	},
}

var limitedElasticityKeys = &object{
	name:  "elasticity for some months",
	about: "Only existing customers' decisions in the months from their first at the new price.",
	keys: []key{
		{name: "value", about: "The exponent.", takes: quantity{within: elasticity}, required: true},
		{name: "months", about: "For how many months; without it, for good and for joiners too.", takes: months},
	},
}

var winbackKeys = &object{
	name:  "win-back",
	about: "A lost customer returns with this probability in each of some months.",
	keys: []key{
		{name: "rate", about: "Probability of returning.", takes: chance, required: true},
		{name: "within", about: "For how many months after the loss.", takes: months, required: true},
	},
}

// curves lists the retention models.
func curves() []string { return retention.Kinds() }

var retentionKeys = &object{
	name:    "retention",
	about:   "The churn hazard by renewal.",
	kindKey: "model",
	keys: []key{
		{name: "model", about: "Curve: constant, sbg (shifted beta-geometric), weibull (discrete), bdw (beta-discrete-Weibull) or table.",
			takes: choice{curves}, required: true},
		{name: "rate", about: "Churn probability.", takes: chance, required: true, only: []string{"constant"}},
		{name: "alpha", about: "First parameter of the beta distribution of propensities.", takes: betaParam, required: true, only: []string{"sbg", "bdw"}},
		{name: "beta", about: "Second parameter of the beta distribution of propensities.", takes: betaParam, required: true, only: []string{"sbg", "bdw"}},
		{name: "theta", about: "Hazard of the first renewal.", takes: renewalShare, required: true, only: []string{"weibull"}},
		{name: "c", about: "Weibull exponent: below 1 the hazard falls with age.", takes: parameter, required: true, only: []string{"weibull", "bdw"}},
		{name: "rates", about: "Hazards by renewal; the last holds from there on.",
			takes: sequence{of: renewalShare, least: 1, most: maxAge}, required: true, only: []string{"table"}},
		{name: "scale", about: "Multiplies the hazard as a whole.", takes: factor, absent: "1"},
		{name: "per", about: "Months between the curve's renewals; default: the segment's term.", takes: months, implied: "the segment's term"},
	},
}

var channelKeys = &object{
	name:  "channel",
	about: "A source of new customers: by spend and cac, by a number of customers, or by a rate of the opening customers.",
	one:   []string{"spend", "customers", "rate"},
	keys: []key{
		{name: "spend", about: "Amount spent.", takes: moneyPerTime, required: true, only: []string{"spend"}},
		{name: "customers", about: "New customers in month 1.", takes: quantity{unit: amountPerTime, within: amount}, required: true, only: []string{"customers"}},
		{name: "rate", about: "New customers per opening customer (referral).", takes: referralRate, required: true, only: []string{"rate"}},
		{name: "cac", about: "Cost of acquiring a customer, fully loaded; above 0 for a channel of spend.", takes: perJoiner, needed: []string{"spend"}},
		{name: "saturation", about: "Exponent of diminishing returns: average CAC is cac x (spend / plan spend)^saturation.",
			takes: quantity{within: saturation, percent: true}, absent: "0", only: []string{"spend"}},
		{name: "lag", about: "Months from spend to customers.", takes: whole{0, MaxMonths}, absent: "0", only: []string{"spend"}},
		{name: "growth", about: "Growth of the volume.", takes: quantity{unit: growthPerTime, within: growth, percent: true}, absent: "0%/month", only: []string{"customers"}},
		{name: "seasonality", about: "Twelve factors of the calendar months, January first.",
			takes: factors{12, quantity{within: amount, percent: true, fixed: true}}, only: []string{"customers"}},
		{name: "dispersion", about: "Variance of a month's count over its mean, at least 1.", takes: quantity{within: dispersion}, absent: "1"},
	},
}

// spendCAC is the cac of a spend channel, which divides.
var spendCAC = quantity{within: limits{Range: sim.RangePositive}, per: "new customer"}
