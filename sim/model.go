package sim

import "holdfast/sim/dist"

// Model is everything that is simulated: the plan in the engine's own terms.
// Months count from 1 to Months; amounts are in the plan's currency; fractions
// are fractions (0.03, not 3).
type Model struct {
	Name            string
	Currency        string
	Months          int       // horizon T
	Start           YearMonth // calendar month of month 1; zero where the plan names none
	FiscalYearStart int       // 1 (January) to 12

	Trials   int
	Seed     uint64
	Sampling dist.Sampling
	Noise    Noise

	Discounted    bool     // whether the plan states a discount rate
	Discount      Quantity // annual, effective
	CostGrowth    Quantity // growth of unit costs and cost to serve
	FixedCost     Quantity // per month
	TerminalValue bool     // add customer equity to NPV
	LTVMonth      int      // month in which the customer of the LTV joins; 0: the last
	LTVMonths     int      // months after which the LTV stops; 0: it does not

	Inputs       []Input
	Tables       []Table
	Correlations []Correlation
	Shocks       []Shock
	Segments     []Segment
	Initiatives  []Initiative
	Events       []Initiative
	Scenarios    []Scenario // the first is the baseline: it has no initiatives
	Targets      []Target
}

// YearMonth is a calendar month. The zero value means that none was given.
type YearMonth struct {
	Year, Month int
}

// Noise says which luck is simulated.
type Noise int

const (
	NoiseCustomers Noise = iota // every customer-level draw is random
	NoiseNone                   // every customer-level draw is replaced by its expectation
)

func (n Noise) String() string {
	if n == NoiseNone {
		return "none"
	}
	return "customers"
}

// Input is one uncertain number, drawn once per trial. Its name is the address
// of its random numbers, so that other inputs can come and go without changing it.
type Input struct {
	Name   string // of the assumption, or the plan path of a distribution written in place
	Title  string
	Source string
	Where  string // file:line
	Dist   dist.Dist

	Table  int // 1 + index into Model.Tables; 0: drawn from Dist
	Column int // of that table
}

// Table holds rows of jointly uncertain numbers; one row is drawn per trial.
type Table struct {
	Name    string
	Columns [][]float64 // [column][row], all of one length
}

// Correlation is a Spearman rank correlation between two inputs.
type Correlation struct {
	A, B int // indexes into Model.Inputs
	Rho  float64
}

// Shock is a market-wide monthly disturbance of mean 1: exp(g_t - s²/2) with
// s² = ln(1+sd²) and g an AR(1) process of stationary variance s².
type Shock struct {
	Lever       Lever // LeverChurn, LeverCustomers or LeverCAC
	SD          Quantity
	Persistence Quantity
	Segments    []int
}

// Segment is a group of customers that behave alike.
type Segment struct {
	Name, Title string
	Opening     Opening
	HasPrice    bool
	Price       Quantity // list price per customer and month
	Orders      *Orders
	GrossMargin ByAge
	PaymentFee  Quantity // fraction of revenue
	CostToServe ByAge    // per customer and month

	Retention    Retention
	Reasons      []Reason
	LikeAverage  bool // changes act on the average hazard instead of on each customer's own
	Term         int  // months of a contract, at least 1
	UpfrontBills bool // billed a whole term ahead
	Involuntary  *Involuntary

	Expansion   *Move
	Contraction *Move
	Elasticity  Elasticity
	Channels    []Channel
	Winback     *Winback
}

// Opening is the customer base at t = 0.
type Opening struct {
	Groups   []TenureGroup // customers by age at t = 0, ascending
	HasPrice bool
	Price    Quantity // what the base pays per month where it differs from the list price
}

// TenureGroup is a number of customers of one age in months at t = 0.
type TenureGroup struct {
	Months    int
	Customers float64 // whole
}

// Orders are purchases apart from the recurring price.
type Orders struct {
	Rate  ByAge // per customer and month
	Value Quantity
	CV    Quantity // standard deviation of one order's value over its mean
}

// ByAge is a step function of a customer's age in months: each value holds from
// its age on. The first step starts at age 0. Nil means absent (zero).
type ByAge []AgeStep

// AgeStep is one step of a ByAge.
type AgeStep struct {
	From  int
	Value Quantity
}

