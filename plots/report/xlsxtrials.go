package report

// trialSheet writes the values of each trial.
func (b *book) trialSheet(columns []TrialColumn) {
	s := b.sheet("trials")
	titles := []string{b.words.Say("column.trial")}
	trials := 0
	for _, c := range columns {
		titles = append(titles, Shorten(Clean(c.Scenario), labelCells)+"\n"+b.words.metric(c.Metric))
		trials = max(trials, len(c.Values))
	}
	s.width(1, 1, 10)
	s.width(2, len(titles), 22)
	s.header(1, 0, titles...)
	if !s.rows(1 + trials) {
		return
	}
	for i := range trials {
		s.number(1, i+2, float64(i+1), asWhole)
		for j, c := range columns {
			if i < len(c.Values) {
				s.number(j+2, i+2, c.Values[i], formatOf(c.Metric.Kind()))
			}
		}
	}
	s.filter(len(titles), 1+trials)
}
