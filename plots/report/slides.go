package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"

	"holdfast/plots"
	"holdfast/plots/report/pptx"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// SlideOptions say what slides show besides the result.
type SlideOptions struct {
	Words  *words.Catalogue // nil: those of the plan's language
	Answer []string         // the sentences that answer; nil: those of [Report.Answers]
	// Assumptions are the inputs of the plan; without any there is no slide of
	// them.
	Assumptions []Assumption
	// Drivers are sentences on what drives the result.
	Drivers []string
	Figures SlideFigures
}

// SlideFigures are the charts; one that is nil is left out. Their titles become
// those of the slides, which can be edited.
type SlideFigures struct {
	Answer    *plots.Figure   // beside the answer: the distribution of the difference
	Payback   *plots.Figure   // after the comparison: the cumulative difference
	Scenarios []*plots.Figure // by scenario: its fan of revenue
	Drivers   *plots.Figure   // the tornado
}

// Slides writes the report as a presentation (pptx): a cover, the answer, the
// comparison as a table, the payback, a slide for each scenario with its
// figures beside its chart, what drives the result, the assumptions, and limits
// with how to reproduce the run, where every warning stands. Long tables go on
// over several slides. Titles, texts and tables can be edited; charts are
// pictures with the text that stands for them; notes say what a speaker needs.
//
// Numbers are rounded as in [Report.Text]. The same report and options give
// the same bytes. Slides fails where a chart cannot be drawn.
func (r *Report) Slides(w io.Writer, o SlideOptions) error {
	s := &slideShow{page: r.in(r.vocabularyOf(o.Words).Catalogue)}
	s.deck = pptx.Deck{Title: r.planName(), Author: "holdfast", Language: "en-GB", EastAsian: "Yu Gothic"}
	if s.words.Japanese() {
		s.deck.Language = "ja-JP"
	}
	s.cover()
	s.answer(&o)
	s.comparison()
	s.chart(o.Figures.Payback)
	for i := range r.Result.Scenarios {
		var figure *plots.Figure
		if i < len(o.Figures.Scenarios) {
			figure = o.Figures.Scenarios[i]
		}
		s.scenario(&r.Result.Scenarios[i], figure)
	}
	s.drivers(&o)
	s.assumptions(o.Assumptions)
	s.limits()
	if s.err != nil {
		return fmt.Errorf("slides: %w", s.err)
	}
	return s.deck.Write(w)
}

// slideShow is a presentation that is being composed; the first error stays.
type slideShow struct {
	*page
	deck pptx.Deck
	err  error
}

func (s *slideShow) add(slide pptx.Slide) { s.deck.Slides = append(s.deck.Slides, slide) }

// picture draws a figure without its title; its texts come along.
func (s *slideShow) picture(figure *plots.Figure) (picture *pptx.Picture, title, detail string) {
	if figure == nil {
		return nil, "", ""
	}
	const width, shape, tall, dpi = 640 * vg.Length(1), 0.5, 0.8, 150
	_, height := figure.Size()
	return s.draw(figure, width, max(height*tall, width*shape), dpi)
}

// besideText draws a figure in the shape of the place beside a text.
func (s *slideShow) besideText(figure *plots.Figure) (picture *pptx.Picture, title, detail string) {
	if figure == nil {
		return nil, "", ""
	}
	const width, shape, tall, dpi = 430 * vg.Length(1), 0.76, 0.8, 200
	_, height := figure.Size()
	return s.draw(figure, width, max(height*tall, width*shape), dpi)
}

func (s *slideShow) draw(figure *plots.Figure, width, height vg.Length, dpi int) (picture *pptx.Picture, title, detail string) {
	var png bytes.Buffer
	if err := plots.PNG(&png, figure.Untitled().Sized(width, height), plots.Size{DPI: dpi}); err != nil && s.err == nil {
		s.err = err
	}
	title, detail = figure.Description()
	return &pptx.Picture{PNG: png.Bytes(), Alt: strings.TrimSpace(title + ". " + detail)}, title, detail
}

func (s *slideShow) cover() {
	run, plan := &s.Result.Run, &s.Result.Plan
	span := s.words.Say("months", plan.Months)
	if plan.Start != (sim.YearMonth{}) {
		span = s.words.Say("slide.from", span, s.words.month(s.Result.Plan.Start, 1))
	}
	s.add(pptx.Slide{Title: s.planName(), Cover: true,
		Body:  []pptx.Paragraph{{Text: s.words.Say("slide.cover", span, s.words.Say("trials", run.Trials), seedText(run))}},
		Notes: "holdfast " + quoteCommand(s.Command)})
}

