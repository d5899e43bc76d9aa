package report

import (
	"cmp"
	"math"
	"slices"

	"holdfast/plots"
	"holdfast/plots/report/document"
	"holdfast/sim/analysis"
)

const (
	mostDrivers = 8 // bars and rows of the short form
	mostStudies = 5
)

// driversSection says what drives the result, what would have to be true for
// another choice, and what to find out first.
func (b *board) driversSection() (document.Section, bool) {
	if b.Certain {
		return document.Section{}, false
	}
	s := document.Section{ID: "drivers", Title: b.say("drivers"), Short: b.say("drivers.short"), Break: true}
	if x := b.o.Sensitivity; x != nil && x.Exists() && len(b.bars()) > 0 {
		s.Blocks = append(s.Blocks, plain(b.driverSentence()))
		s.Blocks = append(s.Blocks, chart(b.tornado())...)
		if luck := b.luckSentence(); luck != "" {
			s.Blocks = append(s.Blocks, plain(luck))
		}
		s.Blocks = append(s.Blocks, note(b.say("drivers.short_form", x.Result.Trials, "holdfast "+quoteCommand(x.command()))))
		s.Sections = append(s.Sections, document.Section{ID: "flips", Title: b.say("flips"), Blocks: b.flips()})
	}
	if v := b.o.Value; v != nil && v.Result.Decides() {
		s.Sections = append(s.Sections, document.Section{ID: "learn", Title: b.say("learn"), Blocks: b.learnings()})
	}
	if warnings := b.analysisWarnings(); len(warnings) > 0 && len(s.Blocks)+len(s.Sections) > 0 {
		s.Blocks = append(s.Blocks, document.List{Items: warnings, Tone: document.Warning})
	}
	return s, len(s.Blocks)+len(s.Sections) > 0
}

// bars are the inputs that move the outcome, the longest first.
func (b *board) bars() []*analysis.SensitivityEntry {
	if b.o.Sensitivity == nil {
		return nil
	}
	var bars []*analysis.SensitivityEntry
	for i := range b.o.Sensitivity.Result.Entries {
		e := &b.o.Sensitivity.Result.Entries[i]
		if e.Kind == analysis.FactorShocks || e.Kind == analysis.FactorLuck || math.IsNaN(e.Swing) || b.o.Sensitivity.Still(e) {
			continue
		}
		bars = append(bars, e)
	}
	return bars
}

// tornado draws the inputs that matter most; nil where none does.
func (b *board) tornado() *plots.Figure {
	bars, x := b.bars(), b.o.Sensitivity
	if len(bars) == 0 {
		return nil
	}
	title := b.say("tornado.title", b.driver(bars[0]))
	d := plots.TornadoData{
		Head: b.album.headOf(title, b.say("tornado.subtitle"), x.Result.Trials), Unit: b.album.unit(b.outcome()),
		Base: x.Result.Middle, LowKey: b.say("tornado.low"), HighKey: b.say("tornado.high"),
	}
	for i, e := range bars {
		if i == mostDrivers {
			break
		}
		low, high := b.barEnds(e)
		d.Rows = append(d.Rows, plots.TornadoRow{Name: b.driver(e), Low: e.Low, High: e.High, Lowest: e.Lowest, Highest: e.Highest, LowText: low, HighText: high})
	}
	return plots.Tornado(d)
}

// Tornado draws what drives the outcome of the options' sensitivity, in the short
// form of the board's report; nil where nothing moves it.
func (r *Report) Tornado(o BoardOptions) *plots.Figure { return r.newBoard(o).tornado() }

// Information draws what it is worth to find out, by the options' value of
// information; nil where that cannot be told of anything.
func (r *Report) Information(o BoardOptions) *plots.Figure { return r.newBoard(o).information() }

// information draws the studies that are worth something, the best first.
func (b *board) information() *plots.Figure {
	r := b.o.Value.Result
	study := r.Study()
	if !r.Decides() || r.EVPI.Unresolved() || study == nil || study.Unresolved() {
		return nil
	}
	d := plots.InformationData{
		Head: b.album.headOf(b.say("information.title", Shorten(Clean(study.Title), nameCells), b.worth(study.Worth)), b.say("information.subtitle"), r.Trials),
		Unit: b.album.unit(b.say("information.unit", b.metric(r.Metric))), Heading: b.say("information.heading"),
		Total: r.EVPI.Value, TotalText: b.say("information.total", b.worth(r.EVPI)),
	}
	for i := range r.Learnings {
		l := &r.Learnings[i]
		if l.Studied && !l.Unresolved() && len(d.Rows) < mostDrivers {
			half := 1.96 * l.SE
			d.Rows = append(d.Rows, plots.InformationRow{
				Name: Shorten(Clean(l.Title), nameCells), Detail: Clean(l.Path), Value: l.Value, Low: l.Value - half, High: l.Value + half, Text: b.worth(l.Worth),
			})
		}
	}
	return plots.Information(d)
}

