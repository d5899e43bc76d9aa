package report

import "holdfast/sim"

// mostBesideText is how many scenarios can be read in a picture beside the
// answer's text; of more, it shows the answer's alone.
const mostBesideText = 5

// BoardSlides are the options of slides that show what the board's report does:
// its answer, charts, drivers, and the uncertain inputs.
func (r *Report) BoardSlides(o BoardOptions) SlideOptions {
	b := r.newBoard(o)
	together := View{Scenario: All, Segment: All, Measure: sim.MeasureRevenue}
	slides := SlideOptions{Words: b.o.Words, Answer: b.slideAnswer(), Drivers: b.driverTexts()}
	for i := range b.o.Register {
		if row := &b.o.Register[i]; row.Uncertain && !row.Uses && !row.Default {
			slides.Assumptions = append(slides.Assumptions, b.assumption(row))
		}
	}
	if b.Answer.Compared > 0 {
		answer := together
		if best := b.Answer.Scenario; b.Answer.Compared > mostBesideText && best != nil {
			answer.Scenario = b.index(best)
		}
		slides.Figures.Answer, slides.Figures.Payback = b.album.Distribution(answer), b.album.Cumulative(together)
	}
	for i := range b.Result.Scenarios {
		slides.Figures.Scenarios = append(slides.Figures.Scenarios, b.album.Fan(View{Scenario: i, Segment: All, Measure: sim.MeasureRevenue}))
	}
	slides.Figures.Drivers = b.tornado()
	return slides
}

// BoardWorkbook are the options of a workbook that holds what the board's report
// does: its answer, and every input.
func (r *Report) BoardWorkbook(o BoardOptions) WorkbookOptions {
	b := r.newBoard(o)
	book := WorkbookOptions{Words: b.o.Words, Answer: b.answerSentences()}
	for i := range b.o.Register {
		book.Assumptions = append(book.Assumptions, b.assumption(&b.o.Register[i]))
	}
	return book
}

// slideAnswer is the answer with what to do by itself, for a title.
func (b *board) slideAnswer() []string {
	decision := b.decision()
	return append(append(decision[:1:1], present(b.join(decision[1:]...), b.cost())...), b.considerations()...)
}

// assumption is an input with its unit in the language.
func (b *board) assumption(row *RegisterRow) Assumption {
	a := row.Assumption
	a.Unit = b.unitText(row.Unit)
	return a
}

// driverTexts say in short what drives the result, what turns the choice and
// what is worth finding out.
func (b *board) driverTexts() []string {
	if b.Certain {
		return nil
	}
	var texts []string
	add := func(text string) {
		if text != "" {
			texts = append(texts, text)
		}
	}
	if x := b.o.Sensitivity; x != nil && x.Exists() && len(b.bars()) > 0 {
		add(b.driverSentence())
		add(b.luckSentence())
		add(b.flipSentence())
	}
	if v := b.o.Value; v != nil && v.Result.Decides() {
		add(b.learnSentence())
	}
	return texts
}
