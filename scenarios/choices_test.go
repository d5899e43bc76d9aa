package scenarios

import (
	"strings"
	"testing"
)

const choicesPlan = `plan: Choices
months: 12
segments: {s: {price: 1/month, gross_margin: 50%, retention: {model: constant, rate: 2%/month}, opening: {customers: 10}}}
initiatives:
  a: {cost: {upfront: 1}, changes: [{lever: churn, reduce: 10%}]CHOICE}
  b: {cost: {upfront: 1}}
  c: {cost: {upfront: 1}, changes: [{lever: churn, to: 1%/month}]OTHER}
scenarios: {SCENARIO}
`

func choices(a, c, scenario string) (*Plan, error) {
	text := strings.NewReplacer("CHOICE", a, "OTHER", c, "SCENARIO", scenario).Replace(choicesPlan)
	return Load(Source{Name: "plan.yaml", Data: []byte(text)}, nil)
}

func TestScalable(t *testing.T) {
	for text, want := range map[string][4]float64{
		"0..2":             {0, 2, 0.5, 0.7},
		"0.5..1.5":         {0.5, 1.5, 0.25, 0.7},
		"{to: 3, step: 1}": {0, 3, 1, 0.7},
		"{from: 50%, to: 200%, step: 50%, exponent: 0.5}": {0.5, 2, 0.5, 0.5},
	} {
		plan, err := choices(", scalable: "+text, "", "x: [a]")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		s := plan.Model.Initiatives[0].Scalable
		if got := [4]float64{s.From, s.To, s.Step, s.Exponent}; got != want {
			t.Errorf("%s: found %v, expected %v", text, got, want)
		}
	}
}

func TestChoiceMistakes(t *testing.T) {
	for _, test := range [...]struct{ a, c, scenario, want string }{
		{", scalable: 2..1", "", "", "expected the smaller one first"},
		{", scalable: two", "", "", "expected a range of scales"},
		{", scalable: {from: 0}", "", "", `key "to" is missing`},
		{", scalable: {to: 2, step: 1%}", "", "", "at most 20"},
		{"", ", scalable: 0..2", "", "cannot be scaled"},
		{", excludes: [bb]", "", "", `unknown initiative "bb"; did you mean "b"?`},
		{", needs: [a]", "", "", "names itself"},
		{", needs: [b], excludes: [b]", "", "", "both needs and excludes"},
		{", needs: [b]", "", "x: [a]", `has "a" without "b", which it needs`},
		{", excludes: [b]", "", "x: [a, b]", `has "a" and "b", which the first one excludes`},
	} {
		_, err := choices(test.a, test.c, test.scenario)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: found %v", test, err)
		}
	}
}
