package words

// boardTermPhrases explain every figure that the report names: the term, what it
// means in plain words, and its formula.
var boardTermPhrases = map[string]phrase{
	"board.definitions":       {EN: "What the terms mean", JA: "用語の定義"},
	"board.definitions.short": {EN: "Definitions", JA: "用語"},

	"board.term.trial":         {EN: "Trial, future", JA: "試行・将来"},
	"board.term.trial.text":    {EN: "One run of the plan: every uncertain input is drawn once, then every scenario is run on the same inputs, events, market swings and luck. Differences between scenarios are therefore differences in the same future.", JA: "プランの1回の計算です。不確実な前提をすべて1回抽選し、全シナリオを同じ前提・イベント・市場変動・偶然で計算します。したがってシナリオの差は同じ将来どうしの差です。"},
	"board.term.trial.formula": {EN: "probability of a result = trials with it ÷ all trials", JA: "確率 ＝ その結果になった試行数 ÷ 全試行数"},

	"board.term.quantile":         {EN: "P10, P50, P90", JA: "P10・P50・P90"},
	"board.term.quantile.text":    {EN: "Quantiles over the trials: the figure is below P10 in 10 %% of futures, below P50 (the median) in half, below P90 in 90 %%. Quantiles do not add up: over months, segments or scenarios neither their sums nor their differences are quantiles. A band of quantiles by month is not a path.", JA: "試行の分位点です。値がP10を下回る将来は10%%、P50（中央値）を下回る将来は半数、P90を下回る将来は90%%です。分位点は合計できません。月・セグメント・シナリオをまたぐ和や差は分位点になりません。月ごとの帯は1本の経路ではありません。"},
	"board.term.quantile.formula": {EN: "Hyndman & Fan type 7, as in numpy and R", JA: "Hyndman & Fanのタイプ7（numpy・Rと同じ）"},

	"board.term.interval":         {EN: "90 %% of futures", JA: "90%%区間"},
	"board.term.interval.text":    {EN: "The range between P5 and P95 over the trials: nine futures of ten lie in it.", JA: "試行のP5とP95の間で、10の将来のうち9つがこの中に入ります。"},
	"board.term.interval.formula": {EN: "P5 to P95", JA: "P5～P95"},

	"board.term.cvar":         {EN: "Worst 5 %% (CVaR)", JA: "下位5%%平均（CVaR）"},
	"board.term.cvar.text":    {EN: "How bad the bad futures are on average.", JA: "悪い将来がどの程度悪いかの平均です。"},
	"board.term.cvar.formula": {EN: "mean of the lowest 5 %% of the trials", JA: "試行の下位5%%の平均"},

	"board.term.mcse":         {EN: "Monte Carlo error", JA: "モンテカルロ誤差"},
	"board.term.mcse.text":    {EN: "How far a mean of so many trials is off by chance. It shrinks with more trials; what is not known about the inputs does not. A difference within two of these errors is shown as ~.", JA: "この試行数の平均が偶然ずれる大きさです。試行を増やせば小さくなりますが、前提の不確実性は小さくなりません。誤差の2倍以内の差は「~」と表示します。"},
	"board.term.mcse.formula": {EN: "standard deviation ÷ √trials (under Latin hypercube and Sobol sampling: from between the blocks)", JA: "標準偏差 ÷ √試行数（ラテン超方格・ソボル列ではブロック間から推定）"},

	"board.term.better":         {EN: "P(better)", JA: "上回る確率"},
	"board.term.better.text":    {EN: "How often the scenario is strictly better than the one compared against, in the same future: a higher NPV, a lower churn or cost.", JA: "同じ将来で、比較対象より厳密に良い（NPVが高い、解約率や費用が低い）頻度です。"},
	"board.term.better.formula": {EN: "trials in which it is better ÷ trials; with a 95 %% Wilson interval", JA: "良い試行数 ÷ 試行数（95%%Wilson区間つき）"},

	"board.term.best":         {EN: "P(best)", JA: "最良の確率"},
	"board.term.best.text":    {EN: "How often the scenario has the highest NPV of all; ties are shared.", JA: "全シナリオの中でNPVが最も高い頻度です。同点は分け合います。"},
	"board.term.best.formula": {EN: "trials in which it is best ÷ trials", JA: "最良の試行数 ÷ 試行数"},

	"board.term.regret":         {EN: "Expected regret", JA: "期待機会損失"},
	"board.term.regret.text":    {EN: "What is missed on average by taking this scenario instead of the one that turns out best in the same future.", JA: "このシナリオを選んだとき、同じ将来で最良のシナリオに比べて平均でどれだけ取り逃すかです。"},
	"board.term.regret.formula": {EN: "mean of (highest NPV − its NPV)", JA: "（最も高いNPV − このNPV）の平均"},

	"board.term.npv":         {EN: "NPV", JA: "NPV（正味現在価値）"},
	"board.term.npv.text":    {EN: "What the company earns over the horizon, in today's money: contribution of every month, discounted. Without a discount rate it is the undiscounted sum. Customer equity is added only where the plan says so.", JA: "期間中の各月の貢献利益を現在の価値に割り引いた合計です。割引率がなければ割り引かない合計です。顧客資産価値はプランで指定した場合だけ加えます。"},
	"board.term.npv.formula": {EN: "sum over months t of contribution × (1 + d)^(−(t−1)/12)", JA: "各月tの 貢献利益 × (1 + d)^(−(t−1)/12) の合計"},

	"board.term.discount":         {EN: "Discounting", JA: "割引"},
	"board.term.discount.text":    {EN: "Money later is worth less. The rate d is annual, effective, nominal and before tax; cash of a month counts at its start.", JA: "将来の金額ほど現在の価値は小さくなります。割引率dは年率・実効・名目・税引前で、各月の金額は月初のものとします。"},
	"board.term.discount.formula": {EN: "factor of month t: (1 + d)^(−(t−1)/12)", JA: "月tの係数：(1 + d)^(−(t−1)/12)"},

	"board.term.contribution":         {EN: "Contribution", JA: "貢献利益"},
	"board.term.contribution.text":    {EN: "What is left of gross profit after winning customers, the initiatives and fixed cost. Before tax, without consumption tax or VAT.", JA: "粗利益から獲得費用・施策費用・固定費を引いた残りです。税引前、消費税抜きです。"},
	"board.term.contribution.formula": {EN: "gross profit − acquisition cost − initiative cost − fixed cost", JA: "粗利益 − 獲得費用 − 施策費用 − 固定費"},

	"board.term.gross_profit":         {EN: "Gross profit", JA: "粗利益"},
	"board.term.gross_profit.text":    {EN: "Revenue less what serving it costs.", JA: "売上高から、それに伴う費用を引いたものです。"},
	"board.term.gross_profit.formula": {EN: "revenue − unit costs − payment fees − cost to serve × customers at the end of the month", JA: "売上高 − 原価 − 決済手数料 − 対応費用 × 期末顧客数"},

	"board.term.investment":         {EN: "Investment", JA: "投資額"},
	"board.term.investment.text":    {EN: "What a scenario puts in: the discounted cost of its initiatives and, where one of them changes spend, volume or CAC, the discounted increase in acquisition cost.", JA: "シナリオに投じる金額です。施策費用の現在価値に、施策が広告費・獲得数・CACを変える場合は獲得費用の増加分の現在価値を加えます。"},
	"board.term.investment.formula": {EN: "per trial: discounted initiative cost + max(0, discounted increase in acquisition cost)", JA: "試行ごとに：施策費用の現在価値 + max(0, 獲得費用の増加分の現在価値)"},

	"board.term.roi":         {EN: "ROI", JA: "ROI（投資対効果）"},
	"board.term.roi.text":    {EN: "NPV gained per unit of money invested; 0 %% means that the money just comes back. Where nothing is invested there is none.", JA: "投資1単位あたりのNPVの増加です。0%%はちょうど元が取れることを意味します。投資額がない場合は計算できません。"},
	"board.term.roi.formula": {EN: "mean NPV difference ÷ mean investment", JA: "NPVの差の平均 ÷ 投資額の平均"},

	"board.term.breakeven":         {EN: "Breakeven month", JA: "損益分岐月"},
	"board.term.breakeven.text":    {EN: "When a scenario has caught up with the one compared against for good. “Beyond” means not within the horizon.", JA: "比較対象に追いつき、その後も下回らなくなる時期です。「期間外」は期間内に追いつかないことを意味します。"},
	"board.term.breakeven.formula": {EN: "first month at which the cumulative discounted difference of contribution turns and stays positive; P50 over trials", JA: "割引後の貢献利益の累積差がプラスに転じ、以後プラスを保つ最初の月（試行のP50）"},

	"board.term.cash":         {EN: "Cumulative cash and its lowest point", JA: "累積キャッシュと最低値"},
	"board.term.cash.text":    {EN: "How much money has to be found beforehand. Where a whole term is billed ahead, cash runs ahead of contribution.", JA: "事前に用意が必要な資金の大きさです。契約期間分を前払いで請求する場合、キャッシュは貢献利益より先に入ります。"},
	"board.term.cash.formula": {EN: "sum of (contribution − revenue + billings) up to a month; its minimum over the months", JA: "（貢献利益 − 売上高 + 請求額）の累計、その月別の最小値"},

	"board.term.revenue":         {EN: "Revenue", JA: "売上高"},
	"board.term.revenue.text":    {EN: "What customers pay for a month: recurring price and orders.", JA: "顧客が当月分として支払う金額で、月額料金と注文の合計です。"},
	"board.term.revenue.formula": {EN: "MRR + orders", JA: "MRR + 注文売上"},

	"board.term.mrr":         {EN: "MRR", JA: "MRR（月次経常収益）"},
	"board.term.mrr.text":    {EN: "Monthly recurring revenue: what contracts bring a month, without orders.", JA: "契約による毎月の経常収益で、注文売上を含みません。"},
	"board.term.mrr.formula": {EN: "sum over customers of their recurring price a month", JA: "顧客ごとの月額料金の合計"},

	"board.term.bridge":         {EN: "MRR bridge", JA: "MRRの増減"},
	"board.term.bridge.text":    {EN: "From the first MRR to the last, by cause. Bars are means over the trials, which add up.", JA: "期首のMRRから期末のMRRまでを要因別に示します。棒は試行の平均なので合計できます。"},
	"board.term.bridge.formula": {EN: "opening + new + reactivated + expansion + price + contraction + churned = closing (the last two are negative)", JA: "期首 + 新規 + 再開 + アップセル + 価格改定 + ダウンセル + 解約 ＝ 期末（ダウンセルと解約は負）"},

	"board.term.arpu":         {EN: "ARPU", JA: "ARPU（顧客単価）"},
	"board.term.arpu.text":    {EN: "Revenue per customer and month.", JA: "顧客1人・1か月あたりの売上高です。"},
	"board.term.arpu.formula": {EN: "revenue ÷ customers at the end of the month, both summed over the horizon", JA: "売上高 ÷ 期末顧客数（どちらも期間の合計）"},

	"board.term.fiscal_year":         {EN: "Fiscal year", JA: "年度"},
	"board.term.fiscal_year.text":    {EN: "Named after the year it begins in; one that lies only in part within the horizon says how many months.", JA: "始まる年で呼びます。期間に一部だけ含まれる年度は月数を添えます。"},
	"board.term.fiscal_year.formula": {EN: "flows: sum of its months; stocks: value at its end", JA: "フロー：月の合計、ストック：年度末の値"},

	"board.term.churn":         {EN: "Customer churn a month", JA: "月次顧客解約率"},
	"board.term.churn.text":    {EN: "The share of the customers there at the start of a month who are lost in it, failed payments included: of 1,000, 50 gone is 5 %%.", JA: "月初の顧客のうち当月に失う割合で、決済失敗による離脱を含みます。1,000人中50人なら5%%です。"},
	"board.term.churn.formula": {EN: "churned customers ÷ opening customers, both summed over the last 12 months", JA: "解約顧客数 ÷ 期首顧客数（どちらも直近12か月の合計）"},

	"board.term.annual_churn":         {EN: "Annual churn", JA: "年間解約率"},
	"board.term.annual_churn.text":    {EN: "The monthly rates of the last 12 months, compounded.", JA: "直近12か月の月次解約率を複利で合わせたものです。"},
	"board.term.annual_churn.formula": {EN: "1 − product of the monthly retention rates", JA: "1 − 月次継続率の積"},

	"board.term.retention":         {EN: "Retention, survival", JA: "継続率"},
	"board.term.retention.text":    {EN: "The share of those who joined in one month still there after so many months.", JA: "同じ月に加入した顧客のうち、一定の月数の後も残っている割合です。"},
	"board.term.retention.formula": {EN: "S(r) = product over renewals i ≤ r of (1 − h(i)), h the churn at a renewal", JA: "S(r) ＝ 更新 i ≤ r の (1 − h(i)) の積（hは更新時の解約率）"},

	"board.term.revenue_churn":         {EN: "Revenue churn a month", JA: "月次収益解約率"},
	"board.term.revenue_churn.text":    {EN: "The MRR lost with customers and to downgrades; net of expansion where it is called net.", JA: "解約とダウンセルで失うMRRの割合です。「純」はアップセルを差し引いたものです。"},
	"board.term.revenue_churn.formula": {EN: "(churned + contraction MRR) ÷ opening MRR, both summed over the last 12 months", JA: "（解約 + ダウンセルのMRR）÷ 期首MRR（どちらも直近12か月の合計）"},

	"board.term.grr":         {EN: "GRR", JA: "GRR（総収益維持率）"},
	"board.term.grr.text":    {EN: "Gross revenue retention: what is left after a year of the MRR of the customers then, upgrades and price rises not counted. Never above 100 %%.", JA: "1年前の顧客のMRRのうち1年後に残る割合で、アップセルや値上げは数えません。100%%を超えません。"},
	"board.term.grr.formula": {EN: "MRR of the customers of 12 months ago, expansion taken as zero and each price as min(then, now) ÷ their MRR then", JA: "12か月前の顧客のMRR（アップセルはゼロ、価格は当時と現在の低いほう）÷ 当時のMRR"},

	"board.term.nrr":         {EN: "NRR", JA: "NRR（純収益維持率）"},
	"board.term.nrr.text":    {EN: "Net revenue retention: the same with expansion and price rises; without new and returning customers. Above 100 %%, the customers of a year ago pay more than then, those lost included.", JA: "アップセルと値上げを含めた維持率で、新規と再開の顧客は含みません。100%%を超えるのは、失った顧客を含めても1年前の顧客からの収益が増えた場合です。"},
	"board.term.nrr.formula": {EN: "MRR now of the customers of 12 months ago ÷ their MRR then", JA: "12か月前の顧客の現在のMRR ÷ 当時のMRR"},

	"board.term.ltv":         {EN: "LTV (gross profit)", JA: "粗利LTV"},
	"board.term.ltv.text":    {EN: "What a new customer is worth: gross profit expected from joining to leaving, discounted, before CAC. With constant churn, no discount and no expansion it is price × margin ÷ churn.", JA: "新規顧客の価値で、加入から解約までに期待される粗利益の割引後の合計です（CAC控除前）。解約率一定・割引なし・アップセルなしなら 価格 × 粗利率 ÷ 解約率 です。"},
	"board.term.ltv.formula": {EN: "sum over ages a ≥ 0 of S(a) × gross profit at age a ÷ (1 + d)^(a/12)", JA: "経過月 a ≥ 0 の S(a) × 粗利益(a) ÷ (1 + d)^(a/12) の合計"},

	"board.term.ltv_revenue":         {EN: "LTV (revenue)", JA: "売上LTV"},
	"board.term.ltv_revenue.text":    {EN: "The same with revenue in place of gross profit. It is larger, and must not be compared with CAC.", JA: "粗利益の代わりに売上高で計算したものです。粗利LTVより大きく、CACと比べるべきではありません。"},
	"board.term.ltv_revenue.formula": {EN: "sum over ages a ≥ 0 of S(a) × revenue at age a ÷ (1 + d)^(a/12)", JA: "経過月 a ≥ 0 の S(a) × 売上高(a) ÷ (1 + d)^(a/12) の合計"},

	"board.term.equity":         {EN: "Customer equity", JA: "顧客資産価値"},
	"board.term.equity.text":    {EN: "What the customers of the last month are expected to bring after the horizon, with the programmes ended there. It stands beside NPV and is added only where the plan says so.", JA: "期末の顧客が期間後にもたらすと期待される粗利益です（施策は期末で終了）。NPVとは別に示し、プランで指定した場合だけ加えます。"},
	"board.term.equity.formula": {EN: "expected discounted gross profit from month T + 1 on of customers active at T", JA: "期末Tの顧客の月T+1以降の期待粗利益の現在価値"},

	"board.term.cac":         {EN: "CAC", JA: "顧客獲得単価（CAC）"},
	"board.term.cac.text":    {EN: "What it costs to win a customer, everything counted: media, pay of sales and marketing, tools, commissions, onboarding. Blended over all channels, those that cost nothing too; returning customers in neither part.", JA: "顧客1人を獲得する費用で、広告費、営業・マーケティングの人件費、ツール、手数料、導入支援などをすべて含みます。費用のかからない経路も含めた平均で、再開した顧客は含みません。"},
	"board.term.cac.formula": {EN: "cost of acquiring ÷ customers acquired", JA: "獲得費用 ÷ 獲得顧客数"},

	"board.term.cpa":         {EN: "CPA, as against CAC", JA: "CPA（CACとの違い）"},
	"board.term.cpa.text":    {EN: "Cost per action, as advertising accounts show it, usually media cost per sign-up alone. CAC counts all cost, per paying customer; a CPA in its place overstates LTV/CAC.", JA: "広告管理画面の成果単価で、通常は媒体費 ÷ 申込数です。CACは全費用を有料顧客数で割ったもので、CPAを代わりに使うとLTV/CACが過大になります。"},
	"board.term.cpa.formula": {EN: "media cost ÷ actions; not used in this report", JA: "媒体費 ÷ 成果件数（この報告書では使用しません）"},

	"board.term.paid_cac":         {EN: "Paid CAC", JA: "有料経路のCAC"},
	"board.term.paid_cac.text":    {EN: "The same over the channels that cost something.", JA: "費用のかかる経路だけのCACです。"},
	"board.term.paid_cac.formula": {EN: "cost of the channels that cost something ÷ customers from them", JA: "有料経路の費用 ÷ 有料経路からの顧客数"},

	"board.term.marginal_cac":         {EN: "Marginal CAC", JA: "限界CAC"},
	"board.term.marginal_cac.text":    {EN: "What the next customer costs. With diminishing returns it is above the average.", JA: "次の1人を獲得する費用です。効果が逓減する場合は平均を上回ります。"},
	"board.term.marginal_cac.formula": {EN: "sum of spend ÷ sum of new customers × (1 − saturation), over spend channels", JA: "広告費の合計 ÷ 新規顧客数 × (1 − 飽和度) の合計（広告費の経路）"},

	"board.term.ltv_cac":         {EN: "LTV/CAC", JA: "LTV/CAC"},
	"board.term.ltv_cac.text":    {EN: "What a customer brings for what it costs to win one. Formed in every trial; the figures are quantiles of the ratio.", JA: "獲得費用に対して顧客がもたらす価値です。試行ごとに計算し、その比率の分位点を示します。"},
	"board.term.ltv_cac.formula": {EN: "LTV (gross profit) ÷ CAC, of the customers expected to join in the LTV month", JA: "粗利LTV ÷ CAC（LTVの基準月に加入する顧客）"},

	"board.term.payback":         {EN: "CAC payback", JA: "CAC回収月数（投資回収）"},
	"board.term.payback.text":    {EN: "After how many monthly payments a new customer has brought back the CAC, those lost meanwhile counted; undiscounted. “Never” where it does not.", JA: "途中の解約を考慮して、新規顧客がCACを回収するまでの支払い回数です（割引なし）。回収しない場合は「回収せず」です。"},
	"board.term.payback.formula": {EN: "least n at which the cumulative expected gross profit of n payments covers the CAC", JA: "n回分の累積期待粗利益がCAC以上になる最小のn"},

	"board.term.saved":         {EN: "Cost per customer kept", JA: "維持した顧客1人あたりの費用"},
	"board.term.saved.text":    {EN: "What it costs to have one customer more at the end of the horizon.", JA: "期末の顧客を1人増やすのにかかる費用です。"},
	"board.term.saved.formula": {EN: "mean investment ÷ mean additional customers at the end", JA: "投資額の平均 ÷ 期末顧客数の増加の平均"},

	"board.term.target":         {EN: "Chance of a target", JA: "目標の達成確率"},
	"board.term.target.text":    {EN: "In how many futures the target of the plan is met.", JA: "プランの目標を達成する将来の割合です。"},
	"board.term.target.formula": {EN: "trials that meet it ÷ trials", JA: "達成した試行数 ÷ 試行数"},

	"board.term.evpi":         {EN: "Worth of knowing", JA: "情報の価値"},
	"board.term.evpi.text":    {EN: "How much better the choice would be on average if something were known before it. No study of it is worth more.", JA: "判断の前に知ることができれば、平均でどれだけ良い選択ができるかです。どのような調査もこれを超える価値はありません。"},
	"board.term.evpi.formula": {EN: "E[max over scenarios of the gain given what is known] − max over scenarios of E[gain]", JA: "E[情報を知った上での最大の増加] − 増加の期待値の最大"},
}
