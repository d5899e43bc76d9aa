package words

// answerPhrases are the sentences that answer. Japanese ones have no full stop:
// "answer.then" sets it between two of them.
var answerPhrases = map[string]phrase{
	"answer.then":  {EN: "%s; %s", JA: "%s。%s"},
	"answer.names": {EN: ", ", JA: "」「"},

	"answer.futures":   {EN: "%d futures", JA: "%d通りの将来"},
	"answer.these":     {EN: "these %d trials", One: "a single trial", JA: "この%d回の試行"},
	"answer.uncertain": {EN: "nothing in this plan is uncertain", JA: "このプランに不確実な前提はありません"},
	"answer.interval":  {EN: ", 90 %% of futures between %s and %s", JA: "（90%%区間 %s～%s）"},

	"answer.none":       {EN: "no scenario was run", JA: "実行したシナリオがありません"},
	"answer.alone":      {EN: "%s: NPV %s", JA: "「%s」のNPVは%s"},
	"answer.alone.mean": {EN: "%s: mean NPV %s%s", JA: "「%s」のNPVは平均%s%s"},
	"answer.nothing":    {EN: "there is no other scenario to compare it with", JA: "比較対象のシナリオはありません"},

	"answer.incomparable": {EN: "the NPV of no scenario can be compared with that of %s: the differences are not finite",
		JA: "「%s」とNPVを比較できるシナリオはありません（差が有限の値になりません）"},
	"answer.same":         {EN: "%s and %s have the same NPV in all %s", JA: "「%s」と「%s」のNPVは%sのすべてで同じです"},
	"answer.same.certain": {EN: "%s and %s have the same NPV", JA: "「%s」と「%s」のNPVは同じです"},

	"answer.gains":         {EN: "%s beats %s in %s of futures; mean NPV %s%s", JA: "「%s」が「%s」を上回る確率は%s。NPVの差は平均%s%s"},
	"answer.gains.rarely":  {EN: "%s beats %s on average but in only %s of futures; mean NPV %s%s", JA: "「%s」は平均では「%s」を上回りますが、上回る確率は%sにとどまります。NPVの差は平均%s%s"},
	"answer.gains.always":  {EN: "%s beats %s in all %s; NPV %s in each", JA: "「%[1]s」は%[3]sのすべてで「%[2]s」を上回り、NPVの差はいずれも%[4]s"},
	"answer.gains.certain": {EN: "%s beats %s: NPV %s", JA: "「%s」は「%s」を上回り、NPVの差は%s"},

	"answer.loses":          {EN: "%s does not beat %s: mean NPV %s%s, better in %s of futures", JA: "「%s」は平均では「%s」を上回りません。NPVの差は平均%s%s、上回る確率は%s"},
	"answer.loses.always":   {EN: "%s does not beat %s: NPV %s in each of %s", JA: "「%[1]s」は「%[2]s」を上回らず、NPVの差は%[4]sのすべてで%[3]s"},
	"answer.loses.certain":  {EN: "%s does not beat %s: NPV %s", JA: "「%s」は「%s」を上回らず、NPVの差は%s"},
	"answer.losers":         {EN: "none of the %d scenarios beats %s on average; closest is %s: mean NPV %s%s, better in %s of futures", JA: "比較した%dシナリオはいずれも平均では「%s」を上回りません。最も近いのは「%s」で、NPVの差は平均%s%s、上回る確率は%s"},
	"answer.losers.always":  {EN: "none of the %d scenarios beats %s on average; closest is %s: NPV %s in each of %s", JA: "比較した%[1]dシナリオはいずれも平均では「%[2]s」を上回りません。最も近いのは「%[3]s」で、NPVの差は%[5]sのすべてで%[4]s"},
	"answer.losers.certain": {EN: "none of the %d scenarios beats %s on average; closest is %s: NPV %s", JA: "比較した%dシナリオはいずれも「%s」を上回りません。最も近いのは「%s」で、NPVの差は%s"},

	"answer.open":       {EN: "%s cannot tell whether %s beats %s on average: mean NPV %s%s, better in %s of futures", JA: "%sでは、「%s」が平均で「%s」を上回るかどうか判断できません。NPVの差の平均は%s%s、上回る確率は%s"},
	"answer.open.one":   {EN: "%s cannot tell whether %s beats %s on average: NPV %s in this one", JA: "%sでは、「%s」が平均で「%s」を上回るかどうか判断できません。この試行でのNPVの差は%s"},
	"answer.opens":      {EN: "%s cannot tell whether any of the %d scenarios beats %s on average; nearest to it is %s: mean NPV %s%s, better in %s of futures", JA: "%sでは、比較した%dシナリオのいずれかが平均で「%s」を上回るかどうか判断できません。最も近いのは「%s」で、NPVの差の平均は%s%s、上回る確率は%s"},
	"answer.opens.one":  {EN: "%s cannot tell whether any of the %d scenarios beats %s on average; nearest to it is %s: NPV %s in this one", JA: "%sでは、比較した%dシナリオのいずれかが平均で「%s」を上回るかどうか判断できません。最も近いのは「%s」で、この試行でのNPVの差は%s"},
	"answer.tied":       {EN: "%s does exactly as well", JA: "「%s」もまったく同じ結果です"},
	"answer.tied.many":  {EN: "%s do exactly as well", JA: "「%s」もまったく同じ結果です"},
	"answer.higher":     {EN: "%s may gain more, which %s cannot tell", JA: "「%s」のほうが大きい可能性もありますが、%sでは判断できません"},
	"answer.near":       {EN: "on average %s is too close behind it for %s to rank the two", JA: "平均では「%s」が僅差で続き、%sでは両者の優劣を判断できません"},
	"answer.best":       {EN: "%s is the best of %d scenarios in %s of futures", JA: "「%s」が全%dシナリオ中で最良となる確率は%s"},
	"answer.best.other": {EN: "%s is the best of %d scenarios more often: in %s of futures, %s in %s", JA: "全%[2]dシナリオ中で最良となる確率が最も高いのは「%[1]s」の%[3]sで、「%[4]s」は%[5]s"},
}
