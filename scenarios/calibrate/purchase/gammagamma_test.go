package purchase

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestGammaGammaOfCDNOW(t *testing.T) {
	data := summaries(cdnow(t))
	g, err := FitGammaGamma(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "p", g.P, 6.25, .005)
	near(t, "q", g.Q, 3.74, .005)
	near(t, "v", g.V, 15.44, .005)
	if g.Customers != 946 || g.LeftOut != 0 || !g.Identified {
		t.Errorf("%+v", g)
	}
	near(t, "correlation", g.SpendFrequencyCorrelation, .1139, .01)
	// p (v + xz)/(px + q - 1) for x = 2, z = 22.35 at the published parameters.
	published := GammaGamma{P: 6.25, Q: 3.74, V: 15.44}
	near(t, "mean of customer 1", published.ConditionalMean(data[0]), 6.25*(15.44+44.7)/(12.5+2.74), 1e-14)
	near(t, "mean of one who did not return", published.ConditionalMean(data[2]), 6.25*15.44/2.74, 1e-14)
}

// Reference values are mpmath's, from the density itself.
func TestSpendLikelihoodIsThatOfReference(t *testing.T) {
	for _, c := range []struct {
		g    GammaGamma
		s    Summary
		want float64
	}{
		{GammaGamma{P: 6.25, Q: 3.74, V: 15.44}, Summary{X: 2, Mean: 22.35, Count: 1}, -3.5513167597317047},
		{GammaGamma{P: 6.25, Q: 3.74, V: 15.44}, Summary{X: 1, Mean: 11.77, Count: 1}, -3.73770967874084},
		{GammaGamma{P: .5, Q: .2, V: 1000}, Summary{X: 300, Mean: .02, Count: 1}, -764.90832607551778},
		{GammaGamma{P: 2000, Q: 300, V: 8}, Summary{X: 40, Mean: 52.5, Count: 1}, -2.0672662233459205},
	} {
		data, err := newSpends([]Summary{c.s})
		if err != nil {
			t.Fatal(err)
		}
		got := data.at(vector{c.g.P, c.g.Q, c.g.V}, &vector{}, &matrix{})
		near(t, fmt.Sprint("log-likelihood of ", c.s), got, c.want, 1e-9)
	}
}

func TestGammaGammaRecoversParametersAndMoments(t *testing.T) {
	truth := GammaGamma{P: 2.5, Q: 4, V: 30}
	random := rand.New(rand.NewPCG(11, 12))
	rows := make([]Summary, 30000)
	var next, square, want, wantSquare, spread, spreadSquare float64
	for i := range rows {
		rate := distuv.Gamma{Alpha: truth.Q, Beta: truth.V, Src: random}.Rand()
		x := 1 + random.IntN(6)
		basket := distuv.Gamma{Alpha: truth.P, Beta: rate, Src: random}
		total := 0.0
		for range x {
			total += basket.Rand()
		}
		rows[i] = Summary{X: float64(x), Mean: total / float64(x), Count: 1}
		// A further purchase has the conditional mean, and its square the other moment.
		z := basket.Rand()
		mean, second := truth.moments(rows[i])
		next += z
		want += mean
		spread += (z - mean) * (z - mean)
		square += math.Sqrt(z)
		wantSquare += math.Sqrt(second)
		spreadSquare += z * z / second
	}
	if math.Abs(next-want) > sigmas*math.Sqrt(spread) {
		t.Errorf("further purchases are worth %v, expected %v +- %v", next, want, math.Sqrt(spread))
	}
	if share := spreadSquare / float64(len(rows)); math.Abs(share-1) > .1 {
		t.Errorf("squares of further purchases are %v of what is expected", share)
	}
	g, err := FitGammaGamma(rows, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range [3][2]float64{{g.P, truth.P}, {g.Q, truth.Q}, {g.V, truth.V}} {
		if !(math.Abs(c[0]-c[1]) <= sigmas*g.StdErr[i]) || !(g.StdErr[i] < .1*c[1]) {
			t.Errorf("parameter %d is %v +- %v, true %v", i, c[0], g.StdErr[i], c[1])
		}
	}
}

func TestSpendsThatCannotBeFitted(t *testing.T) {
	for _, rows := range [][]Summary{nil, {{X: 0, T: 3, Count: 1, Mean: 5}}, {{X: 2, Count: 1, Mean: 0}}, {{X: 2, Count: 3, Mean: -1}}} {
		if _, err := FitGammaGamma(rows, nil); !errors.Is(err, ErrNoSpend) {
			t.Errorf("%v: %v", rows, err)
		}
	}
	var row *RowError
	if _, err := FitGammaGamma([]Summary{{X: 2, Count: 1, Mean: math.NaN()}}, nil); !errors.As(err, &row) {
		t.Errorf("a mean of NaN: %v", err)
	}
	g, err := FitGammaGamma([]Summary{{X: 2, Count: 10, Mean: 5}, {X: 3, Count: 4, Mean: 5}, {X: 2, Count: 2, Mean: -5}}, nil)
	if err == nil && (g.Identified || g.LeftOut != 2) {
		t.Errorf("spends that are all alike: %+v", g)
	}
	if err != nil && !errors.Is(err, ErrNotConverged) {
		t.Error(err)
	}
}

func TestMeansThatDoNotExist(t *testing.T) {
	g := GammaGamma{P: 2, Q: .9, V: 10}
	if !math.IsInf(g.Mean(), 1) || !math.IsInf(g.ConditionalMean(Summary{}), 1) {
		t.Error("a mean with q below 1 is finite")
	}
	if m := g.ConditionalMean(Summary{X: 1, Mean: 8}); math.IsInf(m, 0) {
		t.Error("one purchase makes the mean finite")
	}
}
