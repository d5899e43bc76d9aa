package words

// boardPhrases are the texts of the board report.
var boardPhrases = join(boardFramePhrases, boardAnswerPhrases, boardOddsPhrases, boardFigurePhrases, boardTablePhrases, boardStepPhrases,
	boardDriverPhrases, boardScenarioPhrases, boardRegisterPhrases, boardTermPhrases, boardReproducePhrases)

// boardFramePhrases are around and between the sections.
var boardFramePhrases = map[string]phrase{
	"board.these":  {EN: "these %d trials", One: "a single trial", JA: "%d回の試行"},
	"board.in_all": {EN: "in all %d futures", One: "in the one future simulated", JA: "%d通りの将来のすべてで"},

	"board.span":           {EN: "%[1]s from %[2]s", JA: "%[2]sから%[1]s"},
	"board.subtitle":       {EN: "%[1]s, %[2]s, seed %[3]s", JA: "%[1]s、%[2]s、シード%[3]s"},
	"board.subtitle.still": {EN: "%s, without luck in customers", JA: "%s、顧客の偶然変動なし"},

	"board.label.contents": {EN: "Contents", JA: "目次"},
	"board.label.skip":     {EN: "Skip to the report", JA: "本文へ移動"},
	"board.label.page":     {EN: "Page %[1]d of %[2]d", JA: "%[1]d/%[2]dページ"},
	"board.label.show":     {EN: "Show", JA: "表示"},
	"board.label.all":      {EN: "All", JA: "すべて"},
	"board.label.figure":   {EN: "Chart", JA: "グラフ"},
	"board.label.warning":  {EN: "Warning", JA: "注意"},
	"board.label.scroll":   {EN: "Table, scrolls sideways", JA: "表（横にスクロールできます）"},

	"board.name":       {EN: "%s", JA: "「%s」"},
	"board.it.is":      {EN: "It", JA: ""},
	"board.it.by":      {EN: "It", JA: ""},
	"board.it.of":      {EN: "It", JA: ""},
	"board.name.is":    {EN: "%s", JA: "「%s」が"},
	"board.name.by":    {EN: "%s", JA: "「%s」により"},
	"board.name.of":    {EN: "%s", JA: "「%s」の"},
	"board.list.comma": {EN: ", ", JA: ""},
	"board.list.and":   {EN: "%[1]s and %[2]s", JA: "%[1]sと%[2]s"},
	"board.list.or":    {EN: "%[1]s or %[2]s", JA: "%[1]sまたは%[2]s"},

	"board.between":     {EN: "%[1]s to %[2]s", JA: "%[1]s～%[2]s"},
	"board.with_range":  {EN: "%[1]s (%[2]s)", JA: "%[1]s（%[2]s）"},
	"board.range":       {EN: "90 %% of futures: %s", JA: "90%%区間：%s"},
	"board.points":      {EN: "%s pt", JA: "%sポイント"},
	"board.plus_minus":  {EN: "%[1]s ± %[2]s", JA: "%[1]s ± %[2]s"},
	"board.cell.beyond": {EN: "%[1]s (beyond: %[2]s)", JA: "%[1]s（期間外%[2]s）"},
	"board.per.month":   {EN: "%s a month", JA: "月%s"},
	"board.per.year":    {EN: "%s a year", JA: "年%s"},
}
