package words

import (
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// Both languages show the same values in the same way, and have a text at all.
func TestPhrasesShowTheSameValues(t *testing.T) {
	for key, p := range phrases {
		if strings.TrimSpace(p.EN) == "" || p.JA == "" && key != "board.list.comma" && !strings.HasPrefix(key, "board.it.") {
			t.Errorf("%s lacks a language: %+v", key, p)
		}
		en, ja := verbsOf(t, p.EN), verbsOf(t, p.JA)
		if !maps.Equal(en, ja) {
			t.Errorf("%s shows other values in Japanese: %q, %q", key, p.EN, p.JA)
		}
		for n, verb := range en {
			if n > len(en) || verb != "s" && verb != "d" {
				t.Errorf("%s shows value %d of %d as %s", key, n, len(en), verb)
			}
		}
		if p.One == "" {
			continue
		}
		one := verbsOf(t, p.One)
		delete(one, 1)
		delete(en, 1)
		if !maps.Equal(one, en) {
			t.Errorf("%s shows other values of one: %q, %q", key, p.One, p.EN)
		}
	}
}

// terms are words that Japanese texts keep in Latin letters.
var terms = map[string]bool{
	"NPV": true, "LTV": true, "CAC": true, "ROI": true, "MRR": true, "GRR": true, "NRR": true, "ARPU": true, "CPA": true, "CVaR": true,
	"SHA": true, "holdfast": true, "Excel": true, "IPCC": true, "ISO": true, "USD": true,
	// of statistics
	"Hyndman": true, "Fan": true, "Wilson": true, "numpy": true, "max": true,
	// of plans and flags
	"discount": true, "ltv_months": true, "between": true, "trials": true, "A": true, "B": true, "to": true,
}

var (
	latin   = regexp.MustCompile(`[A-Za-z_]{2,}`)
	shown   = regexp.MustCompile(`%(\[\d\])?[-+# 0-9.]*[sdgf]`)
	doubled = regexp.MustCompile(`[。、，．.,;；:：]\s*[。、，．,;；:：]|[。、]\.|\.\.|%%%%|  |。 | 。`)
	spaced  = regexp.MustCompile(`[0-9sdgf] (%%|か月|倍|年|円|万|億)|[０-９]|[ａ-ｚＡ-Ｚ％]`)
	kana    = regexp.MustCompile(`[ぁ-んァ-ヶ一-龠]`)
)

// Japanese texts are Japanese: no English words but terms of the trade, no space
// before units, no full-width digits; and no text of either language sets two
// marks in a row.
func TestPhrasesAreOfTheirLanguage(t *testing.T) {
	for key, ja := range japaneseTexts() {
		for _, word := range latin.FindAllString(shown.ReplaceAllString(ja, ""), -1) {
			if !terms[word] {
				t.Errorf("%s has the word %q in Japanese: %q", key, word, ja)
			}
		}
		if found := spaced.FindString(ja); found != "" {
			t.Errorf("%s writes %q: %q", key, found, ja)
		}
		if found := doubled.FindString(ja); found != "" {
			t.Errorf("%s has %q in Japanese: %q", key, found, ja)
		}
	}
	for key, p := range phrases {
		if found := doubled.FindString(p.EN); found != "" {
			t.Errorf("%s has %q: %q", key, found, p.EN)
		}
		if kana.MatchString(p.EN + p.One) {
			t.Errorf("%s has Japanese in its English: %q", key, p.EN)
		}
	}
}

// japaneseTexts are those of phrases, by key, and of warnings, by format.
func japaneseTexts() map[string]string {
	texts := maps.Clone(warningPhrases)
	for key, p := range phrases {
		texts[key] = p.JA
	}
	return texts
}

// speakers are the folders that ask for texts.
var speakers = []string{"..", "../../../cmd/holdfast"}

// Every key that a source says has a phrase, and every phrase is said. Keys that
// are put together count as said by the parts they start and end with; which of
// them exist is tested where they are put together, over all their kinds.
func TestKeysAreSaidAndKnown(t *testing.T) {
	literals, starts, ends := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, folder := range speakers {
		for name, file := range parsed(t, folder) {
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if key, is := saidKey(n); is && !Known(key) && !Known("board."+key) {
						t.Errorf("%s says %s, which has no phrase", name, key)
					}
				case *ast.BinaryExpr:
					if start, is := literalOf(n.X); is && strings.HasSuffix(start, ".") {
						starts[start] = true
					}
					if end, is := literalOf(n.Y); is && strings.HasPrefix(end, ".") {
						ends[end] = true
					}
				case *ast.BasicLit:
					if text, is := literalOf(n); is {
						literals[text] = true
						if strings.HasSuffix(text, ".") {
							starts[text] = true // one of a list of beginnings
						}
					}
				}
				return true
			})
		}
	}
	// "board." stands before every key of the board report, and says nothing.
	said := func(key string) bool {
		if literals[key] {
			return true
		}
		for start := range starts {
			if start != "board." && strings.HasPrefix(key, start) {
				return true
			}
		}
		return false
	}
	asked := func(key string) bool { return said(key) || said(strings.TrimPrefix(key, "board.")) }
	for _, key := range slices.Sorted(maps.Keys(phrases)) {
		found := asked(key)
		for end := range ends {
			found = found || strings.HasSuffix(key, end) && asked(strings.TrimSuffix(key, end))
		}
		if !found {
			t.Errorf("nothing says %s", key)
		}
	}
}

// Names of what the engine knows are keys that are put together; each kind has a
// name, and each name a kind.
func TestNamesOfEveryKind(t *testing.T) {
	kinds := map[string]map[string]bool{"measure.": {}, "album.noun.": {}, "lever.": {}, "sampling.": {}, "metric.": {
		// of a comparison, beside the metrics
		"investment": true, "roi": true, "breakeven_month": true, "breakeven_month_undiscounted": true, "cost_per_customer_saved": true,
		"probability_best": true, "expected_regret": true,
	}}
	for m := range sim.NumMeasures {
		kinds["measure."][m.String()], kinds["album.noun."][m.String()] = true, true
	}
	for m := range sim.NumMetrics {
		kinds["metric."][m.String()] = true
	}
	for _, lever := range sim.Levers() {
		kinds["lever."][lever] = true
	}
	for _, sampling := range []dist.Sampling{dist.Random, dist.LatinHypercube, dist.Sobol} {
		kinds["sampling."][sampling.String()] = true
	}
	for start, names := range kinds {
		for name := range names {
			if !Known(start + name) {
				t.Errorf("%s%s has no phrase", start, name)
			}
		}
		for key := range phrases {
			if name, is := strings.CutPrefix(key, start); is && !names[name] {
				t.Errorf("%s names nothing", key)
			}
		}
	}
}

// saidKey is the literal key of a call that says a text.
func saidKey(call *ast.CallExpr) (string, bool) {
	if name := called(call); name != "Say" && name != "say" || len(call.Args) == 0 {
		return "", false
	}
	return literalOf(call.Args[0])
}
