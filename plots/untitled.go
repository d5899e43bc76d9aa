package plots

import "gonum.org/v1/plot/vg"

// Untitled is the figure without its title, for where the title stands beside
// the picture: on a slide, where it can be edited.
func (f *Figure) Untitled() *Figure {
	bare := *f
	bare.head.Title = ""
	return &bare
}

// Sized is the figure with another size of its own: drawn at that size, texts
// have the sizes that they are designed in, and less or more room. A side that
// is not above 0 stays as it is.
func (f *Figure) Sized(width, height vg.Length) *Figure {
	other := *f
	if width > 0 {
		other.width = width
	}
	if height > 0 {
		other.height = height
	}
	return &other
}
