package report

import "fmt"

// A phrase is a text in the languages of workbooks and slides.
type phrase struct{ en, ja string }

// vocabulary says phrases in one language.
type vocabulary struct{ japanese bool }

// Languages that workbooks and slides can be in.
const (
	languageEnglish  = "en"
	languageJapanese = "ja"
)

// vocabularyOf is that of a language; the empty one is the plan's, or else
// English.
func (r *Report) vocabularyOf(language string) (vocabulary, error) {
	if language == "" {
		return vocabulary{japanese: r.Result.Plan.Language == languageJapanese}, nil
	}
	if language != languageEnglish && language != languageJapanese {
		return vocabulary{}, fmt.Errorf("no texts in language %q; there are %s and %s", language, languageEnglish, languageJapanese)
	}
	return vocabulary{japanese: language == languageJapanese}, nil
}

// say gives the phrase of a key with its values set in. A key without phrase is
// a mistake of the program and panics.
func (v vocabulary) say(key string, values ...any) string {
	p, known := officePhrases[key]
	if !known {
		p, known = figurePhrases[key]
	}
	if !known {
		panic("report: no phrase " + key)
	}
	text := p.en
	if v.japanese {
		text = p.ja
	}
	if len(values) == 0 {
		return text
	}
	return fmt.Sprintf(text, values...)
}

// month names the plan's t-th month by its date, or by its number where the
// plan has no start.
func (v vocabulary) month(r *Report, t int) string {
	start := r.Result.Plan.Start
	date := calendar(start, t)
	switch {
	case date == "":
		return v.say("month.number", t)
	case v.japanese:
		months := start.Year*12 + start.Month - 1 + t - 1
		return fmt.Sprintf("%d年%d月", months/12, months%12+1)
	}
	return date
}

// months is a number of months.
func (v vocabulary) months(n int) string {
	if n == 1 {
		return v.say("months.one")
	}
	return v.say("months.many", n)
}

// year is the label of a fiscal year, with its months where it lies only in
// part within the horizon.
func (v vocabulary) year(label string, months int) string {
	text := Clean(label)
	var n int
	if _, err := fmt.Sscanf(text, "FY%d", &n); err == nil && v.japanese {
		text = fmt.Sprintf("%d年度", n)
	} else if _, err := fmt.Sscanf(text, "Y%d", &n); err == nil && v.japanese {
		text = fmt.Sprintf("%d年目", n)
	}
	if months < 12 {
		text = v.say("year.part", text, v.months(months))
	}
	return text
}

