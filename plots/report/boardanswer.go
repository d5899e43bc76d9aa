package report

import (
	"math"
	"slices"
	"strings"

	"holdfast/plots/report/document"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// AnswerSentences are what the board's report says first, in the language of
// the options: what to do with how sure it is, what it costs and when it pays
// back, what would turn the choice. They recommend nothing where the run cannot
// tell.
func (r *Report) AnswerSentences(o BoardOptions) []string { return r.newBoard(o).answerSentences() }

// advice is what the result supports doing.
type advice int

const (
	adviseNothing advice = iota // it cannot tell, or there is nothing to choose
	adviseOne                   // the answer's scenario
	adviseAmong                 // the answer's scenario or one that cannot be ranked against it
	adviseBet                   // it gains on average, but not in most futures
	adviseNone                  // all lose on average
)

// advice weighs what the answer found. A gain is advised plainly only where more
// than half of the futures are better for certain, by the interval of their
// share.
func (b *board) advice() advice {
	a := &b.Answer
	switch {
	case a.Kind == Gains && !b.Certain && !a.Always() && !(a.Difference().Better.Low > 0.5):
		return adviseBet
	case a.Kind == Gains && len(b.rivals()) > 0:
		return adviseAmong
	case a.Kind == Gains:
		return adviseOne
	case a.Kind == Loses && len(b.unsettled()) == 0:
		return adviseNone
	}
	return adviseNothing
}

// rivals are scenarios that gain, too, and that the run cannot rank against the
// answer's.
func (b *board) rivals() []*sim.ScenarioResult {
	a := &b.Answer
	rivals := slices.Clone(a.Tied)
	if a.Near != nil && verdict(a.Near.Versus.Differences[sim.MetricNPV]) == Gains {
		rivals = append(rivals, a.Near)
	}
	return rivals
}

// openSentence names a scenario whose own gain is not told, but which may gain as
// much as the answer's.
func (b *board) openSentence() string {
	a := &b.Answer
	switch {
	case a.Higher != nil:
		return b.say("answer.higher", b.called(a.Higher), b.these())
	case a.Near != nil && !slices.Contains(b.rivals(), a.Near):
		return b.say("answer.near", b.called(a.Near), b.called(a.Scenario), b.these())
	}
	return ""
}

// unsettled are scenarios, other than the answer's, whose gain the run cannot
// tell.
func (b *board) unsettled() []*sim.ScenarioResult {
	var found []*sim.ScenarioResult
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		if d, comparable := npvDifference(scenario); comparable && scenario != b.Answer.Scenario && verdict(d) == Unresolved {
			found = append(found, scenario)
		}
	}
	return found
}

// answerSentences are the paragraphs of the answer: what to do with how sure it
// is, what it brings and costs, and what else must be known.
func (b *board) answerSentences() []string {
	decision, cost := b.decision(), b.cost()
	const first = 2 // sentences of the first paragraph
	if len(decision) <= first {
		return append(present(b.join(decision...), cost), b.considerations()...)
	}
	return append(present(b.join(decision[:first]...), b.join(append(decision[first:], cost)...)), b.considerations()...)
}

// cost says what the advice costs and when it pays back.
func (b *board) cost() string {
	if b.Answer.Kind != Gains {
		return ""
	}
	return b.costSentence(b.subject("of"), b.Answer.Scenario)
}

// considerations are what becomes of the answer after the horizon, and what
// would turn it.
func (b *board) considerations() []string {
	if b.Answer.Scenario == nil {
		return nil
	}
	return present(b.openSentence(), b.horizonSentence(), b.flipSentence(), b.oftenerSentence(), b.incomparableSentence())
}

// present leaves out texts that say nothing.
func present(texts ...string) []string {
	return slices.DeleteFunc(texts, func(text string) bool { return text == "" })
}

