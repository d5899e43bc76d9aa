package export

import (
	"fmt"
	"slices"
	"strings"
)

// assign decides what kind of file it is and which column holds what.
func (f *File) assign() error {
	line := f.dialect.header
	var problems Problems
	report := func(line, col int, format string, args ...any) {
		problems = append(problems, &Problem{File: f.path, Line: line, Col: col, Message: fmt.Sprintf(format, args...)})
	}
	if n := looksLikeData(f.head); n > 0 && f.knownHeadings() < 2 {
		return one(f.path, line, f.head[n-1].col, "the first row has no column names: its column %d holds a value; add a row of names such as %s above it",
			n, "customerID,tenure,Churn")
	}
	found, unused := named(f.head, line, f.opts.Maps, f.opts.Shared, report)
	if len(problems) > 0 {
		return problems
	}
	f.unused = unused
	f.kind, f.reason, f.match = f.opts.Kind, "as --kind says", nil
	if f.kind == "" {
		f.kind, f.reason = f.detect(found, report)
	}
	if len(problems) > 0 {
		return problems
	}
	f.match = match(f.kind, f.head, found)
	f.checkFields(found, report)
	f.checkMatch(report)
	if len(problems) > 0 {
		return problems
	}
	f.readers, f.surveys = nil, nil
	order, _ := ParseDateOrder(f.opts.DateFormat)
	for _, field := range fieldsOf[f.kind] {
		i, ok := f.match.columns[field]
		if !ok {
			continue
		}
		name := f.head[i].name
		f.readers = append(f.readers, &reader{
			field: field, index: i, kind: fieldType[field], order: order, reasons: map[string]string{},
			inverse: field == Churned && (opposite[plainName(name)] || opposite[plainName(withoutBrackets(name))]),
		})
		f.surveys = append(f.surveys, &columnSurvey{})
	}
	return nil
}

// knownHeadings counts the columns whose names mean something, up to two.
func (f *File) knownHeadings() (n int) {
	known := f.isKnownName()
	for _, h := range f.head {
		if n < 2 && known(h.name) {
			n++
		}
	}
	return n
}

// detect names the kind of the file by the fields that its columns hold.
func (f *File) detect(found map[Field]int, report func(line, col int, format string, args ...any)) (Kind, string) {
	line := f.dialect.header
	matches := map[Kind]*matching{}
	var whole []Kind
	for _, k := range Kinds() {
		matches[k] = match(k, f.head, found)
		if len(matches[k].lacks(k)) == 0 {
			whole = append(whole, k)
		}
	}
	switch {
	case len(whole) == 0:
		report(line, 0, "%s", f.noKind(matches))
		return "", ""
	case len(whole) == 1:
		return whole[0], "it has " + f.evidenceFor(matches[whole[0]], whole[0])
	case len(whole) == 2 && whole[0] == Customers && whole[1] == Subscriptions:
		c, s := matches[Customers], matches[Subscriptions]
		if c.has(Tenure) && c.has(Churned) {
			return Customers, "it has " + f.evidenceFor(c, Customers)
		}
		if i, ok := s.columns[MRR]; ok && isRecurring(f.head[i].name) {
			return Subscriptions, "it has " + f.evidenceFor(s, Subscriptions)
		}
		return Customers, "it has " + f.evidenceFor(c, Customers) + ", and no column of recurring revenue; --kind subscriptions if a customer has several rows"
	}
	texts := make([]string, len(whole))
	for i, k := range whole {
		texts[i] = string(k) + " (" + f.evidenceFor(matches[k], k) + ")"
	}
	report(line, 0, "the columns fit %s; say which with --kind", strings.Join(texts, " and "))
	return "", ""
}

// isRecurring reports whether a column's name says recurring revenue rather than
// a price.
func isRecurring(name string) bool {
	plain := plainName(name)
	return strings.Contains(plain, "mrr") || strings.Contains(plain, "recurring") || strings.Contains(plain, "経常")
}

