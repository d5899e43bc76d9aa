package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/scenarios/calibrate"
	"holdfast/sim/retention"
)

// drawCalibration draws all charts of a calibration into a folder.
func drawCalibration(ctx context.Context, out *folder, r *calibrate.Result) error {
	_, err := await(ctx, func() (struct{}, error) {
		ctx, stop := context.WithCancelCause(ctx)
		defer stop(nil)
		free := make(chan struct{}, runtime.GOMAXPROCS(0))
		var drawing sync.WaitGroup
		for _, c := range calibrationCharts(r) {
			for ending, write := range map[string]func(io.Writer, plots.Chart, plots.Size) error{".png": plots.PNG, ".svg": plots.SVG} {
				free <- struct{}{}
				drawing.Go(func() {
					defer func() { <-free }()
					if ctx.Err() != nil {
						return
					}
					if err := out.write(ctx, c.name+ending, func(w io.Writer) error { return write(w, c.figure, plots.Size{}) }); err != nil {
						stop(err)
					}
				})
			}
		}
		drawing.Wait()
		return struct{}{}, context.Cause(ctx)
	})
	return err
}

// fitAlbum makes the charts of a calibration.
type fitAlbum struct {
	r    *calibrate.Result
	page *page
}

func calibrationCharts(r *calibrate.Result) []chart {
	a := &fitAlbum{r, &page{nil, report.English(), r.Currency}}
	var names fileNames
	var all []chart
	for i := range r.Segments {
		s := &r.Segments[i]
		file := names.of(s.Name)
		if len(s.KM) > 0 {
			all = append(all, chart{"kaplan_meier_" + file, a.kaplanMeier(s)}, chart{"hazard_" + file, a.hazard(s)})
		}
		if len(s.Cohorts) > 1 {
			all = append(all, chart{"cohorts_" + file, a.triangle(s)})
		}
		if s.MRR != nil && len(s.MRR.Months) > 1 {
			all = append(all, chart{"mrr_bridge_" + file, a.bridge(s)})
		}
	}
	for i := range r.Shops {
		all = append(all, chart{"rfm_" + names.of("orders "+r.Shops[i].Name), a.rfm(&r.Shops[i])})
	}
	return all
}

func (a *fitAlbum) head(title, subtitle string) plots.Head {
	var files []string
	for _, f := range a.r.Files {
		files = append(files, fmt.Sprintf("%s, %s rows, SHA-256 %s", report.Clean(filepath.Base(f.Name)), a.page.style.Whole(f.Rows), f.SHA256[:min(12, len(f.SHA256))]))
	}
	return plots.Head{Title: title, Subtitle: subtitle, Note: strings.Join(files, "; ") + "."}
}

// segmentLabel is what a title calls a segment.
func segmentLabel(s *calibrate.Segment) string {
	if s.Name == calibrate.AllName {
		return "All customers"
	}
	return report.Label(s.Name, "")
}

// ages names the horizontal axis, empty for months.
func ages(s *calibrate.Segment) string {
	if s.Term == 1 {
		return ""
	}
	return fmt.Sprintf("Terms of %d months since joining", s.Term)
}

func (a *fitAlbum) kaplanMeier(s *calibrate.Segment) *plots.Figure {
	d := plots.KaplanMeierData{
		Unit: "Customers still active", AgeAxis: ages(s), Observed: []float64{1}, Low: s.Low, High: s.High, Name: "Observed",
		Fits: fittedCurves(s, len(s.Survival)-1, func(c *retention.Curve, n int) []float64 {
			values := []float64{1}
			hazards := make([]float64, n)
			c.Hazards(hazards)
			for _, h := range hazards {
				values = append(values, values[len(values)-1]*(1-h))
			}
			return values
		}),
	}
	for _, p := range s.KM {
		v := p.Survival
		if p.AtRisk == 0 {
			v = math.NaN()
		}
		d.Observed = append(d.Observed, v)
	}
	d.Until = fmt.Sprintf("observed until %d", len(s.KM))
	title := segmentLabel(s) + ": nobody left"
	subtitle := "Kaplan-Meier estimate"
	if fit := s.ChosenFit(); fit != nil {
		title = fmt.Sprintf("%s: the %s fits best", segmentLabel(s), modelNames[fit.Kind])
		if t := 12 / s.Term; 12%s.Term == 0 && t < len(s.Survival) {
			title = fmt.Sprintf("%s: %s are still there after a year", segmentLabel(s), plots.English().Percent(s.Survival[t]))
		}
		subtitle = fmt.Sprintf("Kaplan-Meier estimate of %s and %s, with the curves fitted; %s chosen by AIC", customers(s.N), losses(s.Events), modelNames[fit.Kind])
		if len(s.Low) > 0 {
			subtitle += fmt.Sprintf("; band: 90 %% of %d resampled data sets", len(s.Draws))
		}
	}
	d.Head = a.head(title, subtitle)
	return plots.KaplanMeier(d)
}