// decision says what to do, and in further sentences how sure that is and what
// it brings.
func (b *board) decision() []string {
	a := &b.Answer
	switch a.Kind {
	case Alone:
		return b.aloneSentences()
	case Incomparable:
		return []string{b.say("answer.incomparable", b.called(a.Against))}
	case Same:
		return present(b.say("answer.same", b.called(a.Scenario), b.called(a.Against), b.inAll()), b.tiedSentence())
	case Unresolved:
		return append(b.unresolvedSentences(), present(b.tiedSentence())...)
	}
	switch b.advice() {
	case adviseOne:
		return []string{b.fund(), b.chance(), b.gainSentence()}
	case adviseAmong:
		return append(b.fundAmong(), b.chance(), b.gainSentence())
	case adviseBet:
		return present(b.say("answer.bet", b.called(a.Scenario)), b.chance(), b.gainSentence(), b.tiedSentence())
	case adviseNone:
		return []string{b.fundNone(), b.chance(), b.lossSentence()}
	}
	return []string{b.say("answer.open", b.called(a.Against)), b.say("answer.unsettled", b.list(b.unsettled()), words.Capitalised(b.these())), b.lossSentence()}
}

// join sets sentences one after the other, as the language does.
func (b *board) join(sentences ...string) string {
	joined := ""
	for _, sentence := range sentences {
		if joined != "" && sentence != "" && !b.words.Japanese() {
			joined += " "
		}
		joined += sentence
	}
	return joined
}

// fund tells to do the answer's scenario; where it is the one without
// initiatives, to stay with it.
func (b *board) fund() string {
	a := &b.Answer
	switch {
	case len(a.Scenario.Initiatives) == 0:
		return b.say("answer.stay", b.called(a.Scenario), b.called(a.Against))
	case b.againstBaseline():
		if meaning := b.meaning(a.Scenario); meaning != "" && Width(meaning) <= longestMeaning {
			return b.say("answer.fund.meaning", b.called(a.Scenario), meaning)
		}
		return b.say("answer.fund", b.called(a.Scenario))
	}
	return b.say("answer.prefer", b.called(a.Scenario), b.called(a.Against))
}

// longestMeaning is how much of a scenario's initiatives the answer names, in
// cells.
const longestMeaning = 120

// againstBaseline reports whether differences are from the scenario without
// initiatives.
func (b *board) againstBaseline() bool {
	return b.Answer.Against != nil && len(b.Answer.Against.Initiatives) == 0
}

func (b *board) fundAmong() []string {
	a := &b.Answer
	either := b.or(append([]*sim.ScenarioResult{a.Scenario}, b.rivals()...))
	why := b.tiedSentence()
	if len(a.Tied) == 0 {
		why = b.say("answer.near", b.called(a.Near), b.called(a.Scenario), b.these())
	}
	if !b.againstBaseline() {
		return []string{b.say("answer.either.prefer", either, b.called(a.Against)), why}
	}
	return []string{b.say("answer.either", either), why}
}

// fundNone tells to leave things as they are, which is another scenario where
// the comparison is with one that has initiatives.
func (b *board) fundNone() string {
	a := &b.Answer
	switch stays := !b.againstBaseline(); {
	case stays && a.Compared == 1:
		return b.say("answer.stay", b.called(a.Against), b.called(a.Scenario))
	case stays:
		return b.say("answer.stay.none", b.called(a.Against), a.Compared, b.called(a.Scenario))
	case a.Compared == 1:
		return b.say("answer.not", b.called(a.Scenario))
	}
	return b.say("answer.none", a.Compared, b.called(a.Against), b.called(a.Scenario))
}

// chance says how often the answer's scenario is ahead, in words that match the
// odds.
func (b *board) chance() string {
	a, d := &b.Answer, b.Answer.Difference()
	switch {
	case b.Certain:
		return b.say("answer.certain")
	case a.Always():
		return b.say("answer.always", b.trials())
	}
	return b.say("odds.sentence."+oddsKey(d.Better), b.subject("is"), b.called(a.Against), b.better(d))
}

// gainSentence is the mean NPV difference and the range of nine futures of ten.
func (b *board) gainSentence() string { return b.moneySentence("answer.gain") }

func (b *board) lossSentence() string { return b.moneySentence("answer.loss") }

func (b *board) moneySentence(key string) string {
	d := b.Answer.Difference()
	amount := b.money(math.Abs(d.Mean), halfWidth(&d.Stat))
	if b.Certain || b.Answer.Always() {
		return b.say(key+".always", b.subject("by"), amount)
	}
	low, high := b.signedEnds(&d.Stat)
	return b.say(key, b.subject("by"), amount, low, high)
}

