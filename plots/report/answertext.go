package report

import (
	"strings"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

// nameCells is how much of a name a sentence shows.
const nameCells = 60

func name(scenario *sim.ScenarioResult) string {
	if scenario == nil {
		return "?"
	}
	return Shorten(Clean(scenario.ID), nameCells)
}

// Headline is the line that answers, for a title: the interval of the NPV is
// left out, and scenarios are called by their labels.
func (r *Report) Headline(c *words.Catalogue) string {
	p := r.labelled(c).in(c)
	p.brief = true
	return p.sentence()
}

// Answers are the sentences that answer: what [Report.Text] starts with, in the
// language of a catalogue and with scenarios called by their labels. They have
// no full stop.
func (r *Report) Answers(c *words.Catalogue) []string { return r.labelled(c).in(c).sentences() }

// labelled is the report as far as it answers, with scenarios called by their
// labels.
func (r *Report) labelled(c *words.Catalogue) *Report {
	named := &Report{Result: r.Result, Answer: r.Answer, Certain: r.Certain}
	a := &named.Answer
	for _, scenario := range [...]**sim.ScenarioResult{&a.Against, &a.Scenario, &a.Higher, &a.Near, &a.Oftener} {
		*scenario = labelled(*scenario, c)
	}
	a.Tied = nil
	for _, scenario := range r.Answer.Tied {
		a.Tied = append(a.Tied, labelled(scenario, c))
	}
	return named
}

// labelled is a scenario whose name is its label.
func labelled(scenario *sim.ScenarioResult, c *words.Catalogue) *sim.ScenarioResult {
	if scenario == nil {
		return nil
	}
	named := *scenario
	named.ID = vocabulary{c}.scenario(scenario)
	return &named
}

// answer writes the lines that answer.
func (p *page) answer() {
	for _, sentence := range p.sentences() {
		p.line("%s", sentence)
	}
}

// sentences are the one that answers, and, among several scenarios, how often
// the best one is best.
func (p *page) sentences() []string {
	say, a := p.words.Say, &p.Answer
	sentences := []string{p.sentence()}
	if a.Compared < 2 || a.Scenario == nil || p.Result.Run.Trials < 2 {
		return sentences
	}
	if a.Near != nil {
		sentences = append(sentences, say("answer.near", name(a.Near), p.these()))
	}
	switch all := len(p.Result.Scenarios); {
	case p.Certain:
	case a.Oftener != nil:
		sentences = append(sentences, say("answer.best.other", name(a.Oftener), all, p.share(a.Oftener.ProbabilityBest), name(a.Scenario), p.share(a.Scenario.ProbabilityBest)))
	default:
		sentences = append(sentences, say("answer.best", name(a.Scenario), all, p.share(a.Scenario.ProbabilityBest)))
	}
	return sentences
}

func (p *page) sentence() string {
	say, a := p.words.Say, &p.Answer
	sentence := ""
	switch a.Kind {
	case Alone:
		sentence = p.alone()
	case Incomparable:
		sentence = say("answer.incomparable", name(a.Against))
	case Same:
		if p.Certain {
			sentence = p.certainly(say("answer.same.certain", name(a.Scenario), name(a.Against)))
		} else {
			sentence = say("answer.same", name(a.Scenario), name(a.Against), p.futures())
		}
	case Unresolved:
		sentence = p.unresolved()
	case Gains:
		sentence = p.gains()
	case Loses:
		sentence = p.loses()
	}
	if len(a.Tied) > 0 {
		names := make([]string, len(a.Tied))
		for i, scenario := range a.Tied {
			names[i] = name(scenario)
		}
		tied := "answer.tied"
		if len(names) > 1 {
			tied = "answer.tied.many"
		}
		sentence = say("answer.then", sentence, say(tied, strings.Join(names, say("answer.names"))))
	}
	if a.Higher != nil {
		sentence = say("answer.then", sentence, say("answer.higher", name(a.Higher), p.these()))
	}
	return sentence
}

func (p *page) these() string { return p.words.Say("answer.these", p.Result.Run.Trials) }

func (p *page) futures() string { return p.words.Say("answer.futures", p.Result.Run.Trials) }

// certainly adds that one trial would have done.
func (p *page) certainly(sentence string) string {
	return p.words.Say("answer.then", sentence, p.words.Say("answer.uncertain"))
}

func (p *page) alone() string {
	if p.Answer.Against == nil {
		return p.words.Say("answer.none")
	}
	npv := &p.Answer.Against.Metrics[sim.MetricNPV]
	subject, amount := name(p.Answer.Against), p.money(npv.Mean, halfWidth(npv))
	sentence := p.words.Say("answer.alone", subject, amount)
	if npv.N > 1 && npv.SD > 0 {
		sentence = p.words.Say("answer.alone.mean", subject, amount, p.interval(npv, func(_ float64, text string) string { return text }))
	}
	if p.Certain {
		sentence = p.certainly(sentence)
	}
	return p.words.Say("answer.then", sentence, p.words.Say("answer.nothing"))
}

func (p *page) gains() string {
	say, a, d := p.words.Say, &p.Answer, p.Answer.Difference()
	gain := p.gain(d.Mean, halfWidth(&d.Stat))
	switch {
	case p.Certain:
		return p.certainly(say("answer.gains.certain", name(a.Scenario), name(a.Against), gain))
	case a.Always():
		return say("answer.gains.always", name(a.Scenario), name(a.Against), p.futures(), gain)
	case d.Better.P < 0.5:
		return say("answer.gains.rarely", name(a.Scenario), name(a.Against), p.better(d), gain, p.interval(&d.Stat, p.style.Plus))
	}
	return say("answer.gains", name(a.Scenario), name(a.Against), p.better(d), gain, p.interval(&d.Stat, p.style.Plus))
}

func (p *page) loses() string {
	say, a, d := p.words.Say, &p.Answer, p.Answer.Difference()
	loss := p.gain(d.Mean, halfWidth(&d.Stat))
	several := a.Compared > 1
	switch {
	case p.Certain && several:
		return p.certainly(say("answer.losers.certain", a.Compared, name(a.Against), name(a.Scenario), loss))
	case p.Certain:
		return p.certainly(say("answer.loses.certain", name(a.Scenario), name(a.Against), loss))
	case a.Always() && several:
		return say("answer.losers.always", a.Compared, name(a.Against), name(a.Scenario), loss, p.futures())
	case a.Always():
		return say("answer.loses.always", name(a.Scenario), name(a.Against), loss, p.futures())
	case several:
		return say("answer.losers", a.Compared, name(a.Against), name(a.Scenario), loss, p.interval(&d.Stat, p.style.Plus), p.better(d))
	}
	return say("answer.loses", name(a.Scenario), name(a.Against), loss, p.interval(&d.Stat, p.style.Plus), p.better(d))
}

func (p *page) unresolved() string {
	say, a, d := p.words.Say, &p.Answer, p.Answer.Difference()
	several := a.Compared > 1
	switch {
	case d.N == 1 && several:
		return say("answer.opens.one", p.these(), a.Compared, name(a.Against), name(a.Scenario), p.gain(d.Mean, 0))
	case d.N == 1:
		return say("answer.open.one", p.these(), name(a.Scenario), name(a.Against), p.gain(d.Mean, 0))
	case several:
		return say("answer.opens", p.these(), a.Compared, name(a.Against), name(a.Scenario), p.style.Unresolved, p.interval(&d.Stat, p.style.Plus), p.better(d))
	}
	return say("answer.open", p.these(), name(a.Scenario), name(a.Against), p.style.Unresolved, p.interval(&d.Stat, p.style.Plus), p.better(d))
}

// interval adds P5 to P95, between which nine futures of ten lie, rounded by
// the errors of P10 and P90.
func (p *page) interval(stat *sim.Stat, write func(v float64, text string) string) string {
	if p.brief {
		return ""
	}
	low, high := p.ends(stat)
	return p.words.Say("answer.interval", write(stat.Q[sim.P5], low), write(stat.Q[sim.P95], high))
}

// ends writes P5 and P95.
func (p *page) ends(stat *sim.Stat) (low, high string) {
	from, to := stat.Q[sim.P5], stat.Q[sim.P95]
	return p.pair(from, to, rangeMargin(from, to, margin(stat, sim.P10), margin(stat, sim.P90)))
}

// margin is the half-width of a quantile's 95 % interval; NaN where none is
// known.
func margin(stat *sim.Stat, quantile int) float64 {
	return (stat.High[quantile] - stat.Low[quantile]) / 2
}
