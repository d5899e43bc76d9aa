package export

import (
	"fmt"
	"strconv"
	"strings"
)

// Mapping says which column holds a field, as in --map FIELD=COLUMN.
type Mapping struct {
	Field  Field
	Column string // its name, or # and its number from 1; "" for none
}

// ParseMapping reads FIELD=COLUMN. The field's name is taken in any case, but
// for T and t_x as they are.
func ParseMapping(text string) (Mapping, error) {
	name, column, ok := strings.Cut(text, "=")
	if !ok {
		return Mapping{}, fmt.Errorf("found %s; expected FIELD=COLUMN, such as price=MonthlyFee", quoted(text))
	}
	name = strings.TrimSpace(name)
	var known []string
	for _, f := range allFields() {
		if plainName(name) == plainName(string(f)) {
			return Mapping{f, strings.TrimSpace(column)}, nil
		}
		known = append(known, string(f))
	}
	return Mapping{}, fmt.Errorf("unknown field %s%s", quoted(name), didYouMean(name, "fields are", known))
}

// heading is one cell of the header row.
type heading struct {
	name string
	col  int // where it begins, in characters
}

// matching is which column holds which field.
type matching struct {
	columns  map[Field]int
	explicit map[Field]bool
	doubtful map[Field][]int // several columns that may hold it
}

func (m *matching) has(f Field) bool {
	_, ok := m.columns[f]
	return ok || len(m.doubtful[f]) > 0
}

// missing returns the fields of the set that nothing holds.
func (m *matching) missing(set []Field) []Field {
	var list []Field
	for _, f := range set {
		if !m.has(f) {
			list = append(list, f)
		}
	}
	return list
}

// lacks returns the shortest list of fields that are missing for the kind.
func (m *matching) lacks(k Kind) []Field {
	var best []Field
	for i, set := range complete[k] {
		if list := m.missing(set); i == 0 || len(list) < len(best) {
			best = list
		}
	}
	return best
}

// match finds the columns of a kind's fields: those that were named, then
// columns that bear a field's own name, then those with a name known for it. A
// column serves one field, but for the segment, which any column may be as well.
func match(k Kind, head []heading, named map[Field]int) *matching {
	m := &matching{columns: map[Field]int{}, explicit: map[Field]bool{}, doubtful: map[Field][]int{}}
	used := map[int]bool{}
	for _, f := range fieldsOf[k] {
		if i, ok := named[f]; ok {
			m.explicit[f] = true
			if i >= 0 {
				m.columns[f] = i
				used[i] = used[i] || f != Segment
			}
		}
	}
	for _, fits := range []func(Field, string) bool{isFieldName, names} {
		for _, f := range fieldsOf[k] {
			if m.explicit[f] || m.has(f) {
				continue
			}
			var found []int
			for i, h := range head {
				if !used[i] && h.name != "" && fits(f, h.name) {
					found = append(found, i)
				}
			}
			switch {
			case len(found) == 1:
				m.columns[f] = found[0]
				used[found[0]] = true
			case len(found) > 1:
				m.doubtful[f] = found
				for _, i := range found {
					used[i] = true
				}
			}
		}
	}
	return m
}

// named looks up the columns that the options name. Problems go to report.
func named(head []heading, line int, maps []Mapping, shared bool, report func(line, col int, format string, args ...any)) (map[Field]int, []Mapping) {
	found := map[Field]int{}
	var unused []Mapping
	for _, m := range maps {
		if _, ok := fieldType[m.Field]; !ok {
			var known []string
			for _, f := range allFields() {
				known = append(known, string(f))
			}
			report(0, 0, "unknown field %s%s", quoted(string(m.Field)), didYouMean(string(m.Field), "fields are", known))
			continue
		}
		if m.Column == "" {
			found[m.Field] = -1
			continue
		}
		switch at := columnsNamed(head, m.Column); {
		case len(at) == 1:
			found[m.Field] = at[0]
		case len(at) > 1:
			report(line, head[at[1]].col, "%s columns are called %s (%s); say which by its number, as in --map %s=#%d",
				countWord(len(at)), shownName(head[at[0]].name), numbersOf(at), m.Field, at[0]+1)
		case shared:
			unused = append(unused, m)
		default:
			report(line, 0, "there is no column %s for %s%s", quoted(m.Column), m.Field, didYouMean(m.Column, "columns are", shownNames(head)))
		}
	}
	return found, unused
}

// columnsNamed returns the columns that a name or #number means: those of
// exactly that name, or else those that differ in case, width and signs alone.
func columnsNamed(head []heading, name string) []int {
	var exact, loose []int
	for i, h := range head {
		if h.name == name {
			exact = append(exact, i)
		} else if plainName(h.name) == plainName(name) && plainName(name) != "" {
			loose = append(loose, i)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	if len(loose) > 0 {
		return loose
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		if n, err := strconv.Atoi(digits); err == nil && n >= 1 && n <= len(head) {
			return []int{n - 1}
		}
	}
	return nil
}

// shownName returns a column's name as messages may show it: not if it looks
// like a mail address or a phone number, as the first row of a file without
// column names may.
func shownName(name string) string {
	if looksPersonal([]byte(name)) {
		return "(hidden)"
	}
	return quoted(name)
}

// shownNames lists the names of columns for a message: where one of them is a
// value, so that the row may be data, only those that are known.
func shownNames(head []heading) []string {
	data := looksLikeData(head) > 0
	var list []string
	for _, h := range head {
		if h.name != "" && !looksPersonal([]byte(h.name)) && (!data || isAnyName(h.name)) {
			list = append(list, h.name)
		}
	}
	return list
}

func countWord(n int) string {
	if n == 2 {
		return "two"
	}
	return strconv.Itoa(n)
}

func numbersOf(at []int) string {
	list := make([]string, len(at))
	for i, n := range at {
		list[i] = "#" + strconv.Itoa(n+1)
	}
	return strings.Join(list, ", ")
}

// joinFields names fields in a sentence.
func joinFields(list []Field, last string) string {
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = string(f)
	}
	if n := len(texts); n > 1 {
		return strings.Join(texts[:n-1], ", ") + " " + last + " " + texts[n-1]
	}
	return strings.Join(texts, "")
}

// anyName holds all names that are known for any field.
var anyName = func() map[string]bool {
	all := map[string]bool{}
	for field, list := range knownNames {
		all[plainName(string(field))] = true
		for name := range list {
			all[name] = true
		}
	}
	return all
}()

// isAnyName reports whether a column of this name is known for any field.
func isAnyName(name string) bool {
	return anyName[plainName(name)] || anyName[plainName(withoutBrackets(name))]
}
