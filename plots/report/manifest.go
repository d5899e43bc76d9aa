package report

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

// Manifest says what an analysis of a plan was made of, and how it is repeated.
type Manifest struct {
	Plan     sim.PlanInfo
	Run      sim.RunInfo
	Warnings []sim.Warning
	// Arguments of holdfast: the command and its own flags. The file of the
	// plan and the flags of every run are added to them.
	Arguments []string
	Folder    string // where charts and the document are, for the text; may be empty
}

// Warn adds a warning.
func (m *Manifest) Warn(code, where, format string, args ...any) {
	m.Warnings = append(m.Warnings, sim.NewWarning(code, where, format, args...))
}

// Head writes the schema, plan, run and warnings of a JSON document.
func (m *Manifest) head(s *jsonStream, schema string) {
	s.text("schema", schema)
	writePlan(s, &m.Plan)
	writeRun(s, &m.Run)
	s.list("warnings", func() {
		for _, warning := range m.Warnings {
			s.inlineElement(func() {
				s.text("code", warning.Code)
				s.text("message", warning.Message)
				s.text("where", warning.Where)
			})
		}
	})
}

// document writes a JSON document of an analysis.
func (m *Manifest) document(w io.Writer, schema string, body func(s *jsonStream)) error {
	s := newJSONStream(w)
	s.enclose('{', '}', false, func() {
		m.head(s, schema)
		body(s)
	})
	s.w.WriteByte('\n')
	return s.w.Flush()
}

// command lists the arguments that repeat the analysis.
func (m *Manifest) command() []string {
	file := m.Plan.File
	switch {
	case file == stdinName || file == "":
		file = "-"
	case strings.HasPrefix(file, "-"):
		file = "./" + file
	}
	args := append([]string{m.Arguments[0], file}, m.Arguments[1:]...)
	args = append(args, "--trials", strconv.Itoa(m.Run.Trials), "--seed", strconv.FormatUint(m.Run.Seed, 10), "--noise", m.Run.Noise)
	for _, setting := range m.Run.Set {
		args = append(args, "--set", setting.Path+"="+setting.Value)
	}
	return args
}

// subject is the line that names plan, horizon and trials.
func (m *Manifest) subject(p *page, trials string) {
	name := Clean(m.Plan.Name)
	if name == "" {
		name = Clean(m.Plan.File)
	}
	span := months(m.Plan.Months)
	if date := calendar(m.Plan.Start, 1); date != "" {
		span += " from " + date
	}
	noise := ""
	if m.Run.Noise == sim.NoiseNone.String() {
		noise = ", without luck in customers (noise none)"
	}
	p.line("")
	p.paragraph("  ", fmt.Sprintf("%s: %s, %s%s", name, span, trials, noise))
}

// foot writes the warnings, where the charts are, and how to repeat it.
func (m *Manifest) foot(p *page) {
	if len(m.Warnings) > 0 {
		p.line("")
		p.line("Warnings")
		for _, warning := range m.Warnings {
			p.paragraph("    ", "  - "+WarningText(warning))
		}
	}
	p.line("")
	if m.Folder != "" {
		p.line("Charts are in %s, the whole result in %s", Clean(filepath.Join(m.Folder, "charts")), Clean(m.Folder))
	}
	p.line("To repeat: holdfast %s", quoteCommand(m.command()))
	sha := m.Plan.SHA256
	if len(sha) > 12 {
		sha = sha[:12]
	}
	p.line("Plan SHA-256 %s, holdfast %s on %s", Clean(sha), Clean(m.Run.Version), Clean(m.Run.Platform))
}

// newPage returns a page that has no result of a run.
func newPage() *page { return (&Report{Result: &sim.Result{}}).in(words.English()) }

// flush writes the page.
func (p *page) flush(w io.Writer) error {
	_, err := io.Copy(w, bytes.NewReader(p.out.Bytes()))
	return err
}
