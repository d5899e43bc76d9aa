package scenarios

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"holdfast/sim"
)

// manual returns the sections of the manual, the package comment, by heading.
func manual(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{}
	heading := ""
	for _, line := range strings.Split(string(text), "\n") {
		line = strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ")
		if name, ok := strings.CutPrefix(line, "# "); ok {
			heading = name
			continue
		}
		sections[heading] += line + "\n"
	}
	return sections
}

// row returns the text of a key in a section: its line and those below it that
// are indented deeper.
func row(section, key string) string {
	begin := regexp.MustCompile(`(?m)^\t` + regexp.QuoteMeta(key) + `( |$)`).FindStringIndex(section)
	if begin == nil {
		return ""
	}
	lines := strings.SplitAfter(section[begin[0]:], "\n")
	text := lines[0]
	for _, line := range lines[1:] {
		if !strings.HasPrefix(line, "\t ") {
			break
		}
		text += line
	}
	return strings.Join(strings.Fields(text), " ")
}

// described notes the objects of which the manual has every key.
type described []*object

// object checks the keys of o, and of the objects in it, in a section.
func (d *described) object(t *testing.T, heading, section, prefix string, o *object) {
	*d = append(*d, o)
	for _, k := range o.keys {
		name := prefix + k.name
		text := row(section, name)
		if text == "" {
			t.Errorf("section %q lacks the key %q", heading, name)
			continue
		}
		if k.required && k.only == nil && !strings.Contains(text, " required ") {
			t.Errorf("section %q: %s is required, which %q does not say", heading, name, text)
		}
		if k.absent != "" && !regexp.MustCompile(`default `+regexp.QuoteMeta(k.absent)+`([.,;]|$)`).MatchString(text) {
			t.Errorf("section %q: %s is %s by default, which %q does not say", heading, name, k.absent, text)
		}
		forms := []taker{k.takes}
		if e, ok := k.takes.(either); ok {
			forms = e
		}
		for _, form := range forms {
			inner, ok := form.(*object)
			switch {
			case !ok || inner == costKeys:
			case len(inner.keys) == 1 && inner.keys[0].name == "by_age":
				*d = append(*d, inner)
				if !strings.Contains(text, "by age") {
					t.Errorf("section %q: %s may be given by age, which %q does not say", heading, name, text)
				}
			case inner == retentionKeys: // a section of its own
			default:
				d.object(t, heading, section, name+".", inner)
			}
		}
	}
}

// TestManual shows that the manual has every key with its default, every curve,
// distribution and lever.
func TestManual(t *testing.T) {
	sections := manual(t)
	var d described
	for _, c := range []struct {
		heading, prefix string
		objects         []*object
	}{
		{"Keys of the plan", "", []*object{planKeys}},
		{"Assumptions", "", []*object{assumptionKeys}},
		{"Assumptions", "draws.", []*object{drawsKeys}},
		{"Segments", "", []*object{segmentKeys}},
		{"Retention", "", []*object{retentionKeys}},
		{"Channels", "", []*object{channelKeys}},
		{"Initiatives and events", "", []*object{initiativeKeys, eventKeys}},
		{"Changes", "", []*object{changeKeys}},
		{"Costs", "", []*object{costKeys}},
		{"Shocks", "", []*object{shockKeys}},
		{"Targets", "", []*object{targetKeys}},
	} {
		for _, o := range c.objects {
			d.object(t, c.heading, sections[c.heading], c.prefix, o)
		}
	}
	for _, o := range allObjects() {
		if !slices.Contains(d, o) {
			t.Errorf("the manual says nothing of a %s", o.name)
		}
	}
	for _, lever := range sim.Levers() {
		if !strings.Contains(sections["Changes"][strings.Index(sections["Changes"], "Levers, and"):], "\n\t"+lever+" ") {
			t.Errorf("the manual lacks the lever %s", lever)
		}
	}
	for _, curve := range curves() {
		if row(sections["Retention"], curve) == "" {
			t.Errorf("the manual lacks the curve %s", curve)
		}
	}
	for _, law := range lawForms() {
		if law.make != nil && !strings.Contains(sections["Distributions"], usage(&law)) ||
			!strings.Contains(sections["Distributions"], law.name+"(") {
			t.Errorf("the manual lacks the distribution %s", usage(&law))
		}
	}
	for _, k := range planKeys.keys {
		c, ok := k.takes.(choice)
		for i := 0; ok && i < len(c.of()); i++ {
			if !strings.Contains(row(sections["Keys of the plan"], k.name), c.of()[i]) {
				t.Errorf("the manual lacks %s: %s", k.name, c.of()[i])
			}
		}
	}
}

// TestManualExample loads the plan that the manual begins with.
func TestManualExample(t *testing.T) {
	text := ""
	for _, line := range strings.Split(manual(t)["A plan"], "\n") {
		if code, ok := strings.CutPrefix(line, "\t"); ok {
			text += code + "\n"
		}
	}
	plan, err := Load(Source{Name: "doc.go", Data: []byte(text)}, nil)
	if err != nil || len(plan.Warnings) > 0 {
		t.Errorf("found %v, %v", plan, err)
	}
}

// TestManualChanges loads the changes that the manual shows.
func TestManualChanges(t *testing.T) {
	shown := regexp.MustCompile(`\{lever: [^}]*\}`).FindAllString(manual(t)["Changes"], -1)
	if len(shown) < 5 {
		t.Fatalf("found %q", shown)
	}
	for _, change := range shown {
		var parsed map[string]string
		if err := yaml.Unmarshal([]byte(change), &parsed); err != nil {
			t.Errorf("%s: %s", change, err)
		}
		if _, err := load(t, "testdata/good/every-key.yaml", sim.Setting{Path: "initiatives.later.changes", Value: "[" + change + "]"},
			sim.Setting{Path: "initiatives.later.segments", Value: "[smb]"}); err != nil {
			t.Errorf("%s: %s", change, err)
		}
	}
}
