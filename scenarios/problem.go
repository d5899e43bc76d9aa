package scenarios

import (
	"fmt"
	"sort"
	"strings"
)

// Problem is one mistake of a plan.
type Problem struct {
	File      string // as the user named it, "--set PATH", or "--set" for the path of a setting
	Line, Col int    // from 1; columns count characters
	Path      string // of the value in the plan, "" for the file as a whole
	Message   string
	Snippet   string // the source line and a caret below the place, each after a tab; may be empty
}

// Error returns the problem as file:line:col: path: message and, on lines of
// their own, the source line and the caret.
func (p Problem) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: ", p.File, p.Line, p.Col)
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Message)
	if p.Snippet != "" {
		b.WriteString("\n" + p.Snippet)
	}
	return b.String()
}

// Problems are all mistakes of a plan, sorted by position; those of settings
// follow those of the file.
type Problems []Problem

// Error joins the problems, one after the other.
func (ps Problems) Error() string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.Error()
	}
	return strings.Join(texts, "\n")
}

// mostProblems is the number of problems that are kept: no one reads on, and
// memory stays bounded.
const mostProblems = 10_000

// finding is a problem before its snippet is made.
type finding struct {
	at            place
	path, message string
}

// findings collects problems. One that was found at the same place before, as
// when an anchor is used twice, is dropped.
type findings struct {
	list     []finding
	seen     map[finding]bool
	compared int // names looked at for suggestions
}

// mostCompared bounds the work for suggestions: a plan with more mistakes than
// that allows gets the later ones without.
const mostCompared = 200_000

// didYouMean is [didYouMean] within that bound.
func (f *findings) didYouMean(found, what string, known func() []string) string {
	if f.compared > mostCompared || len(f.list) >= mostProblems {
		return ""
	}
	names := known()
	f.compared += len(names)
	return didYouMean(found, what, names)
}

func (f *findings) add(at place, path, message string) {
	key := finding{at: at, message: message}
	if len(f.list) >= mostProblems || f.seen[key] {
		return
	}
	if f.seen == nil {
		f.seen = map[finding]bool{}
	}
	f.seen[key] = true
	f.list = append(f.list, finding{at, path, message})
}

// problems returns what was found, sorted, with snippets.
func (f *findings) problems() Problems {
	sort.SliceStable(f.list, func(i, j int) bool { return f.list[i].at.before(f.list[j].at) })
	ps := make(Problems, len(f.list))
	for i, x := range f.list {
		ps[i] = Problem{
			File: x.at.doc.name, Line: x.at.line, Col: x.at.col,
			Path: x.path, Message: x.message, Snippet: x.at.snippet(),
		}
	}
	return ps
}
