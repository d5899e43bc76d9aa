package scenarios

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Schema returns the JSON Schema (draft 7) of the plan file, for editors. It is
// made from the table of keys that [Load] reads by, so that every plan that
// loads is valid; what depends on names, sums or other sections is left to Load.
func Schema() ([]byte, error) {
	s := &schemaWriter{definitions: map[string]any{}}
	root := s.body(planKeys)
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "holdfast plan"
	root["definitions"] = s.definitions
	out, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return append(out, '\n'), nil
}

type schemaWriter struct {
	definitions map[string]any
}

// Texts are read with full-width digits as well.
const (
	digitPattern  = `[0-9０-９]`
	numberPattern = digitPattern + `*([.．]` + digitPattern + `+)?([eE][-+]?[0-9]+)?\s*([%％kMB]|pt)?\s*([/／]\s*(month|year))?`
	// quantityPattern tells a number, an interval or a product from a text that
	// begins with a word; the parser does the rest.
	quantityPattern = `^\s*[-+－＋−]?\s*(` + numberPattern + `|` + numberPattern + `\s*(to|[~～〜*×])\s*\S[\s\S]*|[^\s0-9０-９+\-.,%/()][\s\S]*)\s*$`
	wholePattern    = `^\s*[+]?` + digitPattern + `+([.．]` + digitPattern + `+)?([eE][-+]?[0-9]+)?\s*[kMB]?\s*$`
	monthPattern    = `(` + digitPattern + `{4}[-－]` + digitPattern + `{2}|` + digitPattern + `+)`
)

// object returns a reference to the definition of o.
func (s *schemaWriter) object(o *object) map[string]any {
	name := definitionName(o)
	if _, ok := s.definitions[name]; !ok {
		s.definitions[name] = nil // in the making
		s.definitions[name] = s.body(o)
	}
	return map[string]any{"$ref": "#/definitions/" + name}
}

func definitionName(o *object) string { return strings.ReplaceAll(o.name, " ", "_") }

func (s *schemaWriter) body(o *object) map[string]any {
	properties := map[string]any{}
	var required []string
	for _, k := range o.keys {
		properties[k.name] = s.key(k)
		if k.required && k.only == nil {
			required = append(required, k.name)
		}
	}
	body := map[string]any{
		"type": "object", "title": o.name, "description": o.about,
		"properties": properties, "additionalProperties": false,
	}
	if required != nil {
		body["required"] = required
	}
	if o.some != nil {
		body["anyOf"] = eachRequired(o.some)
	}
	if o.one != nil {
		body["oneOf"] = eachRequired(o.one)
	}
	if kinds := s.kinds(o); kinds != nil {
		body["allOf"] = kinds
	}
	return body
}

func eachRequired(names []string) []any {
	var all []any
	for _, name := range names {
		all = append(all, map[string]any{"required": []string{name}})
	}
	return all
}

// kinds returns, for each kind of an object, the keys that it needs and those
// that belong to others.
func (s *schemaWriter) kinds(o *object) []any {
	var all []any
	for _, kind := range o.kinds() {
		is := map[string]any{"required": []string{kind}}
		if o.kindKey != "" {
			is = map[string]any{"required": []string{o.kindKey},
				"properties": map[string]any{o.kindKey: map[string]any{"const": kind}}}
		}
		var required []string
		others := map[string]any{}
		for _, k := range o.keys {
			switch {
			case k.neededBy(kind):
				required = append(required, k.name)
			case k.only != nil && !slices.Contains(k.only, kind):
				others[k.name] = false
			}
		}
		all = append(all, map[string]any{"if": is, "then": map[string]any{"required": required, "properties": others}})
	}
	return all
}

func (s *schemaWriter) key(k key) map[string]any {
	schema := s.value(k.takes)
	switch k.takes.(type) {
	case named, sequence:
		if !k.required {
			schema["type"] = []string{schema["type"].(string), "null"}
		}
	}
	about := k.about + " Takes " + k.takes.expected() + "."
	if k.absent != "" {
		about += " Default: " + k.absent + "."
	}
	if _, ok := schema["$ref"]; ok { // draft 7 ignores what stands beside a reference
		schema = map[string]any{"allOf": []any{schema}}
	}
	schema["description"] = about
	return schema
}