func customers(n int) string {
	if n == 1 {
		return "1 customer"
	}
	return report.English().Whole(n) + " customers"
}

func losses(n int) string {
	if n == 1 {
		return "1 loss"
	}
	return report.English().Whole(n) + " losses"
}

// fittedCurves are a segment's models, those that are not identified left out.
func fittedCurves(s *calibrate.Segment, n int, values func(*retention.Curve, int) []float64) []plots.FittedCurve {
	colours := map[retention.Kind]int{retention.Constant: 5, retention.SBG: 1, retention.Weibull: 3, retention.BDW: 4}
	var all []plots.FittedCurve
	for i := range s.Fits {
		f := &s.Fits[i]
		if !f.Identified && i != s.Chosen {
			continue
		}
		name := modelNames[f.Kind]
		all = append(all, plots.FittedCurve{
			Name: strings.ToUpper(name[:1]) + name[1:], Detail: fmt.Sprintf("AIC %.0f", f.AIC), Colour: colours[f.Kind], Chosen: i == s.Chosen, Values: values(&f.Curve, n),
		})
		if f.Kind == retention.SBG {
			all[len(all)-1].Name = name
		}
	}
	return all
}

func (a *fitAlbum) hazard(s *calibrate.Segment) *plots.Figure {
	d := plots.HazardData{Unit: "Leave at this age", AgeAxis: ages(s), Name: "Observed",
		Fits: fittedCurves(s, len(s.KM), func(c *retention.Curve, n int) []float64 {
			hazards := make([]float64, n)
			c.Hazards(hazards)
			return hazards
		})}
	for _, p := range s.KM {
		low, high := wilson(p.Events, p.AtRisk)
		v := p.Hazard
		if p.AtRisk == 0 {
			v = math.NaN()
		}
		d.Observed, d.Low, d.High = append(d.Observed, v), append(d.Low, low), append(d.High, high)
	}
	title := fmt.Sprintf("%s: who leaves, by age", segmentLabel(s))
	if n := len(s.KM); n >= 2 && s.ChosenFit() != nil {
		c := s.ChosenFit().Curve
		first, last := c.Hazard(1), c.Hazard(n)
		switch unit := plots.English().Percent; {
		case last < 0.9*first:
			title = fmt.Sprintf("%s: churn falls with age, from %s to %s", segmentLabel(s), unit(first), unit(last))
		case last > 1.1*first:
			title = fmt.Sprintf("%s: churn rises with age, from %s to %s", segmentLabel(s), unit(first), unit(last))
		default:
			title = fmt.Sprintf("%s: churn of %s at every age", segmentLabel(s), unit(first))
		}
	}
	d.Head = a.head(title, "Share of the customers who got to an age that leave at it, with its 90 % interval, and the curves fitted")
	return plots.Hazard(d)
}

// wilson is the 90 % interval of a share; NaN where there are no cases.
func wilson(events, cases float64) (low, high float64) {
	if cases == 0 {
		return math.NaN(), math.NaN()
	}
	const z = 1.6448536269514722
	p := events / cases
	middle := (p + z*z/(2*cases)) / (1 + z*z/cases)
	half := z / (1 + z*z/cases) * math.Sqrt(p*(1-p)/cases+z*z/(4*cases*cases))
	return max(middle-half, 0), middle + half
}

