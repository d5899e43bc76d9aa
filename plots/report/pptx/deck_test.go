package pptx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
)

func picture(t testing.TB, width, height int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			m.Set(x, y, color.RGBA{uint8(255 * x / width), uint8(255 * y / height), 160, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// everything is a deck with every kind of slide, and names that may do harm.
func everything(t testing.TB) *Deck {
	hostile := `<script>&"'` + "\x00\u202E\uFFFE\xff]]> =1+1 ファイル"
	long := strings.Repeat("長い名前long name ", 800)
	wide, tall := &Picture{picture(t, 400, 200), "A finding: " + hostile}, &Picture{picture(t, 200, 400), ""}
	table := &Table{Columns: []Column{{"Scenario", 3, false}, {"NPV\nmean", 1, true}, {hostile, 0, true}}}
	for range 8 {
		table.Rows = append(table.Rows, []string{"値上げと解約防止", "-¥1,234万", hostile})
	}
	endless := &Table{Columns: []Column{{long, 1, false}, {"B", 1, true}}}
	for range 200 {
		endless.Rows = append(endless.Rows, []string{long, "1"})
	}
	return &Deck{Title: hostile, Author: "holdfast", Language: "ja-JP", Slides: []Slide{
		{Title: "解約を減らす投資", Cover: true, Body: []Paragraph{{Text: "36 months from 2027-01"}}, Notes: "First\nSecond " + hostile},
		{Title: hostile, Body: []Paragraph{{Text: hostile, Bullet: true}, {Text: "Strong", Strong: true}, {Text: "small print", Small: true}}},
		{Title: "Picture and text", Body: []Paragraph{{Text: "One"}, {Text: "Two", Bullet: true}}, Picture: wide},
		{Title: "Tall", Picture: tall, Notes: "x"},
		{Title: "The same picture", Picture: wide},
		{Title: "Table", Table: table, Body: []Paragraph{{Text: "Quantiles do not add up.", Small: true}}},
		{Title: long, Body: []Paragraph{{Text: long}, {Text: long, Bullet: true}, {Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: long}}},
		{Title: "Too much", Table: endless, Body: []Paragraph{{Text: long}}},
		{},
	}}
}

func write(t testing.TB, d *Deck) []byte {
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unzip gives the parts of a package in their order.
func unzip(t testing.TB, data []byte) (names []string, parts map[string][]byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name] != nil {
			t.Errorf("part %s is there twice", f.Name)
		}
		if year := f.Modified.UTC().Year(); year != 1980 {
			t.Errorf("part %s is of %d", f.Name, year)
		}
		names, parts[f.Name] = append(names, f.Name), content
	}
	return names, parts
}

// texts are the runs of text of a part, and its values of one attribute.
func texts(t testing.TB, name string, content []byte, attribute string) (runs, values []string) {
	d := xml.NewDecoder(bytes.NewReader(content))
	inText := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return runs, values
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t"
			for _, a := range e.Attr {
				if a.Name.Local == attribute {
					values = append(values, a.Value)
				}
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				runs = append(runs, string(e))
			}
		}
	}
}

