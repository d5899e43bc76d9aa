package report

import (
	"fmt"

	"holdfast/sim"
)

// figurePhrases are the names of figures, by their key in results.
var figurePhrases = map[string]phrase{
	"metric.revenue":               {"Revenue", "売上高"},
	"metric.gross_profit":          {"Gross profit", "粗利益"},
	"metric.contribution":          {"Contribution", "貢献利益"},
	"metric.npv":                   {"NPV", "NPV（正味現在価値）"},
	"metric.customer_equity":       {"Customer equity", "顧客資産価値"},
	"metric.acquisition_cost":      {"Acquisition cost", "顧客獲得費用"},
	"metric.initiative_cost":       {"Initiative cost", "施策費用"},
	"metric.new_customers":         {"New customers", "新規顧客数"},
	"metric.churned_customers":     {"Churned customers", "解約顧客数"},
	"metric.reactivated_customers": {"Reactivated customers", "再開顧客数"},
	"metric.orders":                {"Orders", "注文数"},
	"metric.closing_customers":     {"Customers at the end", "期末顧客数"},
	"metric.closing_mrr":           {"MRR at the end", "期末MRR"},
	"metric.arpu":                  {"ARPU", "ARPU（顧客単価）"},
	"metric.lowest_cash":           {"Lowest cumulative cash", "累積キャッシュの最低値"},
	"metric.lowest_cash_month":     {"Month of the lowest cash", "累積キャッシュが最低の月"},
	"metric.ltv":                   {"LTV (gross profit)", "粗利LTV"},
	"metric.ltv_60":                {"LTV over 60 months", "粗利LTV（60か月）"},
	"metric.ltv_revenue":           {"LTV (revenue)", "売上LTV"},
	"metric.cac":                   {"CAC", "CAC（顧客獲得単価）"},
	"metric.paid_cac":              {"Paid CAC", "有料経路のCAC"},
	"metric.marginal_cac":          {"Marginal CAC", "限界CAC"},
	"metric.cac_horizon":           {"CAC over the horizon", "期間全体のCAC"},
	"metric.ltv_cac":               {"LTV/CAC", "LTV/CAC"},
	"metric.ltv_paid_cac":          {"LTV/paid CAC", "LTV/有料経路のCAC"},
	"metric.cac_payback_months":    {"CAC payback", "CAC回収月数"},
	"metric.payback_simple":        {"CAC payback, simple", "CAC回収月数（簡易）"},
	"metric.retention_12m":         {"Still there after 12 months", "12か月後の継続率"},
	"metric.retention_36m":         {"Still there after 36 months", "36か月後の継続率"},
	"metric.customer_churn":        {"Customer churn a month", "月次顧客解約率"},
	"metric.annual_churn":          {"Annual churn", "年間解約率"},
	"metric.revenue_churn":         {"Revenue churn a month", "月次収益解約率"},
	"metric.net_revenue_churn":     {"Net revenue churn a month", "月次純収益解約率"},
	"metric.grr":                   {"GRR", "GRR（総収益維持率）"},
	"metric.nrr":                   {"NRR", "NRR（純収益維持率）"},

	"metric.investment":                   {"Investment, discounted", "投資額（現在価値）"},
	"metric.roi":                          {"ROI", "ROI"},
	"metric.breakeven_month":              {"Breakeven month, discounted", "損益分岐月（割引後）"},
	"metric.breakeven_month_undiscounted": {"Breakeven month, undiscounted", "損益分岐月（割引なし）"},
	"metric.cost_per_customer_saved":      {"Cost per customer saved", "顧客1人の維持にかかる費用"},
	"metric.probability_best":             {"Probability of being the best scenario", "最良のシナリオである確率"},
	"metric.expected_regret":              {"Expected regret", "期待機会損失"},

	"measure.opening":                 {"Customers at the start", "期首顧客数"},
	"measure.new":                     {"New customers", "新規顧客数"},
	"measure.churned":                 {"Churned customers", "解約顧客数"},
	"measure.reactivated":             {"Reactivated customers", "再開顧客数"},
	"measure.closing":                 {"Customers at the end", "期末顧客数"},
	"measure.mrr":                     {"MRR", "MRR"},
	"measure.mrr_new":                 {"MRR: new", "MRR：新規"},
	"measure.mrr_expansion":           {"MRR: expansion", "MRR：アップセル"},
	"measure.mrr_contraction":         {"MRR: contraction", "MRR：ダウンセル"},
	"measure.mrr_price":               {"MRR: price", "MRR：価格改定"},
	"measure.mrr_churned":             {"MRR: churned", "MRR：解約"},
	"measure.mrr_reactivated":         {"MRR: reactivated", "MRR：再開"},
	"measure.orders":                  {"Orders", "注文数"},
	"measure.revenue":                 {"Revenue", "売上高"},
	"measure.billings":                {"Billings", "請求額"},
	"measure.gross_profit":            {"Gross profit", "粗利益"},
	"measure.acquisition_cost":        {"Acquisition cost", "顧客獲得費用"},
	"measure.initiative_cost":         {"Initiative cost", "施策費用"},
	"measure.contribution":            {"Contribution", "貢献利益"},
	"measure.cash":                    {"Cash", "キャッシュ"},
	"measure.cumulative_contribution": {"Cumulative contribution", "累積貢献利益"},
	"measure.discounted_contribution": {"Discounted contribution", "割引後貢献利益"},
	"measure.customer_churn":          {"Customer churn", "顧客解約率"},
}

func (v vocabulary) metric(m sim.Metric) string   { return v.say("metric." + m.String()) }
func (v vocabulary) measure(m sim.Measure) string { return v.say("measure." + m.String()) }

// figure names a metric or measure by its key in results; a name that is
// neither, as a target of a newer plan might have, is shown as it is.
func (v vocabulary) figure(key string) string {
	for _, prefix := range [...]string{"measure.", "metric."} {
		if _, known := figurePhrases[prefix+key]; known {
			return v.say(prefix + key)
		}
	}
	return figureWords(key)
}

// unit is that of a kind of figure.
func (v vocabulary) unit(kind sim.Kind, currency string) string {
	switch kind {
	case sim.KindMoney:
		return Clean(currency)
	case sim.KindRate:
		return v.say("unit.percent")
	case sim.KindRatio:
		return v.say("unit.times")
	case sim.KindMonths:
		return v.say("unit.months")
	}
	return v.say("unit.count")
}

// statistic names a mean or quantile.
func (v vocabulary) statistic(statistic int) string {
	if statistic == mean {
		return v.say("mean")
	}
	return fmt.Sprintf("P%.0f", 100*sim.Quantiles[statistic])
}
