package report

// targets writes each target's chance in each scenario.
func (p *page) targets() {
	if len(p.Result.Scenarios) == 0 || len(p.Result.Scenarios[0].Targets) == 0 {
		return
	}
	g := &grid{left: 2, header: []string{"Target", "Scenario", "Probability"}, shorten: 1}
	for t := range p.Result.Scenarios[0].Targets {
		if t > 0 {
			g.group()
		}
		title := Shorten(Clean(p.Result.Scenarios[0].Targets[t].Label), nameCells)
		for i := range p.Result.Scenarios {
			scenario := &p.Result.Scenarios[i]
			g.add(title, Clean(scenario.ID), p.share(scenario.Targets[t].Probability))
			title = ""
		}
	}
	p.line("")
	p.line("Targets")
	p.table(g)
}
