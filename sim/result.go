package sim

import "fmt"

// Result is the answer of a run. It is complete: writers print it and compute
// nothing.
type Result struct {
	Plan      PlanInfo
	Run       RunInfo
	Warnings  []Warning
	Against   string // the scenario that the others are compared with
	Scenarios []ScenarioResult
}

// PlanInfo says which plan was run.
type PlanInfo struct {
	Name, File, SHA256 string
	Currency           string
	Language           string
	Months             int
	Start              YearMonth
	FiscalYearStart    int
}

// RunInfo says how it was run, so that it can be repeated.
type RunInfo struct {
	Trials   int
	Seed     uint64
	Version  string
	Platform string
	Sampling string
	Noise    string
	Set      []Setting
	// RankError is the largest error, as a share of the trials, of the ranks
	// of quantiles taken from a sketch; 0 where all are exact.
	RankError float64
	// Replicates is the number of independently scrambled blocks that errors
	// come from; 0 under random sampling.
	Replicates int
}

// Setting is one input that was changed for the run.
type Setting struct {
	Path, Value string
}

// Warning is part of the result: what a reader must know before using it.
type Warning struct {
	Code    string // stable, machine-readable
	Message string
	Where   string // scenario, segment or plan path; may be empty
	// Format, of package fmt, and Values make the Message, for those who say it
	// in another language; empty where nothing is known but the Message.
	Format string
	Values []any
}

// NewWarning is a warning whose message is a format with its values.
func NewWarning(code, where, format string, values ...any) Warning {
	return Warning{Code: code, Where: where, Message: fmt.Sprintf(format, values...), Format: format, Values: values}
}

// NumQuantiles is the number of quantiles of every distribution.
const NumQuantiles = 7

// Quantiles are the probabilities of the reported quantiles.
var Quantiles = [NumQuantiles]float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95}

// Indexes into the reported quantiles.
const (
	P5 = iota
	P10
	P25
	P50
	P75
	P90
	P95
)

// Stat describes a metric over trials. A statistic that does not exist is NaN;
// an infinite one is ±Inf.
type Stat struct {
	N     int // trials in which the value exists
	Nulls int // trials in which it does not
	Mean  float64
	SD    float64 // n-1
	MCSE  float64 // Monte Carlo standard error of the mean
	Q     [NumQuantiles]float64
	// Low and High bound the 95 % confidence intervals of P10, P50 and P90,
	// indexed like Q; NaN for the other quantiles or too few trials.
	Low, High [NumQuantiles]float64
	CVaR5     float64 // mean of the lowest 5 %; money only

	// Payback metrics: probability that it is at most 12 or 24 months, and
	// that it never comes.
	Within12, Within24, Never float64
}

// Exists reports whether any trial has a value.
func (s *Stat) Exists() bool { return s.N > 0 }

// Series describes a measure by month: [month-1]. Q is nil where only means
// were kept.
type Series struct {
	Mean []float64
	Q    [NumQuantiles][]float64
}

// Yearly describes the measures by fiscal year.
type Yearly struct {
	Labels   []string // "FY2027", or "Y1" where the plan has no start
	Months   []int    // months of the horizon in each
	Measures [NumMeasures]Series
}

// ScenarioResult is one scenario's part of a result.
type ScenarioResult struct {
	ID, Title   string
	Initiatives []string // titles, or names where there is none
	Metrics     [NumMetrics]Stat
	Monthly     [NumMeasures]Series
	Yearly      Yearly
	Segments    []SegmentResult
	Targets     []TargetResult
	Versus      *Versus // nil for the scenario compared against

	ProbabilityBest Share
	ExpectedRegret  float64
	RegretMCSE      float64
}

// SegmentResult is one segment's part of a scenario.
type SegmentResult struct {
	ID, Title string
	Metrics   [NumMetrics]Stat
	Monthly   [NumMeasures]Series
	Retention Curve
}

// Curve compares the survival that the plan puts in with what was simulated,
// by age in months from 0.
type Curve struct {
	Input     []float64 // expected survival of a customer joining in the LTV month, mean over trials
	Simulated []float64 // product of 1 - churned/at risk by age over all cohorts and trials; NaN where nobody was at risk
}

// Share is an estimated probability with its 95 % Wilson interval (between
// replicates where there are any).
type Share struct {
	P, Low, High float64
	N            int
}

// TargetResult is the chance of meeting a target.
type TargetResult struct {
	Target
	Probability Share
}

// Difference is a scenario's metric minus that of the scenario compared with,
// in the same futures.
type Difference struct {
	Stat
	Better Share
}

// Versus compares a scenario with another, trial by trial.
type Versus struct {
	Against     string
	Differences [NumMetrics]*Difference // for Differences(); nil otherwise
	Investment  Stat
	ROI         ROI
	// Breakeven months by discounted and undiscounted cumulative contribution.
	Breakeven, BreakevenUndiscounted Breakeven
	// CostPerCustomerSaved is mean investment / mean extra closing customers;
	// NaN where there are none.
	CostPerCustomerSaved float64
	// CumulativeDiscounted is the cumulative discounted difference by month.
	CumulativeDiscounted Series
	// NPVHistogram is the distribution of the NPV difference.
	NPVHistogram Histogram
}

// ROI is mean NPV difference over mean investment, with the quantiles of the
// per-trial ratio. NaN where nothing is invested.
type ROI struct {
	Ratio, SE float64
	Q         [NumQuantiles]float64
}

// Breakeven is the first month from which a cumulative difference stays positive.
type Breakeven struct {
	Q     [NumQuantiles]float64 // +Inf: never
	Never Share
}

// Histogram counts values in bins of equal width: bin i holds [Low+i*Width, Low+(i+1)*Width).
type Histogram struct {
	Low, Width float64
	Counts     []float64
	LossShare  float64 // share of trials below zero
}
