package calibrate

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"holdfast/sim"
	"holdfast/sim/retention"
)

// drawnPlan is a result of one segment with these draws.
func drawnPlan(term int, draws ...Draw) *Result {
	curve := draws[0].curve()
	fit := retention.Fit{Kind: draws[0].Kind, Curve: curve, Params: draws[0].Params[:], StdErr: make([]float64, 3), Identified: true}
	s := Segment{Name: "x", ID: "x", Term: term, N: 5, Events: 3, Fits: []retention.Fit{fit}, Active: 1_000_000, Opening: map[int]int{0: 1_000_000},
		Survival: survivalOf(&curve, 60), Draws: draws}
	s.Price.All.add(5)
	return &Result{GrossMargin: placeholderMargin, AsOf: noDay, Since: noDay, Segments: []Segment{s}}
}

// What is simulated of the plan's draws is what was fitted, for every model, of its
// own and among others.
func TestDrawsSimulateWhatWasFitted(t *testing.T) {
	constant := Draw{retention.Constant, [3]float64{0.0312345678}}
	for _, d := range []Draw{
		constant,
		{retention.SBG, [3]float64{0.912345678, 11.2345678}},
		{retention.Weibull, [3]float64{0.0826093, 0.604295}},
		{retention.Weibull, [3]float64{8.05545678e-15, 6.92499123}},
		{retention.Weibull, [3]float64{1.23456789e-40, 23.4567891}},
		{retention.Weibull, [3]float64{1.23456789e-80, 46.7891234}},
		{retention.BDW, [3]float64{0.812345678, 1.23456789e30, 17.9123456}},
		{retention.BDW, [3]float64{0.812345678, 12.345678, 1.29123456}},
	} {
		for _, term := range []int{1, 12} {
			for _, others := range [][]Draw{nil, {constant}} {
				model := d.Kind.Model()
				switch {
				case d.Kind == retention.Constant && term > 1:
					model = "table"
				case d.Kind == retention.Constant:
					model = "constant"
				case others != nil:
					model = "bdw"
				}
				m := loaded(t, drawnPlan(term, append([]Draw{d}, others...)...)).Model
				if got := m.Segments[0].Retention.Model; got != model {
					t.Errorf("%v: written as %s, want %s", d, got, model)
				}
				for _, column := range m.Tables[0].Columns {
					if len(column) > 1 {
						column[1] = column[0] // every trial has the first draw
					}
				}
				m.Months, m.Trials, m.Noise = 60, 1, sim.NoiseNone
				result, err := sim.Run(context.Background(), m, sim.Options{})
				if err != nil {
					t.Fatal(err)
				}
				closing := result.Scenarios[0].Monthly[sim.MeasureClosing].Mean
				curve := d.curve()
				want := survivalOf(&curve, 60)
				for k := 1; k*term <= 60; k++ {
					if got := closing[k*term-1] / 1e6; math.Abs(got-want[k]) > 1e-4 {
						t.Fatalf("%v, term %d, among %v: S(%d) = %v simulated, %v fitted", d, term, others, k, got, want[k])
					}
				}
			}
		}
	}
}

// A row of the file of draws is the replicate's curve, however steeply its hazard
// rises from next to nothing, and the band of the text and of JSON is that of the
// rows.
func TestWrittenRowsAreTheCurves(t *testing.T) {
	const within = 5e-4
	draws := []Draw{{retention.Constant, [3]float64{0.0312345678}}, {retention.Constant, [3]float64{1e-9}},
		{retention.SBG, [3]float64{1e6, 1.23456789e8}}, {retention.SBG, [3]float64{0.5, 1e20}}, {retention.SBG, [3]float64{0.912345678, 11.2345678}},
		{retention.BDW, [3]float64{1e6, 3.456789e24, 9.87654321}}, {retention.BDW, [3]float64{2.34567891, 1.23456789e33, 18.7654321}},
		{retention.BDW, [3]float64{1.23456789, 2.34567891e90, 49.9876543}}}
	for _, c := range []float64{0.3456789, 1, 8.7654321, 20, 49.9999999, 50} {
		for _, theta := range []float64{0.3, 1e-4, 8e-15, 1e-17, 1e-25, 1e-40, math.Pow(45, -c)} {
			draws = append(draws, Draw{retention.Weibull, [3]float64{theta, c}})
		}
	}
	for i := range draws {
		for _, alone := range []bool{true, false} {
			others := []Draw{draws[i], {retention.BDW, [3]float64{1, 9, 1.1}}}
			if alone {
				others = others[:1]
			}
			r := drawnPlan(1, others...)
			s := &r.Segments[0]
			s.survive(120)
			got := rowCurve(t, s, r.Draws())
			curve := draws[i].curve()
			want := survivalOf(&curve, 120)
			for n := range want {
				if !(math.Abs(got[n]-want[n]) <= within) {
					t.Fatalf("%v, alone %v: S(%d) = %v in the file, %v fitted", draws[i], alone, n, got[n], want[n])
				}
				if alone && (s.Low[n] != got[n] || s.High[n] != got[n]) {
					t.Fatalf("%v: the band at %d is %v to %v, the row says %v", draws[i], n, s.Low[n], s.High[n], got[n])
				}
			}
		}
	}
}

// rowCurve reads the first row of a file of draws back as S(0) to S(120).
func rowCurve(t *testing.T, s *Segment, rows []byte) []float64 {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(rows)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	row := Draw{Kind: s.drawnAs()}
	for i, text := range records[1] {
		if row.Params[i], err = strconv.ParseFloat(text, 64); err != nil {
			t.Fatal(err)
		}
	}
	curve := row.curve()
	return survivalOf(&curve, 120)
}

// A plan says a model by its own name where all data sets chose it.
func TestPlansNameTheModelThatAllRowsHave(t *testing.T) {
	same := drawnPlan(1, Draw{retention.Weibull, [3]float64{0.08, 0.6}}, Draw{retention.Weibull, [3]float64{0.09, 0.61}})
	if plan, rows := string(same.Plan("d.csv")), string(same.Draws()); !strings.Contains(plan, "{model: weibull, theta: x_theta, c: x_c}") ||
		strings.Contains(plan, "differ in the model") || rows != "x_theta,x_c\n0.08,0.6\n0.09,0.61\n" {
		t.Errorf("%s\n%s", rows, plan)
	}
	mixed := drawnPlan(1, Draw{retention.Weibull, [3]float64{0.08, 0.6}}, Draw{retention.SBG, [3]float64{1, 9}})
	if plan, rows := string(mixed.Plan("d.csv")), string(mixed.Draws()); !strings.Contains(plan, "{model: bdw, alpha: x_alpha, beta: x_beta, c: x_c}") ||
		!strings.Contains(plan, "differ in the model") || rows != fmt.Sprintf("x_alpha,x_beta,x_c\n1000000,%s,0.6\n1,9,1\n", digits(1e6*0.92/0.08, 6)) {
		t.Errorf("%s\n%s", rows, plan)
	}
}
