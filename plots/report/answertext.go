package report

import (
	"fmt"
	"strings"

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

// answer writes the line that answers, and, among several scenarios, how
// often the best one is best.
func (p *page) answer() {
	p.line("%s", p.sentence())
	a := &p.Answer
	if a.Compared < 2 || a.Scenario == nil || p.Result.Run.Trials < 2 {
		return
	}
	if a.Near != nil {
		p.line("on average %s is too close behind it for %s to rank the two", name(a.Near), p.these())
	}
	switch all := len(p.Result.Scenarios); {
	case p.Certain:
	case a.Oftener != nil:
		p.line("%s is the best of %d scenarios more often: in %s of futures, %s in %s",
			name(a.Oftener), all, p.share(a.Oftener.ProbabilityBest), name(a.Scenario), p.share(a.Scenario.ProbabilityBest))
	default:
		p.line("%s is the best of %d scenarios in %s of futures", name(a.Scenario), all, p.share(a.Scenario.ProbabilityBest))
	}
}

func (p *page) sentence() string {
	a := &p.Answer
	sentence := ""
	switch a.Kind {
	case Alone:
		sentence = p.alone()
	case Incomparable:
		sentence = fmt.Sprintf("the NPV of no scenario can be compared with that of %s: the differences are not finite", name(a.Against))
	case Same:
		sentence = fmt.Sprintf("%s and %s have the same NPV in all %s", name(a.Scenario), name(a.Against), p.futures())
		if p.Certain {
			sentence = fmt.Sprintf("%s and %s have the same NPV; %s", name(a.Scenario), name(a.Against), nothingUncertain)
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
		verb := "does"
		if len(names) > 1 {
			verb = "do"
		}
		sentence += fmt.Sprintf("; %s %s exactly as well", strings.Join(names, ", "), verb)
	}
	if a.Higher != nil {
		sentence += fmt.Sprintf("; %s may gain more, which %s cannot tell", name(a.Higher), p.these())
	}
	return sentence
}

func (p *page) these() string {
	if p.Result.Run.Trials == 1 {
		return "a single trial"
	}
	return "these " + p.trials()
}

func (p *page) futures() string { return p.style.Whole(p.Result.Run.Trials) + " futures" }

func (p *page) alone() string {
	if p.Answer.Against == nil {
		return "no scenario was run"
	}
	npv := &p.Answer.Against.Metrics[sim.MetricNPV]
	mean, interval := "", ""
	if npv.N > 1 && npv.SD > 0 {
		mean, interval = "mean ", p.interval(npv, func(_ float64, text string) string { return text })
	}
	sentence := fmt.Sprintf("%s: %sNPV %s%s", name(p.Answer.Against), mean, p.money(npv.Mean, halfWidth(npv)), interval)
	if p.Certain {
		sentence += "; " + nothingUncertain
	}
	return sentence + "; there is no other scenario to compare it with"
}

func (p *page) gains() string {
	a, d := &p.Answer, p.Answer.Difference()
	gain := p.gain(d.Mean, halfWidth(&d.Stat))
	switch {
	case p.Certain:
		return fmt.Sprintf("%s beats %s: NPV %s; %s", name(a.Scenario), name(a.Against), gain, nothingUncertain)
	case a.Always():
		return fmt.Sprintf("%s beats %s in all %s; NPV %s in each", name(a.Scenario), name(a.Against), p.futures(), gain)
	case d.Better.P < 0.5:
		return fmt.Sprintf("%s beats %s on average but in only %s of futures; mean NPV %s%s",
			name(a.Scenario), name(a.Against), p.better(d), gain, p.interval(&d.Stat, p.style.Plus))
	}
	return fmt.Sprintf("%s beats %s in %s of futures; mean NPV %s%s",
		name(a.Scenario), name(a.Against), p.better(d), gain, p.interval(&d.Stat, p.style.Plus))
}

func (p *page) loses() string {
	a, d := &p.Answer, p.Answer.Difference()
	subject := name(a.Scenario) + " does not beat " + name(a.Against)
	if a.Compared > 1 {
		subject = fmt.Sprintf("none of the %d scenarios beats %s on average; closest is %s", a.Compared, name(a.Against), name(a.Scenario))
	}
	loss := p.gain(d.Mean, halfWidth(&d.Stat))
	switch {
	case p.Certain:
		return fmt.Sprintf("%s: NPV %s; %s", subject, loss, nothingUncertain)
	case a.Always():
		return fmt.Sprintf("%s: NPV %s in each of %s", subject, loss, p.futures())
	}
	return fmt.Sprintf("%s: mean NPV %s%s, better in %s of futures", subject, loss, p.interval(&d.Stat, p.style.Plus), p.better(d))
}

func (p *page) unresolved() string {
	a, d := &p.Answer, p.Answer.Difference()
	subject := fmt.Sprintf("%s cannot tell whether %s beats %s on average", p.these(), name(a.Scenario), name(a.Against))
	if a.Compared > 1 {
		subject = fmt.Sprintf("%s cannot tell whether any of the %d scenarios beats %s on average; nearest to it is %s",
			p.these(), a.Compared, name(a.Against), name(a.Scenario))
	}
	if d.N == 1 {
		return fmt.Sprintf("%s: NPV %s in this one", subject, p.gain(d.Mean, 0))
	}
	return fmt.Sprintf("%s: mean NPV %s%s, better in %s of futures", subject, p.style.Unresolved, p.interval(&d.Stat, p.style.Plus), p.better(d))
}

// nothingUncertain says that one trial would have done.
const nothingUncertain = "nothing in this plan is uncertain"

// interval adds P5 to P95, between which nine futures of ten lie, rounded by
// the errors of P10 and P90.
func (p *page) interval(stat *sim.Stat, write func(v float64, text string) string) string {
	if p.brief {
		return ""
	}
	low, high := p.ends(stat)
	return fmt.Sprintf(", 90%s of futures between %s and %s", p.style.Percent, write(stat.Q[sim.P5], low), write(stat.Q[sim.P95], high))
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
