package sim

// Kind says how a number is read and printed.
type Kind int

const (
	KindMoney  Kind = iota // plan currency
	KindCount              // customers, orders
	KindRate               // a fraction, printed as percent
	KindRatio              // a multiple, such as LTV/CAC
	KindMonths             // a number of months
)

// Measure is a monthly quantity of a scenario or a segment.
type Measure int

const (
	MeasureOpening Measure = iota
	MeasureNew
	MeasureChurned
	MeasureReactivated
	MeasureClosing
	MeasureMRR
	MeasureMRRNew
	MeasureMRRExpansion
	MeasureMRRContraction
	MeasureMRRPrice
	MeasureMRRChurned
	MeasureMRRReactivated
	MeasureOrders
	MeasureRevenue
	MeasureBillings
	MeasureGrossProfit
	MeasureAcquisitionCost
	MeasureInitiativeCost
	MeasureContribution
	MeasureCash
	MeasureCumulativeContribution
	MeasureDiscountedContribution
	MeasureCustomerChurn
	NumMeasures
)

var measures = [NumMeasures]struct {
	name  string
	kind  Kind
	stock bool // a year's figure is its last month's, not a sum
}{
	MeasureOpening:                {"opening", KindCount, true},
	MeasureNew:                    {"new", KindCount, false},
	MeasureChurned:                {"churned", KindCount, false},
	MeasureReactivated:            {"reactivated", KindCount, false},
	MeasureClosing:                {"closing", KindCount, true},
	MeasureMRR:                    {"mrr", KindMoney, true},
	MeasureMRRNew:                 {"mrr_new", KindMoney, false},
	MeasureMRRExpansion:           {"mrr_expansion", KindMoney, false},
	MeasureMRRContraction:         {"mrr_contraction", KindMoney, false},
	MeasureMRRPrice:               {"mrr_price", KindMoney, false},
	MeasureMRRChurned:             {"mrr_churned", KindMoney, false},
	MeasureMRRReactivated:         {"mrr_reactivated", KindMoney, false},
	MeasureOrders:                 {"orders", KindCount, false},
	MeasureRevenue:                {"revenue", KindMoney, false},
	MeasureBillings:               {"billings", KindMoney, false},
	MeasureGrossProfit:            {"gross_profit", KindMoney, false},
	MeasureAcquisitionCost:        {"acquisition_cost", KindMoney, false},
	MeasureInitiativeCost:         {"initiative_cost", KindMoney, false},
	MeasureContribution:           {"contribution", KindMoney, false},
	MeasureCash:                   {"cash", KindMoney, false},
	MeasureCumulativeContribution: {"cumulative_contribution", KindMoney, true},
	MeasureDiscountedContribution: {"discounted_contribution", KindMoney, false},
	MeasureCustomerChurn:          {"customer_churn", KindRate, false},
}

// String is the measure's name in results.
func (m Measure) String() string { return measures[m].name }

// Kind says how the measure is read.
func (m Measure) Kind() Kind { return measures[m].kind }

// Stock reports whether the measure is a level at the end of a month rather
// than a flow during it.
func (m Measure) Stock() bool { return measures[m].stock }

// ParseMeasure finds a measure by its name in results.
func ParseMeasure(name string) (Measure, bool) {
	for i := range measures {
		if measures[i].name == name {
			return Measure(i), true
		}
	}
	return 0, false
}

// Metric is a figure of a whole run of one scenario or segment.
type Metric int

const (
	MetricRevenue Metric = iota
	MetricGrossProfit
	MetricContribution
	MetricNPV
	MetricCustomerEquity
	MetricAcquisitionCost
	MetricInitiativeCost
	MetricNewCustomers
	MetricChurnedCustomers
	MetricReactivatedCustomers
	MetricOrders
	MetricClosingCustomers
	MetricClosingMRR
	MetricARPU
	MetricLowestCash
	MetricLowestCashMonth
	MetricLTV
	MetricLTV60
	MetricLTVRevenue
	MetricCAC
	MetricPaidCAC
	MetricMarginalCAC
	MetricCACHorizon
	MetricLTVCAC
	MetricLTVPaidCAC
	MetricCACPayback
	MetricPaybackSimple
	MetricRetention12
	MetricRetention36
	MetricCustomerChurn
	MetricAnnualChurn
	MetricRevenueChurn
	MetricNetRevenueChurn
	MetricGRR
	MetricNRR
	NumMetrics
)

