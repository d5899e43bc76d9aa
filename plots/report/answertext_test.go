package report

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"holdfast/plots"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

func TestTheAnswerInJapanese(t *testing.T) {
	want := map[string]string{
		"gain":                    "「onboarding」が「ベースライン」を上回る確率は83%。NPVの差は平均+¥4,130万（90%区間 -¥1,000万～+¥9,200万）",
		"gain in few futures":     "「onboarding」は平均では「ベースライン」を上回りますが、上回る確率は30%にとどまります。NPVの差は平均+¥4,130万（90%区間 -¥1,000万～+¥9,200万）",
		"certain gain":            "「onboarding」は100通りの将来のすべてで「ベースライン」を上回り、NPVの差はいずれも+¥4,130万",
		"loss":                    "「onboarding」は平均では「ベースライン」を上回りません。NPVの差は平均-¥4,130万（90%区間 -¥9,200万～+¥1,000万）、上回る確率は8%",
		"certain loss":            "「onboarding」は「ベースライン」を上回らず、NPVの差は100通りの将来のすべてで-¥4,130万",
		"too few trials":          "この100回の試行では、「onboarding」が平均で「ベースライン」を上回るかどうか判断できません。NPVの差の平均は判別不能（90%区間 -¥5,000万～+¥5,200万）、上回る確率は52%",
		"same":                    "「onboarding」と「ベースライン」のNPVは100通りの将来のすべてで同じです",
		"one trial":               "この1回の試行では、「onboarding」が平均で「ベースライン」を上回るかどうか判断できません。この試行でのNPVの差は+¥100万",
		"alone":                   "「ベースライン」のNPVは平均¥12.3億（90%区間 ¥9億～¥16億）。比較対象のシナリオはありません",
		"overflow":                "「ベースライン」とNPVを比較できるシナリオはありません（差が有限の値になりません）",
		"all lose":                "比較した2シナリオはいずれも平均では「ベースライン」を上回りません。最も近いのは「値上げと解約防止」で、NPVの差は平均-¥500万（90%区間 -¥5,600万～+¥4,600万）、上回る確率は40%",
		"none resolved":           "この10,000回の試行では、比較した2シナリオのいずれかが平均で「ベースライン」を上回るかどうか判断できません。最も近いのは「値上げと解約防止」で、NPVの差の平均は判別不能（90%区間 -¥5,100万～+¥5,100万）、上回る確率は49%",
		"tie":                     "「onboarding」が「ベースライン」を上回る確率は83%。NPVの差は平均+¥4,130万（90%区間 -¥1,000万～+¥9,200万）。「値上げと解約防止」もまったく同じ結果です",
		"a higher one unresolved": "「onboarding」が「ベースライン」を上回る確率は83%。NPVの差は平均+¥4,130万（90%区間 -¥1,000万～+¥9,200万）。「値上げと解約防止」のほうが大きい可能性もありますが、この10,000回の試行では判断できません",
		"empty":                   "実行したシナリオがありません",
	}
	for _, test := range answerCases() {
		r := fixture()
		test.edit(r)
		if got := New(r, nil).Answers(japanese(t).Catalogue)[0]; got != want[test.name] {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, want[test.name])
		}
	}
}

func TestMoreOfTheAnswerInJapanese(t *testing.T) {
	r := fixture()
	r.Scenarios[1].ProbabilityBest, r.Scenarios[0].ProbabilityBest = share(0.2, 10000), share(0.5, 10000)
	close := versus("baseline", 41.2e6, 31e6, 0.8, 10000)
	r.Scenarios[2].Versus = close
	want := []string{
		"「onboarding」が「ベースライン」を上回る確率は83%。NPVの差は平均+¥4,130万（90%区間 -¥1,000万～+¥9,200万）",
		"平均では「値上げと解約防止」が僅差で続き、この10,000回の試行では両者の優劣を判断できません",
		"全3シナリオ中で最良となる確率が最も高いのは「ベースライン」の50%で、「onboarding」は20%",
	}
	if got := New(r, nil).Answers(japanese(t).Catalogue); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	twin := r.Scenarios[1]
	twin.ID = "もう一つ"
	r.Scenarios[2].Versus = r.Scenarios[1].Versus
	r.Scenarios = append(r.Scenarios, twin)
	if got := New(r, nil).Headline(japanese(t).Catalogue); !strings.HasSuffix(got, "。「値上げと解約防止」「もう一つ」もまったく同じ結果です") {
		t.Errorf("two that tie: %s", got)
	}
}

// latinOf finds the English in a Japanese text: names of the fixtures and terms
// of the trade are none.
var (
	latinOf = regexp.MustCompile(`[A-Za-z_]{2,}`)
	terms   = []string{"NPV", "LTV", "CAC", "MRR", "ROI", "GRR", "NRR", "ARPU", "USD", "SHA", "smb", "small", "Small", "businesses", "onboarding", "redesign", "Onboarding",
		"Retention", "investments", "elsewhere", "yaml", "plan", "holdfast", "linux", "amd"}
	doubledMarks = regexp.MustCompile(`[。、,;；：]\s*[。、.,;；：]|\.\.|  |%!|%%`)
)

// Whatever the result, what its charts say is in one language and has no two
// marks in a row.
func TestChartsSpeakOneLanguage(t *testing.T) {
	results := oddResults()
	for _, test := range answerCases() {
		r := fixture()
		test.edit(r)
		results["answer: "+test.name] = r
	}
	still := fixture()
	still.Run.Noise, still.Plan.Start, still.Plan.Currency = "none", sim.YearMonth{}, "CHF"
	results["still"] = still
	for name, result := range results {
		for _, c := range []*words.Catalogue{words.English(), japanese(t).Catalogue} {
			for _, text := range chartTexts(New(result, nil), c) {
				if found := doubledMarks.FindString(text); found != "" {
					t.Errorf("%s, %s: %q in %q", name, c.Language(), found, text)
				}
				if !c.Japanese() {
					continue
				}
				for _, word := range latinOf.FindAllString(text, -1) {
					if !slices.Contains(terms, word) && word != "CHF" {
						t.Errorf("%s: the word %q in %q", name, word, text)
					}
				}
			}
		}
	}
}

// chartTexts are the answers, and the titles, subtitles and notes of every chart.
func chartTexts(r *Report, c *words.Catalogue) []string {
	a, texts := NewAlbum(r, c), r.Answers(c)
	add := func(figure *plots.Figure) {
		if figure != nil {
			title, detail := figure.Description()
			texts = append(texts, title, detail)
		}
	}
	if len(r.Result.Scenarios) == 0 {
		return texts
	}
	views := []View{{All, All, sim.MeasureRevenue}}
	for i := range r.Result.Scenarios {
		views = append(views, View{i, All, sim.MeasureRevenue})
		for g := range r.Result.Scenarios[i].Segments {
			views = append(views, View{i, g, sim.MeasureMRR})
		}
	}
	for _, v := range views {
		for m := range sim.NumMeasures {
			add(a.Fan(View{v.Scenario, v.Segment, m}))
		}
		if v.Scenario != All {
			add(a.Retention(v))
			add(a.Bridge(v))
		}
		if v.Scenario == All || r.Result.Scenarios[v.Scenario].Versus != nil {
			add(a.Distribution(v))
			add(a.Cumulative(v))
		}
		add(a.LTVCAC(v))
	}
	return texts
}
