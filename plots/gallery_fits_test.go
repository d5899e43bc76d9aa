package plots

import (
	"fmt"
	"math"
)

// fitsOf is curves of the four models, observed with some roughness.
func fitsOf(ages int, first int, at func(model, age int) float64) []FittedCurve {
	names := []string{"Geometric", "sBG", "Discrete Weibull", "Beta-discrete-Weibull"}
	var fits []FittedCurve
	for m, name := range names {
		c := FittedCurve{Name: name, Detail: fmt.Sprintf("AIC %d", 20630+37*((m+2)%4)), Colour: m + 1, Chosen: m == 2}
		for age := first; age <= ages; age++ {
			c.Values = append(c.Values, at(m, age))
		}
		fits = append(fits, c)
	}
	return fits
}

func kaplanMeierOf(observed, ages int) KaplanMeierData {
	curve := func(m, age int) float64 {
		return math.Exp(-(0.05 + 0.004*float64(m)) * math.Pow(float64(age), 0.8-0.02*float64(m)))
	}
	d := KaplanMeierData{
		Head: Head{
			Title:    "Month-to-month: 70 % are still there after a year; the discrete Weibull fits best",
			Subtitle: "Kaplan-Meier estimate and fitted curves; band: 90 % of the bootstrap replicates",
			Note:     "telco_churn.csv: 3,875 customers, 1,655 losses.",
		},
		Unit: "Customers still active", Name: "Observed", Until: "observed until 72",
		Fits: fitsOf(ages, 0, curve),
	}
	for age := range observed + 1 {
		d.Observed = append(d.Observed, curve(2, age)+wave(2, age)*0.3*math.Min(1, float64(age)/5))
	}
	for age := range ages + 1 {
		w := 0.002 * float64(age) * curve(2, age)
		d.Low, d.High = append(d.Low, curve(2, age)-w), append(d.High, curve(2, age)+w)
	}
	return d
}

func hazardOf(ages int) HazardData {
	d := HazardData{
		Head: Head{Title: "Customers leave in their first months: the hazard falls from 10 % to 2 %", Subtitle: "Share of those who got to an age that leave at it", Note: "telco_churn.csv"},
		Unit: "Leave at this age", Name: "Observed",
		Fits: fitsOf(ages, 1, func(m, age int) float64 { return 0.1 * math.Pow(float64(age), -0.3-0.02*float64(m)) }),
	}
	for age := 1; age <= ages; age++ {
		v := 0.1*math.Pow(float64(age), -0.35) + wave(1, age)*0.4
		w := 0.004 * math.Sqrt(float64(age))
		if age > ages-4 {
			w = 0.4
		}
		d.Observed, d.Low, d.High = append(d.Observed, math.Max(v, 0)), append(d.Low, v-w), append(d.High, v+w)
	}
	return d
}

func triangleOf(rows int) TriangleData {
	d := TriangleData{Head: Head{Title: "Cohorts of 2026 leave faster than those before", Subtitle: "Share of each month's joiners still active, by months since they joined", Note: "subscriptions.csv"}}
	start := Month{2025, 1}
	for i := range rows {
		m := start.Plus(i)
		r := TriangleRow{Name: fmt.Sprintf("%04d-%02d", m.Year, m.Month), Detail: fmt.Sprint(900 + 13*i)}
		for age := range rows - i {
			r.Values = append(r.Values, math.Exp(-(0.06+0.001*float64(i))*math.Pow(float64(age), 0.8)))
		}
		d.Rows = append(d.Rows, r)
	}
	return d
}

func rfmOf(names func(r, f int) string) RFMData {
	d := RFMData{
		Head:        Head{Title: "A fifth are champions; 12 % used to buy often and have not been seen lately", Subtitle: "Customers by how lately and how often they bought", Note: "orders.csv: 2,357 customers."},
		RecencyAxis: "Recency quintile (5: bought lately)", FrequencyAxis: "Frequency quintile (5: bought often)",
	}
	for r := 1; r <= 5; r++ {
		for f := 1; f <= 5; f++ {
			d.Cells = append(d.Cells, RFMCell{r, f, names(r, f), float64(20 + 30*r*f - 5*(r-f)*(r-f))})
		}
	}
	return d
}

func fitGallery() []entry {
	english := func(r, f int) string {
		switch {
		case r >= 4 && f >= 4:
			return "champions"
		case r <= 2 && f >= 3:
			return "at risk"
		case r <= 2:
			return "hibernating"
		case f >= 3:
			return "loyal"
		}
		return "potential loyalist"
	}
	japanese := func(r, f int) string { return longNames[(r/2+f/3)%len(longNames)] }
	km := kaplanMeierOf(72, 120)
	ja := kaplanMeierOf(48, 72)
	ja.Title, ja.Subtitle, ja.Unit, ja.AgeAxis, ja.Name, ja.Until = "月契約の顧客は1年で3割が解約する", "カプランマイヤー推定と当てはめた曲線", "残っている顧客", "入会からの月数", "観測値", "48か月目まで観測"
	return []entry{
		{"kaplanmeier", KaplanMeier(km)},
		{"kaplanmeier_ja", KaplanMeier(ja)},
		{"hazard", Hazard(hazardOf(72))},
		{"triangle_12", Triangle(triangleOf(12))},
		{"triangle_60", Triangle(triangleOf(60))},
		{"rfm", RFM(rfmOf(english))},
		{"rfm_ja", RFM(rfmOf(japanese))},
		{"deg_km_none", KaplanMeier(KaplanMeierData{})},
		{"deg_km_nofit", KaplanMeier(KaplanMeierData{Unit: "active", Observed: []float64{1, 0.9}, Name: "Observed", Until: "until 1"})},
		{"deg_hazard_none", Hazard(HazardData{})},
		{"deg_hazard_zero", Hazard(HazardData{Unit: "x", Observed: []float64{0, 0, 0}, Name: "Observed"})},
		{"deg_triangle_none", Triangle(TriangleData{})},
		{"deg_triangle_1", Triangle(triangleOf(1))},
		{"deg_rfm_none", RFM(RFMData{})},
		{"deg_rfm_one", RFM(RFMData{Cells: []RFMCell{{5, 5, "x", 1}, {9, 0, "y", 4}}})},
	}
}
