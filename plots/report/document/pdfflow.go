package document

import "gonum.org/v1/plot/vg"

// An item is a strip of a page that is never cut: a line of text, a row of a
// table, a chart.
type item struct {
	kind   itemKind
	above  vg.Length // between it and the item before, not at the top of a page
	height vg.Length
	give   vg.Length // by which it may become lower to stay on a page
	keep   bool      // it stays on a page with the next item
	fresh  bool      // it starts a page
	blank  bool      // it is room that a page neither begins nor ends with
	again  []item    // stand above it where a page starts with it: the head of its table
	mark   *place    // learns where the item is put
	draw   func(p *pen, top, height vg.Length)
}

// itemKind tells tests what an item is.
type itemKind int

const (
	textItem itemKind = iota
	headingItem
	chartItem
	tableHeadItem
	tableRowItem
)

// A place is where an item begins.
type place struct {
	page int // from 1
	top  vg.Length
}

// A placed item has its place on its page.
type placed struct {
	item
	top vg.Length
}

// paginate puts items on pages between top and bottom, from the top of the
// page. Items that keep together go to the next page where they do not fit on
// this one; those that fit on none are parted.
func paginate(items []item, top, bottom vg.Length) [][]placed {
	f := flow{top: top, bottom: bottom}
	f.turn()
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n-1].keep && !items[n].fresh {
			n++
		}
		f.put(items[:n])
		items = items[n:]
	}
	return f.pages
}

type flow struct {
	top, bottom, y vg.Length
	pages          [][]placed
}

// turn starts a page.
func (f *flow) turn() {
	f.pages = append(f.pages, nil)
	f.y = f.top
}

func (f *flow) empty() bool { return len(f.pages[len(f.pages)-1]) == 0 }

// slack is for sums of rounded lengths.
const slack = 0.01

// put places items that keep together.
func (f *flow) put(together []item) {
	if together[0].blank && (f.empty() || !f.fits(together[:1])) {
		if together = together[1:]; len(together) == 0 {
			return
		}
	}
	if together[0].fresh && !f.empty() {
		f.turn()
	}
	if !f.fits(together) && !f.empty() {
		f.turn()
	}
	if f.fits(together) {
		f.place(together)
		return
	}
	for i := range together {
		if !f.fits(together[i:i+1]) && !f.empty() {
			f.turn()
		}
		f.place(together[i : i+1])
	}
}

// fits reports whether items fit on the rest of the page when they give what
// they can.
func (f *flow) fits(together []item) bool {
	height, give := f.need(together)
	return height-give <= f.bottom-f.y+slack
}

// stacked is the height of items below one another at the top of a page, and
// what they can give of it.
func stacked(items []item) (height, give vg.Length) {
	for i, it := range items {
		height += it.height
		give += it.give
		if i > 0 {
			height += it.above
		}
	}
	return height, give
}

// need is the height of items on the rest of the page, and what they can give
// of it.
func (f *flow) need(together []item) (height, give vg.Length) {
	height, give = stacked(together)
	if !f.empty() {
		height += together[0].above
	} else {
		for _, it := range together[0].again {
			height += it.height
		}
	}
	return height, give
}

func (f *flow) place(together []item) {
	height, give := f.need(together)
	share := vg.Length(0) // of what they can give that they have to
	if over := height - (f.bottom - f.y); over > 0 && give > 0 {
		share = min(over/give, 1)
	}
	top := f.empty()
	if top {
		for _, it := range together[0].again {
			f.add(it)
		}
	}
	for i, it := range together {
		if i > 0 || !top {
			f.y += it.above
		}
		it.height -= share * it.give
		f.add(it)
	}
}

func (f *flow) add(it item) {
	page := len(f.pages)
	if it.mark != nil {
		*it.mark = place{page, f.y}
	}
	f.pages[page-1] = append(f.pages[page-1], placed{it, f.y})
	f.y += it.height
}

// together makes items keep with one another.
func together(items []item) []item {
	for i := 0; i+1 < len(items); i++ {
		items[i].keep = true
	}
	return items
}

// withoutWidows keeps the first two and the last two lines of a text together.
func withoutWidows(lines []item) []item {
	if n := len(lines); n > 1 {
		lines[0].keep, lines[n-2].keep = true, true
	}
	return lines
}
