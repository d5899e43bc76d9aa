package plots_test

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"log"
	"math"
	"regexp"

	"gonum.org/v1/plot/vg"

	"holdfast/plots"
)

// show prints the texts of a chart, in the order in which they are drawn.
func show(c plots.Chart) {
	var svg bytes.Buffer
	if err := plots.SVG(&svg, c, plots.Size{}); err != nil {
		log.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`<text[^>]*>([^<]*)</text>`).FindAllStringSubmatch(svg.String(), -1) {
		fmt.Println(html.UnescapeString(m[1]))
	}
}

func ExampleFan() {
	show(plots.Fan(plots.FanData{
		Head: plots.Head{
			Title:    "Onboarding lifts revenue by a fifth",
			Subtitle: "Monthly revenue, P50 and P10–P90",
			Note:     "10,000 trials, seed 1",
		},
		Start: plots.Month{Year: 2027, Month: 1},
		Unit:  "Revenue, JPY a month",
		Series: []plots.FanSeries{
			{Name: "現状維持", Colour: 0, P10: []float64{9e6, 9e6, 9e6}, P50: []float64{10e6, 10.1e6, 10.2e6}, P90: []float64{11e6, 11.3e6, 11.5e6}},
			{Name: "Onboarding", Colour: 1, P10: []float64{9e6, 9.4e6, 10e6}, P50: []float64{10e6, 11e6, 12.2e6}, P90: []float64{11e6, 13e6, 14.7e6}},
		},
	}))
	// Output:
	// Onboarding lifts revenue by a fifth
	// Monthly revenue, P50 and P10–P90. Quantiles are of each month alone: a band is not a path. Numbers: P50 (P10 – P90) in 2027-03.
	// 10,000 trials, seed 1
	// 0
	// 2.5M
	// 5.0M
	// 7.5M
	// 10.0M
	// 12.5M
	// 15.0M
	// Revenue, JPY a month
	// 2027-01
	// 2027-02
	// 2027-03
	// 現状維持
	// 10.2M (9M – 11.5M)
	// Onboarding
	// 12.2M (10M – 14.7M)
}

func ExampleDistribution() {
	show(plots.Distribution(plots.DistributionData{
		Head: plots.Head{Title: "Five futures in six pay"},
		Unit: "NPV against the baseline, JPY",
		Series: []plots.DistributionSeries{{
			Name: "Onboarding", Colour: 1,
			Values: []float64{-6e6, 12e6, 30e6, 41e6, 55e6, 97e6},
			Loss:   1.0 / 6, P10: -6e6, P50: 41e6, P90: 97e6,
		}},
	}))
	// Output:
	// Five futures in six pay
	// 0
	// 20M
	// 40M
	// 60M
	// 80M
	// NPV against the baseline, JPY
	// P10
	// P50
	// P90
	// Onboarding
	// 17 % lose money
	// −6M
	// 41M
	// 97M
}

func ExampleCumulative() {
	show(plots.Cumulative(plots.CumulativeData{
		Head: plots.Head{Title: "Paid back in the third month"},
		Unit: "Against the baseline, JPY",
		Series: []plots.CumulativeSeries{
			{Name: "Onboarding", Colour: 1, P10: []float64{-9e6, -8e6, -4e6, 1e6}, P50: []float64{-8e6, -4e6, 1e6, 6e6}, P90: []float64{-7e6, -1e6, 5e6, 12e6}, Breakeven: 3},
			{Name: "Price rise", Colour: 2, P50: []float64{-1e6, -2e6, -3e6, -4e6}, Breakeven: math.Inf(1)},
		},
	}))
	// Output:
	// Paid back in the third month
	// Quantiles are of each month alone: a band is not a path.
	// −10M
	// −5M
	// 0
	// 5M
	// 10M
	// Against the baseline, JPY
	// 1
	// 2
	// 3
	// 4
	// Month
	// Onboarding
	// breakeven month 3
	// Price rise
	// no breakeven within the horizon
}

func ExampleLTVCAC() {
	show(plots.LTVCAC(plots.LTVCACData{
		Head: plots.Head{Title: "Enterprise earns its acquisition cost four times over"},
		Unit: "LTV / CAC", Line: 3,
		Rows: []plots.LTVCACRow{
			{Segment: "Enterprise", Scenario: "Baseline", Colour: 0, P10: 2.2, P50: 4.1, P90: 7.3},
			{Segment: "Enterprise", Scenario: "Referral only", Colour: 1, P10: 8.8, P50: math.Inf(1), P90: math.Inf(1)},
			{Segment: "Public", Scenario: "Baseline", Colour: 0, P10: math.NaN(), P50: math.NaN(), P90: math.NaN()},
		},
	}))
	// Output:
	// Enterprise earns its acquisition cost four times over
	// 0x
	// 2x
	// 4x
	// 6x
	// 8x
	// LTV / CAC
	// P10
	// P50
	// P90
	// 3x
	// Enterprise
	// Baseline
	// 2.2x
	// 4.1x
	// 7.3x
	// Referral only
	// 8.8x
	// ∞
	// ∞
	// Public
	// Baseline
	// –
	// –
	// –
	// no CAC
}

func ExampleRetention() {
	show(plots.Retention(plots.RetentionData{
		Head: plots.Head{Title: "A third leaves in the first quarter"},
		Unit: "Customers still active",
		Series: []plots.RetentionSeries{{
			Name: "Small businesses", Colour: 1,
			Expected: []float64{1, 0.84, 0.73, 0.66},
			P10:      []float64{1, 0.82, 0.70, 0.62}, P50: []float64{1, 0.84, 0.73, 0.66}, P90: []float64{1, 0.86, 0.76, 0.70},
		}},
	}))
	// Output:
	// A third leaves in the first quarter
	// Line: expected by the curve. Dots and band: simulated, P50 and P10–P90 of each month alone.
	// 0 %
	// 20 %
	// 40 %
	// 60 %
	// 80 %
	// 100 %
	// Customers still active
	// 0
	// 1
	// 2
	// 3
	// Months since joining
	// Small businesses
	// 66 % after 3 months
}