// Reason is a part of a segment's voluntary churn; shares add up to 1.
type Reason struct {
	Name  string
	Share float64
}

// Involuntary is churn by failed payments: failure x (1 - recovery), every month.
type Involuntary struct {
	Failure  Quantity // probability per month
	Recovery Quantity
}

// Move is a monthly chance that a customer who stays changes what they pay:
// by +Size (expansion) or -Size (contraction) of it.
type Move struct {
	Customers ByAge // probability per month
	Size      Quantity
}

// Elasticity holds the side effects of a price factor f: acquisition is
// multiplied by f^Acquisition, churn hazards by f^Churn.
type Elasticity struct {
	Acquisition Quantity
	Churn       Quantity
	ChurnMonths int // 0: for good, joiners included; n: existing customers' decisions of n months
}

// ChannelKind says what sets a channel's volume.
type ChannelKind int

const (
	ChannelSpend  ChannelKind = iota // spend / CAC
	ChannelVolume                    // a number of customers per month
	ChannelRate                      // a share of the opening customers
)

// Channel is one source of new customers.
type Channel struct {
	Name        string
	Kind        ChannelKind
	Spend       Quantity // per month
	CAC         Quantity
	Saturation  Quantity // exponent of diminishing returns, 0 to below 1
	Lag         int      // months from spend to customers
	Customers   Quantity // per month, in month 1
	Growth      Quantity // of the volume
	Seasonality []float64
	Rate        Quantity // probability per month
	Dispersion  Quantity // variance of a month's count over its mean, at least 1; zero value: 1
}

// Winback brings lost customers back: each with probability Rate in each of the
// Within months after the one in which they left.
type Winback struct {
	Rate   Quantity
	Within int
}

// Retention is a hazard curve by renewal.
type Retention struct {
	Model string   // constant, sbg, weibull, bdw, table
	Rate  Quantity // constant
	Alpha Quantity
	Beta  Quantity
	Theta Quantity
	C     Quantity
	Rates []Quantity // table

	HasScale bool
	Scale    Quantity // multiplies the hazard as a whole
	Per      int      // months between the curve's renewals; 0: the segment's term
}

// Initiative is something the company could do, or, in Model.Events, something
// that may happen to it: timed changes and what they cost.
type Initiative struct {
	Name, Title    string
	Segments       []int // indexes into Model.Segments
	Starts         int   // month
	StartsTo       int   // events: last month of the range of starts; otherwise equal to Starts
	Months         int   // how long it runs; 0: to the horizon
	Ramp           int   // months until its full effect; 0 or 1: at once
	Fade           Quantity
	HasReach       bool
	ReachCustomers Quantity // share of customers reached
	ReachChurners  Quantity // share of would-be churners among those reached
	Success        Quantity // probability that it works (event: that it happens)
	Certain        bool     // Success is not given: it works (happens) for certain
	Changes        []Change
	Cost           Cost
	CountsInCAC    bool

	// What a choice among initiatives must respect; a run takes no notice.
	Excludes []int     // indexes into Model.Initiatives: not together with it
	Needs    []int     // the same: not without them
	Scalable *Scalable // nil: it is done as it is, or not at all
}

// Scalable says how far an initiative can be scaled. At scale s its costs, and
// its changes of spend, are multiplied by s, what its other changes change by
// s^Exponent.
type Scalable struct {
	From, To float64 // smallest scale at which it is done, and largest; 0 is always possible
	Step     float64 // between the scales that are considered
	Exponent float64 // of diminishing returns, above 0
}

// Cost of an initiative. Amounts are positive.
type Cost struct {
	Upfront          Quantity
	Monthly          Quantity
	PerCustomer      Quantity // per month
	PerNewCustomer   Quantity
	PerReactivated   Quantity
	PerOrder         Quantity
	PercentOfRevenue Quantity // fraction
}

// Scenario is a named set of initiatives.
type Scenario struct {
	Name, Title string
	Initiatives []int // indexes into Model.Initiatives
}

// Target is a goal whose chance is asked for.
type Target struct {
	Metric     string
	By         int // month; 0: a whole-run metric, which has none
	AtMost     bool
	Value      Quantity
	FiscalYear bool   // only the months of the fiscal year of By, up to By
	Label      string // as the plan writes it
}
