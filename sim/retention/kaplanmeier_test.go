package retention

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// observed are n random customers, some of whom entered late, with fractional
// counts if wanted.
func observed(r *rand.Rand, c Curve, n, periods int, late, fractional bool) []Observed {
	hazards := make([]float64, periods)
	c.Hazards(hazards)
	var obs []Observed
	for range n {
		o := Observed{Count: 1}
		if late && r.IntN(2) == 0 {
			o.Entry = r.IntN(periods)
		}
		if fractional {
			o.Count = 3 * r.Float64()
		}
		for last := 1 + r.IntN(periods); o.At < last && !o.Left; {
			o.Left = r.Float64() < hazards[o.At]
			o.At++
		}
		if o.At > o.Entry {
			obs = append(obs, o)
		}
	}
	return obs
}

// byDefinition is Kaplan and Meier's S(t) and Greenwood's error, each customer
// looked at anew for every period.
func byDefinition(obs []Observed, t int) (survival, stdErr float64) {
	survival = 1
	variance := 0.0
	for i := 1; i <= t; i++ {
		n, d := 0.0, 0.0
		for _, o := range obs {
			if o.Entry < i && i <= o.At {
				n += o.Count
				if o.Left && o.At == i {
					d += o.Count
				}
			}
		}
		if d > 0 {
			survival *= 1 - d/n
			variance += d / (n * (n - d))
		}
	}
	return survival, survival * math.Sqrt(variance)
}

func TestKaplanMeierIsTheDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 60 {
		obs := observed(r, bdw(.9, 5, 1.2), 1+r.IntN(300), 1+r.IntN(50), i%2 == 0, i%3 == 0)
		points, err := KaplanMeier(obs)
		if err != nil {
			t.Fatal(err)
		}
		longest := 0
		for _, o := range obs {
			longest = max(longest, o.At)
		}
		if len(points) != longest {
			t.Fatalf("%d points, the longest tenure is %d", len(points), longest)
		}
		for _, p := range points {
			survival, stdErr := byDefinition(obs, p.T)
			if survival < 1e-12 {
				survival, stdErr = 0, 0 // everybody left, to rounding
			}
			if !(math.Abs(p.Survival-survival) <= 1e-9) || !(math.Abs(p.StdErr-stdErr) <= 1e-9) {
				t.Errorf("sample %d period %d: %v (%v), by definition %v (%v)", i, p.T, p.Survival, p.StdErr, survival, stdErr)
			}
		}
	}
}

// A made-up table small enough to do by hand: 4 from the start, 2 who enter
// after period 1.
func TestKaplanMeierByHand(t *testing.T) {
	points, err := KaplanMeier([]Observed{
		{At: 1, Left: true, Count: 1}, {At: 2, Count: 1}, {At: 3, Left: true, Count: 2},
		{Entry: 1, At: 3, Left: true, Count: 1}, {Entry: 1, At: 5, Count: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []SurvivalPoint{
		{T: 1, AtRisk: 4, Events: 1, Hazard: .25, Survival: .75, StdErr: .75 * math.Sqrt(1./12)},
		{T: 2, AtRisk: 5, Survival: .75, StdErr: .75 * math.Sqrt(1./12)},
		{T: 3, AtRisk: 4, Events: 3, Hazard: .75, Survival: .1875, StdErr: .1875 * math.Sqrt(1./12+3./4)},
		{T: 4, AtRisk: 1, Survival: .1875, StdErr: .1875 * math.Sqrt(1./12+3./4)},
		{T: 5, AtRisk: 1, Survival: .1875, StdErr: .1875 * math.Sqrt(1./12+3./4)},
	}
	for i, w := range want {
		p := points[i]
		if p.T != w.T || p.AtRisk != w.AtRisk || p.Events != w.Events || p.Hazard != w.Hazard ||
			math.Abs(p.Survival-w.Survival) > 1e-15 || math.Abs(p.StdErr-w.StdErr) > 1e-15 {
			t.Errorf("%+v, want %+v", p, w)
		}
	}
}

func TestObservationsThatAreNone(t *testing.T) {
	for _, test := range []struct {
		bad  Observed
		want string
	}{
		{Observed{Entry: -1, At: 1, Count: 1}, "entry -1 is below 0"},
		{Observed{At: 0, Count: 1}, "end 0 is not after entry 0"},
		{Observed{Entry: 7, At: 7, Left: true, Count: 1}, "end 7 is not after entry 7"},
		{Observed{At: 1 << 21, Count: 1}, "end 2097152 is above 1048576"},
		{Observed{At: 1, Count: -1}, "count -1 is not 0 or more"},
		{Observed{At: 1, Count: math.NaN()}, "count NaN is not 0 or more"},
		{Observed{At: 1, Count: math.Inf(1)}, "count +Inf is not 0 or more"},
	} {
		_, err := KaplanMeier([]Observed{{At: 3, Count: 1}, test.bad})
		if err == nil || err.Error() != "observation 1: "+test.want {
			t.Errorf("%+v: %v, want %s", test.bad, err, test.want)
		}
	}
	for _, none := range [][]Observed{nil, {{At: 3, Left: true}}} {
		if points, err := KaplanMeier(none); err != nil || len(points) != 0 {
			t.Errorf("%v: %v %v", none, points, err)
		}
		for _, kind := range FitKinds() {
			if _, err := FitCurve(kind, none, nil); err == nil || !strings.Contains(err.Error(), "no customer was observed") {
				t.Errorf("%v of %v: %v", kind, none, err)
			}
		}
	}
	if _, err := FitCurve(Table, []Observed{{At: 1, Count: 1}}, nil); err == nil {
		t.Error("a table was fitted")
	}
}
