package words

// boardScenarioPhrases are those of the scenarios one by one.
var boardScenarioPhrases = map[string]phrase{
	"board.scenarios":       {EN: "Each scenario, month by month", JA: "シナリオ別の月次推移"},
	"board.scenarios.short": {EN: "Scenarios", JA: "シナリオ別"},
	"board.scenarios.note":  {EN: "Bands are of each month alone: a band is not a path, and quantiles do not add up, over neither months nor segments. Bars of the MRR bridge are means, which add up.", JA: "帯は各月だけの分布で、1本の経路ではありません。分位点は月やセグメントをまたいで合計できません。MRRの増減は平均なので合計できます。"},
	"board.scenarios.some":  {EN: "Charts are drawn of %[1]d of the %[2]d scenarios: the one compared against and those of the highest NPV. All figures of all scenarios are in the workbook and in the result.", JA: "グラフは%[2]d件のうち%[1]d件（比較対象とNPVの高いもの）を示しています。全シナリオの数値はExcelと結果ファイルにあります。"},
	"board.segments":        {EN: "Segments of %s", JA: "「%s」のセグメント別"},
	"board.segments.all":    {EN: "All segments", JA: "全体"},
	"board.segments.some":   {EN: "%[1]d of %[2]d segments are shown; the total is of all.", JA: "%[2]dセグメントのうち%[1]dセグメントを示しています。全体はすべての合計です。"},
	"board.segments.note":   {EN: "Customers, revenue, churn, LTV and CAC: means. LTV/CAC and CAC payback: P50. Revenue is that of the whole horizon.", JA: "顧客数・売上高・解約率・LTV・CACは平均、LTV/CACとCAC回収はP50です。売上高は期間全体の合計です。"},
	"board.cash":            {EN: "Cumulative cash is lowest at %[1]s, in %[2]s.", JA: "累積キャッシュの最低値は%[1]sで、時期は%[2]sです。"},
	"board.cash.range":      {EN: "Cumulative cash is lowest at %[1]s on average (%[3]s), typically in %[2]s (P50).", JA: "累積キャッシュの最低値は平均%[1]s（%[3]s）で、時期は%[2]s（P50）です。"},
}