// evidenceFor lists the columns by which a kind was recognised.
func (f *File) evidenceFor(m *matching, k Kind) string {
	for _, set := range complete[k] {
		if len(m.missing(set)) > 0 {
			continue
		}
		texts := make([]string, len(set))
		for i, field := range set {
			texts[i] = string(field)
			if at, ok := m.columns[field]; ok && plainName(f.head[at].name) != plainName(string(field)) {
				texts[i] += " (column " + shownName(f.head[at].name) + ")"
			}
		}
		return strings.Join(texts, ", ")
	}
	return ""
}

// noKind says what is missing for the kind that is nearest.
func (f *File) noKind(matches map[Kind]*matching) string {
	best := Customers
	score := func(k Kind) (have, lack int) {
		lack = len(matches[k].lacks(k))
		return len(matches[k].columns) + len(matches[k].doubtful), lack
	}
	for _, k := range Kinds() {
		have, lack := score(k)
		bestHave, bestLack := score(best)
		if lack-have < bestLack-bestHave {
			best = k
		}
	}
	if have, _ := score(best); have == 0 {
		return "no column is known for any kind of file; columns are: " + listed(shownNames(f.head)) +
			"; say which holds what, as in --map tenure=COLUMN --map churned=COLUMN"
	}
	lacks := matches[best].lacks(best)
	return fmt.Sprintf("no kind of file has these columns; nearest is %s, where no column holds %s%s; columns are: %s; use --map %s=COLUMN",
		best, joinFields(lacks, "and"), alternatives(best), listed(shownNames(f.head)), lacks[0])
}

// alternatives says what else a kind may consist of.
func alternatives(k Kind) string {
	if len(complete[k]) < 2 {
		return ""
	}
	texts := make([]string, len(complete[k]))
	for i, set := range complete[k] {
		texts[i] = joinFields(set, "and")
	}
	return " (it needs " + strings.Join(texts, ", or ") + ")"
}

// checkFields reports fields that were mapped and that the kind has not.
func (f *File) checkFields(found map[Field]int, report func(line, col int, format string, args ...any)) {
	var known []string
	for _, field := range fieldsOf[f.kind] {
		known = append(known, string(field))
	}
	for _, m := range f.opts.Maps {
		if _, ok := found[m.Field]; !ok || slices.Contains(fieldsOf[f.kind], m.Field) {
			continue
		}
		if f.opts.Shared {
			f.unused = append(f.unused, m)
			continue
		}
		report(0, 0, "--map %s=%s: a file of %s has no such field%s", m.Field, shownName(m.Column), f.kind,
			didYouMean(string(m.Field), "its fields are", known))
	}
}

// checkMatch reports fields that are missing, in doubt, or in one column.
func (f *File) checkMatch(report func(line, col int, format string, args ...any)) {
	line := f.dialect.header
	for _, field := range fieldsOf[f.kind] {
		at := f.match.doubtful[field]
		if len(at) == 0 {
			continue
		}
		texts := make([]string, len(at))
		for i, n := range at {
			texts[i] = shownName(f.head[n].name)
		}
		example := f.head[at[0]].name
		if slices.Contains(texts[1:], texts[0]) {
			example = fmt.Sprintf("#%d", at[0]+1)
			texts = []string{texts[0] + " in " + numbersOf(at)}
		}
		report(line, f.head[at[1]].col, "%s may be in %s columns: %s; say which, as in --map %s=%s, or --map %s= for none",
			field, countWord(len(at)), strings.Join(texts, ", "), field, shellWord(example), field)
	}
	if lacks := f.match.lacks(f.kind); len(lacks) > 0 {
		report(line, 0, "a file of %s needs a column for %s%s; columns are: %s; use --map %s=COLUMN",
			f.kind, joinFields(lacks, "and"), alternatives(f.kind), listed(shownNames(f.head)), lacks[0])
	}
	holder := map[int]Field{}
	for _, field := range fieldsOf[f.kind] {
		i, ok := f.match.columns[field]
		if !ok || field == Segment {
			continue
		}
		if other, ok := holder[i]; ok {
			report(line, f.head[i].col, "column %s is mapped to both %s and %s", shownName(f.head[i].name), other, field)
		}
		holder[i] = field
	}
}

// shellWord quotes a name for a command line where it needs it.
func shellWord(name string) string {
	if strings.ContainsAny(name, " \t'\"()&;|<>*?$`\\") {
		return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
	}
	return name
}