// signedEnds writes P5 and P95 of a difference with their signs.
func (b *board) signedEnds(stat *sim.Stat) (low, high string) {
	low, high = b.ends(stat)
	return b.style.Plus(stat.Q[sim.P5], low), b.style.Plus(stat.Q[sim.P95], high)
}

func (b *board) aloneSentences() []string {
	against := b.Answer.Against
	if against == nil {
		return []string{b.say("answer.empty")}
	}
	npv := &against.Metrics[sim.MetricNPV]
	if !npv.Exists() {
		return []string{b.say("answer.alone", b.called(against))}
	}
	amount := b.money(npv.Mean, halfWidth(npv))
	if !(npv.N > 1 && npv.SD > 0) {
		return []string{b.say("answer.alone", b.called(against)), b.say("answer.npv.always", amount)}
	}
	low, high := b.ends(npv)
	return []string{b.say("answer.alone", b.called(against)), b.say("answer.npv", amount, low, high)}
}

func (b *board) unresolvedSentences() []string {
	a, d := &b.Answer, b.Answer.Difference()
	text := b.say("answer.unresolved", b.these(), b.called(a.Scenario), b.called(a.Against))
	if a.Compared > 1 {
		text = b.say("answer.unresolved.any", b.these(), a.Compared, b.called(a.Against), b.called(a.Scenario))
	}
	if d.N < 2 {
		return []string{text, b.say("answer.one", b.name(a.Scenario), b.gain(d.Mean, 0))}
	}
	low, high := b.signedEnds(&d.Stat)
	return []string{text, b.say("answer.range", b.name(a.Scenario), low, high, b.better(d))}
}

func (b *board) tiedSentence() string {
	if len(b.Answer.Tied) == 0 {
		return ""
	}
	return b.say("answer.tied", b.list(b.Answer.Tied), b.called(b.Answer.Scenario))
}

// costSentence says what a scenario costs and when it pays back.
func (b *board) costSentence(subject string, scenario *sim.ScenarioResult) string {
	versus := scenario.Versus
	cost := b.say("answer.free", subject)
	if !math.IsNaN(versus.ROI.Ratio) {
		cost = b.say(b.discounting("answer.cost"), subject, b.money(versus.Investment.Mean, halfWidth(&versus.Investment)))
	}
	return b.join(cost, b.paysBack(versus))
}

// paysBack says when half of the futures have paid back, and how many have not
// within the horizon.
func (b *board) paysBack(versus *sim.Versus) string {
	horizon := b.say("months", b.Result.Plan.Months)
	median, never := versus.Breakeven.Q[sim.P50], versus.Breakeven.Never
	comes := !math.IsInf(median, 0) && !math.IsNaN(median)
	switch {
	case math.IsNaN(median):
		return ""
	case b.Certain && comes:
		return b.say("slide.pays.certain", b.month(median))
	case b.Certain || never.P == 1:
		return b.say("slide.pays.never", horizon)
	case comes && never.P == 0:
		return b.say("pays.all", b.month(median), horizon)
	case comes:
		return b.say("pays", b.month(median), b.beyond(versus), horizon)
	}
	return b.say("pays.not", b.beyond(versus), horizon)
}

// horizonSentence says what becomes of the answer where the value of the
// customers who are left after the horizon is counted, if that turns it.
func (b *board) horizonSentence() string {
	a := &b.Answer
	turns := slices.ContainsFunc(b.Result.Warnings, func(w sim.Warning) bool { return w.Code == "equity_ranking" })
	if a.Kind != Gains || b.TerminalValue || !turns {
		return ""
	}
	equity := func(s *sim.ScenarioResult) float64 { return s.Metrics[sim.MetricCustomerEquity].Mean }
	d := a.Difference()
	with := d.Mean + equity(a.Scenario) - equity(a.Against)
	if math.IsNaN(with) || math.IsInf(with, 0) {
		return ""
	}
	if with < 0 {
		loss := b.money(-with, max(halfWidth(&d.Stat), math.Pow10(exponentOf(with)-1)))
		return b.say("answer.horizon", b.say("months", b.Result.Plan.Months), loss, b.called(a.Scenario))
	}
	best, highest := a.Scenario, with
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		other, comparable := npvDifference(scenario)
		if !comparable {
			continue
		}
		if v := other.Mean + equity(scenario) - equity(a.Against); v > highest {
			best, highest = scenario, v
		}
	}
	if best == a.Scenario {
		return ""
	}
	return b.say("answer.horizon.best", b.say("months", b.Result.Plan.Months), b.called(best))
}