// mostColumns is how many ages a triangle shows; older cohorts are taken by
// quarter or year.
const mostColumns = 36

// triangle takes cohorts together, and shows every so many ages, until no more
// than mostColumns are left.
func (a *fitAlbum) triangle(s *calibrate.Segment) *plots.Figure {
	step := 1
	for _, months := range []int{3, 6, 12, 24, 60} {
		if len(s.Cohorts) <= mostColumns*step {
			break
		}
		step = months
	}
	d := plots.TriangleData{Step: step}
	cohorts := s.Cohorts
	for i := (len(cohorts) - 1) % step; i < len(cohorts); i += step {
		group := cohorts[max(i-step+1, 0) : i+1]
		if row, ok := triangleRow(group, step); ok {
			d.Rows = append(d.Rows, row)
		}
	}
	title := fmt.Sprintf("%s: retention by cohort", segmentLabel(s))
	subtitle := "Share of each month's joiners still active, by months since they joined"
	if step > 1 {
		subtitle = fmt.Sprintf("Share of the joiners of each %d months (from the month named) still active, by months since they joined", step)
	}
	d.Head = a.head(title, subtitle)
	return plots.Triangle(d)
}

// triangleRow is the retention of some cohorts together at ages 0, step, 2 step ..
// that all of them have reached.
func triangleRow(group []calibrate.Cohort, step int) (plots.TriangleRow, bool) {
	n, seen := 0, math.MaxInt
	for _, c := range group {
		n += c.N
		seen = min(seen, c.Seen)
	}
	if n == 0 {
		return plots.TriangleRow{}, false
	}
	row := plots.TriangleRow{Name: group[0].Month.String(), Detail: report.English().Whole(n), Values: []float64{1}}
	left := 0
	for age := 1; age <= seen; age++ {
		for _, c := range group {
			left += c.Left[age-1]
		}
		if age%step == 0 {
			row.Values = append(row.Values, 1-float64(left)/float64(n))
		}
	}
	return row, true
}

// bridge is the last twelve months' way from opening to closing MRR.
func (a *fitAlbum) bridge(s *calibrate.Segment) *plots.Figure {
	months := s.MRR.Months
	if len(months) > 12 {
		months = months[len(months)-12:]
	}
	unit := "MRR"
	if a.r.Currency != "" {
		unit += ", " + a.r.Currency
	}
	d := plots.BridgeData{Unit: unit, Opening: months[0].Opening, Closing: months[len(months)-1].Closing,
		OpeningLabel: "before " + months[0].Month.String(), ClosingLabel: months[len(months)-1].Month.String()}
	for _, m := range months {
		d.New += m.New
		d.Reactivated += m.Reactivated
		d.Expansion += m.Expansion
		d.Contraction += m.Contraction
		d.Churned += m.Churned
	}
	d.Head = a.head(fmt.Sprintf("%s: MRR from %s to %s in %s", segmentLabel(s), a.page.money(d.Opening), a.page.money(d.Closing), count(len(months), "month")),
		"What moved monthly recurring revenue, as the files have it")
	return plots.Bridge(d)
}

func (a *fitAlbum) rfm(s *calibrate.Shop) *plots.Figure {
	d := plots.RFMData{RecencyAxis: "Recency, in fifths (5: bought lately)", FrequencyAxis: "Frequency, in fifths (5: bought often)"}
	for i, score := range s.Scores {
		d.Cells = append(d.Cells, plots.RFMCell{Recency: score.R, Frequency: score.F,
			Segment: strings.ReplaceAll(string(score.Segment()), "_", " "), Customers: s.Customers[i].Count})
	}
	share := s.RFM["champions"] / s.BGNBD.Customers
	d.Head = a.head(fmt.Sprintf("%s of the customers are champions, %s may be lost (at risk, can't lose)", plots.English().Percent(share),
		plots.English().Percent((s.RFM["at_risk"]+s.RFM["cant_lose"])/s.BGNBD.Customers)),
		"Customers by how lately and how often they bought; equal customers share the lower fifth")
	return plots.RFM(d)
}
