package pptx

import "strings"

// A box is a place on a slide, in English Metric Units: 12,700 are a point.
type box struct{ x, y, width, height int }

const (
	point       = 12_700
	slideWidth  = 12_192_000
	slideHeight = 6_858_000
	margin      = 518_160
	gap         = 228_600
	inset       = 7.2 // points, of the text of a shape from its left and right edge
)

var (
	titleBox  = box{margin, 340_000, slideWidth - 2*margin, 960_000}
	bodyBox   = box{margin, 1_400_000, slideWidth - 2*margin, 4_830_000}
	leftBox   = box{margin, 1_400_000, (slideWidth-2*margin-gap)*2/5 - gap, 4_830_000}
	rightBox  = box{leftBox.x + leftBox.width + 2*gap, 1_400_000, slideWidth - margin - (leftBox.x + leftBox.width + 2*gap), 4_830_000}
	coverBox  = box{margin, 1_950_000, slideWidth - 2*margin, 1_500_000}
	underBox  = box{margin, 3_600_000, slideWidth - 2*margin, 1_800_000}
	numberBox = box{slideWidth - margin - 900_000, 6_390_000, 900_000, 300_000}
	pictures  = box{margin, 1_350_000, slideWidth - 2*margin, 4_950_000}
)

// leading is the height of a line of a text in sizes of the font: fonts of wide
// characters stand further apart.
func leading(text string) float64 {
	if strings.ContainsFunc(text, breakable) {
		return 1.48
	}
	return 1.2
}

// within is the largest box of the shape of a picture inside b, in its middle.
func (b box) within(width, height int) box {
	w, h := b.width, b.width*height/width
	if h > b.height {
		w, h = b.height*width/height, b.height
	}
	return box{b.x + (b.width-w)/2, b.y + (b.height-h)/2, max(w, 1), max(h, 1)}
}

// room is the width of a line in a box, in units of a font of the given size.
func (b box) room(size float64) float64 {
	return (float64(b.width)/point - 2*inset) / size
}

// fits is how many lines of a text of a size find room.
func (b box) fits(text string, size float64) int {
	return max(1, int((float64(b.height)/point-inset)/(leading(text)*size)))
}

// fitLine chooses the largest of the sizes at which the text takes at most n
// lines, and cuts it at the smallest.
func (b box) fitLine(text string, n int, sizes ...float64) (string, float64) {
	text = clean(text)
	for _, size := range sizes {
		if lines(text, b.room(size)) <= min(n, b.fits(text, size)) {
			return text, size
		}
	}
	size := sizes[len(sizes)-1]
	return cut(text, b.room(size), b.fits(text, size)), size
}

const (
	bulletIndent = 15.0 // points
	spaceAfter   = 0.45 // of a paragraph, in sizes of the font
	smallPrint   = 0.8  // of the size of the other paragraphs
)

// fitBody chooses the size of a body's text; at the smallest, paragraphs are cut
// to three lines and the last ones left out.
func (b box) fitBody(paragraphs []Paragraph, sizes ...float64) ([]Paragraph, float64) {
	cleaned := make([]Paragraph, len(paragraphs))
	for i, p := range paragraphs {
		p.Text = clean(p.Text)
		cleaned[i] = p
	}
	available := float64(b.height)/point - inset
	for _, size := range sizes {
		if height := b.textHeight(cleaned, size); height <= available {
			return cleaned, size
		}
	}
	size := sizes[len(sizes)-1]
	for i := range cleaned {
		cleaned[i].Text = cut(cleaned[i].Text, b.paragraphRoom(&cleaned[i], size), 3)
	}
	for n := len(cleaned); n > 1; n-- {
		if b.textHeight(cleaned[:n], size) <= available {
			if n < len(cleaned) {
				cleaned[n-1] = Paragraph{Text: ellipsis}
			}
			return cleaned[:n], size
		}
	}
	return cleaned[:1], size
}

func (b box) paragraphRoom(p *Paragraph, size float64) float64 {
	own := size
	if p.Small {
		own *= smallPrint
	}
	room := float64(b.width)/point - 2*inset
	if p.Bullet {
		room -= bulletIndent
	}
	if p.Strong {
		room *= 0.94
	}
	return room / own
}

// textHeight is the height of paragraphs in points.
func (b box) textHeight(paragraphs []Paragraph, size float64) float64 {
	total := 0.0
	for i := range paragraphs {
		p := &paragraphs[i]
		own := size
		if p.Small {
			own *= smallPrint
		}
		total += own * (leading(p.Text)*float64(lines(p.Text, b.paragraphRoom(p, size))) + spaceAfter)
	}
	return total
}