// answer says what to do, what it costs and when it pays.
func (s *slideShow) answer(o *SlideOptions) {
	sentences := o.Answer
	if sentences == nil {
		sentences = s.Answers(s.words.Catalogue)
	}
	slide := pptx.Slide{Title: s.words.Say("answer")}
	if len(sentences) > 0 {
		slide.Title = sentences[0]
		for _, sentence := range sentences[1:] {
			slide.Body = append(slide.Body, pptx.Paragraph{Text: Clean(sentence)})
		}
	}
	if best := s.Answer.Scenario; o.Answer == nil && best != nil && s.Answer.Kind == Gains {
		if !math.IsNaN(best.Versus.ROI.Ratio) {
			slide.Body = append(slide.Body, pptx.Paragraph{Text: s.words.Say(s.discounting("slide.cost"), s.money(best.Versus.Investment.Mean, halfWidth(&best.Versus.Investment)))})
		}
		slide.Body = append(slide.Body, pptx.Paragraph{Text: s.paysBack(best.Versus)})
	}
	slide.Body = append(slide.Body, s.targets()...)
	var detail string
	slide.Picture, _, detail = s.besideText(o.Figures.Answer)
	slide.Notes = strings.Join(append(sentences, detail), "\n")
	s.add(slide)
}

// paysBack says when half of the futures have paid back.
func (s *slideShow) paysBack(versus *sim.Versus) string {
	horizon := s.words.Say("months", s.Result.Plan.Months)
	median, never := versus.Breakeven.Q[sim.P50], versus.Breakeven.Never
	comes := !math.IsInf(median, 0) && !math.IsNaN(median)
	switch {
	case s.Certain && comes:
		return s.words.Say("slide.pays.certain", s.words.month(s.Result.Plan.Start, int(wholeMonth(median))))
	case s.Certain || never.P == 1:
		return s.words.Say("slide.pays.never", horizon)
	case comes && never.P == 0:
		return s.words.Say("slide.pays.all", s.words.month(s.Result.Plan.Start, int(wholeMonth(median))), horizon)
	case comes:
		return s.words.Say("slide.pays", s.words.month(s.Result.Plan.Start, int(wholeMonth(median))), s.beyond(versus), horizon)
	}
	return s.words.Say("slide.pays.not", s.beyond(versus), horizon)
}

// targets are the chances of the answer's scenario, or of the only one.
func (s *slideShow) targets() []pptx.Paragraph {
	scenario := s.Answer.Scenario
	if scenario == nil {
		scenario = s.Answer.Against
	}
	if scenario == nil || len(scenario.Targets) == 0 {
		return nil
	}
	heading := s.words.Say("named", s.words.Say("summary.targets"), s.words.scenario(scenario))
	paragraphs := []pptx.Paragraph{{Text: heading, Strong: true}}
	for i := range scenario.Targets {
		target := &scenario.Targets[i]
		text := Shorten(s.targetText(&target.Target), 2*nameCells)
		paragraphs = append(paragraphs, pptx.Paragraph{Text: s.words.Say("named", text, s.share(target.Probability)), Bullet: true})
	}
	return paragraphs
}

// chart is a slide of nothing but a chart.
func (s *slideShow) chart(figure *plots.Figure) {
	if picture, title, detail := s.picture(figure); picture != nil {
		s.add(pptx.Slide{Title: title, Picture: picture, Notes: detail})
	}
}

func (s *slideShow) drivers(o *SlideOptions) {
	draw := s.picture
	if len(o.Drivers) > 0 {
		draw = s.besideText
	}
	picture, title, detail := draw(o.Figures.Drivers)
	if picture == nil && len(o.Drivers) == 0 {
		return
	}
	slide := pptx.Slide{Title: title, Picture: picture, Notes: detail}
	if slide.Title == "" {
		slide.Title = s.words.Say("slide.drivers")
	}
	for _, sentence := range o.Drivers {
		slide.Body = append(slide.Body, pptx.Paragraph{Text: Clean(sentence), Bullet: true})
	}
	s.add(slide)
}