// outcome names what is moved.
func (b *board) outcome() string {
	x := b.o.Sensitivity.Result
	if x.Against == "" {
		return b.say("outcome.level", b.metric(x.Metric), b.calledID(x.Scenario))
	}
	return b.say("outcome", b.metric(x.Metric), b.calledID(x.Scenario), b.calledID(x.Against))
}

// calledID is what people call the scenario of a name.
func (b *board) calledID(id string) string {
	for i := range b.Result.Scenarios {
		if b.Result.Scenarios[i].ID == id {
			return b.called(&b.Result.Scenarios[i])
		}
	}
	return b.words.label(id, "")
}

func (b *board) driver(e *analysis.SensitivityEntry) string {
	return Shorten(Clean(e.Title), nameCells)
}

// barEnds write the values of an entry at the ends of its bar.
func (b *board) barEnds(e *analysis.SensitivityEntry) (low, high string) {
	switch e.Kind {
	case analysis.FactorSuccess:
		return b.say("end.fails"), b.say("end.works")
	case analysis.FactorEvent:
		return b.say("end.not"), b.say("end.happens")
	case analysis.FactorTable:
		return b.say("end.rows", "P10"), b.say("end.rows", "P90")
	}
	if n := len(e.Values); n > 0 {
		return b.inputValue(e, e.Values[0].Value), b.inputValue(e, e.Values[n-1].Value)
	}
	return b.inputValue(e, e.P10), b.inputValue(e, e.P90)
}

// inputValue writes a value of an input as plans do, its unit in the language.
func (b *board) inputValue(e *analysis.SensitivityEntry, v float64) string {
	return b.perUnit(b.o.Sensitivity.valueIn(b.style, e.Path, v))
}

func (b *board) driverSentence() string {
	bars := b.bars()
	top := bars[0]
	low, high := b.barEnds(top)
	text := b.say("drivers.top", b.outcome(), b.driver(top), low, high, b.outcomeAmount(top.Low), b.outcomeAmount(top.High))
	return text
}

// outcomeAmount writes an outcome, a difference with its sign.
func (b *board) outcomeAmount(v float64) string {
	x := b.o.Sensitivity.Result
	text := b.figure(x.Metric.Kind(), v, math.Abs(v)/1000)
	if x.Against == "" {
		return text
	}
	return b.style.Plus(v, text)
}

// luckSentence says how much of the doubt nobody can take away.
func (b *board) luckSentence() string {
	share := b.o.Sensitivity.Result.ChanceShare
	if math.IsNaN(share.Value) {
		share = b.o.Sensitivity.Result.LuckShare
	}
	const vague = 0.3 // width of an interval that says nothing
	if !(share.Value >= smallShare) || !(share.High-share.Low < vague) {
		return ""
	}
	return b.say("drivers.luck", b.style.Share(min(1, share.Value), max(0, share.Low), min(1, share.High)))
}

// flipped are the inputs of which a part of the range turns the choice, the
// likeliest first.
func (b *board) flipped() []*analysis.SensitivityEntry {
	if b.o.Sensitivity == nil {
		return nil
	}
	var found []*analysis.SensitivityEntry
	entries := b.o.Sensitivity.Result.Entries
	for i := range entries {
		if entries[i].Flip != nil && entries[i].Flip.Probability > 0 {
			found = append(found, &entries[i])
		}
		for k := range entries[i].Columns {
			if c := &entries[i].Columns[k]; c.Flip != nil && c.Flip.Probability > 0 {
				found = append(found, c)
			}
		}
	}
	slices.SortStableFunc(found, func(x, y *analysis.SensitivityEntry) int { return cmp.Compare(y.Flip.Probability, x.Flip.Probability) })
	return found
}

// flips say what would have to be true for the other choice.
func (b *board) flips() []document.Block {
	decision := &b.o.Sensitivity.Result.Decision
	if decision.Best == "" || !decision.Told {
		return []document.Block{plain(b.say("flips.untold"))}
	}
	found := b.flipped()
	lead := b.say("flips.lead", b.calledID(decision.Best), b.calledID(decision.Next))
	if len(found) == 0 {
		return []document.Block{plain(b.say("flips.none", b.calledID(decision.Best), b.calledID(decision.Next)))}
	}
	table := document.Table{Columns: []document.Column{
		{Title: b.say("column.input")}, {Title: b.say("column.flip")}, {Title: b.say("column.flip.to")}, {Title: b.say("column.probability"), Number: true}}}
	for i, e := range found {
		if i == mostDrivers {
			table.Notes = append(table.Notes, b.say("flips.more", len(found)-mostDrivers))
			break
		}
		table.Rows = append(table.Rows, document.Row{Cells: texts(b.driver(e), b.flipText(e), b.calledID(e.Flip.To), b.flipShare(e))})
	}
	table.Notes = append(table.Notes, b.say("flips.note"))
	return []document.Block{plain(lead), table}
}

