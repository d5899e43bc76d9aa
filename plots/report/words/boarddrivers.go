package words

// boardDriverPhrases say what drives the result and what to find out.
var boardDriverPhrases = map[string]phrase{
	"board.drivers":       {EN: "What drives it, what would have to be true, what to find out", JA: "結果を左右する要因と、調べるべきこと"},
	"board.drivers.short": {EN: "Drivers", JA: "要因"},

	"board.outcome":       {EN: "%[1]s of %[2]s less that of %[3]s", JA: "「%[2]s」と「%[3]s」の%[1]sの差"},
	"board.outcome.level": {EN: "%[1]s of %[2]s", JA: "「%[2]s」の%[1]s"},
	"board.drivers.top":   {EN: "Moved alone, “%[2]s” moves the %[1]s most: from %[3]s to %[4]s it takes it from %[5]s to %[6]s.", JA: "単独で動かしたときに%[1]sを最も大きく動かすのは「%[2]s」です。%[3]sから%[4]sまで動くと、差は%[5]sから%[6]sになります。"},
	"board.drivers.luck":  {EN: "Luck in customers, market swings and events make up %s of the variance: no study takes that part of the doubt away.", JA: "分散の%sは顧客の偶然、市場変動、イベントによるもので、調査では減らせません。"},

	"board.drivers.short_form": {EN: "Short form, from %[1]d trials, customers' luck left out of the bars. In full, with shares of variance: %[2]s", JA: "%[1]d回の試行による簡易版で、棒に顧客の偶然変動は含みません。分散の内訳を含む詳細：%[2]s"},
	"board.tornado.title":      {EN: "“%s” moves the gain most", JA: "差を最も大きく動かすのは「%s」"},
	"board.tornado.subtitle":   {EN: "Each input at its P10 and P90, all others at their medians; what may work or happen: both ways", JA: "各前提をP10とP90に動かし、他は中央値に固定。成否や発生の有無は両方の場合"},
	"board.tornado.low":        {EN: "at P10", JA: "P10の場合"},
	"board.tornado.high":       {EN: "at P90", JA: "P90の場合"},

	"board.end.fails":   {EN: "fails", JA: "失敗"},
	"board.end.works":   {EN: "works", JA: "成功"},
	"board.end.not":     {EN: "does not happen", JA: "発生しない"},
	"board.end.happens": {EN: "happens", JA: "発生する"},
	"board.end.rows":    {EN: "%s of the rows", JA: "各行の%s"},

	"board.flips":        {EN: "What would have to be true for another choice", JA: "判断が変わる条件"},
	"board.flips.lead":   {EN: "On expectation %[1]s is ahead of %[2]s. It would not be, all else as the plan has it, where one of these inputs lay here:", JA: "期待値では「%[1]s」が「%[2]s」を上回ります。他の前提がプランどおりのとき、次の前提がこの範囲にあれば逆転します。"},
	"board.flips.none":   {EN: "On expectation %[1]s is ahead of %[2]s wherever any single input lies within its range.", JA: "単独の前提がその範囲のどこにあっても、期待値では「%[1]s」が「%[2]s」を上回ります。"},
	"board.flips.untold": {EN: "Which scenario is ahead on expectation cannot be told, so neither can what would turn it.", JA: "期待値でどちらが上回るか判別できないため、逆転の条件も示せません。"},
	"board.flips.more":   {EN: "%d more are less likely to flip it.", One: "1 more is less likely to flip it.", JA: "ほかに%d件ありますが、逆転の確率はより低いです。"},
	"board.flips.note":   {EN: "Probability: that the input lies where another scenario has the better expectation.", JA: "確率は、その前提が逆転の範囲に入る確率です。"},
	"board.flip.below":   {EN: "below %s", JA: "%s未満"},
	"board.flip.above":   {EN: "above %s", JA: "%s超"},
	"board.flip.at":      {EN: "at %s", JA: "%s"},

	"board.learn":                {EN: "What to find out first", JA: "先に調べる価値のあること"},
	"board.learn.everything":     {EN: "With what is known today the best expectation is that of %[1]s. Knowing everything first would be worth %[2]s.", JA: "現時点の情報で期待値が最も高いのは「%[1]s」です。すべてを事前に知ることの価値は%[2]sです。"},
	"board.learn.nothing":        {EN: "With what is known today the best expectation is that of %s, and nothing that could be found out would be worth enough for these trials to tell.", JA: "現時点の情報で期待値が最も高いのは「%s」で、追加の調査にはこの試行数で判別できるほどの価値はありません。"},
	"board.learn.study":          {EN: "Of all that can be studied, “%[1]s” is worth most: up to %[2]s.", JA: "調査できるもののうち最も価値があるのは「%[1]s」で、最大%[2]sです。"},
	"board.learn.no_study":       {EN: "No single study is worth enough for these trials to tell.", JA: "単独の調査で、この試行数で判別できるほどの価値があるものはありません。"},
	"board.information.title":    {EN: "Knowing “%[1]s” first is worth up to %[2]s", JA: "「%[1]s」を先に知る価値は最大%[2]s"},
	"board.information.subtitle": {EN: "What knowing it before deciding is worth at most, with 95 %% intervals; nothing that luck or the market decides", JA: "意思決定の前に知ることの価値の上限（95%%区間）。偶然や市場変動は含みません"},
	"board.information.unit":     {EN: "Gain in expected %s", JA: "期待%sの増加"},
	"board.information.heading":  {EN: "At most", JA: "上限"},
	"board.information.total":    {EN: "everything: %s", JA: "すべて：%s"},

	"board.learn.short": {EN: "Short form, from %[1]d trials. In full: %[2]s", JA: "%[1]d回の試行による簡易版です。詳細：%[2]s"},
	"board.learn.note":  {EN: "No study of it is worth more than this; ±: two standard errors. Luck and market swings cannot be known.", JA: "どのような調査もこれを超える価値はありません。±は標準誤差の2倍です。偶然や市場変動は事前に知ることができません。"},
}
