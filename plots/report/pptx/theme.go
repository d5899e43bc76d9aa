package pptx

import (
	"fmt"
	"strings"
)

// The colours of the theme: text, greys, and the charts' colours in their
// order.
var accents = [...]string{"0072B2", "D55E00", "009E73", "CC79A7", "E69F00", "56B4E9"}

const (
	defaultLatin     = "Arial"
	defaultEastAsian = "Yu Gothic"
)

func (b *builder) theme() string {
	latin, eastAsian := clean(b.deck.Latin), clean(b.deck.EastAsian)
	if latin == "" {
		latin = defaultLatin
	}
	if eastAsian == "" {
		eastAsian = defaultEastAsian
	}
	var x strings.Builder
	x.WriteString(`<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Report"><a:themeElements><a:clrScheme name="Report">`)
	for _, c := range [...][2]string{{"dk1", "1F2933"}, {"lt1", "FFFFFF"}, {"dk2", "5B6773"}, {"lt2", "D8DDE3"}} {
		fmt.Fprintf(&x, `<a:%[1]s><a:srgbClr val="%[2]s"/></a:%[1]s>`, c[0], c[1])
	}
	for i, c := range accents {
		fmt.Fprintf(&x, `<a:accent%[1]d><a:srgbClr val="%[2]s"/></a:accent%[1]d>`, i+1, c)
	}
	x.WriteString(`<a:hlink><a:srgbClr val="0072B2"/></a:hlink><a:folHlink><a:srgbClr val="882255"/></a:folHlink></a:clrScheme><a:fontScheme name="Report">`)
	for _, use := range [...]string{"major", "minor"} {
		fmt.Fprintf(&x, `<a:%[1]sFont><a:latin typeface="%[2]s"/><a:ea typeface="%[3]s"/><a:cs typeface=""/><a:font script="Jpan" typeface="%[3]s"/></a:%[1]sFont>`,
			use, escape(latin), escape(eastAsian))
	}
	// A format scheme has three of each, from subtle to intense.
	fill := `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
	line := func(width int) string {
		return fmt.Sprintf(`<a:ln w="%d" cap="flat" cmpd="sng" algn="ctr">%s<a:prstDash val="solid"/></a:ln>`, width, fill)
	}
	effect := `<a:effectStyle><a:effectLst/></a:effectStyle>`
	x.WriteString(`</a:fontScheme><a:fmtScheme name="Report"><a:fillStyleLst>` + strings.Repeat(fill, 3) + `</a:fillStyleLst><a:lnStyleLst>` +
		line(6350) + line(12700) + line(19050) + `</a:lnStyleLst><a:effectStyleLst>` + strings.Repeat(effect, 3) + `</a:effectStyleLst><a:bgFillStyleLst>` +
		strings.Repeat(fill, 3) + `</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`)
	return x.String()
}
