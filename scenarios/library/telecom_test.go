package library

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"holdfast/scenarios"
	"holdfast/scenarios/calibrate"
	"holdfast/sim/retention"
)

// recalibrated is what calibrate makes of the data of the telecom plan.
func recalibrated(t *testing.T) *calibrate.Result {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", "telco_churn.csv")
	if _, err := os.Stat(path); err != nil {
		t.Skip("the data are not here: ", err)
	}
	r, err := calibrate.Calibrate(context.Background(), []string{path},
		calibrate.Options{Segment: "Contract", Currency: "USD", AsOf: calibrate.NoDay, Since: calibrate.NoDay})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// byHand are the inputs of a calibrated plan that the shipped one has otherwise.
var byHand = regexp.MustCompile(`^(plan|start|discount|assumptions\.gross_margin.*|segments\.Month_to_month\.acquisition\.joiners\..*)$`)

// TestTelecomIsCalibrated makes the plan anew from the data and compares all that
// it says, but for what was changed by hand, with the shipped one.
func TestTelecomIsCalibrated(t *testing.T) {
	r := recalibrated(t)
	file := Beside("telecom")[0]
	sameDraws(t, r.Draws(), file.Data)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, file.Name), r.Draws(), 0o600); err != nil {
		t.Fatal(err)
	}
	made, err := scenarios.Load(scenarios.Source{Name: "made", Data: r.Plan(file.Name), Dir: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	shipped := map[string]string{}
	for _, e := range load(t, "telecom").Explained {
		shipped[e.Path] = e.Written
	}
	compared := 0
	for _, e := range made.Explained {
		if e.Where == "default" || byHand.MatchString(e.Path) {
			continue
		}
		compared++
		if got, there := shipped[e.Path]; !there || got != e.Written {
			t.Errorf("%s is %q; the data give %q", e.Path, got, e.Written)
		}
	}
	if compared < 250 {
		t.Errorf("only %d inputs were compared", compared)
	}
	t.Run("comments", func(t *testing.T) { sameComments(t, r) })
}

// sameDraws compares two files of draws: to the byte on the architecture that
// the file was made on, else to a few units of their last digit.
func sameDraws(t *testing.T, made, shipped []byte) {
	t.Helper()
	if runtime.GOARCH == "amd64" {
		if !bytes.Equal(made, shipped) {
			t.Error("the shipped draws are not those that calibrate makes")
		}
		return
	}
	a, err1 := csv.NewReader(bytes.NewReader(made)).ReadAll()
	b, err2 := csv.NewReader(bytes.NewReader(shipped)).ReadAll()
	if err1 != nil || err2 != nil || len(a) != len(b) {
		t.Fatalf("%v, %v: %d and %d rows", err1, err2, len(a), len(b))
	}
	for i := range a[1:] {
		for k := range a[0] {
			x, _ := strconv.ParseFloat(a[i+1][k], 64)
			y, _ := strconv.ParseFloat(b[i+1][k], 64)
			if math.Abs(x/y-1) > 1e-3 {
				t.Fatalf("row %d: %s is %g, not %g", i+1, a[0][k], y, x)
			}
		}
	}
}

// unwrapped is a plan's text with comments on one line.
func unwrapped(text []byte) string {
	return regexp.MustCompile(`\s*\n\s*#?\s*`).ReplaceAllString(string(text), " ")
}

// sameComments looks in the plan for what calibrate says of the origin of its
// numbers, and for the figures in the comments written by hand.
func sameComments(t *testing.T, r *calibrate.Result) {
	data, _ := Read("telecom")
	text := unwrapped(data)
	want := []string{"SHA-256 " + r.Files[0].SHA256, "telco_churn.csv: customers, 7,043 rows"}
	left := regexp.MustCompile(`^(gross_margin|not_identified)$`)
	for _, w := range r.Warnings {
		if !left.MatchString(w.Code) && !(w.Code == "beyond_observed" && w.Where == "Month-to-month") {
			want = append(want, w.Message)
		}
	}
	comment := regexp.MustCompile(`(?m)^ +# +((Fitted on|Resampled|Still there).*|.* <- chosen)$`)
	found := comment.FindAllStringSubmatch(string(r.Plan("x")), -1)
	if len(found) != 12 {
		t.Errorf("%d comments on fits", len(found))
	}
	for _, line := range found {
		want = append(want, line[1])
	}

	churn := func(s *calibrate.Segment) float64 { return s.Fits[0].Curve.Rate } // losses per customer month
	monthly, yearly, two := &r.Segments[0], &r.Segments[1], &r.Segments[2]
	old, losing, held, all := 0.0, 0.0, 0.0, float64(two.Active)
	curve := two.ChosenFit().Curve
	for age, n := range two.Opening {
		if age >= 60 {
			old += float64(n)
		}
		losing += float64(n) * (1 - survival(&curve, age, 1000))
		held += float64(n) * (1 - survival(&curve, age, 72))
	}
	want = append(want,
		fmt.Sprintf("Read literally, %.0f %% of the customers", 100*float64(r.Overall.Events)/float64(r.Overall.N)),
		fmt.Sprintf("%.2f %% of all customer months", 100*churn(&r.Overall)),
		fmt.Sprintf("0.3 %% of %.2f %% a month", 100*churn(monthly)),
		fmt.Sprintf("scale: %.2f * churn_level", 1-0.003/churn(monthly)),
		fmt.Sprintf("The file counts %.0f joiners a month", monthly.Joiners.Average.Mean),
		fmt.Sprintf("nine times less often (%.3f %% against %.3f %% of customer months)", 100*churn(yearly), 100*churn(monthly)),
		fmt.Sprintf("lose %.0f %% of them all within three years; with the losses of its 72nd month from there on, %.0f %%", 100*losing/all, 100*held/all))
	for _, sentence := range want {
		if !strings.Contains(text, sentence) {
			t.Errorf("the plan does not say %q", sentence)
		}
	}
	if math.Round(churn(monthly)/churn(yearly)) != 9 || math.Round(10*old/all) != 6 {
		t.Errorf("%.1f times less often; %.0f %% five years old", churn(monthly)/churn(yearly), 100*old/all)
	}
}

// survival is the chance to stay three years from an age on, where the hazard
// rises no more from the month last on.
func survival(c *retention.Curve, age, last int) float64 {
	s := 1.0
	for t := age + 1; t <= age+36; t++ {
		s *= 1 - c.Hazard(min(t, last))
	}
	return s
}
