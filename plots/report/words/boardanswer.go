package words

// boardAnswerPhrases are the sentences that answer.
var boardAnswerPhrases = map[string]phrase{
	"board.answer": {EN: "The answer", JA: "結論"},

	"board.answer.fund":          {EN: "Fund %s.", JA: "「%s」への投資を推奨します。"},
	"board.answer.fund.meaning":  {EN: "Fund %[1]s: %[2]s.", JA: "「%[1]s」（%[2]s）への投資を推奨します。"},
	"board.answer.prefer":        {EN: "Choose %[1]s over %[2]s.", JA: "「%[2]s」より「%[1]s」を推奨します。"},
	"board.answer.stay":          {EN: "Stay with %[1]s rather than %[2]s.", JA: "「%[2]s」へ移らず「%[1]s」の継続を推奨します。"},
	"board.answer.stay.none":     {EN: "Stay with %[1]s: on average none of the %[2]d other scenarios beats it. The closest is %[3]s.", JA: "「%[1]s」の継続を推奨します。他の%[2]d件のシナリオに平均で上回るものはなく、最も近いのは「%[3]s」です。"},
	"board.answer.either.prefer": {EN: "Choose %[1]s over %[2]s.", JA: "「%[2]s」より%[1]sを推奨します。"},
	"board.answer.either":        {EN: "Fund %s.", JA: "%sへの投資を推奨します。"},
	"board.answer.tied":          {EN: "Exactly as good as %[2]s: %[1]s.", JA: "%[1]sと「%[2]s」の結果はまったく同じです。"},
	"board.answer.higher":        {EN: "%[1]s may gain more on average; %[2]s cannot tell.", JA: "「%[1]s」の平均はさらに高い可能性がありますが、%[2]sでは判別できません。"},
	"board.answer.near":          {EN: "On average %[1]s is too close behind %[2]s for %[3]s to rank the two.", JA: "平均では「%[1]s」が「%[2]s」に迫っており、%[3]sでは優劣を判別できません。"},
	"board.answer.bet":           {EN: "Funding %s would be a bet: it gains on average, but not clearly in more than half of the futures.", JA: "「%s」への投資は賭けになります。平均ではプラスですが、半数を超える将来で上回るとは言えません。"},
	"board.answer.not":           {EN: "Do not fund %s.", JA: "「%s」への投資は推奨しません。"},
	"board.answer.none":          {EN: "Fund none of the %[1]d scenarios: on average none beats %[2]s. The closest is %[3]s.", JA: "%[1]d件のシナリオのいずれも推奨しません。平均で「%[2]s」を上回るものはなく、最も近いのは「%[3]s」です。"},

	"board.answer.same":           {EN: "No recommendation: %[1]s and %[2]s have the same NPV %[3]s.", JA: "推奨はありません。%[3]s「%[1]s」と「%[2]s」のNPVは同じです。"},
	"board.answer.open":           {EN: "No recommendation: it is open whether a scenario beats %s.", JA: "推奨はありません。「%s」を上回るシナリオがあるかどうかは判断できません。"},
	"board.answer.unsettled":      {EN: "%[2]s cannot tell whether it pays to fund %[1]s.", JA: "%[1]sの採算は%[2]sでは判別できません。"},
	"board.answer.unresolved":     {EN: "No recommendation: %[1]s cannot tell whether %[2]s beats %[3]s on average.", JA: "推奨はありません。「%[2]s」が平均で「%[3]s」を上回るかどうかは、%[1]sでは判別できません。"},
	"board.answer.unresolved.any": {EN: "No recommendation: %[1]s cannot tell whether any of the %[2]d scenarios beats %[3]s on average. The nearest to it is %[4]s.", JA: "推奨はありません。%[2]d件のシナリオのいずれかが平均で「%[3]s」を上回るかどうかは、%[1]sでは判別できません。最も近いのは「%[4]s」です。"},
	"board.answer.range":          {EN: "The NPV difference of %[1]s lies between %[2]s and %[3]s in 90 %% of futures, and is above zero in %[4]s of them.", JA: "%[1]sのNPVの差は90%%の確率で%[2]s～%[3]sに入り、ゼロを上回るのは将来の%[4]sです。"},
	"board.answer.one":            {EN: "In this one, the NPV difference of %[1]s is %[2]s.", JA: "この1回では%[1]sのNPVの差は%[2]sです。"},
	"board.answer.incomparable":   {EN: "No recommendation: the NPV of no scenario can be compared with that of %s, since the differences are not finite.", JA: "推奨はありません。NPVの差が有限の値にならないため、どのシナリオも「%s」と比較できません。"},
	"board.answer.left_out":       {EN: "Not compared, since the NPV difference is not finite: %s.", JA: "NPVの差が有限の値にならないため比較していません：%s。"},
	"board.answer.alone":          {EN: "There is nothing to compare: the plan was run with %s alone.", JA: "比較対象がありません。「%s」だけを計算しました。"},
	"board.answer.empty":          {EN: "No scenario was run.", JA: "計算したシナリオはありません。"},
	"board.answer.npv":            {EN: "Its NPV is %[1]s on average, between %[2]s and %[3]s in 90 %% of futures.", JA: "NPVは平均%[1]s、90%%区間は%[2]s～%[3]sです。"},
	"board.answer.npv.always":     {EN: "Its NPV is %s.", JA: "NPVは%sです。"},

	"board.answer.gain":          {EN: "%[1]s adds %[2]s to the NPV on average (90 %% of futures: %[3]s to %[4]s).", JA: "%[1]sNPVは平均で%[2]s増加します（90%%区間：%[3]s～%[4]s）。"},
	"board.answer.gain.always":   {EN: "%[1]s adds %[2]s to the NPV.", JA: "%[1]sNPVは%[2]s増加します。"},
	"board.answer.loss":          {EN: "%[1]s takes %[2]s off the NPV on average (90 %% of futures: %[3]s to %[4]s).", JA: "%[1]sNPVは平均で%[2]s減少します（90%%区間：%[3]s～%[4]s）。"},
	"board.answer.loss.always":   {EN: "%[1]s takes %[2]s off the NPV.", JA: "%[1]sNPVは%[2]s減少します。"},
	"board.answer.certain":       {EN: "Nothing in this plan is uncertain, so no chance can be given: the figures hold if every input does.", JA: "このプランには不確実な項目がないため、確率は示せません。数値はすべての前提が成り立つ場合のものです。"},
	"board.answer.certain.short": {EN: "(nothing in this plan is uncertain)", JA: "（不確実な項目のないプラン）"},
	"board.answer.always":        {EN: "The difference is the same in all of %s: no luck decides.", JA: "差は%sのすべてで同じで、偶然に左右されません。"},
	"board.answer.oftener":       {EN: "%[1]s is the best of the %[2]d scenarios more often: in %[3]s of futures, %[4]s in %[5]s.", JA: "%[2]d件のうち最良になる頻度は「%[1]s」のほうが高く、将来の%[3]sです（「%[4]s」は%[5]s）。"},

	"board.answer.cost":              {EN: "%[1]s costs %[2]s, discounted.", JA: "%[1]s投資額は%[2]s（現在価値）です。"},
	"board.answer.cost.undiscounted": {EN: "%[1]s costs %[2]s.", JA: "%[1]s投資額は%[2]sです。"},
	"board.answer.free":              {EN: "%s takes no investment.", JA: "%s投資額は発生しません。"},
	"board.answer.horizon":           {EN: "That holds for %[1]s: with what the customers at the end are still worth (customer equity), %[3]s takes %[2]s off on average.", JA: "これは%[1]sの期間についての結論です。期末の顧客が後にもたらす価値（顧客資産価値）を含めると、「%[3]s」は平均で%[2]sの減少になります。"},
	"board.answer.horizon.best":      {EN: "That holds for %[1]s: with what the customers at the end are still worth (customer equity), %[2]s is the best on average.", JA: "これは%[1]sの期間についての結論です。期末の顧客が後にもたらす価値（顧客資産価値）を含めると、平均で最良なのは「%[2]s」です。"},
	"board.answer.flip":              {EN: "The choice flips to %[1]s if “%[2]s” is %[3]s, which is %[4]s likely.", JA: "「%[2]s」が%[3]sの場合は「%[1]s」が有利になりますが、その確率は%[4]sです。"},
	"board.answer.flip.event":        {EN: "The choice flips to %[1]s in case of “%[2]s: %[3]s”, which is %[4]s likely.", JA: "「%[2]s」が「%[3]s」の場合は「%[1]s」が有利になりますが、その確率は%[4]sです。"},
	"board.answer.steady":            {EN: "No single input, moved through its range, flips the choice to %s.", JA: "単独の前提をその範囲で動かしても「%s」が有利になることはありません。"},

	"board.pays":     {EN: "In half of the futures it has paid back by %[1]s; in %[2]s of them not within %[3]s.", JA: "半数の将来で%[1]sまでに回収し、%[3]s以内に回収しない確率は%[2]sです。"},
	"board.pays.all": {EN: "In half of the futures it has paid back by %[1]s, and in all of them within %[2]s.", JA: "半数の将来で%[1]sまでに回収し、どの将来でも%[2]s以内に回収します。"},
	"board.pays.not": {EN: "In %[1]s of futures it does not pay back within %[2]s.", JA: "%[2]s以内に回収しない確率は%[1]sです。"},
}

