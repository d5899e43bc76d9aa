package document

import (
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

// TestPaginationKeepsEveryItem lays out any items: each is placed once and in
// order, none over the end of a page that it fits on, and what keeps together
// is parted only where it fits on no page.
func TestPaginationKeepsEveryItem(t *testing.T) {
	const top, bottom = 10, 110
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "n")
		items := make([]item, n)
		marks := make([]place, n)
		for i := range items {
			height := rapid.Float64Range(0, 60).Draw(t, "height")
			items[i] = item{
				height: vg.Length(height), above: vg.Length(rapid.Float64Range(0, 20).Draw(t, "above")), give: vg.Length(rapid.Float64Range(0, height/3).Draw(t, "give")),
				keep: rapid.Bool().Draw(t, "keep"), fresh: rapid.IntRange(0, 9).Draw(t, "fresh") == 0, mark: &marks[i],
			}
			if rapid.Bool().Draw(t, "again") {
				items[i].again = []item{{kind: tableHeadItem, height: 8}}
			}
		}
		pages := paginate(items, top, bottom)
		placedItems := 0
		for p, page := range pages {
			y := vg.Length(top)
			for _, it := range page {
				if it.top < y-slack || it.top+it.height > bottom+slack {
					t.Fatalf("an item of page %d at %g is %g high", p, it.top, it.height)
				}
				y = it.top + it.height
				if it.kind != tableHeadItem {
					if it.mark != &marks[placedItems] {
						t.Fatal("items are not in order")
					}
					placedItems++
				}
			}
		}
		if placedItems != n {
			t.Fatalf("%d of %d items are placed", placedItems, n)
		}
		for i := 0; i < n; {
			j := i + 1
			for j < n && items[j-1].keep && !items[j].fresh {
				j++
			}
			height, give := stacked(items[i:j])
			if items[i].again != nil {
				height += 8
			}
			if parted := marks[i].page != marks[j-1].page; parted && height-give < bottom-top-slack {
				t.Fatalf("items %d to %d are parted and fit on a page", i, j-1)
			}
			if items[i].fresh && i > 0 && marks[i].page == marks[i-1].page {
				t.Fatalf("item %d starts no page", i)
			}
			i = j
		}
	})
}
