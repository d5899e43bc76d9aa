package export

import "slices"

// Path returns the file's name as the user gave it.
func (f *File) Path() string { return f.path }

// Kind returns what the rows are.
func (f *File) Kind() Kind { return f.kind }

// KindReason says why the file was taken for its kind, as a clause: "it has
// tenure, churned (column "Churn")".
func (f *File) KindReason() string { return f.reason }

// Summarised reports whether a file of transactions has one row per customer,
// with x, t_x and T, and no dates.
func (f *File) Summarised() bool {
	return f.kind == Transactions && f.Has(Repeats) && f.Has(LastAt) && f.Has(Observed) && !(f.Has(Date) && f.Has(Amount))
}

// SHA256 returns the hash of the file as it lies on disk, in hexadecimal.
func (f *File) SHA256() string { return f.sha256 }

// Encoding returns the encoding of the text, see [Encodings].
func (f *File) Encoding() string { return f.encoding }

// Delimiter returns the character between two fields.
func (f *File) Delimiter() byte { return f.dialect.delimiter }

// Records returns the number of rows below the column names, those that will be
// rejected included and blank ones not.
func (f *File) Records() int { return f.rows }

// Blank returns the number of rows without any content.
func (f *File) Blank() int { return f.blank }

// Columns returns all columns in order.
func (f *File) Columns() []Column { return slices.Clone(f.columns) }

// Column returns the column that holds a field.
func (f *File) Column(field Field) (Column, bool) {
	if i, ok := f.match.columns[field]; ok {
		return f.columns[i], true
	}
	return Column{}, false
}

// Has reports whether a column holds the field.
func (f *File) Has(field Field) bool {
	_, ok := f.match.columns[field]
	return ok
}

// Currency returns the code of the currency that amounts are marked with, such
// as "JPY" for ¥ and 円; "" where there is no mark, and for $, which many use.
func (f *File) Currency() string { return f.currency }

// Warnings returns what should be known of the file although it can be used.
func (f *File) Warnings() []string { return slices.Clone(f.warnings) }

// Unused returns, where the options were shared among files, the maps that this
// one has no field or no column for.
func (f *File) Unused() []Mapping { return slices.Clone(f.unused) }
