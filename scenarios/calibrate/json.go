package calibrate

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"holdfast/scenarios/calibrate/purchase"
	"holdfast/sim/retention"
)

// JSONSchema names the layout of the document that JSON writes.
const JSONSchema = "holdfast.calibration/1"

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		for k, part := range []any{m.name, m.value} {
			var text bytes.Buffer
			e := json.NewEncoder(&text)
			e.SetEscapeHTML(false)
			if err := e.Encode(part); err != nil {
				return nil, err
			}
			b.Write(bytes.TrimSuffix(text.Bytes(), []byte("\n")))
			if k == 0 {
				b.WriteByte(':')
			}
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// real is a number that may not exist (null) or be infinite ("inf").
type real float64

// MarshalJSON implements json.Marshaler.
func (v real) MarshalJSON() ([]byte, error) {
	switch x := float64(v); {
	case math.IsNaN(x):
		return []byte("null"), nil
	case math.IsInf(x, 1):
		return []byte(`"inf"`), nil
	case math.IsInf(x, -1):
		return []byte(`"-inf"`), nil
	default:
		return strconv.AppendFloat(nil, x, 'g', -1, 64), nil
	}
}

func reals(values []float64) []real {
	all := make([]real, len(values))
	for i, v := range values {
		all[i] = real(v)
	}
	return all
}

// JSON writes the result as one document: rates as fractions, money in the
// files' units, a value that does not exist as null. The same result gives the
// same bytes.
func (r *Result) JSON(w io.Writer) error {
	segments := object{}
	for i := range r.Segments {
		s := &r.Segments[i]
		segments = append(segments, member{s.Name, r.segmentJSON(s, r.shopOf(s.Name))})
	}
	doc := object{
		{"schema", JSONSchema},
		{"segments", segments},
		{"overall", r.segmentJSON(&r.Overall, r.onlyShop())},
		{"rows", r.Rows.json()},
		{"files", r.filesJSON()},
		{"as_of", nil}, {"currency", r.Currency},
		{"warnings", r.warningsJSON()},
	}
	if r.Dated {
		doc[5].value = r.AsOf.String()
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(doc)
}

func (r *Result) shopOf(name string) *Shop {
	for i := range r.Shops {
		if r.Shops[i].Name == name {
			return &r.Shops[i]
		}
	}
	return nil
}

func (r *Result) onlyShop() *Shop {
	if len(r.Shops) == 1 {
		return &r.Shops[0]
	}
	return nil
}

func (r *Result) segmentJSON(s *Segment, shop *Shop) object {
	o := object{{"id", s.ID}, {"n", s.N}, {"events", s.Events}, {"term", s.Term}, {"active", s.Active}}
	km := []object{}
	for _, p := range s.KM {
		km = append(km, object{{"t", p.T}, {"survival", real(p.Survival)}, {"se", real(p.StdErr)}, {"at_risk", real(p.AtRisk)}, {"events", real(p.Events)}, {"hazard", real(p.Hazard)}})
	}
	o = append(o, member{"km", km}, member{"fits", s.fitsJSON()})
	if f := s.ChosenFit(); f != nil {
		o = append(o, member{"chosen", f.Kind.Model()}, member{"reason", s.Reason})
		mean, polarisation := f.Propensities()
		o = append(o, member{"mean_churn", real(mean)}, member{"polarisation", real(polarisation)})
	} else {
		o = append(o, member{"chosen", nil}, member{"reason", nil})
	}
	o = append(o, member{"survival", reals(s.Survival)})
	if len(s.Draws) > 0 {
		votes := object{}
		for i, n := range s.Votes() {
			votes = append(votes, member{retention.FitKinds()[i].Model(), n})
		}
		o = append(o, member{"survival_p5", reals(s.Low)}, member{"survival_p95", reals(s.High)},
			member{"replicates", len(s.Draws)}, member{"votes", votes})
	}
	price := s.Price.All.json()
	price = append(price, member{"active", s.Price.Active.json()}, member{"new", s.Price.New.json()})
	o = append(o, member{"price", price})
	o = append(o, s.MRR.json()...)
	if j := s.Joiners; j != nil {
		o = append(o, member{"joiners", object{{"per_month", real(j.Average.Mean)}, {"counts", j.Counts}, {"lower_bound", j.Bound}}})
	}
	if shop != nil {
		o = append(o, shop.json()...)
	}
	if len(s.Channels) > 0 {
		channels := object{}
		for _, c := range s.Channels {
			channels = append(channels, member{c.Name, object{{"cac", real(c.CAC)}, {"se", real(c.SE)}, {"saturation", real(c.Saturation)},
				{"saturation_se", real(c.SaturationSE)}, {"spend", real(c.Spend)}, {"new", real(c.New)}, {"free", real(c.Free)}, {"months", c.Months}, {"paid_months", c.Paid}}})
		}
		o = append(o, member{"channels", channels})
	}
	return o
}

// fitsJSON lists all four models; one that did not converge has an error and no
// numbers.
func (s *Segment) fitsJSON() object {
	fits := object{}
	for _, kind := range retention.FitKinds() {
		var one object
		for i := range s.Fits {
			if f := &s.Fits[i]; f.Kind == kind {
				params, se := object{}, object{}
				for k, name := range retention.ParamNames(kind) {
					params = append(params, member{name, real(f.Params[k])})
					se = append(se, member{name, real(f.StdErr[k])})
				}
				mean, polarisation := f.Propensities()
				one = object{{"params", params}, {"se", se}, {"loglik", real(f.LogLik)}, {"aic", real(f.AIC)}, {"bic", real(f.BIC)},
					{"identified", f.Identified}, {"warning", f.Warning}, {"mean", real(mean)}, {"polarisation", real(polarisation)}}
			}
		}
		if one == nil {
			if why, failed := s.Failed[kind.Model()]; failed {
				one = object{{"error", why}}
			} else {
				continue
			}
		}
		fits = append(fits, member{kind.Model(), one})
	}
	return fits
}

func (m Moments) json() object {
	mean := m.Mean
	if m.N == 0 {
		mean = math.NaN()
	}
	return object{{"mean", real(mean)}, {"sd", real(m.SD())}, {"n", m.N}}
}

func (m *Movements) json() object {
	if m == nil {
		return nil
	}
	months := []object{}
	for _, x := range m.Months {
		months = append(months, object{{"month", x.Month.String()}, {"opening", real(x.Opening)}, {"new", real(x.New)}, {"expansion", real(x.Expansion)},
			{"contraction", real(x.Contraction)}, {"churned", real(x.Churned)}, {"reactivated", real(x.Reactivated)}, {"closing", real(x.Closing)}, {"customers", x.Customers}})
	}
	rate := func(r Rate, size string) object {
		return object{{"customers", real(r.PerMonth())}, {size, real(r.Size)}, {"events", r.Events}, {"customer_months", r.Months}}
	}
	return object{{"mrr", months}, {"expansion", rate(m.Expansion, "uplift")}, {"contraction", rate(m.Contraction, "drop")},
		{"winback", object{{"rate", real(float64(m.Winback.Events) / math.Max(float64(m.Winback.Months), 1))}, {"events", m.Winback.Events}, {"customer_months", m.Winback.Months}, {"within", WinbackWithin}}},
		{"grr", real(m.GRR)}, {"nrr", real(m.NRR)}}
}

func (s *Shop) json() object {
	rfm := object{}
	for _, name := range purchase.Segments() {
		rfm = append(rfm, member{string(name), real(s.RFM[name])})
	}
	b := &s.BGNBD
	o := object{{"rfm", rfm}, {"bgnbd", object{{"r", real(b.R)}, {"alpha", real(b.Alpha)}, {"a", real(b.A)}, {"b", real(b.B)}, {"loglik", real(b.LogLik)},
		{"se", reals(b.StdErr[:])}, {"identified", b.Identified}, {"warning", b.Warning}, {"unit_days", real(s.Unit)}}}}
	if g := s.GammaGamma; g != nil {
		o = append(o, member{"gamma_gamma", object{{"p", real(g.P)}, {"q", real(g.Q)}, {"v", real(g.V)}, {"loglik", real(g.LogLik)},
			{"se", reals(g.StdErr[:])}, {"identified", g.Identified}, {"warning", g.Warning}, {"spend_frequency_correlation", real(g.SpendFrequencyCorrelation)}}})
	} else {
		o = append(o, member{"gamma_gamma", nil})
	}
	l := s.LeftOut
	return append(o, member{"left_out", object{{"blank", l.Blank}, {"zero", l.Zero}, {"cancelled", l.Cancelled}, {"later", l.Later}, {"refunds", l.Refunds}, {"customers", l.Customers}}})
}

func (r Rows) json() object {
	reasons := object{}
	for _, x := range r.Reasons {
		reasons = append(reasons, member{x.Text, object{{"rows", x.Count}, {"lines", x.Lines}}})
	}
	left := object{}
	for _, reason := range []string{leftOutTenure, leftOutSince} {
		if n := r.LeftOut[reason]; n > 0 {
			left = append(left, member{reason, n})
		}
	}
	return object{{"used", r.Used}, {"rejected", r.Rejected}, {"reasons", reasons}, {"not_in_fits", left}}
}

func (r *Result) filesJSON() []object {
	files := []object{}
	for _, f := range r.Files {
		o := object{{"name", f.Name}, {"kind", string(f.Kind)}, {"encoding", f.Encoding}, {"sha256", f.SHA256}, {"rows", f.Rows}, {"rejected", f.Rejected}, {"from", nil}, {"to", nil}}
		if f.From != noDay {
			o[6].value, o[7].value = f.From.String(), f.To.String()
		}
		files = append(files, o)
	}
	return files
}

func (r *Result) warningsJSON() []object {
	all := []object{}
	for _, w := range r.Warnings {
		all = append(all, object{{"code", w.Code}, {"message", w.Message}, {"where", w.Where}})
	}
	return all
}
