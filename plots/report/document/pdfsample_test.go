package document

import (
	"fmt"
	"math"

	"holdfast/plots"
)

// board is a report as it goes to a board, in English or Japanese, with
// written-down numbers: every kind of block, charts for each scenario.
func board(language string) *Document {
	say := func(en, ja string) string {
		if language == "ja" {
			return ja
		}
		return en
	}
	page := func(page, of int) string { return fmt.Sprintf("Page %d of %d", page, of) }
	if language == "ja" {
		page = func(page, of int) string { return fmt.Sprintf("%d / %d ページ", page, of) }
	}
	names := []string{
		say("Baseline", "現状維持"), say("Onboarding redesign", "オンボーディング改善"),
		say("Price rise of 8 %", "価格改定（8%値上げ）"), say("Contracts and customer success", "長期契約割引とカスタマーサクセス強化"),
	}
	d := &Document{
		Title:    say("Retention investments 2027", "解約抑制投資 2027年度計画"),
		Subtitle: say("36 months from January 2027, 10,000 trials, seed 20270101, in Japanese yen", "2027年1月から36か月、試行10,000回、シード20270101、通貨は円"),
		Language: language,
		Labels: Labels{
			Contents: say("Contents", "目次"), Skip: say("Skip to the report", "本文へ移動"), TableScroll: say("Table, scrolls sideways", "表（横にスクロールできます）"), Page: page, Warning: say("Please note", "ご注意"),
			Figure: say("Chart", "図"), Show: say("Show", "表示"), All: say("All", "すべて"),
		},
	}
	d.Sections = []Section{
		boardAnswer(say),
		boardComparison(say, names),
		boardSteps(say, names),
		boardDrivers(say),
		boardScenarios(say, names),
		boardRegister(say),
		{ID: "reproduce", Title: say("How to reproduce", "再現方法"), Blocks: []Block{
			Paragraph{Text: say("The same plan, seed and version give the same numbers to the last digit.", "同じ計画ファイル、シード、バージョンからは、最後の桁まで同じ数値が得られます。")},
			Code{Text: "holdfast report retention-2027.yaml --trials 10000 --seed 20270101 \\\n    --scenarios baseline,onboarding,price,contracts -o report.html -o report.pdf\n# SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
		}},
	}
	return d
}

func boardAnswer(say func(en, ja string) string) Section {
	return Section{ID: "answer", Title: say("The answer", "結論"), Blocks: []Block{
		Paragraph{Tone: Lead, Text: say(
			"Fund the onboarding redesign. It beats doing nothing in 83 % of futures and pays back in month 14; the choice flips only if it cuts churn by less than 7 %, which we hold 12 % likely.",
			"オンボーディング改善に投資することを推奨します。83%の将来で現状維持を上回り、14か月目に投資を回収します。結論が変わるのは解約率の改善が7%に満たない場合だけで、その確率は12%です。")},
		Figures{Items: []KeyFigure{
			{say("NPV against doing nothing", "現状維持に対するNPVの差"), say("+¥41.2M", "+4,120万円"), say("P10 −¥9.8M, P90 +¥96.4M", "P10 −980万円、P90 +9,640万円")},
			{say("Beats the baseline", "現状維持を上回る確率"), say("83 %", "83%"), say("of 10,000 futures, ±0.7 %", "10,000通りの将来のうち、誤差±0.7%")},
			{say("Investment", "投資額"), say("¥12.0M", "1,200万円"), say("January to June 2027", "2027年1月から6月")},
			{say("Pays back", "投資回収"), say("Month 14", "14か月目"), say("February 2028; never in 9 % of futures", "2028年2月。9%の将来では期間内に回収できません")},
		}},
		List{Items: []string{
			say("The target of ¥250M annual recurring revenue by December 2029 is met in 64 % of futures, against 41 % without the investment.", "2029年12月までに年間経常収益2億5,000万円という目標は、64%の将来で達成されます（投資しない場合は41%）。"),
			say("The price rise is a coin toss: it wins in 54 % of futures and loses up to ¥38M in the worst tenth.", "価格改定は五分五分です。54%の将来で上回りますが、悪い方から1割の将来では平均3,800万円を失います。"),
		}},
		Paragraph{Tone: Warning, Text: say("The Monte Carlo error of the difference between onboarding and contracts is larger than the difference: 10,000 trials cannot tell the two apart.", "オンボーディング改善と長期契約割引の差は、モンテカルロ誤差より小さく、10,000回の試行では優劣を判断できません。")},
	}}
}

func boardComparison(say func(en, ja string) string, names []string) Section {
	table := Table{
		Caption: say("Scenarios side by side", "シナリオの比較"),
		Columns: []Column{
			{Title: say("Scenario", "シナリオ")}, {say("NPV P10", "NPV P10"), true}, {say("NPV P50", "NPV P50"), true}, {say("NPV P90", "NPV P90"), true},
			{say("Difference", "差"), true}, {say("P(better)", "上回る確率"), true}, {say("P(best)", "最良の確率"), true}, {say("CVaR of the worst tenth", "最悪1割の平均（CVaR）"), true},
			{say("Investment", "投資額"), true}, {"ROI", true}, {say("Breakeven", "損益分岐"), true}, {say("LTV/CAC", "LTV/CAC"), true}, {say("Payback, months", "回収月数"), true}, {"GRR", true}, {"NRR", true},
		},
		Notes: []string{say("Quantiles do not add up: the P90 of a sum is not the sum of the P90s. Differences are formed trial by trial.", "分位点は足し合わせられません（合計のP90は、P90の合計ではありません）。差は試行ごとに計算しています。")},
	}
	for i, name := range names {
		row := Row{Strong: i == 1, Cells: []Cell{{Text: name, Colour: i}}}
		for k := 1; k < len(table.Columns); k++ {
			text := fmt.Sprintf("%.1f %%", 61.3+float64(i*k))
			switch {
			case k < 5 || k == 7 || k == 8:
				text = say(fmt.Sprintf("¥%.1fM", 312.4+float64(i*k)*7.3), fmt.Sprintf("%d万円", 31240+i*k*730))
			case k == 10:
				text = say("month 14", "14か月目")
			case k == 11:
				text = "3.4×"
			case k == 12:
				text = fmt.Sprint(9 + i)
			}
			row.Cells = append(row.Cells, Cell{Text: text})
		}
		table.Rows = append(table.Rows, row)
	}
	years := Table{Caption: say("Fiscal years", "会計年度別"), Columns: []Column{{Title: say("Year", "年度")}, {say("Revenue", "売上高"), true}, {say("Churned MRR", "解約MRR"), true}, {say("Customers at year-end", "期末顧客数"), true}}}
	for _, name := range names[:3] {
		years.Rows = append(years.Rows, Row{Head: true, Cells: []Cell{{Text: name}}})
		for y := range 3 {
			years.Rows = append(years.Rows, Row{Cells: []Cell{{Text: say(fmt.Sprintf("FY%d", 2027+y), fmt.Sprintf("%d年度", 2027+y))}, {Text: say("¥141.2M", "1億4,120万円")}, {Text: say("−¥12.9M", "−1,290万円")}, {Text: "3,482"}}})
		}
		years.Rows = append(years.Rows, Row{Strong: true, Cells: []Cell{{Text: say("Total", "合計")}, {Text: say("¥423.6M", "4億2,360万円")}, {Text: say("−¥38.7M", "−3,870万円")}, {Text: ""}}})
	}
	return Section{ID: "comparison", Title: say("Comparison", "シナリオの比較"), Break: true, Blocks: []Block{
		Paragraph{Text: say("Every scenario saw the same 10,000 futures, so differences are those of the decision and not of luck. Values are discounted at 8 % a year to January 2027.", "すべてのシナリオは同じ10,000通りの将来で評価しているため、差は偶然ではなく意思決定によるものです。金額は年率8%で2027年1月時点に割り引いています。")},
		table, Chart{distributionSample(say, names)}, years,
	}}
}

func boardSteps(say func(en, ja string) string, names []string) Section {
	return Section{ID: "steps", Title: say("Churn-reduction ROI, step by step", "解約抑制のROIを段階ごとに"), Short: say("ROI step by step", "ROIの段階"), Blocks: []Block{
		Steps{Items: []Step{
			{say("Baseline churn", "現状の解約率"), say("2.6 %/month", "月2.6%"), say("P10 2.3 %, P90 2.9 %; measured on 24 months of customers", "P10 2.3%、P90 2.9%。過去24か月の顧客データから推定"), ""},
			{say("Improved churn", "改善後の解約率"), say("2.1 %/month", "月2.1%"), say("From July 2027 on, for customers who join", "2027年7月以降に加入する顧客"), say("2.6 % × (1 − 18 %)", "2.6% ×（1 − 18%）")},
			{say("Customers kept", "維持できた顧客"), say("412", "412社"), say("By December 2029, P10 190, P90 655. The number of customers at the end of the horizon who would have left in the same future without the initiative", "2029年12月時点。P10 190社、P90 655社。同じ将来で施策がなければ解約していた顧客の数"), ""},
			{say("Additional gross profit", "追加の粗利"), say("¥53.2M", "5,320万円"), say("P10 ¥2.2M, P90 ¥108.4M", "P10 220万円、P90 1億840万円"), ""},
			{say("Cost", "費用"), say("¥12.0M", "1,200万円"), say("One-off ¥9M and ¥0.5M a month for six months", "一時費用900万円と、6か月間にわたり月50万円"), ""},
			{"ROI", say("343 %", "343%"), say("P10 −82 %, P90 803 %", "P10 −82%、P90 803%"), say("(53.2 − 12.0) / 12.0", "（5,320 − 1,200）÷ 1,200")},
		}},
		Chart{fanSample(say, names[:2], 0)},
	}}
}

func boardDrivers(say func(en, ja string) string) Section {
	return Section{ID: "drivers", Title: say("What drives it", "何が結果を左右するか"), Blocks: []Block{
		Paragraph{Text: say("Three inputs explain 81 % of the spread of the difference.", "差のばらつきの81%は、3つの前提で説明できます。")},
		Chart{plots.Tornado(plots.TornadoData{
			Head: plots.Head{Title: say("The effect on churn decides", "解約率への効果が結果を決める"), Subtitle: say("NPV difference with one input at its P10 and its P90", "入力を1つずつP10とP90にしたときのNPVの差"), Note: say("10,000 trials, seed 20270101.", "試行10,000回、シード20270101。")},
			Unit: say("NPV difference, JPY", "NPVの差（円）"), Base: 41e6, LowKey: "P10", HighKey: "P90",
			Rows: []plots.TornadoRow{
				{Name: say("Effect on churn", "解約率への効果"), Detail: "initiatives.onboarding.effects.churn", Low: -9e6, High: 96e6, Lowest: -9e6, Highest: 96e6, LowText: "7 %", HighText: "29 %"},
				{Name: say("Baseline churn", "現状の解約率"), Detail: "segments.smb.retention.rate", Low: 21e6, High: 63e6, Lowest: 21e6, Highest: 63e6, LowText: "2.3 %", HighText: "2.9 %"},
				{Name: say("Gross margin", "粗利率"), Detail: "segments.smb.margin", Low: 30e6, High: 49e6, Lowest: 30e6, Highest: 49e6, LowText: "71 %", HighText: "79 %"},
			},
		})},
	}}
}

func boardScenarios(say func(en, ja string) string, names []string) Section {
	choices := Choices{Group: "scenario"}
	for i, name := range names {
		choices.Items = append(choices.Items, Choice{ID: fmt.Sprint(i), Title: name, Colour: i, Blocks: []Block{
			Paragraph{Text: say("Revenue ends the horizon at ¥16.4M a month; the lowest point of cash is −¥11.8M in month 7.", "売上は期末に月1,640万円となり、キャッシュの底は7か月目の−1,180万円です。")},
			Chart{fanSample(say, names[i:i+1], i)}, Chart{cumulativeSample(say, name, i)},
			Chart{bridgeSample(say)}, Chart{retentionSample(say)},
			Chart{distributionSample(say, []string{"", name})},
		}})
	}
	return Section{ID: "scenarios", Title: say("Scenario by scenario", "シナリオ別の詳細"), Break: true, Blocks: []Block{choices}, Sections: []Section{
		{ID: "segments", Title: say("Segments", "セグメント別"), Blocks: []Block{
			Chart{retentionSample(say).Sized(400, 260)}, Chart{bridgeSample(say).Sized(400, 260)},
			Chart{retentionSample(say)},
		}},
	}}
}

func bridgeSample(say func(en, ja string) string) *plots.Figure {
	return plots.Bridge(plots.BridgeData{
		Head: plots.Head{Title: say("New customers carry growth; churn takes back 60 % of it", "新規獲得が成長を支え、解約がその6割を打ち消す"), Subtitle: say("MRR from January 2027 to December 2029, means of the trials", "2027年1月から2029年12月までのMRRの増減（試行の平均）")},
		Unit: say("MRR, JPY", "MRR（円）"), OpeningLabel: "2027-01", ClosingLabel: "2029-12",
		Opening: 11.76e6, New: 14.2e6, Reactivated: 1.31e6, Expansion: 2.62e6, Price: 0.94e6, Contraction: -0.71e6, Churned: -8.9e6, Closing: 21.22e6,
	})
}

func retentionSample(say func(en, ja string) string) *plots.Figure {
	d := plots.RetentionData{
		Head: plots.Head{Title: say("Half of the small businesses have left after two years", "中小企業の半数は2年以内に解約する"), Subtitle: say("Survival of a customer by age", "加入からの月数別の残存率")},
		Unit: say("Customers still active", "残存している顧客"),
	}
	for i, name := range []string{say("Small businesses", "中小企業"), say("Enterprise", "大企業")} {
		s := plots.RetentionSeries{Name: name, Colour: i + 1}
		survival := 1.0
		for a := range 37 {
			if a > 0 {
				survival *= 1 - (0.5-0.3*float64(i))/(9.9+float64(a))
			}
			s.Expected, s.P50 = append(s.Expected, survival), append(s.P50, survival)
			s.P10, s.P90 = append(s.P10, survival*0.95), append(s.P90, survival*1.04)
		}
		d.Series = append(d.Series, s)
	}
	return plots.Retention(d)
}

func boardRegister(say func(en, ja string) string) Section {
	register := Table{
		Caption: say("Assumptions", "前提条件の一覧"),
		Columns: []Column{{Title: say("Input", "入力")}, {Title: say("Value", "値"), Number: true}, {Title: say("Spread", "分布")}, {Title: say("Source", "出典")}, {Title: say("Plan", "計画ファイル")}},
	}
	for i := range 34 {
		if i%12 == 0 {
			register.Rows = append(register.Rows, Row{Head: true, Cells: []Cell{{Text: say("Segment: small businesses", "セグメント：中小企業")}}})
		}
		var picture *plots.Figure
		if i%3 == 0 {
			picture = plots.Density(plots.DensityData{Quantiles: []float64{1, 2, 2.5, 3, 3.2, 3.4, 3.5, 3.7, 4, 4.6, 6}, Colour: 1})
		}
		register.Rows = append(register.Rows, Row{Cells: []Cell{
			{Text: say(fmt.Sprintf("Monthly churn of cohort %d", i), fmt.Sprintf("第%dコホートの月次解約率", i))}, {Text: say("2.4 % to 2.9 %", "2.4%〜2.9%")}, {Picture: picture},
			{Text: say("Billing system, export of November 2026, checked by finance", "請求システム（2026年11月出力）、経理部確認済み")}, {Text: fmt.Sprintf("segments.smb.retention.rate:%d", 20+i), Code: true},
		}})
	}
	return Section{ID: "assumptions", Title: say("Assumptions and definitions", "前提条件と用語の定義"), Blocks: []Block{
		List{Tone: Warning, Items: []string{say("Seven inputs have no source.", "7つの入力には出典がありません。"), say("The effect on churn extrapolates beyond 24 months of data.", "解約率への効果は、24か月分のデータを超えて外挿しています。")}},
		register,
	}, Sections: []Section{{ID: "definitions", Title: say("Definitions", "用語の定義"), Blocks: []Block{
		Definitions{Items: []Definition{
			{say("LTV, gross profit", "粗利LTV"), say("What a customer brings from joining to leaving: gross profit, discounted, without the cost of winning it.", "顧客が加入してから解約するまでにもたらす粗利の割引現在価値。獲得費用は含みません。売上LTVとは異なります。"), "LTV = Σ S(a) × m(a) / (1+d)^(a/12)"},
			{"CAC", say("What it costs to win a paying customer, all of sales and marketing included; a CPA counts advertising only.", "有料顧客を1社獲得するための費用。営業とマーケティングの全費用を含みます。CPAは広告費のみです。"), ""},
			{"NPV", say("The sum of monthly contributions, discounted.", "各月の貢献利益を割り引いて合計したもの。"), ""},
		}},
		List{Ordered: true, Items: []string{say("First, the plan is read.", "計画ファイルを読み込みます。"), say("Then every future is drawn.", "次に、将来を1つずつ生成します。")}},
		Paragraph{Tone: Note, Text: say("Fader and Hardie (2010), equation 3, payments at the start of a period.", "出典：Fader & Hardie（2010）式3、期首払い。")},
	}}}}
}

func fanSample(say func(en, ja string) string, names []string, kind int) *plots.Figure {
	d := plots.FanData{
		Head:  plots.Head{Title: say(names[0]+" lifts revenue by 41 % in three years", names[0]+"：売上は3年で41%伸びる"), Subtitle: say("Monthly revenue, P50 and P10–P90", "月次売上、P50とP10〜P90"), Note: say("10,000 trials, seed 20270101.", "試行10,000回、シード20270101。")},
		Start: plots.Month{Year: 2027, Month: 1}, Unit: say("Revenue, JPY a month", "売上（円/月）"),
	}
	for i, name := range names {
		s := plots.FanSeries{Name: name, Colour: i + kind}
		for t := range 36 {
			m := 11.8e6 * (1 + (0.006+0.004*float64(i))*float64(t)) * (1 + 0.03*math.Sin(float64(t)/5+float64(i)))
			w := 0.035 * m * math.Sqrt(float64(t+1)/4)
			s.P10, s.P25, s.P50, s.P75, s.P90 = append(s.P10, m-1.28*w), append(s.P25, m-.67*w), append(s.P50, m), append(s.P75, m+.7*w), append(s.P90, m+1.4*w)
		}
		d.Series = append(d.Series, s)
	}
	return plots.Fan(d)
}

func cumulativeSample(say func(en, ja string) string, name string, colour int) *plots.Figure {
	s := plots.CumulativeSeries{Name: name, Colour: colour, Breakeven: 14}
	for t := range 36 {
		x := float64(t) / 36
		m := -12e6*math.Min(1, x*6) + x*x*50e6
		s.P10, s.P50, s.P90 = append(s.P10, m-14e6*x), append(s.P50, m), append(s.P90, m+17e6*x)
	}
	return plots.Cumulative(plots.CumulativeData{
		Head:  plots.Head{Title: say(name+" pays back in month 14", name+"は14か月目に投資を回収する"), Subtitle: say("Cumulative discounted contribution against the baseline", "現状維持に対する累積割引貢献利益")},
		Start: plots.Month{Year: 2027, Month: 1}, Unit: say("Difference, JPY", "差（円）"), Series: []plots.CumulativeSeries{s},
	})
}

func distributionSample(say func(en, ja string) string, names []string) *plots.Figure {
	d := plots.DistributionData{
		Head: plots.Head{Title: say("Onboarding pays in 83 % of futures; the price rise is a coin toss", "オンボーディング改善は83%の将来で報われ、価格改定は五分五分"), Subtitle: say("NPV of 36 months against the baseline, same futures", "36か月のNPV、現状維持との差（同じ将来で比較）")},
		Unit: say("NPV against the baseline, JPY", "NPVの差（円）"),
	}
	for i, name := range names[1:] {
		s := plots.DistributionSeries{Name: name, Colour: i + 1, Loss: 0.17 + 0.15*float64(i)}
		for k := range 500 {
			z := math.Sqrt2 * math.Erfinv(2*(float64(k)+0.5)/500-1)
			s.Values = append(s.Values, 41e6/float64(1+i)+24e6*z+6e6*z*z*float64(i%3))
		}
		s.P10, s.P50, s.P90 = s.Values[50], s.Values[250], s.Values[450]
		d.Series = append(d.Series, s)
	}
	return plots.Distribution(d)
}
