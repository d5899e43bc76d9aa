package scenarios

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
)

func resolvedSchema(t *testing.T) *jsonschema.Resolved {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

// plainValue turns a node into what an editor's YAML 1.2 parser would see.
func plainValue(n *node) any {
	switch n.kind {
	case mapping:
		m := map[string]any{}
		for _, e := range n.entries {
			m[e.key.text] = plainValue(e.value)
		}
		return m
	case list:
		items := []any{}
		for _, item := range n.items {
			items = append(items, plainValue(item))
		}
		return items
	}
	if n.empty() {
		return nil
	}
	if x, err := strconv.ParseFloat(n.text, 64); err == nil && !n.quoted && n.text != "NaN" {
		return x
	}
	if !n.quoted && (n.text == "true" || n.text == "false") {
		return n.text == "true"
	}
	return n.text
}

func parsedPlan(t *testing.T, path string) *node {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var found findings
	n := parseYAML(&document{name: path, text: string(text)}, &found)
	if n == nil {
		t.Fatalf("%v", found.problems())
	}
	return n
}

func TestSchemaAcceptsGoodPlans(t *testing.T) {
	schema := resolvedSchema(t)
	paths, _ := filepath.Glob("testdata/good/*.yaml")
	library, _ := filepath.Glob("library/plans/*.yaml")
	for _, path := range append(paths, library...) {
		if err := schema.Validate(plainValue(parsedPlan(t, path))); err != nil {
			t.Errorf("%s: %s", path, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := resolvedSchema(t)
	good := parsedPlan(t, "testdata/good/every-key.yaml")
	for path, value := range map[string]string{
		"months":                           "0",
		"trials":                           "10000001",
		"start":                            "2027",
		"language":                         "fr",
		"plan":                             "[a]",
		"segments.smb.price":               "9800",
		"segments.smb.payment_fee":         "3",
		"segments.smb.opening.customers":   "0x10",
		"segments.smb.retention":           "{model: sbg, alpha: 1, rate: 3%/month}",
		"segments.smb.retention.model":     "sgb",
		"segments.smb.acquisition.ads":     "{spend: 3/month}",
		"segments.smb.acquisition.organic": "{customers: 3/month, lag: 3}",
		"segments.smb.cost_to_serve":       "1,000/month",
		"segments.table":                   "{gross_margin: 3%, retention: {model: constant, rate: 3%/month}}",
		"segments.smb.opening.tenure":      "{a: 3}",
		"initiatives.longer":               "{title: nothing}",
		"initiatives.longer.changes":       "[{lever: churn}]",
		"initiatives.later.changes":        "[{lever: churn, reduce: 3%, add: 3pt}]",
		"initiatives.later.counts_in_cac":  "maybe",
		"targets":                          "[{metric: npv}]",
		"correlations":                     "[[churn, cac]]",
		"segments.smb.acquisition.organic.seasonality": "[1, 2]",
	} {
		l := &loader{}
		keys, _ := splitPath(path)
		doc := &document{name: path, text: value}
		w := &setter{doc: doc, value: l.settingValue(doc)}
		if changed := w.set(good, planKeys, keys, 0); w.mistake != "" {
			t.Errorf("%s: %s", path, w.mistake)
		} else if err := schema.Validate(plainValue(changed)); err == nil {
			t.Errorf("%s: %s is valid", path, value)
		}
	}
}

func TestSchemaIsStable(t *testing.T) {
	a, _ := Schema()
	b, _ := Schema()
	if !bytes.Equal(a, b) {
		t.Error("differs from call to call")
	}
}

// allObjects returns every object of the table of keys, once.
func allObjects() []*object {
	var all []*object
	var visit func(t taker)
	visit = func(t taker) {
		switch t := t.(type) {
		case *object:
			if slices.Contains(all, t) {
				return
			}
			all = append(all, t)
			for _, k := range t.keys {
				visit(k.takes)
			}
		case sequence:
			visit(t.of)
		case named:
			visit(t.of)
			if t.also != nil {
				visit(t.also.takes)
			}
		case byMonths:
			visit(t.of)
		case either:
			for _, form := range t {
				visit(form)
			}
		}
	}
	visit(planKeys)
	return all
}

// TestTableIsRead shows that the loader and the schema know the same keys: the
// loader asks for every key of the table (one outside of it panics), and the
// schema has every key of it and no other.
func TestTableIsRead(t *testing.T) {
	l := newLoader(Source{Name: "every-key.yaml", Dir: "testdata/good"})
	l.reached = map[usedKey]bool{}
	l.plan(parsedPlan(t, "testdata/good/every-key.yaml"))
	text, _ := Schema()
	var schema struct {
		Properties  map[string]any
		Definitions map[string]struct{ Properties map[string]any }
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, o := range allObjects() {
		if named[o.name] {
			t.Errorf("two objects are named %q", o.name)
		}
		named[o.name] = true
		properties := schema.Definitions[definitionName(o)].Properties
		if o == planKeys {
			properties = schema.Properties
		}
		if len(properties) != len(o.keys) {
			t.Errorf("%s: schema has %d keys, the table %d", o.name, len(properties), len(o.keys))
		}
		for _, k := range o.keys {
			if !l.reached[usedKey{o.name, k.name}] {
				t.Errorf("%s: the loader never asks for key %q", o.name, k.name)
			}
			if _, ok := properties[k.name]; !ok {
				t.Errorf("%s: the schema lacks key %q", o.name, k.name)
			}
			if k.about == "" {
				t.Errorf("%s: key %q is not described", o.name, k.name)
			}
		}
	}
}