var metrics = [NumMetrics]struct {
	name  string
	kind  Kind
	lower bool // lower is better
}{
	MetricRevenue:              {"revenue", KindMoney, false},
	MetricGrossProfit:          {"gross_profit", KindMoney, false},
	MetricContribution:         {"contribution", KindMoney, false},
	MetricNPV:                  {"npv", KindMoney, false},
	MetricCustomerEquity:       {"customer_equity", KindMoney, false},
	MetricAcquisitionCost:      {"acquisition_cost", KindMoney, true},
	MetricInitiativeCost:       {"initiative_cost", KindMoney, true},
	MetricNewCustomers:         {"new_customers", KindCount, false},
	MetricChurnedCustomers:     {"churned_customers", KindCount, true},
	MetricReactivatedCustomers: {"reactivated_customers", KindCount, false},
	MetricOrders:               {"orders", KindCount, false},
	MetricClosingCustomers:     {"closing_customers", KindCount, false},
	MetricClosingMRR:           {"closing_mrr", KindMoney, false},
	MetricARPU:                 {"arpu", KindMoney, false},
	MetricLowestCash:           {"lowest_cash", KindMoney, false},
	MetricLowestCashMonth:      {"lowest_cash_month", KindMonths, true},
	MetricLTV:                  {"ltv", KindMoney, false},
	MetricLTV60:                {"ltv_60", KindMoney, false},
	MetricLTVRevenue:           {"ltv_revenue", KindMoney, false},
	MetricCAC:                  {"cac", KindMoney, true},
	MetricPaidCAC:              {"paid_cac", KindMoney, true},
	MetricMarginalCAC:          {"marginal_cac", KindMoney, true},
	MetricCACHorizon:           {"cac_horizon", KindMoney, true},
	MetricLTVCAC:               {"ltv_cac", KindRatio, false},
	MetricLTVPaidCAC:           {"ltv_paid_cac", KindRatio, false},
	MetricCACPayback:           {"cac_payback_months", KindMonths, true},
	MetricPaybackSimple:        {"payback_simple", KindMonths, true},
	MetricRetention12:          {"retention_12m", KindRate, false},
	MetricRetention36:          {"retention_36m", KindRate, false},
	MetricCustomerChurn:        {"customer_churn", KindRate, true},
	MetricAnnualChurn:          {"annual_churn", KindRate, true},
	MetricRevenueChurn:         {"revenue_churn", KindRate, true},
	MetricNetRevenueChurn:      {"net_revenue_churn", KindRate, true},
	MetricGRR:                  {"grr", KindRate, false},
	MetricNRR:                  {"nrr", KindRate, false},
}

// String is the metric's name in results.
func (m Metric) String() string { return metrics[m].name }

// Kind says how the metric is read.
func (m Metric) Kind() Kind { return metrics[m].kind }

// LowerIsBetter reports whether less of the metric is an improvement.
func (m Metric) LowerIsBetter() bool { return metrics[m].lower }

// Payback reports whether the metric is a number of months that may be
// infinite: it has quantiles and probabilities but no mean.
func (m Metric) Payback() bool { return m == MetricCACPayback || m == MetricPaybackSimple }

// ParseMetric finds a metric by its name in results.
func ParseMetric(name string) (Metric, bool) {
	for i := range metrics {
		if metrics[i].name == name {
			return Metric(i), true
		}
	}
	return 0, false
}

// Differences lists the metrics whose difference between scenarios is reported
// with all its statistics.
func Differences() []Metric { return differences[:] }

var differences = [...]Metric{
	MetricNPV, MetricRevenue, MetricContribution, MetricGrossProfit, MetricClosingCustomers, MetricClosingMRR,
	MetricLTV, MetricLTVCAC, MetricCustomerChurn,
}
