package plots

import (
	"image/color"
	"sort"

	"gonum.org/v1/plot/vg"
)

// An endLabel names a series to the right of its end.
type endLabel struct {
	at     float64 // value at the series' end
	name   string
	detail string
	colour color.NRGBA
}

// A labelColumn is end labels broken into lines for a column of some width.
type labelColumn struct {
	labels       []endLabel
	names, more  [][]string
	heights      []vg.Length
	nameStyle    textStyle
	detailStyle  textStyle
	width, total vg.Length
}

const leaderWidth = 14 // points between the data and its labels

// endLabels breaks labels into the fullest form that fits widest by height.
// Where even the smallest does not fit, labels at the end are left out.
func (s *sheet) endLabels(labels []endLabel, widest, height vg.Length) labelColumn {
	var c labelColumn
	for _, form := range []struct {
		nameLines, detailLines int
		size                   float64
	}{{2, 2, 1}, {2, 1, 1}, {1, 1, 1}, {1, 1, 0.85}, {1, 0, 1}, {1, 0, 0.85}, {1, 0, 0.7}} {
		c = s.column(labels, widest, form.nameLines, form.detailLines, form.size)
		if c.total <= height {
			return c
		}
	}
	for c.total > height && len(c.labels) > 0 {
		labels = labels[:len(labels)-1]
		c = s.column(labels, widest, 1, 0, 0.7)
	}
	return c
}

func (s *sheet) column(labels []endLabel, widest vg.Length, nameLines, detailLines int, size float64) labelColumn {
	c := labelColumn{labels: labels, nameStyle: nameStyle.times(size), detailStyle: detailStyle.times(size)}
	for _, l := range labels {
		name := wrap(l.name, s.measure(c.nameStyle), widest, nameLines)
		detail := wrap(l.detail, s.measure(c.detailStyle), widest, detailLines)
		h := vg.Length(len(name))*s.leading(c.nameStyle) + vg.Length(len(detail))*s.leading(c.detailStyle) + s.pt(2)
		c.names, c.more, c.heights = append(c.names, name), append(c.more, detail), append(c.heights, h)
		c.total += h
		c.width = max(c.width, s.widest(c.nameStyle, name), s.widest(c.detailStyle, detail))
	}
	return c
}

// draw places the labels at x, each as near its series' end as the others
// let it, with a leader from the end to the label.
func (c labelColumn) draw(s *sheet, x, bottom, top vg.Length, y func(float64) vg.Length) {
	targets := make([]vg.Length, len(c.labels))
	for i, l := range c.labels {
		targets[i] = y(l.at)
	}
	for i, at := range spread(targets, c.heights, bottom, top) {
		l := c.labels[i]
		leader := withAlpha(l.colour, 0.6)
		s.line(leader, 0.7, vg.Point{X: x + s.pt(2), Y: targets[i]}, vg.Point{X: x + s.pt(leaderWidth-3), Y: at})
		from := at + c.heights[i]/2 - s.pt(1)
		from = s.block(c.nameStyle.in(readable(l.colour)), x+s.pt(leaderWidth), from, c.names[i])
		s.block(c.detailStyle, x+s.pt(leaderWidth), from, c.more[i])
	}
}

// spread returns the centres of boxes of the given heights that overlap
// nowhere, stay between bottom and top (if they fit there at all), keep the
// order of their targets, and have the least sum of squared distances to them:
// the pool-adjacent-violators algorithm.
func spread(targets, heights []vg.Length, bottom, top vg.Length) []vg.Length {
	order := make([]int, len(targets))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return targets[order[a]] < targets[order[b]] })

	type pool struct {
		members     []int
		sum         vg.Length // of the members' wishes for the pool's lower edge
		size, lower vg.Length
	}
	settle := func(p *pool) {
		p.lower = max(min(p.sum/vg.Length(len(p.members)), top-p.size), bottom)
	}
	var pools []pool
	for _, i := range order {
		next := pool{members: []int{i}, sum: targets[i] - heights[i]/2, size: heights[i]}
		settle(&next)
		for len(pools) > 0 && pools[len(pools)-1].lower+pools[len(pools)-1].size > next.lower {
			before := pools[len(pools)-1]
			pools = pools[:len(pools)-1]
			next.sum = before.sum + next.sum - before.size*vg.Length(len(next.members))
			next.members = append(append([]int(nil), before.members...), next.members...)
			next.size += before.size
			settle(&next)
		}
		pools = append(pools, next)
	}
	centres := make([]vg.Length, len(targets))
	for _, p := range pools {
		lower := p.lower
		for _, i := range p.members {
			centres[i] = lower + heights[i]/2
			lower += heights[i]
		}
	}
	return centres
}
