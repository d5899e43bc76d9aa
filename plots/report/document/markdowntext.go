package document

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"holdfast/plots"
)

// oneLine makes a text safe to write: one line, valid UTF-8, nothing that turns
// or hides what stands beside it.
func oneLine(s string) string { return strings.TrimSpace(plots.Clean(s, len(s), "")) }

// inline is a text as Markdown that shows just that text, anywhere in a
// paragraph, a heading, a list or a cell.
func inline(s string) string { return escape(oneLine(s)) }

// bold is a text in bold, or nothing.
func bold(s string) string {
	if text := inline(s); text != "" {
		return "**" + text + "**"
	}
	return ""
}

// spaced sets texts beside each other.
func spaced(a, b string) string { return strings.TrimSpace(a + " " + b) }

// quote makes lines a block quote.
func quote(lines string) string {
	if lines == "" {
		return ""
	}
	return strings.ReplaceAll("> "+strings.ReplaceAll(lines, "\n", "\n> "), "> \n", ">\n")
}

// escape takes a text of one line out of Markdown's hands. Characters stay bare
// where they can't be markup, so that names and numbers can be read and searched
// in the file itself.
func escape(s string) string {
	var b strings.Builder
	rest := lineStart(&b, s)
	for at, r := range rest {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '|' && strings.HasSuffix(rest[:at], `\`):
			b.WriteString("&#124;") // parsers differ in what `\\\|` parts
		case r == '\\' && at == len(rest)-1:
			b.WriteString("&#92;") // before the end of a line or cell
		case isMarkup(r, rest[:at], rest[at+utf8.RuneLen(r):]):
			b.WriteRune('\\')
			fallthrough
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isMarkup says whether r would be markup between what stands before and behind
// it.
func isMarkup(r rune, before, behind string) bool {
	next, _ := utf8.DecodeRuneInString(behind)
	last, _ := utf8.DecodeLastRuneInString(before)
	switch r {
	case '\\', '`', '[', ']', '|', '~':
		return true
	case '*': // between spaces it is none
		return last != ' ' || next != ' '
	case '_': // within a word it is none
		return !isWord(last) || !isWord(next)
	case '#': // the start of a heading, or its end
		return before == "" || last == ' '
	case '&':
		return entity.MatchString(behind)
	case '$': // the end of a formula, which no digit follows
		return !unicode.IsDigit(next)
	case ':': // of a link
		return strings.HasPrefix(behind, "//")
	case '.': // of a link
		return len(before) >= 3 && strings.EqualFold(before[len(before)-3:], "www")
	}
	return false
}

var (
	entity   = regexp.MustCompile(`^#?[0-9A-Za-z]+;`)
	lineMark = regexp.MustCompile(`^(-([ :-]|$)|\+( |$)|:-|=[= ]*$|[0-9]{1,9}[.)]( |$))`)
)

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// lineStart escapes what makes a line a list, a heading, a rule or a table, and
// returns what is left of the text.
func lineStart(b *strings.Builder, s string) string {
	if mark := lineMark.FindString(s); mark != "" {
		end := len(strings.TrimRight(mark, " -:")) // the character that makes the mark
		if mark[0] == '-' || mark[0] == ':' || mark[0] == '=' {
			end = 1
		}
		b.WriteString(s[:end-1] + `\` + s[end-1:end])
		return s[end:]
	}
	return s
}

// code is a text in the fixed-width type. One with characters that parsers treat
// differently in code, foremost within tables, is written as a plain text.
func code(s string) string {
	text := oneLine(s)
	if text == "" || strings.ContainsAny(text, "`|\\<>") {
		return escape(text)
	}
	return "`" + text + "`"
}

// codeLines makes a text of lines safe to write, with its spaces.
func codeLines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\t", "    ").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cf, r), r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

func longestRun(s string, of rune) int {
	longest, run := 0, 0
	for _, r := range s {
		run++
		if r != of {
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

// anchor is the name that GitHub gives to a heading: small letters, with hyphens
// for spaces, without punctuation.
func anchor(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}
