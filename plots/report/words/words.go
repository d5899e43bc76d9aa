// Package words is the catalogue: every text that a report, a chart or an office
// document shows its readers, in English and Japanese. Texts are found by key;
// each file of phrases holds the keys of one part of the report. What comes from
// a plan (names, titles, sources) is data and is never looked up, and what is a
// name rather than a number (a seed, a year) is handed over as text, since Say
// groups whole numbers.
//
// The engine's warnings are found by their English format, which they carry along.
//
// Tests read the sources: a key that is said must have a phrase, a phrase must be
// said, a warning must have a Japanese text, and both languages must show the
// same values.
package words

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// Languages that there are texts in, the first of which is the default.
var Languages = []string{"en", "ja"}

// A phrase is a text in both languages, a format of package fmt whose arguments
// may be numbered (%[2]s), since word order differs. One is the English text
// where the first argument is the number 1; Japanese has no such form.
type phrase struct{ EN, JA, One string }

// A Catalogue says texts in one language. It is safe for concurrent use.
type Catalogue struct {
	language string
	printer  *message.Printer
}

// In is the catalogue of a language. It fails for one that there are no texts in.
func In(name string) (*Catalogue, error) {
	if !slices.Contains(Languages, name) {
		return nil, fmt.Errorf("no texts in language %q; there are %s", name, strings.Join(Languages, " and "))
	}
	return in(name), nil
}

// English is the catalogue of English texts.
func English() *Catalogue { return english() }

var english = sync.OnceValue(func() *Catalogue { return in("en") })

func in(name string) *Catalogue {
	return &Catalogue{name, message.NewPrinter(language.MustParse(name), message.Catalog(all()))}
}

// Language is the name of the catalogue's language.
func (c *Catalogue) Language() string { return c.language }

// Japanese reports whether the texts are Japanese.
func (c *Catalogue) Japanese() bool { return c.language == "ja" }

// Say is the text of a key with its values set in; whole numbers are grouped by
// thousands. A key without a text is a mistake of the program and panics.
func (c *Catalogue) Say(key string, values ...any) string {
	if !Known(key) {
		panic("words: no phrase " + key)
	}
	return c.printer.Sprintf(key, values...)
}

// Capitalised is a text that starts with a capital letter where its script has
// them.
func Capitalised(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Known reports whether a key has texts.
func Known(key string) bool {
	_, known := phrases[key]
	return known
}

// phrases are all texts by key.
var phrases = join(albumPhrases, answerPhrases, boardPhrases, figurePhrases, officePhrases, plotPhrases)

// all has the texts of every language. It is built when it is first asked for:
// most commands say nothing of it.
var all = sync.OnceValue(build)

func join(parts ...map[string]phrase) map[string]phrase {
	joined := map[string]phrase{}
	for _, part := range parts {
		for key, p := range part {
			if _, twice := joined[key]; twice {
				panic("words: two phrases " + key)
			}
			joined[key] = p
		}
	}
	return joined
}

func build() catalog.Catalog {
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	set := func(tag language.Tag, key string, text ...catalog.Message) {
		if err := b.Set(tag, key, text...); err != nil {
			panic(fmt.Sprintf("words: %s in %s: %v", key, tag, err))
		}
	}
	for key, p := range phrases {
		set(language.Japanese, key, catalog.String(p.JA))
		if p.One == "" {
			set(language.English, key, catalog.String(p.EN))
			continue
		}
		set(language.English, key, plural.Selectf(1, "%d", plural.One, p.One, plural.Other, p.EN))
	}
	return b
}
