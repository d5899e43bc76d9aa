package main

import (
	"fmt"
	"io"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"holdfast/plots/report"
	"holdfast/scenarios/calibrate"
	"holdfast/scenarios/calibrate/purchase"
	"holdfast/sim/retention"
)

// modelNames are what people call the models.
var modelNames = map[retention.Kind]string{
	retention.Constant: "geometric", retention.SBG: "sBG", retention.Weibull: "discrete Weibull", retention.BDW: "beta-discrete-Weibull",
}

// page writes the text of a calibration.
type page struct {
	io.Writer
	style    *report.Style
	currency string
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// table writes a heading and a table, where it has rows.
func (p *page) table(heading string, header []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	p.line("\n%s", heading)
	for _, row := range rows {
		for i := range row {
			row[i] = report.Clean(row[i])
		}
	}
	_ = report.WriteTable(p, header, rows) // to memory
}

func (p *page) share(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	switch percent := 100 * v; {
	case percent >= 10 || percent == 0:
		return fmt.Sprintf("%.1f %%", percent)
	case percent >= 1:
		return fmt.Sprintf("%.2f %%", percent)
	default:
		return fmt.Sprintf("%.2g %%", percent)
	}
}

func (p *page) money(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return p.style.Money(p.currency, v, 0)
}

// calibrationText tells people what was found: one sentence first.
func calibrationText(w io.Writer, r *calibrate.Result) {
	p := &page{w, report.English(), r.Currency}
	p.line("%s", calibrationAnswer(p, r))
	all := r.Segments
	if len(r.Segments) > 1 {
		all = append(slices.Clone(r.Segments), r.Overall)
		all[len(all)-1].Name = "all together"
	}
	p.retention(all)
	p.models(all)
	p.prices(all)
	p.movements(all)
	for i := range r.Shops {
		p.shop(&r.Shops[i])
	}
	p.channels(r.Channels)
	p.files(r)
	if len(r.Warnings) > 0 {
		p.line("\nWarnings")
		for _, warning := range r.Warnings {
			p.line("  - %s", report.WarningText(warning))
		}
	}
}

// reliable is the number of losses from which on an answer stands without a
// reservation.
const reliable = 30

// calibrationAnswer is the first sentence.
func calibrationAnswer(p *page, r *calibrate.Result) string {
	s := &r.Overall
	fit := s.ChosenFit()
	switch {
	case fit != nil && s.Term == 1 && len(s.Survival) > 12:
		band := ""
		if len(s.Low) > 12 {
			band = fmt.Sprintf(" (90 %% interval %s to %s)", p.share(s.Low[12]), p.share(s.High[12]))
		}
		few := ""
		if s.Events < reliable {
			few = " Too few left to rely on that."
		}
		return fmt.Sprintf("Of every 100 new customers %s are still there after a year%s: %s, of whom %s left, follow the %s.%s",
			hundred(s.Survival[12]), band, customers(s.N), p.style.Whole(s.Events), modelNames[fit.Kind], few)
	case fit != nil && s.Term > 1:
		return fmt.Sprintf("Customers decide every %d months; %s renew the first time: %s, of whom %s left, follow the %s.",
			s.Term, p.share(s.Survival[1]), customers(s.N), p.style.Whole(s.Events), modelNames[fit.Kind])
	case len(r.Shops) > 0:
		orders, customers := 0.0, 0.0
		for i := range r.Shops {
			customers += r.Shops[i].BGNBD.Customers
			for _, c := range r.Shops[i].Classes {
				for t, n := range c.Orders {
					if t < 12 {
						orders += n
					}
				}
			}
		}
		return fmt.Sprintf("The %s customers seen are expected to order %s times in the next 12 months.", p.style.Whole(int(math.Round(customers))), p.style.Count(orders, 0))
	case len(r.Channels) > 0:
		spend, new := 0.0, 0.0
		for _, c := range r.Channels {
			spend += c.Spend
			new += c.New
		}
		if new == 0 {
			return "No spend brought a customer."
		}
		return fmt.Sprintf("A customer won by spending cost %s on average.", p.money(spend/new))
	}
	return "Nothing could be fitted."
}

// hundred is how many of a hundred a share is.
func hundred(share float64) string {
	if share > 0.01 {
		return fmt.Sprintf("%.0f", 100*share)
	}
	return fmt.Sprintf("%.2g", 100*share)
}

func (p *page) retention(all []calibrate.Segment) {
	var rows [][]string
	for i := range all {
		s := &all[i]
		fit := s.ChosenFit()
		if s.N == 0 && s.Active == 0 {
			continue
		}
		row := []string{s.Name, p.style.Whole(s.N), p.style.Whole(s.Events), p.style.Whole(s.Active), "none", "-", "-", "-", "-"}
		if fit != nil {
			row[4] = modelNames[fit.Kind]
			if t := 12 / s.Term; 12%s.Term == 0 && t < len(s.Survival) {
				row[5] = p.share(s.Survival[t])
				if t < len(s.Low) {
					row[6] = p.share(s.Low[t]) + " – " + p.share(s.High[t])
				}
			}
			if f := sbgOf(s); f != nil {
				mean, polarisation := f.Propensities()
				row[7], row[8] = p.share(mean), fmt.Sprintf("%.2g", polarisation)
			}
		}
		rows = append(rows, row)
	}
	p.table("Retention (mean churn and polarisation as the sBG sees them: 0 where all customers are alike, 1 where some leave at once and others never)",
		[]string{"Segment", "Seen", "Left", "Active", "Model", "After a year", "90 % interval", "Mean churn", "Polarisation"}, rows)
}

// sbgOf is the segment's sBG where it is identified.
func sbgOf(s *calibrate.Segment) *retention.Fit {
	for i := range s.Fits {
		if f := &s.Fits[i]; f.Kind == retention.SBG && f.Identified {
			return f
		}
	}
	return nil
}

func (p *page) models(all []calibrate.Segment) {
	var rows [][]string
	for i := range all {
		s := &all[i]
		for k := range s.Fits {
			f := &s.Fits[k]
			var params []string
			for j, name := range retention.ParamNames(f.Kind) {
				params = append(params, fmt.Sprintf("%s %.4g", name, f.Params[j]))
			}
			note := ""
			switch {
			case k == s.Chosen:
				note = "chosen"
			case !f.Identified:
				note = "not identified"
			}
			name := ""
			if k == 0 {
				name = s.Name
			}
			rows = append(rows, []string{name, modelNames[f.Kind], strings.Join(params, ", "), fmt.Sprintf("%.2f", f.LogLik), fmt.Sprintf("%.2f", f.AIC), note})
		}
	}
	p.table("Fits", []string{"Segment", "Model", "Parameters", "Log-likelihood", "AIC", ""}, rows)
}

func (p *page) prices(all []calibrate.Segment) {
	var rows [][]string
	for i := range all {
		s := &all[i]
		if s.Price.All.N == 0 {
			continue
		}
		row := []string{s.Name}
		for _, m := range []calibrate.Moments{s.Price.All, s.Price.Active, s.Price.New} {
			text := "-"
			if m.N > 0 {
				text = p.money(m.Mean)
			}
			row = append(row, text)
		}
		joiners := "-"
		if j := s.Joiners; j != nil {
			if joiners = p.style.Count(j.Average.Mean, 0); j.Bound {
				joiners = "at least " + joiners
			}
		}
		rows = append(rows, append(row, joiners))
	}
	p.table(fmt.Sprintf("Prices a month (new: of at most %d months)", calibrate.NewTenure), []string{"Segment", "All", "Active", "New", "Join a month"}, rows)
}

func (p *page) movements(all []calibrate.Segment) {
	var rows [][]string
	for i := range all {
		s := &all[i]
		if s.MRR == nil || len(s.MRR.Months) == 0 {
			continue
		}
		m := s.MRR
		rows = append(rows, []string{s.Name, p.money(m.Months[len(m.Months)-1].Closing), p.share(m.GRR), p.share(m.NRR),
			fmt.Sprintf("%s of %s", p.share(m.Expansion.PerMonth()), p.share(m.Expansion.Size)),
			fmt.Sprintf("%s of %s", p.share(m.Contraction.PerMonth()), p.share(m.Contraction.Size)), p.style.Whole(m.Winback.Events)})
	}
	p.table("Recurring revenue (upgrades and downgrades: chance a month, mean size)",
		[]string{"Segment", "MRR", "GRR", "NRR", "Upgrades", "Downgrades", "Came back"}, rows)
}

func (p *page) shop(s *calibrate.Shop) {
	b := &s.BGNBD
	unit := "weeks"
	if s.Unit == 1 {
		unit = "days"
	}
	rows := [][]string{{"BG/NBD", fmt.Sprintf("r %.4g, alpha %.4g %s, a %.4g, b %.4g", b.R, b.Alpha, unit, b.A, b.B), fmt.Sprintf("%.2f", b.LogLik)}}
	if g := s.GammaGamma; g != nil {
		rows = append(rows, []string{"Gamma-Gamma", fmt.Sprintf("p %.4g, q %.4g, v %.4g", g.P, g.Q, g.V), fmt.Sprintf("%.2f", g.LogLik)})
	}
	p.table("Purchases of "+report.Clean(s.Name), []string{"Model", "Parameters", "Log-likelihood"}, rows)
	l := s.LeftOut
	for _, x := range []struct {
		n    int
		what string
	}{{l.Zero, "amounts of 0"}, {l.Cancelled, "cancelled orders"}, {l.Refunds, "refunds beyond what was bought"}, {l.Later, "orders after the as-of date"}, {l.Customers, "customers whose purchases were all taken back"}} {
		if x.n > 0 {
			p.line("  left out: %s: %s", x.what, p.style.Whole(x.n))
		}
	}
	rows = nil
	for _, name := range purchase.Segments() {
		rows = append(rows, []string{strings.ReplaceAll(string(name), "_", " "), p.style.Whole(int(math.Round(s.RFM[name]))), p.share(s.RFM[name] / b.Customers)})
	}
	p.table("Customers by recency and frequency", []string{"Segment", "Customers", "Share"}, rows)
	rows = nil
	for _, c := range s.Classes {
		orders := 0.0
		for t, n := range c.Orders {
			if t < 12 {
				orders += n
			}
		}
		rows = append(rows, []string{strings.NewReplacer("_and_", ", ", "_", " ").Replace(c.Name), p.style.Whole(int(math.Round(c.Observed))), p.style.Count(c.Alive, 0), p.style.Count(orders, 0), p.money(c.Value)})
	}
	p.table("Segments of the plan", []string{"Class", "Seen", "Expected alive", "Orders in 12 months", "Order value"}, rows)
}

func (p *page) channels(all []calibrate.Channel) {
	var rows [][]string
	for i := range all {
		c := &all[i]
		cac, se, saturation := "none", "-", "-"
		if !math.IsNaN(c.CAC) {
			cac = p.money(c.CAC)
		}
		if !math.IsNaN(c.SE) {
			se = p.money(c.SE)
		}
		if !math.IsNaN(c.Saturation) {
			saturation = fmt.Sprintf("%.2f (se %.2f)", c.Saturation, c.SaturationSE)
		}
		rows = append(rows, []string{c.Name, p.style.Whole(c.Paid), p.money(c.Spend), p.style.Whole(int(math.Round(c.New))), cac, se, saturation})
	}
	p.table("Acquisition (months with spend alone)", []string{"Channel", "Months", "Spend", "New", "CAC", "Standard error", "Saturation"}, rows)
}

func (p *page) files(r *calibrate.Result) {
	var rows [][]string
	for _, f := range r.Files {
		dates := "-"
		if f.From != calibrate.NoDay {
			dates = f.From.String() + " – " + f.To.String()
		}
		rows = append(rows, []string{filepath.Base(f.Name), string(f.Kind), f.Encoding, p.style.Whole(f.Rows), p.style.Whole(f.Rejected), dates, f.SHA256[:min(12, len(f.SHA256))]})
	}
	p.table("Files", []string{"File", "Kind", "Encoding", "Rows", "Rejected", "Dates", "SHA-256"}, rows)
	for _, reason := range slices.Sorted(maps.Keys(r.Rows.LeftOut)) {
		p.line("  left out of the fits: %s: %s", report.Clean(reason), p.style.Whole(r.Rows.LeftOut[reason]))
	}
	for _, reason := range r.Rows.Reasons {
		first := ""
		if len(reason.Lines) > 0 {
			first = fmt.Sprintf(" (first in line %d)", reason.Lines[0])
		}
		p.line("  rejected: %s: %s%s", report.Clean(reason.Text), p.style.Whole(reason.Count), first)
	}
}
