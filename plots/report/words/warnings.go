package words

import (
	"fmt"

	"golang.org/x/text/message"
)

// Warning is a warning's text, made of its English format and values, in the
// catalogue's language. It reports false where there is none.
func (c *Catalogue) Warning(format string, values ...any) (text string, known bool) {
	if !c.Japanese() {
		return fmt.Sprintf(format, values...), format != ""
	}
	japanese, known := warningPhrases[format]
	shown := make([]any, len(values))
	for i, value := range values {
		shown[i] = value
		if n, whole := value.(int); whole {
			shown[i] = grouped{c.printer, n}
		}
	}
	return fmt.Sprintf(japanese, shown...), known
}

// grouped is a whole number whose thousands are set apart.
type grouped struct {
	printer *message.Printer
	n       int
}

// Format writes the number, whatever the verb.
func (g grouped) Format(f fmt.State, _ rune) { g.printer.Fprintf(f, "%d", g.n) }

// warningPhrases are the Japanese texts of warnings, by their English formats.
// Their verbs are the same.
var warningPhrases = map[string]string{
	// of a plan
	"is not used":       "使われていません",
	"is in no scenario": "どのシナリオにも含まれていません",
	"starts in month %d, after the horizon of %d months: it changes nothing":                    "開始が%dか月目で、期間（%dか月）より後のため、何も変わりません",
	"is %s: a price rise would bring more customers; the usual sign is minus, such as -0.8":     "%sのため、値上げで新規顧客が増える計算です。通常の符号はマイナスです（例：-0.8）",
	"is %s: a price rise would make fewer customers leave; the usual sign is plus, such as 0.5": "%sのため、値上げで解約が減る計算です。通常の符号はプラスです（例：0.5）",
	"%s is no three-letter code of ISO 4217 in use, such as USD":                                "%sは、現行のISO 4217の3文字コード（例：USD）ではありません",
	"%s is no three-letter code of ISO 4217 in use, such as USD; did you mean %s?":              "%sは、現行のISO 4217の3文字コード（例：USD）ではありません。%sのことですか？",

	// of a run
	"the plan has no discount rate: NPV is the undiscounted sum of contribution":                                                                   "プランに割引率がないため、NPVは貢献利益の単純合計（割引なし）です",
	"%s reaches past its natural range in some trials and is cut to it":                                                                            "%sが一部の試行で取り得る範囲を超えるため、範囲内に丸めています",
	"with %d trials, quantiles by month come from a sketch: their ranks are right to ±%.2g %% of the trials":                                       "試行数が%d回のため、月次の分位点は近似で求めています。順位の誤差は試行数の±%.2g%%以内です",
	"one trial tells nothing of the spread: P5, P95 and small probabilities rest on a handful of them":                                             "1回の試行では、ばらつきは分かりません。P5・P95や小さい確率には根拠がありません",
	"%d trials are few: P5, P95 and small probabilities rest on a handful of them":                                                                 "試行数が%d回と少なく、P5・P95や小さい確率はごく少数の試行に基づいています",
	"customer equity is infinite in some trials: customers stay, or grow, faster than money is discounted":                                         "顧客資産価値が一部の試行で無限大です。顧客の継続・成長が割引を上回っています",
	"the lifetime value is infinite in some trials: customers stay, or grow, faster than money is discounted; give a discount rate or ltv_months":  "LTVが一部の試行で無限大です。顧客の継続・成長が割引を上回っています。割引率（discount）またはltv_monthsを指定してください",
	"the NPV difference is within two Monte Carlo standard errors of zero: these trials cannot tell its sign; run more":                            "NPVの差はゼロから標準誤差の2倍以内で、この試行数では正負を判別できません。試行数を増やしてください",
	"the investment nearly vanishes in some trials: the per-trial ROI quantiles are unstable there":                                                "投資額が一部の試行でほぼゼロになるため、試行ごとのROIの分位点は不安定です",
	"the CAC nearly vanishes in some trials: upper quantiles of LTV/CAC are unstable":                                                              "CACが一部の試行でほぼゼロになるため、LTV/CACの高い側の分位点は不安定です",
	"what customers bring after the horizon decides: %s is best without customer equity, %s with it; with it the mean NPV difference turns for %s": "期間後に顧客がもたらす価値で結論が変わります。顧客資産価値を除くと%s、含めると%sが最良です。含めるとNPVの差の平均の符号が変わるシナリオ：%s",
	"what customers bring after the horizon decides: %s is best without customer equity, %s with it":                                               "期間後に顧客がもたらす価値で結論が変わります。顧客資産価値を除くと%s、含めると%sが最良です",
	"what customers bring after the horizon decides: with it the mean NPV difference turns for %s":                                                 "期間後に顧客がもたらす価値で結論が変わります。顧客資産価値を含めるとNPVの差の平均の符号が変わるシナリオ：%s",

	// of an analysis
	"%s is infinite or does not exist in %d of %d futures: its variance cannot be shared out":                                                                                            "%sが%d件の将来（全%d件中）で無限大か存在しないため、分散を要因に分けられません",
	"%s is infinite or does not exist in %d of %d trials, which are left out: its mean is that of the others":                                                                            "%sが%d回の試行（全%d回中）で無限大か存在しないため、平均はそれらを除いた値です",
	"%s is infinite or does not exist in some futures, so that expectations cannot rank the scenarios":                                                                                   "%sが一部の将来で無限大か存在しないため、期待値でシナリオの順位を付けられません",
	"%d of the design's dimensions lie beyond those of the Sobol sequence and are spread as in a Latin hypercube":                                                                        "ソボル列の次元を超えた%d次元は、ラテン超方格で配置しています",
	"the widest interval of the variance shares is +-%.1f points after %d rows":                                                                                                          "分散の寄与率の区間は最大で±%.1fポイントです（%d行の時点）",
	"with a chance of %.3g %% it does not work where all others stand at their medians, so the bars of what it alone changes have no length; the shares of variance count its successes": "成功確率が%.3g%%のため、他をすべて中央値に置くと失敗の扱いとなり、これだけが変える項目の棒には長さがありません。分散の寄与率は成功の場合を含みます",
	"only %d trials are used; more would change little":                                                                                                                                  "試行は%d回だけ使います。増やしても結果はほとんど変わりません",
	"luck and shocks move the expected %s by up to %.3g between scenarios: expectations are corrected by their mean effect, measured in %d trials":                                       "偶然と突発事象により、%sの期待値の差がシナリオ間で最大%.3g動きます。期待値はその平均効果（%d回の試行で測定）で補正しています",
	"nothing that %s does shows in a new customer up to age %d: a test cannot tell anything":                                                                                             "%sの効果は新規顧客の最初の%dか月に現れないため、テストでは何も分かりません",
	"a test of %d customers per arm needs more than there are: about %d":                                                                                                                 "1群%d人のテストには顧客が足りません（約%d人）",

	"the chance both rises and falls within the range: beyond a value that reaches the target, a larger one may not": "確率は範囲内で上がりも下がりもします。目標に届く値より大きくても、届かないことがあります",
	"the Monte Carlo error reaches beyond the range that was searched: widen it with --between":                      "モンテカルロ誤差が探索範囲の外に及びます。--betweenで範囲を広げてください",
	"changes nothing of what is compared":                                                                                  "比較する対象に何の影響も与えません",
	"the range was chosen by the plan's value; --between A,B searches another":                                             "範囲はプランの値を基に決めています。--between A,Bで変更できます",
	"does not exist in %d of %d trials with %s, which are left out":                                                        "%d回の試行（全%d回中）で存在しないため除いています（値が%sの場合）",
	"the plan's %s sampling is put aside: the bracket rests on independent trials":                                         "プランのサンプリング（%s）は使わず、区間は独立な試行で求めています",
	"is uncertain in the plan (%s) and is replaced by certain values; numbers that use the same assumption move with it":   "プランでは不確実な値（%s）ですが、確定値に置き換えています。同じ前提を使う数値も連動します",
	"%d other sets within the budget could not be told apart from the chosen one in the search; more --trials narrow that": "予算内の他の%d通りの組み合わせは、探索では選ばれたものと区別できません。--trialsを増やすと絞り込めます",
	"is ahead of the chosen set on fresh trials by more than the error: run with more --trials":                            "新しい試行では、選ばれた組み合わせを誤差以上に上回ります。--trialsを増やしてください",
	"meets the limit for losses in the search, but its probability, %s on fresh trials, may be above %s":                   "探索では損失確率の上限を満たしますが、新しい試行での確率は%sで、%sを超える可能性があります",
	"meets the budget in the search; on fresh trials its mean investment is %s":                                            "探索では予算内ですが、新しい試行での投資額の平均は%sです",
	"the plan's sampling is put aside: the errors rest on independent trials":                                              "プランのサンプリングは使わず、誤差は独立な試行で求めています",
}
