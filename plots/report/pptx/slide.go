package pptx

import (
	"fmt"
	"strings"
)

const (
	namespaces = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
		`xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	slideType = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
	notesType = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"
	treeHead  = `<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>` +
		`<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>`
)

// The layouts of the master, by number.
const (
	layoutCover = iota + 1
	layoutText
	layoutTextPicture
	layoutPicture
	layoutTitleOnly
	layouts = layoutTitleOnly
)

// Identifiers of the placeholders of slides in those of their layouts.
const (
	bodyIndex    = 1
	pictureIndex = 13
	numberIndex  = 12
)

func slideName(n int) string  { return fmt.Sprintf("ppt/slides/slide%d.xml", n) }
func notesName(n int) string  { return fmt.Sprintf("ppt/notesSlides/notesSlide%d.xml", n) }
func layoutName(n int) string { return fmt.Sprintf("ppt/slideLayouts/slideLayout%d.xml", n) }

func (s *Slide) layout() int {
	switch {
	case s.Cover:
		return layoutCover
	case s.Table != nil:
		return layoutTitleOnly
	case s.Picture != nil && len(s.Body) > 0:
		return layoutTextPicture
	case s.Picture != nil:
		return layoutPicture
	}
	return layoutText
}

// slide adds the n-th slide with its notes.
func (b *builder) slide(n int) error {
	s := &b.deck.Slides[n-1]
	if s.Table != nil && s.Picture != nil {
		return fmt.Errorf("it has a table and a picture")
	}
	if s.Cover && (s.Table != nil || s.Picture != nil) {
		return fmt.Errorf("a cover has a table or a picture")
	}
	relations := []relation{{"slideLayout", layoutName(s.layout())}}
	var x strings.Builder
	x.WriteString(`<p:sld ` + namespaces + `><p:cSld><p:spTree>` + treeHead)
	b.title(&x, s)
	b.body(&x, s)
	if s.Table != nil {
		if err := b.table(&x, s); err != nil {
			return err
		}
	}
	if s.Picture != nil {
		name, width, height, err := b.picture(s.Picture)
		if err != nil {
			return err
		}
		relations = append(relations, relation{"image", name})
		place := pictures.within(width, height)
		if len(s.Body) > 0 {
			place = rightBox.within(width, height)
			place.y = rightBox.y // in line with the text
		}
		writePicture(&x, place, len(relations), s.Picture.Alt)
	}
	if !s.Cover {
		x.WriteString(`<p:sp><p:nvSpPr><p:cNvPr id="9" name="Slide number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>` +
			fmt.Sprintf(`<p:ph type="sldNum" sz="quarter" idx="%d"/></p:nvPr></p:nvSpPr><p:spPr/>`, numberIndex) +
			fmt.Sprintf(`<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr%s/><a:t>%d</a:t></a:fld></a:p></p:txBody></p:sp>`, b.language(), n))
	}
	x.WriteString(`</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`)
	if clean(s.Notes) != "" {
		relations = append(relations, relation{"notesSlide", notesName(n)})
		b.notes(n, s.Notes)
	}
	b.add(slideName(n), slideType, x.String())
	b.relate(slideName(n), relations...)
	return nil
}

// language is the attribute that says in which language a run is.
func (b *builder) language() string {
	language := clean(b.deck.Language)
	if language == "" {
		language = "en-GB"
	}
	if language == "en-GB" || language == "en-US" {
		return ` lang="` + language + `"`
	}
	return ` lang="` + escape(language) + `" altLang="en-GB"`
}

// run is a run of text of a size in points.
func (b *builder) run(text string, size float64, attributes, fill string) string {
	return fmt.Sprintf(`<a:r><a:rPr%s sz="%d"%s dirty="0">%s</a:rPr><a:t>%s</a:t></a:r>`, b.language(), int(100*size), attributes, fill, escape(text))
}

func (b *builder) title(x *strings.Builder, s *Slide) {
	kind, place := "title", titleBox
	sizes := []float64{30, 28, 26, 24, 22, 20, 18}
	lines := 2
	if s.Cover {
		kind, place, sizes = "ctrTitle", coverBox, []float64{44, 40, 36, 32, 28, 24}
	}
	text, size := place.fitLine(s.Title, lines, sizes...)
	fmt.Fprintf(x, `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="%s"/></p:nvPr></p:nvSpPr>`, kind)
	fmt.Fprintf(x, `<p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/><a:p>%s</a:p></p:txBody></p:sp>`, b.run(text, size, "", ""))
}

