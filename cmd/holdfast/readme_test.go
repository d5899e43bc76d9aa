package main

import (
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// block is a fenced block of a Markdown file.
type block struct {
	language string
	lines    []string
}

func blocks(t *testing.T, name string) []block {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []block
	open := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		switch language, fence := strings.CutPrefix(line, "```"); {
		case fence && !open:
			all = append(all, block{language: language})
			open = true
		case fence:
			open = false
		case open:
			last := &all[len(all)-1]
			last.lines = append(last.lines, line)
		}
	}
	return all
}

// TestReadme executes what README shows: every command, in a folder that has the
// repository's plans, the plan and files in the text, and what is printed by the
// command before. Commands on the public data set are left out where it is not.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("runs a shipped plan in full")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	r := &readme{root: root, dir: t.TempDir(), data: filepath.Join(root, dataSet)}
	if _, err := os.Stat(r.data); err != nil {
		r.data = ""
	}
	if err := os.CopyFS(filepath.Join(r.dir, "scenarios", "library", "plans"), os.DirFS(filepath.Join(root, "scenarios", "library", "plans"))); err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, b := range blocks(t, filepath.Join(root, "README.md")) {
		switch b.language {
		case "sh":
			r.commands(t, b.lines)
		case "yaml":
			r.file(t, b.lines)
		case "text":
			if r.printed != "" {
				shows(t, r.printed, b.lines)
				shown++
			}
			r.printed = ""
		}
	}
	if shown == 0 {
		t.Fatal("README shows no command with its output")
	}
	samePicture(t, filepath.Join(root, "plots", "testdata", "telecom.png"), filepath.Join(r.dir, "out", "charts", "npv_difference.png"))
	r.sentences(t)
}

// dataSet is the public file that README calibrates, relative to the repository.
const dataSet = "../shared/data/telco_churn.csv"

type readme struct {
	root, dir string
	data      string // path of the data set, "" where it is not there
	printed   string // by the last command, until it has been compared
	without   bool   // the commands of the block need the data set, which is not there
}

// commands runs the lines of a block.
func (r *readme) commands(t *testing.T, lines []string) {
	t.Helper()
	r.without, r.printed = false, ""
	for _, line := range lines {
		r.without = r.without || r.data == "" && strings.Contains(line, dataSet)
		from, to, joins := strings.Cut(strings.TrimPrefix(line, "cat "), " >> ")
		switch {
		case line == "go test ./...":
			gate(t, r.root, line)
		case r.without:
		case joins:
			r.join(t, from, to)
		default:
			r.printed = r.shell(t, line)
		}
	}
}

// join appends a file to another.
func (r *readme) join(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, from))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := os.OpenFile(filepath.Join(r.dir, to), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = plan.Write(data)
	if closed := plan.Close(); err != nil || closed != nil {
		t.Fatal(err, closed)
	}
}

// file writes a block that begins with its name as a comment; another one is a
// plan, which is run.
func (r *readme) file(t *testing.T, lines []string) {
	t.Helper()
	name, named := strings.CutPrefix(lines[0], "# ")
	if !named {
		name = "shown.yaml"
	}
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if !named {
		r.shell(t, "holdfast run shown.yaml --trials 200")
	}
}

// sentences checks what README quotes of commands in its text.
func (r *readme) sentences(t *testing.T) {
	t.Helper()
	if r.data == "" {
		return
	}
	text, err := os.ReadFile(filepath.Join(r.root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("`(holdfast backtest [^`]*)`(?s:[^\"]*)\"([^\"]*)\"").FindStringSubmatch(string(text))
	if found == nil {
		t.Fatal("README quotes no backtest")
	}
	if said, _, _ := strings.Cut(r.shell(t, found[1]), "\n"); said != found[2] {
		t.Errorf("README quotes %q; the backtest says %q", found[2], said)
	}
}

// shell runs a line of README and returns what it prints.
func (r *readme) shell(t *testing.T, line string) string {
	t.Helper()
	args, ok := strings.CutPrefix(line, "go run ./cmd/holdfast ")
	if !ok {
		if args, ok = strings.CutPrefix(line, "holdfast "); !ok {
			t.Fatalf("README has a command that the test can't run: %s", line)
		}
	}
	cmd := exec.Command(os.Args[0], strings.Fields(strings.ReplaceAll(args, dataSet, r.data))...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), asCommand+"=1")
	var errors strings.Builder
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, errors.String())
	}
	return string(out)
}

// gate checks that the gate runs the very test command that README names.
func gate(t *testing.T, root, line string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, ".ci", "run"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\n"+line+"\n") {
		t.Errorf(".ci/run does not run %q", line)
	}
}

// shows checks that the lines occur in what was printed, one after another;
// "..." stands for lines left out.
func shows(t *testing.T, printed string, lines []string) {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		return // numbers are promised per architecture
	}
	rest := strings.Split(printed, "\n")
	for i, line := range lines {
		if line == "..." {
			continue
		}
		at := 0
		for at < len(rest) && strings.TrimRight(rest[at], " ") != line {
			at++
		}
		if at == len(rest) || at > 0 && i > 0 && lines[i-1] != "..." {
			t.Fatalf("README shows a line that is not printed there:\n%s\n--- printed:\n%s", line, printed)
		}
		rest = rest[at+1:]
	}
}

// samePicture compares two pictures pixel by pixel, with a tolerance.
func samePicture(t *testing.T, want, got string) {
	t.Helper()
	a, b := picture(t, want), picture(t, got)
	if a.Bounds() != b.Bounds() {
		t.Fatalf("README's picture is %v, the chart %v: copy %s", a.Bounds(), b.Bounds(), filepath.Base(got))
	}
	off := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if different(a, b, x, y) {
				off++
			}
		}
	}
	if share := float64(off) / float64(a.Bounds().Dx()*a.Bounds().Dy()); share > 0.002 {
		t.Errorf("README's picture differs from the chart in %.2g %% of its pixels: copy charts/%s of the first command over it", 100*share, filepath.Base(got))
	}
}

func different(a, b image.Image, x, y int) bool {
	r1, g1, b1, _ := a.At(x, y).RGBA()
	r2, g2, b2, _ := b.At(x, y).RGBA()
	far := func(p, q uint32) bool { return max(p, q)-min(p, q) > 0x1800 }
	return far(r1, r2) || far(g1, g2) || far(b1, b2)
}

func picture(t *testing.T, name string) image.Image {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	picture, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
