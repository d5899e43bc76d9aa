package words

// plotPhrases are the fixed words of charts.
var plotPhrases = map[string]phrase{
	"plot.month_axis":   {EN: "Month", JA: "月"},
	"plot.age_axis":     {EN: "Months since joining", JA: "加入からの月数"},
	"plot.band":         {EN: "Quantiles are of each month alone: a band is not a path.", JA: "分位点は月ごとの値で、帯は1本の経路ではありません。"},
	"plot.end":          {EN: "Numbers: P50 (P10 – P90) in %s.", JA: "数値は%sのP50（P10～P90）です。"},
	"plot.no_data":      {EN: "No values to draw", JA: "表示できる値がありません"},
	"plot.omitted":      {EN: "%d more not shown: too small a picture", JA: "ほか%d件は図が小さいため省略"},
	"plot.loses":        {EN: "%s lose money", JA: "損失の確率%s"},
	"plot.outside":      {EN: "%s of the trials lie beyond the axis.", JA: "試行の%sは軸の範囲外です。"},
	"plot.breakeven":    {EN: "breakeven %s", JA: "%sに回収"},
	"plot.no_breakeven": {EN: "no breakeven within the horizon", JA: "期間内に回収せず"},
	"plot.cut_axis":     {EN: "The axis does not start at zero", JA: "軸は0から始まりません"},
	"plot.no_cac":       {EN: "no CAC", JA: "CACなし"},
	"plot.after":        {EN: "%s after %s months", JA: "%[2]sか月後 %[1]s"},
	"plot.simulated":    {EN: "Line: expected by the curve. Dots and band: simulated, P50 and P10–P90 of each month alone.", JA: "線は曲線による期待値、点と帯はシミュレーションによる月ごとのP50とP10～P90です。"},
	"plot.times":        {EN: "%sx", JA: "%s倍"},
	"plot.stop":         {EN: ". ", JA: "。"},

	"plot.bridge.opening":     {EN: "Opening MRR", JA: "期首MRR"},
	"plot.bridge.new":         {EN: "New", JA: "新規"},
	"plot.bridge.reactivated": {EN: "Reactivated", JA: "再開"},
	"plot.bridge.expansion":   {EN: "Expansion", JA: "アップセル"},
	"plot.bridge.price":       {EN: "Price", JA: "価格改定"},
	"plot.bridge.contraction": {EN: "Contraction", JA: "ダウンセル"},
	"plot.bridge.churned":     {EN: "Churned", JA: "解約"},
	"plot.bridge.closing":     {EN: "Closing MRR", JA: "期末MRR"},
}
