package calibrate

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestChannels(t *testing.T) {
	var b strings.Builder
	b.WriteString("month,channel,spend,new\n")
	for i := range 24 {
		month := fmt.Sprintf("%d-%02d", 2024+i/12, 1+i%12)
		spend := 1000 * math.Pow(2, float64(i%5))
		fmt.Fprintf(&b, "%s,ads,%.6f,%.9f\n", month, spend, 10*math.Pow(spend/1000, 0.6))
		fmt.Fprintf(&b, "%s,steady,5000,%d\n", month, 20+i%3)
		fmt.Fprintf(&b, "%s,free,0,7\n", month)
		fmt.Fprintf(&b, "%s,wasted,100,0\n", month)
	}
	o := plain()
	o.Kind = "acquisition"
	r := calibrated(t, o, file(t, "ads.csv", b.String()))
	by := map[string]Channel{}
	for _, c := range r.Channels {
		by[c.Name] = c
	}
	if c := by["ads"]; math.Abs(c.Saturation-0.4) > 1e-6 || math.Abs(c.CAC-c.Spend/c.New) > 1e-9 || !(c.SE > 0) {
		t.Errorf("ads: %+v", c)
	}
	if c := by["steady"]; !math.IsNaN(c.Saturation) || math.Abs(c.CAC-24*5000/504.) > 1e-9 {
		t.Errorf("steady: %+v", c)
	}
	if c := by["free"]; !math.IsNaN(c.CAC) || c.RecentNew != 7 || c.Free != 168 {
		t.Errorf("no spend is no CAC: %+v", c)
	}
	if c := by["wasted"]; !math.IsNaN(c.CAC) || c.Spend != 2400 {
		t.Errorf("wasted: %+v", c)
	}
	for _, code := range []string{"no_spend", "no_cac", "no_saturation"} {
		if warned(r, code) == "" {
			t.Errorf("no warning %s", code)
		}
	}
}

// Every number of the channels says where it is from, and how surely it is known.
func TestChannelsInThePlanHaveOrigins(t *testing.T) {
	var b strings.Builder
	b.WriteString("month,channel,spend,new\n")
	for i := range 12 {
		fmt.Fprintf(&b, "2025-%02d,ads,%d,%d\n2025-%02d,organic,0,%d\n", i+1, []int{0, 2500, 2500}[i%3], 3+i%4, i+1, 2+i%3)
	}
	r := calibrated(t, dateOptions(), file(t, "members.csv", members(400, byParity)), file(t, "adverts.csv", b.String()))
	plan := string(r.Plan("d.csv"))
	for _, want := range []string{
		"joiners_organic: {value: \"gamma(3, 0.5)/month\", title: \"New customers a month of organic\", source: \"adverts.csv: mean of 12 months, 2025-01 to 2025-12\"}",
		"organic: {customers: joiners_organic * 0.",
		"# Spend of ads: adverts.csv: mean of 12 months, 2025-01 to 2025-12.\n",
		"opening:  # active customers in members.csv as of ",
	} {
		if !strings.Contains(plan, want) {
			t.Errorf("no %q in\n%s", want, plan)
		}
	}
	if got := warned(r, "free_customers"); !strings.Contains(got, "brought 18 customers in months without spend") {
		t.Errorf("%q", got)
	}
	for _, s := range loaded(t, r).Model.Segments {
		if len(s.Channels) != 2 {
			t.Errorf("%s has %d channels", s.Name, len(s.Channels))
		}
	}
}

// Rows of one month and channel add up; those that are alike are warned of.
func TestTheSameRowOfAChannelTwice(t *testing.T) {
	o := plain()
	o.Kind = "acquisition"
	for text, want := range map[string]bool{
		"2025-01,ads,100,2\n2025-01,ads,50,2\n2025-02,ads,100,2\n":  false,
		"2025-01,ads,100,2\n2025-01,ads,100,2\n2025-02,ads,100,2\n": true,
	} {
		r := calibrated(t, o, file(t, "x.csv", "month,channel,spend,new\n"+text))
		if got := warned(r, "same_row_twice") != ""; got != want {
			t.Errorf("%q: warned %v", text, got)
		}
		if c := r.Channels[0]; c.New != 6 {
			t.Errorf("%q: %v customers", text, c.New)
		}
	}
}