func (s *schemaWriter) value(t taker) map[string]any {
	switch t := t.(type) {
	case *object:
		return s.object(t)
	case quantity:
		return s.quantity(t)
	case whole:
		return anyOf(map[string]any{"type": "integer", "minimum": t.lo, "maximum": t.hi},
			text(wholePattern))
	case seed:
		return map[string]any{"type": "integer", "minimum": 0, "maximum": uint64(math.MaxUint64)}
	case words:
		return map[string]any{"type": []string{"string", "number", "boolean"}}
	case choice:
		return map[string]any{"enum": t.of()}
	case toggle:
		return map[string]any{"enum": []any{true, false, "true", "false"}}
	case month:
		return s.month(t)
	case ages:
		return anyOf(map[string]any{"type": "integer", "minimum": 0, "maximum": maxAge},
			text(`^\s*`+digitPattern+`+\s*((\.\.|[~～〜])\s*`+digitPattern+`*)?\s*$`))
	case rank:
		name := text(`\S`)
		rho := s.quantity(quantity{within: correlation, percent: true})
		return map[string]any{"type": "array", "items": []any{name, name, rho}, "minItems": 3, "maxItems": 3}
	case names:
		return map[string]any{"type": "array", "items": map[string]any{"type": []string{"string", "number", "boolean"}}, "uniqueItems": true}
	case factors:
		return map[string]any{"type": "array", "items": s.value(t.each), "minItems": t.n, "maxItems": t.n}
	case sequence:
		schema := map[string]any{"type": "array", "items": s.value(t.of), "minItems": t.least}
		if t.most > 0 {
			schema["maxItems"] = t.most
		}
		return schema
	case named:
		schema := map[string]any{"type": "object", "additionalProperties": s.value(t.of), "maxProperties": t.most}
		if t.also != nil {
			schema["properties"] = map[string]any{t.also.name: s.key(*t.also)}
		}
		return schema
	case byMonths:
		return map[string]any{"type": "object", "additionalProperties": false, "minProperties": 1,
			"patternProperties": map[string]any{`^\s*` + digitPattern + `+\s*$`: s.value(t.of)}}
	case either:
		var forms []any
		for _, form := range t {
			forms = append(forms, s.value(form))
		}
		return map[string]any{"anyOf": forms}
	}
	panic(fmt.Sprintf("scenarios: no schema for %T", t))
}

func anyOf(forms ...map[string]any) map[string]any {
	all := make([]any, len(forms))
	for i, form := range forms {
		all[i] = form
	}
	return map[string]any{"anyOf": all}
}

func text(pattern string) map[string]any {
	return map[string]any{"type": "string", "pattern": pattern}
}

// quantity allows a plain number only where no unit is needed.
func (s *schemaWriter) quantity(q quantity) map[string]any {
	written := text(quantityPattern)
	if q.unit != noUnit && q.unit != amountMaybePerTime {
		return written
	}
	number := map[string]any{"type": "number"}
	lo, hi := "minimum", "maximum"
	if q.within.openLo {
		lo = "exclusiveMinimum"
	}
	if q.within.openHi {
		hi = "exclusiveMaximum"
	}
	number[lo], number[hi] = q.within.Lo, q.within.Hi
	if q.within.Lo == math.SmallestNonzeroFloat64 {
		delete(number, lo)
		number["exclusiveMinimum"] = 0
	}
	return anyOf(number, written)
}

func (s *schemaWriter) month(t month) map[string]any {
	if t.dateOnly {
		return text(`^\s*` + digitPattern + `{4}[-－]` + digitPattern + `{2}\s*$`)
	}
	pattern := monthPattern
	if t.span {
		pattern += `(\s*(\.\.|[~～〜])\s*` + monthPattern + `)?`
	}
	return anyOf(map[string]any{"type": "integer", "minimum": 1, "maximum": 9999}, text(`^\s*`+pattern+`\s*$`))
}
