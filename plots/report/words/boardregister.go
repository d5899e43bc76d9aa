package words

// boardRegisterPhrases are those of the register of assumptions.
var boardRegisterPhrases = map[string]phrase{
	"board.register":                        {EN: "Assumptions", JA: "前提一覧"},
	"board.register.short":                  {EN: "Assumptions", JA: "前提"},
	"board.register.lead":                   {EN: "The plan has %[1]d numbers, %[2]d of them uncertain; %[3]d have no source.", JA: "プランの数値は%[1]d件で、うち不確実なものは%[2]d件、出典のないものは%[3]d件です。"},
	"board.register.uncertain":              {EN: "Uncertain: drawn in every trial", JA: "不確実な前提（試行ごとに抽選）"},
	"board.register.uses":                   {EN: "Where these are used", JA: "上の前提を使う項目"},
	"board.register.fixed":                  {EN: "Fixed by the plan", JA: "プランで固定した前提"},
	"board.register.default":                {EN: "Not in the plan: defaults", JA: "プランにない項目（既定値）"},
	"board.register.is_default":             {EN: "default", JA: "既定値"},
	"board.register.note":                   {EN: "A range “a to b” holds with 90 %%: P5 and P95. Amounts are in the plan's currency. The small picture is the shape of the distribution, its line the median.", JA: "「a to b」の範囲は90%%区間（P5とP95）です。金額はプランの通貨です。小さな図は分布の形で、線は中央値です。"},
	"board.unit.month":                      {EN: "a month", JA: "月あたり"},
	"board.unit.year":                       {EN: "a year", JA: "年あたり"},
	"board.unit.customer":                   {EN: "a customer", JA: "顧客あたり"},
	"board.unit.customer_and_month":         {EN: "a customer and month", JA: "顧客・月あたり"},
	"board.unit.new_customer":               {EN: "a new customer", JA: "新規顧客あたり"},
	"board.unit.customer_and_year":          {EN: "a customer and year", JA: "顧客・年あたり"},
	"board.unit.opening_customer_and_month": {EN: "an opening customer and month", JA: "期首顧客・月あたり"},
	"board.unit.opening_customer_and_year":  {EN: "an opening customer and year", JA: "期首顧客・年あたり"},
	"board.unit.customer_won_back":          {EN: "a customer won back", JA: "再開顧客あたり"},
	"board.unit.order":                      {EN: "an order", JA: "注文あたり"},
	"board.unit.renewal":                    {EN: "a renewal", JA: "更新あたり"},
	"board.default.all":                     {EN: "all", JA: "すべて"},
	"board.default.the_last_month":          {EN: "the last month", JA: "最終月"},
	"board.default.the_segment's_term":      {EN: "the segment's term", JA: "セグメントの契約期間"},
	"board.default.to_the_horizon":          {EN: "to the horizon", JA: "期間の終わりまで"},
	"board.default.no_limit":                {EN: "no limit", JA: "制限なし"},
	"board.default.empty":                   {EN: "empty", JA: "なし"},
	"board.default.none":                    {EN: "none", JA: "なし"},
	"board.shape":                           {EN: "Distribution of %s", JA: "%sの分布"},
	"board.shape.text":                      {EN: "%[1]s to %[3]s, median %[2]s", JA: "%[1]s～%[3]s、中央値%[2]s"},
}

// boardReproducePhrases say how the numbers come about again.
var boardReproducePhrases = map[string]phrase{
	"board.reproduce":       {EN: "How to reproduce these numbers", JA: "再現方法"},
	"board.reproduce.short": {EN: "Reproduce", JA: "再現方法"},
	"board.reproduce.lead":  {EN: "The same plan, seed, trials and version give the same numbers, on one architecture, whatever the number of workers.", JA: "同じプラン、シード、試行数、バージョンであれば、同じアーキテクチャ上で並列数によらず同じ数値になります。"},

	"board.run.sha":      {EN: "SHA-256 of the plan", JA: "プランのSHA-256"},
	"board.run.trials":   {EN: "Trials", JA: "試行数"},
	"board.run.seed":     {EN: "Seed", JA: "シード"},
	"board.run.set":      {EN: "Changed for this run", JA: "この計算での変更"},
	"board.run.version":  {EN: "Version of holdfast", JA: "holdfastのバージョン"},
	"board.run.platform": {EN: "Platform", JA: "実行環境"},

	"board.errors":            {EN: "How exact the headline figures are", JA: "主要な数値の精度"},
	"board.errors.npv":        {EN: "Mean NPV", JA: "NPVの平均"},
	"board.errors.difference": {EN: "Mean NPV difference", JA: "NPVの差の平均"},
	"board.errors.better":     {EN: "P(better), 95 %% interval", JA: "上回る確率（95%%区間）"},
	"board.errors.note":       {EN: "± one Monte Carlo standard error: how far the mean of so many trials is off by chance. Four times the trials halve it. It says nothing of how right the assumptions are.", JA: "±はモンテカルロ標準誤差（この試行数の平均が偶然ずれる大きさ）です。試行数を4倍にすると半分になります。前提の正しさとは関係ありません。"},

	"board.warnings":      {EN: "All warnings", JA: "注意事項の一覧"},
	"board.warnings.lead": {EN: "%d warnings were given.", One: "1 warning was given.", JA: "%d件の注意があります。"},
	"board.warnings.none": {EN: "No warning was given.", JA: "注意事項はありません。"},
}