// officePhrases are the texts of workbooks and slides, but for the names of
// figures.
var officePhrases = map[string]phrase{
	"sheet.summary":     {"Summary", "概要"},
	"sheet.charts":      {"Charts", "グラフ"},
	"sheet.scenarios":   {"Scenarios", "シナリオ"},
	"sheet.years":       {"Years", "年度"},
	"sheet.monthly":     {"Monthly", "月次"},
	"sheet.segments":    {"Segments", "セグメント"},
	"sheet.assumptions": {"Assumptions", "前提"},
	"sheet.trials":      {"Trials", "試行"},

	"month.number": {"month %d", "%dか月目"},
	"months.one":   {"1 month", "1か月"},
	"months.many":  {"%d months", "%dか月"},
	"year.part":    {"%s (%s)", "%s（%s）"},
	"all":          {"All", "全体"},
	"never":        {"never", "回収せず"},
	"beyond":       {"beyond the horizon", "期間内に回収せず"},
	"infinite":     {"∞", "∞"},
	"no_source":    {"no source", "出典なし"},
	"mean":         {"mean", "平均"},

	"column.scenario":    {"Scenario", "シナリオ"},
	"column.title":       {"Title", "名称"},
	"column.segment":     {"Segment", "セグメント"},
	"column.against":     {"Compared with", "比較対象"},
	"column.figure":      {"Figure", "指標"},
	"column.key":         {"Key", "キー"},
	"column.unit":        {"Unit", "単位"},
	"column.value":       {"Value", "値"},
	"column.mean":        {"Mean", "平均"},
	"column.sd":          {"SD", "標準偏差"},
	"column.mcse":        {"Monte Carlo error of the mean", "平均の標準誤差"},
	"column.cvar":        {"Mean of the worst 5 %", "下位5%の平均"},
	"column.probability": {"Probability", "確率"},
	"column.low":         {"95 % interval from", "95%区間 下限"},
	"column.high":        {"95 % interval to", "95%区間 上限"},
	"column.within12":    {"P(within 12 months)", "12か月以内の確率"},
	"column.within24":    {"P(within 24 months)", "24か月以内の確率"},
	"column.never":       {"P(never)", "回収しない確率"},
	"column.nulls":       {"Trials without a value", "値のない試行数"},
	"column.statistic":   {"Statistic", "統計量"},
	"column.month":       {"Month", "月番号"},
	"column.date":        {"Date", "年月"},
	"column.total":       {"Total", "合計"},
	"column.sum":         {"Sum of segments", "セグメント合計"},
	"column.whole":       {"Whole scenario", "シナリオ全体"},
	"column.alone":       {"In the scenario alone", "シナリオ共通分"},
	"column.name":        {"Input", "項目"},
	"column.source":      {"Source", "出典"},
	"column.place":       {"Plan line", "プランの行"},
	"column.trial":       {"Trial", "試行番号"},
	"column.target":      {"Target", "目標"},

	"unit.percent": {"%", "%"},
	"unit.times":   {"x", "倍"},
	"unit.months":  {"months", "か月"},
	"unit.count":   {"number", "件数"},

	"summary.horizon":     {"%s from %s, %s, seed %d", "%[2]sから%[1]s、%[3]s、シード%[4]d"},
	"summary.span":        {"%s, %s, seed %d", "%s、%s、シード%d"},
	"summary.trials":      {"%s trials", "試行%s回"},
	"summary.answer":      {"Answer", "結論"},
	"summary.comparison":  {"Comparison of the scenarios", "シナリオの比較"},
	"summary.targets":     {"Chance of meeting each target", "目標を達成する確率"},
	"summary.warnings":    {"Warnings", "注意"},
	"summary.repeat":      {"How to reproduce", "再現方法"},
	"summary.command":     {"Command", "コマンド"},
	"summary.plan":        {"Plan", "プラン"},
	"summary.version":     {"Version", "バージョン"},
	"summary.sampling":    {"Sampling", "サンプリング"},
	"summary.noise":       {"Luck in customers", "顧客の偶然変動"},
	"summary.noisy":       {"drawn", "あり"},
	"summary.still":       {"none: expected values", "なし（期待値）"},
	"summary.error":       {"Monte Carlo error, NPV difference, %s", "NPV差の平均の標準誤差、%s"},
	"summary.rank":        {"Error of the ranks of quantiles, share of the trials", "分位点の順位の誤差（試行に対する割合）"},
	"summary.note":        {"Differences are from %s in the same futures. Means add up and have totals; quantiles do not add up, over neither months nor segments. A band of quantiles is of each month alone: it is not a path.", "差は同じ将来における%sとの差です。平均は合計できますが、分位点は月やセグメントをまたいで合計できません。分位点の帯は各月だけのもので、1本の経路ではありません。"},
	"summary.terminal":    {"NPV, its difference and ROI include customer equity; breakeven does not.", "NPV、その差、ROIは顧客資産価値を含みます。損益分岐は含みません。"},
	"summary.npv":         {"NPV, mean", "NPV 平均"},
	"summary.npvq":        {"NPV, %s", "NPV %s"},
	"summary.difference":  {"NPV difference, mean", "NPVの差 平均"},
	"summary.differenceq": {"NPV difference, %s", "NPVの差 %s"},
	"summary.better":      {"P(better)", "上回る確率"},
	"summary.best":        {"P(best)", "最良である確率"},
	"summary.cvar":        {"NPV difference, mean of the worst 5 %", "NPVの差 下位5%の平均"},
	"summary.investment":  {"Investment, discounted, mean", "投資額（現在価値） 平均"},
	"summary.roi":         {"ROI", "ROI"},
	"summary.breakeven":   {"Breakeven, month number, P50", "損益分岐 月番号 P50"},
	"summary.date":        {"Breakeven, date, P50", "損益分岐 年月 P50"},
	"summary.beyond":      {"P(no breakeven within the horizon)", "期間内に回収しない確率"},
	"summary.saved":       {"Cost per customer saved", "顧客1人の維持にかかる費用"},
	"summary.ltv":         {"LTV (gross profit), P50", "粗利LTV P50"},
	"summary.cac":         {"CAC, P50", "CAC P50"},
	"summary.ltvcac":      {"LTV/CAC, P50", "LTV/CAC P50"},
	"summary.payback":     {"CAC payback, months, P50", "CAC回収月数 P50"},
	"summary.churn":       {"Customer churn a month, last 12 months, mean", "月次顧客解約率 直近12か月 平均"},
	"summary.grr":         {"GRR, last 12 months, mean", "GRR 直近12か月 平均"},
	"summary.nrr":         {"NRR, last 12 months, mean", "NRR 直近12か月 平均"},

	"target.at_least": {"%s at least %s", "%sが%s以上"},
	"target.at_most":  {"%s at most %s", "%sが%s以下"},
	"target.by":       {"%s by %s", "%[2]sまでに%[1]s"},
	"target.year":     {"%s within the fiscal year", "%s（年度内）"},

	"year.difference": {"mean, difference from %s", "平均、%sとの差"},

	"chart.data":         {"Data of the charts: from column %s on.", "グラフのデータは%s列以降にあります。"},
	"chart.npv":          {"NPV by scenario: P10, P50 and P90", "シナリオ別NPV（P10・P50・P90）"},
	"chart.difference":   {"NPV difference from %s: P10, P50 and P90", "%sとのNPVの差（P10・P50・P90）"},
	"chart.medians":      {"%s, P50 by month", "%s（月別P50）"},
	"chart.cumulative":   {"Cumulative discounted difference from %s, P50", "%sとの累積割引差（P50）"},
	"chart.fan":          {"%s: %s", "%s：%s"},
	"chart.fan.note":     {"Fans: the line is P50, the dark band P25 to P75, the light one P10 to P90, of each month alone.", "扇形グラフ：線はP50、濃い帯はP25～P75、薄い帯はP10～P90（各月だけの分布）。"},
	"chart.band":         {"%s − %s", "%s − %s"},
	"slide.cover":        {"%s · %s · seed %d", "%s・%s・シード%d"},
	"slide.from":         {"%s from %s", "%[2]sから%[1]s"},
	"slide.answer":       {"Answer", "結論"},
	"slide.comparison":   {"How the scenarios compare", "シナリオの比較"},
	"slide.page":         {"%s (%d of %d)", "%s（%d/%d）"},
	"slide.drivers":      {"What drives the result", "結果を左右する要因"},
	"slide.assumptions":  {"Assumptions", "前提"},
	"slide.unsourced":    {"%d of %d inputs have no source.", "%[2]d項目のうち%[1]d項目は出典がありません。"},
	"slide.reproduce":    {"Limits, and how to reproduce these numbers", "留意点と再現方法"},
	"slide.cost":         {"It costs %s, discounted.", "投資額は%s（現在価値）です。"},
	"slide.pays":         {"In half of the futures it has paid back by %s; in %s it has not within %s.", "半数の将来で%[1]sまでに回収します。%[3]s以内に回収しない確率は%[2]sです。"},
	"slide.pays.all":     {"In half of the futures it has paid back by %s; in none later than the horizon of %s.", "半数の将来で%[1]sまでに回収し、どの将来でも%[2]s以内に回収します。"},
	"slide.pays.not":     {"In %s of futures it does not pay back within %s.", "%[2]s以内に回収しない確率は%[1]sです。"},
	"slide.pays.certain": {"It has paid back by %s.", "%sまでに回収します。"},
	"slide.pays.never":   {"It does not pay back within %s.", "%s以内には回収しません。"},
	"slide.range":        {"%s (%s to %s)", "%s（%s～%s）"},
	"slide.line":         {"%s: %s", "%s：%s"},
	"slide.initiatives":  {"Initiatives: %s", "施策：%s"},
	"slide.none":         {"No initiative: the plan as it is.", "施策なし（現状のまま）"},
	"slide.p10p90":       {"In brackets: P10 to P90, between which eight futures of ten lie.", "括弧内はP10～P90で、将来の8割がこの間に入ります。"},
	"slide.unresolved":   {"%s: within two standard errors of zero, which these trials do not resolve.", "%s：標準誤差の2倍以内で、この試行数では差があるとは言えません。"},
	"slide.sha":          {"Plan %s, SHA-256 %s", "プラン%s、SHA-256 %s"},
	"slide.versions":     {"holdfast %s on %s, %s sampling, %s, seed %d", "holdfast %s（%s）、%sサンプリング、%s、シード%d"},
	"slide.mcse":         {"Monte Carlo error (standard) of the mean NPV difference: %s", "NPV差の平均の標準誤差：%s"},
	"slide.npv":          {"NPV", "NPV"},
	"slide.difference":   {"Difference", "NPVの差"},
	"slide.better":       {"P(better)", "上回る確率"},
	"slide.best":         {"P(best)", "最良の確率"},
	"slide.cvar":         {"Worst 5 %", "下位5%平均"},
	"slide.investment":   {"Investment", "投資額"},
	"slide.roi":          {"ROI", "ROI"},
	"slide.breakeven":    {"Breakeven", "損益分岐"},
	"slide.ltvcac":       {"LTV/CAC", "LTV/CAC"},
	"slide.payback":      {"CAC payback", "CAC回収"},
	"slide.payback.unit": {"%s months", "%sか月"},
	"slide.grr":          {"GRR", "GRR"},
	"slide.nrr":          {"NRR", "NRR"},
	"slide.churn":        {"Churn a month", "月次解約率"},
	"slide.closing":      {"Customers at the end", "期末顧客数"},
	"slide.equation":     {"NPV: mean. Difference: mean, P10 to P90, from %s in the same futures. Breakeven: P50, discounted. LTV/CAC and CAC payback: P50. Quantiles do not add up.", "NPVは平均。差は同じ将来における%sとの差で、平均とP10～P90。損益分岐は割引後のP50。LTV/CACとCAC回収はP50。分位点は合計できません。"},
}
