package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"holdfast/plots"
	"holdfast/plots/report/words"
)

// runs are the texts of a part of a presentation.
func runs(t testing.TB, content []byte) (texts []string) {
	d := xml.NewDecoder(bytes.NewReader(content))
	inText := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				texts = append(texts, string(e))
			}
		}
	}
}

// titles are the first texts of the slides, in their order.
func titles(t testing.TB, data []byte) (titles []string) {
	all := parts(t, data)
	for n := 1; ; n++ {
		content, there := all[fmt.Sprintf("ppt/slides/slide%d.xml", n)]
		if !there {
			return titles
		}
		titles = append(titles, runs(t, content)[0])
	}
}

func TestSlidesInTheirOrder(t *testing.T) {
	r := telecomReport(t)
	data := slides(t, r, slideOptions(r))
	want := []string{"Phone company", r.Answers(words.English())[0], "How the scenarios compare", "When the scenarios pay back", "baseline: revenue by month",
		"onboarding: revenue by month", "price_rise: revenue by month", "keep_customers: revenue by month", "Churn drives it most", "Assumptions", "Limits, and how to reproduce these numbers"}
	if got := titles(t, data); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("slides %q", got)
	}
	all := parts(t, data)
	last := strings.Join(runs(t, all["ppt/slides/slide11.xml"]), "\n")
	for _, warning := range r.Result.Warnings {
		if text := r.WarningSentence(warning, words.English()); !strings.Contains(last, text) {
			t.Errorf("the last slide lacks the warning %q", text)
		}
	}
	comparison := strings.Join(runs(t, all["ppt/slides/slide3.xml"]), "\n")
	p := r.in(words.English())
	for _, want := range []string{p.better(r.Answer.Difference()), p.share(r.Answer.Scenario.ProbabilityBest), "ROI", "Breakeven"} {
		if !strings.Contains(comparison, want) {
			t.Errorf("the comparison lacks %q", want)
		}
	}
	if alt := string(all["ppt/slides/slide5.xml"]); !strings.Contains(alt, `descr="baseline: revenue by month. Median`) {
		t.Error("the chart of the baseline has no text that stands for it")
	}
	for _, n := range []int{1, 2, 3, 4, 5, 10, 11} {
		if all[fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n)] == nil {
			t.Errorf("slide %d has no notes", n)
		}
	}
}

func TestSlidesInJapanese(t *testing.T) {
	r := New(fixture(), nil)
	o := SlideOptions{Words: japanese(t).Catalogue, Answer: []string{"オンボーディングに投資すべきです。", "14か月で回収します。"}, Assumptions: someAssumptions, Drivers: []string{"解約率が最も効きます。"}}
	data := slides(t, r, o)
	want := []string{"Retention investments 2027", "オンボーディングに投資すべきです。", "シナリオの比較", "ベースライン", "onboarding", "値上げと解約防止", "結果を左右する要因", "前提", "留意点と再現方法"}
	if got := titles(t, data); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("slides %q", got)
	}
	all := parts(t, data)
	comparison := strings.Join(runs(t, all["ppt/slides/slide3.xml"]), "\n")
	for _, want := range []string{"¥12.8億", "83%", "2028年3月", "3.4倍", "14か月"} {
		if !strings.Contains(comparison, want) {
			t.Errorf("the comparison lacks %q:\n%s", want, comparison)
		}
	}
	if !bytes.Contains(all["ppt/theme/theme1.xml"], []byte("Yu Gothic")) || !bytes.Contains(all["ppt/slides/slide3.xml"], []byte(`lang="ja-JP"`)) {
		t.Error("language or font of Japanese is not named")
	}
}

func TestSlidesOfOddResults(t *testing.T) {
	for name, r := range oddResults() {
		data := slides(t, New(r, nil), SlideOptions{})
		if n := len(titles(t, data)); n < 4 {
			t.Errorf("%s: %d slides", name, n)
		}
	}
}

// Long tables go on, and no warning or assumption is lost.
func TestLongTablesGoOn(t *testing.T) {
	result := fixture()
	for i := range 20 {
		scenario := result.Scenarios[1]
		scenario.ID = fmt.Sprintf("another %d", i)
		result.Scenarios = append(result.Scenarios, scenario)
		warning := result.Warnings[0]
		warning.Message = fmt.Sprintf("warning %d", i)
		result.Warnings = append(result.Warnings, warning)
	}
	var o SlideOptions
	for i := range 50 {
		o.Assumptions = append(o.Assumptions, Assumption{Name: fmt.Sprintf("input %d", i), Value: strings.Repeat("1 ", 100), Source: strings.Repeat("源", 300), Place: "plan.yaml:1"})
	}
	var text strings.Builder
	for name, content := range parts(t, slides(t, New(result, nil), o)) {
		if strings.HasPrefix(name, "ppt/slides/slide") {
			text.WriteString(strings.Join(runs(t, content), "\n") + "\n")
		}
	}
	for _, want := range []string{"How the scenarios compare (4 of 4)", "another 19\n", "input 49\n", "Warning 19\n", "Assumptions (5 of 5)"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the slides lack %q", want)
		}
	}
}

func TestSameResultSameSlides(t *testing.T) {
	r := New(hostile(), nil)
	o := SlideOptions{Assumptions: someAssumptions, Figures: SlideFigures{Scenarios: []*plots.Figure{fanFigure(r, 0)}}}
	if !bytes.Equal(slides(t, r, o), slides(t, r, o)) {
		t.Error("two writes differ")
	}
}

// LibreOffice, where there is one, reads the workbook and gives every slide a
// page.
func TestOpensInLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("needs soffice and time")
	}
	folder := t.TempDir()
	r := New(hostile(), nil)
	o := SlideOptions{Assumptions: someAssumptions, Figures: SlideFigures{Scenarios: []*plots.Figure{fanFigure(r, 0)}}}
	deck := slides(t, r, o)
	for name, data := range map[string][]byte{"book.xlsx": workbook(t, r, WorkbookOptions{Assumptions: someAssumptions}), "deck.pptx": deck} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, filepath.Join(folder, "book.xlsx"), filepath.Join(folder, "deck.pptx"))
	if out, err := cmd.CombinedOutput(); ctx.Err() != nil {
		t.Skip("soffice took too long")
	} else if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	pages := func(name string) int {
		pdf, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		return len(regexp.MustCompile(`/Type\s*/Page\b[^s]`).FindAll(pdf, -1))
	}
	if got, want := pages("deck.pdf"), len(titles(t, deck)); got != want {
		t.Errorf("%d pages of %d slides", got, want)
	}
	if got := pages("book.pdf"); got < 7 {
		t.Errorf("%d pages of seven sheets", got)
	}
}
