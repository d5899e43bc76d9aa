package pptx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

const (
	xmlDeclaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	contentTypes   = "[Content_Types].xml"
	relationships  = "application/vnd.openxmlformats-package.relationships+xml"
	office         = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageTypes   = "http://schemas.openxmlformats.org/package/2006/"
)

// earliest is the first moment that a zip archive can name; every part is of it.
var earliest = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// archive packs the parts, the content types first, the others by name.
func (b *builder) archive() []byte {
	b.add(contentTypes, "", b.contentTypes())
	slices.SortStableFunc(b.parts, func(p, q part) int {
		if p.name == contentTypes || q.name == contentTypes {
			return strings.Compare(fmt.Sprint(p.name != contentTypes), fmt.Sprint(q.name != contentTypes))
		}
		return strings.Compare(p.name, q.name)
	})
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range b.parts {
		method := zip.Deflate
		if strings.HasSuffix(p.name, ".png") {
			method = zip.Store
		}
		// A zip archive in memory cannot fail to be written.
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method, Modified: earliest})
		if err == nil {
			_, err = w.Write(p.content)
		}
		if err != nil {
			panic("pptx: " + err.Error())
		}
	}
	if err := z.Close(); err != nil {
		panic("pptx: " + err.Error())
	}
	return out.Bytes()
}

func (b *builder) contentTypes() string {
	var s strings.Builder
	s.WriteString(`<Types xmlns="` + packageTypes + `content-types">`)
	s.WriteString(`<Default Extension="rels" ContentType="` + relationships + `"/>`)
	s.WriteString(`<Default Extension="xml" ContentType="application/xml"/>`)
	s.WriteString(`<Default Extension="png" ContentType="image/png"/>`)
	for _, p := range b.parts {
		if p.contentType != "" {
			fmt.Fprintf(&s, `<Override PartName="/%s" ContentType="%s"/>`, p.name, p.contentType)
		}
	}
	s.WriteString(`</Types>`)
	return s.String()
}

// relation is a relationship from one part to another.
type relation struct {
	kind   string // the last step of its type's address
	target string // name of the part
}

// relate adds the relationships of a part, rId1 and on; the empty name is the
// package's own.
func (b *builder) relate(source string, relations ...relation) {
	folder, file := path.Split(source)
	var s strings.Builder
	s.WriteString(`<Relationships xmlns="` + packageTypes + `relationships">`)
	for i, r := range relations {
		kind := office + r.kind
		if r.kind == "core-properties" {
			kind = packageTypes + "relationships/metadata/" + r.kind
		}
		fmt.Fprintf(&s, `<Relationship Id="rId%d" Type="%s" Target="%s"/>`, i+1, kind, relative(folder, r.target))
	}
	s.WriteString(`</Relationships>`)
	b.add(folder+"_rels/"+file+".rels", "", s.String())
}

// relative names a part as seen from a folder, which ends in a slash or is
// empty.
func relative(folder, target string) string {
	up := ""
	for folder != "" && !strings.HasPrefix(target, folder) {
		folder, _ = path.Split(strings.TrimSuffix(folder, "/"))
		up += "../"
	}
	return up + strings.TrimPrefix(target, folder)
}
