package calibrate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holdfast/sim"
	"holdfast/sim/retention"
)

// members is a file of customers with dates of geometric and mixed lifetimes.
func members(n int, segment func(i int) string) string {
	var b strings.Builder
	b.WriteString("customer,start,end,price,group\n")
	asOf := DayOf(2026, 6, 30)
	for i := range n {
		start := DayOf(2023, 1, 1) + Day(1276*uniform(1, uint64(i)))
		months := 1 + int(math.Log(1-uniform(2, uint64(i)))/math.Log(1-0.06))
		end := ""
		if day := start.anniversary(months); day <= asOf {
			end = day.String()
		}
		fmt.Fprintf(&b, "m%d,%v,%s,%d,%s\n", i, start, end, 20+i%3, quote(segment(i)))
	}
	return b.String()
}

func byParity(i int) string { return []string{"even", "odd"}[i%2] }

func dateOptions() Options {
	o := plain()
	o.AsOf = DayOf(2026, 6, 30)
	o.Segment = "group"
	return o
}

func TestPlanHasWhatTheDataSay(t *testing.T) {
	r := calibrated(t, dateOptions(), file(t, "members.csv", members(2000, byParity)))
	m := loaded(t, r).Model
	if len(m.Segments) != 2 || m.Months != planMonths || m.Start != (sim.YearMonth{Year: 2026, Month: 7}) {
		t.Fatalf("%d segments, %d months from %v", len(m.Segments), m.Months, m.Start)
	}
	for i, s := range r.Segments {
		customers := 0.0
		for _, g := range m.Segments[i].Opening.Groups {
			customers += g.Customers
			if s.Opening[g.Months] != int(g.Customers) {
				t.Errorf("%s: %v of tenure %d, want %d", s.Name, g.Customers, g.Months, s.Opening[g.Months])
			}
		}
		if int(customers) != s.Active {
			t.Errorf("%s: opening of %v, want %d", s.Name, customers, s.Active)
		}
		if m.Segments[i].Retention.Model != s.drawnAs().Model() || len(m.Tables) != 1 || len(m.Tables[0].Columns[0]) != 20 {
			t.Errorf("%s: retention %+v, tables %d", s.Name, m.Segments[i].Retention, len(m.Tables))
		}
	}
	result, err := sim.Run(context.Background(), m, sim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if mean := result.Scenarios[0].Metrics[sim.MetricClosingCustomers].Mean; !(mean > 0) {
		t.Errorf("closing customers %v", mean)
	}
}

// The order of the rows is no information.
func TestRowsInAnyOrderMakeTheSamePlan(t *testing.T) {
	text := members(300, byParity) + "m1,2023-05-01,2024-05-01,21,odd\nm2,2023-05-01,,22,even\n"
	body := func(text string) string {
		r := calibrated(t, dateOptions(), file(t, "members.csv", text))
		_, plan, _ := strings.Cut(string(r.Plan("draws.csv")), "\nplan:")
		return plan + string(r.Draws())
	}
	want := body(text)
	for seed := range uint64(3) {
		if got := body(shuffled(text, seed)); got != want {
			for i, line := range strings.Split(got, "\n") {
				if other := strings.Split(want, "\n")[i]; line != other {
					t.Fatalf("seed %d: %s\nbefore: %s", seed, line, other)
				}
			}
		}
	}
}

// Adding a segment moves no draw of the others.
func TestDrawsOfASegmentDependOnItAlone(t *testing.T) {
	two := calibrated(t, dateOptions(), file(t, "a.csv", members(600, byParity)))
	three := calibrated(t, dateOptions(), file(t, "b.csv", members(600, byParity)+strings.ReplaceAll(strings.SplitN(members(200, func(int) string { return "aaa" }), "\n", 2)[1], "\nm", "\nn")[1:]))
	for _, s := range two.Segments {
		for _, other := range three.Segments {
			if s.Name == other.Name && s.N == other.N {
				for i := range s.Draws {
					if s.Draws[i] != other.Draws[i] {
						t.Fatalf("%s: draw %d is %v and %v", s.Name, i, s.Draws[i], other.Draws[i])
					}
				}
			}
		}
	}
}

// No text of the data can end a scalar or start a key.
func TestAnyNameMakesAPlan(t *testing.T) {
	texts := rapid.OneOf(rapid.StringN(1, 30, 90), rapid.SampledFrom([]string{
		"法人・大口", `a"b`, `a\b`, "a: b", "# c", "{x}", "- y", "yes", "12", "to", "gross_margin", "draws", "*a", "&b", "cac", "CAC_x", "saturation_y", "=1+1", "<script>", "!!str", "a\u0085b", "😀", "\u202e", "a'b", "%", "@", "`", "e\u0301", "ａ", "a b", "a_b"}))
	rapid.Check(t, func(rt *rapid.T) {
		var k keys
		r := &Result{GrossMargin: placeholderMargin, AsOf: noDay, Since: noDay, Files: []File{{Name: texts.Draw(rt, "file"), From: noDay, To: noDay}}}
		for range rapid.IntRange(1, 4).Draw(rt, "segments") {
			fit := retention.Fit{Kind: retention.SBG, Curve: retention.Curve{Kind: retention.SBG, Alpha: 1, Beta: 9, Scale: 1}, Params: []float64{1, 9}, StdErr: []float64{1, 1}, Identified: true}
			name := texts.Draw(rt, "segment")
			s := Segment{Name: name, ID: k.of(name), Term: 1, N: 5, Events: 3, Fits: []retention.Fit{fit}, Active: 2, Opening: map[int]int{3: 2}, Survival: survivalOf(&fit.Curve, 20),
				Draws: []Draw{{retention.SBG, [3]float64{1, 9}}, {retention.SBG, [3]float64{1.1, 9}}}}
			s.Price.All.add(5)
			r.Segments = append(r.Segments, s)
		}
		r.warn("x", texts.Draw(rt, "where"), "%s", texts.Draw(rt, "message"))
		plan := loaded(t, r)
		for i, s := range r.Segments {
			if got := plan.Model.Segments[i].Title; title(s.Name, s.ID) != quote(got) {
				rt.Fatalf("title %q, want %q", got, s.Name)
			}
		}
	})
}

func TestResamplingDrawsCases(t *testing.T) {
	sizes := []float64{5, 0, 300, 1, 94}
	var spread [5]Moments
	const n = 4000
	for i := range n {
		counts := multinomial(sizes, keyOf("x").With(uint64(i)))
		total := 0.0
		for k, c := range counts {
			total += c
			spread[k].add(c)
		}
		if total != 400 {
			t.Fatalf("%v cases of 400", total)
		}
	}
	for k, m := range spread {
		p := sizes[k] / 400
		variance := 400 * p * (1 - p)
		// the mean of n draws is within 6 standard errors but for 2e-9
		if math.Abs(m.Mean-sizes[k]) > 6*math.Sqrt(variance/n)+1e-12 {
			t.Errorf("group %d: mean %v, want %v", k, m.Mean, sizes[k])
		}
		// so is the variance, whose error is about variance sqrt((2 + kurtosis)/n)
		if variance > 0 && math.Abs(m.SD()*m.SD()-variance) > 6*variance*math.Sqrt((2+1/variance)/n) {
			t.Errorf("group %d: variance %v, want %v", k, m.SD()*m.SD(), variance)
		}
	}
}

func TestUnusableData(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nobody left":  {"customer,tenure,churned\na,3,no\nb,4,no\n", "nobody of 2 customers left"},
		"tenure 0":     {"customer,tenure,churned\na,0,no\nb,0,no\n", "nothing to fit"},
		"all rejected": {"customer,start,end\na,2024-05-01,2024-04-01\nb,2024-05-01,2024-01-01\n", "more than 5 %"},
		"no repeats":   {"customer,date,amount\na,2024-05-01,5\nb,2024-06-01,5\n", "nobody bought on a second day"},
		"future ends":  {"customer,start,end\na,2024-01-01,2026-01-01\nb,2024-05-01,\n", "--as-of"},
	} {
		_, err := Calibrate(context.Background(), []string{file(t, "x.csv", c.text)}, plain())
		var mistake *Mistake
		if !errors.As(err, &mistake) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSeveralRowsOfACustomer(t *testing.T) {
	r := calibrated(t, Options{AsOf: NoDay, Since: NoDay, Replicates: -1, AllowRejects: true},
		file(t, "x.csv", "customer,tenure,churned\na,3,yes\na,5,no\nb,9,yes\nb,4,yes\nc,2,no\nc,2,no\nd,1,yes\n"))
	if s := r.Segments[0]; s.N != 4 || s.Events != 2 || s.Opening[5] != 1 || s.Opening[2] != 1 {
		t.Errorf("%+v", s)
	}
	if r.Rows.Rejected != 3 || r.Rows.Used != 4 {
		t.Errorf("%+v", r.Rows)
	}
}

// A terms' file: everybody leaves at multiples of twelve months.
func TestContractTermsAreRecognised(t *testing.T) {
	var b strings.Builder
	b.WriteString("customer,tenure,churned,price\n")
	for i := range 200 {
		years := 1 + int(math.Log(1-uniform(5, uint64(i)))/math.Log(0.7))
		seen := int(60 * uniform(6, uint64(i)))
		if 12*years <= seen {
			fmt.Fprintf(&b, "%d,%d,yes,10\n", i, 12*years)
		} else {
			fmt.Fprintf(&b, "%d,%d,no,10\n", i, seen)
		}
	}
	r := calibrated(t, plain(), file(t, "terms.csv", b.String()))
	if r.Segments[0].Term != 12 || warned(r, "contract_term") == "" {
		t.Fatalf("term %d", r.Segments[0].Term)
	}
	if m := loaded(t, r).Model; m.Segments[0].Term != 12 {
		t.Errorf("the plan's term is %d", m.Segments[0].Term)
	}
}

func TestJSONIsTheSameEveryTime(t *testing.T) {
	path := file(t, "members.csv", members(300, byParity))
	var first bytes.Buffer
	if err := calibrated(t, dateOptions(), path).JSON(&first); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := calibrated(t, dateOptions(), path).JSON(&again); err != nil || first.String() != again.String() {
		t.Errorf("another document (%v)", err)
	}
}

// Assumptions of segments and of channels have names of their own, whatever the
// data call them.
func TestSegmentsAndChannelsShareNoNames(t *testing.T) {
	o := dateOptions()
	r := calibrated(t, o, file(t, "members.csv", members(400, func(i int) string { return []string{"cac", "cac_x"}[i%2] })),
		file(t, "adverts.csv", "month,channel,spend,new\n2026-05,price,100,3\n2026-05,x_price,100,3\n2026-06,price,120,4\n2026-06,x_price,90,2\n"))
	if m := loaded(t, r).Model; len(m.Segments) != 2 || len(m.Segments[0].Channels) != 2 {
		t.Errorf("%d segments, %d channels", len(m.Segments), len(m.Segments[0].Channels))
	}
}
