package report

// assumptionSheet writes the register of assumptions.
func (b *book) assumptionSheet(assumptions []Assumption) {
	s := b.sheet("assumptions")
	say := b.words.Say
	titles := []string{say("column.name"), say("column.title"), say("column.value"), say("column.unit"), say("column.source"), say("column.place")}
	s.width(1, 2, 36)
	s.width(3, 3, 40)
	s.width(4, 4, 14)
	s.width(5, 5, 44)
	s.width(6, 6, 22)
	s.header(1, len(titles), titles...)
	if !s.rows(1 + len(assumptions)) {
		return
	}
	for i, a := range assumptions {
		source := a.Source
		if Clean(source) == "" {
			source = say("no_source")
		}
		for column, text := range [...]string{a.Name, a.Title, a.Value, a.Unit, source, a.Place} {
			s.lookText(column+1, i+2, text, look{wrap: true})
		}
	}
	s.filter(len(titles), 1+len(assumptions))
}
