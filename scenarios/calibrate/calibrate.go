package calibrate

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Calibrate reads the files and fits what they hold. Files of several kinds make
// one result. The same files and options give the same result.
//
// Errors are [export.Problems] and *[Mistake] where files or options cannot be
// used, else what kept it from being completed.
func Calibrate(ctx context.Context, paths []string, o Options) (*Result, error) {
	if len(paths) == 0 || len(paths) > mostFiles {
		return nil, mistakef("name 1 to %d files", mostFiles)
	}
	d, err := read(ctx, paths, &o)
	if err != nil {
		return nil, err
	}
	r, err := analyse(ctx, d, &o)
	if flushed := d.rejects.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

const mostFiles = 100

// countRows counts the rows of all files, those rejected since they were read
// among them.
func (r *Result) countRows(d *data) {
	slices.SortStableFunc(d.dropped, func(a, b dropped) int {
		if a.file != b.file {
			return a.file - b.file
		}
		return a.line - b.line
	})
	for _, x := range d.dropped {
		d.rejects.Add(d.files[x.file].Name, x.line, x.reason)
		d.files[x.file].Rejected++
	}
	r.Files = d.files
	r.Rows.Used, r.Rows.Rejected = d.used, d.rejects.Total()
	for _, reason := range d.rejects.Reasons() {
		r.Rows.Reasons = append(r.Rows.Reasons, Reason{Text: reason.Text, Count: reason.Count})
		for _, at := range reason.Lines {
			last := &r.Rows.Reasons[len(r.Rows.Reasons)-1]
			last.Lines = append(last.Lines, at.Line)
		}
	}
}

// finish counts rows and adds what the reader remarked.
func (r *Result) finish(d *data, o *Options) {
	r.countRows(d)
	for _, w := range d.remarks {
		r.warn(w.code, w.where, "%s", w.message)
	}
	if d.customers.n > 0 && len(d.periods) > 0 {
		r.warn("counted_twice", "", "files of customers and of subscriptions are both counted: whoever is in both counts twice; name one of them")
	}
	if r.Dated && o.AsOf == NoDay {
		r.warn("as_of", "", "no --as-of DATE was given: the files are taken to be of %v, the latest date in them", r.AsOf)
	}
	if last := r.latest(); r.Dated && o.AsOf != NoDay && last != noDay && r.AsOf > last+asOfLate {
		r.warn("as_of_late", "", "--as-of %v is long after the latest date in the files, %v: if they were taken earlier, tenures are too long and churn too low", r.AsOf, last)
	}
	bound := false
	for i := range r.Segments {
		s := &r.Segments[i]
		if s.Price.All.N == 0 && len(s.KM) > 0 {
			r.warn("no_price", s.Name, "no price is in the files: the plan has 1 a month, to be replaced")
		}
		if s.Price.All.N > 0 && s.Price.All.Mean == 0 {
			r.warn("zero_price", s.Name, "every price is 0: in the plan nobody pays")
		}
		if j := s.Joiners; j != nil && j.Average.Mean == 0 && len(r.Channels) == 0 && s.Active > 0 {
			r.warn("no_joiners", s.Name, "nobody joined in the last %s: in the plan nobody does", count(len(j.Counts), "month"))
		}
		bound = bound || s.Joiners != nil && s.Joiners.Bound
		if s.Joiners == nil && len(r.Channels) == 0 && len(s.KM) > 0 {
			r.warn("no_acquisition", s.Name, "no file says who joins: in the plan nobody does")
		}
	}
	if bound && len(r.Channels) == 0 {
		r.warn("joiners_bound", "", "a snapshot does not say who joined: the plan has the active customers of tenures 1 to 12 over twelve months, a lower bound, since those who joined and left are missing")
	}
	if o.GrossMargin == "" {
		r.warn("gross_margin", "", "no file has costs: the plan's gross margin of %s is a placeholder; --gross-margin states yours", placeholderMargin)
	}
}

// asOfLate is the number of days without any date from which on an as-of date
// looks wrong.
const asOfLate = 183

// latest is the latest date in the files, noDay where they have none.
func (r *Result) latest() Day {
	last := noDay
	for _, f := range r.Files {
		last = max(last, f.To)
	}
	return last
}

// tooMany is the error of files of which too much was rejected.
func (d *data) tooMany(o *Options) error {
	rejected := d.rejects.Total()
	all := d.used + rejected
	if o.AllowRejects || float64(rejected) <= mostRejected*float64(all) {
		return nil
	}
	text := ""
	for i, reason := range d.rejects.Reasons() {
		if i == 5 {
			text += "; .."
			break
		}
		if i > 0 {
			text += "; "
		}
		text += fmt.Sprintf("%s: %s", reason.Text, grouped(reason.Count))
		if len(reason.Lines) > 0 {
			text += fmt.Sprintf(" (first in line %d)", reason.Lines[0].Line)
		}
	}
	return mistakef("%s of %s cannot be used, more than 5 %%: %s. --rejects FILE lists them all, --allow-rejects goes on without them",
		grouped(rejected), count(all, "row"), text)
}

// unusable is the error of a result that no plan can be made of.
func (r *Result) unusable() error {
	if r.Rows.Used == 0 {
		return mistakef("no row can be used")
	}
	for i := range r.Segments {
		if s := &r.Segments[i]; s.inPlan(r) {
			return nil
		}
	}
	if len(r.Shops) > 0 {
		return nil
	}
	for _, w := range r.Warnings {
		if w.Code == "no_repeats" {
			return mistakef("%s", w.Message)
		}
	}
	if len(r.Segments) > 0 && r.Overall.N > 0 {
		return mistakef("nobody of %s left: there is no retention to fit", count(r.Overall.N, "customer"))
	}
	if len(r.Channels) > 0 {
		return nil
	}
	if r.Since != noDay {
		return mistakef("nobody was observed for a whole month since %v (--since): there is nothing to fit", r.Since)
	}
	return mistakef("nobody was observed for a whole month: there is nothing to fit")
}

// HasPlan reports whether there is a segment to make a plan of. A file of
// acquisition alone has none.
func (r *Result) HasPlan() bool {
	for i := range r.Segments {
		if r.Segments[i].inPlan(r) {
			return true
		}
	}
	return len(r.Shops) > 0
}

// acquire completes the channels and their shares.
func (r *Result) acquire(d *data) {
	if len(d.channels) == 0 {
		return
	}
	r.Channels = channelsOf(d.channels)
	var ids keys
	for i := range r.Channels {
		c := &r.Channels[i]
		c.ID = ids.of(c.Name)
		if c.Spend > 0 && c.Free > 0 {
			r.warn("free_customers", c.Name, "brought %s customers in months without spend: they are in neither its CAC nor its volume in the plan, which has what its spend buys", grouped(int(math.Round(c.Free))))
		}
		switch {
		case c.Spend == 0:
			r.warn("no_spend", c.Name, "brought customers without any spend: it has no CAC, and is a volume in the plan")
		case c.New == 0:
			r.warn("no_cac", c.Name, "had spend and brought nobody: it has no CAC, and is not in the plan")
		case math.IsNaN(c.Saturation):
			r.warn("no_saturation", c.Name, "spend varies too little, or over too few months, to show diminishing returns: the plan has none")
		}
	}
	r.Overall.Channels = r.Channels
	if len(r.Segments) == 1 {
		r.Segments[0].Channels = r.Channels
	}
}
