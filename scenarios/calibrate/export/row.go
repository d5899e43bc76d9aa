package export

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Row is one row whose cells have been read. It is valid until the function that
// was given it returns.
type Row struct {
	line   int
	cells  [mostFields]cell
	index  *[mostFields]Field
	used   int
	reason string
}

// mostFields is the number of fields that a kind may have.
const mostFields = 12

// cell is one value. Missing ones have ok false.
type cell struct {
	ok     bool
	flag   bool
	number float64
	day    Day
	text   []byte
	buffer []byte // of its own, for text that had to be folded
}

// Line returns the physical line on which the row begins, from 1.
func (r *Row) Line() int { return r.line }

// Reject counts the row as one that cannot be used. The reason must hold nothing
// of the row's content.
func (r *Row) Reject(reason string) { r.reason = reason }

func (r *Row) find(f Field) *cell {
	for i := range r.used {
		if r.index[i] == f {
			return &r.cells[i]
		}
	}
	return nil
}

// Text returns a text without white space around it, full-width letters and
// digits in their narrow form; nil where the cell is empty or no column holds the
// field. It must be copied to be kept.
func (r *Row) Text(f Field) []byte {
	if c := r.find(f); c != nil && c.ok {
		return c.text
	}
	return nil
}

// Number returns a number; ok is false where the cell is empty or no column
// holds the field.
func (r *Row) Number(f Field) (v float64, ok bool) {
	if c := r.find(f); c != nil {
		return c.number, c.ok
	}
	return 0, false
}

// Date returns a date; ok is false where the cell is empty, where its date means
// "never" (9999-12-31), and where no column holds the field.
func (r *Row) Date(f Field) (d Day, ok bool) {
	if c := r.find(f); c != nil {
		return c.day, c.ok
	}
	return 0, false
}

// Flag returns a flag; ok is false where the cell is empty or no column holds the
// field.
func (r *Row) Flag(f Field) (v, ok bool) {
	if c := r.find(f); c != nil {
		return c.flag, c.ok
	}
	return false, false
}

// reader reads the cells of one column.
type reader struct {
	field   Field
	index   int
	kind    valueType
	mark    Mark
	order   DateOrder
	inverse bool // a flag's "yes" means that the customer is still there
	reasons map[string]string
}

// Reasons for rejecting a row, behind the field's name.
const (
	notDate       = "not a date"
	notInOrder    = "date not in the order of its column"
	notFlag       = "neither yes nor no"
	personalText  = "looks like a mail address or a phone number"
	badBytes      = "bytes that are no text in the file's encoding"
	nulBytes      = "NUL bytes"
	cutBySheet    = "number in scientific notation, cut by a spreadsheet"
	textTooLong   = "text longer than 500 bytes"
	sumRow        = "a row of totals"
	monthsInYears = "years where months are wanted"
)

const mostText = 500

// reason returns the reason with the field's name before it.
func (c *reader) reason(why string) string {
	if text, ok := c.reasons[why]; ok {
		return text
	}
	text := string(c.field) + ": " + why
	c.reasons[why] = text
	return text
}

// read reads a cell and returns why it cannot be read, "" if it can.
func (c *reader) read(raw []byte, out *cell) (why string) {
	raw = trim(raw)
	out.ok = false
	if c.kind == textValue {
		return c.text(raw, out)
	}
	if isMissing(raw, missingWords) {
		return ""
	}
	switch c.kind {
	case numberValue:
		why = c.number(raw, out)
	case dateValue:
		why = c.date(raw, out)
	case flagValue:
		if out.flag, out.ok = lexFlag(raw).value(c.inverse); !out.ok {
			why = notFlag
		}
	}
	return why
}

func (c *reader) text(raw []byte, out *cell) string {
	if isMissing(raw, missingTexts) {
		return ""
	}
	ascii := true
	for _, b := range raw {
		if b == 0 {
			return nulBytes
		}
		ascii = ascii && b < utf8.RuneSelf
	}
	if len(raw) > mostText {
		return textTooLong
	}
	out.text = raw
	if !ascii {
		if hasBadRune(raw) {
			return badBytes
		}
		out.buffer = norm.NFKC.Append(out.buffer[:0], raw...)
		out.text = trim(out.buffer)
	}
	switch {
	case reachesPlan(c.field) && looksPersonal(out.text):
		return personalText
	case (c.field == Customer || c.field == Channel) && isTotal(out.text):
		return sumRow
	case c.field == Customer && isCut(out.text):
		return cutBySheet
	}
	out.ok = len(out.text) > 0
	return ""
}

// hasBadRune reports whether bytes could not be decoded.
func hasBadRune(text []byte) bool {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError {
			return true
		}
		text = text[size:]
	}
	return false
}

// isCut reports whether a customer's number was written by a spreadsheet as
// 1.23457E+11, which several customers may share.
func isCut(text []byte) bool {
	if len(text) < 5 || len(text) > 24 || text[0] < '1' || text[0] > '9' {
		return false
	}
	i := 1
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || text[i] == '.' && i == 1) {
		i++
	}
	if i+2 >= len(text) || text[i]|0x20 != 'e' || text[i+1] != '+' {
		return false
	}
	_, ok := digitsOf(text[i+2:])
	return ok
}

func (c *reader) number(raw []byte, out *cell) string {
	if v, dotted, ok := plainNumber(raw); ok && (!dotted || c.mark != Comma) {
		out.number, out.ok = v, true
		return ""
	}
	var scratch [mostNumberBytes]byte
	n, ok := lexNumber(raw, &scratch)
	switch {
	case !ok:
		return notNumber
	case n.percent:
		return percentage
	case n.years && c.field == Tenure:
		return monthsInYears
	case (n.years || n.months) && c.field != Tenure:
		return notNumber
	}
	v, why := n.value(c.mark)
	out.number, out.ok = v, why == ""
	return why
}

func (c *reader) date(raw []byte, out *cell) string {
	w := lexDate(raw)
	switch w.form {
	case sureDate, serialDay:
		out.day, out.ok = w.day, true
	case openDate:
	case threePart:
		if out.day, out.ok = w.in(c.order); !out.ok {
			if c.order == AnyOrder {
				return notDate
			}
			return notInOrder
		}
	default:
		return notDate
	}
	return ""
}