// boardOddsPhrases are the expressions for probabilities.
var boardOddsPhrases = map[string]phrase{
	"board.odds.certain":       {EN: "virtually certain", JA: "ほぼ確実"},
	"board.odds.extreme":       {EN: "extremely likely", JA: "可能性が極めて高い"},
	"board.odds.very":          {EN: "very likely", JA: "可能性が非常に高い"},
	"board.odds.likely":        {EN: "likely", JA: "可能性が高い"},
	"board.odds.even":          {EN: "about as likely as not", JA: "どちらも同程度"},
	"board.odds.unlikely":      {EN: "unlikely", JA: "可能性が低い"},
	"board.odds.very_unlikely": {EN: "very unlikely", JA: "可能性が非常に低い"},
	"board.odds.exceptional":   {EN: "exceptionally unlikely", JA: "ほぼあり得ない"},

	"board.odds.sentence.certain":       {EN: "%[1]s is virtually certain to beat %[2]s: it does in %[3]s of futures.", JA: "%[1]s「%[2]s」を上回ることはほぼ確実です（将来の%[3]sで上回る）。"},
	"board.odds.sentence.extreme":       {EN: "%[1]s is extremely likely to beat %[2]s: it does in %[3]s of futures.", JA: "%[1]s「%[2]s」を上回る可能性は極めて高いです（将来の%[3]sで上回る）。"},
	"board.odds.sentence.very":          {EN: "%[1]s is very likely to beat %[2]s: it does in %[3]s of futures.", JA: "%[1]s「%[2]s」を上回る可能性は非常に高いです（将来の%[3]sで上回る）。"},
	"board.odds.sentence.likely":        {EN: "%[1]s is likely to beat %[2]s: it does in %[3]s of futures.", JA: "%[1]s「%[2]s」を上回る可能性は高いです（将来の%[3]sで上回る）。"},
	"board.odds.sentence.even":          {EN: "%[1]s is about as likely as not to beat %[2]s: it does in %[3]s of futures.", JA: "%[1]s「%[2]s」を上回るかどうかは五分五分に近い状況です（将来の%[3]sで上回る）。"},
	"board.odds.sentence.unlikely":      {EN: "%[1]s is unlikely to beat %[2]s: it does in only %[3]s of futures.", JA: "%[1]s「%[2]s」を上回る可能性は低いです（上回るのは将来の%[3]sのみ）。"},
	"board.odds.sentence.very_unlikely": {EN: "%[1]s is very unlikely to beat %[2]s: it does in only %[3]s of futures.", JA: "%[1]s「%[2]s」を上回る可能性は非常に低いです（上回るのは将来の%[3]sのみ）。"},
	"board.odds.sentence.exceptional":   {EN: "%[1]s is exceptionally unlikely to beat %[2]s: it does in only %[3]s of futures.", JA: "%[1]s「%[2]s」を上回ることはほぼあり得ません（上回るのは将来の%[3]sのみ）。"},

	"board.odds.note": {
		EN: "Words for odds, as the IPCC uses them: virtually certain from 99 %%, extremely likely from 95 %%, very likely from 90 %%, likely from 66 %%, about as likely as not from 33 %%, unlikely below that, very unlikely below 10 %%, exceptionally unlikely below 1 %%. A future is one trial: all inputs drawn once, every scenario run on the same draw.",
		JA: "確率の表現はIPCCの用法に従います：ほぼ確実は99%%以上、極めて高いは95%%以上、非常に高いは90%%以上、高いは66%%以上、同程度は33%%以上、低いは33%%未満、非常に低いは10%%未満、ほぼあり得ないは1%%未満。「将来」とは1回の試行で、すべての前提を1回抽選し、全シナリオを同じ条件で計算したものです。",
	},
}

