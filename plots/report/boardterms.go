package report

// definedTerms are the terms that a report explains, in the order of a reader
// who meets them.
var definedTerms = []string{
	"trial", "quantile", "interval", "cvar", "mcse", "better", "best", "regret",
	"npv", "discount", "contribution", "gross_profit", "investment", "roi", "breakeven", "cash",
	"revenue", "mrr", "bridge", "arpu", "fiscal_year",
	"churn", "annual_churn", "retention", "revenue_churn", "grr", "nrr",
	"ltv", "ltv_revenue", "equity", "cac", "cpa", "paid_cac", "marginal_cac", "ltv_cac", "payback",
	"saved", "target", "evpi",
}