func ExampleBridge() {
	show(plots.Bridge(plots.BridgeData{
		Head: plots.Head{Title: "Churn takes back most of what new customers bring"},
		Unit: "MRR, JPY", OpeningLabel: "2027-01", ClosingLabel: "2029-12",
		Opening: 12e6, New: 9e6, Reactivated: 400e3, Expansion: 1.5e6, Price: 0, Contraction: -600e3, Churned: -7e6, Closing: 15.3e6,
	}))
	// Output:
	// Churn takes back most of what new customers bring
	// 0
	// 5M
	// 10M
	// 15M
	// 20M
	// MRR, JPY
	// 12M
	// Opening MRR
	// 2027-01
	// +9M
	// New
	// +400k
	// Reactivated
	// +1.5M
	// Expansion
	// 0
	// Price
	// −600k
	// Contraction
	// −7M
	// Churned
	// 15.3M
	// Closing MRR
	// 2029-12
}

func ExamplePNG() {
	chart := plots.Bridge(plots.BridgeData{Unit: "MRR, JPY", Opening: 5e6, New: 1e6, Closing: 6e6})
	err := plots.PNG(io.Discard, chart, plots.Size{Width: 10 * vg.Inch, Height: 5 * vg.Inch, DPI: 200})
	fmt.Println(err)
	// Output: <nil>
}

func ExampleKaplanMeier() {
	show(plots.KaplanMeier(plots.KaplanMeierData{
		Head:     plots.Head{Title: "Half are there after two months"},
		Unit:     "Customers still active",
		Observed: []float64{1, 0.8, 0.5},
		Fits:     []plots.FittedCurve{{Name: "sBG", Detail: "AIC 120", Colour: 2, Chosen: true, Values: []float64{1, 0.8, 0.52, 0.4}}},
		Name:     "Observed", Until: "observed until 2",
	}))
	// Output:
	// Half are there after two months
	// 0 %
	// 20 %
	// 40 %
	// 60 %
	// 80 %
	// 100 %
	// Customers still active
	// observed until 2
	// 0
	// 1
	// 2
	// 3
	// Months since joining
	// sBG
	// AIC 120
	// Observed
	// 50 % after 2 months
}

func ExampleHazard() {
	show(plots.Hazard(plots.HazardData{
		Head: plots.Head{Title: "The first month is the worst"}, Unit: "Leave at this age",
		Observed: []float64{0.2, 0.1, 0.1}, Name: "Observed",
	}))
	// Output:
	// The first month is the worst
	// 0 %
	// 5 %
	// 10 %
	// 15 %
	// 20 %
	// Leave at this age
	// 0
	// 1
	// 2
	// 3
	// Months since joining
	// Observed
}

func ExampleTriangle() {
	show(plots.Triangle(plots.TriangleData{
		Head: plots.Head{Title: "Cohorts"},
		Rows: []plots.TriangleRow{{Name: "2026-01", Detail: "900", Values: []float64{1, 0.9}}, {Name: "2026-02", Detail: "950", Values: []float64{1}}},
	}))
	// Output:
	// Cohorts
	// Months since joining
	// 0
	// 1
	// 2026-01
	// 900
	// 100 %
	// 90 %
	// 2026-02
	// 950
	// 100 %
}

func ExampleRFM() {
	show(plots.RFM(plots.RFMData{
		Head: plots.Head{Title: "Most are champions"}, RecencyAxis: "Recency", FrequencyAxis: "Frequency",
		Cells: []plots.RFMCell{{Recency: 5, Frequency: 5, Segment: "champions", Customers: 3}, {Recency: 5, Frequency: 4, Segment: "loyal", Customers: 1}},
	}))
	// Output:
	// Most are champions
	// Frequency
	// loyal
	// 25 %
	// champions
	// 75 %
	// 1
	// 1
	// 2
	// 2
	// 3
	// 3
	// 4
	// 4
	// 5
	// 5
	// Recency
}

func ExampleNewPDF() {
	d, err := plots.NewPDF(595, 842) // A4
	if err != nil {
		log.Fatal(err)
	}
	d.Describe("継続率の報告", "Board meeting")
	d.AddPage()
	d.Bookmark("概要", 0, 0)
	heading := plots.PDFStyle{Size: 20, Bold: true}
	if err := d.Print(heading, 50, 70, "継続率の報告"); err != nil {
		log.Fatal(err)
	}
	body := plots.PDFStyle{Size: 10}
	for i, line := range body.Wrap("Onboarding pays back in month 14. It beats doing nothing in 83 % of futures.", 300, 3) {
		fmt.Println(line)
		if err := d.Print(body, 50, 100+14*vg.Length(i), line); err != nil {
			log.Fatal(err)
		}
	}
	chart := plots.Bridge(plots.BridgeData{Unit: "MRR", Opening: 100, New: 30, Churned: -10, Closing: 120})
	if err := d.DrawChart(chart, 50, 140, 495, 280); err != nil {
		log.Fatal(err)
	}
	var file bytes.Buffer
	if err := d.Output(&file); err != nil {
		log.Fatal(err)
	}
	fmt.Println(file.Len() < 30_000)
	// Output:
	// Onboarding pays back in month 14. It beats doing nothing in
	// 83 % of futures.
	// true
}