// boardFigurePhrases are around the few numbers in large type, and the targets.
var boardFigurePhrases = map[string]phrase{
	"board.figure.what":    {EN: "What to do", JA: "推奨"},
	"board.figure.fund":    {EN: "Fund %s", JA: "%sに投資"},
	"board.figure.stay":    {EN: "Stay with %s", JA: "「%s」を継続"},
	"board.figure.none":    {EN: "Fund none", JA: "いずれも見送り"},
	"board.figure.open":    {EN: "Undecided", JA: "判断保留"},
	"board.figure.gain":    {EN: "NPV %s", JA: "NPV %s"},
	"board.figure.of":      {EN: "%[1]s: %[2]s", JA: "「%[1]s」：%[2]s"},
	"board.figure.closest": {EN: "closest, %[1]s: %[2]s", JA: "最も近い「%[1]s」：%[2]s"},

	"board.figure.sure":           {EN: "How sure", JA: "確実さ"},
	"board.figure.odds":           {EN: "of futures: %[1]s that %[2]s beats %[3]s", JA: "「%[2]s」が「%[3]s」を上回る将来の割合（%[1]s）"},
	"board.figure.always":         {EN: "of futures: %[1]s against %[2]s, always by the same amount", JA: "「%[1]s」が「%[2]s」を上回る将来の割合（差は常に同じ）"},
	"board.figure.certain":        {EN: "Not assessed", JA: "評価なし"},
	"board.figure.certain.detail": {EN: "nothing in this plan is uncertain", JA: "プランに不確実な項目がありません"},
	"board.figure.same":           {EN: "the same in every future", JA: "どの将来でも同じです"},
	"board.figure.this":           {EN: "in this one trial", JA: "この1回の試行では"},
	"board.figure.one":            {EN: "a single trial says nothing about it", JA: "1回の試行では分かりません"},

	"board.figure.cost":             {EN: "What it costs", JA: "投資額"},
	"board.figure.free":             {EN: "Nothing", JA: "なし"},
	"board.figure.free.detail":      {EN: "no investment", JA: "投資額は発生しません"},
	"board.figure.roi":              {EN: "discounted; ROI %s", JA: "現在価値、ROI %s"},
	"board.figure.roi.undiscounted": {EN: "undiscounted; ROI %s", JA: "割引なし、ROI %s"},

	"board.figure.pays":         {EN: "When it pays back", JA: "回収時期"},
	"board.figure.not":          {EN: "Not within the horizon", JA: "期間内に回収せず"},
	"board.figure.not.detail":   {EN: "of %s", JA: "期間：%s"},
	"board.figure.beyond":       {EN: "in %[1]s of futures not within %[2]s", JA: "%[2]s以内に回収しない確率%[1]s"},
	"board.figure.half":         {EN: "in half of the futures, or earlier", JA: "半数の将来でこの時期までに回収"},
	"board.figure.half.beyond":  {EN: "in half of the futures, or earlier; in %[1]s not within %[2]s", JA: "半数の将来でこの時期までに回収、%[2]s以内に回収しない確率%[1]s"},
	"board.figure.month.detail": {EN: "in month %s", JA: "%sか月目"},

	"board.targets.more": {EN: "The other scenarios: see the comparison.", JA: "他のシナリオは「シナリオの比較」を参照してください。"},
	"board.targets.some": {EN: "The first %[1]d of %[2]d targets; the workbook has all.", JA: "%[2]d件の目標のうち最初の%[1]d件です。すべての目標はExcelにあります。"},
}
