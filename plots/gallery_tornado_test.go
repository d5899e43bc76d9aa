package plots

import "math"

func tornadoOf(ja bool) TornadoData {
	d := TornadoData{
		Head: Head{Title: "Price elasticity of churn moves the gain most: ¥340M between its P10 and P90",
			Subtitle: "NPV difference from baseline with each input at its P10 and P90, all others at their medians",
			Note:     "Small shop: no luck in customers, shocks at 1."},
		Unit: "NPV difference, JPY", Base: 120e6, LowKey: "input at P10", HighKey: "input at P90",
		Rows: []TornadoRow{
			{"Elasticity of churn to the price", "assumptions.price_churn", 310e6, -30e6, -30e6, 310e6, "1.4", "5.2"},
			{"Effect of onboarding on early churn", "assumptions.onboarding_cut", 20e6, 260e6, 20e6, 260e6, "1.9 %", "18 %"},
			{"Success of Onboarding redesign", "initiatives.onboarding.success", -12e6, 120e6, -12e6, 120e6, "fails", "works"},
			{"CAC of advertising", "assumptions.cac_ads", 150e6, 160e6, 118e6, 160e6, "41k", "58k"},
			{"Rival", "events.rival", 120e6, 96e6, 96e6, 120e6, "does not happen", "happens"},
			{"Unused", "assumptions.unused", 120e6, 120e6, 120e6, 120e6, "1", "2"},
			{"Without end", "assumptions.endless", math.NaN(), math.Inf(1), math.NaN(), math.Inf(1), "1", "2"},
		}}
	if ja {
		d.Title, d.Subtitle, d.Note = "利益の増加を最も左右するのは値上げに対する解約の弾力性：P10からP90で3.4億円の差", "各入力をP10とP90に動かし、他は中央値に固定したときのNPVの差", "顧客の運と市場の変動は含まない"
		d.Unit, d.LowKey, d.HighKey = "ベースラインとのNPVの差（円）", "入力がP10", "入力がP90"
		for i, name := range []string{"値上げに対する解約の弾力性", "オンボーディング改善による早期解約の減少", "オンボーディング改善の成否", "広告の顧客獲得単価", "競合の参入", "使われない前提", "無限大"} {
			d.Rows[i].Name = name
		}
		d.Rows[2].LowText, d.Rows[2].HighText = "失敗", "成功"
		d.Rows[4].LowText, d.Rows[4].HighText = "起こらない", "起こる"
	}
	return d
}

func tornadoGallery() []entry {
	one := tornadoOf(false)
	one.Rows = one.Rows[:1]
	many := tornadoOf(false)
	for len(many.Rows) < 40 {
		many.Rows = append(many.Rows, many.Rows[1])
	}
	nowhere := tornadoOf(false)
	nowhere.Base = math.Inf(1)
	return []entry{
		{"tornado", Tornado(tornadoOf(false))},
		{"tornado_ja", Tornado(tornadoOf(true))},
		{"tornado_1", Tornado(one)},
		{"tornado_40", Tornado(many)},
		{"deg_tornado_none", Tornado(TornadoData{})},
		{"deg_tornado_base", Tornado(nowhere)},
	}
}
