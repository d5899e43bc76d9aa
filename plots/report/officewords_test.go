package report

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"holdfast/sim"
)

// Every key that workbooks and slides ask for has a phrase in both languages,
// with the same places for values, and every phrase is asked for.
func TestPhrasesAreComplete(t *testing.T) {
	verbs := regexp.MustCompile(`%(?:\[(\d)\])?([sd])`)
	count := func(text string) (n int) { return len(verbs.FindAllString(text, -1)) }
	asked := map[string]bool{}
	for _, phrases := range []map[string]phrase{officePhrases, figurePhrases} {
		for key, p := range phrases {
			if p.en == "" || p.ja == "" {
				t.Errorf("%s lacks a language", key)
			}
			if count(p.en) != count(p.ja) {
				t.Errorf("%s has other values in Japanese: %q, %q", key, p.en, p.ja)
			}
		}
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	keys := regexp.MustCompile(`"((?:sheet|month|months|year|column|unit|summary|target|chart|slide)\.[a-z0-9_.]+|all|never|beyond|infinite|no_source|mean)"`)
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(source)
		if name == "officewords.go" {
			text, _, _ = strings.Cut(text, "var officePhrases")
		}
		for _, match := range keys.FindAllStringSubmatch(text, -1) {
			asked[match[1]] = true
		}
		if strings.HasPrefix(name, "xlsx") || strings.HasPrefix(name, "slides") {
			for _, match := range regexp.MustCompile(`say\("([a-z0-9_.]+)"[,)]`).FindAllStringSubmatch(text, -1) {
				if _, known := officePhrases[match[1]]; !known {
					t.Errorf("%s says %s, which has no phrase", name, match[1])
				}
			}
		}
		for _, match := range regexp.MustCompile(`\.sheet\("([a-z]+)"\)`).FindAllStringSubmatch(text, -1) {
			asked["sheet."+match[1]] = true
		}
	}
	for key := range officePhrases {
		if !asked[key] {
			t.Errorf("nothing says %s", key)
		}
	}
}

func TestEveryFigureHasAName(t *testing.T) {
	for _, words := range []vocabulary{{}, {japanese: true}} {
		for m := range sim.NumMetrics {
			words.metric(m)
		}
		for m := range sim.NumMeasures {
			words.measure(m)
		}
	}
	if got := (vocabulary{}).figure("no_such_metric"); got != "No such metric" {
		t.Errorf("an unknown figure is called %q", got)
	}
}

func TestJapaneseNumbersAndDates(t *testing.T) {
	s, ja := Japanese(), vocabulary{japanese: true}
	r := &Report{Result: &sim.Result{Plan: sim.PlanInfo{Start: sim.YearMonth{Year: 2026, Month: 11}}}}
	for _, c := range [][2]string{
		{s.Money("JPY", 12_340_000, 0), "¥1,230万"}, {s.Money("JPY", -123_400_000, 0), "-¥1.23億"}, {s.Money("JPY", 9_800, 0), "¥9,800"},
		{s.Money("JPY", 2e12, 0), "¥2兆"}, {s.Rate(0.834, 0), "83.4%"}, {s.Ratio(3.4), "3.4倍"},
		{ja.month(r, 3), "2027年1月"}, {ja.year("FY2026", 12), "2026年度"}, {ja.year("FY2026", 5), "2026年度（5か月）"}, {ja.year("Y2", 12), "2年目"},
		{vocabulary{}.month(r, 3), "2027-01"}, {vocabulary{}.year("FY2026", 1), "FY2026 (1 month)"}, {ja.month(&Report{Result: &sim.Result{}}, 3), "3か月目"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, not %q", c[0], c[1])
		}
	}
}

func TestUnknownLanguageIsAnError(t *testing.T) {
	r := New(fixture(), nil)
	for _, err := range []error{r.Workbook(io.Discard, WorkbookOptions{Language: "fr"}), r.Slides(io.Discard, SlideOptions{Language: "fr"})} {
		if err == nil || !strings.Contains(err.Error(), `"fr"`) {
			t.Errorf("language fr: %v", err)
		}
	}
}
