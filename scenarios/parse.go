package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Limits of a plan's YAML.
const (
	mostDepth  = 100
	mostValues = 250_000
)

// parseYAML returns the one value that doc holds, or reports why there is none.
func parseYAML(doc *document, found *findings) *node {
	at := place{doc, 1, 1}
	if len(doc.text) > MaxPlanBytes {
		found.add(at, "", errTooLarge.Error())
		return nil
	}
	text, ok := decodable(doc, found)
	if !ok {
		return nil
	}
	root, err := decodeYAML(text)
	if err != nil {
		line, message := explainYAML(doc, err)
		found.add(place{doc, line, 1}, "", message)
		return nil
	}
	if root == nil {
		found.add(at, "", "is empty; expected a plan, or \"holdfast init\" writes one to start from")
		return nil
	}
	c := &converter{doc: doc, found: found, done: map[*yaml.Node]*node{}}
	n := c.node(root)
	if c.failed {
		return nil
	}
	return n
}

// decodable checks the encoding, and returns the text without a byte order mark.
func decodable(doc *document, found *findings) (string, bool) {
	text := doc.text
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		found.add(place{doc, 1, 1}, "", "is UTF-16; save it as UTF-8")
		return "", false
	}
	text = strings.TrimPrefix(text, "\ufeff")
	doc.text = text
	line, col := 1, 1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		bad := ""
		switch {
		case r == utf8.RuneError && size == 1:
			bad = fmt.Sprintf("byte 0x%02x is not UTF-8; save the file as UTF-8", text[i])
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0x7f:
			bad = fmt.Sprintf("control character U+%04X is not allowed in a plan", r)
		}
		if bad != "" {
			found.add(place{doc, line, col}, "", bad)
			return "", false
		}
		i += size
		col++
		if r == '\n' || r == '\r' && !(i < len(text) && text[i] == '\n') || r == '\u0085' || r == '\u2028' || r == '\u2029' {
			line, col = line+1, 1
		}
	}
	return text, true
}

// errDocuments says that a file holds more than one YAML document.
type errDocuments struct{ line int }

func (e errDocuments) Error() string { return "" }

// decodeYAML parses text into yaml.v3's tree, nil for an empty one. yaml.v3 is
// known to panic on some malformed input, which counts as an error of the text.
func decodeYAML(text string) (root *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	decoder := yaml.NewDecoder(strings.NewReader(text))
	var doc, next yaml.Node
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	switch err := decoder.Decode(&next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		return nil, err
	default:
		return nil, errDocuments{next.Line}
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return nil, nil
	}
	return doc.Content[0], nil
}

// explainYAML returns the line and the message of a syntax error, with a hint
// for the mistakes that yaml.v3 words in its own terms.
func explainYAML(doc *document, err error) (int, string) {
	var documents errDocuments
	if errors.As(err, &documents) {
		return max(1, min(documents.line, doc.lastLine())), "a second YAML document (---) begins; a plan is one document"
	}
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if m := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	last := doc.lastLine()
	line = max(1, min(line, last))
	if strings.Contains(text, "exceeded max depth") {
		return line, fmt.Sprintf("is nested more than %d deep", mostDepth)
	}
	if strings.Contains(text, "incompatible YAML document") {
		return line, "the line %YAML is not needed; leave it out"
	}
	for n := max(1, line-1); n <= min(last, line+1); n++ {
		source := doc.line(n)
		if indent := source[:len(source)-len(strings.TrimLeft(source, " \t"))]; strings.Contains(indent, "\t") {
			return n, "a tab cannot indent in YAML; use spaces"
		}
		if strings.Contains(source, "：") && !strings.Contains(source, ":") {
			return n, "a full-width colon (：) has no meaning in YAML; write a colon and a space (: )"
		}
	}
	for n := max(1, line-1); n <= line; n++ {
		if _, value, ok := strings.Cut(doc.line(n), ": "); ok && bytes.ContainsAny([]byte(strings.TrimSpace(value) + " ")[:1], "%@`") {
			return n, fmt.Sprintf("not valid YAML: a value cannot begin with %.1s without quotes", strings.TrimSpace(value))
		}
	}
	return line, "not valid YAML: " + text
}