// oftenerSentence names the scenario that is best more often than the one that
// is best on average.
func (b *board) oftenerSentence() string {
	a := &b.Answer
	if b.Certain || a.Oftener == nil || a.Compared < 2 || b.Result.Run.Trials < 2 || a.Kind == Loses && a.Oftener == a.Against {
		return "" // or it says what the advice says
	}
	return b.say("answer.oftener", b.called(a.Oftener), len(b.Result.Scenarios), b.share(a.Oftener.ProbabilityBest),
		b.called(a.Scenario), b.share(a.Scenario.ProbabilityBest))
}

// incomparableSentence names the scenarios whose difference is no number.
func (b *board) incomparableSentence() string {
	var left []*sim.ScenarioResult
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		if _, comparable := npvDifference(scenario); scenario.Versus != nil && !comparable {
			left = append(left, scenario)
		}
	}
	if len(left) == 0 {
		return ""
	}
	return b.say("answer.left_out", b.list(left))
}

// subject stands for the answer's scenario in a sentence: by its name where none
// before has named it and nothing else. role is what it is in the sentence, which
// is heard in Japanese: "is", "by" or "of".
func (b *board) subject(role string) string {
	switch b.advice() {
	case adviseOne, adviseBet:
		return b.say("it." + role)
	}
	return b.say("name."+role, b.called(b.Answer.Scenario))
}

// name is a scenario within a sentence.
func (b *board) name(scenario *sim.ScenarioResult) string { return b.say("name", b.called(scenario)) }

// these are the trials, as the subject of a sentence.
func (b *board) these() string { return b.say("these", b.Result.Run.Trials) }

// trials is the number of trials.
func (b *board) trials() string { return b.say("trials", b.Result.Run.Trials) }

// inAll says in how many futures.
func (b *board) inAll() string {
	if b.Certain {
		return b.say("answer.certain.short")
	}
	return b.say("in_all", b.Result.Run.Trials)
}

// list names scenarios: "a, b and c".
func (b *board) list(scenarios []*sim.ScenarioResult) string { return b.enumerate(scenarios, "and") }

// or names alternatives: "a or b".
func (b *board) or(scenarios []*sim.ScenarioResult) string { return b.enumerate(scenarios, "or") }

func (b *board) enumerate(scenarios []*sim.ScenarioResult, word string) string {
	names := make([]string, len(scenarios))
	for i, scenario := range scenarios {
		names[i] = b.name(scenario)
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return b.say("list."+word, strings.Join(names[:last], b.say("list.comma")), names[last])
}

// month names the plan's t-th month, a part of a month counting as a whole one.
func (b *board) month(t float64) string {
	if math.IsNaN(t) || math.IsInf(t, 0) {
		return b.style.Months(t)
	}
	return b.words.month(b.Result.Plan.Start, int(wholeMonth(t)))
}

// answerSection is the first page: the answer, its few numbers, the chance of
// each target, and what the reader must know beforehand.
func (b *board) answerSection() (document.Section, bool) {
	s := document.Section{ID: "answer", Title: b.say("answer")}
	for i, sentence := range b.answerSentences() {
		tone := document.Plain
		if i == 0 {
			tone = document.Lead
		}
		s.Blocks = append(s.Blocks, document.Paragraph{Text: sentence, Tone: tone})
	}
	if figures := b.keyFigures(); len(figures) > 0 {
		s.Blocks = append(s.Blocks, document.Figures{Items: figures})
	}
	if warnings := b.warningTexts(b.aboutHeadline); len(warnings) > 0 {
		s.Blocks = append(s.Blocks, document.List{Items: warnings, Tone: document.Warning})
	}
	if table, any := b.targetTable(b.targetChoice()); any {
		s.Blocks = append(s.Blocks, table)
	}
	if a := &b.Answer; a.Scenario != nil && !b.Certain && !a.Always() && b.Result.Run.Trials > 1 {
		s.Blocks = append(s.Blocks, note(b.say("odds.note")))
	}
	return s, true
}
