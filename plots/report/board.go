package report

import (
	"holdfast/plots"
	"holdfast/plots/report/document"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// BoardOptions say what the board's report holds besides the result.
type BoardOptions struct {
	Words *words.Catalogue // of its texts; nil: that of the plan's language
	// Register lists the inputs of the plan; without any there is no register.
	Register []RegisterRow
	// Sensitivity is what drives the NPV difference of the answer's scenario, and
	// Value what it is worth to find out; nil where there is nothing to tell, or
	// it was not looked into.
	Sensitivity *Sensitivity
	Value       *Value
	// Command are the arguments of holdfast that repeat the report; nil: those
	// that repeat the run.
	Command []string
}

// Board composes the report for the board: the answer, the comparison of the
// scenarios, the way from less churn to its return, what drives the result, each
// scenario with its segments, the assumptions, what the terms mean, and how to
// repeat it.
//
// Every figure is one of the result or of the analyses, rounded as in
// [Report.Text]; where two of them are set against each other, both stand beside
// it. Every warning stands where it belongs and in the list at the end.
func (r *Report) Board(o BoardOptions) *document.Document {
	b := r.newBoard(o)
	doc := &document.Document{
		Title: b.planName(), Subtitle: b.subtitle(), Language: b.words.Language(), Labels: b.labels(),
	}
	for _, section := range []func() (document.Section, bool){
		b.answerSection, b.comparisonSection, b.stepsSection, b.driversSection, b.scenariosSection,
		b.registerSection, b.definitionsSection, b.reproduceSection,
	} {
		if s, any := section(); any {
			doc.Sections = append(doc.Sections, s)
		}
	}
	return doc
}

// board is the document being composed.
type board struct {
	*page
	album *Album
	o     BoardOptions
}

func (r *Report) newBoard(o BoardOptions) *board {
	if o.Words == nil {
		o.Words = r.Words()
	}
	return &board{page: r.in(o.Words), album: NewAlbum(r, o.Words), o: o}
}

// say is a text of the board's part of the catalogue, or one that it shares with
// others.
func (b *board) say(key string, values ...any) string {
	if own := "board." + key; words.Known(own) {
		return b.words.Say(own, values...)
	}
	return b.words.Say(key, values...)
}

// subtitle says what was run.
func (b *board) subtitle() string {
	plan, run := &b.Result.Plan, &b.Result.Run
	span := b.say("months", plan.Months)
	if plan.Start != (sim.YearMonth{}) {
		span = b.say("span", span, b.month(1))
	}
	text := b.say("subtitle", span, b.say("trials", run.Trials), seedText(run))
	if run.Noise == sim.NoiseNone.String() {
		text = b.say("subtitle.still", text)
	}
	return text
}

func (b *board) labels() document.Labels {
	return document.Labels{
		Contents: b.say("label.contents"), Skip: b.say("label.skip"),
		Page: func(page, of int) string { return b.say("label.page", page, of) },
		Show: b.say("label.show"), All: b.say("label.all"), Figure: b.say("label.figure"),
		Warning: b.say("label.warning"), TableScroll: b.say("label.scroll"),
	}
}

func plain(text string) document.Block { return document.Paragraph{Text: text} }
func note(text string) document.Block {
	return document.Paragraph{Text: text, Tone: document.Note}
}

// chart is a block of a figure, none where there is no figure.
func chart(figures ...*plots.Figure) []document.Block {
	var blocks []document.Block
	for _, figure := range figures {
		if figure != nil {
			blocks = append(blocks, document.Chart{Figure: figure})
		}
	}
	return blocks
}

// texts makes cells of texts.
func texts(cells ...string) []document.Cell {
	row := make([]document.Cell, len(cells))
	for i, text := range cells {
		row[i].Text = text
	}
	return row
}

// numbers are column headers, of numbers but for the first.
func numbers(titles ...string) []document.Column {
	columns := make([]document.Column, len(titles))
	for i, title := range titles {
		columns[i] = document.Column{Title: title, Number: i > 0}
	}
	return columns
}

// called is what people call a scenario.
func (b *board) called(scenario *sim.ScenarioResult) string {
	if scenario == nil {
		return "?"
	}
	return b.words.scenario(scenario)
}

// index is the place of a scenario in the result.
func (b *board) index(scenario *sim.ScenarioResult) int {
	for i := range b.Result.Scenarios {
		if &b.Result.Scenarios[i] == scenario {
			return i
		}
	}
	return 0
}

// scenarioCell names a scenario, with its colour.
func (b *board) scenarioCell(i int) document.Cell {
	return document.Cell{Text: b.called(&b.Result.Scenarios[i]), Colour: b.album.colour(i)}
}

// ScenarioLabel is what people call a scenario of the result in the language of
// a catalogue.
func (r *Report) ScenarioLabel(c *words.Catalogue, scenario int) string {
	return vocabulary{c}.scenario(&r.Result.Scenarios[scenario])
}
