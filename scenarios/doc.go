// Package scenarios reads the plan file, and this is the plan file's manual.
// [Load] turns its YAML into a [sim.Model], or into [Problems] that name every
// mistake with its line, column and path in the plan.
//
// # A plan
//
// A plan says what there is (segments), what is not known (assumptions), what
// could be done (initiatives), what may happen (events), and which sets of
// initiatives are to be compared with doing nothing (scenarios). This one is
// complete:
//
//	plan: Keep or raise
//	currency: USD
//	start: 2027-01
//	months: 24
//	discount: 8%/year
//	assumptions:
//	  churn: {value: 2.4%/month to 3.6%/month, source: CRM export}
//	segments:
//	  smb:
//	    opening: {customers: 1200, tenure: 12}
//	    price: 98/month
//	    gross_margin: 78%
//	    retention: {model: constant, rate: churn}
//	    elasticity: {acquisition: -0.8, churn: 0.5}
//	    acquisition: {ads: {spend: 30k/month, cac: 450 to 700}}
//	initiatives:
//	  onboarding:
//	    starts: 2027-04
//	    changes: [{lever: churn, age: 1..6, reduce: -2% to 20%}]
//	    cost: {upfront: 9k, monthly: 500}
//	scenarios:
//	  onboarding: [onboarding]
//
// In the lists of keys below, N is a number in any form of "Numbers" and
// "Distributions", N/t one with the unit /month or /year. A key without
// "required" may be left out; "default" says what holds then. Plans to start
// from come with the command: holdfast init. holdfast validate --explain lists
// every input of a plan with its value per month and its origin.
//
// # Keys of the plan
//
//	plan               required  The plan's name.  plan: Keep or raise
//	currency           Code of the currency of all amounts, ISO 4217.  currency: JPY
//	language           en or ja, of reports and charts; default en.  language: ja
//	start              Calendar month of month 1; needed where a date or a season
//	                   is used, and nothing may be before it.  start: 2027-01
//	months             required  Months simulated, 1 to 600.  months: 36
//	fiscal_year_start  Month in which fiscal years begin; default 1.  fiscal_year_start: 4
//	trials             Futures simulated; default 10000.  trials: 4000
//	seed               Seed of all random numbers; default 1.  seed: 20270101
//	sampling           random, latin_hypercube or sobol; default random. The last two
//	                   spread the assumptions' draws evenly, in 16 or more independent
//	                   blocks, and need fewer trials for a mean.  sampling: sobol
//	noise              customers or none; default customers. none replaces the luck of
//	                   single customers by expectations and leaves what is not known.  noise: none
//	discount           N/t, annual, effective, nominal, pre-tax; without it NPV is
//	                   undiscounted, with a warning.  discount: 8%/year
//	cost_growth        N/t, growth of unit costs and cost to serve; default 0%/year.
//	                   cost_growth: 2%/year
//	fixed_cost         N/t, cost of the company whatever happens; default 0/month.  fixed_cost: 70k/month
//	terminal_value     customer_equity adds to NPV what the customers of the last month
//	                   are expected to bring afterwards; without the key it stands
//	                   beside NPV.
//	ltv_month          Date or month number: the month in which the customer of the LTV,
//	                   CAC and payback joins; by default the last.  ltv_month: 12
//	ltv_months         Months after which the LTV stops counting.  ltv_months: 60
//	targets            List of goals whose chance is asked for, see "Targets".
//	assumptions        Named numbers, see "Assumptions".
//	correlations       List of [a, b, rho], see "Assumptions".
//	shocks             List of market-wide ups and downs, see "Shocks".
//	segments           required  Groups of customers by name, see "Segments".
//	initiatives        What could be done, by name, see "Initiatives and events".
//	events             What may happen, by name, in every scenario.
//	scenarios          Lists of initiatives by name.  scenarios: {both: [onboarding, price]}
//	                   baseline, the empty one, always exists and may not be defined.
//
// A variant of an initiative is an initiative of its own; YAML anchors (&a, *a)
// and merge keys (<<: *a) save repetition.
//
// # Numbers
//
// A number is read from the text of its scalar, never from its YAML type:
//
//	0.03  3%  3%/month  12000  3.2M  -0.5pt  1.5e6
//
// Suffixes are % (a fraction), pt (percentage points, for changes that add), k, M
// and B (thousand, million, billion), /month and /year. Decimal exponents are
// allowed; 010, 0x10, 1_000, 1,000, .inf and NaN are errors. Full-width digits,
// signs and letters mean their ASCII forms, and ～ and 〜 mean "to". A fraction
// may be written with or without %; an amount of money or a number of customers
// may not be written in %.
//
// A number per time must have its unit, and others must have none (monthly, a cost,
// may go without). The model works per month:
//
//	probabilities      churn rate, failure, expansion, contraction, win-back, fade:
//	                   r per year is 1 - (1-r)^(1/12) per month
//	growth             discount, growth, cost_growth: (1+g)^(1/12) - 1
//	amounts            price, spend, customers, order rate, referral, cost: x/12
//	points per time    of a change that adds: added in the unit they are written in
//
// So 30%/year of churn is 2.93 % a month, and 120/year is 10 a month.
//
// # Distributions
//
// Wherever a number may be uncertain, one of these can stand. It is drawn once
// per trial, and is the same for all scenarios of the trial.
//
//	A to B                     A is the 5 % quantile and B the 95 % quantile (a 90 %
//	                           interval). Logit-normal if both are in % and between 0 and
//	                           100; else lognormal if both are positive; else normal. The
//	                           median is the middle on that scale: of 450 to 700 it is
//	                           561, the geometric mean, not 575.
//	normal(mean, sd)           lognormal(mean, sd): the variable's own mean and sd
//	pert(low, mode, high)      lambda 4: mean (low + 4 mode + high) / 6
//	triangular(low, mode, high)
//	uniform(low, high)
//	beta(mean, sd)             between 0 and 1
//	gamma(mean, sd)            above 0
//	bernoulli(p)               1 with probability p, else 0
//	discrete(0 = 70%, 5% = 30%)            value = probability; they add up to 1
//	empirical(file.csv, column)            the numbers of a column, each equally likely
//	truncated(normal(3%, 0.4%), 0, 1)      a distribution, given that it lies between two ends
//
// Arguments are separated by commas or spaces. Inside { } YAML takes the comma
// for itself: write spaces, pert(1 2 4), or quotes, "pert(1, 2, 4)". A suffix may
// follow: pert(38 45 70)k, normal(3 0.4)%/month. Both ends of an interval are
// written alike, 2.4% to 3.6%, not 2.4 to 3.6%; its unit stands behind each end or
// behind the last one.
//
// A distribution that leaves its key's natural range with a probability above
// 1e-6 is an error, unless it is truncated; below that, draws are clipped. Effects
// may be harmful: reduce: -2% to 12%.
//
// # Assumptions
//
// An assumption is a number with a name, used by that name, by as many keys as
// like it; all get the same draw. Names have letters of any script, digits, _ and -.
//
//	assumptions:
//	  churn: 2.4%/month to 3.6%/month
//	  cut:   {value: pert(5% 15% 30%), source: pilot, title: Effect of onboarding}
//
//	value    required  A number or distribution.
//	source   Where it comes from, for reports.
//	title    What reports call it.
//
// It may be used as name, -name, name * number, number * name, name/month and
// name%. Its unit may stand with it or with its use; both is an error unless
// they are equal. A multiple by a plain number may be an amount where the
// assumption is a share.
//
// correlations: [[churn, cac, 0.3]] are Spearman rank correlations of two
// assumptions with distributions of their own, applied by a Gaussian copula;
// pairs that are not stated are 0. A set that cannot be is an error that says the
// nearest values.
//
// Rows that belong together, as a fit writes them, come from a CSV file with a
// header row; one row is drawn per trial. draws is one such mapping or a list:
//
//	assumptions:
//	  draws: {file: fit.csv, columns: {alpha_smb: a, beta_smb: b}}
//
//	draws.file       required  CSV file, relative to the plan and within its folder.
//	draws.columns    required  The column of each assumption.
//
// # Segments
//
// A segment is a group of customers that behave alike. It has a price, orders or
// both. Keys that take "by age" also take steps, each from its age in months on:
// cost_to_serve: {by_age: {0: 9/month, 6: 6/month}}.
//
//	title                  What reports call it.  title: Small businesses
//	opening                The customers at t = 0; by default none.
//	opening.customers      required  Their number, whole.  customers: 1200
//	opening.tenure         Their age in months, or counts by age that add up to
//	                       customers: {0: 200, 12: 1000}. Must be there unless the curve is
//	                       constant, the term 1 and nothing depends on age.
//	opening.price          N/t, what they pay, where it isn't the list price.  price: 90/month
//	price                  N/t, recurring list price per customer.  price: 98/month
//	orders                 Purchases besides the recurring price.
//	orders.rate            required  N/t, orders per customer, Poisson; by age.  0.8/month
//	orders.value           required  N, mean value of an order.  value: 58 to 66
//	orders.value_cv        N, sd of an order's value over its mean; default 0.  value_cv: 0.6
//	gross_margin           required  N up to 100 %, revenue left after unit costs, as a
//	                       share; by age.  gross_margin: 78%
//	payment_fee            N, share of revenue that payments cost; default 0%.  payment_fee: 2.2%
//	cost_to_serve          N/t per customer; default 0/month; by age.  9/month
//	retention              required  The churn curve, see "Retention".
//	reasons                Shares of voluntary churn by reason, certain, 100 % in total:
//	                       {price: 30%, service: 25%, other: 45%}
//	saved                  like_average lets churn changes act on the average hazard instead
//	                       of on each customer's own, for comparison.
//	term                   Months of a contract; default 1. Customers decide to leave at
//	                       renewals only, at the ages term, 2 x term, ..  term: 12
//	billing                monthly or upfront; default monthly. upfront bills the whole term
//	                       at joining and renewal, and a change in mid-term times the months
//	                       left; it moves cash, not profit. The opening base has paid up to
//	                       its next renewal.
//	involuntary            Churn by failed payments: failure x (1 - recovery), in every
//	                       month, within a term too.
//	involuntary.failure    required  N/t, probability that a payment fails.  1.2%/month
//	involuntary.recovery   N, share of failures that is recovered; default 0%.  recovery: 60%
//	expansion              Upgrades of customers who stay.
//	expansion.customers    required  N/t, probability of an upgrade; by age.  1.5%/month
//	expansion.uplift       required  N, what it adds to the price, as a share.  20%
//	contraction            Downgrades of customers who stay.
//	contraction.customers  required  N/t, probability of a downgrade.  customers: 1%/month
//	contraction.drop       required  N, what it takes off the price, as a share.  drop: 20%
//	elasticity             Side effects of a price change with the ratio f = new / old.
//	elasticity.acquisition N; every channel's mean is multiplied by f^N; default 0.
//	                       Below 0 as a rule: -0.8.
//	elasticity.churn       N; the hazard is multiplied by f^N; default 0. Above 0 as a
//	                       rule: 0.5. Or a mapping:
//	elasticity.churn.value   required  N, the exponent.
//	elasticity.churn.months  Months from the first decision at the new price in which
//	                       existing customers, and they alone, mind it; without it for
//	                       good, and joiners too.  churn: {value: 0.5, months: 3}
//	acquisition            Channels by name, see "Channels".
//	winback                Lost customers who return, as new ones of age 0.
//	winback.rate           required  N/t, probability in each month after the loss.
//	winback.within         required  For so many months.  {rate: 1%/month, within: 12}
//
// # Retention
//
// A curve gives the hazard h(r): the probability of leaving at renewal r = 1, 2,
// .. of those who are still there. retention: {model: sbg, alpha: 0.9, beta: 11}
//
//	constant   h = rate
//	sbg        shifted beta-geometric: alpha / (alpha + beta + r - 1)
//	weibull    discrete Weibull: 1 - (1-theta)^(r^c - (r-1)^c)
//	bdw        beta-discrete-Weibull: 1 - B(alpha, beta + r^c) / B(alpha, beta + (r-1)^c)
//	table      rates, one by renewal; the last one holds from there on
//
//	model   required  One of the five.
//	rate    constant: N/t.  rate: 3%/month
//	alpha   sbg, bdw: N above 0. Propensities to leave are Beta(alpha, beta).  alpha: 0.9
//	beta    sbg, bdw: N above 0; the first hazard is alpha / (alpha + beta).
//	theta   weibull: N, hazard of the first renewal.  theta: 8%
//	c       weibull, bdw: N above 0; below 1 the hazard falls with age.  c: 0.6
//	rates   table: list of N per renewal, without a unit.  rates: [12%, 6%, 4%]
//	scale   N that multiplies the hazard as a whole (capped at 1), which makes a
//	        fitted curve uncertain; default 1.  scale: 0.85 to 1.2
//	per     Months between the curve's renewals; by default the term. With per: 12 and
//	        a term of 1, yearly hazards are spread over the months between without
//	        creating churn or removing any.
//
// Under sbg and bdw customers differ. A change of churn multiplies each one's own
// hazard, so those saved are mostly the prone ones, who leave later: cutting the
// average hazard instead (saved: like_average) overstates the gain. weibull, table
// and constant have no differences to carry.
//
// # Channels
//
// A channel's name is free; its keys tell its kind: spend, customers or rate,
// exactly one of them. Customers of a month are Poisson.
//
//	spend        N/t. New customers are spend / cac, which must be there and above 0.
//	             ads: {spend: 6M/month, cac: 38k to 70k, saturation: 0.3}
//	customers    N/t, a volume of its own, of month 1.  organic: {customers: 25/month}
//	rate         N/t, new customers per opening customer (referral).  {rate: 0.4%/month}
//	cac          N per new customer, fully loaded; for customers and rate an optional cost.  cac: 45k
//	saturation   spend: N, 0 or more and below 1; default 0. At spend s against the plan's
//	             own s0 the average CAC is cac x (s/s0)^saturation.
//	lag          spend: months from spend to customers; default 0.  lag: 1. Spend from before
//	             month 1 is that of the plan in month 1.
//	growth       customers: N/t, growth of the volume; default 0%/month.  growth: 1%/month
//	seasonality  customers: twelve certain factors of the calendar months, January first.
//	dispersion   N, 1 or more: variance of a month's count over its mean; default 1.  dispersion: 4
//
// # Initiatives and events
//
// An initiative is timed changes, their cost, or both. It costs nothing and changes
// nothing before it starts.
//
//	title          What reports call it.
//	segments       List of the segments that it acts on; by default all.  segments: [smb]
//	starts         Date or month number; default 1.  starts: 2027-04
//	               Events: also a range of months that are equally likely: 2027-06..2028-06
//	months         How many months it runs and costs; by default to the horizon.  months: 12
//	ramp           Months to full effect, k/ramp of it in the k-th; default 0, at once.  ramp: 3
//	fade           N/t, what is lost of the effect each month after its first full one;
//	               default 0%/month.  fade: 2%/month. Ramp and fade touch no cost.
//	reach          N, share of the customers that it gets to, at random; by default all.  reach: 40%
//	               Or, targeted by a risk score:
//	reach.customers  required  N, share of the customers that is contacted and paid for.
//	reach.churners   required  N, share of those about to leave who are among them.
//	               {customers: 10%, churners: 35%}: churn changes act with 35 % of their
//	               effect, other levers with 10 %, running costs are paid for 10 %.
//	success        Initiatives: N, probability that it works, one draw per trial; default 100%.  80%
//	               One that fails costs the same and changes nothing.
//	probability    Events: N, probability that it happens, at most once; default 100%.  30%
//	               One that does not happen costs nothing.
//	changes        List of changes, see "Changes".
//	cost           Mapping of costs, see "Costs".
//	counts_in_cac  true puts the cost into the CAC metrics instead of the LTV; default false.
//	excludes       Initiatives: list of those that cannot be done together with it.  excludes: [price]
//	needs          Initiatives: list of those that it cannot be done without.  needs: [crm]
//	scalable       Initiatives: the scales at which holdfast optimize may do it, a range or
//	               a mapping; runs do it at scale 1.  scalable: 0..2
//	scalable.to        required  N, the largest scale.  {from: 0.5, to: 2, step: 0.5, exponent: 0.6}
//	scalable.from      N, the smallest scale at which it is done; default 0.
//	scalable.step      N, between the scales considered; default a quarter of the range.
//	scalable.exponent  N, at scale s costs and changes of spend are multiplied by s, all other
//	               changes by s^exponent; default 0.7, diminishing returns. No change may be to.
//
// Events have the same keys, but probability instead of success, and happen in every
// scenario, the baseline too, in the same month.
//
// # Changes
//
// A change names a lever and says by how much: exactly one of reduce, increase,
// add, to.
//
//	lever      required  What is changed; the list is below.
//	channel    cac, spend, customers: the channel; by default all of the kind.  channel: ads
//	reason     churn, with reduce or increase: acts on that reason's share alone.  reason: service
//	age        Ages a..b in months, ends included; 12.. is open. Not for cac, spend,
//	           customers, referral, winback, term.  age: 1..6
//	existing   price: at_renewal (what holds without the key), at_once or never: when
//	           existing customers pay it. New ones pay it at once.
//	reduce     N, relative cut of up to 100 %.  {lever: churn, reduce: 5% to 25%}
//	increase   N, relative rise.  {lever: price, increase: 8%}
//	add        N; points for shares and probabilities, in the lever's unit.
//	           {lever: churn, add: -2pt/year}  {lever: gross_margin, add: 1.5pt}
//	to         N, the new value, in the lever's unit.  {lever: price, to: 108/month}
//
// Levers, and what add and to take:
//
//	churn          the voluntary hazard; N/t on a constant curve, on others also N per
//	               renewal, without a unit
//	involuntary    the rate of failed payments; N/t
//	recovery       the share of them that is recovered; N
//	price          the recurring price; N/t. Unit costs stay as they were
//	order_value    the mean value of an order; N. Unit costs move with it
//	order_rate     orders per customer; N/t
//	expansion      the probability of an upgrade; N/t
//	contraction    the probability of a downgrade; N/t
//	cac            the cac of channels that have one; N
//	spend          the spend of spend channels; N/t
//	customers      the volume of customers channels; N/t
//	referral       the rate of rate channels; N/t
//	winback        the probability of returning; N/t
//	gross_margin   the gross margin; N
//	cost_to_serve  the cost to serve; N/t
//	term           the contract's months: to alone, a whole number, from each customer's
//	               next renewal; ramp, fade, age and reach are errors with it
//
// With w = ramp x fade x reach (0 if the initiative failed), the changes of one
// input in a month act in this order, whatever their order in the file:
//
//	first   to                 v + w (to - v)
//	second  reduce, increase   v (1 - w x), v (1 + w x), multiplied
//	third   add                v + w x, in the unit that x is written in
//	last    cap                at the input's natural range, with a warning
//
// Two to on one input, segment and age in one scenario are an error, and so is a
// change that acts on nothing. A reason's relative changes are multiplied with each
// other, and none saves more than its share. An effect is meant net of what would
// have happened anyway.
//
// # Costs
//
// Costs run from the start, for months or to the horizon.
//
//	upfront             N, in the starting month.  upfront: 12M
//	monthly             N, with /month or without.  monthly: 800k
//	per_customer        N/t per closing customer of its segments.  per_customer: 120/month
//	per_new_customer    N per customer who joins its segments.  per_new_customer: 500
//	per_reactivated     N per customer won back.  per_reactivated: 6
//	per_order           N per order.  per_order: 0.20
//	percent_of_revenue  N, share of revenue (points, cash-back).  percent_of_revenue: 2%
//
// All but upfront and monthly are multiplied by reach.
//
// # Shocks
//
// A shock is a monthly up and down of the market with mean 1, one path per trial
// for all its segments and every scenario: shocks: [{lever: churn, sd: 15%}]
//
//	lever        required  churn (voluntary), customers (every channel's mean) or cac.
//	sd           required  N, standard deviation of the factor in a month.  sd: 15%
//	persistence  N below 1, share of a month's shock that lasts into the next; default 0.  0.7
//	segments     List of segments; by default all.
//
// # Targets
//
// A target's chance is given for every scenario. targets: [{metric: revenue, by:
// 2028-03, at_least: 1.2B}]
//
//	metric    required  A metric of the result (npv, ltv_cac, ..) or of its months
//	          (revenue, closing, mrr, ..).
//	by        Date or month number: flows in total from month 1 up to it, stocks their
//	          value in it. Without it the whole run, or the last month.
//	at_least  N, the goal; or
//	at_most   N, the limit.
//	within    fiscal_year counts only that fiscal year's months up to by.
//
// # Order within a month
//
// Renewals and failed payments; price changes of those who stay; upgrades and
// downgrades of those who stay; joiners and win-backs at the list price of the
// month. Revenue is what the closing customers pay. A customer of age 0 pays for
// certain; an opening customer of tenure n has the age n + 1 in month 1. Several
// price changes multiply; when one ends, prices go back by the same rules.
//
// # Settings
//
// holdfast run --set PATH=VALUE changes one value for one run. PATH is keys joined
// by dots, items of lists by number from 0, keys with dots in double quotes; VALUE
// is YAML: --set segments.smb.price=108/month, --set initiatives.onboarding.changes.0.reduce=10%.
// A setting may set an optional key, a scenario or an event that is absent. Another
// name that the plan does not have is an error, since it would change nothing.
//
// # Limits and decisions
//
//   - A plan is one YAML document of at most 1 MiB, nested at most 100 deep, of
//     at most 250,000 values with aliases counted wherever they are used. Files
//     of draws may have 64 MiB. At most 5,000 uncertain inputs, 500
//     segments, 1,000 initiatives, events and scenarios each.
//   - "segments" may not be an empty list, and a change that acts on nothing is an
//     error even where an event or another scenario would bring what it acts on.
//   - Tags (!!str) are refused. An optional list or collection of names that is
//     left empty counts as absent.
//   - A distribution written in place is an input of its own, named by its plan
//     path; the same text reached through an anchor from two places is two.
//   - Events take part in the rule that two "to" may not meet.
//   - Shocks leave failed payments alone.
//   - Win-backs come from losses of month 1 and later.
//   - Upgrades and downgrades that certainly take more than all customers of a month
//     are an error; where they do by chance or by a change, downgrades get what
//     upgrades leave.
//   - A change that certainly takes the cac of a spend channel to 0, or a price of
//     which elasticity.acquisition takes a negative power, is an error.
//   - A price change that elasticity.churn answers to counts from the decision that
//     would first be paid at the new price; joiners decide at the price they joined at.
//   - Orders of a month are one Poisson draw per segment, their value one gamma draw.
//
// One table, in the files keys_*.go, lists every key with what it takes, its
// natural range, its unit and its default. The loader, the suggestions for
// misspelt names, [Schema], settings and the list of a plan's inputs
// (Plan.Explained) are all driven by it.
package scenarios