const grey = `<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>`

// body writes the paragraphs: beside a table they are small print below it.
func (b *builder) body(x *strings.Builder, s *Slide) {
	if len(s.Body) == 0 {
		return
	}
	place, placeholder, sizes := bodyBox, fmt.Sprintf(`<p:ph idx="%d"/>`, bodyIndex), []float64{22, 20, 18, 16, 15, 14, 13, 12, 11, 10}
	properties := `<p:spPr/>`
	switch {
	case s.Cover:
		place, placeholder = underBox, fmt.Sprintf(`<p:ph type="subTitle" idx="%d"/>`, bodyIndex)
	case s.Table != nil:
		place, placeholder, sizes = s.Table.below(), "", []float64{12, 11, 10, 9}
		properties = `<p:spPr>` + place.transform("a") + `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>`
	case s.Picture != nil:
		place, sizes = leftBox, []float64{18, 17, 16, 15, 14, 13, 12, 11, 10}
	}
	paragraphs, size := place.fitBody(s.Body, sizes...)
	kind := `<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>`
	if placeholder == "" {
		kind = `<p:cNvSpPr txBox="1"/>`
	}
	fmt.Fprintf(x, `<p:sp><p:nvSpPr><p:cNvPr id="3" name="Text"/>%s<p:nvPr>%s</p:nvPr></p:nvSpPr>%s<p:txBody><a:bodyPr wrap="square"><a:normAutofit/></a:bodyPr><a:lstStyle/>`, kind, placeholder, properties)
	for _, p := range paragraphs {
		b.paragraph(x, p, size)
	}
	x.WriteString(`</p:txBody></p:sp>`)
}

func (b *builder) paragraph(x *strings.Builder, p Paragraph, size float64) {
	attributes, fill, bullet := "", "", `<a:buNone/>`
	indent := `marL="0" indent="0"`
	if p.Strong {
		attributes = ` b="1"`
	}
	if p.Small {
		size, fill = size*smallPrint, grey
	}
	if p.Bullet {
		indent = fmt.Sprintf(`marL="%d" indent="-%d"`, int(bulletIndent*point), int(bulletIndent*point))
		bullet = `<a:buFont typeface="Arial"/><a:buChar char="•"/>`
	}
	fmt.Fprintf(x, `<a:p><a:pPr %s><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="%d"/></a:spcAft>%s</a:pPr>%s</a:p>`,
		indent, int(100*spaceAfter*size), bullet, b.run(p.Text, size, attributes, fill))
}

// transform places a shape.
func (b box) transform(prefix string) string {
	return fmt.Sprintf(`<%s:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></%s:xfrm>`, prefix, b.x, b.y, b.width, b.height, prefix)
}

func writePicture(x *strings.Builder, place box, id int, alt string) {
	fmt.Fprintf(x, `<p:pic><p:nvPicPr><p:cNvPr id="4" name="Chart" descr="%s"/><p:cNvPicPr><a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr>`+
		`<p:nvPr><p:ph type="pic" idx="%d"/></p:nvPr></p:nvPicPr><p:blipFill><a:blip r:embed="rId%d"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>`+
		`<p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`, escape(alt), pictureIndex, id, place.transform("a"))
}

// notes adds the page of the speaker's notes of slide n.
func (b *builder) notes(n int, text string) {
	var x strings.Builder
	x.WriteString(`<p:notes ` + namespaces + `><p:cSld><p:spTree>` + treeHead +
		`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>` +
		`<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>` +
		`<p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>`)
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		fmt.Fprintf(&x, `<a:p><a:r><a:rPr%s dirty="0"/><a:t>%s</a:t></a:r></a:p>`, b.language(), escape(line))
	}
	x.WriteString(`</p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`)
	b.add(notesName(n), notesType, x.String())
	b.relate(notesName(n), relation{"notesMaster", notesMasterName}, relation{"slide", slideName(n)})
}
