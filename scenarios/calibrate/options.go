package calibrate

import (
	"io"

	"holdfast/scenarios/calibrate/export"
)

// Kind is what the rows of a file are.
type Kind = export.Kind

// Options say how files are read and what the plan assumes that no file says.
// The zero value, with [NoDay] for dates that are not given, reads everything as
// it is recognised.
type Options struct {
	Kind       Kind             // of files that are not recognised; "": as recognised
	Segment    string           // column that splits the customers; "": none
	AsOf       Day              // NoDay: the latest date in the files
	Since      Day              // NoDay: all history
	FlagCovers int              // months that the churn flag looks back; 0: all
	Maps       []export.Mapping // beside what is recognised
	DateFormat string           // order of ambiguous dates, as export.Options has it
	Decimal    string           // decimal mark of ambiguous numbers, as export.Options has it
	Encoding   string           // "": as recognised; else as export.Options has it

	AllowRejects bool      // go on with more than 5 % of rows rejected
	Rejects      io.Writer // gets file, line and reason of each; may be nil

	Currency    string // ISO 4217; "": the sign seen in the files
	GrossMargin string // as a plan writes it; "": a placeholder
	Replicates  int    // of the bootstrap; 0: 400; below 0: none

	Progress func(done, total int64) // bytes; may be nil
}

// NoDay is the date that is not given.
const NoDay = noDay

const (
	defaultReplicates = 400
	// placeholderMargin stands where the user states none: no file of customers has
	// costs.
	placeholderMargin = "60% to 80%"
	// mostRejected is the share of rejected rows that needs [Options.AllowRejects].
	mostRejected = 0.05
)

func (o *Options) replicates() int {
	switch {
	case o.Replicates < 0:
		return 0
	case o.Replicates == 0:
		return defaultReplicates
	}
	return o.Replicates
}
