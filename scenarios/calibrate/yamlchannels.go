package calibrate

import (
	"fmt"
	"math"
)

// acquisition writes where a segment's customers come from: the channels of a
// file, each split among segments by their joiners, or else the joiners counted.
func (p *planText) acquisition(s *Segment, line func(string, ...any)) {
	if len(p.r.Channels) > 0 {
		p.fromChannels(s, line)
		return
	}
	j := s.Joiners
	if j == nil || !(j.Average.Mean > 0) {
		return
	}
	line("    acquisition:")
	about := fmt.Sprintf("starts of %v to %v", j.first(), j.last())
	if j.Bound {
		about = "active customers of tenures 1 to 12, a lower bound"
	}
	name := p.assume(s.ID+"_joiners", p.rate(j)+"/month", "New customers a month, "+s.Name,
		fmt.Sprintf("%s: %s", p.r.sourceOf("customers", "subscriptions"), about))
	line("      joiners: {customers: %s%s}", name, j.dispersion())
}

func (j *Joiners) first() Month {
	if len(j.Months) == 0 {
		return 0
	}
	return j.Months[0]
}

func (j *Joiners) last() Month {
	if len(j.Months) == 0 {
		return 0
	}
	return j.Months[len(j.Months)-1]
}

// rate writes the mean count of a month with its sampling error, at least that of
// a Poisson count.
func (p *planText) rate(j *Joiners) string {
	m := j.Average
	se := math.Sqrt(m.Mean / float64(m.N))
	if !j.Bound && m.N >= 2 {
		se = max(se, m.SE())
	}
	return fmt.Sprintf("gamma(%s, %s)", number(m.Mean), number(se))
}

// dispersion writes the variance of a month's count over its mean, where it is
// above that of a Poisson count.
func (j *Joiners) dispersion() string {
	m := j.Average
	if j.Bound || m.N < 6 || !(m.SD()*m.SD() > 1.05*m.Mean) {
		return ""
	}
	return fmt.Sprintf(", dispersion: %s", short(m.SD()*m.SD()/m.Mean))
}

// share is the part of all joiners that a segment has.
func (p *planText) share(s *Segment) float64 {
	total, own := 0.0, 0.0
	for i := range p.r.Segments {
		t := &p.r.Segments[i]
		if !t.inPlan(p.r) {
			continue
		}
		n := 0.0
		if t.Joiners != nil {
			n = t.Joiners.Average.Mean
		}
		total += n
		if t == s {
			own = n
		}
	}
	if total == 0 {
		return 1 / float64(max(len(p.r.Segments), 1))
	}
	return own / total
}

// fromChannels writes a segment's share of every channel.
func (p *planText) fromChannels(s *Segment, line func(string, ...any)) {
	p.channels(p.share(s), line)
}

// channels writes a share of every channel.
func (p *planText) channels(share float64, line func(string, ...any)) {
	source := p.r.sourceOf("acquisition")
	if share == 0 {
		return
	}
	started := false
	for i := range p.r.Channels {
		c := &p.r.Channels[i]
		if c.RecentNew == 0 && c.RecentSpend == 0 || c.RecentSpend > 0 && math.IsNaN(c.CAC) {
			continue
		}
		if !started {
			line("    acquisition:")
			if share < 1 {
				line("      # %s of every channel: this segment's part of those who joined in the last twelve months.", percent(share))
			}
			started = true
		}
		period := fmt.Sprintf("mean of %s, %v to %v", count(c.Recent, "month"), c.RecentAt, c.LastAt)
		if c.RecentSpend == 0 {
			name := "joiners_" + c.ID
			if p.once(name) {
				p.assume(name, fmt.Sprintf("gamma(%s, %s)/month", number(c.RecentNew), number(c.RecentSE)), "New customers a month of "+c.Name, source+": "+period)
			}
			if share < 1 {
				name += " * " + number(share)
			}
			line("      %s: {customers: %s}  # %s", c.ID, name, comment(c.Name))
			continue
		}
		saturation := ""
		if c.saturates() {
			if name := "saturation_" + c.ID; p.once(name) {
				p.assume(name, fmt.Sprintf("truncated(normal(%s, %s), 0, 0.95)", number(math.Min(math.Max(c.Saturation, 0), 0.95)), number(math.Max(c.SaturationSE, 0.001))),
					"Diminishing returns of "+c.Name, fmt.Sprintf("%s: regression in logs over %s", source, count(c.Paid, "month")))
			}
			saturation = ", saturation: saturation_" + c.ID
		}
		if name := "cac_" + c.ID; p.once(name) {
			value := number(c.CAC)
			if c.SE > 1e-9*c.CAC {
				value = fmt.Sprintf("lognormal(%s, %s)", number(c.CAC), number(c.SE))
			}
			p.assume(name, value, "CAC of "+c.Name, fmt.Sprintf("%s: %s with spend", source, count(c.Paid, "month")))
		}
		line("      # Spend of %s: %s: %s.", comment(c.Name), comment(source), period)
		line("      %s: {spend: %s/month, cac: cac_%s%s}", c.ID, number(share*c.RecentSpend), c.ID, saturation)
	}
}

// saturates reports whether the exponent is known well enough to stand in a plan.
func (c *Channel) saturates() bool {
	return !math.IsNaN(c.Saturation) && c.SaturationSE <= 0.3 && c.Saturation+2*c.SaturationSE > 0
}

// once reports whether a name is asked for the first time.
func (p *planText) once(name string) bool {
	if p.written[name] {
		return false
	}
	if p.written == nil {
		p.written = map[string]bool{}
	}
	p.written[name] = true
	return true
}
