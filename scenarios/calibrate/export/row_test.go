package export

import (
	"fmt"
	"strconv"
	"strings"
)

// rowText writes a row's line and values, ? for missing ones.
func rowText(f *File, r *Row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", r.Line())
	for _, field := range Fields(f.Kind()) {
		if !f.Has(field) {
			continue
		}
		text := "?"
		switch fieldType[field] {
		case textValue:
			if v := r.Text(field); v != nil {
				text = string(v)
			}
		case numberValue:
			if v, ok := r.Number(field); ok {
				text = strconv.FormatFloat(v, 'g', -1, 64)
			}
		case dateValue:
			if v, ok := r.Date(field); ok {
				text = v.String()
			}
		case flagValue:
			if v, ok := r.Flag(field); ok {
				text = strconv.FormatBool(v)
			}
		}
		fmt.Fprintf(&b, " %s=%s", field, text)
	}
	return b.String()
}