func TestPartsAndRelations(t *testing.T) {
	names, parts := unzip(t, write(t, everything(t)))
	if names[0] != contentTypes {
		t.Errorf("the first part is %s", names[0])
	}
	for _, required := range []string{"_rels/.rels", presentationName, masterName, notesMasterName, themeName, notesThemeName, coreName, appName,
		"ppt/slides/slide9.xml", "ppt/notesSlides/notesSlide1.xml", "ppt/notesSlides/notesSlide4.xml", "ppt/media/image2.png"} {
		if parts[required] == nil {
			t.Errorf("there is no part %s", required)
		}
	}
	if parts["ppt/media/image3.png"] != nil {
		t.Error("a picture that stands twice is stored twice")
	}
	reached := map[string]bool{contentTypes: true}
	for name, content := range parts {
		if !strings.HasSuffix(name, ".png") {
			texts(t, name, content, "") // well-formed
		}
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		reached[name] = true
		folder, file := path.Split(name)
		source := path.Join(path.Dir(path.Clean(folder)), strings.TrimSuffix(file, ".rels"))
		if file != ".rels" && parts[source] == nil {
			t.Errorf("%s belongs to no part", name)
		}
		_, targets := texts(t, name, content, "Target")
		for _, target := range targets {
			to := path.Join(path.Dir(source), target)
			reached[to] = true
			if parts[to] == nil {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
		}
		if file != ".rels" {
			_, ids := texts(t, name, content, "Id")
			for _, attribute := range []string{"id", "embed"} {
				_, used := texts(t, source, parts[source], attribute)
				for _, id := range used {
					if strings.HasPrefix(id, "rId") && !slices.Contains(ids, id) {
						t.Errorf("%s uses %s, which it does not relate to", source, id)
					}
				}
			}
		}
	}
	_, typed := texts(t, contentTypes, parts[contentTypes], "PartName")
	for name := range parts {
		if !reached[name] {
			t.Errorf("nothing leads to %s", name)
		}
		if strings.HasSuffix(name, ".xml") && name != contentTypes && !slices.Contains(typed, "/"+name) {
			t.Errorf("%s has no content type", name)
		}
	}
	if len(typed) != len(slices.Compact(slices.Sorted(slices.Values(typed)))) {
		t.Error("a part has two content types")
	}
}

func TestShapesHaveIdentifiersOfTheirOwn(t *testing.T) {
	_, parts := unzip(t, write(t, everything(t)))
	for name, content := range parts {
		if !strings.HasPrefix(name, "ppt/slides/slide") {
			continue
		}
		seen := map[string]bool{}
		for _, found := range strings.Split(string(content), `<p:cNvPr id="`)[1:] {
			id, _, _ := strings.Cut(found, `"`)
			if seen[id] {
				t.Errorf("%s has two shapes %s", name, id)
			}
			seen[id] = true
		}
	}
}

func TestTextIsData(t *testing.T) {
	_, parts := unzip(t, write(t, everything(t)))
	want := "<script>&\"'\uFFFD]]> =1+1 ファイル"
	for name, places := range map[string]int{"ppt/slides/slide2.xml": 2, "ppt/slides/slide6.xml": 9} {
		runs, _ := texts(t, name, parts[name], "")
		count := 0
		for _, run := range runs {
			if run == want {
				count++
			}
		}
		if count != places {
			t.Errorf("%s has %d times %q, not %d: %q", name, count, want, places, runs)
		}
	}
	_, alt := texts(t, "slide3", parts["ppt/slides/slide3.xml"], "descr")
	if !slices.Equal(alt, []string{"A finding: " + want}) {
		t.Errorf("alternative text %q", alt)
	}
	notes, _ := texts(t, "notes", parts["ppt/notesSlides/notesSlide1.xml"], "")
	if !slices.Equal(notes, []string{"First", "Second " + want}) {
		t.Errorf("notes %q", notes)
	}
}

func TestSameDeckSameBytes(t *testing.T) {
	if !bytes.Equal(write(t, everything(t)), write(t, everything(t))) {
		t.Error("two writes differ")
	}
}

func TestJapaneseFontsAreNamed(t *testing.T) {
	_, parts := unzip(t, write(t, &Deck{EastAsian: "Meiryo & Co", Slides: []Slide{{Title: "表紙"}}}))
	theme := string(parts[themeName])
	for _, want := range []string{`<a:ea typeface="Meiryo &amp; Co"/>`, `<a:font script="Jpan" typeface="Meiryo &amp; Co"/>`, `<a:latin typeface="Arial"/>`} {
		if strings.Count(theme, want) != 2 {
			t.Errorf("theme lacks %s", want)
		}
	}
}

// Whatever is written stays inside its place, by the estimate of its size.
func TestTextFits(t *testing.T) {
	long := strings.Repeat("Wide 漢字 text ", 700)
	for _, text := range []string{"", "short", long, strings.Repeat("W", 9000), strings.Repeat("漢", 9000)} {
		title, size := titleBox.fitLine(text, 2, 30, 24, 18)
		if n := lines(title, titleBox.room(size)); n > titleBox.fits(title, size) {
			t.Errorf("a title of %d characters takes %d lines at %g points", len(text), n, size)
		}
		for _, place := range []box{bodyBox, leftBox, underBox} {
			body, size := place.fitBody(slices.Repeat([]Paragraph{{Text: text, Bullet: true}}, 30), 22, 14, 10)
			if height := place.textHeight(body, size); height > float64(place.height)/point {
				t.Errorf("text of %d characters is %g points high, its place %g", len(text), height, float64(place.height)/point)
			}
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		room float64
		n    int
		want string
	}{
		{"short", 20, 1, "short"}, {"漢字漢字漢字", 4.2, 1, "漢字漢…"}, {"漢字漢字漢字", 4.2, 2, "漢字漢字漢字"}, {"", 1, 1, ""},
	} {
		if got := cut(c.text, c.room, c.n); got != c.want {
			t.Errorf("%q cut to %d lines of %g: %q, not %q", c.text, c.n, c.room, got, c.want)
		}
	}
}

func TestRelativeNames(t *testing.T) {
	for _, c := range [][3]string{
		{"", "ppt/a.xml", "ppt/a.xml"}, {"ppt/", "ppt/a.xml", "a.xml"}, {"ppt/slides/", "ppt/media/a.png", "../media/a.png"}, {"ppt/slides/", "docProps/a.xml", "../../docProps/a.xml"},
	} {
		if got := relative(c[0], c[1]); got != c[2] {
			t.Errorf("%s from %s: %s, not %s", c[1], c[0], got, c[2])
		}
	}
}

func TestPicturesKeepTheirShape(t *testing.T) {
	for _, size := range [][2]int{{400, 200}, {200, 400}, {1, 1}, {5000, 1}, {1, 5000}} {
		place := rightBox.within(size[0], size[1])
		if place.x < rightBox.x || place.y < rightBox.y || place.x+place.width > rightBox.x+rightBox.width || place.y+place.height > rightBox.y+rightBox.height {
			t.Errorf("a picture of %v leaves its place: %+v", size, place)
		}
		if size[0] < 1000 && size[1] < 1000 {
			if got, want := float64(place.width)/float64(place.height), float64(size[0])/float64(size[1]); got/want > 1.001 || want/got > 1.001 {
				t.Errorf("a picture of %v is drawn %v", size, place)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	good := &Picture{picture(t, 2, 2), ""}
	table := &Table{Columns: []Column{{Title: "A"}}}
	for name, d := range map[string]*Deck{
		"a presentation needs a slide":          {},
		"slide 1: picture":                      {Slides: []Slide{{Picture: &Picture{PNG: []byte("no picture")}}}},
		"it has a table and a picture":          {Slides: []Slide{{Picture: good, Table: table}}},
		"a cover has a table or a picture":      {Slides: []Slide{{Picture: good, Cover: true}}},
		"slide 2: its table has no column":      {Slides: []Slide{{}, {Table: &Table{}}}},
		"row 1 of its table has 2 cells, not 1": {Slides: []Slide{{Table: &Table{Columns: table.Columns, Rows: [][]string{{"a", "b"}}}}}},
	} {
		if err := d.Write(io.Discard); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, not %q", err, name)
		}
	}
	if err := (&Deck{Slides: []Slide{{}}}).Write(failing{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a failing writer: %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
