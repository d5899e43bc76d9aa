package pptx

import (
	"fmt"
	"strings"
)

const (
	presentationName = "ppt/presentation.xml"
	masterName       = "ppt/slideMasters/slideMaster1.xml"
	notesMasterName  = "ppt/notesMasters/notesMaster1.xml"
	themeName        = "ppt/theme/theme1.xml"
	notesThemeName   = "ppt/theme/theme2.xml"
	coreName         = "docProps/core.xml"
	appName          = "docProps/app.xml"

	wordType = "application/vnd.openxmlformats-officedocument."

	colourMap = `<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>`
	ground    = `<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>`
)

// fixedParts adds what every presentation has around its slides.
func (b *builder) fixedParts() {
	b.presentation()
	b.master()
	for n := 1; n <= layouts; n++ {
		b.layout(n)
	}
	b.notesMaster()
	b.add(themeName, wordType+"theme+xml", b.theme())
	b.add(notesThemeName, wordType+"theme+xml", b.theme())
	b.add(coreName, "application/vnd.openxmlformats-package.core-properties+xml",
		`<cp:coreProperties xmlns:cp="`+packageTypes+`metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`+
			escape(b.deck.Title)+`</dc:title><dc:creator>`+escape(b.deck.Author)+`</dc:creator></cp:coreProperties>`)
	b.add(appName, wordType+"extended-properties+xml",
		fmt.Sprintf(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Slides>%d</Slides></Properties>`, len(b.deck.Slides)))
	b.relate("", relation{"officeDocument", presentationName}, relation{"core-properties", coreName}, relation{"extended-properties", appName})
}

func (b *builder) presentation() {
	const (
		firstSlide = 256 // the smallest identifier that a slide may have
		masterID   = 2147483648
	)
	var x strings.Builder
	relations := []relation{{"slideMaster", masterName}, {"notesMaster", notesMasterName}, {"theme", themeName}}
	fmt.Fprintf(&x, `<p:presentation %s saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="%d" r:id="rId1"/></p:sldMasterIdLst>`, namespaces, masterID)
	x.WriteString(`<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>`)
	for i := range b.deck.Slides {
		relations = append(relations, relation{"slide", slideName(i + 1)})
		fmt.Fprintf(&x, `<p:sldId id="%d" r:id="rId%d"/>`, firstSlide+i, len(relations))
	}
	fmt.Fprintf(&x, `</p:sldIdLst><p:sldSz cx="%d" cy="%d"/><p:notesSz cx="%d" cy="%d"/></p:presentation>`, slideWidth, slideHeight, notesWidth, notesHeight)
	b.add(presentationName, wordType+"presentationml.presentation.main+xml", x.String())
	b.relate(presentationName, relations...)
}

// placeholder is a shape of a master or layout that slides fill.
func placeholder(id int, name, kind string, place box, style, prompt string) string {
	return fmt.Sprintf(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%s"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph %s/></p:nvPr></p:nvSpPr>`+
		`<p:spPr>%s<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>%s<a:p>%s</a:p></p:txBody></p:sp>`,
		id, name, kind, place.transform("a"), style, prompt)
}

const (
	anchorTop    = `<a:bodyPr vert="horz" lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="t"><a:normAutofit/></a:bodyPr><a:lstStyle/>`
	anchorMiddle = `<a:bodyPr vert="horz" lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="ctr"><a:normAutofit/></a:bodyPr><a:lstStyle/>`
	anchorBottom = `<a:bodyPr vert="horz" lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="b"><a:normAutofit/></a:bodyPr><a:lstStyle/>`
	numberStyle  = `<a:bodyPr vert="horz" anchor="ctr"/><a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="1000"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>`
	numberField  = `<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>`
)

func prompt(text string) string {
	return `<a:r><a:rPr lang="en-GB"/><a:t>` + text + `</a:t></a:r>`
}

// levels are the styles of nine levels of text.
func levels(size int, bold string) string {
	var x strings.Builder
	for level := 1; level <= 9; level++ {
		fmt.Fprintf(&x, `<a:lvl%dpPr marL="%d" indent="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>`+
			`<a:defRPr sz="%d"%s kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl%dpPr>`,
			level, (level-1)*228_600, size, bold, level)
	}
	return x.String()
}

func (b *builder) master() {
	var x strings.Builder
	x.WriteString(`<p:sldMaster ` + namespaces + `><p:cSld>` + ground + `<p:spTree>` + treeHead)
	x.WriteString(placeholder(2, "Title", `type="title"`, titleBox, anchorMiddle, prompt("Title")))
	x.WriteString(placeholder(3, "Text", `type="body" idx="1"`, bodyBox, anchorTop, prompt("Text")))
	x.WriteString(placeholder(4, "Slide number", `type="sldNum" sz="quarter" idx="4"`, numberBox, numberStyle, numberField))
	x.WriteString(`</p:spTree></p:cSld>` + colourMap + `<p:sldLayoutIdLst>`)
	var relations []relation
	for n := 1; n <= layouts; n++ {
		relations = append(relations, relation{"slideLayout", layoutName(n)})
		fmt.Fprintf(&x, `<p:sldLayoutId id="%d" r:id="rId%d"/>`, 2147483648+n, n)
	}
	x.WriteString(`</p:sldLayoutIdLst><p:txStyles><p:titleStyle>` + strings.ReplaceAll(levels(2800, ` b="1"`), "+mn-", "+mj-") +
		`</p:titleStyle><p:bodyStyle>` + levels(1800, "") + `</p:bodyStyle><p:otherStyle>` + levels(1800, "") + `</p:otherStyle></p:txStyles></p:sldMaster>`)
	b.add(masterName, wordType+"presentationml.slideMaster+xml", x.String())
	b.relate(masterName, append(relations, relation{"theme", themeName})...)
}

func (b *builder) layout(n int) {
	body := func(place box) string {
		return placeholder(3, "Text", fmt.Sprintf(`idx="%d"`, bodyIndex), place, anchorTop, prompt("Text"))
	}
	picture := func(place box) string {
		return placeholder(4, "Picture", fmt.Sprintf(`type="pic" idx="%d"`, pictureIndex), place, anchorTop, prompt("Picture"))
	}
	title := placeholder(2, "Title", `type="title"`, titleBox, anchorMiddle, prompt("Title"))
	number := placeholder(9, "Slide number", fmt.Sprintf(`type="sldNum" sz="quarter" idx="%d"`, numberIndex), numberBox, numberStyle, numberField)
	attributes, name, shapes := "", "", ""
	switch n {
	case layoutCover:
		attributes, name = `type="title"`, "Cover"
		shapes = placeholder(2, "Title", `type="ctrTitle"`, coverBox, anchorBottom, prompt("Title")) +
			placeholder(3, "Subtitle", fmt.Sprintf(`type="subTitle" idx="%d"`, bodyIndex), underBox, anchorTop, prompt("Text"))
	case layoutText:
		attributes, name, shapes = `type="obj"`, "Title and text", title+body(bodyBox)+number
	case layoutTextPicture:
		attributes, name, shapes = `userDrawn="1"`, "Title, text and picture", title+body(leftBox)+picture(rightBox)+number
	case layoutPicture:
		attributes, name, shapes = `userDrawn="1"`, "Title and picture", title+picture(pictures)+number
	case layoutTitleOnly:
		attributes, name, shapes = `type="titleOnly"`, "Title", title+number
	}
	b.add(layoutName(n), wordType+"presentationml.slideLayout+xml", fmt.Sprintf(`<p:sldLayout %s %s preserve="1"><p:cSld name="%s"><p:spTree>%s%s</p:spTree></p:cSld>`+
		`<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`, namespaces, attributes, name, treeHead, shapes))
	b.relate(layoutName(n), relation{"slideMaster", masterName})
}

const (
	notesWidth, notesHeight = 6_858_000, 9_144_000
)

func (b *builder) notesMaster() {
	image := box{685_800, 1_143_000, 5_486_400, 3_086_100}
	text := box{685_800, 4_400_550, 5_486_400, 3_600_450}
	b.add(notesMasterName, wordType+"presentationml.notesMaster+xml", `<p:notesMaster `+namespaces+`><p:cSld>`+ground+`<p:spTree>`+treeHead+
		`<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>`+
		image.transform("a")+`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr></p:sp>`+
		placeholder(3, "Notes", `type="body" sz="quarter" idx="1"`, text, anchorTop, prompt("Notes"))+
		`</p:spTree></p:cSld>`+colourMap+`<p:notesStyle>`+levels(1200, "")+`</p:notesStyle></p:notesMaster>`)
	b.relate(notesMasterName, relation{"theme", notesThemeName})
}
