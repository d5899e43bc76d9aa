package words

// boardStepPhrases lead from less churn to its return.
var boardStepPhrases = map[string]phrase{
	"board.steps":       {EN: "What lower churn returns, step by step", JA: "解約率の改善から投資対効果まで"},
	"board.steps.short": {EN: "Churn to ROI", JA: "解約率とROI"},
	"board.steps.lead":  {EN: "From the churn of %s to the return, each step measured in the same futures; differences are means, with the range of 90 %% of futures.", JA: "「%s」の解約率から投資対効果まで、各段階を同じ将来どうしで比較しています。差は平均で、90%%区間を添えています。"},
	"board.steps.none":  {EN: "No scenario lowers churn against %s by more than these trials leave open, so there is no return on lower churn to show.", JA: "「%s」と比べて解約率を下げると言えるシナリオがないため、解約率改善の投資対効果は示しません。"},
	"board.steps.more":  {EN: "Shown for %[1]d of the %[2]d scenarios that lower churn, the most valuable first.", JA: "解約率を下げる%[2]d件のシナリオのうち、価値の高い順に%[1]d件を示しています。"},

	"board.step.change":        {EN: "%[1]s against %[2]s (90 %% of futures: %[3]s); better in %[4]s of futures", JA: "「%[2]s」比 %[1]s（90%%区間：%[3]s）、改善する将来は%[4]s"},
	"board.step.change.always": {EN: "%[1]s against %[2]s", JA: "「%[2]s」比 %[1]s"},
	"board.step.better":        {EN: "90 %% of futures: %[1]s; better in %[2]s of futures", JA: "90%%区間：%[1]s、改善する将来は%[2]s"},

	"board.step.churn":                {EN: "Churn as it is, a month", JA: "現状の月次解約率"},
	"board.step.churn.formula":        {EN: "churned customers ÷ customers at the start of the month, last 12 months", JA: "解約顧客数 ÷ 期首顧客数（直近12か月）"},
	"board.step.improved":             {EN: "Improved churn, a month", JA: "改善後の月次解約率"},
	"board.step.improved.formula":     {EN: "the same with the initiatives", JA: "同じ計算を施策ありで"},
	"board.step.customers":            {EN: "Customers at the end", JA: "期末顧客数"},
	"board.step.customers.formula":    {EN: "customers at the start − churned + new + returned", JA: "期首 − 解約 + 新規 + 再開"},
	"board.step.revenue":              {EN: "Additional revenue over the horizon", JA: "期間全体の追加売上高"},
	"board.step.revenue.formula":      {EN: "what the customers pay, less what they pay without the initiatives", JA: "施策ありの売上高 − 施策なしの売上高"},
	"board.step.gross_profit":         {EN: "Additional gross profit", JA: "追加の粗利益"},
	"board.step.gross_profit.formula": {EN: "additional revenue − unit costs, payment fees and cost to serve of it", JA: "追加売上高 − それに伴う原価・決済手数料・対応費用"},
	"board.step.ltv":                  {EN: "Lifetime value of a new customer (gross profit)", JA: "新規顧客の粗利LTV"},
	"board.step.ltv.formula":          {EN: "sum over ages of survival × gross profit, discounted; before CAC", JA: "各経過月の継続率 × 粗利益の割引後の合計（CAC控除前）"},
	"board.step.cost":                 {EN: "Against it: the investment", JA: "これに対する投資額"},
	"board.step.cost.formula":         {EN: "discounted initiative cost + additional acquisition cost where the initiatives change it", JA: "施策費用の現在価値 + 施策による獲得費用の増加分"},
	"board.step.npv":                  {EN: "What is left: the NPV difference", JA: "差し引き：NPVの差"},
	"board.step.npv.formula":          {EN: "discounted contribution with the initiatives − without them", JA: "施策ありの割引後貢献利益 − 施策なし"},
	"board.step.roi":                  {EN: "Return on investment", JA: "投資対効果（ROI）"},
	"board.step.roi.formula":          {EN: "mean NPV difference ÷ mean investment", JA: "NPVの差の平均 ÷ 投資額の平均"},

	"board.pair": {EN: "%[1]s in the last month: %[2]s (%[3]s), %[4]s (%[5]s), medians", JA: "最終月の%[1]s：%[2]s（%[3]s）、%[4]s（%[5]s）、中央値"},

	"board.keep":       {EN: "To keep a customer, and to win one", JA: "顧客を維持する費用と獲得する費用"},
	"board.keep.saved": {EN: "Cost per customer kept", JA: "維持した顧客1人あたりの費用"},
	"board.keep.win":   {EN: "Cost to win one: %s", JA: "獲得費用：%s"},
	"board.keep.one":   {EN: "1", JA: "1"},
	"board.keep.note":  {EN: "Kept: mean investment ÷ mean number of additional customers at the end of the horizon; customers won in addition count, too. The ratio is the cost to win divided by that.", JA: "維持費用は、投資額の平均 ÷ 期間末に増えた顧客数（追加で獲得した顧客を含む）の平均です。倍率は獲得費用をそれで割った値です。"},
	"board.keep.rule":  {EN: "The often quoted 1:5 is a rule of thumb without a source in this plan; the ratio here is measured.", JA: "よく引用される「1:5の法則」は経験則で、このプランに根拠はありません。上の倍率はこのプランで計算した値です。"},
	"board.keep.none":  {EN: "No cost per customer kept can be given: nothing is invested, or there are no more customers at the end.", JA: "投資額がないか期末の顧客数が増えないため、維持した顧客1人あたりの費用は示せません。"},
	"board.keep.free":  {EN: "Keeping a customer costs %s; winning one costs nothing in this plan, so there is no ratio.", JA: "維持した顧客1人あたりの費用は%sです。このプランには獲得費用がないため倍率は示せません。"},
}