// flipText says where an input turns the choice.
func (b *board) flipText(e *analysis.SensitivityEntry) string {
	switch e.Kind {
	case analysis.FactorSuccess:
		return b.say(map[bool]string{true: "end.fails", false: "end.works"}[e.Flip.At == 0])
	case analysis.FactorEvent:
		return b.say(map[bool]string{true: "end.not", false: "end.happens"}[e.Flip.At == 0])
	}
	at := b.inputValue(e, e.Flip.At)
	switch {
	case len(e.Values) > 0:
		return b.say("flip.at", at)
	case e.Flip.Below:
		return b.say("flip.below", at)
	}
	return b.say("flip.above", at)
}

// flipShare writes the probability that an input turns the choice.
func (b *board) flipShare(e *analysis.SensitivityEntry) string {
	return b.style.Share(e.Flip.Probability, e.Flip.Probability, e.Flip.Probability)
}

// flipSentence names the input likeliest to turn the choice of the answer.
func (b *board) flipSentence() string {
	x := b.o.Sensitivity
	if x == nil || b.Answer.Kind != Gains || x.Result.Against == "" {
		return ""
	}
	decision := &x.Result.Decision
	if decision.Best != b.Answer.Scenario.ID || !decision.Told {
		return ""
	}
	found := b.flipped()
	if len(found) == 0 {
		return b.say("answer.steady", b.calledID(decision.Next))
	}
	top := found[0]
	switch top.Kind {
	case analysis.FactorSuccess, analysis.FactorEvent:
		return b.say("answer.flip.event", b.calledID(top.Flip.To), b.driver(top), b.flipText(top), b.flipShare(top))
	}
	return b.say("answer.flip", b.calledID(top.Flip.To), b.driver(top), b.flipText(top), b.flipShare(top))
}

// worth writes a value of information, ~ where it is not told from 0.
func (b *board) worth(w analysis.Worth) string {
	if w.Unresolved() {
		return b.style.Unresolved
	}
	return b.figure(b.o.Value.Result.Metric.Kind(), w.Value, 2*w.SE)
}

// learnSentence says what it is worth to find out everything, and what most.
func (b *board) learnSentence() string {
	r := b.o.Value.Result
	best := &r.Options[r.Best]
	if r.EVPI.Unresolved() {
		return b.say("learn.nothing", b.calledOption(best))
	}
	text := b.say("learn.everything", b.calledOption(best), b.worth(r.EVPI))
	if study := r.Study(); study != nil && !study.Unresolved() {
		return b.join(text, b.say("learn.study", Shorten(Clean(study.Title), nameCells), b.worth(study.Worth)))
	}
	return b.join(text, b.say("learn.no_study"))
}

// learnings say what it is worth to find out.
func (b *board) learnings() []document.Block {
	r := b.o.Value.Result
	blocks := append([]document.Block{plain(b.learnSentence())}, chart(b.information())...)
	table := document.Table{Columns: []document.Column{{Title: b.say("column.learn")}, {Title: b.say("column.worth"), Number: true}, {Title: b.say("column.error"), Number: true}}}
	for i := range r.Learnings {
		l := &r.Learnings[i]
		if l.Unresolved() || !l.Studied || len(table.Rows) == mostStudies {
			continue
		}
		table.Rows = append(table.Rows, document.Row{Cells: texts(Shorten(Clean(l.Title), nameCells), b.worth(l.Worth), b.figure(r.Metric.Kind(), 2*l.SE, 2*l.SE))})
	}
	if len(table.Rows) > 0 && !r.EVPI.Unresolved() {
		table.Notes = []string{b.say("learn.note")}
		blocks = append(blocks, table)
	}
	return append(blocks, note(b.say("learn.short", r.Trials, "holdfast "+quoteCommand(b.o.Value.command()))))
}

func (b *board) calledOption(option *analysis.Option) string {
	return b.words.label(option.ID, option.Title)
}

// analysisWarnings are those of the analyses.
func (b *board) analysisWarnings() []string {
	var texts []string
	for _, warning := range b.ownWarnings() {
		texts = append(texts, b.warning(warning))
	}
	return texts
}
